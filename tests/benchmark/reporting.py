"""Numbers to text, the same way in every section."""

import math
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], fraction: float) -> float:
    """Return the smallest value with at least that fraction (0–1) of the values at or below it."""
    return sorted(values)[max(0, math.ceil(len(values) * fraction) - 1)]


def summary(name: str, values: Sequence[float], unit: str) -> str:
    """Return one line: median, 95th percentile, how many."""
    middle = statistics.median(values)
    high = percentile(values, 0.95)
    return f"{name:<34} median {middle:8.1f} {unit}   p95 {high:8.1f} {unit}   n = {len(values)}"


def verdict(name: str, value: float, limit: float, unit: str = "", at_least: bool = False) -> str:
    """Return one line: a figure beside its limit."""
    held = value >= limit if at_least else value <= limit
    relation = "≥" if at_least else "≤"
    return (
        f"{name:<34} {value:.2f}{unit} (limit {relation} {limit:g}{unit}): "
        f"{'holds' if held else 'DOES NOT HOLD'}"
    )
