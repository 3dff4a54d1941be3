"""Kills of `load`: a child that builds is killed, and the output has to be a good one.

    python -m tests.kills PLAN FOLDER KILLS [cold]

The plan's list of services takes turns between two versions. Half of the kills come before a write,
rename or deletion, each time another one: the interpreter tells of them (`sys.addaudithook`), and
layers of a GeoPackage are counted as they are written. The other half come at random moments. After
each the output is repaired as every command does, and must be one of the two good ones, whole.
Started as a program of its own: it forks, which a process of tests must not.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pyogrio

from gis_sluzby.cache import FOLDER
from gis_sluzby.centre import load_centre
from gis_sluzby.output import repair
from gis_sluzby.pipeline import build
from gis_sluzby.plan import read_plan, source_path

if TYPE_CHECKING:
    from collections.abc import Callable

#: What Python tells of before it is done.
_EVENTS = ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.copyfile")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Kill builds of a plan; print what was done, end with 1 where an output was harmed."""
    plan, folder, kills = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    out, read = folder / "out", read_plan(plan)
    services = source_path(read, read.of_table("services")[0])
    cold = "cold" in sys.argv[4:]
    versions = [services.read_bytes()]
    versions.append(versions[0] + b"\n")  # its checksum stands in the centre
    goods = [_good(plan, services, version, folder / "good") for version in versions]
    _put(plan, services, versions[0], out)
    points = _in_child(lambda: _counted(plan, services, versions[1], folder / "counted", cold=cold))
    duration = _timed(plan, services, versions[0], folder / "counted", cold=cold)
    random = Random(1)  # noqa: S311  (a test)
    harmed = done = 0
    for number in range(kills):
        version = versions[number % 2]
        at_point = number % 2 == 0
        point = 1 + (number // 2) * points // (kills // 2)
        delay = random.uniform(0.02, 1.0) * duration

        def doing(point: int = point, delay: float = delay, at_point: bool = at_point) -> int:  # noqa: FBT001
            if at_point:
                _die_before(point)
            else:
                signal.setitimer(signal.ITIMER_REAL, delay)
            return 0

        before = _state(out)
        services.write_bytes(versions[1 - goods.index(before)] if before in goods else version)
        if cold:
            shutil.rmtree(plan.parent / FOLDER, ignore_errors=True)
        died = _in_child(lambda doing=doing: doing() or _built(plan, out))  # type: ignore[misc]
        done += died < 0
        repair(out)
        if _state(out) not in goods:
            harmed += 1
            print(f"kill {number}: the output is neither of the good ones")  # noqa: T201
    services.write_bytes(versions[1])
    build(read_plan(plan), out, ())
    centre = load_centre(out / "centrum.gpkg")
    last = _state(out) == goods[1] and len(centre["services"]) > 0
    leftover = sorted(path.name for path in folder.iterdir())
    told = {"killed": done, "points": points, "harmed": harmed, "last": last, "left": leftover}
    print(json.dumps(told))  # noqa: T201  (to the test that started it)


def _good(plan: Path, services: Path, version: bytes, out: Path) -> dict[str, str]:
    """Build a version without harm; give the hashes of its files."""
    _put(plan, services, version, out)
    load_centre(out / "centrum.gpkg")
    return _state(out)


def _put(plan: Path, services: Path, version: bytes, out: Path) -> None:
    services.write_bytes(version)
    build(read_plan(plan), out, ())


def _state(out: Path) -> dict[str, str]:
    """Give the hashes of all files of an output."""
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def _built(plan: Path, out: Path) -> int:
    build(read_plan(plan), out, ())
    return 0


def _in_child(work: Callable[[], int]) -> int:
    """Do something in a child; give what it gives, or below zero where it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        result = work()
        os.write(writing, str(result).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read()
    _, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else int(answer)


def _counted(plan: Path, services: Path, version: bytes, out: Path, *, cold: bool) -> int:
    """Count the points before which a build may be killed."""
    if cold:
        shutil.rmtree(plan.parent / FOLDER, ignore_errors=True)
    services.write_bytes(version)
    counter = _watched(lambda _number: None)
    build(read_plan(plan), out, ())
    return counter[0]


def _timed(plan: Path, services: Path, version: bytes, out: Path, *, cold: bool) -> float:
    """Give how long a build takes in a child, in seconds."""
    if cold:
        shutil.rmtree(plan.parent / FOLDER, ignore_errors=True)
    services.write_bytes(version)
    begun = time.monotonic()
    _in_child(lambda: _built(plan, out))
    return time.monotonic() - begun


def _die_before(point: int) -> None:
    """Have this process killed before its nth write, rename or deletion."""

    def maybe(number: int) -> None:
        if number == point:
            os.kill(os.getpid(), signal.SIGKILL)

    _watched(maybe)


def _watched(tell: Callable[[int], None]) -> list[int]:
    """Count writes, renames and deletions from now on; tell the number of each before it."""
    counter = [0]

    def count() -> None:
        counter[0] += 1
        tell(counter[0])

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS and (event != "open" or _is_written(arguments)):
            count()

    sys.addaudithook(hook)
    write = pyogrio.write_dataframe

    def counted(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401  (handed on)
        count()
        return write(*arguments, **more)

    pyogrio.write_dataframe = counted
    return counter


def _is_written(arguments: tuple[Any, ...]) -> bool:
    """Tell whether a file is opened to be written."""
    path, mode, flags = arguments
    if not isinstance(path, str) or path == os.devnull:
        return False
    return any(letter in mode for letter in "wax+") if mode else bool(flags & _WRITING)


if __name__ == "__main__":
    main()
