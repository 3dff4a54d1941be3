"""A mesh of triangles over an area: a regular one, cut at the boundary, with places put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Triangles = NDArray[np.int64]

#: Where a side is cut, and where a place may stand in a triangle: no nearer to a corner or a side
#: than this share, so that no triangle is flat.
NEAREST_SHARE = 1e-3
#: Height of a triangle of sides 1.
_HEIGHT = np.sqrt(3) / 2
_CORNERS = np.arange(3)
#: The middle of a triangle is no further from any place in it than so many of its longest sides.
_REACH = 0.67


class Mesh(NamedTuple):
    """Triangles that cover an area.

    Parameters
    ----------
    points
        Corners in EPSG:5514 (n × 2).
    triangles
        Numbers of the corners of each, counterclockwise (m × 3).
    """

    points: Points
    triangles: Triangles


def mesh_of(area: shapely.Geometry, spacing: float) -> Mesh:
    """Cover an area by equal triangles and cut them at its boundary.

    Parameters
    ----------
    area
        A polygon, or several, in EPSG:5514.
    spacing
        Side of the triangles in metres.

    Returns
    -------
    The mesh. Its border follows the boundary between the sides that it crosses: what is narrower
    than a triangle may be lost.
    """
    points, triangles = _lattice(shapely.bounds(area), spacing)
    shapely.prepare(area)
    inside = shapely.contains_xy(area, points)
    some = inside[triangles]
    touched = triangles[some.any(axis=1)]
    crossed = np.unique(triangles[some.any(axis=1) & ~some.all(axis=1)])
    metres = np.zeros(len(points))
    metres[crossed] = shapely.distance(shapely.boundary(area), shapely.points(points[crossed]))
    return _cut(Mesh(points, touched), inside, metres)


def with_places(mesh: Mesh, places: Points) -> Mesh:
    """Make places corners of the mesh, so that it is exact there.

    Parameters
    ----------
    mesh
        The mesh.
    places
        Coordinates in EPSG:5514 (k × 2).

    Returns
    -------
    The mesh with a corner for every different place, the new ones behind the old. A place on a
    side or a corner stands a thousandth of the triangle beside it; one outside is left out.
    """
    points, triangles = mesh
    left = np.unique(places, axis=0)
    near = _near(mesh, left)
    # Only triangles in which there are places are looked at again.
    still, done = triangles[near], [triangles[~near]]
    while len(left) and len(still):
        shapes = shapely.polygons(points[still[:, [0, 1, 2, 0]]])
        tree = shapely.STRtree(np.asarray(shapely.points(left), object))
        triangle, place = tree.query(shapes, predicate="intersects")
        _, first = np.unique(place, return_index=True)
        place, triangle = place[first], triangle[first]
        # Of several places in one triangle the middle one parts it best.
        order = np.lexsort((place, triangle))
        _, begin, count = np.unique(triangle[order], return_index=True, return_counts=True)
        chosen = order[begin + count // 2]
        parted = triangle[chosen]
        fresh = len(points) + np.arange(len(chosen))
        a, b, c = still[parted].T
        points = np.concatenate([points, _within(points, still[parted], left[place[chosen]])])
        done.append(np.delete(still, parted, axis=0))
        still = np.concatenate(
            [np.column_stack(corners) for corners in ((a, b, fresh), (b, c, fresh), (c, a, fresh))]
        )
        left = left[np.setdiff1d(place, place[chosen])]
    return Mesh(points, np.concatenate([*done, still]))


def _near(mesh: Mesh, places: Points) -> NDArray[np.bool_]:
    """Tell which triangles may hold places: their middle is near one."""
    if not len(places):
        return np.zeros(len(mesh.triangles), dtype=bool)
    a, b, c = (mesh.points[mesh.triangles[:, corner]] for corner in _CORNERS)
    side = np.sqrt(max(((b - a) ** 2).sum(axis=1).max(), ((c - b) ** 2).sum(axis=1).max()))
    away, _ = KDTree(places).query((a + b + c) / 3, distance_upper_bound=side * _REACH)
    return np.isfinite(away)


def _lattice(bounds: NDArray[np.float64], spacing: float) -> tuple[Points, Triangles]:
    """Give a lattice of equilateral triangles over a box and a little more."""
    west, south, east, north = bounds
    columns = int((east - west) / spacing) + 5
    rows = int((north - south) / (spacing * _HEIGHT)) + 5
    column, row = np.meshgrid(np.arange(columns), np.arange(rows))
    x = west + (column - 2 + row % 2 / 2) * spacing
    y = south + (row - 2) * spacing * _HEIGHT
    number = row * columns + column
    here, right = number[:-1, :-1], number[:-1, 1:]
    above, beyond = number[1:, :-1], number[1:, 1:]
    # Odd rows are moved to the right by a half: the short diagonal changes with every row.
    even = (row[:-1, :-1] % 2 == 0)[..., None]
    lower = np.where(even, _stacked(here, right, above), _stacked(here, right, beyond))
    upper = np.where(even, _stacked(right, beyond, above), _stacked(here, beyond, above))
    triangles = np.concatenate([lower.reshape(-1, 3), upper.reshape(-1, 3)])
    return np.column_stack([x.ravel(), y.ravel()]), triangles


def _stacked(*corners: NDArray[np.int64]) -> Triangles:
    """Give the corners beside one another."""
    return np.stack(corners, axis=-1)


def _cut(mesh: Mesh, inside: NDArray[np.bool_], metres: NDArray[np.float64]) -> Mesh:
    """Keep of the triangles what is inside; a side is cut by the distances of its ends."""
    points, triangles = mesh
    count = inside[triangles].sum(axis=1)
    one, two = (rotated(triangles, inside, count, number) for number in (1, 2))
    cut_sides = np.concatenate([one[:, [0, 1]], one[:, [0, 2]], two[:, [0, 1]], two[:, [0, 2]]])
    ends, place = np.unique(np.sort(cut_sides, axis=1), axis=0, return_inverse=True)
    low, high = ends.T
    share = metres[low] / (metres[low] + metres[high]).clip(1e-9)
    share = share.clip(NEAREST_SHARE, 1 - NEAREST_SHARE)[:, None]
    fresh = len(points) + place.reshape(-1)
    right, left, ahead, back = np.split(fresh, np.cumsum([len(one), len(one), len(two)]))
    kept = np.concatenate(
        [
            triangles[count == len(_CORNERS)],
            np.column_stack([one[:, 0], right, left]),
            np.column_stack([ahead, two[:, 1], two[:, 2]]),
            np.column_stack([ahead, two[:, 2], back]),
        ]
    )
    whole = np.concatenate([points, points[low] + share * (points[high] - points[low])])
    used, number = np.unique(kept, return_inverse=True)
    return Mesh(whole[used], number.reshape(-1, 3))


def rotated(
    rows: NDArray[np.int64], flags: NDArray[np.bool_], count: NDArray[np.int64], number: int
) -> Triangles:
    """Give the triangles of which so many corners are flagged, the lonely corner first.

    Parameters
    ----------
    rows
        Corners of the triangles (m × 3).
    flags
        A flag for each point.
    count
        How many corners of each triangle are flagged.
    number
        1 or 2: which triangles are wanted.

    Returns
    -------
    Their corners, turned so that the first is the only one that is flagged, or that is not.
    """
    some = rows[count == number]
    turn = (flags[some] == (number == 1)).argmax(axis=1)
    return np.take_along_axis(some, (turn[:, None] + _CORNERS) % 3, axis=1)


def _within(points: Points, triangles: Triangles, places: Points) -> Points:
    """Move places off the sides of their triangles."""
    a, b, c = (points[triangles[:, corner]] for corner in _CORNERS)
    whole = _cross(b - a, c - a)
    shares = np.column_stack([_cross(b - places, c - places), _cross(c - places, a - places)])
    shares = shares / whole[:, None]
    shares = np.column_stack([shares, 1 - shares.sum(axis=1)]).clip(NEAREST_SHARE)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares[:, [0]] * a + shares[:, [1]] * b + shares[:, [2]] * c


def _cross(first: Points, second: Points) -> NDArray[np.float64]:
    """Give twice the area between vectors."""
    return first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
