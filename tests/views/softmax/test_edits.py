"""Changes of the whole vector on the Softmax page, and the PyTorch lines it shows."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths.softmax import cross_entropy, entropy, outputs, softmax_steps
from actviz.views.softmax.edits import (
    PRESETS,
    add_class,
    apply_table_edits,
    descend,
    parse_vector,
    random_logits,
    remove_class,
    shuffle,
    vector_text,
    with_classes,
)
from actviz.views.softmax.pytorch import pytorch_lines
from actviz.views.softmax.state import KINDS, SoftmaxState


@pytest.mark.parametrize(
    ("text", "logits", "names"),
    [
        ("2, 1, 0.1", [2, 1, 0.1], []),
        ("2 1 0.1", [2, 1, 0.1], []),
        ("[2, −1, .1]", [2, -1, 0.1], []),
        ("2\n1\n-3", [2, 1, -3], []),
        ("2;1;", [2, 1], []),
        ("1e2\t-1e-3", [100, -0.001], []),
        ("cat 2\ndog 1", [2, 1], ["cat", "dog"]),
        ("cat\t2\ndog\t−1", [2, -1], ["cat", "dog"]),
        ("digit 1, 3\ndigit 2, 4", [3, 4], ["digit 1", "digit 2"]),
        ("cat 2\n1", [2, 1], ["cat", "B"]),
    ],
)
def test_pasted_text_is_read(text: str, logits: list[float], names: list[str]) -> None:
    assert parse_vector(text) == (logits, names)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "type 2 to 10 numbers; these are 0"),
        ("5", "type 2 to 10 numbers; this is 1"),
        ("1 2 3 4 5 6 7 8 9 10 11", "type 2 to 10 numbers; these are 11"),
        ("abc", "logit 1: want a number from −10000 to 10000, got 'abc'"),
        ("1, 1e999", "logit 2: want a number from −10000 to 10000, got '1e999'"),
        ("1, nan", "logit 2: .*'nan'"),
        ("1,, 3", "logit 2: .* got nothing"),
        ("1, 20000", "logit 2: .*'20000'"),
        ("1, __import__('os')", "logit 2"),
        ("x" * 5000, "a text of 5000 characters"),
        ("a" * 17 + " 1\nb 2", "a class name has at most 16 letters; 'a{17}' has 17"),
        ("1, " + "9" * 100, "logit 2: .*…'"),
    ],
)
def test_nonsense_is_answered_with_what_is_wanted(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_vector(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    message = ""
    try:
        logits, names = parse_vector(text)
    except ValueError as error:
        message = str(error)
    if message:
        assert message.startswith(("type", "logit", "a class name"))
        return
    assert 2 <= len(logits) <= 10
    assert len(names) in (0, len(logits))
    assert all(math.isfinite(z) for z in logits)


@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=10))
def test_shown_text_reads_back_exactly(logits: list[float]) -> None:
    state = with_classes(SoftmaxState(), logits)
    assert parse_vector(vector_text(state))[0] == logits


def test_classes_are_added_up_to_ten_with_free_names() -> None:
    state = with_classes(SoftmaxState(), (1.0, 2.0), ("B", "cat"))
    for _ in range(8):
        state = add_class(state)
    assert state.names == ("B", "cat", "A", "C", "D", "E", "F", "G", "H", "I")
    assert SoftmaxState.read({"z": ["0"] * 10, "name": list(state.names)})[1] == []


def test_removing_a_class_keeps_target_and_varied_among_the_rest() -> None:
    state = remove_class(replace(SoftmaxState(), target=2, varied=2))
    assert (state.logits, state.target, state.varied) == ((2.0, 1.0), 1, 1)


@given(st.integers(0, 2**31 - 1))
def test_shuffling_moves_names_and_target_with_their_logits(seed: int) -> None:
    before = replace(SoftmaxState(), names=("cat", "dog", "fox"), target=1, seed=seed)
    after = shuffle(before)
    assert dict(zip(after.names, after.logits, strict=True)) == {"cat": 2.0, "dog": 1.0, "fox": 0.1}
    assert after.names[after.target] == "dog"
    assert after.seed != seed


def test_random_logits_depend_on_the_seed_alone() -> None:
    state = SoftmaxState(seed=7)
    assert random_logits(state) == random_logits(state)
    assert random_logits(state).logits != random_logits(random_logits(state)).logits


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_presets_survive_the_link(preset: Any) -> None:
    state = with_classes(SoftmaxState(), preset.logits, preset.names)
    query = {n: [v] if isinstance(v, str) else v for n, v in state.to_query().items()}
    assert SoftmaxState.read(query) == (state, [])


@pytest.mark.parametrize("target", [0, 1, 2])
def test_descent_step_moves_against_the_gradient(target: int) -> None:
    before = replace(SoftmaxState(), target=target, rate=0.5, temperature=2.0)
    after = descend(before)
    p = torch.tensor(before.logits, dtype=torch.float64, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(p / 2.0, torch.tensor(target))
    (gradient,) = torch.autograd.grad(loss, p)
    expected = np.array(before.logits) - 0.5 * gradient.numpy()
    # Six decimals are kept.
    np.testing.assert_allclose(after.logits, expected, atol=1e-6)
    assert cross_entropy(after.logits, target, 2.0) < cross_entropy(before.logits, target, 2.0)


@pytest.mark.parametrize(
    ("changes", "logits", "names"),
    [
        ({"edited_rows": {1: {"logit": "7"}}}, [2, 7, 0.1], ["A", "B", "C"]),
        ({"edited_rows": {"0": {"class": "cat"}}}, [2, 1, 0.1], ["cat", "B", "C"]),
        ({"deleted_rows": [0]}, [1, 0.1], ["B", "C"]),
        ({"added_rows": [{"logit": "4"}]}, [2, 1, 0.1, 4], ["A", "B", "C", "D"]),
    ],
)
def test_table_edits(changes: dict[str, Any], logits: list[float], names: list[str]) -> None:
    assert apply_table_edits(SoftmaxState(), changes) == (logits, names)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"edited_rows": {1: {"logit": "x"}}}, "logit 2: .*'x'"),
        ({"edited_rows": {2: {"logit": None}}}, "logit 3: .*nothing"),
        ({"edited_rows": {0: {"logit": "1e999"}}}, "logit 1: .*'1e999'"),
        ({"added_rows": [{}]}, "logit 4: .*nothing"),
        ({"added_rows": [{"logit": "1"}] * 8}, "type 2 to 10 numbers; these are 11"),
        ({"deleted_rows": [0, 1]}, "type 2 to 10 numbers; this is 1"),
    ],
)
def test_bad_table_edits_are_answered(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply_table_edits(SoftmaxState(), changes)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("temperature", [0.05, 1.0, 3.0, 0.0, math.inf])
@pytest.mark.parametrize("logits", [(2.0, 1.0, 0.1), (1.0, 1.0, -3.0), (1000.0, 1.0, 0.0)])
def test_pytorch_lines_reproduce_the_table(
    kind: str, temperature: float, logits: tuple[float, ...]
) -> None:
    state = replace(SoftmaxState(), kind=kind, temperature=temperature, logits=logits)
    found: dict[str, Any] = {}
    exec(pytorch_lines(state), found)
    output = found["log_p" if kind == "log_softmax" else "p"].numpy()
    np.testing.assert_allclose(output, outputs(kind, logits, temperature), atol=1e-12)
    if kind != "log_softmax":
        assert math.isclose(float(found["entropy"]), entropy(output), abs_tol=1e-12)
    if state.limit is None:
        sign = -1 if kind == "softmin" else 1
        steps = softmax_steps(sign * np.array(logits), temperature)
        np.testing.assert_allclose(found["shifted"].numpy(), steps.shifted, atol=1e-12)
