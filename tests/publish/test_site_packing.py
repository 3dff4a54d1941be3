from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.publish.site.packing import (
    ALPHABET,
    pack,
    pack_bits,
    pack_column,
    pack_optional,
    pack_signed,
)
from gis_sluzby.publish.site.text import to_json
from gis_sluzby.publish.site.topology import cut
from tests.publish import site_decode

if TYPE_CHECKING:
    from numpy.typing import NDArray

whole = st.integers(0, 89**5 - 1)


@given(st.lists(whole))
def test_numbers_read_back(values: list[int]) -> None:
    assert site_decode.numbers(pack(values)) == values


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_signed_numbers_read_back(values: list[int]) -> None:
    assert site_decode.signed(pack_signed(values)) == values


@given(st.lists(st.one_of(st.none(), st.integers(0, 5000))))
def test_missing_numbers_stay_missing_and_zero_stays_zero(values: list[int | None]) -> None:
    given_values = [np.nan if v is None else v for v in values]
    assert site_decode.optional(pack_optional(given_values)) == values
    assert site_decode.column(pack_column(given_values)) == values


@given(st.lists(st.booleans()))
def test_bits_read_back(flags: list[bool]) -> None:
    raw = site_decode.numbers(pack_bits(flags))
    read = [bool(n >> bit & 1) for n in raw for bit in range(5)]
    assert read[: len(flags)] == flags
    assert not any(read[len(flags) :])


@pytest.mark.parametrize("value", [-1, 89**5])
def test_numbers_out_of_range_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="within"):
        pack([value])


def test_packed_text_needs_no_escape_in_json_or_html() -> None:
    assert json.dumps(ALPHABET) == f'"{ALPHABET}"'
    assert to_json(ALPHABET) == f'"{ALPHABET}"'
    assert len(pack(range(60))) == 60


def test_an_even_column_is_short() -> None:
    assert len(pack_column([7] * 1000)) < 6
    assert len(pack_column(np.arange(1000) + 5000)) < 1010


# ---------------------------------------------------------------- topology


def rebuilt(polygon: list[list[int]], arcs: list[NDArray[np.int64]]) -> list[list[tuple[int, int]]]:
    rings = []
    for ring in polygon:
        points: list[tuple[int, int]] = []
        for reference in ring:
            arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
            points += [(int(x), int(y)) for x, y in arc[:-1]]
        rings.append(points)
    return rings


@st.composite
def coverages(draw: st.DrawFn) -> list[shapely.Geometry]:
    """Cells of a grid with shifted corners, some of them merged."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    shift = draw(
        st.lists(st.integers(-3, 3), min_size=2 * 36, max_size=2 * 36).map(
            lambda flat: np.array(flat).reshape(6, 6, 2)
        )
    )
    cells = [
        shapely.Polygon(
            [
                (20 + 10 * a + shift[a, b, 0], 20 + 10 * b + shift[a, b, 1])
                for a, b in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            ]
        )
        for i in range(columns)
        for j in range(rows)
    ]
    owner = draw(st.lists(st.integers(0, 3), min_size=len(cells), max_size=len(cells)))
    return [
        shapely.coverage_union_all([c for c, o in zip(cells, owner, strict=True) if o == wanted])
        for wanted in sorted(set(owner))
    ]


@given(coverages())
def test_polygons_are_what_their_arcs_put_together(polygons: list[shapely.Geometry]) -> None:
    topology = cut(polygons)
    for polygon, references in zip(polygons, topology.polygons, strict=True):
        rings = rebuilt(references, topology.arcs)
        area: shapely.Geometry = shapely.Polygon()
        for ring in rings:
            area = shapely.symmetric_difference(area, shapely.Polygon(ring))
        assert shapely.equals(shapely.normalize(area), shapely.normalize(polygon))


@given(coverages())
def test_every_edge_is_stored_once(polygons: list[shapely.Geometry]) -> None:
    topology = cut(polygons)
    edges = [
        frozenset([tuple(a), tuple(b)])
        for arc in topology.arcs
        for a, b in zip(arc[:-1].tolist(), arc[1:].tolist(), strict=True)
    ]
    assert len(edges) == len(set(edges))
    used = [r for polygon in topology.polygons for ring in polygon for r in ring]
    assert {r if r >= 0 else ~r for r in used} == set(range(len(topology.arcs)))


def test_an_island_shares_its_ring_with_the_hole() -> None:
    island = shapely.box(4, 4, 6, 6)
    around = shapely.box(0, 0, 10, 10).difference(island)
    topology = cut([around, island])
    assert len(topology.arcs) == 2
    assert len(topology.polygons[0]) == 2
    (ring,) = topology.polygons[1]
    assert ring[0] in {1, ~1, 0, ~0}


def test_what_shrank_to_a_line_is_left_out() -> None:
    thin = shapely.Polygon([(0, 0), (5, 0.2), (10, 0)])
    topology = cut([thin, shapely.box(0, 0, 3, 3), shapely.Polygon()])
    assert topology.polygons[0] == []
    assert topology.polygons[2] == []
    assert len(topology.arcs) == 1


def test_nothing_gives_nothing() -> None:
    assert cut([]).arcs == []
