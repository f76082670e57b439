"""The parts of the training lab's page that show: question, pictures, definitions."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import streamlit as st

from actviz.claims import PREDICTIONS
from actviz.claims.lab_questions import numbers_of
from actviz.figures.live_figure import LiveFigure
from actviz.maths import CustomActivation
from actviz.maths.lookup import shown_name
from actviz.training import PRESETS, Racer
from actviz.training.data.input_features import input_names
from actviz.training.lab.answers import Outcome, answer_of
from actviz.training.lab.measures import MEASURES
from actviz.ui.asset_routes import assets_url
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import present
from actviz.ui.predict import predict_run
from actviz.ui.text import plain
from actviz.views.training import device
from actviz.views.training.frames import describe, layers_text, training_figure
from actviz.views.training.run import Run
from actviz.views.training.session import current_run, lab_player
from actviz.views.training.state import TrainingState
from actviz.views.training.weights import weights_of

_MEANINGS = "".join(f"- {measure.meaning}\n" for measure in MEASURES.values() if measure.meaning)
DEFINITIONS = f"""
{_MEANINGS}- **Diverged**: a weight, a loss or a pre-activation is no longer finite. The racer
  stops and shows no fractions.
- **Lines into a unit**: its incoming weights, thicker where larger, in the colour of f above 0 and
  of f′ below.
- **Step**: one update of every racer on one batch. **Epoch**: every training example once.
- At a kink f′ is what PyTorch takes: ReLU′(0) = 0.
"""


def question(state: TrainingState, run: Run) -> Outcome | None:
    """The preset's question, or what is trained; and why it cannot be started, if it cannot.

    Returns how a preset's run came out, once it has come to its end.
    """
    asked = _asked(state, run)
    preset = PRESETS[state.preset] if state.is_preset else None
    if run.engine == "browser":
        report, answer, outcome = run.report, None, None
        if preset and report and (report.finished or report.step >= preset.steps):
            outcome = report.outcome
            text = answer_of(preset.id, outcome)
            answer = {"run": run.serial, "step": report.step, "text": text}
        device.part("question", "training_asked", text=asked, answer=answer)
        return outcome
    text = plain(asked)
    at_end = run.lab.finished or not lab_player().playing
    outcome = None
    if preset and at_end and (run.lab.finished or run.lab.step >= preset.steps):
        outcome = Outcome.of(run.lab)
        text += f" **{plain(answer_of(preset.id, outcome))}**"
    if run.lab.finished:
        text += " **Every racer has diverged:** Reset, and take a smaller learning rate."
    elif run.over() and not lab_player().playing:
        text += f" **Stopped at step {run.lab.step:,}:** Reset, or set a later stop."
    st.markdown(text)
    return outcome


def prediction(state: TrainingState, outcome: Outcome | None) -> None:
    """What the visitor predicts of a preset's run, and at its end beside the outcome."""
    asked = PREDICTIONS.get(state.preset) if state.is_preset else None
    if asked is not None:
        predict_run(asked, None if outcome is None else numbers_of(outcome))


def _asked(state: TrainingState, run: Run) -> str:
    if state.is_preset:
        return PRESETS[state.preset].question
    config, name = run.lab.config, run.lab.dataset.name.replace("_", " ")
    return (
        f"{len(run.lab.train_examples):,} training examples of {name}, "
        f"{layers_text(config.hidden)}, learning rate {config.learning_rate:g}. "
        "How many units will die?"
    )


def pictures(state: TrainingState, run: Run) -> None:
    """The live figure. It is mounted once for each run; the frames of the feed move it."""
    live_figure(figure(state, run), key="training_figure")


def figure(state: TrainingState, run: Run) -> LiveFigure:
    """Charts, boundaries and units of all racers."""
    racers = run.lab.racers
    labels = tuple(racer.label for racer in racers)
    can_die = tuple(racer.can_die for racer in racers)
    return LiveFigure(
        figure=training_figure(labels, can_die),
        alt=describe(labels, run.lab.dataset.name, run.lab.config.hidden),
        drawing="training/training",
        feed=device.FEED,
        inputs={
            "run": run.serial,
            "engine": run.engine,
            "features": input_names(run.lab.config.features, run.lab.dataset.feature_names),
            "racers": [
                {"label": racer.label, "short": short_name(racer), "can_die": racer.can_die}
                for racer in racers
            ],
            "hidden": list(run.lab.config.hidden),
            "tested": len(run.lab.test_examples) > 0,
            "measures": [
                {
                    "name": name,
                    "title": MEASURES[name].title,
                    "share": MEASURES[name].share,
                    "layered": layered,
                }
                for name, layered in device.MEASURED.items()
            ],
            "stop": state.stop,
            **_data(state, run),
        },
        file_name="training",
    )


def short_name(racer: Racer) -> str:
    """The name without parameters, an abbreviation where there is one: for a small picture."""
    if not racer.elementwise:
        return racer.label
    name = shown_name(racer.activation)
    if isinstance(racer.activation, CustomActivation):
        return name if len(name) <= 14 else f"{name[:13]}…"
    capitals = [alias for alias in racer.activation.aliases if alias[1:2].isupper()]
    return min([name, *capitals], key=len) if len(name) > 11 else name


def _data(state: TrainingState, run: Run) -> dict[str, Any]:
    """Training examples in the pictures' plane, as shares of its width and height."""
    on = run.plane(state.plane_axes)
    sides = [on.horizontal, on.vertical]
    labels = run.lab.split.train_targets
    points = on.points[:1000]
    names = on.names
    if len(on.shape) == 1:
        low, high = device.output_range(run)
        sides = [on.horizontal, np.array([low, high])]
        points = np.column_stack([points[:, 0], labels[: len(points)]])
        title = f"Output over {names[0]}"
    else:
        title = f"Network output ({names[0]} →, {names[1]} ↑)"
    shares = np.column_stack(
        [(points[:, i] - side[0]) / (side[-1] - side[0]) for i, side in enumerate(sides)]
    )
    # Names of columns may be long; Plotly reads tags in its texts.
    short = title if len(title) <= 40 else f"{title[:39]}…"
    return {
        "points": _floats(shares),
        "labels": _floats(labels[: len(points)]),
        "boundary_title": short.replace("&", "&amp;").replace("<", "&lt;"),
    }


def _floats(values: Any) -> str:
    return base64.b64encode(np.asarray(values, dtype="<f4").tobytes()).decode("ascii")


def clock(run: Run, state: TrainingState) -> None:
    """The run for the browser; of one that PyTorch trains the weights too, at each beat."""
    device.train(run, state)
    if run.engine == "torch":
        # Looking for changed files takes longer than a message: once for each run of the page.
        run.assets = assets_url()
        lab_player().clock(_weights)


def _weights(by_page: bool) -> None:
    """Send where the session's run stands."""
    run, running = current_run(), lab_player().playing
    if run is not None:
        run.follow(present(TrainingState).seen_on(run.lab.config))
        message = weights_of(run, running, whole=by_page or not running)
        device.part("weights", "training_weights", assets=run.assets, **message)


def definitions() -> None:
    """What the numbers mean, word for word."""
    st.subheader("What is measured", anchor=False)
    st.markdown("On the whole training set, not on one batch:\n" + DEFINITIONS)
