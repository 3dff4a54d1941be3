"""Equity: cases computed by hand, the definitions as double sums, and what must always hold."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gis_sluzby import access
from gis_sluzby.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[..., pd.DataFrame]

#: 1,000 people; the more deprived, the less they have.
TOWNS = pd.DataFrame(
    {
        "ratio": [0.1, 0.2, 0.4],
        "people": [400, 500, 100],
        "deprivation": [12.0, 5.0, 0.0],
    }
)
MEASURES: dict[str, Measure] = {
    "gini": access.gini,
    "theil": access.theil,
    "palma": access.palma,
    "concentration_index": partial(access.concentration_index, deprivation="deprivation"),
    "fgt0": partial(access.fgt, line=0.2),
}
every_measure = pytest.mark.parametrize("name", MEASURES)
#: Those that say the same whatever the unit of access.
RELATIVE = ["gini", "theil", "palma", "concentration_index"]

towns = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 1000), st.integers(-3, 3)), min_size=1, max_size=8
).map(
    lambda rows: pd.DataFrame(rows, columns=["ratio", "people", "deprivation"]).astype(
        {"ratio": float, "deprivation": float}
    )
)


def figure(name: str, areas: pd.DataFrame) -> float:
    """Give one figure of all areas together."""
    return float(MEASURES[name](areas)[name].iloc[0])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # the mean is 0.18; Lorenz (0.4, 2/9), (0.9, 7/9): 1 − 0.4·2/9 − 0.5·1 − 0.1·16/9
        ("gini", 1 - 0.4 * 2 / 9 - 0.5 - 0.1 * 16 / 9),
        (
            "theil",
            0.4 * 5 / 9 * math.log(5 / 9)
            + 0.5 * 10 / 9 * math.log(10 / 9)
            + 0.1 * 20 / 9 * math.log(20 / 9),
        ),
        ("palma", 0.4 / 0.1),
        # ranks 0.2, 0.65 and 0.95
        ("concentration_index", 2 / 0.18 * (0.4 * 0.02 + 0.5 * 0.13 + 0.1 * 0.38) - 1),
        ("fgt0", 0.4),
    ],
)
def test_a_case_computed_by_hand(name: str, expected: float) -> None:
    assert figure(name, TOWNS) == pytest.approx(expected, rel=1e-12)


def test_fgt_computed_by_hand() -> None:
    # below 0.3 are 0.1 (short of two thirds) and 0.2 (of one third); 0.4 is enough
    result = access.fgt(TOWNS, line=0.3)
    assert list(result.columns) == ["people", "fgt0", "fgt1", "fgt2"]
    expected = [1000, 0.9, 0.4 * 2 / 3 + 0.5 / 3, 0.4 * 4 / 9 + 0.5 / 9]
    assert result.iloc[0].tolist() == pytest.approx(expected)
    # the line itself is enough
    assert access.fgt(TOWNS, line=0.1)["fgt0"].tolist() == [0]


def test_palma_takes_its_part_of_an_area_across_the_limit() -> None:
    # lower 40 %: 100 people at 0 and 300 of 900 at 0.4; upper 10 %: 100 of the 900
    areas = pd.DataFrame({"ratio": [0.0, 0.4], "people": [100, 900]})
    assert figure("palma", areas) == pytest.approx(0.4 / (300 * 0.4 / 400))


def test_palma_by_deprivation() -> None:
    # the least deprived have least
    areas = TOWNS.assign(deprivation=[0.0, 5.0, 12.0])
    result = access.palma(areas, deprivation="deprivation")["palma"].iloc[0]
    # most deprived 40 %: 100 at 0.4 and 300 at 0.2; least deprived 10 %: at 0.1
    assert result == pytest.approx(0.1 / ((100 * 0.4 + 300 * 0.2) / 400))
    # all of one rank have the mean of all
    equal = access.palma(TOWNS.assign(deprivation=-1.0), deprivation="deprivation")
    assert equal["palma"].iloc[0] == pytest.approx(1)


def test_palma_is_infinite_where_the_lower_part_has_nothing() -> None:
    assert figure("palma", TOWNS.assign(ratio=[0.0, 0.0, 0.4])) == math.inf
    assert math.isnan(figure("palma", TOWNS.assign(ratio=0.0)))


@pytest.mark.parametrize("name", RELATIVE)
def test_where_nobody_has_any_access_there_is_nothing_to_compare(name: str) -> None:
    assert math.isnan(figure(name, TOWNS.assign(ratio=0.0)))


@every_measure
def test_by_orp(name: str) -> None:
    areas = pd.concat(
        [TOWNS.assign(kod_orp="4102"), TOWNS.assign(kod_orp="4101", people=[5, 5, 5])]
    )
    result = MEASURES[name](areas, by="kod_orp")
    assert result["kod_orp"].tolist() == ["4101", "4102"]
    assert result["people"].tolist() == [15, 1000]
    expected = [figure(name, areas[areas["kod_orp"] == kod]) for kod in ("4101", "4102")]
    assert result[name].tolist() == expected


@every_measure
def test_another_column_may_be_measured_by_several_keys(name: str) -> None:
    areas = TOWNS.rename(columns={"ratio": "amount"}).assign(druh="40", group=["a", "a", "b"])
    result = MEASURES[name](areas, value="amount", by=["druh", "group"])
    assert list(result.columns[:3]) == ["druh", "group", "people"]
    assert result["people"].tolist() == [900, 100]


@every_measure
def test_areas_where_nobody_lives_weigh_nothing_and_may_have_no_value(name: str) -> None:
    empty = pd.DataFrame({"ratio": [math.nan], "people": [0], "deprivation": [math.nan]})
    assert figure(name, pd.concat([TOWNS, empty])) == figure(name, TOWNS)


@every_measure
def test_a_group_without_people_has_null_figures(name: str) -> None:
    areas = TOWNS.assign(people=[0, 0, 100], kod_orp=["a", "a", "b"])
    result = MEASURES[name](areas, by="kod_orp")
    assert result["people"].tolist() == [0, 100]
    assert result[name].isna().tolist() == [True, False]
    assert MEASURES[name](areas.head(0))[name].isna().tolist() == [True]
    assert MEASURES[name](areas.head(0), by="kod_orp").columns[0] == "kod_orp"


@every_measure
@given(areas=towns, seed=st.integers(0, 1000))
def test_the_order_of_areas_does_not_matter_to_the_last_bit(
    name: str, areas: pd.DataFrame, seed: int
) -> None:
    mixed = figure(name, areas.sample(frac=1, random_state=seed))
    np.testing.assert_array_equal(mixed, figure(name, areas))


@every_measure
@given(areas=towns)
def test_people_count_not_areas(name: str, areas: pd.DataFrame) -> None:
    halves = pd.concat([areas.assign(people=areas["people"] / 2)] * 2)
    same(figure(name, halves), figure(name, areas))


@pytest.mark.parametrize("name", RELATIVE)
@given(areas=towns, factor=st.floats(0.01, 100))
def test_the_unit_of_access_does_not_matter(name: str, areas: pd.DataFrame, factor: float) -> None:
    same(figure(name, areas.assign(ratio=areas["ratio"] * factor)), figure(name, areas))


@given(towns)
def test_gini_is_the_mean_difference(areas: pd.DataFrame) -> None:
    assume(areas["ratio"].any())
    values, shares = areas["ratio"].to_numpy(), (areas["people"] / areas["people"].sum()).to_numpy()
    gaps = np.abs(values[:, None] - values[None, :])
    expected = shares @ gaps @ shares / (2 * shares @ values)
    assert figure("gini", areas) == pytest.approx(expected, abs=1e-12)
    assert 0 <= figure("gini", areas) < 1


@given(towns)
def test_concentration_is_twice_the_covariance_with_the_rank(areas: pd.DataFrame) -> None:
    assume(areas["ratio"].any())
    values, shares = areas["ratio"].to_numpy(), (areas["people"] / areas["people"].sum()).to_numpy()
    worse = areas["deprivation"].to_numpy()
    rank = np.array([shares[worse > own].sum() + shares[worse == own].sum() / 2 for own in worse])
    mean = shares @ values
    covariance = shares @ ((values - mean) * (rank - 0.5))
    assert figure("concentration_index", areas) == pytest.approx(2 * covariance / mean, abs=1e-12)
    assert -1 <= figure("concentration_index", areas) <= 1


@given(towns)
def test_concentration_by_access_itself_is_gini(areas: pd.DataFrame) -> None:
    assume(areas["ratio"].any())
    ranked = areas.assign(deprivation=-areas["ratio"])
    assert figure("concentration_index", ranked) == pytest.approx(figure("gini", areas), abs=1e-12)


@given(towns)
def test_theil_lies_between_zero_and_the_logarithm_of_the_people(areas: pd.DataFrame) -> None:
    assume(areas["ratio"].any())
    assert 0 <= figure("theil", areas) <= math.log(areas["people"].sum()) + 1e-12


@pytest.mark.parametrize("name", ["gini", "theil"])
@given(areas=towns, gift=st.floats(0, 1))
def test_a_gift_to_those_who_have_less_lowers_inequality(
    name: str, areas: pd.DataFrame, gift: float
) -> None:
    people, ratio = areas["people"].to_numpy(), areas["ratio"].to_numpy()
    rich, poor = ratio.argmax(), ratio.argmin()
    assume(ratio[rich] > ratio[poor])
    # as much as leaves the richer at least as rich as the poorer become
    units = gift * (ratio[rich] - ratio[poor]) / (1 / people[rich] + 1 / people[poor])
    moved = ratio.copy()
    moved[rich] -= units / people[rich]
    moved[poor] += units / people[poor]
    assert figure(name, areas.assign(ratio=moved)) <= figure(name, areas) + 1e-12


@given(towns, st.floats(0.1, 60))
def test_fgt_falls_with_its_order(areas: pd.DataFrame, line: float) -> None:
    result = access.fgt(areas, line=line).iloc[0]
    assert 1 >= result["fgt0"] >= result["fgt1"] >= result["fgt2"] >= 0


def test_what_cannot_be_measured_is_refused_at_once() -> None:
    wrong = TOWNS.assign(
        ratio=[-0.1, math.nan, math.inf],
        deprivation=[math.nan, -5, math.inf],
    )
    with pytest.raises(InputError) as caught:
        access.concentration_index(wrong, deprivation="deprivation")
    assert [(p.row, p.column, p.what) for p in caught.value.problems] == [
        ("1. řádek tabulky", "ratio", "hodnota -0,1 je záporná"),
        ("2. řádek tabulky", "ratio", "hodnota chybí"),
        ("3. řádek tabulky", "ratio", "hodnota není konečné číslo"),
        ("1. řádek tabulky", "deprivation", "hodnota chybí"),
        ("3. řádek tabulky", "deprivation", "hodnota není konečné číslo"),
    ]
    with pytest.raises(InputError) as caught:
        access.gini(TOWNS[["deprivation"]], by="kod_orp")
    assert [p.column for p in caught.value.problems] == ["kod_orp", "ratio", "people"]
    with pytest.raises(InputError, match=r"1\. řádek tabulky, sloupec „kod_orp“"):
        access.gini(TOWNS.assign(kod_orp=[math.nan, "a", "b"]), by="kod_orp")
    with pytest.raises(InputError, match="sloupec „people“: hodnota -400 je záporná"):
        access.gini(TOWNS.assign(people=-TOWNS["people"]))
    with pytest.raises(InputError, match="sloupec neobsahuje čísla"):
        access.gini(TOWNS.assign(ratio="0,1"))


@pytest.mark.parametrize("line", [0, -1, math.nan, math.inf])
def test_a_line_of_poverty_must_be_positive(line: float) -> None:
    with pytest.raises(InputError, match="parametr line"):
        access.fgt(TOWNS, line=line)


def same(one: float, other: float) -> None:
    """Hold that two figures are the same, null and infinity included."""
    assert one == pytest.approx(other, rel=1e-9, abs=1e-12, nan_ok=True)
