"""Minutes by road: all pairs within the horizon, and the nearest service without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.network import Edges, Joints, join, split
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Sources of one search; bounds the dense block that scipy gives.
_CHUNK = 64
_METRES_PER_KM = 1000.0
_MINUTES_PER_HOUR = 60.0


class Joined(NamedTuple):
    """Sites and demand units joined to one network.

    Parameters
    ----------
    matrix
        Minutes between nodes.
    site_ids, demand_ids
        The ids in the order of the other fields.
    site_nodes, demand_nodes
        Node of each, −1 where it is not joined.
    site_legs, demand_legs
        Minutes of the straight leg to the network.
    """

    matrix: csr_array
    site_ids: NDArray[np.object_]
    demand_ids: NDArray[np.object_]
    site_nodes: NDArray[np.int64]
    demand_nodes: NDArray[np.int64]
    site_legs: NDArray[np.float64]
    demand_legs: NDArray[np.float64]


def join_places(
    edges: Edges, sites: gpd.GeoDataFrame, demand: gpd.GeoDataFrame, leg_kmh: float
) -> Joined:
    """Join sites and demand units to the network.

    Parameters
    ----------
    edges
        The network.
    sites
        The table `sites`; a site without geometry (secret or not known) takes no part.
    demand
        The table `demand`.
    leg_kmh
        Speed of the straight leg.

    Returns
    -------
    The joined network.
    """
    located = sites[~sites.geometry.isna()]
    points = np.concatenate([located.geometry.to_numpy(), demand.geometry.to_numpy()])
    joints: Joints = join(edges, points)
    matrix, nodes = split(edges, joints)
    legs = joints.leg_metres / _METRES_PER_KM / leg_kmh * _MINUTES_PER_HOUR
    n = len(located)
    return Joined(
        matrix,
        located["site_id"].to_numpy(object),
        demand["demand_id"].to_numpy(object),
        nodes[:n],
        nodes[n:],
        legs[:n],
        legs[n:],
    )


def travel_table(joined: Joined, horizon: float, mode: str = "car") -> pd.DataFrame:
    """Give the minutes between all sites and demand units within the horizon.

    Parameters
    ----------
    joined
        The joined network.
    horizon
        Pairs that take longer are left out (minutes).
    mode
        Written into the table.

    Returns
    -------
    The table `travel`: leg, way by road, leg.
    """
    placed = np.flatnonzero(joined.site_nodes >= 0)
    start, place = np.unique(joined.site_nodes[placed], return_inverse=True)
    reachable = joined.demand_nodes >= 0
    parts = []
    for begin in range(0, len(start), _CHUNK):
        by_node = dijkstra(joined.matrix, indices=start[begin : begin + _CHUNK], limit=horizon)
        here = (place >= begin) & (place < begin + _CHUNK)
        sites = placed[here]
        road = by_node[place[here] - begin][:, joined.demand_nodes]
        minutes = joined.site_legs[sites, None] + road + joined.demand_legs[None, :]
        row, column = np.nonzero((minutes <= horizon) & reachable[None, :])
        parts.append(
            pd.DataFrame(
                {
                    "site_id": joined.site_ids[sites[row]],
                    "demand_id": joined.demand_ids[column],
                    "mode": mode,
                    "minutes": minutes[row, column],
                }
            )
        )
    return conform(pd.concat(parts), "travel") if parts else empty("travel")


def nearest_table(joined: Joined, supply: pd.DataFrame, mode: str = "car") -> pd.DataFrame:
    """Give the nearest service of every group for every demand unit, however far.

    Parameters
    ----------
    joined
        The joined network.
    supply
        druh, forma, cs, service_id, site_id: who belongs to each group.
    mode
        Written into the table.

    Returns
    -------
    The table `nearest` with rank 1; at one place the lowest service_id. A demand unit from which
    no service of a group can be reached has no row for it.
    """
    index = pd.Series(np.arange(len(joined.site_ids)), index=joined.site_ids)
    located = supply[supply["site_id"].isin(index.index)].sort_values("service_id", kind="stable")
    network = _with_sites(joined)
    parts = []
    done: dict[tuple[str, ...], pd.DataFrame] = {}
    for (druh, forma, cs), group in located.groupby(["druh", "forma", "cs"], sort=True):
        members = tuple(group["service_id"] + " " + group["site_id"])
        if members not in done:
            done[members] = _nearest_of(joined, network, group, index)
        parts.append(done[members].assign(druh=druh, forma=forma, cs=cs))
    if not parts:
        return empty("nearest")
    return conform(pd.concat(parts).assign(mode=mode, rank=1), "nearest")


def _with_sites(joined: Joined) -> csr_array:
    """Add a node for every site, from which its leg leads onto the network and nothing back."""
    size = joined.matrix.shape[0]
    placed = np.flatnonzero(joined.site_nodes >= 0)
    roads = coo_array(joined.matrix)
    total = size + len(joined.site_ids)
    return csr_array(
        (
            np.concatenate([roads.data, joined.site_legs[placed]]),
            (
                np.concatenate([roads.row, size + placed]),
                np.concatenate([roads.col, joined.site_nodes[placed]]),
            ),
        ),
        shape=(total, total),
    )


def _nearest_of(
    joined: Joined, network: csr_array, group: pd.DataFrame, index: pd.Series[int]
) -> pd.DataFrame:
    """Search once from all sites of a group."""
    size = joined.matrix.shape[0]
    # At one place, joined by the same leg, the lowest service_id stands for all.
    site = index[group["site_id"]].to_numpy()
    key = pd.DataFrame({"node": joined.site_nodes[site], "leg": joined.site_legs[site]})
    first = ~key.duplicated().to_numpy() & (joined.site_nodes[site] >= 0)
    chosen, services = site[first], group["service_id"].to_numpy(object)[first]
    if not len(chosen):
        return pd.DataFrame(columns=["demand_id", "service_id", "site_id", "minutes"])
    minutes, _, source = dijkstra(
        network, indices=size + chosen, min_only=True, return_predecessors=True
    )
    nodes = joined.demand_nodes
    total = np.where(nodes >= 0, minutes[nodes] + joined.demand_legs, np.inf)
    answered = np.flatnonzero(np.isfinite(total))
    order = np.argsort(chosen)
    which = order[np.searchsorted(chosen[order], source[nodes[answered]] - size)]
    return pd.DataFrame(
        {
            "demand_id": joined.demand_ids[answered],
            "service_id": services[which],
            "site_id": joined.site_ids[chosen[which]],
            "minutes": total[answered],
        }
    )
