"""The page in a real browser: every test fails on a request, a console error or a page error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.site_frames import HOSTILE, Frames
from tests.publish.site_visit import FOCUSED, OBEC, search, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_search_needs_no_diacritics_and_enter_opens(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    search(desk, "citsa")
    assert "tu neznáme" in desk.locator("#hledat-stav").text_content()  # type: ignore[operator]
    search(desk, "cista")
    texts = desk.locator("#nalezeno li").all_text_contents()
    assert texts
    assert all("Čistá" in text for text in texts)
    desk.keyboard.press("ArrowDown")
    assert desk.locator("#hledat").get_attribute("aria-activedescendant") == "nalezeno-0"
    assert desk.locator("#nalezeno-0").get_attribute("aria-selected") == "true"
    desk.keyboard.press("Enter")
    assert desk.evaluate(FOCUSED)["name"].startswith("Čistá")
    assert desk.title().startswith("Čistá")
    assert "&o=599" in desk.url


def test_escape_closes_the_list_then_details_and_focus_returns(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    desk.locator("#hledat").focus()
    search(desk, "cheb")
    desk.keyboard.press("Escape")
    assert desk.locator("#nalezeno-okno").is_hidden()
    assert desk.locator("#hledat").input_value() == "cheb"
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.locator("#podrobnosti").is_visible()
    desk.keyboard.press("Escape")
    assert desk.locator("#podrobnosti").is_hidden()
    assert desk.evaluate(FOCUSED)["id"] == "hledat"
    assert desk.url.endswith("#d=46")


def test_escape_closes_the_layers(desk: Page, url: str) -> None:
    visit(desk, url)
    desk.locator("#vrstvy summary").click()
    assert desk.get_by_label("Hranice ORP").is_visible()
    desk.get_by_label("Hranice ORP").uncheck()
    desk.keyboard.press("Escape")
    assert desk.get_by_label("Hranice ORP").is_hidden()
    assert desk.evaluate(FOCUSED)["tag"] == "SUMMARY"


def test_the_skip_link_leaves_the_state_alone(desk: Page, url: str) -> None:
    visit(desk, url, "d=40&f=ter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "obsah"
    assert desk.locator("#druh").input_value() == "40"


def test_going_back_brings_back_what_was_shown(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    desk.locator("#druh").select_option("40")
    desk.locator("#forma").select_option("ter")
    assert desk.url.endswith("#d=40&f=ter")
    desk.get_by_role("link", name="Tabulka").first.click()
    assert desk.url.endswith("#d=40&f=ter&v=tabulka")
    assert desk.locator("#tabulka-obsah").is_visible()
    desk.go_back()
    assert desk.locator("#tabulka-obsah").is_hidden()
    desk.go_back()
    desk.go_back()
    assert desk.locator("#druh").input_value() == "46"


def test_a_click_on_the_map_opens_the_obec_under_it(desk: Page, url: str) -> None:
    visit(desk, url, "d=46")
    box = desk.locator("#mapa").bounding_box()
    assert box
    desk.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.62)
    tip = desk.locator("#tip strong").first.text_content()
    desk.mouse.down()
    desk.mouse.up()
    assert desk.locator("#podrobnosti h2").text_content() == tip
    assert desk.evaluate(FOCUSED)["tag"] == "H2"


def test_a_click_on_a_point_opens_the_services_there(
    grid: tuple[Frames, Frames], desk: Page, url: str
) -> None:
    visit(desk, url, "d=46")
    desk.locator("#hledat").focus()
    search(desk, "Středisko 0")
    desk.keyboard.press("Enter")
    service = grid[0]["services"].set_index("nazev").loc["Středisko 0"]
    details = desk.locator("#podrobnosti-obsah")
    assert details.locator("h2").text_content() == "Středisko 0"
    providers = grid[0]["providers"].set_index("provider_id")
    assert providers.loc[service["provider_id"], "nazev"] in details.inner_text()
    assert desk.url.endswith("&x=" + str(service["service_id"]).partition(":")[2])


def test_hostile_names_are_only_text(desk: Page, url: str) -> None:
    visit(desk, url, "d=40&v=tabulka")
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    names = desk.locator("#tabulka-obsah tbody th").all_text_contents()
    assert set(HOSTILE[:6]) <= set(names)
    for name in HOSTILE[:6]:
        desk.get_by_role("link", name="Mapa", exact=True).first.click()
        search(desk, name.strip("\u202e\u202c\u2028"))
        assert desk.locator("#nalezeno li").count() > 0
        desk.keyboard.press("Enter")
        assert desk.locator("#podrobnosti h2").text_content() == name
        desk.keyboard.press("Escape")
    assert desk.locator("#podrobnosti img, #nalezeno img, td img").count() == 0
    assert "PWNED" not in desk.title()


def test_no_link_leads_to_a_script(desk: Page, url: str) -> None:
    visit(desk, url, "d=40&v=tabulka&t=sluzby")
    links = desk.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(links) <= {"file:", "tel:", "mailto:", "https:"}
    search(desk, HOSTILE[0])
    desk.keyboard.press("Enter")
    assert set(desk.evaluate("[...document.links].map((link) => link.protocol)")) <= set(links)


# ---------------------------------------------------------------- obec, victims of violence


def test_every_druh_stands_in_one_section_of_the_obec(desk: Page, url: str) -> None:
    visit(desk, url, f"d=46&o={OBEC}")
    shown = desk.evaluate(
        "[...document.querySelectorAll('.section .rows li > div > a')].map((a) => a.textContent)"
    )
    kinds = desk.locator("#druh option").all_text_contents()
    assert len(shown) == len(set(shown)) == len(kinds) - 1  # § 60a has a card of its own
    assert "Pomoc při násilí" in desk.locator("#podrobnosti").inner_text()
    tiles = desk.locator(".tile .count").all_text_contents()
    assert len(tiles) == 4
    first = desk.locator(".tile:not([disabled])").first
    first.click()
    assert desk.evaluate(FOCUSED)["tag"] == "H3"


def test_the_obec_stays_out_of_the_address_of_those_who_seek_shelter(desk: Page, url: str) -> None:
    for druh in ("57", "60", "60a"):
        visit(desk, url, f"d={druh}")
        assert desk.get_by_role("button", name="Rychle odejít").first.is_visible()
        search(desk, "cista")
        desk.keyboard.press("Enter")
        assert desk.locator("#podrobnosti h2").is_visible()
        assert desk.url.endswith(f"#d={druh}")
        assert "Čistá" not in desk.title()
    visit(desk, url, "d=46")
    assert desk.locator("header .leave").is_hidden()


def test_no_minutes_of_an_intervention_centre(desk: Page, url: str) -> None:
    visit(desk, url, "d=60a&v=tabulka")
    assert "Min" not in desk.locator("#tabulka-obsah thead").inner_text()
    assert "min" not in desk.locator("#legenda").inner_text()
