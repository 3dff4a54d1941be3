"""What the measures of equity have in common: checked values, weighted by people, by groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.access.checks import (
    bad_numbers,
    key_columns,
    missing_columns,
    missing_values,
    numbers_of,
)
from gis_sluzby.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    #: Values and people of areas, and what they are ranked by -> figures by name.
    Measure = Callable[
        [NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]], Mapping[str, float]
    ]


def by_groups(
    areas: pd.DataFrame,
    value: str,
    measure: Measure,
    by: str | Sequence[str] = (),
    rank: str | None = None,
) -> pd.DataFrame:
    """Measure groups of areas.

    Parameters
    ----------
    areas
        The columns `value`, people, `rank` and those of `by`: one row an area and group.
    value
        Column of the access.
    measure
        Given the values, people and ranks of the areas with people of one group.
    by
        Columns that tell the groups; none measures all together.
    rank
        Column that areas are ranked by; the values themselves where None.

    Returns
    -------
    The columns of `by`, people and what the measure gives, one row a group, sorted; a group
    without people has null figures.

    Raises
    ------
    InputError
        With everything that is wrong: columns and keys that are missing, numbers of areas with
        people that are missing, negative or infinite.
    """
    key = key_columns(by)
    _check(areas, key, value, rank or value)
    groups = areas.groupby(key) if key else [((), areas)]
    nothing = np.empty(0)
    columns = [*key, "people", *measure(nothing, nothing, nothing)]
    rows = []
    for name, group in groups:
        people = numbers_of(group["people"])
        lived = people > 0
        value_of, rank_of = (numbers_of(group[column])[lived] for column in (value, rank or value))
        # in order of their content, so that the order of rows does not show in the last digits
        order = np.lexsort((people[lived], value_of, rank_of))
        figures = measure(value_of[order], people[lived][order], rank_of[order])
        rows.append({**dict(zip(key, name, strict=True)), "people": people.sum(), **figures})
    return pd.DataFrame(rows, columns=columns)


def mean(values: NDArray[np.float64], people: NDArray[np.float64]) -> float:
    """Give the mean over people.

    Parameters
    ----------
    values, people
        One of each an area.

    Returns
    -------
    The mean; NaN without people.
    """
    return float(np.average(values, weights=people)) if len(people) else np.nan


def _check(areas: pd.DataFrame, key: list[str], value: str, rank: str) -> None:
    """Refuse what cannot be measured."""
    name = "areas"
    problems = missing_columns({name: (areas, dict.fromkeys([*key, value, rank, "people"]))})
    if not problems:
        problems = missing_values(areas, name, key) + bad_numbers(areas, name, "people")
    if not problems:
        # where nobody lives a value may be unknown: it weighs nothing
        lived = numbers_of(areas["people"]) > 0
        problems = bad_numbers(areas, name, value, among=lived)
        if rank != value:
            problems += bad_numbers(areas, name, rank, least=-np.inf, among=lived)
    if problems:
        raise InputError(problems)
