"""Rows of services parted into providers, services, sites and offers."""

from __future__ import annotations

from hashlib import sha1
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    import geopandas as gpd

    from gis_sluzby.centre.file import Centre


def service_tables(services: gpd.GeoDataFrame) -> Centre:
    """Part the rows of services into providers, services, sites and offers.

    Parameters
    ----------
    services
        Audited services of all sources, with source_id and source_row.

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
    contacts = ["web", "email", "phone"]
    providers = rows.drop(columns=[*contacts, "nazev"]).rename(columns={"provider": "nazev"})
    return {
        "providers": conform(providers.drop_duplicates("provider_id"), "providers"),
        "services": conform(pd.DataFrame(rows), "services"),
        "sites": conform(rows.drop_duplicates("site_id"), "sites"),
        "service_sites": conform(pd.DataFrame(rows), "service_sites"),
        "offers": _offers(rows),
    }


def _provider_ids(services: pd.DataFrame) -> pd.Series[str]:
    """Identify providers by IČO, else by their name."""
    names = services["provider"].map(
        lambda name: "nazev-" + sha1(codelists.normalise(str(name)).encode()).hexdigest()[:10]  # noqa: S324
    )
    return ("ico-" + services["ico"]).fillna(names)


def _site_ids(services: gpd.GeoDataFrame) -> pd.Series[str]:
    """Identify places by position; a place without one, or a secret one, is each row's own."""
    geometry = services.geometry
    xy = geometry.x.round(2).astype(str) + " " + geometry.y.round(2).astype(str)
    name = services["source_id"] + "|" + xy.where(geometry.notna(), services["service_id"])
    hashed = name.map(lambda text: sha1(text.encode()).hexdigest()[:10])  # noqa: S324
    return services["source_id"] + "-" + hashed


def _offers(rows: pd.DataFrame) -> pd.DataFrame:
    """State the forms: as the source says, else certain by law (zákon 108/2006 Sb.), else unknown."""
    offers = []
    for row in rows[["service_id", "druh", "forms"]].itertuples():
        single = codelists.single_form(str(row.druh))
        known = list(row.forms) or ([single] if single else [])
        basis = "source" if row.forms else "zakon" if single else "unknown"
        offers += [
            {"service_id": row.service_id, "forma": forma, "forma_basis": basis, "nonstop": False}
            for forma in known or ["unknown"]
        ]
    return conform(pd.DataFrame(offers), "offers")
