"""CONTRIBUTING's recipe "add a lesson", carried out."""

import re
from pathlib import Path

from tests.recipes import copy_project, run, section


def test_a_new_lesson_is_tested(tmp_path: Path) -> None:
    copy_project(tmp_path)
    text = section("Add a lesson")
    (name,) = re.findall(r"^`(assets/lessons/.*)`:$", text, re.M)
    (content,) = re.findall(r"(?ms)^```toml\n(.*?)^```$", text)
    (tmp_path / name).write_text(content, encoding="utf-8")
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    output = run(tmp_path, *options, "tests/views/lesson", "-k", "10-minutes or lessons_are_there")
    assert "test_lessons_are_there PASSED" in output
    assert "test_step_opens_without_a_message[10-minutes-1] PASSED" in output
    for each in ("test_page_shows_a_lesson", "test_numbers_are_measured"):
        assert f"{each}[10-minutes] PASSED" in output
