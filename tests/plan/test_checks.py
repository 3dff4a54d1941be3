"""What must hold between the parts of a plan, told together with what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby import codelists
from gis_sluzby.plan import read_plan
from tests.plan.changed_plan import STANDARD, changed, problems
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            changed('id = "body"', 'id = "hranice"'),
            "[[source]] č. 2 (hranice) > id: id „hranice“ má už zdroj č. 1, zvolte jiné.",
        ),
        (
            changed('table = "obec_points"', 'table = "obce"'),
            "[[source]] č. 2 (body) > table: tabulku „obce“ plní už zdroj č. 1",
        ),
        (
            changed('table = "roads"', 'table = "obec_points"'),
            "[[source]]: chybí zdroj tabulky „roads“",
        ),
        (
            PLAN + STANDARD + STANDARD.replace("40", "§ 40"),
            "[[standard]] č. 2 (§ 40): totéž (druh 40, forma any, cs any) stanoví už",
        ),
        (
            PLAN + "[reach]\nhorizon_minutes = 80\n",
            (
                "reach > horizon_minutes: 80 minut je málo: horizont má být aspoň 1,5násobek "
                "nejdelší časové meze standardů (60 minut), tedy aspoň 90."
            ),
        ),
        (
            PLAN + STANDARD + "limit_minutes = 61\n",
            (
                "reach > horizon_minutes: 90 minut je málo: horizont má být aspoň 1,5násobek "
                "nejdelší časové meze standardů (61 minut), tedy aspoň 92."
            ),
        ),
    ],
)
def test_a_contradiction_is_named(text: str, told: str, plan_file: Path) -> None:
    found = problems(plan_file, text)
    assert any(line.startswith(told) for line in found)


@pytest.mark.parametrize(
    "text",
    [
        "[reach]\nhorizon_minutes = 45\n[standards]\ndefaults = false\nlimit_minutes = 30\n",
        "[reach]\nhorizon_minutes = 60\n[standards]\ndefaults = false\nlimit_minutes = 40\n",
    ],
)
def test_the_horizon_is_measured_by_the_standards_that_hold(text: str, plan_file: Path) -> None:
    plan_file.write_text(PLAN + text, encoding="utf-8")
    assert read_plan(plan_file).standards.limit_minutes


def test_a_default_standard_that_the_plan_outdoes_does_not_count(plan_file: Path) -> None:
    default = codelists.default_standards()["standard"]
    long = sorted({entry["druh"] for entry in default if entry.get("limit_minutes", 0) > 30})
    standards = "".join(f'[[standard]]\ndruh = "{druh}"\nlimit_minutes = 30\n' for druh in long)
    reach = "[reach]\nhorizon_minutes = 45\n"
    plan_file.write_text(PLAN + reach + standards, encoding="utf-8")
    assert len(read_plan(plan_file).standard) == len(long)
    without_one = standards.replace(f'druh = "{long[0]}"', 'druh = "39"')
    [found] = problems(plan_file, PLAN + reach + without_one)
    assert found.startswith("reach > horizon_minutes: 45 minut je málo")


def test_a_table_about_services_says_which_where_there_are_several(plan_file: Path) -> None:
    services = PLAN[PLAN.index('[[source]]\nid = "sluzby"') :]
    second = services.replace('id = "sluzby"', 'id = "katalog"')
    places = services.replace('id = "sluzby"', 'id = "kapacity"').replace("services", "capacities")
    [found] = problems(plan_file, PLAN + second + places)
    assert found == (
        "[[source]] č. 7 (kapacity): není řečeno, ke kterému zdroji služeb tabulka patří; doplňte "
        "services; zdroje služeb v plánu: sluzby, katalog."
    )
    [found] = problems(plan_file, PLAN + second + places + 'services = "kapacity"\n')
    assert found.startswith(
        "[[source]] č. 7 (kapacity) > services: zdroj služeb „kapacity“ v plánu"
    )
    plan_file.write_text(PLAN + second + places + 'services = "katalog"\n', encoding="utf-8")
    assert read_plan(plan_file).source[-1].services == "katalog"


def test_all_that_is_wrong_is_told_at_once(plan_file: Path) -> None:
    text = (
        changed('kraj = "CZ099"', 'kraj = "CZ999"')
        .replace('id = "body"', 'id = "hranice"')
        .replace('reader = "csv"', 'reader = "excel"')
        + "[reach]\nhorizon_minutes = 10\nspeed = 1\n"
        + STANDARD
        + STANDARD
    )
    assert [line.split(":")[0] for line in problems(plan_file, text)] == [
        "kraj",
        "[[source]] č. 3 (obyvatele) > reader",
        "[[source]] č. 5 (sluzby) > reader",
        "reach > speed",
        "[[source]] č. 2 (hranice) > id",
        "[[standard]] č. 2 (40)",
        "reach > horizon_minutes",
    ]
