"""From the canonical tables to the frames of a measure, and on to groups of people."""

from __future__ import annotations

import math
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby import access
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError
from gis_sluzby.tables import conform, empty

SERVICES = pd.DataFrame(
    {
        "service_id": ["s:1", "s:2", "s:3"],
        "druh": ["46", "46", "50"],
        "provider_id": "p",
        "source_id": "s",
        "secret": False,
        "source_row": [2, 3, 4],
    }
)
OFFERS = pd.DataFrame(
    {
        "service_id": ["s:1", "s:1", "s:2", "s:3"],
        "forma": ["amb", "ter", "amb", "pob"],
        "forma_basis": "source",
        "nonstop": False,
    }
)
CAPACITIES = pd.DataFrame(
    {
        "service_id": ["s:1", "s:1", "s:1", "s:2", "s:3"],
        "forma": ["amb", "amb", "ter", "amb", "pob"],
        "unit": ["klient", "kontakt", "klient", "klient", "luzka"],
        "count": [10.0, 40.0, 7.0, math.nan, 60.0],
    }
)
REACH = pd.DataFrame(
    [
        ("s:1", "amb", "100002", "modelled", "car", "m1", 12.0),
        ("s:1", "amb", "100001", "modelled", "car", "m2", 5.0),
        ("s:1", "amb", "100001", "modelled", "foot", "m2", 50.0),
        ("s:1", "ter", "100001", "modelled", "car", "m2", 5.0),
        ("s:1", "amb", "100001", "declared", "car", None, math.nan),
        ("s:2", "amb", "100001", "modelled", "car", "m3", 20.0),
        ("s:3", "pob", "100001", "modelled", "car", "m4", 8.0),
    ],
    columns=["service_id", "forma", "demand_id", "claim", "mode", "site_id", "minutes"],
)
POPULATION = pd.DataFrame(
    [
        (code, "2020-12-31", "all", low, high, people)
        for code, counts in {"100001": (10, 20, 30, 40), "100002": (1, 2, 3, 4)}.items()
        for (low, high), people in zip(
            [(0, 15), (15, 65), (65, 80), (80, math.nan)], counts, strict=True
        )
    ],
    columns=["kod_obec", "date", "sex", "age_from", "age_to", "people"],
)


def demand(*codes: str) -> pd.DataFrame:
    """Give one demand unit to each obec."""
    frame = pd.DataFrame({"demand_id": codes, "kod_obec": codes, "in_plan": True, "weight": 1.0})
    return conform(
        gpd.GeoDataFrame(
            frame, geometry=[shapely.Point(-743_000, -1_043_000)] * len(codes), crs=KROVAK
        ),
        "demand",
    )


def test_a_point_is_a_service_a_form_and_a_unit() -> None:
    supply = access.capacity_supply(
        conform(SERVICES, "services"), conform(CAPACITIES, "capacities")
    )
    assert supply.drop(columns="service_id").to_numpy().tolist()[:2] == [
        ["s:1:amb:klient", "46", "amb", "klient", 10.0],
        ["s:1:amb:kontakt", "46", "amb", "kontakt", 40.0],
    ]
    # the unknown capacity stays: it is for the planner to say what it means
    assert supply["supply_id"].tolist()[2:] == ["s:2:amb:klient"]
    assert supply["amount"].isna().tolist() == [False, False, True]


def test_other_forms_count_where_they_are_asked_for() -> None:
    supply = access.capacity_supply(SERVICES, CAPACITIES, forms=["pob", "ter"])
    assert supply["supply_id"].tolist() == ["s:1:ter:klient", "s:3:pob:luzka"]


def test_travel_is_that_of_the_nearest_site_by_the_mode_asked_for() -> None:
    supply = access.capacity_supply(SERVICES, CAPACITIES)
    travel = access.supply_travel(supply, conform(REACH, "reach"))
    assert travel.to_numpy().tolist() == [
        ["s:1:amb:klient", "100001", 5.0],
        ["s:1:amb:klient", "100002", 12.0],
        ["s:1:amb:kontakt", "100001", 5.0],
        ["s:1:amb:kontakt", "100002", 12.0],
        ["s:2:amb:klient", "100001", 20.0],
    ]
    on_foot = access.supply_travel(supply, conform(REACH, "reach"), mode="foot")
    assert on_foot["minutes"].tolist() == [50.0, 50.0]


def test_an_unknown_capacity_is_refused_until_it_is_decided_on() -> None:
    supply = access.capacity_supply(SERVICES, CAPACITIES)
    travel = access.supply_travel(supply, REACH)
    people = pd.DataFrame({"demand_id": ["100001", "100002"], "people": [100, 10]})
    by = ["druh", "forma", "unit"]
    with pytest.raises(InputError, match="Kapacitu doplňte, nebo řádek vynechte"):
        access.two_step(travel, supply, people, limit_minutes=30, by=by)
    known = supply.dropna(subset="amount")
    travel = access.supply_travel(known, REACH)
    result = access.two_step(travel, known, people, limit_minutes=10, by=by)
    assert result["ratio"].tolist() == [0.1, 0, 0.4, 0]
    assert result["unit"].tolist() == ["klient", "klient", "kontakt", "kontakt"]


def test_services_may_be_counted_without_any_capacity() -> None:
    supply = access.counted_supply(SERVICES, OFFERS)
    assert supply["supply_id"].tolist() == ["s:1:amb:sluzba", "s:2:amb:sluzba"]
    people = pd.DataFrame({"demand_id": ["100001", "100002"], "people": [100, 10]})
    travel = access.supply_travel(supply, REACH)
    result = access.cumulative(travel, supply, people, limit_minutes=30, by="druh")
    assert result["amount"].tolist() == [2, 1]


def test_without_services_the_frames_are_empty_and_still_fit_a_measure() -> None:
    supply = access.capacity_supply(empty("services"), empty("capacities"))
    travel = access.supply_travel(supply, empty("reach"))
    people = pd.DataFrame({"demand_id": ["100001"], "people": [100]})
    result = access.two_step(travel, supply, people, limit_minutes=30, by=["druh", "unit"])
    assert result["ratio"].tolist() == [0]


def test_groups_have_every_unit_and_all_their_people() -> None:
    groups = access.group_people(
        demand("100002", "100001"), POPULATION, date(2021, 1, 1), excluded=["100002"]
    )
    assert groups.pivot_table(index="demand_id", columns="group", values="people").to_dict(
        orient="index"
    ) == {
        "100001": {"all": 100, "65+": 70, "80+": 40, "0–14": 10, "excluded": 0},
        "100002": {"all": 10, "65+": 7, "80+": 4, "0–14": 1, "excluded": 10},
    }
    assert groups["group"].unique().tolist() == ["all", "65+", "80+", "0–14", "excluded"]
    assert not groups.duplicated(["group", "demand_id"]).any()


def test_people_are_null_where_they_are_not_known() -> None:
    groups = access.group_people(
        demand("100001", "100009"), POPULATION, date(2021, 1, 1), ages={"0–14": (0, 14)}
    )
    assert groups["group"].tolist() == ["all", "all", "0–14", "0–14"]
    assert groups["people"].isna().tolist() == [False, True, False, True]


def test_groups_are_compared_by_an_equity_measure() -> None:
    groups = access.group_people(demand("100001", "100002"), POPULATION, date(2021, 1, 1))
    ratios = pd.DataFrame({"demand_id": ["100001", "100002"], "ratio": [0.2, 0.0]})
    result = access.fgt(ratios.merge(groups, on="demand_id"), line=0.1, by="group")
    assert dict(zip(result["group"], result["fgt0"], strict=True)) == pytest.approx(
        {"all": 10 / 110, "65+": 7 / 77, "80+": 4 / 44, "0–14": 1 / 11}
    )
