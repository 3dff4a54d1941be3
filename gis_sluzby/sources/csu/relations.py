"""What the statistical office's code lists and relations say together of each obec."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.sources.csu.files import COLUMNS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

UPPER = tuple(level for level in LEVELS.values() if level != "obec")
_TEXT = pd.StringDtype(na_value=np.nan)
_NUTS, _COUNTRY = 5, "CZ"


def _no_obce() -> pd.DataFrame:
    return pd.DataFrame(index=pd.Index([], dtype=_TEXT, name="kod_obec"))


def _no_codes() -> pd.Series[str]:
    return pd.Series(dtype=_TEXT)


@dataclass(frozen=True)
class Relations:
    """What relations say.

    Parameters
    ----------
    obce
        By kod_obec: kod_ and nazev_ of the areas above it, for the levels that are given.
    names
        Names of the obce valid on the plan's day, by code; empty where no list of obce is given.
    ceased
        Names of obce that are no more, by code.
    parts
        Dominant part of each obec that is no more, by code.
    successors
        The obec into which one was merged, by code.
    orp_by_ruian
        Codes of ORP by their number in RÚIAN.
    """

    obce: pd.DataFrame = field(default_factory=_no_obce)
    names: pd.Series[str] = field(default_factory=_no_codes)
    ceased: pd.Series[str] = field(default_factory=_no_codes)
    parts: pd.Series[str] = field(default_factory=_no_codes)
    successors: pd.Series[str] = field(default_factory=_no_codes)
    orp_by_ruian: pd.Series[str] = field(default_factory=_no_codes)

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return not (len(self.obce) or len(self.names) or len(self.orp_by_ruian))

    def gives(self, level: str) -> bool:
        """Tell whether the areas of a level are known for obce."""
        return f"kod_{level}" in self.obce


def combined(frames: Sequence[pd.DataFrame], day: date) -> Relations:
    """Put together what several code lists and relations say.

    Parameters
    ----------
    frames
        Rows as `files.read_relations` gives them.
    day
        The plan's day: areas that ended before are no more.

    Returns
    -------
    The relations. Okresy have LAU 1 codes, where the code list of okresy (CIS0101) is among the
    files, and kraje NUTS 3 codes; the kraj of an okres is the beginning of its code.
    """
    if not frames:
        return Relations()
    rows = pd.concat([frame.reindex(columns=list(COLUMNS)) for frame in frames], ignore_index=True)
    areas, within = rows[rows["kind"] == "area"], rows[rows["kind"] == "within"]
    over = areas["do"].lt(day.isoformat()).eq(other=True)
    listed, past = areas[~over], areas[over]
    obce, old = _of(listed, "obec", "kod"), _of(past, "obec", "kod")
    old = old[~old.index.isin(obce.index)]
    merged = within[(within["level"] == "obec") & (within["upper"] == "obec")]
    return Relations(
        obce=_hierarchy(within, listed),
        names=obce["nazev"],
        ceased=old["nazev"],
        parts=old["part"].dropna(),
        successors=merged.drop_duplicates("kod").set_index("kod")["kod_upper"],
        orp_by_ruian=_of(listed, "orp", "ruian")["kod"],
    )


def with_successors_of_parts(relations: Relations, parts: pd.DataFrame) -> Relations:
    """Find where obce that are no more went: to the obec that has their dominant part now.

    Parameters
    ----------
    relations
        The relations.
    parts
        The table `obec_parts`.

    Returns
    -------
    The relations with the successors that were not stated.
    """
    homes = parts[parts["level"] == "cast"].drop_duplicates("kod").set_index("kod")["kod_obec"]
    found = relations.parts.map(homes).dropna()
    stated = relations.successors
    more = found[~found.index.isin(stated.index)]
    return replace(relations, successors=pd.concat([stated, more]))


def _of(areas: pd.DataFrame, level: str, key: str) -> pd.DataFrame:
    """Give the areas of a level by a column that is not null."""
    own = areas[areas["level"] == level].dropna(subset=[key])
    return own.drop_duplicates(key).set_index(key)


def _hierarchy(within: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Give the areas above each obec, by relations of obce and then of the areas themselves."""
    own = within[(within["level"] == "obec") & (within["upper"] != "obec")]
    obce = pd.DataFrame(index=pd.Index(sorted(set(own["kod"])), dtype=_TEXT, name="kod_obec"))
    for upper in UPPER:
        pairs = own[own["upper"] == upper].drop_duplicates("kod").set_index("kod")
        if len(pairs):
            obce[f"kod_{upper}"] = pairs["kod_upper"].reindex(obce.index)
            obce[f"nazev_{upper}"] = pairs["nazev_upper"].reindex(obce.index)
    for level, upper in (("pou", "orp"), ("okres", "kraj"), ("orp", "kraj")):
        chosen = within[(within["level"] == level) & (within["upper"] == upper)]
        if chosen.empty or f"kod_{level}" not in obce:
            continue
        pairs = chosen.drop_duplicates("kod").set_index("kod")
        for name, column in ((f"kod_{upper}", "kod_upper"), (f"nazev_{upper}", "nazev_upper")):
            reached = obce[f"kod_{level}"].map(pairs[column]).astype(_TEXT)
            obce[name] = obce[name].fillna(reached) if name in obce else reached
    return _recoded(obce, areas)


def _recoded(obce: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Give okresy and kraje the codes used here instead of the office's numbers."""
    if "kod_okres" in obce:
        codes = _of(areas, "okres", "kod")["code"]
        coded = obce["kod_okres"].map(codes).astype(_TEXT)
        obce["kod_okres"] = coded.fillna(obce["kod_okres"])
        # A number that the code list of okresy did not turn into a code is no code.
        obce["kod_okres"] = obce["kod_okres"].where(obce["kod_okres"].str.startswith(_COUNTRY))
    numbers = {one.csu: one.code for one in codelists.kraje() if one.csu}
    if "kod_kraj" in obce:
        coded = obce["kod_kraj"].map(numbers).astype(_TEXT)
        obce["kod_kraj"] = coded.fillna(obce["kod_kraj"])
    elif "kod_okres" in obce:
        obce["kod_kraj"] = obce["kod_okres"].str.slice(0, _NUTS)
        names = {one.code: one.name for one in codelists.kraje()}
        obce["nazev_kraj"] = obce["kod_kraj"].map(names)
    return obce
