"""Polygons that share edges, cut into arcs, each stored once.

A border between two obce is one arc, so the lines of ORP and kraj are the very same points as the
borders of their obce, and a page carries every border once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Longitudes and latitudes are whole numbers below this, so that a pair fits one number.
_SHIFT = 2**31


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs and the rings of each polygon made of them.

    Attributes
    ----------
    arcs
        Whole-number coordinates (n × 2) of each arc, in order and direction of first use.
    polygons
        For each polygon its rings, for each ring its arcs in order; `~i` is arc i backwards.
    """

    arcs: list[NDArray[np.int64]]
    polygons: list[list[list[int]]]


def cut(geometry: Sequence[shapely.Geometry] | NDArray[np.object_]) -> Topology:
    """Cut polygons with whole-number coordinates into shared arcs.

    Parameters
    ----------
    geometry
        Polygons or multipolygons whose vertices coincide along shared edges; coordinates are
        whole numbers from 0. Rings that shrank to a line are left out.

    Returns
    -------
    Topology
        As many polygons as were given, in their order.
    """
    rings, owner = _rings(np.asarray(geometry, dtype=object))
    keys = [ring[:, 0] * _SHIFT + ring[:, 1] for ring in rings]
    joined = np.concatenate(keys) if keys else np.empty(0, dtype=np.int64)
    unique, inverse = np.unique(joined, return_inverse=True)
    ids = np.split(inverse, np.cumsum([len(key) for key in keys])[:-1]) if keys else []
    junction = _junctions(ids, len(unique))
    known: dict[bytes, tuple[int, bool]] = {}
    arcs: list[NDArray[np.int64]] = []
    polygons: list[list[list[int]]] = [[] for _ in range(len(geometry))]
    for ring, polygon in zip(ids, owner, strict=True):
        references = []
        for arc in _split(ring, junction):
            forward = _is_canonical(arc)
            key = (arc if forward else arc[::-1]).tobytes()
            index, stored_forward = known.setdefault(key, (len(arcs), forward))
            if index == len(arcs):
                arcs.append(arc)
            references.append(index if forward == stored_forward else ~index)
        polygons[polygon].append(references)
    points = np.column_stack([unique // _SHIFT, unique % _SHIFT]).astype(np.int64)
    return Topology([points[arc] for arc in arcs], polygons)


def _rings(geometry: NDArray[np.object_]) -> tuple[list[NDArray[np.int64]], list[int]]:
    """Give the rings without their closing point and without repeated points."""
    parts, part_owner = shapely.get_parts(geometry, return_index=True)
    lines, line_part = shapely.get_rings(parts, return_index=True)
    rings, owner = [], []
    for line, polygon in zip(lines, part_owner[line_part], strict=True):
        points = np.rint(shapely.get_coordinates(line)).astype(np.int64)
        kept = points[:-1][np.any(points[:-1] != points[1:], axis=1)]
        x, y = kept[:, 0], kept[:, 1]
        if np.dot(x, np.roll(y, -1)) != np.dot(y, np.roll(x, -1)):  # it has an area
            rings.append(kept)
            owner.append(int(polygon))
    return rings, owner


def _junctions(rings: list[NDArray[np.int64]], points: int) -> NDArray[np.bool_]:
    """Tell which points more (or fewer) than two edges meet at: there arcs end."""
    if not rings:
        return np.zeros(points, dtype=bool)
    start = np.concatenate(rings)
    end = np.concatenate([np.roll(ring, -1) for ring in rings])
    low, high = np.minimum(start, end), np.maximum(start, end)
    edges = np.unique(low * points + high)
    degree = np.bincount(edges // points, minlength=points)
    degree += np.bincount(edges % points, minlength=points)
    found: NDArray[np.bool_] = degree != 2  # noqa: PLR2004 -- a point along an arc has two edges
    return found


def _split(ring: NDArray[np.int64], junction: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Split a ring at its junctions; one without junctions starts at its lowest point."""
    at = np.flatnonzero(junction[ring])
    first = int(at[0]) if at.size else int(np.argmin(ring))
    turned = np.roll(ring, -first)
    closed = np.append(turned, turned[0])
    ends = np.append(at - first, len(ring)) if at.size else np.array([0, len(ring)])
    return [closed[ends[i] : ends[i + 1] + 1] for i in range(len(ends) - 1)]


def _is_canonical(arc: NDArray[np.int64]) -> bool:
    """Tell whether an arc runs in the direction under which it is known."""
    if arc[0] != arc[-1]:
        return bool(arc[0] < arc[-1])
    return bool(arc[1] <= arc[-2])
