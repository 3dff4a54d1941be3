"""Address points by their codes, whatever holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.addresses import read_addresses
from tests.ruian_files import address_row, write_address_zip
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

AT = shapely.Point(-743_000, -1_043_000)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def test_all_readers_give_the_same(plan: Plan) -> None:
    data = plan.path.parent / "data"
    write_address_zip(data / "a.zip", {"554782": [address_row("3", "554782", "743000", "1043000")]})
    points = gpd.GeoDataFrame(
        {"kod_adm": ["3", "4"], "kod_obec": "554782"}, geometry=[AT, AT], crs=KROVAK
    )
    points.to_file(data / "a.gpkg")
    of_zip = source_of("address_points", "a.zip", reader="ruian_csv")
    of_layer = source_of("address_points", "a.gpkg")
    for source in (of_zip, of_layer):
        reading = read_addresses(plan, source, {"3", "9"}, {"554782"})
        [row] = gpd.GeoDataFrame(reading.frame).itertuples()
        assert (row.kod_adm, row.kod_obec, row.geometry) == ("3", "554782", AT)
        assert (reading.read, reading.rejected) == (1, 0)


def test_a_feature_that_is_no_point_is_named(plan: Plan) -> None:
    line = shapely.LineString([(AT.x, AT.y), (AT.x + 1, AT.y)])
    frame = gpd.GeoDataFrame(
        {"kod_adm": ["3"], "kod_obec": ["554782"]}, geometry=[line], crs=KROVAK
    )
    frame.to_file(plan.path.parent / "data" / "a.gpkg")
    source = source_of("address_points", "a.gpkg")
    assert told(lambda: read_addresses(plan, source, {"3"}, set())) == [
        "a.gpkg, prvek 1 (fid): geometrie není bod."
    ]
    assert read_addresses(plan, source, {"4"}, set()).frame.empty
