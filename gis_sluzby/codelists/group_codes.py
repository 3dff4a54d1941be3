"""Target groups of the RPSS and the planning areas (okruhy) they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gis_sluzby.codelists.lookup import coded, find, read_list, spelling_index

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Okruh:
    """One planning area of target groups: the column `cs` of the tables.

    Parameters
    ----------
    code
        Own code, e.g. "seniori".
    name
        Czech name.
    aliases
        Further spellings.
    mark
        Reliability: V | D | K | ?.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class TargetGroup:
    """One target group of the RPSS.

    Parameters
    ----------
    code
        N of ``CilovaSkupinaOsoby/N``, as text.
    name
        Czech name.
    cs
        Code of the okruh it belongs to.
    api
        Number in the REST API of the RPSS (guessed as 3741 + N).
    aliases
        Further spellings.
    mark
        Reliability: V | D | K | ?.
    """

    code: str
    name: str
    cs: str
    api: int
    aliases: tuple[str, ...]
    mark: str


@cache
def okruhy() -> Mapping[str, Okruh]:
    """Give the planning areas in the order of the code list.

    Returns
    -------
    Mapping
        Code -> area, without "any".
    """
    return coded(
        Okruh(**{**row, "aliases": tuple(row["aliases"])}) for row in read_list("groups")["okruh"]
    )


@cache
def target_groups() -> Mapping[str, TargetGroup]:
    """Give the target groups in the order of their numbers.

    Returns
    -------
    Mapping
        Code -> group, those that are known; 28 and 29 are not.
    """
    return coded(
        TargetGroup(**{**row, "aliases": tuple(row["aliases"])})
        for row in read_list("groups")["group"]
    )


@cache
def _group_index() -> dict[str, str]:
    return spelling_index(
        (row.code, [row.code, row.name, str(row.api), *row.aliases])
        for row in target_groups().values()
    )


@cache
def _okruh_index() -> dict[str, str]:
    return spelling_index(
        (row.code, [row.code, row.name, *row.aliases]) for row in okruhy().values()
    )


def find_target_group(text: str) -> str | None:
    """Find the target group by any known spelling.

    Parameters
    ----------
    text
        Name, number, number of the API or reference of the RPSS.

    Returns
    -------
    str or None
        Code of the group, None where the spelling is not known.

    Examples
    --------
    >>> find_target_group("Senioři"), find_target_group("CilovaSkupinaOsoby/26")
    ('24', '26')
    """
    return find(text, _group_index(), prefixes=["CilovaSkupinaOsoby"])


def find_okruh(text: str) -> str | None:
    """Find the planning area by its spelling, or by a spelling of a group that belongs to it.

    Parameters
    ----------
    text
        Code or name of an area, or any spelling of a target group.

    Returns
    -------
    str or None
        Code of the area, None where the spelling is not known.

    Examples
    --------
    >>> find_okruh("OZP"), find_okruh("osoby s tělesným postižením")
    ('ozp', 'ozp')
    """
    known = find(text, _okruh_index())
    if known is not None:
        return known
    group = find_target_group(text)
    return target_groups()[group].cs if group else None
