"""Codes of the register understood: by the official name where its code list is given.

The program's own lists hold numbers of target groups that were derived, not seen. Where the
official list has a code, its name decides what the code means; a code that it lacks is looked up in
the own lists.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.sources.rpss import lists
from gis_sluzby.sources.rpss.doubts import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gis_sluzby.sources.rpss.doubts import Doubts
    from gis_sluzby.sources.rpss.lists import Names


def _kraj_of_ruian(word: str) -> str | None:
    """Give the kraj of a number in RÚIAN."""
    number = word.rpartition("/")[2]
    return next((one.code for one in codelists.kraje() if one.ruian == number), None)


#: What finds the own code: by a code or reference of the register, and by an official name.
_FIND: Mapping[str, tuple[Callable[[str], str | None], Callable[[str], str | None]]] = {
    lists.DRUHY: (codelists.find_druh, codelists.find_druh),
    lists.GROUPS: (codelists.find_target_group, codelists.find_target_group),
    lists.FORMS: (codelists.find_forma, codelists.find_forma),
    lists.UNITS: (codelists.find_unit, codelists.find_unit),
    lists.KRAJE: (_kraj_of_ruian, codelists.find_kraj),
}


#: Lists whose numbers were seen in data: under a name that is not known the number still counts.
_SURE = (lists.DRUHY, lists.FORMS, lists.UNITS, lists.KRAJE)


class Codes:
    """Understands the codes of a register.

    Parameters
    ----------
    names
        Official names by code, of the lists that are given.
    doubts
        Takes what the lists lack, and codes that nobody knows.
    """

    def __init__(self, names: Names, doubts: Doubts) -> None:
        self._names = names
        self._doubts = doubts
        #: How often the codes stand there that a list lacks; what is asked twice is counted once.
        self._lacking: dict[str, Counter[str]] = {}

    def find(self, key: str, words: pd.Series[str]) -> dict[str, str | None]:
        """Find the own codes of a list; words that have none are not counted.

        Parameters
        ----------
        key
            The list.
        words
            Codes or references of the register, null where there are none.

        Returns
        -------
        The own code of each word, none where it is not known.
        """
        return {word: self._own(key, word) for word, _ in self._official(key, words.value_counts())}

    def coded(self, key: str, words: pd.Series[str]) -> pd.Series[str]:
        """Give own codes instead of words, and count the words that have none.

        Parameters
        ----------
        key
            The list.
        words
            Codes of the register.

        Returns
        -------
        The own codes, null where there is none.
        """
        codes = self.find(key, words)
        for word, count in words.value_counts().items():
            if codes[str(word)] is None:
                self._unknown(key, str(word), int(count))
        return words.map(codes).astype(words.dtype)

    def name(self, key: str, word: str) -> str | None:
        """Give the official name of a code.

        Parameters
        ----------
        key
            The list.
        word
            A code or reference of the register.

        Returns
        -------
        The name; none where the list is not given or lacks the code.
        """
        return self._names.get(key, {}).get(word.rpartition("/")[2])

    def named(self, key: str, words: pd.Series[str], names: pd.Series[str]) -> pd.Series[str]:
        """Give official names of codes where there are no names yet.

        Parameters
        ----------
        key
            The list.
        words
            Codes of the register.
        names
            Names that are known without the list.

        Returns
        -------
        The names, null where there are none.
        """
        return names.fillna(words.map(self._names.get(key, {})).astype(names.dtype))

    def must_have(self, key: str, words: pd.Series[str]) -> None:
        """Remember the codes in use that an official list lacks.

        Parameters
        ----------
        key
            The list.
        words
            Codes of the register, null where there are none.
        """
        self._official(key, words.value_counts())

    def ages(self, services: pd.DataFrame) -> pd.Series[str]:
        """Give what is said about age: official names of age groups, then the service's own words.

        Parameters
        ----------
        services
            Columns age_groups (codes parted by a space) and age_note.

        Returns
        -------
        The words, null where there are none. Without the list they are those of the service.
        """
        codes = services["age_groups"].str.split().explode()
        for word, _ in self._official(lists.AGES, counts := codes.value_counts()):
            if self.name(lists.AGES, word) is None:
                self._unknown(lists.AGES, word, int(counts[word]))
        if lists.AGES not in self._names:
            return services["age_note"]
        named = codes.map(self._names[lists.AGES]).dropna()
        words = pd.concat([named, services["age_note"].dropna()])
        joined = words.groupby(level=0, sort=False).agg("; ".join)
        return joined.reindex(services.index).astype(services["age_note"].dtype)

    def about_lists(self) -> None:
        """Say where the lists contradict the own ones, and which codes in use they lack."""
        for key, (by_code, by_name) in _FIND.items():
            for code, name in self._names.get(key, {}).items():
                own = by_code(f"{key}/{code}")
                if own is not None and own != (theirs := by_name(name)):
                    kept = theirs is None and key in _SURE
                    action = "název program nezná, platí číslo" if kept else "platí název registru"
                    self._contradiction(key, code, (name, _OWN_NAMES[key](own)), action)
        known = "kód vzat podle číselníku programu, zná-li jej"
        for key, counts in self._lacking.items():
            self._doubts.say(
                "code_list_lacks",
                "warning",
                "services",
                found=shortened(f"{code} ({count}×)" for code, count in counts.items()),
                expected=f"kód z číselníku „{key}“, který je v plánu",
                action=known if key in _FIND else "ponecháno",
                column=key,
            )

    def _own(self, key: str, word: str) -> str | None:
        """Find the own code of one word."""
        by_code, by_name = _FIND[key]
        name = self.name(key, word)
        if name is None:
            return by_code(word)
        return by_name(name) or (by_code(word) if key in _SURE else None)

    def _official(self, key: str, counts: pd.Series[int]) -> list[tuple[str, int]]:
        """Give the words with their counts, and remember those that the official list lacks."""
        words = [(str(word), int(count)) for word, count in counts.items()]
        if key in self._names:
            lacking = {
                word.rpartition("/")[2]: count
                for word, count in words
                if self.name(key, word) is None
            }
            if lacking:
                self._lacking[key] = self._lacking.get(key, Counter()) | Counter(lacking)
        return words

    def _unknown(self, key: str, word: str, count: int) -> None:
        """Count a code that nobody knows."""
        self._doubts.unknown[key, word] += count
        if name := self.name(key, word):
            self._doubts.named[key, word] = name

    def _contradiction(self, key: str, code: str, names: tuple[str, str], action: str) -> None:
        """Say that the official list and the own one call a code differently."""
        self._doubts.say(
            "code_list_contradicts",
            "warning",
            "services",
            found=f"kód {code}; číselník registru: {names[0]}; číselník programu: {names[1]}",
            expected="týž název, nebo jeho známý zápis",
            action=action,
            column=f"{key}={code}",
        )


#: What the own lists call their codes.
_OWN_NAMES: Mapping[str, Callable[[str], str]] = {
    lists.DRUHY: lambda code: codelists.druh(code).name,
    lists.GROUPS: lambda code: codelists.target_groups()[code].name,
    lists.FORMS: lambda code: codelists.forms()[code].name,
    lists.UNITS: lambda code: codelists.units()[code].name,
    lists.KRAJE: lambda code: codelists.kraj(code).name,
}
