"""Names on a map: none lies on another, on a symbol or outside the frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from gis_sluzby.cartography import PRINT
from gis_sluzby.publish.sheets.lettering import ASCENT, DESCENT, MM_PER_POINT, text_width
from gis_sluzby.publish.sheets.paths import segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.lettering import Style

Box = tuple[float, float, float, float]
Point = tuple[float, float, float]
#: Air around a label, and between it and its own symbol, millimetres.
_PAD: Final = 0.3
_GAP: Final = 0.55
#: Cost of each place around a point: right, right up, right down, above, below, left, and so on.
_COSTS: Final = (0.0, 0.5, 0.6, 0.9, 1.0, 1.2, 1.6, 1.7)
#: Cost of lying on a line by its length under the label, in heights of the label: least, most.
_SHARE: Final = (0.5, 2.0)
#: Points of a leader that are looked at.
_STEPS: Final = 24
_CAPITAL: Final = 0.73
#: Where a label stands that found no place beside its point, millimetres away.
_AWAY: Final = (2.6, 3.6, 4.8, 6.2)
_DIRECTIONS: Final = 16
_SEARCH_STEP: Final = 3.0
_ROUGH: Final = 0.5
_HALF: Final = 0.5
_LEADING: Final = 1.3


class Wanted(NamedTuple):
    """A name that a map should show.

    Parameters
    ----------
    text
        The name.
    x, y
        Its point on the sheet.
    style
        How it looks.
    radius
        Of the symbol at the point.
    must
        Whether it may not be left out.
    rise
        Half of the symbol's height where it is wider than high, else 0.
    also
        Other symbols that it may stand beside as well: x, y, radius.
    """

    text: str
    x: float
    y: float
    style: Style
    radius: float
    must: bool = False
    rise: float = 0.0
    also: tuple[Point, ...] = ()


class Placed(NamedTuple):
    """A name with its place.

    Parameters
    ----------
    text, style
        The name and how it looks.
    x, y
        Left end of its baseline.
    box
        Left, top, right, bottom.
    leader
        Both ends of the line to its point, none where it stands beside it.
    """

    text: str
    style: Style
    x: float
    y: float
    box: Box
    leader: Box | None = None


class Crossing(NamedTuple):
    """Lines that a label should not lie on, and what that costs."""

    lines: shapely.Geometry
    cost: float


class Occupied:
    """What already has its place on a map.

    Parameters
    ----------
    frame
        Nothing may stand outside it.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._boxes = np.empty((0, 4))

    def add(self, boxes: Iterable[Box]) -> None:
        """Let boxes be taken."""
        more = np.asarray(list(boxes), dtype=float).reshape(-1, 4)
        self._boxes = np.vstack([self._boxes, more])

    def clear(self, leader: Box, one: Wanted) -> bool:
        """Tell whether a line from a symbol lies on nothing but the symbol itself."""
        left, top, right, low = self._boxes.T
        own = (left <= one.x) & (right >= one.x) & (top <= one.y) & (low >= one.y)
        x, y = (np.linspace(leader[at], leader[at + 2], _STEPS)[:, None] for at in (0, 1))
        hit = (x > left) & (x < right) & (y > top) & (y < low) & ~own
        return not bool(hit.any())

    def free(self, box: Box, pad: float = _PAD) -> bool:
        """Tell whether nothing stands in a box with some air around it."""
        left, top, right, low = box
        outer = self.frame
        if (
            left < outer[0] + pad
            or top < outer[1] + pad
            or right > outer[2] - pad
            or low > outer[3] - pad
        ):
            return False
        taken = self._boxes
        hit = (
            (taken[:, 0] < right + pad)
            & (taken[:, 2] > left - pad)
            & (taken[:, 1] < low + pad)
            & (taken[:, 3] > top - pad)
        )
        return not bool(hit.any())


def place_labels(
    wanted: Sequence[Wanted], occupied: Occupied, crossings: Sequence[Crossing]
) -> tuple[list[Placed], list[str]]:
    """Find a place for each name, the first ones first.

    Parameters
    ----------
    wanted
        The names by importance.
    occupied
        What is taken; the places found are added.
    crossings
        Lines to be avoided.

    Returns
    -------
    list of Placed
        The names that found a place.
    list of str
        Those that did not. One that must stand may lie on what it has to, but not on another name.
    """
    placed: list[Placed] = []
    dropped: list[str] = []
    for one in wanted:
        anchors = [one, *(one._replace(x=x, y=y, radius=r) for x, y, r in one.also)]
        beside = [at for anchor in anchors if (at := _beside(anchor, occupied, crossings))]
        best = min(beside, key=lambda at: at[0], default=None)
        found = _away(one, occupied) if best is None else best[1]
        if found is None:
            dropped.append(one.text)
            continue
        placed.append(found)
        occupied.add([found.box])
    return placed, dropped


def place_in_area(
    lines: Sequence[str], style: Style, area: shapely.Geometry, occupied: Occupied
) -> list[Placed]:
    """Find a place for the name of an area: deep inside it.

    Parameters
    ----------
    lines
        The name in lines, set one under the other, in the middle.
    style
        How it looks.
    area
        The area on the sheet.
    occupied
        What is taken; the place found is added.

    Returns
    -------
    list of Placed
        The lines; none where the name does not fit.
    """
    area = shapely.simplify(area, _ROUGH)
    if shapely.is_empty(area):
        return []
    widths = [text_width(line, style) for line in lines]
    width, height = max(widths), style.size * MM_PER_POINT
    leading = _LEADING * height
    tall = leading * (len(lines) - 1)
    left, top, right, low = shapely.bounds(area).tolist()
    xs = np.arange(left + width / 2, right - width / 2 + 1e-9, _SEARCH_STEP)
    ys = np.arange(top + height, low - DESCENT * height - tall, _SEARCH_STEP)
    if not xs.size or not ys.size:
        return []
    middles = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    boxes = shapely.box(
        middles[:, 0] - width / 2,
        middles[:, 1] - ASCENT * height,
        middles[:, 0] + width / 2,
        middles[:, 1] + tall + DESCENT * height,
    )
    shapely.prepare(area)
    inside = shapely.contains(area, boxes)
    boxes, middles = boxes[inside], middles[inside]
    depth = shapely.distance(boxes, shapely.boundary(area))
    for at in np.lexsort([middles[:, 0], middles[:, 1], -np.round(depth, 3)]):
        box = boxes[at].bounds
        if occupied.free(box, pad=1.0):
            occupied.add([box])
            x, y = (float(part) for part in middles[at])
            return [
                Placed(line, style, x - own / 2, base, _box(line, style, x - own / 2, base))
                for row, (line, own) in enumerate(zip(lines, widths, strict=True))
                for base in [y + row * leading]
            ]
    return []


def draw_labels(canvas: Canvas, placed: Sequence[Placed], *, halo: bool = True) -> None:
    """Draw names, their leaders below them.

    Parameters
    ----------
    canvas
        The sheet.
    placed
        The names.
    halo
        Whether they have a white band around the letters.
    """
    for one in placed:
        if one.leader is not None:
            canvas.line(segments(one.leader), PRINT.ui["ink-2"], 0.35)
    for number, one in enumerate(placed):
        white = PRINT.lines["halo"] if halo else None
        name = f"label-{number}" if halo else None
        canvas.text(one.x, one.y, one.text, one.style, halo=white, name=name)


def spread(
    points: NDArray[np.float64], radii: NDArray[np.float64], air: float
) -> NDArray[np.float64]:
    """Push symbols apart that would touch.

    Parameters
    ----------
    points
        Rows of x and y on the sheet.
    radii
        Of the symbols.
    air
        Least distance between their rims.

    Returns
    -------
    numpy.ndarray
        Where they stand; those that are free do not move.
    """
    moved = points.astype(float).copy()
    if len(moved) < 2:  # noqa: PLR2004
        return moved
    least = radii[:, None] + radii[None, :] + air
    np.fill_diagonal(least, 0.0)
    # Symbols of one place would have no direction to part in: each starts a little elsewhere.
    turn = np.arange(len(moved)) * math.pi * (3 - math.sqrt(5))
    apart = moved + 1e-3 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for _ in range(200):
        between = apart[:, None, :] - apart[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        overlap = np.maximum(least - distance, 0.0)
        if overlap.max() < 1e-3:  # noqa: PLR2004
            break
        push = between / np.maximum(distance, 1e-9)[..., None] * overlap[..., None]
        apart = apart + _HALF * push.sum(axis=1)
    touched = np.hypot(*(apart - moved).T) > 0.01  # noqa: PLR2004
    moved[touched] = apart[touched]
    return moved


def _box(text: str, style: Style, x: float, y: float) -> Box:
    """Give the box of a line of text whose baseline begins at a point."""
    height = style.size * MM_PER_POINT
    return x, y - ASCENT * height, x + text_width(text, style), y + DESCENT * height


def _beside(
    one: Wanted, occupied: Occupied, crossings: Sequence[Crossing]
) -> tuple[float, Placed] | None:
    """Find the best free place around the symbol, and what it costs."""
    width = text_width(one.text, one.style)
    capital = _CAPITAL * one.style.size * MM_PER_POINT
    far, near = one.radius + _GAP, 0.75 * one.radius + 0.4
    high = (one.rise or one.radius) + _GAP
    if one.rise:
        near = one.rise + _GAP
    x, y = one.x, one.y
    places = (
        (x + far, y + capital / 2),
        (x + near, y - near),
        (x + near, y + near + capital),
        (x - width / 2, y - high),
        (x - width / 2, y + high + capital),
        (x - far - width, y + capital / 2),
        (x - near - width, y - near),
        (x - near - width, y + near + capital),
    )
    best: tuple[float, Placed] | None = None
    for cost, (left, base) in zip(_COSTS, places, strict=True):
        box = _box(one.text, one.style, left, base)
        if not occupied.free(box):
            continue
        crossed = sum(_crossed(crossing, box) for crossing in crossings)
        if best is None or cost + crossed < best[0]:
            best = cost + crossed, Placed(one.text, one.style, left, base, box)
    return best


def _crossed(crossing: Crossing, box: Box) -> float:
    """Give what it costs to lie on lines: the more, the longer they run under the label."""
    if not shapely.intersects(crossing.lines, shapely.box(*box)):
        return 0.0
    length = shapely.length(shapely.clip_by_rect(crossing.lines, *box))
    least, most = _SHARE
    return float(crossing.cost * min(max(length / (box[3] - box[1]), least), most))


def _away(one: Wanted, occupied: Occupied) -> Placed | None:
    """Find a free place further off, with a leader that crosses nothing, if there is one."""
    return _led(one, occupied, crossing=False) or _led(one, occupied, crossing=True)


def _led(one: Wanted, occupied: Occupied, *, crossing: bool) -> Placed | None:
    """Find the nearest free place with a leader; a name that must stand is looked for longer."""
    width = text_width(one.text, one.style)
    capital = _CAPITAL * one.style.size * MM_PER_POINT
    distances = (*_AWAY, 8.0, 10.5, 14.0, 18.0) if one.must else _AWAY
    for distance in distances:
        for step in range(_DIRECTIONS):
            angle = 2 * math.pi * step / _DIRECTIONS
            x = one.x + (one.radius + distance) * math.cos(angle)
            y = one.y + (one.radius + distance) * math.sin(angle)
            left = x + 0.4 if math.cos(angle) >= -1e-9 else x - 0.4 - width  # noqa: PLR2004
            base = y + capital / 2
            box = _box(one.text, one.style, left, base)
            start = (
                one.x + one.radius * math.cos(angle),
                one.y + one.radius * math.sin(angle),
            )
            if occupied.free(box) and (crossing or occupied.clear((*start, x, y), one)):
                return Placed(one.text, one.style, left, base, box, (*start, x, y))
    return None
