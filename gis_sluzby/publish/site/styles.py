"""Colours of `cartography` as a style sheet: variables, and the fills of the legend's boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.cartography import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.cartography import Palette


def colour_sheet(shares: Sequence[str]) -> str:
    """Give the page's colours, light, dark, and on paper always light.

    Parameters
    ----------
    shares
        Colours of the classes of shares.

    Returns
    -------
    str
        A style sheet.
    """
    light, dark = _theme(LIGHT, many_dark=True), _theme(DARK, many_dark=False)
    same = "".join(f".s-{i}{{--ground:{colour}}}" for i, colour in enumerate(shares))
    night = f"@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
    return f"{same}\n{light}\n{night}\n@media print {{\n{light}\n}}"


def _theme(palette: Palette, *, many_dark: bool) -> str:
    """Give the variables and fills of one theme."""
    colours = {**palette.ui, "abroad": palette.lines["abroad"]}
    variables = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    fills = {f"r-{i}": colour for i, colour in enumerate(palette.ramp)}
    # More providers stand out more from the ground: dark on light, light on dark.
    many = reversed(palette.ramp) if many_dark else palette.ramp
    fills |= {f"n-{i}": colour for i, colour in enumerate(many)}
    fills |= {f"u-{i}": colour for i, colour in enumerate(palette.unlimited)}
    rules = [f".{name}{{--ground:{colour}}}" for name, colour in fills.items()]
    rules += [
        f".p-{name}{{--ground:{ground};--mark:{mark}}}"
        for name, (ground, mark) in palette.patterns.items()
    ]
    return "\n".join([f":root{{{variables}}}", *rules])
