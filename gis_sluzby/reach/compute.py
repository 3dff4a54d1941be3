"""Travel times of a plan: places joined to the roads, all pairs and the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import geopandas as gpd
import shapely

from gis_sluzby.cores import when_asked
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import findings_table
from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.reach.claims import reach_table, supply_groups
from gis_sluzby.reach.findings import told_islands, with_names
from gis_sluzby.reach.islands import without_islands
from gis_sluzby.reach.joined import Joined, join_places
from gis_sluzby.reach.matrix import matrix_times, told_matrix
from gis_sluzby.reach.minutes import times
from gis_sluzby.reach.network import edges_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from gis_sluzby.cores import Submit
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan
    from gis_sluzby.reach.islands import Islands
    from gis_sluzby.reach.network import Edges


def joined_places(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
) -> Joined:
    """Join the sites and demand units of a plan to its roads.

    Parameters
    ----------
    plan
        The plan: speeds, the belt, where points may join, the speed of the leg.
    centre
        The tables areas, obce and sites.
    roads
        Road segments as `edges_of` takes them.
    demand
        The table `demand`.

    Returns
    -------
    The joined network. Points join no island. Sites outside the plan's area count only where the
    plan says so.
    """
    edges, islands = plan_network(plan, centre, roads)
    joined = join_places(
        edges,
        plan_sites(plan, centre),
        demand,
        plan.reach.leg_speed(),
        plan.reach.startup_minutes,
    )
    told = told_islands(islands, edges, gpd.GeoDataFrame(centre["obce"]))
    return joined._replace(findings=(*told, *joined.findings))


def plan_network(
    plan: Plan, centre: Mapping[str, pd.DataFrame], roads: gpd.GeoDataFrame
) -> tuple[Edges, Islands]:
    """Give the road network of a plan.

    Parameters
    ----------
    plan
        The plan: speeds, the belt, where points may join.
    centre
        The table areas.
    roads
        Road segments as `edges_of` takes them.

    Returns
    -------
    The network, in which points join no island, and its islands.

    Raises
    ------
    InputError
        When points can join nothing: whatever would come of it would be a gap that is none.
    """
    areas = centre["areas"]
    whole = shapely.union_all(areas.loc[areas["level"] == "kraj", "geometry"].to_numpy())
    belt = plan.reach.belt_km * 1000
    network = edges_of(roads, plan.reach.speeds(), plan.reach.join_exclude, whole, belt)
    joinable, islands = without_islands(network)
    if not joinable.usable.any():
        raise InputError(_no_joint(len(network.start), usable=bool(network.usable.any())))
    return joinable, islands


def _no_joint(segments: int, *, usable: bool) -> Problem:
    """Say that nothing can be joined, and why."""
    if not segments:
        why, advice = "žádný úsek neleží v kraji ani v jeho pásu", "Zkontrolujte zdroj silnic"
    elif usable:
        why = "ze žádného úseku nevede cesta tam i zpět"
        advice = "Zkontrolujte ve zdroji silnic směry (oneway) a to, zda na sebe úseky navazují"
    else:
        why = "na žádný úsek se připojit nedá"
        advice = "Zkontrolujte v plánu [reach] join_exclude: vylučuje všechny třídy, které síť má"
    return Problem(f"nic se nemůže připojit k síti: {why} (úseků: {segments})", advice=advice)


def plan_sites(plan: Plan, centre: Mapping[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    """Give the sites that count in a plan.

    Parameters
    ----------
    plan
        The plan: whether sites outside its area count.
    centre
        The tables obce and sites.

    Returns
    -------
    Rows of the table `sites`.
    """
    obce = centre["obce"]
    counting = obce if plan.reach.outside_sites else obce[obce["in_plan"]]
    sites = gpd.GeoDataFrame(centre["sites"])
    return gpd.GeoDataFrame(sites[sites["kod_obec"].isin(counting["kod_obec"])])


def travel_times(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    groups: pd.DataFrame,
    submit: Submit = when_asked,
) -> dict[str, pd.DataFrame]:
    """Compute the travel times of a plan and what they mean for reach.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    roads
        Road segments as `edges_of` takes them; none are needed where the plan's mode says that
        minutes come from the table matrix.
    demand
        The table `demand`.
    groups
        Columns druh, forma, cs: for which groups the nearest service is wanted.
    submit
        Who does half of the searches where they are many, see `cores`.

    Returns
    -------
    The tables travel, nearest and reach; and audit, the findings of the network.
    """
    supply = supply_groups(centre, groups)
    travel, nearest, found = supply_times(plan, centre, roads, demand, supply, submit)
    return {
        "travel": travel,
        "nearest": nearest,
        "reach": reach_table(centre, demand, travel, plan.date, plan.reach.mode),
        "audit": findings_table(with_names(found, centre, demand)),
    }


def supply_times(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    supply: pd.DataFrame,
    submit: Submit = when_asked,
) -> tuple[pd.DataFrame, pd.DataFrame, Sequence[Finding]]:
    """Compute the minutes to a supply by road, or take them from the matrix.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    roads
        Road segments as `edges_of` takes them.
    demand
        The table `demand`.
    supply
        druh, forma, cs, service_id, site_id: who belongs to each group.
    submit
        Who does half of the searches where they are many, see `cores`.

    Returns
    -------
    The tables travel and nearest, and the findings of the network.
    """
    reach = plan.reach
    horizon, mode, ranks = reach.horizon_minutes, reach.mode, reach.nearest_count
    if mode in get_args(MatrixMode):
        stated = matrix_times(
            centre, demand, supply, horizon, mode, direction=reach.direction, ranks=ranks
        )
        return *stated, told_matrix(centre, demand, mode, reach.direction)
    joined = joined_places(plan, centre, roads, demand)
    computed = times(
        joined, supply, horizon, mode, direction=reach.direction, ranks=ranks, submit=submit
    )
    return *computed, joined.findings
