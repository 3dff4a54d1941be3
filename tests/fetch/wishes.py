"""The small plan with sources that are fetched from a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_plan import PLAN, small_population, small_services

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

SERVICES = small_services().encode()
PEOPLE = small_population().encode()


def plan_wanting(folder: Path, wishes: dict[str, str], more: str = "") -> Path:
    """Write the small plan, some of whose sources (by id) are fetched; give its path."""
    text = more + PLAN if more else PLAN
    for name, wish in wishes.items():
        text = text.replace(f'\nid = "{name}"\n', f'\nid = "{name}"\nfetch = "{wish}"\n')
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read_wanting(folder: Path, wishes: dict[str, str]) -> Plan:
    """Write such a plan and read it."""
    from gis_sluzby.plan import read_plan  # noqa: PLC0415  (a test may not need it)

    return read_plan(plan_wanting(folder, wishes))
