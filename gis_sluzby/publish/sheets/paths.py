"""Geometry as paths to draw: one path for many shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

if TYPE_CHECKING:
    from numpy.typing import NDArray


def area_path(geometry: NDArray[np.object_]) -> Path:
    """Give one path of all rings of polygons; holes stay holes.

    Parameters
    ----------
    geometry
        Polygons and multipolygons in millimetres; anything else is left out.

    Returns
    -------
    matplotlib.path.Path
        Outer rings run one way and holes the other.
    """
    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(shapely.orient_polygons(polygons))
    return _path(rings, closed=True)


def line_path(geometry: NDArray[np.object_]) -> Path:
    """Give one path of all lines.

    Parameters
    ----------
    geometry
        Lines and multilines in millimetres; anything else is left out.

    Returns
    -------
    matplotlib.path.Path
        Open lines.
    """
    parts = shapely.get_parts(shapely.get_parts(geometry))
    kinds = (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING)
    return _path(parts[np.isin(shapely.get_type_id(parts), kinds)], closed=False)


def segments(*ends: tuple[float, float, float, float]) -> Path:
    """Give straight lines.

    Parameters
    ----------
    *ends
        x and y of both ends of each.

    Returns
    -------
    matplotlib.path.Path
        The lines.
    """
    codes = np.tile([Path.MOVETO, Path.LINETO], len(ends)).astype(Path.code_type)
    return Path(np.asarray(ends, dtype=float).reshape(-1, 2), codes)


def rectangle(x: float, y: float, width: float, height: float) -> Path:
    """Give a rectangle.

    Parameters
    ----------
    x, y
        Its upper left corner.
    width, height
        Its size.

    Returns
    -------
    matplotlib.path.Path
        The closed path.
    """
    right, low = x + width, y + height
    return Path([(x, y), (right, y), (right, low), (x, low), (x, y)], closed=True)


def circles(places: NDArray[np.float64], radius: float) -> Path:
    """Give circles of one size.

    Parameters
    ----------
    places
        Rows of x and y.
    radius
        Of all of them.

    Returns
    -------
    matplotlib.path.Path
        The closed paths.
    """
    if not len(places):
        return Path(np.empty((0, 2)))
    one = Path.circle((0.0, 0.0), radius)
    corners = np.asarray(one.vertices)[None, :, :] + places[:, None, :]
    return Path(corners.reshape(-1, 2), np.tile(np.asarray(one.codes), len(places)))


def turned(path: Path, degrees: float, x: float, y: float) -> Path:
    """Turn a path around its origin and put it somewhere.

    Parameters
    ----------
    path
        Drawn around 0, 0.
    degrees
        Clockwise on the sheet.
    x, y
        Where the origin comes to lie.

    Returns
    -------
    matplotlib.path.Path
        The path there.
    """
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return Path(np.asarray(path.vertices) @ turn + (x, y), path.codes)


def _path(lines: NDArray[np.object_], *, closed: bool) -> Path:
    """Put lines after each other."""
    coordinates, of = shapely.get_coordinates(lines, return_index=True)
    if not len(coordinates):
        return Path(np.empty((0, 2)))
    codes = np.full(len(coordinates), Path.LINETO, dtype=Path.code_type)
    first = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    codes[first] = Path.MOVETO
    if closed:
        codes[np.append(first[1:] - 1, len(coordinates) - 1)] = Path.CLOSEPOLY
    return Path(coordinates, codes)
