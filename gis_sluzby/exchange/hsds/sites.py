"""HSDS locations as places of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.crs import CZECHIA, KROVAK, to_krovak
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.exchange.hsds.places import ADDRESS_POINT
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds.objects import Row
    from gis_sluzby.exchange.hsds.reading import HsdsReader

_COLUMNS = (
    *("site_id", "kod_obec", "kod_obec_geom", "kod_obec_claimed", "kod_orp_claimed"),
    "precision",
)


def place_tables(reader: HsdsReader, services: dict[str, str], source_id: str) -> Centre:
    """Give the places of services.

    Parameters
    ----------
    reader
        The HSDS tables.
    services
        service_id by the HSDS id of the services that were taken.
    source_id
        Begins the site_id of places that do not name their own.

    Returns
    -------
    The tables sites and service_sites. A place of another system outside Czechia has no geometry.
    """
    links, sites = [], {}
    for row in reader.tables["service_at_location"].values():
        location = reader.tables["location"].get(row.get("location_id", ""))
        service_id = services.get(row.get("service_id", ""))
        if location is None or service_id is None:
            continue
        site = _site(reader, location, source_id)
        sites[site["site_id"]] = site
        dates = reader.columns(row["id"], "service_sites", ("od", "do"))
        links.append({"service_id": service_id, "site_id": site["site_id"], **dates})
    if not sites:
        return {"sites": empty("sites"), "service_sites": empty("service_sites")}
    frame = pd.DataFrame(list(sites.values()))
    points = [_position(row) for row in sites.values()]
    guessed = pd.Series(["none" if point is None else "address" for point in points])
    frame["precision"] = frame["precision"].fillna(guessed)
    placed = gpd.GeoDataFrame(frame, geometry=points, crs=KROVAK)
    unique = pd.DataFrame(links).drop_duplicates(["service_id", "site_id"])
    return {
        "sites": conform(placed, "sites"),
        "service_sites": conform(unique, "service_sites"),
    }


def _site(reader: HsdsReader, location: Row, source_id: str) -> Row:
    """Give a row of `sites`, with what tells its position."""
    key = location["id"]
    own = reader.columns(key, "sites", _COLUMNS)
    point = location.get("external_identifier_type") == ADDRESS_POINT
    addresses = reader.of("address", key, "location_id")
    # Our own export has the address whole in the first line.
    whole = [a["address_1"] if own["site_id"] else _address(a) for a in addresses]
    return {
        **own,
        "site_id": own["site_id"] or f"{source_id}-{key}",
        "address": whole[0] if whole else None,
        "kod_adm": location.get("external_identifier") if point else None,
        "secret": False,
        "xy": reader.column(key, "sites.xy"),
        "lon": location.get("longitude"),
        "lat": location.get("latitude"),
    }


def _address(address: Row) -> str:
    """Give the address of another system as one text."""
    return ", ".join(address[name] for name in ("address_1", "postal_code", "city"))


def _position(site: Row) -> shapely.Point | None:
    """Give a position in EPSG:5514: exact where our own export says it, else from degrees."""
    if site["xy"] is not None:
        x, _, y = site["xy"].partition(" ")
        try:
            return shapely.Point(float(x), float(y))
        except ValueError as error:
            what = f"poloha „{site['xy']}“ místa {site['site_id']} nejsou dvě čísla"
            raise InputError(Problem(what)) from error
    lon, lat = site["lon"], site["lat"]
    west, south, east, north = CZECHIA
    if lon is None or lat is None or not (west <= lon <= east and south <= lat <= north):
        return None
    x, y = to_krovak(lon, lat)
    return shapely.Point(float(x), float(y))
