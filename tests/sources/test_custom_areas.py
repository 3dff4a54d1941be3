"""Areas of the plan's own: which obce they have, and what is wrong with a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan
from gis_sluzby.sources.custom_areas import read_custom_areas
from tests.small_plan import PLAN, SIDE, write_small_plan
from tests.sources.given import csv_source, plan_in, told

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
[[source]]
id = "obvody"
table = "custom_areas"
reader = "csv"
path = "obvody.csv"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"
"""
LIST = "kod,nazev,kod_obec\nzapad,Západ,100001\nzapad,,100004\nkriz,,100004\nkriz,,100005\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            LIST + "kriz,,100005\n",
            "a.csv, řádek 6, sloupec „kod_obec“: obec je v území podruhé (je zde „100005“).",
        ),
        (
            LIST + "zapad,Východ,100007\n",
            (
                "a.csv, řádek 6, sloupec „nazev“: totéž území se výše jmenuje „Západ“ "
                "(je zde „Východ“)."
            ),
        ),
        (LIST + ",,100007\n", "a.csv, řádek 6, sloupec „kod“: hodnota chybí."),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str, line: str) -> None:
    plan = plan_in(tmp_path)
    source = csv_source(plan, "custom_areas", text)
    assert told(lambda: read_custom_areas(plan, source)) == [line]


def test_areas_of_the_plan_s_own_may_overlap(tmp_path: Path) -> None:
    file = write_small_plan(tmp_path / "plan")
    file.write_text(PLAN + SOURCE, encoding="utf-8")
    text = LIST + "zapad,,555555\n"
    (file.parent / "data" / "obvody.csv").write_text(text, encoding="utf-8")
    centre = load(read_plan(file)).centre
    areas = centre["areas"][centre["areas"]["level"] == "custom"]
    assert areas[["kod", "nazev"]].to_numpy().tolist() == [["kriz", "kriz"], ["zapad", "Západ"]]
    assert shapely.area(areas["geometry"].to_numpy()).tolist() == pytest.approx([2 * SIDE**2] * 2)
    members = centre["area_obce"][centre["area_obce"]["level"] == "custom"]
    assert members[["kod", "kod_obec"]].to_numpy().tolist() == [
        ["kriz", "100004"],
        ["kriz", "100005"],
        ["zapad", "100001"],
        ["zapad", "100004"],
    ]
    audit = centre["audit"]
    [stranger] = audit[audit["rule"] == "custom_area_elsewhere"].to_dict("records")
    assert (stranger["row_id"], stranger["source_row"]) == ("custom zapad 555555", 6)
    [read] = centre["sources"][centre["sources"]["source_id"] == "obvody"].to_dict("records")
    assert (read["rows_read"], read["rows_kept"], read["rows_rejected"]) == (5, 5, 0)
