"""GeoPackages: frames written as layers, the same frames giving the same bytes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio

from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

#: Version 1.2 of the format opens in QGIS 3.22 without a warning.
VERSION = "1.2"
#: Written in place of the current time, which would make every file different; the format asks for
#: thousandths of a second.
PINNED_DATE = "2000-01-01T00:00:00.000Z"

#: Types of layers whose features may have several parts.
_MULTI = ("MultiPolygon", "MultiLineString")
#: Nobody reads a file before it is whole: no need to wait for the disk after every table.
_UNHURRIED = {"OGR_SQLITE_SYNCHRONOUS": "OFF"}


def write_geopackage(
    path: Path, layers: Mapping[str, pd.DataFrame], areas: Collection[str] = ()
) -> None:
    """Write frames as layers of a new GeoPackage.

    Parameters
    ----------
    path
        The file, which must not exist.
    layers
        Frames by layer name; GeoDataFrames in EPSG:5514 become spatial layers with the column
        `geom`, others attribute tables. A layer named like a canonical table takes its title.
    areas
        Names of layers that are of areas even where they have no rows.

    Raises
    ------
    pyogrio.errors.DataSourceError
        When the file cannot be written.
    """
    with _options(_UNHURRIED), pinned_date():
        for name, frame in layers.items():
            table = tables().get(name)
            kind = "MultiPolygon" if name in areas else _geometry_type(frame)
            metadata = {"DESCRIPTION": table.title} if table else None
            pyogrio.write_dataframe(
                frame,
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                geometry_type=kind,
                dataset_options={"VERSION": VERSION},
                layer_options={"GEOMETRY_NAME": "geom"} if _is_spatial(frame) else {},
                layer_metadata=metadata,
                promote_to_multi=kind in _MULTI or None,
            )


@contextmanager
def pinned_date() -> Iterator[None]:
    """Make GDAL write the pinned date in place of the current time."""
    with _options({"OGR_CURRENT_DATE": PINNED_DATE}):
        yield


@contextmanager
def _options(wanted: dict[str, str]) -> Iterator[None]:
    """Set options of GDAL for a while."""
    before = {name: pyogrio.get_gdal_config_option(name) for name in wanted}
    pyogrio.set_gdal_config_options(wanted)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _is_spatial(frame: pd.DataFrame) -> bool:
    """Tell whether a frame carries geometry."""
    return isinstance(frame, gpd.GeoDataFrame)


def _geometry_type(frame: pd.DataFrame) -> str | None:
    """Choose one type for a layer, so that empty layers and mixed parts keep it too."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return None
    kinds = set(frame.geometry.geom_type.dropna())
    if kinds <= {"Point"}:
        return "Point"
    if kinds <= {"LineString"}:
        return "LineString"
    if kinds <= {"LineString", "MultiLineString"}:
        return "MultiLineString"
    return "MultiPolygon" if kinds <= {"Polygon", "MultiPolygon"} else "Unknown"
