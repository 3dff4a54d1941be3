"""A build of Karlovarský kraj by the command line, whole processes, beside bare libraries.

Cold build, unchanged rebuild and `--help` of tests/plans/karlovarsky.toml, medians of five rounds
in which all take turns. The peers do in one process what nobody can do without: import the
libraries; import them and read the same files with pyogrio and pandas. The real data is needed:
GIS_SLUZBY_DATA names its folder, else ../shared/data beside the checkout.

    python scripts/bench/build.py
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "plans" / "karlovarsky.toml"
DATA = Path(os.environ.get("GIS_SLUZBY_DATA") or ROOT.parent / "shared" / "data").resolve()
IMPORTS = "import geopandas, folium, scipy.sparse.csgraph, pandas, pyogrio"
COLD, AGAIN, HELP = "cold build", "unchanged rebuild", "--help"
LIBRARIES, READING = "import of the libraries", "import, and read of the files"


def main() -> None:
    """Measure all, print medians and what they are of the peer."""
    times: dict[str, list[float]] = {name: [] for name in (COLD, AGAIN, HELP, LIBRARIES, READING)}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            plan = Path(folder) / str(number) / "plan.toml"
            plan.parent.mkdir()
            shutil.copy(PLAN, plan)
            times[LIBRARIES].append(seconds("-c", IMPORTS))
            times[COLD].append(seconds("-m", "gis_sluzby", "build", str(plan)))
            times[READING].append(seconds("-c", f"{IMPORTS}\n{reading()}"))
            times[AGAIN].append(seconds("-m", "gis_sluzby", "build", str(plan)))
            times[HELP].append(seconds("-m", "gis_sluzby", "--help"))
            shutil.rmtree(plan.parent)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{'':32}{'median':>8}{'least':>8}{'of the peer':>13}")
    for name, median in medians.items():
        share = median / medians[READING]
        print(f"{name:32}{median:7.2f}s{min(times[name]):7.2f}s{share:12.2f}x")
    print(f"the peer: {READING}; {ROUNDS} rounds, wall clock, whole processes")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")


def reading() -> str:
    """Give a program that reads the files of the plan as they are."""
    lines = []
    for source in tomllib.loads(PLAN.read_text(encoding="utf-8"))["source"]:
        read = "pyogrio.read_dataframe" if source["reader"] == "vector" else "pandas.read_csv"
        lines.append(f"{read}({str(DATA / source['path'])!r})")
    return "\n".join(lines)


def seconds(*arguments: str) -> float:
    """Run Python and take the time of the whole process."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  (ourselves, with fixed words)
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "GIS_SLUZBY_DATA": str(DATA)},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
