"""The section [sensitivity] of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.plan import Sensitivity, read_plan
from tests.plan.changed_plan import problems
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path


def test_twenty_percent_and_five_minutes_unless_stated(plan_file: Path) -> None:
    plan_file.write_text(PLAN, encoding="utf-8")
    assert read_plan(plan_file).sensitivity == Sensitivity(
        kmh_factor=(0.8, 1.0, 1.2), limit_shift=(-5.0, 0.0, 5.0), robust_from=1.0
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("kmh_factor = [0.8, 1.2]", "kmh_factor: mezi hodnotami má být i 1, tedy plán beze změny"),
        ("limit_shift = [-5, 5]", "limit_shift: mezi hodnotami má být i 0, tedy plán beze změny"),
        ("limit_shift = [0, 5, 5.0]", "limit_shift: hodnota je v seznamu dvakrát"),
        ("kmh_factor = [1, 0]", "kmh_factor č. 2: hodnota 0 má být větší než 0"),
        ("limit_shift = [0, inf]", "limit_shift č. 2: hodnota „inf“ má být konečné číslo"),
        ("kmh_factor = 1", "kmh_factor: hodnota „1“ má být seznam v hranatých závorkách"),
        ("robust_from = 0", "robust_from: hodnota 0 má být větší než 0"),
        ("robust = 1", "robust: neznámý klíč, snad „robust_from“"),
    ],
)
def test_a_wrong_value_is_named(line: str, told: str, plan_file: Path) -> None:
    assert problems(plan_file, f"{PLAN}[sensitivity]\n{line}\n") == [f"sensitivity > {told}."]
