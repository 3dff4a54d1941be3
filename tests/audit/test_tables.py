"""The audit of tables against each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.audit.tables import (
    apart_vintages,
    undescribed_sources,
    unknown_forms,
    unused_classes,
)
from gis_sluzby.plan import read_plan
from tests.small_plan import PLAN, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan


def test_services_without_a_form_are_counted_by_source() -> None:
    services = pd.DataFrame({"service_id": ["a:1", "a:2", "b:1"], "source_id": ["a", "a", "b"]})
    offers = pd.DataFrame(
        {"service_id": ["a:1", "a:2", "b:1", "b:1"], "forma": ["unknown", "amb", "amb", "ter"]}
    )
    [finding] = unknown_forms({"services": services, "offers": offers})
    assert (finding["rule"], finding["severity"]) == ("forma_unknown", "warning")
    assert (finding["source_id"], finding["row_id"]) == ("a", None)
    assert finding["found"] == "forma není známa u 1 z 2 služeb"


def test_a_source_of_another_time_is_named() -> None:
    vintages = ["2020-12-31", "2024-06-30", "2026-06-30", "2028-09-27", "2028-10-01"]
    sources = pd.DataFrame({"source_id": list("abcde"), "vintage": vintages})
    findings = apart_vintages(sources, date(2026, 9, 27))
    assert [(one["row_id"], one["found"]) for one in findings] == [
        ("a", "data platí k 31. 12. 2020"),
        ("b", "data platí k 30. 6. 2024"),
        ("e", "data platí k 1. 10. 2028"),
    ]
    assert {(one["rule"], one["severity"]) for one in findings} == {("vintage_apart", "info")}


def plan_of(folder: Path, *changes: tuple[str, str]) -> Plan:
    """Give the small plan with some of its words changed."""
    path = write_small_plan(folder)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def test_classes_that_the_network_does_not_have_are_named(tmp_path: Path) -> None:
    stated = '\n[reach]\njoin_exclude = ["motorway"]\n[reach.kmh]\n"silnice II. třídy" = 50\n'
    path = write_small_plan(tmp_path)
    path.write_text(PLAN + stated, encoding="utf-8")
    plan = read_plan(path)
    roads = pd.DataFrame({"trida": ["silnice II. třídy", "dálnice"]})
    [finding] = unused_classes(plan, roads)
    assert (finding["rule"], finding["column"]) == ("class_unused", "join_exclude")
    assert finding["found"] == "v síti nejsou: motorway"
    assert unused_classes(plan_of(tmp_path / "b"), roads) == []
    assert unused_classes(plan, roads.iloc[:0]) == []


def test_a_source_without_licence_and_services_that_count_for_nothing(tmp_path: Path) -> None:
    sources = pd.DataFrame({"table": ["services", "obce"], "rows_kept": [3, 9]})
    assert undescribed_sources(plan_of(tmp_path / "a"), sources) == []
    plan = plan_of(tmp_path / "b", ('complete_for = "all"', "complete_for = []"))
    [finding] = undescribed_sources(plan, sources)
    assert (finding["rule"], finding["column"]) == ("nothing_complete", "complete_for")
    assert undescribed_sources(plan, sources.assign(rows_kept=0)) == []
    source = plan.source[0].model_copy(update={"licence": "doplňte"})
    open_plan = plan_of(tmp_path / "c").model_copy(update={"source": (source, *plan.source[1:])})
    rules = [one["rule"] for one in undescribed_sources(open_plan, sources.iloc[1:])]
    assert rules == ["source_undescribed"]
