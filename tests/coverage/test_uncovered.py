"""Where the people live whom no service covers: the units add up to the gap of their obec."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.coverage.compute import coverage_table
from gis_sluzby.coverage.uncovered import uncovered_places
from gis_sluzby.tables import conform, tables
from tests.coverage.made import ALL, CODES, Service, world

LIMITS = """[standards]
defaults = false
level = "obec"
measure = "time"
limit_minutes = 30
"""


def places(services: list[Service], parts: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the table, and coverage_obec; every obec is parted into so many units.

    The first unit is as far as the service says, each further one five minutes farther.
    """
    plan, centre, reached, standards = world(services, LIMITS)
    numbers = range(parts)
    shares = [(number + 1) / (parts * (parts + 1) / 2) for number in numbers]
    for name in ("demand", "demand_people", "reach", "nearest"):
        whole = reached[name]
        copies = [
            whole.assign(demand_id=whole["demand_id"] + f"-{number}").assign(
                **{
                    column: whole[column] * shares[number]
                    for column in ("weight", "people")
                    if column in whole
                },
                **({"minutes": whole["minutes"] + 5 * number} if "minutes" in whole else {}),
            )
            for number in numbers
        ]
        reached[name] = conform(pd.concat(copies), name)
    coverage = coverage_table(plan, centre, reached, standards)
    return uncovered_places(plan, centre, reached, coverage), coverage["coverage_obec"]


def test_by_hand() -> None:
    found, _ = places([Service("1", minutes={"A": 26, "B": 10})], parts=2)
    mine = found[found["druh"] == "46"].set_index("demand_id")["people"]
    # A is reached by a third of its people; C by nobody; D has none.
    assert mine.round(6).to_dict() == {
        f"{CODES['A']}-1": round(ALL["A"] * 2 / 3, 6),
        f"{CODES['C']}-0": round(ALL["C"] / 3, 6),
        f"{CODES['C']}-1": round(ALL["C"] * 2 / 3, 6),
    }
    assert list(found.columns) == [c.name for c in tables()["uncovered_places"].columns]
    assert found.geometry.notna().all()


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from("ABCD"), st.floats(0, 60), max_size=4),
    st.dictionaries(st.sampled_from("ABCD"), st.floats(0, 60), max_size=4),
    st.integers(1, 4),
)
def test_places_add_up_to_the_gap_of_their_obec(
    first: dict[str, float], second: dict[str, float], parts: int
) -> None:
    services = [Service("1", minutes=first), Service("2", druh="44", minutes=second)]
    found, obce = places(services, parts)
    total = obce[(obce["forma"] == "any") & (obce["cs"] == "any")]
    known = total[total["status"].isin(["covered", "partial", "uncovered"])]
    by_key = known.set_index(["kod_obec", "druh"])
    gap = (by_key["target_pop"] - by_key["covered_pop"]).rename("people")
    sums = found.groupby(["kod_obec", "druh"])["people"].sum()
    both = pd.concat([gap, sums.rename("places")], axis=1).fillna(0.0)
    assert (both["people"] - both["places"]).abs().max() < 1e-9
    assert (found["people"] > 0).all()
