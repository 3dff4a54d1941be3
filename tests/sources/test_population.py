"""Population: the wide table of the statistical office and the long one give the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyogrio
import pytest

from gis_sluzby.sources.csu.ceased import Registry
from gis_sluzby.sources.population import read_population
from tests.sources.given import csv_source, plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.read import Reading

CODES = ("100001", "100002")
WIDE = "POH,ZUJ,Obec,Celkem,0-14,15–64,65+\n"
WIDE_ROWS = (
    "celkem,100001,A,60,10,20,30\n"
    "muži,100001,A,30,5,10,15\n"
    "ženy,100001,A,30,5,10,15\n"
    "celkem,100002,B,6,1,2,3\n"
    "celkem,999999,Z,x,x,x,x\n"
)
LONG = "kod_obec,sex,age_from,age_to,people\n"
LONG_ROWS = (
    "100001,celkem,0,15,10\n100001,celkem,15,65,20\n100001,celkem,65,,30\n"
    "100001,M,0,15,5\n100001,M,15,65,10\n100001,M,65,,15\n"
    "100001,Ž,0,15,5\n100001,Ž,15,65,10\n100001,Ž,65,,15\n"
    "100002,all,0,15,1\n100002,all,15,65,2\n100002,all,65,,3\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def wide(plan: Plan, text: str, **keys: object) -> Source:
    columns = {"kod_obec": "ZUJ", "sex": "POH"}
    return csv_source(plan, "population", text, layout="wide", columns=columns, **keys)


def long(plan: Plan, text: str, **keys: object) -> Source:
    return csv_source(plan, "population", text, **keys)


def rows(reading: Reading) -> pd.DataFrame:
    columns = ["kod_obec", "sex", "age_from", "age_to", "people"]
    frame = reading.frame[columns].astype({"age_from": float, "age_to": float, "people": float})
    return frame.sort_values(columns, ignore_index=True)


def test_both_layouts_give_the_same_rows(plan: Plan) -> None:
    from_wide = read_population(plan, wide(plan, WIDE + WIDE_ROWS), CODES)
    from_long = read_population(plan, long(plan, LONG + LONG_ROWS), CODES)
    pd.testing.assert_frame_equal(rows(from_wide), rows(from_long))
    assert rows(from_wide)["people"].sum() == 126
    assert set(rows(from_wide)["sex"]) == {"all", "male", "female"}
    assert (from_wide.read, from_wide.rejected) == (4, 0)
    assert (from_long.read, from_long.rejected) == (12, 0)


def test_the_open_group_has_no_end(plan: Plan) -> None:
    frame = rows(read_population(plan, wide(plan, WIDE + WIDE_ROWS), ["100002"]))
    assert frame["age_from"].tolist() == [0, 15, 65]
    assert frame["age_to"].tolist()[:2] == [15, 65]
    assert np.isnan(frame["age_to"].iloc[2])


@pytest.mark.parametrize("name", ["85+", "85 +", "85 a více"])
def test_the_open_group_has_many_names(name: str, plan: Plan) -> None:
    source = wide(plan, f"POH,ZUJ,{name}\ncelkem,100001,4\n")
    frame = rows(read_population(plan, source, CODES))
    assert frame[["age_from", "people"]].to_numpy().tolist() == [[85, 4]]


def test_without_sexes_all_people_are_meant(plan: Plan) -> None:
    source = csv_source(plan, "population", "kod_obec,0-14,15+\n100001,1,2\n", layout="wide")
    assert set(read_population(plan, source, CODES).frame["sex"]) == {"all"}


def test_a_layer_serves_too(plan: Plan) -> None:
    path = plan.path.parent / "data" / "lide.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"kod": [100001], "0-14": [1], "15+": [2]}), path)
    source = source_of("population", "lide.gpkg", layout="wide", columns={"kod_obec": "kod"})
    assert rows(read_population(plan, source, CODES))["people"].tolist() == [1, 2]


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            ",100002,B,6,1",
            ",10000x,B,6,1",
            "a.csv, řádek 5, sloupec „ZUJ“: má to být kód o 6 číslicích (je zde „10000x“).",
        ),
        (
            ",100002,B,6,1",
            ",,B,6,1",
            "a.csv, řádek 5, sloupec „ZUJ“: hodnota chybí.",
        ),
        (
            "B,6,1,2,3",
            "B,6,1,dva,3",
            "a.csv, řádek 5, sloupec „15–64“: má to být celé číslo (je zde „dva“).",
        ),
        ("B,6,1,2,3", "B,6,1,2,", "a.csv, řádek 5, sloupec „65+“: hodnota chybí."),
        (
            "B,6,1,2,3",
            "B,6,1.5,2,3",
            "a.csv, řádek 5, sloupec „0-14“: má to být celé číslo (je zde „1.5“).",
        ),
        (
            "B,6,1,2,3",
            "B,6,1,-2,3",
            "a.csv, řádek 5, sloupec „people“: počet osob nemůže být záporný (je zde „-2“).",
        ),
        (
            "muži",
            "chlapi",
            "a.csv, řádek 3, sloupec „POH“: má to být celkem, muži, nebo ženy (je zde „chlapi“).",
        ),
        (
            "B,6,1,2,3",
            "B,6,1,2",
            "a.csv, řádek 5: počet buněk 6, v záhlaví 7; řádek nejspíš je neúplný, nebo rozlomený.",
        ),
    ],
)
def test_a_wrong_cell_is_named_or_recorded(old: str, new: str, line: str, plan: Plan) -> None:
    text = WIDE + WIDE_ROWS.replace(old, new)
    assert told(lambda: read_population(plan, wide(plan, text), CODES)) == [line]
    reading = read_population(plan, wide(plan, text, rejects="record"), CODES)
    assert (reading.read, reading.rejected) == (4, 1)
    assert len(reading.frame) == 9
    [finding] = reading.findings
    rule = "note_in_number" if "dva" in new else "row_rejected"
    assert (finding["rule"], finding["severity"]) == (rule, "error")
    assert f"řádek {finding['source_row']:.0f}" in line


def test_cells_of_other_obce_are_passed_over(plan: Plan) -> None:
    text = WIDE + WIDE_ROWS
    assert len(read_population(plan, wide(plan, text), CODES).frame) == 12
    assert len(told(lambda: read_population(plan, wide(plan, text), ["999999"]))) == 3


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "100002,all,15,65,2",
            "100002,all,10,65,2",
            (
                "a.csv, řádek 12, sloupec „age_from“: věková skupina se překrývá s jinou téže obce "
                "a pohlaví (je zde „obec 100002, all, od 10“)."
            ),
        ),
        (
            "100002,all,15,65,2",
            "100002,all,0,15,2",
            (
                "a.csv, řádek 12, sloupec „age_from“: věková skupina se překrývá s jinou téže obce "
                "a pohlaví (je zde „obec 100002, all, od 0“)."
            ),
        ),
        (
            "100002,all,15,65,2",
            "100002,all,70,80,2",
            (
                "a.csv, řádek 12, sloupec „age_from“: věková skupina se překrývá s jinou téže obce "
                "a pohlaví (je zde „obec 100002, all, od 70“)."
            ),
        ),
        (
            "100002,all,15,65,2",
            "100002,all,65,15,2",
            (
                "a.csv, řádek 12, sloupec „age_to“: konec věkové skupiny není za jejím začátkem "
                "(je zde „15“)."
            ),
        ),
        (
            "100002,all,15,65,2",
            "100002,all,,65,2",
            "a.csv, řádek 12, sloupec „age_from“: hodnota chybí.",
        ),
        (
            "100002,all,15,65,2",
            "100002,all,15,65,",
            "a.csv, řádek 12, sloupec „people“: hodnota chybí.",
        ),
    ],
)
def test_age_groups_that_do_not_fit_are_named(old: str, new: str, line: str, plan: Plan) -> None:
    text = LONG + LONG_ROWS.replace(old, new)
    assert line in told(lambda: read_population(plan, long(plan, text), CODES))


def test_an_obec_without_the_total_that_others_have_is_named(plan: Plan) -> None:
    """Its people would silently count as nobody."""
    text = WIDE + WIDE_ROWS.replace("celkem,100001,A,60,10,20,30\n", "")
    assert told(lambda: read_population(plan, wide(plan, text), CODES)) == [
        (
            "a.csv, sloupec „POH“: obci 100001 chybí řádek celkem, který jiné obce mají. "
            "Doplňte jej, nebo nechte u všech obcí jen muže a ženy."
        )
    ]
    lines = [line for line in text.splitlines() if not line.startswith("celkem")]
    only_sexes = "\n".join(lines)
    assert len(read_population(plan, wide(plan, only_sexes), CODES).frame) == 6


def test_columns_that_are_missing_are_named(plan: Plan) -> None:
    assert told(lambda: read_population(plan, wide(plan, "POH,KOD,0-14\n"), CODES)) == [
        (
            "a.csv, sloupec „ZUJ“: chybí sloupec pro pole „kod_obec“. Doplňte v plánu columns = { "
            'kod_obec = "…" }; soubor má sloupce POH, KOD, 0-14.'
        )
    ]
    assert told(lambda: read_population(plan, wide(plan, "POH,ZUJ,Celkem\n"), CODES)) == [
        (
            "a.csv, řádek 1: tabulka nemá žádný sloupec věkové skupiny (například 0-4 nebo 85+). "
            "Ověřte záhlaví, nebo layout zdroje."
        )
    ]
    assert len(told(lambda: read_population(plan, long(plan, "kod_obec,sex,age_to\n"), CODES))) == 2


# ---------------------------------------------------------------- the open data of the office

CENSUS_COLUMNS = {
    "kod_obec": "uzemi_kod",
    "year": "rok",
    "codelist": "uzemi_cis",
    "sex": "pohlavi_txt",
    "age": "vek_txt",
    "people": "hodnota",
}
CENSUS = """\
rok,uzemi_cis,uzemi_kod,pohlavi_txt,vek_txt,hodnota
2025,43,100001,muž,0 - 14 let,5
2025,43,100001,žena,0 - 14 let,6
2025,43,100001,,0 - 14 let,11
2025,43,100001,,15 a více let,7
2025,43,100001,,,18
2025,43,100001,muž,,9
2024,43,100001,,0 - 14 let,999
2025,44,100001,,0 - 14 let,888
2025,101,40169,,0 - 14 let,777
2025,43,100002,,0 - 14 let,1
2025,43,100002,,15 a více let,2
"""


def census(plan: Plan, text: str = CENSUS, **keys: object) -> Source:
    return long(plan, text, columns=CENSUS_COLUMNS, **keys)


def test_ages_in_words_of_the_year_and_of_obce_are_taken(plan: Plan) -> None:
    reading = read_population(plan, census(plan), CODES)
    assert rows(reading).fillna(-1).to_numpy().tolist() == [
        ["100001", "all", 0, 15, 11],
        ["100001", "all", 15, -1, 7],
        ["100001", "female", 0, 15, 6],
        ["100001", "male", 0, 15, 5],
        ["100002", "all", 0, 15, 1],
        ["100002", "all", 15, -1, 2],
    ]
    assert (reading.read, reading.rejected, reading.findings) == (6, 0, [])


def test_a_year_that_is_not_there_is_named(plan: Plan) -> None:
    assert told(lambda: read_population(plan, census(plan, vintage="2030-12-31"), CODES)) == [
        (
            "a.csv, sloupec „rok“: tabulka nemá rok 2030; má roky 2024, 2025. Nastavte vintage "
            "zdroje na den, ke kterému data platí."
        )
    ]


def test_single_years_and_groups_without_sex_or_list_are_read(plan: Plan) -> None:
    text = "rok;obec;věk;hodnota\n2025;100001;0;3\n2025;100001;1 až 4 roky;4\n2025;100001;5+;5\n"
    columns = {"kod_obec": "obec", "year": "rok", "age": "věk", "people": "hodnota"}
    source = long(plan, text, columns=columns, delimiter=";")
    found = rows(read_population(plan, source, CODES)).fillna(-1)
    assert found[["age_from", "age_to", "people"]].to_numpy().tolist() == [
        [0, 1, 3],
        [1, 5, 4],
        [5, -1, 5],
    ]


def test_an_age_that_cannot_be_understood_is_named(plan: Plan) -> None:
    text = CENSUS.replace("100002,,0 - 14 let", "100002,,děti")
    assert told(lambda: read_population(plan, census(plan, text), CODES)) == [
        (
            "a.csv, řádek 11, sloupec „vek_txt“: má to být věk nebo věková skupina, například 15, "
            "0–4, 0 až 4 roky, 85+ (je zde „děti“)."
        )
    ]


def test_people_of_a_merged_obec_are_counted_in_its_heir(plan: Plan) -> None:
    registry = Registry(frozenset(CODES), names={"100002": "B"}, successors={"100009": "100002"})
    text = WIDE + WIDE_ROWS + "celkem,100009,C,6,4,5,6\n"
    reading = read_population(plan, wide(plan, text), CODES, registry)
    found = reading.frame[reading.frame["kod_obec"] == "100002"]
    assert found["people"].tolist() == [5, 7, 9]
    assert {one["rule"]: one["found"] for one in reading.findings} == {
        "obec_ceased": "obec 100009 už není, osob 15",
        "obec_elsewhere": "obcí, které hranice ani číselník nemají: 1 (999999)",
    }
