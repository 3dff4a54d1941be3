"""Which services count in a plan: those that stand elsewhere and reach nobody do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.coverage.claims import known_places

if TYPE_CHECKING:
    from collections.abc import Mapping


def counting_services(centre: Mapping[str, pd.DataFrame], reach: pd.DataFrame) -> pd.Series[bool]:
    """Tell of every service whether it counts in the plan.

    Parameters
    ----------
    centre
        The tables services, service_sites, sites and obce.
    reach
        The table `reach`.

    Returns
    -------
    By service_id: false where all places known are out of the plan's area and nobody in it is
    reached, neither by minutes nor by declared areas.
    """
    obce = centre["obce"]
    places = known_places(centre)
    here = places["kod_obec"].isin(obce.loc[obce["in_plan"], "kod_obec"])
    services = centre["services"]["service_id"]
    elsewhere = services.isin(places["service_id"]) & ~services.isin(places.loc[here, "service_id"])
    # A whole country has millions of rows and thousands of services: isin takes a minute of them.
    counts = ~elsewhere | services.isin(reach["service_id"].unique())
    return pd.Series(counts.to_numpy(), index=services)
