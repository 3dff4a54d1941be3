"""A study of sensitivity: how certain gaps are, obec against ORP, what is refused."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from gis_sluzby.errors import PlanError
from gis_sluzby.studies.sensitivity import sensitivity
from gis_sluzby.studies.sensitivity.certainty import certainty_table
from gis_sluzby.studies.sensitivity.levels import levels_table
from gis_sluzby.studies.sensitivity.statuses import Judged
from gis_sluzby.tables import conform
from tests.coverage.made import BARE, Service, plan_with
from tests.studies import made
from tests.studies.oracle import inputs_of

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan

C, P, U, N, X = "covered", "partial", "uncovered", "no_data", "not_applicable"


def studied(plan: Plan, services: tuple[Service, ...], **keys: Any) -> dict[str, pd.DataFrame]:  # noqa: ANN401
    centre = made.centre(services, **keys)
    inputs, coverage = inputs_of(plan, centre, made.roads())
    return sensitivity(plan, centre, inputs.roads, inputs.reached, coverage)


@cache
def of_one_service() -> dict[str, pd.DataFrame]:
    """Study a world whose only service stands in A."""
    return studied(made.plan(), (Service("1", "46", at="A"),), points=False)


def certainties(*rows: tuple[str, list[str]], robust_from: float = 1.0) -> pd.DataFrame:
    """Judge cells: what the plan says of each, and its statuses in the runs."""
    cells = pd.DataFrame(
        {
            "kod": [f"10000{n}" for n in range(len(rows))],
            "nazev": "Obec",
            "druh": "46",
            "forma": "any",
            "cs": "any",
            "target_pop": 10.0,
            "unreached": [{P: 4.0, U: 10.0}.get(own) for own, _ in rows],
            "status": [own for own, _ in rows],
            "measure": "time",
            "reason": "beyond_limit",
            "confidence": "full",
        }
    )
    status = np.array([runs for _, runs in rows], dtype=object)
    people = {C: 0.0, P: 4.0, U: 10.0, N: np.nan, X: np.nan}
    unreached = np.vectorize(people.__getitem__)(status)
    judged = Judged(status, 10 - np.nan_to_num(unreached), unreached)
    return certainty_table({"obec": cells}, {"obec": judged}, robust_from)


def test_gap_in_every_run_is_robust() -> None:
    table = certainties((U, [U, P, U]), (U, [U, C, U]), (C, [C, C, P]), (C, [C, C, C]))
    assert table["kod"].tolist() == ["100000", "100001", "100002"]
    assert table["certainty"].tolist() == ["robust", "uncertain", "latent"]
    assert table["share_of_runs"].tolist() == [1, 2 / 3, 1 / 3]
    assert table["people_least"].tolist() == [4, 0, 0]
    assert table["people_most"].tolist() == [10, 10, 4]


def test_runs_in_which_nothing_is_known_do_not_count() -> None:
    table = certainties((U, [U, N, N, U]), (N, [N, N, U, C]), (N, [N, N, N, X]))
    assert table["kod"].tolist() == ["100000", "100001"]
    assert table["certainty"].tolist() == ["robust", "latent"]
    assert table["runs"].tolist() == [2, 2]
    assert table["share_of_runs"].tolist() == [1, 0.5]
    assert np.isnan(table["people_uncovered"][1])


def test_the_plan_says_from_which_share_on_a_gap_is_robust() -> None:
    rows = (U, [U, U, U, C]), (U, [U, U, C, C])
    assert set(certainties(*rows)["certainty"]) == {"uncertain"}
    assert certainties(*rows, robust_from=0.75)["certainty"].tolist() == ["robust", "uncertain"]


def test_rank_goes_by_certainty_then_people() -> None:
    table = certainties(
        (P, [P, P]), (U, [U, C]), (U, [U, U]), (C, [C, P]), (C, [C, U]), (P, [P, C])
    )
    assert table["rank"].tolist() == [1, 2, 3, 4, 5, 6]
    assert [int(kod) % 10 for kod in table["kod"]] == [2, 0, 1, 5, 4, 3]


def test_people_vanish_where_the_orp_is_no_gap() -> None:
    """ORP 1: one gap obec of 40 people in an ORP that is covered; ORP 2: a gap at both levels."""
    obce = pd.DataFrame(
        {
            "kod_obec": ["1", "2", "3", "4"],
            "kod_orp": ["1", "1", "2", "2"],
            "druh": "46",
            "target_pop": [40.0, 1000.0, 50.0, 200.0],
            "covered_pop": [10.0, 1000.0, 0.0, 200.0],
            "status": [P, C, U, C],
        }
    ).assign(forma="any", cs="any", nazev_obec="", nazev_orp="", reason="", confidence="full")
    orp = pd.DataFrame({"kod_orp": ["1", "2"], "druh": "46", "status": [C, P]}).assign(
        forma="any", cs="any"
    )
    table = levels_table({"coverage_obec": obce, "coverage_orp": orp})
    assert table.to_dict("records") == [
        {
            "druh": "46",
            "obce_gap": 2,
            "obce_hidden": 1,
            "orp_gap": 1,
            "people_gap": 80.0,
            "people_hidden": 30.0,
            "share_hidden": 0.375,
            "people_reached_in_gap": 200.0,
        }
    ]


def test_faster_roads_and_longer_limits_leave_fewer_gaps() -> None:
    runs = of_one_service()["sensitivity_runs"]
    here = runs[runs["population"] == "2025-01-01"]
    by = here.pivot_table(index="kmh_factor", columns="limit_shift", values="gaps_obec")
    # From A the middle of B is 1.09 minutes away: 1.36 at 80 %, 0.91 at 120 %.
    more = by - runs.loc[runs["base"], "gaps_obec"].item()
    assert more.loc[0.8].tolist() == [1, 1, 0]
    assert more.loc[1.0].tolist() == [1, 0, 0]
    assert more.loc[1.2].tolist() == [1, 0, 0]


def test_a_gap_between_the_limits_is_uncertain() -> None:
    table = of_one_service()["sensitivity"].query(
        "druh == '46' and forma == 'any' and level == 'obec'"
    )
    found = table.set_index("kod")[["certainty", "share_of_runs"]]
    # B is beyond the limit only in slow or strict runs, C (2.18 minutes) in all.
    assert found.loc["100003", "certainty"] == "robust"
    assert found.loc["100002", "certainty"] == "latent"


def test_limits_beyond_the_horizon_are_refused() -> None:
    shift = "[sensitivity]\nlimit_shift = [0, 20]\n"
    plan = plan_with(f"[reach]\nhorizon_minutes = 46\n{shift}{BARE}")
    centre = made.centre([Service("1")])
    inputs, coverage = inputs_of(plan, centre, made.roads())
    with pytest.raises(PlanError, match="za horizontem") as caught:
        sensitivity(plan, centre, inputs.roads, inputs.reached, coverage)
    assert "horizon_minutes aspoň na 50" in str(caught.value)


def test_tables_are_canonical_and_repeatable() -> None:
    services = (Service("1", "46", at="A"), Service("2", "50", ("pob",), at="C"))
    first, second = (
        studied(made.plan(), order, points=False) for order in (services, services[::-1])
    )
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, conform(table, name))
        pd.testing.assert_frame_equal(table, second[name])
