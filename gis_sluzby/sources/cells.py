"""Text of cells to values: codes, numbers, dates, flags, lists.

Each reader of a type gives the values and a mask of the cells that it could not understand; an
empty cell is null and never wrong here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan.fields import Field

Parsed = tuple["pd.Series[Any]", "pd.Series[bool]"]
#: In place of the value of a formula that nobody has computed.
UNCOMPUTED = "#NEVYPOČTENO"
#: What spreadsheets write where a formula has no value, and what is said of it.
_NO_VALUE = "chyba vzorce; opravte vzorec, nebo hodnotu napište"
BROKEN_CELLS = {
    UNCOMPUTED: "vzorec nemá uloženou hodnotu; otevřete sešit v Excelu a uložte jej",
    **dict.fromkeys(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!"), _NO_VALUE),
    **dict.fromkeys(("#NULL!", "#SPILL!", "#CALC!", "#HODNOTA!", "#NÁZEV?"), _NO_VALUE),
    **dict.fromkeys(("#NENÍ_K_DISPOZICI", "#ODKAZ!", "#DĚLENÍ_NULOU!"), _NO_VALUE),
}
#: Up to here floats are exact, infinity is not among them.
_EXACT = 2.0**53
_SEPARATORS = re.compile(r"[;,|/]")
_YES = {"ano", "true", "1", "yes", "a"}
_NO = {"ne", "false", "0", "no", "n"}
_CZECH_DATE = r"^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$"
#: An ISO date, possibly with the hours that GDAL and spreadsheets add.
_ISO_DATE = r"^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$"
#: Days since the end of 1899, as spreadsheets count them, of the years 1954 to 2118. A number
#: before may be a year.
_SERIAL_DAYS = (20_000, 80_000)
_SERIAL_ORIGIN = "1899-12-30"
#: Spaces that people set between thousands, the no-break ones among them.
_SPACES = r"[\s\u00a0\u202f]"


def as_text(cells: pd.Series[Any]) -> pd.Series[str]:
    """Give cells as trimmed text with null for the empty ones.

    Parameters
    ----------
    cells
        Cells of any type; whole floats lose their ".0", as spreadsheets add it.

    Returns
    -------
    Text with NaN for null.
    """
    if pd.api.types.is_float_dtype(cells):
        whole = cells.dropna()
        if len(whole) and ((whole == whole.round()) & (whole.abs() < _EXACT)).all():
            cells = cells.astype("Int64")
    text = cells.astype(pd.StringDtype(na_value=np.nan)).str.strip()
    return text.mask(text == "")


def parse(cells: pd.Series[Any], field: Field) -> Parsed:
    """Understand the cells of one column.

    Parameters
    ----------
    cells
        Cells of any type.
    field
        What they should be.

    Returns
    -------
    The values, and which cells were not understood.
    """
    return _PARSERS[field.type](as_text(cells), field)


def _text(text: pd.Series[str], _field: Field) -> Parsed:
    return text, pd.Series(data=False, index=text.index)


def _code(text: pd.Series[str], field: Field) -> Parsed:
    codes = text.str.replace(r"\.0$", "", regex=True)
    if not field.digits:
        return codes, pd.Series(data=False, index=text.index)
    filled = codes.str.zfill(field.digits)
    right = filled.str.fullmatch(rf"[0-9]{{{field.digits}}}").fillna(value=False)
    return filled, codes.notna() & ~right.astype(bool)


def _number(text: pd.Series[str], _field: Field) -> Parsed:
    plain = text.str.replace(_SPACES, "", regex=True).str.replace(",", ".", regex=False)
    share = plain.str.endswith("%").eq(other=True)
    values = pd.to_numeric(plain.where(~share, plain.str[:-1]), errors="coerce")
    values = values.where(~share, values / 100)
    return values, (text.notna() & ~np.isfinite(values.astype(float)))


def _integer(text: pd.Series[str], field: Field) -> Parsed:
    values, bad = _number(text, field)
    return values, bad | (values.notna() & (values % 1 != 0))


def _date(text: pd.Series[str], _field: Field) -> Parsed:
    czech = text.str.extract(_CZECH_DATE)
    iso = czech[2] + "-" + czech[1].str.zfill(2) + "-" + czech[0].str.zfill(2)
    candidate = iso.fillna(text.str.extract(_ISO_DATE)[0])
    days = pd.to_datetime(candidate, format="%Y-%m-%d", errors="coerce")
    serial = pd.to_numeric(text.where(candidate.isna()), errors="coerce")
    serial = serial.where(serial.between(*_SERIAL_DAYS) & (serial % 1 == 0))
    days = days.fillna(pd.to_datetime(serial, unit="D", origin=_SERIAL_ORIGIN))
    return days.dt.strftime("%Y-%m-%d").astype(text.dtype), text.notna() & days.isna()


def _flag(text: pd.Series[str], _field: Field) -> Parsed:
    low = text.str.lower()
    values = low.isin(_YES)
    return values, text.notna() & ~values & ~low.isin(_NO)


def _list(text: pd.Series[str], _field: Field) -> Parsed:
    items = text.map(_items, na_action="ignore").astype(object)
    return items, pd.Series(data=False, index=text.index)


def _items(text: str) -> list[str]:
    """Part a list of words."""
    return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]


_PARSERS: dict[str, Callable[[pd.Series[str], Field], Parsed]] = {
    "text": _text,
    "code": _code,
    "number": _number,
    "integer": _integer,
    "date": _date,
    "flag": _flag,
    "list": _list,
}
