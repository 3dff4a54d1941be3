"""Forms of a service (ambulantní, pobytová, terénní)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gis_sluzby.codelists.lookup import coded, find, read_list, spelling_index

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Forma:
    """One form of a service.

    Parameters
    ----------
    code
        amb | pob | ter.
    name
        Czech adjective, feminine.
    adverb
        Czech adverb.
    api
        Number in the REST API of the RPSS.
    aliases
        Further spellings.
    mark
        Reliability: V | D | K | ?.
    """

    code: str
    name: str
    adverb: str
    api: int
    aliases: tuple[str, ...]
    mark: str


@cache
def forms() -> Mapping[str, Forma]:
    """Give the forms in the order of the code list.

    Returns
    -------
    Mapping
        Code -> form: amb, pob, ter.
    """
    return coded(
        Forma(**{**row, "aliases": tuple(row["aliases"])}) for row in read_list("forms")["forma"]
    )


@cache
def _index() -> dict[str, str]:
    return spelling_index(
        (row.code, [row.code, row.name, row.adverb, str(row.api), *row.aliases])
        for row in forms().values()
    )


def find_forma(text: str) -> str | None:
    """Find the form by any known spelling.

    Parameters
    ----------
    text
        Name, abbreviation, number of the API or reference of the RPSS.

    Returns
    -------
    str or None
        Code of the form, None where the spelling is not known.

    Examples
    --------
    >>> find_forma("Teren. forma"), find_forma("FormaSocialniSluzby/pob")
    ('ter', 'pob')
    """
    return find(text, _index(), prefixes=["FormaSocialniSluzby"])
