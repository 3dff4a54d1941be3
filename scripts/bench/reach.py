"""Travel times beside bare scipy, igraph, networkit, pandana and rustworkx, in one run.

Made networks of 200,000 and 1,000,000 nodes (a thinned grid with quicker main roads and one-way
roads, the same in every run), 300 sites, 6,258 demand units on nodes: the nearest site of every
unit, the nearest of 34 groups, and all pairs within 45 minutes. Medians of five rounds in which
all take turns. Slow peers search from a few of the sites, and the time is multiplied; what they
do once to prepare a network is told apart. Where the real data is there (GIS_SLUZBY_DATA, else
../shared/data beside the checkout), Karlovarský kraj and Czechia follow.

All pairs are also measured by compiled searches where numba is there: warm among the others, and
in a process of its own that has never compiled before.

Peers that are not installed are said to be absent; the product needs none of them:

    pip install igraph networkit pandana rustworkx numba
    python scripts/bench/reach.py
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import reach_country
import reach_peers
import scipy
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from gis_sluzby.cores import second_core, when_asked
from gis_sluzby.reach.joined import Joined
from gis_sluzby.reach.nearest import Group, nearest
from gis_sluzby.reach.search import pairs_within, searches_of, ways_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from gis_sluzby.cores import Submit

ROUNDS, SITES, UNITS, LIMIT, GROUPS = 5, 300, 6_258, 45.0, 34
#: With which searches a process of its own does its work.
WAYS = ("plain", "compiled")
#: Sides of the grids, whose largest connected part has about 200,000 and 1,000,000 nodes.
SIDES = (454, 1_016)
#: Rows of a dense block that bare scipy gives: at most 400 MB.
DENSE = 50_000_000


def main() -> None:
    """Measure all, print medians and ratios."""
    if len(sys.argv) > 1:
        print(alone(*sys.argv[1:]))
        return
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; scipy {scipy.__version__}"
    )
    for side in SIDES:
        compare(made(side))
        for way in WAYS if find_spec("numba") else WAYS[:1]:
            print(f"gis_sluzby, all pairs in a process of its own, {way}: {lonely(way, str(side))}")
    for name in reach_country.NAMES if reach_country.DATA.is_dir() else ():
        for way in WAYS if find_spec("numba") else WAYS[:1]:
            print(f"\n{name}, {way}: {lonely(way, name)}")


def compare(joined: Joined) -> None:
    """Measure one made network."""
    print(f"\n{joined.matrix.shape[0]:,} nodes, {joined.matrix.nnz:,} edges")
    with second_core() as submit:
        works: dict[str, Callable[[], object]] = {
            "nearest: bare scipy": lambda: bare_nearest(joined),
            "nearest: gis_sluzby": lambda: our_nearest(joined, 1),
            f"nearest of {GROUPS} groups: bare scipy": lambda: [
                bare_nearest(joined, number) for number in range(GROUPS)
            ],
            f"nearest of {GROUPS} groups: gis_sluzby": lambda: our_nearest(joined, GROUPS),
            "all pairs: bare scipy": lambda: bare_pairs(joined),
            "all pairs: gis_sluzby, one core": lambda: our_pairs(joined),
            "all pairs: gis_sluzby, both cores": lambda: our_pairs(joined, submit),
        }
        if find_spec("numba"):
            works["all pairs: gis_sluzby, compiled"] = lambda: our_pairs(joined, compiled=True)
        taken: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                taken[name].append(seconds(work))
    show(taken)
    agree(joined)
    print("peers:")
    show(reach_peers.measured(joined, LIMIT, ROUNDS), taken)


def show(taken: dict[str, list[float]], beside: dict[str, list[float]] | None = None) -> None:
    """Print medians, and what they are of bare scipy."""
    bare = {
        name.split(":")[0]: statistics.median(times)
        for name, times in (beside or taken).items()
        if "bare" in name
    }
    for name, times in taken.items():
        if not times:
            print(f"  {name:42}  absent")
            continue
        median = statistics.median(times)
        ratio = f"{median / bare[name.split(':')[0]]:6.2f} x" if name.split(":")[0] in bare else ""
        print(f"  {name:42}{median:8.2f} s  first {times[0]:7.2f} s{ratio:>10}")


def made(side: int) -> Joined:
    """Make a network of main roads, others and gaps, with sites and demand units on its nodes."""
    random = np.random.default_rng(5514)
    number = np.arange(side * side).reshape(side, side)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    line = np.concatenate(
        [np.repeat(np.arange(side), side - 1), np.tile(np.arange(side), side - 1)]
    )
    minutes = np.where(line % 50 == 0, 0.15, np.where(line % 10 == 0, 0.22, 0.36))
    there = random.random(len(start)) < np.where(line % 10 == 0, 0.97, 0.66)
    start, end, minutes = start[there], end[there], minutes[there]
    minutes *= random.uniform(0.8, 1.6, len(minutes))
    both = random.random(len(minutes)) >= 0.08  # noqa: PLR2004  (the others are one-way)
    matrix = csr_array(
        (
            np.concatenate([minutes, minutes[both]]),
            (np.concatenate([start, end[both]]), np.concatenate([end, start[both]])),
        ),
        shape=(side * side, side * side),
    )
    _, part = connected_components(matrix, connection="strong")
    kept = np.flatnonzero(part == np.bincount(part).argmax())
    matrix = csr_array(matrix[kept][:, kept])
    sites = random.choice(len(kept), SITES, replace=False)
    units = random.choice(len(kept), UNITS, replace=False)
    names = (np.arange(SITES).astype(object), np.arange(UNITS).astype(object))
    return Joined(matrix, *names, sites, units, np.zeros(SITES), np.zeros(UNITS))


def our_nearest(joined: Joined, groups: int) -> NDArray[np.float64]:
    """Find the nearest service of each group by the program; the minutes of the first group."""
    ways = ways_of(joined, searches=groups)
    numbers = np.arange(SITES)
    members = [Group(part, part) for part in (numbers[number::groups] for number in range(groups))]
    return nearest(ways, members)[0].minutes


def bare_nearest(joined: Joined, group: int | None = None) -> NDArray[np.float64]:
    """Find the nearest site, and which it is, by scipy alone."""
    sites = joined.site_nodes if group is None else joined.site_nodes[group::GROUPS]
    least, _, _ = dijkstra(joined.matrix.T, indices=sites, min_only=True, return_predecessors=True)
    return least[joined.demand_nodes]


def our_pairs(
    joined: Joined, submit: Submit = when_asked, *, compiled: bool = False
) -> NDArray[np.float64]:
    """Find all pairs by the program; the dense block that bare scipy gives."""
    with nullcontext() if compiled else plain():
        ways = ways_of(joined, searches=searches_of(joined))
        pairs = pairs_within(ways, LIMIT, submit)
    block = np.full((SITES, UNITS), np.inf)
    block[pairs.sites, pairs.units] = pairs.minutes
    return block


@contextmanager
def plain() -> Iterator[None]:
    """Hide numba."""
    known = sys.modules.get("numba")
    sys.modules["numba"] = None  # type: ignore[assignment]  # so that it is not found
    try:
        yield
    finally:
        del sys.modules["numba"]
        if known:
            sys.modules["numba"] = known


def bare_pairs(joined: Joined) -> NDArray[np.float64]:
    """Find all pairs by scipy alone, some sites at a time."""
    matrix, each = joined.matrix.T.tocsr(), DENSE // joined.matrix.shape[0]
    return np.concatenate(
        [
            dijkstra(matrix, indices=joined.site_nodes[begin : begin + each], limit=LIMIT)[
                :, joined.demand_nodes
            ]
            for begin in range(0, SITES, each)
        ]
    )


def agree(joined: Joined) -> None:
    """Say how far apart the program and bare scipy are."""
    ours, bare = our_pairs(joined, compiled=True), bare_pairs(joined)
    same = np.isfinite(ours) == np.isfinite(bare)
    apart = np.abs(ours[np.isfinite(bare)] - bare[np.isfinite(bare)]).max()
    near = np.abs(our_nearest(joined, 1) - bare_nearest(joined)).max()
    print(
        f"  {np.isfinite(bare).sum():,} pairs; {np.count_nonzero(~same)} only in one; largest "
        f"difference of pairs {apart:.1e}, of the nearest {near:.1e} min"
    )


def alone(way: str, what: str) -> str:
    """Do one thing and tell what the whole process took."""
    compiled = way == WAYS[1]
    if what.isdigit():
        joined = made(int(what))
        with second_core() as submit:
            took = seconds(lambda: our_pairs(joined, submit, compiled=compiled))
            again = seconds(lambda: our_pairs(joined, submit, compiled=compiled))
            most = f"{peak():.0f} MB"
            if not compiled:
                most += f", of the process beside it {submit(peak)():.0f} MB"
        bare = seconds(lambda: bare_pairs(joined))
        told = f"first run ever {took:.2f} s, next {again:.2f} s, bare scipy {bare:.2f} s"
    else:
        with nullcontext() if compiled else plain():
            told = reach_country.told(what)
        most = f"{peak():.0f} MB"
    return f"{told}; peak {most}"


def peak() -> float:
    """Give the largest memory of this process in MB.

    `ru_maxrss` will not do: it begins with the memory of the process that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def lonely(way: str, what: str) -> str:
    """Run this file for one thing alone; give what it tells and the wall clock of the process."""
    begun = time.perf_counter()
    with TemporaryDirectory() as nothing_compiled:
        done = subprocess.run(  # noqa: S603  (this very file)
            [sys.executable, __file__, way, what],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_CACHE_DIR": nothing_compiled},
        )
    return f"{done.stdout.strip()}; process {time.perf_counter() - begun:.2f} s"


def seconds(work: Callable[[], object]) -> float:
    """Take the time of some work."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
