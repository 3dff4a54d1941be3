from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.cartography import (
    DARK,
    LIGHT,
    NBSP,
    NO_VALUE,
    PATTERNS,
    class_index,
    class_labels,
    counted,
    czech_sorted,
    minute_classes,
    nonbreaking,
    number,
    percent,
    plural,
    shown_minutes,
)

limits = st.integers(1, 240).map(float)
minutes = st.floats(0, 500, allow_nan=False)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


# ---------------------------------------------------------------- classes


def test_a_limit_of_thirty_makes_the_classes_of_the_scale() -> None:
    classes = minute_classes(30)
    assert list(classes.within) == [10, 15, 20, 30]
    assert list(classes.beyond) == [45, 60]
    assert [plain(label) for label in class_labels(classes.edges)] == [
        "do 10 min",
        "11–15 min",
        "16–20 min",
        "21–30 min",
        "31–45 min",
        "46–60 min",
        "nad 60 min",
    ]


@pytest.mark.parametrize(
    ("limit", "within", "beyond"),
    [
        (20, (7, 10, 13, 20), (30, 40)),
        (45, (15, 23, 30, 45), (68, 90)),
        (60, (20, 30, 40, 60), (90, 120)),
        (15, (5, 8, 10, 15), (23, 30)),
        (2, (1, 2), (3, 4)),
        (1, (1,), (2,)),
        (22.5, (8, 11, 15, 22.5), (34, 45)),
    ],
)
def test_inner_edges_are_whole_minutes_and_the_limit_stays(
    limit: float, within: tuple[float, ...], beyond: tuple[float, ...]
) -> None:
    classes = minute_classes(limit)
    assert classes.within == within
    assert classes.beyond == beyond


@pytest.mark.parametrize("limit", [0, -5, math.nan])
def test_a_limit_must_be_above_zero(limit: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        minute_classes(limit)


@given(limits)
def test_edges_rise_and_the_limit_is_one_of_them(limit: float) -> None:
    classes = minute_classes(limit)
    assert list(classes.edges) == sorted(set(classes.edges))
    assert classes.within[-1] == limit
    assert len(class_labels(classes.edges)) == len(classes.edges) + 1


@given(limits, minutes)
def test_shown_minutes_never_contradict_the_class_or_the_limit(limit: float, value: float) -> None:
    edges = minute_classes(limit).edges
    shown = shown_minutes(value)
    assert class_index(value, edges) == class_index(shown, edges)
    assert (value <= limit) == bool(shown <= limit)


@given(limits, minutes)
def test_class_index_counts_the_edges_below(limit: float, value: float) -> None:
    edges = minute_classes(limit).edges
    assert int(class_index(value, edges)) == sum(Fraction(edge) < Fraction(value) for edge in edges)


def test_the_upper_edge_belongs_to_its_class_and_nan_has_none() -> None:
    found = class_index([0, 10, 10.000001, 30, 30.2, math.nan], minute_classes(30).within)
    assert found.tolist() == [0, 0, 1, 3, 4, -1]


def test_a_begun_minute_counts_whole() -> None:
    assert shown_minutes([30.0, np.nextafter(30.0, 31), 30.2, 0.0]).tolist() == [30, 31, 31, 0]
    assert np.isnan(shown_minutes(math.nan))


def test_a_class_of_one_minute_is_named_by_it() -> None:
    assert [plain(label) for label in class_labels((1, 2))] == ["do 1 min", "2 min", "nad 2 min"]
    assert class_labels(()) == []


# ---------------------------------------------------------------- colours


def lightness(colour: str) -> float:
    """L* of CIELAB (sRGB, D65)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * (y ** (1 / 3) if y > 216 / 24389 else (24389 / 27 * y + 16) / 116) - 16


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_near_is_light_and_far_is_dark_also_in_grey(palette: type(LIGHT)) -> None:  # type: ignore[valid-type]
    for ramp in (palette.ramp, palette.beyond, palette.unlimited):
        steps = np.diff([lightness(colour) for colour in ramp])
        assert (steps < -4).all()
    assert (np.diff([lightness(colour) for colour in palette.ramp]) <= -15).all()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_and_marks_can_be_told_from_their_ground(palette: type(LIGHT)) -> None:  # type: ignore[valid-type]
    ui = palette.ui
    for ground in ("surface", "paper", "surface-2"):
        assert contrast(ui["ink"], ui[ground]) >= 7
        assert contrast(ui["ink-2"], ui[ground]) >= 4.5
    assert contrast(ui["accent"], ui["accent-soft"]) >= 4.5
    assert contrast(ui["on-accent"], ui["accent"]) >= 4.5
    assert contrast(ui["out-ink"], ui["out-soft"]) >= 4.5
    assert contrast(ui["danger"], ui["surface"]) >= 4.5
    assert contrast(ui["line-strong"], ui["surface"]) >= 3
    for name in ("uncovered", "no_data", "not_applicable"):
        assert contrast(*palette.patterns[name]) >= 3


def test_both_themes_have_the_same_tokens() -> None:
    assert LIGHT.ui.keys() == DARK.ui.keys()
    assert LIGHT.lines.keys() == DARK.lines.keys()
    assert LIGHT.patterns.keys() == DARK.patterns.keys() == PATTERNS.keys()
    assert len({pattern.kind for pattern in PATTERNS.values()}) == len(PATTERNS)


# ---------------------------------------------------------------- Czech


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (1234.5, None, "1 234,5"),
        (2249, None, "2 249"),
        (1_234_567, None, "1 234 567"),
        (0.1 + 0.2, None, "0,3"),
        (-3.5, None, "−3,5"),
        (-0.0001, 1, "0,0"),
        (2.0, 1, "2,0"),
        (math.nan, None, NO_VALUE),
    ],
)
def test_numbers_are_czech(value: float, decimals: int | None, text: str) -> None:
    assert plain(number(value, decimals)) == text


@given(st.integers(-(10**12), 10**12))
def test_a_written_number_reads_back(value: int) -> None:
    text = number(value)
    assert " " not in text
    assert int(text.replace(NBSP, "").replace("−", "-")) == value


@given(st.floats(0, 1, allow_nan=False))
def test_a_hundred_percent_only_when_nobody_is_left_out(share: float) -> None:
    text = plain(percent(share))
    assert (text == "100 %") == (share == 1)
    assert (text == "0 %") == (share == 0)
    shown = float(text.removesuffix(" %").replace(",", "."))
    assert abs(shown - share * 100) <= 0.1
    assert percent(share).endswith(f"{NBSP}%")


def test_a_share_that_is_not_known_is_a_dash() -> None:
    assert percent(math.nan) == NO_VALUE


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "obcí"), (1, "obec"), (2, "obce"), (4, "obce"), (5, "obcí"), (22, "obcí")],
)
def test_plurals_follow_the_number(count: int, word: str) -> None:
    assert plural(count, "obec", "obce", "obcí") == word
    assert counted(count, "obec", "obce", "obcí") == f"{count}{NBSP}{word}"


def test_names_are_sorted_as_czech_does() -> None:
    names = [
        "Chodov",
        "Hazlov",
        "Cheb",
        "Žlutice",
        "Zálesí",
        "Čistá",
        "Cvikov",
        "Šabina",
        "Sokolov",
    ]
    assert czech_sorted(names) == [
        "Cvikov",
        "Čistá",
        "Hazlov",
        "Cheb",
        "Chodov",
        "Sokolov",
        "Šabina",
        "Zálesí",
        "Žlutice",
    ]
    assert czech_sorted([(1, "Ch"), (2, "H")], key=lambda row: row[1]) == [(2, "H"), (1, "Ch")]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("v dosahu", "v_dosahu"),
        ("a k tomu i s ním", "a_k_tomu i_s_ním"),
        ("(v obci)", "(v_obci)"),
        ("do 30 min autem", "do 30_min autem"),
        ("95,8 % obyvatel", "95,8_% obyvatel"),
        ("podle § 46", "podle §_46"),
        ("27. 9. 2026", "27._9._2026"),
        ("TyfloCentrum, o. p. s.", "TyfloCentrum, o._p._s."),
        ("Společnost, z. s.", "Společnost, z._s."),
        ("celkem 1 234 567 lidí", "celkem 1_234_567_lidí"),
        ("Žlutice a Valeč", "Žlutice a_Valeč"),
    ],
)
def test_what_belongs_together_stays_together(text: str, joined: str) -> None:
    assert nonbreaking(text).replace(NBSP, "_") == joined


@given(st.text(alphabet="aAkKvVs 0123456789.,%§()minletzop„“\u00a0", max_size=60))
def test_non_breaking_spaces_change_spaces_only_and_once(text: str) -> None:
    once = nonbreaking(text)
    assert nonbreaking(once) == once
    assert once.replace(NBSP, "").replace(" ", "") == text.replace(NBSP, "").replace(" ", "")
