"""What the public may see: internal rows left out, small counts hidden from totals too."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.edition import INTERNAL_TABLES, public_tables, suppressed
from gis_sluzby.tables import empty

KIND = {"druh": "46", "forma": "any", "cs": "any"}


def obce(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    """Rows of coverage: kod_obec, kod_orp, people of the target group, people in reach."""
    return pd.DataFrame(
        [
            {"kod_obec": obec, "kod_orp": orp, **KIND, "target_pop": target, "covered_pop": covered}
            for obec, orp, target, covered in rows
        ]
    ).assign(status="covered")


def shown(table: pd.DataFrame, below: int) -> list[str]:
    """Give the obce whose counts are shown."""
    told = suppressed({"coverage_obec": table}, below)["coverage_obec"]
    assert told["target_pop"].isna().tolist() == told["covered_pop"].isna().tolist()
    return told.loc[told["target_pop"].notna(), "kod_obec"].tolist()


# ------------------------------------------------------------------------------- what is internal
def test_tables_of_years_have_no_row_for_the_public() -> None:
    years = pd.DataFrame({"service_id": ["a"], "field": ["fte"], "value": [2.5]})
    told = public_tables({"service_year": years, "obce": years})
    assert told["service_year"].empty
    assert told["service_year"].columns.tolist() == years.columns.tolist()
    assert len(told["obce"]) == 1


def test_capacity_in_fte_is_internal_other_units_are_not() -> None:
    capacities = pd.DataFrame({"unit": ["fte", "klient", "luzka"], "count": [1.0, 2.0, 3.0]})
    for name in ("capacities", "network", "capacity_orp"):
        assert public_tables({name: capacities})[name]["unit"].tolist() == ["klient", "luzka"]


def test_a_standard_stays_whatever_unit_it_names() -> None:
    standards = pd.DataFrame({"unit": ["fte", "klient"]})
    assert len(public_tables({"standards": standards})["standards"]) == 2


def test_only_an_approved_need_is_shown() -> None:
    need = pd.DataFrame({"status": ["navrh", "schvaleno", None], "unit": "klient", "amount": 1.0})
    assert public_tables({"need": need})["need"]["status"].tolist() == ["schvaleno"]


def test_what_rests_on_a_proposed_need_is_blank() -> None:
    table = pd.DataFrame(
        {
            "unit": "klient",
            "need": [10.0, 20.0, None],
            "need_status": ["navrh", "schvaleno", None],
            "gap": [4.0, 5.0, None],
            "registered": [6.0, 15.0, 7.0],
        }
    )
    told = public_tables({"network_concept": table})["network_concept"]
    assert told["need"].tolist()[1] == 20
    assert told[["need", "gap", "need_status"]].iloc[0].isna().all()
    assert told["registered"].tolist() == [6, 15, 7]


def test_the_given_tables_are_not_changed() -> None:
    need = pd.DataFrame({"status": ["navrh"], "unit": ["klient"]})
    rows = obce(("1", "A", 3, 3))
    public_tables({"need": need})
    suppressed({"coverage_obec": rows}, 5)
    assert need["status"].tolist() == ["navrh"]
    assert rows["target_pop"].tolist() == [3]


@pytest.mark.parametrize("name", sorted(set(INTERNAL_TABLES) & {"service_year"}))
def test_internal_tables_are_canonical(name: str) -> None:
    assert empty(name).empty


# ------------------------------------------------------------------------------- small counts
def test_without_a_threshold_nothing_is_hidden() -> None:
    assert shown(obce(("1", "A", 1, 1), ("2", "A", 0, 0)), 0) == ["1", "2"]


@pytest.mark.parametrize(
    ("target", "covered", "visible"),
    [
        (4, 0, False),  # a small group
        (5, 0, True),
        (9, 4, False),  # few in reach
        (9, 5, False),  # few out of reach: the difference tells them
        (10, 5, True),
        (0, 0, True),  # nobody is not a few
    ],
)
def test_a_few_people_in_any_count_hide_the_row(
    target: float, covered: float, *, visible: bool
) -> None:
    rows = obce(("1", "A", target, covered), ("2", "A", 1, 1), ("3", "A", 1, 1))
    assert ("1" in shown(rows, 5)) is visible


def test_the_only_hidden_row_of_an_orp_takes_the_next_smallest_with_it() -> None:
    rows = obce(("1", "A", 3, 3), ("2", "A", 90, 90), ("3", "A", 20, 20), ("4", "B", 10, 10))
    assert shown(rows, 5) == ["2", "4"]


def test_two_hidden_rows_hide_each_other() -> None:
    rows = obce(("1", "A", 3, 3), ("2", "A", 4, 4), ("3", "A", 20, 20))
    assert shown(rows, 5) == ["3"]


def test_a_gap_hides_what_its_coverage_hides() -> None:
    rows = obce(("1", "A", 3, 0), ("2", "A", 90, 0), ("3", "A", 20, 0))
    gaps = pd.DataFrame(
        {"level": "obec", "kod": ["2", "3", "1"], **KIND, "target_pop": [90.0, 20.0, 3.0]}
    ).assign(people_uncovered=lambda t: t["target_pop"])
    told = suppressed({"coverage_obec": rows, "gaps": gaps}, 5)["gaps"]
    assert told["people_uncovered"].isna().tolist() == [False, True, True]


def test_capacity_per_person_is_hidden_with_the_people() -> None:
    rows = obce(("1", "A", 3, 0), ("2", "A", 90, 0), ("3", "A", 20, 0))
    capacity = pd.DataFrame(
        {"kod": ["2", "3", "1"], **KIND, "unit": "klient", "located": 2.0, "per_1000": 9.0}
    )
    told = suppressed({"coverage_obec": rows, "capacity_obec": capacity}, 5)["capacity_obec"]
    assert told["per_1000"].isna().tolist() == [False, True, True]
    assert told["located"].tolist() == [2, 2, 2]


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(0, 30), st.floats(0, 1)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 12),
)
def test_no_total_tells_a_hidden_count(
    given_rows: list[tuple[str, int, float]], below: int
) -> None:
    """In an ORP nothing is hidden, or at least two rows with people are, if it has two."""
    rows = obce(
        *(
            (str(number), orp, target, round(target * share))
            for number, (orp, target, share) in enumerate(given_rows)
        )
    )
    visible = set(shown(rows, below))
    for _, part in rows[rows["target_pop"] > 0].groupby("kod_orp"):
        hidden = int((~part["kod_obec"].isin(visible)).sum())
        assert hidden == 0 or hidden >= min(2, len(part))
    left = rows[rows["kod_obec"].isin(visible)]
    for counts in (left["target_pop"], left["covered_pop"]):
        assert not counts.between(1, below - 1).any()


# --------------------------------------------------------------------- places and bands of people
def kraj_row(target: float) -> pd.DataFrame:
    """Give the row of the kraj to which the bands add up."""
    return pd.DataFrame([{"kod_kraj": "CZ099", **KIND, "target_pop": target, "covered_pop": 500.0}])


def spread(name: str, counts: list[float], below: int, target: float = 1000.0) -> pd.Series[float]:
    """Give the people of one obec's places, or of one kind's bands, that are shown."""
    parts = pd.DataFrame({"druh": "46", "kod_obec": "a", "people": counts})
    parts = parts.assign(within_limit=[number < 3 for number in range(len(counts))])
    whole = obce(("a", "x", target, 500.0), ("b", "x", 900.0, 500.0), ("c", "x", 900.0, 500.0))
    tables = {name: parts, "coverage_obec": whole, "coverage_kraj": kraj_row(target)}
    return suppressed(tables, below)[name]["people"]


def test_a_place_with_few_people_is_hidden_with_the_next_smallest() -> None:
    shown = spread("uncovered_places", [3.0, 40.0, 20.0], 10)
    assert shown.notna().tolist() == [False, True, False]
    assert spread("uncovered_places", [3.0, 4.0, 20.0], 10).notna().tolist() == [False, False, True]
    assert spread("uncovered_places", [3.0, 40.0, 20.0], 0).tolist() == [3.0, 40.0, 20.0]


@pytest.mark.parametrize("name", ["uncovered_places", "population_by_band"])
def test_nothing_is_shown_of_a_hidden_whole(name: str) -> None:
    assert spread(name, [30.0, 40.0, 20.0], 10, target=5.0).isna().all()


def test_bands_are_hidden_within_their_side_of_the_limit() -> None:
    # Two are hidden within the limit, and two beyond it: neither side's sum tells one.
    shown = spread("population_by_band", [5.0, 300.0, 60.0, 7.0, 400.0, 90.0, 0.0], 10)
    assert shown.notna().tolist() == [False, True, False, False, True, False, True]


def test_a_single_band_beyond_the_limit_takes_one_within_along() -> None:
    shown = spread("population_by_band", [50.0, 300.0, 60.0, 7.0, 0.0], 10)
    assert shown.notna().tolist() == [False, True, True, False, True]


@given(st.lists(st.integers(0, 40).map(float), min_size=1, max_size=8), st.integers(1, 20))
def test_what_is_hidden_of_people_cannot_be_told_by_difference(
    counts: list[float], below: int
) -> None:
    for name in ("uncovered_places", "population_by_band"):
        shown = spread(name, counts, below)
        assert not ((shown > 0) & (shown < below)).any()
        some = sum(count > 0 for count in counts)
        assert shown.isna().sum() != 1 or some == 1
