"""Age groups in words: 15, 0-4, 0 až 4 roky, 85+, 85 a více let."""

from __future__ import annotations

import re

import numpy as np

from gis_sluzby import codelists

_YEARS = r"(?:\s*(?:let|roky|rok|roků))?"
_GROUP = re.compile(
    rf"(?P<low>\d{{1,3}}){_YEARS}"
    rf"(?:\s*(?:-|–|až)\s*(?P<high>\d{{1,3}}){_YEARS}|(?P<open>\s*\+|\s+a\s+(?:více|starší))\s*{_YEARS})?",
    re.IGNORECASE,
)
#: The office's own words for a half-open group: "0 až 5 (více nebo rovno 0 a menší než 5)".
_HALF_OPEN = re.compile(r"\(více nebo rovno (\d{1,3})(?: a menší než (\d{1,3}))?\)")
_EVERYBODY = {"", "celkem", "vsechny veky", "vsechny vekove skupiny", "vek celkem", "uhrnem"}


def age_group(words: str) -> tuple[int, float] | None:
    """Understand the name of an age group.

    Parameters
    ----------
    words
        A single year of age, a group with both ends included, or an open group.

    Returns
    -------
    Age from, and to exclusive (NaN where the group is open); none where the words are no group.

    Examples
    --------
    >>> age_group("0 až 4 roky"), age_group("15"), age_group("85 a více let")
    ((0, 5.0), (15, 16.0), (85, nan))
    >>> age_group("0 až 5 (více nebo rovno 0 a menší než 5)"), age_group("rok 2024")
    ((0, 5.0), None)
    """
    stated = _HALF_OPEN.search(words)
    if stated is not None:
        return int(stated[1]), float(stated[2] or np.nan)
    match = _GROUP.fullmatch(words.strip())
    if match is None:
        return None
    low = int(match["low"])
    if match["open"]:
        return low, np.nan
    return low, float(match["high"] or low) + 1


def is_everybody(words: str) -> bool:
    """Tell whether words mean all ages together.

    Parameters
    ----------
    words
        The name of an age group.

    Returns
    -------
    Whether they mean everybody.
    """
    return codelists.normalise(words) in _EVERYBODY
