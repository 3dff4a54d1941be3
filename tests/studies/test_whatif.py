"""What a scenario changes, by hand and whatever it is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.studies.whatif import added_id, applied
from tests.coverage.made import CODES, Service
from tests.studies import made
from tests.studies.scenarios import asked, by_letter, scenario, totals, world

if TYPE_CHECKING:
    from random import Random

    from gis_sluzby.studies.whatif import Outcome

#: Minutes between neighbours of the row A, B, C, D, E: a kilometre at 55 km/h.
STEP = 60 / 55
#: Each example computes the coverage twice or more: a few tell as much as a hundred.
few = settings(max_examples=2)
LEVELS = ("obec", "orp", "kraj")

#: Kinds of service, each with forms that the law allows it.
kinds = st.sampled_from(
    [
        *(("46", ["amb"]), ("40", ["ter"]), ("40", ["amb", "ter"]), ("44", ["amb", "pob"])),
        *(("49", ["pob"]), ("50", ["pob"]), ("55", ["ter"]), ("59", ["amb"]), ("59", ["unknown"])),
    ]
)
additions = st.builds(
    lambda kind, rest: {"druh": kind[0], "forma": kind[1], **rest},
    kinds,
    st.fixed_dictionaries(
        {
            "kod_obec": st.sampled_from([CODES[letter] for letter in "ABCDE"]),
            "cs": st.sampled_from([[], ["seniori"]]),
            "areas": st.sampled_from([[], [{"level": "orp", "kod": "9901"}]]),
        }
    ),
)
lists = st.lists(additions, max_size=3).map(
    lambda listed: [sized(entry, f"n{number}") for number, entry in enumerate(listed)]
)


def sized(entry: dict[str, Any], key: str) -> dict[str, Any]:
    """Give an addition its key, and its capacity: where it is not known, nothing is."""
    amount = {"forma": entry["forma"][0], "unit": "luzka", "count": 2}
    return {**entry, "key": key, "capacity": [amount]}


@cache
def today() -> Outcome:
    """Give the world of `BEFORE`."""
    return world(BEFORE)


def grown(before: Outcome, *additions: dict[str, Any]) -> Outcome:
    """Give the outcome with services added."""
    return asked(before, add=additions).after


def people(outcome: Outcome, level: str = "obec") -> pd.Series:
    """Give the people in reach, nobody where nothing is known."""
    rows = totals(outcome.coverage[f"coverage_{level}"])
    return rows.set_index([f"kod_{level}", "druh"])["covered_pop"].fillna(0.0)


def same_figures(one: Outcome, other: Outcome) -> None:
    """Compare all but the names of services."""
    for level in LEVELS:
        left, right = (
            outcome.coverage[f"coverage_{level}"].drop(
                columns=["nearest_service", "confidence"], errors="ignore"
            )
            for outcome in (one, other)
        )
        pd.testing.assert_frame_equal(left, right, rtol=1e-12)


# ---------------------------------------------------------------- by hand

BEFORE = (
    Service("1", "46", at="B", provider="P"),
    Service("2", "49", ("pob",), at="B", capacity={("pob", "luzka"): 1}),
    Service("3", "40", ("ter",), at="A", declared=(("ter", "obec", "A", "declared"),)),
)


def test_a_service_that_ends_and_one_that_begins() -> None:
    # limit 1.2 minutes: from B one reaches A, B and C; from D (nobody lives there) C and D
    result = asked(
        today(),
        close=[{"service": "sluzby:1"}],
        add=[{"key": "nova", "druh": "46", "kod_obec": CODES["D"]}],
    )
    assert result.kinds == ("46",)
    obce = totals(result.tables["whatif_obec"], "46")
    assert by_letter(obce, "covered_before") == {"A": 100, "B": 50, "C": 30}
    assert by_letter(obce, "covered_after") == {"A": 0, "B": 0, "C": 30}
    assert by_letter(obce, "lost") == {"A": 100, "B": 50, "C": 0}
    assert by_letter(obce, "gained") == dict.fromkeys("ABC", 0)
    words = {"A": "uncovered", "B": "uncovered", "C": "covered"}
    assert by_letter(obce, "status_after") == words
    assert set(obce["nearest_after"]) == {"scenar:nova"}
    assert by_letter(obce, "minutes_after") == pytest.approx(
        {"A": 3 * STEP, "B": 2 * STEP, "C": STEP}, abs=1e-9
    )
    assert by_letter(obce, "changed")["C"]  # another service, other minutes
    orp = totals(result.tables["whatif_orp"], "46").set_index("kod_orp")
    assert orp["lost"].to_dict() == {"9901": 150, "9902": 0}
    kraj = totals(result.tables["whatif_kraj"], "46").iloc[0]
    assert (kraj["covered_before"], kraj["covered_after"]) == (180, 30)
    assert (kraj["lost"], kraj["gained"]) == (150, 0)


def test_a_service_that_moves() -> None:
    result = asked(today(), move=[{"service": "sluzby:1", "kod_obec": CODES["C"]}])
    obce = totals(result.tables["whatif_obec"], "46")
    assert by_letter(obce, "covered_after") == {"A": 0, "B": 50, "C": 30}
    sites = result.after.centre["service_sites"].set_index("service_id")["site_id"]
    assert sites["sluzby:1"] == "scenar-sluzby:1"


def test_one_of_two_places_moves() -> None:
    before = world([Service("1", "46", at="AC")])
    result = asked(
        before, move=[{"service": "sluzby:1", "site": "sluzby:1@C", "kod_obec": CODES["A"]}]
    )
    obce = totals(result.tables["whatif_obec"])
    assert by_letter(obce, "covered_after") == {"A": 100, "B": 50, "C": 0}


@pytest.mark.parametrize(("count", "share"), [(0, 0.0), (1.5, 0.5), (3, 1.0), (30, 1.0)])
def test_another_capacity(count: float, share: float) -> None:
    # 20 beds for 1,000 people are asked for; 150 people live in the ORP
    result = asked(today(), capacity=[{"service": "sluzby:2", "unit": "luzka", "count": count}])
    orp = totals(result.tables["whatif_orp"], "49").set_index("kod_orp")
    assert orp.loc["9901", "share_before"] == pytest.approx(1 / 3)
    assert orp.loc["9901", "share_after"] == pytest.approx(share)
    assert orp.loc["9901", "gained"] == pytest.approx(max(150 * share - 50, 0))


def test_other_areas_replace_those_of_the_form() -> None:
    areas = [{"level": "obec", "kod": CODES["B"]}, {"level": "orp", "kod": "9902"}]
    result = asked(today(), declared=[{"service": "sluzby:3", "areas": areas}])
    obce = totals(result.tables["whatif_obec"], "40")
    assert by_letter(obce, "lost") == {"A": 100, "B": 0, "C": 0}
    assert by_letter(obce, "gained") == {"A": 0, "B": 50, "C": 30}
    nowhere = asked(today(), declared=[{"service": "sluzby:3", "areas": []}])
    assert people(nowhere.after)[:, "40"].sum() == 0


def test_another_standard_is_laid_over_the_one_of_the_plan() -> None:
    result = asked(today(), standard=[{"druh": "49", "required_per_1000": 5}])
    standards = result.after.coverage["standards"]
    mine = standards[(standards["druh"] == "49") & (standards["forma"] == "any")].iloc[0]
    assert (mine["measure"], mine["level"], mine["required_per_1000"]) == ("balance", "orp", 5)
    assert totals(result.tables["whatif_orp"], "49")["share_after"].max() == 1.0
    nearer = asked(today(), standard=[{"druh": "46", "limit_minutes": 0.5}])
    assert people(nearer.after)[:, "46"].tolist() == [0, 50, 0, 0]


def test_what_is_secret_is_told_by_kraj_alone() -> None:
    declared = (("amb", "obec", "A", "declared"),)
    hidden = Service("9", "46", at="A", secret=True, declared=declared)
    result = asked(world([*BEFORE[1:], hidden]), close=[{"service": "sluzby:9"}])
    assert result.by_kraj == ("46",)
    assert result.tables["whatif_obec"].empty
    assert result.tables["whatif_orp"].empty
    assert totals(result.tables["whatif_kraj"])["lost"].tolist() == [100]
    added = asked(
        today(),
        add=[{"key": "n", "druh": "46", "kod_obec": CODES["A"], "secret": True}],
    )
    assert added.by_kraj == ("46",)
    site = added.after.centre["sites"].set_index("site_id").loc["scenar-scenar:n"]
    assert site["geometry"] is None
    assert added.after.reached["travel"].equals(added.before.reached["travel"])


# ---------------------------------------------------------------- whatever it is


def test_an_empty_scenario_changes_nothing() -> None:
    before = world(BEFORE, points=True)
    assert applied(before.centre, scenario()) == before.centre
    result = asked(before)
    for level in LEVELS:
        name = f"coverage_{level}"
        pd.testing.assert_frame_equal(before.coverage[name], result.after.coverage[name])
        assert result.tables[f"whatif_{level}"].empty


@few
@given(lists, additions)
def test_one_more_service_never_lowers_coverage(
    listed: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    before = grown(today(), *listed)
    result = asked(before, add=[sized(more, "navic")])
    assert (people(result.after) >= people(before) - 1e-9).all()
    assert (result.tables["whatif_obec"]["lost"] == 0).all()
    left, right = (
        rows[rows["druh"] != more["druh"]].reset_index(drop=True)
        for rows in (o.coverage["coverage_obec"] for o in (before, result.after))
    )
    pd.testing.assert_frame_equal(left, right, rtol=1e-12)


@few
@given(lists, additions)
def test_closing_and_adding_the_same_gives_the_same(
    listed: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    without = grown(today(), *listed)
    before = grown(without, sized(more, "x"))
    close = [{"service": added_id("x")}]
    same_figures(before, asked(before, close=close, add=[sized(more, "y")]).after)
    same_figures(without, asked(before, close=close).after)


@few
@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(
    listed: list[dict[str, Any]], random: Random
) -> None:
    centre = made.centre([*BEFORE, replace(BEFORE[0], key="4", at="C")])
    sections: dict[str, list[dict[str, Any]]] = {
        "add": listed,
        "close": [{"service": "sluzby:1"}, {"service": "sluzby:2"}],
        "move": [{"service": "sluzby:3", "kod_obec": CODES["B"]},
                 {"service": "sluzby:4", "kod_obec": CODES["A"]}],
        "declared": [{"service": "sluzby:3", "areas": [{"level": "orp", "kod": "9902"}]}],
    }  # fmt: skip
    mixed = {name: random.sample(entries, len(entries)) for name, entries in sections.items()}
    one, other = (applied(centre, scenario(**entries)) for entries in (sections, mixed))
    for name, frame in one.items():
        # the number of the entry is where a row comes from
        left, right = (f.drop(columns="source_row", errors="ignore") for f in (frame, other[name]))
        pd.testing.assert_frame_equal(left, right)
