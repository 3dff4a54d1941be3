"""Places on the sheet of an ORP: numbered circles, and one mark for many that stand close."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from gis_sluzby.cartography import EN_DASH, PRINT
from gis_sluzby.publish.sheets.labels import Box, spread
from gis_sluzby.publish.sheets.lettering import Style, text_width
from gis_sluzby.publish.sheets.marks import draw_number
from gis_sluzby.publish.sheets.names import Symbol
from gis_sluzby.publish.sheets.paths import area_path, circles, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.frame import MapFrame
    from gis_sluzby.publish.sheets.places import Place

_DARK = PRINT.lines["point"]
_RADIUS: Final = 2.0
_GROWTH: Final = 0.13
#: Air between symbols, and between them and what they keep clear of, millimetres.
_AIR, _CLEAR = 0.7, 0.5
#: So many places of an obec within so many millimetres are one mark.
_MANY, _CLOSE = 7, 5.0
_MARK_TEXT: Final = Style(7.0, bold=True, colour="#FFFFFF")


class Cluster(NamedTuple):
    """Places of an obec that stand so close that each by itself would not be told from the others.

    Parameters
    ----------
    places
        By number.
    x, y
        Their middle on the sheet.
    """

    places: Sequence[Place]
    x: float
    y: float

    @property
    def text(self) -> str:
        """Give their numbers: "64–79"."""
        return ranges([place.number for place in self.places])

    @property
    def half(self) -> float:
        """Give half of the width of the mark."""
        return text_width(self.text, _MARK_TEXT) / 2 + 1.6


def clusters(frame: MapFrame, places: Sequence[Place]) -> list[Cluster]:
    """Find places that stand too close to be shown one by one.

    Parameters
    ----------
    frame
        The map.
    places
        By number.

    Returns
    -------
    list of Cluster
        By number of their first place.
    """
    found = []
    for kod in dict.fromkeys(place.kod_obec for place in places):
        own = [place for place in places if place.kod_obec == kod]
        at = frame.place(np.array([[place.x, place.y] for place in own]))
        away = np.hypot(*(at - np.median(at, axis=0)).T)
        close = np.flatnonzero(away <= _CLOSE)
        if len(close) >= _MANY:
            x, y = at[close].mean(axis=0).tolist()
            found.append(Cluster([own[i] for i in close], x, y))
    return found


def draw_symbols(
    canvas: Canvas,
    frame: MapFrame,
    places: Sequence[Place],
    together: Sequence[Cluster] = (),
    clear: Sequence[Box] = (),
) -> list[Symbol]:
    """Draw numbered places, larger where more services are, pushed apart where they would touch.

    Parameters
    ----------
    canvas
        The sheet.
    frame
        The map.
    places
        By number.
    together
        Those of them that are drawn as one mark.
    clear
        Boxes that symbols keep clear of.

    Returns
    -------
    list of Symbol
        Where they stand.
    """
    joined = {place.number for cluster in together for place in cluster.places}
    single = [place for place in places if place.number not in joined]
    radii = np.array(
        [*(symbol_radius(place.services) for place in single), *(c.half for c in together)]
    )
    if not radii.size:
        return []
    true = frame.place(np.array([[p.x, p.y] for p in single], dtype=float).reshape(-1, 2))
    true = np.vstack([true, np.array([(c.x, c.y) for c in together]).reshape(-1, 2)])
    stand = _placed(true, radii, frame, clear)
    for start, end, radius in zip(true.tolist(), stand.tolist(), radii.tolist(), strict=True):
        if math.dist(start, end) > 0.55 * radius:
            canvas.line(segments((*start, *end)), _DARK, 0.5)
            canvas.area(circles(np.array([start]), 0.4), _DARK, edge="#FFFFFF", line=0.3)
    symbols = []
    for place, (x, y), radius in zip(single, stand.tolist(), radii.tolist(), strict=False):
        draw_number(canvas, x, y, radius, place)
        symbols.append(Symbol(x, y, radius, place.kod_obec))
    for cluster, (x, y) in zip(together, stand[len(single) :].tolist(), strict=True):
        draw_mark(canvas, x, y, cluster)
        symbols.append(Symbol(x, y, cluster.half, cluster.places[0].kod_obec, _RADIUS))
    return symbols


def _placed(
    true: NDArray[np.float64],
    radii: NDArray[np.float64],
    frame: MapFrame,
    clear: Sequence[Box],
) -> NDArray[np.float64]:
    """Push symbols apart, into the frame and out of the boxes that they keep clear of."""
    box, air = frame.box, radii[:, None] + 0.6
    low, up = np.array(box[:2]) + air, np.array(box[2:]) - air
    stand = true
    for _ in range(30):
        moved = np.clip(spread(stand, radii, _AIR), low, up)
        for one in clear:
            moved = _out_of(moved, radii, one)
        if np.abs(moved - stand).max() < 1e-3:  # noqa: PLR2004
            break
        stand = moved
    return stand


def _out_of(
    stand: NDArray[np.float64], radii: NDArray[np.float64], box: Box
) -> NDArray[np.float64]:
    """Move symbols that lie on a box over its nearest side."""
    left, top, right, low = box
    reach = radii + _CLEAR
    x, y = stand[:, 0], stand[:, 1]
    over = np.stack([x - left + reach, right - x + reach, y - top + reach, low - y + reach])
    side = over.argmin(axis=0)
    inside = (over > 1e-6).all(axis=0)  # noqa: PLR2004
    by = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]])[side]
    moved: NDArray[np.float64] = stand + by * np.where(inside, over.min(axis=0), 0.0)[:, None]
    return moved


def draw_mark(canvas: Canvas, x: float, y: float, cluster: Cluster) -> None:
    """Draw the mark of places that stand close.

    Parameters
    ----------
    canvas
        The sheet.
    x, y
        Its middle.
    cluster
        The places.
    """
    axis = cluster.half - _RADIUS
    spine = shapely.LineString([(x - axis, y), (x + axis, y)])
    for radius, colour in ((_RADIUS + 0.25, "#FFFFFF"), (_RADIUS, _DARK)):
        shape = area_path(np.array([spine.buffer(radius)], dtype=object))
        canvas.area(shape, colour, name="places-together" if radius > _RADIUS else None)
    canvas.text(x, y + 0.127 * _MARK_TEXT.size, cluster.text, _MARK_TEXT, align="center")


def symbol_radius(services: int) -> float:
    """Give the radius of the symbol of a place.

    Parameters
    ----------
    services
        How many services are there.

    Returns
    -------
    float
        Millimetres.
    """
    return _RADIUS * (1 + _GROWTH * (min(services, 8) - 1))


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers, those that follow each other as a range.

    Parameters
    ----------
    numbers
        In any order.

    Returns
    -------
    str
        E.g. "1–3, 7".

    Examples
    --------
    >>> ranges([7, 1, 3, 2])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = (f"{r[0]}" if len(r) == 1 else f"{r[0]}{EN_DASH}{r[-1]}" for r in runs)
    return ", ".join(texts)
