"""What holds for reach of every kind: by minutes, areas, circles and the whole kraj."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.demand import demand_units
from gis_sluzby.reach.claims import reach_table
from gis_sluzby.tables import conform, tables
from tests.coverage.made import CODES, Service, centre_of

if TYPE_CHECKING:
    from random import Random

DAY = date(2025, 6, 30)
AREAS = st.sampled_from(
    [
        *((level, kod, "declared") for level, kod in (("obec", "A"), ("obec", "C"))),
        *(("orp", kod, "declared") for kod in ("9901", "9902", "7777")),
        *(("radius", km, "declared") for km in ("0.8", "1.6", "3")),
        *(("custom", "obvod", "declared"), ("pou", "99011", "declared")),
        *(("kraj", "CZ099", "declared"), ("kraj", "CZ099", "kraj_wide")),
    ]
)
Row = tuple[str, str, str, str]


@st.composite
def services(draw: st.DrawFn) -> list[Service]:
    """Draw services that reach by minutes, by declaration or by both."""
    made = []
    for key in "123"[: draw(st.integers(1, 3))]:
        forms = tuple(sorted(draw(st.sets(st.sampled_from(["amb", "ter"]), min_size=1))))
        areas = draw(st.sets(st.tuples(st.sampled_from(forms), AREAS), max_size=4))
        minutes = draw(st.dictionaries(st.sampled_from("ABCD"), st.floats(0, 120), max_size=4))
        made.append(
            Service(
                key,
                "44",
                forms,
                minutes=minutes,
                secret=draw(st.booleans()),
                declared=tuple((forma, *area) for forma, area in sorted(areas)),
            )
        )
    return made


def reached(made: list[Service], slower: float = 1.0, horizon: float = 90.0) -> pd.DataFrame:
    """Give the table `reach`; an area of the plan's own is A and C, a POÚ is B.

    Minutes are `slower` times.
    """
    centre = centre_of(made)
    own = [("custom", "obvod", CODES[letter]) for letter in "AC"]
    own += [("pou", "99011", CODES["B"])]
    more = pd.DataFrame(own, columns=["level", "kod", "kod_obec"])
    centre["area_obce"] = conform(pd.concat([centre["area_obce"], more]), "area_obce")
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    rows = [
        (f"{s.service_id}@{s.at[0]}", CODES[letter], "car", took * slower)
        for s in made
        if not s.secret
        for letter, took in s.minutes.items()
        if took * slower <= horizon
    ]
    frame = pd.DataFrame(rows, columns=["site_id", "demand_id", "mode", "minutes"])
    travel = conform(frame.astype({"minutes": float}), "travel")
    return reach_table(centre, demand, travel, DAY)


def claims(table: pd.DataFrame) -> set[Row]:
    columns = table[["service_id", "forma", "demand_id", "claim"]]
    return set(columns.itertuples(index=False, name=None))


@settings(max_examples=12)
@given(services())
def test_all_kinds_have_one_shape(made: list[Service]) -> None:
    table = reached(made)
    assert list(table.columns) == [column.name for column in tables()["reach"].columns]
    modelled = table["claim"] == "modelled"
    assert (table["minutes"].notna() == modelled).all()
    assert (table["site_id"].notna() == modelled).all()
    hidden = {s.service_id for s in made if s.secret}
    assert not hidden & set(table.loc[modelled, "service_id"])


@settings(max_examples=12)
@given(services(), st.randoms(use_true_random=False))
def test_the_order_of_services_makes_no_difference(made: list[Service], random: Random) -> None:
    pd.testing.assert_frame_equal(reached(made), reached(random.sample(made, len(made))))


@settings(max_examples=12)
@given(services(), st.floats(1.0, 3.0), st.floats(0, 120), st.floats(0, 60))
def test_a_higher_speed_and_a_longer_horizon_only_add(
    made: list[Service], slower: float, horizon: float, longer: float
) -> None:
    before = claims(reached(made, slower, horizon))
    assert before <= claims(reached(made, 1.0, horizon))
    assert before <= claims(reached(made, slower, horizon + longer))


@settings(max_examples=12)
@given(services(), st.sampled_from(["0.8", "1.6", "3"]))
def test_a_wider_circle_only_adds(made: list[Service], km: str) -> None:
    def with_circle(width: str) -> set[Row]:
        return claims(
            reached(
                [
                    Service(
                        s.key,
                        s.druh,
                        s.forms,
                        secret=s.secret,
                        declared=((s.forms[0], "radius", width, "declared"),),
                    )
                    for s in made
                ]
            )
        )

    assert with_circle(km) <= with_circle("30")


@settings(max_examples=12)
@given(services(), AREAS)
def test_one_more_declaration_only_adds(made: list[Service], area: tuple[str, str, str]) -> None:
    one = made[0]
    more = Service(
        one.key,
        one.druh,
        one.forms,
        minutes=one.minutes,
        secret=one.secret,
        declared=tuple(sorted({*one.declared, (one.forms[0], *area)})),
    )
    assert claims(reached(made)) <= claims(reached([more, *made[1:]]))
