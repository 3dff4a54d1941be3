"""Names of obce, ORP and kraje: compared with codes, and codes found by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.audit.gazetteer import find_obce, nearest_name, same_name
from gis_sluzby.audit.record import recorder, rows_listed
from gis_sluzby.codelists.text import search_key
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from gis_sluzby.audit.gazetteer import Gazetteer
    from gis_sluzby.audit.record import Record
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

_NAMES = ("nazev_obec", "nazev_okres", "nazev_orp", "nazev_kraj")
_CODES = ("kod_obec", "kod_orp", "kod_kraj")
_TEXT = pd.StringDtype(na_value=np.nan)
_BY_CODE = "ponecháno, platí kód"
_IN_LIST = "název z číselníku"
#: A name that stands beside a code may be less alike to the code's own.
_ALIKE_ITS_CODE = 66.0


def places_by_name(
    services: gpd.GeoDataFrame, gazetteer: Gazetteer, source: Source
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Compare the names of places with their codes, and fill in codes where there are only names.

    Parameters
    ----------
    services
        Services of one source as its reader gives them.
    gazetteer
        What places are called.
    source
        The services' source.

    Returns
    -------
    The services: kod_obec where the name is that of one obec only (of namesakes the one in the
    okres, ORP or kraj that the row states), kod_orp and kod_kraj likewise; and the findings.
    """
    lacking = [name for name in (*_NAMES, *_CODES) if name not in services]
    nothing = pd.Series(np.nan, index=services.index, dtype=_TEXT)
    whole = services.assign(**dict.fromkeys(lacking, nothing))
    if whole[list(_NAMES)].isna().all(axis=None):
        return whole, []
    record = recorder(whole, source, "sites")
    findings = _obec_names(whole, gazetteer, record)
    for field, official in (
        ("orp", gazetteer.orp_names),
        ("kraj", gazetteer.kraj_names),
    ):
        if official:
            findings += _area_names(whole, field, official, record)
    findings += _two_names(whole, "obec", gazetteer.names, record)
    findings += _two_names(whole, "orp", gazetteer.orp_names, record)
    findings += _two_names(whole, "kraj", gazetteer.kraj_names, record)
    return whole, findings


def _obec_names(rows: gpd.GeoDataFrame, gazetteer: Gazetteer, record: Record) -> list[Finding]:
    """Judge each name of an obec; fill in the code of those that have none."""
    findings = []
    codes = rows["kod_obec"].astype(object)
    named = rows[["nazev_obec", *_CODES, *_NAMES[1:]]].dropna(subset="nazev_obec")
    placed = ~rows.geometry.isna()
    for row, name, code, *around in named.itertuples():
        said = [text for text in around if isinstance(text, str)]
        if isinstance(code, str):
            told = _against_code(name, code, gazetteer)
        else:
            found = find_obce(name, gazetteer, said)
            if len(found) == 1:
                codes[row] = found[0]
                continue
            told = _without_code(name, found, gazetteer, placed=bool(placed[row]))
        if told:
            findings.append(record(told[0], row, "nazev_obec", told[1:]))
    rows["kod_obec"] = codes.astype(_TEXT)
    return findings


def _against_code(name: str, code: str, gazetteer: Gazetteer) -> tuple[str, str, str, str] | None:
    """Give rule and words where a name is not that of its code; unknown codes are not judged."""
    official = gazetteer.names.get(code)
    if official is None or same_name(name, official):
        return None
    if find_obce(name, gazetteer):
        return "obec_name_of_other", name, f"{official} ({code})", _BY_CODE
    if nearest_name(name, [official], _ALIKE_ITS_CODE):
        return "obec_name_misspelt", name, f"snad {official}", _BY_CODE
    return "obec_name_unknown", name, f"{official} ({code})", _BY_CODE


def _without_code(
    name: str, found: tuple[str, ...], gazetteer: Gazetteer, *, placed: bool
) -> tuple[str, str, str, str] | None:
    """Give rule and words where a name alone leads to no single obec."""
    action = "platí poloha" if placed else "služba bez obce"
    if found:
        count = f"obcí toho názvu je {len(found)}"
        words = (f"{name}: {count}", "kód obce, nebo její okres či ORP", action)
        return None if placed else ("obec_homonym", *words)
    near = nearest_name(name, gazetteer.names.values())
    if near:
        return "obec_name_misspelt", name, f"snad {near}", action
    return "obec_name_unknown", name, _IN_LIST, action


def _area_names(
    rows: pd.DataFrame, level: str, official: Mapping[str, str], record: Record
) -> list[Finding]:
    """Judge the names of ORP or kraje; fill in the codes of those that have none."""
    by_key = {area_key(name): code for code, name in official.items()}
    names = rows[f"nazev_{level}"].dropna()
    codes = names.map(lambda name: by_key.get(area_key(name)))
    word = {"orp": "ORP", "kraj": "kraj"}[level]
    findings = []
    for row, name in cells(names[codes.isna()]):
        near = nearest_name(area_key(name), [area_key(one) for one in official.values()])
        right = official[by_key[near]] if near else None
        expected = f"snad {right}" if right else f"{word}: {_IN_LIST}"
        words = (str(name), expected, "ponecháno")
        findings.append(record("area_name_misspelt", row, f"nazev_{level}", words))
    stated = rows[f"kod_{level}"]
    rows[f"kod_{level}"] = stated.fillna(codes.reindex(rows.index).astype(stated.dtype))
    return findings


def area_key(name: str) -> str:
    """Give the key of an area's name; „kraj“ and „hlavní město“ may be left out.

    Parameters
    ----------
    name
        Name of an ORP, okres or kraj.

    Returns
    -------
    The words of its search key that tell it from others.

    Examples
    --------
    >>> area_key("okres Hlavní město Praha")
    'praha'
    """
    words = [word for word in search_key(name).split() if word not in _AREA_WORDS]
    return " ".join(words)


_AREA_WORDS = ("kraj", "hlavni", "mesto", "hl", "m", "orp", "so", "spravni", "obvod", "okres")


def _two_names(
    rows: pd.DataFrame, level: str, official: Mapping[str, str], record: Record
) -> list[Finding]:
    """Name the codes under which several names stand, at the rows of each unusual name."""
    pairs = rows[[f"kod_{level}", f"nazev_{level}"]].dropna()
    pairs = pairs.assign(key=pairs[f"nazev_{level}"].map(area_key))
    findings = []
    for code, group in pairs.groupby(f"kod_{level}"):
        if len(set(group["key"])) == 1:
            continue
        counts = group[f"nazev_{level}"].value_counts()
        usual = official.get(str(code), str(counts.index[0]))
        for _, spelt in group.groupby("key", sort=False):
            name = str(spelt[f"nazev_{level}"].iloc[0])
            if same_name(name, usual) or area_key(name) == area_key(usual):
                continue
            at = [int(row) for row in spelt.index]
            words = (
                f"{code}: {name} ({rows_listed(at)})",
                f"{usual} jako jinde u téhož kódu",
                "ponecháno",
            )
            findings.append(record("code_two_names", at[0], f"nazev_{level}", words))
    return findings
