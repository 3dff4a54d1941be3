"""Claims of reach: what is modelled from minutes, and what a service declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.centre import service_forms
from gis_sluzby.reach.declared import declared_reach
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_COLUMNS = ["service_id", "forma", "demand_id", "claim", "mode", "site_id", "minutes"]


def reach_table(
    centre: Mapping[str, pd.DataFrame],
    demand: pd.DataFrame,
    travel: pd.DataFrame,
    day: date,
    mode: str = "car",
) -> pd.DataFrame:
    """State which service reaches which demand unit, and on what the claim rests.

    Parameters
    ----------
    centre
        The tables service_sites, sites, offers, declared, obce and area_obce.
    demand
        The table `demand`.
    travel
        The table `travel`.
    day
        Declared areas that do not hold on this day are passed over.
    mode
        That of the plan, for declared rows: no way is travelled to them, their minutes are null.

    Returns
    -------
    The table `reach`. A modelled row is the nearest of the service's sites.
    """
    modelled = modelled_reach(centre, travel)
    declared = declared_reach(centre, demand, day).assign(mode=mode, site_id=None, minutes=np.nan)
    return conform(pd.concat([modelled, declared], ignore_index=True)[_COLUMNS], "reach")


def supply_groups(centre: Mapping[str, pd.DataFrame], groups: pd.DataFrame) -> pd.DataFrame:
    """Give the services, with their sites, that belong to groups of druh, forma and cs.

    Parameters
    ----------
    centre
        The tables services, offers, targets and service_sites.
    groups
        Columns druh, forma, cs; "any" stands for all.

    Returns
    -------
    druh, forma, cs, service_id, site_id.
    """
    forms = service_forms(centre)
    members = pd.concat([forms, forms.assign(forma="any").drop_duplicates()])
    wanted = groups[["druh", "forma", "cs"]].drop_duplicates().merge(members)
    return wanted.merge(centre["service_sites"][["service_id", "site_id"]], on="service_id")


def modelled_reach(centre: Mapping[str, pd.DataFrame], travel: pd.DataFrame) -> pd.DataFrame:
    """Give for each service, form and demand unit the nearest of the service's sites.

    Parameters
    ----------
    centre
        The tables service_sites and offers.
    travel
        The table `travel`.

    Returns
    -------
    The modelled rows of the table `reach`, in no order.
    """
    pairs = centre["service_sites"][["service_id", "site_id"]].merge(travel, on="site_id")
    # Both tables are in the order of their keys: of equally near sites the lowest id comes first.
    ordered = pairs.sort_values("minutes", kind="stable")
    nearest = ordered.drop_duplicates(["service_id", "demand_id", "mode"])
    rows = nearest.merge(centre["offers"][["service_id", "forma"]], on="service_id")
    return rows.assign(claim="modelled")
