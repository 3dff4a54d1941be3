"""Obce and ORP by their names: namesakes told apart, the nearest name to a misspelt one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby import codelists
from gis_sluzby.codelists.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

#: „Lhota (Kladno)“: an obec with its okres, as people write namesakes.
_WITH_OKRES = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
#: Names at least so alike (0 to 100) may be meant.
_ALIKE = 80.0


class Gazetteer(NamedTuple):
    """What places are called.

    Parameters
    ----------
    names
        Official name of every obec by its code.
    by_key
        Codes of the obce that have a name, by its search key.
    within
        Search keys of the areas that hold an obec (okres, ORP, kraj: codes and names), by code.
    orp_names
        Name of every ORP by its code, where the boundaries have it.
    kraj_names
        Name of every kraj by its code.
    """

    names: Mapping[str, str]
    by_key: Mapping[str, tuple[str, ...]]
    within: Mapping[str, frozenset[str]]
    orp_names: Mapping[str, str]
    kraj_names: Mapping[str, str]


def gazetteer_of(codes: pd.DataFrame) -> Gazetteer:
    """Gather the names of obce and of what holds them.

    Parameters
    ----------
    codes
        All obce that are known: kod_obec, nazev, kod_orp and kod_kraj; nazev_orp and nazev_okres
        where the boundaries have them.

    Returns
    -------
    The gazetteer.
    """
    known = codes.dropna(subset=["kod_obec", "nazev"]).drop_duplicates("kod_obec")
    kraj_names = {kraj.code: kraj.name for kraj in codelists.kraje()}
    by_key: dict[str, list[str]] = {}
    within: dict[str, frozenset[str]] = {}
    areas = [name for name in ("kod_orp", "nazev_orp", "nazev_okres", "kod_kraj") if name in known]
    for code, name, *around in known[["kod_obec", "nazev", *areas]].itertuples(index=False):
        by_key.setdefault(search_key(name), []).append(code)
        said = [area for area in around if isinstance(area, str)]
        said += [kraj_names[area] for area in said if area in kraj_names]
        within[code] = frozenset(search_key(area) for area in said)
    orp_names = {}
    if "nazev_orp" in known:
        orp = known.dropna(subset=["kod_orp", "nazev_orp"]).drop_duplicates("kod_orp")
        orp_names = dict(zip(orp["kod_orp"], orp["nazev_orp"], strict=True))
    return Gazetteer(
        dict(zip(known["kod_obec"], known["nazev"], strict=True)),
        {key: tuple(sorted(listed)) for key, listed in by_key.items()},
        within,
        orp_names,
        kraj_names,
    )


def find_obce(name: str, gazetteer: Gazetteer, around: Iterable[str] = ()) -> tuple[str, ...]:
    """Find the obce that a name may mean.

    Parameters
    ----------
    name
        Name of an obec; its okres may follow in brackets, words may be shortened by a full stop.
    gazetteer
        The names.
    around
        What else is said of the place: codes or names of its okres, ORP or kraj.

    Returns
    -------
    Codes of the obce of that name, by code; of namesakes those that lie in all that is said, or
    all of them where none does. Empty where no obec has the name.
    """
    found = _of_name(name, gazetteer)
    said = {search_key(area) for area in around}
    if not found and (parted := _WITH_OKRES.match(name)):
        found = _of_name(parted[1], gazetteer)
        said.add(search_key(parted[2]))
    if len(found) > 1 and said:
        return tuple(code for code in found if said <= gazetteer.within[code]) or found
    return found


def same_name(said: str, official: str) -> bool:
    """Tell whether a spelling is an official name.

    Parameters
    ----------
    said
        The spelling: case, diacritics and spaces do not matter, words may be shortened by a full
        stop, the okres may follow in brackets.
    official
        The official name.

    Returns
    -------
    Whether it is.

    Examples
    --------
    >>> same_name("USTI n. L.", "Ústí nad Labem"), same_name("Cheb (Cheb)", "Cheb")
    (True, True)
    """
    parted = _WITH_OKRES.match(said)
    return any(
        search_key(text) == search_key(official) or _shortens(text, official)
        for text in (said, *(parted.groups()[:1] if parted else ()))
    )


def nearest_name(said: str, names: Iterable[str], alike: float = _ALIKE) -> str | None:
    """Suggest the name that a misspelt one may mean.

    Parameters
    ----------
    said
        The misspelt name.
    names
        The names to choose from.
    alike
        How alike they have to be, from 0 to 100.

    Returns
    -------
    The most alike, of equals the first by alphabet; none where nothing is alike enough.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (most sources misspell nothing)

    choices = sorted(set(names))
    found = process.extractOne(
        search_key(said),
        [search_key(name) for name in choices],
        scorer=fuzz.ratio,
        score_cutoff=alike,
    )
    return choices[found[2]] if found else None


def _of_name(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Give the obce of a name; a shortened one is compared with all of them."""
    found = gazetteer.by_key.get(search_key(name), ())
    if found or "." not in name:
        return found
    return tuple(
        sorted(code for code, official in gazetteer.names.items() if _shortens(name, official))
    )


def _shortens(said: str, official: str) -> bool:
    """Tell whether words of a name are the official ones, some of them shortened by a stop."""
    words, whole = said.replace(".", ". ").split(), official.split()
    return len(words) == len(whole) and all(
        search_key(full).startswith(search_key(word))
        if word.endswith(".")
        else search_key(full) == search_key(word)
        for word, full in zip(words, whole, strict=True)
    )
