"""The computed properties of an activation, in words and numbers."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

from actviz.maths import Activation, Properties, properties

_PI_PARTS = {math.pi: "π", math.pi / 2: "π/2", math.pi / 4: "π/4", 2 * math.pi: "2π"}


def format_number(value: float | None) -> str:
    """Three to four significant digits, π and ∞ by name, a true minus sign."""
    if value is None:
        return "none"
    if math.isnan(value):
        return "undefined"
    if value < 0:
        return f"−{format_number(-value)}"
    if math.isinf(value):
        return "∞"
    for number, name in _PI_PARTS.items():
        if abs(value - number) < 1e-9 * number:
            return name
    mantissa, _, exponent = f"{value:.4g}".partition("e")
    return f"{mantissa}·10^{int(exponent)}".replace("^-", "^−") if exponent else mantissa


def format_interval(low: float, high: float, closed: Sequence[bool] = (False, False)) -> str:
    """An interval with square brackets at the ends that belong to it."""
    return (
        f"{'[' if closed[0] else '('}{format_number(low)}, "
        f"{format_number(high)}{']' if closed[1] else ')'}"
    )


def property_rows(
    activation: Activation, parameters: Mapping[str, float]
) -> list[tuple[str, str, str]]:
    """(property, value, what it means) for the table under the chart."""
    facts = properties(activation, **parameters)
    return [
        ("Range", format_interval(*facts.range, facts.attained), "values f can take"),
        ("Domain", _domain(facts), "inputs f is defined for"),
        ("Monotonic", _monotonic(facts), "whether f ever turns back"),
        (
            "Zero-centred",
            f"{'yes' if facts.zero_centred else 'no'} (mean {format_number(_clean(facts.mean))})",
            "mean output for a standard normal input is 0",
        ),
        ("Limits of f", _pair(facts.limits), "at −∞ and at ∞"),
        ("Limits of f′", _pair(facts.slope_limits), "0 means that f saturates there"),
        (
            "Largest |f′|",
            _steepest(facts),
            "above 1, gradients can grow",
        ),
        ("f′ = 0", _stationary(facts), "where no gradient passes"),
        ("Can a unit die?", _death(facts), "only if f′ is 0 on a whole interval"),
        ("f(0)", format_number(_clean(facts.at_zero)), "output for pre-activation 0"),
        ("f′(0)", format_number(_clean(facts.slope_at_zero)), "gradient it passes there"),
        ("Kinks", _kinks(facts), "where f jumps or f′ does"),
    ]


def facts_html(activation: Activation, parameters: Mapping[str, float]) -> str:
    """The rows as a description list; the style sheet sets it in columns where there is room."""
    items = (
        f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(value)}"
        f"<small>{html.escape(meaning)}</small></dd></div>"
        for name, value, meaning in property_rows(activation, parameters)
    )
    return f'<dl class="facts">{"".join(items)}</dl>'


def _domain(facts: Properties) -> str:
    text = format_interval(*facts.domain)
    if facts.holes:
        shown = ", ".join(format_number(hole) for hole in facts.holes[:4])
        text += f" without {shown}{', …' if len(facts.holes) > 4 else ''}"
    return f"{text}, with gaps" if facts.broken else text


def _clean(value: float) -> float:
    return 0.0 if abs(value) < 1e-12 else value


def _pair(ends: tuple[float | None, float | None]) -> str:
    return " and ".join(format_number(end if end is None else _clean(end)) for end in ends)


def _monotonic(facts: Properties) -> str:
    return {"no": "no"}.get(facts.monotonic, f"yes, {facts.monotonic}")


def _stationary(facts: Properties) -> str:
    parts = [f"on {format_interval(low, high)}" for low, high in facts.flat]
    if facts.stationary:
        shown = ", ".join(format_number(_clean(point)) for point in facts.stationary[:6])
        more = len(facts.stationary) > 6 or facts.more_stationary
        parts.append(f"at x = {shown}{', …' if more else ''}")
    elif facts.more_stationary:
        parts.append("far from 0")
    return "; ".join(parts) or "nowhere"


def _steepest(facts: Properties) -> str:
    largest = format_number(facts.max_slope)
    if not 1 <= len(facts.steepest) <= 4:
        return largest
    return f"{largest} at x = {', '.join(map(format_number, facts.steepest))}"


def _death(facts: Properties) -> str:
    return "yes" if facts.can_die else "cannot die: f′ is 0 on no interval"


def _kinks(facts: Properties) -> str:
    texts = [
        f"x = {format_number(_clean(kink.at))}: "
        + (
            "f jumps"
            if kink.jump
            else f"slope {format_number(_clean(kink.left_slope))} → "
            f"{format_number(_clean(kink.right_slope))}"
        )
        for kink in facts.kinks
    ]
    return "; ".join(texts) or ("none" if facts.holes or facts.broken else "none: smooth")
