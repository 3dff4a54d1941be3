"""Groups of people whose access is compared: by age, and by where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.demand import EVERYBODY, band_label, demand_people, people_of_obce

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

#: Group -> completed years, both included.
AGE_GROUPS = {"65+": (65, EVERYBODY[1]), "80+": (80, EVERYBODY[1]), "0–14": (0, 14)}
ALL = "all"
EXCLUDED = "excluded"


def group_people(
    demand: pd.DataFrame,
    population: pd.DataFrame,
    day: date,
    *,
    ages: Mapping[str, tuple[int, int]] = AGE_GROUPS,
    excluded: Collection[str] | None = None,
) -> pd.DataFrame:
    """Count the people of each group in each demand unit.

    Merged with the result of a measure on demand_id it gives the equity measures their people;
    with `by="group"` they compare the groups.

    Parameters
    ----------
    demand
        The table `demand`.
    population
        The table `population`.
    day
        The plan's day.
    ages
        Group -> completed years from and to, both included.
    excluded
        Codes of the socially excluded obce, if the group of their people is wanted.

    Returns
    -------
    group, demand_id, people: everybody (`ALL`), the ages, and the people of excluded obce
    (`EXCLUDED`), every unit in each; null where the population of the obec is not known.
    """
    bands = {ALL: EVERYBODY, **ages}
    counted = demand_people(demand, people_of_obce(population, day, bands.values()))
    units = demand[["demand_id", "kod_obec"]].sort_values("demand_id")
    parts = []
    for group, band in bands.items():
        people = counted[counted["band"] == band_label(band)][["demand_id", "people"]]
        parts.append(units.merge(people, on="demand_id", how="left").assign(group=group))
    if excluded is not None:
        here = parts[0]["kod_obec"].isin(excluded)
        parts.append(parts[0].assign(group=EXCLUDED, people=parts[0]["people"].where(here, 0.0)))
    return pd.concat(parts, ignore_index=True)[["group", "demand_id", "people"]]
