"""The page of gated units without a browser."""

import contextlib
import io

import pytest

from actviz.maths import CATALOGUE
from actviz.views.gated.pytorch import layer_script, pytorch_script
from actviz.views.gated.state import PRESETS, GatedState
from actviz.views.gated.surface import figure
from tests.pages import open_link


def printed(script: str) -> list[float]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(script, {})
    return [float(word) for word in output.getvalue().split()]


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize(("a", "b"), [(1.5, -0.25), (-8.0, 7.0), (7.0, 9.5), (0.0, 0.0)])
def test_lines_reproduce_every_preset(name: str, a: float, b: float) -> None:
    state = GatedState().with_preset(name).with_reach(10).changed(a=a, b=b)
    expected = [state.unit.value(a, b), *state.unit.gradient(a, b)]
    # torch.tensor(1.702) rounds a parameter to single precision: seven digits.
    tolerance = 1e-6 if name == "clamped" else 1e-12
    assert printed(pytorch_script(state)) == pytest.approx(expected, rel=tolerance, abs=1e-12)


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_lines_reproduce_any_gate(identifier: str) -> None:
    state = GatedState().with_gate(identifier)
    expected = [state.unit.value(1.5, 1.0), *state.unit.gradient(1.5, 1.0)]
    assert printed(pytorch_script(state)) == pytest.approx(
        expected, rel=1e-6, abs=1e-6, nan_ok=True
    )


def test_torchs_own_glu_is_named_where_it_is_the_unit() -> None:
    named = {
        name for name in PRESETS
        if "functional.glu(" in pytorch_script(GatedState().with_preset(name))
    }  # fmt: skip
    assert named == {"glu"}


def test_lines_count_both_layers() -> None:
    state = GatedState(width=6, hidden=9, narrow=5)
    assert printed(layer_script(state)) == [2 * 6 * 9, 3 * 6 * 5]


def test_presets_and_gates_are_chosen() -> None:
    app = open_link("gated")
    presets = app.button_group[1]
    assert presets.label == "Set to"
    assert presets.value == "swiglu"
    presets.set_value("clamped").run()
    assert app.query_params == {"beta": "1.702", "clamped": "1", "reach": "10"}
    assert app.checkbox[0].value is True
    app.selectbox[0].set_value("sinlu").run()
    assert app.query_params == {"gate": "sinlu", "clamped": "1", "reach": "10"}
    assert app.button_group[1].value is None
    app.button_group[1].set_value("glu").run()
    assert app.query_params == {"gate": "sigmoid", "reach": "10"}
    assert "functional.glu(torch.cat([up, gate]" in app.code[0].value
    assert not app.exception


def test_two_thirds_are_taken_and_counted() -> None:
    app = open_link("gated", part="cost", width="1024", hidden="4096", narrow="4096")
    assert "**8,388,608** and **12,582,912**, 1.5 times" in app.markdown[0].value
    app.button(key="gated_two_thirds").click().run()
    assert app.query_params["narrow"] == "2731"
    assert "**8,389,632**, 1 times" in app.markdown[0].value
    assert not app.exception


def test_description_has_the_numbers() -> None:
    state = GatedState().with_preset("glu").changed(a=2.0, b=0.0)
    assert "At a = 2, b = 0: h = 1, its slope along a 0.5, along b 0.5." in figure(state).alt
    assert figure(state.with_gate("mish")).alt.startswith("a times Mish of b: ")
