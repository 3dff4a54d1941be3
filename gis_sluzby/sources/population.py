"""Population by age: the wide table of the Czech Statistical Office, or one row a group.

People of an obec that is no more are counted in the one into which it was merged, and that is
recorded; rows of obce that nobody knows are named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan.fields import FIELDS, Field
from gis_sluzby.sources.ages import age_group, is_everybody
from gis_sluzby.sources.cells import as_text
from gis_sluzby.sources.columns import check_columns
from gis_sluzby.sources.csu.ceased import Registry, unknown_obce, with_merged
from gis_sluzby.sources.read import Opened, Reading, read_raw, reject, understood
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.plan import Plan, Source

_SEX = {
    **dict.fromkeys(("celkem", "all", "obe pohlavi", "total"), "all"),
    **dict.fromkeys(("muzi", "muz", "male", "m", "1"), "male"),
    **dict.fromkeys(("zeny", "zena", "female", "z", "f", "2"), "female"),
}
_FIELDS = FIELDS["population"]
_PEOPLE = replace(_FIELDS["people"], required=True)
_WIDE_FIELDS = {name: _FIELDS[name] for name in ("kod_obec", "sex")}
_AGE_FROM = {"age_from": replace(_FIELDS["age_from"], required=True)}
_SHOWN = 12
#: Number of the statistical office's code list of obce.
_LIST_OF_OBCE = "43"
_NOBODY_CEASED = Registry()


def read_population(
    plan: Plan, source: Source, codes: Collection[str], registry: Registry = _NOBODY_CEASED
) -> Reading:
    """Read people by obec, sex and age group.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `population`: layout `wide` (a column a group, "0-4" … "85+") or
        `long` (age_from, age_to exclusive, or age in words; people). Where the long table has a
        year, the rows of the year of the source's `vintage` are taken.
    codes
        The obce wanted; rows of others are passed over.
    registry
        Which obce there are, and where those went that are no more.

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
    merged = {old for old, new in registry.successors.items() if new in codes}
    opened, passed = layout(plan, source, {*codes, *merged})
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
    counted, moved = with_merged(reading.frame, registry, source)
    strangers = unknown_obce(passed, registry, source)
    return reading._replace(frame=counted, findings=[*reading.findings, *moved, *strangers])


def _long(plan: Plan, source: Source, wanted: Collection[str]) -> tuple[Opened, pd.Series[str]]:
    """Read a table with a row for each obec, sex and age group, and the codes passed over."""
    raw = read_raw(plan, source, {})
    in_words = source.column("age") in raw.frame.columns
    needed = _FIELDS if in_words or "age" in source.columns else _FIELDS | _AGE_FROM
    check_columns(list(raw.frame.columns), source, needed | {"people": _PEOPLE})
    raw = _of_obce_alone(_of_year(raw, source), source)
    if in_words:
        raw = _without_totals(raw, source)
    columns, wrong = _keys(raw.frame, source)
    columns["people"], bad = _column(raw.frame, source, "people", _PEOPLE)
    wrong += bad
    if in_words:
        ages, bad = _in_words(raw.frame, source)
        columns |= ages
    else:
        columns["age_from"], bad = _column(raw.frame, source, "age_from", _AGE_FROM["age_from"])
        columns["age_to"], also = _column(raw.frame, source, "age_to", _FIELDS["age_to"])
        bad = [*bad, *also]
    opened = Opened(pd.DataFrame(columns), [*raw.wrong, *wrong, *bad], raw.read)
    return of_obce(opened, wanted), _passed(opened, wanted)


def _of_year(raw: Opened, source: Source) -> Opened:
    """Keep the rows of the source's year; others count as not read."""
    if source.column("year") not in raw.frame.columns:
        return raw
    years, wrong = _column(raw.frame, source, "year", replace(_FIELDS["year"], required=True))
    own = years == source.vintage.year
    if not own.any():
        present = ", ".join(f"{year:.0f}" for year in sorted(years.dropna().unique())[-_SHOWN:])
        what = f"tabulka nemá rok {source.vintage.year}; má roky {present or '–'}"
        advice = "Nastavte vintage zdroje na den, ke kterému data platí"
        raise InputError(Problem(what, source.path, column=source.column("year"), advice=advice))
    kept = raw.frame[own | years.isna()]
    return Opened(kept, [*raw.wrong, *wrong], len(kept))


def _of_obce_alone(raw: Opened, source: Source) -> Opened:
    """Leave out the rows of other areas than obce, where the table names the code list of each."""
    if source.column("codelist") not in raw.frame.columns:
        return raw
    numbers, _ = _column(raw.frame, source, "codelist", _FIELDS["codelist"])
    kept = raw.frame[numbers.isna() | (numbers == _LIST_OF_OBCE)]
    return Opened(kept, raw.wrong, raw.read - len(raw.frame) + len(kept))


def _without_totals(raw: Opened, source: Source) -> Opened:
    """Leave out the rows of all ages together, which the office marks by an empty cell too."""
    words = as_text(raw.frame[source.column("age")]).fillna("")
    kept = raw.frame[~words.map(is_everybody).astype(bool)]
    return Opened(kept, raw.wrong, raw.read - len(raw.frame) + len(kept))


def _in_words(raw: pd.DataFrame, source: Source) -> tuple[dict[str, pd.Series[Any]], list[Wrong]]:
    """Understand ages in words: from, and to exclusive."""
    words, _ = _column(raw, source, "age", _FIELDS["age"])
    groups = {word: age_group(str(word)) for word in words.dropna().unique()}
    low = words.map({word: float(ages[0]) for word, ages in groups.items() if ages})
    high = words.map({word: ages[1] for word, ages in groups.items() if ages})
    what = "má to být věk nebo věková skupina, například 15, 0–4, 0 až 4 roky, 85+"
    unknown = words[low.isna()].fillna("")
    wrong = [Wrong(row, "age", str(word), what) for row, word in cells(unknown)]
    return {"age_from": low.astype(float), "age_to": high.astype(float)}, wrong


def _wide(plan: Plan, source: Source, wanted: Collection[str]) -> tuple[Opened, pd.Series[str]]:
    """Read a table with a column for each age group, give a row for each; and codes passed over."""
    raw = read_raw(plan, source, _WIDE_FIELDS)
    groups = {name: ages for name in raw.frame.columns if (ages := _ages(str(name)))}
    if not groups:
        what = "tabulka nemá žádný sloupec věkové skupiny (například 0-4 nebo 85+)"
        raise InputError(Problem(what, source.path, 1, advice="Ověřte záhlaví, nebo layout zdroje"))
    columns, wrong = _keys(raw.frame, source)
    every = Opened(pd.DataFrame(columns), [*raw.wrong, *wrong], raw.read)
    keys = of_obce(every, wanted)
    here = raw.frame.loc[keys.frame.index]
    parts = []
    for name, (low, high) in groups.items():
        people, bad = understood(here[name], name, _PEOPLE)
        parts.append(keys.frame.assign(age_from=float(low), age_to=high, people=people))
        keys.wrong.extend(bad)
    return keys._replace(frame=pd.concat(parts)), _passed(every, wanted)


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


def of_obce(opened: Opened, wanted: Collection[str]) -> Opened:
    """Keep the rows of the obce wanted, and those whose code is not known.

    Parameters
    ----------
    opened
        Rows with kod_obec.
    wanted
        Codes of obce.

    Returns
    -------
    Those rows; others count as not read.
    """
    codes = opened.frame["kod_obec"]
    elsewhere = codes.notna() & ~codes.isin(list(wanted))
    passed = set(opened.frame.index[elsewhere].tolist())
    wrong = [one for one in opened.wrong if one.row not in passed]
    return Opened(opened.frame[~elsewhere], wrong, opened.read - len(passed))


def _passed(opened: Opened, wanted: Collection[str]) -> pd.Series[str]:
    """Give the codes of the rows that are passed over."""
    codes = opened.frame["kod_obec"].dropna()
    return codes[~codes.isin(list(wanted))]


def _ages(name: str) -> tuple[int, float] | None:
    """Understand the name of a column of an age group; a mere number may be anything."""
    return None if name.strip().isdecimal() else age_group(name)


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
    with_total = frame.loc[frame["sex"] == "all", "kod_obec"].unique()
    lacking = sorted(set(frame["kod_obec"].unique()) - set(with_total))
    if not len(with_total) or not lacking:
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
