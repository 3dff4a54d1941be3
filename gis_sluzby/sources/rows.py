"""Rows that cannot be accepted, and typed access to the cells of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


class Wrong(NamedTuple):
    """Why a row cannot be accepted.

    Parameters
    ----------
    row
        Row of the source; none where the whole source is concerned, which then is never read.
    field
        Field of the table, or column of the file; none where the whole row is concerned.
    found
        What stands there, empty where nothing does.
    what
        What is wrong, in Czech.
    rule
        Rule under which it is recorded.
    """

    row: int | None
    field: str | None
    found: str
    what: str
    rule: str = "row_rejected"


def cells(column: pd.Series[Any]) -> Iterator[tuple[int, Any]]:
    """Give the cells of a column with their rows.

    Parameters
    ----------
    column
        A column whose index is the row of the source.

    Yields
    ------
    Row and value.
    """
    yield from zip(column.index.tolist(), column.tolist(), strict=True)


def coordinates(first: float, second: float) -> str:
    """Give two coordinates as text.

    Parameters
    ----------
    first, second
        Degrees or metres.

    Returns
    -------
    Up to four decimals of each, without an exponent.

    Examples
    --------
    >>> coordinates(-1060000.0, 14.123456)
    '-1060000; 14.1235'
    """
    return f"{round(first, 4):.10g}; {round(second, 4):.10g}"
