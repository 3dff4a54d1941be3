"""Parts of obce in an exchange file: městské části and obvody, parts of obce, ZSJ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.read import Opened
from gis_sluzby.sources.ruian.vfr import BOUNDARY, POINT, vfr_files, vfr_layer

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

#: Level of the table `obec_parts`: the layer, and the field that leads to the obec.
_LAYERS = {
    "mc": ("Momc", "ObecKod"),
    "mop": ("Mop", "ObecKod"),
    "spravni_obvod": ("SpravniObvody", "ObecKod"),
    "cast": ("CastiObci", "ObecKod"),
    "zsj": ("Zsj", "KatastralniUzemiKod"),
}
#: Levels that have no boundary in RÚIAN.
_POINTS_ONLY = ("cast",)


def vfr_parts(path: Path, source: Source) -> Opened:
    """Read all parts of obce that exchange files have.

    Parameters
    ----------
    path
        A state file, files of obce, or a ZIP archive of them.
    source
        Its declaration in the plan.

    Returns
    -------
    level (mc, mop, spravni_obvod, cast, zsj), kod, nazev, kod_obec, and the boundary in
    EPSG:5514 or, where the file has none, the official point.

    Raises
    ------
    InputError
        When it is no exchange file.
    """
    found = [_level(file, source, level) for file in vfr_files(path, source) for level in _LAYERS]
    frame = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=KROVAK)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Opened(frame, [], len(frame))


def _level(file: Member, source: Source, level: str) -> gpd.GeoDataFrame:
    """Read the parts of one level."""
    layer, upper = _LAYERS[level]
    fields = {"kod": "Kod", "nazev": "Nazev", "upper": upper}
    points = gpd.GeoDataFrame(vfr_layer(file, source, layer, fields, POINT))
    shapes = gpd.GeoSeries(
        shapely.get_geometry(points.geometry.to_numpy(), 0), points.index, crs=KROVAK
    )
    if level not in _POINTS_ONLY and len(points):
        bounded = vfr_layer(file, source, layer, {"kod": "Kod"}, BOUNDARY)
        shapes = gpd.GeoDataFrame(bounded).geometry.fillna(shapes)
    obec = points["upper"]
    if upper == "KatastralniUzemiKod":
        fields = {"kod": "Kod", "obec": "ObecKod"}
        cadastral = vfr_layer(file, source, "KatastralniUzemi", fields, None)
        obec = obec.map(cadastral.drop_duplicates("kod").set_index("kod")["obec"])
    named = points[["kod", "nazev"]].assign(level=level, kod_obec=obec)
    return gpd.GeoDataFrame(named, geometry=shapes, crs=KROVAK)
