"""The exchange format of RÚIAN (VFR): one layer of it, with the geometry asked for by name.

GDAL reads it with a description of its own (`ruian_vf_*.gfs`), under which a feature has several
geometries and a plain read gives the first, the official point. Structure of the format: ČÚZK,
Struktura a popis výměnného formátu RÚIAN.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.cells import as_text
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.packed import GDAL_FAULTS, members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

POINT, BOUNDARY, GENERALISED = "DefinicniBod", "OriginalniHranice", "GeneralizovaneHranice"
#: Layers whose boundary may stand there generalised (files ST_UKSG).
_WITH_GENERALISED = ("Okresy", "Orp", "Pou", "Obce", "KatastralniUzemi")
_HEADER = 8_000
_KIND = re.compile(rb"<vf:TypDavky>\s*(\w+)")
#: Nothing is written beside the data, and a layer ends where the next one begins.
_OPTIONS = {"WRITE_GFS": "NO", "READ_MODE": "SEQUENTIAL_LAYERS"}
_NO_PROPERTIES = {"CPL_VSIL_GZIP_WRITE_PROPERTIES": "NO"}


def vfr_files(path: Path, source: Source) -> list[Member]:
    """Find the exchange files in a file: .xml, .xml.gz, or a ZIP archive of some.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan.

    Returns
    -------
    The exchange files.

    Raises
    ------
    InputError
        When one is something else, or lists changes only.
    """
    found = members(path, source, ".xml", ".gml")
    for member in found:
        head = member.beginning(_HEADER, source)
        if b"VymennyFormat" not in head:
            page = impostor(head, source) if b"<html" in head.lower() else None
            raise InputError(page or _stranger(source))
        kind = _KIND.search(head)
        if kind is not None and kind[1] != b"Plna":
            advice = "Stáhněte úplný soubor: stát ST_UKSG nebo ST_UKSH, obec OB_…_UKSH"
            what = "soubor VFR obsahuje jen změny, ne celý stav"
            raise InputError(Problem(what, source.path, advice=advice))
    return found


def vfr_layer(
    file: Member, source: Source, layer: str, columns: Mapping[str, str], geometry: str | None
) -> pd.DataFrame:
    """Read one layer of an exchange file.

    Parameters
    ----------
    file
        The exchange file.
    source
        Its declaration in the plan.
    layer
        Name of the layer in GDAL's description, e.g. "Obce".
    columns
        Field of the layer by the name that it should have.
    geometry
        Name of the geometry; `BOUNDARY` stands for the generalised one too, where the file has no
        other. None reads attributes alone.

    Returns
    -------
    The columns as text, and the geometry in EPSG:5514 where one is asked for; no rows where the
    file does not have the layer.

    Raises
    ------
    InputError
        When the file is cut or is not well-formed.
    """
    with _told(source):
        layers = pyogrio.list_layers(file.gdal())[:, 0]
        if "Obce" not in layers:
            what = "soubor VFR není stavový soubor státu ani obce"
            advice = "Čtou se soubory ST_UKSG, ST_UKSH a OB_…_UKSH"
            raise InputError(Problem(what, source.path, advice=advice))
        if layer not in layers:
            return _nothing([*columns], spatial=geometry is not None)
        frame = _read(file, layer, list(columns.values()), geometry)
        unbounded = geometry == BOUNDARY and frame.geometry.isna().all()
        if unbounded and layer in _WITH_GENERALISED and len(frame):
            frame = _read(file, layer, list(columns.values()), GENERALISED)
    texts = {name: as_text(frame[field]) for name, field in columns.items()}
    table = pd.DataFrame(texts, index=frame.index)
    if geometry is None:
        return table
    return gpd.GeoDataFrame(table, geometry=frame.geometry, crs=KROVAK)


def _read(file: Member, layer: str, fields: list[str], geometry: str | None) -> gpd.GeoDataFrame:
    """Read fields and one geometry by name."""
    wanted = [*fields, *([geometry] if geometry else [])]
    # Names come from this room alone.
    query = f"SELECT {', '.join(wanted)} FROM {layer}"  # noqa: S608
    return pyogrio.read_dataframe(
        file.gdal(), sql=query, read_geometry=geometry is not None, **_OPTIONS
    )


@contextmanager
def _told(source: Source) -> Iterator[None]:
    """Turn GDAL's faults into an error about the source."""
    pyogrio.set_gdal_config_options(_NO_PROPERTIES)
    try:
        yield
    except GDAL_FAULTS as error:
        what = f"soubor VFR nelze přečíst ({error})"
        advice = "Nejspíš se nestáhl celý: stáhněte jej znovu"
        raise InputError(Problem(what, source.path, advice=advice)) from error


def _stranger(source: Source) -> Problem:
    """Say that a file is no exchange file."""
    advice = "Čte se výměnný formát z veřejného přístupu k RÚIAN: .xml.zip, .xml.gz nebo .xml"
    return Problem("soubor není výměnný formát RÚIAN (VFR)", source.path, advice=advice)


def _nothing(columns: list[str], *, spatial: bool) -> pd.DataFrame:
    """Give a frame without rows."""
    table = pd.DataFrame({name: as_text(pd.Series(dtype=object)) for name in columns})
    return gpd.GeoDataFrame(table, geometry=[], crs=KROVAK) if spatial else table
