"""The computed properties of several activations, one row each."""

from __future__ import annotations

import html

from actviz.ui.properties_table import format_number, property_rows
from actviz.views.compare.state import CompareState


def comparison_table_html(state: CompareState) -> str:
    """A table with a row per function and a column per property, as HTML."""
    columns = [property_rows(curve.activation, curve.parameters) for curve in state.curves]
    if all(("Domain", "(−∞, ∞)") in (row[:2] for row in cells) for cells in columns):
        columns = [[row for row in cells if row[0] != "Domain"] for cells in columns]
    heads = "".join(
        f'<th scope="col" title="{html.escape(meaning)}">{html.escape(name)}</th>'
        for name, _, meaning in columns[0]
    )
    rows = "".join(
        f'<tr><th scope="row">{_swatch(place)}{html.escape(_heading(state, place))}</th>'
        + "".join(f"<td>{html.escape(value)}</td>" for _, value, _ in cells)
        + "</tr>"
        for place, cells in enumerate(columns)
    )
    # Wider than a phone: it scrolls by itself, and the keyboard must reach that too.
    return (
        '<div class="comparison" tabindex="0" role="region" aria-label="Computed properties">'
        f'<table><thead><tr><th scope="col">Function</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _swatch(place: int) -> str:
    return f'<i style="background: var(--series-{place})"></i>'


def _heading(state: CompareState, place: int) -> str:
    curve = state.curves[place]
    settings = ", ".join(
        f"{parameter.symbol} = {format_number(curve.parameters[parameter.name])}"
        for parameter in curve.activation.parameters
    )
    return f"{state.names[place]}{f', {settings}' if settings else ''}"
