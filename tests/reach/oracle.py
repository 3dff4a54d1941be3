"""Oracle of travel times: read, transformed, clipped, split and searched without the program.

It shares nothing with `gis_sluzby.reach`: raw files through pyogrio, the datum operation as a
literal pipeline, networkx or igraph as the graph.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import igraph
import networkx as nx
import numpy as np
import pyogrio
import pyproj
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

PIPELINE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=572.213 +y=85.334 +z=461.94 "
    "+rx=-4.9732 +ry=-1.529 +rz=-5.2484 +s=3.5378 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=bessel +step +proj=pop +v_3 "
    "+step +proj=krovak +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 +k=0.9999 "
    "+x_0=0 +y_0=0 +ellps=bessel"
)
KMH = {
    "dálnice": 110,
    "rychlostní silnice": 100,
    "silnice I. třídy": 70,
    "silnice II. třídy": 55,
    "silnice III. třídy": 45,
    "neevidovaná silnice": 40,
}
MOTORWAYS = ("dálnice", "rychlostní silnice")
LEG_KMH = 25
BELT = 30_000
Node = tuple[float, float] | tuple[str, int, float]
Ways = dict[Node, dict[Node, float]]


class Road(NamedTuple):
    """One segment: its ends as they stand in the file, its shape in metres, its class."""

    ends: tuple[tuple[float, float], tuple[float, float]]
    line: shapely.LineString
    trida: str

    @property
    def minutes(self) -> float:
        """Time along the whole segment."""
        return self.line.length / 1000 / KMH[self.trida] * 60


class Place(NamedTuple):
    """Where a point joins: segment, metres along it, minutes of the leg."""

    road: int
    along: float
    leg: float


def krovak(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Transform degrees to EPSG:5514."""
    change = pyproj.Transformer.from_pipeline(PIPELINE)
    return shapely.transform(
        geometry, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1]))
    )


def by_networkx(graph: nx.Graph, nodes: set[Node]) -> Ways:
    """Search from nodes with networkx."""
    return {node: nx.single_source_dijkstra_path_length(graph, node) for node in nodes}


def by_igraph(graph: nx.Graph, nodes: set[Node]) -> Ways:
    """Search from nodes with igraph."""
    names = list(graph)
    numbers = {name: i for i, name in enumerate(names)}
    links = [(numbers[a], numbers[b]) for a, b in graph.edges]
    weights = [weight for _, _, weight in graph.edges(data="weight")]
    found = igraph.Graph(len(names), links).distances(
        [numbers[node] for node in nodes], weights=weights
    )
    return {
        node: {name: took for name, took in zip(names, row, strict=True) if took < inf}
        for node, row in zip(nodes, found, strict=True)
    }


def karlovarsky_minutes(
    data: Path, search: Callable[[nx.Graph, set[Node]], Ways] = by_networkx
) -> tuple[dict[tuple[str, str], float], dict[str, str]]:
    """Give the minutes of every pair of service (objekt_id) and obec, and each service's druh."""
    whole = pyogrio.read_dataframe(data / "boundaries" / "obce_cz_2024.gpkg")
    obce = whole[whole["KOD_CZNUTS3"] == "CZ041"]
    kraj = shapely.union_all(krovak(obce.geometry.to_numpy()))
    officials = pyogrio.read_dataframe(
        data / "boundaries" / "obce_definicni_body_2024_ruian.gpkg"
    ).set_index("KOD_OBEC")
    codes = [str(code) for code in obce["KOD_OBEC"]]
    points = dict(zip(codes, krovak(officials.geometry[codes].to_numpy()), strict=True))
    with (data / "services" / "socialni_sluzby_karlovarsky.csv").open(encoding="utf-8-sig") as f:
        rows = list(csv.DictReader(f))
    places = krovak(np.array([shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows]))
    services = {
        row["objekt_id"]: place
        for row, place in zip(rows, places, strict=True)
        if shapely.covers(kraj, place)
    }
    roads = roads_of(data / "roads" / "silnice_cr_arccr500.gpkg", kraj)
    druhy = {row["objekt_id"]: row["druh_sluzby"] for row in rows}
    return minutes_between(roads, services, points, search), druhy


def roads_of(path: Path, kraj: shapely.Geometry) -> list[Road]:
    """Give the whole segments that touch the kraj or its belt."""
    raw = pyogrio.read_dataframe(path).explode(index_parts=False)
    lines = krovak(raw.geometry.to_numpy())
    near = shapely.distance(lines, kraj) <= BELT
    return [
        Road((tuple(line.coords[0]), tuple(line.coords[-1])), shape, trida)
        for line, shape, trida, kept in zip(
            raw.geometry.to_numpy(), lines, raw["TRIDA"], near, strict=True
        )
        if kept
    ]


def minutes_between(
    roads: list[Road],
    services: dict[str, shapely.Point],
    points: dict[str, shapely.Point],
    search: Callable[[nx.Graph, set[Node]], Ways] = by_networkx,
) -> dict[tuple[str, str], float]:
    """Give the minutes of every pair that a way joins."""
    lines = np.array([road.line for road in roads])
    open_to_all = np.array([road.trida not in MOTORWAYS for road in roads])
    starts = {key: _place(roads, lines, open_to_all, point) for key, point in services.items()}
    ends = {key: _place(roads, lines, open_to_all, point) for key, point in points.items()}
    graph = _graph(roads, [*starts.values(), *ends.values()])
    ways = search(graph, {_node(roads, place) for place in starts.values()})
    minutes = {}
    for service, start in starts.items():
        way = ways[_node(roads, start)]
        for key, end in ends.items():
            node = _node(roads, end)
            if node in way:
                minutes[service, key] = start.leg + way[node] + end.leg
    return minutes


def _place(
    roads: list[Road],
    lines: NDArray[np.object_],
    open_to_all: NDArray[np.bool_],
    point: shapely.Point,
) -> Place:
    """Join a point to the nearest segment that may be joined, of equal ones to the quickest."""
    metres = np.where(open_to_all, shapely.distance(lines, point), np.inf)
    nearest = np.flatnonzero(metres == metres.min())
    number = max(nearest.tolist(), key=lambda n: KMH[roads[n].trida])
    leg = float(metres[number]) / 1000 / LEG_KMH * 60
    return Place(number, float(roads[number].line.project(point)), leg)


def _node(roads: list[Road], place: Place) -> Node:
    """Give the graph's node of a place: an end of the segment, or the point along it."""
    road = roads[place.road]
    if place.along <= 0:
        return road.ends[0]
    if place.along >= road.line.length:
        return road.ends[1]
    return ("joint", place.road, place.along)


def _graph(roads: list[Road], places: list[Place]) -> nx.Graph:
    """Build the graph of the segments, split where places join them."""
    stops: dict[int, set[float]] = defaultdict(set)
    for place in places:
        if 0 < place.along < roads[place.road].line.length:
            stops[place.road].add(place.along)
    graph: nx.Graph = nx.Graph()
    for number, road in enumerate(roads):
        along = [0.0, *sorted(stops[number]), road.line.length]
        nodes = [road.ends[0], *(("joint", number, a) for a in along[1:-1]), road.ends[1]]
        for i in range(len(along) - 1):
            share = (along[i + 1] - along[i]) / road.line.length
            minutes = road.minutes * share
            known = graph.get_edge_data(nodes[i], nodes[i + 1], {"weight": np.inf})["weight"]
            graph.add_edge(nodes[i], nodes[i + 1], weight=min(known, minutes))
    return graph
