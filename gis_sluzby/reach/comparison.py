"""Declared against modelled: where what a service declares and how far it is do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.codelists import default_standards
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

_AREA = ["service_id", "forma", "kod_obec"]
#: An obec counts as declared, or as near, if at least this share of its people does.
_MOST = 0.5


def declared_modelled(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    demand: pd.DataFrame,
    reach: pd.DataFrame,
    standards: pd.DataFrame,
) -> pd.DataFrame:
    """Compare declared areas with minutes, by service, form and obec.

    Parameters
    ----------
    plan
        The plan: its basic limit holds for a druh and form whose standard has none, such as that
        of terénní services.
    centre
        The table services.
    demand
        The table `demand`.
    reach
        The table `reach`.
    standards
        druh, forma, cs, limit_minutes: how near is near.

    Returns
    -------
    The table `declared_modelled`: obce that are declared or near, of every service and form that
    declares anything; not of services to which no minutes lead, such as those of a secret address.
    A service of the whole kraj declares all of it.
    """
    limits = standards.loc[standards["cs"] == "any", ["druh", "forma", "limit_minutes"]]
    served = reach.merge(centre["services"][["service_id", "druh"]], on="service_id").merge(
        limits, on=["druh", "forma"], how="left"
    )
    basic = plan.standards.limit_minutes or default_standards()["standards"]["limit_minutes"]
    served["limit_minutes"] = served["limit_minutes"].astype(float).fillna(basic)
    units = demand.loc[demand["in_plan"], ["demand_id", "kod_obec", "weight"]]
    rows = served.merge(pd.DataFrame(units), on="demand_id")
    modelled = rows["claim"] == "modelled"
    offers = pd.MultiIndex.from_frame(rows[["service_id", "forma"]])
    both = offers.isin(offers[modelled]) & offers.isin(offers[~modelled])
    rows, modelled = rows[both], modelled[both]
    if rows.empty:
        return empty("declared_modelled")
    near = rows[modelled & (rows["minutes"] <= rows["limit_minutes"])]
    declared = rows[~modelled].drop_duplicates([*_AREA, "demand_id"])
    table = pd.DataFrame(
        {
            "declared_share": declared.groupby(_AREA)["weight"].sum(),
            "near_share": near.groupby(_AREA)["weight"].sum(),
            "minutes": rows[modelled].groupby(_AREA)["minutes"].min(),
            "druh": rows.groupby(_AREA)["druh"].first(),
            "limit_minutes": rows.groupby(_AREA)["limit_minutes"].first(),
        }
    ).fillna({"declared_share": 0.0, "near_share": 0.0})
    is_declared, is_near = table["declared_share"] >= _MOST, table["near_share"] >= _MOST
    table["agreement"] = np.select(
        [is_declared & is_near, is_declared, is_near],
        ["both", "declared_far", "near_undeclared"],
        "",
    )
    return conform(table[is_declared | is_near].reset_index(), "declared_modelled")
