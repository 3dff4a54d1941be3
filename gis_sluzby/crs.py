"""Coordinates: the one place where they are transformed.

Inside the program all geometry is EPSG:5514 (S-JTSK / Krovák East North, metres, both
coordinates negative in Czechia); EPSG:4326 only comes in and goes out at the door.

PROJ chooses the datum operation *per point*, and in Moravia picks a Slovak one, a metre away
from its neighbour. So the operation is pinned here: from the transformer group of
EPSG:4326 to EPSG:5514 the one that contains EPSG:5239 (S-JTSK to WGS 84 for Czechia, 1 m), used
forwards and backwards. Other systems on the datum S-JTSK are converted without a change of
datum; the rest goes through WGS 84.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.enums import TransformDirection
from pyproj.transformer import AreaOfInterest, TransformerGroup

from gis_sluzby.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

KROVAK = "EPSG:5514"
WGS84 = "EPSG:4326"
#: The datum operation that is pinned.
PINNED_OPERATION = "EPSG:5239"
_PINNED_STEP = (PINNED_OPERATION, "INVERSE(EPSG):5239")
#: Longitude and latitude that every point of Czechia lies within (degrees, with a margin).
CZECHIA = (12.0, 48.5, 18.9, 51.1)
#: The same in EPSG:5514 (metres, with a margin).
CZECHIA_KROVAK = (-905_000.0, -1_230_000.0, -430_000.0, -930_000.0)

#: A way to the north that is straight, degrees.
_SHORT_WAY = 1e-3

Frame = TypeVar("Frame", gpd.GeoDataFrame, gpd.GeoSeries)


@cache
def czech_transformer() -> Transformer:
    """Give the pinned transformer from EPSG:4326 (lon, lat) to EPSG:5514 (x, y).

    Returns
    -------
    The transformer through EPSG:5239; `direction="INVERSE"` of the same object leads back.

    Raises
    ------
    InputError
        When this PROJ does not offer the operation.
    """
    for transformer in TransformerGroup(WGS84, KROVAK, always_xy=True).transformers:
        steps = [step.to_json_dict().get("id", {}) for step in transformer.operations or ()]
        # A step that is run backwards is named "INVERSE(EPSG)".
        if any(f"{step.get('authority')}:{step.get('code')}" in _PINNED_STEP for step in steps):
            return transformer
    message = f"Knihovna PROJ nenabízí převod {PINNED_OPERATION} mezi {WGS84} a {KROVAK}"
    raise InputError(message)


def to_krovak(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Transform WGS 84 degrees to EPSG:5514 metres.

    Parameters
    ----------
    lon, lat
        Longitude and latitude in degrees; NaN stays NaN.

    Returns
    -------
    The coordinates x and y in metres, of the shape given.
    """
    x, y = czech_transformer().transform(np.asarray(lon, float), np.asarray(lat, float))
    return _or_nan(x, y)


def to_degrees(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Transform EPSG:5514 metres to WGS 84 degrees.

    Parameters
    ----------
    x, y
        Coordinates in metres, both negative in Czechia; NaN stays NaN.

    Returns
    -------
    Longitude and latitude in degrees, of the shape given.
    """
    lon, lat = czech_transformer().transform(
        np.asarray(x, float), np.asarray(y, float), direction=TransformDirection.INVERSE
    )
    return _or_nan(lon, lat)


def north_angle(x: float, y: float) -> float:
    """Give the direction of true north on a sheet in EPSG:5514.

    Parameters
    ----------
    x, y
        A place, metres.

    Returns
    -------
    Degrees from the sheet's vertical, clockwise: 9.4 at Cheb, 4.9 at Ostrava.
    """
    lon, lat = to_degrees(x, y)
    there_x, there_y = to_krovak(lon, lat + _SHORT_WAY)
    return float(np.degrees(np.arctan2(there_x - x, there_y - y)))


def to_5514(frame: Frame) -> Frame:
    """Bring a frame or series of geometry to EPSG:5514 by the pinned operation.

    Parameters
    ----------
    frame
        Geometry with its reference system set.

    Returns
    -------
    A copy in EPSG:5514; the frame itself when it is there already.

    Raises
    ------
    InputError
        When the reference system is not set or no transformation leads from it.
    """
    if frame.crs is None:
        message = "Geometrie nemá určený souřadnicový systém"
        raise InputError(message)
    if frame.crs == CRS(KROVAK):
        return frame if frame.crs.to_epsg() else frame.set_crs(KROVAK, allow_override=True)
    if _is_wgs84(frame.crs):
        return _with_coordinates(frame, to_krovak, KROVAK)
    if frame.crs.datum == CRS(KROVAK).datum:
        return _with_coordinates(frame, _best(frame.crs.to_wkt(), KROVAK).transform, KROVAK)
    into = _best(frame.crs.to_wkt(), WGS84)

    def through_wgs84(x: Floats, y: Floats) -> tuple[Floats, Floats]:
        return to_krovak(*into.transform(x, y))

    return _with_coordinates(frame, through_wgs84, KROVAK)


def to_4326(frame: Frame) -> Frame:
    """Bring a frame or series of geometry from EPSG:5514 to EPSG:4326 (lon, lat).

    Parameters
    ----------
    frame
        Geometry in EPSG:5514.

    Returns
    -------
    A copy in EPSG:4326.

    Raises
    ------
    InputError
        When the geometry is not in EPSG:5514: inside the program nothing else exists.
    """
    if frame.crs is not None and _is_wgs84(frame.crs):
        return frame
    if frame.crs != CRS(KROVAK):
        message = f"Čeká se geometrie v {KROVAK}, tato je v {frame.crs}"
        raise InputError(message)
    return _with_coordinates(frame, to_degrees, WGS84)


def _is_wgs84(crs: CRS) -> bool:
    """Tell whether a reference system is WGS 84 in degrees, in either axis order."""
    return bool(crs.equals(CRS(WGS84), ignore_axis_order=True))


@cache
def _best(wkt: str, target: str) -> Transformer:
    """Give the best single operation for Czechia between two systems (x or lon first)."""
    found = TransformerGroup(
        CRS(wkt), target, always_xy=True, area_of_interest=AreaOfInterest(*CZECHIA)
    )
    if not found.transformers:
        message = f"Knihovna PROJ nenabízí převod ze systému {CRS(wkt).name} do {target}"
        raise InputError(message)
    return found.transformers[0]


def _with_coordinates(
    frame: Frame,
    change: Callable[[Floats, Floats], tuple[Floats, Floats]],
    crs: str,
) -> Frame:
    """Give a copy of the frame whose coordinates went through a function of x and y."""
    changed = shapely.transform(
        frame.geometry.to_numpy(), lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1]))
    )
    geometry = gpd.GeoSeries(changed, index=frame.index, crs=crs)
    if isinstance(frame, gpd.GeoSeries):
        return geometry.rename(frame.name)
    return frame.drop(columns=frame.geometry.name).set_geometry(
        geometry.rename("geometry"), crs=crs
    )


def _or_nan(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Turn the infinities that PROJ gives for impossible coordinates into NaN."""
    bad = ~(np.isfinite(first) & np.isfinite(second))
    return np.where(bad, np.nan, first), np.where(bad, np.nan, second)
