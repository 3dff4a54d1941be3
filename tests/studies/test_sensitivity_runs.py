"""Every run of a study equals the coverage of a plan and data changed in the same way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.centre import load
from gis_sluzby.plan import Reach, read_plan
from gis_sluzby.sample import write_sample
from gis_sluzby.studies.sensitivity.compute import judged_runs
from gis_sluzby.studies.sensitivity.runs import runs_of, runs_table, worlds_of
from gis_sluzby.studies.sensitivity.worlds import World
from tests.coverage.made import CODES, Service, plan_with
from tests.studies import made
from tests.studies.oracle import assert_equal, coverage_of, inputs_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.sensitivity.runs import Run
    from gis_sluzby.studies.sensitivity.worlds import Inputs

ROOT = Path(__file__).resolve().parents[2]
#: Something of every measure, and every way to be counted without minutes.
SERVICES = (
    Service("1", "46", ("amb",), at="B"),
    Service("2", "46", ("amb",), at="D", declared=(("amb", "obec", "C", "declared"),)),
    Service("3", "40", ("ter",), at="A", declared=(("ter", "obec", "A", "declared"),)),
    Service("4", "39", ("amb", "ter"), at="A", declared=(("ter", "orp", "9902", "declared"),)),
    Service("5", "58", ("amb",), at="C", secret=True, declared=(("amb", "obec", "B", "declared"),)),
    Service("6", "59", ("amb",), at="?", declared=(("amb", "kraj", "CZ099", "kraj_wide"),)),
    Service("7", "50", ("pob",), at="C"),
    Service("8", "49", ("pob",), at="B", capacity={("pob", "luzka"): 1}),
    Service("9", "61", ("unknown",), at="AC", warned=True, cs=("seniori",)),
    Service("10", "55", ("ter",), at="?"),
)


def worked_out(
    plan: Plan, centre: dict[str, pd.DataFrame], roads: gpd.GeoDataFrame
) -> tuple[Inputs, list[Run]]:
    inputs, _ = inputs_of(plan, centre, roads)
    return inputs, runs_of(plan, worlds_of(inputs))


def test_worlds_differ_from_the_plan_in_one_assumption() -> None:
    inputs, runs = worked_out(made.plan(), made.centre(SERVICES), made.roads())
    worlds = list(dict.fromkeys(run.world for run in runs))
    assert [tuple(world) for world in worlds] == [
        ("2025-01-01", "standard", "points"),
        ("2020-01-01", "standard", "points"),
        ("2025-01-01", "declared", "points"),
        ("2025-01-01", "modelled", "points"),
        ("2025-01-01", "standard", "obec"),
    ]
    assert len(runs) == 45
    assert [run.number for run in runs] == list(range(1, 46))
    table = runs_table(runs)
    assert table.loc[table["base"], "run"].tolist() == [5]
    assert inputs.places == "points"


def test_a_plan_without_other_data_has_one_world() -> None:
    centre = made.centre([SERVICES[0]], points=False)
    centre["population"] = centre["population"].query("date == '2025-01-01'")
    _, runs = worked_out(made.plan(), centre, made.roads())
    assert {tuple(run.world) for run in runs} == {("2025-01-01", "standard", "obec")}
    assert len(runs) == 9


@pytest.mark.parametrize(("declared_complete", "step"), [("all", 11), ("", 22)])
def test_runs_equal_coverage_of_the_changed_plan(declared_complete: str, step: int) -> None:
    centre = made.centre(SERVICES, declared_complete=declared_complete)
    inputs, runs = worked_out(made.plan(), centre, made.roads())
    judged = judged_runs(inputs, runs)
    statuses = set()
    for number, run in enumerate(runs):
        if number % step == 0:
            coverage = coverage_of(run, inputs)
            assert_equal(judged, number, coverage, inputs)
            statuses |= set(coverage["coverage_obec"]["status"])
    assert statuses == {"covered", "partial", "uncovered", "no_data", "not_applicable"}


def test_other_ways_of_travel_are_varied_too() -> None:
    plan = plan_with(made.STANDARDS.replace("1.2", "4.5") + '[reach]\nmode = "bike"\n')
    inputs, runs = worked_out(plan, made.centre(SERVICES[:2], points=False), made.roads())
    judged = judged_runs(inputs, runs[1:2] + runs[4:5])
    assert (judged["obec"].status[:, 0] != judged["obec"].status[:, 1]).any()
    assert_equal(judged, 0, coverage_of(runs[1], inputs), inputs)


def test_minutes_of_a_matrix_have_no_speeds() -> None:
    by_road = made.plan()
    plan = by_road.model_copy(update={"reach": Reach(mode="matrix")})
    worlds = [World("2025-01-01", "standard", "obec")]
    assert len(runs_of(by_road, worlds)) == 9
    assert [run.kmh_factor for run in runs_of(plan, worlds)] == [1.0] * 3


services = st.builds(
    Service,
    st.sampled_from("abcdefgh"),
    st.sampled_from(["46", "40", "50", "49"]),
    st.sampled_from([("amb",), ("ter",), ("pob",), ("amb", "ter"), ("unknown",)]),
    st.sampled_from(["A", "B", "C", "BC", "?"]),
    secret=st.booleans(),
    capacity=st.sampled_from([{}, {("pob", "luzka"): 2.0}, {("pob", "luzka"): None}]),
    declared=st.sampled_from(
        [
            (),
            (("amb", "obec", CODES["B"], "declared"),),
            (("ter", "orp", "9901", "declared"),),
            (("amb", "kraj", "CZ099", "kraj_wide"),),
        ]
    ),
)


@settings(max_examples=4)
@given(
    st.lists(services, min_size=1, max_size=4, unique_by=lambda s: s.key),
    st.integers(0, 44),
)
def test_any_run_equals_coverage(listed: list[Service], which: int) -> None:
    centre = made.centre(listed, points=which % 2 == 0)
    inputs, runs = worked_out(made.plan(), centre, made.roads())
    chosen = runs[which % len(runs)]
    judged = judged_runs(inputs, [chosen])
    assert_equal(judged, 0, coverage_of(chosen, inputs), inputs)


def test_runs_of_the_sample_equal_coverage(tmp_path: Path) -> None:
    write_sample(tmp_path)
    plan = read_plan(tmp_path / "plan.toml")
    loaded = load(plan)
    inputs, runs = worked_out(plan, loaded.centre, loaded.roads)
    judged = judged_runs(inputs, runs[-3:])
    assert {run.world.claims for run in runs[-3:]} == {"modelled"}
    assert_equal(judged, 2, coverage_of(runs[-1], inputs), inputs)


def test_runs_of_a_real_kraj_equal_coverage(real_data: Path) -> None:
    assert real_data.is_dir()
    plan = read_plan(ROOT / "tests" / "plans" / "karlovarsky.toml")
    loaded = load(plan)
    inputs, runs = worked_out(plan, loaded.centre, loaded.roads)
    assert len(runs) == 9
    judged = judged_runs(inputs, runs[:3])
    assert_equal(judged, 0, coverage_of(runs[0], inputs), inputs)
