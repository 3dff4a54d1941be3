"""The datové centrum as one GeoPackage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyogrio

from gis_sluzby.centre.described import describe_columns
from gis_sluzby.centre.keys import check_keys
from gis_sluzby.errors import InputError, MissingSourceError, Problem
from gis_sluzby.geopackage import write_geopackage
from gis_sluzby.sources.packed import GDAL_FAULTS
from gis_sluzby.tables import conform, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Centre = dict[str, pd.DataFrame]
#: The tables of a centre, in the order of the file.
CENTRE_TABLES = (
    "sources",
    "obce",
    "obec_points",
    "demand_points",
    "areas",
    "area_obce",
    "obec_parts",
    "water",
    "population",
    "providers",
    "services",
    "sites",
    "service_sites",
    "offers",
    "capacities",
    "targets",
    "declared",
    "need",
    "indicators",
    "network",
    "service_year",
    "matrix",
    "departments",
    "audit",
)


def write_centre(centre: Centre, path: Path) -> None:
    """Write a datové centrum as one GeoPackage.

    Parameters
    ----------
    centre
        The canonical tables.
    path
        The file, which must not exist.
    """
    write_geopackage(path, {name: centre[name] for name in CENTRE_TABLES})
    describe_columns(path, CENTRE_TABLES)


def load_centre(path: Path) -> Centre:
    """Read a datové centrum back from its GeoPackage.

    Parameters
    ----------
    path
        The file `centrum.gpkg`.

    Returns
    -------
    The canonical tables, each in canonical form.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    InputError
        When a table is missing or not canonical, or a row refers to one that is not there.
    """
    if not path.is_file():
        raise MissingSourceError(
            Problem("datové centrum neexistuje", str(path), advice="Spusťte load")
        )
    try:
        present = set(pyogrio.list_layers(path)[:, 0])
        frames = {
            name: pyogrio.read_dataframe(path, layer=name)
            for name in CENTRE_TABLES
            if name in present
        }
    except GDAL_FAULTS as error:
        what, advice = "datové centrum je poškozené", "Spusťte load znovu"
        raise InputError(Problem(what, str(path), advice=advice)) from error
    lacking = _lacking(frames)
    if lacking:
        advice = (
            "Spusťte load znovu; jde-li o snímek, pořiďte ho znovu příkazem snapshot --overwrite"
        )
        what = f"soubor je z jiné verze programu: v datovém centru chybí {lacking}"
        raise InputError(Problem(what, str(path), advice=advice))
    centre: Centre = {name: conform(frame, name) for name, frame in frames.items()}
    check_keys(centre)
    return centre


def _lacking(frames: Mapping[str, pd.DataFrame]) -> str:
    """Name the tables, and the columns that rows cannot be without, which a file does not have."""
    absent = [name for name in CENTRE_TABLES if name not in frames]
    columns = [
        f"{name}.{column.name}"
        for name, frame in frames.items()
        for column in tables()[name].columns
        if column.name not in frame and len(frame)
        if column.required or column.type in {"integer", "boolean"}
    ]
    named = (("tabulky", absent), ("sloupce", columns))
    return "; ".join(f"{what} {', '.join(names)}" for what, names in named if names)
