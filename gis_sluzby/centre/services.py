"""Rows of services parted into providers, services, sites and offers."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from gis_sluzby.centre.file import Centre


#: Tables whose rows name a form of a service.
_NAMING_FORMS = ("capacities", "declared")


def service_tables(services: gpd.GeoDataFrame, attributes: Mapping[str, pd.DataFrame]) -> Centre:
    """Part the rows of services into providers, services, sites and offers.

    Parameters
    ----------
    services
        Audited services of all sources, with source_id and source_row.
    attributes
        The tables capacities and declared: where the source of services names no form, theirs hold.

    Returns
    -------
    The tables providers, services, sites, service_sites and offers. The address of a secret place
    is dropped.
    """
    names = ("providers", "services", "sites", "service_sites", "offers")
    if services.empty:
        return {name: empty(name) for name in names}
    rows = services.assign(
        provider_id=_provider_ids(services),
        site_id=_site_ids(services),
        address=services["address"].mask(services["secret"]),
        kod_adm=services["kod_adm"].mask(services["secret"]),
    )
    # Of several services at one place the slowest start-up counts: it belongs to the place.
    rows["startup_minutes"] = (
        rows["startup_minutes"].astype(float).groupby(rows["site_id"]).transform("max")
    )
    contacts = ["web", "email", "phone"]
    providers = rows.drop(columns=[*contacts, "nazev"]).rename(columns={"provider": "nazev"})
    return {
        "providers": conform(providers.drop_duplicates("provider_id"), "providers"),
        "services": conform(pd.DataFrame(rows), "services"),
        "sites": conform(rows.drop_duplicates("site_id"), "sites"),
        "service_sites": conform(pd.DataFrame(rows), "service_sites"),
        "offers": _offers(rows, _named_forms(attributes)),
    }


def _named_forms(attributes: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the forms that other tables name: service_id and forma."""
    named = pd.concat([attributes[name][["service_id", "forma"]] for name in _NAMING_FORMS])
    return named[named["forma"] != "unknown"].drop_duplicates()


def _provider_ids(services: pd.DataFrame) -> pd.Series[str]:
    """Identify providers by IČO, else by their name."""
    names = services["provider"].map(
        lambda name: "nazev-" + _hashed(codelists.normalise(str(name)))
    )
    return ("ico-" + services["ico"]).fillna(names)


def _site_ids(services: gpd.GeoDataFrame) -> pd.Series[str]:
    """Identify places by position; a place without one, or a secret one, is each row's own."""
    geometry = services.geometry
    xy = geometry.x.round(2).astype(str) + " " + geometry.y.round(2).astype(str)
    name = services["source_id"] + "|" + xy.where(geometry.notna(), services["service_id"])
    return services["source_id"] + "-" + name.map(_hashed)


def _hashed(text: str) -> str:
    """Give a short name that stays the same."""
    return sha256(text.encode()).hexdigest()[:10]


def _offers(rows: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """State the forms: by the source of services, else by another one, else by law, else unknown.

    The law is zákon 108/2006 Sb.; other sources name forms with capacities and declared areas.
    """
    elsewhere = named.groupby("service_id")["forma"].agg(lambda forms: sorted(set(forms)))
    offers = []
    for service, druh, given in zip(rows["service_id"], rows["druh"], rows["forms"], strict=True):
        single = codelists.single_form(druh)
        stated = list(given) or elsewhere.get(service) or []
        known = stated or ([single] if single else [])
        basis = "source" if stated else "zakon" if single else "unknown"
        offers += [
            {"service_id": service, "forma": forma, "forma_basis": basis, "nonstop": False}
            for forma in known or ["unknown"]
        ]
    return conform(pd.DataFrame(offers), "offers")


def service_forms(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the services by druh, forma and target group.

    Parameters
    ----------
    centre
        The tables services, offers and targets.

    Returns
    -------
    druh, forma, cs, service_id: a row with cs "any" for every service and forma, and one for each
    target group that the service names.
    """
    offers = centre["services"][["service_id", "druh"]].merge(
        centre["offers"][["service_id", "forma"]], on="service_id"
    )
    targets = centre["targets"][["service_id", "cs"]].drop_duplicates()
    anybody = offers[["service_id"]].drop_duplicates().assign(cs="any")
    members = offers.merge(pd.concat([anybody, targets]), on="service_id")
    return members[["druh", "forma", "cs", "service_id"]]
