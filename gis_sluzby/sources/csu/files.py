"""One code list (CISnnnn) or relation (VAZnnnn_nnnn) of the Czech Statistical Office.

The office publishes them in cp1250 with semicolons and in UTF-8 with commas, the names of columns
in capitals or small: all of that is recognised here.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import Field
from gis_sluzby.sources.cells import as_text, parse
from gis_sluzby.sources.csv import read_csv
from gis_sluzby.sources.read import Opened, Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source

#: Levels by the number of their code list, the smaller area first.
LEVELS = {"43": "obec", "61": "pou", "65": "orp", "101": "okres", "100": "kraj"}
#: Pairs of levels in which each smaller area lies in one larger.
_PAIRS = {("obec", upper) for upper in LEVELS.values()} | {
    ("pou", "orp"),
    ("orp", "kraj"),
    ("okres", "kraj"),
}
_CODELIST = ("kodcis", "chodnota", "text")
_RELATION = ("kodcis1", "chodnota1", "kodcis2", "chodnota2")
#: Columns of the rows that all files are brought to.
COLUMNS = (
    *("kind", "level", "kod", "nazev", "upper", "kod_upper", "nazev_upper"),
    *("od", "do", "code", "ruian", "part"),
)
#: Columns of a code list that say the code used here (LAU 1, NUTS 3), by level.
_CODES = {"okres": "okres_lau", "kraj": "cznuts"}
_TEXT = pd.StringDtype(na_value=np.nan)
_DATE = Field("date")


def read_relations(plan: Plan, source: Source) -> Reading:
    """Read a code list or a relation.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `relations`: reader `csu`, or `csv` with a row for each obec and an
        area above it (for level "obec": the obec into which it was merged).

    Returns
    -------
    Rows with the columns `COLUMNS`: kind "area" (an area of a code list, its validity od and do,
    its code used here, its number in RÚIAN, its dominant part) or kind "within" (an area lies in
    an upper one; an obec "within" an obec was merged into it).

    Raises
    ------
    InputError
        When it is another code list than those of obce, POÚ, ORP, okresy and kraje, or naming
        every obec that lies in two areas, unless the source says `rejects = "record"`.
    """
    if source.reader == "csv":
        opened = read_source(plan, source)
        table = opened.frame.rename(
            columns={"level": "upper", "kod": "kod_upper", "nazev": "nazev_upper"}
        )
        frame = _rows(table.assign(kind="within", level="obec", kod=table["kod_obec"]))
        opened = opened._replace(frame=frame)
    else:
        opened = _published(source_path(plan, source), source)
    return reject(opened, source, [*_strange_levels(opened.frame), *_in_two(opened.frame)])


def _published(path: Path, source: Source) -> Opened:
    """Read a file as the office publishes it."""
    raw = path.read_bytes()
    header = raw.partition(b"\n")[0]
    stated = {
        "encoding": "utf-8-sig" if raw.startswith(BOM_UTF8) or _is_utf8(raw) else "cp1250",
        "delimiter": ";" if header.count(b";") > header.count(b",") else ",",
    }
    table, ragged = read_csv(path, source.model_copy(update=stated))
    table.columns = table.columns.str.lower()
    table = table.apply(as_text)
    if set(_RELATION) <= set(table.columns):
        frame = _relation(table, source)
    elif set(_CODELIST) <= set(table.columns):
        frame = _codelist(table, source)
    else:
        what = "soubor není číselník (CIS) ani vazba (VAZ) ČSÚ"
        advice = f"Číselník má sloupce {', '.join(_CODELIST)}, vazba {', '.join(_RELATION)}"
        raise InputError(Problem(what, source.path, 1, advice=advice))
    return Opened(frame, ragged, len(table) + len(ragged))


def _is_utf8(raw: bytes) -> bool:
    """Tell whether bytes are text in UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _codelist(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Bring a code list to rows."""
    level = _level(table["kodcis"], source)
    nothing: pd.Series[str] = pd.Series(np.nan, index=table.index).astype(_TEXT)
    code = table.get(_CODES.get(level, ""), table["chodnota"])
    return _rows(
        pd.DataFrame(
            {
                "kind": "area",
                "level": level,
                "kod": table["chodnota"],
                "nazev": table["text"],
                "od": _day(table.get("admplod", nothing)),
                "do": _day(table.get("admnepo", nothing)),
                "code": code,
                "ruian": table.get("kod_ruian", nothing),
                "part": table.get("domin_cobc", nothing).str.lstrip("0"),
            }
        )
    )


def _relation(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Bring a relation to rows, the smaller area first; the office publishes both directions."""
    first, second = (_level(table[f"kodcis{number}"], source) for number in (1, 2))
    order = list(LEVELS.values())
    low, high = (1, 2) if order.index(first) <= order.index(second) else (2, 1)
    lower, upper = (first, second) if low == 1 else (second, first)
    if (lower, upper) not in _PAIRS:
        what = f"vazbu úrovní {lower} a {upper} program nepotřebuje"
        advice = "Vezměte vazbu obcí: VAZ0043_0065, VAZ0043_0061, VAZ0043_0101"
        raise InputError(Problem(what, source.path, advice=advice))
    return _rows(
        pd.DataFrame(
            {
                "kind": "within",
                "level": lower,
                "kod": table[f"chodnota{low}"],
                "nazev": table.get(f"text{low}"),
                "upper": upper,
                "kod_upper": table[f"chodnota{high}"],
                "nazev_upper": table.get(f"text{high}"),
            }
        )
    )


def _level(numbers: pd.Series[str], source: Source) -> str:
    """Give the level that the number of a code list means."""
    [*listed] = numbers.dropna().str.lstrip("0").unique()
    if len(listed) == 1 and listed[0] in LEVELS:
        return LEVELS[listed[0]]
    what = f"číselník ČSÚ č. {', '.join(listed) or '?'} program nepotřebuje"
    known = ", ".join(f"{number} ({level})" for number, level in LEVELS.items())
    raise InputError(Problem(what, source.path, advice=f"Čtou se číselníky {known} a jejich vazby"))


def _day(cells_: pd.Series[str]) -> pd.Series[str]:
    """Give days as ISO dates; one that cannot be a day is null."""
    values, _ = parse(cells_, _DATE)
    return values


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """Give rows with all columns, as text."""
    return table.reindex(columns=list(COLUMNS)).astype(_TEXT)


def _strange_levels(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows whose upper level is none of those known."""
    levels = frame["upper"].dropna()
    strange = levels[~levels.isin(list(LEVELS.values()))]
    known = ", ".join(LEVELS.values())
    return [Wrong(row, "level", str(word), f"má to být {known}") for row, word in cells(strange)]


def _in_two(frame: pd.DataFrame) -> list[Wrong]:
    """Name the areas that lie in two of the same level."""
    within = frame[frame["kind"] == "within"].dropna(subset=["kod", "kod_upper"])
    keys = ["level", "kod", "upper"]
    first = within.groupby(keys)["kod_upper"].transform("first")
    return [
        Wrong(row, "kod", str(code), f"leží už v jiném území téže úrovně ({before})")
        for (row, code), before in zip(
            cells(within.loc[first != within["kod_upper"], "kod"]),
            first[first != within["kod_upper"]].tolist(),
            strict=True,
        )
    ]
