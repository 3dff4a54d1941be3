"""CSV files for the plan, and the description beside them."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby.publish.tables import write_csv, write_tables
from gis_sluzby.tables import conform, empty, tables
from tests.coverage.made import Service, centre_of, covered
from tests.table_schema import breaches

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = ["=1+1", "+420", "-1", "@SUM(A1)", "\tx"]
HARMLESS = [
    "a=b",
    "1+1",
    "Žlutý kůň, „pes“",
    'a "b"',
    "a,b",
    "řádek\ndruhý",
    "'x",
    "№ ✓ \U0001f600",
]


def providers(names: list[str]) -> pd.DataFrame:
    rows = {"provider_id": [f"{n}" for n in range(len(names))], "nazev": names}
    return conform(pd.DataFrame(rows), "providers")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Write frames and give the package's description."""
    write_tables(folder, "Plán", frames, centre_of([])["sources"])
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return described


# ------------------------------------------------------------------------------- one file
@pytest.mark.parametrize("name", HOSTILE)
def test_text_that_begins_like_a_formula_has_an_apostrophe(tmp_path: Path, name: str) -> None:
    write_csv(tmp_path / "a.csv", "providers", providers([name]))
    assert [row["nazev"] for row in read(tmp_path / "a.csv")] == ["'" + name]


@pytest.mark.parametrize("name", HARMLESS)
def test_other_text_is_verbatim(tmp_path: Path, name: str) -> None:
    write_csv(tmp_path / "a.csv", "providers", providers([name]))
    assert [row["nazev"] for row in read(tmp_path / "a.csv")] == [name]


@pytest.mark.parametrize(
    ("name", "told"), [("a\rb", "a\nb"), ("a\r\nb", "a\nb"), ("\r=1", "'\n=1")]
)
def test_a_carriage_return_ends_no_row(tmp_path: Path, name: str, told: str) -> None:
    write_csv(tmp_path / "a.csv", "providers", providers([name, "b"]))
    assert [row["nazev"] for row in read(tmp_path / "a.csv")] == [told, "b"]


def test_numbers_and_dates_are_never_touched(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "service_id": ["a"],
            "forma": ["amb"],
            "unit": ["misto"],
            "count": [-1.5],
            "note": ["-"],
        }
    )
    write_csv(tmp_path / "a.csv", "capacities", conform(frame, "capacities"))
    assert read(tmp_path / "a.csv")[0] == {
        "service_id": "a",
        "forma": "amb",
        "unit": "misto",
        "count": "-1.5",
        "note": "'-",
    }


def test_a_file_is_plain(tmp_path: Path) -> None:
    frame = providers(["Příliš žluťoučký", "b"])
    write_csv(tmp_path / "a.csv", "providers", frame)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"provider_id,ico,nazev,")
    assert b"\r" not in raw
    assert raw.decode("utf-8").splitlines()[1] == "0,,Příliš žluťoučký,,,,,"


def test_geometry_stays_out(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", "obce", centre_of([])["obce"])
    assert "geometry" not in read(tmp_path / "a.csv")[0]
    assert len(read(tmp_path / "a.csv")) == 5


def test_an_empty_table_is_its_header(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", "audit", empty("audit"))
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("finding_id,rule,")
    assert read(tmp_path / "a.csv") == []


def test_figures_lose_nothing(tmp_path: Path) -> None:
    coverage = covered([Service("1", minutes={"A": 1 / 3})])["coverage_obec"]
    write_csv(tmp_path / "a.csv", "coverage_obec", coverage)
    back = [
        float(row["nearest_minutes"]) for row in read(tmp_path / "a.csv") if row["nearest_minutes"]
    ]
    assert back == coverage["nearest_minutes"].dropna().tolist()


# ------------------------------------------------------------------------------- the package
SERVICES = [
    Service("1", "44", ("amb", "unknown"), minutes={"A": 5, "B": 50}, cs=("seniori",)),
    Service("2", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),)),
    Service("3", "49", ("pob",), capacity={("pob", "luzka"): 12.5}, warned=True),
]


def test_every_csv_keeps_to_its_schema(tmp_path: Path) -> None:
    centre = centre_of(SERVICES)
    frames = {**covered(SERVICES, ""), **centre}
    package = written(tmp_path, frames)
    assert {resource["path"] for resource in package["resources"]} == {f"{n}.csv" for n in frames}
    for resource in package["resources"]:
        assert breaches(read(tmp_path / resource["path"]), resource["schema"]) == []


def test_the_check_sees_breaches() -> None:
    schema = {
        "fields": [
            {"name": "a", "type": "integer", "constraints": {"required": True}},
            {"name": "b", "type": "string", "constraints": {"required": False, "enum": ["x"]}},
        ],
        "primaryKey": ["a"],
        "missingValues": [""],
    }
    assert breaches([{"a": "1", "b": "x"}, {"a": "2", "b": ""}], schema) == []
    assert breaches([{"a": "", "b": "x"}], schema) == ["a: empty"]
    assert breaches([{"a": "1.5", "b": "y"}], schema) == ["a: 1.5", "b: y"]
    assert breaches([{"a": "1", "b": ""}, {"a": "1", "b": ""}], schema) == ["primary key"]
    assert breaches([{"b": "x", "a": "1"}], schema) == ["columns ['b', 'a']"]


def test_the_package_names_tables_columns_and_sources_in_czech(tmp_path: Path) -> None:
    package = written(tmp_path, covered(SERVICES))
    assert package["title"] == "Plán"
    by_name = {resource["path"]: resource for resource in package["resources"]}
    obec = by_name["coverage_obec.csv"]
    assert obec["title"] == tables()["coverage_obec"].title
    titles = {field["name"]: field["title"] for field in obec["schema"]["fields"]}
    assert titles["covered_share"] == "podíl osob v dosahu (0–1)"
    assert obec["schema"]["primaryKey"] == ["kod_obec", "druh", "forma", "cs"]
    assert obec["dialect"]["delimiter"] == ","
    assert len(package["sources"]) == 2


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / name, covered(SERVICES))
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
