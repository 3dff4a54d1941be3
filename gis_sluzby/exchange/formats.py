"""The formats of export by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gis_sluzby.exchange.geojson import to_geojson
from gis_sluzby.exchange.geoparquet import to_geoparquet
from gis_sluzby.exchange.hsds import hsds_tables, to_json, to_package
from gis_sluzby.exchange.public import public_layers

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds import Edition

HSDS: Final = "hsds"
FORMATS: Final = (HSDS, "hsds-csv", "geojson", "geoparquet")
HSDS_FILE: Final = "services.json"


def exported(
    centre: Centre, name: str, *, title: str, date: str, edition: Edition = "public"
) -> dict[str, bytes]:
    """Give the files of an export.

    Parameters
    ----------
    centre
        The canonical tables.
    name
        One of `FORMATS`.
    title
        Title of the data, the plan's name.
    date
        Day of the plan, ISO: the status of services in HSDS.
    edition
        Of HSDS; GeoJSON and GeoParquet are public always.

    Returns
    -------
    Content by name of the file; the format `hsds` is one file.
    """
    if name == "geojson":
        return to_geojson(public_layers(centre))
    if name == "geoparquet":
        return to_geoparquet(public_layers(centre))
    tables = hsds_tables(centre, date, edition)
    return {HSDS_FILE: to_json(tables)} if name == HSDS else to_package(tables, title)
