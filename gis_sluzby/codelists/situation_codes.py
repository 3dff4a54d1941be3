"""Life situations: a way to kinds of service for those who do not know paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gis_sluzby.codelists.lookup import read_list


@dataclass(frozen=True)
class Situation:
    """One life situation.

    Parameters
    ----------
    code
        Own code.
    name
        What somebody in it would call it.
    druhy
        Codes of the kinds of service that help, the most usual help first.
    mark
        Reliability: V | D | K | ?.
    discreet
        Whether those who choose it may be in danger from others.
    """

    code: str
    name: str
    druhy: tuple[str, ...]
    mark: str
    discreet: bool = False


@cache
def situations() -> tuple[Situation, ...]:
    """Give the life situations in the order of the code list.

    Returns
    -------
    tuple of Situation
        The situations.
    """
    rows = read_list("situations")["situation"]
    return tuple(Situation(**{**row, "druhy": tuple(row["druhy"])}) for row in rows)
