"""Errors of the package: what is wrong, where, and what to do about it.

Every error is both a `GisSluzbyError` and the matching builtin, so that callers may catch
either. An error carries *all* problems that were found, not the first one, and the exit code
with which the command line ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How many problems of one error are spelled out; the rest is counted.
SHOWN_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in Czech, with its place and the advice.

    Parameters
    ----------
    what
        What is wrong, a Czech sentence without the full stop.
    file
        File in which it is wrong.
    row
        Row of the file as a spreadsheet counts it (the header is row 1), the feature of a layer,
        or a key path of the plan.
    column
        Column (field) concerned.
    advice
        What the user should do, a Czech sentence without the full stop.
    """

    what: str
    file: str | None = None
    row: str | int | None = None
    column: str | None = None
    advice: str | None = None

    def __str__(self) -> str:
        """Give the problem as one line of Czech text."""
        place = [
            text
            for text in (
                self.file,
                f"řádek {self.row}" if isinstance(self.row, int) else self.row,
                f"sloupec „{self.column}“" if self.column else None,
            )
            if text
        ]
        head = f"{', '.join(place)}: " if place else ""
        tail = f" {self.advice}." if self.advice else ""
        return f"{head}{self.what}.{tail}"


class GisSluzbyError(Exception):
    """Base of all errors that the package raises on purpose.

    Parameters
    ----------
    problems
        One problem, its Czech text, or several problems.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: str | Problem | Iterable[str | Problem]) -> None:
        listed = [problems] if isinstance(problems, (str, Problem)) else list(problems)
        every = (Problem(one) if isinstance(one, str) else one for one in listed)
        # Several readers may stumble over the same thing: it is said once.
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(every))
        super().__init__(str(self))

    def __str__(self) -> str:
        """Give all problems, one a line, the first `SHOWN_PROBLEMS` spelled out."""
        lines = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        hidden = len(self.problems) - len(lines)
        if hidden:
            lines.append(f"… a další potíže, celkem {hidden}.")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Let the error travel between processes whole."""
        return type(self), (self.problems,)


class PlanError(GisSluzbyError, ValueError):
    """The plan file, or the command's own words, are not right (exit code 2)."""

    exit_code = 2


class InputError(GisSluzbyError, ValueError):
    """The content of an input is not right (exit code 3)."""

    exit_code = 3


class MissingSourceError(GisSluzbyError, FileNotFoundError):
    """A source is missing or cannot be reached (exit code 4)."""

    exit_code = 4


class WriteError(GisSluzbyError, OSError):
    """An output cannot be written; the old one is intact (exit code 5)."""

    exit_code = 5
