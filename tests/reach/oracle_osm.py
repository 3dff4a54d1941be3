"""Oracle of minutes on OpenStreetMap: parsed, judged, joined and searched without the program.

It shares nothing with `gis_sluzby`: its own reading of tags by the rules of the method page, an
edge for every two neighbouring nodes of a way (no segments), igraph and networkx as the graph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import igraph
import networkx as nx
import numpy as np
import osmium
import shapely

from tests.reach.oracle import krovak

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

ROADS = {
    "motorway": 110,
    "motorway_link": 60,
    "trunk": 80,
    "trunk_link": 50,
    "primary": 70,
    "primary_link": 50,
    "secondary": 55,
    "secondary_link": 45,
    "tertiary": 45,
    "tertiary_link": 40,
    "unclassified": 40,
    "residential": 30,
    "road": 30,
    "living_street": 15,
    "service": 15,
    "track": 15,
    "pedestrian": 10,
    "ferry": 10,
}
SLOW = tuple(name for name in ROADS if not name.startswith("motorway"))
KMH: dict[str, dict[str, float]] = {
    "car": {**ROADS},
    "foot": {
        **dict.fromkeys(SLOW, 5),
        **dict.fromkeys(("cycleway", "footway", "path", "bridleway"), 5),
        "steps": 2.5,
        "ferry": 10,
    },
    "bike": {
        **dict.fromkeys(SLOW, 15),
        **dict.fromkeys(("living_street", "service", "track"), 12),
        **dict.fromkeys(("pedestrian", "footway", "bridleway"), 8),
        "cycleway": 15,
        "path": 10,
        "ferry": 10,
    },
}
LEG_KMH = {"car": 25, "foot": 5, "bike": 10}
#: Keys of a mode that open a way, then keys that only close it.
KEYS = {
    "car": (("motorcar", "motor_vehicle"), ("vehicle", "access")),
    "bike": (("bicycle",), ("vehicle", "access")),
    "foot": (("foot",), ("access",)),
}
SHUT = set(
    "no private agricultural forestry emergency military psv bus taxi delivery employees staff "  # noqa: SIM905  (words)
    "permit residents restricted use_sidepath dismount".split()
)
ASKS = {
    "car": ("track", "pedestrian", "ferry"),
    "bike": ("trunk", "trunk_link", "pedestrian", "footway", "bridleway", "ferry"),
    "foot": ("trunk", "trunk_link"),
}
BY_FOOT = ("stile", "kissing_gate", "turnstile", "full-height_turnstile", "fence", "wall")
STOPS = {
    "car": (
        *BY_FOOT,
        *("bollard", "block", "jersey_barrier", "log", "debris", "chain", "ditch", "hedge"),
        *("cycle_barrier", "motorcycle_barrier", "horse_stile"),
    ),
    "bike": BY_FOOT,
    "foot": (),
}
ISLAND = 0.05
AT_END = 0.1


class Link(NamedTuple):
    """Two neighbouring nodes of a way: who they are, where, minutes there and back, joinable."""

    ends: tuple[Hashable, Hashable]
    xy: tuple[int, int]
    kmh: float
    oneway: int
    joins: bool


class Network(NamedTuple):
    """Links with their shapes and minutes."""

    links: list[Link]
    lines: NDArray[np.object_]
    minutes: NDArray[np.float64]
    joins: NDArray[np.bool_]


class Reader(osmium.SimpleHandler):
    """Collects the links of a mode."""

    def __init__(self, mode: str) -> None:
        super().__init__()
        self.mode = mode
        self.stopping: set[int] = set()
        self.links: list[Link] = []
        self.places: dict[int, int] = {}
        self.degrees: list[tuple[float, float]] = []

    def node(self, node: osmium.osm.Node) -> None:
        """Note barriers; they stand before the ways in the file."""
        tags = dict(node.tags)
        if "barrier" in tags and not allowed(tags, self.mode, tags["barrier"] in STOPS[self.mode]):
            self.stopping.add(node.id)

    def way(self, way: osmium.osm.Way) -> None:
        """Take a way to pieces."""
        tags = dict(way.tags)
        kind = tags.get("highway", "ferry" if tags.get("route") == "ferry" else "")
        kmh = KMH[self.mode].get(kind)
        if kmh is None or not usable(tags, kind, self.mode):
            return
        if self.mode == "car":
            kmh = min(kmh, limit(tags))
        hidden = tags.get("tunnel", "no") not in ("no", "building_passage")
        fast = kind in ("motorway", "motorway_link", "ferry") or tags.get("motorroad") == "yes"
        nodes = [(node.ref, node.lon, node.lat) for node in way.nodes]
        for i, ((a, *here), (b, *there)) in enumerate(pairwise(nodes)):
            if a == b:
                continue
            ends = (
                (way.id, i, "after") if a in self.stopping else a,
                (way.id, i + 1, "before") if b in self.stopping else b,
            )
            xy = self.place(a, *here), self.place(b, *there)
            self.links.append(Link(ends, xy, kmh, one_way(tags, self.mode), not (hidden or fast)))

    def place(self, ref: int, lon: float, lat: float) -> int:
        """Number the places of nodes."""
        if ref not in self.places:
            self.places[ref] = len(self.degrees)
            self.degrees.append((lon, lat))
        return self.places[ref]


def usable(tags: dict[str, str], kind: str, mode: str) -> bool:
    """Tell whether a mode may use a way."""
    if mode != "foot" and tags.get("area") == "yes":
        return False
    if mode == "car" and tags.get("service") == "emergency_access":
        return False
    for_motors = mode != "car" and tags.get("motorroad") == "yes"
    return allowed(tags, mode, asks=kind in ASKS[mode] or for_motors)


def allowed(tags: dict[str, str], mode: str, asks: bool) -> bool:  # noqa: FBT001  (an oracle)
    """Ask own keys, then general ones; what asks for a word is opened by an own key alone."""
    own, general = KEYS[mode]
    for key in (*own, *general):
        if key in tags:
            shut = all(value.strip() in SHUT for value in tags[key].split(";"))
            return not shut and (key in own or not asks)
    return not asks


def one_way(tags: dict[str, str], mode: str) -> int:
    """Give 1, −1 or 0."""
    if mode == "foot":
        said = tags.get("oneway:foot", "no")
    elif mode == "bike":
        lanes = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
        if any(tags.get(lane, "").startswith("opposite") for lane in lanes):
            return 0
        said = tags.get("oneway:bicycle") or tags.get("oneway:vehicle") or tags.get("oneway", "")
    else:
        keys = ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway")
        said = next((tags[key] for key in keys if key in tags), "")
    if not said:
        ring = tags.get("junction") in ("roundabout", "circular")
        return int(ring or tags.get("highway") == "motorway")
    return {"yes": 1, "true": 1, "1": 1, "-1": -1, "reverse": -1}.get(said, 0)


def limit(tags: dict[str, str]) -> float:
    """Give the limit of the extracts' tags: numbers, lists of them, and nothing else."""
    keys = ("maxspeed", "maxspeed:forward", "maxspeed:backward")
    said = ";".join(tags[key] for key in keys if key in tags)
    if not re.fullmatch(r"[\d; ]*", said):
        raise ValueError(said)
    return min((float(part) for part in said.split(";") if part), default=np.inf)


def network_of(path: Path, mode: str) -> Network:
    """Read the links of a mode; those of islands cannot be joined."""
    reader = Reader(mode)
    spoken_of = osmium.filter.KeyFilter("highway", "route", "barrier")
    reader.apply_file(str(path), locations=True, filters=[spoken_of])
    xy = shapely.get_coordinates(krovak(shapely.points(reader.degrees)))
    links = reader.links
    lines = np.array(shapely.linestrings(xy[[link.xy for link in links]]))
    metres = np.array(shapely.length(lines))
    minutes = metres / 1000 / np.array([link.kmh for link in links]) * 60
    numbers = {end: i for i, end in enumerate({end for link in links for end in link.ends})}
    graph = igraph.Graph(len(numbers), list(_directed(links, numbers)), directed=True)
    part = graph.connected_components(mode="strong").membership
    parts = [tuple(part[numbers[end]] for end in link.ends) for link in links]
    length: dict[int, float] = {}
    for (a, b), metre in zip(parts, metres.tolist(), strict=True):
        length[a] = length.get(a, 0.0) + metre * (a == b)
    least = ISLAND * max(length.values())
    joins = [
        link.joins and a == b and length[a] >= least
        for link, (a, b) in zip(links, parts, strict=True)
    ]
    return Network(links, lines, minutes, np.array(joins))


def _directed(links: list[Link], numbers: dict[Hashable, int]) -> Iterator[tuple[int, int]]:
    for link in links:
        a, b = (numbers[end] for end in link.ends)
        if link.oneway >= 0:
            yield a, b
        if link.oneway <= 0:
            yield b, a


def scattered(network: Network, count: int, seed: int) -> NDArray[np.object_]:
    """Give points up to 200 m from nodes of the network."""
    rng = np.random.default_rng(seed)
    chosen = network.lines[rng.choice(len(network.lines), count, replace=False)]
    near = shapely.get_coordinates(shapely.get_point(chosen, 0)) + rng.uniform(
        -200, 200, (count, 2)
    )
    return np.array(shapely.points(near))


class Reached(NamedTuple):
    """The network split where points join, as lists of a graph, and the points' nodes and legs."""

    ends: list[tuple[int, int]]
    minutes: list[float]
    size: int
    nodes: list[int]
    legs: list[float]


def joined(network: Network, points: NDArray[np.object_], leg_kmh: float) -> Reached:
    """Split the link that is nearest to each point."""
    open_ = np.flatnonzero(network.joins)
    tree = shapely.STRtree(network.lines[open_])
    chosen = open_[tree.nearest(points)]
    numbers = {end: i for i, end in enumerate({e for link in network.links for e in link.ends})}
    stops: dict[int, list[tuple[float, int]]] = {}
    nodes: list[int] = []
    size = len(numbers)
    for number, point in zip(chosen.tolist(), points, strict=True):
        line, ends = network.lines[number], network.links[number].ends
        along = line.project(point)
        if along <= AT_END or along >= line.length - AT_END:
            nodes.append(numbers[ends[0] if along <= AT_END else ends[1]])
            continue
        stops.setdefault(number, []).append((along / line.length, size))
        nodes.append(size)
        size += 1
    ends_, minutes = [], []
    for number, link in enumerate(network.links):
        a, b = (numbers[end] for end in link.ends)
        chain = [(0.0, a), *sorted(stops.get(number, [])), (1.0, b)]
        for (before, u), (after, v) in pairwise(chain):
            took = (after - before) * float(network.minutes[number])
            if link.oneway >= 0:
                ends_.append((u, v))
                minutes.append(took)
            if link.oneway <= 0:
                ends_.append((v, u))
                minutes.append(took)
    metres = shapely.distance(network.lines[chosen], points)
    return Reached(ends_, minutes, size, nodes, (metres / 1000 / leg_kmh * 60).tolist())


def by_igraph(reached: Reached, sources: list[int], targets: list[int]) -> NDArray[np.float64]:
    """Give the minutes from points to points, legs included."""
    graph = igraph.Graph(reached.size, reached.ends, directed=True)
    nodes = [reached.nodes[i] for i in targets]
    found = graph.distances(
        [reached.nodes[i] for i in sources],
        sorted(set(nodes)),
        weights=reached.minutes,
        mode="out",
    )
    place = {node: i for i, node in enumerate(sorted(set(nodes)))}
    ways = np.array(found)[:, [place[node] for node in nodes]]
    return ways + _legs(reached, sources)[:, None] + _legs(reached, targets)


def by_networkx(reached: Reached, sources: list[int], targets: list[int]) -> NDArray[np.float64]:
    """Give the same by another library."""
    graph: nx.DiGraph = nx.DiGraph()
    links = sorted(zip(reached.minutes, reached.ends, strict=True), reverse=True)
    graph.add_weighted_edges_from((a, b, took) for took, (a, b) in links)  # the least comes last
    ways = [nx.single_source_dijkstra_path_length(graph, reached.nodes[i]) for i in sources]
    minutes = np.array([[way.get(reached.nodes[i], np.inf) for i in targets] for way in ways])
    return minutes + _legs(reached, sources)[:, None] + _legs(reached, targets)


def _legs(reached: Reached, points: list[int]) -> NDArray[np.float64]:
    return np.array([reached.legs[i] for i in points])
