"""Text made comparable: what a person types and what a register writes meet here."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z§]+")


def normalise(text: str) -> str:
    r"""Give text without case, diacritics, and superfluous spaces.

    Invisible characters (soft hyphens, zero-width spaces, a BOM) are dropped; every run of white
    space, the non-breaking ones included, becomes one space.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The comparable text, stripped.

    Examples
    --------
    >>> normalise("  Žďár nad\u00a0Sázavou ")
    'zdar nad sazavou'
    """
    spaced = _SPACES.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", spaced.casefold())
    kept = "".join(
        character
        for character in decomposed
        if unicodedata.category(character) not in {"Mn", "Cf", "Cc"}
    )
    return _SPACES.sub(" ", kept.casefold()).strip()


def search_key(text: str) -> str:
    """Give the key under which a spelling is looked up: `normalise` without punctuation.

    Parameters
    ----------
    text
        Any spelling.

    Returns
    -------
    str
        Words of letters and digits (and §) parted by one space.

    Examples
    --------
    >>> search_key("Soc. služby – domov(y)")
    'soc sluzby domov y'
    """
    return _NOT_WORD.sub(" ", normalise(text)).strip()
