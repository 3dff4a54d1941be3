"""Layers of Karlovarský kraj: `publish --only layers` beside plain pyogrio, in one run.

The program computes the plan once; then, taking turns, it writes the layers, with their views,
styles, project and metadata, and pyogrio writes the same frames and nothing else. At the end the
whole command is timed in a process of its own, its computations remembered.

    PYTHONPATH=. python scripts/bench/layers.py [FOLDER OF THE REAL DATA]
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio

from gis_sluzby.pipeline import build, compute
from gis_sluzby.plan import read_plan
from gis_sluzby.publish.layers import write_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from gis_sluzby.products import Results

PLAN = Path(__file__).parents[2] / "tests" / "plans" / "karlovarsky.toml"
ROUNDS = 5
#: Tables and layers that the GeoPackage holds whole; the others are views over them.
STORED = ("obce", "pou", "orp", "kraj", "uzemi", "mista", "sluzby")
TABLES = ("coverage_obec", "coverage_orp", "coverage_kraj", "gaps", "declared", "kody")


def main() -> None:
    """Measure, print medians and the ratio."""
    if len(sys.argv) > 1:
        os.environ["GIS_SLUZBY_DATA"] = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(PLAN, folder / "plan.toml")
        plan = read_plan(folder / "plan.toml")
        results = compute(plan)
        build(plan, products=[])

        def ours(place: Path) -> None:
            write_layers(place, plan, results.centre, results.coverage)

        ours(folder / "first")
        frames = stored(folder / "first" / "plan.gpkg")

        def peer(place: Path) -> None:
            write_plain(place, frames)

        mine, other = [], []
        for number in range(ROUNDS):
            mine.append(seconds(ours, folder / f"ours{number}"))
            other.append(seconds(peer, folder / f"peer{number}"))
        whole = seconds(publish, folder / "plan.toml")
        report(results, mine, other, whole)


def publish(plan: Path) -> None:
    """Run the command as a planner does."""
    command = [sys.executable, "-m", "gis_sluzby", "publish", str(plan), "--only", "layers"]
    subprocess.run(command, check=True)  # noqa: S603 -- the program itself


def report(results: Results, mine: list[float], other: list[float], whole: float) -> None:
    """Print what was measured."""
    ours, peer = statistics.median(mine), statistics.median(other)
    rows = len(results.coverage["coverage_obec"])
    print(f"{rows:,} rows of coverage_obec, median of {ROUNDS}")
    print(f"layers          {ours:7.2f} s")
    print(f"plain pyogrio   {peer:7.2f} s")
    print(f"ratio           {ours / peer:7.2f}")
    print(f"whole command   {whole:7.2f} s")


def stored(path: Path) -> dict[str, pd.DataFrame]:
    """Read the frames that were written."""
    return {
        name: pyogrio.read_dataframe(path, layer=name, read_geometry=name in STORED)
        for name in (*STORED, *TABLES)
    }


def write_plain(place: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write the same frames as anybody would."""
    place.mkdir()
    for name, frame in frames.items():
        path = place / "plan.gpkg"
        if isinstance(frame, gpd.GeoDataFrame):
            pyogrio.write_dataframe(frame, path, layer=name, append=path.exists())
        else:
            pyogrio.write_dataframe(frame, path, layer=name, append=path.exists(), driver="GPKG")


def seconds(work: Callable[[Path], object], place: Path) -> float:
    """Give how long work takes."""
    begun = time.perf_counter()
    work(place)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
