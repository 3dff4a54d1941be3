"""Change: the coverage of two centres on one base, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np

from gis_sluzby import codelists
from gis_sluzby.demand import demand_units
from gis_sluzby.studies.change.bases import on_base, vintages
from gis_sluzby.studies.whatif.compare import compared
from gis_sluzby.studies.whatif.compute import outcome
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan

_KNOWN = ("covered", "partial", "uncovered")


class Change(NamedTuple):
    """What changed between two centres.

    Parameters
    ----------
    tables
        The tables change_obec, change_orp and change_kraj: all areas and rows of the standards.
    vintages
        The days of the inputs of both, as `bases.vintages` gives them.
    """

    tables: dict[str, pd.DataFrame]
    vintages: pd.DataFrame


def change(
    plan: Plan,
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
) -> Change:
    """Compute who gained a service and who lost it.

    Parameters
    ----------
    plan
        The plan: its standards hold for both.
    before, after
        The tables of two datová centra.
    roads
        Column trida and LineStrings in EPSG:5514, for both.

    Returns
    -------
    The tables and the days of the inputs. Both sides stand on the obce and the people of `after`:
    nobody is gained by being born. An area about which one of them knows nothing neither gains
    nor loses.

    Raises
    ------
    InputError
        When the two have different obce.
    """
    earlier = on_base(before, after)
    demand = demand_units(
        gpd.GeoDataFrame(after["obce"]),
        gpd.GeoDataFrame(after["obec_points"]),
        after["demand_points"],
    )
    sides = [outcome(plan, centre, roads, demand).coverage for centre in (earlier, after)]
    kinds = [druh.code for druh in codelists.druhy()]
    tables = compared(sides[0], sides[1], kinds, (), after)
    obce = _with_change(_with_target(tables["whatif_obec"]))
    made = {"change_obec": conform(obce, "change_obec")}
    for level in ("orp", "kraj"):
        rows = _with_target(tables[f"whatif_{level}"]).drop(columns=["gained", "lost"])
        sums = _summed(obce, after["area_obce"], level)
        key = [f"kod_{level}", "druh", "forma", "cs"]
        made[f"change_{level}"] = conform(rows.merge(sums, on=key, how="left"), f"change_{level}")
    return Change(made, vintages(before, after))


def _with_target(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the target group, which is the same on both sides."""
    return rows.assign(target_pop=rows["target_after"].fillna(rows["target_before"]))


def _with_change(rows: pd.DataFrame) -> pd.DataFrame:
    """Say of every row what changed; who is gained and lost is told where both sides know."""
    known = [rows[f"status_{side}"].isin(_KNOWN) for side in ("before", "after")]
    both = known[0] & known[1]
    gained, lost = (rows[name].where(both, 0.0) for name in ("gained", "lost"))
    cases = [gained > 0, lost > 0, ~known[0] & known[1], known[0] & ~known[1]]
    words = ["gained", "lost", "known", "unknown"]
    change_of = np.select([case.to_numpy() for case in cases], words, "same")
    return rows.assign(gained=gained, lost=lost, change=change_of)


def _summed(obce: pd.DataFrame, area_obce: pd.DataFrame, level: str) -> pd.DataFrame:
    """Sum who is gained and lost in the obce of larger areas."""
    members = area_obce.loc[area_obce["level"] == level, ["kod", "kod_obec"]]
    columns = ["kod_obec", "druh", "forma", "cs", "gained", "lost"]
    rows = obce[columns].merge(members.rename(columns={"kod": f"kod_{level}"}), on="kod_obec")
    return rows.groupby([f"kod_{level}", "druh", "forma", "cs"], as_index=False)[
        ["gained", "lost"]
    ].sum()
