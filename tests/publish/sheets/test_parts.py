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
from gis_sluzby.publish.sheets.canvas import Canvas
from gis_sluzby.publish.sheets.frame import MapFrame, round_scale
from gis_sluzby.publish.sheets.furniture import field_km
from gis_sluzby.publish.sheets.labels import Occupied, Wanted, place_labels, spread
from gis_sluzby.publish.sheets.lettering import (
    Style,
    fitted,
    narrow,
    running,
    shortened,
    text_width,
    wrapped,
)
from gis_sluzby.publish.sheets.orp_symbols import clusters, draw_symbols
from gis_sluzby.publish.sheets.places import Place, place_text, short_name
from gis_sluzby.publish.sheets.scheme import share_words

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


def a_place(number: int, x: float, y: float, kod: str = "1", obec: str = "Aš") -> Place:
    """A place of one service."""
    return Place(number, f"Domov {number}", obec, kod, ("46",), 1, x, y, travelling=False)


def test_a_provider_is_printed_without_legal_form_in_printed_signs() -> None:
    assert short_name('Domov " PRAMEN " v Mnichově, příspěvková organizace') == (
        "Domov „PRAMEN“ v Mnichově"
    )
    assert short_name("Rytmus - od klienta k občanovi, o.p.s.") == "Rytmus – od klienta k občanovi"
    assert short_name("TOREAL, spol. s r.o.") == "TOREAL"
    assert short_name("z.s.") == "z.s."


def test_the_obec_of_a_place_is_said_once() -> None:
    place = a_place(1, 0, 0, obec="Cheb")
    assert place_text(place) == "Domov 1, Cheb"
    assert place_text(place._replace(providers="Domov Cheb")) == "Domov Cheb"
    assert place_text(place._replace(providers="Domov Chebská")) == "Domov Chebská, Cheb"


@given(
    st.lists(st.text("abcž", min_size=1, max_size=12), min_size=1, max_size=12), st.floats(20, 60)
)
def test_running_items_are_whole_and_no_line_ends_with_a_dot(
    items: list[str], width: float
) -> None:
    lines = running(items, width, Style(6))
    assert [item for line in lines for item in line.split("\u00a0· ")] == items
    assert all(text_width(line, Style(6)) <= width or "·" not in line for line in lines)


@given(st.text("abcž ", min_size=1, max_size=40), st.floats(5, 60))
def test_what_was_made_to_fit_is_not_cut(text: str, width: float) -> None:
    style = fitted(text, width, Style(9), 0.1)
    assert shortened(text, width, style) == text


def test_a_share_is_said_alike_everywhere() -> None:
    assert share_words("nowhere", "covered", 1.0) == ("not_applicable", "netýká se")
    assert share_words("unlimited", "not_applicable", math.nan)[1] == "bez meze"
    assert share_words("time", "no_data", math.nan) == ("no_data", "bez dat")
    assert share_words("time", "partial", 0.5)[1].replace("\u00a0", " ") == "50,0 %"


def test_many_places_that_stand_close_are_one_mark_and_none_is_lost() -> None:
    frame = MapFrame(0, 0, 100, 80, 1e5, (0.0, 0.0))
    close = [a_place(at, 10.0 * at, 0.0) for at in range(1, 9)]
    other = [a_place(9, 4000.0, 0.0), a_place(10, 4000.0, 900.0, "2")]
    (found,) = clusters(frame, [*close, *other])
    assert [place.number for place in found.places] == list(range(1, 9))
    assert found.text == "1–8"
    assert clusters(frame, close[:6]) == []
    symbols = draw_symbols(Canvas(100, 80), frame, [*close, *other], [found])
    assert [symbol.kod_obec for symbol in symbols] == ["1", "2", "1"]


def test_symbols_keep_clear_of_boxes_and_within_the_frame() -> None:
    frame = MapFrame(0, 0, 100, 80, 1e5, (0.0, 0.0))
    places = [a_place(at, -300.0 + 120 * at, 250.0) for at in range(1, 6)]
    places.append(a_place(6, 4990.0, 3990.0))
    box = (45.0, 35.0, 60.0, 45.0)
    symbols = draw_symbols(Canvas(100, 80), frame, places, clear=[box])
    for one in symbols:
        left, top, right, low = one.box
        assert right < box[0] or left > box[2] or low < box[1] or top > box[3], one
        assert left > 0 < top
        assert right < 100
        assert low < 80


def test_a_leader_crosses_no_symbol_where_it_need_not() -> None:
    occupied = Occupied((0, 0, 60, 60))
    # Near on the right a wall lies between; on the left the way is free, though longer.
    wall = (32.6, 27.5, 35, 32.5)
    occupied.add([(28, 28, 32, 32), wall, (22.5, 29.6, 26, 29.9)])
    occupied.add([(0, 0, 60, 27.5), (0, 32.5, 60, 60)])
    placed, dropped = place_labels([Wanted("Aš", 30, 30, Style(6), 2)], occupied, [])
    assert not dropped
    (one,) = placed
    assert one.leader is not None
    assert one.leader[2] < 28


def test_names_in_a_sheet_are_unique() -> None:
    canvas = Canvas(10, 10)
    for _ in range(3):
        canvas.text(1, 1, "a", Style(6), name="place")
    names = [artist.get_gid() for artist in canvas.figure.get_children() if artist.get_gid()]
    assert names == ["place", "place--2", "place--3"]
