"""Minutes that somebody else computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.demand import demand_units
from gis_sluzby.reach.claims import supply_groups
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.reach.matrix import matrix_times, told_matrix
from gis_sluzby.tables import conform
from tests.coverage.made import BARE, CODES, Service, centre_of, plan_with

if TYPE_CHECKING:
    from gis_sluzby.reach.search import Direction

A, B, C = CODES["A"], CODES["B"], CODES["C"]
GROUPS = pd.DataFrame([("46", "any", "any")], columns=["druh", "forma", "cs"])
Stated = tuple[str, str, float]
TWO = (Service("1", at="A"), Service("2", at="B"))


def tables_of(
    services: tuple[Service, ...],
    *stated: Stated,
    horizon: float = 90.0,
    direction: Direction = "to_service",
    ranks: int = 1,
) -> tuple[dict[tuple[str, str], float], list[tuple[str, str, float, int]]]:
    """Give the minutes by site and unit, and nearest: unit, service, minutes, rank."""
    centre = centre_of(services) | {"matrix": matrix(*stated)}
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    supply = supply_groups(centre, GROUPS)
    travel, near = matrix_times(
        centre, demand, supply, horizon, "transit", direction=direction, ranks=ranks
    )
    assert set(travel["mode"]) | set(near["mode"]) <= {"transit"}
    pairs = zip(travel["site_id"], travel["demand_id"], strict=True)
    columns = [near[name] for name in ("demand_id", "service_id", "minutes", "rank")]
    return dict(zip(pairs, travel["minutes"], strict=True)), list(zip(*columns, strict=True))


def matrix(*stated: Stated, mode: str = "transit") -> pd.DataFrame:
    frame = pd.DataFrame(stated, columns=["from", "to", "minutes"])
    return conform(frame.assign(mode=mode, source_id="jr"), "matrix")


def test_a_service_is_named_by_its_key_or_its_id_or_its_place() -> None:
    for name in ("1", "sluzby:1", "sluzby:1@A"):
        travel, near = tables_of(TWO, (B, name, 25.0))
        assert travel == {("sluzby:1@A", B): 25.0}
        assert near == [(B, "sluzby:1", 25.0, 1)]


def test_minutes_to_an_obec_hold_for_all_its_sites() -> None:
    both = (Service("1", at="A"), Service("2", at="A"))
    travel, near = tables_of(both, (C, A, 40.0))
    assert travel == {("sluzby:1@A", C): 40.0, ("sluzby:2@A", C): 40.0}
    assert near == [(C, "sluzby:1", 40.0, 1)]


def test_the_more_certain_row_counts_and_then_the_quicker() -> None:
    travel, _ = tables_of(TWO, (C, A, 10.0), (C, "1", 40.0), (C, "sluzby:1", 45.0))
    assert travel[("sluzby:1@A", C)] == 45.0


def test_the_nearest_has_no_horizon_but_pairs_do() -> None:
    travel, near = tables_of(TWO, (C, "1", 95.0), horizon=90.0)
    assert travel == {}
    assert near == [(C, "sluzby:1", 95.0, 1)]
    assert tables_of(TWO, (C, "1", 90.0), horizon=90.0)[0] == {("sluzby:1@A", C): 90.0}


def test_ranks_are_services_and_ties_go_to_the_lowest() -> None:
    rows = ((C, "2", 30.0), (C, "1", 30.0), (A, "2", 5.0))
    _, near = tables_of(TWO, *rows, ranks=2)
    assert near == [
        (A, "sluzby:2", 5.0, 1),
        (C, "sluzby:1", 30.0, 1),
        (C, "sluzby:2", 30.0, 2),
    ]


def test_services_that_come_to_people_stand_first() -> None:
    rows = (("1", C, 33.0), (C, "1", 44.0))
    assert tables_of(TWO, *rows)[0] == {("sluzby:1@A", C): 44.0}
    assert tables_of(TWO, *rows, direction="from_service")[0] == {("sluzby:1@A", C): 33.0}


def test_a_secret_place_has_no_minutes() -> None:
    secret = (Service("1", at="A", secret=True),)
    assert tables_of(secret, (C, "1", 10.0), (C, A, 10.0)) == ({}, [])


def test_rows_about_strangers_and_other_modes_are_passed_over() -> None:
    assert tables_of(TWO, ("999999", "1", 5.0), (C, "nobody", 5.0)) == ({}, [])
    centre = centre_of(TWO) | {"matrix": matrix((C, "1", 5.0), mode="matrix")}
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    supply = supply_groups(centre, GROUPS)
    travel, near = matrix_times(centre, demand, supply, 90.0, "transit")
    assert travel.empty
    assert near.empty


def test_a_plan_by_public_transport_takes_its_minutes_from_the_matrix() -> None:
    plan = plan_with(BARE)
    changed = plan.model_copy(update={"reach": plan.reach.model_copy(update={"mode": "transit"})})
    service = Service("1", at="A", forms=("amb",), declared=(("amb", "obec", "A", "declared"),))
    centre = centre_of([service]) | {"matrix": matrix((B, "1", 25.0), (A, "1", 3.0))}
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    tables = travel_times(changed, centre, gpd.GeoDataFrame(), demand, GROUPS)
    reach = tables["reach"]
    shown = ["demand_id", "claim", "mode"]
    assert sorted(reach[shown].itertuples(index=False, name=None)) == [
        (A, "declared", "transit"),
        (A, "modelled", "transit"),
        (B, "modelled", "transit"),
    ]
    assert tables["nearest"]["minutes"].tolist() == [3.0, 25.0]
    assert tables["audit"]["rule"].tolist() == ["matrix_silent"]


def told(
    *stated: Stated, mode: str = "transit", direction: Direction = "to_service"
) -> dict[tuple[str, str | None], str]:
    """Give what is found about a matrix, by rule and column."""
    services = (*TWO, Service("3", at="B", secret=True))
    centre = centre_of(services) | {"matrix": matrix(*stated)}
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    found = told_matrix(centre, demand, mode, direction)
    assert {(one["severity"], one["source_id"]) for one in found} <= {("warning", "jr")}
    return {(one["rule"], one["column"]): one["found"] for one in found}


def test_a_matrix_of_all_obce_is_not_told() -> None:
    # D is a military area; in B stands a service, in C none, and the third one is secret.
    rows = [(home, to, 5.0) for home in (A, B, C) for to in ("1", "sluzby:2", "2", "3", B, C)]
    assert told(*rows) == {}
    assert told(*((to, home, took) for home, to, took in rows), direction="from_service") == {}


def test_names_that_nobody_has_are_told() -> None:
    rows = [(home, "1", 5.0) for home in (A, B, C)]
    assert told(*rows, ("999999", "1", 5.0), (C, "nobody", 5.0), (C, "noone", 5.0)) == {
        ("matrix_unknown", "from"): "neznámých označení: 1, například „999999“",
        ("matrix_unknown", "to"): "neznámých označení: 2, například „nobody“, „noone“",
    }


def test_obce_without_a_row_are_told_also_where_the_mode_is_another() -> None:
    rows = [(home, "1", 5.0) for home in (A, B, C)]
    assert told(rows[0]) == {
        ("matrix_silent", None): f"míst poptávky bez jediného řádku: 2, například „{B}“, „{C}“"
    }
    assert told(*rows, mode="matrix")["matrix_silent", None].startswith(
        "míst poptávky bez jediného řádku: 3"
    )
