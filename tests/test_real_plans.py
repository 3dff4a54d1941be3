"""The plans on real data: figures that must hold, by the real command line."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
import pytest

from gis_sluzby import codelists
from tests.table_schema import breaches

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = Path(__file__).parent / "plans"
KINDS = 34
TEXT = dict.fromkeys(("kod_obec", "kod_orp", "kod_kraj", "druh"), str)
HRADISTE = "555177"
EMPTY_SERVICES = """
[[source]]
id = "sluzby"
table = "services"
reader = "csv"
path = "sluzby_prazdne.csv"
vintage = 2026-09-27
licence = "CC0-1.0"
attribution = "Liberecký kraj"
complete_for = "all"
columns = { key = "objekt_id", provider = "poskytovatel", druh = "druh_sluzby" }
"""


def build(plan: Path, data: Path) -> Path:
    """Build the tables of a plan by the real command line, give their folder."""
    done = subprocess.run(
        [sys.executable, "-m", "gis_sluzby", "coverage", str(plan)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "GIS_SLUZBY_DATA": str(data), "PYTHONUTF8": "1"},
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return plan.parent / "out" / "tables"


def read(tables: Path, level: str) -> pd.DataFrame:
    """Read one table of coverage."""
    return pd.read_csv(tables / f"coverage_{level}.csv", dtype=TEXT)


def totals(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of any form and any target group."""
    return table[(table["forma"] == "any") & (table["cs"] == "any")]


@pytest.fixture(scope="module")
def karlovarsky(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("karlovarsky")
    shutil.copy(PLANS / "karlovarsky.toml", folder / "plan.toml")
    yield build(folder / "plan.toml", real_data)
    shutil.rmtree(folder)


def test_every_obec_and_kind_has_its_row(karlovarsky: Path) -> None:
    rows = totals(read(karlovarsky, "obec"))
    assert len(rows) == 134 * KINDS == 4_556
    assert rows["kod_obec"].nunique() == 134
    assert set(rows["druh"]) == {druh.code for druh in codelists.druhy()}
    assert not rows.duplicated(["kod_obec", "druh"]).any()


def test_services_stand_in_their_orp(karlovarsky: Path) -> None:
    centre = karlovarsky.parent / "centrum.gpkg"
    sites = pyogrio.read_dataframe(centre, layer="sites", read_geometry=False)
    services = pyogrio.read_dataframe(centre, layer="service_sites").merge(sites, on="site_id")
    obce = pyogrio.read_dataframe(centre, layer="obce", read_geometry=False)
    counts = services.merge(obce, on="kod_obec")["kod_orp"].value_counts().sort_index()
    assert counts.to_dict() == {
        "4101": 8,
        "4102": 30,
        "4103": 75,
        "4104": 2,
        "4105": 24,
        "4106": 10,
        "4107": 43,
    }


def test_nobody_lives_in_the_military_area(karlovarsky: Path) -> None:
    rows = read(karlovarsky, "obec").query("kod_obec == @HRADISTE")
    assert len(rows) >= KINDS
    assert set(rows["status"]) == {"not_applicable"}
    assert set(rows["reason"]) <= {"nobody", "no_standard"}
    minutes = totals(rows).query("druh != '68'")["nearest_minutes"]
    assert minutes.notna().all(), "minutes are given all the same"


def test_a_kind_without_a_service_is_as_its_standard_says(karlovarsky: Path) -> None:
    rows = totals(read(karlovarsky, "obec")).query("druh == '68'")
    assert set(rows["measure"]) == {"none"}
    assert set(rows["status"]) == {"not_applicable"}
    assert rows["nearest_minutes"].isna().all()


def test_kinds_are_measured_as_their_standards_say(karlovarsky: Path) -> None:
    rows = totals(read(karlovarsky, "obec"))
    measures = rows.groupby("druh")["measure"].agg(lambda m: " ".join(sorted(set(m))))
    by_measure = {m: sorted(measures.index[measures == m]) for m in sorted(set(measures))}
    assert by_measure == {
        "balance": ["49", "50", "51", "52"],
        "declared": ["39", "43", "54", "65", "69"],
        "none": ["48", "68"],
        "phone": ["55"],
        "presence": ["41", "42", "56", "58", "61", "63"],
        "time": [
            *("37", "40", "44", "45", "46", "47", "57", "59", "60"),
            *("60a", "62", "64", "66", "67", "70", "cdz"),
        ],
    }


def test_no_gap_by_minutes_where_minutes_do_not_count(karlovarsky: Path) -> None:
    """All 4,556 rows: a gap of a terénní, telephone or kraj-wide kind never rests on minutes."""
    rows = totals(read(karlovarsky, "obec"))
    by_time = set(rows.loc[rows["measure"] == "time", "druh"])
    without_minutes = {
        druh.code
        for druh in codelists.druhy()
        if tuple(druh.forms) == ("ter",) or druh.code in {"54", "55", "65", "69"}
    }
    assert without_minutes >= {"39", "41", "43", "54", "55", "65", "69"}
    assert not by_time & without_minutes
    other = rows[rows["druh"].isin(without_minutes)]
    assert len(other) == 134 * len(without_minutes)
    assert not other["status"].isin(["uncovered", "partial"]).any()
    assert not other["reason"].isin(["beyond_limit", "partly_within_limit", "unreachable"]).any()
    gaps = rows[rows["reason"].isin(["beyond_limit", "partly_within_limit"])]
    assert set(gaps["druh"]) <= by_time
    assert (gaps["nearest_minutes"] > gaps["limit_minutes"]).all()


def test_statuses_agree_with_figures(karlovarsky: Path) -> None:
    rows = read(karlovarsky, "obec")
    known = rows["status"].isin(["covered", "partial", "uncovered"])
    figures = ["covered_pop", "covered_share", "services_in_limit", "providers_in_limit"]
    assert rows.loc[known, figures].notna().all(axis=None)
    assert rows.loc[~known, figures].isna().all(axis=None), "no data is no zero"
    share = rows.loc[known, "covered_pop"] / rows.loc[known, "target_pop"]
    pd.testing.assert_series_equal(share, rows.loc[known, "covered_share"], check_names=False)
    timed = rows[known & (rows["measure"] == "time")]
    within = timed["nearest_minutes"] <= timed["limit_minutes"]
    assert (within == (timed["status"] == "covered")).all()


def test_everybody_of_the_kraj_is_counted(karlovarsky: Path) -> None:
    kraj = totals(read(karlovarsky, "kraj"))
    assert kraj.query("druh == '55'")["target_pop"].tolist() == [293_311]
    for level, key in (("orp", "kod_orp"), ("kraj", "kod_kraj")):
        obce, larger = read(karlovarsky, "obec"), read(karlovarsky, level)
        rows = ["druh", "forma", "cs"]
        people = obce.groupby(rows)["target_pop"].sum()
        assert larger.groupby(rows)["target_pop"].sum().to_dict() == pytest.approx(people.to_dict())
        assert larger[key].nunique() == {"orp": 7, "kraj": 1}[level]


def plain_rows(tables: Path, name: str) -> list[dict[str, str]]:
    """Read a table with nothing but the csv module."""
    with (tables / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def people_of_obce(tables: Path) -> dict[str, float]:
    """Count everybody by obec from the datové centrum."""
    layer = pyogrio.read_dataframe(tables.parent / "centrum.gpkg", layer="population")
    people: dict[str, float] = defaultdict(float)
    for code, sex, count in layer[["kod_obec", "sex", "people"]].itertuples(index=False):
        people[code] += count if sex == "all" else 0
    return people


@pytest.mark.parametrize("level", ["orp", "kraj"])
def test_larger_areas_are_summed_by_the_rule(karlovarsky: Path, level: str) -> None:
    """People first, shares and statuses last, recomputed with plain loops."""
    covered_from = {
        (row["druh"], row["forma"], row["cs"]): float(row["covered_from"])
        for row in plain_rows(karlovarsky, "standards.csv")
    }
    everybody = people_of_obce(karlovarsky)
    parts: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in plain_rows(karlovarsky, "coverage_obec.csv"):
        area = row["kod_orp"] if level == "orp" else "CZ041"
        parts[area, row["druh"], row["forma"], row["cs"]].append(row)
    larger = plain_rows(karlovarsky, f"coverage_{level}.csv")
    assert len(larger) == len(parts) == {"orp": 7, "kraj": 1}[level] * len(covered_from)
    for row in larger:
        standard = row["druh"], row["forma"], row["cs"]
        obce = parts[row[f"kod_{level}"], *standard]
        check_sum(row, obce, covered_from[standard], everybody)


def test_every_csv_keeps_to_its_schema(karlovarsky: Path) -> None:
    package = json.loads((karlovarsky / "datapackage.json").read_text("utf-8"))
    assert len(package["resources"]) == 14
    for resource in package["resources"]:
        rows = plain_rows(karlovarsky, resource["path"])
        # Without declared areas and capacities there is nothing to compare and to add up.
        empty = resource["name"].startswith(("declared-modelled", "capacity-", "network-concept"))
        assert bool(rows) is not empty
        assert breaches(rows, resource["schema"]) == []


def check_sum(
    area: dict[str, str],
    obce: list[dict[str, str]],
    covered_from: float,
    everybody: dict[str, float],
) -> None:
    """Compare the row of an area with those of its obce."""
    target = sum(float(row["target_pop"]) for row in obce)
    known = [row for row in obce if row["status"] in ("covered", "partial", "uncovered")]
    unknown = [row for row in obce if row["status"] == "no_data"]
    covered = sum(float(row["covered_pop"]) for row in known)
    no_data = sum(float(row["target_pop"]) for row in unknown)
    assert float(area["target_pop"]) == pytest.approx(target)
    assert float(area["no_data_pop"]) == pytest.approx(no_data)
    if not known:
        assert area["status"] == ("no_data" if unknown else "not_applicable")
        assert area["covered_pop"] == area["covered_share"] == area["services_in_limit"] == ""
        assert area["reason"] in {row["reason"] for row in unknown or obce}
    else:
        share = covered / (target - no_data)
        assert float(area["covered_pop"]) == pytest.approx(covered)
        assert float(area["covered_share"]) == pytest.approx(share)
        expected = "covered" if share >= covered_from else "partial" if share > 0 else "uncovered"
        assert area["status"] == expected
        counts = [float(row["services_in_limit"]) for row in known]
        assert max(counts) <= float(area["services_in_limit"]) <= sum(counts)
        lowered = any(row["confidence"] == "lowered" for row in known)
        assert area["confidence"] == ("lowered" if lowered else "full")
    timed = [
        (everybody[row["kod_obec"]], float(row["nearest_minutes"]))
        for row in obce
        if row["nearest_minutes"]
    ]
    weight = sum(people for people, _ in timed)
    if weight:
        mean = sum(people * minutes for people, minutes in timed) / weight
        assert float(area["nearest_minutes"]) == pytest.approx(mean)
    else:
        assert area["nearest_minutes"] == ""


@pytest.fixture(scope="module")
def liberecky(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("liberecky")
    shutil.copy(PLANS / "liberecky.toml", folder / "plan.toml")
    return build(folder / "plan.toml", real_data)


def test_without_a_source_of_services_nothing_is_known(liberecky: Path) -> None:
    obce, orp = read(liberecky, "obec"), read(liberecky, "orp")
    assert len(totals(obce)) == 215 * KINDS
    assert orp["kod_orp"].nunique() == 10
    for table in (obce, orp, read(liberecky, "kraj")):
        assert set(table["status"]) == {"no_data"}
        assert set(table["reason"]) == {"no_source"}


def test_with_an_empty_source_nothing_is_there(
    real_data: Path, liberecky: Path, tmp_path: Path
) -> None:
    """An empty file with a header says that there is no service: a gap, not a lack of data."""
    data = tmp_path / "data"
    data.mkdir()
    for folder in real_data.iterdir():
        (data / folder.name).symlink_to(folder)
    (data / "sluzby_prazdne.csv").write_text("objekt_id,poskytovatel,druh_sluzby\n", "utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text((PLANS / "liberecky.toml").read_text("utf-8") + EMPTY_SERVICES, "utf-8")
    rows = totals(read(build(plan, data), "obec"))
    assert len(rows) == len(totals(read(liberecky, "obec")))
    nobody = rows["target_pop"] == 0
    by_measure = rows[~nobody].groupby("measure")["status"].unique().map(sorted).to_dict()
    assert by_measure == {
        "balance": ["uncovered"],
        "declared": ["uncovered"],
        "mixed": ["uncovered"],
        "none": ["not_applicable"],
        "phone": ["no_data"],
        "presence": ["uncovered"],
        "time": ["uncovered"],
    }
    assert set(rows.loc[nobody, "status"]) <= {"not_applicable", "no_data"}
