"""Changes of obce, by hand."""

from __future__ import annotations

from typing import Any

import shapely

from gis_sluzby.history import diff
from tests.small_centre import obce_rows, small_centre, square

Row = dict[str, Any]


def told(old: list[Row], new: list[Row]) -> list[tuple[Any, ...]]:
    """Give what changed between two sets of obce."""
    table = diff(small_centre(obce=old), small_centre(obce=new))
    assert set(table["subject"]) <= {"obec"}
    rows = table[["change", "id_before", "id_after", "name", "before", "after"]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


def obce(**changes: Row) -> list[Row]:
    """Give the four obce, some changed, by their code after "o"."""
    return [{**row, **changes.get(f"o{row['kod_obec']}", {})} for row in obce_rows()]


def test_nothing_changed() -> None:
    assert told(obce(), obce()) == []


def test_merged_into_the_one_that_takes_the_area() -> None:
    merged = obce(o100001={"geometry": shapely.union(square(0), square(1))})
    del merged[1]
    assert told(obce(), merged) == [
        ("obec_merged", "100002", "100001", "Obec 2", "Obec 2", "Obec 1")
    ]
    assert told(merged, obce()) == [("obec_new", "100001", "100002", "Obec 2", "Obec 1", None)]


def test_renamed_and_moved_to_another_orp() -> None:
    changed = obce(o100003={"nazev": "Nová Ves", "kod_orp": "9901"})
    assert told(obce(), changed) == [
        ("obec_renamed", "100003", "100003", "Nová Ves", "Obec 3", "Nová Ves"),
        ("obec_orp", "100003", "100003", "Nová Ves", "9902", "9901"),
    ]


def test_recoded_is_neither_merged_nor_new() -> None:
    changed = obce(o100004={"kod_obec": "200004", "nazev": "Jinak"})
    assert told(obce(), changed) == [
        ("obec_renamed", "100004", "200004", "Jinak", "Obec 4", "Jinak"),
        ("obec_recoded", "100004", "200004", "Obec 4", "100004", "200004"),
    ]


def test_two_that_make_a_new_one_are_merged() -> None:
    both = {**obce_rows()[0], "kod_obec": "200001", "nazev": "Spojená"}
    both["geometry"] = shapely.union(square(0), square(1))
    assert told(obce(), [both, *obce()[2:]]) == [
        ("obec_new", "100001", "200001", "Spojená", "Obec 1", None),
        ("obec_merged", "100001", "200001", "Obec 1", "Obec 1", "Spojená"),
        ("obec_merged", "100002", "200001", "Obec 2", "Obec 2", "Spojená"),
    ]


def test_one_that_leaves_no_heir() -> None:
    assert told(obce(), obce()[:3]) == [("obec_ended", "100004", None, "Obec 4", None, None)]
    assert told(obce()[:3], obce()) == [("obec_new", None, "100004", "Obec 4", None, None)]


def test_the_belt_around_the_plan_does_not_count() -> None:
    outside = obce(o100004={"in_plan": False})
    assert told(outside, outside[:3]) == []
    assert told(outside[:3], outside) == []
    assert told(outside, obce(o100004={"in_plan": False, "nazev": "Jinak"})) == []
