"""INSPIRE Administrative Units: boundaries of obce in GML, with their code and name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from gis_sluzby.crs import to_5514
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.cells import as_text
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.packed import GDAL_FAULTS, members
from gis_sluzby.sources.read import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

_LAYER = "AdministrativeUnit"
_COLUMNS = {"kod_obec": "nationalCode", "nazev": "text"}
#: Codes of obce have six digits; those of the state, of kraje and okresy fewer, or letters.
_OBEC_CODE = r"[1-9]\d{5}"
_BEGINNING = 200


def inspire_obce(path: Path, source: Source) -> Opened:
    """Read the obce of an INSPIRE data set of administrative units.

    Parameters
    ----------
    path
        The GML file, possibly packed (.gz, .zip).
    source
        Its declaration in the plan.

    Returns
    -------
    kod_obec, nazev and the boundary in EPSG:5514. The file is in ETRS89 (EPSG:4258), latitude
    first, which GDAL puts right.

    Raises
    ------
    InputError
        When it is something else, or has no obec.
    """
    parts = [_units(file, source) for file in members(path, source, ".gml", ".xml")]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=parts[0].crs)
    obce = frame[frame["kod_obec"].str.fullmatch(_OBEC_CODE).eq(other=True)]
    if obce.empty:
        what = "soubor nemá žádnou obec (jednotku se šestimístným nationalCode)"
        raise InputError(Problem(what, source.path, advice="Ověřte, že jde o INSPIRE AU z ČÚZK"))
    obce = to_5514(obce.reset_index(drop=True))
    obce.index = pd.RangeIndex(1, len(obce) + 1)
    return Opened(obce, [], len(obce))


def _units(file: Member, source: Source) -> gpd.GeoDataFrame:
    """Read the units of one file."""
    pyogrio.set_gdal_config_options({"CPL_VSIL_GZIP_WRITE_PROPERTIES": "NO"})
    try:
        frame = pyogrio.read_dataframe(file.gdal(), layer=_LAYER, WRITE_GFS="NO")
    except GDAL_FAULTS as error:
        known = impostor(file.beginning(_BEGINNING, source), source)
        advice = "Čte se INSPIRE AU z ČÚZK: .gml, také v .gz nebo .zip"
        what = "soubor nejsou správní jednotky INSPIRE (AU)"
        raise InputError(known or Problem(what, source.path, advice=advice)) from error
    missing = [name for name in _COLUMNS.values() if name not in frame.columns]
    if missing:
        what = f"správním jednotkám INSPIRE chybí {' a '.join(missing)}"
        raise InputError(Problem(what, source.path))
    if not isinstance(frame, gpd.GeoDataFrame):
        what = "správní jednotky INSPIRE nemají hranice (geometry)"
        raise InputError(Problem(what, source.path, advice="Stáhněte soubor znovu"))
    texts = {name: as_text(frame[column]) for name, column in _COLUMNS.items()}
    return gpd.GeoDataFrame(texts, geometry=frame.geometry, crs=frame.crs)
