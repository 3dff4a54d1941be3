"""Places of services: degrees, metres, WKT or geometry, and every way to mix them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis_sluzby.crs import KROVAK, to_krovak
from gis_sluzby.sources.places import places_of
from gis_sluzby.sources.rows import Wrong
from tests.sources.given import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.sources.places import Places

CHEB = (12.3739, 50.0796)
SOKOLOV = (12.6401, 50.1813)
PRAHA = (14.4378, 50.0755)
SOURCE = source_of("services", "a.csv", columns={"wkt": "zápis"})
FIELDS = ("lon", "lat", "x", "y", "wkt")


def frame_of(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Give rows with the fields of a place, null where not given; row numbers from 2."""
    frame = pd.DataFrame([dict.fromkeys(FIELDS, np.nan) | dict(row) for row in rows])
    frame.index = pd.RangeIndex(2, 2 + len(rows))
    return frame.assign(service_id=[f"s:{row}" for row in frame.index])


def degrees(*pairs: tuple[float, float]) -> pd.DataFrame:
    return frame_of(*({"lon": lon, "lat": lat} for lon, lat in pairs))


def metres_of(place: tuple[float, float]) -> tuple[float, float]:
    x, y = to_krovak(*place)
    return float(x), float(y)


def wkt(*pairs: tuple[float, float]) -> pd.DataFrame:
    return frame_of(*({"wkt": f"POINT({x} {y})"} for x, y in pairs))


def said(places: Places) -> list[tuple[int | None, str]]:
    return [(one.row, one.what) for one in places.wrong]


@pytest.mark.parametrize(
    "frame",
    [
        degrees(CHEB),
        frame_of(dict(zip("xy", metres_of(CHEB), strict=True))),
        wkt(CHEB),
        wkt(CHEB[::-1]),
        gpd.GeoDataFrame(frame_of({}), geometry=[shapely.Point(metres_of(CHEB))], crs=KROVAK),
    ],
    ids=["degrees", "metres", "wkt", "wkt lat lon", "geometry"],
)
def test_a_place_is_said_in_many_ways(frame: pd.DataFrame) -> None:
    places = places_of(frame, SOURCE)
    assert places.wrong == []
    point = places.points.loc[2]
    assert (point.x, point.y) == pytest.approx(metres_of(CHEB), abs=0.001)
    assert places.points.crs.to_epsg() == 5514


def test_a_row_without_a_place_has_no_point() -> None:
    places = places_of(frame_of({}, {"lon": CHEB[0], "lat": CHEB[1]}), SOURCE)
    assert places.points.isna().tolist() == [True, False]
    assert places.wrong == []


def test_columns_that_the_source_lacks_are_text_without_values() -> None:
    frame = frame_of({}).astype(dict.fromkeys(FIELDS, "str"))
    assert places_of(frame, SOURCE).points.isna().all()


def test_no_rows_have_no_places() -> None:
    places = places_of(frame_of({}).iloc[:0].astype(dict.fromkeys(FIELDS, "str")), SOURCE)
    assert places.points.empty
    assert (places.wrong, places.findings) == ([], [])


def test_geometry_comes_before_columns_and_columns_before_wkt() -> None:
    frame = degrees(CHEB, CHEB, CHEB).assign(wkt=f"POINT({PRAHA[0]} {PRAHA[1]})")
    shapes = [shapely.Point(metres_of(SOKOLOV)), shapely.Point(), None]
    places = places_of(gpd.GeoDataFrame(frame, geometry=shapes, crs=KROVAK), SOURCE)
    x = places.points.x.tolist()
    expected = [metres_of(place)[0] for place in (SOKOLOV, CHEB, CHEB)]
    assert x == pytest.approx(expected, abs=0.001)


# ---------------------------------------------------------------- mixed up


@pytest.mark.parametrize(
    ("frame", "what"),
    [
        (degrees(CHEB[::-1], SOKOLOV[::-1]), "souřadnice lon a lat jsou prohozené"),
        (
            degrees(metres_of(CHEB), metres_of(SOKOLOV)),
            "souřadnice lon a lat leží mimo Česko; snad jsou to metry S-JTSK (pole x a y, obě",
        ),
        (
            degrees((1_021_915, 887_800), (1_010_000, 868_000)),
            "souřadnice lon a lat leží mimo Česko; snad jsou to metry S-JTSK v pořadí Y, X",
        ),
        (
            degrees((1_376_948, 6_459_569), (1_409_031, 6_476_743)),
            "souřadnice lon a lat leží mimo Česko; snad jsou to metry Web Mercator (EPSG:3857)",
        ),
        (
            frame_of({"x": -1_021_915.0, "y": -887_800.0}, {"x": -1_010_000.0, "y": -868_000.0}),
            "souřadnice x a y jsou prohozené",
        ),
        (
            frame_of({"x": 1_376_948.0, "y": 6_459_569.0}),
            "souřadnice x a y leží mimo Česko; snad jsou to metry Web Mercator (EPSG:3857)",
        ),
        (degrees((0, 0), (0, 0)), "souřadnice lon a lat leží mimo Česko"),
        (wkt((2.35, 48.86)), "souřadnice wkt leží mimo Česko"),
    ],
)
def test_where_all_rows_have_one_fault_the_columns_are_wrong(
    frame: pd.DataFrame, what: str
) -> None:
    [wrong] = places_of(frame, SOURCE).wrong
    assert wrong.row is None
    assert wrong.what.startswith(what)
    assert wrong.what.endswith("vyměňte sloupce v plánu (platí pro všechny řádky)")


@pytest.mark.parametrize(
    ("place", "rule", "what"),
    [
        (SOKOLOV[::-1], "coords_swapped", "souřadnice lon a lat jsou prohozené"),
        ((2.35, 48.86), "coords_outside", "souřadnice lon a lat leží mimo Česko"),
        ((0.0, 0.0), "coords_outside", "souřadnice lon a lat leží mimo Česko"),
        (
            (-887_800, -1_021_915),
            "coords_krovak",
            (
                "souřadnice lon a lat leží mimo Česko; snad jsou to metry S-JTSK (pole x a y, obě "
                "záporná)"
            ),
        ),
        (
            (1_376_948, 6_459_569),
            "coords_mercator",
            "souřadnice lon a lat leží mimo Česko; snad jsou to metry Web Mercator (EPSG:3857)",
        ),
    ],
)
def test_one_row_with_a_fault_is_named(place: tuple[float, float], rule: str, what: str) -> None:
    places = places_of(degrees(CHEB, place, PRAHA), SOURCE)
    assert said(places) == [(3, what)]
    assert places.wrong[0].rule == rule
    assert places.wrong[0].found == f"{place[0]:.10g}; {place[1]:.10g}"


def test_half_a_place_is_named() -> None:
    frame = frame_of({"lon": CHEB[0]}, {"lat": CHEB[1]}, {"x": -850_000.0})
    assert said(places_of(frame, SOURCE)) == [
        (2, "k souřadnici lon chybí lat"),
        (3, "k souřadnici lat chybí lon"),
        (4, "k souřadnici x chybí y"),
    ]


@pytest.mark.parametrize(
    "text", ["POINT(12,3 50,1)", "Cheb", "POINT EMPTY", "LINESTRING(1 2, 3 4)"]
)
def test_wkt_that_is_no_point_is_named(text: str) -> None:
    [wrong] = places_of(frame_of({"wkt": text}, {}), SOURCE).wrong
    assert wrong == Wrong(2, "wkt", text, "má to být POINT(délka šířka)")


def test_geometry_that_is_no_point_is_named() -> None:
    frame = gpd.GeoDataFrame(
        frame_of({}, {}), geometry=[shapely.Point(metres_of(CHEB)).buffer(9), None], crs=KROVAK
    )
    assert said(places_of(frame, SOURCE)) == [(2, "geometrie není bod")]


# ---------------------------------------------------------------- WKT


def test_latitude_first_is_one_finding_for_the_source() -> None:
    places = places_of(wkt(CHEB[::-1], SOKOLOV[::-1], PRAHA), SOURCE)
    [finding] = places.findings
    assert (finding["rule"], finding["severity"]) == ("wkt_lat_lon", "info")
    assert (finding["source_row"], finding["column"]) == (None, "zápis")
    assert finding["found"] == "2 z 3 řádků má nejdřív šířku, např. POINT(50.0796 12.3739)"
    assert places.wrong == []


def test_wkt_elsewhere_than_the_columns_is_a_finding() -> None:
    frame = degrees(CHEB, SOKOLOV).assign(wkt=["POINT(12.3740 50.0797)", "POINT(12.65 50.18)"])
    [finding] = places_of(frame, SOURCE).findings
    assert (finding["rule"], finding["source_row"]) == ("wkt_elsewhere", 3)
    assert finding["row_id"] == "s:3"
    assert finding["expected"] == "12.6401; 50.1813"
