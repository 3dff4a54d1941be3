"""Which kinds of services no standard of their own speaks of, or none asks anything of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby import codelists
from gis_sluzby.coverage.grid import ROW

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.plan import Plan


class Lacking(NamedTuple):
    """Kinds of services, by code in the order of the code list.

    Parameters
    ----------
    general
        No standard speaks of them: what is general holds.
    unmeasured
        Their standard measures nothing.
    excluded
        The plan does not judge them.
    default
        The plan says nothing of its own: the program's orientational standard holds.
    """

    general: list[str]
    unmeasured: list[str]
    excluded: list[str]
    default: list[str]


def lacking_standards(plan: Plan, standards: pd.DataFrame) -> Lacking:
    """Find the kinds of services without a standard.

    Parameters
    ----------
    plan
        The plan.
    standards
        The table `standards` of the plan.

    Returns
    -------
    The kinds.
    """
    own = {standard.druh for standard in plan.standard}
    entries = codelists.default_standards()["standard"] if plan.standards.defaults else []
    spoken = own | {str(entry["druh"]) for entry in entries}
    rows = standards.set_index(ROW).loc[(slice(None), "any", "any"), :].reset_index()
    every = [druh.code for druh in codelists.druhy()]
    excluded = set(rows.loc[rows["excluded"], "druh"])
    unmeasured = set(rows.loc[rows["measure"] == "none", "druh"]) - excluded
    return Lacking(
        general=[druh for druh in every if druh not in spoken],
        unmeasured=[druh for druh in every if druh in unmeasured],
        excluded=[druh for druh in every if druh in excluded],
        default=[druh for druh in every if druh in spoken - own],
    )
