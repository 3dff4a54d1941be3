"""What measures refuse: all of it at once, each with its place."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from gis_sluzby import access
from gis_sluzby.errors import InputError
from tests.access.frames import SMALL, Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.errors import Problem


def problems_of(frames: Frames, by: str | Sequence[str] = ()) -> tuple[Problem, ...]:
    """Give the problems for which frames are refused."""
    with pytest.raises(InputError) as caught:
        access.two_step(*frames, limit_minutes=30, by=by)
    return caught.value.problems


def texts_of(frames: Frames, by: str | Sequence[str] = ()) -> list[str]:
    """Give them as the user reads them."""
    return [str(problem) for problem in problems_of(frames, by)]


def test_all_missing_columns_are_named_at_once() -> None:
    bare = Frames(
        SMALL.travel.drop(columns="minutes"),
        SMALL.supply.drop(columns=["unit", "amount"]),
        SMALL.demand.drop(columns="demand_id"),
    )
    assert texts_of(bare, by="druh") == [
        "tabulka travel, sloupec „minutes“: sloupec chybí.",
        "tabulka supply, sloupec „druh“: sloupec chybí.",
        "tabulka supply, sloupec „unit“: sloupec chybí.",
        "tabulka supply, sloupec „amount“: sloupec chybí.",
        "tabulka demand, sloupec „demand_id“: sloupec chybí.",
    ]


def test_all_that_is_wrong_in_the_rows_is_named_at_once() -> None:
    wrong = Frames(
        pd.DataFrame(
            {
                "supply_id": ["a", "a", "q", None, "b"],
                "demand_id": ["x", "x", "y", "z", "q"],
                "minutes": [5.0, 6.0, -1.0, math.nan, math.inf],
            }
        ),
        pd.DataFrame(
            {
                "supply_id": ["a", "b", "b"],
                "unit": ["klient", None, "luzka"],
                "amount": [-2.5, 1, 2],
            }
        ),
        pd.DataFrame({"demand_id": ["x", "y", "x", None], "people": [1.0, math.nan, -3, 4]}),
    )
    found = [(p.file, p.row, p.column, p.what) for p in problems_of(wrong)]
    assert found == [
        ("tabulka supply", "2. řádek tabulky", "unit", "hodnota chybí"),
        ("tabulka supply", "3. řádek tabulky", "supply_id", "„b“ se opakuje"),
        ("tabulka supply", "1. řádek tabulky", "amount", "hodnota -2,5 je záporná"),
        ("tabulka supply", None, "unit", "trh by sčítal různé jednotky: klient, luzka"),
        ("tabulka demand", "4. řádek tabulky", "demand_id", "hodnota chybí"),
        ("tabulka demand", "3. řádek tabulky", "demand_id", "„x“ se opakuje"),
        ("tabulka demand", "2. řádek tabulky", "people", "hodnota chybí"),
        ("tabulka demand", "3. řádek tabulky", "people", "hodnota -3 je záporná"),
        ("tabulka travel", "4. řádek tabulky", "supply_id", "hodnota chybí"),
        ("tabulka travel", "3. řádek tabulky", "supply_id", "„q“ v tabulce supply není"),
        ("tabulka travel", "4. řádek tabulky", "demand_id", "„z“ v tabulce demand není"),
        ("tabulka travel", "5. řádek tabulky", "demand_id", "„q“ v tabulce demand není"),
        ("tabulka travel", "2. řádek tabulky", None, "dvojice supply_id a demand_id se opakuje"),
        ("tabulka travel", "3. řádek tabulky", "minutes", "hodnota -1 je záporná"),
        ("tabulka travel", "4. řádek tabulky", "minutes", "hodnota chybí"),
        ("tabulka travel", "5. řádek tabulky", "minutes", "hodnota není konečné číslo"),
    ]


def test_a_refusal_says_what_to_do() -> None:
    travel = SMALL.travel.assign(minutes=[5.0, math.nan, 10.0, 40.0])
    (text,) = texts_of(SMALL._replace(travel=travel))
    assert text == (
        "tabulka travel, 2. řádek tabulky, sloupec „minutes“: hodnota chybí."
        " Dvojici, mezi kterou se nedá dojet, z tabulky vynechte."
    )


def test_a_pair_that_repeats_is_found_wherever_it_stands() -> None:
    twice = pd.concat([SMALL.travel, SMALL.travel.iloc[[1]].assign(minutes=25.0)])
    (problem,) = problems_of(SMALL._replace(travel=twice))
    assert problem.row == "5. řádek tabulky"


def test_an_unknown_id_is_not_taken_for_another_pair() -> None:
    # numbered carelessly, point 1 with an unknown area would be the last area of point 0
    travel = pd.DataFrame({"supply_id": ["b", "a"], "demand_id": ["q", "z"], "minutes": [1.0, 2.0]})
    (problem,) = problems_of(SMALL._replace(travel=travel))
    assert (problem.row, problem.column) == ("1. řádek tabulky", "demand_id")


def test_units_are_never_mixed_within_a_market() -> None:
    mixed = SMALL.supply.assign(unit=["luzka", "klient"], druh=["40", "40"])
    frames = SMALL._replace(supply=mixed)
    (problem,) = problems_of(frames)
    assert problem.what == "trh by sčítal různé jednotky: klient, luzka"
    (problem,) = problems_of(frames, "druh")
    assert problem.what == "trh (40) by sčítal různé jednotky: klient, luzka"
    for result in (
        access.two_step(*frames, limit_minutes=30, by="unit"),
        access.two_step(*frames, limit_minutes=30, by=["druh", "unit"]),
    ):
        assert result["unit"].unique().tolist() == ["klient", "luzka"]


def test_markets_of_one_unit_each_need_not_be_parted_by_it() -> None:
    parted = SMALL.supply.assign(unit=["luzka", "klient"], druh=["40", "62"])
    result = access.two_step(*SMALL._replace(supply=parted), limit_minutes=30, by="druh")
    assert result[["druh", "unit"]].drop_duplicates().to_numpy().tolist() == [
        ["40", "luzka"],
        ["62", "klient"],
    ]


@pytest.mark.parametrize("name", ["demand_id", "supply_id", "ratio"])
def test_a_key_must_not_be_called_as_a_result_is(name: str) -> None:
    supply = SMALL.supply.assign(demand_id="x", ratio="x")
    assert any(
        "trhy dělit nedají" in p.what for p in problems_of(SMALL._replace(supply=supply), name)
    )


def test_a_key_must_be_full() -> None:
    supply = SMALL.supply.assign(druh=["40", math.nan])
    (problem,) = problems_of(SMALL._replace(supply=supply), "druh")
    assert (problem.row, problem.column) == ("2. řádek tabulky", "druh")


def test_codes_read_as_numbers_are_refused_once_not_by_rows() -> None:
    numbered = SMALL.demand.assign(demand_id=[1, 2, 3, 4])
    (problem,) = problems_of(SMALL._replace(demand=numbered))
    assert problem.what == "označení nejsou text"
    assert problem.column == "demand_id"
    mixed = SMALL.travel.assign(supply_id=pd.Series(["a", "a", 2, "b"], dtype=object))
    assert "označení nejsou text" in {p.what for p in problems_of(SMALL._replace(travel=mixed))}


@pytest.mark.parametrize("values", [["5", "6"], [True, False], [date(2025, 1, 1)] * 2])
def test_numbers_must_be_numbers(values: list[str] | list[bool] | list[date]) -> None:
    supply = SMALL.supply.assign(amount=values)
    (problem,) = problems_of(SMALL._replace(supply=supply))
    assert problem.what == "sloupec neobsahuje čísla"


def test_a_null_of_an_integer_column_is_found() -> None:
    demand = SMALL.demand.assign(people=pd.array([1, None, 3, 4], dtype="Int64"))
    (problem,) = problems_of(SMALL._replace(demand=demand))
    assert (problem.what, problem.row) == ("hodnota chybí", "2. řádek tabulky")


def test_the_words_survive_an_old_windows_console() -> None:
    wrong = SMALL._replace(travel=SMALL.travel.assign(minutes=-np.arange(1.0, 5), supply_id="q"))
    assert "\n".join(texts_of(wrong)).encode("cp1250")


def test_every_measure_refuses_alike() -> None:
    wrong = SMALL._replace(demand=SMALL.demand.assign(people=math.nan))
    zones = access.decay.binary(30)
    with pytest.raises(InputError, match="people"):
        access.nearest(*wrong)
    for limited in (access.cumulative, access.two_step):
        with pytest.raises(InputError, match="people"):
            limited(*wrong, limit_minutes=30)
    for weighed in (
        access.gravity,
        access.enhanced,
        access.modified,
        access.three_step,
        access.balanced,
    ):
        with pytest.raises(InputError, match="people"):
            weighed(*wrong, decay=zones)
