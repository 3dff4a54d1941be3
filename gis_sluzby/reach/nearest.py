"""The nearest services of every demand unit, however far: the first, and further ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.search import whole_ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gis_sluzby.reach.search import Ways

#: Minutes that differ by no more than the rounding of sums are equal.
TIE = 1e-9


class Group(NamedTuple):
    """Supply among which the nearest is looked for.

    Parameters
    ----------
    services
        Number of the service of each row, ascending: of equally near services the lowest wins.
    sites
        Where the row stands: position in `Ways.sites`. A service may have several rows.
    """

    services: NDArray[np.int64]
    sites: NDArray[np.int64]


class Answers(NamedTuple):
    """Who is near.

    Parameters
    ----------
    units
        Positions in `Ways.units`.
    rows
        Rows of the group.
    minutes
        Leg, way by road, leg.
    ranks
        1 for the nearest service, 2 for the next one.
    """

    units: NDArray[np.int64]
    rows: NDArray[np.int64]
    minutes: NDArray[np.float64]
    ranks: NDArray[np.int64]


def nearest(ways: Ways, groups: Sequence[Group]) -> list[Answers]:
    """Find the nearest service of each group for every demand unit, by one search a group.

    Parameters
    ----------
    ways
        The network.
    groups
        The supply.

    Returns
    -------
    For each group the units that reach any of it. Legs of sites are edges of the search, which
    begins at all sites of the group at once.
    """
    if not len(ways.units.nodes):
        return [_no_answers() for _ in groups]
    graph, first = _with_sites(ways)
    return [_one_search(graph, first, ways, group) for group in groups]


def nearest_ranks(ways: Ways, groups: Sequence[Group], ranks: int) -> list[Answers]:
    """Find the nearest few services of each group for every demand unit.

    Parameters
    ----------
    ways
        The network.
    groups
        The supply.
    ranks
        How many different services are wanted.

    Returns
    -------
    For each group the units that reach any of it, a row for each rank that there is. It takes a
    search from every demand unit.
    """
    found: list[list[Answers]] = [[_no_answers()] for _ in groups]
    for units, minutes in whole_ways(ways):
        for number, group in enumerate(groups):
            found[number] += _ranked(group, units, minutes[:, group.sites], ranks)
    return [
        Answers(*(np.concatenate(column) for column in zip(*answers, strict=True)))
        for answers in found
    ]


def _no_answers() -> Answers:
    """Give no answers, in the right types."""
    nobody = np.empty(0, np.int64)
    return Answers(nobody, nobody, np.empty(0), nobody)


def _with_sites(ways: Ways) -> tuple[csr_array, int]:
    """Add a node for every site with its leg as an edge; give also the number of the first."""
    graph, sites = ways.outward, ways.sites
    size, more = graph.shape[0], len(sites.nodes)
    pointers = np.concatenate([graph.indptr, graph.indptr[-1] + np.arange(1, more + 1)])
    columns = np.concatenate([graph.indices, sites.nodes])
    minutes = np.concatenate([graph.data, sites.legs])
    return csr_array((minutes, columns, pointers), shape=(size + more, size + more)), size


def _one_search(graph: csr_array, first: int, ways: Ways, group: Group) -> Answers:
    """Search from all sites of a group at once."""
    # Of the rows at one site the first one wins; rows stand in the order of winning.
    sites, rows = np.unique(group.sites, return_index=True)
    least, _, sources = dijkstra(
        graph, indices=first + sites, min_only=True, return_predecessors=True
    )
    row_of = np.full(graph.shape[0], len(group.sites))
    row_of[first + sites] = rows
    # Where nothing leads, scipy gives a negative source.
    labels = np.where(sources >= 0, row_of[sources.clip(0)], len(group.sites))
    _settle_ties(graph, least, labels)
    nodes = ways.units.nodes
    units = np.flatnonzero(np.isfinite(least[nodes]))
    minutes = least[nodes[units]] + ways.units.legs[units]
    return Answers(units, labels[nodes[units]], minutes, np.ones(len(units), np.int64))


def _settle_ties(graph: csr_array, least: NDArray[np.float64], labels: NDArray[np.int64]) -> None:
    """Give each node the lowest of the labels that reach it equally soon."""
    # Only an edge between nodes of different labels can bring another one.
    degrees = np.diff(graph.indptr)
    changed = np.ones(len(labels), dtype=bool)
    while changed.any():
        lower = np.flatnonzero(np.repeat(labels, degrees) < labels[graph.indices])
        start = np.searchsorted(graph.indptr, lower, side="right") - 1
        counts = changed[start] & _tight(graph, least, start, lower)
        before = labels.copy()
        np.minimum.at(labels, graph.indices[lower[counts]], labels[start[counts]])
        changed = labels != before


def _tight(
    graph: csr_array,
    least: NDArray[np.float64],
    start: NDArray[np.int64],
    edges: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which edges lie on a least way."""
    return least[start] + graph.data[edges] <= least[graph.indices[edges]] + TIE


def _ranked(
    group: Group, units: NDArray[np.int64], minutes: NDArray[np.float64], ranks: int
) -> list[Answers]:
    """Rank the services of a group for the units of a block (units × rows of the group)."""
    answers = []
    left = minutes.copy()
    for rank in range(1, ranks + 1):
        least = left.min(axis=1, initial=np.inf)
        some = np.flatnonzero(np.isfinite(least))
        if not len(some):
            break
        # The first within rounding of the least: of equally near services the lowest.
        rows = (left[some] <= least[some, None] + TIE).argmax(axis=1)
        took, of_rank = minutes[some, rows], np.full(len(some), rank)
        answers.append(Answers(units[some], rows, took, of_rank))
        named = group.services == group.services[rows][:, None]
        left[some] = np.where(named, np.inf, left[some])
    return answers
