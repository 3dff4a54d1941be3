"""Places and areas of services as HSDS locations and service areas; nothing of secret addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_sluzby.crs import to_degrees
from gis_sluzby.exchange.hsds.carried import AREA
from gis_sluzby.exchange.hsds.rows import HsdsRows, hsds_id, records

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds.objects import Row

ADDRESS_POINT = "RÚIAN"
KRAJ = "kraj"
#: Stands for text that HSDS requires and a centre does not have.
UNSTATED = "neuvedeno"
#: Digits of degrees: about a centimetre.
_DIGITS = 7
#: What only the centre knows of a place; `xy` is its exact position in EPSG:5514.
_COLUMNS = (
    *("site_id", "kod_obec", "kod_obec_geom", "kod_obec_claimed", "kod_orp_claimed"),
    *("precision", "xy"),
)


def shown_sites(centre: Centre) -> dict[str, Row]:
    """Give the places that may be shown.

    Parameters
    ----------
    centre
        The tables sites, obce and areas.

    Returns
    -------
    Rows of `sites` by site_id with xy (text, metres in EPSG:5514), lon and lat (degrees) and the
    names obec, orp and kraj, each None where not known. Secret addresses are left out.
    """
    sites = gpd.GeoDataFrame(centre["sites"][~centre["sites"]["secret"]])
    x, y = (np.asarray(values, float) for values in (sites.geometry.x, sites.geometry.y))
    lon, lat = to_degrees(x, y)
    obce = {row["kod_obec"]: row for row in records(centre["obce"])}
    names = names_of_areas(centre)
    shown = {}
    for number, site in enumerate(records(sites)):
        obec = obce.get(site["kod_obec"], {})
        located = not np.isnan(x[number])
        shown[site["site_id"]] = {
            **site,
            "xy": f"{float(x[number])!r} {float(y[number])!r}" if located else None,
            "lon": round(float(lon[number]), _DIGITS) if located else None,
            "lat": round(float(lat[number]), _DIGITS) if located else None,
            "obec": obec.get("nazev"),
            "orp": names.get(("orp", obec.get("kod_orp", ""))),
            KRAJ: names.get((KRAJ, obec.get("kod_kraj", ""))),
        }
    return shown


def add_location(rows: HsdsRows, site: Row) -> str:
    """Add a place as a location with its address.

    Parameters
    ----------
    rows
        The rows in the making.
    site
        A place of `shown_sites`.

    Returns
    -------
    The id of the location.
    """
    key = rows.add(
        "location",
        {
            "id": hsds_id("location", site["site_id"]),
            "location_type": "physical",
            "latitude": site["lat"],
            "longitude": site["lon"],
            "external_identifier": site["kod_adm"],
            "external_identifier_type": ADDRESS_POINT if site["kod_adm"] else None,
        },
    )
    if site["address"] is not None:
        rows.add(
            "address",
            {
                "id": hsds_id("address", key),
                "location_id": key,
                "address_1": site["address"],
                "city": site["obec"] or UNSTATED,
                "region": site["orp"],
                "state_province": site[KRAJ] or UNSTATED,
                "postal_code": UNSTATED,
                "country": "CZ",
                "address_type": "physical",
            },
        )
    rows.columns(("location", key), "sites", {column: site[column] for column in _COLUMNS})
    return key


def names_of_areas(centre: Centre) -> dict[tuple[str, str], str]:
    """Give the names of obce and of higher areas.

    Parameters
    ----------
    centre
        The tables obce and areas.

    Returns
    -------
    Name by level and code.
    """
    obce, areas = centre["obce"], centre["areas"]
    return {
        **{("obec", kod): name for kod, name in zip(obce["kod_obec"], obce["nazev"], strict=True)},
        **dict(zip(zip(areas["level"], areas["kod"], strict=True), areas["nazev"], strict=True)),
    }


def kraj_of_secret(centre: Centre) -> dict[str, str]:
    """Give the kraj of each service with a secret address.

    Parameters
    ----------
    centre
        The tables services, service_sites, sites and obce.

    Returns
    -------
    Code of the kraj by service_id, where the place tells it. No other part of the place is given.
    """
    obce, sites = centre["obce"], centre["sites"]
    of_obec = dict(zip(obce["kod_obec"], obce["kod_kraj"], strict=True))
    of_orp = dict(zip(obce["kod_orp"], obce["kod_kraj"], strict=True))
    kraje = {
        row["site_id"]: of_obec.get(row["kod_obec"]) or of_orp.get(row["kod_orp_claimed"])
        for row in records(sites)
    }
    secret = set(centre["services"].loc[centre["services"]["secret"], "service_id"])
    return {
        row["service_id"]: kraj
        for row in records(centre["service_sites"])
        if row["service_id"] in secret and (kraj := kraje.get(row["site_id"]))
    }


def add_areas(
    rows: HsdsRows,
    service: str,
    declared: list[Row],
    names: dict[tuple[str, str], str],
    secret_kraj: str | None,
) -> None:
    """Add the areas in which a service works.

    Parameters
    ----------
    rows
        The rows in the making.
    service
        Id of the service.
    declared
        Its rows of the table `declared` that may be shown.
    names
        Names of areas, see `names_of_areas`.
    secret_kraj
        Code of the kraj of a service with a secret address, stated without any claim.
    """
    for row in declared:
        level, kod = row["level"], row["kod"]
        claim = {k: v for k, v in row.items() if k not in {"service_id", "level", "kod"}}
        _add_area(rows, service, (level, kod), names.get((level, kod)), claim)
    if secret_kraj is not None:
        area = (KRAJ, secret_kraj)
        _add_area(rows, service, area, names.get(area), {})


def _add_area(
    rows: HsdsRows, service: str, area: tuple[str, str], name: str | None, claim: Row
) -> None:
    """Add one service area: its code as a term, the claim as values of columns."""
    key = rows.add(
        "service_area",
        {
            "id": hsds_id("service_area", service, *area, claim.get("forma")),
            "service_id": service,
            "name": name or area[1],
        },
    )
    link = ("service_area", key)
    rows.attribute(link, AREA, rows.term(AREA, " ".join(area), name))
    rows.columns(link, "declared", claim)
