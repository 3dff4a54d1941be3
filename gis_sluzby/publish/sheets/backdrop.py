"""What lies under and above the coloured obce: land around, water, roads, borders, the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gis_sluzby.cartography import PRINT
from gis_sluzby.publish.sheets.canvas import points
from gis_sluzby.publish.sheets.paths import area_path, line_path, rectangle
from gis_sluzby.publish.sheets.patterns import draw_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.path import Path
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.frame import MapFrame
    from gis_sluzby.publish.sheets.land import Ground

_LINES = PRINT.lines
#: Widths of roads by rank and of the white on their sides, points.
_ROADS: Final = {0: (1.1, 0.45), 1: (0.75, 0.4), 2: (0.4, 0.0), 3: (0.25, 0.0)}
#: Roads of the third class are drawn up to this scale.
_SMALL_ROADS_TO: Final = 250_000
#: Width of the band around the territory, millimetres on its outer side.
_BAND: Final = 1.3
#: Width of rivers and of the shores of lakes, points.
RIVER, SHORE = 0.7, 0.3
STATE_DASH: Final = (6.0, 1.6, 1.0, 1.6)


def draw_backdrop(canvas: Canvas, ground: Ground) -> None:
    """Draw what lies under the coloured obce.

    Parameters
    ----------
    canvas
        The sheet.
    ground
        What the frame shows.
    """
    canvas.area(rectangle(*_corner(ground.frame)), _LINES["abroad"], name="map")
    canvas.area(area_path(ground.neighbours), _LINES["neighbour"])
    clip = rectangle(*_corner(ground.frame))
    canvas.line(_lines(ground.orp_outside), _LINES["neighbour-orp"], 0.35)
    _draw_water(canvas, ground.water_outside)
    for rank, lines in sorted(ground.roads_outside.items(), reverse=True):
        if _is_drawn(rank, ground.frame):
            width = _ROADS[rank][0]
            canvas.line(line_path(lines), _LINES["road-outside"], width)
    canvas.line(_lines(ground.kraj_lines), _LINES["neighbour-kraj"], 0.7)
    if not shapely.is_empty(ground.state_lines):
        canvas.line(_lines(ground.state_lines), _LINES["state"], 0.95, dash=STATE_DASH, cap="butt")
    band = points(2 * _BAND)
    canvas.line(_lines(ground.outline), _LINES["kraj-band"], band, clip=clip)


def draw_fills(
    canvas: Canvas, shapes: NDArray[np.object_], keys: NDArray[np.str_], fills: Mapping[str, str]
) -> None:
    """Fill the obce, one path for each class.

    Parameters
    ----------
    canvas
        The sheet.
    shapes
        The obce, millimetres.
    keys
        Class of each.
    fills
        Colour or pattern of each class, in the order of drawing.
    """
    for key, fill in fills.items():
        own = shapes[keys == key]
        if not own.size:
            continue
        shape = area_path(own)
        if fill.startswith("#"):
            canvas.area(shape, fill, edge=fill, line=0.2, name=f"class-{key}")
        else:
            # The pattern of a state is one area: lines would show where each obec begins.
            whole = np.array([shapely.coverage_union_all(own)], dtype=object)
            draw_pattern(canvas, area_path(whole), fill)


def draw_lines(canvas: Canvas, ground: Ground, *, on_white: bool = False) -> None:
    """Draw borders, water and roads above the coloured obce, and the frame.

    Parameters
    ----------
    canvas
        The sheet.
    ground
        What the frame shows.
    on_white
        Whether obce are mostly white, so that white borders would not show.
    """
    obec = (_LINES["obec-on-white"], 0.4) if on_white else (_LINES["obec"], 0.35)
    canvas.line(_lines(ground.obec_lines), *obec)
    _draw_water(canvas, ground.water_inside, name="water")
    for rank, lines in sorted(ground.roads_inside.items(), reverse=True):
        if not _is_drawn(rank, ground.frame):
            continue
        width, casing = _ROADS[rank]
        path = line_path(lines)
        if casing:
            canvas.line(path, "#FFFFFF", width + 2 * casing)
        canvas.line(path, _LINES["road"], width)
    draw_orp_lines(canvas, ground)
    clip = rectangle(*_corner(ground.frame))
    canvas.line(_lines(ground.outline), _LINES["kraj"], 1.25, clip=clip, name="outline")


def draw_orp_lines(canvas: Canvas, ground: Ground) -> None:
    """Draw the borders of ORP on a white casing.

    Parameters
    ----------
    canvas
        The sheet.
    ground
        What the frame shows.
    """
    path = _lines(ground.orp_lines)
    canvas.line(path, "#FFFFFFBF", 1.5)
    canvas.line(path, _LINES["orp"], 0.8)


def draw_neatline(canvas: Canvas, frame: MapFrame) -> None:
    """Draw the frame of the map, above all that lies in it.

    Parameters
    ----------
    canvas
        The sheet.
    frame
        The frame.
    """
    canvas.line(rectangle(*_corner(frame)), PRINT.ui["ink"], 0.6, name="neatline")


def _draw_water(canvas: Canvas, water: NDArray[np.object_], name: str | None = None) -> None:
    """Draw rivers and lakes, under the roads."""
    if not water.size:
        return
    canvas.area(area_path(water), _LINES["water-area"], edge=_LINES["water"], line=SHORE)
    canvas.line(line_path(water), _LINES["water"], RIVER, name=name)


def _corner(frame: MapFrame) -> tuple[float, float, float, float]:
    """Give the frame as corner and size."""
    return frame.x, frame.y, frame.width, frame.height


def _lines(geometry: shapely.Geometry) -> Path:
    """Give one path of a line or several."""
    return line_path(np.array([geometry], dtype=object))


def _is_drawn(rank: int, frame: MapFrame) -> bool:
    """Tell whether a scale shows roads of a rank."""
    return rank < max(_ROADS) or frame.scale <= _SMALL_ROADS_TO
