"""Where exactly the people live whom a kind of service does not cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.ground import best_shares, ground
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

#: Statuses that say that somebody is covered or not; of the others nothing is known.
_KNOWN = ("covered", "partial", "uncovered")


def uncovered_places(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
) -> gpd.GeoDataFrame:
    """Give the demand units in which people are not covered, by kind of service.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people and reach.
    coverage
        The tables standards and coverage_obec.

    Returns
    -------
    The table `uncovered_places`: of the target group of each kind, any form and target group, the
    people in each unit whom no claim that counts reaches. Over the units of an obec they add up to
    its target_pop less covered_pop. Obce of which it is not known are left out.
    """
    standards, obce = coverage["standards"], coverage["coverage_obec"]
    total = (standards["forma"] == "any") & (standards["cs"] == "any")
    held = ground(plan, centre, reached, standards, standard_parts(plan, centre, standards))
    by_time = claims.reached_by_time(held.members, held.reach)
    timed = by_time[by_time["measure"] == "time"].assign(share=1.0)
    share = best_shares(pd.concat([timed, held.counted], ignore_index=True), held.grid)
    left_out = held.people * (1 - np.nan_to_num(share))
    place, row = np.nonzero(left_out * total.to_numpy())
    found = pd.DataFrame(
        {
            "demand_id": held.grid.places.index.to_numpy(object)[place],
            "druh": standards["druh"].to_numpy(object)[row],
            "people": left_out[place, row],
        }
    )
    known = obce[(obce["forma"] == "any") & (obce["cs"] == "any") & obce["status"].isin(_KNOWN)][
        ["kod_obec", "druh"]
    ]
    units = reached["demand"][["demand_id", "kod_obec", "geometry"]]
    whole = found.merge(units, on="demand_id").merge(known, on=["kod_obec", "druh"])
    return gpd.GeoDataFrame(conform(whole, "uncovered_places"))
