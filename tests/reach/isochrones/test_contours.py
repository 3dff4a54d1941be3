"""Bands of a field: areas known by hand, a valid coverage of whatever field."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.reach.isochrones.contours import bands, sides_of
from gis_sluzby.reach.isochrones.mesh import Mesh, mesh_of

AREA = shapely.box(0, 0, 10_000, 10_000).difference(shapely.box(4000, 6000, 6000, 8000))
MESH = mesh_of(AREA, 200.0)
SIDES = sides_of(MESH)
WHOLE = float(shapely.area(AREA))


def test_a_slope_is_cut_into_strips() -> None:
    found = bands(MESH, SIDES, MESH.points[:, 0], [2500.0, 5000.0, 20_000.0])
    expected = [
        AREA.intersection(shapely.box(west, 0, east, 10_000))
        for west, east in ((0, 2500), (2500, 5000), (5000, 10_000))
    ]
    for band, strip in zip(found, expected, strict=True):
        assert band.symmetric_difference(strip).area < 0.004 * WHOLE


def test_a_cone_is_cut_into_rings() -> None:
    middle = np.hypot(*(MESH.points - (5000, 3000)).T)
    disc, ring = bands(MESH, SIDES, middle, [1000.0, 2000.0])
    assert disc.area == pytest.approx(pi * 1000**2, rel=0.01)
    assert ring.area == pytest.approx(pi * (2000**2 - 1000**2), rel=0.01)
    assert shapely.get_num_interior_rings(shapely.get_geometry(ring, 0)) == 1


def test_an_island_of_reach_lies_in_a_hole() -> None:
    # Near, then far, then near again: a ring with a hole, and a disc in the hole.
    values = np.abs(np.hypot(*(MESH.points - (5000, 3000)).T) - 1500)
    (found,) = bands(MESH, SIDES, np.where(values > 1200, 0.0, values), [500.0])
    inner = shapely.Point(5000, 3000)
    parts = shapely.get_parts(found)
    assert shapely.contains(found, inner)
    assert len(parts) == 3
    assert shapely.is_valid(found)


def test_the_edge_belongs_to_its_band() -> None:
    (found,) = bands(MESH, SIDES, np.full(len(MESH.points), 30.0), [30.0])
    assert found.area == pytest.approx(WHOLE, rel=0.005)
    (nothing,) = bands(MESH, SIDES, np.full(len(MESH.points), 30.0000001), [30.0])
    assert nothing.is_empty


def test_what_cannot_be_reached_is_in_no_band() -> None:
    values = np.where(MESH.points[:, 0] < 5000, 1.0, np.inf)
    (found,) = bands(MESH, SIDES, values, [60.0])
    west = AREA.intersection(shapely.box(0, 0, 5000, 10_000))
    assert found.symmetric_difference(west).area < 0.02 * WHOLE
    beyond = MESH.points[np.isinf(values)]
    assert not shapely.intersects_xy(found, beyond).any()


@settings(max_examples=40)
@given(
    st.integers(0, 10_000),
    st.integers(1, 5),
    st.sampled_from([(10.0,), (10.0, 15.0, 20.0, 30.0), (1.0, 99.0)]),
)
def test_bands_of_any_field_are_a_valid_coverage(
    seed: int, roughness: int, levels: tuple[float, ...]
) -> None:
    random = np.random.default_rng(seed)
    small = mesh_of(shapely.Point(0, 0).buffer(1500), 200.0)
    # Few different values: many corners lie exactly on a level.
    values = (random.integers(0, 100, len(small.points)) // roughness * roughness).astype(float)
    values[random.random(len(values)) < 0.1] = np.inf
    found = bands(small, sides_of(small), values, levels)
    assert shapely.is_valid(found).all()
    assert shapely.coverage_is_valid(found)
    below = values[:, None] <= np.array(levels)
    inner = _inner_corners(small)
    for number in range(len(levels)):
        inside = shapely.intersects_xy(shapely.union_all(found[: number + 1]), small.points)
        assert (inside == below[:, number])[inner].all()
    everything = bands(small, sides_of(small), np.zeros(len(values)), [1.0])[0]
    assert shapely.covers(everything.buffer(1e-6), shapely.union_all(found))


def _inner_corners(mesh: Mesh) -> list[int]:
    """Give the corners that are not on the border."""
    return sorted(set(range(len(mesh.points))) - set(sides_of(mesh).border[:, 0].tolist()))
