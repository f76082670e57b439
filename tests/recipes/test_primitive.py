"""CONTRIBUTING's recipe for a primitive, carried out; then all tests of primitives run."""

from pathlib import Path

from tests.recipes import copy_project, files, paste, run


def test_all_tests_of_primitives_pass(tmp_path: Path) -> None:
    copy_project(tmp_path)
    for path, block in files("Add a primitive").items():
        paste(tmp_path / path, block)
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    tests = ("tests/maths/test_primitives.py", "tests/training/test_compile.py")
    output = run(tmp_path, *options, *tests)
    for name in ("code_equals_the_elementary_form", "torch_equals_the_elementary_form"):
        assert f"test_{name}[versine] PASSED" in output
