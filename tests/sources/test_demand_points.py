"""Points at which people live: features, or rows with coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import KROVAK, to_degrees
from gis_sluzby.errors import PlanError
from gis_sluzby.plan import read_plan
from gis_sluzby.sources.demand_points import read_demand_points
from tests.small_plan import CODES, PLAN, centre_of
from tests.sources.given import csv_source, plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

BOX = (-900_000.0, -1_200_000.0, -700_000.0, -1_000_000.0)


def test_rows_in_metres_and_degrees_give_points(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    (x, y), (lon, lat) = centre_of("100001"), to_degrees(*centre_of("100002"))
    text = f"kod_obec,weight,x,y,lon,lat\n100001,2.5,{x},{y},,\n100002,,,,{lon:.7f},{lat:.7f}\n"
    reading = read_demand_points(plan, csv_source(plan, "demand_points", text), CODES, BOX)
    assert reading.frame["kod_obec"].tolist() == ["100001", "100002"]
    assert reading.frame["weight"].tolist() == [2.5, 1.0]
    points = reading.frame["geometry"].to_numpy()
    expected = shapely.points([centre_of(code) for code in CODES[:2]])
    assert shapely.distance(points, expected).max() < 0.02
    assert (reading.read, reading.rejected) == (2, 0)


def test_features_give_points_and_other_obce_are_passed_over(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    points = shapely.points([centre_of(code) for code in CODES[:3]])
    frame = gpd.GeoDataFrame({"OBEC": CODES[:3]}, geometry=points, crs=KROVAK)
    frame.to_file(tmp_path / "data" / "a.gpkg")
    source = source_of("demand_points", "a.gpkg", columns={"kod_obec": "OBEC"})
    reading = read_demand_points(plan, source, CODES[:2], BOX)
    assert reading.frame["kod_obec"].tolist() == ["100001", "100002"]
    assert reading.frame["weight"].tolist() == [1.0, 1.0]
    assert (reading.read, reading.rejected) == (2, 0)


def test_negative_weights_and_rows_without_a_point_are_told_at_once(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    x, y = centre_of("100001")
    text = f"kod_obec,weight,x,y\n100001,-1,{x},{y}\n100002,1,,\n100003,mnoho,{x},\n"
    source = csv_source(plan, "demand_points", text)
    lines = told(lambda: read_demand_points(plan, source, CODES, BOX))
    assert [line.split(": ", 1)[1] for line in lines] == [
        "váha nemůže být záporná (je zde „-1“).",
        "řádek nemá bod (geometrii, nebo souřadnice).",
        "má to být číslo (je zde „mnoho“).",
        "k souřadnici x chybí y (je zde „" + f"{x:g}" + "“).",
    ]


def test_only_one_source_may_fill_the_table(tmp_path: Path) -> None:
    source = PLAN[PLAN.index("[[source]]") : PLAN.index("[[source]]", PLAN.index("[[source]]") + 1)]
    again = "".join(
        source.replace('"hranice"', f'"mista{n}"').replace('"obce"', '"demand_points"')
        for n in (1, 2)
    )
    (tmp_path / "plan.toml").write_text(PLAN + again, encoding="utf-8")
    with pytest.raises(PlanError, match="tabulku „demand_points“ plní už zdroj"):
        read_plan(tmp_path / "plan.toml")
