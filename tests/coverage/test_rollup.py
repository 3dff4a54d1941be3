"""Larger areas: people are summed first, shares and statuses come last."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.coverage.made import BARE, Service, covered, row_of, verdict

#: A has 100 people, B 50 (both ORP 9901), C 30 (9902), D none (9902).
JIH, SEVER, KRAJ = "9901", "9902", "CZ099"


def test_people_are_summed_and_the_share_comes_last() -> None:
    result = covered([Service("1", minutes={"A": 5, "B": 50})])
    row = row_of(result, JIH)
    assert (row["target_pop"], row["covered_pop"]) == (150, 100)
    assert row["covered_share"] == pytest.approx(2 / 3)
    assert verdict(row) == ("partial", "partly_within_limit")
    assert row["nazev_orp"] == "Jih"
    assert row_of(result, KRAJ)["covered_share"] == pytest.approx(100 / 180)


def test_an_area_is_covered_from_the_share_of_its_standard() -> None:
    standard = BARE + '[[standard]]\ndruh = "46"\ncovered_from = 0.66\n'
    row = row_of(covered([Service("1", minutes={"A": 5, "B": 50})], standard), JIH)
    assert verdict(row) == ("covered", "within_limit")


def test_an_area_where_nobody_is_reached_is_uncovered() -> None:
    row = row_of(covered([Service("1", minutes={"A": 50, "B": 50})]), JIH)
    assert verdict(row) == ("uncovered", "beyond_limit")
    assert (row["covered_share"], row["services_in_limit"]) == (0, 0)


def test_obce_where_nobody_lives_do_not_matter() -> None:
    row = row_of(covered([Service("1", at="C", minutes={"C": 5, "D": 99})]), SEVER)
    assert verdict(row) == ("covered", "within_limit")
    assert row["target_pop"] == 30


def test_the_share_is_that_of_the_people_about_whom_something_is_known() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),))
    row = row_of(covered([service]), JIH, "39")
    assert (row["target_pop"], row["covered_pop"], row["no_data_pop"]) == (150, 100, 50)
    assert row["covered_share"] == 1
    assert verdict(row) == ("covered", "declared")


def test_an_area_is_no_data_only_where_all_its_people_are() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),))
    row = row_of(covered([service]), SEVER, "39")
    assert verdict(row) == ("no_data", "no_declared_area")
    assert (row["target_pop"], row["no_data_pop"]) == (30, 30)
    assert pd.isna(row["covered_pop"])
    assert pd.isna(row["covered_share"])
    assert pd.isna(row["services_in_limit"])


def test_an_area_is_not_applicable_only_where_all_its_obce_are() -> None:
    standard = BARE + '[[standard]]\ndruh = "46"\nmeasure = "none"\n'
    row = row_of(covered([Service("1")], standard), SEVER)
    assert verdict(row) == ("not_applicable", "no_standard")
    target = BARE + '[[standard]]\ndruh = "46"\ntarget = { ages = [80, 120] }\n'
    result = covered([Service("1", minutes={"A": 5, "B": 5})], target)
    assert row_of(result, "B")["status"] == "not_applicable"
    assert (row_of(result, JIH)["status"], row_of(result, JIH)["target_pop"]) == ("covered", 20)


def test_services_and_providers_are_counted_once_in_an_area() -> None:
    services = [
        Service("1", minutes={"A": 5, "B": 5, "C": 5}),
        Service("2", minutes={"B": 5}, provider="Q"),
        Service("3", minutes={"C": 5}, provider="Q"),
    ]
    result = covered(services)
    for place, counts in ((JIH, (2, 2)), (SEVER, (2, 2)), (KRAJ, (3, 2))):
        row = row_of(result, place)
        assert (row["services_in_limit"], row["providers_in_limit"]) == counts


def test_people_who_can_choose_between_two_providers_are_counted() -> None:
    services = [
        Service("1", minutes={"A": 5, "B": 5}),
        Service("2", minutes={"A": 5}, provider="Q"),
        Service("3", minutes={"B": 5}),  # of the same provider as the first one
    ]
    result = covered(services)
    assert [row_of(result, kod)["choice_pop"] for kod in (JIH, SEVER, KRAJ)] == [100, 0, 100]
    assert pd.isna(row_of(covered([], complete="40"), JIH)["choice_pop"])


def test_minutes_are_the_mean_weighted_by_all_people() -> None:
    target = BARE + '[[standard]]\ndruh = "46"\ntarget = { ages = [80, 120] }\n'
    result = covered([Service("1", minutes={"A": 10, "B": 40, "D": 90})], target)
    assert row_of(result, JIH)["nearest_minutes"] == pytest.approx((100 * 10 + 50 * 40) / 150)
    assert pd.isna(row_of(result, SEVER)["nearest_minutes"])


def test_an_obec_that_no_road_joins_has_no_part_in_the_mean() -> None:
    row = row_of(covered([Service("1", minutes={"A": 10})]), JIH)
    assert row["nearest_minutes"] == 10


def test_the_reason_is_that_of_most_people() -> None:
    result = covered([Service("1", minutes={"A": 99})])
    assert verdict(row_of(result, "B")) == ("uncovered", "unreachable")
    assert verdict(row_of(result, JIH)) == ("uncovered", "beyond_limit")


def test_an_area_rests_on_findings_where_an_obec_does() -> None:
    services = [
        Service("1", minutes={"A": 5}, warned=True),
        Service("2", minutes={"B": 5, "C": 5}),
    ]
    result = covered(services)
    assert row_of(result, JIH)["confidence"] == "lowered"
    assert row_of(result, "B")["confidence"] == "full"


def test_every_area_has_a_row_for_every_row_of_the_standards() -> None:
    result = covered([Service("1", "44", ("amb", "unknown"), cs=("seniori",))])
    rows = len(result["standards"])
    assert len(result["coverage_obec"]) == 4 * rows
    assert len(result["coverage_orp"]) == 2 * rows
    assert len(result["coverage_kraj"]) == rows
