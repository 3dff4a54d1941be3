"""The mesh: it covers its area, its border follows the boundary, and places are corners of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.reach.isochrones.mesh import Mesh, mesh_of, with_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A notch, a hole and a second part.
AREA = shapely.union_all(
    [
        shapely.Polygon([(0, 0), (9000, 500), (8000, 7000), (4000, 3000), (500, 8000)]),
        shapely.box(12_000, 2000, 14_000, 5000),
    ]
).difference(shapely.Point(3000, 2000).buffer(900))
SPACING = 200.0


def triangles(mesh: Mesh) -> NDArray[np.object_]:
    """Give the triangles as polygons."""
    return np.asarray(shapely.polygons(mesh.points[mesh.triangles[:, [0, 1, 2, 0]]]), object)


def signed_areas(mesh: Mesh) -> NDArray[np.float64]:
    """Give the areas, positive where a triangle is counterclockwise."""
    a, b, c = (mesh.points[mesh.triangles[:, i]] for i in range(3))
    first, second = b - a, c - a
    return (first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]) / 2


def test_triangles_cover_the_area_once() -> None:
    mesh = mesh_of(AREA, SPACING)
    assert (signed_areas(mesh) > 0).all()
    covered = shapely.union_all(triangles(mesh), grid_size=0.001)
    assert covered.area == pytest.approx(signed_areas(mesh).sum(), rel=1e-6)
    assert covered.symmetric_difference(AREA).area < 0.005 * AREA.area
    assert shapely.hausdorff_distance(covered.boundary, AREA.boundary) < SPACING
    assert shapely.get_num_geometries(covered) == 2


def test_no_side_is_longer_than_the_spacing() -> None:
    mesh = mesh_of(AREA, SPACING)
    sides = mesh.points[mesh.triangles] - mesh.points[np.roll(mesh.triangles, 1, axis=1)]
    assert np.hypot(*sides.reshape(-1, 2).T).max() <= SPACING * (1 + 1e-9)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 35)), max_size=60))
def test_places_become_corners(cells: list[tuple[int, int]]) -> None:
    # Multiples of half the spacing: many places meet corners and sides of the lattice.
    places = np.array(cells, float).reshape(-1, 2) * SPACING / 2
    area = shapely.box(0, 0, 4000, 3000)
    regular = mesh_of(area, SPACING)
    mesh = with_places(regular, places)
    before = shapely.union_all(triangles(regular))
    inside = np.unique(places[shapely.intersects_xy(before, places)], axis=0)
    assert len(mesh.points) == len(regular.points) + len(inside)
    new = mesh.points[len(regular.points) :]
    apart = [np.hypot(*(new - place).T).min() for place in inside]
    assert max(apart, default=0.0) < 0.01 * SPACING
    assert (signed_areas(mesh) > 0).all()
    assert signed_areas(mesh).sum() == pytest.approx(signed_areas(regular).sum(), rel=1e-9)


def test_many_places_in_one_triangle() -> None:
    places = np.random.default_rng(5514).uniform(1000, 1060, (500, 2))
    regular = mesh_of(shapely.box(0, 0, 3000, 3000), SPACING)
    mesh = with_places(regular, places)
    new = mesh.points[len(regular.points) :]
    assert len(new) == 500
    distances = np.hypot(*(new[:, None] - places[None]).transpose(2, 0, 1)).min(axis=0)
    assert distances.max() < 0.5


def test_a_place_outside_is_left_out() -> None:
    regular = mesh_of(AREA, SPACING)
    assert with_places(regular, np.array([[20_000.0, 0.0], [3000.0, 2000.0]])).points.shape == (
        regular.points.shape
    )
