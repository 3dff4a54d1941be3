"""Checks of the frames that measures are given: every problem is found before any is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

#: What to do about a number that is missing.
_ADVICE = {
    "minutes": "Dvojici, mezi kterou se nedá dojet, z tabulky vynechte",
    "amount": "Kapacitu doplňte, nebo řádek vynechte",
    "people": "Počet osob doplňte (0, kde nikdo nežije)",
}


def key_columns(by: str | Iterable[str]) -> list[str]:
    """Give the names of grouping columns, each once.

    Parameters
    ----------
    by
        One name or several.

    Returns
    -------
    The names in the order given.
    """
    return list(dict.fromkeys([by] if isinstance(by, str) else by))


def missing_columns(frames: Mapping[str, tuple[pd.DataFrame, Iterable[str]]]) -> list[Problem]:
    """Find columns that frames do not have.

    Parameters
    ----------
    frames
        Name -> frame and the columns it must have.

    Returns
    -------
    A problem for each missing column.
    """
    return [
        Problem("sloupec chybí", f"tabulka {name}", column=column)
        for name, (frame, columns) in frames.items()
        for column in columns
        if column not in frame.columns
    ]


def bad_numbers(
    frame: pd.DataFrame,
    name: str,
    column: str,
    *,
    least: float = 0.0,
    among: NDArray[np.bool_] | None = None,
) -> list[Problem]:
    """Find what is not a finite number.

    Parameters
    ----------
    frame
        Any frame.
    name
        Its name.
    column
        The column that must hold numbers.
    least
        The smallest number that is right.
    among
        Rows that matter; all where None.

    Returns
    -------
    A problem for each row, or one for a column of another type.
    """
    values = frame[column]
    if values.empty:
        return []
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return [Problem("sloupec neobsahuje čísla", f"tabulka {name}", column=column)]
    numbers = numbers_of(values)
    # not "smaller or infinite": a comparison with NaN is false
    wrong = ~((numbers >= least) & (np.abs(numbers) < np.inf))
    advice = _ADVICE.get(column)
    return [
        Problem(_fault(numbers[row]), f"tabulka {name}", place(row), column, advice)
        for row in np.flatnonzero(wrong if among is None else wrong & among)
    ]


def missing_values(frame: pd.DataFrame, name: str, columns: Iterable[str]) -> list[Problem]:
    """Find cells of keys that are null.

    Parameters
    ----------
    frame
        Any frame.
    name
        Its name.
    columns
        The columns that must be full.

    Returns
    -------
    A problem for each cell.
    """
    return [
        Problem("hodnota chybí", f"tabulka {name}", place(row), column)
        for column in columns
        for row in np.flatnonzero(frame[column].isna().to_numpy())
    ]


def bad_ids(frame: pd.DataFrame, name: str, column: str) -> list[Problem]:
    """Find what is no id: a number (which may have lost its zeros), or nothing.

    Parameters
    ----------
    frame
        Any frame.
    name
        Its name.
    column
        The column that must hold text.

    Returns
    -------
    A problem for each row without an id, or one for a column that is not text.
    """
    if not is_text(frame[column]):
        advice = "Načtěte kódy jako text, ať neztratí nuly na začátku"
        return [Problem("označení nejsou text", f"tabulka {name}", None, column, advice)]
    return missing_values(frame, name, [column])


def is_text(values: pd.Series) -> bool:
    """Tell whether a column holds text and nothing else, nulls aside.

    Parameters
    ----------
    values
        Any column.

    Returns
    -------
    Whether it does; an empty one does.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return is_text(values.cat.categories.to_series())
    return pd.api.types.infer_dtype(values, skipna=True) in {"string", "empty"}


def repeated_ids(frame: pd.DataFrame, name: str, column: str) -> list[Problem]:
    """Find ids that stand in more than one row.

    Parameters
    ----------
    frame
        Any frame.
    name
        Its name.
    column
        The column that identifies a row.

    Returns
    -------
    A problem for each row but the first.
    """
    again = frame[column].duplicated() & frame[column].notna()
    return [
        Problem(f"„{frame[column].iloc[row]}“ se opakuje", f"tabulka {name}", place(row), column)
        for row in np.flatnonzero(again.to_numpy())
    ]


def place(row: int | np.integer) -> str:
    """Say which row is meant.

    Parameters
    ----------
    row
        Position in the frame.

    Returns
    -------
    Czech words that count from one.
    """
    return f"{int(row) + 1}. řádek tabulky"


def numbers_of(values: pd.Series) -> NDArray[np.float64]:
    """Give a column of numbers as floats.

    Parameters
    ----------
    values
        A column of any type of numbers.

    Returns
    -------
    The floats; NaN where the column is null.
    """
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def shown(number: float) -> str:
    """Write a number for a message.

    Parameters
    ----------
    number
        Any number.

    Returns
    -------
    The number with a decimal comma; it survives an old console.
    """
    return f"{number:g}".replace(".", ",")


def positive(name: str, value: float) -> float:
    """Check a parameter that must be a positive finite number.

    Parameters
    ----------
    name
        The parameter.
    value
        What was given.

    Returns
    -------
    The number.

    Raises
    ------
    InputError
        When it is not.
    """
    if not 0 < value < np.inf:
        what = f"hodnota {shown(value)} není kladné konečné číslo"
        raise InputError(Problem(what, row=f"parametr {name}"))
    return float(value)


def _fault(number: float) -> str:
    """Say what is wrong with a number."""
    if np.isnan(number):
        return "hodnota chybí"
    if np.isinf(number):
        return "hodnota není konečné číslo"
    return f"hodnota {shown(number)} je záporná"
