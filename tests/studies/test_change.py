"""Change between two snapshots: who gained, who lost, on one base of obce and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError
from gis_sluzby.publish.change_text import change_text
from gis_sluzby.studies.change import Change, change, vintages
from gis_sluzby.tables import empty
from tests.coverage.made import BARE, CODES, Service, world

if TYPE_CHECKING:
    import pandas as pd

STANDARD = BARE + '[[standard]]\ndruh = "39"\nforma = "ter"\nmeasure = "declared"\n'
ROADS = gpd.GeoDataFrame(
    {"trida": ["silnice III. třídy"]},
    geometry=[shapely.LineString([(0, 500), (5000, 500)])],
    crs=KROVAK,
)


def carer(key: str, *letters: str) -> Service:
    """Give a terénní service that declares obce."""
    areas = tuple(("ter", "obec", letter, "declared") for letter in letters)
    return Service(key, "39", ("ter",), declared=areas)


def centre(services: list[Service], complete: str = "39") -> dict[str, pd.DataFrame]:
    """Give a whole centre of the small world; areas declared are complete for § 39."""
    made = world(services, STANDARD, "all", complete)[1]
    return {**made, "demand_points": empty("demand_points"), "matrix": empty("matrix")}


def changed(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> Change:
    return change(world([], STANDARD)[0], before, after, ROADS)


def rows_of(found: Change) -> dict[str, dict[str, Any]]:
    """Give the rows of § 39 by letter of the obec."""
    rows = found.tables["change_obec"].query("druh == '39' and forma == 'any' and cs == 'any'")
    letters = {code: letter for letter, code in CODES.items()}
    return {
        letters[str(row["kod_obec"])]: {str(name): cell for name, cell in row.items()}
        for row in rows.to_dict("records")
    }


def test_who_gained_and_who_lost_is_told_by_obec() -> None:
    found = changed(centre([carer("1", "A", "B")]), centre([carer("2", "B", "C")]))
    rows = rows_of(found)
    assert {letter: row["change"] for letter, row in rows.items()} == {
        "A": "lost",
        "B": "same",
        "C": "gained",
        "D": "same",
    }
    assert (rows["A"]["lost"], rows["C"]["gained"], rows["A"]["gained"]) == (100, 30, 0)
    for level, sums in (
        ("orp", {"9901": (0, 100), "9902": (30, 0)}),
        ("kraj", {"CZ099": (30, 100)}),
    ):
        table = found.tables[f"change_{level}"].query("druh == '39' and forma == 'any'")
        assert {
            row[f"kod_{level}"]: (row["gained"], row["lost"]) for row in table.to_dict("records")
        } == sums
    told = "\n".join(change_text(found, "2024", "2025")).replace("\u00a0", " ")
    assert "Získalo 30 osob v 1 obci: Obec C (30 osob)" in told
    assert "Ztratilo 100 osob v 1 obci: Obec A (100 osob)" in told
    assert told.count("Osobní asistence (§ 39)") == 1


def test_new_people_are_nobodys_gain() -> None:
    services = [carer("1", "A")]
    before, after = centre(services), centre(services)
    people = after["population"]
    after = {**after, "population": people.assign(people=people["people"] * 2)}
    found = changed(before, after)
    row = rows_of(found)["A"]
    assert (row["change"], row["target_pop"], row["covered_before"]) == ("same", 200, 200)
    assert "Na dosahu služeb se nic nezměnilo." in "".join(change_text(found, "1", "2")).replace(
        "\u00a0", " "
    )


def test_what_nobody_knew_is_neither_gained_nor_lost() -> None:
    services = [carer("1", "A")]
    found = changed(centre(services, complete=""), centre(services))
    rows = rows_of(found)
    assert {letter: row["change"] for letter, row in rows.items()} == {
        "A": "same",
        "B": "known",
        "C": "known",
        "D": "same",
    }
    assert sum(row["gained"] + row["lost"] for row in rows.values()) == 0
    back = rows_of(changed(centre(services), centre(services, complete="")))
    assert back["B"]["change"] == "unknown"
    assert back["B"]["lost"] == 0


def test_different_obce_are_refused_by_code() -> None:
    before, after = centre([]), centre([])
    obce = before["obce"]
    before = {
        **before,
        "obce": obce.assign(in_plan=obce["kod_obec"].ne(CODES["C"]) & obce["in_plan"]),
    }
    with pytest.raises(InputError, match=CODES["C"]):
        changed(before, after)


def test_the_days_of_the_inputs_are_put_side_by_side() -> None:
    sources = centre([])["sources"]
    days = [{"sources": sources.assign(vintage=day)} for day in ("2024-12-31", "2025-12-31")]
    found = vintages(*days).set_index("table")
    assert list(found.loc["services"]) == ["2024-12-31", "2025-12-31", False]
    assert list(found.loc["population"]) == ["", "", True]
