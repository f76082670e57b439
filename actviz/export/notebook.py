"""Activations that a notebook shows alive: `from actviz.export.notebook import CATALOGUE`."""

from __future__ import annotations

from html import escape

from actviz.export.page import filled, shell
from actviz.maths import CATALOGUE, Activation
from actviz.maths.lookup import shown_name
from actviz.views.explore.state import ExploreState
from actviz.views.explore.view import figure

__all__ = ["CATALOGUE", "frame"]

_HEIGHT = 760  # pixels: title, formulas, chart and two rows of sliders


def frame(activation: Activation) -> str:
    """The live figure of an activation in a frame, as HTML of 1.6 MB.

    The frame's page can reach neither the notebook nor a network.
    """
    shown = figure(ExploreState(base=activation, parameters=activation.defaults))
    page = shell([shown.drawing] if shown.drawing else [], [activation])
    name = shown_name(activation)
    return (
        f'<iframe title="{escape(name)}" sandbox="allow-scripts allow-downloads" width="100%" '
        f'height="{_HEIGHT}" style="border: 0" '
        f'srcdoc="{escape(filled(page, [shown.message()], name))}"></iframe>'
    )


Activation.shown_in_notebooks = frame
