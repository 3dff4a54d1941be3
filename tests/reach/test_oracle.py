"""Minutes of Karlovarský kraj against an oracle that shares no code with the program."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from gis_sluzby import codelists
from gis_sluzby.centre import load
from gis_sluzby.demand import demand_units
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.compute import travel_times
from tests.reach.oracle import by_igraph, karlovarsky_minutes

PLAN = Path(__file__).parents[1] / "plans" / "karlovarsky.toml"
TOLERANCE = 0.01

pytestmark = pytest.mark.real_data


class Compared(NamedTuple):
    """Minutes of the program and of the oracle."""

    travel: dict[tuple[str, str], float]
    nearest: dict[tuple[str, str], float]
    oracle: dict[tuple[str, str], float]
    druhy: dict[str, str]
    horizon: float


@pytest.fixture(scope="module")
def compared(real_data: Path) -> Compared:
    oracle, names = karlovarsky_minutes(real_data)
    druhy = {key: str(codelists.find_druh(name)) for key, name in names.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        plan = read_plan(PLAN)
        centre, roads = load(plan)
    demand = demand_units(centre["obce"], centre["obec_points"])
    groups = pd.DataFrame([(d.code, "any", "any") for d in codelists.druhy()])
    groups.columns = pd.Index(["druh", "forma", "cs"])
    reached = travel_times(plan, centre, roads, demand, groups)
    pairs = centre["service_sites"].merge(reached["travel"], on="site_id")
    keys = pairs["service_id"].str.removeprefix("sluzby:")
    near = reached["nearest"]
    return Compared(
        dict(zip(zip(keys, pairs["demand_id"], strict=True), pairs["minutes"], strict=True)),
        dict(zip(zip(near["demand_id"], near["druh"], strict=True), near["minutes"], strict=True)),
        oracle,
        druhy,
        plan.reach.horizon_minutes,
    )


def test_the_oracle_answers_all_pairs(compared: Compared) -> None:
    assert len(compared.oracle) == 192 * 134


def test_two_libraries_agree_on_the_oracle(compared: Compared, real_data: Path) -> None:
    other, _ = karlovarsky_minutes(real_data, by_igraph)
    assert other == pytest.approx(compared.oracle, abs=1e-6)


def test_the_same_pairs_are_within_the_horizon(compared: Compared) -> None:
    clear = {p for p, m in compared.oracle.items() if m <= compared.horizon - TOLERANCE}
    perhaps = {p for p, m in compared.oracle.items() if m <= compared.horizon + TOLERANCE}
    assert clear <= compared.travel.keys() <= perhaps


def test_all_minutes_of_travel_agree(compared: Compared) -> None:
    apart = {
        pair: (took, compared.oracle[pair])
        for pair, took in compared.travel.items()
        if abs(took - compared.oracle[pair]) > TOLERANCE
    }
    assert apart == {}


def test_all_minutes_to_the_nearest_agree(compared: Compared) -> None:
    least: dict[tuple[str, str], float] = {}
    for (service, obec), took in compared.oracle.items():
        key = obec, compared.druhy[service]
        least[key] = min(took, least.get(key, took))
    assert compared.nearest.keys() == least.keys()
    apart = {
        key: (took, least[key])
        for key, took in compared.nearest.items()
        if abs(took - least[key]) > TOLERANCE
    }
    assert apart == {}
