"""The app's one palette: a role has the same colour on every page, in each theme its own shade."""

# Okabe and Ito's colours, safe for colour-blind viewers; black and yellow, each invisible in one
# theme, become a grey and a darker yellow there.
_SERIES = {
    "light": [
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#8C8200",
        "#4D4D4D",
    ],
    "dark": [
        "#56B4E9",
        "#E69F00",
        "#2FC79B",
        "#E39AC4",
        "#F0763B",
        "#4C9BD6",
        "#F0E442",
        "#BBBBBB",
    ],
}
_ROLES = {
    "light": {
        "f": "#0072B2",
        "derivative": "#D55E00",
        "probe": "#009E73",
        "tangent": "#009E73",
        "mark": "#0E1114",
        "ghost": "#8A9199",
        "saturation": "rgba(110, 120, 130, 0.16)",
    },
    "dark": {
        "f": "#56B4E9",
        "derivative": "#E69F00",
        "probe": "#2FC79B",
        "tangent": "#2FC79B",
        "mark": "#E8EBEE",
        "ghost": "#8B949D",
        "saturation": "rgba(160, 170, 180, 0.17)",
    },
}

PALETTE: dict[str, dict[str, str]] = {
    theme: roles | {f"series-{index}": colour for index, colour in enumerate(_SERIES[theme])}
    for theme, roles in _ROLES.items()
}
