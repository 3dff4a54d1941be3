"""Demand units and the people in them."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.crs import KROVAK
from gis_sluzby.demand import (
    EVERYBODY,
    band_label,
    bands_of,
    demand_people,
    demand_units,
    obec_people,
    people_of_obce,
)
from gis_sluzby.errors import InputError

DAY = date(2025, 6, 30)
Group = tuple[int, float | None, int]


def population(
    groups: dict[str, list[Group]], sex: str = "all", day: str = "2025-01-01"
) -> pd.DataFrame:
    """Make the table `population` of age groups (from, to exclusive, people) by obec."""
    rows = [
        {
            "kod_obec": code,
            "date": day,
            "sex": sex,
            "age_from": age_from,
            "age_to": age_to,
            "people": people,
        }
        for code, listed in groups.items()
        for age_from, age_to, people in listed
    ]
    return pd.DataFrame(rows).astype({"age_to": float})


def five_year_groups(people: int = 10) -> list[Group]:
    """Give the groups of the statistical office: 0–4 … 80–84, 85 and more."""
    return [(age, age + 5, people) for age in range(0, 85, 5)] + [(85, None, people)]


def counted(table: pd.DataFrame, *bands: tuple[int, int], day: date = DAY) -> dict[str, float]:
    """Give the people of the first obec by band."""
    people = people_of_obce(table, day, bands)
    mine = people[people["kod_obec"] == people["kod_obec"].iloc[0]]
    return dict(zip(mine["band"], mine["people"], strict=True))


def obce(*codes: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Give the tables obce and obec_points; the last obec is not in the plan."""
    frame = pd.DataFrame({"kod_obec": codes, "in_plan": [True] * (len(codes) - 1) + [False]})
    points = gpd.GeoDataFrame(
        {"kod_obec": codes},
        geometry=[shapely.Point(n, n) for n in range(len(codes))],
        crs=KROVAK,
    )
    return gpd.GeoDataFrame(frame), points


def test_a_band_takes_its_share_of_a_group_that_it_cuts() -> None:
    # 15–26 takes two fifths of 25–29.
    assert counted(population({"1": five_year_groups()}), (15, 26)) == {"15-26": 24.0}


def test_a_band_inside_one_group_takes_its_share() -> None:
    assert counted(population({"1": five_year_groups()}), (16, 18)) == {"16-18": 6.0}


@pytest.mark.parametrize("last", [100, 120, 150])
def test_a_band_that_goes_on_takes_the_open_group_whole(last: int) -> None:
    table = population({"1": five_year_groups()})
    assert list(counted(table, (80, last)).values()) == [20.0]


def test_a_band_may_begin_where_the_open_group_does() -> None:
    assert counted(population({"1": five_year_groups()}), (85, 120)) == {"85-120": 10.0}


def test_a_band_may_end_below_the_open_group() -> None:
    assert counted(population({"1": five_year_groups()}), (80, 84)) == {"80-84": 10.0}


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ((65, 90), "věkové pásmo 65–90 končí uvnitř otevřené skupiny 85 a více.*nejvýš 84, nebo"),
        ((65, 85), "končí uvnitř"),
        ((86, 120), "věkové pásmo 86–120 začíná uvnitř otevřené skupiny 85 a více.*nejvýš 85"),
        ((90, 95), "začíná uvnitř"),
    ],
)
def test_a_band_that_cuts_the_open_group_is_refused(band: tuple[int, int], words: str) -> None:
    with pytest.raises(InputError, match=words):
        counted(population({"1": five_year_groups()}), band)


def test_groups_of_single_years_are_taken_whole() -> None:
    table = population({"1": [(age, age + 1, age) for age in range(100)]})
    assert counted(table, (15, 26)) == {"15-26": float(sum(range(15, 27)))}


def test_both_sexes_are_added_where_there_is_no_total() -> None:
    table = pd.concat(
        [
            population({"1": [(0, None, 3)]}, "male"),
            population({"1": [(0, None, 4)]}, "female"),
        ]
    )
    assert counted(table, EVERYBODY) == {"0-150": 7.0}


def test_an_obec_with_a_total_is_counted_by_it_and_another_by_its_sexes() -> None:
    table = pd.concat(
        [
            population({"1": [(0, None, 7)]}),
            population({"1": [(0, None, 3)], "2": [(0, None, 5)]}, "male"),
            population({"1": [(0, None, 4)], "2": [(0, None, 6)]}, "female"),
        ]
    )
    people = people_of_obce(table, DAY, [EVERYBODY])
    assert dict(zip(people["kod_obec"], people["people"], strict=True)) == {"1": 7.0, "2": 11.0}


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (date(2019, 6, 1), 1.0),  # before the first state: the first one
        (date(2020, 1, 1), 1.0),
        (date(2024, 12, 31), 1.0),
        (date(2025, 1, 1), 2.0),
    ],
)
def test_the_latest_state_that_is_not_after_the_day_is_taken(day: date, people: float) -> None:
    table = pd.concat(
        [
            population({"1": [(0, None, 1)]}, day="2020-01-01"),
            population({"1": [(0, None, 2)]}, day="2025-01-01"),
        ]
    )
    assert counted(table, EVERYBODY, day=day) == {"0-150": people}


def test_a_band_asked_for_twice_is_given_once() -> None:
    people = people_of_obce(population({"1": five_year_groups()}), DAY, [(0, 4), (0, 4)])
    assert len(people) == 1


@given(st.lists(st.integers(0, 100_000), min_size=18, max_size=18), st.integers(1, 83))
def test_bands_that_part_everybody_add_up_to_everybody(counts: list[int], cut: int) -> None:
    groups = [(*ages[:2], n) for ages, n in zip(five_year_groups(), counts, strict=True)]
    table = population({"1": groups})
    parts = counted(table, (0, cut), (cut + 1, 120))
    assert sum(parts.values()) == pytest.approx(sum(counts))
    # Everybody is no share of anything: the sum of the office, exactly.
    assert counted(table, EVERYBODY) == {"0-150": sum(counts)}


def test_one_unit_stands_at_the_official_point_of_every_obec_of_the_plan() -> None:
    units = demand_units(*obce("1", "2", "3"))
    assert units["demand_id"].tolist() == ["1", "2"]
    assert units["kod_obec"].tolist() == ["1", "2"]
    assert units["weight"].tolist() == [1.0, 1.0]
    assert [point.coords[0] for point in units.geometry] == [(0, 0), (1, 1)]
    assert units.crs.to_epsg() == 5514


@settings(max_examples=25)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(0, 10**6))
def test_weights_share_the_people_of_an_obec_out(parts: list[int], people: int) -> None:
    units = pd.DataFrame(
        {
            "demand_id": [str(number) for number in range(len(parts))],
            "kod_obec": "1",
            "weight": [part / sum(parts) for part in parts],
        }
    )
    shared = demand_people(
        units, people_of_obce(population({"1": [(0, None, people)]}), DAY, [EVERYBODY])
    )
    assert shared["people"].tolist() == pytest.approx(
        [people * part / sum(parts) for part in parts]
    )
    total = obec_people(units, shared)
    assert total["people"].tolist() == pytest.approx([people])


def test_the_sum_of_an_obec_with_one_unit_is_exact() -> None:
    units = demand_units(*obce("1", "2", "3"))
    table = population({"1": [(0, 5, 333_333), (5, None, 1)], "2": [(0, None, 7)]})
    shared = demand_people(units, people_of_obce(table, DAY, [EVERYBODY]))
    assert obec_people(units, shared)["people"].tolist() == [333_334, 7]


def test_bands_are_those_of_the_standards_and_everybody() -> None:
    standards = pd.DataFrame({"age_from": [65, 0, 65], "age_to": [120, 17, 120]})
    assert bands_of(standards) == [EVERYBODY, (65, 120), (0, 17)]
    assert band_label((15, 26)) == "15-26"
