"""Every reader fed with spoilt files: nothing but its own errors may come out.

    PYTHONPATH=. python scripts/fuzz.py [INPUTS] [SEED] [NAME]

Makes INPUTS files (100 000 by default) by spoiling valid ones of every format and reads each. One
in two hundred is read as part of a whole plan. A reader has to give tables or to raise a
`GisSluzbyError`; anything else, a hang of 20 s or a crash of the process is printed with the
number that makes the input again. With NAME only formats whose name begins so are tried. A reader
that cannot be interrupted (within a library, or waiting) is ended from outside after five minutes,
so that the program itself comes to an end whatever a reader does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.running import content_of, verdict
from tests.fuzz.shapes import shapes, whole_plan

_CHUNK = 5_000
_WHOLE = 200
_SHOWN = 1_500
#: A chunk that was done ends with this code and the number of inputs that broke a reader.
_DONE, _MOST = 100, 100
#: A process that stays at one input for so many seconds is ended.
_STUCK = 300.0


def run(first: int, last: int, seed: int, name: str, progress: Path) -> int:
    """Try the inputs of a range; give how many broke a reader."""
    counts: Counter[str] = Counter()
    broken = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        every = [one for one in shapes(folder) if one.name.startswith(name)]
        whole = [one for one in whole_plan(folder) if one.name.startswith(name)]
        for number in range(first, last):
            chosen = whole if whole and (number % _WHOLE == 0 or not every) else every
            shape = chosen[number % len(chosen)]
            progress.write_text(f"{number} {shape.name}")
            content = content_of(shape, seed, number)
            what, told = verdict(shape, content, folder / "data")
            counts[what] += 1
            if what == "broken":
                broken += 1
                print(
                    f"\n{shape.name}, input {number} of seed {seed}: {len(content)} B", flush=True
                )
                print(told[-_SHOWN:], flush=True)
    print(f"{first} to {last}: {dict(counts)}", flush=True)
    return broken


def _ended(command: list[str], progress: Path) -> int:
    """Run a chunk and give its exit code; one that stays at an input is ended."""
    with subprocess.Popen(command) as chunk:  # noqa: S603  (itself)
        before = ""
        while True:
            try:
                return chunk.wait(_STUCK)
            except subprocess.TimeoutExpired:
                now = progress.read_text() if progress.exists() else ""
                if now == before:
                    chunk.kill()
                    return chunk.wait()
                before = now


def main() -> None:
    """Try all inputs, each chunk in a process of its own, so that a crash is told too."""
    words = sys.argv[1:]
    if words[:1] == ["--range"]:
        first, last, seed, name, progress = words[1:6]
        found = run(int(first), int(last), int(seed), name, Path(progress))
        sys.exit(_DONE + min(found, _MOST))
    os.environ.pop("GIS_SLUZBY_DATA", None)  # the files that are tried are not there
    inputs, seed = int(words[0]) if words else 100_000, int(words[1]) if words[1:] else 1
    name = words[2] if words[2:] else ""
    broken, first = 0, 1
    with tempfile.TemporaryDirectory() as place:
        progress = Path(place) / "progress"
        while first <= inputs:
            last = min(first + _CHUNK, inputs + 1)
            ranged = ["--range", str(first), str(last), str(seed), name, str(progress)]
            command = [sys.executable, __file__, *ranged]
            progress.write_text("")
            code = _ended(command, progress)
            if code < _DONE:
                crashed, _, shape = progress.read_text().partition(" ")
                if not crashed:
                    sys.exit(f"the inputs could not be made ({code})")
                print(f"{shape}, input {crashed} of seed {seed}: the process died ({code})")
                broken, first = broken + 1, int(crashed) + 1
                continue
            broken, first = broken + code - _DONE, last
    print(f"{inputs} inputs, seed {seed}: {broken} broke a reader")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
