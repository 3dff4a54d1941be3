"""Points at which people live, settled: inside their obec, with weights that sum to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.rows import cells
from gis_sluzby.tables import conform
from gis_sluzby.territory import obec_at

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: Weights are multiples of 2⁻³⁰: whole people up to eight million shared by them add up exactly.
_GRAIN = 2.0**30


def settled_points(
    points: gpd.GeoDataFrame, obce: gpd.GeoDataFrame, source: Source
) -> tuple[pd.DataFrame, list[Finding]]:
    """Settle the points of the plan's obce.

    Parameters
    ----------
    points
        kod_obec, weight and the point; the index is the row of the source.
    obce
        The table `obce`.
    source
        The points' source.

    Returns
    -------
    The table `demand_points`, points without weight left out; and the findings: a point that lies
    outside its obec is left out too. An obec all of whose points are left out has none, so its
    people are counted at the official point.
    """
    where = obec_at(points.geometry, obce)
    inside = where.eq(points["kod_obec"])
    findings = [
        finding(
            "demand_point_outside",
            "warning",
            "demand_points",
            Place(str(points.at[row, "kod_obec"]), source.id, row, source.column("kod_obec")),
            found=f"bod leží v obci {there}" if isinstance(there, str) else "bod leží mimo obce",
            expected=f"v obci {points.at[row, 'kod_obec']}",
            action="bod vynechán",
        )
        for row, there in cells(where[~inside])
    ]
    return weighted_points(points[inside], source), findings


def weighted_points(points: gpd.GeoDataFrame, source: Source) -> pd.DataFrame:
    """Give the points of each obec numbers, and weights that sum to 1.

    Parameters
    ----------
    points
        kod_obec, weight (at least 0) and the point, which lies in the obec.
    source
        The points' source.

    Returns
    -------
    The table `demand_points`, points without weight left out.
    """
    kept = points[points["weight"] > 0].sort_values("kod_obec", kind="stable")
    shares = kept.groupby("kod_obec")["weight"].transform(_shares)
    shared = kept.assign(weight=shares, source_id=source.id)
    shared = shared[shared["weight"] > 0]
    shared = shared.assign(point=shared.groupby("kod_obec").cumcount() + 1)
    return conform(shared, "demand_points")


def _shares(weights: pd.Series[float]) -> NDArray[np.float64]:
    """Share 1 by weights in whole grains, what is left over by the largest remainders."""
    exact = weights.to_numpy() / weights.sum() * _GRAIN
    grains = np.floor(exact)
    left = int(_GRAIN - grains.sum())
    grains[np.argsort(grains - exact, kind="stable")[:left]] += 1
    return grains / _GRAIN
