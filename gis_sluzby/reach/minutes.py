"""Minutes by road as tables: all pairs within the horizon, and the nearest services without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.cores import when_asked
from gis_sluzby.reach.nearest import Group, nearest, nearest_ranks
from gis_sluzby.reach.search import pairs_within, searches_of, ways_of
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from gis_sluzby.cores import Submit
    from gis_sluzby.reach.joined import Joined
    from gis_sluzby.reach.nearest import Answers
    from gis_sluzby.reach.search import Direction, Pairs, Ways


def times(
    joined: Joined,
    supply: pd.DataFrame,
    horizon: float,
    mode: str = "car",
    *,
    direction: Direction = "to_service",
    ranks: int = 1,
    submit: Submit = when_asked,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the minutes of all pairs within the horizon, and the nearest services without one.

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
    direction
        Who travels: people to the service, or the service to people.
    ranks
        How many of the nearest services of a group are named for each demand unit.
    submit
        Who does half of the searches where they are many, see `cores`.

    Returns
    -------
    The table `travel`: leg, way by road, leg; and the table `nearest`, of equally near services
    the lowest service_id first. A demand unit from which no service of a group can be reached has
    no row for it.
    """
    located = _located(joined, supply)
    shared = _shared(located)
    groups = [one.members for one in shared]
    ways = ways_of(joined, direction, searches_of(joined) + len(groups))
    pairs = pairs_within(ways, horizon, submit)
    found = nearest(ways, groups) if ranks == 1 else nearest_ranks(ways, groups, ranks)
    travel = pd.DataFrame(
        {
            "site_id": joined.site_ids[pairs.sites],
            "demand_id": joined.demand_ids[pairs.units],
            "mode": mode,
            "minutes": pairs.minutes,
        }
    )
    if not shared:
        return conform(travel, "travel"), empty("nearest")
    near = _together(ways, located, shared, found)
    # One figure for one way: searches may have added the same minutes up in another order.
    near["minutes"] = _known(pairs, near["site"], near["unit"]).fillna(near["minutes"])
    named = near.assign(demand_id=joined.demand_ids[near["unit"]], mode=mode)
    return conform(travel, "travel"), conform(named, "nearest")


class _Shared(NamedTuple):
    """Groups of druh, forma and cs that have the same members.

    Parameters
    ----------
    keys
        The groups.
    rows
        Rows of the located supply.
    members
        The same for the search.
    """

    keys: list[tuple[Hashable, ...]]
    rows: NDArray[np.int64]
    members: Group


def _located(joined: Joined, supply: pd.DataFrame) -> pd.DataFrame:
    """Give the supply that stands on the network by service_id, with the position of its site."""
    here = joined.site_ids[joined.site_nodes >= 0]
    positions = pd.Series(np.arange(len(here)), index=here)
    located = supply[supply["site_id"].isin(positions.index)]
    ordered = located.sort_values(["service_id", "site_id"], kind="stable", ignore_index=True)
    return ordered.assign(position=positions.loc[ordered["site_id"]].to_numpy())


def _shared(located: pd.DataFrame) -> list[_Shared]:
    """Part the supply into groups; those with the same members are searched once."""
    services, sites = located["service_id"].factorize()[0], located["position"].to_numpy()
    found: dict[tuple[bytes, bytes], _Shared] = {}
    parts = located.assign(row=np.arange(len(located))).groupby(["druh", "forma", "cs"])["row"]
    for (druh, forma, cs), of_group in parts:
        rows = of_group.to_numpy()
        members = Group(services[rows], sites[rows])
        same = members.services.tobytes(), members.sites.tobytes()
        found.setdefault(same, _Shared([], rows, members)).keys.append((druh, forma, cs))
    return list(found.values())


def _together(
    ways: Ways, located: pd.DataFrame, shared: list[_Shared], found: list[Answers]
) -> pd.DataFrame:
    """Give the answers for every group of druh, forma and cs; numbers of site and demand unit."""
    keys = pd.DataFrame(
        [(*key, number) for number, group in enumerate(shared) for key in group.keys],
        columns=["druh", "forma", "cs", "group"],
    )
    rows = np.concatenate(
        [group.rows[answers.rows] for group, answers in zip(shared, found, strict=True)]
    )
    units, minutes, ranks = (
        np.concatenate([getattr(answers, name) for answers in found])
        for name in ("units", "minutes", "ranks")
    )
    answered = pd.DataFrame(
        {
            "group": np.repeat(np.arange(len(found)), [len(answers.units) for answers in found]),
            "unit": ways.units.numbers[units],
            "site": ways.sites.numbers[located["position"].to_numpy()[rows]],
            "service_id": located["service_id"].to_numpy(object)[rows],
            "site_id": located["site_id"].to_numpy(object)[rows],
            "minutes": minutes,
            "rank": ranks,
        }
    )
    return answered.merge(keys, on="group")


def _known(pairs: Pairs, sites: pd.Series[int], units: pd.Series[int]) -> pd.Series[float]:
    """Give the minutes of some pairs, null where they are beyond the horizon."""
    width = max(pairs.units.max(initial=0), units.max()) + 1 if len(units) else 1
    minutes = pd.Series(pairs.minutes, pairs.sites * width + pairs.units)
    return (sites * width + units).map(minutes)
