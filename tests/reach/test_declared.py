"""Declared circles: who lies within, and who has none."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby.demand import demand_units
from gis_sluzby.reach.declared import declared_reach
from tests.coverage.made import CODES, Service, centre_of

DAY = date(2025, 6, 30)


def reached(service: Service) -> list[str]:
    """Give the letters of the obce that a service of the small world declares.

    Obce are squares of 1 km in a row, their points in the middle; every site stands at 0, 0.
    """
    centre = centre_of([service])
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    rows = declared_reach(centre, demand, DAY)
    letters = {code: letter for letter, code in CODES.items()}
    assert not rows.duplicated().any()
    return sorted(rows["demand_id"].map(letters))


def circle(km: str, *more: tuple[str, str, str, str], **keys: object) -> Service:
    return Service("1", "39", ("ter",), declared=(("ter", "radius", km, "declared"), *more), **keys)  # type: ignore[arg-type]


#: The points of A, B and C are 0.71, 1.58 and 2.55 km away.
@pytest.mark.parametrize(
    ("km", "letters"), [("0.7", []), ("0.71", ["A"]), ("1,6", ["A", "B"]), ("2.6", ["A", "B", "C"])]
)
def test_a_circle_takes_in_the_points_within_its_radius(km: str, letters: list[str]) -> None:
    assert reached(circle(km)) == letters


def test_the_radius_itself_is_within() -> None:
    centre = centre_of([circle("1.5")])
    centre["sites"] = gpd.GeoDataFrame(centre["sites"]).set_geometry(
        [shapely.Point(500, 500)], crs=5514
    )
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    rows = declared_reach(centre, demand, DAY)
    assert rows["demand_id"].tolist() == [CODES["A"], CODES["B"]]
    farther = declared_reach(
        {**centre, "declared": centre["declared"].assign(kod="2.0")}, demand, DAY
    )
    assert CODES["C"] in farther["demand_id"].tolist()


def test_a_circle_and_an_area_make_one_claim() -> None:
    assert reached(circle("1.6", ("ter", "obec", "A", "declared"))) == ["A", "B"]


def test_a_secret_or_unknown_place_has_no_circle() -> None:
    assert reached(circle("50", secret=True)) == []
    assert reached(circle("50", at="?")) == []


def test_a_circle_that_holds_no_more_claims_nothing() -> None:
    centre = centre_of([circle("50")])
    centre["declared"] = centre["declared"].assign(do=pd.Series(["2024-12-31"], dtype="str"))
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    assert declared_reach(centre, demand, DAY).empty
