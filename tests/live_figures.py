"""Every live figure that the pages make, as the message that the browser gets."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from streamlit.testing.v1 import AppTest

from actviz.ui.pages import PAGES
from actviz.views.gated import state as gated_state
from actviz.views.maxout import state as maxout_state
from actviz.views.relu_family import state as relu_family_state
from actviz.views.softmax import state as softmax_state
from tests.serving import ROOT

Query = dict[str, str | list[str]]

_KINDS: list[Query] = [{"kind": kind} for kind in softmax_state.KINDS]
LINKS: dict[str, list[Query]] = {
    "explore": [
        {},
        {"activation": "elu", "alpha": "2"},
        {"activation": "prelu", "derivative": "0", "saturation": "0"},
        {"own": "a*x*tanh(b*x)"},
    ],
    "compare": [
        {},
        {"f": ["relu", "elu", "swish"], "show": "f,derivative,difference", "layout": "overlaid"},
        {"f": ["relu", "elu"], "show": "f,difference", "layout": "stacked", "baseline": "1"},
    ],
    "relu-family": [
        *({"part": part} for part in relu_family_state.PARTS),
        {"part": "random", "form": "divisor"},
        {"part": "random", "phase": "test"},
        {"part": "learned", "steps": "5"},
    ],
    "maxout": [
        *({"part": part} for part in maxout_state.PARTS),
        {"w": "0,1", "b": "0,0"},
        {"w": "-1,1", "b": "0,0"},
    ],
    "gated": [
        *({"part": part} for part in gated_state.PARTS),
        {"beta": "1.702", "clamped": "1", "reach": "10"},
        {"gate": "sinlu", "g.a": "2"},
    ],
    "softmax": [
        *({"show": view} for view in softmax_state.VIEWS),
        *_KINDS,
        {"T": "0"},
        {"show": "shift", "naive": "1"},
        {"show": "simplex", "T": "0"},
        {"show": "simplex", "kind": "sparsemax", "sweep": "1"},
        {"show": "regression", "data": "none"},
    ],
    "dead-units": [
        {},
        {"show": "loss"},
        {"part": "birth"},
        {"part": "own", "x": "width=2:8:3", "steps": "20"},
    ],
    "saturation": [
        {},
        {"activation": "leaky_relu", "alpha": "0.2", "initialisation": "orthogonal"},
        {"activation": "=x*sigmoid(beta*x)", "depth": "3", "seeds": "1"},
        {"with": "leaky_relu", "depth": "5", "inputs": "moons"},
        {"part": "unit", "activation": "elu"},
    ],
    "zero-centred": [
        {},
        {"data": "classes"},
        {"activation": "elu", "batch": "1"},
        {"part": "network"},
    ],
    "cost": [
        {},
        {"part": "layer"},
        {"device": "server"},
        {"device": "server", "part": "layer"},
        {"device": "browser", "pass": "both"},
        {"f": "all", "group": "torch,derived", "pass": "both"},
    ],
    "space-folding": [
        {},
        {"activation": "maxout", "hidden": "4-3", "rank": "2"},
        {"activation": "tanh", "hidden": "8"},
        {"part": "fold"},
        {"part": "fold", "fold": "tanh"},
    ],
    "choose": [{"part": "practice"}],
    "training": [{}, {"dataset": "curve"}, {"activations": ["relu", "prelu", "maxout"]}],
}


@dataclass(frozen=True)
class Mounted:
    """A live figure's message; of the lab's also its run, in base64, and its look."""

    link: str
    message: dict[str, Any]
    run: str = ""
    look: dict[str, Any] | None = None


@cache
def mounted() -> list[Mounted]:
    """Every live figure of every link above; AssertionError if a page fails."""
    # Seconds: the first run in a process imports torch.
    app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=600)
    app.run()
    found: list[Mounted] = []
    for spec in PAGES:
        for query in LINKS.get(spec.url_path, [{}]):
            app.switch_page(str(spec.script_path))
            app.query_params.clear()
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
            link = f"/{spec.url_path} {query}"
            assert not app.exception, link
            assert not app.warning, (link, [warning.value for warning in app.warning])
            components = list(_components(app.main))
            for _, data in components:
                # As the live figure itself takes them together.
                data |= data.get("fixed", {}).pop("parts", {})
            looks = [data for _, data in components if data.get("part") == "look"]
            lab = {}
            if looks:
                players = app.session_state["actviz"]["players"]
                run = base64.b64encode(players["training"].run.for_browser).decode()
                lab = {"run": run, "look": looks[0]}
            found += [
                Mounted(link, data, **lab)
                for name, data in components
                if name == "actviz_live_figure"
            ]
    return found


def _components(block: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _components(child)
        elif child.type == "bidi_component":
            yield child.proto.component_name, json.loads(child.proto.json)
