"""A file of OpenStreetMap (PBF, or another kind that libosmium reads): the ways of one mode."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import osmium
import shapely

from gis_sluzby.sources.osm.maxspeed import maxspeed_of
from gis_sluzby.sources.osm.tags import FERRY, SERVICE, class_of, is_open, joins, oneway_of, stops

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.plan.speeds import Mode
    from gis_sluzby.sources.osm.tags import Tags

    Degrees = tuple[float, float, float, float]

_CLOCK = re.compile(r"^(\d{1,3}):(\d{2})(?::\d{2})?$")
_PERIOD = re.compile(r"^PT(?:(\d+)H)?(?:(\d+)M)?$")
_MINUTES_PER_HOUR = 60.0
#: A line has at least so many nodes.
_LINE = 2
_WKB = osmium.geom.WKBFactory()
_EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
#: What libosmium raises when the content of a file is not what it seems.
UNREADABLE = (RuntimeError, ValueError, osmium.InvalidLocationError)


class Way(NamedTuple):
    """What the tags of a way say for the mode asked for.

    Parameters
    ----------
    id
        Its id in OpenStreetMap.
    trida
        Its class: the value of highway, or ferry.
    oneway
        1 along the way, −1 against it, 0 both ways.
    maxspeed
        Highest speed allowed, km/h; NaN where there is none.
    duration
        Minutes that a ferry takes; NaN where they are not known.
    joins
        Whether places beside it have access to it.
    """

    id: int
    trida: str
    oneway: int
    maxspeed: float
    duration: float
    joins: bool


class Ways(NamedTuple):
    """Ways that a mode may use, and the nodes that they lead through.

    Parameters
    ----------
    ways
        The ways. One that misses nodes, as at the edge of an extract, stands here in pieces.
    size
        Number of nodes of each.
    node
        Ids of their nodes, way after way.
    degrees
        Longitude and latitude of these nodes.
    stops
        Ids of the nodes at which a barrier stops the mode.
    cut
        Number of ways that miss nodes.
    odd_maxspeed
        Values of maxspeed that were not understood, one for each way.
    service, shut
        Number of service roads that the mode may use, and of those closed to it.
    """

    ways: list[Way]
    size: NDArray[np.int64]
    node: NDArray[np.int64]
    degrees: NDArray[np.float64]
    stops: frozenset[int]
    cut: int
    odd_maxspeed: list[str]
    service: int
    shut: int


def read_ways(
    path: Path, mode: Mode, classes: Collection[str], around: Degrees = _EVERYWHERE
) -> Ways:
    """Read the ways that a mode may use.

    Parameters
    ----------
    path
        The file.
    mode
        How one goes.
    classes
        Classes that have a speed; others are passed over.
    around
        West, south, east and north. A way neither of whose ends nor whose middle lies there is
        passed over: of a whole country most ways are. It must be wider than what is wanted by as
        much as half a way is long.

    Returns
    -------
    The ways.

    Raises
    ------
    RuntimeError, ValueError, osmium.InvalidLocationError
        When libosmium cannot read the file (`UNREADABLE`).
    """
    ways: list[Way] = []
    nodes: list[list[int]] = []
    shapes: list[str] = []
    barriers: set[int] = set()
    odd: list[str] = []
    cut, service, shut = 0, 0, 0
    for thing in _roads_and_barriers(path):
        if isinstance(thing, osmium.osm.Node):
            if "barrier" in thing.tags and stops(dict(thing.tags), mode):
                barriers.add(thing.id)
            continue
        if not isinstance(thing, osmium.osm.Way) or not _is_near(thing.nodes, around):
            continue
        tags = dict(thing.tags)
        trida = class_of(tags)
        if trida is None or trida not in classes:
            continue
        usable = is_open(tags, trida, mode)
        service += usable and trida == SERVICE
        shut += not usable and trida == SERVICE
        if not usable:
            continue
        way, unknown = _way(thing.id, tags, trida, mode)
        odd += [unknown] if unknown else []
        pieces = _pieces(thing.nodes)
        cut += sum(len(piece) for piece, _ in pieces) < len(thing.nodes)
        for piece, shape in pieces:
            ways.append(way)
            nodes.append(piece)
            shapes.append(shape)
    return Ways(
        ways,
        np.array([len(piece) for piece in nodes], np.int64),
        np.array([ref for piece in nodes for ref in piece], np.int64),
        shapely.get_coordinates(shapely.from_wkb(shapes)),
        frozenset(barriers),
        cut,
        odd,
        service,
        shut,
    )


def _roads_and_barriers(path: Path) -> osmium.FileProcessor:
    """Give what has a key of interest; ways know where their nodes lie."""
    # A map of all nodes takes 16 B each; filters by id would take a bit of every id there may be.
    barriers, roads = (
        osmium.filter.KeyFilter("barrier"),
        osmium.filter.KeyFilter("highway", "route"),
    )
    barriers.enable_for(osmium.osm.NODE)
    roads.enable_for(osmium.osm.WAY)
    things = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY).with_locations()
    return things.with_filter(barriers).with_filter(roads)


def _is_near(nodes: osmium.osm.WayNodeList, around: Degrees) -> bool:
    """Tell whether an end or the middle of a way lies in a box; one not known might."""
    west, south, east, north = around
    for place in (0, len(nodes) // 2, -1) if len(nodes) else ():
        location = nodes[place].location
        if not location.valid() or (
            west <= location.lon <= east and south <= location.lat <= north
        ):
            return True
    return False


def _way(number: int, tags: Tags, trida: str, mode: Mode) -> tuple[Way, str | None]:
    """Read the tags of a way, and the value of maxspeed that was not understood."""
    limit, unknown = maxspeed_of(tags) if mode == "car" else (None, None)
    minutes = _minutes(tags.get("duration", "")) if trida == FERRY else None
    return Way(
        number,
        trida,
        oneway_of(tags, mode),
        np.nan if limit is None else limit,
        np.nan if minutes is None else minutes,
        joins(tags, trida),
    ), unknown


def _minutes(duration: str) -> float | None:
    """Read the duration of a ferry: 00:20, PT1H5M or minutes; none where it is not known."""
    parts = _CLOCK.match(duration) or _PERIOD.match(duration)
    if parts:
        hours, minutes = (float(part or 0) for part in parts.groups())
        found = hours * _MINUTES_PER_HOUR + minutes
    else:
        found = float(duration) if duration.isdecimal() else 0.0
    return found if found > 0 else None


def _pieces(nodes: osmium.osm.WayNodeList) -> list[tuple[list[int], str]]:
    """Give the ids and the shape (WKB) of a way; of one that misses nodes, of each whole piece."""
    refs = [node.ref for node in nodes]
    if len(refs) < _LINE:
        return []
    try:
        return [(refs, _WKB.create_linestring(nodes, osmium.geom.ALL))]
    except osmium.InvalidLocationError:
        there = [list(run) for ok, run in groupby(nodes, lambda node: node.location.valid()) if ok]
    return [
        (
            [node.ref for node in run],
            shapely.LineString([(node.lon, node.lat) for node in run]).wkb_hex,
        )
        for run in there
        if len(run) >= _LINE
    ]
