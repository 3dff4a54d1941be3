"""Providers, services and places for the page, without anything that is secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.publish.site.packing import pack, pack_optional
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from gis_sluzby.publish.site.geometry import Frame

_FORMS = tuple(forma for forma in FORMS if forma != "any")


@dataclass(frozen=True, slots=True)
class Registry:
    """What the page knows of providers and services.

    Attributes
    ----------
    providers
        For each provider its name and contacts: phone, e-mail, web.
    services
        Columns of services, packed or as text.
    sites
        Columns of places, packed or as text.
    position
        Position of each service by its id.
    """

    providers: list[list[str]]
    services: dict[str, Any]
    sites: dict[str, Any]
    position: dict[str, int]


def registry_of(
    centre: Mapping[str, pd.DataFrame],
    obce: Sequence[str],
    nearest: set[str],
    date: str,
    frame: Frame,
) -> Registry:
    """Put the services that concern the territory into the page's columns.

    Services in force on the day are taken that have a place in the territory, or no known place,
    or that are the nearest ones of some obec. A place is given only of services whose address is
    not secret and whose druh may show one.

    Parameters
    ----------
    centre
        Frames `services`, `providers`, `sites`, `service_sites` and `offers`.
    obce
        Codes of the obce in the order of the page.
    nearest
        Services that coverage names as the nearest ones.
    date
        ISO date of the page.
    frame
        The grid of the page.

    Returns
    -------
    Registry
        Providers, services and places.
    """
    pairs = _in_force(centre["service_sites"], date)[["service_id", "site_id"]]
    pairs = pairs.merge(centre["sites"][["site_id", "kod_obec"]], on="site_id")
    services = centre["services"]
    running = set(_in_force(services, date)["service_id"])
    inside = set(pairs.loc[pairs["kod_obec"].isin(list(obce)), "service_id"])
    elsewhere = set(pairs.loc[pairs["kod_obec"].notna(), "service_id"]) - inside
    ids = services["service_id"]
    kept = (ids.isin(running) & ~ids.isin(elsewhere)) | ids.isin(nearest)
    services = services[kept].sort_values("service_id", ignore_index=True)
    position = {service: at for at, service in enumerate(services["service_id"])}
    shown = services[~services["secret"].astype(bool) & ~services["druh"].isin(PLACELESS)]
    pairs = pairs[pairs["service_id"].isin(shown["service_id"])]
    sites = _public_sites(centre["sites"], set(pairs["site_id"]))
    site_at = {site: at for at, site in enumerate(sites["site_id"])}
    pairs = pairs[pairs["site_id"].isin(site_at)].sort_values(["service_id", "site_id"])
    places: dict[str, list[int]] = {}
    for service, site in zip(pairs["service_id"], pairs["site_id"], strict=True):
        places.setdefault(service, []).append(site_at[site])
    providers = centre["providers"]
    providers = providers[providers["provider_id"].isin(services["provider_id"])]
    providers = providers.sort_values("provider_id", ignore_index=True)
    provider_at = {provider: at for at, provider in enumerate(providers["provider_id"])}
    offered = _forms(centre["offers"])
    return Registry(
        providers=texts(providers, ("nazev", "phone", "email", "web")),
        services={
            "druh": pack([codelists.druh(code).position for code in services["druh"]]),
            "provider": pack([provider_at[key] for key in services["provider_id"]]),
            "forms": pack([offered.get(key, 0) for key in services["service_id"]]),
            "secret": pack(services["secret"].to_numpy(bool).astype(int)),
            "sites": pack(_counted([places.get(key, []) for key in services["service_id"]])),
            "texts": texts(services, ("nazev", "phone", "email", "web")),
            "ids": _short_ids([str(key) for key in services["service_id"]]),
        },
        sites={
            "at": frame.points(sites.geometry.to_numpy()),
            "obec": _obec_column(sites["kod_obec"], obce),
            "address": [row[0] if row else "" for row in texts(sites, ("address",))],
        },
        position=position,
    )


def _short_ids(ids: list[str]) -> list[str]:
    """Leave the name of the source out of ids where all have the same."""
    sources = {key.partition(":")[0] for key in ids}
    return [key.partition(":")[2] for key in ids] if len(sources) == 1 else ids


def _in_force(frame: pd.DataFrame, date: str) -> pd.DataFrame:
    """Give the rows whose `od` and `do` let them be in force on a day."""
    started = frame["od"].isna() | (frame["od"].astype(str) <= date)
    running = frame["do"].isna() | (frame["do"].astype(str) >= date)
    return frame[started & running]


def _public_sites(sites: pd.DataFrame, wanted: set[str]) -> Any:  # noqa: ANN401 -- geopandas has no types
    """Give the places to be shown: used, not secret."""
    kept = sites["site_id"].isin(wanted) & ~sites["secret"].astype(bool)
    return sites[kept].sort_values("site_id", ignore_index=True)


def _forms(offers: pd.DataFrame) -> dict[str, int]:
    """Give the forms of each service as a sum of powers of two."""
    powers = offers["forma"].map({forma: 1 << at for at, forma in enumerate(_FORMS)})
    sums = powers.groupby(offers["service_id"]).agg(lambda bits: int(np.bitwise_or.reduce(bits)))
    return {str(service): int(bits) for service, bits in sums.items()}


def texts(frame: pd.DataFrame, columns: Sequence[str]) -> list[list[str]]:
    """Give text columns row by row, empty text where there is none; trailing empty ones cut.

    Parameters
    ----------
    frame
        Any frame.
    columns
        Names of the columns; one that the frame does not have is empty.

    Returns
    -------
    list of list of str
        A list for each row.
    """
    present = frame.reindex(columns=list(columns))
    rows = present.where(present.notna(), "").astype(str).to_numpy().tolist()
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows


def _counted(lists: list[list[int]]) -> list[int]:
    """Write lists one after the other, each after its length."""
    return [number for one in lists for number in (len(one), *one)]


def _obec_column(codes: pd.Series[str], obce: Sequence[str]) -> str:
    """Pack the position of each code among the obce of the page."""
    at = {kod: float(position) for position, kod in enumerate(obce)}
    return pack_optional([at.get(str(kod), float("nan")) for kod in codes])
