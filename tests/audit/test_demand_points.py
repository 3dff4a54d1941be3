"""Points settled: inside their obec, with weights whose sum is exactly 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.audit.demand_points import settled_points
from gis_sluzby.crs import KROVAK
from gis_sluzby.demand import demand_people, demand_units
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from tests.coverage.made import CODES, centre_of
from tests.small_plan import centre_of as small_middle
from tests.small_plan import write_small_plan
from tests.sources.given import source_of

if TYPE_CHECKING:
    from pathlib import Path

POINTS = """
[[source]]
id = "mista"
table = "demand_points"
reader = "csv"
path = "mista.csv"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"
"""
A, B, C = (CODES[letter] for letter in "ABC")
SOURCE = source_of("demand_points", "a.gpkg")
CENTRE = centre_of([])
OBCE, MIDDLES = gpd.GeoDataFrame(CENTRE["obce"]), gpd.GeoDataFrame(CENTRE["obec_points"])


def points(*rows: tuple[str, float, float]) -> gpd.GeoDataFrame:
    """Give points of obce: code, weight, and x; the obce lie side by side, a kilometre each."""
    kod, weight, x = zip(*rows, strict=True)
    frame = {"kod_obec": list(kod), "weight": list(weight)}
    return gpd.GeoDataFrame(
        frame,
        geometry=[shapely.Point(place, 500) for place in x],
        crs=KROVAK,
        index=pd.RangeIndex(2, len(kod) + 2),
    )


def test_weights_are_shares_of_their_obec() -> None:
    table, findings = settled_points(points((A, 3, 100), (B, 5, 1500), (A, 1, 900)), OBCE, SOURCE)
    assert findings == []
    assert table[["kod_obec", "point", "weight"]].to_numpy().tolist() == [
        [A, 1, 0.75],
        [A, 2, 0.25],
        [B, 1, 1.0],
    ]
    assert table["source_id"].tolist() == ["zdroj"] * 3


def test_a_point_outside_its_obec_is_left_out_and_named() -> None:
    table, findings = settled_points(
        points((A, 1, 100), (A, 1, 1500), (B, 1, 90_000), (B, 0, 1200)), OBCE, SOURCE
    )
    assert table["kod_obec"].tolist() == [A]
    assert table["weight"].tolist() == [1.0]
    assert [(f["source_row"], f["found"], f["action"]) for f in findings] == [
        (3, f"bod leží v obci {B}", "bod vynechán"),
        (4, "bod leží mimo obce", "bod vynechán"),
    ]


def test_an_obec_without_points_keeps_its_official_point() -> None:
    table, _ = settled_points(points((A, 1, 100), (A, 1, 900), (B, 0, 1500)), OBCE, SOURCE)
    demand = demand_units(OBCE, MIDDLES, table)
    assert demand["demand_id"].tolist() == [f"{A}-1", f"{A}-2", B, C, CODES["D"]]
    assert demand.groupby("kod_obec")["weight"].sum().tolist() == [1.0] * 4
    assert demand["geometry"].iloc[2] == MIDDLES["geometry"].iloc[1]


def test_a_plan_with_points_counts_people_there(tmp_path: Path) -> None:
    plan = write_small_plan(tmp_path / "plan")
    (x, y), (beyond, _) = small_middle("100002"), small_middle("100003")
    rows = f"100002,3,{x - 2000},{y}\n100002,1,{x},{y + 100}\n100002,5,{beyond},{y}\n"
    (plan.parent / "data" / "mista.csv").write_text(f"kod_obec,weight,x,y\n{rows}", "utf-8")
    with plan.open("a", encoding="utf-8") as file:
        file.write(POINTS)
    results = compute(read_plan(plan))
    demand = results.reached["demand"].set_index("demand_id")
    assert len(demand) == 10
    assert demand.loc[["100002-1", "100002-2"], "weight"].tolist() == [0.75, 0.25]
    audit = results.centre["audit"]
    assert audit.loc[audit["rule"] == "demand_point_outside", "source_row"].tolist() == [4]
    counts = results.centre["sources"].query("source_id == 'mista'")[["rows_read", "rows_kept"]]
    assert counts.to_numpy().tolist() == [[3, 3]]
    people = results.reached["demand_people"].query("band == '0-150'").set_index("demand_id")
    assert people.loc[["100002-1", "100002-2"], "people"].tolist() == [135.0, 45.0]


weights = st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=40)


@settings(max_examples=40)
@given(weights, st.integers(0, 2_000_000))
def test_whole_people_add_up_exactly(listed: list[float], count: int) -> None:
    table, _ = settled_points(points(*((A, weight, 500) for weight in listed)), OBCE, SOURCE)
    assert table["weight"].sum() == 1.0
    demand = demand_units(OBCE, MIDDLES, table)
    people = pd.DataFrame({"kod_obec": [A], "band": ["0-150"], "people": [count]})
    shared = demand_people(demand, people)["people"]
    assert shared.sum() == count
    assert sum(shared.tolist()[::-1]) == count
    largest = max(listed) / sum(listed)
    assert abs(table["weight"].max() - largest) < 1e-8
