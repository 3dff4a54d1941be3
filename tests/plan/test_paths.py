"""Where the files of a plan are, and what identifies them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import MissingSourceError
from gis_sluzby.plan import file_hash, missing_sources, plan_data, read_plan, source_path
from tests.small_plan import PLAN, small_points, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return read_plan(write_small_plan(tmp_path / "plan"))


def test_data_lie_beside_the_plan(plan: Plan) -> None:
    assert plan_data(plan) == plan.path.parent / "data"
    assert source_path(plan, plan.source[0]) == plan.path.parent / "data" / "obce.gpkg"
    assert missing_sources(plan) == []


def test_data_may_lie_elsewhere(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIS_SLUZBY_DATA", str(tmp_path / "jinde"))
    assert plan_data(plan) == tmp_path / "jinde"
    assert len(missing_sources(plan)) == len(plan.source)
    monkeypatch.setenv("GIS_SLUZBY_DATA", "")
    assert missing_sources(plan) == []


def test_a_missing_file_is_named_with_a_near_one(plan: Plan) -> None:
    services = source_path(plan, plan.source[-1])
    services.rename(services.with_name("sluzbyy.csv"))
    with pytest.raises(MissingSourceError) as caught:
        source_path(plan, plan.source[-1])
    assert str(caught.value) == (
        f"sluzby.csv: soubor zdroje „sluzby“ neexistuje (složka dat {plan_data(plan)}). "
        "Ve složce je sluzbyy.csv."
    )


def test_a_folder_is_no_file(plan: Plan) -> None:
    services = source_path(plan, plan.source[-1])
    services.unlink()
    services.mkdir()
    [problem] = missing_sources(plan)
    assert problem.file == "sluzby.csv"


def test_all_missing_files_are_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, encoding="utf-8")
    problems = missing_sources(read_plan(file))
    assert [problem.file for problem in problems] == [
        "obce.gpkg",
        "body.gpkg",
        "obyvatele.csv",
        "silnice.gpkg",
        "sluzby.csv",
    ]


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a" * 3_000_000)
    assert file_hash(file) == sha256(b"a" * 3_000_000).hexdigest()


def test_a_shapefile_is_all_its_parts(tmp_path: Path) -> None:
    file = tmp_path / "obce [2025].shp"
    small_points().to_file(file, encoding="utf-8")
    first = file_hash(file)
    (tmp_path / "obce [2025].txt").write_text("poznámka", encoding="utf-8")
    (tmp_path / "jine.dbf").write_bytes(b"")
    assert file_hash(file) == first
    with file.with_suffix(".dbf").open("ab") as table:
        table.write(b" ")
    assert file_hash(file) != first


def test_code_lists_beside_a_register_are_files_of_the_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    start = PLAN.index('id = "sluzby"')
    lists = "code_lists = [\"ciselniky/kraje.json\", 'ciselniky\\obce.json']\n"
    register = PLAN[start:].replace('"csv"', '"rpss"') + lists
    file.write_text(PLAN[:start] + register, encoding="utf-8")
    problems = missing_sources(read_plan(file))
    assert [problem.file for problem in problems][-3:] == [
        *("sluzby.csv", "ciselniky/kraje.json", "ciselniky/obce.json"),
    ]
    assert "Ověřte code_lists zdroje v plánu" in str(problems[-1])
