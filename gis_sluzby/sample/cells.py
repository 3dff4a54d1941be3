"""Where the obce of the sample region lie: cells of a Voronoi diagram with jagged borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import Voronoi

from gis_sluzby.sample.seeds import random

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Centre of the region in EPSG:5514 (metres); the land there is only borrowed.
CENTRE = (-705_000.0, -1_105_000.0)
_SPACING = 6_000.0
_JITTER = 0.36
#: Half-axes of the kraj (metres), and how much farther the neighbouring kraj reaches.
HALF_AXES = (37_500.0, 28_850.0)
_NEIGHBOUR_REACH = 1.24
#: The neighbour lies to the east and south, elsewhere the mapped land ends as at a state border.
_NEIGHBOUR_ANGLES = (-130.0, 30.0)
#: The military area takes the cells nearest to this place (share of the half-axes).
_MILITARY_PLACE = (-0.62, 0.62)
_MILITARY_CELLS = 4
#: A border piece is halved until it is shorter than this (metres).
_PIECE = 300.0
_GRID = 0.1


@dataclass(frozen=True)
class Cells:
    """The cells of the region, one an obec.

    Parameters
    ----------
    seeds
        Coordinates of the middles in EPSG:5514 (metres), n × 2.
    polygons
        Borders, a valid coverage.
    own
        Whether the cell belongs to the kraj (else to its neighbour).
    military
        Whether it is the military area.
    neighbours
        Pairs of cells that share a border, each once, m × 2.
    """

    seeds: NDArray[np.float64]
    polygons: NDArray[np.object_]
    own: NDArray[np.bool_]
    military: NDArray[np.bool_]
    neighbours: NDArray[np.int64]


def make_cells() -> Cells:
    """Lay out the cells of the kraj and of its neighbour.

    Returns
    -------
    Cells
        Numbered from north to south.
    """
    points = _points()
    measure, angle = _place(points)
    own = measure < 1
    low, high = _NEIGHBOUR_ANGLES
    used = own | ((measure < _NEIGHBOUR_REACH) & (angle > low) & (angle < high))
    group = _groups(points, own)
    polygons, pairs = _coverage(points, group, used)
    kept = np.flatnonzero(used & (group == np.arange(len(points))))
    order = kept[np.lexsort((points[kept, 0], -points[kept, 1]))]
    number = np.full(len(points), -1)
    number[order] = np.arange(len(order))
    size = np.bincount(group, minlength=len(points))
    return Cells(
        seeds=points[order],
        polygons=np.array([polygons[cell] for cell in order]),
        own=own[order],
        military=size[order] > 1,
        neighbours=np.sort(number[pairs], axis=1),
    )


def _points() -> NDArray[np.float64]:
    """Give a jittered hexagonal grid of points, wider than the region."""
    rng = random("cells")
    rows = np.arange(-14, 15)
    columns = np.arange(-16, 17)
    x, y = np.meshgrid(columns * _SPACING, rows * _SPACING * np.sqrt(3) / 2)
    x = x + np.where(np.arange(len(rows)) % 2, _SPACING / 2, 0.0)[:, None]
    grid = np.column_stack([x.ravel(), y.ravel()])
    return np.round(
        grid + rng.uniform(-_JITTER, _JITTER, grid.shape) * _SPACING + np.array(CENTRE), 1
    )


def _place(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give how far out each point lies (1 = edge of the kraj) and at which angle in degrees."""
    x, y = ((points - np.array(CENTRE)) / np.array(HALF_AXES)).T
    angle = np.arctan2(y, x)
    edge = 1 + 0.10 * np.sin(2 * angle + 0.8) + 0.07 * np.sin(3 * angle - 1.1)
    return np.hypot(x, y) / edge, np.degrees(angle)


def _groups(points: NDArray[np.float64], own: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give for each cell the cell that it becomes a part of: itself, or the military area."""
    place = np.array(CENTRE) + np.array(_MILITARY_PLACE) * np.array(HALF_AXES)
    distance = np.where(own, np.hypot(*(points - place).T), np.inf)
    nearest = np.argsort(distance, kind="stable")[:_MILITARY_CELLS]
    group = np.arange(len(points))
    group[nearest] = nearest[0]
    return group


def _coverage(
    points: NDArray[np.float64], group: NDArray[np.int64], used: NDArray[np.bool_]
) -> tuple[dict[int, shapely.Polygon], NDArray[np.int64]]:
    """Build the polygons from shared jagged borders; give also the pairs of neighbours."""
    rng = random("borders")
    diagram = Voronoi(points)
    lines: list[shapely.LineString] = []
    pairs: set[tuple[int, int]] = set()
    for (one, other), ends in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if not (used[one] or used[other]) or group[one] == group[other]:
            continue
        kite = diagram.vertices[ends], points[[one, other]]
        lines.append(_jagged_border(*kite, rng))
        if used[one] and used[other]:
            low, high = sorted((int(group[one]), int(group[other])))
            pairs.add((low, high))
    faces = shapely.get_parts(shapely.polygonize(lines))
    tree = shapely.STRtree(faces)
    cells = np.flatnonzero(used & (group == np.arange(len(points))))
    cell, face = tree.query(shapely.points(points[cells]), predicate="within")
    polygons = {int(cells[c]): faces[f] for c, f in zip(cell, face, strict=True)}
    return polygons, np.array(sorted(pairs))


def _jagged_border(
    ends: NDArray[np.float64], middles: NDArray[np.float64], rng: np.random.Generator
) -> shapely.LineString:
    """Draw a border between two middles by midpoint displacement.

    The line stays within the kite of its ends and the two middles drawn in towards it. The kites
    of a Voronoi diagram do not overlap, so no two borders ever cross.
    """
    line_middle = ends.mean(axis=0)
    inner = line_middle + 0.7 * (middles - line_middle)
    kite = shapely.Polygon([ends[0], inner[0], ends[1], inner[1]])
    levels = max(1, int(np.ceil(np.log2(np.hypot(*(ends[1] - ends[0])) / _PIECE))))
    shifts = [rng.uniform(-1, 1, 2**level) for level in range(levels)]
    for roughness in (0.26, 0.18, 0.12, 0.07, 0.03, 0.0):
        line = shapely.LineString(displaced(ends, shifts, roughness))
        if line.is_simple and kite.buffer(_GRID).contains(line):
            break
    return line


def displaced(
    ends: NDArray[np.float64], shifts: list[NDArray[np.float64]], roughness: float
) -> NDArray[np.float64]:
    """Break a straight line into a jagged one.

    Parameters
    ----------
    ends
        The two ends, 2 × 2, or also the bends between them.
    shifts
        For each halving the shift of every new point, between −1 and 1.
    roughness
        Shift of 1 as a share of the length of the piece that is halved.

    Returns
    -------
    numpy.ndarray
        Points of the line, rounded to the grid.
    """
    line = ends
    for shift in shifts:
        step = np.diff(line, axis=0)
        across = np.column_stack([-step[:, 1], step[:, 0]])
        middles = line[:-1] + step / 2 + across * shift[:, None] * roughness
        woven = np.empty((2 * len(line) - 1, 2))
        woven[::2] = line
        woven[1::2] = middles
        line = woven
    return np.round(line, 1)
