"""What stands around both parts of the Cost page: the choices above, the words below."""

from __future__ import annotations

import streamlit as st

from actviz.training.cost import BATCH, stored
from actviz.ui.widgets import buttons, choose
from actviz.views.cost import here
from actviz.views.cost.functions import key_of
from actviz.views.cost.state import PARTS, CostState

_PASS_LABELS = {"forward": "Forward", "both": "Forward + backward"}
_GREY = "Grey: the stored result, of PyTorch. "


def choose_part(state: CostState) -> None:
    """Functions alone or in a layer, which pass, and where it is measured."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(state, "part", "Measured", PARTS)
        choose(state, "kind", "Pass", _PASS_LABELS)
        buttons(
            state,
            "device",
            "On",
            state.devices,
            state.measured_on,
            lambda held, device: held.changed(device=device),
        )
        if state.measured_on == "server":
            here.button(_timed)


def _timed(state: CostState) -> list[str]:
    """What the server is to measure, ReLU first."""
    if state.part == "layer":
        return list(stored().layers)
    names = [key_of(name, group) for group in state.groups for name in state.functions]
    return list(dict.fromkeys(["relu", *(name for name in names if name in stored().functions)]))


def words(state: CostState) -> None:
    """What the picture says, and where it was measured."""
    if state.part == "functions":
        st.markdown(
            "**ReLU is cheap, and so are all functions of comparisons and multiplications.** What "
            "calls an exponential costs a few times as much on large arrays; on small ones the "
            "call itself outweighs both. The time depends on the machine and the library, "
            "**operations** only on the definition: comparisons, additions, multiplications, "
            "divisions and calls of exp, log, tanh, erf or a root"
            + (" of f and f′ together." if state.kind == "both" else " of f.")
        )
    else:
        st.markdown(
            "**In a network little of it is left.** A layer computes one activation for each unit, "
            "but a product and a sum for each of its weights: with the width, the product grows "
            "faster than the activation."
        )
    st.caption(
        f"{_where(state)}Each function in turns with ReLU; point: median of the rounds' ratios; "
        "line: distance of their quartiles. ReLU timed against ReLU shows how far the others can "
        "be trusted; its ns are for an element."
        + (
            f" Layers: a batch of {BATCH} times a square matrix, without biases."
            if state.part == "layer"
            else ""
        )
    )


def _where(state: CostState) -> str:
    device = state.measured_on
    if device == "browser":
        return (
            "The functions as JavaScript, derived from the same definitions, in your browser: "
            "float64, standard normal"
            + (", f and f′ in one loop. " if state.kind == "both" else ". ")
            + _GREY
        )
    if device == "server":
        return (
            f"{here.words()}Float32, standard normal. {_GREY if state.part == 'functions' else ''}"
        )
    about = stored().about
    return (
        f"Stored result, not measured now: {about['processor']}, {about['threads']} of "
        f"{about['cores']} cores, {about['system']}, PyTorch {about['torch']}, Python "
        f"{about['python']}, {about['date']}, by “{about['command']}”. Float32, standard normal. "
    )
