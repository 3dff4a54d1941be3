"""Boundaries and official points: the plan's kraj with its belt, each obec once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby.plan.model import Reach
from gis_sluzby.sources.boundaries import read_codes, read_obce, read_points
from tests.small_plan import CODES, CORNER, SIDE, small_obce, small_points
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source

X, Y = CORNER
BOWTIE = shapely.Polygon([(X, Y), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y + 1000)])


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def obce_source(plan: Plan, frame: gpd.GeoDataFrame, **keys: object) -> Source:
    frame.to_file(plan.path.parent / "data" / "a.gpkg")
    return source_of("obce", "a.gpkg", **keys)


def changed(row: int, **values: object) -> gpd.GeoDataFrame:
    """Give the small obce with one row changed."""
    frame = small_obce()
    for column, value in values.items():
        frame.loc[row, column] = value
    return frame


def neighbours(count: int) -> gpd.GeoDataFrame:
    """Give a row of obce of another kraj to the east of the small ones."""
    obce = small_obce()
    parts = [obce]
    for number in range(1, count + 1):
        east = obce.iloc[[2]].assign(kod_obec=f"20000{number}", kod_kraj="CZ098", kod_orp="9801")
        parts.append(east.set_geometry(east.translate(xoff=number * SIDE)))
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True))


def test_obce_are_read_with_their_codes(plan: Plan) -> None:
    reading = read_obce(plan, obce_source(plan, small_obce()))
    assert reading.frame["kod_obec"].tolist() == list(CODES)
    assert reading.frame["in_plan"].all()
    assert (reading.read, reading.rejected, reading.findings) == (9, 0, [])
    assert reading.frame["kod_pou"].isna().all()


def test_columns_are_those_of_the_plan(plan: Plan) -> None:
    names = {"kod_obec": "KOD_OBEC", "nazev": "Název ", "kod_orp": "ORP", "kod_kraj": "NUTS3"}
    frame = small_obce().rename(columns=names)
    frame["KOD_OBEC"] = frame["KOD_OBEC"].astype(float)
    frame["ORP"] = frame["ORP"].astype(int)
    source = obce_source(plan, frame, columns={key: name.strip() for key, name in names.items()})
    reading = read_obce(plan, source)
    assert reading.frame["kod_obec"].tolist() == list(CODES)
    assert reading.frame["kod_orp"].iloc[0] == "9901"
    codes = read_codes(plan, source)
    assert codes.iloc[0].to_dict() == {
        "kod_obec": "100001",
        "nazev": "Obec 1",
        "kod_orp": "9901",
        "kod_kraj": "CZ099",
    }


def test_a_column_that_is_not_there_is_named_before_anything_is_asked_of_it(plan: Plan) -> None:
    source = obce_source(plan, small_obce().rename(columns={"kod_kraj": "kod_kraje"}))
    assert told(lambda: read_obce(plan, source)) == [
        "a.gpkg, sloupec „kod_kraj“: chybí sloupec pro pole „kod_kraj“. Snad „kod_kraje“."
    ]


def test_the_belt_comes_too_and_is_not_in_the_plan(plan: Plan) -> None:
    source = obce_source(plan, neighbours(9))
    near = plan.model_copy(update={"reach": Reach(belt_km=13)})
    frame = read_obce(near, source).frame
    assert frame.loc[~frame["in_plan"], "kod_obec"].tolist() == ["200001", "200002", "200003"]
    assert len(read_codes(plan, source)) == 18


def test_the_whole_country_is_one_plan(plan: Plan) -> None:
    frame = read_obce(
        plan.model_copy(update={"kraj": "CZ"}), obce_source(plan, neighbours(2))
    ).frame
    assert len(frame) == 11
    assert frame["in_plan"].all()


def test_a_kraj_that_the_file_lacks_is_named(plan: Plan) -> None:
    source = obce_source(plan, small_obce().assign(kod_kraj="CZ041"))
    assert told(lambda: read_obce(plan, source)) == [
        (
            "a.gpkg, sloupec „kod_kraj“: soubor nemá žádnou obec kraje CZ099. Ověřte kraj v plánu "
            "a sloupec pole kod_kraj."
        )
    ]


def test_codes_that_repeat_are_named(plan: Plan) -> None:
    source = obce_source(plan, changed(8, kod_obec="100001"))
    assert told(lambda: read_obce(plan, source)) == [
        (
            "a.gpkg, prvek 9 (fid), sloupec „kod_obec“: kód obce se opakuje, má ho i prvek 1; "
            "části obce spojte v QGIS (Rozpustit) (je zde „100001“)."
        )
    ]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"geometry": None}, "geometrie chybí nebo je prázdná."),
        ({"geometry": shapely.Polygon()}, "geometrie chybí nebo je prázdná."),
        ({"geometry": shapely.Point(-760_000, -1_060_000)}, "geometrie není plocha."),
        (
            {"geometry": BOWTIE},
            (
                "geometrie není platná: kříží sama sebe u bodu -759500; -1059500 (EPSG:5514); "
                "opravte ji v QGIS nástrojem Opravit geometrie."
            ),
        ),
        ({"kod_obec": "Obec"}, "má to být kód o 6 číslicích (je zde „Obec“)."),
        ({"kod_obec": None}, "hodnota chybí."),
        ({"nazev": " "}, "hodnota chybí."),
    ],
)
def test_a_feature_of_no_use_is_named(values: dict[str, object], what: str, plan: Plan) -> None:
    frame = changed(4, **values)
    [line] = told(lambda: read_obce(plan, obce_source(plan, frame)))
    assert line.startswith("a.gpkg, prvek 5 (fid)")
    assert line.endswith(f": {what}")
    reading = read_obce(plan, obce_source(plan, frame, rejects="record"))
    assert len(reading.frame) == 8
    assert (reading.read, reading.rejected) == (9, 1)
    assert [(one["rule"], one["source_row"]) for one in reading.findings] == [("row_rejected", 5)]


def test_all_features_of_no_use_are_named_at_once(plan: Plan) -> None:
    frame = changed(1, geometry=None)
    frame.loc[2, "kod_obec"] = "100001"
    frame.loc[3, "nazev"] = None
    assert len(told(lambda: read_obce(plan, obce_source(plan, frame)))) == 3


# ---------------------------------------------------------------- official points


BOX = (-780_000.0, -1_080_000.0, -730_000.0, -1_030_000.0)


def points_source(plan: Plan, frame: gpd.GeoDataFrame, **keys: object) -> Source:
    frame.to_file(plan.path.parent / "data" / "b.gpkg")
    return source_of("obec_points", "b.gpkg", **keys)


def test_points_are_read_within_a_box(plan: Plan) -> None:
    reading = read_points(plan, points_source(plan, small_points()), BOX)
    assert reading.frame["kod_obec"].tolist() == list(CODES)
    west, south, *_ = small_obce().total_bounds
    few = read_points(
        plan, points_source(plan, small_points()), (west, south, west + SIDE, south + SIDE)
    )
    assert few.frame["kod_obec"].tolist() == ["100001"]
    assert few.read == 1


def test_points_of_no_use_are_named(plan: Plan) -> None:
    frame = small_points()
    frame.loc[0, "geometry"] = shapely.LineString([(-760_000, -1_060_000), (-750_000, -1_060_000)])
    frame.loc[8, "kod_obec"] = "100002"
    assert told(lambda: read_points(plan, points_source(plan, frame), BOX)) == [
        "b.gpkg, prvek 1 (fid): geometrie není bod.",
        (
            "b.gpkg, prvek 9 (fid), sloupec „kod_obec“: kód obce se opakuje, má ho i prvek 2; "
            "části obce spojte v QGIS (Rozpustit) (je zde „100002“)."
        ),
    ]
    reading = read_points(plan, points_source(plan, frame, rejects="record"), BOX)
    assert reading.frame["kod_obec"].tolist() == list(CODES[1:8])
