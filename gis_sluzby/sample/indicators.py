"""Indicators of need by ORP, as a department of the kraj keeps them: a workbook of Excel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from gis_sluzby.sample.seeds import KRAJ, random

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

_TITLE = "Ukazatele potřebnosti ve Vzorovém kraji – MODELOVÁ DATA"
_HEADER = ("ORP", "Ukazatel", "Počet osob")
#: What is counted, and how many there are per 1,000 people, at the least and at the most.
_INDICATORS = {
    "příjemci příspěvku na péči, I. a II. stupeň": (16.0, 22.0),
    "příjemci příspěvku na péči, III. a IV. stupeň": (9.0, 13.0),
    "odmítnutí zájemci o službu": (1.0, 4.0),
}
#: Written in place of the time: the same rows give the same bytes.
_MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001  (Excel knows no zones)


def make_indicators(obce: gpd.GeoDataFrame, people: pd.Series[int]) -> list[tuple[Any, ...]]:
    """Make the rows of the sheet.

    Parameters
    ----------
    obce
        The frame of `make_obce`.
    people
        People by code of obec.

    Returns
    -------
    list
        Title, an empty row, the header; a row an indicator, the ORP named at the first one of its
        rows only; the totals.
    """
    rng = random("indicators")
    own = obce[obce["KOD_KRAJ"] == KRAJ]
    size = people.reindex(own["KOD_OBEC"]).groupby(own["NAZ_ORP"].to_numpy()).sum()
    rows: list[tuple[Any, ...]] = [(_TITLE,), (), _HEADER]
    totals = dict.fromkeys(_INDICATORS, 0)
    for orp, count in size.items():
        name = orp
        for indicator, rates in _INDICATORS.items():
            persons = round(count * rng.uniform(*rates) / 1000)
            rows.append((name, indicator, persons))
            totals[indicator] += persons
            name = None
    return rows + [("Celkem", indicator, persons) for indicator, persons in totals.items()]


def write_indicators(path: Path, rows: list[tuple[Any, ...]]) -> None:
    """Write the workbook, the same bytes for the same rows.

    Parameters
    ----------
    path
        The file; overwritten.
    rows
        As `make_indicators` gives them.
    """
    import xlsxwriter  # noqa: PLC0415  (nothing else of the sample region needs it)

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Ukazatele")
        sheet.set_column(0, 1, 40)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
