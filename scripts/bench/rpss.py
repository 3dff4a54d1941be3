"""The register in its full size against `orjson.loads` and a walk over the same file, in one run.

A register of the size of the real one (6,733 invented services with history, traps planted) is
made on the real obce. Measured in turns, medians of three rounds, CPU seconds of one thread:

- peer: `orjson.loads` of the file and a walk over every value of it;
- register: `read_register`, from the file to tables (what the bound is about);
- lists: the same with its code lists beside it, which are read too;
- load: the same and all that `load` does with it (joins, audit, canonical tables): the time of
  `load` of a plan with the register without the time of that plan without it.

The peak of memory is that of a process of its own which only loads.

    GIS_SLUZBY_DATA=… PYTHONPATH=. python scripts/bench/rpss.py
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import orjson
import pyogrio

from scripts.model.rpss import write_register
from scripts.model.rpss_lists import write_code_lists

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
BOUND, PEAK_MB = 3.0, 500
ROOT = Path(__file__).resolve().parents[2]
REAL_PLAN = ROOT / "tests" / "plans" / "karlovarsky.toml"
SOURCE = """
[[source]]
id = "rpss"
table = "services"
reader = "rpss"
path = "services/rpss.json"
vintage = 2026-09-27
licence = "modelová data"
attribution = "modelová data"
complete_for = "all"
rejects = "record"
"""


def main() -> None:
    """Measure, print the medians, their ratios and the peak."""
    if sys.argv[1:2] == ["--peak"]:
        print(peak_of_load(Path(sys.argv[2])))
        return
    data = Path(os.environ["GIS_SLUZBY_DATA"])
    with TemporaryDirectory() as folder:
        place = Path(folder)
        file = make_folder(place, data)
        os.environ.pop("GIS_SLUZBY_DATA")
        measure(place, file)


def make_folder(place: Path, data: Path) -> Path:
    """Make a folder with the register and two plans, with it and without."""
    (place / "data" / "services").mkdir(parents=True)
    for name in ("boundaries", "population", "roads"):
        (place / "data" / name).symlink_to(data / name)
    text = REAL_PLAN.read_text("utf-8")
    without = text[: text.rindex("[[source]]")]
    (place / "without.toml").write_text(without, "utf-8")
    (place / "with.toml").write_text(without + SOURCE, "utf-8")
    obce = pyogrio.read_dataframe(data / "boundaries" / "obce_cz_2024.gpkg", read_geometry=False)
    file = place / "data" / "services" / "rpss.json"
    planted = write_register(obce, file)
    lists = [f"services/{name}" for name in write_code_lists(obce, file.parent)]
    key = f"code_lists = {json.dumps(lists)}\n"
    (place / "lists.toml").write_text(without + SOURCE + key, "utf-8")
    print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB, facilities {planted['facilities']:,}")
    return file


def measure(place: Path, file: Path) -> None:
    """Measure the peer and ours in turns."""
    from gis_sluzby.centre.load import load  # noqa: PLC0415  (not in the process of the generator)
    from gis_sluzby.plan import read_plan  # noqa: PLC0415
    from gis_sluzby.sources.rpss.lists import read_code_list  # noqa: PLC0415
    from gis_sluzby.sources.rpss.register import read_register  # noqa: PLC0415

    named = read_plan(place / "lists.toml")
    [with_lists] = named.of_table("services")
    with_it, without = read_plan(place / "with.toml"), read_plan(place / "without.toml")
    [source] = with_it.of_table("services")
    works: dict[str, Callable[[], object]] = {
        "peer": lambda: walked(orjson.loads(file.read_bytes())),
        "register": lambda: read_register(with_it, source),
        "lists": lambda: read_register(
            named,
            with_lists,
            [read_code_list(named, one) for one in with_lists.code_list_files()],
        ),
        "with": lambda: load(with_it),
        "with lists": lambda: load(named),
        "without": lambda: load(without),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            taken[name].append(seconds(work))
    peer, register, lists, whole, listed, rest = (statistics.median(taken[name]) for name in works)
    command = [sys.executable, __file__, "--peak", str(place / "with.toml")]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    print(f"orjson.loads and a walk             {peer:8.2f} s")
    for what, time_taken in (
        ("register to tables", register),
        ("the same with code lists", lists),
        ("all that load does with it", whole - rest),
        ("the same with code lists", listed - rest),
    ):
        print(f"{what:35} {time_taken:8.2f} s  {time_taken / peer:5.2f} x")
    print(f"bound                               {'':8}    {BOUND:5.2f} x")
    print(f"peak of a process that loads the plan {float(told.stdout):8.0f} MB (bound {PEAK_MB})")
    print(f"Python {platform.python_version()}, orjson {version('orjson')}, {ROUNDS} rounds")


def walked(value: object) -> int:
    """Visit every value and count them."""
    if type(value) is dict:
        return 1 + sum(map(walked, value.values()))
    if type(value) is list:
        return 1 + sum(map(walked, value))
    return 1


def peak_of_load(path: Path) -> float:
    """Load a plan and give the peak of this process in megabytes."""
    from gis_sluzby.centre.load import load  # noqa: PLC0415  (part of what is measured)
    from gis_sluzby.plan import read_plan  # noqa: PLC0415

    load(read_plan(path))
    # ru_maxrss would still hold the peak of the process that started this one.
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peak) / 1024


def seconds(work: Callable[[], object]) -> float:
    """Take the CPU time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
