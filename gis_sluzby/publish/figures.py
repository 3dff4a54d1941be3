"""Sentences made of words and figures, each figure with its place in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Figure(NamedTuple):
    """A number in a sentence and its place in a table.

    Parameters
    ----------
    shown
        As it stands in the sentence, with the noun where they belong together.
    table
        Name of the table.
    row
        Column and value of the row's key.
    column
        Name of the column.
    """

    shown: str
    table: str
    row: Mapping[str, str]
    column: str


Row = dict[Any, Any]
#: Words and figures in order.
Sentence = list["str | Figure"]


def told(sentence: Sentence) -> str:
    """Write a sentence.

    Parameters
    ----------
    sentence
        Words and figures.

    Returns
    -------
    Its text.
    """
    return "".join(part.shown if isinstance(part, Figure) else part for part in sentence)


def figure_rows(sentence: Sentence) -> list[Row]:
    """Give the figures of a sentence as rows of a table of figures.

    Parameters
    ----------
    sentence
        Words and figures.

    Returns
    -------
    `figure` (its number in the sentence, from 1), shown, table, row ("column=value; …") and
    column.
    """
    found = [part for part in sentence if isinstance(part, Figure)]
    return [
        {"figure": n, **figure._asdict(), "row": _row_text(figure.row)}
        for n, figure in enumerate(found, 1)
    ]


def capital(text: str) -> str:
    """Let a sentence begin with a capital letter.

    Parameters
    ----------
    text
        The sentence.

    Returns
    -------
    It, so begun.
    """
    return text[0].upper() + text[1:]


def _row_text(row: Mapping[str, str]) -> str:
    """Write the key of a row."""
    return "; ".join(f"{name}={value}" for name, value in row.items())
