"""Canonical tables: one declaration, checked against every frame."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis_sluzby.errors import InputError
from gis_sluzby.tables import conform, empty, table_schema, tables

TYPES = {"text", "date", "integer", "number", "boolean", "geometry"}
PEOPLE = pd.DataFrame(
    {
        "people": [3, 2, 1],
        "kod_obec": ["500020", "500010", "500010"],
        "sex": ["all", "all", "all"],
        "date": ["2025-01-01"] * 3,
        "age_from": [0, 5, 0],
        "age_to": [5.0, np.nan, 5.0],
        "ignored": ["x", "y", "z"],
    }
)
SERVICES = pd.DataFrame(
    {
        "service_id": ["s:1"],
        "druh": ["40"],
        "provider_id": ["p"],
        "source_id": ["s"],
        "secret": [False],
        "source_row": [2],
    }
)


def problems(frame: pd.DataFrame, name: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        conform(frame, name)
    return str(caught.value).splitlines()


def test_the_declaration_is_whole() -> None:
    for name, table in tables().items():
        columns = {column.name: column for column in table.columns}
        assert {column.type for column in table.columns} <= TYPES, name
        assert all(column.title for column in table.columns), name
        assert set(table.key) <= set(columns), name
        assert all(columns[key].required for key in table.key), name
        assert table.spatial == ("geometry" in columns), name


@pytest.mark.parametrize("name", tables())
def test_an_empty_table_conforms(name: str) -> None:
    none = empty(name)
    again = conform(none, name)
    assert none.empty
    assert again.columns.tolist() == [column.name for column in tables()[name].columns]
    assert again.dtypes.astype(str).tolist() == none.dtypes.astype(str).tolist()
    assert isinstance(none, gpd.GeoDataFrame) == tables()[name].spatial


def test_a_frame_comes_back_in_canonical_form() -> None:
    table = conform(PEOPLE, "population")
    assert table.columns.tolist() == [c.name for c in tables()["population"].columns]
    assert table["people"].tolist() == [1, 2, 3]
    assert table.index.tolist() == [0, 1, 2]
    assert table["source_id"].isna().all()
    assert str(table["age_from"].dtype) == "int64"
    assert str(table["age_to"].dtype) == "float64"


def test_geometry_is_in_the_inner_system() -> None:
    frame = gpd.GeoDataFrame(
        {"kod_obec": ["500010"]}, geometry=[shapely.Point(-7e5, -1.1e6)], crs="EPSG:5514"
    )
    assert gpd.GeoDataFrame(conform(frame, "obec_points")).crs.to_epsg() == 5514
    elsewhere = frame.set_crs(4326, allow_override=True)
    assert problems(elsewhere, "obec_points") == [
        "tabulka obec_points: geometrie má být v EPSG:5514, je v EPSG:4326."
    ]


def test_a_repeated_key_is_said_once_a_row() -> None:
    twice = pd.concat([PEOPLE, PEOPLE.iloc[[1]]])
    what = "klíč (kod_obec, date, sex, age_from) se opakuje: 500010, 2025-01-01, all, 5"
    assert problems(twice, "population") == [
        f"tabulka population, {row}. řádek tabulky: {what}." for row in (2, 4)
    ]


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("people", "mnoho", "hodnota „mnoho“ nemá správný typ"),
        ("people", None, "hodnota chybí"),
        ("age_to", "mnoho", "hodnota „mnoho“ nemá správný typ"),
        ("sex", "kdokoli", "hodnota „kdokoli“ není povolena (all, male, female)"),
        ("kod_obec", None, "hodnota chybí"),
        ("date", "1. 1. 2025", "hodnota „1. 1. 2025“ nemá správný typ"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_once(column: str, value: str | None, what: str) -> None:
    frame = PEOPLE.astype({column: object})
    frame.loc[1, column] = value
    place = f"tabulka population, 2. řádek tabulky, sloupec „{column}“"
    assert problems(frame, "population") == [f"{place}: {what}."]


def test_all_that_is_wrong_is_told_at_once() -> None:
    frame = PEOPLE.astype(object)
    frame.loc[0, "sex"], frame.loc[1, "people"] = "kdokoli", None
    assert len(problems(frame, "population")) == 2


@pytest.mark.parametrize("value", [None, np.nan, pd.NA])
def test_an_unset_flag_is_not_true(value: float | None) -> None:
    """`bool(nan)` is true: a row whose flag nobody set must not pass."""
    unset = SERVICES.assign(secret=pd.Series([value], dtype=object))
    wrong = ["tabulka services, 1. řádek tabulky, sloupec „secret“: hodnota chybí."]
    assert problems(unset, "services") == wrong
    assert problems(SERVICES.drop(columns="secret"), "services") == wrong
    assert conform(SERVICES, "services")["secret"].tolist() == [False]


def test_the_table_schema_says_the_same() -> None:
    schema = table_schema("population")
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["kod_obec", "date", "sex", "age_from"]
    assert fields["sex"]["constraints"] == {"required": True, "enum": ["all", "male", "female"]}
    assert fields["age_to"] == {
        "name": "age_to",
        "type": "number",
        "title": "věk do (bez této meze); prázdné = a více",
        "constraints": {"required": False},
    }
    assert "geometry" not in {field["name"] for field in table_schema("obce")["fields"]}
