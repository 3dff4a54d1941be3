"""Single values of a plan: each wrong one is named with its key path and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plan.changed_plan import STANDARD, changed, problems
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("schema = 1", "schema = 2", "schema: hodnota „2“ není povolena; povoleno: 1."),
        ('name = "Malý plán"\n', "", "name: povinný klíč chybí."),
        ('name = "Malý plán"', 'name = ""', "name: hodnota je prázdná."),
        ('name = "Malý plán"', "name = 7", "name: hodnota „7“ má být text v uvozovkách."),
        ("date = 2025-06-30", 'date = "loni"', "date: hodnota „loni“ má být datum"),
        ("date = 2025-06-30", "date = 2025-06-30T12:00:00", "date: hodnota „2025-06-30 12:00:00“"),
        ('data = "data"', 'path = "data"', "path: neznámý klíč"),
        ('publisher = "', 'publicher = "', "publicher: neznámý klíč, snad „publisher“."),
        (
            'id = "hranice"',
            'id = "hranice obcí"',
            "[[source]] č. 1 (hranice obcí) > id: „hranice obcí“ smí mít jen písmena bez",
        ),
        (
            'table = "services"',
            'table = "service"',
            (
                "[[source]] č. 5 (sluzby) > table: hodnota „service“ není povolena, snad "
                "„services“; povoleno: obce, obec_points,"
            ),
        ),
        (
            'reader = "csv"\npath = "sluzby',
            'reader = "xls"\npath = "sluzby',
            "[[source]] č. 5 (sluzby) > reader: hodnota „xls“ není povolena, snad „xlsx“",
        ),
        (
            'path = "sluzby.csv"',
            'pat = "sluzby.csv"',
            "[[source]] č. 5 (sluzby) > path: povinný klíč chybí.",
        ),
        (
            'path = "sluzby.csv"',
            'path = ""',
            "[[source]] č. 5 (sluzby) > path: hodnota je prázdná.",
        ),
        (
            'reader = "vector"\npath = "silnice.gpkg"',
            'reader = "csv"\npath = "silnice.gpkg"',
            "[[source]] č. 4 (silnice): tabulka „roads“ potřebuje geometrii",
        ),
        (
            'complete_for = "all"',
            'complete_for = "40"',
            '[[source]] č. 5 (sluzby) > complete_for: hodnota „40“ má být "all", nebo seznam',
        ),
        (
            'complete_for = "all"',
            'complete_for = ["40", "pečovatelská slušba"]',
            (
                "[[source]] č. 5 (sluzby) > complete_for č. 2: druh služby „pečovatelská slušba“ "
                "není v číselníku; nejbližší je „"
            ),
        ),
        (
            'complete_for = "all"',
            'encoding = "win1250cz"',
            "[[source]] č. 5 (sluzby) > encoding: kódování „win1250cz“ není známé",
        ),
        (
            'complete_for = "all"',
            'delimiter = ";;"',
            "[[source]] č. 5 (sluzby) > delimiter: hodnota „;;“ nemá správnou délku (nejvýše 1).",
        ),
        (
            'complete_for = "all"',
            "delimiter = '\"'",
            "[[source]] č. 5 (sluzby) > delimiter: oddělovač nemůže být uvozovka",
        ),
        (
            'complete_for = "all"',
            'columns = { klic = "ID" }',
            "[[source]] č. 5 (sluzby): tabulka „services“ nemá pole klic; má: key,",
        ),
        (
            'complete_for = "all"',
            'columns = ["ID"]',
            "[[source]] č. 5 (sluzby) > columns: hodnota „['ID']“ má být oddíl",
        ),
        (
            "[[source]]",
            "[source]",
            "řádek 17: plán není správný TOML: klíč je zapsán dvakrát; závorky [[source]]",
        ),
    ],
)
def test_a_wrong_value_is_named(old: str, new: str, told: str, plan_file: Path) -> None:
    found = problems(plan_file, changed(old, new))
    assert len([line for line in found if told in line]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[reach]\nbelt_km = -1\n", "reach > belt_km: hodnota -1 má být aspoň 0."),
        ("[reach]\nbelt_km = 300\n", "reach > belt_km: hodnota 300 má být nejvýše 200."),
        ("[reach]\nleg_kmh = 0\n", "reach > leg_kmh: hodnota 0 má být větší než 0."),
        ("[reach]\nleg_kmh = inf\n", "reach > leg_kmh: hodnota „inf“ má být konečné číslo."),
        (
            '[reach]\nmode = "letadlo"\n',
            "reach > mode: hodnota „letadlo“ není povolena; povoleno: car, foot, bike, transit",
        ),
        ("[reach]\nmdoe = 1\n", "reach > mdoe: neznámý klíč, snad „mode“."),
        ('[reach.kmh]\n"dálnice" = "sto"\n', "reach > kmh > dálnice: hodnota „sto“ má být číslo."),
        (
            '[reach]\noutside_sites = "někdy"\n',
            "reach > outside_sites: hodnota „někdy“ má být ano/ne (true, nebo false).",
        ),
        (
            '[reach]\njoin_exclude = "dálnice"\n',
            "reach > join_exclude: hodnota „dálnice“ má být seznam v hranatých závorkách.",
        ),
        (
            "[standards]\ncovered_from = 95\n",
            "standards > covered_from: hodnota 95 má být nejvýše",
        ),
        (
            "[standards]\ntarget = { ages = [26, 15] }\n",
            "standards > target > ages: věk od (26) je vyšší než věk do (15).",
        ),
        (
            "[standards]\ntarget = { ages = [15, 26.5] }\n",
            "standards > target > ages č. 2: hodnota „26.5“ má být celé číslo.",
        ),
        (
            "[standards]\ntarget = { ages = [15] }\n",
            "standards > target > ages č. 2: povinný klíč chybí.",
        ),
        ("[standards]\ntarget = 65\n", "standards > target: hodnota „65“ má být oddíl"),
        ('[standards]\nunit = "kusy"\n', "standards > unit: jednotka „kusy“ není v číselníku ("),
        (
            "[[standard]]\nlimit_minutes = 20\n",
            "[[standard]] č. 1 > druh: povinný klíč chybí.",
        ),
        (
            '[[standard]]\ndruh = "pečovatelksá služba"\n',
            (
                "[[standard]] č. 1 (pečovatelksá služba) > druh: druh služby „pečovatelksá služba“ "
                "není v číselníku; nejbližší je „"
            ),
        ),
        (STANDARD + 'cs = "všichni"\n', "[[standard]] č. 1 (40) > cs: okruh cílových skupin"),
        (
            STANDARD + 'forma = "terenni"\n',
            "[[standard]] č. 1 (40) > forma: hodnota „terenni“ není povolena",
        ),
        (
            STANDARD + 'mesure = "time"\n',
            "[[standard]] č. 1 (40) > mesure: neznámý klíč, snad „measure“.",
        ),
        ('[publish]\nproducts = ["map"]\n', "publish > products č. 1: hodnota „map“ není povolena"),
        ("[standard]\n", "[[standard]]: oddíl má mít dvojité závorky: [[standard]]."),
    ],
)
def test_a_wrong_value_of_a_section_is_named(text: str, told: str, plan_file: Path) -> None:
    [found] = problems(plan_file, PLAN + text)
    assert found.startswith(told)


def test_an_unknown_kraj_is_told_with_the_known_ones(plan_file: Path) -> None:
    [found] = problems(plan_file, changed('kraj = "CZ099"', 'kraj = "Karlovarský"'))
    assert found.startswith("kraj: kraj „Karlovarský“ není v číselníku (CZ010, CZ020,")


def test_a_value_of_great_length_is_cut(plan_file: Path) -> None:
    [found] = problems(plan_file, changed("date = 2025-06-30", f'date = "{"x" * 500}"'))
    assert len(found) < 150
