"""How the page looks where a measure can tell: alignment, names, contrast, the bar of a scale."""

from __future__ import annotations

import math
import re
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from gis_sluzby import crs
from gis_sluzby.publish.site.abroad import abroad_names
from gis_sluzby.publish.site.geometry import frame_of
from gis_sluzby.publish.site.scripts import used_rules
from tests.publish.site_visit import OBEC, visit
from tests.publish.test_site_ways import placed_service

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.publish.site_frames import Frames

#: Remembers every text that is painted, with its box on the screen, and every path given as text.
WATCH = """
window.painted = []; window.drawn = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  if (this.textAlign === "center") {
    const half = this.measureText(text).width / 2;
    painted.push({ text, x, y, half });
  }
  return fillText.call(this, text, x, y);
};
window.Path2D = class extends Path2D {
  constructor(given) { super(given); if (typeof given === "string") drawn.push(given); }
};
"""
#: Texts of the last painting that meet a control of the map.
COVERED = """() => {
  const canvas = document.querySelector(".leaflet-overlay-pane canvas").getBoundingClientRect();
  const over = [...document.querySelectorAll(
    "#mapa .leaflet-control, .map .units, .map .layers, .map .whole, .map .origin, .map .bands")]
    .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect());
  return painted.filter(({ x, y, half }) => over.some((box) =>
    canvas.left + x + half > box.left && canvas.left + x - half < box.right &&
    canvas.top + y + 5 > box.top && canvas.top + y - 5 < box.bottom)).map((one) => one.text);
}"""
SIDE = 60_000


def plan_and_neighbours(columns: int) -> gpd.GeoDataFrame:
    """A square in the west of Bohemia, and columns of obce of another kraj to the east of it."""
    west, south, wide = -890_000.0, -1_040_000.0, SIDE / 10
    edges = [west, *(west + SIDE + i * wide for i in range(columns + 1))]
    columned = [shapely.box(left, south, right, south + SIDE) for left, right in pairwise(edges)]
    return gpd.GeoDataFrame(
        {
            "kod_kraj": ["CZ041", *["CZ042"] * columns],
            "in_plan": [True, *[False] * columns],
        },
        geometry=columned,
        crs=5514,
    )


def test_countries_are_named_beyond_what_is_known() -> None:
    obce = plan_and_neighbours(10)
    frame = frame_of(obce[obce["in_plan"]])
    names = abroad_names(obce, frame)
    assert {name for name, *_ in names} == {"Německo"}
    places = crs.to_5514(gpd.GeoSeries([shapely.Point(*place) for _, *place in names], crs=4326))
    assert not places.intersects(obce.union_all().buffer(2000)).any()
    assert all(a.distance(b) > SIDE / 3 for a in places for b in places if a is not b)


@pytest.mark.parametrize("columns", [0, 1])
def test_nothing_is_named_beyond_what_is_known(columns: int) -> None:
    """Behind a narrow belt, or none, there may be more of Czechia."""
    obce = plan_and_neighbours(columns)
    assert abroad_names(obce, frame_of(obce[obce["in_plan"]])) == []


def test_rules_of_absent_parts_go_and_no_others() -> None:
    used = used_rules(
        ".a{top:0}.leaflet-popup{top:0}.leaflet-popup,.leaflet-control{top:1px}"
        ".leaflet-bar a{top:2px}@media print{.leaflet-control{top:3px}}"
    )
    assert used == (
        ".a{top:0}.leaflet-control{top:1px}"
        ".leaflet-bar a{top:2px}@media print{.leaflet-control{top:3px}}"
    )


def test_no_template_stands_in_a_template() -> None:
    """Made small, such an inner text would lose its spaces."""
    scripts = files("gis_sluzby.publish.site") / "assets" / "js"
    for folder in (scripts, scripts / "later"):
        for script in folder.iterdir():
            if script.name.endswith(".js"):
                found = re.search(r"`[^`\n]*\$\{[^}`\n]*`", script.read_text("utf-8"))
                assert found is None, (script.name, found)


@pytest.mark.browser
def test_numbers_of_the_legend_stand_under_their_heads(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    edges = desk.evaluate(
        "['thead th:nth-child(3)', 'td:nth-child(3)', 'thead th:last-child', 'td:last-child']"
        ".map((at) => document.querySelector('#legenda ' + at).getBoundingClientRect().right)"
    )
    assert edges[0] == pytest.approx(edges[1], abs=1)
    assert edges[2] == pytest.approx(edges[3], abs=1)
    assert (
        desk.locator("#legenda caption").text_content() == "Jak daleko je nejbližší denní stacionář"
    )


@pytest.mark.browser
def test_the_head_of_the_table_stays_and_hides_nothing_above(desk: Page, url: str) -> None:
    visit(desk, url, f"d=46&o={OBEC}&v=tabulka")
    gap = desk.evaluate(
        "(() => { const box = document.querySelector('.table'); box.scrollTop = 500;"
        " return box.querySelector('thead th').getBoundingClientRect().top"
        " - box.getBoundingClientRect().top })()"
    )
    assert gap == pytest.approx(0, abs=1)
    assert desk.get_by_role("link", name="Otevřít mapu").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_no_name_is_painted_under_a_control(
    page: Page, url: str, grid: tuple[Frames, Frames], width: int
) -> None:
    page.add_init_script(WATCH)
    page.set_viewport_size({"width": width, "height": 844})
    obec = grid[0]["obce"].set_index("kod_obec").loc[[OBEC]]
    point = crs.to_4326(obec.geometry.representative_point()).iloc[0]
    visit(page, url, f"d=46&p=11.5/{point.y:.4f}/{point.x:.4f}")
    page.wait_for_function("() => painted.length > 0")
    assert page.evaluate(COVERED) == []


@pytest.mark.browser
def test_each_band_has_its_minutes_on_the_map(
    desk: Page, full_url: str, grid: tuple[Frames, Frames]
) -> None:
    desk.add_init_script(WATCH)
    visit(desk, full_url, f"x={placed_service(grid)}")
    desk.locator("#pasma li").first.wait_for()
    desk.wait_for_function("() => painted.some(({ text }) => /^\\d+\\u00a0min$/.test(text))")
    edges = {re.split(r"[–\s]", text)[-2] for text in desk.locator("#pasma li").all_text_contents()}
    texts = desk.evaluate("painted.map(({ text }) => text)")
    assert edges
    assert {f"{edge}\u00a0min" for edge in edges} <= set(texts)


@pytest.mark.browser
def test_the_bar_on_paper_is_as_long_as_it_says(
    desk: Page, url: str, grid: tuple[Frames, Frames]
) -> None:
    desk.add_init_script(WATCH)
    visit(desk, url, "d=46")
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    obce: Any = grid[0]["obce"]
    west, south, east, north = crs.to_4326(obce[obce["in_plan"]]).total_bounds

    def northing(lat: float) -> float:
        return math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)

    tall = northing(north) - northing(south)
    world = min(592 / ((east - west) / 360), 492 / tall)
    middle = math.degrees(math.atan(math.sinh(math.pi * (northing(north) + northing(south)))))
    a_km = world / (40_075.017 * math.cos(math.radians(middle)))
    (bar,) = [text for text in desk.evaluate("drawn") if re.fullmatch(r"M20 \d+v5h[\d.]+v-5", text)]
    (said,) = {
        text for text in desk.evaluate("painted.map((one) => one.text)") if text.endswith("km")
    }
    assert float(bar.split("h")[1].split("v")[0]) == pytest.approx(
        int(said.split("\u00a0")[0]) * a_km, rel=0.01
    )


@pytest.mark.browser
def test_who_wants_more_contrast_gets_it(desk: Page, url: str) -> None:
    desk.emulate_media(contrast="more")
    visit(desk, url, f"d=46&o={OBEC}")
    style = desk.locator(".tile").first.evaluate(
        "(node) => [getComputedStyle(node).borderTopWidth, getComputedStyle(node).borderTopColor]"
    )
    assert style == ["2px", "rgb(20, 35, 44)"]
    muted = desk.locator("#podrobnosti .muted").first
    assert muted.evaluate("(node) => getComputedStyle(node).color") == "rgb(20, 35, 44)"


@pytest.mark.browser
def test_the_map_of_the_obec_says_its_marks(desk: Page, url: str) -> None:
    visit(desk, url, f"d=46&o={OBEC}")
    assert desk.locator("#pasma li").all_text_contents() == [
        "místo služby", "vaše obec", "minuty autem od vás",
    ]  # fmt: skip
