"""Colours of the printed sheets: lightness falls from class to class, so grey print keeps them."""

from __future__ import annotations

from typing import Final

from gis_sluzby.cartography.palette import Palette

PRINT: Final = Palette(
    ui={
        "paper": "#FFFFFF",
        "ink": "#1D2430",
        "ink-2": "#4A5160",
        "faint": "#7B8190",
        "rule": "#9AA0A8",
        "stripe": "#F4F3EE",
        "within-ink": "#2F6B6C",
        "beyond-ink": "#8A3A1A",
    },
    ramp=("#E4F1EE", "#B9DBD6", "#8DC1BD", "#6AA5A6", "#4A8789"),
    beyond=("#F6E0C2", "#EBBF8C", "#DDA05C", "#C67F3A", "#8A3A1A"),
    unlimited=("#EEEEF0", "#D6D6DB", "#BBBBC2", "#9898A2", "#73737F"),
    patterns={
        "out_of_range": ("#43201A", "#D9B9A6"),
        "no_data": ("#FFFFFF", "#8B909B"),
        "not_applicable": ("#FFFFFF", "#8B909B"),
        "partial": ("#FFFFFF", "#5E9B9C"),
        "claimed": ("#B9DBD6", "#5E9B9C"),
    },
    lines={
        "abroad": "#EFF0F2",
        "neighbour": "#F8F6F1",
        "neighbour-kraj": "#A9A396",
        "neighbour-orp": "#D8D4CA",
        "context": "#8F897B",
        "obec": "#FFFFFF",
        "obec-on-white": "#9AA0A8",
        "orp": "#2B2F38",
        "orp-casing": "#FFFFFF",
        "kraj": "#1D2430",
        "kraj-band": "#D6D0C4",
        "state": "#6B707B",
        "road": "#7E7E86",
        "road-outside": "#D2CDC2",
        "water": "#9DBBD3",
        "water-area": "#DCE8F1",
        "point": "#17294D",
        "gap": "#6E2A10",
        "halo": "#FFFFFF",
    },
)
