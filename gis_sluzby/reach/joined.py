"""Sites and demand units joined to the network: nodes, and minutes of the legs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gis_sluzby.reach.findings import far_joins
from gis_sluzby.reach.joints import join, split

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from gis_sluzby.findings import Finding
    from gis_sluzby.reach.network import Edges

_METRES_PER_KM = 1000.0
_MINUTES_PER_HOUR = 60.0


class Joined(NamedTuple):
    """Sites and demand units joined to one network.

    Parameters
    ----------
    matrix
        Minutes from node (row) to node (column).
    site_ids, demand_ids
        The ids in the order of the other fields.
    site_nodes, demand_nodes
        Node of each, −1 where it is not joined.
    site_legs, demand_legs
        Minutes of the straight leg to the network, the same in both directions; those of a site
        hold its start-up minutes too.
    findings
        What there is to say about the network and the places.
    """

    matrix: csr_array
    site_ids: NDArray[np.object_]
    demand_ids: NDArray[np.object_]
    site_nodes: NDArray[np.int64]
    demand_nodes: NDArray[np.int64]
    site_legs: NDArray[np.float64]
    demand_legs: NDArray[np.float64]
    findings: tuple[Finding, ...] = ()


def join_places(
    edges: Edges,
    sites: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    leg_kmh: float,
    startup_minutes: float = 0.0,
) -> Joined:
    """Join sites and demand units to the network.

    Parameters
    ----------
    edges
        The network.
    sites
        The table `sites`; a site without geometry (secret or not known) takes no part. A site may
        state its own startup_minutes.
    demand
        The table `demand`.
    leg_kmh
        Speed of the straight leg, km/h.
    startup_minutes
        Minutes that every way to or from a site takes besides, where the site states none.

    Returns
    -------
    The joined network; places far from it are told.
    """
    located = sites[~sites.geometry.isna()]
    points = np.concatenate([located.geometry.to_numpy(), demand.geometry.to_numpy()])
    joints = join(edges, points)
    matrix, nodes = split(edges, joints)
    legs = joints.leg_metres / _METRES_PER_KM / leg_kmh * _MINUTES_PER_HOUR
    n = len(located)
    site_ids, demand_ids = (
        frame[column].to_numpy(object)
        for frame, column in ((located, "site_id"), (demand, "demand_id"))
    )
    return Joined(
        matrix,
        site_ids,
        demand_ids,
        nodes[:n],
        nodes[n:],
        legs[:n] + startup_of(located, startup_minutes),
        legs[n:],
        (
            *far_joins("sites", site_ids, joints.leg_metres[:n]),
            *far_joins("demand", demand_ids, joints.leg_metres[n:]),
        ),
    )


def startup_of(sites: gpd.GeoDataFrame, otherwise: float) -> NDArray[np.float64]:
    """Give the start-up minutes of sites.

    Parameters
    ----------
    sites
        The table `sites`.
    otherwise
        Those of the plan, where a site states none.

    Returns
    -------
    Minutes of each site.
    """
    if "startup_minutes" not in sites:
        return np.full(len(sites), otherwise)
    return sites["startup_minutes"].fillna(otherwise).to_numpy(float)
