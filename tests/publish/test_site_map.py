"""What is painted on the map and printed on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from gis_sluzby import codelists, crs
from gis_sluzby.cartography import DARK, LIGHT
from gis_sluzby.publish.site import write_site
from tests.publish.site_frames import GRID_WORDS
from tests.publish.site_visit import OBEC, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.publish.site_frames import Frames

pytestmark = pytest.mark.browser


def painted(page: Page) -> set[tuple[int, ...]]:
    """Colours of the map's canvas, after the frame in which it is painted anew."""
    pixels = page.evaluate(
        """async () => {
          await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
          const canvas = document.querySelector('.leaflet-overlay-pane canvas');
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          const found = new Set();
          for (let i = 0; i < data.length; i += 4) {
            found.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          }
          return [...found];
        }"""
    )
    return {(p >> 16, p >> 8 & 255, p & 255) for p in pixels}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_painted_in_the_colours_of_the_legend(
    desk: Page,
    url: str,
    scheme: Any,  # noqa: ANN401
) -> None:
    palette = LIGHT if scheme == "light" else DARK
    desk.emulate_media(color_scheme=scheme)
    visit(desk, url, "d=46")
    colours = painted(desk)
    for wanted in (*palette.ramp, *palette.patterns["uncovered"], palette.lines["abroad"]):
        assert rgb(wanted) in colours
    for other in palette.unlimited:
        assert rgb(other) not in colours


def test_waters_are_painted_and_may_be_hidden(
    desk: Page, grid: tuple[Frames, Frames], tmp_path: Path
) -> None:
    centre, coverage = grid
    west, south, east, north = centre["obce"].total_bounds
    middle = (south + north) / 2
    water = gpd.GeoDataFrame(
        {"id": ["a", "b"], "nazev": ["Teplá", None]},
        geometry=[
            shapely.LineString([(west, middle), (east, middle)]),
            shapely.box(west, south, (west + east) / 2, middle - 1000),
        ],
        crs=5514,
    )
    page, *_ = write_site(
        tmp_path,
        centre={**centre, "water": water},
        coverage=coverage,
        **GRID_WORDS,  # type: ignore[arg-type]
    )
    visit(desk, page.as_uri(), "d=46")
    lake = rgb(LIGHT.lines["water"])
    assert lake in painted(desk)
    desk.locator("#vrstvy summary").click()
    desk.get_by_label("Vody").uncheck()
    assert lake not in painted(desk)


def test_paper_gets_its_own_sheet(desk: Page, url: str) -> None:
    desk.emulate_media(color_scheme="dark")
    visit(desk, url, "d=46")
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desk.emulate_media(media="print", color_scheme="dark")
    assert desk.locator("#papir").is_visible()
    assert desk.locator("main").is_hidden()
    assert desk.locator("#tisk-nadpis").text_content() == "Denní stacionáře (§\u00a046)"
    assert desk.locator("#tisk-orp tbody tr").count() == 3
    assert desk.locator("#tisk-legenda tbody tr").count() >= 8
    assert desk.locator("#tisk-obce tbody tr").count() == 54
    assert desk.evaluate("getComputedStyle(document.body).color") == "rgb(20, 35, 44)"
    pdf = desk.pdf(prefer_css_page_size=True, tagged=True)
    assert pdf.startswith(b"%PDF")


def test_the_obec_prints_whole(desk: Page, url: str) -> None:
    visit(desk, url, f"d=46&o={OBEC}")
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desk.emulate_media(media="print")
    assert desk.locator("#tisk-podrobnosti li[hidden]").count() == 0
    assert desk.locator("#tisk-podrobnosti .rows li").count() >= 33
    assert desk.locator("#tisk-mapa").is_hidden()


def test_without_a_script_the_table_stands_there(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url)
    by_orp, by_kind = page.locator("noscript table").all()
    assert by_orp.locator("tbody tr").count() == 3
    assert by_kind.locator("tbody tr").count() == len(codelists.druhy())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#metodika").is_visible()
    assert page.locator("#mapa").is_hidden()
    context.close()


def test_the_obec_under_its_point_is_the_right_one(
    grid: tuple[Frames, Frames], desk: Page, url: str
) -> None:
    """Geometry, projection and hit test agree: in the middle lies that obec."""
    obec = grid[0]["obce"].set_index("kod_obec").loc[[OBEC]]
    point = crs.to_4326(obec.geometry.representative_point()).iloc[0]
    visit(desk, url, f"d=46&p=11/{point.y:.5f}/{point.x:.5f}")
    box = desk.locator("#mapa").bounding_box()
    assert box
    desk.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2 + 3)
    assert desk.locator("#tip strong").first.text_content() == obec["nazev"].iloc[0]


def test_a_map_that_was_hidden_at_first_shows_the_whole_kraj(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    scale = desk.locator(".leaflet-control-scale-line").text_content()
    colours = painted(desk)
    visit(desk, url, "d=46&v=metodika")
    desk.get_by_role("link", name="Mapa", exact=True).first.click()
    assert painted(desk) == colours
    assert desk.locator(".leaflet-control-scale-line").text_content() == scale


def test_the_pointer_is_drawn_on_a_canvas_of_its_own(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    over = desk.locator(".leaflet-overlay-pane canvas").last
    assert over.evaluate("canvas => canvas.width") == 0
    box = desk.locator("#mapa").bounding_box()
    assert box
    for share in (0.45, 0.55):
        desk.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * 0.5)
        desk.evaluate(
            "() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))"
        )
        drawn = over.evaluate(
            "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
            ".data.some((value) => value > 0)"
        )
        assert drawn
