"""Least minutes over a raster against scikit-image, and cells shared among all obce, in one run.

Two grids, 570 thousand and 9.1 million cells with 300 starts, the two engines taking turns, their
results compared; then the cells of 100 m of a seeded raster of population shared among the 6,258
obce of Czechia by exact areas. It needs scikit-image, which the program does not.

    pip install scikit-image
    python scripts/bench/raster.py [FOLDER OF THE REAL DATA]
"""

from __future__ import annotations

import importlib
import os
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio

from gis_sluzby.audit.population_cells import cell_shares
from gis_sluzby.crs import to_5514
from gis_sluzby.reach.raster.cost import least_minutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SHAPES = {(700, 815): 5, (2800, 3250): 3}
STARTS, CELL, INHABITED = 300, 100.0, 0.15
BOUNDARIES = Path("boundaries") / "obce_cz_2024.gpkg"


def main() -> None:
    """Measure, print medians and ratios."""
    graph = importlib.import_module("skimage.graph")
    random = np.random.default_rng(5514)
    for shape, rounds in SHAPES.items():
        spread(graph, random, shape, rounds)
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["GIS_SLUZBY_DATA"])
    zones(random, data / BOUNDARIES)
    print(f"Python {platform.python_version()}, numpy {np.__version__}")


def spread(graph: Any, random: np.random.Generator, shape: tuple[int, int], rounds: int) -> None:  # noqa: ANN401  (it has no types)
    """Compare least minutes over random friction."""
    friction = random.uniform(0.01, 0.1, shape)
    starts = np.sort(random.choice(friction.size, STARTS, replace=False))
    cells = [(int(cell) // shape[1], int(cell) % shape[1]) for cell in starts]

    def peer() -> NDArray[np.float64]:
        costs: NDArray[np.float64] = graph.MCP_Geometric(friction).find_costs(cells)[0]
        return costs * CELL

    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(seconds(lambda: least_minutes(friction, CELL, starts)))
        theirs.append(seconds(peer))
    apart = np.abs(least_minutes(friction, CELL, starts) - peer()).max()
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{friction.size:,} cells, {STARTS} starts (median of {rounds})")
    print(f"gis_sluzby      {mine:7.2f} s")
    print(f"scikit-image    {other:7.2f} s")
    print(f"ratio           {mine / other:7.2f}; largest difference {apart:.0e} minutes")


def zones(random: np.random.Generator, path: Path) -> None:
    """Share the cells of 100 m among all obce."""
    obce = to_5514(pyogrio.read_dataframe(path, columns=[])).geometry.to_numpy()
    bounds = np.array([shape.bounds for shape in obce])
    west, south = np.floor(bounds[:, :2].min(axis=0) / CELL) * CELL
    east, north = np.ceil(bounds[:, 2:].max(axis=0) / CELL) * CELL
    shape = int((north - south) / CELL), int((east - west) / CELL)
    people = random.poisson(5.0, shape) * (random.random(shape) < INHABITED).astype(float)
    begun = time.perf_counter()
    found = cell_shares(people, (west, south, east, north), obce)
    took = time.perf_counter() - begun
    print(f"{shape[0] * shape[1]:,} cells among {len(obce):,} obce: {len(found.cell):,} parts")
    print(f"exact shares    {took:7.2f} s")


def seconds(work: Callable[[], object]) -> float:
    """Give how long work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
