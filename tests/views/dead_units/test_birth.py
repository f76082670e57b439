"""The map of networks that are born dead."""

import numpy as np

from actviz.views.dead_units.birth import DEPTH, NETWORKS, WIDTH, birth_maps, shares
from actviz.views.dead_units.state import DeadUnitsState
from tests.pages import open_link


def test_drawn_shares_lie_within_their_errors_of_the_exact_ones() -> None:
    drawn, exact, line, most = shares()
    assert drawn.shape == (DEPTH.count, WIDTH.count)
    # Five standard errors, of 200 cells.
    errors = np.sqrt(exact * (1 - exact) / NETWORKS)
    assert (np.abs(drawn - exact) <= 5 * errors + 1e-3).all()
    assert (line <= most + 0.05).all()
    # Deeper is worse, wider is better.
    assert (np.diff(exact, axis=0) > 0).all()
    assert (np.diff(exact, axis=1) < 0).all()


def test_description_has_the_cells_numbers() -> None:
    shown = birth_maps(DeadUnitsState(part="birth", column=1, row=9))
    assert f"one input, exact {1 - 0.75**10:.1%}" in shown.alt
    assert "At width 2 and 10 layers" in shown.alt


def test_page_has_no_learning_rate_there() -> None:
    app = open_link("dead-units", part="birth")
    assert not app.exception
    assert not app.warning
    assert any("Lu, Shin" in each.value for each in app.caption)
