"""Units of capacity, never added to one another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gis_sluzby.codelists.lookup import coded, find, read_list, spelling_index

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Unit:
    """One unit of capacity.

    Parameters
    ----------
    code
        Own code; of the units of the RPSS also theirs.
    name
        Czech name for a heading.
    one, few, many, part
        Czech forms after 1, after 2 to 4, after 0 and 5 and more, after a decimal number.
    register
        Whether the RPSS knows the unit.
    edition
        public, or internal where the unit must stay out of the public edition.
    aliases
        Further spellings.
    mark
        Reliability: V | D | K | ?.
    api
        Number in the REST API of the RPSS, None where it is not known.
    api_mark
        Reliability of that number.
    """

    code: str
    name: str
    one: str
    few: str
    many: str
    part: str
    register: bool
    edition: str
    aliases: tuple[str, ...]
    mark: str
    api: int | None = None
    api_mark: str | None = None


@cache
def units() -> Mapping[str, Unit]:
    """Give the units in the order of the code list, those of the RPSS first.

    Returns
    -------
    Mapping
        Code -> unit: luzka, klient, kontakt, interv, hovor, fte, misto, tym.
    """
    return coded(
        Unit(**{**row, "aliases": tuple(row["aliases"])}) for row in read_list("units")["unit"]
    )


@cache
def _index() -> dict[str, str]:
    return spelling_index(
        (
            row.code,
            [
                *(row.code, row.name, row.one, row.few, row.many, row.part),
                *row.aliases,
                *([str(row.api)] if row.api else []),
            ],
        )
        for row in units().values()
    )


def find_unit(text: str) -> str | None:
    """Find the unit by any known spelling.

    Parameters
    ----------
    text
        Name, any of its forms, number of the API or reference of the RPSS.

    Returns
    -------
    str or None
        Code of the unit, None where the spelling is not known.

    Examples
    --------
    >>> find_unit("Lůžek"), find_unit("TypKapacitySocialniSluzby/interv")
    ('luzka', 'interv')
    """
    return find(text, _index(), prefixes=["TypKapacitySocialniSluzby"])
