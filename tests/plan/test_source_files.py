"""Sources declared in files of their own: what they say, what the plan says over them, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import PlanError
from gis_sluzby.plan import Plan, read_plan
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source

SAID = """\
# Síť sociálních služeb kraje, jak ji odbor ukládá v Excelu.
id = "sit"
table = "network"
reader = "xlsx"
path = "sit.xlsx"
sheet = "Síť 2026"
header_row = 3
title = "Základní síť"
vintage = 2026-01-01
licence = "CC0-1.0"
attribution = "Vzorový kraj"
fill_down = ["IČS"]
service_by = "identifikator"

[columns]
service = "IČS"
committed = "Kapacita (minimum)"

[constants]
network_id = "zakladni-sit"
period = 2026
od = 2026-01-01

[filters]
"Stav" = ["platná", "změna"]

[exclude]
"Forma" = "celkem"

[replace.forma]
"T" = "ter"

[levels]
Z1 = {}
Z1v = { reservation = true }
"P/Z2v" = { funded = false, counts = false, reservation = true }
"""


def plan_with(folder: Path, said: str | bytes, more: str = "") -> Plan:
    (folder / "zdroje").mkdir(exist_ok=True)
    raw = said if isinstance(said, bytes) else said.encode()
    (folder / "zdroje" / "sit.toml").write_bytes(raw)
    text = PLAN + f'\n[[source]]\nfile = "zdroje/sit.toml"\n{more}'
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    return read_plan(folder / "plan.toml")


def source(plan: Plan) -> Source:
    [found] = plan.of_table("network")
    return found


def told(folder: Path, said: str | bytes, more: str = "") -> list[str]:
    with pytest.raises(PlanError) as caught:
        plan_with(folder, said, more)
    return [line.replace(str(folder), "…") for line in str(caught.value).splitlines()]


def test_a_file_says_what_a_source_may_say(tmp_path: Path) -> None:
    network = source(plan_with(tmp_path, SAID))
    assert (network.reader, network.sheet, network.header_row) == ("xlsx", "Síť 2026", 3)
    assert network.column("committed") == "Kapacita (minimum)"
    assert network.filters == {"Stav": ("platná", "změna")}
    assert network.exclude == {"Forma": ("celkem",)}
    assert network.replace == {"forma": {"T": "ter"}}
    assert network.levels["Z1"].funded
    assert network.levels["Z1"].counts
    assert not network.levels["P/Z2v"].counts
    assert network.file == "zdroje/sit.toml"


def test_the_plan_has_precedence(tmp_path: Path) -> None:
    more = 'vintage = 2027-01-01\npath = "sit_2027.xlsx"\n'
    network = source(plan_with(tmp_path, SAID, more))
    assert (network.vintage.year, network.path) == (2027, "sit_2027.xlsx")


def test_a_file_saved_by_notepad_and_a_path_of_windows(tmp_path: Path) -> None:
    plan_with(tmp_path, b"\xef\xbb\xbf" + SAID.replace("\n", "\r\n").encode())
    text = (tmp_path / "plan.toml").read_text("utf-8").replace('"zdroje/sit', "'zdroje\\sit")
    text = text.replace('sit.toml"', "sit.toml'")
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    assert source(read_plan(tmp_path / "plan.toml")).sheet == "Síť 2026"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('licence = "CC0-1.0"\n', "", "licence: povinný klíč chybí."),
        ("sheet =", "shet =", "shet: neznámý klíč, snad „sheet“."),
        ("header_row = 3", "header_row = 0", "header_row: hodnota 0 má být aspoň 1."),
        ('reader = "xlsx"', 'reader = "csv"', "sheet: klíč zná jen čtenář „xlsx“."),
        ("sheet =", "code_lists =", "code_lists: klíč zná jen čtenář „rpss“."),
        (
            "header_row = 3",
            'code_lists = ["a.json", "b.json", "a.json"]',
            "code_lists: týž soubor je v seznamu dvakrát.",
        ),
        (
            '"P/Z2v" = { funded = false,',
            '"P/Z2v" = { funed = false,',
            "levels > P/Z2v > funed: neznámý klíč, snad „funded“.",
        ),
        (
            'table = "network"',
            'table = "need"',
            "levels: úrovně sítě má jen tabulka „network“.",
        ),
        (
            "period = 2026",
            "perid = 2026",
            "constants > perid: tabulka „network“ nemá pole „perid“; snad „period“.",
        ),
        (
            "period = 2026",
            'service = "1"',
            "constants > service: pole má stálou hodnotu i sloupec; nechte jen jedno.",
        ),
        (
            "[replace.forma]",
            "[replace.committed]\nx = '1'\n[replace.service]",
            None,
        ),
        (
            'committed = "Kapacita (minimum)"',
            'committed = "IČS"',
            None,
        ),
        ('"Stav" = ["platná", "změna"]', '"Stav" = []', "filters > Stav: hodnota je prázdná."),
        ("[filters]", "[filter]", "filter: neznámý klíč, snad „filters“."),
    ],
)
def test_what_is_wrong_is_said_of_the_file(
    old: str, new: str, line: str | None, tmp_path: Path
) -> None:
    assert old in SAID
    changed = SAID.replace(old, new, 1)
    if line is None:
        plan_with(tmp_path, changed)
    else:
        assert f"…/zdroje/sit.toml, {line}" in told(tmp_path, changed)


def test_a_word_cannot_be_replaced_in_a_shared_column(tmp_path: Path) -> None:
    shared = SAID.replace('service = "IČS"', 'service = "IČS"\nforma = "F"\nlevel = "F"')
    [line] = told(tmp_path, shared)
    assert line.endswith(
        "replace > forma: ze sloupce „F“ se plní i pole forma, level; hodnoty tu nelze zaměnit."
    )


def test_what_the_plan_says_wrong_is_said_of_the_plan(tmp_path: Path) -> None:
    [line] = told(tmp_path, SAID, "header_row = 0\n")
    assert line.startswith("…/plan.toml, [[source]] č. 6 (sit) > header_row: hodnota 0")


def test_a_missing_or_broken_file_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN + '[[source]]\nfile = "neni.toml"\n', "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path / "plan.toml")
    [problem] = caught.value.problems
    assert problem.what == "soubor zdroje nelze přečíst"
    [line] = told(tmp_path, 'id = "sit\n')
    assert "zdroje/sit.toml, řádek 1: soubor zdroje není správný TOML" in line


def test_a_file_does_not_lead_to_another(tmp_path: Path) -> None:
    [line] = told(tmp_path, 'file = "jiny.toml"\n' + SAID)
    assert "sit.toml, file: soubor zdroje nemůže odkazovat na další soubor" in line


def test_all_is_told_at_once(tmp_path: Path) -> None:
    lines = told(
        tmp_path, SAID.replace("CC0-1.0", "").replace("vintage =", "den ="), "rejects = 1\n"
    )
    assert len(lines) == 3
    assert sum("plan.toml" in line for line in lines) == 1


def test_names_of_areas_stand_in_place_of_codes(tmp_path: Path) -> None:
    said = SAID[: SAID.index("[columns]")].replace("network", "declared")
    said = said.replace('fill_down = ["IČS"]\n', "")
    source_file = said + '[columns]\nareas = "Území"\n[constants]\nkod = "5101"\n'
    [line] = told(tmp_path, source_file)
    assert line.endswith(
        "columns > areas: území je buď kód (kod), nebo názvy (areas); nechte jen jedno."
    )
    plan_with(tmp_path, source_file.replace('[constants]\nkod = "5101"\n', ""))


@pytest.mark.parametrize("key", ['constants = { nazev = "x" }', 'fill_down = ["x"]'])
def test_a_reader_of_one_format_takes_no_words_about_cells(key: str, tmp_path: Path) -> None:
    text = PLAN.replace(
        'reader = "vector"\npath = "obce.gpkg"', f'reader = "inspire"\n{key}\npath = "a"'
    )
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match="čtenář „inspire“ zná sloupce sám"):
        read_plan(tmp_path / "plan.toml")
