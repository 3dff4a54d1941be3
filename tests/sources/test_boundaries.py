"""Boundaries and official points: the plan's kraj with its belt, each obec once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby.errors import InputError
from gis_sluzby.plan.model import Reach
from gis_sluzby.sources.boundaries import read_boundaries, read_points
from gis_sluzby.sources.csu.relations import Relations
from tests.ruian_files import write_state_file
from tests.small_plan import CODES, CORNER, SIDE, small_obce, small_points
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.read import Reading

X, Y = CORNER
BOWTIE = shapely.Polygon([(X, Y), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y + 1000)])


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def read_obce(plan: Plan, source: Source) -> Reading:
    """Read the obce near, without the codes of all."""
    return read_boundaries(plan, source).reading


def read_codes(plan: Plan, source: Source) -> pd.DataFrame:
    """Read the codes of all obce."""
    return read_boundaries(plan, source).codes


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
        "nazev_orp": "Jih",
        "nazev_okres": "Malý okres",
        "kod_kraj": "CZ099",
    }


def test_a_column_that_is_not_there_is_named_before_anything_is_asked_of_it(plan: Plan) -> None:
    source = obce_source(plan, small_obce().rename(columns={"kod_kraj": "kod_kraje"}))
    assert told(lambda: read_obce(plan, source)) == [
        "a.gpkg, sloupec „kod_kraj“: chybí sloupec pro pole „kod_kraj“. Snad „kod_kraje“."
    ]


def test_several_columns_that_are_not_there_are_mapped_in_one_line(plan: Plan) -> None:
    other = {"kod_obec": "KLIC", "kod_kraj": "kod_kraje"}
    source = obce_source(plan, small_obce().rename(columns=other))
    first, last = told(lambda: read_obce(plan, source))
    assert first.startswith("a.gpkg, sloupec „kod_obec“: chybí sloupec pro pole „kod_obec“.")
    assert "columns" not in first
    assert last.startswith(
        "a.gpkg, sloupec „kod_kraj“: chybí sloupec pro pole „kod_kraj“. Snad „kod_kraje“. "
        "Doplňte v plánu columns = { kod_obec = "
    )
    assert 'kod_kraj = "kod_kraje" } a názvy ověřte; soubor má sloupce KLIC, ' in last


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


# ---------------------------------------------------------------- RÚIAN, INSPIRE, relations


def relations() -> Relations:
    """Say of the small obce and their neighbours what is above them."""
    frame = with_pou(neighbours(9)).drop(columns=["geometry", "point", "kod_pou", "nazev_pou"])
    obce = pd.DataFrame(frame).set_index("kod_obec")
    return Relations(obce=obce.drop(columns="nazev"), names=obce["nazev"])


def test_a_layer_need_not_have_what_relations_give(plan: Plan) -> None:
    bare = neighbours(9)[["kod_obec", "geometry"]]
    source = obce_source(plan, gpd.GeoDataFrame(bare))
    near = plan.model_copy(update={"reach": Reach(belt_km=13)})
    boundaries = read_boundaries(near, source, relations())
    whole = read_boundaries(near, obce_source(plan, neighbours(9)))
    assert boundaries.reading.frame["kod_obec"].tolist() == whole.reading.frame["kod_obec"].tolist()
    assert boundaries.reading.frame["in_plan"].sum() == 9
    assert boundaries.codes.to_numpy().tolist() == whole.codes.to_numpy().tolist()
    assert boundaries.reading.findings == []


def test_what_neither_the_layer_nor_relations_give_is_named(plan: Plan) -> None:
    frame = small_obce().drop(columns="kod_orp")
    without = Relations(obce=relations().obce[["kod_okres", "nazev_okres"]])
    source = obce_source(plan, frame)
    assert told(lambda: read_boundaries(plan, source, without)) == [
        ("a.gpkg, sloupec „kod_orp“: chybí sloupec pro pole „kod_orp“. Snad „kod_okres“.")
    ]
    path = write_state_file(plan.path.parent / "data" / "a.xml", with_pou(small_obce()))
    source = source_of("obce", path.name, reader="vfr")
    assert told(lambda: read_boundaries(plan, source, without)) == [
        (
            "a.xml, sloupec „kod_orp“: kód ORP chybí všem obcím; doplňte zdroj tabulky „relations“ "
            "(VAZ0043_0065 nebo VAZ0065_0043)."
        )
    ]


def test_a_difference_is_told_of_the_obce_near_alone(plan: Plan) -> None:
    said = relations()
    said.obce["kod_orp"] = "9909"
    near = plan.model_copy(update={"reach": Reach(belt_km=13)})
    drawn = with_pou(neighbours(9)).drop(columns="point")
    reading = read_boundaries(near, obce_source(plan, drawn), said).reading
    assert {one["rule"] for one in reading.findings} == {"hierarchy_apart"}
    assert len(reading.findings) == len(reading.frame) == 12


def with_pou(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give obce as RÚIAN has them: with a POÚ, an okres within the kraj and an official point."""
    points = frame.representative_point().fillna(small_points().geometry.iloc[0])
    okres = frame["kod_kraj"] + "1"
    named = frame.assign(kod_pou=frame["kod_orp"] + "1", nazev_pou="Úřad", kod_okres=okres)
    return named.assign(point=points)


def test_a_state_file_of_ruian_gives_the_kraj_and_its_belt(plan: Plan) -> None:
    data = plan.path.parent / "data"
    write_state_file(data / "a.xml.gz", with_pou(neighbours(9)))
    source = source_of("obce", "a.xml.gz", reader="vfr")
    near = plan.model_copy(update={"reach": Reach(belt_km=13)})
    boundaries = read_boundaries(near, source, relations())
    frame = boundaries.reading.frame
    assert frame["in_plan"].tolist() == [True] * 9 + [False] * 3
    assert frame.loc[frame["in_plan"], "kod_orp"].tolist() == small_obce()["kod_orp"].tolist()
    assert (boundaries.reading.read, len(boundaries.codes)) == (12, 18)
    everything = read_boundaries(plan.model_copy(update={"kraj": "CZ"}), source, relations())
    assert everything.reading.frame["in_plan"].sum() == 18
    west, south, *_ = small_obce().total_bounds
    points = read_points(plan, source, (west, south, west + SIDE, south + SIDE))
    assert points.frame["kod_obec"].tolist() == ["100001"]


def test_an_obec_of_ruian_without_a_boundary_is_named(plan: Plan) -> None:
    data = plan.path.parent / "data"
    write_state_file(data / "a.xml", with_pou(changed(4, geometry=None)))
    source = source_of("obce", "a.xml", reader="vfr")
    with pytest.raises(InputError, match=r"a\.xml, prvek 5: geometrie chybí nebo je prázdná"):
        read_boundaries(plan, source, relations())
