"""Cells: text to codes, numbers, dates, flags and lists; what is not understood is marked."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.plan.fields import Field
from gis_sluzby.sources.cells import as_text, parse

NOTHING = None
KOD_OBEC = Field("code", digits=6)


def parsed(value: object, field: Field) -> object:
    """Give the value of one cell, "?" where it is not understood."""
    values, bad = parse(pd.Series([value], dtype=object), field)
    if bad.iloc[0]:
        return "?"
    return None if values.isna().iloc[0] else values.iloc[0]


@pytest.mark.parametrize("kind", ["text", "code", "date", "number", "integer", "list"])
@pytest.mark.parametrize("empty", ["", "  ", None, np.nan, "\u00a0"])
def test_an_empty_cell_is_null_and_never_wrong(kind: str, empty: object) -> None:
    assert parsed(empty, Field(kind)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("554481", "554481"),
        (" 554481 ", "554481"),
        ("554481.0", "554481"),
        (554481, "554481"),
        ("54481", "054481"),
        ("5544811", "?"),
        ("55448a", "?"),
        ("-54481", "?"),
        ("554 481", "?"),
        ("554481.5", "?"),
        ("\u0665\u0665\u0664\u0664\u0668\u0661", "?"),
    ],
)
def test_codes_of_a_fixed_length(value: object, found: str) -> None:
    assert parsed(value, KOD_OBEC) == found


@pytest.mark.parametrize(("value", "found"), [("CZ0411", "CZ0411"), ("012.0", "012"), (7.0, "7")])
def test_free_codes(value: object, found: str) -> None:
    assert parsed(value, Field("code")) == found


def test_codes_in_a_column_of_floats_lose_their_point() -> None:
    """GDAL reads whole numbers with gaps as floats."""
    assert as_text(pd.Series([554481.0, np.nan])).tolist()[0] == "554481"
    assert as_text(pd.Series([12.5, 13.0])).tolist() == ["12.5", "13.0"]
    assert as_text(pd.Series([np.nan, np.nan])).isna().all()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234.0),
        ("1\u202f234", 1234.0),
        ("-3", -3.0),
        ("1e3", 1000.0),
        ("1,234,567", "?"),
        ("1.234,5", "?"),
        ("12 lůžek", "?"),
        ("nan", "?"),
        ("inf", "?"),
        ("-", "?"),
    ],
)
def test_numbers(value: str, found: object) -> None:
    assert parsed(value, Field("number")) == found


@pytest.mark.parametrize(("value", "found"), [("12", 12.0), ("12.0", 12.0), ("12,5", "?")])
def test_integers(value: str, found: object) -> None:
    assert parsed(value, Field("integer")) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-09-27", "2026-09-27"),
        ("27. 9. 2026", "2026-09-27"),
        ("27.09.2026", "2026-09-27"),
        ("1.1.2026", "2026-01-01"),
        ("2026-09-27 00:00:00", "2026-09-27"),
        ("2026-09-27T00:00:00Z", "2026-09-27"),
        (dt.date(2026, 9, 27), "2026-09-27"),
        ("2026-09-27 nebo dříve", "?"),
        ("31. 2. 2026", "?"),
        ("2026-13-01", "?"),
        ("27. 9. 26", "?"),
        ("9/27/2026", "?"),
        ("46292", "2026-09-27"),
        (46292.0, "2026-09-27"),
        ("46292.5", "?"),
        ("19999", "?"),
        ("2026", "?"),
    ],
)
def test_dates(value: object, found: str) -> None:
    assert parsed(value, Field("date")) == found


@settings(max_examples=30)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_the_czech_and_the_iso_way_of_writing_a_date_are_the_same(day: dt.date) -> None:
    czech = f"{day.day}. {day.month}. {day.year}"
    assert parsed(czech, Field("date")) == parsed(day.isoformat(), Field("date")) == day.isoformat()


@pytest.mark.parametrize("value", ["ano", "ANO", "true", "True", "1", "a", True])
def test_yes(value: object) -> None:
    assert parsed(value, Field("flag")) is np.True_


@pytest.mark.parametrize("value", ["ne", "false", "0", "N", False, "", None])
def test_no(value: object) -> None:
    assert parsed(value, Field("flag")) is np.False_


def test_a_flag_that_is_neither() -> None:
    assert parsed("možná", Field("flag")) == "?"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ambulantní", ["ambulantní"]),
        ("ambulantní, terénní", ["ambulantní", "terénní"]),
        ("amb;ter | pob/x", ["amb", "ter", "pob", "x"]),
        ("amb;;ter;", ["amb", "ter"]),
        (" ; ", []),
    ],
)
def test_lists(value: str, found: list[str]) -> None:
    assert parsed(value, Field("list")) == found
