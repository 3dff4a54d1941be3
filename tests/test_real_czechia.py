"""All of Czechia as one plan: every obec, a valid coverage, one hierarchy from two publishers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gis_sluzby.centre import Centre

PLAN = Path(__file__).parent / "plans" / "cesko.toml"
#: Numbers of areas by law and by the statistical office.
AREAS = {"pou": 393, "orp": 206, "okres": 77, "kraj": 14}


@pytest.fixture(scope="module")
def centre(real_data: Path) -> Iterator[Centre]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        yield load(read_plan(PLAN)).centre


def test_all_obce_are_one_plan(centre: Centre) -> None:
    obce = centre["obce"]
    assert len(obce) == 6_258
    assert obce["in_plan"].all()
    assert centre["areas"]["level"].value_counts().to_dict() == AREAS
    people = centre["population"].query("sex == 'all'")["people"]
    assert people.sum() == 10_701_777
    # what the obce form together is the area of the republic, 78 871 km²
    assert obce.area.sum() / 1e6 == pytest.approx(78_871, rel=1e-4)
    # loaded at all, the boundaries are a valid coverage; two holes are those of the source
    rules = centre["audit"]["rule"].value_counts()
    assert rules["hole"] == 2
    assert not {"point_outside", "point_missing", "area_in_two"} & set(rules.index)
    # relations of the statistical office and boundaries of RÚIAN agree on each of them
    assert not {"hierarchy_apart", "obec_without_boundary", "obec_elsewhere"} & set(rules.index)
