"""Edges of the bands of isochrones follow from the standards."""

from __future__ import annotations

import pandas as pd

from gis_sluzby.cartography.isochrones import isochrone_edges


def edges(*rows: tuple[str, str, str, float | None]) -> dict[str, list[float]]:
    """Give the edges by druh of rows druh, forma, cs, limit."""
    frame = pd.DataFrame(rows, columns=["druh", "forma", "cs", "limit_minutes"])
    found = isochrone_edges(frame.astype({"limit_minutes": float}))
    return {str(druh): own["minutes"].tolist() for druh, own in found.groupby("druh")}


def test_the_row_for_any_form_and_group_decides() -> None:
    rows = ("46", "any", "any", 30.0), ("46", "amb", "any", 60.0), ("46", "any", "seniori", 20.0)
    assert edges(*rows) == {"46": [10.0, 15.0, 20.0, 30.0]}


def test_else_the_longest_limit_of_a_form() -> None:
    rows = ("40", "any", "any", None), ("40", "amb", "any", 20.0), ("40", "ter", "any", None)
    assert edges(*rows) == {"40": [7.0, 10.0, 13.0, 20.0]}


def test_a_kind_without_a_limit_has_the_classes_of_such_kinds() -> None:
    assert edges(("49", "any", "any", None)) == {"49": [15.0, 30.0, 45.0, 60.0]}
