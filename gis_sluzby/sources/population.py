"""Population by age: the wide table of the Czech Statistical Office, or one row a group."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan.fields import FIELDS, Field
from gis_sluzby.sources.read import Opened, Reading, read_raw, reject, understood
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.plan import Plan, Source

_GROUP = re.compile(r"(?P<low>\d{1,3})\s*(?:[-–]\s*(?P<high>\d{1,3})|\+|a více)")
_SEX = {
    **dict.fromkeys(("celkem", "all", "obe pohlavi", "total"), "all"),
    **dict.fromkeys(("muzi", "muz", "male", "m"), "male"),
    **dict.fromkeys(("zeny", "zena", "female", "z", "f"), "female"),
}
_FIELDS = FIELDS["population"]
_PEOPLE = replace(_FIELDS["people"], required=True)
_WIDE_FIELDS = {name: _FIELDS[name] for name in ("kod_obec", "sex")}
_LONG_FIELDS = _FIELDS | {
    "age_from": replace(_FIELDS["age_from"], required=True),
    "people": _PEOPLE,
}


def read_population(plan: Plan, source: Source, codes: Collection[str]) -> Reading:
    """Read people by obec, sex and age group.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `population`: layout `wide` (a column a group, "0-4" … "85+") or
        `long` (age_from, age_to exclusive, people).
    codes
        The obce wanted; rows of others are passed over.

    Returns
    -------
    kod_obec, sex (all, male, female), age_from, age_to (exclusive, null for the open group),
    people; the index is the row of the source.

    Raises
    ------
    InputError
        When no column is an age group, or some obec lacks the total that others have; and naming
        every row whose code, sex, age or number cannot be understood or whose group the obec has
        already, unless the source says `rejects = "record"`.
    """
    layout = _wide if source.layout == "wide" else _long
    opened = layout(plan, source, codes)
    frame = opened.frame
    wrong = [
        *opened.wrong,
        *(
            Wrong(row, "people", f"{people:g}", "počet osob nemůže být záporný")
            for row, people in cells(frame.loc[frame["people"] < 0, "people"])
        ),
        *(
            Wrong(row, "age_to", f"{age:g}", "konec věkové skupiny není za jejím začátkem")
            for row, age in cells(frame.loc[frame["age_to"] <= frame["age_from"], "age_to"])
        ),
        *_repeats(frame),
    ]
    reading = reject(opened._replace(wrong=wrong), source)
    _check_totals(reading.frame, source)
    return reading


def _long(plan: Plan, source: Source, wanted: Collection[str]) -> Opened:
    """Read a table with a row for each obec, sex and age group."""
    raw = read_raw(plan, source, _LONG_FIELDS)
    columns, wrong = _keys(raw.frame, source)
    for name in ("age_from", "age_to", "people"):
        columns[name], bad = _column(raw.frame, source, name, _LONG_FIELDS[name])
        wrong += bad
    return _of(Opened(pd.DataFrame(columns), [*raw.wrong, *wrong], raw.read), wanted)


def _wide(plan: Plan, source: Source, wanted: Collection[str]) -> Opened:
    """Read a table with a column for each age group, give a row for each."""
    raw = read_raw(plan, source, _WIDE_FIELDS)
    groups = {name: ages for name in raw.frame.columns if (ages := _ages(str(name)))}
    if not groups:
        what = "tabulka nemá žádný sloupec věkové skupiny (například 0-4 nebo 85+)"
        raise InputError(Problem(what, source.path, 1, advice="Ověřte záhlaví, nebo layout zdroje"))
    columns, wrong = _keys(raw.frame, source)
    keys = _of(Opened(pd.DataFrame(columns), [*raw.wrong, *wrong], raw.read), wanted)
    here = raw.frame.loc[keys.frame.index]
    parts = []
    for name, (low, high) in groups.items():
        people, bad = understood(here[name], name, _PEOPLE)
        parts.append(keys.frame.assign(age_from=float(low), age_to=high, people=people))
        keys.wrong.extend(bad)
    return keys._replace(frame=pd.concat(parts))


def _keys(raw: pd.DataFrame, source: Source) -> tuple[dict[str, pd.Series[Any]], list[Wrong]]:
    """Read the code of the obec and the sex, "all" where the table has none."""
    codes, wrong = _column(raw, source, "kod_obec", _FIELDS["kod_obec"])
    words, _ = _column(raw, source, "sex", _FIELDS["sex"])
    known = {word: _SEX.get(codelists.normalise(word)) for word in words.dropna().unique()}
    sex = words.map(known)
    wrong += [
        Wrong(row, "sex", str(word), "má to být celkem, muži, nebo ženy")
        for row, word in cells(words[sex.isna() & words.notna()])
    ]
    return {"kod_obec": codes, "sex": sex.where(words.notna(), "all")}, wrong


def _column(
    raw: pd.DataFrame, source: Source, name: str, field: Field
) -> tuple[pd.Series[Any], list[Wrong]]:
    """Understand a column; one that the table does not have is empty."""
    column = source.column(name)
    given = raw[column] if column in raw.columns else pd.Series(np.nan, index=raw.index)
    return understood(given, name, field)


def _of(opened: Opened, wanted: Collection[str]) -> Opened:
    """Keep the rows of the obce wanted, and those whose code is not known."""
    codes = opened.frame["kod_obec"]
    elsewhere = codes.notna() & ~codes.isin(list(wanted))
    passed = set(opened.frame.index[elsewhere].tolist())
    wrong = [one for one in opened.wrong if one.row not in passed]
    return Opened(opened.frame[~elsewhere], wrong, opened.read - len(passed))


def _ages(name: str) -> tuple[int, float] | None:
    """Understand the name of an age group: from, and to exclusive (NaN where open)."""
    match = _GROUP.fullmatch(name.strip())
    if match is None:
        return None
    return int(match["low"]), float(match["high"] or np.nan) + 1


def _repeats(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows whose age group overlaps one that the obec has already."""
    keys = ["kod_obec", "sex"]
    numbered = frame.assign(row=frame.index).dropna(subset=[*keys, "age_from"])
    ordered = numbered.sort_values([*keys, "age_from", "row"], kind="stable", ignore_index=True)
    again = ordered.duplicated(keys) & ~(
        ordered["age_from"] >= ordered.groupby(keys)["age_to"].shift()
    )
    what = "věková skupina se překrývá s jinou téže obce a pohlaví"
    return [
        Wrong(row, "age_from", f"obec {code}, {sex}, od {age:g}", what)
        for row, code, sex, age in ordered.loc[again, ["row", *keys, "age_from"]].itertuples(
            index=False
        )
    ]


def _check_totals(frame: pd.DataFrame, source: Source) -> None:
    """Refuse a table in which only some obce have a row for both sexes together."""
    with_total = frame.loc[frame["sex"] == "all", "kod_obec"]
    lacking = sorted(set(frame["kod_obec"]) - set(with_total))
    if with_total.empty or not lacking:
        return
    problems = [
        Problem(
            f"obci {code} chybí řádek celkem, který jiné obce mají",
            source.path,
            column=source.column("sex"),
            advice="Doplňte jej, nebo nechte u všech obcí jen muže a ženy",
        )
        for code in lacking
    ]
    raise InputError(problems)
