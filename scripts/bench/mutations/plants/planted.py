"""One planted fault: the rule that has to find it, and where."""

from __future__ import annotations

from typing import NamedTuple


class Plant(NamedTuple):
    """One planted fault.

    Parameters
    ----------
    rule
        The rule that has to find it.
    places
        Rows of services, or keys of rows of other tables, at any of which it may be told.
    also
        Rules that rightly speak of the same rows.
    """

    rule: str
    places: frozenset[int | str]
    also: frozenset[str] = frozenset()


def one(rule: str, place: int | str, *also: str) -> Plant:
    """Give a fault that is told at one place."""
    return Plant(rule, frozenset([place]), frozenset(also))
