"""The nearest of the services that are left when one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.reach.claims import supply_groups
from gis_sluzby.reach.compute import supply_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.plan import Plan


def nearest_of_rest(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Find for every service that ends the nearest other one of its kind.

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

    Returns
    -------
    The table `nearest` without a horizon, for any forma and any target group; in place of the
    druh stands the service that ends. The network is searched once for all of them.
    """
    _, nearest, _ = supply_times(plan, centre, roads, demand, rest_of_kinds(centre))
    return nearest[nearest["rank"] == 1].reset_index(drop=True)


def rest_of_kinds(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give for every service the other services of its kind, with their sites.

    Parameters
    ----------
    centre
        The tables services, offers, targets and service_sites.

    Returns
    -------
    druh (the service that ends), forma, cs, service_id, site_id.
    """
    services = centre["services"][["service_id", "druh"]]
    kinds = services[["druh"]].drop_duplicates().assign(forma="any", cs="any")
    supply = supply_groups(centre, kinds).merge(
        services.rename(columns={"service_id": "ended"}), on="druh"
    )
    rest = supply[supply["ended"] != supply["service_id"]]
    return rest.assign(druh=rest["ended"]).drop(columns="ended")
