"""Islands: small parts of the network from which no way leads on, or to which none leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.reach.network import Edges

#: A part shorter than this share of the longest one is an island.
ISLAND_SHARE = 0.05


class Islands(NamedTuple):
    """What points are kept from.

    Parameters
    ----------
    edges
        Numbers of the edges that points could join were they no island.
    metres
        Their length together.
    parts
        Number of islands.
    """

    edges: NDArray[np.int64]
    metres: float
    parts: int


def without_islands(edges: Edges) -> tuple[Edges, Islands]:
    """Keep points from joining islands; ways still lead over them.

    A part is a set of nodes that can all be reached from one another (strongly connected). An
    edge that leads from one part into another, such as the end of a one-way road at the edge of
    the data, is in none: who joined it could not return.

    Parameters
    ----------
    edges
        The network.

    Returns
    -------
    The network with the edges of islands not usable, and what they are.
    """
    if not len(edges.start):
        return edges, Islands(np.zeros(0, np.int64), 0.0, 0)
    ahead, back = np.isfinite(edges.forward), np.isfinite(edges.backward)
    rows = np.concatenate([edges.start[ahead], edges.end[back]])
    columns = np.concatenate([edges.end[ahead], edges.start[back]])
    links = coo_array((np.ones(len(rows)), (rows, columns)), shape=(edges.nodes, edges.nodes))
    _, part = connected_components(links.tocsr(), connection="strong")
    within = part[edges.start] == part[edges.end]
    metres = shapely.length(edges.lines)
    of_part = np.bincount(part[edges.start[within]], metres[within], minlength=edges.nodes)
    small = of_part < ISLAND_SHARE * of_part.max()
    island = np.flatnonzero(edges.usable & (~within | small[part[edges.start]]))
    usable = edges.usable.copy()
    usable[island] = False
    parts = len(np.unique(part[edges.start[island][within[island]]]))
    return edges._replace(usable=usable), Islands(island, float(metres[island].sum()), parts)
