"""The parts of the Saturation page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Control, Function, LiveFigure, Pair
from actviz.maths import CATALOGUE, Activation, CustomActivation, mean_field
from actviz.maths.lookup import OWN, shown_name
from actviz.maths.symbolic.array_code import Given, javascript_loop
from actviz.training import LabConfig
from actviz.training.config import MOST_LAYERS, MOST_UNITS
from actviz.ui.field_controls import control
from actviz.ui.formula_box import formula_box
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.pages import page_script
from actviz.ui.widgets import bound, choose, draw_again, pick, select
from actviz.views.saturation.frames import NARROW_HEIGHT, layers_figure
from actviz.views.saturation.inputs import Examples, examples_of
from actviz.views.saturation.reference import reference
from actviz.views.saturation.state import (
    EXAMPLES,
    INPUTS,
    NORMAL,
    RULES,
    SEEDS,
    SaturationState,
)
from actviz.views.training.state import TrainingState

FEED = "saturation"
_CHECKED = "saturation_checked"  # the state that is compared with PyTorch


def choose_network(state: SaturationState) -> None:
    """The function; of layers also one to compare it with, and the inputs."""
    function, own, second, data = st.columns([3, 4, 3, 3], vertical_alignment="bottom")
    with function:
        shown = {state.activation: shown_name(state.function)} if _is_own(state) else {}
        labels = shown | {each.id: f"{each.family} · {each.name}" for each in CATALOGUE.values()}
        widget = bound(
            state, "activation", state.activation, SaturationState.with_function, accepted=labels
        )
        pick("Activation", labels, widget, help="Type to search.")
    with own:
        formula_box(
            key="saturation_own",
            shown=state.activation.removeprefix(OWN) if _is_own(state) else "",
            accept=lambda text: update_link(
                SaturationState, lambda now: now.with_function(f"{OWN}{text}")
            ),
        )
    if state.part == "unit":
        return
    with second:
        beside = {state.second: shown_name(state.compared)} if state.compared else {}
        labels = {"": "None"} | beside | {each.id: each.name for each in CATALOGUE.values()}
        widget = bound(
            state, "second", state.second, lambda now, text: now.changed(second=text),
            accepted=labels,
        )  # fmt: skip
        pick("Compare with", labels, widget, help="Through the same layers: dashed.")
    with data:
        select(state, "inputs", "Inputs", INPUTS)


def _is_own(state: SaturationState) -> bool:
    return isinstance(state.function, CustomActivation)


def network_figure(state: SaturationState) -> LiveFigure:
    """Signal and gradient by layer, with the sliders that make the network."""
    function, second = state.function, state.compared
    shown = [(function, shown_name(function)), *([(second, shown_name(second))] if second else [])]
    sigma_w, sigma_b = state.weights
    reach = state.reach
    data = examples_of(state)
    controls = (
        control(state, "depth", "Layers", "", 1),
        control(state, "width", "Units in each", "", 1),
        Control(
            "sigma_w", "σ_w", "weights", sigma_w, 1.0, 0.01, reach[0], 0.01,
            lowest=0.01, highest=50.0,
        ),
        Control(
            "sigma_b", "σ_b", "biases", sigma_b, 0.0, 0.0, reach[1], 0.01, highest=10.0
        ),
        *(
            Control.of(parameter, state.parameters[parameter.name], prefix="p.")
            for parameter in function.parameters
        ),
    )  # fmt: skip
    figure = layers_figure(tuple(name for _, name in shown))
    layout = {
        **figure["layout"],
        "xaxis": {**figure["layout"]["xaxis"], "range": [0, reach[0]]},
        # A little below 0, or half of the point without biases would be hidden.
        "yaxis": {**figure["layout"]["yaxis"], "range": [-0.04 * reach[1], reach[1]]},
    }
    return LiveFigure(
        figure={**figure, "layout": layout},
        alt=_describe(state),
        drawing="saturation/layers",
        functions=(
            Function.of(function, prefix="p.", name=shown_name(function)),
            # No slider moves the second's parameters.
            *(Function.of(each, name=name, controls={}) for each, name in shown[1:]),
        ),
        inputs={
            "loops": [_loop(each) for each, _ in shown],
            "orthogonal": state.initialisation == "orthogonal",
            "seed": state.seed,
            "seeds": state.seeds,
            "examples": EXAMPLES,
            "data": state.inputs,
            "points": data and data.message(),
            "start": 1.0 if data is None else data.mean_square,
            "reference": _reference(state, {each.id: each.value for each in controls}, data),
            "reach": reach,
        },
        feed=FEED,
        controls=controls,
        handles=(Pair("sigma_w", "sigma_b"),),
        columns=4,
        narrow_height=NARROW_HEIGHT,
        readout=True,
        file_name=f"saturation-{function.id}",
    )  # fmt: skip


def _reference(
    state: SaturationState, values: Mapping[str, float], data: Examples | None
) -> dict[str, Any] | None:
    """PyTorch's numbers, where they were asked for of just this network."""
    return reference(state, values, data) if st.session_state.get(_CHECKED) == state else None


def _loop(function: Activation) -> str:
    given = {parameter.name: Given.ONCE for parameter in function.parameters}
    return javascript_loop([function.f, function.df], {}, given)


def _describe(state: SaturationState) -> str:
    sigma_w, sigma_b = state.weights
    q = mean_field.fixed_point(state.function, sigma_w, sigma_b, **state.parameters)
    said = ""
    beside = f", beside {shown_name(state.compared)} (dashed)" if state.compared else ""
    if not math.isnan(q):
        factor = math.sqrt(mean_field.chi(state.function, q, sigma_w, **state.parameters))
        said = f" Predicted factor of the gradient for each layer: {factor:.3g}."
    return (
        f"{state.depth} layers of {state.width} units of {shown_name(state.function)}{beside}, "
        f"weights of scale {sigma_w:.4g}, biases of scale {sigma_b:.4g}: size of activations, of "
        "the gradient and of the weight gradients and the product of slopes by layer, the "
        "distribution of activations, and the plane of "
        f"both scales with the line where gradients keep their size.{said}"
    )


def chart(state: SaturationState) -> None:
    """The live figure with its sliders."""
    live_figure(
        network_figure(state),
        key="saturation",
        on_commit=lambda commit: update_link(SaturationState, lambda now: now.taken(commit.values)),
    )


def choose_draws(state: SaturationState) -> None:
    """Initialisation, seeds, and the way to the lab."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(
            state,
            "initialisation",
            "Initialisation",
            {name: each.label for name, each in RULES.items()},
            take=SaturationState.with_rule,
        )
        choose(state, "seeds", "Networks drawn", {count: str(count) for count in SEEDS})
        draw_again(state, "seed", "Draw again")
        st.button(
            "Check against PyTorch",
            key="saturation_check",
            on_click=st.session_state.__setitem__,
            args=(_CHECKED, state),
            help="The first network again, in PyTorch on the server: by how much do both differ?",
        )
        query = training_link(state)
        st.page_link(
            page_script("training"),
            label="Train this",
            icon=":material/science:",
            query_params=query,
            disabled=query is None,
            help=_CANNOT_TRAIN if query is None else "Opens the training lab with this network.",
        )


_CANNOT_TRAIN = (
    f"The lab has up to {MOST_LAYERS} layers of up to {MOST_UNITS} units, normal weights and no "
    "random biases."
)


def training_link(state: SaturationState) -> dict[str, str | list[str]] | None:
    """The lab's link for this network; None where the lab cannot say it."""
    sigma_w, sigma_b = state.weights
    if state.depth > MOST_LAYERS or state.width > MOST_UNITS or sigma_b > 0:
        return None
    if state.initialisation == "orthogonal":
        return None
    numbers = ",".join(f"{name}={value!r}" for name, value in state.parameters.items())
    # LeCun's √(1/n) times σ_w is the weights' scale, whatever the rule was called.
    named = state.initialisation if state.initialisation in ("he", "xavier") else "lecun"
    try:
        config = LabConfig(
            activations=(state.activation + (f":{numbers}" if numbers else ""),),
            hidden=(state.width,) * state.depth,
            initialisation=named,
            initial_scale=sigma_w if named == "lecun" else 1.0,
            seed=state.seed,
            dataset=LabConfig().dataset if state.inputs == NORMAL else state.inputs,
        )
    except ValueError:
        return None
    return TrainingState(config=config).to_query()


def words() -> None:
    """What the pictures mean, and what they contradict."""
    st.markdown(
        "**Do weights that are too large kill the gradient?** Of one unit, yes: its slope goes to "
        "0. Of depth, no: δ passes f′ *and* the weights, and large weights make up for small "
        "slopes: the product of f′, from the last layer down to each, is what slopes would leave "
        "by themselves. With sigmoid, weights ten times as large (σ_w ≈ 10.15) let the gradient "
        "through, although half of the units are saturated; larger ones make it explode."
    )
    st.markdown(
        "**Which gradient?** δ, which is passed back, vanishes or explodes. The weight gradients "
        "∂L/∂W can stay the same all the while: they multiply δ by the activations below, and one "
        "shrinks as the other grows."
    )
    st.markdown(
        "**The prediction**: pre-activations of variance q have the variance σ_w² E f(√q z)² + "
        "σ_b² in the next layer, z standard normal, until q is q*. There, δ changes by the root "
        "of χ₁ = σ_w² E f′(√q* z)² for each layer."
    )
    st.caption(
        f"Measured on {EXAMPLES} examples, in your browser: normal numbers, as many inputs as "
        "units, with random labels, or a data set of the lab, standardised, of several classes the "
        "first half against the others. Weights have the standard deviation σ_w/√n, n inputs, "
        "biases σ_b; orthogonal are square layers. Loss: cross-entropy of one sigmoid output. "
        "δ per layer: geometric mean of |δₗ| / |δₗ₊₁| "
        "over the inner layers; δ arriving: first over last; product of f′: of the layers' "
        "mean |f′|, without the last's; depth scale: 1/|ln χ₁| layers. Line: "
        "geometric mean over the networks drawn; band: lowest to highest. Distribution and "
        "saturation (|f′| below 5 % of its largest value) are of the first network. The "
        "prediction is of infinitely wide networks. Sources: Glorot & Bengio 2010; He et al. 2015; "
        "Poole et al. 2016; Schoenholz et al. 2017."
    )
