"""Coordinates: the pinned Czech operation, forwards and backwards, and nothing else."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from gis_sluzby import crs
from gis_sluzby.errors import InputError

#: EPSG:5239 (7 parameters, coordinate frame) and the projection EPSG:5514, written out.
PIPELINE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=572.213 +y=85.334 +z=461.94 "
    "+rx=-4.9732 +ry=-1.529 +rz=-5.2484 +s=3.5378 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=bessel +step +proj=pop +v_3 "
    "+step +proj=krovak +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 "
    "+k=0.9999 +x_0=0 +y_0=0 +ellps=bessel"
)
#: Longitude and latitude, and what the pipeline gives (metres), kept against a change of PROJ.
CITIES = {
    "Praha": ((14.4378, 50.0755), (-741_817.772, -1_044_492.557)),
    "Brno": ((16.6068, 49.1951), (-598_248.741, -1_160_744.683)),
    "Cheb": ((12.3739, 50.0796), (-887_800.130, -1_021_915.583)),
    "Ostrava": ((18.2820, 49.8209), (-470_783.782, -1_103_182.967)),
    "Zlín": ((17.6667, 49.2244), (-521_091.834, -1_165_267.056)),
}
#: East of this meridian PROJ left to itself takes the Slovak operation.
SLOVAK_FROM = 16.84
LON = st.floats(12.09, 18.87)
LAT = st.floats(48.55, 51.06)
MILLIMETRES_5 = 0.005


def points(crs_name: str, *pairs: tuple[float, float]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"n": range(len(pairs))}, geometry=shapely.points(pairs), crs=crs_name)


@pytest.mark.parametrize("city", CITIES)
def test_cities_lie_where_the_written_out_operation_puts_them(city: str) -> None:
    degrees, metres = CITIES[city]
    expected = Transformer.from_pipeline(PIPELINE).transform(*degrees)
    assert expected == pytest.approx(metres, abs=0.001)
    found = crs.to_krovak(*degrees)
    assert [float(v) for v in found] == pytest.approx(expected, abs=1e-6)
    moved = crs.to_5514(points(crs.WGS84, degrees)).geometry.iloc[0]
    assert (moved.x, moved.y) == pytest.approx(expected, abs=1e-6)


@given(lon=LON, lat=LAT)
def test_the_way_back_leads_to_the_same_place(lon: float, lat: float) -> None:
    again = crs.to_degrees(*crs.to_krovak(lon, lat))
    *_, metres = Geod(ellps="WGS84").inv(lon, lat, float(again[0]), float(again[1]))
    assert metres < MILLIMETRES_5


def test_the_way_back_leads_to_the_same_place_all_over_czechia() -> None:
    lon, lat = (
        axis.ravel() for axis in np.meshgrid(np.arange(12, 19, 0.05), np.arange(48.5, 51.1, 0.05))
    )
    again = crs.to_4326(crs.to_5514(points(crs.WGS84, *zip(lon, lat, strict=True)))).geometry
    *_, metres = Geod(ellps="WGS84").inv(lon, lat, again.x, again.y)
    assert max(metres) < MILLIMETRES_5


def test_a_line_into_moravia_has_no_kink() -> None:
    """Steps of equal length in degrees stay nearly equal: a second datum would add a metre."""
    lon = np.linspace(SLOVAK_FROM - 0.05, SLOVAK_FROM + 0.05, 101)
    line = shapely.LineString(np.column_stack([lon, np.full(101, 49.0)]))
    moved = crs.to_5514(gpd.GeoSeries([line], crs=crs.WGS84)).iloc[0]
    steps = np.diff(shapely.get_coordinates(moved), axis=0)
    assert np.abs(np.diff(steps, axis=0)).max() < 0.01


def test_left_to_itself_proj_is_a_metre_off_in_moravia() -> None:
    """The trap that the pinned operation is there for; where this fails, PROJ has changed."""
    series = points(crs.WGS84, CITIES["Zlín"][0], CITIES["Praha"][0]).geometry
    apart = series.to_crs(crs.KROVAK).distance(crs.to_5514(series))
    assert apart[0] > 0.5
    assert apart[1] < 0.001


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("code", ["EPSG:5513", "EPSG:4156"])
def test_the_same_datum_is_never_changed(code: str, city: str) -> None:
    """5513 has the axes of 5514 turned, 4156 the degrees of S-JTSK: no datum lies between."""
    metres = CITIES[city][1]
    into = Transformer.from_crs("EPSG:5514", code, always_xy=True)
    moved = crs.to_5514(points(code, into.transform(*metres))).geometry.iloc[0]
    assert (moved.x, moved.y) == pytest.approx(metres, abs=0.001)


@pytest.mark.parametrize("code", ["EPSG:4258", "EPSG:32633", "EPSG:3857"])
def test_other_systems_go_through_wgs_84(code: str) -> None:
    degrees, metres = CITIES["Zlín"]
    into = Transformer.from_crs("EPSG:4326", code, always_xy=True)
    moved = crs.to_5514(points(code, into.transform(*degrees))).geometry.iloc[0]
    assert (moved.x, moved.y) == pytest.approx(metres, abs=0.005)


def test_esri_s_name_of_the_system_is_the_system() -> None:
    frame = points("ESRI:102067", (-700_000, -1_100_000))
    moved = crs.to_5514(frame)
    assert moved.geometry.iloc[0].equals(frame.geometry.iloc[0])
    assert moved.crs.to_epsg() == 5514


def test_frames_come_back_whole() -> None:
    frame = points(crs.WGS84, *(degrees for degrees, _ in CITIES.values()))
    frame = frame.set_index(frame["n"] + 10).rename_geometry("geom")
    frame.loc[12, "geom"] = None
    moved = crs.to_5514(frame)
    assert moved.crs == CRS(crs.KROVAK)
    assert moved.index.tolist() == [10, 11, 12, 13, 14]
    assert moved["n"].tolist() == [0, 1, 2, 3, 4]
    assert moved.geometry.name == "geometry"
    assert moved.geometry.isna().tolist() == [False, False, True, False, False]
    assert frame.crs == CRS(crs.WGS84)


def test_what_is_there_already_is_given_back() -> None:
    metres, degrees = points(crs.KROVAK, (-700_000, -1_100_000)), points(crs.WGS84, (15, 50))
    assert crs.to_5514(metres) is metres
    assert crs.to_4326(degrees) is degrees


def test_heights_are_dropped() -> None:
    series = gpd.GeoSeries([shapely.Point(15, 50, 300)], crs=crs.WGS84)
    assert not crs.to_5514(series).iloc[0].has_z


def test_impossible_degrees_are_nan_not_infinity() -> None:
    x, y = crs.to_krovak([15.0, 1e9, np.nan], [50.0, 1e9, 50.0])
    assert np.isnan(x).tolist() == np.isnan(y).tolist() == [False, True, True]


def test_geometry_without_a_system_is_refused() -> None:
    with pytest.raises(InputError, match="nemá určený souřadnicový systém"):
        crs.to_5514(gpd.GeoSeries([shapely.Point(15, 50)]))


def test_only_the_inner_system_leaves_the_house() -> None:
    with pytest.raises(InputError, match="EPSG:3857"):
        crs.to_4326(points("EPSG:3857", (1.6e6, 6.4e6)))
