"""The kraje, and the invented ones of the sample region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gis_sluzby.codelists.lookup import read_list


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
