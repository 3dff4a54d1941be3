"""Nought, no data and not applicable are three things in CSV, workbook and GeoPackage."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pyogrio
import pytest

from gis_sluzby.coverage.gaps import gaps_table, summary_table
from gis_sluzby.geopackage import write_geopackage
from gis_sluzby.publish.capacity_texts import CAPACITIES
from gis_sluzby.publish.tables import write_csv
from gis_sluzby.publish.workbook import write_workbook
from gis_sluzby.tables import tables
from gis_sluzby.words import STATUSES
from tests.coverage.made import BARE, CODES, Service, centre_of, with_capacity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Frames = dict[str, pd.DataFrame]

STANDARD = (
    BARE + '[[standard]]\ndruh = "49"\nlevel = "orp"\nmeasure = "balance"\nunit = "luzka"\n'
    "required_per_1000 = 20\n"
)
#: The wanted cells: table, key, column, and the value (None is nothing) beside its status.
CELLS: list[tuple[str, dict[str, str], str, float | None, str]] = [
    ("coverage_orp", {"kod_orp": "9901", "druh": "46"}, "covered_pop", 100.0, "partial"),
    ("coverage_orp", {"kod_orp": "9902", "druh": "46"}, "covered_pop", 0.0, "uncovered"),
    ("coverage_orp", {"kod_orp": "9901", "druh": "63"}, "covered_pop", None, "no_data"),
    ("coverage_orp", {"kod_orp": "9901", "druh": "45"}, "covered_pop", None, "not_applicable"),
    ("capacity_orp", {"kod": "9901", "druh": "49"}, "located", 0.0, "short"),
    ("capacity_orp", {"kod": "9902", "druh": "49"}, "located", None, "no_data"),
    ("capacity_orp", {"kod": "9901", "druh": "46"}, "located", 3.0, "not_applicable"),
    ("capacity_orp", {"kod": "9902", "druh": "46"}, "located", 0.0, "not_applicable"),
]


@pytest.fixture(scope="module")
def made() -> Frames:
    """Tables in which each of the three stands."""
    services = [
        Service("1", minutes={"A": 1, "C": 99}, capacity={("amb", "misto"): 3}),
        Service("2", "49", ("pob",), at="C"),
        Service("3", "45"),
    ]
    standard = STANDARD + '[[standard]]\ndruh = "45"\nmeasure = "none"\n'
    coverage = with_capacity(services, standard, complete="45 46 49")
    people = pd.DataFrame({"kod_obec": list(CODES.values())[:4], "people": 10.0})
    centre = centre_of(services)
    sources = centre["sources"].assign(
        title="a", attribution="b", vintage="2025-01-01", licence="c"
    )
    empty = pd.DataFrame(columns=["kod_orp", "sentence", "nazev_orp", "text"])
    return {
        **coverage,
        "gaps": gaps_table(coverage),
        "summary": summary_table(coverage, centre["area_obce"], people),
        "texts": empty,
        "sources": sources,
    }


def by_csv(made: Frames, folder: Path) -> Callable[[str], pd.DataFrame]:
    def read(name: str) -> pd.DataFrame:
        write_csv(folder / f"{name}.csv", name, made[name])
        return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)

    return read


def by_geopackage(made: Frames, folder: Path) -> Callable[[str], pd.DataFrame]:
    path = folder / "a.gpkg"
    write_geopackage(path, {name: made[name] for name in ("coverage_orp", "capacity_orp")})
    return lambda name: pyogrio.read_dataframe(path, layer=name)


def by_workbook(made: Frames, folder: Path) -> Callable[[str], pd.DataFrame]:
    path = write_workbook(folder / "a.xlsx", "Plán", "Kraj", dt.date(2026, 9, 27), made)
    book = openpyxl.load_workbook(path)
    sheets = {"coverage_orp": "ORP", "capacity_orp": "Kapacita ORP"}
    codes = {word: code for code, word in STATUSES.items()}
    enough = {word: code for code, word in CAPACITIES.items()}

    def read(name: str) -> pd.DataFrame:
        head, *rows = book[sheets[name]].iter_rows(min_row=3, values_only=True)
        frame = pd.DataFrame(rows, columns=list(head))
        titles = {c.title: c.name for c in tables()[name].columns}
        titles |= {"kód druhu služby": "druh", "druh služby": "nazev druhu"}
        frame = frame.rename(columns=titles)
        for column, words in (("status", codes), ("capacity_status", enough)):
            if column in frame:
                frame[column] = frame[column].map(words)
        forms = {"všechny formy": "any", "ambulantní": "amb", "pobytová": "pob"}
        return frame.assign(forma=frame["forma"].map(forms), cs="any")

    return read


@pytest.mark.parametrize("way", [by_csv, by_geopackage, by_workbook])
def test_the_three_are_told_apart(
    made: Frames, tmp_path: Path, way: Callable[[Frames, Path], Callable[[str], pd.DataFrame]]
) -> None:
    read = way(made, tmp_path)
    for name, key, column, value, status in CELLS:
        rows = read(name)
        forma = "any" if name == "coverage_orp" else {"49": "pob", "46": "amb"}[key["druh"]]
        for field, text in {**key, "forma": forma, "cs": "any"}.items():
            rows = rows[rows[field] == text]
        assert len(rows) == 1
        row = rows.iloc[0]
        assert number(row[column]) == value, (way.__name__, name, key)
        assert row["capacity_status" if name == "capacity_orp" else "status"] == status


def number(cell: Any) -> float | None:  # noqa: ANN401  (a cell may hold anything)
    """Read a cell; nothing is no number."""
    if cell is None or cell == "":
        return None
    return None if math.isnan(float(cell)) else float(cell)
