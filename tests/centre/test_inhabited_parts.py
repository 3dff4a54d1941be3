"""People of a city counted in its městské části, the city's sum unchanged."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.crs import KROVAK
from gis_sluzby.demand import demand_people, demand_units, obec_people, people_of_obce
from gis_sluzby.errors import InputError
from gis_sluzby.plan import read_plan
from tests.small_plan import CODES, SIDE, centre_of, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

CITY = CODES[4]
SOURCE = """
[[source]]
id = "casti"
table = "obec_parts"
reader = "vector"
path = "casti.gpkg"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"
"""
Part = tuple[str, str, float | None, shapely.Geometry]


def box(part: int, parts: int) -> shapely.Polygon:
    """Give an upright stripe of the city, a little wider than the city itself."""
    x, y = centre_of(CITY)
    west, width = x - SIDE / 2, SIDE / parts
    south, north = y - SIDE / 2 - 50, y + SIDE / 2 + 50
    return shapely.box(west + part * width, south, west + (part + 1) * width, north)


def loaded(folder: Path, *parts: Part) -> dict[str, pd.DataFrame]:
    path = write_small_plan(folder / "plán")
    path.write_text(path.read_text("utf-8") + SOURCE, encoding="utf-8")
    level, kod, people, shapes = zip(*parts, strict=True)
    frame = {"level": level, "kod": kod, "nazev": kod, "kod_obec": CITY, "people": people}
    layer = gpd.GeoDataFrame(frame, geometry=list(shapes), crs=KROVAK)
    layer.to_file(path.parent / "data" / "casti.gpkg")
    return load(read_plan(path)).centre


def weights(centre: dict[str, pd.DataFrame]) -> list[float]:
    points = centre["demand_points"]
    assert set(points["kod_obec"]) <= {CITY}
    return [float(weight) for weight in points["weight"]]


def test_a_city_is_counted_by_its_parts_and_adds_up_exactly(tmp_path: Path) -> None:
    given = (700, 200, 100)
    parts = [("mc", str(n), people, box(n, 3)) for n, people in enumerate(given)]
    centre = loaded(tmp_path, *parts)
    assert weights(centre) == pytest.approx([0.7, 0.2, 0.1], abs=1e-8)
    units = demand_units(centre["obce"], centre["obec_points"], centre["demand_points"])
    here = units[units["kod_obec"] == CITY]
    held = [shape.contains(at) for (*_, shape), at in zip(parts, here.geometry, strict=True)]
    assert held == [True] * 3
    plan_people = people_of_obce(centre["population"], dt.date(2025, 6, 30), [(0, 150), (15, 26)])
    counted = obec_people(units, demand_people(units, plan_people)).set_index("kod_obec")["people"]
    official = plan_people[plan_people["band"] == "0-150"].set_index("kod_obec")["people"]
    assert counted.to_dict() == official.to_dict()


def test_parts_without_people_change_nothing(tmp_path: Path) -> None:
    # One of the two does not say how many live there: the others would get its people.
    some = loaded(tmp_path, ("mc", "1", 10, box(0, 2)), ("mc", "2", None, box(1, 2)))
    assert some["demand_points"].empty
    assert len(some["obec_parts"]) == 2


def test_of_several_levels_the_finest_counts(tmp_path: Path) -> None:
    coarse = [("mc", str(n), 10, box(n, 2)) for n in range(2)]
    fine = [("cast", f"9{n}", 5, box(n, 4)) for n in range(4)]
    assert weights(loaded(tmp_path, *coarse, *fine)) == [0.25] * 4


def test_a_part_outside_its_city_is_left_out_and_told(tmp_path: Path) -> None:
    away = shapely.Point(centre_of(CODES[0]))
    centre = loaded(tmp_path, ("mc", "1", 10, box(0, 2)), ("mc", "2", 30, away))
    assert weights(centre) == [1.0]
    (found,) = centre["audit"].loc[centre["audit"]["rule"] == "demand_point_outside", "found"]
    assert found == "část 2 (2) leží mimo obec"


def test_people_below_zero_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sloupec „people“: počet lidí nemůže být záporný"):
        loaded(tmp_path, ("mc", "1", -1, box(0, 2)), ("mc", "2", 3, box(1, 2)))
