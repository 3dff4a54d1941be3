"""The three frames of a measure: what may be wrong with each of them, and between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.access.checks import (
    bad_ids,
    bad_numbers,
    is_text,
    missing_columns,
    missing_values,
    place,
    repeated_ids,
)
from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Names that results have, and keys therefore must not.
_TAKEN = ("demand_id", "supply_id", "minutes", "amount", "ratio", "service_level")


def refuse(problems: list[Problem]) -> None:
    """Raise all problems, if there is any.

    Parameters
    ----------
    problems
        What is wrong.

    Raises
    ------
    InputError
        With all of it.
    """
    if problems:
        raise InputError(problems)


def missing_in_frames(
    travel: pd.DataFrame, supply: pd.DataFrame, demand: pd.DataFrame, key: list[str]
) -> list[Problem]:
    """Find columns that the frames of a measure do not have.

    Parameters
    ----------
    travel, supply, demand
        The frames.
    key
        Columns of supply that part it into markets.

    Returns
    -------
    The problems.
    """
    return missing_columns(
        {
            "travel": (travel, ["supply_id", "demand_id", "minutes"]),
            "supply": (supply, dict.fromkeys([*key, "supply_id", "unit", "amount"])),
            "demand": (demand, ["demand_id", "people"]),
        }
    )


def problems_of_supply(supply: pd.DataFrame, key: list[str]) -> list[Problem]:
    """Find what is wrong with the supply, and markets that would mix units.

    Parameters
    ----------
    supply
        The frame.
    key
        Columns that part it into markets.

    Returns
    -------
    The problems.
    """
    taken = [name for name in key if name in _TAKEN]
    what = "podle tohoto sloupce se trhy dělit nedají: tak se jmenuje sloupec výsledku"
    problems = [Problem(what, "tabulka supply", column=name) for name in taken]
    problems += missing_values(supply, "supply", dict.fromkeys([*key, "unit"]))
    problems += bad_ids(supply, "supply", "supply_id")
    problems += repeated_ids(supply, "supply", "supply_id")
    problems += bad_numbers(supply, "supply", "amount")
    markets = supply.groupby(key)["unit"] if key else [("", supply["unit"])]
    for name, units in markets:
        mixed = sorted(map(str, units.dropna().unique()))
        if len(mixed) > 1:
            where = f" ({', '.join(map(str, name))})" if key else ""
            what = f"trh{where} by sčítal různé jednotky: {', '.join(mixed)}"
            advice = "Přidejte unit mezi sloupce, podle kterých se trhy dělí (by)"
            problems.append(Problem(what, "tabulka supply", column="unit", advice=advice))
    return problems


def problems_of_demand(demand: pd.DataFrame) -> list[Problem]:
    """Find what is wrong with the demand.

    Parameters
    ----------
    demand
        The frame.

    Returns
    -------
    The problems.
    """
    return [
        *bad_ids(demand, "demand", "demand_id"),
        *repeated_ids(demand, "demand", "demand_id"),
        *bad_numbers(demand, "demand", "people"),
    ]


def problems_of_travel(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    point: NDArray[np.int64],
    area: NDArray[np.int64],
) -> list[Problem]:
    """Find what is wrong with the travel, the ids that the other frames lack included.

    Parameters
    ----------
    travel, supply, demand
        The frames.
    point, area
        Positions of the ids of travel in the other frames, as `positions` gives them.

    Returns
    -------
    The problems.
    """
    return [
        *_problems_of_ids(travel, point, supply, "supply"),
        *_problems_of_ids(travel, area, demand, "demand"),
        *_repeated_pairs(point, area, len(demand)),
        *bad_numbers(travel, "travel", "minutes"),
    ]


def positions(ids: pd.Series, among: pd.Series) -> NDArray[np.int64]:
    """Find ids among others.

    Parameters
    ----------
    ids
        The ids to find.
    among
        The others; of an id that repeats the first place counts.

    Returns
    -------
    The position of each; −1 where it is missing or not among them.
    """
    codes, unique = pd.factorize(ids)
    first = np.flatnonzero(~among.duplicated().to_numpy())
    found = pd.Index(among.iloc[first]).get_indexer(pd.Index(unique))
    rows = np.append(first, -1)
    # the last place stands for a missing id, whose code is −1
    return np.append(rows[found], -1)[codes].astype(np.int64)


def increasing(pair: NDArray[np.int64]) -> bool:
    """Tell whether pairs are in order, as those of canonical tables are, and none stands twice.

    Parameters
    ----------
    pair
        Numbers of the pairs.

    Returns
    -------
    Whether each is greater than the one before.
    """
    return bool(np.all(pair[1:] > pair[:-1]))


def _problems_of_ids(
    travel: pd.DataFrame, position: NDArray[np.int64], other: pd.DataFrame, where: str
) -> list[Problem]:
    """Find ids of travel that are none, or that the other frame does not have."""
    column = f"{where}_id"
    ids = travel[column]
    problems = bad_ids(travel, "travel", column)
    advice = f"Doplňte řádek do tabulky {where}, nebo dvojici vynechte"
    unknown = (position < 0) & ids.notna().to_numpy() & is_text(ids) & is_text(other[column])
    return problems + [
        Problem(
            f"„{ids.iloc[row]}“ v tabulce {where} není",
            "tabulka travel",
            place(row),
            column,
            advice,
        )
        for row in np.flatnonzero(unknown)
    ]


def _repeated_pairs(point: NDArray[np.int64], area: NDArray[np.int64], areas: int) -> list[Problem]:
    """Find pairs of known ids that stand in more than one row."""
    known = np.flatnonzero((point >= 0) & (area >= 0))
    pair = point[known] * areas + area[known]
    if increasing(pair):
        return []
    what = "dvojice supply_id a demand_id se opakuje"
    advice = "Nechte jedinou dobu cesty, tu k nejbližšímu z míst služby"
    return [
        Problem(what, "tabulka travel", place(row), advice=advice)
        for row in known[pd.Series(pair).duplicated().to_numpy()]
    ]
