"""Which standard is in force, and of what a row is made."""

from __future__ import annotations

from typing import Any

import pytest

from gis_sluzby import codelists
from gis_sluzby.coverage.standards import standard_parts, standards_table
from tests.coverage.made import BARE, Service, centre_of, plan_with


def in_force(
    standards: str, druh: str, forma: str = "any", cs: str = "any", *services: Service
) -> dict[str, Any]:
    table = standards_table(plan_with(standards), centre_of(services))
    mine = table[(table["druh"] == druh) & (table["forma"] == forma) & (table["cs"] == cs)]
    assert len(mine) == 1
    return {str(name): value for name, value in mine.iloc[0].items()}


def parts_of(
    standards: str, services: list[Service], druh: str, forma: str = "any", cs: str = "any"
) -> list[tuple[str, str]]:
    plan, centre = plan_with(standards), centre_of(services)
    parts = standard_parts(plan, centre, standards_table(plan, centre))
    mine = parts[(parts["druh"] == druh) & (parts["forma"] == forma) & (parts["cs"] == cs)]
    return list(zip(mine["part"], mine["measure"], strict=True))


def test_all_34_kinds_have_a_row_without_any_service() -> None:
    table = standards_table(plan_with(""), centre_of([]))
    every = table[(table["forma"] == "any") & (table["cs"] == "any")]
    assert sorted(every["druh"]) == sorted(d.code for d in codelists.druhy())
    assert not table.duplicated(["druh", "forma", "cs"]).any()


def test_a_row_for_each_forma_and_target_group_that_occurs() -> None:
    services = [Service("1", "37", ("amb", "ter"), cs=("seniori",)), Service("2", "46")]
    table = standards_table(plan_with(BARE), centre_of(services))
    keys = set(table[["forma", "cs"]][table["druh"] == "37"].itertuples(index=False, name=None))
    assert keys == {("any", "any"), ("amb", "any"), ("ter", "any"), ("any", "seniori")}


def test_the_program_base_holds_where_nothing_is_stated() -> None:
    row = in_force(BARE, "46")
    assert (row["level"], row["measure"], row["limit_minutes"]) == ("obec", "time", 30)
    assert (row["covered_from"], row["age_from"], row["age_to"]) == (0.95, 0, 120)
    assert row["origin"] == "plán, [standards]"


def test_the_default_of_a_kind_beats_the_plans_base() -> None:
    row = in_force("[standards]\nlimit_minutes = 50\n", "37")
    assert row["limit_minutes"] == 45
    assert row["origin"] == "výchozí hodnoty programu"


def test_the_plans_base_holds_where_defaults_are_turned_off() -> None:
    assert (
        in_force("[standards]\nlimit_minutes = 50\ndefaults = false\n", "37")["limit_minutes"] == 50
    )


def test_more_specific_beats_less_specific_whatever_the_order() -> None:
    plan = (
        BARE
        + '[[standard]]\ndruh = "46"\nforma = "amb"\ncs = "seniori"\nlimit_minutes = 10\n'
        + '[[standard]]\ndruh = "46"\nforma = "amb"\nlimit_minutes = 20\n'
        + '[[standard]]\ndruh = "46"\nlimit_minutes = 25\ncovered_from = 0.5\n'
    )
    service = Service("1", "46", ("amb", "pob"), cs=("seniori",))
    assert in_force(plan, "46", "pob", "any", service)["limit_minutes"] == 25
    assert in_force(plan, "46", "amb", "any", service)["limit_minutes"] == 20
    row = in_force(plan, "46", "amb", "seniori", service)
    assert (row["limit_minutes"], row["covered_from"]) == (10, 0.5)
    assert row["origin"] == "plán, [[standard]] č. 1"


def test_a_target_group_is_more_specific_than_a_forma() -> None:
    plan = (
        BARE
        + '[[standard]]\ndruh = "44"\ncs = "seniori"\nlimit_minutes = 10\n'
        + '[[standard]]\ndruh = "44"\nforma = "amb"\nlimit_minutes = 20\n'
        + '[[standard]]\ndruh = "44"\nforma = "amb"\ncs = "seniori"\ncovered_from = 0.5\n'
    )
    assert in_force(plan, "44", "amb", "seniori")["limit_minutes"] == 10


def test_the_plan_of_a_kind_beats_the_programs_more_specific_one() -> None:
    row = in_force('[[standard]]\ndruh = "40"\nlimit_minutes = 15\n', "40", "amb")
    assert row["limit_minutes"] == 15


def test_what_a_standard_leaves_out_a_less_specific_one_gives() -> None:
    row = in_force('[[standard]]\ndruh = "62"\ntarget = { ages = [15, 26] }\n', "62")
    assert (row["age_from"], row["age_to"], row["limit_minutes"]) == (15, 26, 20)


def test_a_limit_belongs_to_minutes_alone() -> None:
    plan = BARE + '[[standard]]\ndruh = "46"\nmeasure = "presence"\nlimit_minutes = 10\n'
    assert in_force(plan, "46")["limit_minutes"] != 10


@pytest.mark.parametrize("standards", [BARE, '[[standard]]\ndruh = "37"\nmeasure = "time"\n'])
def test_field_services_are_never_measured_by_minutes(standards: str) -> None:
    row = in_force(standards, "37", "ter", "any", Service("1", "37", ("ter",)))
    assert row["measure"] == "declared"
    assert row["limit_minutes"] != row["limit_minutes"]


def test_a_kind_of_one_form_means_that_form_by_any() -> None:
    assert in_force(BARE, "39")["measure"] == "declared"
    plan = '[[standard]]\ndruh = "39"\nforma = "ter"\ntarget = { ages = [80, 120] }\n'
    assert in_force(plan, "39")["age_from"] == 80


@pytest.mark.parametrize(
    ("druh", "measure", "limit"),
    [("37", "time", 45.0), ("40", "time", 20.0), ("44", "time", 30.0), ("65", "declared", None)],
)
def test_an_unknown_form_is_measured_as_the_ambulantni_one(
    druh: str, measure: str, limit: float | None
) -> None:
    row = in_force("", druh, "unknown", "any", Service("1", druh, ("unknown",)))
    assert row["measure"] == measure
    assert row["limit_minutes"] == limit or limit is None


def test_an_unknown_form_is_measured_as_the_pobytova_one_where_there_is_no_ambulantni() -> None:
    plan = (
        BARE
        + '[[standard]]\ndruh = "49"\nforma = "pob"\nlimit_minutes = 45\n'
        + '[[standard]]\ndruh = "49"\nforma = "amb"\nlimit_minutes = 5\n'
    )
    row = in_force(plan, "49", "unknown", "any", Service("1", "49", ("unknown",)))
    assert row["limit_minutes"] == 45


def test_any_is_made_of_the_forms_of_the_services_that_exist() -> None:
    services = [Service("1", "44", ("amb", "unknown"))]
    assert parts_of("", services, "44") == [("amb", "time"), ("unknown", "time")]


def test_any_is_made_of_the_stated_forms_where_there_is_no_service() -> None:
    assert parts_of("", [], "44") == [("amb", "time"), ("pob", "time"), ("ter", "declared")]


def test_any_is_made_of_itself_where_nothing_is_stated_either() -> None:
    assert parts_of(BARE, [], "44") == [("any", "time")]


def test_any_of_a_target_group_is_made_of_the_forms_of_its_services() -> None:
    services = [Service("1", "44", ("amb",), cs=("seniori",)), Service("2", "44", ("pob",))]
    assert parts_of("", services, "44", cs="seniori") == [("amb", "time")]


def test_a_row_of_one_form_is_made_of_itself() -> None:
    assert parts_of("", [Service("1", "44", ("pob",))], "44", "pob") == [("pob", "time")]
