"""The reader `vector`: GeoPackage, GeoJSON, Shapefile and what else GDAL opens."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS

from gis_sluzby.crs import CZECHIA, CZECHIA_KROVAK, KROVAK, to_4326, to_5514
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan.fields import SPATIAL
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.packed import GDAL_FAULTS
from gis_sluzby.sources.rows import Wrong, cells, coordinates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.plan import Source

Box = tuple[float, float, float, float]
#: Vertices set along a box's edges before it is transformed, so that it surely contains it.
_BOX_STEP = 20_000.0
_BEGINNING = 200
#: Tables that QGIS keeps in a GeoPackage for itself.
_QGIS_TABLES = ("layer_styles", "qgis_projects")
_SWAPPED = "souřadnice jsou prohozené: nejdřív má být délka (x), pak šířka (y)"


def read_vector(
    path: Path, source: Source, *, where: tuple[str, str] | None = None, box: Box | None = None
) -> tuple[pd.DataFrame, list[Wrong]]:
    """Read features with geometry in EPSG:5514.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan.
    where
        Column and value: only features with that value.
    box
        Only features that touch this box of EPSG:5514 (metres).

    Returns
    -------
    The features, and those that lie outside Czechia (where no box is asked for). The index is the
    fid, as GDAL and QGIS number the features. A layer without geometry gives a plain frame.

    Raises
    ------
    InputError
        When GDAL cannot read the file, its reference system is not set or contradicts the
        coordinates, or the table needs geometry and the layer has none.
    """
    layer, info = _described(path, source)
    spatial = info["geometry_type"] is not None
    if not spatial and source.table in SPATIAL:
        raise InputError(Problem("vrstva nemá geometrii", source.path, f"vrstva {layer}"))
    if spatial:
        _check_system(info, source)
    names = {name.strip(): name for name in info["fields"]}
    with _told(path, source):
        frame = pyogrio.read_dataframe(
            path,
            layer=layer,
            encoding=source.stated_encoding(),
            bbox=_in_crs(box, CRS(info["crs"])) if box else None,
            where=_equals(names[where[0]], where[1]) if where else None,
            fid_as_index=True,
        )
    frame.columns = frame.columns.str.strip()
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame, []
    moved = to_5514(frame)
    if box is None:
        return moved, _outside(frame, moved)
    return moved[shapely.intersects(moved.geometry.to_numpy(), shapely.box(*box))], []


def read_columns(path: Path, source: Source, columns: list[str]) -> pd.DataFrame:
    """Read some columns of all features, without geometry.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan.
    columns
        Names of the columns in the file.

    Returns
    -------
    The columns; the index is the fid.
    """
    layer, info = _described(path, source)
    names = [name for name in info["fields"] if name.strip() in columns]
    with _told(path, source):
        frame = pyogrio.read_dataframe(
            path,
            layer=layer,
            encoding=source.stated_encoding(),
            columns=names,
            read_geometry=False,
            fid_as_index=True,
        )
    return frame.set_axis(frame.columns.str.strip(), axis=1)[columns]


def column_names(path: Path, source: Source) -> list[str]:
    """Give the names of a file's columns.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan.

    Returns
    -------
    The names in the file's order, without spaces around them.

    Raises
    ------
    InputError
        When GDAL cannot read the file, or the layer is not clear.
    """
    return [str(name).strip() for name in _described(path, source)[1]["fields"]]


def _described(path: Path, source: Source) -> tuple[str, dict[str, Any]]:
    """Choose the layer, the stated one or else the only one, and describe it."""
    with _told(path, source):
        layers = [
            str(name)
            for name, kind in pyogrio.list_layers(path)
            if name not in _QGIS_TABLES and (kind or source.table not in SPATIAL)
        ]
        layer = _layer(layers, source)
        info: dict[str, Any] = pyogrio.read_info(
            path, layer=layer, encoding=source.stated_encoding(), force_total_bounds=True
        )
    return layer, info


@contextmanager
def _told(path: Path, source: Source) -> Iterator[None]:
    """Turn GDAL's faults into an error about the source."""
    try:
        yield
    except GDAL_FAULTS as error:
        with path.open("rb") as file:
            known = impostor(file.read(_BEGINNING), source)
        problem = known or Problem(
            "soubor nelze přečíst jako mapovou vrstvu",
            source.path,
            advice="Čtou se GeoPackage, GeoJSON a Shapefile; ověřte, že jde soubor otevřít v QGIS",
        )
        raise InputError(problem) from error


def _layer(layers: list[str], source: Source) -> str:
    """Choose one of the layers."""
    if source.layer is not None and source.layer in layers:
        return source.layer
    if source.layer is None and len(layers) == 1:
        return layers[0]
    if not layers:
        raise InputError(Problem("soubor nemá žádnou vrstvu s geometrií", source.path))
    if source.layer is not None:
        what, advice = f"vrstva „{source.layer}“ v souboru není", "Má vrstvy"
    else:
        what, advice = "soubor má více vrstev", "Doplňte ke zdroji v plánu layer, jednu z"
    raise InputError(Problem(what, source.path, advice=f"{advice}: {', '.join(layers)}"))


def _equals(column: str, value: str) -> str:
    """Give the condition that a column has a value."""
    name, text = column.replace('"', '""'), value.replace("'", "''")
    return f"\"{name}\" = '{text}'"


def _check_system(info: dict[str, Any], source: Source) -> None:
    """Refuse a layer without a reference system, or that as a whole lies elsewhere."""
    if info["crs"] is None:
        problem = Problem(
            "soubor nemá určený souřadnicový systém",
            source.path,
            advice="Přiřaďte vrstvě systém v QGIS (Vrstva > Nastavit SRS vrstvy) a uložte ji znovu",
        )
        raise InputError(problem)
    limits = _limits(CRS(info["crs"]))
    bounds = np.array([info["total_bounds"] or [np.nan] * 4], float)
    if limits is None or not _apart(bounds, limits)[0]:
        return
    west, south, east, north = bounds[0].tolist()
    what = (
        f"souřadnice (od {coordinates(west, south)} do {coordinates(east, north)}) leží mimo Česko "
        f"v systému {info['crs']}, který soubor uvádí"
    )
    advice = (
        f"{_SWAPPED[0].upper()}{_SWAPPED[1:]}"
        if not _apart(bounds[:, [1, 0, 3, 2]], limits)[0]
        else "Soubor má nejspíš jiný souřadnicový systém, než uvádí; nastavte správný v QGIS"
    )
    raise InputError(Problem(what, source.path, advice=advice))


def _outside(frame: gpd.GeoDataFrame, moved: gpd.GeoDataFrame) -> list[Wrong]:
    """Name the features that do not lie in Czechia; `moved` are the same in EPSG:5514."""
    limits = _limits(frame.crs)
    bounds = shapely.bounds((moved if limits is None else frame).geometry.to_numpy())
    limits = limits or CZECHIA_KROVAK
    outside = pd.Series(_sticks_out(bounds, limits), index=frame.index)
    swapped = ~_sticks_out(bounds[:, [1, 0, 3, 2]], limits)
    corners = pd.Series([coordinates(x, y) for x, y, *_ in bounds.tolist()], index=frame.index)
    if outside.all() and len(outside):
        what = f"souřadnice nejsou v systému {frame.crs.name}, který soubor uvádí: leží mimo Česko"
        return [Wrong(None, None, str(corners.iloc[0]), what)]
    words = pd.Series(np.where(swapped, _SWAPPED, "prvek leží mimo Česko"), index=frame.index)
    return [Wrong(row, None, str(corners[row]), what) for row, what in cells(words[outside])]


def _limits(crs: CRS) -> Box | None:
    """Give the extent of Czechia in a system; none where it is neither of the usual."""
    if crs.is_geographic:
        return CZECHIA
    return CZECHIA_KROVAK if crs == CRS(KROVAK) else None


def _apart(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Tell which bounds do not even touch a box; those of nothing do."""
    west, south, east, north = box
    x, y, to_x, to_y = bounds.T
    return (to_x < west) | (x > east) | (to_y < south) | (y > north)


def _sticks_out(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Tell which bounds are not within a box; those of nothing are."""
    west, south, east, north = box
    x, y, to_x, to_y = bounds.T
    return (x < west) | (to_x > east) | (y < south) | (to_y > north)


def _in_crs(box: Box, crs: CRS) -> Box | None:
    """Give a box of EPSG:5514 in the file's system; none where that is neither of the usual."""
    if crs == CRS(KROVAK):
        return box
    if not crs.is_geographic:
        return None
    edge = gpd.GeoSeries([shapely.segmentize(shapely.box(*box), _BOX_STEP)], crs=KROVAK)
    west, south, east, north = (float(value) for value in to_4326(edge).total_bounds)
    return west, south, east, north
