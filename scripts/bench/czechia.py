"""All of Czechia loaded: the plan of 6,258 obce beside a bare read of the same files.

The datové centrum of tests/plans/cesko.toml, coverage check of the polygons included, and the same
with boundaries and points from a VFR state file, which is made here of the same boundaries. The
peer reads the same files with pyogrio and pandas as they are. Medians of three rounds in which all
take turns, in one process that has imported everything; ratios are of processor time, which a busy
machine does not stretch. The real data is needed: GIS_SLUZBY_DATA names its folder, else
../shared/data beside the checkout.

    python scripts/bench/czechia.py
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gis_sluzby.centre import load  # noqa: E402  (the path is set above)
from gis_sluzby.crs import to_5514  # noqa: E402
from gis_sluzby.plan import Plan, read_plan, source_path  # noqa: E402
from tests.ruian_files import OBCE_COLUMNS, write_state_file  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    Taken = tuple[float, float]

ROUNDS = 3
PLAN = ROOT / "tests" / "plans" / "cesko.toml"
DATA = Path(os.environ.get("GIS_SLUZBY_DATA") or ROOT.parent / "shared" / "data").resolve()
LIMIT = 20.0
STATE = "ST_UKSG.xml.gz"


def main() -> None:
    """Measure all, print the medians and what they are of the peer."""
    os.environ["GIS_SLUZBY_DATA"] = str(DATA)
    with tempfile.TemporaryDirectory() as folder:
        drawn, of_ruian = read_plan(PLAN), ruian_plan(Path(folder))
        work: dict[str, Callable[[], object]] = {
            "bare read, boundaries as a layer": lambda: read(drawn),
            "load,      boundaries as a layer": lambda: load(drawn),
            "bare read, boundaries as VFR": lambda: read(of_ruian),
            "load,      boundaries as VFR": lambda: load(of_ruian),
        }
        times: dict[str, list[Taken]] = {name: [] for name in work}
        for _ in range(ROUNDS):
            for name, what in work.items():
                times[name].append(seconds(what))
    peer, worst = 0.0, 0.0
    print(f"{'':34}{'wall':>8}{'CPU':>8}{'of the peer':>13}")
    for name, taken in times.items():
        wall, busy = (statistics.median(column) for column in zip(*taken, strict=True))
        peer, worst = busy if name.startswith("bare") else peer, max(worst, wall)
        print(f"{name:34}{wall:7.2f}s{busy:7.2f}s{busy / peer:12.2f}x")
    print(f"the limit is {LIMIT:g} s: {'held' if worst <= LIMIT else 'NOT held'} ({worst:.1f} s)")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")


def ruian_plan(folder: Path) -> Plan:
    """Write the plan with boundaries and points in a state file."""
    layer = DATA / "boundaries" / "obce_cz_2024.gpkg"
    obce = to_5514(pyogrio.read_dataframe(layer)).rename(columns=OBCE_COLUMNS)
    write_state_file(folder / STATE, obce)
    plan = read_plan(PLAN)
    sources = [
        one.model_copy(update={"reader": "vfr", "path": str(folder / STATE), "columns": {}})
        if one.table in ("obce", "obec_points")
        else one
        for one in plan.source
    ]
    return plan.model_copy(update={"source": tuple(sources)})


def read(plan: Plan) -> list[pd.DataFrame]:
    """Read the files of a plan as they are."""
    return [bare(source_path(plan, source), source.reader) for source in plan.source]


def bare(path: Path, reader: str) -> pd.DataFrame:
    """Read a file as it is."""
    if reader == "vector":
        return pyogrio.read_dataframe(path)
    if reader == "vfr":
        query = "SELECT Kod, Nazev, GeneralizovaneHranice FROM Obce"
        return pyogrio.read_dataframe(path, sql=query)
    text = path.read_bytes()
    semicolon = text.partition(b"\n")[0].count(b";") > 0
    encoding = "cp1250" if semicolon else "utf-8"
    return pd.read_csv(path, sep=";" if semicolon else ",", encoding=encoding)


def seconds(work: Callable[[], object]) -> Taken:
    """Take the time of some work: on the wall, and of the processor."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - busy


if __name__ == "__main__":
    main()
