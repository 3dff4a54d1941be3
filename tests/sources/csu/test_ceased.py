"""Obce that are no more: their people are counted where they went, and nothing is dropped."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.sources.csu.ceased import Registry, registry_of, unknown_obce, with_merged
from gis_sluzby.sources.csu.relations import Relations
from tests.sources.given import source_of

SOURCE = source_of("population", "a.csv")


def series(**texts: str) -> pd.Series[str]:
    return pd.Series({code.lstrip("o"): text for code, text in texts.items()}, dtype="str")


def test_successors_are_followed_to_an_obec_of_today() -> None:
    relations = Relations(
        names=series(o100001="A"),
        ceased=series(o100002="B"),
        successors=series(o100003="100002", o100002="100001", o100005="100006", o100006="100005"),
    )
    registry = registry_of(relations, ["100004"])
    assert registry.known == {"100001", "100004"}
    assert registry.whole
    assert registry.successors == {"100003": "100001", "100002": "100001"}
    assert registry.named("100002") == "B (100002)"
    assert registry.named("100003") == "100003"


def test_an_obec_of_today_has_no_successor() -> None:
    relations = Relations(successors=series(o100001="100002"))
    registry = registry_of(relations, ["100001", "100002"])
    assert registry.successors == {}
    assert not registry.whole


def people(*rows: tuple[str, str, int, float, int]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["kod_obec", "sex", "age_from", "age_to", "people"])
    return frame.set_axis(range(2, len(rows) + 2))


def test_people_of_a_merged_obec_are_added_to_its_heir_group_by_group() -> None:
    registry = Registry(
        frozenset({"100001"}),
        names={"100001": "A", "100002": "B"},
        successors={"100002": "100001"},
    )
    open_group = float("nan")
    frame = people(
        ("100001", "all", 0, 15.0, 10),
        ("100001", "all", 15, open_group, 20),
        ("100002", "all", 0, 15.0, 3),
        ("100002", "male", 0, 15.0, 1),
        ("100002", "all", 15, open_group, 4),
    )
    summed, [found] = with_merged(frame, registry, SOURCE)
    assert summed.set_index(["sex", "age_from"])["people"].to_dict() == {
        ("all", 0): 13,
        ("all", 15): 24,
        ("male", 0): 1,
    }
    assert summed.index.tolist() == [2, 3, 5]
    assert (found["rule"], found["source_row"]) == ("obec_ceased", 4)
    assert found["found"] == "obec B (100002) už není, osob 7"
    assert found["action"] == "osoby připočteny k obci A (100001)"


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "2", "3", "4"]), st.integers(0, 90), st.integers(0, 50)),
        max_size=30,
        unique_by=lambda row: row[:2],
    )
)
def test_nobody_is_lost_or_counted_twice(rows: list[tuple[str, int, int]]) -> None:
    registry = Registry(frozenset({"1", "2"}), successors={"3": "1", "4": "1"})
    frame = people(*((code, "all", age, age + 1.0, count) for code, age, count in rows))
    summed, found = with_merged(frame, registry, SOURCE)
    assert summed["people"].sum() == frame["people"].sum()
    assert not summed.duplicated(["kod_obec", "sex", "age_from"]).any()
    assert set(summed["kod_obec"]) <= {"1", "2"}
    assert len(found) == len({code for code, *_ in rows} & {"3", "4"})


def test_codes_that_are_no_obec_of_today_are_named_once() -> None:
    codes = pd.Series(["100001", "100008", "100008", "100002", "003018"], index=range(2, 7))
    registry = Registry(frozenset({"100001"}), whole=True, successors={"100002": "100001"})
    [found] = unknown_obce(codes, registry, SOURCE)
    assert (found["rule"], found["severity"], found["source_row"]) == (
        ("obec_elsewhere", "warning", 3)
    )
    assert found["found"] == "obcí, které hranice ani číselník nemají: 1 (100008)"
    [partial] = unknown_obce(codes, registry._replace(whole=False), SOURCE)
    assert partial["severity"] == "info"
    assert unknown_obce(codes, Registry(), SOURCE) == []
    assert unknown_obce(codes.iloc[[0]], registry, SOURCE) == []
