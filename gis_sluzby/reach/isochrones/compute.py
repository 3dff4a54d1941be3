"""The table `isochrones` of a plan: minutes at every corner of a mesh, and the bands between them.

A place lies in the isochrone of t minutes when the nearest point of its nearest usable edge is
reached in time, the straight leg included: the definition by which demand units are reached too.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import KDTree

from gis_sluzby.crs import KROVAK
from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.reach.compute import plan_network
from gis_sluzby.reach.field import Field, field_of, minutes_to
from gis_sluzby.reach.isochrones.contours import Sides, bands, sides_of
from gis_sluzby.reach.isochrones.mesh import Mesh, mesh_of, with_places
from gis_sluzby.reach.isochrones.outline import simplified
from gis_sluzby.reach.isochrones.supply import isochrone_supply
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

#: Spacing of the mesh in metres: people on foot get no further than a few of them.
_SPACING = {"car": 200.0, "bike": 150.0, "foot": 100.0}
#: A larger area has a coarser mesh, of no more points than about this.
_POINTS = 400_000
#: Minutes rise along the road too, not only with the leg: a leap is so many times steeper.
_STEEP = 2.5
#: Area of the lattice that belongs to one point, for a spacing of 1.
_AREA = np.sqrt(3) / 2


class _Ground(NamedTuple):
    """What all isochrones of a plan share.

    Parameters
    ----------
    mesh, sides
        The mesh over the plan's area.
    field
        The points of the mesh joined to the roads.
    places
        Coordinates of the demand units.
    corners
        The point of the mesh that stands at each of them.
    spacing
        Of the mesh, in metres.
    step
        Minutes that no slope of one road's surroundings has within a triangle.
    """

    mesh: Mesh
    sides: Sides
    field: Field
    places: NDArray[np.float64]
    corners: NDArray[np.int64]
    spacing: float
    step: float


def isochrone_table(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    edges: pd.DataFrame,
) -> gpd.GeoDataFrame:
    """Draw the isochrones of every service and of every kind of service.

    Parameters
    ----------
    plan
        The plan: mode, direction, speeds.
    centre
        The tables areas, obce, services, offers, sites and service_sites.
    roads
        Road segments as `reach.network.edges_of` takes them.
    demand
        The table `demand`: bands are exact at its units.
    edges
        Columns druh and minutes: the upper edges of the bands of each kind. A kind that it does
        not have is left out, and so are its services.

    Returns
    -------
    The table `isochrones`, within the plan's area. Without rows where minutes come from a matrix:
    there are none between its places.
    """
    supply = isochrone_supply(centre)
    levels = {
        str(druh): tuple(sorted(own))
        for druh, own in edges.groupby("druh")["minutes"].unique().items()
    }
    supply = supply[supply["druh"].isin(list(levels))]
    if plan.reach.mode in get_args(MatrixMode) or supply.empty:
        return gpd.GeoDataFrame(empty("isochrones"))
    ground = _ground(plan, centre, roads, demand)
    # GEOS simplifies on one core while Python draws the next ones on another.
    with ThreadPoolExecutor(1) as beside:
        drawn = list(_drawn(ground, supply, levels, beside))
    parts = [
        _rows(scope, kod, levels[druh], shapes.result(), plan.reach.mode)
        for scope, kod, druh, shapes in drawn
    ]
    every = pd.concat([pd.DataFrame(empty("isochrones")), *parts], ignore_index=True)
    return gpd.GeoDataFrame(conform(gpd.GeoDataFrame(every, crs=KROVAK), "isochrones"))


def _ground(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
) -> _Ground:
    """Lay the mesh over the plan's area and join it to the roads."""
    areas = centre["areas"]
    whole = shapely.union_all(areas.loc[areas["level"] == "kraj", "geometry"].to_numpy())
    finest = _SPACING[plan.reach.road_mode()]
    spacing = max(finest, float(np.sqrt(shapely.area(whole) / _POINTS / _AREA)))
    edges, _ = plan_network(plan, centre, roads)
    # Minutes fold along the roads: with corners there the mesh does not cut the fold off.
    lines = edges.lines[edges.usable & (shapely.length(edges.lines) > 0)]
    along = shapely.get_coordinates(shapely.segmentize(lines, spacing))
    places = shapely.get_coordinates(demand.geometry.to_numpy())
    mesh = with_places(mesh_of(whole, spacing), np.concatenate([along, places]))
    of_places = np.asarray(KDTree(mesh.points).query(places)[1], np.int64)
    field = field_of(plan, centre, edges, mesh.points)
    step = _STEEP * spacing / (plan.reach.leg_speed() * 1000 / 60)
    return _Ground(mesh, sides_of(mesh), field, places, of_places, spacing, step)


def _drawn(
    ground: _Ground,
    supply: pd.DataFrame,
    levels: Mapping[str, tuple[float, ...]],
    beside: ThreadPoolExecutor,
) -> Iterator[tuple[str, str, str, Future[NDArray[np.object_]]]]:
    """Draw every service and every kind: scope, kod, druh and the bands to come."""
    supply = supply[supply["site_id"].isin(ground.field.sites.index)]
    nowhere = np.full(len(ground.mesh.points), np.inf)
    least = dict.fromkeys(supply["druh"].unique(), nowhere)
    longest = max(max(edges) for edges in levels.values())
    kinds = dict(zip(supply["service_id"], supply["druh"], strict=True))
    shared: dict[tuple[str, ...], list[str]] = {}
    for service, own in supply.groupby("service_id")["site_id"]:
        shared.setdefault(tuple(own), []).append(str(service))
    for sites, services in shared.items():
        minutes = minutes_to(ground.field, sites, longest)
        drawn: dict[tuple[float, ...], Future[NDArray[np.object_]]] = {}
        for service in services:
            druh = kinds[service]
            least[druh] = np.minimum(least[druh], minutes)
            edges = levels[druh]
            if edges not in drawn:
                drawn[edges] = _bands(ground, minutes, edges, beside)
            yield "service", service, druh, drawn[edges]
    for druh, minutes in least.items():
        yield "druh", druh, druh, _bands(ground, minutes, levels[druh], beside)


def _bands(
    ground: _Ground,
    minutes: NDArray[np.float64],
    levels: tuple[float, ...],
    beside: ThreadPoolExecutor,
) -> Future[NDArray[np.object_]]:
    """Draw the bands of one field of minutes."""
    exact = bands(ground.mesh, ground.sides, minutes, levels, ground.step)
    here = minutes[ground.corners]
    return beside.submit(simplified, exact, levels, ground.places, here, ground.spacing)


def _rows(
    scope: str, kod: str, levels: tuple[float, ...], shapes: NDArray[np.object_], mode: str
) -> pd.DataFrame:
    """Give the rows of the bands that are not empty."""
    rows = pd.DataFrame(
        {
            "scope": scope,
            "kod": kod,
            "mode": mode,
            "minutes_from": (0.0, *levels[:-1]),
            "minutes": levels,
            "geometry": shapes,
        }
    )
    return rows[~shapely.is_empty(shapes)]
