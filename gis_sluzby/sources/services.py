"""Services: rows of a register or of a kraj's list, with codes instead of words and a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.findings import finding
from gis_sluzby.sources.places import points_of
from gis_sluzby.sources.read import Reading, read_source, reject

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source

ICO_LENGTH = 8
_ICO_WEIGHTS = np.arange(8, 1, -1)


def read_services(plan: Plan, source: Source) -> Reading:
    """Read services in force on the plan's day.

    Parameters
    ----------
    plan
        The plan: its date.
    source
        A source of the table `services`.

    Returns
    -------
    A row a service: service_id, druh (code), forms (list of codes, empty where not given), ico,
    provider and the other fields, and the point in EPSG:5514 (null where there is none or where
    the address is secret).

    Raises
    ------
    InputError
        With every row whose key repeats, whose druh or forma is not known or whose coordinates
        are impossible, unless the source says `rejects = "record"`.
    """
    reading = read_source(plan, source)
    frame = reading.frame.copy()
    frame["service_id"] = source.id + ":" + frame["key"]
    frame["secret"] = frame["secret"].eq(other=True)
    wrong = _unknown_words(frame)
    frame["druh"] = frame["druh"].map(_found(frame["druh"], codelists.find_druh))
    frame["forms"] = frame["forma"].map(_form_codes)
    again = frame["key"].duplicated(keep="first")
    wrong += [
        (int(r), "key", str(k), "klíč se opakuje") for r, k in frame.loc[again, "key"].items()
    ]
    points, bad, findings = points_of(frame, source)
    kept = reject(frame, [*wrong, *bad], source, read=reading.read)
    rows = kept.frame.drop(columns="forma")
    rows["ico"], about_ico = _clean_ico(rows, source)
    shapes = points.reindex(rows.index).where(~rows["secret"])
    rows = gpd.GeoDataFrame(
        rows.drop(columns="geometry", errors="ignore"), geometry=shapes, crs=KROVAK
    )
    rows, ended = _in_force(rows, plan, source)
    return Reading(
        rows,
        [*reading.findings, *kept.findings, *findings, *about_ico, *ended],
        reading.read,
        reading.rejected + kept.rejected + len(ended),
    )


def _found(words: pd.Series[Any], find: Any) -> dict[str, str | None]:  # noqa: ANN401
    """Look every different word up once."""
    return {word: find(str(word)) for word in words.dropna().unique()}


def _form_codes(words: object) -> tuple[str, ...]:
    """Give the codes of the forms that a cell lists."""
    if not isinstance(words, list):
        return ()
    codes = (codelists.find_forma(str(word)) for word in words)
    return tuple(sorted({code for code in codes if code}))


def _unknown_words(frame: pd.DataFrame) -> list[tuple[int, str, str, str]]:
    """Name the rows whose druh or forma is in no code list."""
    wrong = []
    for row, word in frame["druh"].dropna().items():
        if codelists.find_druh(str(word)) is None:
            near = codelists.suggest_druh(str(word))
            hint = f"; nejbližší je „{near}“" if near else ""
            wrong.append((int(str(row)), "druh", str(word), f"neznámý druh služby{hint}"))
    for row, words in frame["forma"].items():
        for word in words if isinstance(words, list) else ():
            if codelists.find_forma(str(word)) is None:
                wrong.append((int(str(row)), "forma", str(word), "neznámá forma služby"))
    return wrong


def _clean_ico(frame: pd.DataFrame, source: Source) -> tuple[pd.Series[str], list[dict[str, Any]]]:
    """Fill the zeros that spreadsheets eat and check the last digit."""
    given = frame["ico"]
    filled = given.str.zfill(ICO_LENGTH)
    findings = []
    for row in frame.index[given.notna()]:
        ico, whole = str(given[row]), str(filled[row])
        place = {
            "row_id": str(frame.at[row, "service_id"]),
            "source_id": source.id,
            "source_row": int(row),
            "column": source.column("ico"),
            "found": ico,
        }
        if ico != whole:
            findings.append(
                finding(
                    "ico_zeros",
                    "info",
                    "providers",
                    **place,
                    expected=whole,
                    action="nuly doplněny",
                )
            )
        if not _is_ico(whole):
            findings.append(
                finding(
                    "ico_check_digit",
                    "warning",
                    "providers",
                    **place,
                    expected="IČO o 8 číslicích se správnou kontrolní číslicí",
                    action="ponecháno",
                )
            )
    return filled, findings


def _is_ico(ico: str) -> bool:
    """Check length and last digit of an IČO (weights 8 to 2, modulo 11)."""
    if len(ico) != ICO_LENGTH or not ico.isdigit():
        return False
    digits = np.array([int(d) for d in ico])
    return int(digits[-1]) == (11 - int(digits[:-1] @ _ICO_WEIGHTS) % 11) % 10


def _in_force(
    frame: gpd.GeoDataFrame, plan: Plan, source: Source
) -> tuple[gpd.GeoDataFrame, list[dict[str, Any]]]:
    """Keep the services provided on the plan's day."""
    day = plan.date.isoformat()
    out = (frame["od"] > day).fillna(value=False) | (frame["do"] < day).fillna(value=False)
    findings = [
        finding(
            "not_in_force",
            "info",
            "services",
            row_id=str(row.service_id),
            source_id=source.id,
            source_row=int(row.Index),
            column=source.column("do"),
            found=f"od {row.od} do {row.do}",
            expected=f"služba poskytovaná {day}",
            action="nezahrnuto",
        )
        for row in frame[out].itertuples()
    ]
    return frame[~out], findings
