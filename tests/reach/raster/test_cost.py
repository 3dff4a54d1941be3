"""Least minutes over friction against a slow, obvious search, and against the straight line."""

from __future__ import annotations

from math import exp, hypot, inf, isinf, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.reach.raster.cost import least_minutes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CELL = 100.0


def obvious(
    friction: Floats, begin: dict[tuple[int, int], float], heights: Floats | None, sign: float
) -> Floats:
    """Improve every cell from its neighbours until nothing changes."""
    rows, columns = friction.shape
    least = np.full(friction.shape, inf)
    for place, minutes in begin.items():
        if not isinf(friction[place]):
            least[place] = min(least[place], minutes)
    changed = True
    while changed:
        changed = False
        for row in range(rows):
            for column in range(columns):
                for other in [
                    (row + down, column + right)
                    for down in (-1, 0, 1)
                    for right in (-1, 0, 1)
                    if (down or right) and 0 <= row + down < rows and 0 <= column + right < columns
                ]:
                    blocked = isinf(friction[row, column]) or isinf(friction[other])
                    beside = friction[row, other[1]], friction[other[0], column]
                    aslant = other[0] != row and other[1] != column
                    if blocked or (aslant and isinf(beside[0]) and isinf(beside[1])):
                        continue
                    metres = CELL * (sqrt(2) if aslant else 1)
                    took = metres * (friction[row, column] + friction[other]) / 2
                    if heights is not None:
                        slope = sign * (heights[other] - heights[row, column]) / metres
                        took *= exp(3.5 * abs(slope + 0.05)) / exp(3.5 * 0.05)
                    if least[other] + took < least[row, column] - 1e-12:
                        least[row, column] = least[other] + took
                        changed = True
    return least


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Floats, dict[tuple[int, int], float], Floats]:
    """Draw friction with barriers, starts and heights."""
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    friction = random.uniform(0.005, 0.05, (rows, columns))
    friction[random.random((rows, columns)) < draw(st.sampled_from([0.0, 0.3, 0.6]))] = inf
    places = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    begin = draw(st.dictionaries(places, st.floats(0, 5), min_size=1, max_size=4))
    return friction, begin, random.uniform(200, 260, (rows, columns))


def computed(
    friction: Floats, begin: dict[tuple[int, int], float], **how: Floats | float | bool | None
) -> Floats:
    """Compute the same by the program."""
    starts = np.array([row * friction.shape[1] + column for row, column in begin], np.int64)
    return least_minutes(friction, CELL, starts, np.array(list(begin.values())), **how)  # type: ignore[arg-type]


@settings(max_examples=150)
@given(worlds())
def test_it_agrees_with_the_obvious_search(
    world: tuple[Floats, dict[tuple[int, int], float], Floats],
) -> None:
    friction, begin, _ = world
    expected = obvious(friction, begin, None, 1.0)
    np.testing.assert_allclose(computed(friction, begin), expected, rtol=1e-12)


@settings(max_examples=75)
@given(world=worlds(), towards=st.booleans())
def test_so_does_walking_up_and_down(
    world: tuple[Floats, dict[tuple[int, int], float], Floats], *, towards: bool
) -> None:
    friction, begin, heights = world
    # Towards the start people go from the cell that is reached to the one before it.
    expected = obvious(friction, begin, heights, 1.0 if towards else -1.0)
    found = computed(friction, begin, heights=heights, towards=towards)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_walking_by_hand() -> None:
    # 6 km/h on a path: 1 minute for 100 m; a tenth uphill takes exp(3.5 · 0.1) times longer, and a
    # tenth downhill as long as even ground, for the best slope lies half-way between them.
    friction, heights = np.full((1, 3), 0.01), np.array([[0.0, 10.0, 20.0]])
    start = np.array([0])
    down = least_minutes(friction, CELL, start, heights=heights, towards=True)
    up = least_minutes(friction, CELL, start, heights=heights, towards=False)
    assert down.tolist() == [[0.0, pytest.approx(1.0), pytest.approx(2.0)]]
    assert up[0, 2] == pytest.approx(2 * exp(0.35))


def test_unknown_heights_are_even_ground() -> None:
    friction = np.full((3, 3), 0.01)
    flat = least_minutes(friction, CELL, np.array([4]))
    unknown = least_minutes(friction, CELL, np.array([4]), heights=np.full((3, 3), np.nan))
    np.testing.assert_array_equal(flat, unknown)


def test_a_river_one_cell_wide_holds_also_aslant() -> None:
    friction = np.where(np.eye(6, dtype=bool), np.inf, 0.01)
    found = least_minutes(friction, CELL, np.array([5]))
    row, column = np.indices((6, 6))
    assert np.isfinite(found[column > row]).all()
    assert np.isinf(found[column <= row]).all()


def test_a_start_in_a_barrier_is_passed_over() -> None:
    friction = np.array([[np.inf, 0.01]])
    assert np.isinf(least_minutes(friction, CELL, np.array([0]))).all()


def test_the_limit_itself_is_within() -> None:
    found = least_minutes(np.full((1, 4), 0.01), CELL, np.array([0]), limit=2.0)
    assert found.tolist() == [[0.0, 1.0, 2.0, np.inf]]


def test_many_starts_and_large_heaps() -> None:
    random = np.random.default_rng(7)
    friction = random.uniform(0.001, 1.0, (60, 60))
    starts = np.arange(0, 3600, 2)
    every = least_minutes(friction, CELL, starts)
    singly = np.min([least_minutes(friction, CELL, starts[n::60]) for n in range(60)], axis=0)
    np.testing.assert_allclose(every, singly, rtol=1e-12)


def test_eight_directions_are_up_to_eight_per_cent_longer_than_the_straight_line() -> None:
    # The method page states the bias; at 22.5° it is 8.2 %, along the axes and diagonals none.
    size = 201
    found = least_minutes(np.full((size, size), 0.01), 1.0, np.array([size * size // 2])) / 0.01
    row, column = np.indices((size, size)) - size // 2
    straight = np.hypot(row, column)
    ratio = found[straight > 50] / straight[straight > 50]
    assert ratio.min() == pytest.approx(1.0)
    assert ratio.max() == pytest.approx(hypot(1, sqrt(2) - 1), abs=1e-3)
    assert ratio.max() == pytest.approx(1.082, abs=1e-3)
    round_about = ratio[(straight[straight > 50] < 100)]
    assert round_about.mean() == pytest.approx(1.055, abs=0.002)
