"""Names on the map of a kraj: obce by size, seats of ORP, neighbours, the country beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography import PRINT
from gis_sluzby.cartography.countries import country_beyond
from gis_sluzby.crs import to_degrees
from gis_sluzby.publish.sheets.labels import (
    Box,
    Crossing,
    Occupied,
    Placed,
    Wanted,
    draw_labels,
    place_in_area,
    place_labels,
)
from gis_sluzby.publish.sheets.lettering import Style, spaced
from gis_sluzby.publish.sheets.paths import circles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.land import Ground, Land

_CONTEXT = PRINT.lines["context"]
#: Radius of the dot of an obec and of a seat, millimetres.
_DOT, _SEAT = 0.72, 1.15
#: What it costs to lie on a line.
_ON_ORP, _ON_ROAD, _ON_OBEC = 3.0, 1.2, 0.25
#: Air between a symbol and the dot of an obec.
_APART: Final = 0.15
#: A symbol this near to the point of its obec stands for it.
_SAME_PLACE: Final = 4.0
#: How large a piece of land must be to be named, share of the frame.
_NAMED_FROM: Final = 0.015


class Symbol(NamedTuple):
    """A symbol on the map: a place on the sheet, its radius, the code of its obec.

    One that is wider than high has `rise`, half of its height.
    """

    x: float
    y: float
    radius: float
    kod_obec: str
    rise: float = 0.0

    @property
    def box(self) -> Box:
        """Give left, top, right and bottom."""
        rise = self.rise or self.radius
        return self.x - self.radius, self.y - rise, self.x + self.radius, self.y + rise


class Sizes(NamedTuple):
    """Sizes of names by the obec's people, points; NaN people take the last."""

    seat: float
    steps: Sequence[tuple[float, float, bool]]


#: Names on sheets of the whole kraj.
KRAJ_SIZES: Final = Sizes(8.6, ((0, 6.4, False),))
#: Names on sheets of one ORP.
ORP_SIZES: Final = Sizes(
    10,
    (
        *((20_000, 10, True), (3_000, 7.8, True), (1_000, 7.2, False)),
        *((300, 6.4, False), (0, 5.8, False)),
    ),
)


class Naming(NamedTuple):
    """Which obce a map names, and how.

    Parameters
    ----------
    may
        Which obce of the land may be named.
    must
        Codes of those that must be, beside the seats of ORP.
    others
        How many others are named, the most people first.
    sizes
        Sizes of names.
    """

    may: NDArray[np.bool_]
    must: frozenset[str]
    others: int
    sizes: Sizes = KRAJ_SIZES


def draw_names(
    canvas: Canvas,
    land: Land,
    ground: Ground,
    symbols: Sequence[Symbol],
    naming: Naming,
    occupied: Occupied,
) -> list[str]:
    """Draw dots and names of obce, and the names of areas.

    Parameters
    ----------
    canvas
        The sheet.
    land, ground
        The land and what the frame shows of it.
    symbols
        Symbols on the map, which names keep clear of.
    naming
        Which obce are named, and how.
    occupied
        What is taken beside the symbols.

    Returns
    -------
    list of str
        Names that found no place.
    """
    occupied.add(symbol.box for symbol in symbols)
    wanted, seats = _wanted(land, ground, symbols, naming)
    occupied.add((w.x - w.radius, w.y - w.radius, w.x + w.radius, w.y + w.radius) for w in wanted)
    placed, dropped = place_labels(wanted, occupied, _crossings(ground))
    taken = {(s.x, s.y) for s in symbols}
    shown = [w for w in wanted if w.text not in set(dropped) and (w.x, w.y) not in taken]
    for at_seat in (False, True):
        points = [(w.x, w.y) for w in shown if ((w.x, w.y) in seats) == at_seat]
        _draw_dots(canvas, np.array(points, dtype=float).reshape(-1, 2), at_seat=at_seat)
    draw_labels(canvas, placed)
    draw_labels(canvas, _areas(land, ground, occupied, naming.may), halo=False)
    return dropped


def _wanted(
    land: Land, ground: Ground, symbols: Sequence[Symbol], naming: Naming
) -> tuple[list[Wanted], set[tuple[float, float]]]:
    """Give the names by importance, and the points of seats."""
    codes = land.obce["kod_obec"].to_numpy(str)
    people = np.nan_to_num(land.people)
    places = ground.frame.place(land.points)
    left, top, right, low = ground.frame.box
    across, down = places[:, 0], places[:, 1]
    inside = (across > left) & (across < right) & (down > top) & (down < low)
    seat = _is_seat(land)
    must = np.isin(codes, list(naming.must)) | seat
    rank = np.lexsort([codes, -people, ~must, ~seat])
    usual = [int(at) for at in rank if naming.may[at] and inside[at] and people[at] > 0]
    rest = set([at for at in usual if not must[at]][: naming.others])
    wanted, seats = [], set()
    for at in usual:
        if not must[at] and at not in rest:
            continue
        x, y = places[at].tolist()
        radius = _SEAT if seat[at] else _DOT
        own = _own_symbols(symbols, codes[at], places[at])
        hidden = None if own else _hiding(symbols, x, y, radius)
        if hidden is not None and not must[at]:
            continue
        symbol, rise = own[0] if own else hidden, 0.0
        if symbol is not None:
            x, y, radius, rise = symbol.x, symbol.y, symbol.radius, symbol.rise
        elif seat[at]:
            seats.add((x, y))
        also = tuple((other.x, other.y, other.radius) for other in own[1:] if not other.rise)
        name = str(land.obce["nazev"].iloc[at])
        style = _style(people[at], naming.sizes, at_seat=bool(seat[at]))
        wanted.append(Wanted(name, x, y, style, radius, bool(must[at]), rise, also))
    return wanted, seats


def _is_seat(land: Land) -> NDArray[np.bool_]:
    """Tell which obec is the seat of its ORP: the one that it is named after."""
    own = land.obce["kod_orp"].map(land.orp_names)
    return (own == land.obce["nazev"]).to_numpy(dtype=bool)


def _style(people: float, sizes: Sizes, *, at_seat: bool) -> Style:
    """Give the look of a name."""
    if at_seat:
        return Style(sizes.seat, bold=True)
    size, bold = next((size, bold) for least, size, bold in sizes.steps if people >= least)
    return Style(size, bold=bold)


def _own_symbols(symbols: Sequence[Symbol], kod: str, place: NDArray[np.float64]) -> list[Symbol]:
    """Give the symbols that stand for an obec, the nearest first: those near its point."""
    near = [
        (float(np.hypot(s.x - place[0], s.y - place[1])), s) for s in symbols if s.kod_obec == kod
    ]
    return [s for away, s in sorted(near) if away < s.radius + _SAME_PLACE]


def _hiding(symbols: Sequence[Symbol], x: float, y: float, radius: float) -> Symbol | None:
    """Give the symbol that would lie on the dot of an obec."""
    return next(
        (
            s
            for s in symbols
            if abs(s.x - x) < s.radius + radius
            and np.hypot(s.x - x, s.y - y) < max(s.radius, s.rise) + radius + _APART
        ),
        None,
    )


def _crossings(ground: Ground) -> list[Crossing]:
    """Give the lines that names should not lie on."""
    main = [lines for rank, lines in ground.roads_inside.items() if rank <= 1]
    roads = shapely.union_all(np.concatenate(main)) if main else shapely.LineString()
    lines = [
        Crossing(shapely.union_all([ground.orp_lines, ground.outline]), _ON_ORP),
        Crossing(roads, _ON_ROAD),
        Crossing(ground.obec_lines, _ON_OBEC),
    ]
    for crossing in lines:
        shapely.prepare(crossing.lines)
    return lines


def _draw_dots(canvas: Canvas, points: NDArray[np.float64], *, at_seat: bool) -> None:
    """Draw the points of obce: a ring, and a dot within it for a seat."""
    ink = PRINT.ui["ink"]
    radius = _SEAT if at_seat else _DOT
    canvas.area(circles(points, radius), "#FFFFFF", edge=ink, line=0.8, name="seats")
    if at_seat:
        canvas.area(circles(points, 0.45), ink)


def _areas(land: Land, ground: Ground, occupied: Occupied, own: NDArray[np.bool_]) -> list[Placed]:
    """Name the areas around, and those of the plan where nobody lives."""
    frame = ground.frame
    least = _NAMED_FROM * frame.width * frame.height
    kraje = {kraj.code: kraj.name for kraj in codelists.kraje()}
    quiet = Style(6.8, colour=_CONTEXT)
    placed = []
    for code, area in ground.around.items():
        for part in shapely.get_parts(area):
            if part.area < least:
                continue
            if code in land.orp_names:
                lines = [f"ORP {land.orp_names[code]}"]
            elif code:
                lines = [spaced(word) for word in _broken(kraje.get(code, ""))]
            else:
                middle = shapely.point_on_surface(part)
                lines = [spaced(_country(ground, middle))] if _has_neighbours(land) else []
            clear = shapely.buffer(part, -1.0)
            placed += place_in_area(lines, quiet, clear, occupied) if lines else []
    return placed + _military(land, ground, occupied, own)


def _broken(name: str) -> list[str]:
    """Give the name of a kraj in one line, a long one in two."""
    long = 14
    return name.rsplit(" ", 1) if len(name) > long else [name]


def _country(ground: Ground, place: shapely.Geometry) -> str:
    """Name the country of a place on the sheet."""
    frame = ground.frame
    west, _, _, north = frame.land
    x, y = shapely.get_coordinates(place)[0].tolist()
    lon, lat = to_degrees(west + frame.metres(x - frame.x), north - frame.metres(y - frame.y))
    return country_beyond(float(lon), float(lat))


def _has_neighbours(land: Land) -> bool:
    """Tell whether real obce around the plan are known, so that what is left is abroad."""
    codes = {kraj.code for kraj in codelists.kraje() if kraj.mark == "model"}
    return not land.own.all() and not codes & set(land.obce["kod_kraj"])


def _military(
    land: Land, ground: Ground, occupied: Occupied, own: NDArray[np.bool_]
) -> list[Placed]:
    """Name the military areas of the plan."""
    military = (land.obce["kind"] == "vojensky_ujezd").to_numpy() & own
    italic = Style(6.4, italic=True, colour=PRINT.ui["ink-2"])
    placed = []
    for at in np.flatnonzero(military[land.own]):
        lines = ["vojenský újezd", str(land.obce["nazev"].iloc[at])]
        placed += place_in_area(lines, italic, ground.shapes[at], occupied)
    return placed
