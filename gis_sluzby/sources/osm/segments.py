"""Ways of OpenStreetMap split to segments of a network where they share a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK, to_krovak
from gis_sluzby.sources.osm.file import Way

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.sources.osm.file import Ways

_METRES_PER_KM = 1000.0
_MINUTES_PER_HOUR = 60.0
#: Bits of an id that number an end within its way: a way has at most 2,000 nodes of two sides each.
_END_BITS = 12


def segments_of(ways: Ways) -> gpd.GeoDataFrame:
    """Split ways at the nodes that they share, and where a barrier stops.

    Parameters
    ----------
    ways
        Ways and their nodes.

    Returns
    -------
    way (id), trida, oneway, maxspeed, kmh (of ferries whose duration is known), joins, start_node,
    end_node (ids; those of a barrier are negative and met by nothing else) and LineStrings in
    EPSG:5514 that lead the way round that their way does.
    """
    way = np.repeat(np.arange(len(ways.ways)), ways.size)
    place = np.arange(len(way)) - np.repeat(np.cumsum(ways.size) - ways.size, ways.size)
    # A node twice in a row is there once.
    again = np.zeros(len(way), bool)
    again[1:] = (ways.node[1:] == ways.node[:-1]) & (way[1:] == way[:-1])
    way, place, node = way[~again], place[~again], ways.node[~again]
    xy = np.column_stack(to_krovak(*ways.degrees[~again].T))
    _, number, count = np.unique(node, return_inverse=True, return_counts=True)
    stopped = np.isin(node, np.fromiter(ways.stops, np.int64, len(ways.stops)))
    turn = way[1:] != way[:-1]
    edge = np.append(True, turn) | np.append(turn, True)
    cuts = np.flatnonzero(edge | (count[number] > 1) | stopped)
    same = way[cuts[1:]] == way[cuts[:-1]]
    first, last = cuts[:-1][same], cuts[1:][same]
    lines = _lines(xy, first, last)
    facts = pd.DataFrame(ways.ways, columns=Way._fields).iloc[way[first]].reset_index(drop=True)
    # An end at a barrier is its own: nothing leads past it.
    own = np.array([w.id for w in ways.ways], np.int64)[way] << _END_BITS
    return gpd.GeoDataFrame(
        {
            "way": facts["id"],
            "trida": facts["trida"],
            "oneway": facts["oneway"],
            "maxspeed": facts["maxspeed"],
            "kmh": _ferry_kmh(lines, way[first], facts["duration"].to_numpy(float)),
            "joins": facts["joins"],
            "start_node": np.where(stopped, -(own + 2 * place), node)[first],
            "end_node": np.where(stopped, -(own + 2 * place + 1), node)[last],
        },
        geometry=lines,
        crs=KROVAK,
    )


def _lines(
    xy: NDArray[np.float64], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Make lines of coordinates from first to last, both included."""
    size = last - first + 1
    line = np.repeat(np.arange(len(first)), size)
    vertex = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + first[line]
    return shapely.linestrings(xy[vertex], indices=line)


def _ferry_kmh(
    lines: NDArray[np.object_], way: NDArray[np.int64], minutes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the speed at which a way, by all its segments, takes its duration."""
    metres = np.bincount(way, shapely.length(lines))[way] if len(way) else np.array([])
    return metres / _METRES_PER_KM / (minutes / _MINUTES_PER_HOUR)
