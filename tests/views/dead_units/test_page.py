"""The page of dead units without a browser: what it shows is what the lab's own runs end with."""

import numpy as np
import pytest
import torch

from actviz.training import Lab
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.file import stored
from actviz.training.sweep.networks import MEASURES
from actviz.views.dead_units.content import content, lab_query
from actviz.views.dead_units.state import QUANTITIES, DeadUnitsState
from actviz.views.dead_units.view import describe, maps
from actviz.views.training.state import TrainingState
from tests.pages import open_link


def read(query: dict[str, str | list[str]]) -> TrainingState:
    state, messages = TrainingState.read(
        {name: [text] if isinstance(text, str) else text for name, text in query.items()}
    )
    assert messages == []
    return state


# A quarter dead, and half asleep. Where nearly all die, rounding decides which: a stack of networks
# rounds otherwise than one alone.
@pytest.mark.parametrize(("activation", "column", "row"), [(0, 6, 14), (1, 12, 4)])
def test_the_labs_runs_end_with_the_files_numbers(activation: int, column: int, row: int) -> None:
    table = stored()
    config = table.config
    cell = (activation * config.y.count + row) * config.x.count + column
    ends = []
    for number in range(cell * config.seeds, (cell + 1) * config.seeds):
        state = read(lab_query(config, number))
        assert state.config == config.network(number)
        assert (state.start, state.stop) == (True, config.steps)
        lab = Lab(state.config, dtype=torch.float64)
        lab.advance(state.stop)
        widths = np.array(state.config.hidden)
        shares = [
            lab.probe()[name][0] @ widths / widths.sum() for name in ("dead", "asleep", "saturated")
        ]
        ends.append([*shares, lab.accuracy()[0], lab.loss()[0]])
    names = ("dead", "asleep", "saturated", "accuracy", "loss")
    for name, values in zip(names, np.transpose(ends), strict=True):
        assert table.map(name, activation)[row, column] == pytest.approx(values.mean(), abs=1e-6)
        spread = table.map(f"{name}_sd", activation)[row, column]
        assert spread == pytest.approx(values.std(ddof=1), abs=1e-6)


def test_drawing_has_the_files_numbers() -> None:
    table = stored()
    sent = content(table)
    for name in (*MEASURES, "dead_sd"):
        numbers = np.array([np.nan if n is None else n for n in sent["columns"][name]])
        np.testing.assert_allclose(numbers, table.columns[name], rtol=1e-8)
    assert sent["x"]["values"] == table.config.x.values
    assert [each["label"] for each in sent["activations"]] == ["ReLU", "Leaky ReLU"]


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_description_has_the_cells_numbers(quantity: str) -> None:
    table = stored()
    state = DeadUnitsState(quantity=quantity, column=12, row=11)
    text = describe(state, table)
    number = table.map(quantity)[11, 12]
    assert f"here {number:.3g}" in text if quantity == "loss" else f"here {number:.0%}" in text
    # Leaky ReLU's runs have diverged there, but not before the first step.
    assert ("; here none" in text) == (quantity != "born_dead")
    assert "44 cells diverged" in text


def test_a_cell_beyond_a_smaller_map_is_its_last() -> None:
    x, y = Axis.parse("learning_rate=0.1:10:3"), Axis.parse("noise=0:0.5:6")
    state = DeadUnitsState(column=63, row=4)
    assert state.at(x, y) == (2, 4)
    assert state.taken({"x": 0.9, "y": 0.24}, x, y) == DeadUnitsState(column=1, row=2)
    assert state.taken({"x": -1.0, "y": 9.0}, x, y) == DeadUnitsState(column=0, row=5)


def test_shapes_as_axes_lead_to_their_runs() -> None:
    config = SweepConfig(
        x=Axis.parse("width=2:16:4"), y=Axis.parse("depth=1:3:3"), seeds=2, steps=40
    )
    for number in range(config.networks):
        assert read(lab_query(config, number)).config == config.network(number)


def test_a_release_sends_the_maps_no_second_time() -> None:
    first, second = (maps(DeadUnitsState(column=c), stored()) for c in (3, 4))
    assert first.figure is second.figure
    assert len(str(second.inputs)) < 200


def test_page_says_what_is_stored_and_how_it_was_made() -> None:
    app = open_link("dead-units", show="asleep", column="3")
    assert not app.exception
    assert not app.warning
    assert any("Stored result" in each.value for each in app.caption)
    assert stored().config.command() in app.code[0].value
