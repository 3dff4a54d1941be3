"""Errors: one line a problem, the exit code, and the builtin that callers may catch."""

from __future__ import annotations

import pickle

import pytest

from gis_sluzby.errors import (
    SHOWN_PROBLEMS,
    GisSluzbyError,
    InputError,
    MissingSourceError,
    PlanError,
    Problem,
    WriteError,
)

KINDS = [
    (GisSluzbyError, Exception, 3),
    (PlanError, ValueError, 2),
    (InputError, ValueError, 3),
    (MissingSourceError, FileNotFoundError, 4),
    (WriteError, OSError, 5),
]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("chybí"), "chybí."),
        (Problem("chybí", "a.csv"), "a.csv: chybí."),
        (Problem("chybí", "a.csv", 7, "lon"), "a.csv, řádek 7, sloupec „lon“: chybí."),
        (Problem("chybí", row="reach > kmh"), "reach > kmh: chybí."),
        (Problem("chybí", "a.csv", advice="Doplňte ji"), "a.csv: chybí. Doplňte ji."),
    ],
)
def test_a_problem_is_one_line(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize(("kind", "builtin", "code"), KINDS)
def test_each_error_is_a_builtin_too(
    kind: type[GisSluzbyError], builtin: type[Exception], code: int
) -> None:
    error = kind("chybí")
    assert isinstance(error, builtin)
    assert isinstance(error, GisSluzbyError)
    assert error.exit_code == code
    assert error.problems == (Problem("chybí"),)
    assert str(error) == "chybí."


def test_all_problems_are_told() -> None:
    error = InputError([Problem("první", "a.csv", 2), "druhý"])
    assert str(error).splitlines() == ["a.csv, řádek 2: první.", "druhý."]


@pytest.mark.parametrize("hidden", [1, 150])
def test_very_many_problems_are_counted(hidden: int) -> None:
    error = InputError(f"potíž {number}" for number in range(SHOWN_PROBLEMS + hidden))
    lines = str(error).splitlines()
    assert len(error.problems) == SHOWN_PROBLEMS + hidden
    assert lines[SHOWN_PROBLEMS - 1] == f"potíž {SHOWN_PROBLEMS - 1}."
    assert lines[SHOWN_PROBLEMS:] == [f"… a další potíže, celkem {hidden}."]


@pytest.mark.parametrize("kind", [kind for kind, *_ in KINDS])
def test_an_error_travels_between_processes_whole(kind: type[GisSluzbyError]) -> None:
    error = kind([Problem("chybí", "a.csv", 2, "lon", "Doplňte ji"), "jiné"])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    assert type(again) is kind
    assert again.problems == error.problems
    assert str(again) == str(error)
