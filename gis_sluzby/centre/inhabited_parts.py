"""Městské části and other parts of obce as places where people are counted, by their own people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.audit.demand_points import weighted_points
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from gis_sluzby.centre.intake import Intake


def with_inhabited_parts(
    intake: Intake, parts: pd.DataFrame, own: gpd.GeoDataFrame, points: pd.DataFrame
) -> pd.DataFrame:
    """Add the parts whose people are known to the points where people live.

    Parameters
    ----------
    intake
        Knows the plan and takes the findings.
    parts
        The table `obec_parts`.
    own
        The plan's obce.
    points
        The table `demand_points` of the plan's source of it: its obce keep their points.

    Returns
    -------
    The table `demand_points`. An obec is counted by the parts of one level, all of which state
    their people; of several levels by that of the most parts. A part is a point within that part of
    it that lies in its obec; its official point, where it has no boundary.
    """
    free = parts["kod_obec"].isin(own["kod_obec"]) & ~parts["kod_obec"].isin(points["kod_obec"])
    chosen = _of_one_level(parts[free])
    if chosen.empty:
        return points
    shapes = own.set_index("kod_obec").geometry[chosen["kod_obec"]].to_numpy()
    within = shapely.intersection(chosen["geometry"].to_numpy(), shapes)
    outside = shapely.is_empty(within)
    intake.findings += [
        finding(
            "demand_point_outside",
            "warning",
            "obec_parts",
            Place(str(row.kod), str(row.source_id)),
            found=f"část {row.nazev} ({row.kod}) leží mimo obec",
            expected=f"v obci {row.kod_obec}",
            action="část vynechána",
        )
        for row in chosen[outside].itertuples()
    ]
    kept = chosen[~outside]
    placed = gpd.GeoDataFrame(
        {"kod_obec": kept["kod_obec"], "weight": kept["people"], "source_id": kept["source_id"]},
        geometry=shapely.point_on_surface(within[~outside]),
        crs=own.crs,
    )
    sources = {source.id: source for source in intake.plan.of_table("obec_parts")}
    made = [
        weighted_points(gpd.GeoDataFrame(rows), sources[str(name)])
        for name, rows in placed.groupby("source_id", sort=True)
    ]
    return pd.concat([points, *made]).sort_values(["kod_obec", "point"], ignore_index=True)


def _of_one_level(parts: pd.DataFrame) -> pd.DataFrame:
    """Give the parts by which each obec is counted."""
    by = ["kod_obec", "level", "source_id"]
    groups = parts.groupby(by)["people"].agg(["size", "count", "sum"]).reset_index()
    whole = groups[(groups["size"] == groups["count"]) & (groups["sum"] > 0)]
    best = whole.sort_values(["kod_obec", "size", "level"], ascending=[True, False, True])
    return parts.merge(best.drop_duplicates("kod_obec")[by], on=by).sort_values(
        ["kod_obec", "kod"], ignore_index=True
    )
