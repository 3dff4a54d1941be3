"""Minutes at any places, by the definition by which demand units are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.crs import KROVAK
from gis_sluzby.reach.compute import plan_sites
from gis_sluzby.reach.joined import join_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from gis_sluzby.plan import Plan
    from gis_sluzby.reach.joined import Joined
    from gis_sluzby.reach.network import Edges


class Field(NamedTuple):
    """Places joined to the network together with the sites of a plan.

    Parameters
    ----------
    joined
        The network; the places stand there as demand units.
    outward
        Minutes between nodes in the direction in which searches from sites go.
    sites
        Position of each site that stands on the network, by its id.
    """

    joined: Joined
    outward: csr_array
    sites: pd.Series[int]


def field_of(
    plan: Plan, centre: Mapping[str, pd.DataFrame], edges: Edges, places: NDArray[np.float64]
) -> Field:
    """Join places to the network of a plan.

    Parameters
    ----------
    plan
        The plan: direction, speed of the leg, start-up minutes.
    centre
        The tables obce and sites.
    edges
        The network, as `reach.compute.plan_network` gives it.
    places
        Coordinates in EPSG:5514 (n × 2).

    Returns
    -------
    The field.
    """
    reach = plan.reach
    units = gpd.GeoDataFrame(
        {"demand_id": np.arange(len(places)).astype(str)},
        geometry=np.asarray(shapely.points(places), object),
        crs=KROVAK,
    )
    sites = plan_sites(plan, centre)
    joined = join_places(edges, sites, units, reach.leg_speed(), reach.startup_minutes)
    outward = joined.matrix.T.tocsr() if reach.direction == "to_service" else joined.matrix
    position = pd.Series(np.arange(len(joined.site_ids)), index=joined.site_ids)
    return Field(joined, outward, position[joined.site_nodes >= 0])


def minutes_to(field: Field, sites: Iterable[str], horizon: float) -> NDArray[np.float64]:
    """Give the minutes between every place and the nearest of some sites.

    Parameters
    ----------
    field
        The places.
    sites
        Ids of sites that stand on the network.
    horizon
        How far searches go (minutes).

    Returns
    -------
    Minutes with both legs, in the order of the places; infinite where no way leads, or the way by
    road alone takes longer than the horizon.
    """
    joined = field.joined
    found = np.full(len(joined.demand_nodes), np.inf)
    for site in field.sites[list(sites)]:
        least = dijkstra(field.outward, indices=joined.site_nodes[site], limit=horizon)
        way = least[joined.demand_nodes] + joined.demand_legs + joined.site_legs[site]
        found = np.minimum(found, way)
    return np.where(joined.demand_nodes >= 0, found, np.inf)
