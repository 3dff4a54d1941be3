"""Isochrones of Karlovarský kraj against an oracle that shares no code with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import networkx as nx
import numpy as np
import pyogrio
import pytest
import shapely

from gis_sluzby.cartography.isochrones import isochrone_edges
from gis_sluzby.centre import load
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.demand import demand_units
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.isochrones.compute import isochrone_table
from tests.reach.oracle import (
    LEG_KMH,
    MOTORWAYS,
    Road,
    by_igraph,
    karlovarsky_minutes,
    krovak,
    roads_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLAN = Path(__file__).parents[2] / "plans" / "karlovarsky.toml"
SLACK = 0.1
CELL = 50.0
#: So many services, from all over the kraj, are compared cell by cell.
CELLWISE = 2

pytestmark = pytest.mark.real_data


class Real(NamedTuple):
    """Isochrones of the program, and what the oracle needs."""

    table: gpd.GeoDataFrame
    kraj: shapely.Geometry
    points: dict[str, shapely.Point]
    sites: dict[str, shapely.Point]
    minutes: dict[tuple[str, str], float]
    druhy: dict[str, str]


@pytest.fixture(scope="module")
def real(real_data: Path) -> Real:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        plan = read_plan(PLAN)
        centre, roads = load(plan)
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    edges = isochrone_edges(standards_table(plan, centre))
    table = isochrone_table(plan, centre, roads, demand, edges)
    whole = pyogrio.read_dataframe(real_data / "boundaries" / "obce_cz_2024.gpkg")
    obce = whole[whole["KOD_CZNUTS3"] == "CZ041"]
    sites = centre["service_sites"].merge(gpd.GeoDataFrame(centre["sites"]), on="site_id")
    return Real(
        table,
        shapely.union_all(krovak(obce.geometry.to_numpy())),
        dict(zip(demand["demand_id"], demand.geometry, strict=True)),
        dict(zip(sites["service_id"], sites["geometry"], strict=True)),
        karlovarsky_minutes(real_data, by_igraph)[0],
        dict(zip(centre["services"]["service_id"], centre["services"]["druh"], strict=True)),
    )


def test_demand_lies_in_the_isochrones_of_its_minutes(real: Real) -> None:
    codes = list(real.points)
    xy = shapely.get_coordinates(list(real.points.values()))
    services = sorted(real.sites)
    checked = 0
    for (scope, kod), bands in real.table.groupby(["scope", "kod"]):
        own = [kod] if scope == "service" else [s for s in services if real.druhy[s] == kod]
        # A kind that some services only travel for is drawn around the others.
        own = [s for s in own if s in set(real.table["kod"])]
        minutes = np.array(
            [min(real.minutes[s.removeprefix("sluzby:"), code] for s in own) for code in codes]
        )
        inside = np.zeros(len(xy), dtype=bool)
        for band, upper in zip(bands.geometry, bands["minutes"], strict=True):
            inside |= shapely.intersects_xy(band, xy)
            assert inside[minutes <= upper - 0.01].all(), (kod, upper)
            assert not inside[minutes > upper + SLACK].any(), (kod, upper)
            checked += int(inside.sum())
    assert checked > 10_000


def test_bands_are_valid_coverages_within_the_kraj(real: Real) -> None:
    assert shapely.is_valid(real.table.geometry.to_numpy()).all()
    outline = shapely.buffer(real.kraj, 150)
    for kod, bands in real.table.groupby(["scope", "kod"]):
        shapes = bands.geometry.to_numpy()
        assert shapely.coverage_is_valid(shapes), kod
        assert shapely.within(shapes, outline).all(), kod
        assert (np.diff(bands["minutes"]) > 0).all()


def test_areas_agree_with_a_grid_of_50_metres(real: Real, real_data: Path) -> None:
    roads = roads_of(real_data / "roads" / "silnice_cr_arccr500.gpkg", real.kraj)
    services = sorted({kod for kod in real.table["kod"] if kod in real.sites})
    chosen = services[:: len(services) // CELLWISE][:CELLWISE]
    west, south, east, north = shapely.bounds(real.kraj)
    x, y = np.meshgrid(np.arange(west, east, CELL) + 25, np.arange(south, north, CELL) + 25)
    shapely.prepare(real.kraj)
    inside = shapely.contains_xy(real.kraj, x, y)
    cells = np.column_stack([x[inside], y[inside]])
    network = network_of(roads)
    feet = feet_of(network, np.asarray(shapely.points(cells), object))
    for service in chosen:
        minutes = minutes_to(network, real.sites[service], feet)
        bands = real.table[real.table["kod"] == service]
        found = np.zeros(len(cells), dtype=bool)
        covered = 0.0
        for band, upper in zip(bands.geometry, bands["minutes"], strict=True):
            expected = minutes <= upper
            area = expected.sum() * CELL**2
            covered += band.area
            assert covered == pytest.approx(area, rel=0.02), (service, upper)
            shapely.prepare(band)
            found |= shapely.intersects_xy(band, cells)
            differs = found != expected
            assert differs.sum() * CELL**2 < 0.06 * area, (service, upper)


class Network(NamedTuple):
    """Roads of the oracle as a graph of their ends, and those that points may join."""

    roads: list[Road]
    graph: nx.Graph
    joined: NDArray[np.int64]
    tree: shapely.STRtree


class Feet(NamedTuple):
    """Where points meet the roads."""

    road: NDArray[np.int64]
    share: NDArray[np.float64]
    leg: NDArray[np.float64]


def network_of(roads: list[Road]) -> Network:
    """Make a graph of the roads; points join its largest part, off the motorways."""
    graph = nx.Graph()
    for road in roads:
        known = graph.get_edge_data(*road.ends, {"weight": np.inf})["weight"]
        graph.add_edge(*road.ends, weight=min(known, road.minutes))
    largest = max(nx.connected_components(graph), key=len)
    joined = np.array(
        [
            number
            for number, road in enumerate(roads)
            if road.trida not in MOTORWAYS and road.ends[0] in largest
        ]
    )
    return Network(roads, graph, joined, shapely.STRtree([roads[n].line for n in joined]))


def feet_of(network: Network, points: NDArray[np.object_]) -> Feet:
    """Give for each point its nearest road, the place along it and the minutes to it."""
    near = network.tree.nearest(points)
    lines = np.asarray(network.tree.geometries)[near]
    share = shapely.line_locate_point(lines, points, normalized=True)
    return Feet(network.joined[near], share, shapely.distance(lines, points) / 1000 / LEG_KMH * 60)


def minutes_to(network: Network, site: shapely.Point, cells: Feet) -> NDArray[np.float64]:
    """Give the minutes from every cell to a site."""
    place = feet_of(network, np.array([site], object))
    number, share = int(place.road[0]), float(place.share[0])
    road = network.roads[number]
    graph = network.graph.copy()
    graph.add_edge("site", road.ends[0], weight=share * road.minutes)
    graph.add_edge("site", road.ends[1], weight=(1 - share) * road.minutes)
    least = nx.single_source_dijkstra_path_length(graph, "site")
    start, end, whole = np.array(
        [[*(least.get(node, np.inf) for node in r.ends), r.minutes] for r in network.roads]
    ).T[:, cells.road]
    way = np.minimum(start + cells.share * whole, end + (1 - cells.share) * whole)
    direct = np.where(cells.road == number, np.abs(cells.share - share) * whole, np.inf)
    return np.minimum(way, direct) + cells.leg + float(place.leg[0])
