"""Obce of an exchange file: boundaries, official points, and what they belong to.

RÚIAN numbers its areas in its own way. Okres and kraj have the codes of the statistical office
beside it (`NutsLau`); the ORP and the POÚ do not: theirs come from the office's relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.read import Opened
from gis_sluzby.sources.ruian.vfr import BOUNDARY, POINT, vfr_files, vfr_layer

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

    Codes = pd.Series[str]

_OBCE = {"kod_obec": "Kod", "nazev": "Nazev", "okres": "OkresKod", "pou": "PouKod"}
_LAU, _NUTS = 6, 5
#: Praha is a kraj without okresy; the statistical office gives it one all the same.
_PRAHA, _PRAHA_LAU = "CZ010", "CZ0100"


def vfr_obce(path: Path, source: Source) -> Opened:
    """Read the obce of exchange files with what they belong to.

    Parameters
    ----------
    path
        A state file, files of obce, or a ZIP archive of them.
    source
        Its declaration in the plan.

    Returns
    -------
    kod_obec, nazev, kod_okres (LAU 1), nazev_okres, kod_kraj (NUTS 3), nazev_kraj, nazev_pou,
    nazev_orp, the numbers of RÚIAN ruian_pou and ruian_orp, and the boundary in EPSG:5514, the
    original one or else the generalised. What a file of one obec does not say is null.

    Raises
    ------
    InputError
        When it is no exchange file, or it has no obec.
    """
    parts = [_with_uppers(file, source) for file in vfr_files(path, source)]
    return _opened(gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK), source)


def vfr_points(path: Path, source: Source) -> Opened:
    """Read the official points of the obce of exchange files.

    Parameters
    ----------
    path
        A state file, files of obce, or a ZIP archive of them.
    source
        Its declaration in the plan.

    Returns
    -------
    kod_obec and the point; the first of an obec that has several.

    Raises
    ------
    InputError
        When it is no exchange file, or it has no obec.
    """
    parts = [
        vfr_layer(file, source, "Obce", {"kod_obec": "Kod"}, POINT)
        for file in vfr_files(path, source)
    ]
    points = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK)
    first = shapely.get_geometry(points.geometry.to_numpy(), 0)
    return _opened(points.set_geometry(gpd.GeoSeries(first, points.index, crs=KROVAK)), source)


def _opened(frame: gpd.GeoDataFrame, source: Source) -> Opened:
    """Give the features numbered from 1; refuse a file without obce."""
    if frame.empty:
        advice = "Vezměte soubor státu (ST_UKSG, ST_UKSH) nebo obce (OB_…_UKSH)"
        raise InputError(Problem("soubor VFR nemá žádnou obec", source.path, advice=advice))
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Opened(frame, [], len(frame))


def _with_uppers(file: Member, source: Source) -> gpd.GeoDataFrame:
    """Read the obce of one file and find the areas above them by the numbers of their parents."""
    fields = {**_OBCE, "lau": "NutsLau"}
    obce = gpd.GeoDataFrame(vfr_layer(file, source, "Obce", fields, BOUNDARY))
    pou = _layer(file, source, "Pou", orp="OrpKod")
    orp = _layer(file, source, "Orp", vusc="VuscKod")
    okresy = _layer(file, source, "Okresy", vusc="VuscKod", lau="NutsLau")
    of_orp = obce["pou"].map(pou["orp"])
    okres = obce["lau"].str.slice(0, _LAU).fillna(obce["okres"].map(okresy["lau"]))
    vusc = obce["okres"].map(okresy["vusc"]).fillna(of_orp.map(orp["vusc"]))
    kraj = okres.str.slice(0, _NUTS).fillna(vusc.map(_kraje_by_number()))
    names = {one.code: one.name for one in codelists.kraje()}
    return obce[["kod_obec", "nazev", "geometry"]].assign(
        ruian_pou=obce["pou"],
        nazev_pou=obce["pou"].map(pou["nazev"]),
        ruian_orp=of_orp,
        nazev_orp=of_orp.map(orp["nazev"]),
        kod_okres=okres.mask(okres.isna() & (kraj == _PRAHA), _PRAHA_LAU),
        nazev_okres=obce["okres"].map(okresy["nazev"]),
        kod_kraj=kraj,
        nazev_kraj=kraj.map(names),
    )


def _layer(file: Member, source: Source, name: str, **fields: str) -> pd.DataFrame:
    """Read the attributes of areas, by their number in RÚIAN."""
    columns = {"kod": "Kod", "nazev": "Nazev", **fields}
    return vfr_layer(file, source, name, columns, None).drop_duplicates("kod").set_index("kod")


def _kraje_by_number() -> Codes:
    """Give the codes of kraje by their number in RÚIAN."""
    numbers = {one.ruian: one.code for one in codelists.kraje() if one.ruian}
    return pd.Series(numbers, dtype=pd.StringDtype(na_value=np.nan))
