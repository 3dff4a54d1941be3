"""Layers of the small world, written once; QGIS, asked what it makes of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from gis_sluzby import compute, read_plan
from gis_sluzby.coverage.gaps import gaps_table
from gis_sluzby.publish.layers import write_layers
from tests.coverage.made import Service, centre_of, covered, plan_with

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from gis_sluzby.plan import Plan

PLANS = Path(__file__).parents[2] / "plans"

# The probe is run by the Python of QGIS, never imported here.
collect_ignore = ["qgis_probe.py"]

SERVICES = [
    Service("1", "46", ("amb",), at="AC", minutes={"A": 5, "B": 50}),
    Service("2", "57", ("pob",), at="B", secret=True),
    Service("3", "39", ("ter",), at="?", declared=(("ter", "obec", "A", "declared"),)),
    Service(
        "4",
        "37",
        ("amb", "ter"),
        at="E",
        declared=(("ter", "orp", "9901", "declared"), ("amb", "radius", "1,5", "declared")),
    ),
    Service("5", "40", ("ter",), at="A", declared=(("ter", "kraj", "CZ099", "kraj_wide"),)),
]


def judged(services: list[Service]) -> dict[str, pd.DataFrame]:
    """Give the coverage of the small world with its gaps."""
    coverage = covered(services)
    return {**coverage, "gaps": gaps_table(coverage)}


class Written(NamedTuple):
    """What the layers were written from, and where they are."""

    folder: Path
    plan: Plan
    centre: dict[str, pd.DataFrame]
    coverage: dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Layers of the small world."""
    folder = tmp_path_factory.mktemp("layers") / "a"
    centre, coverage = centre_of(SERVICES), judged(SERVICES)
    plan = plan_with("")
    write_layers(folder, plan, centre, coverage)
    return Written(folder, plan, centre, coverage)


@pytest.fixture(scope="session")
def real_layers(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Layers of Karlovarský kraj."""
    folder = tmp_path_factory.mktemp("layers-real")
    shutil.copy(PLANS / "karlovarsky.toml", folder / "plan.toml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        plan = read_plan(folder / "plan.toml")
        results = compute(plan)
    write_layers(folder / "layers", plan, results.centre, results.coverage)
    return Written(folder / "layers", plan, results.centre, results.coverage)


@pytest.fixture(scope="session")
def qgis() -> Callable[..., dict[str, Any]]:
    """Open a project in headless QGIS: what it says, pictures written into a folder."""

    def opened(project: Path, folder: Path, *words: str) -> dict[str, Any]:
        probe = Path(__file__).with_name("qgis_probe.py")
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        asked = subprocess.run(
            ["/usr/bin/python3", str(probe), str(project), str(folder), *words],
            env={"PATH": "/usr/bin:/bin", "HOME": str(runtime), "XDG_RUNTIME_DIR": str(runtime)},
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        assert asked.returncode == 0, asked.stderr
        found: dict[str, Any] = json.loads(asked.stdout)
        return found

    return opened
