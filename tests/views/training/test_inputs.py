"""Input features, a typed curve and own points in the set-up: in the link, refused in words."""

import pytest
from streamlit.testing.v1 import AppTest

from actviz.training import Lab
from tests.views.training.test_page import open_part, own, run_of, visit


def features(app: AppTest) -> list[str]:
    (pills,) = (each for each in app.pills if each.label == "Input features")
    return [str(value) for value in pills.value]


def choose(app: AppTest, *names: str) -> None:
    (pills,) = (each for each in app.pills if each.label == "Input features")
    pills.set_value(names).run()
    assert not app.exception


def inputs(lab: Lab) -> int:
    return lab.train_examples.features.shape[1]


def test_input_features_are_chosen() -> None:
    app = open_part(visit(), "network")
    assert features(app) == ["x1", "x2"]
    choose(app, "x1", "x2", "x1_x2")
    assert app.query_params["features"] == "x1,x2,x1_x2"
    assert inputs(run_of(app).lab) == 3
    # A network needs an input: the last one stays.
    choose(app)
    assert features(app) == ["x1", "x2", "x1_x2"]
    assert inputs(run_of(app).lab) == 3


def test_other_data_have_all_their_features() -> None:
    app = open_part(open_part(visit(features="sin_x1"), "network"), "data")
    app.selectbox(key="training_dataset").set_value("moons").run()
    assert app.query_params["features"] == "sin_x1"
    app.selectbox(key="training_dataset").set_value("wine").run()
    assert "features" not in app.query_params
    assert not app.error
    assert not [each for each in app.pills if each.label == "Input features"]
    assert inputs(run_of(app).lab) == 13


def test_own_data_in_no_plane_are_refused_with_features_and_the_way_out_is_there() -> None:
    app = visit(dataset="own", features="x1_x2")
    app.session_state["actviz"]["training_own_data"] = own(40, 3)
    open_part(app, "network")
    assert any("these data have 3" in each.value.replace("\\", "") for each in app.warning)
    choose(app, "x1", "x2")
    assert not app.warning
    assert inputs(run_of(app).lab) == 3


def type_formula(app: AppTest, text: str) -> None:
    app.text_input(key="training_formula").set_value(text).run()
    assert not app.exception


def test_curve_is_typed_and_refused_at_its_place() -> None:
    app = open_part(visit(), "data")
    app.selectbox(key="training_dataset").set_value("formula_side").run()
    assert app.text_input(key="training_formula").value == "sin(x)"
    type_formula(app, "x^2-1")
    assert app.query_params["formula"] == "x^2 - 1"
    run = run_of(app)
    assert run.lab.dataset.name == "two sides of x^2 - 1"
    type_formula(app, "tanh(a*x)")
    (error,) = app.error
    assert "The parameter a has no value" in error.value
    assert [code.value for code in app.code] == ["tanh(a*x)\n     ^"]
    assert app.text_input(key="training_formula").value == "tanh(a*x)"
    assert run_of(app) is run
    assert app.query_params["formula"] == "x^2 - 1"
    type_formula(app, "tanh(2*x)")
    assert not app.error
    assert app.query_params["formula"] == "tanh(2*x)"
    assert any("at most 200 characters" in caption.value for caption in app.caption)


def told() -> None:
    """What the plane of points may say, as a script: first what is good, then what is not."""
    import streamlit as st

    from actviz.views.training.setup.points import take_points

    take_points(st.session_state["said"])


GOOD = "A0.0_B1.1_A2.2_B3.3"


@pytest.mark.parametrize(
    "said",
    [
        *[None, 3, ["A0.0"], GOOD, {"points": GOOD}, {"serial": "2", "points": GOOD}],
        {"serial": 1, "points": GOOD},
        *[{"serial": 2, "points": text} for text in (3, "", "A0.0", f"{GOOD[:-1]}101", "<b>")],
    ],
    ids=str,
)
def test_points_are_taken_in_the_spelling_of_links_alone(said: object) -> None:
    app = AppTest.from_function(told, default_timeout=60)
    app.session_state["said"] = {"serial": 1, "points": "A0.0_B1.1_A2.2_B3.-100"}
    app.query_params["dataset"] = "points"
    app.run()
    assert not app.exception
    assert app.query_params["points"] == "A0.0_B1.1_A2.2_B3.-100"
    app.session_state["said"] = said
    app.run()
    assert not app.exception
    assert app.query_params["points"] == "A0.0_B1.1_A2.2_B3.-100"


def test_own_points_are_all_used_and_their_limit_is_said() -> None:
    app = open_part(
        visit(dataset="points", samples="16", points="_".join(["A1.2", "B3.4"] * 20)), "data"
    )
    assert len(run_of(app).lab.dataset.features) == 40
    assert not [slider for slider in app.slider if slider.label in ("Examples", "Noise")]
    assert any("4 to 200 points fit into the link" in caption.value for caption in app.caption)
