"""What lines and points on a map of the kraj mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.cartography import PRINT
from gis_sluzby.publish.sheets.backdrop import RIVER, SHORE, STATE_DASH
from gis_sluzby.publish.sheets.canvas import points
from gis_sluzby.publish.sheets.lettering import Style
from gis_sluzby.publish.sheets.paths import circles, rectangle, segments

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.canvas import Canvas

_INK = PRINT.ui["ink"]


def draw_lines_key(
    canvas: Canvas, x: float, y: float, width: float, fill: str, *, water: bool = False
) -> None:
    """Explain lines and points.

    Parameters
    ----------
    canvas
        The sheet.
    x, y, width
        Left end and middle of the first row, width of both columns, millimetres.
    fill
        Colour of most obce on the map; a pattern where they are white.
    water
        Whether the map has rivers or lakes.
    """
    lines = PRINT.lines
    second = x + 0.47 * width
    rows = ("hranice kraje", "hranice ORP", "hranice obce", "hranice státu")
    others = ("sídlo ORP", "další obec", "dálnice", f"silnice I.{chr(160)}a{chr(160)}II. třídy")
    style = Style(6.4)
    for at, (left, right) in enumerate(zip(rows, others, strict=True)):
        base = y + at * 3.7
        canvas.text(x + 10, base + 0.85, left, style)
        canvas.text(second + 10, base + 0.85, right, style)
    a, b = x, x + 8.2
    if water:
        _draw_water(canvas, x, y + 4 * 3.7, style)
    canvas.line(segments((a, y + 0.5, b, y + 0.5)), lines["kraj-band"], points(1.3), cap="butt")
    canvas.line(segments((a, y, b, y)), lines["kraj"], 1.25, cap="butt")
    y += 3.7
    canvas.line(segments((a, y, b, y)), lines["orp"], 0.8, cap="butt")
    y += 3.7
    if fill.startswith("#"):
        canvas.area(rectangle(a, y - 1.4, 8.2, 2.8), fill)
        canvas.line(segments((a + 4.1, y - 1.4, a + 4.1, y + 1.4)), "#FFFFFF", 0.6, cap="butt")
    else:
        canvas.line(segments((a, y, b, y)), lines["obec-on-white"], 0.5, cap="butt")
    y += 3.7
    canvas.line(segments((a, y, b, y)), lines["state"], 0.95, dash=STATE_DASH, cap="butt")
    y -= 3 * 3.7
    middle = np.array([[second + 4.1, y]])
    canvas.area(circles(middle, 1.15), "#FFFFFF", edge=_INK, line=0.9)
    canvas.area(circles(middle, 0.45), _INK)
    canvas.area(circles(middle + np.array([0.0, 3.7]), 0.72), "#FFFFFF", edge=_INK, line=0.8)
    a, b = second, second + 8.2
    canvas.line(segments((a, y + 7.4, b, y + 7.4)), lines["road"], 1.1, cap="butt")
    canvas.line(segments((a, y + 10.6, b, y + 10.6)), lines["road"], 0.75, cap="butt")
    canvas.line(segments((a, y + 11.8, b, y + 11.8)), lines["road"], 0.4, cap="butt")


def _draw_water(canvas: Canvas, x: float, y: float, style: Style) -> None:
    """Explain rivers and lakes, in a row of their own."""
    lines = PRINT.lines
    canvas.text(x + 10, y + 0.85, "vodní tok, vodní plocha", style)
    canvas.line(segments((x, y, x + 4.4, y)), lines["water"], RIVER, cap="butt")
    pond = rectangle(x + 5.2, y - 1.1, 3.0, 2.2)
    canvas.area(pond, lines["water-area"], edge=lines["water"], line=SHORE)
