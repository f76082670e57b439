"""The config: what it admits, and that a link restores it whatever else stands there."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.link import LinkReader
from actviz.training import PRESETS, LabConfig, Racer

NAMES = [field.name for field in fields(LabConfig)]


def test_default_is_clean_in_the_link() -> None:
    assert LabConfig().to_query() == {}
    assert LabConfig.read({}) == (LabConfig(), [])


@pytest.mark.parametrize(
    "config",
    [
        *(preset.config for preset in PRESETS.values()),
        LabConfig(
            dataset="spirals",
            samples=1000,
            noise=0.25,
            test_share=0.0,
            hidden=(1, 128, 3, 4, 5, 6),
            activations=("leaky_relu:alpha=0.1", "prelu:alpha~0.3", "maxout:k=4", "rrelu:l=0.1"),
            learned_per="unit",
            loss="squared_error",
            optimiser="momentum",
            momentum=0.5,
            l1=0.001,
            l2=0.25,
            learning_rate=1 / 3,
            batch_size=7,
            initialisation="normal",
            initial_scale=0.1,
            bias_start=-0.25,
            seed=123456789,
        ),
        LabConfig(dataset="curve", optimiser="adam", learning_rate=1e-5),
    ],
)
def test_link_restores_the_config_exactly(config: LabConfig) -> None:
    query = config.to_query()
    assert LabConfig.read(query) == (config, [])


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text() | st.floats().map(str) | st.integers().map(str) | st.just("9" * 5000),
    )
)
def test_hostile_link_never_raises(query: dict[str, str]) -> None:
    config, messages = LabConfig.read(query)
    assert len(messages) <= len(query)
    assert all(len(message) < 400 for message in messages)
    assert LabConfig.read(config.to_query()) == (config, [])


def test_bad_value_falls_back_alone_with_a_message() -> None:
    config, (message,) = LabConfig.read({"hidden": "32-32", "learning_rate": "fast"})
    assert config == LabConfig(hidden=(32, 32))
    wanted = "want a number from 1e-07 to 1000, using 0.1"
    assert message == f"The link's learning_rate = 'fast' cannot be used: {wanted}."


def test_missing_values_take_the_given_default() -> None:
    preset = PRESETS["dying-relu"].config
    link = LinkReader({"seed": "4", "dataset": "mars"})
    config, messages = LabConfig.from_link(link, preset), link.messages
    assert (config.hidden, config.seed, config.dataset) == (preset.hidden, 4, preset.dataset)
    assert len(messages) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"dataset": "donuts"}, "dataset is 'donuts': choose one of circles, moons"),
        ({"samples": 3}, "samples is 3: want a whole number from 16 to 20000"),
        ({"samples": True}, "samples is True"),
        ({"noise": float("nan")}, "noise is nan: want a number from 0 to 1"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0: want a number from 1e-07"),
        ({"hidden": ()}, "want 1 to 6 layers, such as 8-8, not 0"),
        ({"hidden": (8, 129)}, "hidden is (8, 129): want a whole number from 1 to 128"),
        ({"activations": ()}, "want 1 to 16 racers, .* not 0"),
        ({"activations": ("relu",) * 17}, "want 1 to 16 racers, .* not 17"),
        ({"activations": ("=sin(x)" + "+x" * 60, "=x" + "+x" * 60)}, "characters together"),
        ({"activations": "relu"}, "activations is 'relu': want 1 to 16 racers"),
        ({"activations": ("rel",)}, "unknown activation 'rel': did you mean 'relu'"),
        ({"dataset": "curve", "loss": "cross_entropy"}, "choose squared_error or auto"),
    ],
)
def test_bad_value_is_a_value_error_with_the_way_out(
    wrong: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        LabConfig(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("leaky_relu:slope=0.1", "no parameter 'slope'; it takes: alpha"),
        ("leaky_relu:alpha", "write name=value"),
        ("leaky_relu:alpha=inf", "parameter 'alpha' is 'inf': want a number"),
        ("leaky_relu:alpha=1,alpha=2", "has parameter 'alpha' twice"),
        ("maxout:k=1", "from 2 to 8, got k=1"),
        ("maxout:k=2.5", "from 2 to 8"),
        ("maxout:alpha=2", "maxout takes only k"),
        ("rrelu:l~0.1", "cannot be learned"),
        ("rrelu:l=0.9,u=0.1", "l <= u"),
        ("logit", "Logit is not defined for every x"),
        ("isru:alpha=-1", "ISRU α=-1 is not defined for every x"),
        ("=1/(1+x)", "is not defined for every x"),
        ("=sqrt(x^2-1)", "is not defined for every x"),
        ("=log(x)", r"log\(x\) is not defined for every x"),
        ("=", "there is no formula"),
        ("=__import__('os')", "column 12, at .*no meaning here"),
        ("=x*a:b=1", "no parameter 'b'; it takes: a"),
        ("=x*a:a=1e999", "parameter 'a' is '1e999': want a number"),
    ],
)
def test_bad_racer_is_a_value_error_with_the_way_out(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Racer.parse(text)


def test_own_formula_races() -> None:
    racer = Racer.parse("= x × sigmoid(β*x) : beta~2")
    assert racer.text == "=x*sigmoid(beta*x):beta~2.0"
    assert Racer.parse(racer.text) == racer
    assert racer.label == "x*sigmoid(beta*x) β learned"
    assert not racer.can_die
    assert Racer.parse("=where(x < 0, 0, a*x)").can_die
    config, messages = LabConfig.read({"activations": f"relu;{racer.text};=max(x,0)"})
    assert messages == []
    assert config.activations == ("relu", racer.text, "=max(x, 0)")


def test_racer_reads_what_it_writes() -> None:
    racer = Racer.parse(" leaky_relu:alpha~0.01 ")
    assert racer.text == "leaky_relu:alpha~0.01"
    assert Racer.parse(racer.text) == racer
    assert Racer.parse("leaky_relu:alpha=0.01").text == "leaky_relu"
    assert racer.label == "Leaky ReLU α learned"
