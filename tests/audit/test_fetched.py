"""Fetched files that were changed since are found, and their results are not remembered as good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.audit.fetched import changed_since_fetch
from gis_sluzby.centre import load
from gis_sluzby.fetch.lock import LOCK, read_lock
from gis_sluzby.fetch.run import fetch
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.plan import Plan

RULE = "changed_since_fetch"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The small plan, its services fetched from a folder."""
    path = write_small_plan(tmp_path / "plan")
    (tmp_path / "mirror").mkdir()
    (tmp_path / "plan" / "data" / "sluzby.csv").rename(tmp_path / "mirror" / "sluzby.csv")
    text = path.read_text("utf-8")
    wish = '\nid = "sluzby"\nfetch = "https://data.example/sluzby.csv"\n'
    path.write_text(text.replace('\nid = "sluzby"\n', wish), "utf-8")
    read = read_plan(path)
    fetch(read, mirror=str(tmp_path / "mirror")).stop_on_errors()
    return read


def edit(plan: Plan) -> None:
    """Change the services by a space at the end of the last line."""
    file = plan.path.parent / "data" / "sluzby.csv"
    file.write_bytes(file.read_bytes().rstrip() + b" \n")


def rules(audit: pd.DataFrame) -> set[str]:
    return set(audit["rule"])


def test_files_as_they_were_fetched_are_no_finding(plan: Plan) -> None:
    assert list(read_lock(plan.path.parent / "data")) == ["sluzby.csv"]
    centre = load(plan).centre
    assert changed_since_fetch(plan, centre["sources"]) == []
    assert RULE not in rules(centre["audit"])


def test_a_changed_file_is_a_warning_of_its_source(plan: Plan) -> None:
    edit(plan)
    audit = load(plan).centre["audit"]
    (found,) = audit[audit["rule"] == RULE].to_dict("records")
    assert (found["severity"], found["row_id"]) == ("warning", "sluzby")
    assert found["found"] == "soubor sluzby.csv se od stažení změnil"


def test_a_result_is_not_remembered_without_the_finding(plan: Plan) -> None:
    """The same bytes with and without a record are not the same input."""
    edit(plan)
    record = plan.path.parent / "data" / LOCK
    kept = record.read_bytes()
    record.unlink()
    assert RULE not in rules(compute(plan).centre["audit"])
    record.write_bytes(kept)
    assert RULE in rules(compute(plan).centre["audit"])
