"""The optimiser and the probe of CONTRIBUTING's recipes, in the browser's engine."""

from pathlib import Path

from tests.recipes import run
from tests.recipes.lab import with_the_recipes


def test_the_browsers_engine_ends_where_pytorch_ends(tmp_path: Path) -> None:
    project = with_the_recipes(tmp_path)
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    chosen = ("tests/browser/javascript/test_engine.py", "-k", "rmsprop")
    output = run(project, *options, *chosen)
    # The probe's number is compared on the way.
    assert "test_every_method_ends_where_pytorch_ends[rmsprop] PASSED" in output
