"""Parts of sheets by themselves: classes, scales, words, symbols that are pushed apart."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gis_sluzby import codelists
from gis_sluzby.cartography import (
    joined_classes,
    minute_classes,
    share_colours,
    share_index,
    share_labels,
)
from gis_sluzby.plan.model import Publish
from gis_sluzby.publish.sheets.atlas import where
from gis_sluzby.publish.sheets.frame import MapFrame, round_scale
from gis_sluzby.publish.sheets.furniture import field_km
from gis_sluzby.publish.sheets.labels import spread
from gis_sluzby.publish.sheets.lettering import Style, narrow, shortened, text_width, wrapped

EDGES = st.lists(st.integers(1, 99), max_size=4, unique=True).map(
    lambda inner: (0.0, *map(float, sorted(inner)), 100.0)
)


@given(EDGES, st.floats(0, 1))
def test_a_share_lies_between_the_edges_of_its_class(
    edges: tuple[float, ...], share: float
) -> None:
    index = int(share_index([share], edges)[0])
    labels, colours = share_labels(edges), share_colours(edges)
    assert len(labels) == len(colours) == len(edges) + 1
    assert len(set(colours)) == len(colours)
    if share == 0:
        assert index == 0
    elif share == 1:
        assert index == len(edges)
    else:
        # A percentage and its share differ in the last bit: the middle of a class is meant.
        assert edges[index - 1] - 1e-9 <= 100 * share <= edges[index] + 1e-9


@given(st.floats(1, 240))
def test_a_sheet_joins_classes_and_shifts_no_edge(limit: float) -> None:
    joined, whole = joined_classes(limit), minute_classes(limit)
    assert set(joined.edges) <= set(whole.edges)
    assert joined.within[-1] == limit
    assert len(joined.within) <= 3
    assert joined.beyond == whole.beyond


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ((0, 50), "končit 100"),
        ((0, 60, 40, 100), "mají růst"),
        ((0, 10, 20, 30, 40, 50, 100), "příliš mnoho"),
    ],
)
def test_wrong_edges_of_shares_are_refused(edges: tuple[float, ...], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Publish(classes=edges)


@given(st.floats(2e3, 4e5), st.floats(2e3, 4e5))
def test_a_scale_is_round_and_the_largest_at_which_the_land_fits(
    width: float, height: float
) -> None:
    scale = round_scale(width, height, 210, 160)
    factor = scale / 10 ** math.floor(math.log10(scale))
    assert round(factor, 6) in {1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7.5}
    assert width / scale * 1000 <= 210 + 1e-9
    assert height / scale * 1000 <= 160 + 1e-9
    # One more step and it would not fit: no round scale is twice as large as its neighbour.
    larger = scale / 2
    assert width / larger * 1000 > 210 or height / larger * 1000 > 160 or scale == 1e4
    assert 30 <= 3 * field_km(scale) * 1e6 / scale <= 50


def test_ten_kilometres_are_a_centimetre_at_one_to_a_million() -> None:
    frame = MapFrame(10, 20, 100, 80, 1e6, (-800_000.0, -1_000_000.0))
    places = frame.place(np.array([[-800_000.0, -1_000_000.0], [-790_000.0, -990_000.0]]))
    assert places.tolist() == [[60.0, 60.0], [70.0, 50.0]]


@given(
    st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=1, max_size=12),
    st.floats(0.5, 2.5),
)
def test_symbols_do_not_touch_and_those_that_are_free_do_not_move(
    places: list[tuple[float, float]], radius: float
) -> None:
    true = np.array(places)
    stand = spread(true, np.full(len(true), radius), 0.5)
    for one, other in combinations(stand.tolist(), 2):
        assert math.dist(one, other) >= 2 * radius + 0.4
    alone = [
        at
        for at, place in enumerate(places)
        if all(math.dist(place, other) > 20 * radius for i, other in enumerate(places) if i != at)
    ]
    if len(alone) == len(places):
        assert (stand == true).all()


def test_kraje_are_named_in_the_locative() -> None:
    said = {kraj.name: where(kraj.name) for kraj in codelists.kraje()}
    assert said["Karlovarský kraj"].replace("\u00a0", " ") == "v Karlovarském kraji"
    assert said["Hlavní město Praha"].replace("\u00a0", " ") == "v hlavním městě Praze"
    assert said["Středočeský kraj"].startswith("ve")
    assert all(text.endswith(("kraji", "Praze", "Vysočina")) for text in said.values())


def test_every_kind_has_a_name_for_headings() -> None:
    for druh in codelists.druhy():
        assert druh.genitive
        assert druh.genitive == druh.genitive.strip().lower()


def test_numbers_have_narrow_spaces() -> None:
    assert narrow("1\u00a0234\u00a0567 a 95,8\u00a0%") == "1\u202f234\u202f567 a 95,8\u202f%"
    assert narrow("v\u00a0obci 12\u00a0let") == "v\u00a0obci 12\u00a0let"


@given(st.text("abc ěščž", min_size=1, max_size=60), st.floats(10, 60))
def test_lines_fit_where_words_do(text: str, width: float) -> None:
    style = Style(7)
    lines = wrapped(text, width, style)
    assert " ".join(lines) == text
    for line in lines:
        assert text_width(line, style) <= width or " " not in line
    assert text_width(shortened(text, width, style), style) <= width
    widths = [text_width(text[:end], style) for end in range(len(text) + 1)]
    assert all(low <= up + 0.3 for low, up in pairwise(widths))
