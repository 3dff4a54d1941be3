"""The commands of exchange."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gis_sluzby.centre import load_centre
from gis_sluzby.cli.exchange import FORMATS, export, import_hsds
from gis_sluzby.errors import MissingSourceError, WriteError
from gis_sluzby.exchange import FORMATS as ALL_FORMATS
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def invoked(*words: object) -> Result:
    """Run `export`."""
    return CliRunner().invoke(export, [str(word) for word in words], catch_exceptions=True)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Plan of three services."""
    return write_small_plan(tmp_path / "plan")


def test_the_formats_are_all_offered() -> None:
    assert FORMATS == ALL_FORMATS


def test_hsds_goes_out_and_comes_in(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "nova" / "sluzby.json"
    told = invoked(plan, "--format", "hsds", "--out", out)
    assert told.exit_code == 0, told.output
    assert told.output == f"Hotovo: {out}\n"
    assert json.loads(out.read_bytes())["size"] == 3
    assert [p.name for p in out.parent.iterdir()] == ["sluzby.json"]
    centre = tmp_path / "centrum.gpkg"
    back = CliRunner().invoke(import_hsds, [str(out), "--out", str(centre)])
    assert back.exit_code == 0, back.output
    assert "přečteno 3, přijato 3, vynecháno 0" in back.output
    assert sorted(load_centre(centre)["services"]["druh"]) == ["39", "46", "49"]


def test_it_says_what_hsds_does_not_hold(plan: Path, tmp_path: Path) -> None:
    told = invoked(plan.parent, "--format", "hsds-csv", "--out", tmp_path / "x", "-v")
    assert "population: HSDS popisuje služby, ne obyvatele" in told.output
    told.output.encode("cp1250")


@pytest.mark.parametrize("name", [f for f in FORMATS if f != "hsds"])
def test_a_folder_is_written_whole_and_again(plan: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "vystup"
    assert invoked(plan, "--format", name, "--out", out).exit_code == 0
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    manifest = json.loads(first["run.json"])
    assert set(manifest["files"]) == set(first) - {"run.json"}
    assert manifest["format"] == name
    assert {row["source_id"] for row in manifest["inputs"]} >= {"sluzby", "hranice"}
    assert invoked(plan, "--format", name, "--out", out).exit_code == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first


def test_a_folder_of_somebody_else_is_left_alone(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "cizi"
    out.mkdir()
    (out / "dopis.txt").write_text("milá Jano", encoding="utf-8")
    told = invoked(plan, "--format", "geojson", "--out", out)
    assert isinstance(told.exception, WriteError)
    assert [p.name for p in out.iterdir()] == ["dopis.txt"]


@pytest.mark.parametrize("name", ["geojson", "geoparquet"])
def test_layers_are_public_only(plan: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "vystup"
    told = invoked(plan, "--format", name, "--out", out, "--edition", "internal")
    assert told.exit_code == 2
    assert "jen veřejné vydání" in told.output
    assert not out.exists()


def test_a_folder_in_place_of_a_file(plan: Path, tmp_path: Path) -> None:
    told = invoked(plan, "--format", "hsds", "--out", tmp_path)
    assert isinstance(told.exception, WriteError)
    assert told.exception.exit_code == 5
    assert "cíl je složka" in str(told.exception)


def test_an_import_does_not_write_over_a_file(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "sluzby.json"
    assert invoked(plan, "--format", "hsds", "--out", out).exit_code == 0
    told = CliRunner().invoke(import_hsds, [str(out), "--out", str(plan)])
    assert isinstance(told.exception, WriteError)
    assert plan.read_text("utf-8").startswith("schema = 1")


def test_an_import_of_nothing(tmp_path: Path) -> None:
    out = tmp_path / "centrum.gpkg"
    told = CliRunner().invoke(import_hsds, [str(tmp_path / "neni.json"), "--out", str(out)])
    assert isinstance(told.exception, MissingSourceError)
    assert told.exception.exit_code == 4
    assert not out.exists()


def test_an_import_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    source = tmp_path / "sluzby.json"
    invoked(plan, "--format", "hsds", "--out", source)
    written = []
    for name in ("a.gpkg", "b.gpkg"):
        CliRunner().invoke(import_hsds, [str(source), "--out", str(tmp_path / name)])
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
