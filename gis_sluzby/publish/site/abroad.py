"""Where the names of the countries beyond the border stand on the page's map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography.countries import country_beyond

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from gis_sluzby.publish.site.geometry import Frame

#: How far around the territory names stand, and how far from one another, as shares of its side.
_AROUND: Final = 0.16
_APART: Final = 0.4
#: Half of the clear place that a name takes, as shares of the side.
_HALF: Final = (0.09, 0.035)
#: Places tried along each side.
_TRIED: Final = 24


def abroad_names(obce: gpd.GeoDataFrame, frame: Frame) -> list[tuple[str, float, float]]:
    """Find places for the names of neighbouring countries.

    Parameters
    ----------
    obce
        All obce that are known, with `kod_kraj`, EPSG:5514.
    frame
        The grid of the territory.

    Returns
    -------
    list
        Name, longitude and latitude of each. None where no real obce around the territory are
        known: what lies beyond it may be Czechia, too.
    """
    invented = {kraj.code for kraj in codelists.kraje() if kraj.mark == "model"}
    if obce["in_plan"].all() or invented & set(obce["kod_kraj"]):
        return []
    west, south, east, north = frame.box(_AROUND)
    side = max(east - west, north - south) / (1 + 2 * _AROUND)
    geometry = obce.geometry.to_numpy()
    near = shapely.intersects(geometry, shapely.box(*frame.box(2 * _AROUND)))
    simple, own = shapely.simplify(geometry[near], side / 500), obce["in_plan"].to_numpy()[near]
    known, territory = shapely.union_all(simple), shapely.union_all(simple[own])
    # Obce are known as far as the plan's belt reaches; beyond it may be more of Czechia.
    reach = shapely.distance(territory, simple[~own]).max(initial=0.0)
    shapely.prepare(known)
    half_x, half_y = side * _HALF[0], side * _HALF[1]
    across = np.linspace(west + half_x, east - half_x, _TRIED)
    along = np.linspace(south + half_y, north - half_y, _TRIED)
    x, y = np.repeat(across, _TRIED), np.tile(along, _TRIED)
    clear = ~shapely.intersects(known, shapely.box(x - half_x, y - half_y, x + half_x, y + half_y))
    x, y = x[clear], y[clear]
    within = shapely.distance(territory, shapely.points(x, y)) + half_x <= reach
    x, y = x[within], y[within]
    names, lonlat = _named(frame, x, y)
    # A name that would lie on the border of two countries is of neither.
    left, right = _named(frame, x - half_x, y)[0], _named(frame, x + half_x, y)[0]
    away = shapely.distance(known, shapely.points(x, y))
    kept: list[int] = []
    for at in np.argsort(away, kind="stable").tolist():
        near = np.hypot(x[kept] - x[at], y[kept] - y[at]) <= side * _APART
        if left[at] == right[at] and not near.any():
            kept.append(at)
    return [(names[at], lonlat[at][0], lonlat[at][1]) for at in kept]


def _named(
    frame: Frame, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[list[str], list[list[float]]]:
    """Give the country and the degrees of each place."""
    points = np.asarray(shapely.points(x, y), dtype=object)
    lonlat = shapely.get_coordinates(frame.degrees(points)).round(3).tolist()
    return [country_beyond(lon, lat) for lon, lat in lonlat], lonlat
