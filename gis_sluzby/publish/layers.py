"""Layers for the plan: one GeoPackage that the kraj's GIS opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.exchange.public import public_services
from gis_sluzby.geopackage import write_geopackage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Columns of a kind of service in the wide layers, by what they say.
_WIDE = {"status": "stav", "nearest_minutes": "minuty", "covered_share": "podil"}


def write_layers(
    path: Path, centre: Mapping[str, pd.DataFrame], coverage: Mapping[str, pd.DataFrame]
) -> Path:
    """Write the layers of a plan.

    Parameters
    ----------
    path
        The GeoPackage, which must not exist; its folder is made.
    centre
        The tables of the datové centrum.
    coverage
        The tables of coverage.

    Returns
    -------
    The file. `obce` and `orp` carry for each of the 34 kinds the status, the minutes and the share
    of people (stav_37, minuty_37, podil_37 …); `kraj`; `sluzby` is a point a service, without
    secret addresses; `coverage_obec`, `coverage_orp` are the full tables.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    obce = centre["obce"]
    areas = centre["areas"]
    own = gpd.GeoDataFrame(obce[obce["in_plan"]].drop(columns=["in_plan", "source_id"]))
    orp = _area(areas, "orp")
    services = public_services(dict(centre))
    layers = {
        "obce": _with_coverage(own, coverage["coverage_obec"], "kod_obec"),
        "orp": _with_coverage(orp, coverage["coverage_orp"], "kod_orp"),
        "kraj": _area(areas, "kraj"),
        "sluzby": services[services.geometry.notna()],
        "coverage_obec": coverage["coverage_obec"],
        "coverage_orp": coverage["coverage_orp"],
    }
    write_geopackage(path, layers)
    return path


def _area(areas: pd.DataFrame, level: str) -> gpd.GeoDataFrame:
    """Give the areas of one level."""
    rows = areas[areas["level"] == level].rename(columns={"kod": f"kod_{level}"})
    return gpd.GeoDataFrame(rows.drop(columns="level").reset_index(drop=True))


def _with_coverage(areas: gpd.GeoDataFrame, coverage: pd.DataFrame, key: str) -> gpd.GeoDataFrame:
    """Add the columns of every kind of service to areas."""
    total = coverage[(coverage["forma"] == "any") & (coverage["cs"] == "any")]
    by_druh = total.set_index([key, "druh"])[list(_WIDE)].unstack("druh")  # noqa: PD010  (one row each)
    order = [(name, d.code) for d in codelists.druhy() for name in _WIDE]
    wide = pd.DataFrame(by_druh).reindex(columns=pd.MultiIndex.from_tuples(order))
    wide.columns = pd.Index([f"{_WIDE[name]}_{druh}" for name, druh in order])
    geometry = areas.geometry
    joined = pd.DataFrame(areas.drop(columns="geometry")).merge(
        wide.reset_index(), on=key, how="left"
    )
    return gpd.GeoDataFrame(joined, geometry=geometry.to_numpy(), crs=KROVAK)
