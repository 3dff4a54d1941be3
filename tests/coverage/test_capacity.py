"""Capacity of areas, cases computed by hand: A 100 and B 50 people in ORP 9901, C 30 in 9902."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.coverage.planned import period_on
from gis_sluzby.coverage.supply import MARKET
from tests.coverage.made import BARE, CODES, Service, with_capacity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

JIH, SEVER, KRAJ = "9901", "9902", "CZ099"
BEDS = (
    BARE + '[[standard]]\ndruh = "49"\nlevel = "orp"\nmeasure = "balance"\nunit = "luzka"\n'
    "required_per_1000 = 20\n"
)


def beds(
    key: str,
    count: float | None,
    at: str = "A",
    *,
    secret: bool = False,
    minutes: Mapping[str, float] | None = None,
) -> Service:
    """Give a home with so many beds."""
    capacity = {("pob", "luzka"): count}
    return Service(key, "49", ("pob",), at, capacity=capacity, secret=secret, minutes=minutes or {})


def need(amount: float | None, **more: str) -> dict[str, Any]:
    """Give a need for beds, of ORP Jih unless said otherwise."""
    row = {"level": "orp", "kod": JIH, "druh": "49", "forma": "pob", "cs": "any", "unit": "luzka"}
    return {**row, "period": "2025", "status": "schvaleno", "amount": amount, **more}


def listed(key: str, committed: float | None, **more: object) -> dict[str, Any]:
    """Give a row of the network."""
    row: dict[str, Any] = {
        "network_id": "n",
        "period": "2025",
        "service_id": f"sluzby:{key}",
        "forma": "pob",
    }
    row |= {"unit": "luzka", "funded": True, "counts": True, "reservation": False}
    return {**row, "committed": committed, **more}


def cell(
    tables: Mapping[str, pd.DataFrame], place: str, market: str = "49 pob any luzka"
) -> dict[str, Any]:
    """Give a row of the capacity of an obec (a letter), an ORP or the kraj."""
    level = "obec" if place in CODES else "kraj" if place == KRAJ else "orp"
    rows = tables[f"capacity_{level}"]
    words = dict(zip(MARKET, market.split(), strict=True))
    mine = rows[rows["kod"] == CODES.get(place, place)]
    for column, word in words.items():
        mine = mine[mine[column] == word]
    assert len(mine) == 1
    return {str(name): value for name, value in mine.iloc[0].items()}


def row_of_concept(
    tables: Mapping[str, pd.DataFrame], kod: str, unit: str = "luzka"
) -> dict[str, Any]:
    rows = tables["network_concept"]
    (row,) = rows[(rows["kod"] == kod) & (rows["unit"] == unit)].to_dict("records")
    return {str(name): value for name, value in row.items()}


# ------------------------------------------------------------------------------- located
def test_capacity_is_located_where_the_service_stands() -> None:
    tables = with_capacity([beds("1", 4, at="A"), beds("2", 6, at="B"), beds("3", 5, at="C")])
    found = {place: cell(tables, place)["located"] for place in ("A", "B", "C", "D")}
    assert found == {"A": 4, "B": 6, "C": 5, "D": 0}
    assert [cell(tables, kod)["located"] for kod in (JIH, SEVER, KRAJ)] == [10, 5, 15]


def test_a_capacity_is_undivided_in_each_area_and_counts_once_in_a_larger_one() -> None:
    tables = with_capacity([beds("1", 8, at="ABC")])
    places = ("A", "B", "C", JIH, SEVER, KRAJ)
    assert {cell(tables, place)["located"] for place in places} == {8}


def test_units_and_forms_are_never_mixed() -> None:
    service = Service(
        "1",
        "44",
        ("amb", "pob"),
        capacity={("pob", "luzka"): 3, ("pob", "klient"): 7, ("amb", "klient"): 11},
    )
    tables = with_capacity([service])
    amounts = {
        market: cell(tables, JIH, market)["located"]
        for market in ("44 pob any luzka", "44 pob any klient", "44 amb any klient")
    }
    assert list(amounts.values()) == [3, 7, 11]
    kinds = set(tables["capacity_orp"][MARKET].itertuples(index=False, name=None))
    assert kinds == {tuple(market.split()) for market in amounts}


def test_nought_is_told_from_what_is_not_known() -> None:
    tables = with_capacity([beds("1", None, at="A"), beds("2", 0, at="C")])
    unknown, none, nought = cell(tables, "A"), cell(tables, "B"), cell(tables, "C")
    assert pd.isna(unknown["located"])
    assert (unknown["services"], unknown["services_unknown"]) == (1, 1)
    assert (none["located"], none["services"]) == (0, 0)
    assert (nought["located"], nought["services"], nought["services_unknown"]) == (0, 1, 0)
    incomplete = with_capacity([beds("2", 0, at="C")], complete="40")
    assert pd.isna(cell(incomplete, "B")["located"])
    assert cell(incomplete, "C")["located"] == 0


def test_a_known_part_of_the_capacity_is_told_with_what_is_not_known() -> None:
    row = cell(with_capacity([beds("1", 4), beds("2", None)]), JIH)
    assert (row["located"], row["services"], row["services_unknown"]) == (4, 2, 1)


# ------------------------------------------------------------------------------- accessible
def test_ambulant_capacity_is_accessible_within_the_limit() -> None:
    service = Service("1", at="A", minutes={"A": 0, "B": 29}, capacity={("amb", "misto"): 9})
    far = Service("2", at="C", minutes={"A": 31, "C": 0}, capacity={("amb", "misto"): 5})
    tables = with_capacity([service, far])
    market = "46 amb any misto"
    found = {place: cell(tables, place, market)["accessible"] for place in ("A", "B", "C")}
    assert found == {"A": 9, "B": 9, "C": 5}
    assert [cell(tables, kod, market)["accessible"] for kod in (JIH, SEVER, KRAJ)] == [9, 5, 14]
    assert pd.isna(cell(tables, "D", market)["accessible"])  # nobody lives there


def test_outreach_is_accessible_where_it_declares_that_it_works() -> None:
    service = Service(
        "1",
        "39",
        ("ter",),
        at="A",
        minutes={"A": 0, "C": 1},
        capacity={("ter", "fte"): 2.5},
        declared=(("ter", "obec", "B", "declared"),),
    )
    tables = with_capacity([service])
    market = "39 ter any fte"
    assert cell(tables, "B", market)["accessible"] == 2.5
    assert pd.isna(cell(tables, "C", market)["accessible"])  # nobody knows whether it comes
    assert (cell(tables, "A", market)["located"], cell(tables, "B", market)["located"]) == (2.5, 0)
    # what works in B serves B: 2.5 to 50 people
    assert cell(tables, "B", market)["per_1000"] == 50
    assert cell(tables, "A", market)["per_1000"] == 0


def test_beds_are_accessible_in_the_orp_or_the_kraj() -> None:
    levels = {"49": "orp", "50": "obec", "51": "kraj"}
    standard = BARE + "".join(
        f'[[standard]]\ndruh = "{druh}"\nlevel = "{level}"\nlimit_minutes = 1\n'
        for druh, level in levels.items()
    )
    homes = [replace(beds(druh, 7, at="A", minutes={"A": 0}), druh=druh) for druh in levels]
    tables = with_capacity(homes, standard)
    for druh, elsewhere in (("49", 0), ("50", 0), ("51", 7)):
        market = f"{druh} pob any luzka"
        found = [cell(tables, place, market)["accessible"] for place in ("B", "C", SEVER)]
        assert found == [7, elsewhere, elsewhere]


# ------------------------------------------------------------------------------- per 1,000
def test_a_figure_per_1000_people_is_that_of_the_target_group() -> None:
    target = BARE + '[[standard]]\ndruh = "49"\ntarget = { ages = [80, 120] }\n'
    tables = with_capacity([beds("1", 5, at="A")], target)
    assert cell(tables, JIH)["per_1000"] == 250  # 5 beds to 20 people
    assert cell(tables, SEVER)["per_1000"] == 0
    assert pd.isna(cell(tables, "B")["per_1000"])  # nobody of 80 and more


def test_a_figure_per_1000_people_is_given_where_the_unit_allows_it() -> None:
    told = {("amb", "klient"), ("amb", "misto"), ("ter", "fte")}
    silent = {("ter", "klient"), ("amb", "kontakt"), ("amb", "interv")}
    service = Service("1", "37", ("amb", "ter"), capacity=dict.fromkeys(told | silent, 3.0))
    tables = with_capacity([service])
    for form, unit in told | silent:
        row = cell(tables, JIH, f"37 {form} any {unit}")
        assert pd.notna(row["per_1000"]) == ((form, unit) in told)
        assert row["located"] == 3


# ------------------------------------------------------------------------------- deficit
def test_without_need_and_requirement_there_is_nothing_to_judge() -> None:
    row = cell(with_capacity([beds("1", 4)]), JIH)
    assert row["capacity_status"] == "not_applicable"
    assert pd.isna(row["deficit"])


#: Of ORP Jih the standard asks 20 × 150 ÷ 1,000 = 3 beds. Kind: beds, need, deficit and status.
CASES: dict[str, tuple[float | None, float | None, float | None, str]] = {
    "47": (4, None, 0, "met"),
    "48": (3, None, 0, "met"),
    "49": (1, None, 2, "short"),
    "50": (0, None, 3, "short"),
    "51": (4, 10, 6, "short"),
    "52": (4, 1, 0, "met"),
    "57": (2, 1, 1, "short"),  # the need is less than the standard asks
    "58": (None, None, None, "no_data"),
    "68": (None, 0, None, "no_data"),
}


def test_the_deficit_is_what_lacks_to_the_need_and_to_the_standard() -> None:
    standards = BARE + "".join(
        f'[[standard]]\ndruh = "{druh}"\nlevel = "orp"\nmeasure = "balance"\nunit = "luzka"\n'
        "required_per_1000 = 20\n"
        for druh in CASES
    )
    homes = [replace(beds(druh, count), druh=druh) for druh, (count, *_) in CASES.items()]
    needs = [need(a, druh=druh) for druh, (_, a, *_) in CASES.items() if a is not None]
    tables = with_capacity(homes, standards, need=needs)
    for druh, (_, _, deficit, status) in CASES.items():
        row = cell(tables, JIH, f"{druh} pob any luzka")
        assert (row["capacity_status"], row["required_per_1000"]) == (status, 20)
        assert pd.isna(row["deficit"]) if deficit is None else row["deficit"] == deficit


def test_what_is_known_in_part_decides_only_where_it_suffices() -> None:
    short = with_capacity([beds("1", 2), beds("2", None)], BEDS)
    assert cell(short, JIH)["capacity_status"] == "no_data"
    enough = with_capacity([beds("1", 3), beds("2", None)], BEDS)
    assert cell(enough, JIH)["capacity_status"] == "met"


def test_a_place_that_nobody_knows_may_be_anywhere() -> None:
    tables = with_capacity([beds("1", 1, at="A"), beds("2", 9, at="?")], BEDS)
    assert cell(tables, JIH)["capacity_status"] == "no_data"
    assert cell(tables, JIH)["located"] == 1
    assert pd.isna(cell(tables, SEVER)["located"])


def test_a_unit_in_which_only_the_need_is_stated_is_no_data() -> None:
    row = cell(with_capacity([beds("1", 9)], need=[need(4, unit="misto")]), JIH, "49 pob any misto")
    assert row["capacity_status"] == "no_data"
    assert pd.isna(row["located"])
    assert row["need"] == 4


def test_a_need_of_any_form_is_no_deficit_where_services_of_some_form_work() -> None:
    asked = [need(4, druh="44", forma="any", unit="klient", kod=kod) for kod in (JIH, SEVER)]
    day = Service("1", "44", ("amb", "pob"), at="A", capacity={("amb", "klient"): 9})
    tables = with_capacity([day], need=asked)
    row = cell(tables, JIH, "44 any any klient")
    assert (row["services"], row["services_unknown"], row["capacity_status"]) == (1, 1, "no_data")
    assert pd.isna(row["located"])
    nobody = cell(tables, SEVER, "44 any any klient")
    assert (nobody["services"], nobody["located"], nobody["capacity_status"]) == (0, 0, "short")
    in_concept = tables["network_concept"].query("forma == 'any'").set_index("kod")
    registered = in_concept["registered"].to_dict()
    assert registered[SEVER] == 0
    assert pd.isna(registered[JIH])


def test_a_service_of_unknown_form_or_group_may_meet_a_need() -> None:
    unknown = Service("1", "46", ("unknown",), at="A", cs=("seniori",))
    asked = [need(4, druh="46", forma="amb", cs=cs, unit="klient") for cs in ("any", "deti")]
    tables = with_capacity([unknown], need=asked)
    assert cell(tables, JIH, "46 amb any klient")["capacity_status"] == "no_data"
    assert cell(tables, JIH, "46 amb deti klient")["capacity_status"] == "short"
    untargeted = with_capacity([replace(unknown, cs=())], need=asked)
    assert cell(untargeted, JIH, "46 amb deti klient")["capacity_status"] == "no_data"
    assert cell(untargeted, JIH, "46 amb any klient")["services_unknown"] == 1


def test_a_network_of_one_form_is_not_added_to_any_form() -> None:
    service = Service("1", "44", ("amb", "pob"), capacity={("amb", "klient"): 9})
    rows = [listed("1", 5, forma="amb", unit="klient")]
    asked = [need(4, druh="44", forma="any", unit="klient")]
    tables = with_capacity([service], need=asked, network=rows)
    both = tables["network_concept"].query("kod == @JIH").set_index("forma")["network"]
    assert both["amb"] == 5
    assert pd.isna(both["any"])


# ------------------------------------------------------------------------------- need, network
def test_the_need_of_the_kraj_is_its_own_or_the_sum_of_its_orp() -> None:
    both = [need(4), need(5, kod=SEVER)]
    tables = with_capacity([beds("1", 1)], need=both)
    assert [cell(tables, kod)["need"] for kod in (JIH, SEVER, KRAJ)] == [4, 5, 9]
    own = with_capacity([beds("1", 1)], need=[*both, need(20, level="kraj", kod=KRAJ)])
    assert cell(own, KRAJ)["need"] == 20
    unknown = with_capacity([beds("1", 1)], need=[need(4), need(None, kod=SEVER)])
    assert pd.isna(cell(unknown, KRAJ)["need"])
    of_obce = [need(4, level="obec", kod=CODES[letter]) for letter in "AB"]
    tables = with_capacity([beds("1", 1)], need=[*of_obce, need(1, kod=SEVER)])
    assert [cell(tables, kod)["need"] for kod in ("A", JIH, KRAJ)] == [4, 8, 9]


def test_one_proposed_part_makes_a_sum_a_proposal() -> None:
    tables = with_capacity([beds("1", 1)], need=[need(4), need(5, kod=SEVER, status="navrh")])
    assert [cell(tables, kod)["need_status"] for kod in (JIH, SEVER, KRAJ)] == [
        "schvaleno",
        "navrh",
        "navrh",
    ]


def test_a_need_for_any_form_is_for_the_only_form_that_the_law_allows() -> None:
    tables = with_capacity([beds("1", 1)], need=[need(4, forma="any")])
    assert cell(tables, JIH)["need"] == 4


@pytest.mark.parametrize(
    ("periods", "chosen"),
    [
        (["2024", "2025", "2026"], "2026"),
        (["2024", "2025"], "2025"),
        (["2027", "2028"], "2027"),
        (["2024-2026", "2025"], "2024-2026"),
        (["2024-2026", "2026-2028"], "2026-2028"),
        (["2019–2021", "2026 (návrh)"], "2026 (návrh)"),
        (["bez roku"], "bez roku"),
        ([], None),
    ],
)
def test_the_period_is_that_of_the_day(periods: list[str], chosen: str | None) -> None:
    assert period_on(periods, date(2026, 9, 27)) == chosen


def test_the_network_counts_what_counts() -> None:
    rows = [
        listed("1", 4),
        listed("2", 3, counts=False),
        listed("3", 9, period="2020"),
        listed("4", 8, do="2020-12-31"),
    ]
    services = [beds(key, 10) for key in "1234"]
    tables = with_capacity(services, need=[need(30)], network=rows)
    row = row_of_concept(tables, JIH)
    assert (row["need"], row["network"], row["conditional"], row["registered"]) == (30, 4, 3, 40)
    assert row["gap"] == 26
    assert cell(tables, JIH)["network_committed"] == 4
    assert row_of_concept(tables, SEVER)["network"] == 0


def test_the_gap_is_negative_where_the_network_has_more() -> None:
    tables = with_capacity([beds("1", 10)], need=[need(3)], network=[listed("1", 5)])
    assert row_of_concept(tables, JIH)["gap"] == -2


def test_without_a_network_list_nothing_is_said_of_it() -> None:
    row = row_of_concept(with_capacity([beds("1", 10)], need=[need(3)]), JIH)
    assert pd.isna(row["network"])
    assert pd.isna(row["gap"])
    assert row["registered"] == 10


def test_a_network_in_another_unit_is_not_nought() -> None:
    rows = [listed("1", 5, unit="fte")]
    tables = with_capacity([beds("1", 10)], need=[need(3)], network=rows)
    assert pd.isna(row_of_concept(tables, JIH)["network"])
    assert row_of_concept(tables, SEVER)["network"] == 0
    assert row_of_concept(tables, JIH, "fte")["network"] == 5


def test_an_outreach_service_is_in_the_network_where_it_works() -> None:
    service = Service(
        "1",
        "39",
        ("ter",),
        at="A",
        capacity={("ter", "fte"): 2},
        declared=(("ter", "obec", "B", "declared"), ("ter", "obec", "C", "declared")),
    )
    rows = [listed("1", 1.5, forma="ter", unit="fte")]
    tables = with_capacity([service], network=rows)
    for kod in (JIH, SEVER, KRAJ):
        row = row_of_concept(tables, kod, "fte")
        assert (row["network"], row["registered"]) == (1.5, 2)
        assert row["elsewhere"] == (kod != KRAJ)
    assert cell(tables, "A", "39 ter any fte")["network_committed"] == 0


# ------------------------------------------------------------------------------- secret places
def test_a_secret_capacity_is_told_by_kraj_alone() -> None:
    services = [beds("1", 9, at="A", secret=True), beds("2", 1, at="C")]
    tables = with_capacity(services, BEDS, network=[listed("1", 7)])
    moved = with_capacity(
        [replace(services[0], at="B"), services[1]], BEDS, network=[listed("1", 7)]
    )
    for name in ("capacity_obec", "capacity_orp", "capacity_kraj", "network_concept"):
        pd.testing.assert_frame_equal(tables[name], moved[name])
    assert (cell(tables, KRAJ)["located"], cell(tables, KRAJ)["network_committed"]) == (10, 7)
    # Every ORP may be the one: nowhere is it said that beds lack.
    assert {cell(tables, kod)["capacity_status"] for kod in (JIH, SEVER)} <= {"no_data", "met"}
    assert pd.isna(cell(tables, JIH)["located"])


# ------------------------------------------------------------------------------- invariants
counts = st.none() | st.integers(0, 9).map(float)
homes = st.lists(
    st.builds(
        beds,
        key=st.just("1"),
        count=counts,
        at=st.sampled_from(["A", "B", "C", "AC", "E", "?"]),
        secret=st.booleans(),
    ),
    max_size=4,
).map(lambda found: [replace(home, key=str(number)) for number, home in enumerate(found)])
#: Each example computes everything: a few tell as much as a hundred.
few = settings(max_examples=3)


@few
@given(homes, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(found: list[Service], random: Random) -> None:
    needs = [need(4), need(5, kod=SEVER), need(1, unit="misto")]
    rows = [listed(home.key, 2) for home in found]
    one = with_capacity(found, BEDS, need=needs, network=rows)
    for items in (found, needs, rows):
        random.shuffle(items)
    other = with_capacity(found, BEDS, need=needs, network=rows)
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name])


@few
@given(homes)
def test_an_area_never_has_more_than_the_kraj(found: list[Service]) -> None:
    tables = with_capacity(found, BEDS)
    whole = cell(tables, KRAJ)
    parts = tables["capacity_orp"]
    assert (parts["located"].fillna(0) <= (whole["located"] or 0)).all() or pd.isna(
        whole["located"]
    )
    assert (parts["services"] <= whole["services"]).all()
    known = parts["capacity_status"].isin(["met", "short"])
    assert parts["deficit"].notna().equals(known)
