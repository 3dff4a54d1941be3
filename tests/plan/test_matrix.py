"""Minutes come from a matrix just where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.plan import read_plan
from tests.plan.changed_plan import problems
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path

MATRIX = """
[[source]]
id = "jizdni_doby"
table = "matrix"
reader = "csv"
path = "jizdni_doby.csv"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"
"""


@pytest.mark.parametrize("mode", ["transit", "matrix"])
def test_a_mode_from_a_matrix_needs_one(plan_file: Path, mode: str) -> None:
    text = f'{PLAN}\n[reach]\nmode = "{mode}"\n'
    [line] = problems(plan_file, text)
    assert f"způsob cesty „{mode}“ potřebuje zdroj tabulky „matrix“" in line
    plan_file.write_text(PLAN + MATRIX + f'[reach]\nmode = "{mode}"\n', encoding="utf-8")
    plan = read_plan(plan_file)
    assert (plan.reach.mode, plan.reach.road_mode()) == (mode, "car")
    assert plan.reach.speeds()["silnice III. třídy"] == 45.0


@pytest.mark.parametrize("mode", ["car", "foot", "bike"])
def test_a_matrix_that_nobody_uses_is_named(plan_file: Path, mode: str) -> None:
    [line] = problems(plan_file, PLAN + MATRIX + f'[reach]\nmode = "{mode}"\n')
    assert f"tabulka „matrix“ se nepoužije: cestuje se po silnicích (mode = „{mode}“)" in line
