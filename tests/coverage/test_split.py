"""An obec parted in two, with the same people at the same minutes, changes no total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.coverage.compute import coverage_and_capacity
from tests.coverage.made import CODES, Service, world

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARDS = """[standards]
defaults = false
[[standard]]
druh = "44"
forma = "pob"
measure = "balance"
level = "orp"
unit = "luzka"
required_per_1000 = 30
[[standard]]
druh = "44"
forma = "ter"
measure = "declared"
"""
OLD, NEW = CODES["B"], "100009"
KINDS = "druh == '44'"

minutes = st.dictionaries(st.sampled_from("ABC"), st.floats(0, 60))
services = st.lists(
    st.builds(
        Service,
        key=st.uuids().map(str),
        druh=st.just("44"),
        forms=st.sampled_from([("amb",), ("pob",), ("ter",)]),
        # the service stays where it stands: in the part that keeps the code, or elsewhere
        at=st.sampled_from("ABC"),
        minutes=minutes,
        capacity=st.sampled_from([{("pob", "luzka"): 3.0}, {("amb", "klient"): 2.0}]),
        declared=st.sampled_from([(), (("ter", "orp", "9901", "declared"),)]),
    ),
    max_size=4,
    unique_by=lambda service: service.key,
)


def parted(frame: pd.DataFrame, key: str, share: Mapping[str, float]) -> pd.DataFrame:
    """Give the rows of the obec twice, each with its share of what is counted."""
    mine = frame[frame[key] == OLD]
    other = mine.assign(**{key: NEW})
    halves = [mine.copy(), other]
    for column, part in share.items():
        halves[0][column] *= 1 - part
        halves[1][column] *= part
    return pd.concat([frame[frame[key] != OLD], *halves], ignore_index=True)


@settings(max_examples=5)
@given(services, st.sampled_from([0.0, 0.4, 0.5]))
def test_no_total_changes(found: list[Service], part: float) -> None:
    plan, centre, reached, standards = world(found, STANDARDS)
    one = coverage_and_capacity(plan, centre, reached, standards)
    split = {
        **centre,
        "obce": gpd.GeoDataFrame(parted(centre["obce"], "kod_obec", {})),
        "area_obce": parted(centre["area_obce"], "kod_obec", {}),
    }
    both = {
        "demand": parted(reached["demand"], "demand_id", {}).assign(
            kod_obec=lambda frame: frame["demand_id"]
        ),
        "demand_people": parted(reached["demand_people"], "demand_id", {"people": part}),
        "reach": parted(reached["reach"], "demand_id", {}),
        "nearest": parted(reached["nearest"], "demand_id", {}),
    }
    other = coverage_and_capacity(plan, split, both, standards)
    for name in ("coverage_orp", "coverage_kraj", "capacity_orp", "capacity_kraj"):
        key = ["kod_orp"] if name == "coverage_orp" else []
        pd.testing.assert_frame_equal(
            one[name].query(KINDS).sort_values([*key, "druh"]),
            other[name].query(KINDS).sort_values([*key, "druh"]),
            check_exact=False,
            rtol=1e-12,
        )
    pd.testing.assert_frame_equal(one["network_concept"], other["network_concept"])
