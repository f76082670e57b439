"""Axes and configs: what they are made of, how they are spelled, what is refused."""

from dataclasses import replace

import pytest

from actviz.training import LabConfig
from actviz.training.sweep import Axis, SweepConfig


def test_axis_has_both_ends_and_even_spaces() -> None:
    assert Axis.parse("learning_rate=0.01:100:5").values == pytest.approx([0.01, 0.1, 1, 10, 100])
    assert Axis.parse("bias_start=-1:1:5").values == (-1, -0.5, 0, 0.5, 1)
    assert Axis.parse("width=2:32:5").values == (2, 4, 8, 16, 32)
    assert Axis.parse("depth=1:6:6").values == (1, 2, 3, 4, 5, 6)
    assert Axis.parse("noise=0.1:0.4:3:log").values == pytest.approx([0.1, 0.2, 0.4])
    for text in ("learning_rate=0.01:10:24", "noise=0.1:0.4:3:log", "initial_scale=0:1:3:linear"):
        assert Axis.parse(text).text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("learning_rate=10:0.01:24", "lower end first"),
        ("learning_rate=1:1:24", "lower end first"),
        ("learning_rate=0.01:10:1", "want 2 to 64"),
        ("learning_rate=0.01:10:65", "want 2 to 64"),
        ("learning_rate=0:10:5", "0:10:5:linear"),
        ("width=2:4:5", "3 or fewer"),
        ("speed=1:2:3", "'speed' cannot be swept"),
        ("learning_rate=1:2:3:cubic", "'cubic' is no spacing"),
        ("learning_rate", "such as learning_rate"),
        ("learning_rate=1:nan:3", "such as learning_rate"),
        ("learning_rate=1:2:3:log:4", "such as learning_rate"),
        ("learning_rate=1:2:3.5", "such as learning_rate"),
    ],
)
def test_axis_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Axis.parse(text)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"x": "momentum=0.1:0.9:3"}, "the optimiser is 'sgd'"),
        ({"x": "initial_scale=1:2:3"}, "both axes are initial_scale"),
        ({"dataset": "own"}, "makes its data itself"),
        ({"dataset": "iris", "x": "noise=0:1:3"}, "real data"),
        ({"x": "learning_rate=1:9999:3"}, "learning_rate is 9999"),
        ({"steps": "0"}, "from 1 to"),
        ({"seeds": "33"}, "from 1 to 32"),
        ({"seed": str(2**32 - 1)}, "seed is"),
        ({"activations": "rleu"}, "relu"),
        ({"nonsense": "1"}, "no 'nonsense'"),
    ],
)
def test_config_says_what_is_wrong(texts: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        SweepConfig.from_texts(texts)


def test_texts_are_the_whole_config_and_a_link_is_read_without_trust() -> None:
    config = SweepConfig(
        LabConfig(hidden=(4, 4), activations=("relu", "prelu:alpha~0.25"), dataset="moons"),
        Axis.parse("width=2:8:3"), Axis.parse("bias_start=-1:1:3"), seeds=2, steps=10,
    )  # fmt: skip
    assert SweepConfig.from_texts(config.texts()) == config
    assert SweepConfig.read(config.to_query()) == (config, [])
    for query in ({"x": "momentum=0:0.9:3"}, {"dataset": "own", "seed": str(2**32 - 1)}):
        read, messages = SweepConfig.read(query)
        assert (read.x, read.y) == (SweepConfig().x, SweepConfig().y)
        assert messages


def test_every_network_is_in_one_chunk_and_chunks_have_one_shape() -> None:
    config = SweepConfig(
        LabConfig(activations=("relu", "tanh")),
        Axis.parse("width=2:8:3"), Axis.parse("learning_rate=0.1:1:4"), seeds=2, chunk=3,
    )  # fmt: skip
    chunks = config.chunks()
    assert sorted(number for chunk in chunks for number in chunk) == list(range(2 * 12 * 2))
    for chunk in chunks:
        runs = [config.network(number) for number in chunk]
        assert len({(run.hidden, run.activations) for run in runs}) == 1
        assert len(chunk) <= 3
    # What is swept does not change how another quantity is cut: only the config's chunk does.
    assert replace(config, chunk=8).chunks() != chunks
