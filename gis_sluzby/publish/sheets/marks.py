"""Marks that map and legend have in common: the sample of a class, the number of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby.cartography import PRINT
from gis_sluzby.publish.sheets.lettering import Style
from gis_sluzby.publish.sheets.paths import circles, rectangle
from gis_sluzby.publish.sheets.patterns import draw_pattern

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.places import Place
    from gis_sluzby.publish.sheets.scheme import Row

_RULE = PRINT.ui["rule"]
SWATCH: Final = (8.2, 4.3)


def draw_swatch(
    canvas: Canvas, x: float, y: float, row: Row, size: tuple[float, float] = SWATCH
) -> None:
    """Draw the sample of a class.

    Parameters
    ----------
    canvas
        The sheet.
    x, y
        Its upper left corner.
    row
        The class.
    size
        Width and height.
    """
    shape = rectangle(x, y, *size)
    if row.fill.startswith("#"):
        canvas.area(shape, row.fill, edge=_RULE, line=0.35)
    else:
        draw_pattern(canvas, shape, row.fill, edge=_RULE)
        canvas.line(shape, _RULE, 0.35)


def draw_number(canvas: Canvas, x: float, y: float, radius: float, place: Place) -> None:
    """Draw the numbered symbol of a place; a base of a terénní service is hollow.

    Parameters
    ----------
    canvas
        The sheet.
    x, y
        Its middle.
    radius
        Its radius.
    place
        The place.
    """
    dark = PRINT.lines["point"]
    face, ink = ("#FFFFFF", dark) if place.travelling else (dark, "#FFFFFF")
    rim = dark if place.travelling else "#FFFFFF"
    shape = circles(np.array([[x, y]]), radius)
    canvas.area(circles(np.array([[x, y]]), radius + 0.25), "#FFFFFF", name="place")
    canvas.area(shape, face, edge=rim, line=0.5 if place.travelling else 0.1)
    text = str(place.number)
    size = 2.05 * radius / 0.3528 * (0.72 if len(text) == 1 else 0.62 if len(text) == 2 else 0.46)  # noqa: PLR2004
    style = Style(size, bold=True, colour=ink)
    canvas.text(x, y + 0.36 * size * 0.3528, text, style, align="center")
