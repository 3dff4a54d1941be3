"""Demand: where people of each obec are counted, and how many there are by age band.

One unit stands at the official point of each obec, or one at every point where people live, where
the plan has a source of such points. Weights sum to 1 per obec, so the people of an obec add up to
the statistical office's figure exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

#: The band of everybody.
EVERYBODY = (0, 150)
#: From this age on nobody is expected: a band that reaches it takes the open group whole.
_OPEN_END = 100


def demand_units(
    obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame, inhabited: pd.DataFrame | None = None
) -> gpd.GeoDataFrame:
    """Give the demand units of the plan's obce.

    Parameters
    ----------
    obce
        The table `obce`.
    points
        The table `obec_points`.
    inhabited
        The table `demand_points`; an obec that it does not have keeps its official point.

    Returns
    -------
    The table `demand`; demand_id is the code of the obec, with a dash and the number of the point
    where the obec has several.
    """
    own = obce[obce["in_plan"]][["kod_obec", "in_plan"]]
    units = own.merge(points[["kod_obec", "geometry"]], on="kod_obec")
    units = units.assign(demand_id=units["kod_obec"], weight=1.0)
    if inhabited is not None and len(inhabited):
        finer = own.merge(pd.DataFrame(inhabited), on="kod_obec")
        finer = finer.assign(demand_id=finer["kod_obec"] + "-" + finer["point"].astype(str))
        units = pd.concat([units[~units["kod_obec"].isin(finer["kod_obec"])], finer])
    return gpd.GeoDataFrame(conform(units, "demand"))


def band_label(ages: tuple[int, int]) -> str:
    """Name an age band.

    Parameters
    ----------
    ages
        Completed years from and to, both included.

    Returns
    -------
    The label.

    Examples
    --------
    >>> band_label((15, 26))
    '15-26'
    """
    return f"{ages[0]}-{ages[1]}"


def bands_of(standards: pd.DataFrame) -> list[tuple[int, int]]:
    """Give the age bands that standards need, everybody first.

    Parameters
    ----------
    standards
        The table `standards`.

    Returns
    -------
    Completed years from and to, both included.
    """
    ages = zip(standards["age_from"].tolist(), standards["age_to"].tolist(), strict=True)
    return list(dict.fromkeys([EVERYBODY, *ages]))


def state_on(population: pd.DataFrame, day: date) -> str | None:
    """Give the date of the state of the population that holds on a day.

    Parameters
    ----------
    population
        The table `population`.
    day
        The day.

    Returns
    -------
    The latest date that is not after the day, else the first; none where there is no state.
    """
    states = sorted(population["date"].unique())
    return max((s for s in states if s <= day.isoformat()), default=states[0] if states else None)


def people_of_obce(
    population: pd.DataFrame, day: date, bands: Iterable[tuple[int, int]]
) -> pd.DataFrame:
    """Count the people of each obec in age bands.

    A band that cuts an age group takes its share of the group: 15–26 takes two fifths of 25–29.

    Parameters
    ----------
    population
        The table `population`. The latest state that is not after `day` is taken, else the first.
    day
        The plan's day.
    bands
        Completed years from and to, both included.

    Returns
    -------
    kod_obec, band, people (a float: a share of a group need not be whole).

    Raises
    ------
    InputError
        When a band begins or ends within the open group at the top, which has no width.
    """
    groups = population[population["date"] == state_on(population, day)]
    # An obec is counted by its total, else by men and women; never by both.
    both = groups["sex"] == "all"
    groups = groups[both | ~groups["kod_obec"].isin(groups.loc[both, "kod_obec"])]
    low = groups["age_from"].to_numpy(float)
    open_ended = groups["age_to"].isna().to_numpy()
    high = groups["age_to"].to_numpy(float)
    parts = []
    for first, last in dict.fromkeys(bands):
        _check_open_group(low[open_ended], (first, last))
        end = np.inf if last >= _OPEN_END else last + 1.0
        inner = np.clip((np.minimum(high, end) - np.maximum(low, first)) / (high - low), 0.0, 1.0)
        share = np.where(open_ended, (low >= first) & (low < end), inner)
        people = (groups["people"] * share).groupby(groups["kod_obec"]).sum()
        parts.append(people.rename("people").reset_index().assign(band=band_label((first, last))))
    return pd.concat(parts, ignore_index=True)[["kod_obec", "band", "people"]]


def demand_people(demand: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Share the people of obce among their demand units.

    Parameters
    ----------
    demand
        The table `demand`.
    people
        People of obce as `people_of_obce` gives them.

    Returns
    -------
    The table `demand_people`.
    """
    shared = demand[["demand_id", "kod_obec", "weight"]].merge(people, on="kod_obec")
    return conform(shared.assign(people=shared["people"] * shared["weight"]), "demand_people")


def obec_people(demand: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Count all people of each obec.

    Parameters
    ----------
    demand
        The table `demand`.
    people
        The table `demand_people`.

    Returns
    -------
    kod_obec, people.
    """
    everybody = people[people["band"] == band_label(EVERYBODY)]
    units = everybody.merge(demand[["demand_id", "kod_obec"]], on="demand_id")
    return units.groupby("kod_obec")["people"].sum().reset_index()


def _check_open_group(starts: NDArray[np.float64], band: tuple[int, int]) -> None:
    """Refuse a band that begins or ends within the open group."""
    if not len(starts):
        return
    first, last = band
    if first > starts.min():
        wrong, bound, limit = "začíná", "dolní", starts.min()
    elif starts.min() <= last < _OPEN_END:
        wrong, bound, limit = "končí", "horní", starts.min() - 1
    else:
        return
    what = f"věkové pásmo {first}–{last} {wrong} uvnitř otevřené skupiny {starts.min():g} a více"
    advice = f"V plánu u target.ages zvolte {bound} mez nejvýš {limit:g}"
    advice += ", nebo 120" if bound == "horní" else ""
    raise InputError(Problem(what, advice=advice))
