"""Military areas that a table of people leaves out count as empty; other obce are an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.centre import load
from gis_sluzby.errors import InputError
from gis_sluzby.plan import read_plan
from tests.small_plan import AGE_GROUPS, CODES, small_obce, small_population, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The small plan, its last obec a military area, its people without the last two obce."""
    path = write_small_plan(tmp_path / "plan")
    kinds = ["obec"] * (len(CODES) - 1) + ["vojensky_ujezd"]
    small_obce().assign(kind=kinds).to_file(path.parent / "data" / "obce.gpkg")
    return read_plan(path)


def without(plan: Plan, *codes: str) -> None:
    """Leave obce out of the table of people."""
    lines = [line for line in small_population().splitlines() if not line.startswith(codes)]
    (plan.path.parent / "data" / "obyvatele.csv").write_text("\n".join(lines) + "\n", "utf-8")


def test_nobody_is_counted_in_a_military_area(plan: Plan) -> None:
    without(plan, CODES[-1])
    centre = load(plan).centre
    people = centre["population"]
    added = people[people["kod_obec"] == CODES[-1]]
    assert len(added) == len(AGE_GROUPS)
    assert set(added["people"]) == {0}
    groups = people[people["kod_obec"] == CODES[0]]
    assert added["age_from"].tolist() == groups["age_from"].tolist()
    (found,) = centre["audit"][centre["audit"]["rule"] == "nobody_listed"].to_dict("records")
    assert (found["severity"], found["row_id"]) == ("info", CODES[-1])


def test_an_obec_without_people_is_an_error(plan: Plan) -> None:
    without(plan, *CODES[-2:])
    with pytest.raises(InputError, match=f"chybí obyvatelé obce {CODES[-2]}") as caught:
        load(plan)
    assert CODES[-1] not in str(caught.value)


def test_what_is_listed_is_not_added(plan: Plan) -> None:
    centre = load(plan).centre
    assert len(centre["population"]) == len(CODES) * len(AGE_GROUPS)
    assert "nobody_listed" not in set(centre["audit"]["rule"])
