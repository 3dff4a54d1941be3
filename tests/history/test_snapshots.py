"""Snapshots: kept whole, never replaced by themselves, refused when places change too much."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from gis_sluzby.cli.history import diff as diff_command
from gis_sluzby.cli.history import snapshot as snapshot_command
from gis_sluzby.errors import InputError, MissingSourceError, PlanError, WriteError
from gis_sluzby.history import read_snapshot, write_snapshot
from gis_sluzby.history.snapshots import MAX_CHANGE, periods
from gis_sluzby.plan import file_hash
from tests.history.test_services import placed, point
from tests.small_plan import service_row, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TWENTY = [point(100 * n, 0) for n in range(20)]
FULL = placed(*TWENTY)
ONE_LESS = placed(*TWENTY[:19])
TWO_LESS = placed(*TWENTY[:18])


def test_a_snapshot_comes_back(tmp_path: Path) -> None:
    kept = write_snapshot(FULL, tmp_path, "2026")
    assert kept == (tmp_path / "2026", None, 0.0)
    back = read_snapshot(tmp_path, "2026")
    for name, frame in FULL.items():
        plain = [column for column in frame.columns if column != "geometry"]
        pd.testing.assert_frame_equal(pd.DataFrame(frame)[plain], pd.DataFrame(back[name])[plain])
        if "geometry" in frame:
            # A GeoPackage holds polygons as multipolygons.
            assert shapely.equals(frame["geometry"], back[name]["geometry"]).all()
    manifest = json.loads((tmp_path / "2026" / "run.json").read_text("utf-8"))
    assert manifest["period"] == "2026"
    assert manifest["rows"]["sites"] == 20
    assert manifest["files"] == {"centrum.gpkg": file_hash(tmp_path / "2026" / "centrum.gpkg")}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026"]


def test_the_same_centre_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_snapshot(FULL, tmp_path / folder, "2026")
    for name in ("centrum.gpkg", "run.json"):
        first, second = ((tmp_path / f / "2026" / name).read_bytes() for f in ("a", "b"))
        assert first == second


def test_a_period_is_not_replaced_by_itself(tmp_path: Path) -> None:
    write_snapshot(FULL, tmp_path, "2026")
    with pytest.raises(WriteError, match="už existuje") as caught:
        write_snapshot(ONE_LESS, tmp_path, "2026", accept_change=True)
    assert caught.value.exit_code == 5
    assert len(read_snapshot(tmp_path, "2026")["sites"]) == 20


def test_told_to_it_is_replaced(tmp_path: Path) -> None:
    write_snapshot(FULL, tmp_path, "2026")
    kept = write_snapshot(ONE_LESS, tmp_path, "2026", overwrite=True)
    assert kept.previous == "2026"
    assert kept.share == pytest.approx(0.05)
    assert len(read_snapshot(tmp_path, "2026")["sites"]) == 19


@pytest.mark.parametrize(("period", "overwrite"), [("2026", True), ("2027", False)])
def test_a_large_change_is_refused(tmp_path: Path, period: str, *, overwrite: bool) -> None:
    write_snapshot(FULL, tmp_path, "2026")
    with pytest.raises(InputError) as caught:
        write_snapshot(TWO_LESS, tmp_path, period, overwrite=overwrite)
    told = str(caught.value).replace("\u00a0", " ")
    assert "změnilo 10 % míst" in told.replace(",0", "")
    assert "nejvýše se čeká 5 %" in told.replace(",0", "")
    assert "--accept-change" in told
    assert caught.value.exit_code == 3
    assert periods(tmp_path) == ["2026"]
    assert len(read_snapshot(tmp_path, "2026")["sites"]) == 20
    kept = write_snapshot(TWO_LESS, tmp_path, period, overwrite=overwrite, accept_change=True)
    assert kept.share == pytest.approx(0.1)
    assert len(read_snapshot(tmp_path, period)["sites"]) == 18


def test_the_share_is_the_users(tmp_path: Path) -> None:
    assert MAX_CHANGE == 0.05
    write_snapshot(FULL, tmp_path, "2026")
    with pytest.raises(InputError):
        write_snapshot(ONE_LESS, tmp_path, "2027", max_change=0.04)
    assert write_snapshot(ONE_LESS, tmp_path, "2027").previous == "2026"
    assert write_snapshot(TWO_LESS, tmp_path, "2028", max_change=0.2).previous == "2027"


def test_a_change_above_the_whole_is_said(tmp_path: Path) -> None:
    write_snapshot(placed(point(0, 0)), tmp_path, "2026")
    with pytest.raises(InputError, match="změnilo 1\u00a0900\u00a0% míst"):
        write_snapshot(FULL, tmp_path, "2027")


def test_it_is_compared_with_the_latest_period_before(tmp_path: Path) -> None:
    write_snapshot(TWO_LESS, tmp_path, "2024")
    write_snapshot(FULL, tmp_path, "2027", accept_change=True)
    assert write_snapshot(TWO_LESS, tmp_path, "2025-06").previous == "2024"
    assert write_snapshot(TWO_LESS, tmp_path, "2023").previous is None
    assert periods(tmp_path) == ["2023", "2024", "2025-06", "2027"]


@pytest.mark.parametrize("period", ["", "..", "2026/../..", "leden", "2026 ", "2026š", "2026\n"])
def test_a_period_is_the_name_of_a_folder(tmp_path: Path, period: str) -> None:
    with pytest.raises(PlanError, match="má začínat rokem"):
        write_snapshot(FULL, tmp_path, period)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [-0.1, float("nan")])
def test_a_share_is_not_negative(tmp_path: Path, share: float) -> None:
    with pytest.raises(PlanError, match="má být aspoň 0"):
        write_snapshot(FULL, tmp_path, "2026", max_change=share)


@pytest.mark.parametrize("period", ["2025", "../2026", "2026/"])
def test_no_such_snapshot(tmp_path: Path, period: str) -> None:
    with pytest.raises(MissingSourceError, match="Nejdřív spusťte snapshot"):
        read_snapshot(tmp_path / "zatim-nic", period)
    write_snapshot(FULL, tmp_path, "2026")
    with pytest.raises(MissingSourceError, match="Jsou tu období 2026"):
        read_snapshot(tmp_path, period)


def test_a_changed_file_is_no_snapshot(tmp_path: Path) -> None:
    write_snapshot(FULL, tmp_path, "2026")
    file = tmp_path / "2026" / "centrum.gpkg"
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(InputError, match="změnil"):
        read_snapshot(tmp_path, "2026")


# ---------------------------------------------------------------- the commands


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Plan of three services, of which 2025 was kept and one has since opened."""
    path = write_small_plan(tmp_path / "plan")
    assert kept(path, "--period", "2025").exit_code == 0
    services = path.parent / "data" / "sluzby.csv"
    row = service_row("4", "denní stacionáře", "ambulantní", "100005")
    services.write_text(services.read_text("utf-8") + row + "\n", encoding="utf-8")
    return path


def kept(plan: Path, *words: str) -> Result:
    return CliRunner().invoke(snapshot_command, [str(plan), *words])


def compared(plan: Path, *words: str) -> Result:
    return CliRunner().invoke(diff_command, [str(plan), *words])


def test_snapshots_lie_beside_the_plan(plan: Path) -> None:
    assert (plan.parent / "snapshots" / "2025" / "centrum.gpkg").is_file()
    refused = kept(plan.parent, "--period", "2026")
    assert isinstance(refused.exception, InputError)
    told = kept(plan.parent, "--period", "2026", "--max-change", "0.5")
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        f"Hotovo: {plan.parent / 'snapshots' / '2026'}",
        "Proti snímku 2025 se změnilo 50,0\u00a0% míst služeb.",
    ]


def test_the_difference_of_two(plan: Path) -> None:
    kept(plan, "--period", "2026", "--accept-change")
    text = compared(plan, "2025", "2026")
    assert text.output.replace("\u00a0", " ") == (
        "Změny mezi obdobími 2025 a 2026\n\nPřibyla 1 služba:\n  – denní stacionáře, Pomoc z. s.\n"
    )
    table = compared(plan, "2025", "2026", "--format", "csv").output.splitlines()
    assert table[0] == (
        '"change","subject","id_before","id_after","name","provider","druh","forma","unit",'
        '"before","after","amount"'
    )
    assert table[1].startswith('"opened","service","","sluzby:4","","Pomoc z. s.","46"')
    assert len(table) == 2


def test_a_period_that_was_not_kept(plan: Path) -> None:
    told = compared(plan, "2024", "2025")
    assert isinstance(told.exception, MissingSourceError)
    assert told.exception.exit_code == 4
