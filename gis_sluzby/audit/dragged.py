"""Columns of codes that somebody filled by dragging: each row has one more than the row before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.audit.record import recorder, rows_listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: So many rows make a run. Codes of obce are never neighbours (their last digit is a check digit),
#: those of ORP, of IČO and of address points may be, so more of them are asked for.
_LEAST = {"kod_obec": 3, "kod_orp": 4, "ico": 3, "kod_adm": 4}


def dragged_codes(
    services: pd.DataFrame, doubted: Collection[tuple[int, str]], source: Source
) -> list[Finding]:
    """Name the runs of rows whose codes rise by one.

    Parameters
    ----------
    services
        Rows with service_id and the fields kod_obec, kod_orp, ico and kod_adm, as far as the
        source has them; the index is the row of the source.
    doubted
        Rows and columns about which something else was found: a run of ORP is one only where it
        holds such a row, for a list may well be sorted by ORP.
    source
        The rows' source.

    Returns
    -------
    One finding for each run, at its first row.
    """
    record = recorder(services, source, "sites")
    findings = []
    for field, least in _LEAST.items():
        if field not in services:
            continue
        column = source.column(field)
        for run in _runs(services[field], least):
            if field == "kod_orp" and not any((row, column) in doubted for row in run.index):
                continue
            rows = [int(row) for row in run.index]
            words = (
                f"od {run.iloc[0]} do {run.iloc[-1]} po jedné, {rows_listed(rows)}",
                "kódy, které za sebou nejdou",
                "ponecháno",
            )
            findings.append(record("codes_dragged", rows[0], field, words))
    return findings


def _runs(codes: pd.Series[str], least: int) -> list[pd.Series[str]]:
    """Part codes into runs of neighbouring rows that rise by one; give those long enough."""
    given = codes.dropna().astype(str)
    given = given[given.str.fullmatch(r"[0-9]{1,15}")]
    numbers = given.astype("int64")
    rows = pd.Series(given.index, index=given.index)
    begins = numbers.diff().ne(1) | rows.diff().ne(1)
    return [run for _, run in given.groupby(begins.cumsum()) if len(run) >= least]
