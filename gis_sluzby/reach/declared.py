"""Declared areas: where services say that they work, by areas and by circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_COLUMNS = ["service_id", "forma", "demand_id", "claim"]
_METRES_PER_KM = 1000.0
#: The level of a declared circle: its code is the radius in kilometres.
CIRCLE = "radius"


def declared_reach(
    centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame, day: date
) -> pd.DataFrame:
    """Give the demand units that lie where services declare that they work.

    Parameters
    ----------
    centre
        The tables declared, obce, area_obce, service_sites and sites.
    demand
        The table `demand`.
    day
        Declarations that do not hold on this day are passed over.

    Returns
    -------
    service_id, forma, demand_id and claim (declared or kraj_wide), each once.
    """
    declared, today = centre["declared"], day.isoformat()
    late = declared["od"].gt(today).fillna(value=False)
    over = declared["do"].lt(today).fillna(value=False)
    holds = declared[~(late | over)]
    rows = pd.concat([_in_areas(holds, centre, demand), _in_circles(holds, centre, demand)])
    return rows.drop_duplicates(ignore_index=True)


def _in_areas(
    declared: pd.DataFrame, centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame
) -> pd.DataFrame:
    """Spread areas of every level over the demand units of their obce."""
    codes = centre["obce"]["kod_obec"]
    obce = pd.DataFrame({"level": "obec", "kod": codes, "kod_obec": codes})
    areas = pd.concat([centre["area_obce"], obce])
    units = pd.DataFrame(demand)[["demand_id", "kod_obec"]]
    return declared.merge(areas, on=["level", "kod"]).merge(units, on="kod_obec")[_COLUMNS]


def _in_circles(
    declared: pd.DataFrame, centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame
) -> pd.DataFrame:
    """Give the units within the radius of any place of the service, as the crow flies.

    Distances are planar in EPSG:5514, the radius itself is within. A service without a known place
    (a secret one never has any) has no circle.
    """
    circles = declared[declared["level"] == CIRCLE]
    sites = gpd.GeoDataFrame(centre["sites"])[["site_id", "geometry"]]
    placed = circles.merge(centre["service_sites"][["service_id", "site_id"]], on="service_id")
    placed = placed.merge(sites[sites.geometry.notna()], on="site_id")
    points = gpd.GeoDataFrame(demand).geometry.to_numpy()
    metres = pd.to_numeric(placed["kod"].str.replace(",", ".")).to_numpy(float) * _METRES_PER_KM
    centres = np.asarray(placed["geometry"], object)
    circle, unit = shapely.STRtree(points).query(centres, predicate="dwithin", distance=metres)
    inside = placed.iloc[circle].assign(demand_id=demand["demand_id"].to_numpy(object)[unit])
    return inside[_COLUMNS]
