"""Age groups in words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.sources.ages import age_group, is_everybody


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("0", 0, 1),
        ("15", 15, 16),
        ("1 rok", 1, 2),
        ("0-4", 0, 5),
        ("0–4", 0, 5),
        ("0 - 4 roky", 0, 5),
        ("0 až 4 roky", 0, 5),
        ("5 až 9 let", 5, 10),
        ("10 let až 14 let", 10, 15),
        (" 80 - 84 let ", 80, 85),
        ("0 až 5 (více nebo rovno 0 a menší než 5)", 0, 5),
    ],
)
def test_groups_end_before_the_next_year(words: str, low: int, high: int) -> None:
    assert age_group(words) == (low, high)


@pytest.mark.parametrize(
    "words",
    [
        "85+",
        "85 +",
        "85 a více",
        "85 a více let",
        "85 a starší",
        "85 let a více",
        "85 (více nebo rovno 85)",
    ],
)
def test_open_groups_have_no_end(words: str) -> None:
    group = age_group(words)
    assert group is not None
    assert group[0] == 85
    assert math.isnan(group[1])


@pytest.mark.parametrize(
    "words", ["", "Celkem", "do 15", "-5", "rok 2024", "2024", "0-4-9", "muži"]
)
def test_other_words_are_no_group(words: str) -> None:
    assert age_group(words) is None


@given(st.integers(0, 110), st.integers(0, 20))
def test_every_way_to_write_a_group_means_the_same(low: int, width: int) -> None:
    high = low + width
    ways = [f"{low}-{high}", f"{low} – {high} let", f"{low} až {high}", f"{low} až {high} roky"]
    assert {age_group(words) for words in ways} == {(low, high + 1.0)}


def test_all_ages_together_are_recognised() -> None:
    assert all(is_everybody(words) for words in ("", "celkem", "Celkem", "Všechny věky"))
    assert not any(is_everybody(words) for words in ("0", "85+", "muži"))
