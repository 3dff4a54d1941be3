"""Areas by their names, as kraje write them: „Jablonec n. N., Rychnov; celý ORP Tanvald“.

Names are looked for within the plan's kraj. An item is an obec unless it says otherwise; „n. N.“
and „n/N“ stand for any words that begin so, and the first words of a name will do where one obec
alone begins with them. What cannot be told for certain is left out and named.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.codelists import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    #: Level and code of an area.
    Area = tuple[str, str]

_ITEMS = re.compile(r"[;,\n]+")
_AND = re.compile(r"\s+a\s+")
_WORDS = re.compile(r"\w+\.?")
_QUALIFIED = re.compile(r"^(.+?)\s*\((.+)\)\s*$")
#: „celý ORP Tanvald“, „všechny obce SO ORP Tanvald“, „okres Liberec“, „celý kraj“.
_LEVELLED = re.compile(
    r"^(?:(?:cele|cely|cela|celeho|uzemi|vsechny|obce|spravni|spravniho|obvod|obvodu|so|v)\s+)*"
    r"(orp|pou|okres|okresu|kraj|kraje|obec|mesto|mestys)\b\.?\s*(.*)$"
)
_LEVELS = {
    **{level: level for level in ("orp", "pou", "okres", "kraj", "obec")},
    "okresu": "okres",
    "kraje": "kraj",
    "mesto": "obec",
    "mestys": "obec",
}
_LIST = ", "


class Place(NamedTuple):
    """An area that may be named.

    Parameters
    ----------
    level, kod, nazev
        Its level, code and name.
    words, code
        Words of the name and of the code, comparable.
    within
        Comparable names of the ORP and okres that hold it; of an obec alone.
    """

    level: str
    kod: str
    nazev: str
    words: tuple[str, ...]
    code: tuple[str, ...]
    within: frozenset[str]


class Doubt(NamedTuple):
    """An item whose area is not known for certain.

    Parameters
    ----------
    rule
        area_name_unknown, area_name_homonym (both are left out) or area_name_short (taken).
    item
        The item as it stands.
    told
        What it may be, or was taken for.
    """

    rule: str
    item: str
    told: str


def places_of_plan(obce: pd.DataFrame, areas: pd.DataFrame) -> list[Place]:
    """Gather the areas of a plan by which tables may name them.

    Parameters
    ----------
    obce
        The table `obce`; those of the plan count.
    areas
        The table `areas`, custom areas among them.

    Returns
    -------
    The areas and the obce.
    """
    names: dict[str, dict[str, str]] = {
        level: dict(areas.loc[areas["level"] == level, ["kod", "nazev"]].itertuples(index=False))
        for level in ("orp", "okres")
    }
    own = obce[obce["in_plan"]]
    found = [
        _place("obec", kod, nazev, {names["orp"].get(orp), names["okres"].get(okres)})
        for kod, nazev, orp, okres in zip(
            *(own[name] for name in ("kod_obec", "nazev", "kod_orp", "kod_okres")), strict=True
        )
    ]
    return found + [
        _place(level, kod, nazev, set())
        for level, kod, nazev in zip(areas["level"], areas["kod"], areas["nazev"], strict=True)
    ]


def _place(level: str, kod: str, nazev: str, within: set[str | None]) -> Place:
    """Make the words of an area comparable."""
    holding = frozenset(normalise(name) for name in within if name)
    return Place(level, kod, nazev, _words(nazev), _words(kod), holding)


def areas_named(
    text: str, places: Sequence[Place], level: str | None = None
) -> tuple[list[Area], list[Doubt]]:
    """Find the areas that a cell names.

    Parameters
    ----------
    text
        Names parted by commas, semicolons or lines, also by „a“ where the whole is no name.
    places
        `places_of_plan`.
    level
        Level of the items that do not say theirs; obec where it is not known.

    Returns
    -------
    The areas in the order of the text, each once, and the doubts.
    """
    areas: dict[Area, None] = {}
    doubts: list[Doubt] = []
    for item in filter(None, (part.strip() for part in _ITEMS.split(text))):
        found, doubt = _found(item, places, level)
        parts = _AND.split(item) if doubt else [item]
        results = [_found(part, places, level) for part in parts] if parts[1:] else [(found, doubt)]
        for taken, about in results:
            areas.update(dict.fromkeys(taken))
            doubts += [about] if about else []
    return list(areas), doubts


def _found(
    item: str, places: Sequence[Place], level: str | None
) -> tuple[list[Area], Doubt | None]:
    """Find the area of one item."""
    qualified = _QUALIFIED.match(item)
    name, qualifier = (qualified[1], qualified[2]) if qualified else (item, "")
    levelled = _LEVELLED.match(normalise(name))
    stated = _LEVELS[levelled[1]] if levelled else level or "obec"
    words = _words(levelled[2] if levelled else name)
    among = [place for place in places if place.level == stated]
    if not words:
        # „celý kraj“ names none, and there is one
        kraje = among if stated == "kraj" else []
        return ([_area(kraje[0])], None) if len(kraje) == 1 else ([], _unknown(item, among))
    exact = [place for place in among if words == place.code or _same(words, place.words)]
    if not exact and levelled is None:
        exact = [place for place in places if place.level == "kraj" and words == place.words]
    if not exact:
        exact = _under_another_word(words, among, stated)
    begin = [] if exact else [place for place in among if _begins(words, place.words)]
    candidates = _qualified(exact or begin, qualifier)
    if not candidates:
        return [], _unknown(item, among)
    if len(candidates) > 1:
        told = _LIST.join(_described(place) for place in candidates)
        return [], Doubt("area_name_homonym", item, told)
    doubt = Doubt("area_name_short", item, candidates[0].nazev) if begin else None
    return [_area(candidates[0])], doubt


def _under_another_word(words: tuple[str, ...], among: Iterable[Place], level: str) -> list[Place]:
    """Find a kraj whose name holds the word kraj: „kraj Liberecký“."""
    return [p for p in among if level == "kraj" and set(words) < set(p.words)]


def _qualified(places: list[Place], qualifier: str) -> list[Place]:
    """Keep the places that lie in what stands in brackets: „Lhota (okres Semily)“."""
    if not qualifier:
        return places
    levelled = _LEVELLED.match(normalise(qualifier))
    holding = levelled[2] if levelled else normalise(qualifier)
    return [place for place in places if holding in place.within]


def _words(name: str) -> tuple[str, ...]:
    """Give the comparable words of a name; „n/N“ is „n. N“."""
    return tuple(_WORDS.findall(normalise(name.replace("/", ". "))))


def _same(written: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether words are those of a name, some perhaps abbreviated."""
    return len(written) == len(words) and _begins(written, words)


def _begins(written: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether a name begins with words, some perhaps abbreviated."""
    return len(written) <= len(words) and all(map(_stands_for, written, words))


def _stands_for(short: str, word: str) -> bool:
    """Tell whether a word is another, or its beginning with a full stop or of one letter."""
    abbreviated = short.endswith(".") or len(short) == 1
    return word.startswith(short.rstrip(".")) if abbreviated else word == short


def _area(place: Place) -> Area:
    return place.level, place.kod


def _described(place: Place) -> str:
    """Give a name with what holds it."""
    return f"{place.nazev} ({place.kod})"


def _unknown(item: str, among: Sequence[Place]) -> Doubt:
    """Say that no area has the name, and which name is near."""
    names: Mapping[str, str] = {normalise(place.nazev): place.nazev for place in among}
    near = get_close_matches(normalise(item), names, n=1, cutoff=0.75)
    return Doubt("area_name_unknown", item, names[near[0]] if near else "")
