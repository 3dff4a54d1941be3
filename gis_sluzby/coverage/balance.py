"""Balance: the capacity in an area against what the standard requires for its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_PER = 1000.0
_KEY = ["number", "area"]


def shares_of_balance(
    in_area: pd.DataFrame, centre: Mapping[str, pd.DataFrame], people: NDArray[np.float64]
) -> pd.Series[float]:
    """Measure the capacity in an area against what the standard requires.

    Parameters
    ----------
    in_area
        Claims as `claims.reached_in_area` gives them.
    centre
        The table capacities.
    people
        The target groups, demand units × rows.

    Returns
    -------
    By the index of the claims: capacity over requirement, at most 1, the same for the whole area;
    1 where no requirement is stated; null where it is not known, for what is known does not
    suffice and of some service the capacity is not known in the standard's unit.
    """
    shares = in_area["measure"].notna().astype(float)
    asked = in_area[in_area["required_per_1000"].notna() & (in_area["measure"] == "balance")]
    if asked.empty:
        return shares
    ratios = _ratios(_supplied(asked, centre), _required(asked, people))
    known = asked[_KEY].merge(ratios.reset_index(), on=_KEY, how="left")["share"]
    shares.loc[asked.index] = known.to_numpy()
    return shares


def _supplied(asked: pd.DataFrame, centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Add the capacity of the services of each area, and tell whether all of it is known."""
    services = asked[[*_KEY, "service_id", "offer", "unit"]].drop_duplicates()
    capacities = centre["capacities"].rename(columns={"forma": "offer"})
    joined = services.merge(
        capacities[["service_id", "offer", "unit", "count"]],
        on=["service_id", "offer", "unit"],
        how="left",
    )
    groups = joined.assign(certain=joined["count"].notna()).groupby(_KEY)
    return groups["count"].sum().to_frame("supplied").join(groups["certain"].all())


def _required(asked: pd.DataFrame, people: NDArray[np.float64]) -> pd.Series[float]:
    """Give what the standard requires for the people of each area."""
    units = asked[[*_KEY, "place", "row", "required_per_1000"]].drop_duplicates()
    here = people[units["place"].to_numpy(), units["row"].to_numpy()]
    need = units.assign(need=here * units["required_per_1000"] / _PER)
    return need.groupby(_KEY)["need"].sum()


def _ratios(supply: pd.DataFrame, required: pd.Series[float]) -> pd.Series[float]:
    """Divide what is known by what is required."""
    ratio = (supply["supplied"] / required.where(required > 0)).clip(upper=1.0)
    return ratio.where(supply["certain"] | (ratio >= 1.0)).rename("share")
