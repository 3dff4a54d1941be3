"""Every reader fed with spoilt files: tables or a `GisSluzbyError`, never anything else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.running import content_of, verdict
from tests.fuzz.shapes import Shape, shapes, whole_plan

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20_261_122
#: Inputs of each format: those that are read in a few milliseconds are tried most.
QUICK, MIDDLE, SLOW, WHOLE = 150, 40, 10, 5
QUICK_FORMATS = ("plan", "scenario", "lock", "osm", "ruian_csv plain", "csv matrix", "gpkg obec")
SLOW_FORMATS = ("centre", "csv population", "rpss", "plan ")


def inputs_of(name: str) -> int:
    """Say how many inputs of a format are tried."""
    if name.startswith("plan "):
        return WHOLE
    if name.startswith(SLOW_FORMATS):
        return SLOW
    return QUICK if name.startswith(QUICK_FORMATS) else MIDDLE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def every(folder: Path) -> dict[str, Shape]:
    return {one.name: one for one in [*shapes(folder), *whole_plan(folder)]}


def test_there_are_two_thousand_inputs(every: dict[str, Shape]) -> None:
    assert sum(inputs_of(name) for name in every) >= 2_000


def test_valid_files_are_read(every: dict[str, Shape], folder: Path) -> None:
    told = {name: verdict(shape, shape.content, folder / "data") for name, shape in every.items()}
    assert {name: what for name, what in told.items() if what[0] != "read"} == {}


# A reader that was stopped may leave a file to the collector of garbage.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spoilt_files_are_read_or_refused(every: dict[str, Shape], folder: Path) -> None:
    broken = []
    for name, shape in every.items():
        for number in range(1, inputs_of(name) + 1):
            content = content_of(shape, SEED, number)
            what, told = verdict(shape, content, folder / "data")
            if what == "broken":
                broken.append(f"{name}, input {number} of seed {SEED}:\n{told[-1500:]}")
    assert broken == []
    shutil.rmtree(folder)
