"""From the canonical tables to the frames of a measure.

One supply point is a service × forma × unit, at the minutes of its nearest site: capacity is never
divided among sites nor summed over units or forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

#: Floating catchments are for ambulantní services: pobytové are balanced by area, terénní work in
#: the areas that they declare.
AMBULANT = ("amb",)
#: The unit where services are counted, not their capacity.
SERVICES = "sluzba"
_COLUMNS = ["supply_id", "service_id", "druh", "forma", "unit", "amount"]


def capacity_supply(
    services: pd.DataFrame, capacities: pd.DataFrame, *, forms: Collection[str] = AMBULANT
) -> pd.DataFrame:
    """Give what services offer by their capacity.

    Parameters
    ----------
    services
        The table `services`.
    capacities
        The table `capacities`.
    forms
        The forms that count.

    Returns
    -------
    supply_id, service_id, druh, forma, unit, amount, sorted by supply_id. The amount is null where
    the capacity is; a measure refuses it, so decide what an unknown capacity means.
    """
    points = capacities.rename(columns={"count": "amount"})
    return _points(points, services, forms)


def counted_supply(
    services: pd.DataFrame, offers: pd.DataFrame, *, forms: Collection[str] = AMBULANT
) -> pd.DataFrame:
    """Give services as points that count one each, whatever their capacity.

    Parameters
    ----------
    services
        The table `services`.
    offers
        The table `offers`.
    forms
        The forms that count.

    Returns
    -------
    supply_id, service_id, druh, forma, unit (`SERVICES`), amount (1), sorted by supply_id.
    """
    return _points(offers.assign(unit=SERVICES, amount=1.0), services, forms)


def supply_travel(supply: pd.DataFrame, reach: pd.DataFrame, *, mode: str = "car") -> pd.DataFrame:
    """Give the minutes between supply points and demand units.

    Parameters
    ----------
    supply
        As `capacity_supply` or `counted_supply` gives it.
    reach
        The table `reach`; of it the modelled rows, in which the nearest site of a service stands
        already. A declared area has no minutes.
    mode
        The way people travel.

    Returns
    -------
    supply_id, demand_id, minutes, sorted by both.
    """
    modelled = reach[(reach["claim"] == "modelled") & (reach["mode"] == mode)]
    pairs = supply[["supply_id", "service_id", "forma"]].merge(
        modelled[["service_id", "forma", "demand_id", "minutes"]], on=["service_id", "forma"]
    )
    travel = pairs[["supply_id", "demand_id", "minutes"]]
    return travel.sort_values(["supply_id", "demand_id"], ignore_index=True)


def _points(points: pd.DataFrame, services: pd.DataFrame, forms: Collection[str]) -> pd.DataFrame:
    """Add the druh and the id, leave out other forms."""
    kept = points[points["forma"].isin(forms)].merge(
        services[["service_id", "druh"]], on="service_id"
    )
    ids = kept["service_id"] + ":" + kept["forma"] + ":" + kept["unit"]
    return kept.assign(supply_id=ids)[_COLUMNS].sort_values("supply_id", ignore_index=True)
