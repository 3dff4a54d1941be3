"""Directed networks made by hand: at 60 km/h a kilometre takes a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.joints import join, split
from gis_sluzby.reach.network import edges_of
from tests.reach.made import EVERYWHERE, KMH, metres, roads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

    from gis_sluzby.reach.network import Edges
    from tests.reach.made import Segment, Xy


def network(segments: Iterable[Segment], **columns: Sequence[Any]) -> Edges:
    """Give the edges of segments with more columns; nothing joins a dálnice."""
    return edges_of(frame(segments, **columns), KMH, ["dálnice"], EVERYWHERE, 0.0)


def frame(segments: Iterable[Segment], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """Make roads with more columns."""
    return roads(segments).assign(**{name: list(values) for name, values in columns.items()})


def ways(edges: Edges, *places: Xy) -> list[list[float]]:
    """Give the minutes between places along the network, from row to column, without legs."""
    points = np.array([shapely.Point(metres(xy)) for xy in places])
    matrix, nodes = split(edges, join(edges, points))
    found = dijkstra(matrix, indices=nodes)[:, nodes]
    return [[round(took, 6) for took in row] for row in found.tolist()]
