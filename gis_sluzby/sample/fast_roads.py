"""The motorway and the expressway of the sample region, with their junctions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.interpolate import make_interp_spline
from shapely import ops

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOTORWAY, EXPRESSWAY = "dálnice", "rychlostní silnice"
#: Bends from west to east, metres from the capital.
_MOTORWAY_BENDS = (
    (-36_000, -17_000),
    (-20_000, -7_000),
    (-3_500, -3_500),
    (16_000, -7_500),
    (44_000, 600),
)
#: The expressway leaves the motorway where it first crosses it.
_EXPRESSWAY_BENDS = ((2_500, -6_300), (4_600, 1_700), (14_000, 10_000), (24_000, 11_000))
#: Class and line of a road.
Road = tuple[str, shapely.LineString]
_STEP = 400.0
#: Junctions are at least this far apart (metres).
_JUNCTION_GAP = 5_500.0
_JOINED = ("silnice I. třídy", "silnice II. třídy")


def with_fast_roads(roads: list[Road], capital: NDArray[np.float64]) -> list[Road]:
    """Add the motorway and the expressway, joined to the main roads at junctions only.

    Elsewhere they cross other roads on bridges: the lines cross without a common end.

    Parameters
    ----------
    roads
        Class and line of the other roads.
    capital
        Coordinates of the capital (metres).

    Returns
    -------
    list
        All roads; those that meet at a junction are split there.
    """
    motorway = _curve(_MOTORWAY_BENDS, capital)
    express = _curve(_EXPRESSWAY_BENDS, capital)
    branch = _crossings(express, motorway)[0]
    roads, junctions = _join(roads, motorway)
    express = _cut(express, [branch])[-1]
    roads, exits = _join(roads, express)
    return [
        *roads,
        *((MOTORWAY, piece) for piece in _cut(motorway, [branch, *junctions])),
        *((EXPRESSWAY, piece) for piece in _cut(express, exits)[:-1]),
    ]


def _curve(
    bends: tuple[tuple[float, float], ...], origin: NDArray[np.float64]
) -> shapely.LineString:
    """Draw a smooth line through the bends."""
    points = np.array(bends, float) + origin
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    places = np.linspace(0, along[-1], int(along[-1] // _STEP) + 1)
    return shapely.LineString(np.round(make_interp_spline(along, points, k=3)(places), 1))


def _crossings(line: shapely.LineString, other: shapely.LineString) -> list[shapely.Point]:
    """Give the points at which a line crosses another, rounded to the grid."""
    parts = shapely.get_parts(shapely.intersection(line, other))
    places = shapely.get_coordinates(
        parts[shapely.get_type_id(parts) == shapely.GeometryType.POINT]
    )
    return [shapely.Point(place) for place in np.round(places, 1)]


def _join(roads: list[Road], line: shapely.LineString) -> tuple[list[Road], list[shapely.Point]]:
    """Choose junctions of a fast road with the main roads and split these there."""
    found = sorted(
        (line.project(point), number, point)
        for number, (trida, road) in enumerate(roads)
        if trida in _JOINED
        for point in _crossings(line, road)[:1]
    )
    chosen: dict[int, shapely.Point] = {}
    last = -np.inf
    for along, number, point in found:
        if along - last >= _JUNCTION_GAP:
            chosen[number] = point
            last = along
    split = [
        (trida, piece)
        for number, (trida, road) in enumerate(roads)
        for piece in (_cut(road, [chosen[number]]) if number in chosen else [road])
    ]
    return split, list(chosen.values())


def _cut(line: shapely.LineString, points: list[shapely.Point]) -> list[shapely.LineString]:
    """Split a line at points on it; the pieces end exactly there."""
    along = sorted((line.project(point), (point.x, point.y)) for point in points)
    coordinates = shapely.get_coordinates(line)
    marks = [(0.0, tuple(coordinates[0])), *along, (line.length, tuple(coordinates[-1]))]
    pieces = []
    for (low, start), (high, end) in pairwise(marks):
        between = shapely.get_coordinates(ops.substring(line, low, high))[1:-1]
        pieces.append(shapely.LineString([start, *between, end]))
    return pieces
