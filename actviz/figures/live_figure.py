"""The live figure as a value: what is shown, what moves it, and what the visitor's release says.

A view makes it, `actviz.ui.live_figure` mounts it, and nothing here knows of Streamlit.
On the other side `assets/live_figure/contract.js` has the same names, and what a drawing returns.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ParamSpec, cast

import plotly.graph_objects as go

from actviz.maths import Activation, Parameter
from actviz.maths.lookup import name_in_links

Content = Mapping[str, Any]
Arguments = ParamSpec("Arguments")

_USUAL_HEIGHT = 420  # pixels; the style sheet's for a chart without its own


@dataclass(frozen=True)
class Control:
    """One slider with its number box.

    With `logarithmic`, the slider runs over log10 of the value and `step` counts in decades. The
    number box takes values beyond the slider's ends, down to `lowest` and up to `highest`. Controls
    that follow each other with the same `group` stand under it as their heading, with the colour of
    `role` beside it.
    """

    id: str
    label: str
    meaning: str
    value: float
    default: float
    low: float
    high: float
    step: float
    logarithmic: bool = False
    group: str | None = None
    role: str | None = None
    lowest: float | None = None
    highest: float | None = None

    @classmethod
    def of(
        cls,
        parameter: Parameter,
        value: float,
        *,
        prefix: str = "",
        group: str | None = None,
        role: str | None = None,
    ) -> Control:
        """The slider of an activation's parameter; its id is the name after `prefix`."""
        return cls(
            id=f"{prefix}{parameter.name}",
            label=parameter.symbol,
            meaning=parameter.meaning,
            value=value,
            default=parameter.default,
            low=parameter.low,
            high=parameter.high,
            step=parameter.step,
            logarithmic=parameter.logarithmic,
            group=group,
            role=role,
        )

    def accepted(self, value: float) -> float:
        """The value that this control can have next to `value`."""
        lowest = self.low if self.lowest is None else self.lowest
        highest = self.high if self.highest is None else self.highest
        return min(max(value, lowest), highest)


@dataclass(frozen=True)
class Function:
    """An activation as the browser computes it: derived JavaScript, and who moves its parameters.

    `id` is the text that names it in links.
    `controls` maps a parameter's name to the id of the control that moves it; the others have their
    `defaults`.
    """

    id: str
    name: str
    source: str
    controls: Mapping[str, str]
    defaults: Mapping[str, float]

    @classmethod
    def of(
        cls,
        activation: Activation,
        *,
        prefix: str = "",
        name: str | None = None,
        controls: Mapping[str, str] | None = None,
    ) -> Function:
        """An activation whose parameters are moved by controls of their names after `prefix`."""
        if controls is None:
            controls = {p.name: f"{prefix}{p.name}" for p in activation.parameters}
        return cls(
            name_in_links(activation),
            activation.name if name is None else name,
            activation.javascript(),
            controls,
            activation.defaults,
        )


@dataclass(frozen=True)
class View:
    """The range of x that is shown, how far it may go, and where "Reset" leads."""

    low: float
    high: float
    lowest: float = -1e4
    highest: float = 1e4
    default_low: float = -6.0
    default_high: float = 6.0


@dataclass(frozen=True)
class Pair:
    """Two controls, by id, that are dragged at once: one along each axis."""

    x: str
    y: str


@dataclass(frozen=True)
class Commit:
    """The state of a live figure at the moment the visitor let go.

    Without a view `low` and `high` are −∞ and ∞, without a probe `probe` is NaN.
    """

    values: Mapping[str, float]  # by the control's id
    low: float = -math.inf
    high: float = math.inf
    probe: float = math.nan


@dataclass(frozen=True)
class LiveFigure:
    """One Plotly chart with its sliders, which the browser redraws at each movement.

    What is shown:
        `figure`, {"data", "layout"} as Plotly takes them; `alt`, its description; `drawing`, the
        module in `assets/views` that fills the traces whose `meta` has a `live` name, from
        `functions`, from the controls and from `inputs`, its own data, which only it reads. `feed`
        names what else it draws from while a run goes on, `step` (training steps) stands on the
        page as `data-step`. Downloads are called `file_name`.
    What moves it:
        `controls`; `view`, with `range_controls` to be chosen on the page; `probe`, an x to be
        dragged; `followed`, values by id that other figures on the page may be moving; `handles` to
        be dragged on the chart, and `point`, the pair that goes where the pointer is.
    How it stands on the page:
        `columns` of controls side by side, or the controls `beside` the chart where the page is
        wide; `narrow_height`, the chart's height in pixels on a phone; `readout`, that the drawing
        has readings though there is no probe.
    """

    figure: Content
    alt: str
    drawing: str | None = None
    functions: tuple[Function, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    feed: str | None = None
    step: int | None = None
    file_name: str = "figure"
    controls: tuple[Control, ...] = ()
    view: View | None = None
    range_controls: bool = False
    probe: float | None = None
    default_probe: float = 1.0
    followed: Mapping[str, float] = field(default_factory=dict)
    handles: tuple[Pair, ...] = ()
    point: Pair | None = None
    columns: int = 2
    beside: bool = False
    narrow_height: int | None = None
    readout: bool = False

    def message(self) -> dict[str, Any]:
        """What the browser takes: plain values by the names above; what is None is left out."""
        parts: dict[str, Any] = {
            **{name: value for name, value in vars(self).items() if value is not None},
            "functions": [asdict(function) for function in self.functions],
            "controls": [_given(control) for control in self.controls],
            "handles": [asdict(pair) for pair in self.handles],
        }
        for name in ("view", "point"):
            if name in parts:
                parts[name] = asdict(parts[name])
        return parts

    def reserved_height(self) -> str:
        """The height to keep free until the browser has drawn, as a CSS length."""
        rows = math.ceil((len(self.controls) + 2 * (self.view is not None)) / self.columns)
        height: int = self.figure["layout"].get("height") or _USUAL_HEIGHT
        # The chart's is lower on a low screen, as live_figure.css has it.
        chart = f"clamp({0.74 * height:.0f}px, 100vh - 410px, {height}px)"
        return f"calc({chart} + {50 + 70 * (0 if self.beside else rows)}px)"

    def commit(self, payload: Mapping[str, Any]) -> Commit | None:
        """The commit in a browser's message, None unless every known part is a finite number.

        Values are clamped to their controls' limits, the view to its own, the probe to the view.
        """
        sent = payload.get("values")
        if not isinstance(sent, Mapping):
            return None
        values = {}
        for control in self.controls:
            number = _finite(sent.get(control.id, control.value))
            if number is None:
                return None
            values[control.id] = control.accepted(number)
        if self.view is None:
            return Commit(values)
        start, end = _finite(payload.get("from")), _finite(payload.get("to"))
        if start is None or end is None:
            return None
        low, high = max(start, self.view.lowest), min(end, self.view.highest)
        if low >= high:
            return None
        if self.probe is None:
            return Commit(values, low, high)
        probe = _finite(payload.get("probe"))
        return None if probe is None else Commit(values, low, high, min(max(probe, low), high))


def _given(control: Control) -> dict[str, Any]:
    return {name: value for name, value in vars(control).items() if value is not None}


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON admits integers beyond the doubles
        return None
    return number if math.isfinite(number) else None


def figure_content(figure: go.Figure) -> Content:
    """A figure as the browser takes it: traces and layout as plain dictionaries."""
    content: dict[str, Any] = json.loads(figure.to_json())
    # The page's own theme takes the place of Plotly's template, 7 kB in every message.
    content["layout"].pop("template", None)
    return {"data": content["data"], "layout": content["layout"]}


def frame(make: Callable[Arguments, go.Figure]) -> Callable[Arguments, Content]:
    """A function of hashable arguments that returns a figure, as one that returns its content.

    Made once for the same arguments and shared by all visitors: whoever shows it must not change
    it.
    """

    def content(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Content:
        return figure_content(make(*args, **kwargs))

    shared: Any = functools.lru_cache(maxsize=256)(functools.wraps(make)(content))
    return cast("Callable[Arguments, Content]", shared)
