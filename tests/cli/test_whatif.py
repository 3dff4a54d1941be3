"""The commands of what if, as a planner types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from gis_sluzby.cli import run
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = """\
schema = 1
name = "Stacionář se stěhuje"
[[move]]
service = "sluzby:1"
kod_obec = "100009"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_small_plan(tmp_path / "plan")


def test_a_scenario_writes_its_study(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = plan.parent / "stehovani.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    assert run(["whatif", str(plan), str(scenario)]) == 0
    folder = plan.parent / "out" / "studies" / "whatif-stehovani"
    assert {path.name for path in folder.iterdir()} == {
        "run.json",
        "datapackage.json",
        "zprava.txt",
        *(f"whatif_{level}.csv" for level in ("obec", "orp", "kraj")),
    }
    told = capsys.readouterr().out
    assert (folder / "zprava.txt").read_text("utf-8") in told
    assert f"Hotovo: {folder}" in told
    about = json.loads((folder / "run.json").read_text("utf-8"))
    assert about["edition"] == "internal"
    assert about["scenario"]["file"] == "stehovani.toml"
    rows = pd.read_csv(folder / "whatif_obec.csv", dtype=str)
    mine = rows[(rows["forma"] == "any") & (rows["kod_obec"] == "100009")]
    assert mine["minutes_after"].tolist() == ["0.0"]
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["whatif", str(plan), str(scenario)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == written


def test_a_scenario_about_nobody_ends_with_advice(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = plan.parent / "spatny.toml"
    scenario.write_text(SCENARIO.replace("sluzby:1", "sluzby:11"), encoding="utf-8")
    assert run(["whatif", str(plan), str(scenario)]) == 2
    assert "Snad „sluzby:1“" in capsys.readouterr().err
    assert run(["whatif", str(plan), str(plan.parent / "neni.toml")]) == 4
    assert not (plan.parent / "out" / "studies").exists()


def test_the_end_of_services_writes_its_study(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ending", str(plan)]) == 0
    folder = plan.parent / "out" / "studies" / "ending"
    rows = pd.read_csv(folder / "ending.csv", dtype=str)
    assert rows["service_id"].tolist() == ["sluzby:1", "sluzby:2", "sluzby:3"]
    assert "Posouzeno: 3" in capsys.readouterr().out
    assert (folder / "ending_obec.csv").is_file()
