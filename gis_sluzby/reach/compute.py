"""Travel times of a plan: places joined to the roads, all pairs and the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from gis_sluzby.reach.claims import reach_table, supply_groups
from gis_sluzby.reach.minutes import Joined, join_places, times
from gis_sluzby.reach.network import edges_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan


def joined_places(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
) -> Joined:
    """Join the sites and demand units of a plan to its roads.

    Parameters
    ----------
    plan
        The plan: speeds, the belt, where points may join, the speed of the leg.
    centre
        The tables areas, obce and sites.
    roads
        Column trida and LineStrings in EPSG:5514.
    demand
        The table `demand`.

    Returns
    -------
    The joined network. Sites outside the plan's area count only where the plan says so.
    """
    areas, obce = centre["areas"], centre["obce"]
    whole = shapely.union_all(areas.loc[areas["level"] == "kraj", "geometry"].to_numpy())
    belt = plan.reach.belt_km * 1000
    edges = edges_of(roads, plan.reach.speeds(), plan.reach.join_exclude, whole, belt)
    sites = gpd.GeoDataFrame(centre["sites"])
    counting = obce if plan.reach.outside_sites else obce[obce["in_plan"]]
    here = sites[sites["kod_obec"].isin(counting["kod_obec"])]
    return join_places(edges, gpd.GeoDataFrame(here), demand, plan.reach.leg_kmh)


def travel_times(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    groups: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Compute the travel times of a plan and what they mean for reach.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    roads
        Column trida and LineStrings in EPSG:5514.
    demand
        The table `demand`.
    groups
        Columns druh, forma, cs: for which groups the nearest service is wanted.

    Returns
    -------
    The tables travel, nearest and reach.
    """
    joined = joined_places(plan, centre, roads, demand)
    supply = supply_groups(centre, groups)
    travel, nearest = times(joined, supply, plan.reach.horizon_minutes, plan.reach.mode)
    return {
        "travel": travel,
        "nearest": nearest,
        "reach": reach_table(centre, demand, travel, plan.date),
    }
