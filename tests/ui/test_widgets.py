"""Widgets of fields: what two of them do in one run is both kept, on every page."""

from typing import Any

import pytest

from tests.pages import open_link

# (page, its link, two widgets with what is chosen in them, the link that comes of it)
PAIRS: list[tuple[str, dict[str, str], list[tuple[str, str, Any]], dict[str, list[str]]]] = [
    (
        "explore",
        {"activation": "elu"},
        [("checkbox", "derivative", False), ("checkbox", "saturation", False)],
        {"activation": ["elu"], "derivative": ["0"], "saturation": ["0"]},
    ),
    (
        "compare",
        {"show": "f,difference"},
        [("selectbox", "baseline", 2), ("multiselect", "functions", ["0", "2"])],
        {"f": ["sigmoid", "relu"], "show": ["f,difference"], "baseline": ["1"]},
    ),
    (
        "relu-family",
        {"part": "active"},
        [("selectbox", "inputs", 8), ("selectbox", "units", 16)],
        {"part": ["active"], "inputs": ["8"], "units": ["16"]},
    ),
    (
        "softmax",
        {"show": "loss"},
        [("selectbox", "target", 2), ("number_input", "seed", 7)],
        {"show": ["loss"], "target": ["2"], "seed": ["7"]},
    ),
    (
        "training",
        {},
        [("selectbox", "speed", "5"), ("number_input", "stop", 500)],
        {"speed": ["5"], "stop": ["500"]},
    ),
]


@pytest.mark.parametrize(("page", "link", "events", "expected"), PAIRS, ids=lambda p: str(p)[:12])
@pytest.mark.parametrize("backwards", [False, True])
def test_two_events_in_one_run_lose_nothing(
    page: str,
    link: dict[str, str],
    events: list[tuple[str, str, Any]],
    expected: dict[str, list[str]],
    backwards: bool,
) -> None:
    app = open_link(page, **link)
    word = page.replace("-", "_")
    for kind, name, value in reversed(events) if backwards else events:
        getattr(app, kind)(key=f"{word}_{name}").set_value(value)
    app.run()
    assert not app.exception
    assert {n: v if isinstance(v, list) else [v] for n, v in app.query_params.items()} == expected
