"""Which service reaches whom, and on what the claim rests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from gis_sluzby.demand import demand_units
from gis_sluzby.errors import InputError
from gis_sluzby.reach.claims import reach_table, supply_groups
from gis_sluzby.reach.compute import joined_places
from gis_sluzby.tables import conform, empty
from tests.coverage.made import BARE, CODES, Service, centre_of, plan_with
from tests.reach.made import roads

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = date(2025, 6, 30)
A, B, C = CODES["A"], CODES["B"], CODES["C"]
Row = tuple[str, str, str, str]


def travel(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["site_id", "demand_id", "minutes"])
    return conform(frame.assign(mode="car"), "travel") if rows else empty("travel")


def demand(centre: dict[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    return demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))


def reach(
    services: Iterable[Service], minutes: pd.DataFrame, od: str | None = None, do: str | None = None
) -> pd.DataFrame:
    """Give the table `reach`; the declared areas hold from `od` to `do`."""
    centre = centre_of(services)
    centre["declared"] = centre["declared"].assign(od=od, do=do).astype({"od": str, "do": str})
    centre["declared"] = conform(centre["declared"].replace("None", None), "declared")
    return reach_table(centre, demand(centre), minutes, DAY)


def claims(table: pd.DataFrame) -> list[Row]:
    rows = table[["service_id", "forma", "demand_id", "claim"]].itertuples(index=False, name=None)
    return list(rows)


def test_a_modelled_row_is_the_nearest_of_the_sites_for_every_form() -> None:
    service = Service("1", forms=("amb", "pob"), at="AC")
    minutes = travel(("sluzby:1@A", B, 9.0), ("sluzby:1@C", B, 7.0), ("sluzby:1@A", A, 1.0))
    table = reach([service], minutes)
    assert claims(table) == [
        ("sluzby:1", "amb", A, "modelled"),
        ("sluzby:1", "amb", B, "modelled"),
        ("sluzby:1", "pob", A, "modelled"),
        ("sluzby:1", "pob", B, "modelled"),
    ]
    assert table["minutes"].tolist() == [1.0, 7.0, 1.0, 7.0]
    assert table["site_id"].tolist() == ["sluzby:1@A", "sluzby:1@C"] * 2


def test_of_equally_near_sites_the_lowest_id_is_named() -> None:
    minutes = travel(("sluzby:1@C", B, 7.0), ("sluzby:1@A", B, 7.0))
    table = reach([Service("1", at="CA")], minutes)
    assert table["site_id"].tolist() == ["sluzby:1@A"]


def test_a_declared_area_is_spread_over_its_obce_without_minutes() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "orp", "9901", "declared"),))
    table = reach([service], travel())
    assert claims(table) == [
        ("sluzby:1", "ter", A, "declared"),
        ("sluzby:1", "ter", B, "declared"),
    ]
    assert table["minutes"].isna().all()
    assert table["site_id"].isna().all()


def test_areas_that_overlap_make_one_claim() -> None:
    areas = (("ter", "orp", "9901", "declared"), ("ter", "obec", "A", "declared"))
    table = reach([Service("1", "39", ("ter",), declared=areas)], travel())
    assert claims(table) == [
        ("sluzby:1", "ter", A, "declared"),
        ("sluzby:1", "ter", B, "declared"),
    ]


@pytest.mark.parametrize(
    ("level", "kod", "letters"),
    [
        ("obec", A, "A"),
        ("pou", "99011", "AC"),
        ("orp", "9902", "CD"),
        ("okres", "CZ0991", "BCD"),
        ("kraj", "CZ099", "ABCD"),
        ("custom", "U1", "BD"),
    ],
)
def test_areas_of_every_level_may_be_declared(level: str, kod: str, letters: str) -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", level, kod, "declared"),))
    centre = centre_of([service])
    own = [("pou", "99011", letter) for letter in "AC"] + [("custom", "U1", x) for x in "BD"]
    own += [("okres", "CZ0991", letter) for letter in "BCD"]
    rows = [(of, code, CODES[letter]) for of, code, letter in own]
    more = pd.DataFrame(rows, columns=["level", "kod", "kod_obec"])
    centre["area_obce"] = conform(pd.concat([centre["area_obce"], more]), "area_obce")
    table = reach_table(centre, demand(centre), travel(), DAY)
    assert table["demand_id"].tolist() == [CODES[letter] for letter in letters]
    assert set(table["claim"]) == {"declared"}


def test_a_service_of_the_whole_kraj_claims_all_of_it() -> None:
    service = Service("1", "54", ("ter",), declared=(("ter", "kraj", "CZ099", "kraj_wide"),))
    table = reach([service], travel())
    assert [row[2:] for row in claims(table)] == [(CODES[letter], "kraj_wide") for letter in "ABCD"]


@pytest.mark.parametrize(
    ("od", "do", "holds"),
    [
        (None, None, True),
        ("2025-06-30", None, True),
        ("2025-07-01", None, False),
        (None, "2025-06-30", True),
        (None, "2025-06-29", False),
        ("2020-01-01", "2030-01-01", True),
    ],
)
def test_a_declared_area_holds_on_its_days(od: str | None, do: str | None, *, holds: bool) -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "obec", "A", "declared"),))
    assert bool(claims(reach([service], travel(), od, do))) == holds


def test_an_area_that_the_plan_does_not_have_claims_nothing() -> None:
    service = Service("1", "39", ("ter",), declared=(("ter", "orp", "7777", "declared"),))
    assert claims(reach([service], travel())) == []


def test_supply_by_group() -> None:
    services = [
        Service("1", "44", ("amb", "pob"), at="AB", cs=("seniori",)),
        Service("2", "44", ("ter",), at="C"),
        Service("3", "46"),
    ]
    groups = pd.DataFrame(
        [
            ("44", "any", "any"),
            ("44", "amb", "any"),
            ("44", "any", "seniori"),
            ("44", "unknown", "any"),
        ],
        columns=["druh", "forma", "cs"],
    )
    found = supply_groups(centre_of(services), groups)
    members = {key: sorted(rows["site_id"]) for key, rows in found.groupby(["druh", "forma", "cs"])}
    assert members == {
        ("44", "any", "any"): ["sluzby:1@A", "sluzby:1@B", "sluzby:2@C"],
        ("44", "amb", "any"): ["sluzby:1@A", "sluzby:1@B"],
        ("44", "any", "seniori"): ["sluzby:1@A", "sluzby:1@B"],
    }


@pytest.mark.parametrize(
    ("section", "expected"),
    [("", ["sluzby:1@A"]), ("[reach]\noutside_sites = true\n", ["sluzby:1@A", "sluzby:2@E"])],
)
def test_places_beyond_the_plan_count_only_where_it_says_so(
    section: str, expected: list[str]
) -> None:
    services = [
        Service("1"),
        Service("2", at="E"),
        Service("3", secret=True),
        Service("4", at="?"),
    ]
    centre = centre_of(services)
    ways = roads([("silnice III. třídy", ((0.0, 0.0), (10.0, 0.0)))])
    near = ways.set_geometry(ways.translate(760_000, 1_060_000))
    joined = joined_places(plan_with(BARE + section), centre, near, demand(centre))
    assert joined.site_ids.tolist() == expected
    assert joined.demand_ids.tolist() == [CODES[letter] for letter in "ABCD"]
    assert (joined.demand_nodes >= 0).all()


@pytest.mark.parametrize(
    ("section", "oneway", "why"),
    [
        ('[reach]\njoin_exclude = ["silnice III. třídy"]\n', 0, "na žádný úsek se připojit nedá"),
        ("", 1, "ze žádného úseku nevede cesta tam i zpět"),
        ("[reach]\nbelt_km = 0\n", 0, "žádný úsek neleží v kraji ani v jeho pásu"),
    ],
)
def test_a_network_that_nothing_can_join_is_refused(section: str, oneway: int, why: str) -> None:
    centre = centre_of([Service("1")])
    ways = roads([("silnice III. třídy", ((0.0, 0.0), (10.0, 0.0)))]).assign(oneway=oneway)
    moved = 0 if "belt_km" in section else 1
    near = ways.set_geometry(ways.translate(moved * 760_000, moved * 1_060_000))
    with pytest.raises(InputError, match=f"nic se nemůže připojit k síti: {why}"):
        joined_places(plan_with(BARE + section), centre, near, demand(centre))
