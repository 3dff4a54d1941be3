"""A map for a notebook: it asks nobody for anything, and takes text for text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis_sluzby import explore
from gis_sluzby.errors import InputError
from gis_sluzby.publish.explore import entities

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

HOSTILE = (
    "<img src=x onerror=\"document.title='PWNED'\">`${document.title='PWNED'}` "
    "{{ 7 * 7 }} </script>\\"
)
CORNER = (-850_000.0, -1_000_000.0)


def frame(**columns: object) -> gpd.GeoDataFrame:
    """Give three squares in a row."""
    x, y = CORNER
    shapes = [shapely.box(x + n * 5000, y, x + (n + 1) * 5000, y + 5000) for n in range(3)]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=5514)


def page_of(data: gpd.GeoDataFrame, column: str | None = None, **more: object) -> str:
    return str(explore(data, column, **more).get_root().render())  # type: ignore[arg-type]


def test_a_status_has_its_own_colour_and_word() -> None:
    page = page_of(frame(status=["covered", "uncovered", None]), "status")
    legend = re.findall(r'<li><span style="background:(#\w+)"></span>([^<]+)</li>', page)
    assert [word for _, word in legend] == ["v dosahu", "mimo dosah"]
    assert len({colour for colour, _ in legend}) == 2


def test_numbers_are_parted_into_classes_and_nothing_is_a_class_of_its_own() -> None:
    page = page_of(frame(minutes=[1.0, 50.0, np.nan]), "minutes", title="Minuty")
    assert "bez hodnoty" in page
    assert "<h1>Minuty</h1>" in page
    fills = re.findall(r'"fill": "(#\w+)"', page)
    assert len(set(fills)) == 3


def test_the_same_frame_gives_the_same_html() -> None:
    data = frame(nazev=["a", "b", "c"])
    assert page_of(data) == page_of(data)


def test_nothing_is_asked_of_anybody() -> None:
    page = page_of(frame(nazev=["a", "b", "c"]))
    assert "<link" not in page
    assert re.findall(r"<script[^>]*src", page) == []
    assert 'lang="cs"' in page


def test_no_column_of_the_frame_and_no_degrees_are_taken() -> None:
    data = frame(nazev=["a", "b", "c"])
    with pytest.raises(InputError, match="sloupec „stav“ v tabulce není"):
        explore(data, "stav")
    with pytest.raises(InputError, match="EPSG:5514"):
        explore(data.set_crs(4326, allow_override=True))


def test_an_empty_frame_is_a_map_too() -> None:
    assert "L.map" in page_of(frame(nazev=["a", "b", "c"]).iloc[:0])


def test_what_would_steer_is_written_as_entities() -> None:
    assert not set(entities(HOSTILE)) & set("<>`${}\"'\\*")


def test_hostile_text_is_read_as_text(page: Page, tmp_path: Path) -> None:
    data = frame(nazev=[HOSTILE] * 3)
    path = tmp_path / "map.html"
    explore(data, "nazev", title=HOSTILE, tooltip={"nazev": HOSTILE}).save(str(path))
    page.goto(path.as_uri())
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tooltip = page.locator(".leaflet-tooltip")
    assert HOSTILE in tooltip.locator("td").inner_text()
    assert tooltip.locator("th").inner_text().strip() == HOSTILE
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.locator("img").count() == 0
    assert page.title() == HOSTILE
