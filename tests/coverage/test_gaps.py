"""Ranked gaps and the summary, by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.coverage.gaps import gaps_table, summary_table
from tests.coverage.made import ALL, CODES, Service, centre_of, covered

LIMITS = """[standards]
defaults = false
level = "{level}"
measure = "time"
limit_minutes = 30
"""
PEOPLE = pd.DataFrame({"kod_obec": [CODES[x] for x in "ABCD"], "people": [100.0, 50.0, 30.0, 0.0]})


def gaps(level: str, services: list[Service]) -> pd.DataFrame:
    found = gaps_table(covered(services, LIMITS.format(level=level)))
    return found[found["druh"] == "46"]


def test_the_most_people_come_first() -> None:
    found = gaps("obec", [Service("1", minutes={"C": 10, "A": 31, "B": 40})])
    assert found["nazev"].tolist() == ["Obec A", "Obec B"]
    assert found["people_uncovered"].tolist() == [ALL["A"], ALL["B"]]
    assert found["status"].unique().tolist() == ["uncovered"]


@pytest.mark.parametrize(
    ("level", "names", "people"),
    [("orp", ["Jih"], [50]), ("kraj", ["Vzorový kraj"], [50]), ("stat", ["Vzorový kraj"], [50])],
)
def test_a_gap_stands_at_the_level_of_its_standard(
    level: str, names: list[str], people: list[float]
) -> None:
    found = gaps(level, [Service("1", minutes={"A": 1, "C": 30, "B": 40})])
    assert found["nazev"].tolist() == names
    assert found["people_uncovered"].tolist() == people
    assert found["status"].tolist() == ["partial"]


def test_a_form_that_says_the_same_is_not_repeated_another_one_is() -> None:
    same = gaps("orp", [Service("1", minutes={"A": 1})])
    assert set(same["forma"]) == {"any"}
    two = Service("1", druh="44", forms=("amb",), minutes={"A": 1, "B": 2, "C": 3})
    other = Service("2", druh="44", forms=("pob",), minutes={"A": 1})
    found = gaps_table(covered([two, other], LIMITS.format(level="orp")))
    mine = found[found["druh"] == "44"]
    assert mine[["kod", "forma", "people_uncovered"]].to_numpy().tolist() == [
        ["9901", "pob", 50],
        ["9902", "pob", 30],
    ]


def test_a_form_whose_kind_is_in_reach_comes_after_gaps_of_whole_kinds() -> None:
    near = Service("1", druh="44", forms=("amb",), minutes={"A": 1, "B": 2, "C": 3})
    other = Service("2", druh="44", forms=("pob",), minutes={"C": 1})
    lone = Service("3", minutes={"A": 1, "B": 2})
    found = gaps_table(covered([near, other, lone], LIMITS.format(level="orp")))
    mine = found[found["druh"].isin(["44", "46"])]
    # 100 + 50 people lack the second form of a kind that all of them reach, 30 the other kind.
    told = mine[["druh", "forma", "kod", "total_status"]].to_numpy().tolist()
    assert told == [["46", "any", "9902", "uncovered"], ["44", "pob", "9901", "covered"]]
    assert mine["people_uncovered"].tolist() == [30, 150]


def test_what_is_not_known_or_does_not_apply_is_no_gap() -> None:
    found = gaps_table(covered([], LIMITS.format(level="obec"), complete="46"))
    assert set(found["druh"]) == {"46"}
    assert set(found["nazev"]) == {"Obec A", "Obec B", "Obec C"}


def test_ranks_are_without_holes() -> None:
    found = gaps_table(covered([], LIMITS.format(level="obec")))
    assert found["rank"].tolist() == list(range(1, len(found) + 1))
    assert set(found["total_status"]) == {"uncovered"}
    assert found["people_uncovered"].is_monotonic_decreasing


@settings(max_examples=10)
@given(st.dictionaries(st.sampled_from("ABC"), st.floats(0, 60), max_size=3))
def test_people_of_gaps_are_those_who_are_not_covered(minutes: dict[str, float]) -> None:
    found = gaps("obec", [Service("1", minutes=minutes)])
    beyond = {letter: n for letter, n in ALL.items() if minutes.get(letter, 99) > 30}
    assert dict(zip(found["kod"], found["people_uncovered"], strict=True)) == {
        CODES[letter]: n for letter, n in beyond.items()
    }


def test_the_summary_counts_kinds_people_and_providers() -> None:
    services = [
        Service("1", minutes={"A": 1, "B": 1}),
        Service("2", druh="45", minutes={"A": 1, "B": 99, "C": 99}),
        Service("3", druh="45", provider="Q", minutes={"A": 2}),
    ]
    coverage = covered(services, LIMITS.format(level="obec"), complete="45 46 49")
    table = summary_table(coverage, centre_of([])["area_obce"], PEOPLE).set_index("kod")
    south, north, whole = table.loc["9901"], table.loc["9902"], table.loc["CZ099"]
    assert (south["obce"], south["people"], south["kinds"]) == (2, 150, 34)
    assert (south["covered"], south["partial"], south["uncovered"]) == (1, 1, 1)
    assert (south["absent"], south["single"]) == (1, 1)
    assert (north["people"], north["uncovered"], north["absent"]) == (30, 3, 3)
    assert (whole["covered"], whole["partial"], whole["uncovered"]) == (0, 2, 1)
    sums = table[["covered", "partial", "uncovered", "no_data", "not_applicable"]].sum(axis=1)
    assert (sums == table["kinds"]).all()
