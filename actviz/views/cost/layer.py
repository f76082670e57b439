"""The part of the Cost page that puts the functions into a layer."""

from __future__ import annotations

from typing import Any

from actviz.figures.live_figure import Control, LiveFigure
from actviz.maths import CATALOGUE
from actviz.training.cost import WIDTHS, stored
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import present, update_link
from actviz.views.cost import here
from actviz.views.cost.frames import layer_figure
from actviz.views.cost.state import HALF_STEP, PASS_NAMES, CostState


def layer(state: CostState) -> None:
    """What is left of it in a layer."""

    def chart() -> None:
        live_figure(
            layer_chart(present(CostState)),
            key="cost_layer",
            on_commit=lambda commit: update_link(
                CostState, lambda held: held.with_width(commit.values["width"])
            ),
        )

    here.shown(state, chart)


def layer_chart(state: CostState) -> LiveFigure:
    """Share of the activation and time beside ReLU's layer, by width."""
    kind, result = PASS_NAMES[state.kind], stored()
    on_server = state.measured_on == "server"
    layers: list[dict[str, Any]] = [
        {
            "id": name,
            "name": CATALOGUE[name].name,
            **(here.columns(name, kind, WIDTHS) if on_server else passes[kind]),
        }
        for name, passes in result.layers.items()
    ]
    gelu = next(each for each in layers if each["id"] == "gelu")
    ratio = gelu["ratio_to_relu"][WIDTHS.index(state.width)]
    told = (
        ""
        if ratio is None
        else f" At width {state.width} a layer with GELU takes {ratio - 1:+.1%}."
    )
    return LiveFigure(
        figure=layer_figure(),
        alt=(
            f"By width of a layer, the activation's share of its time and how much longer it takes "
            f"than with ReLU, {kind}.{told}"
        ),
        drawing="cost/layer",
        inputs={"widths": WIDTHS, "layers": layers, "elsewhere": ["relu", "gelu", "mish"]},
        controls=(
            Control(
                "width", "Width", "inputs and units", state.width, 1024, WIDTHS[0], WIDTHS[-1],
                HALF_STEP, logarithmic=True,
            ),
        ),
        columns=1,
        narrow_height=760,
        readout=True,
        file_name=f"cost-layer-{state.kind}",
    )  # fmt: skip
