"""Places of a register by its code lists: codes that no boundary has, found by their names.

Codes of obce and parts are those of RÚIAN, as boundaries have them: where both know a code, it is
taken as it is, and that they call it differently is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.gazetteer import find_obce, same_name
from gis_sluzby.audit.names import area_key
from gis_sluzby.codelists.text import search_key
from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.rpss.lists import OBCE, OKRESY, PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gis_sluzby.audit.gazetteer import Gazetteer
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.rpss.lists import Names

    #: List and code, its name in the list, what is found by it.
    Renamed = tuple[str, str, str]


def places_by_lists(
    places: gpd.GeoDataFrame,
    names: Names,
    gazetteer: Gazetteer,
    obce: pd.DataFrame,
    parts: pd.DataFrame,
    successors: Collection[str],
    source: Source,
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Find the obce and parts whose codes nobody else has, and compare names with boundaries.

    Parameters
    ----------
    places
        Places of a register as `sources.rpss.places.register_places` gives them.
    names
        Official names of its codes.
    gazetteer
        What obce are called.
    obce
        All obce that are known: kod_obec, nazev_okres where the boundaries have it.
    parts
        Parts of the plan's obce: level, kod, nazev, kod_obec.
    successors
        Codes of obce that are no more but have an heir: they need no name.
    source
        The register's declaration in the plan.

    Returns
    -------
    The places, and a finding for each code: one found by its name, or called differently.
    """
    found, told_obce = _obce_by_name(places, names, gazetteer, successors)
    placed = places.assign(kod_obec=places["kod_obec"].replace(found))
    own = parts[parts["level"] == "cast"]
    renamed, told_parts = _parts_by_name(placed, names, own)
    placed = placed.assign(kod_cast=placed["kod_cast"].replace(renamed))
    used = own[own["kod"].isin(placed["kod_cast"])].drop_duplicates("kod").set_index("kod")
    in_use = obce[obce["kod_obec"].isin(placed["kod_obec"])]
    official = {code: gazetteer.names[code] for code in in_use["kod_obec"]}
    apart = [
        *_called_differently(OBCE, names, official),
        *_called_differently(PARTS, names, dict(zip(used.index, used["nazev"], strict=True))),
        *_okresy(placed, names, in_use),
    ]
    return gpd.GeoDataFrame(placed), [
        *(_by_name(one, source) for one in (*told_obce, *told_parts)),
        *(_apart(one, source) for one in apart),
    ]


def _obce_by_name(
    places: gpd.GeoDataFrame, names: Names, gazetteer: Gazetteer, successors: Collection[str]
) -> tuple[dict[str, str], list[Renamed]]:
    """Find the obce of the codes that no boundary has.

    Of namesakes none is chosen, nor an obec of another kraj than the places state.
    """
    listed = names.get(OBCE, {})
    codes = places["kod_obec"]
    strange = codes.notna() & ~codes.isin(list(gazetteer.names)) & ~codes.isin(list(successors))
    found, told = {}, []
    for code, rows in places[strange & codes.isin(list(listed))].groupby("kod_obec"):
        name = listed[str(code)]
        kraje = list(rows["kod_kraj"].dropna().unique())
        obce = find_obce(name, gazetteer, [*kraje, *rows["nazev_okres"].dropna().unique()])
        if len(obce) == 1 and gazetteer.within[obce[0]].issuperset(map(search_key, kraje)):
            found[str(code)] = obce[0]
            told.append((f"{OBCE}={code}", name, f"obec {gazetteer.names[obce[0]]} ({obce[0]})"))
    return found, told


def _parts_by_name(
    places: gpd.GeoDataFrame, names: Names, parts: pd.DataFrame
) -> tuple[dict[str, str], list[Renamed]]:
    """Find the parts of the codes that the plan's obce have not, within the obec of the place."""
    listed = names.get(PARTS, {})
    codes = places["kod_cast"]
    strange = codes.isin(list(listed)) & ~codes.isin(parts["kod"])
    strange &= places["kod_obec"].isin(parts["kod_obec"])
    keys = parts["kod_obec"] + "|" + parts["nazev"].map(search_key)
    by_key = parts["kod"].groupby(keys).agg(list)
    found, told = {}, []
    pairs = places.loc[strange, ["kod_cast", "kod_obec"]].drop_duplicates()
    for code, obec in pairs.itertuples(index=False):
        known = by_key.get(f"{obec}|{search_key(listed[code])}", [])
        if len(known) == 1 and code not in found:
            found[code] = known[0]
            told.append((f"{PARTS}={code}", listed[code], f"část obce {known[0]}"))
    return found, told


def _called_differently(key: str, names: Names, official: Mapping[str, str]) -> list[Renamed]:
    """Compare the names of a list with those of boundaries."""
    listed = names.get(key, {})
    return [
        (f"{key}={code}", listed[code], name)
        for code, name in official.items()
        if code in listed and not same_name(listed[code], name)
    ]


def _okresy(places: gpd.GeoDataFrame, names: Names, obce: pd.DataFrame) -> list[Renamed]:
    """Compare the names of okresy with those that boundaries give to the obce within them."""
    listed = names.get(OKRESY, {})
    if "nazev_okres" not in obce:
        return []
    within = obce.set_index("kod_obec")["nazev_okres"]
    pairs = pd.DataFrame({"okres": places["kod_okres"], "name": places["kod_obec"].map(within)})
    told = []
    for code, group in pairs.dropna().groupby("okres"):
        name = listed.get(str(code))
        if name and area_key(name) not in set(group["name"].map(area_key)):
            usual = ", ".join(sorted(set(group["name"])))
            told.append((f"{OKRESY}={code}", name, usual))
    return told


def _by_name(one: Renamed, source: Source) -> Finding:
    """Say that a code was found by its name."""
    column, name, known = one
    return _told(
        "place_by_list",
        source,
        column,
        (
            f"{name}: kód {column.partition('=')[2]} hranice nemají",
            "kód obce nebo její části z hranic",
            f"vzata {known}",
        ),
    )


def _apart(one: Renamed, source: Source) -> Finding:
    """Say that a code is called differently."""
    column, name, official = one
    return _told(
        "place_list_contradicts",
        source,
        column,
        (
            f"kód {column.partition('=')[2]}; číselník registru: {name}; hranice: {official}",
            "týž název",
            "platí kód a hranice",
        ),
    )


def _told(rule: str, source: Source, column: str, words: tuple[str, str, str]) -> Finding:
    """Record a finding about a code."""
    found, expected, action = words
    place = Place(None, source.id, None, column)
    severity = rules()[rule].severities[0]
    return finding(rule, severity, "sites", place, found=found, expected=expected, action=action)
