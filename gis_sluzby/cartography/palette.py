"""Colours and patterns of the page, the sheets and the layers, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme.

    Attributes
    ----------
    ui
        Colours of the page around the map, by token.
    ramp
        Four classes within reach, near to far: light to dark.
    beyond
        Three classes beyond the limit where they are told apart (sheets), near to far.
    unlimited
        Five classes of a kind without a limit, near to far.
    patterns
        Ground and mark of each of `PATTERNS`.
    lines
        Colours of the map's lines, grounds and points, by token.
    """

    ui: Mapping[str, str]
    ramp: tuple[str, ...]
    beyond: tuple[str, ...]
    unlimited: tuple[str, ...]
    patterns: Mapping[str, tuple[str, str]]
    lines: Mapping[str, str]


LIGHT: Final = Palette(
    ui={
        "paper": "#F3F6F6",
        "surface": "#FFFFFF",
        "surface-2": "#EAF0F1",
        "ink": "#14232C",
        "ink-2": "#475964",
        "line": "#D3DCE0",
        "line-strong": "#74858F",
        "accent": "#0B5872",
        "on-accent": "#FFFFFF",
        "accent-soft": "#E0F0F4",
        "out-ink": "#8A3A0C",
        "out-soft": "#FCEEDF",
        "danger": "#A3182B",
        "focus-inner": "#FFD84D",
        "focus-outer": "#14232C",
    },
    ramp=("#CDE5EA", "#84BCCA", "#34869F", "#0F506A"),
    beyond=("#DDA05C", "#C67F3A", "#8A3A1A"),
    unlimited=("#EEEEF0", "#D6D6DB", "#BBBBC2", "#9898A2", "#73737F"),
    patterns={
        "uncovered": ("#FBE7D0", "#B2551A"),
        "no_data": ("#E3E7E9", "#6C7A83"),
        "not_applicable": ("#FCFDFC", "#84929B"),
        "partial": ("#CDE5EA", "#34869F"),
        "claimed": ("#CDE5EA", "#34869F"),
    },
    lines={
        "abroad": "#E7ECED",
        "neighbour": "#F1F4F3",
        "neighbour-line": "#C9D2D6",
        "water": "#A9CBD8",
        "obec": "#FFFFFF",
        "orp": "#4A6472",
        "orp-casing": "#FFFFFF",
        "kraj": "#2B414D",
        "neutral": "#FBFCFC",
        "neutral-line": "#CFD9DD",
        "point": "#14232C",
        "point-ring": "#FFFFFF",
        "halo": "#FFFFFF",
        "selection-casing": "#FFFFFF",
    },
)

DARK: Final = Palette(
    ui={
        "paper": "#0D151A",
        "surface": "#141E25",
        "surface-2": "#1D2A32",
        "ink": "#E8F0F3",
        "ink-2": "#A8BAC4",
        "line": "#2B3B45",
        "line-strong": "#708590",
        "accent": "#7CCBE0",
        "on-accent": "#05202B",
        "accent-soft": "#12333F",
        "out-ink": "#F4B57E",
        "out-soft": "#38230F",
        "danger": "#FF9AA5",
        "focus-inner": "#0D151A",
        "focus-outer": "#FFD84D",
    },
    ramp=("#AFE0EA", "#6FB6C8", "#3A8196", "#204D5D"),
    beyond=("#EBBF8C", "#C67F3A", "#8A3A1A"),
    unlimited=("#D9D9DE", "#B4B4BC", "#8E8E98", "#6B6B75", "#4B4B54"),
    patterns={
        "uncovered": ("#33200F", "#E2893F"),
        "no_data": ("#2A343B", "#8E9DA7"),
        "not_applicable": ("#10191E", "#5D6D77"),
        "partial": ("#204D5D", "#6FB6C8"),
        "claimed": ("#204D5D", "#6FB6C8"),
    },
    lines={
        "abroad": "#0B1216",
        "neighbour": "#121B21",
        "neighbour-line": "#33434D",
        "water": "#24475A",
        "obec": "#0D151A",
        "orp": "#8DA5B1",
        "orp-casing": "#0D151A",
        "kraj": "#B9CAD3",
        "neutral": "#151F26",
        "neutral-line": "#31424C",
        "point": "#FFFFFF",
        "point-ring": "#0D151A",
        "halo": "#0D151A",
        "selection-casing": "#0D151A",
    },
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Marks over the ground of a state, in pixels of the screen.

    Attributes
    ----------
    kind
        hatch (lines rising to the right), backhatch (falling), stripes (upright), dots, dashes.
    step
        Distance of lines or dots, measured across them.
    size
        Width of a line, radius of a dot, length of a dash.
    cell
        Width and height of the cell that repeats.
    """

    kind: str
    step: float
    size: float
    cell: tuple[float, float]


#: One pattern for each state that is not a class, everywhere. `claimed` is a service in reach by
#: its claim (the whole kraj, a declared area) where a class of minutes cannot be given.
PATTERNS: Final[Mapping[str, Pattern]] = {
    "uncovered": Pattern("hatch", 7.0, 2.0, (10.0, 10.0)),
    "no_data": Pattern("dots", 3.5, 1.0, (7.0, 7.0)),
    "not_applicable": Pattern("dashes", 13.0, 5.0, (26.0, 18.0)),
    "partial": Pattern("backhatch", 7.0, 2.0, (10.0, 10.0)),
    "claimed": Pattern("stripes", 6.0, 1.5, (6.0, 6.0)),
}
