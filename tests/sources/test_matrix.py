"""The tables that say how far somebody goes: minutes from elsewhere, and circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.audit.tables import circles_without_centre
from gis_sluzby.sources.attributes import read_attributes
from gis_sluzby.tables import conform
from tests.coverage.made import Service, centre_of
from tests.small_plan import small_services
from tests.sources.given import csv_source, known, plan_in, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

KNOWN = known("sluzby:1")
CIRCLE = 'service,forma,level,kod,evidence\n1,ter,radius,"{}",katalog\n'


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    plan = plan_in(tmp_path)
    (tmp_path / "data" / "sluzby.csv").write_text(small_services(), encoding="utf-8")
    return plan


def test_a_matrix_is_read_with_decimal_commas_and_a_mode(plan: Plan) -> None:
    text = 'odkud,kam,min\n100001,1,"25,5"\n100002,1,40\n'
    columns = {"from": "odkud", "to": "kam", "minutes": "min"}
    frame = read_attributes(plan, csv_source(plan, "matrix", text, columns=columns), KNOWN).frame
    table = conform(frame, "matrix")
    assert table["minutes"].tolist() == [25.5, 40.0]
    assert set(table["mode"]) == {"transit"}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("100002,1,-5,", "a.csv, řádek 3, sloupec „minutes“: minuty nejsou záporné (je zde „-5“)."),
        (
            "100001,1,5,car",
            (
                "a.csv, řádek 3, sloupec „mode“: v číselníku to není, povoleno je transit nebo "
                "matrix (je zde „car“)."
            ),
        ),
        (
            "100001,1,9,transit",
            (
                "a.csv, řádek 3: řádek se opakuje, tabulka matrix už má totéž (from, to, mode) "
                "(je zde „100001, 1, transit“)."
            ),
        ),
        ("100001,,9,", "a.csv, řádek 3, sloupec „to“: hodnota chybí."),
    ],
)
def test_what_is_wrong_with_a_matrix_is_named(plan: Plan, row: str, line: str) -> None:
    source = csv_source(plan, "matrix", f"from,to,minutes,mode\n100001,1,8,\n{row}\n")
    assert told(lambda: read_attributes(plan, source, KNOWN)) == [line]


@pytest.mark.parametrize("km", ["0", "-3", "201", "okolí"])
def test_a_circle_that_is_none_is_named(plan: Plan, km: str) -> None:
    source = csv_source(plan, "declared", CIRCLE.format(km))
    [line] = told(lambda: read_attributes(plan, source, KNOWN))
    assert "sloupec „kod“: poloměr okruhu má být číslo km, větší než 0" in line


@pytest.mark.parametrize("km", ["0.5", "7,5", "200"])
def test_a_circle_is_read(plan: Plan, km: str) -> None:
    source = csv_source(plan, "declared", CIRCLE.format(km))
    assert read_attributes(plan, source, KNOWN).frame["kod"].tolist() == [km]


def test_a_circle_without_a_known_place_is_a_finding() -> None:
    circle = (("ter", "radius", "15", "declared"),)
    kinds = [
        Service("1", "39", ("ter",), declared=circle),
        Service("2", "39", ("ter",), declared=circle, secret=True),
        Service("3", "39", ("ter",), declared=circle, at="?"),
        Service("4", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),), secret=True),
    ]
    found = circles_without_centre(centre_of(kinds))
    assert [(one["rule"], one["severity"], one["row_id"]) for one in found] == [
        ("circle_without_centre", "warning", "sluzby:2 radius 15"),
        ("circle_without_centre", "warning", "sluzby:3 radius 15"),
    ]
