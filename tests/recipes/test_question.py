"""CONTRIBUTING's recipe "add a question", carried out."""

from pathlib import Path

from tests.recipes import blocks, copy_project, paste, run


def test_a_new_question_is_tested(tmp_path: Path) -> None:
    copy_project(tmp_path)
    record, imports, expected = blocks("Add a question")
    module = tmp_path / "actviz" / "claims" / "softplus.py"
    paste(module, record)
    paste(module, imports, behind="import numpy as np")
    tests = tmp_path / "tests" / "claims" / "test_predictions.py"
    paste(tests, expected, behind=r"EXPECTED: .* = \{")
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    output = run(tmp_path, *options, "tests/claims/test_predictions.py", "-k", "softplus or ids")
    for name in (
        "test_question_is_whole",
        "test_numbers",
        "test_one_answer_holds_and_has_no_gap",
        "test_its_links_open_without_a_message",
    ):
        assert f"{name}[softplus-at-zero] PASSED" in output
    assert "test_ids_are_unique PASSED" in output
