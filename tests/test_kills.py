"""`load` killed at any moment leaves the last good centre."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from gis_sluzby.sample import write_sample
from tests.conftest import ROOT
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path


def killed(plan: Path, folder: Path, kills: int, *more: str) -> dict[str, Any]:
    """Kill builds of a plan, see `tests.kills`; give what came of it."""
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "GIS_SLUZBY_DATA"}
    asked = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(plan), str(folder), str(kills), *more],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=290,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    return json.loads(asked.stdout.splitlines()[-1])


def test_fifty_kills_leave_a_good_centre(tmp_path: Path) -> None:
    write_sample(tmp_path / "plan")
    told = killed(tmp_path / "plan" / "plan.toml", tmp_path / "built", 50)
    # A random moment may come after the end.
    assert told["killed"] >= 35
    assert told["points"] >= 25
    assert (told["harmed"], told["last"]) == (0, True)
    assert told["left"] == ["counted", "good", "out"]


def test_kills_while_results_are_being_remembered_leave_a_good_centre(tmp_path: Path) -> None:
    plan = write_small_plan(tmp_path / "plan")
    told = killed(plan, tmp_path / "built", 10, "cold")
    assert told["killed"] >= 6
    assert (told["harmed"], told["last"]) == (0, True)
    assert told["left"] == ["counted", "good", "out"]
