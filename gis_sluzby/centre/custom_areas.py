"""Areas of the plan's own (programme areas, obvody) from a table that lists their obce."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.custom_areas import read_custom_areas
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.centre.file import Centre
    from gis_sluzby.centre.intake import Intake
    from gis_sluzby.findings import Finding

_LEVEL = "custom"


def with_custom_areas(intake: Intake, land: Mapping[str, pd.DataFrame]) -> Centre:
    """Add the areas that sources of the table `custom_areas` state.

    Parameters
    ----------
    intake
        Takes what the sources give.
    land
        The tables obce, areas and area_obce.

    Returns
    -------
    The tables areas and area_obce, with those of the level custom. They may overlap and need not
    cover the plan's area. Obce outside of the plan are left out and told.
    """
    parts = [
        read.frame
        for source in intake.plan.of_table("custom_areas")
        if (read := intake.read(source, partial(read_custom_areas, intake.plan, source)))
        is not None
    ]
    areas, members = land["areas"], land["area_obce"]
    if not parts:
        return {"areas": areas, "area_obce": members}
    listed = pd.concat(parts, ignore_index=True).drop_duplicates(["kod", "kod_obec"])
    own = gpd.GeoDataFrame(land["obce"])[["kod_obec", "in_plan", "geometry"]]
    own = own[own["in_plan"]]
    intake.findings += _elsewhere(listed[~listed["kod_obec"].isin(own["kod_obec"])])
    inside = gpd.GeoDataFrame(own.merge(listed, on="kod_obec").assign(level=_LEVEL))
    names = inside.groupby("kod")["nazev"].first()
    shapes = inside[["kod", "geometry"]].dissolve(by="kod", method="coverage", as_index=False)
    shapes = shapes.assign(level=_LEVEL, nazev=shapes["kod"].map(names).fillna(shapes["kod"]))
    return {
        "areas": conform(gpd.GeoDataFrame(pd.concat([areas, shapes]), crs=own.crs), "areas"),
        "area_obce": conform(pd.concat([members, pd.DataFrame(inside)]), "area_obce"),
    }


def _elsewhere(rows: pd.DataFrame) -> list[Finding]:
    """Name the obce of custom areas that the plan does not have."""
    return [
        finding(
            "custom_area_elsewhere",
            "info",
            "area_obce",
            Place(f"{_LEVEL} {kod} {obec}", source_id, row, "kod_obec"),
            found=f"obec {obec} v území {kod}",
            expected="obec plánu",
            action="do území nezahrnuta",
        )
        for kod, obec, source_id, row in zip(
            *(rows[name] for name in ("kod", "kod_obec", "source_id", "source_row")), strict=True
        )
    ]
