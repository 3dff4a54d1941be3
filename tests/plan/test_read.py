"""A plan file: read with its defaults, or explained as a whole."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import MissingSourceError
from gis_sluzby.plan import read_plan
from tests.plan.changed_plan import changed, problems
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plan_is_read_with_its_defaults(plan_file: Path) -> None:
    plan_file.write_text(PLAN, encoding="utf-8")
    plan = read_plan(plan_file)
    assert plan.path == plan_file
    assert (plan.name, plan.kraj, plan.date) == ("Malý plán", "CZ099", dt.date(2025, 6, 30))
    assert plan.reach.belt_km == 30
    assert plan.reach.speeds()["dálnice"] == 110
    assert plan.standards.defaults
    assert plan.publish.products == ("site", "layers", "tables")
    [services] = plan.of_table("services")
    assert services.complete_for == "all"
    assert services.column("kod_obec") == "kod_obec"
    assert services.rejects == "stop"


def test_what_the_plan_says_overrides_the_defaults(plan_file: Path) -> None:
    text = PLAN + (
        'columns = { key = "ID" }\nencoding = "cp1250"\ndelimiter = "\\t"\n'
        '[reach.kmh]\n"dálnice" = 100\n"polní cesta" = 20\n'
        '[[standard]]\ndruh = "pečovatelská služba"\nforma = "ter"\nlimit_minutes = 20\n'
        'unit = "lůžka"\n'
    )
    plan_file.write_text(text.replace('"all"', '["§ 40", "60a"]'), encoding="utf-8")
    plan = read_plan(plan_file)
    [services] = plan.of_table("services")
    assert services.column("key") == "ID"
    assert services.complete_for == ("40", "60a")
    assert (services.encoding, services.delimiter) == ("cp1250", "\t")
    assert plan.reach.speeds() | {"dálnice": 100, "polní cesta": 20} == plan.reach.speeds()
    assert [(s.druh, s.forma, s.unit) for s in plan.standard] == [("40", "ter", "luzka")]


def test_a_plan_saved_by_notepad_is_understood(plan_file: Path) -> None:
    text = changed('path = "sluzby.csv"', "path = 'sluzby\\kraj\\sluzby.csv'")
    plan_file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    [services] = read_plan(plan_file).of_table("services")
    assert services.path == "sluzby/kraj/sluzby.csv"


@pytest.mark.parametrize("line", ["limit = 25,5", "factors = [0,8, 1,2", "limit = 25,5 # minut"])
def test_a_decimal_comma_is_explained(line: str, plan_file: Path) -> None:
    [found] = problems(plan_file, f"{line}\n")
    assert ("pište tečku, ne čárku" in found) == line.startswith("limit")


def test_a_missing_plan_is_a_missing_source(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="soubor plánu nelze přečíst"):
        read_plan(tmp_path / "nic.toml")


def test_another_encoding_is_explained(plan_file: Path) -> None:
    assert problems(plan_file, PLAN.encode("cp1250")) == [
        (
            "řádek 2: text není v kódování UTF-8. V Poznámkovém bloku zvolte Uložit jako "
            "a kódování UTF-8."
        )
    ]


def test_utf_16_is_explained(plan_file: Path) -> None:
    [told] = problems(plan_file, PLAN.encode("utf-16"))
    assert told.startswith("řádek 1: text není v kódování UTF-8")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (r'"C:\data\sluzby.csv"', "řádek 49: plán není správný TOML. Zpětné lomítko"),
        (r'"C:\uloha\sluzby.csv"', "řádek 49: plán není správný TOML. Zpětné lomítko"),
        ('"C:\\data\\"', "řádek 49: plán není správný TOML"),
        (
            r'"C:\boundaries\sluzby.csv"',
            "řádek 49: plán není správný TOML. Zpětné lomítko",
        ),
        (
            r'"C:\boundaries\new.csv"',
            "[[source]] č. 5 (sluzby) > path: cesta obsahuje řídicí znak: zpětné lomítko",
        ),
        (
            r'"\text.csv"',
            "[[source]] č. 5 (sluzby) > path: cesta obsahuje řídicí znak: zpětné lomítko",
        ),
    ],
)
def test_a_windows_path_in_double_quotes_is_explained(
    path: str, told: str, plan_file: Path
) -> None:
    [found] = problems(plan_file, changed('"sluzby.csv"', path))
    assert found.startswith(told)
    assert "lomítk" in found


def test_the_data_folder_may_hold_the_same_trap(plan_file: Path) -> None:
    [found] = problems(plan_file, changed('data = "data"', r'data = "C:\boundaries"'))
    assert found.startswith("data: cesta obsahuje řídicí znak")
    plan_file.write_text(changed('data = "data"', r"data = 'C:\boundaries'"), encoding="utf-8")
    assert read_plan(plan_file).data == "C:/boundaries"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("schema = 1\nname = Malý plán\n", "řádek 2: plán není správný TOML: hodnota chybí"),
        ('name = "Malý\n', "řádek 1: plán není správný TOML"),
        ('name "Malý"\n', "řádek 1: plán není správný TOML: za klíčem není rovnítko"),
        ("x = 1\nx = 2\n", "řádek 2: plán není správný TOML: klíč je zapsán dvakrát"),
        ("[reach]\n[reach]\n", "řádek 2: plán není správný TOML: oddíl je zapsán dvakrát"),
        ("x = [1, 2\n\n", "řádek 3: plán není správný TOML: závorka není uzavřena"),
    ],
)
def test_broken_toml_is_explained(text: str, told: str, plan_file: Path) -> None:
    [found] = problems(plan_file, text)
    assert found.startswith(told)
