"""Functions of the visitor's own: in the link, and through the box on both pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from actviz.maths import parse_activation
from actviz.maths.lookup import plain_formula
from actviz.maths.parser.vocabulary import function_help
from actviz.ui.formula_box import help_text
from actviz.ui.pages import page_script
from actviz.views.explore.state import ExploreState
from tests.maths.parser.test_refusals import HOSTILE
from tests.maths.parser.test_values import EXAMPLES
from tests.maths.parser.work import HARD, HEAVY, Work
from tests.pages import open_link

FORMULAS = [
    "x*tanh(softplus(x))", "max(0,x) - a*max(0,-x)", "exp(-x^2)", "own*x + to*tab", "x**2 + probe",
]  # fmt: skip
# One of each kind; the whole list is for the parser's tests.
SAMPLE = [
    "2x", "x.__class__", "__import__('os').system('id')", "<script>alert(1)</script>", "x > 0",
    "9^9^9^9*x", "((((" * 30, "1e999*x", "x\u202e", "[x](javascript:alert(1))", "$x$", "x" * 5000,
]  # fmt: skip


@st.composite
def states(draw: st.DrawFn) -> ExploreState:
    """Any state of Explore with a formula."""
    start = ExploreState.of_formula(draw(st.sampled_from([*FORMULAS, *EXAMPLES])))
    low = draw(st.floats(-100, 99))
    high = draw(st.floats(low + 1, 101))
    return ExploreState(
        base=start.base,
        form="",
        own=start.own,
        parameters={p.name: draw(st.floats(p.low, p.high)) for p in start.base.parameters},
        low=low,
        high=high,
        probe=draw(st.floats(low, high)),
    )


@given(states())
def test_link_restores_every_state_exactly(state: ExploreState) -> None:
    assert ExploreState.read(state.to_query()) == (state, [])


def test_parameter_named_like_a_word_of_the_link() -> None:
    state, messages = ExploreState.read({"own": "to*x + a", "own.to": "2", "to": "9", "a": "3"})
    assert messages == []
    assert (state.parameters, state.high) == ({"to": 2.0, "a": 3.0}, 9.0)
    assert state.to_query() == {"own": "to*x + a", "own.to": "2", "to": "9", "a": "3"}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_link_falls_back_in_words(text: str) -> None:
    state, messages = ExploreState.read({"own": text, "from": "-3"})
    assert state == ExploreState.of("logistic")
    assert len(messages) == 1
    assert "column" in messages[0]
    assert len(messages[0]) < 600


@given(st.text(max_size=60))
def test_any_formula_in_a_link_gives_a_state(text: str) -> None:
    state, _ = ExploreState.read({"own": text})
    assert ExploreState.read(state.to_query()) == (state, [])


def test_formula_leaves_no_place_for_another_activation() -> None:
    _, messages = ExploreState.read({"own": "x^2", "activation": "elu"})
    assert messages == ["The link's 'activation' means nothing on this page: ignored."]


@pytest.fixture
def app(request: pytest.FixtureRequest) -> AppTest:
    """Explore, or the page that the test asks for."""
    return open_link(getattr(request, "param", "explore"))


def enter(app: AppTest, page: str, text: str) -> AppTest:
    app.text_input(key=f"{page}_own").set_value(text).run()
    assert not app.exception
    return app


def test_formula_becomes_the_page(app: AppTest) -> None:
    enter(app, "explore", "max(0,x)-a*max(0,-x)")
    assert app.title[0].value == "Your function"
    assert app.query_params["own"] == "max(0, x) - a*max(0, -x)"
    assert app.text_input(key="explore_own").value == "max(0, x) - a*max(0, -x)"
    # No year is known of what was typed a moment ago.
    assert not any("(0)" in each.value for each in [*app.markdown, *app.latex, *app.code])


def test_choosing_from_the_list_leaves_the_formula(app: AppTest) -> None:
    enter(app, "explore", "x^2")
    app.selectbox[0].set_value("elu").run()
    assert not app.exception
    assert app.title[0].value == "ELU"
    assert app.text_input(key="explore_own").value == ""
    assert "own" not in app.query_params


def test_formula_that_equals_an_entry_says_so(app: AppTest) -> None:
    enter(app, "explore", "x*tanh(softplus(x))")
    assert app.button(key="explore_entry").label == "This is Mish: open it"
    app.button(key="explore_entry").click().run()
    assert dict(app.query_params) == {"activation": "mish"}
    enter(app, "explore", "x*sigmoid(b*x)")
    assert app.button(key="explore_entry").label == "With these numbers this is SiLU: open it"
    enter(app, "explore", "x*sigmoid(x) + 0.001")
    assert not [button for button in app.button if button.key == "explore_entry"]


@pytest.mark.parametrize("app", ["compare"], indirect=True)
def test_formula_that_equals_an_entry_says_so_on_compare(app: AppTest) -> None:
    enter(app, "compare", "2*sigmoid(2*x) - 1")
    assert [caption.value for caption in app.caption] == [r"2\*sigmoid\(2\*x\) \- 1 is **Tanh**."]


@pytest.mark.parametrize("text", SAMPLE, ids=lambda text: ascii(text[:24]))
def test_mistake_keeps_text_and_picture(app: AppTest, text: str) -> None:
    enter(app, "explore", "x^3")
    enter(app, "explore", text)
    assert app.query_params["own"] == "x^3"
    assert app.title[0].value == "Your function"
    assert app.text_input(key="explore_own").value == text
    assert len(app.error) == 1
    assert app.code[0].value.endswith("^")
    enter(app, "explore", "x^4")
    assert len(app.error) == 0


@pytest.mark.parametrize("app", ["compare"], indirect=True)
def test_mistake_on_compare_keeps_the_curves(app: AppTest) -> None:
    enter(app, "compare", "2*sigmoid(2*x)-1")
    enter(app, "compare", "2x")
    assert app.query_params["f"] == ["sigmoid", "tanh", "relu", "=2*sigmoid(2*x) - 1"]
    assert app.text_input(key="compare_own").value == "2x"
    assert len(app.error) == 1
    app.multiselect(key="compare_functions").set_value(["1", "3"]).run()
    assert app.query_params["f"] == ["tanh", "=2*sigmoid(2*x) - 1"]
    assert app.text_input(key="compare_own").value == "2x"
    assert len(app.error) == 1
    enter(app, "compare", "")
    assert len(app.error) == 0
    assert app.query_params["f"] == ["tanh", "=2*sigmoid(2*x) - 1"]


def test_mistake_outlives_other_controls_and_ends_with_the_visit(app: AppTest) -> None:
    enter(app, "explore", "2x")
    app.checkbox(key="explore_derivative").uncheck().run()
    app.selectbox(key="explore_activation").set_value("elu").run()
    assert app.text_input(key="explore_own").value == "2x"
    assert len(app.error) == 1
    app.switch_page(str(page_script("compare"))).run()
    app.switch_page(str(page_script("explore"))).run()
    assert app.text_input(key="explore_own").value == ""
    assert len(app.error) == 0


@pytest.mark.parametrize("app", ["compare"], indirect=True)
def test_ninth_function_is_refused_beside_the_box(app: AppTest) -> None:
    for power in range(2, 7):
        enter(app, "compare", f"x^{power}")
    enter(app, "compare", "x^9")
    assert len(app.query_params["f"]) == 8
    assert "At most 8" in app.error[0].value


@pytest.mark.parametrize("text", [*HEAVY, *HARD[:3]], ids=lambda text: text[:24])
def test_heaviest_formulas_do_not_hold_the_server(app: AppTest, text: str) -> None:
    # A spelling of its own: nothing of it is remembered from another test.
    app.text_input(key="explore_own").set_value(f"{text} + 0.125")
    with Work() as work:
        app.run()
    assert not app.exception
    assert app.title[0].value == "Your function"
    assert work.entered == set()
    # Twice what the heaviest takes; one inequality solved takes tens of millions.
    assert 0 < work.calls < 2_000_000


def test_help_lists_every_function() -> None:
    text = help_text()
    assert all(f"`{pattern}` | {meaning}" in text for pattern, meaning in function_help())


@pytest.mark.parametrize("text", FORMULAS)
def test_plain_spelling_is_stable(text: str) -> None:
    assert parse_activation(plain_formula(text)).f == parse_activation(text).f
