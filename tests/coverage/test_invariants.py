"""What holds for the coverage of any services."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coverage.made import ALL, BARE, Service, covered

if TYPE_CHECKING:
    from random import Random

    import pandas as pd

#: Minutes, presence and declaration side by side.
STANDARDS = (
    BARE
    + '[[standard]]\ndruh = "44"\nforma = "pob"\nmeasure = "presence"\nlevel = "orp"\n'
    + '[[standard]]\ndruh = "44"\nforma = "ter"\nmeasure = "declared"\n'
)
RANK = {"no_data": 0, "uncovered": 1, "partial": 2, "covered": 3}
#: Each example computes the coverage twice: a few tell as much as a hundred.
few = settings(max_examples=6)

letters = st.sampled_from("ABCD")
services = st.builds(
    Service,
    key=st.just("1"),
    druh=st.just("44"),
    forms=st.sampled_from([("amb",), ("pob",), ("ter",), ("amb", "ter"), ("unknown",)]),
    at=st.sampled_from(["A", "B", "C", "E", "AC", "?"]),
    minutes=st.dictionaries(letters, st.floats(0, 60)),
    cs=st.sampled_from([(), ("seniori",), ("ozp", "seniori")]),
    declared=st.sampled_from([(), (("ter", "obec", "B", "declared"),)]),
    provider=st.sampled_from("PQ"),
    warned=st.booleans(),
)
lists = st.lists(services, max_size=4).map(
    lambda listed: [replace(s, key=str(number)) for number, s in enumerate(listed)]
)


def of_all(coverage: dict[str, pd.DataFrame], level: str) -> pd.DataFrame:
    """Give the rows of § 44 for any form and target group."""
    rows = coverage[f"coverage_{level}"]
    mine = rows[(rows["druh"] == "44") & (rows["forma"] == "any") & (rows["cs"] == "any")]
    return mine.set_index(f"kod_{level}")


@few
@given(lists, services)
def test_one_more_service_never_lowers_coverage(listed: list[Service], more: Service) -> None:
    before = covered(listed, STANDARDS)
    after = covered([*listed, replace(more, key="more")], STANDARDS)
    one, other = of_all(before, "obec"), of_all(after, "obec")
    assert (other["covered_pop"].fillna(0) >= one["covered_pop"].fillna(0)).all()
    assert (other["nearest_minutes"].fillna(np.inf) <= one["nearest_minutes"].fillna(np.inf)).all()
    reached = one["status"].isin(["covered", "partial"])
    ranks = one["status"].map(RANK)
    assert (other["status"].map(RANK)[reached] >= ranks[reached]).all()


@few
@given(lists)
def test_rows_are_consistent(listed: list[Service]) -> None:
    coverage = covered(listed, STANDARDS)
    for level in ("obec", "orp", "kraj"):
        rows = coverage[f"coverage_{level}"]
        known = rows["status"].isin(["covered", "partial", "uncovered"])
        assert rows["covered_share"].notna().equals(known)
        assert rows.loc[known, "covered_share"].between(0, 1).all()
        assert (rows.loc[known, "covered_pop"] <= rows.loc[known, "target_pop"]).all()
        assert (rows.loc[rows["status"] == "covered", "covered_share"] >= 0.95).all()
        assert (rows.loc[rows["status"] == "uncovered", "covered_share"] == 0).all()
        both = rows.loc[known, "covered_both"]
        assert (both <= rows.loc[known, "covered_declared"]).all()
        assert (both <= rows.loc[known, "covered_modelled"]).all()
        assert rows["target_pop"].sum() == sum(ALL.values()) * len(coverage["standards"])


@few
@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_services_makes_no_difference(
    listed: list[Service],
    random: Random,
) -> None:
    shuffled = list(listed)
    random.shuffle(shuffled)
    one, other = covered(listed, STANDARDS), covered(shuffled, STANDARDS)
    assert all(one[name].equals(other[name]) for name in one)
