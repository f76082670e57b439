"""CONTRIBUTING's recipes for the lab, carried out: optimiser, data set, input feature, probe.

Then all tests of the lab run, not those alone that name them.
"""

import re
from pathlib import Path

import pytest

from tests.recipes import run
from tests.recipes.lab import with_the_recipes

SEE_IT = """
from streamlit.testing.v1 import AppTest
from actviz.ui.pages import page_script

app = AppTest.from_file("actviz/ui/router.py", default_timeout=600).run()
app.query_params.update({"optimiser": "rmsprop", "dataset": "rings", "features": "cos_x1,x1"})
for part in ("method", "data", "network"):
    app.session_state[f"training_{part}_panel"] = True
app.switch_page(str(page_script("training"))).run()
assert not app.exception and not app.warning and not app.error, app
for label, shown in (("Optimiser", "RMSprop"), ("Data set", "Rings")):
    (box,) = [box for box in app.selectbox if box.label == label]
    assert shown in box.options
(features,) = app.pills
assert features.value == ["cos_x1", "x1"] and "cos x₁" in features.options
assert any("**Mean |f′|**" in text.value for text in app.markdown)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_the_recipes(tmp_path_factory.mktemp("project"))


def test_the_page_has_them(project: Path) -> None:
    run(project, "-c", SEE_IT)


def test_all_tests_of_the_lab_pass(project: Path) -> None:
    tests = sorted(
        str(path.relative_to(project))
        for path in (project / "tests").glob("*/**/*training*")
        if not {"browser", "benchmark"} & set(path.parts)
    )
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    output = run(project, *options, "tests/training", *tests)
    for name in ("rmsprop", "rings", "cos_x1"):
        # On the way through the config, the engine, the link and the script.
        assert len(re.findall(rf"(?m)^tests.*\b{name}\b.* PASSED", output)) >= 3
    assert "test_every_measure_is_in_the_history_and_its_csv PASSED" in output
