"""Rows about areas that a table names in a cell: a row for every area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.area_names import areas_named
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.findings import Finding, Severity
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.area_names import Area, Doubt
    from gis_sluzby.sources.area_names import Place as Named

#: Tables in which a row may be about several areas; an amount belongs to one.
_OF_SEVERAL = ("declared",)
_WORDS: dict[str, tuple[Severity, str, str]] = {
    "area_name_unknown": ("warning", "název území v kraji plánu", "nezahrnuto"),
    "area_name_homonym": ("warning", "název, který má jediné území", "nezahrnuto"),
    "area_name_short": ("info", "celý název", "vzato jediné území, které tak začíná"),
}


def with_areas(
    frame: pd.DataFrame, source: Source, places: Sequence[Named]
) -> tuple[pd.DataFrame, list[Wrong], list[Finding]]:
    """Give level and code of the areas that rows name.

    Parameters
    ----------
    frame
        Rows with level, kod and areas; the index is the row of the source.
    source
        Their source.
    places
        Areas that may be named.

    Returns
    -------
    The rows, those that name several areas repeated; rows that name none or, where an amount
    belongs to one area, several; findings about names that are not certain. A kraj named in a cell
    is a claim of the whole kraj unless the row says otherwise.
    """
    named = frame["areas"].dropna()
    if named.empty:
        return frame, [], []
    found: dict[int, list[Area]] = {}
    doubts: dict[int, list[Doubt]] = {}
    levels = frame["level"]
    for row, text in cells(named):
        level = levels[row] if isinstance(levels[row], str) else None
        found[row], doubts[row] = areas_named(str(text), places, level)
    several = [row for row, areas in found.items() if len(areas) > 1]
    wrong = []
    if source.table not in _OF_SEVERAL:
        what = "řádek má mluvit o jediném území"
        wrong = [Wrong(row, "areas", str(named[row]), what) for row in several]
        found.update({row: [] for row in several})
    findings = [one for row, every in doubts.items() for one in _findings(row, every, source)]
    own = frame.loc[~frame.index.isin(list(found)), ["level", "kod"]]
    listed = [(row, level, kod) for row, areas in found.items() for level, kod in areas]
    listed += list(own.itertuples(name=None))
    pairs = pd.DataFrame(listed, columns=["<row>", "level", "kod"])
    pairs = pairs.astype({"level": levels.dtype, "kod": levels.dtype}).set_index("<row>")
    whole = frame.drop(columns=["level", "kod"]).join(pairs.rename_axis(None), how="inner")
    if "claim" in whole.columns:
        of_kraj = whole.index.isin(list(found)) & (whole["level"] == "kraj")
        whole["claim"] = whole["claim"].mask(of_kraj & whole["claim"].isna(), "kraj_wide")
    return whole, wrong, findings


def _findings(row: int, doubts: list[Doubt], source: Source) -> list[Finding]:
    """Say what is not certain in one cell, once for each rule."""
    findings = []
    for rule, (severity, expected, action) in _WORDS.items():
        told = [one for one in doubts if one.rule == rule]
        if told:
            shown = [f"{one.item} ({one.told})" if one.told else one.item for one in told]
            findings.append(
                finding(
                    rule,
                    severity,
                    source.table,
                    Place(None, source.id, row, source.column("areas")),
                    found="; ".join(shown),
                    expected=expected,
                    action=action,
                )
            )
    return findings
