"""Which services have isochrones: those to which people travel, at an address that is no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: A service that only travels itself covers where it declares, never a circle of minutes.
_VISITED = ("amb", "pob", "unknown")


def isochrone_supply(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the services that have isochrones, with their sites.

    Parameters
    ----------
    centre
        The tables services, offers, sites and service_sites.

    Returns
    -------
    druh, service_id, site_id, in this order. A service or a site whose address is secret takes no
    part, nor does one that is only terénní.
    """
    offers, services = centre["offers"], centre["services"]
    visited = offers.loc[offers["forma"].isin(_VISITED), "service_id"]
    shown = services[~services["secret"] & services["service_id"].isin(visited)]
    sites = gpd.GeoDataFrame(centre["sites"])
    known = sites.loc[~sites["secret"] & sites.geometry.notna(), "site_id"]
    links = centre["service_sites"][["service_id", "site_id"]]
    supply = shown[["druh", "service_id"]].merge(links[links["site_id"].isin(known)])
    return supply.sort_values(["druh", "service_id", "site_id"], ignore_index=True)
