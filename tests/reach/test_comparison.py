"""Declared but far, near but not declared."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.demand import demand_units
from gis_sluzby.reach.claims import reach_table
from gis_sluzby.reach.comparison import declared_modelled
from gis_sluzby.tables import conform
from tests.coverage.made import BARE, CODES, Service, centre_of, plan_with

DAY = date(2025, 6, 30)
AREAS = (("ter", "orp", "9901", "declared"),)


def compared(
    services: list[Service], limit: float | None = 20.0, standards: str = BARE
) -> list[tuple[str, str, str]]:
    """Give forma, letter and agreement."""
    table = whole(services, limit, standards)
    letters = {code: letter for letter, code in CODES.items()}
    return list(
        zip(table["forma"], table["kod_obec"].map(letters), table["agreement"], strict=True)
    )


def whole(services: list[Service], limit: float | None, standards: str = BARE) -> pd.DataFrame:
    centre = centre_of(services)
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    rows = [
        (f"{s.service_id}@{s.at[0]}", CODES[letter], "car", took)
        for s in services
        for letter, took in s.minutes.items()
    ]
    frame = pd.DataFrame(rows, columns=["site_id", "demand_id", "mode", "minutes"])
    reach = reach_table(centre, demand, conform(frame, "travel"), DAY)
    limits = pd.DataFrame(
        {"druh": ["40", "40"], "forma": ["ter", "amb"], "cs": "any", "limit_minutes": limit}
    )
    return declared_modelled(plan_with(standards), centre, demand, reach, limits)


def test_each_obec_is_both_far_or_not_declared() -> None:
    minutes = {"A": 5.0, "B": 21.0, "C": 20.0, "D": 20.1}
    service = Service("1", "40", ("ter",), minutes=minutes, declared=AREAS)
    assert compared([service]) == [
        ("ter", "A", "both"),
        ("ter", "B", "declared_far"),
        ("ter", "C", "near_undeclared"),
    ]


def test_a_declared_obec_beyond_the_horizon_has_no_minutes() -> None:
    service = Service("1", "40", ("ter",), minutes={"A": 5.0}, declared=AREAS)
    table = whole([service], 20.0)
    assert table["agreement"].tolist() == ["both", "declared_far"]
    assert np.isnan(table["minutes"].iloc[1])


def test_without_a_limit_of_the_standard_the_basic_one_holds() -> None:
    service = Service("1", "40", ("ter",), minutes={"A": 29.0, "B": 31.0}, declared=AREAS)
    assert [row[2] for row in compared([service], None)] == ["both", "declared_far"]
    stricter = f'{BARE}limit_minutes = 25\nsource = "zkouška"\n'
    assert [row[2] for row in compared([service], None, stricter)] == ["declared_far"] * 2


def test_forms_that_declare_nothing_and_secret_services_are_not_compared() -> None:
    quiet = Service("1", "40", ("amb", "ter"), minutes={"A": 5.0})
    secret = Service("2", "40", ("ter",), declared=AREAS, secret=True)
    assert compared([quiet, secret]) == []
    one = Service("3", "40", ("amb", "ter"), minutes={"A": 5.0}, declared=AREAS)
    assert {forma for forma, _, _ in compared([one])} == {"ter"}


def test_parts_of_an_obec_are_weighed_by_people() -> None:
    service = Service("1", "40", ("ter",), declared=AREAS)
    centre = centre_of([service])
    points = gpd.GeoDataFrame(centre["obec_points"])
    units = pd.DataFrame(demand_units(gpd.GeoDataFrame(centre["obce"]), points))
    a = units[units["kod_obec"] == CODES["A"]]
    parts = pd.concat([a.assign(demand_id="a1", weight=0.4), a.assign(demand_id="a2", weight=0.6)])
    travel = pd.DataFrame(
        {"site_id": "sluzby:1@A", "demand_id": ["a1", "a2"], "mode": "car", "minutes": [9.0, 50.0]}
    )
    demand = gpd.GeoDataFrame(parts, crs=5514)
    reach = reach_table(centre, demand, conform(travel, "travel"), DAY)
    limits = pd.DataFrame(columns=["druh", "forma", "cs", "limit_minutes"])
    table = declared_modelled(plan_with(BARE), centre, demand, reach, limits)
    [row] = table.to_dict("records")
    assert (row["near_share"], row["declared_share"], row["minutes"]) == (0.4, 1.0, 9.0)
    assert row["agreement"] == "declared_far"
