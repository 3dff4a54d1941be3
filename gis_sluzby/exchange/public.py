"""What the public may know of a datové centrum, as layers: services, obce, points, higher areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.centre import Centre

_SERVICE = (
    *("service_id", "identifikator", "druh", "nazev_druhu", "formy", "nazev", "poskytovatel"),
    *("ico", "od", "do", "site_id", "address", "kod_adm", "kod_obec", "precision"),
    *("web", "email", "phone", "source_id"),
)


def public_layers(centre: Centre) -> dict[str, gpd.GeoDataFrame]:
    """Give the public layers of a datové centrum.

    Parameters
    ----------
    centre
        The canonical tables.

    Returns
    -------
    Frames in EPSG:5514 by name: `sluzby`, `obce`, `definicni_body`, `uzemi`.
    """
    return {
        "sluzby": public_services(centre),
        "obce": gpd.GeoDataFrame(centre["obce"]),
        "definicni_body": gpd.GeoDataFrame(centre["obec_points"]),
        "uzemi": gpd.GeoDataFrame(centre["areas"]),
    }


def public_services(centre: Centre) -> gpd.GeoDataFrame:
    """Give the services that may be shown, a row for each place of each service.

    Parameters
    ----------
    centre
        The tables services, providers, offers, service_sites and sites.

    Returns
    -------
    Points in EPSG:5514, null where a service has no place or its position is not known. Services
    and places with a secret address are left out whole.
    """
    services = centre["services"][~centre["services"]["secret"]]
    providers = centre["providers"][["provider_id", "ico", "nazev"]]
    sites = centre["sites"]
    places = centre["service_sites"][["service_id", "site_id"]].merge(
        sites[~sites["secret"]].drop(columns="secret"), on="site_id"
    )
    only_secret = set(centre["service_sites"]["service_id"]) - set(places["service_id"])
    names = {druh.code: druh.name for druh in codelists.druhy()}
    rows = (
        services[~services["service_id"].isin(only_secret)]
        .assign(nazev_druhu=services["druh"].map(names))
        .merge(providers.rename(columns={"nazev": "poskytovatel"}), on="provider_id", how="left")
        .merge(_forms(centre["offers"]), on="service_id", how="left")
        .merge(places, on="service_id", how="left")
        .sort_values(["service_id", "site_id"], ignore_index=True)
    )
    return gpd.GeoDataFrame(rows[[*_SERVICE, "geometry"]], geometry="geometry", crs=KROVAK)


def _forms(offers: pd.DataFrame) -> pd.DataFrame:
    """Give the forms of each service in one cell, parted by a space."""
    known = offers[offers["forma"] != "unknown"]
    joined = known.groupby("service_id")["forma"].agg(" ".join)
    return joined.rename("formy").reset_index()
