"""Who is the only provider of a kind of service in an ORP or a kraj."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.coverage.claims import known_places

if TYPE_CHECKING:
    from collections.abc import Mapping


def only_providers(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Tell of every service whether no other provider offers its kind where it stands.

    Parameters
    ----------
    centre
        The tables services, service_sites, sites and obce.

    Returns
    -------
    By service_id: only_in_orp and only_in_kraj, yes or no; yes where it holds of one of the areas
    in which the service stands. Null where no place of the service in the plan's area is known, as
    with secret ones whose obec the source does not tell. Secret places say nothing about ORP:
    neither of their own service nor of others.
    """
    obce = centre["obce"]
    # of other kraje the sources may have a part only
    codes = obce.loc[obce["in_plan"], ["kod_obec", "kod_orp", "kod_kraj"]]
    places = known_places(centre).merge(codes, on="kod_obec")
    places = places.merge(
        centre["services"][["service_id", "druh", "provider_id"]], on="service_id"
    )
    open_ = places[places["secret"].ne(other=True)]
    return pd.DataFrame(
        {"only_in_orp": _only(open_, "kod_orp"), "only_in_kraj": _only(places, "kod_kraj")},
        index=centre["services"]["service_id"],
    )


def _only(places: pd.DataFrame, area: str) -> pd.Series[str]:
    """Tell by service whether its provider is alone in one of its areas."""
    providers = places.groupby(["druh", area])["provider_id"].transform("nunique")
    alone = (providers == 1).groupby(places["service_id"]).any()
    return alone.map({True: "yes", False: "no"})
