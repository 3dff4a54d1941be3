"""How many people of a target group have how many minutes to the nearest service."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
import shapely

from gis_sluzby.cartography import class_index
from gis_sluzby.demand import band_label
from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.publish.rasters.kinds import timed_kinds
from gis_sluzby.reach.raster.travel import travel_minutes
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from gis_sluzby.cartography import MinuteClasses
    from gis_sluzby.plan import Plan


def population_by_band(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Count the target group of each kind by bands of minutes.

    Parameters
    ----------
    plan
        The plan: mode, direction, speeds.
    centre
        The tables of the datové centrum.
    roads
        Road segments.
    reached
        The tables demand and demand_people.
    coverage
        The tables standards and coverage_obec.

    Returns
    -------
    The table `population_by_band`: the bands of one kind add up to the target group of the plan's
    area. Without rows where minutes come from a matrix.
    """
    if plan.reach.mode in get_args(MatrixMode):
        return empty("population_by_band")
    kinds = timed_kinds(centre, coverage)
    demand, standards = reached["demand"], coverage["standards"]
    counted = reached["demand_people"].set_index(["band", "demand_id"])["people"]
    total = standards[(standards["forma"] == "any") & (standards["cs"] == "any")]
    ages = zip(total["age_from"], total["age_to"], strict=True)
    labels = dict(zip(total["druh"], map(band_label, ages), strict=True))
    places = shapely.get_coordinates(demand["geometry"].to_numpy())
    rows = [pd.DataFrame(empty("population_by_band"))]
    for druh, minutes in travel_minutes(plan, centre, roads, places, kinds):
        people = counted.loc[labels[druh]].loc[demand["demand_id"]].to_numpy(float)
        rows.append(_rows(druh, kinds[druh], minutes, people))
    return conform(pd.concat(rows, ignore_index=True), "population_by_band")


def _rows(
    druh: str,
    classes: MinuteClasses,
    minutes: NDArray[np.float64],
    people: NDArray[np.float64],
) -> pd.DataFrame:
    """Count the people of one kind in its classes; whom no way leads there come last."""
    edges = classes.edges
    band = class_index(minutes, edges)
    nowhere = len(edges) + 1
    counted = np.bincount(
        np.where(np.isinf(minutes), nowhere, band), weights=people, minlength=nowhere + 1
    )
    return pd.DataFrame(
        {
            "druh": druh,
            "band": np.arange(1, nowhere + 2),
            "minutes_from": [0.0, *edges, np.nan],
            "minutes": [*edges, np.nan, np.nan],
            "within_limit": np.arange(nowhere + 1) < len(classes.within),
            "people": counted,
        }
    )
