"""The road network: segments to directed edges with minutes.

Design section 6: segments of a line layer join where the coordinates of their ends are equal,
those of OpenStreetMap where they share a node, so that a bridge does not lead down to the road
below it. Restrictions on turns are not modelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

_METRES_PER_KM = 1000.0
_MINUTES_PER_HOUR = 60.0
#: What optional columns of roads hold where they are missing or null.
_PLAIN = {"kmh": np.nan, "maxspeed": np.nan, "oneway": 0, "joins": True}
_NODES = ("start_node", "end_node")


class Edges(NamedTuple):
    """Road segments as edges.

    Parameters
    ----------
    start, end
        Node numbers.
    forward, backward
        Minutes along the whole segment from start to end and back; infinite where it is closed.
    usable
        Whether points may join it.
    lines
        The LineStrings in EPSG:5514.
    nodes
        Number of nodes.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    usable: NDArray[np.bool_]
    lines: NDArray[np.object_]
    nodes: int


def edges_of(
    roads: gpd.GeoDataFrame,
    kmh: Mapping[str, float],
    excluded: Collection[str],
    within: shapely.Geometry,
    belt_metres: float,
) -> Edges:
    """Give the edges of the road network.

    Parameters
    ----------
    roads
        Column trida and LineStrings in EPSG:5514. It may also have kmh (speed of the segment, which
        then counts instead of that of its class), maxspeed (km/h that the speed is held under),
        oneway (1 along the line, −1 against it, 0 both ways), joins (whether points may join) and
        start_node, end_node (ids of the ends; 0 where only their coordinates are known).
    kmh
        Speed by class. Segments of other classes are closed and left out.
    excluded
        Classes that points may not join.
    within
        The plan's area.
    belt_metres
        Segments that do not touch the area or its belt of this width are left out.

    Returns
    -------
    The edges, the quicker classes first; their minutes are the planar length in EPSG:5514 over
    the speed. The order of the roads makes no difference.
    """
    shapely.prepare(within)
    near = shapely.dwithin(within, roads.geometry.to_numpy(), belt_metres)
    kept = roads[near & roads["trida"].isin(list(kmh)).to_numpy()]
    stated, maximal, oneway, joins = (_column(kept, name) for name in _PLAIN)
    of_class = kept["trida"].map(kmh).to_numpy(float)
    speed = np.fmin(np.where(np.isnan(stated), of_class, stated), maximal)
    lines = kept.geometry.to_numpy()
    start, end, nodes = _numbered_ends(kept, lines)
    minutes = shapely.length(lines) / _METRES_PER_KM / speed * _MINUTES_PER_HOUR
    # Of equally near edges a point joins the first one: order them by what they are.
    keys = list(zip(-speed, shapely.to_wkb(lines), oneway, strict=True))
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
    return Edges(
        start=start[order],
        end=end[order],
        forward=np.where(oneway < 0, np.inf, minutes)[order],
        backward=np.where(oneway > 0, np.inf, minutes)[order],
        usable=(joins.astype(bool) & ~kept["trida"].isin(excluded).to_numpy())[order],
        lines=lines[order],
        nodes=nodes,
    )


def _column(roads: gpd.GeoDataFrame, name: str) -> NDArray[np.float64]:
    """Give an optional column as numbers."""
    if name not in roads:
        return np.full(len(roads), float(_PLAIN[name]))
    column = pd.to_numeric(roads[name]).astype(float)
    return column.fillna(float(_PLAIN[name])).to_numpy()


def _numbered_ends(
    roads: gpd.GeoDataFrame, lines: NDArray[np.object_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Give each end of a segment the number of its node: by its id, or else its coordinates."""
    ids = (
        np.concatenate([roads[name].to_numpy(np.int64) for name in _NODES])
        if set(_NODES) <= set(roads.columns)
        else np.zeros(2 * len(lines), np.int64)
    )
    number = np.empty(len(ids), np.int64)
    known, named = np.unique(ids[ids != 0], return_inverse=True)
    number[ids != 0] = named
    ends = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, i)) for i in (0, -1)])
    places, placed = np.unique(ends[ids == 0], axis=0, return_inverse=True)
    number[ids == 0] = len(known) + placed
    return number[: len(lines)], number[len(lines) :], len(known) + len(places)
