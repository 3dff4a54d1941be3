"""Findings of the network: places far from it, and islands that nothing joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.findings import Finding
    from gis_sluzby.reach.islands import Islands

#: A straight leg longer than this is told.
FAR_METRES = 1000.0
_METRES_PER_KM = 1000.0
_NBSP = "\N{NO-BREAK SPACE}"


def far_joins(table: str, ids: NDArray[np.object_], metres: NDArray[np.float64]) -> list[Finding]:
    """Tell which places lie far from the network.

    Parameters
    ----------
    table
        Their table: sites, or demand.
    ids
        Their ids.
    metres
        Straight distance to where each joins; NaN where it joins nothing.

    Returns
    -------
    A finding for each.
    """
    return [
        finding(
            "far_join",
            "info",
            table,
            Place(row_id=str(ids[i])),
            found=f"místo {ids[i]}: k nejbližšímu úseku {metres[i]:.0f}{_NBSP}m",
            expected=f"nejvýš {FAR_METRES:.0f}{_NBSP}m",
            action="doba zahrnuje přímý dojezd",
        )
        for i in np.flatnonzero(metres > FAR_METRES).tolist()
    ]


def told_islands(islands: Islands) -> list[Finding]:
    """Tell what points do not join though they could.

    Parameters
    ----------
    islands
        Islands of the network.

    Returns
    -------
    One finding; none where there is no island.
    """
    if not len(islands.edges):
        return []
    return [
        finding(
            "road_islands",
            "info",
            "roads",
            Place(),
            found=f"úseků, ze kterých nebo na které nevede cesta: {len(islands.edges)}, "
            f"dohromady {islands.metres / _METRES_PER_KM:.0f}{_NBSP}km",
            expected="souvislá síť",
            action="nic se na ně nepřipojuje",
        )
    ]
