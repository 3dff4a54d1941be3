"""The model of Liberecký kraj: what is planted in its files comes out of centre and coverage."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from gis_sluzby import codelists
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from scripts.model.liberecky import write_liberecky
from tests.conftest import REAL_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.products import Results

pytestmark = pytest.mark.real_data

#: Obce of Liberecký kraj (ČSÚ).
OBCE = 215
UNSERVED_NZDM = {"NZDM-05", "NZDM-11"}


@pytest.fixture(scope="module")
def results(liberecky_model: Path) -> Results:
    return compute(read_plan(liberecky_model))


@pytest.fixture(scope="module")
def register(liberecky_model: Path) -> list[dict[str, Any]]:
    text = (liberecky_model.parent / "data/sluzby/rpss.json").read_text("utf-8")
    items: list[dict[str, Any]] = json.loads(text)["polozky"]
    return items


def table(liberecky_model: Path, name: str, **keys: Any) -> pd.DataFrame:  # noqa: ANN401
    path = liberecky_model.parent / "data/sluzby" / name
    return pd.read_csv(path, dtype=str, **keys)


def test_the_same_files_on_every_run(liberecky_model: Path, tmp_path: Path) -> None:
    again = write_liberecky(tmp_path, REAL_DATA).parent
    files = {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert len(files) > 15
    for name in files:
        assert (liberecky_model.parent / name).read_bytes() == (again / name).read_bytes(), name


def test_everything_invented_says_so(results: Results) -> None:
    providers = results.centre["providers"]["nazev"]
    assert providers.str.startswith("Modelov").all()
    sources = results.centre["sources"].set_index("source_id")
    invented = sources.loc[sources["attribution"].str.startswith("modelová data"), "title"]
    assert set(sources.index[sources["path"].str.startswith("sluzby/")]) <= set(invented.index)
    assert invented.str.contains("modelová data").all()


def test_all_kinds_and_tables_are_there(results: Results) -> None:
    centre = results.centre
    assert set(centre["services"]["druh"]) == {druh.code for druh in codelists.druhy()}
    empty = {name for name, frame in centre.items() if frame.empty}
    assert empty <= {"demand_points", "obec_parts", "matrix", "departments", "water"}
    assert centre["audit"]["severity"].ne("error").all()
    assert centre["obce"]["in_plan"].sum() == OBCE


def test_capacities_are_those_of_the_register(
    results: Results, register: list[dict[str, Any]]
) -> None:
    said = {
        (f"sluzby:{item['identifikator']}", form["forma"]["id"].split("/")[1], unit): count
        for item in register
        for form in item["formy"]
        for capacity in form["kapacity"]
        for unit, count in [(capacity["typ"]["id"].split("/")[1], capacity["pocet"])]
    }
    frame = results.centre["capacities"]
    frame = frame[frame["service_id"].str.startswith("sluzby:")]
    keys = zip(*(frame[name] for name in ("service_id", "forma", "unit")), strict=True)
    assert dict(zip(keys, frame["count"], strict=True)) == said


def test_secret_services_have_no_place(results: Results, register: list[dict[str, Any]]) -> None:
    secret = {
        f"sluzby:{item['identifikator']}"
        for item in register
        if all(place["utajenaAdresa"] for place in item["zarizeni"])
    }
    centre = results.centre
    assert len(secret) >= 4
    assert set(centre["services"].loc[centre["services"]["secret"], "service_id"]) == secret
    sites = centre["service_sites"].merge(centre["sites"], on="site_id")
    hidden = sites[sites["service_id"].isin(secret)]
    assert hidden["geometry"].isna().all()
    assert not set(hidden["site_id"]) & set(results.reached["travel"]["site_id"])


def test_places_lie_in_the_obce_of_their_addresses(results: Results) -> None:
    sites = results.centre["sites"]
    located = sites[sites["geometry"].notna() & sites["kod_adm"].notna()]
    assert len(located) > 150
    assert (located["kod_obec_geom"] == located["kod_obec"]).all()
    assert set(located["precision"]) == {"address"}


def test_the_network_is_that_of_the_workbook(results: Results, liberecky_model: Path) -> None:
    """Read by hand: identifiers filled down, totals passed over, levels with their meaning."""
    path = liberecky_model.parent / "data/sluzby/sit.xlsx"
    said: dict[tuple[str, str, str, str], tuple[float, str]] = {}
    current = ""
    for row in openpyxl.load_workbook(path)["Síť"].iter_rows(min_row=5, values_only=True):
        number, year, forma, unit, amount, level = row[:6]
        current = str(number) if number else current
        if forma != "celkem":
            code = str(codelists.find_forma(str(forma))), str(codelists.find_unit(str(unit)))
            said[f"sluzby:{current}", str(year), *code] = (float(str(amount)), str(level))
    network = results.centre["network"]
    keys = zip(*(network[name] for name in ("service_id", "period", "forma", "unit")), strict=True)
    values = zip(network["committed"], network["level"], strict=True)
    assert dict(zip(keys, values, strict=True)) == said
    flags = network[["level", "funded", "counts", "reservation"]].drop_duplicates()
    assert {row[0]: tuple(row[1:]) for row in flags.itertuples(index=False)} == {
        "Z1": (True, True, False),
        "Z2": (True, True, False),
        "Z1v": (True, True, True),
        "Z2v": (False, True, True),
        "P/Z2v": (False, False, True),
    }


def test_need_is_stated_by_orp_twice(results: Results) -> None:
    need = results.centre["need"]
    assert set(need["period"]) == {"2026", "2027"}
    assert set(need.loc[need["period"] == "2026", "status"]) == {"schvaleno"}
    assert set(need["status"]) == {"schvaleno", "navrh"}
    assert need.groupby(["druh", "period"])["kod"].nunique().eq(10).all()
    assert set(need.loc[need["druh"] == "46", "cs"]) == {"seniori", "ozp"}


def test_indicators_and_years_are_there(results: Results) -> None:
    indicators = results.centre["indicators"]
    counts = indicators.groupby("indicator").size().to_dict()
    assert counts == {
        "index_vylouceni": OBCE,
        **dict.fromkeys(("prijemci_pnp_1_2", "prijemci_pnp_3_4", "odmitnuti_zadatele"), 30),
    }
    assert set(results.centre["service_year"]["year"]) == {2023, 2024, 2025}


def status(results: Results, druh: str) -> pd.Series[str]:
    """Give the status of the terénní form by obec."""
    rows = results.coverage["coverage_obec"]
    rows = rows[(rows["druh"] == druh) & (rows["forma"] == "ter") & (rows["cs"] == "any")]
    return rows.set_index("kod_obec")["status"]


def test_sas_covers_the_kraj_but_for_the_planted_gaps(
    results: Results, liberecky_model: Path
) -> None:
    """Each obec lies in one area of SAS at most; the four that lie in none are gaps."""
    areas = table(liberecky_model, "uzemi.csv")
    sas = areas[areas["kod"].str.startswith("SAS")]
    assert sas["kod"].nunique() == 14
    assert sas["kod_obec"].is_unique
    statuses = status(results, "65")
    assert len(statuses) == OBCE
    assert set(statuses[statuses != "covered"].index) == set(statuses.index) - set(sas["kod_obec"])
    assert (statuses == "uncovered").sum() == 4


def test_nzdm_leaves_out_the_areas_without_a_service(
    results: Results, liberecky_model: Path
) -> None:
    areas = table(liberecky_model, "uzemi.csv")
    nzdm = areas[areas["kod"].str.startswith("NZDM")]
    assert nzdm["kod"].nunique() == 16
    assert set(nzdm["kod_obec"]) == set(status(results, "62").index)
    working = set(table(liberecky_model, "pusobnost_programu.csv")["uzemi"])
    assert set(nzdm["kod"]) - working == UNSERVED_NZDM
    statuses = status(results, "62")
    gaps = set(nzdm.loc[nzdm["kod"].isin(UNSERVED_NZDM), "kod_obec"])
    assert gaps <= set(statuses.index[statuses == "uncovered"])


def test_names_in_cells_become_areas(results: Results, liberecky_model: Path) -> None:
    """As many areas as names; a service that declares the whole kraj claims it."""
    keys = {"sep": ";", "encoding": "cp1250"}
    lists = table(liberecky_model, "pusobnost.csv", **keys).set_index("IČS")["Území"]
    declared = results.centre["declared"]
    own = declared[declared["source_id"] == "pusobnost"]
    counts = own.groupby("service_id").size()
    said = lists.str.count(";") + 1
    said.index = pd.Index("sluzby:" + said.index, name="service_id")
    assert counts.to_dict() == said.to_dict()
    assert (own["level"].eq("kraj") == own["claim"].eq("kraj_wide")).all()
    assert set(own["level"]) == {"obec", "pou", "orp", "kraj"}
