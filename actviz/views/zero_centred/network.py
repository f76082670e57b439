"""In the lab's terms: how the gradients into a second hidden layer agree while a network trains."""

from __future__ import annotations

import base64

import streamlit as st

from actviz.figures.live_figure import LiveFigure
from actviz.maths import CATALOGUE
from actviz.training import LabConfig
from actviz.training.browser_run import browser_run
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.ui.pages import page_script
from actviz.ui.widgets import choose, draw_again
from actviz.views.training.state import TrainingState
from actviz.views.zero_centred.frames import RACERS, UPDATES, agreement_figure
from actviz.views.zero_centred.state import BATCHES, EXAMPLES, UNITS, ZeroCentredState

WIDTH = 32  # units of the second layer


def config_of(state: ZeroCentredState) -> LabConfig:
    """The lab's run: the same start, data and batches for each activation."""
    return LabConfig(
        samples=EXAMPLES,
        test_share=0.0,
        hidden=(state.network_units, WIDTH),
        activations=tuple(RACERS),
        learning_rate=state.network_rate,
        batch_size=state.network_batch,
        seed=state.network_seed,
    )


def network_figure(state: ZeroCentredState) -> LiveFigure:
    """Shares of one sign and losses by update, trained in the browser."""
    run = browser_run(config_of(state))
    labels = [CATALOGUE[name].name for name in RACERS]
    return LiveFigure(
        figure=agreement_figure(),
        alt=(
            f"{', '.join(labels)}: two hidden layers of {state.network_units} and {WIDTH} units "
            f"over {UPDATES} updates on batches of {state.network_batch}. Above, the share of the "
            "second layer's units whose weights all get a gradient of one sign; below, the loss."
        ),
        drawing="zero_centred/network",
        inputs={
            "header": run.header,
            "block": base64.b64encode(run.block).decode(),
            "run": f"{state.network_units} {state.network_batch} {state.network_seed}",
            "updates": UPDATES,
            "names": list(RACERS),
            "labels": labels,
            "roles": list(RACERS.values()),
        },
        feed="zero_centred_network",
        controls=(
            control(state, "network_rate", "η", "learning rate", 0.01, logarithmic=True),
        ),
        readout=True,
        narrow_height=460,
        file_name="sign-agreement",
    )  # fmt: skip


def network(state: ZeroCentredState) -> None:
    """The picture, what the networks are, and what it shows."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            network_figure(state),
            key="zero_centred_network",
            on_commit=take_values(ZeroCentredState),
        )
    with words:
        choose(state, "network_units", "Units of layer 1", {n: str(n) for n in UNITS})
        batches = {size: "all" if size == EXAMPLES else str(size) for size in BATCHES}
        choose(state, "network_batch", "Examples a step", batches)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            draw_again(state, "network_seed", "Draw again")
            st.page_link(
                page_script("training"),
                label="Open in the lab",
                icon=":material/science:",
                query_params=TrainingState(config=config_of(state)).to_query(),
            )
        st.markdown(
            f"Each point is one update: of the {WIDTH} units of layer 2, the share whose weights "
            "all get a gradient of one sign. Lines: mean of the last 25.\n\n"
            "Sigmoid and ReLU hand layer 2 no negative numbers: of **one** example every unit's "
            "gradients have one sign. Batches mix them in part. Tanh's outputs are centred, and "
            "the signs mix from the start."
        )
        st.caption(
            f"The lab's circles, {EXAMPLES} examples, trained in your browser: same start weights "
            "(He), same batches, plain gradient descent. A gradient of 0 counts as either sign; "
            "units without any gradient are not counted."
        )
