"""Areas above obce: those that boundaries lack are filled in, those that they have are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.csu.relations import UPPER
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    import geopandas as gpd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.csu.relations import Relations

_TEXT = pd.StringDtype(na_value=np.nan)
#: Fields that every obec must have, and the files of the statistical office that give them.
_NEEDED = {
    "nazev": ("název", "CIS0043"),
    "kod_orp": ("kód ORP", "VAZ0043_0065 nebo VAZ0065_0043"),
    "kod_kraj": ("kraj", "VAZ0043_0101 a k ní CIS0101"),
}


def with_hierarchy(
    obce: gpd.GeoDataFrame, relations: Relations, source: Source
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Fill in the areas above obce and compare them with what the boundaries say.

    Parameters
    ----------
    obce
        Obce as a reader gives them: kod_obec and possibly nazev, the codes and names of areas
        above, ruian_pou and ruian_orp.
    relations
        What the statistical office's relations say.
    source
        The boundaries' source.

    Returns
    -------
    The obce with all fields, null where nobody knows, and a finding for each obec that the
    boundaries put elsewhere than the relations; the boundaries hold.
    """
    codes = obce["kod_obec"]
    filled, findings = obce.copy(), []
    for name in ("nazev", "kind", *(f"{what}_{level}" for level in UPPER for what in _WHAT)):
        given = filled[name] if name in filled else pd.Series(np.nan, index=obce.index)
        filled[name] = given.astype(_TEXT)
    filled["nazev"] = filled["nazev"].fillna(_looked_up(codes, relations.names))
    nothing = pd.Series(np.nan, index=obce.index).astype(_TEXT)
    numbers = filled.get("ruian_orp", nothing)
    by_number = _looked_up(numbers, relations.orp_by_ruian)
    for level in UPPER:
        given = filled[f"kod_{level}"]
        if relations.gives(level):
            told = _looked_up(codes, relations.obce[f"kod_{level}"])
            names = _looked_up(codes, relations.obce[f"nazev_{level}"])
        else:
            names = nothing
            told = by_number if level == "orp" else nothing
        findings += _apart(codes, given, told, level, source)
        filled[f"kod_{level}"] = given.fillna(told)
        stated = filled[f"nazev_{level}"]
        own = stated.where(given.notna()).fillna(names.where(filled[f"kod_{level}"] == told))
        filled[f"nazev_{level}"] = own.fillna(stated)
    if "ruian_orp" in filled:
        findings += _apart_in_ruian(filled, source)
    if not relations.gives("pou") and "ruian_pou" in filled:
        filled["kod_pou"] = filled["kod_pou"].fillna(filled["ruian_pou"])
    return filled.drop(columns=["ruian_pou", "ruian_orp"], errors="ignore"), findings


_WHAT = ("kod", "nazev")


def _looked_up(codes: pd.Series[str], by_code: pd.Series[str]) -> pd.Series[str]:
    """Give what stands at the codes, as text even where nothing does."""
    return codes.map(by_code).astype(_TEXT)


def lacking(obce: pd.DataFrame) -> list[Wrong]:
    """Name the obce of which nobody says what they must have.

    Parameters
    ----------
    obce
        The obce, filled in.

    Returns
    -------
    A row for each obec and field; one for the whole where all obce lack it.
    """
    wrong = []
    for name, (words, file) in _NEEDED.items():
        rows = obce.index[obce[name].isna()].tolist()
        advice = f"doplňte zdroj tabulky „relations“ ({file})"
        if rows and len(rows) == len(obce):
            wrong.append(Wrong(None, name, "", f"{words} chybí všem obcím; {advice}"))
            continue
        what = f"{words} chybí; {advice}"
        codes = obce.loc[rows, "kod_obec"]
        wrong += [Wrong(row, name, str(code), what) for row, code in cells(codes)]
    return wrong


def _apart(
    codes: pd.Series[str],
    given: pd.Series[str],
    told: pd.Series[str],
    level: str,
    source: Source,
) -> list[Finding]:
    """Name the obce of which boundaries and relations say different areas."""
    differ = given.notna() & told.notna() & (given != told)
    return [
        finding(
            "hierarchy_apart",
            "warning",
            "obce",
            Place(str(codes[row]), source.id, row, source.column(f"kod_{level}")),
            found=f"{level} {code} podle hranic",
            expected=f"{level} {told[row]} podle vazeb ČSÚ",
            action="ponecháno podle hranic",
        )
        for row, code in cells(given[differ])
    ]


def _apart_in_ruian(obce: pd.DataFrame, source: Source) -> list[Finding]:
    """Name the obce whose ORP is not that of the most of their ORP in RÚIAN."""
    known = obce.dropna(subset=["ruian_orp", "kod_orp"])
    usual = known.groupby("ruian_orp")["kod_orp"].agg(lambda codes: codes.mode().iloc[0])
    expected = known["ruian_orp"].map(usual)
    return [
        finding(
            "hierarchy_apart",
            "warning",
            "obce",
            Place(str(known.at[row, "kod_obec"]), source.id, row, "kod_orp"),
            found=f"ORP {known.at[row, 'nazev_orp']} podle RÚIAN, tedy {expected[row]}",
            expected=f"ORP {code} podle vazeb ČSÚ",
            action="ponecháno podle vazeb ČSÚ",
        )
        for row, code in cells(known.loc[known["kod_orp"] != expected, "kod_orp"])
    ]
