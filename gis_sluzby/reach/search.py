"""Searches between sites and demand units: all pairs within the horizon, and whole ways."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import repeat
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.cores import when_asked
from gis_sluzby.reach.reduction import reduced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from gis_sluzby.cores import Submit
    from gis_sluzby.reach.joined import Joined

    #: Takes a matrix, nodes to search from, nodes asked for and a limit; gives the positions of
    #: those of the latter that were met, and the minutes to them.
    Search = Callable[
        [csr_array, NDArray[np.int64], NDArray[np.int64], float],
        tuple[NDArray[np.int64], NDArray[np.float64]],
    ]

#: Who travels: people to the service, or the service to people.
Direction = Literal["to_service", "from_service"]
#: So many searches and more on one graph pay for making it smaller first.
_MANY = 16
#: Numbers in the dense blocks that scipy gives: 16 MB.
_BLOCK = 2_000_000
#: Searches of one call are no fewer, however large the graph: each call checks the whole graph.
_TOGETHER = 16
#: So many nodes to visit and more pay for a second process.
_HEAVY = 5_000_000
#: So many pay for compiled searches, which take two seconds to be made the first time ever.
_WORTH_COMPILING = 100_000_000
#: Compiled searches are so quick that a graph is only made smaller where this many nodes share one.
_COMPILED_SHARE = 1_000


class Ends(NamedTuple):
    """Places of one kind on the network.

    Parameters
    ----------
    numbers
        Which of the joined places they are.
    nodes
        Their nodes.
    legs
        Minutes between place and node.
    """

    numbers: NDArray[np.int64]
    nodes: NDArray[np.int64]
    legs: NDArray[np.float64]


class Ways(NamedTuple):
    """A network made ready for searches between sites and demand units.

    Parameters
    ----------
    outward
        Minutes between nodes in the direction in which searches from sites go, whoever travels.
    sites, units
        Places that stand on the network.
    """

    outward: csr_array
    sites: Ends
    units: Ends


class Pairs(NamedTuple):
    """Pairs of sites and demand units.

    Parameters
    ----------
    sites, units
        Numbers of the joined places.
    minutes
        Leg, way by road, leg.
    """

    sites: NDArray[np.int64]
    units: NDArray[np.int64]
    minutes: NDArray[np.float64]


def ways_of(joined: Joined, direction: Direction = "to_service", searches: int = 0) -> Ways:
    """Make a network ready for searches.

    Parameters
    ----------
    joined
        Sites and demand units joined to the network.
    direction
        Who travels.
    searches
        How many searches there will be: for many of them the graph is made smaller first.

    Returns
    -------
    The network with the places that stand on it. Least times among them are those of the whole.
    """
    sites = _ends(joined.site_nodes, joined.site_legs)
    units = _ends(joined.demand_nodes, joined.demand_legs)
    matrix = joined.matrix
    places = np.concatenate([sites.nodes, units.nodes])
    few = matrix.shape[0] > _COMPILED_SHARE * searches and _is_compiled(searches, matrix)
    if searches >= _MANY and len(places) and not few:
        matrix, numbers = reduced(matrix, places)
        sites = sites._replace(nodes=numbers[sites.nodes])
        units = units._replace(nodes=numbers[units.nodes])
    return Ways(matrix.T.tocsr() if direction == "to_service" else matrix, sites, units)


def searches_of(joined: Joined) -> int:
    """Tell how many searches all pairs take.

    Parameters
    ----------
    joined
        Sites and demand units joined to the network.

    Returns
    -------
    The number of nodes of the fewer side.
    """
    return min(
        len(np.unique(nodes[nodes >= 0])) for nodes in (joined.site_nodes, joined.demand_nodes)
    )


def pairs_within(ways: Ways, horizon: float, submit: Submit = when_asked) -> Pairs:
    """Give the minutes of all pairs within a horizon.

    Parameters
    ----------
    ways
        The network.
    horizon
        Pairs that take longer are left out (minutes); the horizon itself is within.
    submit
        Who does half of the searches where they are many, see `cores`.

    Returns
    -------
    The pairs, in no certain order.
    """
    by_sites = len(np.unique(ways.sites.nodes)) <= len(np.unique(ways.units.nodes))
    matrix = ways.outward if by_sites else ways.outward.T.tocsr()
    starts, ends = (ways.sites, ways.units) if by_sites else (ways.units, ways.sites)
    order = np.argsort(starts.nodes, kind="stable")
    heavy = len(order) * matrix.shape[0] >= _HEAVY
    parts = [_some(starts, half) for half in np.array_split(order, 2 if heavy else 1)]
    if _is_compiled(len(order), matrix):
        with ThreadPoolExecutor(len(parts)) as pool:
            given = (repeat(matrix), parts, repeat(ends), repeat(horizon), repeat(_compiled))
            found = list(pool.map(_within, *given))
    else:
        begun = [submit(_within, matrix, part, ends, horizon, _plain) for part in parts[:-1]]
        found = [_within(matrix, parts[-1], ends, horizon, _plain)]
        found += [later() for later in begun]
    start, end, minutes = (np.concatenate(column) for column in zip(*found, strict=True))
    return Pairs(start, end, minutes) if by_sites else Pairs(end, start, minutes)


def whole_ways(ways: Ways) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Search from demand units, some at a time, without a horizon.

    Parameters
    ----------
    ways
        The network.

    Yields
    ------
    Positions of the units in `ways.units`, and the minutes from each (row) to every site (column,
    as in `ways.sites`); infinite where no way leads.
    """
    inward, (_, nodes, legs) = ways.outward.T.tocsr(), ways.units
    for some in _chunks(np.arange(len(nodes)), inward.shape[0]):
        least = dijkstra(inward, indices=nodes[some])[:, ways.sites.nodes]
        yield some, legs[some, None] + least + ways.sites.legs


def _ends(nodes: NDArray[np.int64], legs: NDArray[np.float64]) -> Ends:
    """Give the places that stand on the network."""
    numbers = np.flatnonzero(nodes >= 0)
    return Ends(numbers, nodes[numbers], legs[numbers])


def _some(ends: Ends, which: NDArray[np.int64]) -> Ends:
    """Give some of the places."""
    return Ends(ends.numbers[which], ends.nodes[which], ends.legs[which])


def _chunks(which: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    """Part searches so that a dense block of one part is not too large."""
    each = max(_TOGETHER, _BLOCK // max(1, size))
    return [which[begin : begin + each] for begin in range(0, len(which), each)]


def _is_compiled(searches: int, matrix: csr_array) -> bool:
    """Tell whether searches are compiled: where they can be and are long enough."""
    return searches * matrix.shape[0] >= _WORTH_COMPILING and find_spec("numba") is not None


def _plain(
    matrix: csr_array, starts: NDArray[np.int64], ends: NDArray[np.int64], limit: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Search by scipy."""
    least = dijkstra(matrix, indices=starts, limit=limit)
    met = np.flatnonzero(np.isfinite(least).any(axis=0))
    near = np.flatnonzero(np.isin(ends, met))
    return near, least[:, ends[near]]


def _compiled(
    matrix: csr_array, starts: NDArray[np.int64], ends: NDArray[np.int64], limit: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Search by compiled code, which leaves the other core to other threads."""
    from gis_sluzby.reach.compiled import searched  # noqa: PLC0415  (numba may not be there)

    least = searched(matrix, starts, ends, limit)
    near = np.flatnonzero(np.isfinite(least).any(axis=0))
    return near, least[:, near]


def _within(matrix: csr_array, starts: Ends, ends: Ends, horizon: float, search: Search) -> Pairs:
    """Search from places in the order of their nodes; give start, end and minutes of the pairs."""
    nodes, number = np.unique(starts.nodes, return_inverse=True)
    found = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    for some in _chunks(np.arange(len(nodes)), matrix.shape[0]):
        near, least = search(matrix, nodes[some], ends.nodes, horizon)
        here = slice(*np.searchsorted(number, [some[0], some[-1] + 1]))
        legs = starts.legs[here, None]
        minutes = legs + least[number[here] - some[0]] + ends.legs[near]
        start, end = np.nonzero(minutes <= horizon)
        found.append((starts.numbers[here][start], ends.numbers[near][end], minutes[start, end]))
    return Pairs(*(np.concatenate(column) for column in zip(*found, strict=True)))
