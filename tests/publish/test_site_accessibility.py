"""The page for every hand and eye: axe, the keyboard, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.publish.site_visit import FOCUSED, OBEC, search, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATES = {
    "map": "d=46",
    "providers": "d=40&f=ter",
    "without limit": "d=48",
    "obec": f"d=46&o={OBEC}",
    "table": "d=46&v=tabulka",
    "table of orp": "d=46&v=tabulka&t=orp",
    "table of services": "d=40&v=tabulka&t=sluzby",
    "method": "v=metodika",
    "quick exit": "d=60a",
}


@pytest.mark.parametrize("state", STATES.values(), ids=list(STATES))
def test_axe_finds_nothing(desk: Page, url: str, state: str) -> None:
    assert violations(visit(desk, url, state)) == []


@pytest.mark.parametrize("state", ["map", "obec", "table", "quick exit"])
def test_axe_finds_nothing_in_the_dark(desk: Page, url: str, state: str) -> None:
    desk.emulate_media(color_scheme="dark")
    assert violations(visit(desk, url, STATES[state])) == []


@pytest.mark.parametrize("state", ["map", "obec", "table of services", "method"])
def test_axe_finds_nothing_on_a_phone(page: Page, url: str, state: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(visit(page, url, STATES[state])) == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (768, 1024), (1024, 700)])
def test_nothing_goes_sideways(page: Page, url: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for state in STATES.values():
        visit(page, url, state)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state


def test_axe_finds_nothing_while_searching(desk: Page, url: str) -> None:
    visit(desk, url)
    for text in ("cheb", "nic takového"):
        search(desk, text)
        assert desk.locator("#nalezeno-okno").is_visible()
        assert violations(desk) == []


def tab_stops(page: Page) -> list[dict[str, Any]]:
    stops: list[dict[str, Any]] = []
    page.locator("body").focus()
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY" or (stops and stop == stops[0]):
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab does not come round: {stops[-3:]}")


def test_tab_reaches_every_control_and_nothing_without_a_name(desk: Page, url: str) -> None:
    stops = tab_stops(visit(desk, url, "d=46"))
    names = [stop["name"].split("\n")[0] for stop in stops]
    assert names[0] == "Přeskočit na obsah"
    for wanted in ("Mapa", "Tabulka", "Metodika a zdroje", "Hledat obec, službu nebo poskytovatele",
                   "Druh služby", "Forma", "Jak jsme počítali", "Přiblížit", "Oddálit", "Vrstvy",
                   "Celý kraj na mapě", "Zdroje a licence"):  # fmt: skip
        assert wanted in names
    assert all(names)
    assert {stop["tag"] for stop in stops} <= {"A", "INPUT", "SELECT", "DIV", "SUMMARY", "BUTTON"}
    (only_map,) = [stop for stop in stops if stop["tag"] == "DIV"]
    assert only_map["id"] == "mapa"
    assert only_map["name"].startswith("Mapa: Denní stacionáře")


def test_the_focus_is_seen(desk: Page, url: str) -> None:
    visit(desk, url)
    for _ in range(5):
        desk.keyboard.press("Tab")
        style = desk.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth), s.boxShadow] })()"
        )
        assert style[0] == "solid"
        assert style[1] >= 3
        assert style[2] != "none"


def test_targets_are_large_enough_to_touch(browser: Browser, url: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="cs-CZ"
    )
    page = context.new_page()
    for state in ("d=46", f"d=46&o={OBEC}", "d=46&v=tabulka"):
        visit(page, url, state)
        sizes = page.evaluate(
            "[...document.querySelectorAll('button, select, input, .button, .tabs a, .switch a')]"
            ".filter((node) => node.checkVisibility() && node.type !== 'checkbox')"
            ".map((node) => [node.textContent.slice(0, 30), node.getBoundingClientRect().height])"
        )
        assert sizes
        assert [one for one in sizes if one[1] < 43.5] == []
    context.close()


def test_the_map_says_its_czech_words(desk: Page, url: str) -> None:
    visit(desk, url)
    assert desk.locator(".leaflet-control-zoom-in").get_attribute("title") == "Přiblížit"
    assert desk.locator(".leaflet-control-zoom-out").get_attribute("aria-label") == "Oddálit"
    assert desk.locator("#mapa").get_attribute("role") == "application"
    assert desk.locator(".leaflet-interactive").count() == 0
    assert desk.locator(".leaflet-control-attribution").count() == 0
