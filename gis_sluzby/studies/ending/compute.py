"""What if a service ends: who would lose what is in reach, and who else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage.ground import laid
from gis_sluzby.coverage.status import nearest_by_cell
from gis_sluzby.studies.ending.counting import counting_services
from gis_sluzby.studies.ending.providers import only_providers
from gis_sluzby.studies.ending.without import without_each
from gis_sluzby.studies.sensitivity.statuses import judged_obce, settled
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.coverage.ground import Ground
    from gis_sluzby.plan import Plan

    Tables = Mapping[str, pd.DataFrame]

#: So many services left are dealt with at once: a kraj fits, the republic does not.
_MOST = 20_000
#: People who differ by no more than the rounding of sums are equal.
_ROUNDING = 1e-6
#: Counts that are 0 where there is nobody.
_LOST = ["lost", "lost_no_data", "obce_lost"]
_NEAREST = ["people_nearest", "people_cut"]
#: What would locate a secret place.
_LOCATING = (
    *("obce_lost", "obce", "people_nearest", "added_minutes_mean", "added_minutes_max"),
    *("people_cut", "next_service", "next_provider", "only_in_orp"),
)


def ending(
    plan: Plan,
    centre: Tables,
    reached: Tables,
    coverage: Tables,
    rest: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Compute for every service what its end would change.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, nearest and reach.
    coverage
        The table coverage_obec.
    rest
        The nearest of the services left, as `rest.nearest_of_rest` gives it.

    Returns
    -------
    The tables `ending`, a row a service that counts, and `ending_obec`, a row for each obec in
    which people would lose it. All is told of the service's kind, for any forma and any target
    group, and equals the coverage of a centre without the service. Of a service with a secret
    address only the people of the whole kraj are told.
    """
    if centre["services"].empty:
        return {"ending": empty("ending"), "ending_obec": empty("ending_obec")}
    after = {**reached, "nearest": rest}
    losing, nearest = [], []
    for gone in without_each(plan, centre, _MOST):
        ground = laid(centre, after, gone.standards, gone.parts, gone.members)
        losing.append(_obce(ground, gone.standards, after, _today(centre, coverage)))
        nearest.append(_units(ground, gone.standards, reached["nearest"], rest))
    obce = pd.concat(losing, ignore_index=True)
    units = pd.concat(nearest, ignore_index=True)
    table = _told(centre).join(_losses(obce)).join(_ways(units, centre))
    table = _with_nought(table, reached["reach"]).join(only_providers(centre))
    table = table[counting_services(centre, reached["reach"]) | (table["lost"] > 0)]
    table.loc[table["secret"], list(_LOCATING)] = None
    open_ = obce[obce["service_id"].isin(table.index[~table["secret"]])]
    return {
        "ending": conform(table.reset_index(), "ending"),
        "ending_obec": conform(open_, "ending_obec") if len(open_) else empty("ending_obec"),
    }


def _today(centre: Tables, coverage: Tables) -> pd.DataFrame:
    """Give the coverage of every obec by the kind of every service that may end."""
    services = centre["services"][["service_id", "druh"]]
    rows = coverage["coverage_obec"]
    rows = rows[(rows["forma"] == "any") & (rows["cs"] == "any")]
    names = {"status": "status_before", "nearest_minutes": "minutes_before"}
    return services.merge(rows.rename(columns=names), on="druh")


def _obce(
    ground: Ground, standards: pd.DataFrame, after: Tables, today: pd.DataFrame
) -> pd.DataFrame:
    """Give the obce in which people lose a service, with their state before and after."""
    judged = judged_obce(settled(ground), ground.reach, [0.0])
    obec, row = np.divmod(np.arange(len(judged.status)), ground.grid.rows)
    ways = nearest_by_cell(after, standards, ground.grid).reindex(range(len(obec)))
    then = pd.DataFrame(
        {
            "service_id": standards["druh"].to_numpy()[row],
            "kod_obec": ground.grid.obce.to_numpy()[obec],
            "covered_after": judged.covered[:, 0],
            "status_after": judged.status[:, 0],
            "minutes_after": ways["nearest_minutes"],
            "next_service": ways["nearest_service"],
        }
    )
    both = then.merge(today, on=["service_id", "kod_obec"])
    lost = both["covered_pop"].fillna(0.0) - both["covered_after"]
    return both.assign(lost=lost)[lost > _ROUNDING]


def _units(
    ground: Ground, standards: pd.DataFrame, nearest: pd.DataFrame, rest: pd.DataFrame
) -> pd.DataFrame:
    """Give the demand units to which a service is the nearest, their people and the next one."""
    total = (nearest["forma"] == "any") & (nearest["cs"] == "any") & (nearest["rank"] == 1)
    mine = nearest[total & nearest["service_id"].isin(standards["druh"])]
    following = rest[["druh", "demand_id", "service_id", "minutes"]].set_axis(
        ["service_id", "demand_id", "next_service", "then"], axis=1
    )
    pairs = mine.merge(following, on=["service_id", "demand_id"], how="left")
    row = pd.Series(standards.index, index=standards["druh"])
    people = ground.people[ground.grid.places.loc[pairs["demand_id"]], row.loc[pairs["service_id"]]]
    return pairs.assign(people=people, added=pairs["then"] - pairs["minutes"])


def _told(centre: Tables) -> pd.DataFrame:
    """Give the services with their provider's name, by service_id."""
    names = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"].set_index("service_id")[["druh", "provider_id", "secret"]]
    return services.assign(provider=services["provider_id"].map(names).fillna(""))


def _with_nought(table: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """Put 0 where nobody loses, and where a service with a known place is nearest to nobody."""
    placed = table.index.isin(reach.loc[reach["claim"] == "modelled", "service_id"].unique())
    table[_LOST] = table[_LOST].fillna(0.0)
    table.loc[placed, _NEAREST] = table.loc[placed, _NEAREST].fillna(0.0)
    return table


def _losses(obce: pd.DataFrame) -> pd.DataFrame:
    """Sum who loses, by service."""
    ordered = obce.sort_values(["service_id", "lost", "kod_obec"], ascending=[True, False, True])
    ordered = ordered.assign(unknown=ordered["lost"].where(ordered["status_after"] == "no_data", 0))
    groups = ordered.groupby("service_id")
    return pd.DataFrame(
        {
            "lost": groups["lost"].sum(),
            "lost_no_data": groups["unknown"].sum(),
            "obce_lost": groups.size().astype(float),
            "obce": groups["nazev_obec"].agg(", ".join),
        }
    )


def _ways(units: pd.DataFrame, centre: Tables) -> pd.DataFrame:
    """Say how much farther the next service is, by the service that is the nearest now."""
    led = units[units["then"].notna() & (units["people"] > 0)]
    sums = led.assign(product=led["added"] * led["people"]).groupby("service_id")
    by_next = led.groupby(["service_id", "next_service"])["people"].sum().reset_index()
    most = by_next.sort_values(["people", "next_service"], ascending=[False, True])
    following = most.drop_duplicates("service_id").set_index("service_id")["next_service"]
    return pd.DataFrame(
        {
            "people_nearest": units.groupby("service_id")["people"].sum(),
            "people_cut": units["people"]
            .where(units["then"].isna(), 0.0)
            .groupby(units["service_id"])
            .sum(),
            "added_minutes_mean": sums["product"].sum() / sums["people"].sum(),
            "added_minutes_max": sums["added"].max(),
            "next_service": following,
            "next_provider": following.map(_told(centre)["provider"]),
        }
    )
