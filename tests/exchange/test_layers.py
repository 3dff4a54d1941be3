"""GeoJSON and GeoParquet: public, in the reference system that they say, the same bytes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import to_degrees
from gis_sluzby.exchange import FORMATS, exported
from gis_sluzby.exchange.geojson import to_geojson
from gis_sluzby.exchange.geoparquet import to_geoparquet
from gis_sluzby.exchange.public import public_layers, public_services
from tests.exchange.test_hsds_round_trip import SECRET, centre_with_a_secret
from tests.sample_centre import sample_centre
from tests.small_centre import HOSTILE, provider_row, service_row, site_row, small_centre, square

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre

LAYER_FORMATS = ("geojson", "geoparquet")


def geojson(centre: Centre, layer: str) -> list[dict[str, Any]]:
    """Give the features of a layer."""
    collection = json.loads(to_geojson(public_layers(centre))[f"{layer}.geojson"])
    assert list(collection) == ["type", "features"]
    assert collection["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = collection["features"]
    return features


def parquet(centre: Centre, layer: str) -> gpd.GeoDataFrame:
    """Read a layer back."""
    content = to_geoparquet(public_layers(centre))[f"{layer}.parquet"]
    return gpd.read_parquet(io.BytesIO(content))


def two_services(**changes: object) -> Centre:
    """Give a service with a place and one without."""
    return small_centre(
        providers=[provider_row()],
        services=[service_row("1", **changes), service_row("2")],
        offers=[
            {"service_id": "sluzby:1", "forma": forma, "forma_basis": "source", "nonstop": False}
            for forma in ("ter", "amb")
        ],
        sites=[site_row(address="Dlouhá 1")],
        service_sites=[{"service_id": "sluzby:1", "site_id": "misto-1"}],
    )


def test_geojson_is_in_degrees_and_counter_clockwise() -> None:
    features = geojson(sample_centre(), "obce")
    assert len(features) == len(sample_centre()["obce"])
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = shape.bounds
        assert 12 < west < east < 19
        assert 48 < south < north < 52
        parts: list[Any] = list(shapely.get_parts(shape))
        assert all(part.exterior.is_ccw for part in parts)
        assert not any(ring.is_ccw for part in parts for ring in part.interiors)


def test_a_point_stands_where_it_should() -> None:
    (point, nowhere) = geojson(two_services(), "sluzby")
    centroid = square(0).centroid
    lon, lat = to_degrees(centroid.x, centroid.y)
    assert point["geometry"]["coordinates"] == [round(float(lon), 7), round(float(lat), 7)]
    assert nowhere["geometry"] is None
    assert point["properties"] | {"formy": "amb ter", "address": "Dlouhá 1"} == point["properties"]
    assert nowhere["properties"]["address"] is None


def test_neighbours_keep_their_common_corners() -> None:
    corners = [
        {tuple(xy) for xy in feature["geometry"]["coordinates"][0]}
        for feature in geojson(small_centre(), "obce")
    ]
    assert [len(corners[0] & other) for other in corners[1:]] == [2, 2, 1]


def test_geoparquet_says_its_reference_system() -> None:
    centre = sample_centre()
    obce = parquet(centre, "obce")
    assert obce.crs.to_epsg() == 5514
    assert shapely.equals_exact(
        obce.geometry.to_numpy(), centre["obce"]["geometry"].to_numpy()
    ).all()
    assert list(obce["kod_obec"]) == list(centre["obce"]["kod_obec"])


def test_both_formats_hold_the_same_rows() -> None:
    centre = sample_centre()
    for layer in public_layers(centre):
        frame = parquet(centre, layer)
        assert len(frame) == len(geojson(centre, layer)) > 0


@pytest.mark.parametrize("name", LAYER_FORMATS)
def test_a_secret_address_is_in_no_byte(name: str) -> None:
    for service_is_secret in (True, False):
        centre = centre_with_a_secret(service_is_secret=service_is_secret)
        sluzby = next(
            content
            for file, content in exported(centre, name, title="x", date="2026-06-30").items()
            if file.startswith("sluzby.")
        )
        assert [hint for hint in SECRET if hint in sluzby] == []
        assert set(public_services(centre)["service_id"]) == {"sluzby:2"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_centre_gives_the_same_bytes(name: str) -> None:
    first, second = (
        exported(sample_centre(), name, title="Vzorový kraj", date="2026-06-30") for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("name", FORMATS)
def test_a_centre_without_services_is_exported(name: str) -> None:
    assert all(exported(small_centre(), name, title="x", date="2026-06-30").values())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_verbatim(text: str) -> None:
    centre = two_services(nazev=text)
    assert geojson(centre, "sluzby")[0]["properties"]["nazev"] == text
    assert parquet(centre, "sluzby")["nazev"][0] == text
