"""Isochrones as a layer: the colours of the page for the same minutes, nobody secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from gis_sluzby.cartography import LIGHT
from gis_sluzby.publish.layers import write_layers
from gis_sluzby.publish.layers.classes import class_symbol, classified
from gis_sluzby.publish.layers.isochrones import isochrone_layer
from gis_sluzby.publish.layers.symbols import solid
from tests.coverage.made import centre_of, plan_with
from tests.publish.layers.conftest import SERVICES, judged

if TYPE_CHECKING:
    from pathlib import Path

EDGES = (0.0, 25.0, 50.0, 75.0, 100.0)
#: The limit of the kind 46 is 30 minutes; sluzby:1 is of that kind, sluzby:2 is secret.
BANDS = [
    ("druh", "46", 0.0, 10.0),
    ("druh", "46", 10.0, 15.0),
    ("service", "sluzby:1", 20.0, 30.0),
    ("service", "sluzby:2", 0.0, 10.0),
]


@pytest.fixture(scope="module")
def isochrones() -> gpd.GeoDataFrame:
    rows = pd.DataFrame(BANDS, columns=["scope", "kod", "minutes_from", "minutes"])
    shapes = [shapely.MultiPolygon([shapely.box(n, 0, n + 1, 1)]) for n in range(len(rows))]
    return gpd.GeoDataFrame(rows.assign(mode="car"), geometry=shapes, crs="EPSG:5514")


def test_bands_are_drawn_as_obce_of_the_same_minutes(isochrones: gpd.GeoDataFrame) -> None:
    coverage = judged(SERVICES)
    services = pd.DataFrame(
        {"service_id": ["sluzby:1"], "druh": ["46"], "poskytovatel": ["P"]}, dtype="str"
    )
    layer, style = isochrone_layer(isochrones, coverage["standards"], services)
    drawn = {category.value: category for category in style.categories}
    _, kinds = classified(coverage["coverage_obec"], coverage["standards"], "car")
    (kind,) = (kind for kind in kinds if kind.name == "46")
    on_map = {row["label"]: class_symbol(row, EDGES) for row in kind.legend.rows}
    assert layer["scope"].tolist() == ["druh", "druh", "service"]
    for trida, symbol in zip(
        layer["trida"], [LIGHT.ramp[0], LIGHT.ramp[1], LIGHT.ramp[3]], strict=True
    ):
        assert drawn[trida].symbol == solid(symbol) == on_map[drawn[trida].label]


def test_the_layer_has_titles_and_is_in_the_project(
    isochrones: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    centre, coverage = centre_of(SERVICES), judged(SERVICES)
    files = write_layers(tmp_path, plan_with(""), centre, coverage, isochrones)
    layer = pyogrio.read_dataframe(files[0], layer="isochrony")
    assert layer["kod"].tolist() == ["46", "46", "sluzby:1"]
    assert layer["poskytovatel"].tolist()[2] == "P"
    assert pyogrio.read_info(files[0], layer="isochrony")["geometry_type"] == "MultiPolygon"
