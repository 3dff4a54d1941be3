"""Bands made simpler for maps, and held to the places at which people are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Tolerances that are tried, from the coarsest (shares of the mesh's spacing).
_TOLERANCES = (0.25, 0.1, 0.04)
#: A place may lie in a band that ends no more than so many minutes before it is reached.
SLACK_MINUTES = 0.1


def simplified(
    bands: NDArray[np.object_],
    levels: Sequence[float],
    places: NDArray[np.float64],
    minutes: NDArray[np.float64],
    spacing: float,
) -> NDArray[np.object_]:
    """Simplify bands as a coverage, as far as every place stays in its band.

    Parameters
    ----------
    bands
        A MultiPolygon for each level, a valid coverage.
    levels
        Upper edges of the bands in minutes, ascending.
    places
        Coordinates of the places within the mesh (n × 2).
    minutes
        When each of them is reached.
    spacing
        That of the mesh in metres.

    Returns
    -------
    The bands with fewer points, still a valid coverage: an isochrone contains all places that are
    reached in its time, and none that takes 0.1 minutes longer. Where no tolerance keeps this, the
    bands as they are.
    """
    present = ~shapely.is_empty(bands)
    if not present.any():
        return bands
    edges = np.asarray(levels, float)
    last = np.searchsorted(edges, minutes, side="left")
    first = np.searchsorted(edges, minutes - SLACK_MINUTES, side="left")
    for share in _TOLERANCES:
        simpler = bands.copy()
        simpler[present] = shapely.coverage_simplify(bands[present], share * spacing)
        found = _bands_of(simpler, places)
        if ((first <= found) & (found <= last)).all():
            return simpler
    return bands


def _bands_of(bands: NDArray[np.object_], places: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the number of the band in which each place lies, the number of bands where in none."""
    found = np.full(len(places), len(bands))
    shapely.prepare(bands)
    for number in reversed(range(len(bands))):
        found[shapely.intersects_xy(bands[number], places)] = number
    return found
