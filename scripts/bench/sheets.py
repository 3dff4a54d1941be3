"""The set of sheets of a plan on two cores: all kinds as A4 (PDF and PNG), the overview, every ORP.

    PYTHONPATH=. python scripts/bench/sheets.py [PLAN]

Without a plan the one of Karlovarský kraj is taken, whose real data is needed: GIS_SLUZBY_DATA
names its folder, else ../shared/data beside the checkout. The tables are computed before the clock
starts. One sheet drawn and written alone by a plain `savefig` stands beside as the peer.
"""

from __future__ import annotations

import io
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl

from gis_sluzby import compute, read_plan
from gis_sluzby.cores import second_core
from gis_sluzby.publish.sheets import write_sheets
from gis_sluzby.publish.sheets.atlas import atlas_of
from gis_sluzby.publish.sheets.canvas import SETTINGS
from gis_sluzby.publish.sheets.series import Sheet, Table

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan
    from gis_sluzby.products import Results

SERIES = ("druhy", "prehled", "orp")
LIMIT = 60.0
ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "plans" / "karlovarsky.toml"


def main() -> None:
    """Measure the whole set, and one sheet by itself."""
    if len(sys.argv) > 1:
        plan = read_plan(sys.argv[1])
    else:
        os.environ.setdefault("GIS_SLUZBY_DATA", str(ROOT.parent / "shared" / "data"))
        plan = read_plan(PLAN)
    results = compute(plan)
    options = plan.sheets.model_copy(update={"series": SERIES})
    plan = plan.model_copy(update={"sheets": options})
    with tempfile.TemporaryDirectory() as folder, second_core() as submit:
        start = time.perf_counter()
        files = write_sheets(plan, results, Path(folder), submit)
        taken = time.perf_counter() - start
    sheets = len([path for path in files if path.suffix == ".pdf"])
    print(f"{sheets} sheets as PDF and PNG on two cores   {taken:6.1f} s (limit {LIMIT:.0f} s)")
    alone = one_alone(plan, results)
    print(f"one sheet of a kind by plain savefig         {alone:6.1f} s")
    print(f"so the set takes as long as {taken / alone:.1f} of its {sheets} sheets one by one")
    print(f"Python {platform.python_version()}, matplotlib {mpl.__version__}")


def one_alone(plan: Plan, results: Results) -> float:
    """Draw one sheet and write it as PDF and PNG as matplotlib does by itself."""
    tables = results.centre, results.roads, results.reached, results.coverage
    table = Table(atlas_of(plan, *tables))
    start = time.perf_counter()
    with mpl.rc_context(SETTINGS):
        canvas = table.drawn(Sheet("druhy", "46"))
        canvas.figure.savefig(io.BytesIO(), format="pdf")
        canvas.figure.savefig(io.BytesIO(), format="png", dpi=300)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
