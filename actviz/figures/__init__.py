"""Figures: pure functions from numbers to `go.Figure` or SVG paths. Colours come by role."""
