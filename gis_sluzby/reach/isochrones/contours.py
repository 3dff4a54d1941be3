"""Areas between levels of a field that is linear on each triangle of a mesh.

Marching triangles: a side whose ends lie on two sides of a level is crossed once, at a point that
both bands share to the last bit, so the bands of all levels are a valid coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from gis_sluzby.reach.isochrones.mesh import NEAREST_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gis_sluzby.reach.isochrones.mesh import Mesh

    Numbers = NDArray[np.int64]
    Links = tuple[Numbers, Numbers]

#: What cannot be reached counts as so many times the highest level.
_UNREACHED = 2.0
#: All levels cross a leap within this share of its side, around the middle.
_LEAP = 0.1
_NOTHING = np.empty(0, np.int64)


class Sides(NamedTuple):
    """Sides of the triangles of a mesh.

    Parameters
    ----------
    ends
        The two corners of each side, the lower number first (s × 2).
    corners
        The triangles of the mesh, a row for the first corners, and so on (3 × m).
    of_triangles
        Sides of each triangle; the first leads from its first corner to the second (m × 3).
    border
        Sides of one triangle only: corner, next corner (counterclockwise), side (b × 3).
    first_crossing
        Number of points: corners have lower keys, the place where a level crosses a side that
        number, and the level's times the number of sides, and the side's.
    """

    ends: Numbers
    corners: Numbers
    of_triangles: Numbers
    border: Numbers
    first_crossing: int


def sides_of(mesh: Mesh) -> Sides:
    """Give the sides of a mesh.

    Parameters
    ----------
    mesh
        The mesh.

    Returns
    -------
    The sides.
    """
    start = mesh.triangles
    end = np.roll(start, -1, axis=1)
    size = len(mesh.points)
    names = np.minimum(start, end) * size + np.maximum(start, end)
    unique, number, count = np.unique(names, return_inverse=True, return_counts=True)
    number = number.reshape(-1, 3)
    outer = count[number] == 1
    border = np.column_stack([start[outer], end[outer], number[outer]])
    ends = np.column_stack(np.divmod(unique, size))
    return Sides(ends, np.ascontiguousarray(start.T), number, border, size)


def bands(
    mesh: Mesh,
    sides: Sides,
    values: NDArray[np.float64],
    levels: Sequence[float],
    step: float = np.inf,
) -> NDArray[np.object_]:
    """Give the areas between levels.

    Parameters
    ----------
    mesh
        The mesh.
    sides
        Its sides.
    values
        Value at each point of the mesh; infinite where there is none.
    levels
        Upper edges, ascending; the edge belongs to its band.
    step
        Where the ends of a side differ by more, the field is no slope but leaps somewhere between
        them: levels cross such a side in its middle.

    Returns
    -------
    A MultiPolygon for each level, empty where nothing lies between it and the one below.
    """
    edges = np.asarray(levels, float)
    known = np.where(np.isfinite(values), values, _UNREACHED * edges[-1])
    classes = np.searchsorted(edges, known, side="left")
    of_corners = classes.astype(np.int8)[sides.corners]
    # Levels pass only through triangles whose corners differ: one in ten.
    mixed = np.flatnonzero((of_corners[1:] != of_corners[0]).any(axis=0))
    of_corners, of_sides = of_corners[:, mixed].T, sides.of_triangles[mixed]
    found = []
    below: Links = (_NOTHING, _NOTHING)
    for number in range(len(edges)):
        above = _contour(sides, of_corners, of_sides, number)
        around = _along_border(sides, classes, number)
        start, end = (np.concatenate(keys) for keys in zip(above, below[::-1], around, strict=True))
        way, lengths = _rings(start, end)
        crossed = way >= sides.first_crossing
        places = np.empty((len(way), 2))
        places[~crossed] = mesh.points[way[~crossed]]
        level, side = np.divmod(way[crossed] - sides.first_crossing, len(sides.ends))
        places[crossed] = _between(mesh.points, known, sides.ends[side], edges[level], step)
        found.append(_polygons(places, lengths))
        below = above
    return np.array(found, object)


def _contour(sides: Sides, of_corners: NDArray[np.int8], of_sides: Numbers, level: int) -> Links:
    """Give the lines at a level through the triangles, what is below it on their left."""
    below = of_corners <= level
    count = below.sum(axis=1)
    starts, ends = [], []
    for number in (1, 2):
        some = count == number
        turn = (below[some] == (number == 1)).argmax(axis=1)
        ahead = np.take_along_axis(of_sides[some], turn[:, None], axis=1)[:, 0]
        back = np.take_along_axis(of_sides[some], (turn[:, None] + 2) % 3, axis=1)[:, 0]
        starts.append(ahead if number == 1 else back)
        ends.append(back if number == 1 else ahead)
    first = sides.first_crossing + level * len(sides.ends)
    return first + np.concatenate(starts), first + np.concatenate(ends)


def _along_border(sides: Sides, classes: Numbers, band: int) -> Links:
    """Give the parts of the mesh's border that lie in a band."""
    corner, following, side = sides.border.T
    before, after = classes[corner], classes[following]
    some = (np.minimum(before, after) <= band) & (band <= np.maximum(before, after))
    keys = []
    for point, of_point in ((corner, before), (following, after)):
        # Where the other end's band is entered: over the upper edge from above, else the lower.
        level = np.where(of_point > band, band, band - 1)
        crossed = sides.first_crossing + level * len(sides.ends) + side
        keys.append(np.where(of_point == band, point, crossed)[some])
    return keys[0], keys[1]


def _rings(start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Chain links into rings: the keys in order, ring by ring, and the length of each ring."""
    order = np.argsort(start)
    keys = start[order]
    following = np.searchsorted(keys, end[order]).tolist()
    left = [True] * len(keys)
    way: list[int] = []
    lengths: list[int] = []
    for first in range(len(keys)):
        if left[first]:
            before, here = len(way), first
            while left[here]:
                left[here] = False
                way.append(here)
                here = following[here]
            lengths.append(len(way) - before)
    return keys[way], np.array(lengths, np.int64)


def _between(
    points: NDArray[np.float64],
    values: NDArray[np.float64],
    ends: Numbers,
    levels: NDArray[np.float64],
    step: float,
) -> NDArray[np.float64]:
    """Give the coordinates at which levels cross sides."""
    low, high = ends.T
    rise = values[high] - values[low]
    share = (levels - values[low]) / rise
    share = np.where(np.abs(rise) > step, 0.5 + _LEAP * (share - 0.5), share)
    share = share.clip(NEAREST_SHARE, 1 - NEAREST_SHARE)[:, None]
    return points[low] + share * (points[high] - points[low])


def _polygons(places: NDArray[np.float64], lengths: Numbers) -> shapely.MultiPolygon:
    """Give the polygons of rings; those counterclockwise are shells, the others holes."""
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    rings = np.asarray(shapely.linearrings(places, indices=numbers), object)
    outer = shapely.is_ccw(rings)
    shells, holes = np.asarray(shapely.polygons(rings[outer]), object), rings[~outer]
    hole, shell = shapely.STRtree(shells).query(shapely.get_point(holes, 0), predicate="within")
    # A shell may lie in a hole of another one: a hole belongs to the smallest shell around it.
    order = np.lexsort((shapely.area(shells[shell]), hole))
    hole, first = np.unique(hole[order], return_index=True)
    shell = shell[order][first]
    for number in np.unique(shell).tolist():
        own = holes[hole[shell == number]]
        shells[number] = shapely.polygons(rings[outer][number], own)
    return shapely.MultiPolygon(shells.tolist())
