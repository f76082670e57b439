"""The parts of the Maxout page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from actviz.figures import maxout as figures
from actviz.maths import CATALOGUE, parse_activation
from actviz.maths.maxout import quadratic_error, regions
from actviz.training.maxout_layer import EXAMPLES, dead_shares, parameter_counts
from actviz.ui.explore_view import program_function
from actviz.ui.live_figure import Commit, Control, live_figure
from actviz.ui.maxout_state import (
    LEAKY_SLOPE,
    MOST_PIECES,
    PARTS,
    PRESETS,
    START_B,
    START_W,
    SURFACES,
    MaxoutState,
)
from actviz.ui.state_widgets import choose, control, draw_again, taken, write_link

KEY = "maxout"
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_COUNTS = range(2, MOST_PIECES + 1)
_SHAPES = {
    "relu": CATALOGUE["relu"],
    "absolute": parse_activation("abs(x)"),
    "quadratic": parse_activation("x^2"),
}


def choose_part(state: MaxoutState) -> None:
    """The row of the page's parts."""
    choose(state, "part", "Part", PARTS, key=KEY, hidden_label=True)


def _buttons(
    name: str,
    label: str,
    options: Mapping[str, str] | Iterable[int],
    now: object,
    take: Callable[..., MaxoutState],
) -> None:
    """A row of buttons for what is computed from several fields; `now` may be none of them."""
    widget = f"{KEY}.{name}"
    texts = dict(options) if isinstance(options, Mapping) else {n: str(n) for n in options}

    def chosen() -> None:
        value = st.session_state[widget]
        if value is not None:
            write_link(take(value))

    st.session_state[widget] = now
    st.segmented_control(
        label,
        list(texts),
        format_func=lambda value: texts[value],
        key=widget,
        on_change=chosen,
        wrap=True,
    )


def unit(state: MaxoutState) -> None:
    """Pieces, maximum and winners of a unit with one input."""
    with st.container(key="below_on_phone"):
        choices, formula = st.columns([8, 5], vertical_alignment="bottom")
    with choices, st.container(horizontal=True, vertical_alignment="bottom"):
        names = {name: text for name, (text, _) in PRESETS.items()}
        _buttons("preset", "Set to", names, state.preset, state.with_preset)
        _buttons("count", "Pieces k", _COUNTS, len(state.w), state.with_count)
    with formula:
        st.latex(r"h(x) = \max_{j=1}^{k} \left( w_j^{\mathsf T} x + b_j \right)")
    count = len(state.w)
    controls = [
        Control(
            id=f"{letter}{index + 1}",
            label=f"{letter}{index + 1}".translate(_SUBSCRIPTS),
            meaning="",
            value=values[index],
            default=start[index],
            low=state.limits(letter)[0],
            high=state.limits(letter)[1],
            step=0.05,
        )
        for index in range(count)
        for letter, values, start in (("w", state.w, START_W), ("b", state.b, START_B))
    ]

    def receive(commit: Commit) -> None:
        w, b = (tuple(commit.values[f"{letter}{i + 1}"] for i in range(count)) for letter in "wb")
        probe = state.x if commit.probe is None else commit.probe
        write_link(replace(state, w=w, b=b, x=probe))

    live_figure(
        figures.unit_figure(MOST_PIECES),
        key=f"{KEY}_unit",
        alt=_describe_unit(state),
        drawing="maxout",
        program={
            "pieces": count,
            "most": MOST_PIECES,
            "functions": _models(state),
            "curved": state.preset == "quadratic",
            "probe": state.x,
            "default_probe": state.default("x"),
            "view": {
                "from": -figures.REACH,
                "to": figures.REACH,
                "default_from": -figures.REACH,
                "default_to": figures.REACH,
                "low_limit": -figures.REACH,
                "high_limit": figures.REACH,
            },
            "beside": True,
        },
        controls=controls,
        file_name="maxout",
        on_commit=receive,
    )


def _models(state: MaxoutState) -> list[dict[str, object]]:
    """The function that the preset is to be compared with, if there is a preset."""
    if state.preset is None:
        return []
    if state.preset == "leaky":
        leaky = program_function(CATALOGUE["leaky_relu"])
        return [leaky | {"parameters": {}, "defaults": {"alpha": LEAKY_SLOPE}}]
    return [program_function(_SHAPES[state.preset]) | {"parameters": {}}]


def _describe_unit(state: MaxoutState) -> str:
    parts = [
        f"piece {region.piece + 1} from {region.low:.3g} to {region.high:.3g}"
        for region in regions(state.w, state.b)
    ]
    return f"Maximum of {len(state.w)} straight lines. It is " + ", ".join(parts) + "."


def unit_words(state: MaxoutState) -> None:
    """What the formula needs, and what the preset shows."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            "Each piece needs the input x. Popular write-ups print max(w₁ᵀ + b₁, w₂ᵀ + b₂): "
            "without x, that is no function of the input."
        )
    with right:
        if state.preset == "quadratic":
            error = quadratic_error(len(state.w), -1.5, 1.5)
            st.markdown(
                f"**{len(state.w)} tangents of x²** (grey): on [−1.5, 1.5] the largest error is "
                f"{error:.3g}."
            )
        elif state.preset is not None:
            name = PRESETS[state.preset][0]
            st.markdown(f"**Exactly {name}** (grey, below the maximum): two pieces are enough.")
        st.markdown(
            "A maximum of lines is always convex. Which shape it has is learned: the pieces are "
            "the unit's weights. Source: Goodfellow et al. 2013, *Maxout Networks*."
        )


def quadratic(state: MaxoutState) -> None:
    """x² from k tangents, and the error as k grows."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            figures.quadratic_figure(),
            key=f"{KEY}_quadratic",
            alt=(
                f"x² on [−1, 1] and the maximum of {state.tangents} of its tangents; largest "
                f"error {quadratic_error(state.tangents):.3g}. Beside it the error for 1 to 20 "
                "tangents, which falls as 1/k²."
            ),
            drawing="maxout_quadratic",
            program={"most": int(state.limits("tangents")[1]), "readout": True},
            controls=[control(state, "tangents", "k", "number of pieces", 1)],
            file_name="maxout-quadratic",
            on_commit=lambda commit: write_link(taken(state, commit.values)),
        )
    with words:
        st.latex(r"x^2 \approx \max_{j=1}^{k} \left( 2 t_j x - t_j^2 \right)")
        st.latex(
            rf"\text{{largest error}} = \frac{{1}}{{k^2}} = {quadratic_error(state.tangents):.4f}"
        )
        st.markdown(
            "Each piece is a tangent, touching in the middle of its stretch. Twice as many pieces "
            "leave a quarter of the error: on two logarithmic axes a straight line of slope −2.\n\n"
            "With enough pieces a maxout unit comes as close as you like to **any** convex "
            "function; the difference of two units to any continuous one."
        )


def surface(state: MaxoutState) -> None:
    """The surface over two inputs and the regions of its pieces."""
    picture, words = st.columns([5, 3], gap="medium")
    index = state.piece - 1

    def receive(commit: Commit) -> None:
        changed: dict[str, Any] = {}
        for letter in ("u", "v", "c"):
            values = list(getattr(state, letter))
            values[index] = commit.values[letter]
            changed[letter] = tuple(values)
        write_link(replace(state, **changed))

    def slider(letter: str, label: str) -> Control:
        low, high = state.limits(letter)
        values = getattr(state, letter)
        known = state.default(letter)
        usual = known[index] if index < len(known) else 0.0
        return Control(letter, label, "", values[index], usual, low, high, 0.05)

    mark = str(state.piece).translate(_SUBSCRIPTS)
    with picture:
        live_figure(
            figures.planes_figure(MOST_PIECES),
            key=f"{KEY}_surface",
            alt=(
                f"Maximum of {len(state.u)} planes over two inputs: the height as a heat map, and "
                "the convex region in which each piece wins."
            ),
            drawing="maxout_planes",
            program={
                "planes": list(zip(state.u, state.v, state.c, strict=True)),
                "piece": state.piece,
                "most": MOST_PIECES,
                "columns": 3,
            },
            controls=[
                slider("u", f"w{mark} for x₁"),
                slider("v", f"w{mark} for x₂"),
                slider("c", f"b{mark}"),
            ],
            file_name="maxout-surface",
            on_commit=receive,
        )
    with words:
        names = {name: text for name, (text, _) in SURFACES.items()}
        _buttons("surface", "Set to", names, state.surface, state.with_surface)
        _buttons("planes", "Pieces k", _COUNTS, len(state.u), state.with_planes)
        pieces = range(1, len(state.u) + 1)
        _buttons("piece", "Piece to move", pieces, state.piece, lambda n: replace(state, piece=n))
        st.button(
            "Draw pieces",
            key=f"{KEY}.random",
            icon=":material/casino:",
            on_click=lambda: write_link(state.with_random_surface()),
        )
        st.markdown(
            "Each piece is a plane; it wins on a convex region with straight borders. In more "
            "dimensions the regions are polytopes."
        )


def cost(state: MaxoutState) -> None:
    """Parameters of both layers."""
    relu, maxout = parameter_counts(state.inputs, state.units, state.pieces)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            figures.cost_figure(),
            key=f"{KEY}_cost",
            alt=f"A ReLU layer has {relu:,} parameters, a maxout layer {maxout:,}.",
            drawing="maxout_cost",
            controls=[
                control(state, "inputs", "Inputs", "d", 1),
                control(state, "units", "Units", "n", 1),
                control(state, "pieces", "Pieces", "k", 1),
            ],
            file_name="maxout-parameters",
            on_commit=lambda commit: write_link(taken(state, commit.values)),
        )
    with words:
        st.latex(r"\text{ReLU: } (d+1)\,n")
        st.latex(r"\text{maxout: } k\,(d+1)\,n")
        st.markdown(
            f"Counted in the layers: **{relu:,}** and **{maxout:,}**, {maxout // relu} times as "
            "many at the same width."
        )
    st.code(
        "import torch\n"
        "from torch import nn\n\n"
        f"linear = nn.Linear({state.inputs}, {state.units} * {state.pieces})\n"
        f"x = torch.randn(8, {state.inputs})\n"
        f"z = linear(x).unflatten(-1, ({state.units}, {state.pieces}))\n"
        f"h = z.amax(-1)                                  # (8, {state.units})\n"
        "print(sum(p.numel() for p in linear.parameters()))",
        language=None,  # the highlighter's colours have too little contrast
        wrap_lines=True,
    )


def alive(state: MaxoutState) -> None:
    """Dead units as all biases are pushed down, in a ReLU layer and in a maxout layer."""
    inputs, units = 16, 64
    shifts = np.linspace(-4, 0, 17)
    relu, maxout = dead_shares(shifts, inputs, units, state.pieces, state.layer)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            figures.alive_figure(shifts, relu, maxout),
            key=f"{KEY}_alive",
            alt=(
                f"Share of dead units over the shift of all biases: with −4, {relu[0]:.0%} of the "
                f"ReLU units and {maxout[0]:.0%} of the maxout units are dead."
            ),
            file_name="maxout-dead-units",
        )
    with words:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _buttons("k", "Pieces k", _COUNTS, state.pieces, lambda k: replace(state, pieces=k))
            draw_again(state, "layer", "Draw again", key=KEY)
        st.markdown(
            "Push every bias down: ReLU units fall silent and get no gradient. In a maxout unit "
            "some piece is always the largest, and **that piece gets the whole gradient**, "
            "whatever the height of the maximum."
        )
        st.latex(
            r"\frac{\partial h}{\partial z_j} = \begin{cases} 1 & z_j \text{ is the maximum} \\ "
            r"0 & \text{else} \end{cases}"
        )
        st.markdown(
            "A unit cannot die; a single *piece* that never wins can stay idle. Source: "
            "Goodfellow et al. 2013."
        )
    st.caption(
        f"Two layers of {units} units on {inputs} inputs (k = {state.pieces}), PyTorch's "
        f"initialisation, {EXAMPLES} standard normal examples, seed {state.layer}. Dead: the "
        "gradient of the unit is 0 on every example."
    )
