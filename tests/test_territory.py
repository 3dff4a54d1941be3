"""Territory: obce form a coverage, areas are made of them, a point lies in one obec."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.crs import KROVAK, to_5514
from gis_sluzby.errors import InputError
from gis_sluzby.territory import (
    MILITARY_AREAS,
    areas_of,
    hierarchy_findings,
    obce_table,
    obec_at,
    points_table,
)
from tests.small_plan import CODES, CORNER, SIDE, centre_of, small_obce, small_points

if TYPE_CHECKING:
    from pathlib import Path

X, Y = CORNER
MIDDLE = CODES.index("100005")


def read_frame(**columns: object) -> gpd.GeoDataFrame:
    """Give the small obce as `read_obce` gives them."""
    given = {"kod_pou": None, "nazev_pou": None, "kind": None, "in_plan": True}
    return small_obce().assign(**(given | columns))


def table(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return obce_table(frame, "hranice", 30_000.0)


def shaped(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Give the small obce, some of another shape: _100001 = …."""
    frame = read_frame()
    for name, shape in shapes.items():
        frame.loc[frame["kod_obec"] == name.removeprefix("_"), "geometry"] = shape
    return frame


def square(code: str) -> shapely.Polygon:
    """Give the square of an obec."""
    x, y = centre_of(code)
    half = SIDE / 2
    return shapely.box(x - half, y - half, x + half, y + half)


def bulging(code: str, metres: float) -> shapely.Geometry:
    """Give the square of an obec whose eastern edge goes so far out, or in, for a kilometre."""
    x, y = centre_of(code)
    edge = x + SIDE / 2
    strip = shapely.box(min(edge, edge + metres), y, max(edge, edge + metres), y + 1000)
    return square(code).union(strip) if metres > 0 else square(code).difference(strip)


OBCE = table(read_frame())


# ---------------------------------------------------------------- the table of obce


def test_the_table_of_obce_is_canonical() -> None:
    assert OBCE["kod_obec"].tolist() == list(CODES)
    assert set(OBCE["kind"]) == {"obec"}
    assert set(OBCE["source_id"]) == {"hranice"}
    assert OBCE.crs.to_epsg() == 5514


def test_military_areas_are_known_by_code_or_by_word() -> None:
    by_word = table(read_frame(kind=["vojensky_ujezd", *[None] * 8]))
    assert by_word["kind"].tolist()[:2] == ["vojensky_ujezd", "obec"]
    codes = [*MILITARY_AREAS, *CODES[4:]]
    by_code = table(read_frame(kod_obec=codes))
    assert set(by_code.loc[by_code["kind"] == "vojensky_ujezd", "kod_obec"]) == set(MILITARY_AREAS)


@pytest.mark.parametrize(("metres", "count"), [(0.0, 6), (1.0, 6), (SIDE - 1, 6), (SIDE + 1, 9)])
def test_the_belt_is_as_wide_as_it_is_said(metres: float, count: int) -> None:
    """The first row is the plan; the second touches it, the third lies SIDE away."""
    frame = read_frame(in_plan=[True] * 3 + [False] * 6)
    assert len(obce_table(frame, "hranice", metres)) == count


# ---------------------------------------------------------------- a valid coverage


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        (shaped(_100001=bulging("100001", 50)), ["100001", "100002"]),
        (shaped(_100001=bulging("100001", 0.3)), ["100001", "100002"]),
        (shaped(_100001=bulging("100001", -0.3)), ["100001", "100002"]),
        (shaped(_100005=square("100001")), ["100001", "100005"]),
    ],
    ids=["overlap", "thin overlap", "thin gap", "one over another"],
)
def test_what_is_no_coverage_is_named(frame: gpd.GeoDataFrame, named: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        table(frame)
    told = str(caught.value)
    assert told.startswith(
        "tabulka obce: hranice obcí se překrývají nebo na sebe nenavazují: Obec "
    )
    assert [code for code in CODES if f"({code})" in told] == named
    assert "Opravte je v QGIS (Kontrola topologie)" in told


def test_a_vertex_that_only_one_of_two_neighbours_has_is_no_coverage() -> None:
    """Such edges simplify apart: each side would keep other vertices."""
    x, y = centre_of("100005")
    half = SIDE / 2
    corners = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]
    bent = shapely.Polygon([*corners[:2], (x + half + 0.5, y), *corners[2:]])
    with pytest.raises(InputError, match=r"Obec 5 \(100005\), Obec 6 \(100006\)"):
        table(shaped(_100005=bent))


@pytest.mark.parametrize(
    ("hole", "severity", "size"),
    [
        (square("100005"), "warning", "36,00 km²"),
        (shapely.box(X + 9000, Y + 9000, X + 9020, Y + 9020), "info", "400 m²"),
    ],
)
def test_a_hole_is_found_with_the_obce_around_it(
    hole: shapely.Polygon, severity: str, size: str
) -> None:
    frame = read_frame()
    frame["geometry"] = frame.geometry.difference(hole)
    frame = frame[~frame.geometry.is_empty]
    [finding] = hierarchy_findings(table(frame))
    assert (finding["rule"], finding["severity"]) == ("hole", severity)
    assert finding["found"].startswith(f"díra {size} mezi obcemi Obec ")
    assert finding["row_id"] == f"{hole.centroid.x:.0f} {hole.centroid.y:.0f}"


def test_a_hole_among_obce_of_the_belt_is_an_obec_farther_away() -> None:
    frame = read_frame()
    frame["geometry"] = frame.geometry.difference(square("100005"))
    whole = table(frame[~frame.geometry.is_empty])
    assert hierarchy_findings(whole)
    assert hierarchy_findings(whole.assign(in_plan=False)) == []


def test_a_whole_picture_has_no_findings() -> None:
    assert hierarchy_findings(OBCE) == []


@pytest.mark.parametrize(
    ("columns", "row_id", "column", "found"),
    [
        (
            {"kod_kraj": ["CZ099"] * 5 + ["CZ098"] * 4},
            "orp 9901",
            "kod_kraj",
            "ORP 9901: kraj CZ098, CZ099",
        ),
        (
            {"kod_pou": ["99011"] * 9},
            "pou 99011",
            "kod_orp",
            "POÚ 99011: ORP 9901, 9902",
        ),
        (
            {"kod_orp": ["9901"] * 6 + ["9902"] * 3, "kod_kraj": ["CZ099"] * 6 + ["CZ098"] * 3},
            "okres CZ0991",
            "kod_kraj",
            "okres CZ0991: kraj CZ098, CZ099",
        ),
    ],
)
def test_an_area_in_two_larger_ones_is_found(
    columns: dict[str, list[str]], row_id: str, column: str, found: str
) -> None:
    findings = hierarchy_findings(table(read_frame(**columns)))
    assert {"area_in_two"} == {one["rule"] for one in findings}
    [finding] = [one for one in findings if one["row_id"] == row_id]
    assert (finding["column"], finding["found"]) == (column, found)


# ---------------------------------------------------------------- areas


def names() -> pd.DataFrame:
    columns = ["nazev_orp", "nazev_okres", "nazev_kraj"]
    return pd.DataFrame(small_obce()[["kod_obec", *columns]]).assign(nazev_pou=None)


def test_areas_are_the_obce_they_are_made_of() -> None:
    areas, members = areas_of(OBCE, names())
    assert areas[["level", "kod", "nazev"]].to_numpy().tolist() == [
        ["kraj", "CZ099", "Vzorový kraj"],
        ["okres", "CZ0991", "Malý okres"],
        ["orp", "9901", "Jih"],
        ["orp", "9902", "Sever"],
    ]
    assert members.groupby(["level", "kod"])["kod_obec"].count().tolist() == [9, 9, 6, 3]
    by_code = OBCE.set_index("kod_obec").geometry
    for level, kod, geometry in zip(areas["level"], areas["kod"], areas.geometry, strict=True):
        own = members.loc[(members["level"] == level) & (members["kod"] == kod), "kod_obec"]
        parts = by_code[own].to_numpy()
        assert geometry.equals(shapely.union_all(parts))
        vertices = {tuple(xy) for xy in shapely.get_coordinates(parts).tolist()}
        assert {tuple(xy) for xy in shapely.get_coordinates(geometry).tolist()} <= vertices


def test_areas_of_one_level_share_their_edge() -> None:
    areas, _ = areas_of(OBCE, names())
    south, north = areas.loc[areas["level"] == "orp", "geometry"]
    edge = shapely.LineString([(X, Y + 2 * SIDE), (X + 3 * SIDE, Y + 2 * SIDE)])
    assert shapely.line_merge(south.intersection(north)).equals(edge)


def test_an_area_without_a_name_is_called_by_its_code_and_the_belt_is_in_none() -> None:
    frame = read_frame(in_plan=[True] * 6 + [False] * 3)
    areas, members = areas_of(table(frame), names().assign(nazev_orp=None))
    assert areas.loc[areas["level"] == "orp", "nazev"].tolist() == ["9901"]
    assert set(members["kod_obec"]) == set(CODES[:6])


# ---------------------------------------------------------------- points


def test_official_points_are_taken() -> None:
    points, findings = points_table(OBCE, small_points(), "body")
    assert points["kod_obec"].tolist() == list(CODES)
    assert set(points["source_id"]) == {"body"}
    assert (points.geometry.x[0], points.geometry.y[0]) == centre_of("100001")
    assert findings == []


def test_without_a_source_every_point_lies_inside_its_obec() -> None:
    points, [finding] = points_table(OBCE, None, None)
    assert shapely.within(points.geometry.to_numpy(), OBCE.geometry.to_numpy()).all()
    assert points["source_id"].isna().all()
    assert (finding["rule"], finding["severity"]) == ("point_missing", "info")
    assert finding["found"].startswith(
        "obcí bez definičního bodu: 9 (Obec 1 (100001), Obec 2 (100002),"
    )


def test_a_missing_point_and_one_that_lies_elsewhere_are_found() -> None:
    given = small_points().iloc[1:].copy()
    given.loc[4, "geometry"] = shapely.Point(centre_of("100009"))
    points, findings = points_table(OBCE, given, "body")
    assert len(points) == 9
    assert pd.isna(points["source_id"].iloc[0])
    assert [(one["rule"], one["row_id"]) for one in findings] == [
        ("point_missing", None),
        ("point_outside", "100005"),
    ]
    assert findings[1]["found"] == "Obec 5 (100005): bod leží mimo hranici obce"
    assert findings[0]["found"] == "obcí bez definičního bodu: 1 (Obec 1 (100001))"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (centre_of("100005"), "100005"),
        ((X + SIDE, Y + SIDE / 2), "100001"),
        ((X + SIDE / 2, Y + SIDE), "100001"),
        ((X + SIDE, Y + SIDE), "100001"),
        ((X + 2 * SIDE, Y + 2 * SIDE), "100005"),
        ((X, Y), "100001"),
        ((X - 1, Y), None),
    ],
)
def test_a_point_lies_in_one_obec_on_an_edge_in_that_of_the_lowest_code(
    place: tuple[float, float], code: str | None
) -> None:
    turned = OBCE.iloc[::-1]
    for obce in (OBCE, turned):
        found = obec_at(gpd.GeoSeries([shapely.Point(place)], index=[7], crs=KROVAK), obce)
        assert found.index.tolist() == [7]
        assert found.iloc[0] == code or (code is None and pd.isna(found.iloc[0]))


def test_rows_without_a_point_lie_in_no_obec_and_the_order_stays() -> None:
    shapes = [
        None,
        shapely.Point(centre_of("100009")),
        shapely.Point(),
        shapely.Point(centre_of("100002")),
    ]
    found = obec_at(gpd.GeoSeries(shapes, index=[4, 3, 2, 1], crs=KROVAK), OBCE)
    assert found.fillna("").to_dict() == {4: "", 3: "100009", 2: "", 1: "100002"}
    assert obec_at(gpd.GeoSeries([], crs=KROVAK), OBCE).empty


@given(st.floats(0, 3 * SIDE), st.floats(0, 3 * SIDE))
def test_every_point_of_the_picture_lies_in_the_square_it_is_in(east: float, north: float) -> None:
    found = obec_at(gpd.GeoSeries([shapely.Point(X + east, Y + north)], crs=KROVAK), OBCE).iloc[0]
    x, y = centre_of(str(found))
    assert max(abs(x - X - east), abs(y - Y - north)) <= SIDE / 2 + 1e-6


# ---------------------------------------------------------------- the real country


@pytest.mark.real_data
def test_all_obce_of_czechia_are_a_coverage(real_data: Path) -> None:
    names = {
        "KOD_OBEC": "kod_obec",
        "NAZ_OBEC": "nazev",
        "KOD_ORP": "kod_orp",
        "KOD_LAU1": "kod_okres",
        "KOD_CZNUTS3": "kod_kraj",
    }
    path = real_data / "boundaries" / "obce_cz_2024.gpkg"
    frame = to_5514(pyogrio.read_dataframe(path, columns=list(names))).rename(columns=names)
    obce = obce_table(frame.assign(kod_pou=None, kind=None, in_plan=True), "hranice", 0.0)
    assert len(obce) == 6258
    assert set(obce.loc[obce["kind"] == "vojensky_ujezd", "kod_obec"]) == set(MILITARY_AREAS)
    # Two slivers of drawing, no area in two larger ones.
    findings = hierarchy_findings(obce)
    assert [(one["rule"], one["severity"]) for one in findings] == [("hole", "info")] * 2
    assert np.isclose(obce.area.sum() / 1e6, 78_870, rtol=0.001)
