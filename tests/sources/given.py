"""A source of the small plan that reads a file of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.plan import Plan, Source, read_plan
from gis_sluzby.sources.attributes import Known
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def plan_in(folder: Path) -> Plan:
    """Give the small plan, whose data folder is empty."""
    (folder / "data").mkdir(exist_ok=True)
    file = folder / "plan.toml"
    file.write_text(PLAN, encoding="utf-8")
    return read_plan(file)


def source_of(table: str, path: str, **keys: Any) -> Source:  # noqa: ANN401  (any key of a source)
    """Declare a source; the reader is known by the file's name."""
    given = {
        "id": "zdroj",
        "table": table,
        "reader": "csv" if path.endswith(".csv") else "vector",
        "path": path,
        "vintage": "2025-01-01",
        "licence": "CC0-1.0",
        "attribution": "modelová data",
    }
    return Source.model_validate(given | keys)


def csv_source(plan: Plan, table: str, text: str, **keys: Any) -> Source:  # noqa: ANN401
    """Write a CSV into the plan's data folder and declare it."""
    (plan.path.parent / "data" / "a.csv").write_text(text, encoding="utf-8", newline="")
    return source_of(table, "a.csv", **keys)


def known(*service_ids: str) -> Known:
    """Give services that count, whose identifiers are their keys; no areas have names."""
    keys = [service.partition(":")[2] for service in service_ids]
    services = pd.DataFrame({"service_id": service_ids, "identifikator": keys}, dtype="str")
    return Known(services, [])


def told(reading: Callable[[], object]) -> list[str]:
    """Give what is wrong, without the last line, which says how to go on."""
    with pytest.raises(InputError) as caught:
        reading()
    lines = str(caught.value).splitlines()
    return [line for line in lines if "řádků, které nelze přijmout" not in line]
