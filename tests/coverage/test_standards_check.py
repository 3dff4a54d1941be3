"""Which kinds of services have no standard of their own."""

from __future__ import annotations

from gis_sluzby import codelists
from gis_sluzby.cli.standards_text import standards_lines
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.coverage.standards_check import Lacking, lacking_standards
from tests.coverage.made import BARE, centre_of, plan_with


def lacking(standards: str) -> Lacking:
    plan = plan_with(standards)
    return lacking_standards(plan, standards_table(plan, centre_of([])))


def test_the_default_file_speaks_of_every_kind() -> None:
    found = lacking("")
    assert found.general == []
    assert found.default == [druh.code for druh in codelists.druhy()]
    assert found.unmeasured == ["48", "68"]
    assert found.excluded == []


def test_without_defaults_only_the_plans_kinds_have_a_standard() -> None:
    own = '[[standard]]\ndruh = "46"\n[[standard]]\ndruh = "40"\nforma = "ter"\n'
    found = lacking(BARE + own)
    assert len(found.general) == 32
    assert {"46", "40"}.isdisjoint(found.general)
    assert (found.default, found.unmeasured) == ([], [])


def test_what_the_plan_does_not_judge_is_told_apart() -> None:
    own = (
        '[[standard]]\ndruh = "46"\nmeasure = "none"\n[[standard]]\ndruh = "45"\nexcluded = true\n'
    )
    found = lacking(own)
    assert found.unmeasured == ["46", "48", "68"]
    assert found.excluded == ["45"]
    assert {"45", "46"}.isdisjoint(found.default)
    told = "\n".join(standards_lines(found)).replace("\u00a0", " ")
    assert "u 32 druhů platí výchozí orientační standard programu." in told
    assert "Plán z posuzování vyjímá: centra denních služeb." in told
    assert "denní stacionáře, domovy pro osoby se zdravotním postižením" in told
    assert "Bez vlastního" not in told
