"""Entries written by their difference come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.publish.site.alike import by_difference
from gis_sluzby.publish.site.text import to_json
from tests.publish.site_decode import together

VALUES = st.one_of(st.none(), st.integers(0, 3), st.text("ab", max_size=40), st.just([1, 2, 3]))
ENTRIES = st.lists(st.dictionaries(st.sampled_from("dfmlnN"), VALUES), max_size=30)


@given(ENTRIES)
def test_entries_come_back_and_are_never_longer(entries: list[dict[str, object]]) -> None:
    written = by_difference(entries)
    assert together(written) == entries
    assert len(to_json(written)) <= len(to_json(entries))


def test_only_what_differs_is_written() -> None:
    first = {"d": 4, "f": "any", "N": [3, 1, 2], "g": "lidé"}
    second = {**first, "f": "ter"}
    assert by_difference([first, second, {"d": 4}]) == [first, {"a": 0, "f": "ter"}, {"d": 4}]
