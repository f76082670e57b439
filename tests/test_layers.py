"""Imports go one way: link, maths ← figures, training ← ui ← pages."""

import importlib.util
import subprocess
import sys

import pytest

from tests.serving import ROOT

LAYERS = {
    "actviz.link": ("sympy", "numpy", "torch", "plotly", "streamlit"),
    "actviz.maths": ("torch", "plotly", "streamlit"),
    "actviz.figures": ("torch", "streamlit"),
    "actviz.training": ("streamlit",),
}


@pytest.mark.parametrize(("layer", "forbidden"), LAYERS.items())
def test_layer_does_not_load(layer: str, forbidden: tuple[str, ...]) -> None:
    if importlib.util.find_spec(layer) is None:
        pytest.skip(f"{layer} does not exist yet")
    program = f"import sys, {layer}; print(*sorted(set(sys.modules) & set({forbidden!r})))"
    # A fresh interpreter: this one has loaded everything already.
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert answer.stdout.split() == [], f"{layer} must not load {answer.stdout.strip()}"
