"""Areas above obce: filled in where boundaries lack them, compared where they have them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from gis_sluzby.sources.csu.hierarchy import lacking, with_hierarchy
from gis_sluzby.sources.csu.relations import Relations
from tests.small_plan import CODES, small_obce
from tests.sources.given import source_of

SOURCE = source_of("obce", "a.gpkg")


def told(**columns: pd.Series[str]) -> Relations:
    """Give relations that say the same as the small obce, with columns changed."""
    obce = pd.DataFrame(small_obce().drop(columns="geometry")).set_index("kod_obec")
    names = obce["nazev"]
    return Relations(obce=obce.drop(columns="nazev").assign(**columns), names=names)


def test_what_boundaries_lack_is_filled_in() -> None:
    bare = gpd.GeoDataFrame(small_obce()[["kod_obec", "geometry"]])
    filled, findings = with_hierarchy(bare, told(), SOURCE)
    assert findings == []
    whole = small_obce()
    for column in whole.columns.drop("geometry"):
        assert filled[column].tolist() == whole[column].tolist(), column
    assert lacking(filled) == []
    assert filled.index.equals(bare.index)


def test_what_boundaries_say_holds_and_a_difference_is_named() -> None:
    other = pd.Series(["9901"] * 9, index=pd.Index(CODES))
    filled, findings = with_hierarchy(small_obce(), told(kod_orp=other), SOURCE)
    assert filled["kod_orp"].tolist() == small_obce()["kod_orp"].tolist()
    assert [(one["rule"], one["row_id"], one["found"], one["expected"]) for one in findings] == [
        ("hierarchy_apart", code, "orp 9902 podle hranic", "orp 9901 podle vazeb ČSÚ")
        for code in CODES[6:]
    ]


def test_ruian_gives_the_orp_by_its_number() -> None:
    numbers = ["1"] * 6 + ["2"] * 3
    bare = small_obce().drop(columns=["kod_orp"]).assign(ruian_orp=numbers, ruian_pou="7")
    relations = Relations(orp_by_ruian=pd.Series({"1": "9901", "2": "9902"}))
    filled, findings = with_hierarchy(bare, relations, SOURCE)
    assert filled["kod_orp"].tolist() == small_obce()["kod_orp"].tolist()
    assert filled["kod_pou"].tolist() == ["7"] * 9
    assert findings == []
    assert not {"ruian_orp", "ruian_pou"} & set(filled.columns)


def test_an_obec_outside_the_usual_orp_of_its_number_is_named() -> None:
    numbers = ["1"] * 6 + ["2"] * 3
    bare = small_obce().drop(columns=["kod_orp"]).assign(ruian_orp=numbers)
    other = pd.Series(["9901"] * 5 + ["9902"] * 4, index=pd.Index(CODES))
    filled, findings = with_hierarchy(bare, told(kod_orp=other), SOURCE)
    assert filled["kod_orp"].tolist() == other.tolist()
    assert [(one["row_id"], one["found"], one["expected"]) for one in findings] == [
        (CODES[5], "ORP Jih podle RÚIAN, tedy 9901", "ORP 9902 podle vazeb ČSÚ")
    ]


@pytest.mark.parametrize(("rows", "wrong"), [([0], 1), (range(9), 1), ([0, 1], 2)])
def test_what_nobody_knows_is_named(rows: list[int], wrong: int) -> None:
    obce = small_obce()
    obce.loc[list(rows), "kod_orp"] = np.nan
    found = lacking(with_hierarchy(obce, Relations(), SOURCE)[0])
    assert len(found) == wrong
    assert {one.field for one in found} == {"kod_orp"}
    whole = "kód ORP chybí všem obcím; doplňte zdroj tabulky „relations“"
    assert found[0].what.startswith(whole) == (len(rows) == 9)
    assert (found[0].row is None) == (len(rows) == 9)
