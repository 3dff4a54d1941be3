"""Minutes to the nearest service over the ground: roads, land cover, barriers, slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.reach.compute import plan_sites
from gis_sluzby.reach.isochrones.supply import isochrone_supply
from gis_sluzby.reach.joined import startup_of
from gis_sluzby.reach.raster.cost import least_minutes
from gis_sluzby.reach.raster.friction import friction_of, minutes_a_metre
from gis_sluzby.reach.raster.grid import Grid, cells_at, grid_of, middles
from gis_sluzby.sources.barriers import read_barriers
from gis_sluzby.sources.ground import ground_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

#: More cells, with the belt, would not fit into the memory of an office computer.
_MOST_CELLS = 20_000_000
_METRES_PER_KM = 1000.0


class Terrain(NamedTuple):
    """The ground of a plan's area and its belt.

    Parameters
    ----------
    grid
        Its cells.
    friction
        Minutes that a metre takes on even ground, infinite where nobody can go.
    heights
        Metres above sea level, NaN where they are not known; none where slope does not count.
    """

    grid: Grid
    friction: NDArray[np.float64]
    heights: NDArray[np.float64] | None


def terrain_minutes(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    places: NDArray[np.float64],
    druhy: Container[str] | None = None,
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Give the minutes between places and the nearest service of each kind over the ground.

    Parameters
    ----------
    plan
        The plan: cells and speeds of [rasters], direction, start-up minutes, sources of the ground.
    centre
        The tables obce, services, offers, sites and service_sites.
    roads
        Columns trida and the road segments.
    places
        Coordinates in EPSG:5514 (n × 2) in the plan's area.
    druhy
        The kinds that are wanted; all where not given.

    Yields
    ------
    A druh and its minutes in the order of the places, those of the cell in which each lies;
    infinite where no way leads. Secret addresses take no part.

    Raises
    ------
    PlanError
        When the cells are too many.
    InputError
        When a source of the ground is wrong.
    """
    sites = plan_sites(plan, centre).dropna(subset="geometry").set_index("site_id")
    supply = isochrone_supply(centre)
    supply = supply[supply["site_id"].isin(sites.index)]
    terrain = _terrain_of(plan, centre, roads)
    cells = cells_at(terrain.grid, shapely.get_coordinates(sites.geometry.to_numpy()))
    # Who stands in the cell of a lake or a rock is not shut in: the shore belongs to the cell too.
    flat = terrain.friction.ravel()
    shut = cells[np.isinf(flat[cells])]
    flat[shut] = minutes_a_metre(max(plan.rasters.ground_kmh, 1.0))
    begin = startup_of(sites, plan.reach.startup_minutes)
    position = dict(zip(sites.index, range(len(sites)), strict=True))
    asked = cells_at(terrain.grid, places)
    for druh, own in supply.groupby("druh", sort=True):
        if druhy is None or druh in druhy:
            at = [position[site] for site in own["site_id"].unique()]
            found = least_minutes(
                terrain.friction,
                terrain.grid.cell,
                cells[at],
                begin[at],
                heights=terrain.heights,
                towards=plan.reach.direction == "to_service",
            )
            yield str(druh), found.ravel()[asked]


def _terrain_of(plan: Plan, centre: Mapping[str, pd.DataFrame], roads: gpd.GeoDataFrame) -> Terrain:
    """Make the friction of the plan's area and its belt."""
    own, rasters = centre["obce"][centre["obce"]["in_plan"]], plan.rasters
    belt = plan.reach.belt_km * _METRES_PER_KM
    west, south, east, north = gpd.GeoDataFrame(own).total_bounds.tolist()
    grid = grid_of((west - belt, south - belt, east + belt, north + belt), rasters.cell)
    if grid.rows * grid.columns > _MOST_CELLS:
        what = f"buněk i s pásem kolem by bylo {grid.rows * grid.columns / 1e6:.0f} milionů"
        advice = "Zvětšete buňku, nebo zmenšete pás belt_km"
        raise PlanError(Problem(what, plan.path.name, "rasters.cell", advice=advice))
    speed = _of_ground(plan, "land_cover", grid)
    ground = rasters.ground_kmh
    kmh = ground if speed is None else np.where(np.isnan(speed), ground, speed)
    shapes = [
        read_barriers(plan, source, grid.bounds).frame["geometry"].to_numpy()
        for source in plan.of_table("barriers")
    ]
    barriers = np.concatenate([np.empty(0, object), *shapes])
    friction = friction_of(grid, kmh, barriers, roads, plan.reach.speeds())
    return Terrain(grid, friction, _of_ground(plan, "elevation", grid))


def _of_ground(plan: Plan, table: str, grid: Grid) -> NDArray[np.float64] | None:
    """Give a raster of the ground in the cells of a grid; none where the plan has no source."""
    for source in plan.of_table(table):
        return ground_at(plan, source, grid.bounds, middles(grid)).reshape(grid.shape)
    return None
