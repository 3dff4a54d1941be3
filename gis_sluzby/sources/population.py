"""Population by age: the wide table of the Czech Statistical Office, or one row a group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import FIELDS, Field
from gis_sluzby.sources.cells import as_text, parse
from gis_sluzby.sources.csv import read_csv
from gis_sluzby.sources.read import Reading, check_columns, read_source, reject

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.plan import Plan, Source

_GROUP = re.compile(r"^(\d{1,3})\s*[-–]\s*(\d{1,3})$|^(\d{1,3})\s*\+$|^(\d{1,3}) a více$")
_SEX = {
    **dict.fromkeys(("celkem", "all", "obe pohlavi", "total"), "all"),
    **dict.fromkeys(("muzi", "muz", "male", "m"), "male"),
    **dict.fromkeys(("zeny", "zena", "female", "z", "f"), "female"),
}
_PEOPLE = Field("integer", required=True)


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
        When a group or a sex cannot be understood, a number is missing, or the groups of an
        obec and sex overlap or repeat.
    """
    reading = (
        _read_wide(plan, source, codes)
        if source.layout == "wide"
        else _of_obce(read_source(plan, source), codes)
    )
    frame = reading.frame.copy()
    words = frame["sex"]
    frame["sex"] = words.map({w: _SEX.get(codelists.normalise(w)) for w in words.dropna().unique()})
    wrong = [
        (int(row), "sex", str(word), "má to být celkem, muži, nebo ženy")
        for row, word in words[frame["sex"].isna() & words.notna()].groupby(level=0).first().items()
    ] + [
        (int(row), "people", str(people), "počet osob nemůže být záporný")
        for row, people in frame.loc[frame["people"] < 0, "people"].items()
    ]
    frame["sex"] = frame["sex"].fillna("all")
    kept = reject(frame, wrong, source, read=reading.read)
    _check_repeats(kept.frame, source)
    return Reading(
        kept.frame,
        [*reading.findings, *kept.findings],
        reading.read,
        reading.rejected + kept.rejected,
    )


def _of_obce(reading: Reading, codes: Collection[str]) -> Reading:
    """Keep the rows of the obce wanted."""
    frame = reading.frame[reading.frame["kod_obec"].isin(codes)]
    return reading._replace(frame=frame, read=len(frame) + reading.rejected)


def _read_wide(plan: Plan, source: Source, wanted: Collection[str]) -> Reading:
    """Read a table with a column for each age group, give a row for each."""
    raw = read_csv(source_path(plan, source), source)
    check_columns(
        list(raw.columns),
        source.model_copy(
            update={
                "columns": {
                    name: column
                    for name, column in source.columns.items()
                    if name in ("kod_obec", "sex")
                }
            }
        ),
    )
    groups = {column: bounds for column in raw.columns if (bounds := _bounds(str(column)))}
    if not groups:
        what = "tabulka nemá žádný sloupec věkové skupiny (například 0-4 nebo 85+)"
        raise InputError(Problem(what, source.path, advice="Ověřte hlavičku, nebo layout zdroje"))
    wrong: list[tuple[int, str, str, str]] = []
    codes, bad = parse(raw[source.column("kod_obec")], FIELDS["population"]["kod_obec"])
    bad |= codes.isna()
    here = bad | codes.isin(wanted)
    raw, codes, bad = raw[here], codes[here], bad[here]
    texts = as_text(raw.loc[bad, source.column("kod_obec")])
    wrong += [
        (int(row), "kod_obec", str(text), "má to být kód obce o 6 číslicích")
        for row, text in texts.items()
    ]
    sex_column = source.column("sex")
    sex = as_text(raw[sex_column]) if sex_column in raw.columns else codes.where(~codes.notna())
    parts = []
    for column, (low, high) in groups.items():
        people, not_number = parse(raw[column], _PEOPLE)
        not_number |= people.isna()
        wrong += [
            (int(row), str(column), str(text), "má to být celé číslo")
            for row, text in as_text(raw[column])[not_number].fillna("").items()
        ]
        parts.append(
            pd.DataFrame(
                {"kod_obec": codes, "sex": sex, "age_from": low, "age_to": high, "people": people}
            )
        )
    return reject(pd.concat(parts), wrong, source, read=len(raw))


def _bounds(name: str) -> tuple[int, float] | None:
    """Understand the name of an age group: from, and to exclusive (NaN where open)."""
    match = _GROUP.match(name.strip())
    if match is None:
        return None
    low, high, *open_ended = match.groups()
    if low is None:
        return int(next(text for text in open_ended if text)), np.nan
    return int(low), float(high) + 1


def _check_repeats(frame: pd.DataFrame, source: Source) -> None:
    """Refuse a group that an obec has twice, and groups that overlap."""
    keys = ["kod_obec", "sex"]
    ordered = frame.sort_values([*keys, "age_from"], kind="stable")
    before = ordered.groupby(keys)["age_to"].shift()
    first = ~ordered.duplicated(keys)
    overlap = ~first & ~(ordered["age_from"] >= before)
    problems = [
        Problem(
            f"věkové skupiny obce {row.kod_obec} ({row.sex}) se překrývají nebo opakují "
            f"od věku {int(row.age_from)}",
            source.path,
            int(row.Index),
        )
        for row in ordered[overlap].itertuples()
    ]
    if problems:
        raise InputError(problems)
