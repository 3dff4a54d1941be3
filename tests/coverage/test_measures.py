"""Every measure, every status, every reason, judged by hand in the small world."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from tests.coverage.made import ALL, BARE, Service, covered, row_of, verdict


def stated(druh: str = "46", **values: object) -> str:
    """Give a bare plan with one standard."""
    lines = [f"{name} = {_toml(value)}" for name, value in values.items()]
    return "\n".join([BARE, "[[standard]]", f'druh = "{druh}"', *lines, ""])


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def null(value: Any) -> bool:  # noqa: ANN401
    return bool(pd.isna(value))


# ------------------------------------------------------------------------------- minutes
def test_within_the_limit() -> None:
    row = row_of(covered([Service("1", minutes={"A": 12.5})]), "A")
    assert verdict(row) == ("covered", "within_limit")
    assert (row["target_pop"], row["covered_pop"], row["covered_share"]) == (100, 100, 1)
    assert (row["services_in_limit"], row["providers_in_limit"]) == (1, 1)
    assert (row["nearest_minutes"], row["nearest_service"]) == (12.5, "sluzby:1")
    assert (row["measure"], row["limit_minutes"], row["basis"]) == ("time", 30, "modelled")
    assert row["confidence"] == "full"
    assert (row["covered_modelled"], row["covered_declared"], row["covered_both"]) == (100, 0, 0)


@pytest.mark.parametrize(("minutes", "status"), [(30.0, "covered"), (30.0001, "uncovered")])
def test_the_limit_is_compared_unrounded_and_is_itself_within(minutes: float, status: str) -> None:
    assert row_of(covered([Service("1", minutes={"A": minutes})]), "A")["status"] == status


def test_beyond_the_limit() -> None:
    row = row_of(covered([Service("1", minutes={"A": 31})]), "A")
    assert verdict(row) == ("uncovered", "beyond_limit")
    assert (row["covered_pop"], row["covered_share"], row["services_in_limit"]) == (0, 0, 0)
    assert row["nearest_minutes"] == 31
    assert null(row["basis"])


def test_an_obec_from_which_no_road_leads_to_the_service() -> None:
    row = row_of(covered([Service("1", minutes={"A": 5})]), "B")
    assert verdict(row) == ("uncovered", "unreachable")
    assert null(row["nearest_minutes"])


def test_services_and_providers_are_counted_once_each() -> None:
    services = [
        Service("1", minutes={"A": 5}),
        Service("2", minutes={"A": 9}),
        Service("3", minutes={"A": 9}, provider="Q"),
        Service("4", minutes={"A": 99}, provider="R"),
    ]
    row = row_of(covered(services), "A")
    assert (row["services_in_limit"], row["providers_in_limit"]) == (3, 2)


# ------------------------------------------------------------------------------- declared areas
def test_a_declared_area() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),))
    row = row_of(covered([service]), "A", "39")
    assert verdict(row) == ("covered", "declared")
    assert (row["covered_pop"], row["covered_declared"], row["basis"]) == (100, 100, "declared")


@pytest.mark.parametrize(("level", "kod"), [("orp", "9901"), ("kraj", "CZ099")])
def test_a_declared_area_covers_all_its_obce(level: str, kod: str) -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", level, kod, "declared"),))
    result = covered([service])
    assert verdict(row_of(result, "B", "39")) == ("covered", "declared")
    inside = level == "kraj"
    assert (row_of(result, "C", "39")["status"] == "covered") == inside


def test_outside_the_declared_area_nobody_knows_unless_the_areas_are_complete() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),))
    assert verdict(row_of(covered([service]), "B", "39")) == ("no_data", "no_declared_area")
    complete = covered([service], declared_complete="39 40")
    assert verdict(row_of(complete, "B", "39")) == ("uncovered", "not_declared")


def test_a_field_service_without_an_area_is_never_a_circle_of_minutes() -> None:
    service = Service("1", "39", ("ter",), minutes={"A": 1})
    row = row_of(covered([service]), "A", "39")
    assert verdict(row) == ("no_data", "no_declared_area")
    assert row["nearest_minutes"] == 1  # a note on workload
    assert null(row["covered_pop"])
    assert null(row["covered_share"])
    assert null(row["services_in_limit"])


def test_a_service_of_the_whole_kraj() -> None:
    service = Service("1", "54", ("ter",), declared=(("ter", "kraj", "CZ099", "kraj_wide"),))
    row = row_of(covered([service]), "C", "54")
    assert verdict(row) == ("covered", "kraj_wide")
    assert row["basis"] == "kraj_wide"


def test_a_service_of_the_whole_kraj_is_no_gap_by_minutes_either() -> None:
    service = Service(
        "1", "60a", ("amb",), minutes={"A": 99}, declared=(("amb", "kraj", "CZ099", "kraj_wide"),)
    )
    row = row_of(covered([service]), "A", "60a")
    assert verdict(row) == ("covered", "kraj_wide")
    assert row["measure"] == "time"


def test_a_declared_area_does_not_stand_in_for_minutes() -> None:
    service = Service("1", minutes={"A": 99}, declared=(("amb", "obec", "A", "declared"),))
    row = row_of(covered([service]), "A")
    assert verdict(row) == ("uncovered", "beyond_limit")
    assert (row["covered_declared"], row["covered_modelled"]) == (100, 0)


def test_people_both_in_the_area_and_within_minutes() -> None:
    service = Service("1", minutes={"A": 9}, declared=(("amb", "obec", "A", "declared"),))
    row = row_of(covered([service]), "A")
    assert (row["covered_declared"], row["covered_modelled"], row["covered_both"]) == (100,) * 3


# ------------------------------------------------------------------------------- presence
@pytest.mark.parametrize(
    ("level", "reached"),
    [("obec", "A"), ("orp", "AB"), ("kraj", "ABC"), ("stat", "ABC")],
)
def test_presence_counts_in_the_area_of_its_level(level: str, reached: str) -> None:
    result = covered([Service("1", at="A")], stated(measure="presence", level=level))
    for letter in "ABC":
        row = row_of(result, letter)
        if letter in reached:
            assert verdict(row) == ("covered", "present_in_area")
            assert row["basis"] == "presence"
        else:
            assert verdict(row) == ("uncovered", "absent_in_area")


@pytest.mark.parametrize(("level", "status"), [("kraj", "uncovered"), ("stat", "covered")])
def test_presence_beyond_the_border_counts_for_the_state_alone(level: str, status: str) -> None:
    result = covered([Service("1", at="E")], stated(measure="presence", level=level))
    assert row_of(result, "A")["status"] == status


@pytest.mark.parametrize("level", ["obec", "orp", "kraj", "stat"])
def test_presence_of_a_service_without_a_place_is_not_known(level: str) -> None:
    result = covered([Service("1", at="?")], stated(measure="presence", level=level))
    assert verdict(row_of(result, "A")) == ("no_data", "place_unknown")


# ------------------------------------------------------------------------------- balance
def test_balance_without_a_requirement_asks_for_presence() -> None:
    result = covered([Service("1", at="A")], stated(measure="balance", level="orp"))
    assert verdict(row_of(result, "B")) == ("covered", "present_in_area")
    assert verdict(row_of(result, "C")) == ("uncovered", "absent_in_area")
    assert row_of(result, "B")["basis"] == "balance"


#: Of ORP 9901 with 150 people: 20 per 1,000 are 3 beds.
@pytest.mark.parametrize(
    ("beds", "status", "reason", "share"),
    [
        (4.0, "covered", "balance_met", 1.0),
        (3.0, "covered", "balance_met", 1.0),
        (1.5, "partial", "balance_short", 0.5),
        (0.0, "uncovered", "balance_short", 0.0),
    ],
)
def test_balance_compares_capacity_with_the_requirement_of_the_area(
    beds: float, status: str, reason: str, share: float
) -> None:
    standard = stated("49", measure="balance", level="orp", unit="luzka", required_per_1000=20)
    service = Service("1", "49", ("pob",), at="A", capacity={("pob", "luzka"): beds})
    result = covered([service], standard)
    for letter in "AB":
        row = row_of(result, letter, "49")
        assert verdict(row) == (status, reason)
        assert row["covered_share"] == pytest.approx(share)
        assert row["covered_pop"] == pytest.approx(share * ALL[letter])


def test_balance_adds_the_services_of_the_area_but_no_other_unit_or_form() -> None:
    standard = stated("44", measure="balance", level="orp", unit="luzka", required_per_1000=20)
    services = [
        Service("1", "44", ("pob",), at="A", capacity={("pob", "luzka"): 1, ("pob", "misto"): 9}),
        Service("2", "44", ("pob",), at="B", capacity={("pob", "luzka"): 1, ("amb", "luzka"): 9}),
        Service("3", "44", ("pob",), at="C", capacity={("pob", "luzka"): 9}),
    ]
    row = row_of(covered(services, standard), "A", "44", "pob")
    assert row["covered_share"] == pytest.approx(2 / 3)


def test_a_capacity_is_not_divided_among_the_places_of_a_service_in_one_area() -> None:
    standard = stated("49", measure="balance", level="orp", unit="luzka", required_per_1000=20)
    service = Service("1", "49", ("pob",), at="AB", capacity={("pob", "luzka"): 3})
    assert row_of(covered([service], standard), "A", "49")["covered_share"] == 1


@pytest.mark.parametrize("capacity", [{}, {("pob", "luzka"): None}, {("pob", "misto"): 30.0}])
def test_an_unknown_capacity_is_no_data(capacity: dict[tuple[str, str], float | None]) -> None:
    standard = stated("49", measure="balance", level="orp", unit="luzka", required_per_1000=20)
    row = row_of(covered([Service("1", "49", ("pob",), capacity=capacity)], standard), "A", "49")
    assert verdict(row) == ("no_data", "capacity_unknown")
    assert null(row["covered_pop"])


@pytest.mark.parametrize(
    ("beds", "expected"),
    [(1.0, ("no_data", "capacity_unknown")), (3.0, ("covered", "balance_met"))],
)
def test_a_capacity_known_in_part_decides_only_where_it_suffices(
    beds: float, expected: tuple[str, str]
) -> None:
    standard = stated("49", measure="balance", level="orp", unit="luzka", required_per_1000=20)
    services = [
        Service("1", "49", ("pob",), capacity={("pob", "luzka"): beds}),
        Service("2", "49", ("pob",)),
    ]
    assert verdict(row_of(covered(services, standard), "A", "49")) == expected


# ------------------------------------------------------------------------------- phone, none
@pytest.mark.parametrize("at", ["A", "E", "?"])
def test_a_service_by_phone_reaches_everybody_wherever_it_stands(at: str) -> None:
    result = covered([Service("1", "55", ("ter",), at=at)], stated("55", measure="phone"))
    for letter in "ABC":
        row = row_of(result, letter, "55")
        assert verdict(row) == ("covered", "phone")
        assert row["basis"] == "phone"


def test_no_service_by_phone_is_no_gap_on_the_map() -> None:
    result = covered([], stated("55", measure="phone"))
    assert verdict(row_of(result, "A", "55")) == ("no_data", "phone_unknown")


def test_a_kind_without_a_measure_is_not_judged() -> None:
    result = covered([Service("1", minutes={"A": 1})], stated(measure="none"))
    row = row_of(result, "A")
    assert verdict(row) == ("not_applicable", "no_standard")
    assert row["nearest_minutes"] == 1


# ------------------------------------------------------------------------------- who is not judged
def test_where_nobody_lives_nothing_applies() -> None:
    result = covered([Service("1", minutes={"D": 7})])
    assert verdict(row_of(result, "D")) == ("not_applicable", "nobody")
    assert row_of(result, "D")["nearest_minutes"] == 7
    assert row_of(result, "D")["target_pop"] == 0


def test_nobody_of_the_target_group() -> None:
    result = covered(
        [Service("1", minutes={"B": 5})],
        stated(target="x").replace('target = "x"', "target = { ages = [80, 120] }"),
    )
    assert verdict(row_of(result, "B")) == ("not_applicable", "nobody_in_target")
    assert row_of(result, "A")["target_pop"] == 20


def test_a_kind_that_the_plan_excludes() -> None:
    result = covered([Service("1", minutes={"A": 5})], stated(excluded=True))
    assert verdict(row_of(result, "A")) == ("not_applicable", "excluded")


def test_no_complete_source_is_no_data_even_where_a_service_is_near() -> None:
    result = covered([Service("1", minutes={"A": 5})], complete="40")
    assert verdict(row_of(result, "A")) == ("no_data", "no_source")
    assert row_of(result, "A")["nearest_minutes"] == 5


def test_a_complete_source_without_a_row_is_a_gap() -> None:
    row = row_of(covered([], complete="46"), "A")
    assert verdict(row) == ("uncovered", "no_service")
    assert (row["covered_pop"], row["services_in_limit"]) == (0, 0)


#: Each case holds together with all the later ones; the first decides.
ORDER = [
    ("D", stated(excluded=True, measure="none"), "40", "nobody"),
    ("B", stated(excluded=True, measure="none"), "40", "excluded"),
    ("B", stated(measure="none"), "40", "no_source"),
    ("B", stated(measure="none"), "all", "no_standard"),
]


@pytest.mark.parametrize(("letter", "standard", "complete", "reason"), ORDER)
def test_the_order_of_judgement(letter: str, standard: str, complete: str, reason: str) -> None:
    plan = standard + "target = { ages = [80, 120] }\n"
    result = covered([Service("1", minutes={"B": 5})], plan, complete=complete)
    assert row_of(result, letter)["reason"] == reason


# ------------------------------------------------------------------------------- forms and targets
def test_a_service_of_unknown_form_counts_with_lowered_confidence() -> None:
    result = covered([Service("1", "37", ("unknown",), minutes={"A": 5, "B": 99})])
    row = row_of(result, "A", "37")
    assert (*verdict(row), row["confidence"]) == ("covered", "within_limit", "lowered")
    assert row_of(result, "B", "37")["confidence"] == "lowered"


def test_a_form_that_no_service_names_is_not_known_where_some_form_is_not() -> None:
    standard = BARE + '[[standard]]\ndruh = "37"\nforma = "amb"\n'
    services = [Service("1", "37", ("unknown",), minutes={"A": 5})]
    row = row_of(covered(services, standard), "A", "37", "amb")
    assert verdict(row) == ("no_data", "form_unknown")


def test_a_form_that_no_service_names_is_a_gap_where_all_forms_are_known() -> None:
    standard = BARE + '[[standard]]\ndruh = "37"\nforma = "pob"\n'
    services = [Service("1", "37", ("amb",), minutes={"A": 5})]
    assert verdict(row_of(covered(services, standard), "A", "37", "pob")) == (
        "uncovered",
        "no_service",
    )


def test_a_target_group_that_no_service_names_is_not_known_where_some_targets_are_not() -> None:
    standard = BARE + '[[standard]]\ndruh = "46"\ncs = "seniori"\n'
    silent = Service("1", minutes={"A": 5})
    row = row_of(covered([silent], standard), "A", cs="seniori")
    assert verdict(row) == ("no_data", "target_unknown")
    telling = Service("1", minutes={"A": 5}, cs=("ozp",))
    row = row_of(covered([telling], standard), "A", cs="seniori")
    assert verdict(row) == ("uncovered", "no_service")


def test_a_target_group_is_served_by_the_services_that_name_it() -> None:
    services = [
        Service("1", minutes={"A": 9}, cs=("seniori", "ozp")),
        Service("2", minutes={"A": 5}, cs=("ozp",)),
    ]
    result = covered(services)
    row = row_of(result, "A", cs="seniori")
    assert (row["services_in_limit"], row["nearest_minutes"]) == (1, 9)
    assert row_of(result, "A", cs="ozp")["nearest_minutes"] == 5
    assert row_of(result, "A")["services_in_limit"] == 2


# ------------------------------------------------------------------------------- secret addresses
@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("obec", ("no_data", "place_unknown")),
        ("orp", ("no_data", "place_unknown")),
        ("kraj", ("covered", "present_in_area")),
        ("stat", ("covered", "present_in_area")),
    ],
)
def test_a_secret_place_is_present_in_the_kraj_at_most(
    level: str, expected: tuple[str, str]
) -> None:
    result = covered(
        [Service("1", "57", ("pob",), secret=True)],
        stated("57", measure="presence", level=level),
    )
    assert verdict(row_of(result, "A", "57")) == expected


def test_a_secret_place_has_no_minutes() -> None:
    row = row_of(covered([Service("1", "57", ("pob",), secret=True)]), "A", "57")
    assert verdict(row) == ("no_data", "place_unknown")
    assert null(row["nearest_minutes"])
    assert null(row["nearest_service"])


def test_a_secret_service_counts_where_it_declares_in_place_of_minutes() -> None:
    service = Service(
        "1", "57", ("pob",), secret=True, declared=(("pob", "orp", "9901", "declared"),)
    )
    result = covered([service])
    assert verdict(row_of(result, "B", "57")) == ("covered", "declared")
    assert verdict(row_of(result, "C", "57")) == ("no_data", "place_unknown")


def test_services_that_stand_beyond_the_plan_alone_are_no_service_here() -> None:
    assert verdict(row_of(covered([Service("1", at="E")]), "A")) == ("uncovered", "no_service")


# ------------------------------------------------------------------------------- confidence
def test_confidence_is_lowered_where_a_covered_row_rests_on_findings_alone() -> None:
    doubtful = Service("1", minutes={"A": 5, "B": 40, "C": 5}, warned=True)
    sure = Service("2", minutes={"A": 9, "B": 40})
    result = covered([doubtful, sure])
    assert row_of(result, "A")["confidence"] == "full"
    assert row_of(result, "C")["confidence"] == "lowered"
    # A gap rests on every service that is said not to reach.
    assert (row_of(result, "B")["status"], row_of(result, "B")["confidence"]) == (
        "uncovered",
        "lowered",
    )


def test_a_key_with_spaces_is_found_in_the_findings() -> None:
    service = Service("klíč s mezerou", minutes={"A": 5}, warned=True)
    assert row_of(covered([service]), "A")["confidence"] == "lowered"


def test_confidence_is_full_where_nothing_is_known() -> None:
    service = Service("1", "39", ("ter",), warned=True)
    row = row_of(covered([service]), "A", "39")
    assert (row["status"], row["confidence"]) == ("no_data", "full")


# ------------------------------------------------------------------------------- the whole table
def test_every_obec_of_the_plan_has_a_row_for_every_kind() -> None:
    rows = covered([])["coverage_obec"]
    every = rows[(rows["forma"] == "any") & (rows["cs"] == "any")]
    assert len(every) == 4 * 34
    assert not every.duplicated(["kod_obec", "druh"]).any()
    assert set(every["kod_orp"]) == {"9901", "9902"}
    assert set(every["nazev_orp"]) == {"Jih", "Sever"}


def test_counts_are_null_exactly_where_the_status_says_nothing_is_known() -> None:
    services = [
        Service("1", minutes={"A": 5, "B": 50}),
        Service("2", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),)),
        Service("3", "49", ("pob",)),
    ]
    rows = covered(services, "")["coverage_obec"]
    known = rows["status"].isin(["covered", "partial", "uncovered"])
    assert {"covered", "uncovered", "no_data", "not_applicable"} <= set(rows["status"])
    for column in ("covered_pop", "covered_share", "services_in_limit", "providers_in_limit"):
        assert rows[column].notna().equals(known)
    assert rows["basis"].notna().equals(rows["status"].isin(["covered", "partial"]))
    assert not any(math.isnan(people) for people in rows["target_pop"])
