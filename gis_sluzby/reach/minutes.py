"""Minutes by road: all pairs within the horizon, and the nearest service without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.network import Edges, Joints, join, split
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import geopandas as gpd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Numbers of demand units, of rows of the located supply, minutes, and the first row of the group.
Answers = tuple[
    "NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float64]", "NDArray[np.int64]"
]
#: Demand units of one search; bounds the dense block that scipy gives.
_CHUNK = 64
#: Minutes that differ by no more than the rounding of sums are equal.
_TIE = 1e-9
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


def times(
    joined: Joined, supply: pd.DataFrame, horizon: float, mode: str = "car"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the minutes of all pairs within the horizon, and the nearest service without one.

    Parameters
    ----------
    joined
        The joined network.
    supply
        druh, forma, cs, service_id, site_id: who belongs to each group.
    horizon
        Pairs that take longer are left out of `travel` (minutes).
    mode
        Written into the tables.

    Returns
    -------
    The table `travel`: leg, way by road, leg; and the table `nearest` with rank 1, of equally
    near services the lowest service_id. A demand unit from which no service of a group can be
    reached has no row for it.
    """
    located = _located(joined, supply)
    groups = _groups(located)
    pairs: list[pd.DataFrame] = []
    answers: list[Answers] = []
    for units, minutes in _blocks(joined):
        pairs.append(_within(joined, units, minutes, horizon))
        answers += [_nearest(group, units, minutes) for group in groups]
    return (
        conform(pd.concat(pairs).assign(mode=mode), "travel") if pairs else empty("travel"),
        _named(joined, located, groups, answers, mode) if answers else empty("nearest"),
    )


class _Group(NamedTuple):
    """Supply of one or more groups of druh, forma and cs that have the same members.

    Parameters
    ----------
    keys
        The groups.
    rows
        Rows of the located supply, in the order in which they win a tie.
    sites
        Where each stands: number of the site.
    """

    keys: list[tuple[Hashable, ...]]
    rows: NDArray[np.int64]
    sites: NDArray[np.int64]


def _located(joined: Joined, supply: pd.DataFrame) -> pd.DataFrame:
    """Give the supply that stands on the network, by service_id, with the number of its site."""
    numbers = pd.Series(np.arange(len(joined.site_ids)), index=joined.site_ids)
    located = supply[supply["site_id"].isin(numbers.index)]
    ordered = located.sort_values(["service_id", "site_id"], kind="stable", ignore_index=True)
    return ordered.assign(site=numbers.loc[ordered["site_id"]].to_numpy())


def _groups(located: pd.DataFrame) -> list[_Group]:
    """Part the supply into groups; those with the same members are searched once."""
    found: dict[tuple[str, ...], _Group] = {}
    for key, rows in located.groupby(["druh", "forma", "cs"]):
        members = (*rows["service_id"], *rows["site_id"])
        group = _Group([], rows.index.to_numpy(), rows["site"].to_numpy())
        found.setdefault(members, group).keys.append(key)
    return list(found.values())


def _blocks(joined: Joined) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Search from demand units, some at a time; give their numbers and units × sites minutes."""
    here = np.flatnonzero(joined.demand_nodes >= 0)
    there = np.flatnonzero(joined.site_nodes >= 0)
    if not len(there):
        return
    for begin in range(0, len(here), _CHUNK):
        units = here[begin : begin + _CHUNK]
        # Roads lead both ways, so the way back takes as long.
        by_node = dijkstra(joined.matrix, indices=joined.demand_nodes[units])
        minutes = np.full((len(units), len(joined.site_ids)), np.inf)
        minutes[:, there] = (
            joined.demand_legs[units, None]
            + by_node[:, joined.site_nodes[there]]
            + joined.site_legs[None, there]
        )
        yield units, minutes


def _within(
    joined: Joined, units: NDArray[np.int64], minutes: NDArray[np.float64], horizon: float
) -> pd.DataFrame:
    """Give the pairs of a block within the horizon."""
    row, site = np.nonzero(minutes <= horizon)
    return pd.DataFrame(
        {
            "site_id": joined.site_ids[site],
            "demand_id": joined.demand_ids[units[row]],
            "minutes": minutes[row, site],
        }
    )


def _nearest(group: _Group, units: NDArray[np.int64], minutes: NDArray[np.float64]) -> Answers:
    """Give the nearest supply of a group for the units of a block that reach any."""
    mine = minutes[:, group.sites]
    least = mine.min(axis=1)
    answered = np.flatnonzero(np.isfinite(least))
    # The first within rounding of the least: of equally near services the lowest id.
    first = (mine[answered] <= least[answered, None] + _TIE).argmax(axis=1)
    of_group = np.full(len(answered), group.rows[0])
    return units[answered], group.rows[first], mine[answered, first], of_group


def _named(
    joined: Joined,
    located: pd.DataFrame,
    groups: list[_Group],
    answers: list[Answers],
    mode: str,
) -> pd.DataFrame:
    """Name who is nearest, for every group of druh, forma and cs."""
    keys = pd.DataFrame(
        [(*key, group.rows[0]) for group in groups for key in group.keys],
        columns=["druh", "forma", "cs", "group"],
    )
    unit, row, minutes, group = (np.concatenate(column) for column in zip(*answers, strict=True))
    nearest = pd.DataFrame(
        {
            "demand_id": joined.demand_ids[unit],
            "service_id": located["service_id"].to_numpy(object)[row],
            "site_id": located["site_id"].to_numpy(object)[row],
            "minutes": minutes,
            "group": group,
            "mode": mode,
            "rank": 1,
        }
    )
    return conform(nearest.merge(keys, on="group"), "nearest")
