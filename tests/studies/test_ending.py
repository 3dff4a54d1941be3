"""The end of every service equals the coverage of a centre without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan
from gis_sluzby.sample import write_sample
from gis_sluzby.studies.ending import ending, nearest_of_rest
from gis_sluzby.studies.ending import without as taken
from gis_sluzby.studies.whatif import Outcome, whatif
from gis_sluzby.tables import tables
from tests.coverage.made import Service
from tests.studies import made
from tests.studies.oracle import computed
from tests.studies.scenarios import scenario, totals, world

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
#: Minutes between neighbours of the row A, B, C, D, E: a kilometre at 55 km/h.
STEP = 60 / 55

services = st.builds(
    Service,
    key=st.just("1"),
    druh=st.sampled_from(["46", "40", "49", "50", "55", "58"]),
    forms=st.sampled_from([("amb",), ("pob",), ("ter",), ("amb", "ter"), ("unknown",)]),
    at=st.sampled_from(["A", "B", "C", "E", "AC", "?"]),
    cs=st.sampled_from([(), ("seniori",)]),
    capacity=st.sampled_from([{}, {("pob", "luzka"): 1}, {("amb", "luzka"): None}]),
    declared=st.sampled_from([(), (("ter", "obec", "B", "declared"),)]),
    provider=st.sampled_from("PQ"),
    secret=st.booleans(),
)
lists = st.lists(services, min_size=1, max_size=3).map(
    lambda listed: [replace(s, key=str(number)) for number, s in enumerate(listed)]
)


def ended(
    plan: Plan, before: Outcome, roads: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute both tables, by service."""
    rest = nearest_of_rest(plan, before.centre, roads, before.reached["demand"])
    found = ending(plan, before.centre, before.reached, before.coverage, rest)
    return found["ending"].set_index("service_id"), found["ending_obec"].set_index("service_id")


def assert_equals_closing(
    plan: Plan, before: Outcome, roads: gpd.GeoDataFrame, wanted: Iterable[str]
) -> None:
    """Compare the tables with a scenario that closes a service, one after another."""
    table, obce = ended(plan, before, roads)
    assert set(table.index) <= set(before.centre["services"]["service_id"])
    for service in wanted:
        result = whatif(plan, scenario(close=[{"service": service}]), before, roads)
        kraj = totals(result.tables["whatif_kraj"])
        if service not in table.index:
            assert kraj["lost"].sum() == 0
            continue
        assert table.loc[service, "lost"] == pytest.approx(kraj["lost"].sum(), abs=1e-9)
        if table.loc[service, "secret"]:
            assert service not in obce.index
            continue
        losing = totals(result.tables["whatif_obec"]).query("lost > 0")
        mine = obce[obce.index == service]
        for one, other in {
            "kod_obec": "kod_obec",
            "lost": "lost",
            "status_before": "status_before",
            "status_after": "status_after",
            "minutes_before": "minutes_before",
            "minutes_after": "minutes_after",
            "next_service": "nearest_after",
        }.items():
            left, right = mine[one].astype(object), losing[other].astype(object)
            assert left.fillna("").tolist() == right.fillna("").tolist()
        assert table.loc[service, "obce_lost"] == len(losing)


# ---------------------------------------------------------------- by hand


def test_who_loses_and_how_far_the_next_one_is() -> None:
    # limit 1.2 minutes: from B one reaches A, B and C; from D (nobody lives there) C and D
    before = world([Service("1", at="B", provider="P"), Service("2", at="D", provider="Q")])
    table, obce = ended(made.plan(), before, made.roads())
    first, second = table.loc["sluzby:1"], table.loc["sluzby:2"]
    assert (first["lost"], first["obce_lost"], first["obce"]) == (150, 2, "Obec A, Obec B")
    # C is equally near to both, so it belongs to the first by id and loses nothing
    assert (first["people_nearest"], first["people_cut"]) == (180, 0)
    assert first["added_minutes_max"] == pytest.approx(2 * STEP)
    assert first["added_minutes_mean"] == pytest.approx((100 + 50) * 2 * STEP / 180)
    assert (first["next_service"], first["next_provider"]) == ("sluzby:2", "Q")
    assert (first["only_in_orp"], first["only_in_kraj"]) == ("yes", "no")
    assert (second["lost"], second["obce_lost"], second["people_nearest"]) == (0, 0, 0)
    assert np.isnan(second["added_minutes_mean"])
    assert obce["lost"].tolist() == [100, 50]
    assert obce["minutes_after"].tolist() == pytest.approx([3 * STEP, 2 * STEP])


def test_the_last_of_its_kind() -> None:
    table, obce = ended(made.plan(), world([Service("1", at="B")]), made.roads())
    only = table.loc["sluzby:1"]
    assert (only["lost"], only["people_nearest"], only["people_cut"]) == (180, 180, 180)
    assert np.isnan(only["added_minutes_mean"])
    assert (only["only_in_orp"], only["only_in_kraj"]) == ("yes", "yes")
    assert set(obce["status_after"]) == {"uncovered"}


def test_what_would_locate_a_secret_service_is_not_told() -> None:
    hidden = Service("1", "46", at="A", secret=True, declared=(("amb", "obec", "A", "declared"),))
    table, obce = ended(
        made.plan(), world([hidden, Service("2", "46", at="A", provider="Q")]), made.roads()
    )
    secret, open_ = table.loc["sluzby:1"], table.loc["sluzby:2"]
    told = {name for name, value in secret.items() if value == value}  # noqa: PLR0124  (null)
    assert told == {"druh", "provider", "secret", "lost", "lost_no_data", "only_in_kraj"}
    assert "sluzby:1" not in obce.index
    # nor does the other one's row betray that a secret one stands in the same ORP
    assert (open_["only_in_orp"], open_["only_in_kraj"]) == ("yes", "no")


def test_a_centre_without_services_has_no_endings() -> None:
    table, obce = ended(made.plan(), world([]), made.roads())
    assert table.empty
    assert obce.empty


def test_the_tables_have_the_columns_declared() -> None:
    before = world([Service("1", at="B")])
    for frame, name in zip(ended(made.plan(), before, made.roads()), ("ending", "ending_obec"),
                           strict=True):  # fmt: skip
        assert [frame.index.name, *frame.columns] == [c.name for c in tables()[name].columns]


# ---------------------------------------------------------------- whatever it is


@settings(max_examples=3)
@given(lists)
def test_equals_closing_in_the_small_world(listed: list[Service]) -> None:
    before = world(listed, points=True)
    wanted = before.centre["services"]["service_id"]
    assert_equals_closing(made.plan(), before, made.roads(), wanted)


def test_the_size_of_a_batch_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    before = world([Service(str(n), at=letter) for n, letter in enumerate("ABCDAB")])
    whole = ended(made.plan(), before, made.roads())
    monkeypatch.setattr("gis_sluzby.studies.ending.compute._MOST", 3)
    batches = list(taken.without_each(made.plan(), before.centre, 3))
    assert len(batches) > 1
    for one, other in zip(whole, ended(made.plan(), before, made.roads()), strict=True):
        assert one.equals(other)


def test_equals_closing_in_the_sample_region(tmp_path: Path) -> None:
    write_sample(tmp_path)
    plan = read_plan(tmp_path / "plan.toml")
    centre, roads = load(plan)
    before = Outcome(centre, *computed(plan, dict(centre), roads))
    # a day centre, a home for the elderly and a shelter whose address is secret
    kinds = centre["services"].set_index("service_id")["druh"]
    wanted = [kinds.index[kinds == druh][0] for druh in ("46", "49", "57")]
    assert_equals_closing(plan, before, roads, wanted)
    # seven services stand in the neighbouring kraj, which does not count in this plan
    table, _ = ended(plan, before, roads)
    strangers = {f"sluzby:S{number}" for number in range(162, 169)}
    assert set(centre["services"]["service_id"]) - set(table.index) == strangers
    assert (table["only_in_kraj"] == "yes").sum() == 7
    assert table.loc[table["secret"], "only_in_kraj"].isna().all()


def test_a_service_of_another_kraj_counts_where_it_works_here() -> None:
    declared = (("ter", "obec", "A", "declared"),)
    before = world(
        [
            Service("1", "40", ("ter",), at="E", declared=declared),
            Service("2", "46", at="E"),
            Service("3", "46", at="?"),
        ]
    )
    table, _ = ended(made.plan(), before, made.roads())
    assert table.index.tolist() == ["sluzby:1", "sluzby:3"]
    # nobody knows who else there is in the other kraj
    assert table["only_in_kraj"].isna().all()


def test_equals_closing_in_karlovarsky(real_data: Path) -> None:
    assert real_data.is_dir()
    plan = read_plan(ROOT / "tests" / "plans" / "karlovarsky.toml")
    centre, roads = load(plan)
    before = Outcome(centre, *computed(plan, dict(centre), roads))
    assert len(centre["services"]) == 192
    assert_equals_closing(plan, before, roads, ["sluzby:116", "sluzby:16"])
