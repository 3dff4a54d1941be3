"""A new plan folder: the plan of every kraj is right as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby import codelists
from gis_sluzby.cli.init import write_plan_folder
from gis_sluzby.errors import PlanError, WriteError
from gis_sluzby.plan import read_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", [kraj.code for kraj in codelists.kraje() if not kraj.model])
def test_the_plan_that_init_writes_is_right(code: str, tmp_path: Path) -> None:
    told = list(write_plan_folder(tmp_path, code, sample=False, overwrite=False))
    plan = read_plan(tmp_path / "plan.toml")
    kraj = codelists.kraj(code)
    assert str(tmp_path / "plan.toml") in told[0]
    assert (plan.kraj, plan.name) == (code, f"Dostupnost sociálních služeb, {kraj.name}")
    assert (tmp_path / "data").is_dir()
    assert plan.publisher == {
        "CZ010": "Magistrát hlavního města Prahy",
        "CZ063": "Krajský úřad Kraje Vysočina",
    }.get(code, f"Krajský úřad {kraj.name.removesuffix('ý kraj')}ého kraje")


def test_init_does_not_write_over_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("můj", encoding="utf-8")
    with pytest.raises(WriteError, match="plán už existuje"):
        list(write_plan_folder(tmp_path, "CZ041", sample=False, overwrite=False))
    assert plan.read_text(encoding="utf-8") == "můj"
    list(write_plan_folder(tmp_path, "CZ041", sample=False, overwrite=True))
    assert read_plan(plan).kraj == "CZ041"


@pytest.mark.parametrize(
    ("kraj", "sample", "told"),
    [
        ("CZ999", False, "kraj „CZ999“ není v číselníku. Kraje: CZ010 Hlavní město Praha,"),
        ("CZ099", False, "kraj „CZ099“ není v číselníku"),
        (None, False, "zadejte buď --kraj s kódem kraje, nebo --sample"),
        ("CZ041", True, "zadejte buď --kraj s kódem kraje, nebo --sample"),
    ],
)
def test_init_says_what_it_needs(
    kraj: str | None, told: str, tmp_path: Path, *, sample: bool
) -> None:
    with pytest.raises(PlanError, match=told):
        list(write_plan_folder(tmp_path, kraj, sample=sample, overwrite=False))
    assert list(tmp_path.iterdir()) == []
