"""The kraje, and the invented ones of the sample region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gis_sluzby.codelists.lookup import read_list, spelling_index
from gis_sluzby.codelists.text import search_key

#: Words that a kraj's name may lack.
_LEFT_OUT = ("kraj", "hlavni", "mesto", "hl", "m")


@dataclass(frozen=True)
class Kraj:
    """One kraj.

    Parameters
    ----------
    code
        NUTS 3 code, e.g. "CZ041".
    name
        Czech name.
    short
        Three-letter abbreviation.
    mark
        Reliability: V, or "model" where the kraj is invented.
    ruian
        Number in RÚIAN (``Kraj/<number>`` of the RPSS), None for an invented kraj.
    csu
        Number of the statistical office, None for an invented kraj.
    model
        Whether the kraj is invented.
    """

    code: str
    name: str
    short: str
    mark: str
    ruian: str | None = None
    csu: str | None = None
    model: bool = False


@cache
def kraje() -> tuple[Kraj, ...]:
    """Give the kraje by code, the invented ones last.

    Returns
    -------
    tuple of Kraj
        14 kraje of Czechia and 2 of the sample region.
    """
    return tuple(Kraj(**row) for row in read_list("kraje")["kraj"])


def kraj(code: str) -> Kraj:
    """Give the kraj of a code.

    Parameters
    ----------
    code
        NUTS 3 code.

    Returns
    -------
    Kraj
        The kraj.

    Raises
    ------
    KeyError
        When there is no such code.
    """
    by_code = {row.code: row for row in kraje()}
    return by_code[code]


@cache
def _index() -> dict[str, str]:
    return spelling_index((row.code, [_key(row.name)]) for row in kraje())


def _key(name: str) -> str:
    """Give the key of a name without the words that it may lack."""
    return " ".join(word for word in search_key(name).split() if word not in _LEFT_OUT)


def find_kraj(text: str) -> str | None:
    """Find the kraj by its name.

    Parameters
    ----------
    text
        Name; the word „kraj“ or „hlavní město“ may be left out.

    Returns
    -------
    str or None
        NUTS 3 code, None where there is no such kraj.

    Examples
    --------
    >>> find_kraj("Vysočina"), find_kraj("hl. m. Praha")
    ('CZ063', 'CZ010')
    """
    return _index().get(_key(text))
