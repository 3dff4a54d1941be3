"""The kinds of service of which there are minutes to be shown, and in which classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.cartography import minute_classes
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.reach.isochrones.supply import isochrone_supply

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.cartography import MinuteClasses
    from gis_sluzby.plan import Plan

#: Measures that ask for minutes: of all forms, or of one of several.
_BY_TIME = ("time", "mixed")


def timed_kinds(
    centre: Mapping[str, pd.DataFrame], coverage: Mapping[str, pd.DataFrame]
) -> dict[str, MinuteClasses]:
    """Give the kinds that are measured by time, with the classes of the page.

    Parameters
    ----------
    centre
        The tables services, offers, sites and service_sites.
    coverage
        The tables standards and coverage_obec.

    Returns
    -------
    Classes by druh, in the order of the code list: those of the limit for any form; where forms
    have limits of their own, of the longest. A kind without a service that people visit at an
    address that is no secret is left out.
    """
    supplied = set(isochrone_supply(centre)["druh"])
    standards, judged = coverage["standards"], coverage["coverage_obec"]
    total = judged[(judged["forma"] == "any") & (judged["cs"] == "any")]
    timed = set(total.loc[total["measure"].isin(_BY_TIME), "druh"]) & supplied
    stated = standards[(standards["cs"] == "any") & (standards["measure"] == "time")]
    found = {}
    for druh, own in stated.groupby("druh", sort=False):
        here = total.loc[total["druh"] == druh, "limit_minutes"].dropna()
        limits = here if len(here) else own["limit_minutes"].dropna()
        if druh in timed and druh not in PLACELESS and len(limits):
            found[str(druh)] = minute_classes(limits.max())
    return found


def shown_kinds(
    plan: Plan, centre: Mapping[str, pd.DataFrame], coverage: Mapping[str, pd.DataFrame]
) -> dict[str, MinuteClasses]:
    """Give the kinds of which the plan wants rasters, with the classes of the page.

    Parameters
    ----------
    plan
        The plan.
    centre, coverage
        As `timed_kinds` takes them.

    Returns
    -------
    As `timed_kinds` gives them.
    """
    chosen = plan.rasters.druhy
    found = timed_kinds(centre, coverage)
    return {druh: own for druh, own in found.items() if chosen == "all" or druh in chosen}
