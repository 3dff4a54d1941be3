"""The reader `vector`: GeoPackage, GeoJSON, Shapefile and what else GDAL opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS

from gis_sluzby.crs import CZECHIA, CZECHIA_KROVAK, KROVAK, to_4326, to_5514
from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source

Box = tuple[float, float, float, float]
#: Vertices set along a box's edges before it is transformed, so that it surely contains it.
_BOX_STEP = 20_000.0


def read_vector(
    path: Path, source: Source, *, where: tuple[str, str] | None = None, box: Box | None = None
) -> gpd.GeoDataFrame:
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
    The features; the index is the number of the feature, from 1.

    Raises
    ------
    InputError
        When GDAL cannot read the file, its reference system is not set or contradicts the
        coordinates, or a geometry is empty or invalid.
    """
    layer = _layer(path, source)
    info = _info(path, source, layer)
    crs = info["crs"]
    if crs is None:
        problem = Problem(
            "soubor nemá určený souřadnicový systém",
            source.path,
            advice="Přiřaďte vrstvě systém v QGIS (Vrstva > Nastavit SRS vrstvy) a uložte ji znovu",
        )
        raise InputError(problem)
    frame = pyogrio.read_dataframe(
        path,
        layer=layer,
        bbox=_in_crs(box, CRS(crs)) if box else None,
        where=f"\"{where[0]}\" = '{where[1]}'" if where else None,
    )
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    if len(frame) and not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(Problem("vrstva nemá geometrii", source.path, f"vrstva {layer}"))
    _check_place(frame, source)
    return to_5514(frame)


def read_attributes(path: Path, source: Source, columns: list[str]) -> pd.DataFrame:
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
    The columns; the index is the number of the feature, from 1.
    """
    frame = pyogrio.read_dataframe(
        path, layer=_layer(path, source), columns=columns, read_geometry=False
    )
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame


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
    The names in the file's order.
    """
    return [str(name) for name in _info(path, source, _layer(path, source))["fields"]]


def check_geometry(frame: gpd.GeoDataFrame, source: Source) -> None:
    """Refuse empty and invalid geometry.

    Parameters
    ----------
    frame
        Features as `read_vector` gives them.
    source
        Their declaration in the plan.

    Raises
    ------
    InputError
        Naming every such feature.
    """
    geometry = frame.geometry.to_numpy()
    none = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    invalid = ~none & ~shapely.is_valid(geometry)
    problems = [
        Problem("geometrie chybí nebo je prázdná", source.path, f"prvek {row}")
        for row in frame.index[none]
    ] + [
        Problem(
            f"geometrie není platná ({shapely.is_valid_reason(shape)})",
            source.path,
            f"prvek {row}",
            advice="Opravte ji v QGIS (Opravit geometrie)",
        )
        for row, shape in zip(frame.index[invalid], geometry[invalid], strict=True)
    ]
    if problems:
        raise InputError(problems)


def _layer(path: Path, source: Source) -> str | None:
    """Choose the layer: the stated one, else the only one with geometry."""
    try:
        layers = [name for name, kind in pyogrio.list_layers(path) if kind]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        problem = Problem(
            f"soubor nelze přečíst jako mapovou vrstvu ({error})",
            source.path,
            advice="Čtou se GeoPackage, GeoJSON a Shapefile",
        )
        raise InputError(problem) from error
    if source.layer is not None and source.layer not in layers:
        what = f"vrstva „{source.layer}“ v souboru není"
        raise InputError(Problem(what, source.path, advice=f"Má vrstvy: {', '.join(layers)}"))
    if source.layer is None and len(layers) > 1:
        what = "soubor má více vrstev"
        advice = f"Doplňte ke zdroji v plánu layer, jednu z: {', '.join(layers)}"
        raise InputError(Problem(what, source.path, advice=advice))
    return source.layer or (layers[0] if layers else None)


def _info(path: Path, source: Source, layer: str | None) -> dict[str, object]:
    """Read the description of a layer."""
    try:
        return dict(pyogrio.read_info(path, layer=layer))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(Problem(f"soubor nelze přečíst ({error})", source.path)) from error


def _in_crs(box: Box, crs: CRS) -> Box | None:
    """Give a box of EPSG:5514 in the file's system; none where that is neither of the usual."""
    if crs == CRS(KROVAK):
        return box
    if not crs.is_geographic:
        return None
    edge = gpd.GeoSeries([shapely.segmentize(shapely.box(*box), _BOX_STEP)], crs=KROVAK)
    west, south, east, north = (float(v) for v in to_4326(edge).total_bounds)
    return west, south, east, north


def _check_place(frame: gpd.GeoDataFrame, source: Source) -> None:
    """Refuse coordinates that cannot be what the file says they are."""
    if frame.empty:
        return
    west, south, east, north = (float(v) for v in frame.total_bounds)
    crs = frame.crs
    limits = CZECHIA if crs.is_geographic else CZECHIA_KROVAK if crs == CRS(KROVAK) else None
    if limits is None:
        return
    if limits[0] <= west and east <= limits[2] and limits[1] <= south and north <= limits[3]:
        return
    swapped = limits[0] <= south and north <= limits[2] and limits[1] <= west and east <= limits[3]
    advice = (
        "Souřadnice jsou prohozené: v souboru má být nejdřív délka (x), pak šířka (y)"
        if swapped
        else "Soubor má nejspíš jiný souřadnicový systém, než uvádí; nastavte správný v QGIS"
    )
    what = (
        f"souřadnice ({west:g} až {east:g}, {south:g} až {north:g}) leží mimo Česko "
        f"v systému {crs.to_string()}"
    )
    raise InputError(Problem(what, source.path, advice=advice))
