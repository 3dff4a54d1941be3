"""Declared and yet idle: the services declare an obec, and had no client in the last year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.coverage.made import CODES, Service, with_capacity


def carer(key: str, *letters: str) -> Service:
    """Give a terénní service that declares obce."""
    areas = tuple(("ter", "obec", letter, "declared") for letter in letters)
    return Service(key, "39", ("ter",), declared=areas)


def report(key: str, value: float | None, year: int = 2024, **more: object) -> dict[str, Any]:
    """Give a row of a service's year."""
    row: dict[str, Any] = {
        "service_id": f"sluzby:{key}",
        "forma": "ter",
        "year": year,
        "field": "klienti",
    }
    return {**row, "value": value, **more}


def idle(services: list[Service], years: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Give services and year by letter of the obec."""
    rows = with_capacity(services, service_year=years)["declared_idle"]
    letters = {code: letter for letter, code in CODES.items()}
    assert set(rows["reason"]) <= {"declared_idle"}
    return {
        letters[row["kod_obec"]]: (row["services"], row["year"]) for row in rows.to_dict("records")
    }


def test_obces_whose_services_had_nobody_are_named() -> None:
    years = [report("1", 0), report("2", 3), report("3", 0)]
    found = idle([carer("1", "A", "B"), carer("2", "B"), carer("3", "A")], years)
    assert found == {"A": (2, 2024)}


@pytest.mark.parametrize(
    "years",
    [
        [],
        [report("1", None)],
        [report("1", 0), report("1", 5, field="úvazky"), report("1", 1, year=2025)],
        [report("1", 0, field="naklady")],
        [report("1", 0, year=2030)],
        [report("1", 0, forma="amb")],
    ],
)
def test_nobody_is_told_idle_without_a_report_of_the_last_year(years: list[dict[str, Any]]) -> None:
    assert idle([carer("1", "A")], years) == {}


def test_the_last_year_counts_and_a_report_of_all_forms_too() -> None:
    years = [report("1", 7, year=2023), report("1", 0, forma="any")]
    assert idle([carer("1", "A")], years) == {"A": (1, 2024)}


def test_one_service_without_a_report_leaves_it_open() -> None:
    assert idle([carer("1", "A"), carer("2", "A")], [report("1", 0)]) == {}
