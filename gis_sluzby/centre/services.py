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
    from gis_sluzby.centre.settled import Settled


#: Tables whose rows name a form of a service.
_NAMING_FORMS = ("capacities", "declared")
#: Contacts of a service, and those that a register has of the provider.
_CONTACTS = ("web", "email", "phone")
_OF_PROVIDER = {"provider": "nazev"} | {f"provider_{name}": name for name in _CONTACTS}
_NO_HOURS = pd.DataFrame(columns=["service_id", "forma", "nonstop", "hours"], dtype=object)


def service_tables(settled: Settled, attributes: Mapping[str, pd.DataFrame]) -> Centre:
    """Part services and their places into providers, services, sites and offers.

    Parameters
    ----------
    settled
        Audited services of all sources and their places.
    attributes
        The tables capacities and declared: where the source of services names no form, theirs hold.

    Returns
    -------
    The tables providers, services, sites, service_sites and offers. The address of a secret place
    is dropped.
    """
    services, places = settled.services, settled.places
    names = ("providers", "services", "sites", "service_sites", "offers")
    if services.empty:
        return {name: empty(name) for name in names}
    rows = services.assign(provider_id=_provider_ids(services))
    named = rows.drop(columns=["nazev", *_CONTACTS]).rename(columns=_OF_PROVIDER)
    sites = places.reindex(columns=[*places.columns.union(["startup_minutes"], sort=False)]).assign(
        site_id=_site_ids(places),
        address=places["address"].mask(places["secret"]),
        kod_adm=places["kod_adm"].mask(places["secret"]),
    )
    # Of several services at one place the slowest start-up counts: it belongs to the place.
    sites["startup_minutes"] = (
        sites["startup_minutes"].astype(float).groupby(sites["site_id"]).transform("max")
    )
    pairs = pd.DataFrame(sites).drop_duplicates(["service_id", "site_id"])
    return {
        "providers": conform(named.drop_duplicates("provider_id"), "providers"),
        "services": conform(rows, "services"),
        "sites": conform(sites.drop_duplicates("site_id"), "sites"),
        "service_sites": conform(pairs, "service_sites"),
        "offers": _offers(rows, _named_forms(attributes), settled.details),
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


def _site_ids(places: gpd.GeoDataFrame) -> pd.Series[str]:
    """Identify places by position; a place without one, or a secret one, is its service's own.

    Where a service has several, `path` tells them apart; nothing of a secret address is hashed.
    """
    geometry = places.geometry
    xy = geometry.x.round(2).astype(str) + " " + geometry.y.round(2).astype(str)
    own = places["service_id"]
    if "path" in places:
        own = own + ("|" + places["path"]).fillna("")
    name = places["source_id"] + "|" + xy.where(geometry.notna(), own)
    return places["source_id"] + "-" + name.map(_hashed)


def _hashed(text: str) -> str:
    """Give a short name that stays the same."""
    return sha256(text.encode()).hexdigest()[:10]


def _offers(
    rows: pd.DataFrame, named: pd.DataFrame, details: Mapping[str, Mapping[str, pd.DataFrame]]
) -> pd.DataFrame:
    """State the forms: by the source of services, else by another one, else by law, else unknown.

    The law is zákon 108/2006 Sb.; other sources name forms with capacities and declared areas.
    Registers say with a form its hours and whether it is nonstop.
    """
    elsewhere = named.groupby("service_id")["forma"].agg(lambda forms: sorted(set(forms)))
    offers = []
    for service, druh, given in zip(rows["service_id"], rows["druh"], rows["forms"], strict=True):
        single = codelists.single_form(druh)
        stated = list(given) or elsewhere.get(service) or []
        known = stated or ([single] if single else [])
        basis = "source" if stated else "zakon" if single else "unknown"
        offers += [
            {"service_id": service, "forma": forma, "forma_basis": basis}
            for forma in known or ["unknown"]
        ]
    said = pd.concat([_NO_HOURS, *(tables["offers"] for tables in details.values())])
    whole = pd.DataFrame(offers).merge(said, on=["service_id", "forma"], how="left")
    return conform(whole.assign(nonstop=whole["nonstop"].eq(other=True)), "offers")


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
