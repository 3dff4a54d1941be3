"""Minutes to the nearest service of each kind at any places and in the cells of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.reach.compute import plan_network
from gis_sluzby.reach.field import field_of
from gis_sluzby.reach.isochrones.supply import isochrone_supply
from gis_sluzby.reach.nearest import Group, nearest
from gis_sluzby.reach.raster.grid import middles
from gis_sluzby.reach.search import ways_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan
    from gis_sluzby.reach.raster.grid import Grid


def travel_minutes(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    places: NDArray[np.float64],
    druhy: Container[str] | None = None,
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Give the minutes between places and the nearest service of each kind.

    Parameters
    ----------
    plan
        The plan: mode, direction, speeds; whether minutes are by road or over the ground.
    centre
        The tables areas, obce, services, offers, sites and service_sites.
    roads
        Road segments as `reach.network.edges_of` takes them.
    places
        Coordinates in EPSG:5514 (n × 2).
    druhy
        The kinds that are wanted; all where not given.

    Yields
    ------
    A druh and its minutes in the order of the places: infinite where no way leads. Secret addresses
    take no part. Nothing where minutes come from a matrix.
    """
    if plan.reach.mode in get_args(MatrixMode):
        return
    if plan.rasters.minutes == "terrain":
        # What it needs takes a while to import and is an extra.
        from gis_sluzby.reach.raster.terrain import terrain_minutes  # noqa: PLC0415

        yield from terrain_minutes(plan, centre, roads, places, druhy)
        return
    edges, _ = plan_network(plan, centre, roads)
    field = field_of(plan, centre, edges, places)
    ways = ways_of(field.joined, plan.reach.direction)
    position = pd.Series(
        np.arange(len(ways.sites.nodes)), field.joined.site_ids[ways.sites.numbers]
    )
    supply = isochrone_supply(centre)
    supply = supply[supply["site_id"].isin(position.index)]
    for druh, own in supply.groupby("druh", sort=True):
        if druhy is None or druh in druhy:
            sites = position[own["site_id"].unique()].to_numpy()
            answers = nearest(ways, [Group(np.arange(len(sites)), sites)])[0]
            minutes = np.full(len(places), np.inf)
            minutes[ways.units.numbers[answers.units]] = answers.minutes
            yield str(druh), minutes


def travel_grids(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    grid: Grid,
    wanted: NDArray[np.bool_],
    druhy: Container[str] | None = None,
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Give the minutes between the middles of cells and the nearest service of each kind.

    Parameters
    ----------
    plan, centre, roads
        As `travel_minutes` takes them.
    grid
        The grid.
    wanted
        Which cells are asked for, in the shape of the grid.
    druhy
        The kinds that are wanted; all where not given.

    Yields
    ------
    A druh and its minutes in the shape of the grid: infinite where no way leads, NaN where they are
    not asked for; else as `travel_minutes` gives them.
    """
    asked = middles(grid)[wanted.ravel()]
    for druh, minutes in travel_minutes(plan, centre, roads, asked, druhy):
        values = np.full(grid.shape, np.nan)
        values[wanted] = minutes
        yield druh, values
