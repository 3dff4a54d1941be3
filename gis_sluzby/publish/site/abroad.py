"""Where the names of the countries beyond the border stand on the page's map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography.countries import country_beyond

if TYPE_CHECKING:
    import geopandas as gpd

    from gis_sluzby.publish.site.geometry import Frame

#: How far around the territory names stand, and how far from one another, as shares of its side.
_AROUND: Final = 0.16
_APART: Final = 0.4
#: Half of the clear place that a name takes, as shares of the side.
_HALF: Final = (0.09, 0.035)
#: Places tried along each side.
_TRIED: Final = 24


def abroad_names(obce: gpd.GeoDataFrame, frame: Frame) -> list[list[str | float]]:
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
    known = shapely.union_all(shapely.simplify(obce.geometry.to_numpy(), side / 500))
    shapely.prepare(known)
    half_x, half_y = side * _HALF[0], side * _HALF[1]
    x, y = np.meshgrid(
        np.linspace(west + half_x, east - half_x, _TRIED),
        np.linspace(south + half_y, north - half_y, _TRIED),
    )
    x, y = x.ravel(), y.ravel()
    free = ~shapely.intersects(known, shapely.box(x - half_x, y - half_y, x + half_x, y + half_y))
    places = shapely.points(x[free], y[free])
    left, right = (
        shapely.get_coordinates(frame.degrees(shapely.points(x[free] + shift, y[free])))
        for shift in (-half_x, half_x)
    )
    one = [country_beyond(*a) == country_beyond(*b) for a, b in zip(left, right, strict=True)]
    places = places[one]
    ordered = places[np.argsort(shapely.distance(places, known), kind="stable")]
    kept: list[shapely.Point] = []
    for place in ordered:
        if all(shapely.distance(place, other) > side * _APART for other in kept):
            kept.append(place)
    lonlat = shapely.get_coordinates(frame.degrees(np.array(kept, dtype=object))).round(3)
    return [[country_beyond(lon, lat), lon, lat] for lon, lat in lonlat.tolist()]
