"""Streamlit's texts and widgets wear the colours of the curves."""

import tomllib

import pytest

from actviz.figures.palette import PALETTE
from tests.serving import ROOT

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", PALETTE)
def test_the_settings_name_the_palettes_colours(theme: str) -> None:
    configured, ours = SETTINGS["theme"][theme], PALETTE[theme]
    assert configured["primaryColor"] == configured["blueColor"] == ours["f"]
    assert configured["linkColor"] == ours["f"]
    assert configured["orangeColor"] == ours["derivative"]
    assert "chartCategoricalColors" not in configured
