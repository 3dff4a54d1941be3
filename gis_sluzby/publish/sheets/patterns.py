"""Patterns of the states that are no class: lines and dots cut by the shape, in millimetres."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gis_sluzby.cartography import PRINT
from gis_sluzby.publish.sheets.canvas import points
from gis_sluzby.publish.sheets.paths import segments

if TYPE_CHECKING:
    from matplotlib.path import Path

    from gis_sluzby.publish.sheets.canvas import Canvas

#: Radius and distance of dots.
_DOT, _DOT_STEP = 0.21, 1.35


class Lines(NamedTuple):
    """Parallel lines: their distance in millimetres, width in points, slope in degrees (0, ±45)."""

    step: float
    width: float
    slope: int


#: Lines of each pattern; `no_data` alone has dots.
_LINES: Final = {
    "out_of_range": Lines(1.3, 0.4, -45),
    "not_applicable": Lines(1.5, 0.35, 45),
    "partial": Lines(1.3, 0.7, 45),
    "claimed": Lines(1.3, 0.5, 0),
}


def draw_pattern(canvas: Canvas, shape: Path, pattern: str, edge: str | None = None) -> None:
    """Fill a shape with the pattern of a state.

    Parameters
    ----------
    canvas
        The sheet.
    shape
        What is filled, millimetres.
    pattern
        One of `PRINT.patterns`.
    edge
        Colour of its outline.
    """
    ground, mark = PRINT.patterns[pattern]
    canvas.area(shape, ground, edge=edge or ground, line=0.35 if edge else 0.2)
    if not np.size(shape.vertices):
        return
    extents = shape.get_extents()
    box = float(extents.x0), float(extents.y0), float(extents.x1), float(extents.y1)
    if pattern == "no_data":
        dots = (0.01, points(_DOT_STEP) - 0.01)
        canvas.line(_dots(*box), mark, points(2 * _DOT), dash=dots, clip=shape)
    else:
        lines = _LINES[pattern]
        canvas.line(_hatch(*box, lines), mark, lines.width, cap="butt", clip=shape)


def _dots(left: float, top: float, right: float, low: float) -> Path:
    """Give rows of dots as lines that are dashed into dots; every other row is shifted by half."""
    first, last = math.floor(top / _DOT_STEP), math.ceil(low / _DOT_STEP)
    start = math.floor(left / _DOT_STEP) * _DOT_STEP
    rows = (
        (start - (row % 2) * _DOT_STEP / 2, row * _DOT_STEP, right + _DOT_STEP, row * _DOT_STEP)
        for row in range(first, last + 1)
    )
    return segments(*rows)


def _hatch(left: float, top: float, right: float, low: float, lines: Lines) -> Path:
    """Give parallel lines over a box; they lie on one grid of the sheet, whatever the box."""
    if lines.slope == 0:
        first, last = math.floor(top / lines.step), math.ceil(low / lines.step)
        return segments(
            *((left, row * lines.step, right, row * lines.step) for row in range(first, last + 1))
        )
    rise = 1 if lines.slope > 0 else -1
    # y = offset - rise × x: rising to the right means falling y
    step = lines.step * math.sqrt(2)
    corners = [y + rise * x for x in (left, right) for y in (top, low)]
    offsets = np.arange(math.floor(min(corners) / step), math.ceil(max(corners) / step) + 1) * step
    return segments(
        *((left, offset - rise * left, right, offset - rise * right) for offset in offsets)
    )
