"""Waters of the sample region: a river, its tributary and a pond, all invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.sample.cells import CENTRE, HALF_AXES, displaced
from gis_sluzby.sample.seeds import random

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Name and bends of each river from its spring, shares of the half-axes of the kraj from its
#: centre. The tributary ends where the river bends.
_RIVERS: Final = {
    "Vzorná": (
        (-0.85, 0.32),
        (-0.5, 0.12),
        (-0.12, -0.1),
        (0.25, -0.5),
        (0.95, -0.75),
        (1.4, -1.1),
    ),
    "Modelka": ((0.5, 0.88), (0.42, 0.45), (0.3, 0.0), (0.25, -0.5)),
}
#: The pond lies on the tributary: its middle, and its size in metres along both axes.
_POND: Final = ("Modelový rybník", (0.42, 0.45), (1_500.0, 800.0))
_WINDING, _LEVELS, _SHORE_POINTS = 0.12, 5, 24


def make_waters() -> gpd.GeoDataFrame:
    """Draw the waters of both kraje.

    Returns
    -------
    geopandas.GeoDataFrame
        NAZEV and in EPSG:5514 a LineString of a river or the Polygon of a pond.
    """
    rng = random("waters")
    rivers = [_winding(_places(bends), rng) for bends in _RIVERS.values()]
    pond, middle, size = _POND
    angles = np.linspace(0, 2 * np.pi, _SHORE_POINTS, endpoint=False)
    shore = np.column_stack([np.cos(angles), np.sin(angles)]) * size
    jagged = shore * rng.uniform(0.75, 1.1, (_SHORE_POINTS, 1))
    area = shapely.Polygon(np.round(_places((middle,)) + jagged, 1))
    return gpd.GeoDataFrame({"NAZEV": [*_RIVERS, pond]}, geometry=[*rivers, area], crs=KROVAK)


def _places(shares: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """Give places in metres."""
    places: NDArray[np.float64] = np.array(CENTRE) + np.array(shares) * np.array(HALF_AXES)
    return np.round(places, 1)


def _winding(bends: NDArray[np.float64], rng: np.random.Generator) -> shapely.LineString:
    """Draw a winding river through its bends."""
    pieces = len(bends) - 1
    shifts = [rng.uniform(-1, 1, pieces * 2**level) for level in range(_LEVELS)]
    return shapely.LineString(displaced(bends, shifts, _WINDING))
