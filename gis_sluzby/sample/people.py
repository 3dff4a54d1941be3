"""People of the sample region by age and sex, in the layout of the statistical office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.sample.seeds import POPULATION_DATES, random

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

GROUPS = (*(f"{low}-{low + 4}" for low in range(0, 85, 5)), "85+")
#: People of the ORP towns in the order of their codes, the kraj's and the neighbour's.
_TOWNS = {"99": (46_800, 23_600, 16_900, 12_700, 10_300, 7_900), "98": (14_800, 9_100)}
_POU_RANGE = (1_900, 4_900)
_VILLAGE_MEDIAN, _VILLAGE_SPREAD, _VILLAGE_RANGE = 470, 0.75, (41, 2_650)
#: Share of each age group, in per cent, men per 100 people of it, yearly deaths per 1,000.
_SHARES = (4.9, 5.4, 5.6, 5.1, 4.7, 5.2, 6.4, 7.0, 7.6, 8.9, 6.9, 6.3, 5.9, 5.9, 5.6, 4.5, 2.5, 2.0)
_MEN = (51, 51, 51, 51, 51, 51, 51, 51, 51, 51, 50, 50, 49, 47, 44, 41, 37, 30)
_DEATHS = (0.6, 0.1, 0.1, 0.3, 0.5, 0.6, 0.7, 1, 1.5, 2.3, 3.8, 6.5, 11, 17, 26, 42, 75, 160)
_BIRTHS_PER_1000 = 8.6


def make_population(obce: gpd.GeoDataFrame) -> dict[str, pd.DataFrame]:
    """Make the population of two years.

    Parameters
    ----------
    obce
        The frame of `make_obce`.

    Returns
    -------
    dict
        Date -> the wide table: POH (celkem, muži, ženy), ZUJ, Obec, Okres, Kraj, Celkem and the
        age groups. The second year is the first one grown older.
    """
    rng = random("people")
    men, women = _first_year(obce, rng)
    tables = {POPULATION_DATES[0]: _table(obce, men, women)}
    born = rng.binomial((men + women).sum(axis=1), _BIRTHS_PER_1000 / 1000)
    boys = rng.binomial(born, 0.51)
    men, women = _older(men, boys, rng), _older(women, born - boys, rng)
    return {**tables, POPULATION_DATES[1]: _table(obce, men, women)}


def _first_year(
    obce: gpd.GeoDataFrame, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw men and women of every obec and age group."""
    sizes = _sizes(obce, rng)
    place = obce[["node_x", "node_y"]].to_numpy()
    capital = place[np.flatnonzero(obce["rank"] == "capital")[0]]
    away = np.hypot(*(place - capital).T) / 40_000
    oldness = 0.45 * away + rng.normal(0, 0.18, len(obce)) - 0.1
    age = np.linspace(-1, 1, len(GROUPS))
    weights = np.array(_SHARES) * np.exp(oldness[:, None] * age)
    people = rng.multinomial(sizes, weights / weights.sum(axis=1, keepdims=True))
    men = rng.binomial(people, np.array(_MEN) / 100)
    return men, people - men


def _sizes(obce: gpd.GeoDataFrame, rng: np.random.Generator) -> NDArray[np.int64]:
    """Give the number of people of every obec."""
    village = rng.lognormal(np.log(_VILLAGE_MEDIAN), _VILLAGE_SPREAD, len(obce))
    sizes = np.clip(village, *_VILLAGE_RANGE).astype(int)
    pou = (obce["rank"] == "pou").to_numpy()
    sizes[pou] = rng.integers(*_POU_RANGE, pou.sum())
    for position, row in enumerate(obce.itertuples()):
        if row.rank in {"capital", "orp"}:
            kraj, number = row.KOD_ORP[:2], int(row.KOD_ORP[2:])
            sizes[position] = _TOWNS[kraj][number - 1]
    sizes[(obce["rank"] == "military").to_numpy()] = 0
    return sizes


def _older(
    people: NDArray[np.int64], born: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Give one sex a year later: some die, a fifth of each group moves on, the born come in."""
    alive = people - rng.binomial(people, np.array(_DEATHS) / 1000)
    moving = rng.binomial(alive[:, :-1], 0.2)
    after = alive.copy()
    after[:, :-1] -= moving
    after[:, 1:] += moving
    after[:, 0] += born
    return after


def _table(
    obce: gpd.GeoDataFrame, men: NDArray[np.int64], women: NDArray[np.int64]
) -> pd.DataFrame:
    """Lay the numbers out: three rows an obec."""
    parts = []
    for order, (name, people) in enumerate(
        (("celkem", men + women), ("muži", men), ("ženy", women))
    ):
        part = pd.DataFrame(
            {
                "POH": name,
                "ZUJ": obce["KOD_OBEC"],
                "Obec": obce["NAZ_OBEC"],
                "Okres": obce["NAZ_OKRES"],
                "Kraj": obce["NAZ_KRAJ"],
                "Celkem": people.sum(axis=1),
            }
        )
        groups = pd.DataFrame(people, columns=list(GROUPS))
        parts.append(pd.concat([part, groups], axis=1).assign(order=order))
    table = pd.concat(parts).sort_values(["ZUJ", "order"], ignore_index=True)
    return table.drop(columns="order")


def people_of(table: pd.DataFrame) -> pd.Series[int]:
    """Give the people of every obec.

    Parameters
    ----------
    table
        One year of `make_population`.

    Returns
    -------
    pandas.Series
        Number of people, indexed by the code of the obec.
    """
    return table[table["POH"] == "celkem"].set_index("ZUJ")["Celkem"]
