"""Ways through the page: situations, obec, service, comparing, embedding, languages, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gis_sluzby import codelists
from tests.publish.site_frames import HOSTILE, Frames, reached_frames
from tests.publish.site_visit import FOCUSED, OBEC, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAINTED = """(place) => {
  const canvas = document.querySelectorAll(place)[0];
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let sum = 0;
  for (let i = 0; i < data.length; i += 41) sum = (sum * 31 + data[i]) % 1000003;
  return sum;
}"""
FIRST, SECOND = "#mapa .leaflet-overlay-pane canvas", "#mapa2 .leaflet-overlay-pane canvas"


def placed_service(grid: tuple[Frames, Frames]) -> str:
    """Give the short id of a daily centre that has a place."""
    centre = grid[0]
    own = centre["services"].query("druh == '46' and not secret and do.isna()")
    return str(own["service_id"].iloc[0]).partition(":")[2]


def test_a_situation_leads_to_its_kinds(desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46")
    desk.get_by_label("Podle životní situace").check()
    desk.locator("#situace").select_option("zavislost")
    situation = next(one for one in codelists.situations() if one.code == "zavislost")
    offered = desk.eval_on_selector_all("#druh option", "all => all.map(o => o.value)")
    assert tuple(offered) == situation.druhy
    assert "s=zavislost" in desk.url
    desk.get_by_label("Podle druhu služby").check()
    assert desk.locator("#druh option").count() == len(codelists.druhy())
    assert "s=" not in desk.url


def test_the_obec_shows_only_what_concerns_the_situation(desk: Page, full_url: str) -> None:
    visit(desk, full_url, f"d=46&o={OBEC}")
    desk.locator("#situace-u-me").select_option("senior")
    assert desk.evaluate(FOCUSED)["id"] == "situace-u-me"
    shown = desk.eval_on_selector_all(
        ".section > .rows > li > div > a",
        "all => all.map(a => a.textContent.toLowerCase().replaceAll('\\u00a0', ' '))",
    )
    situation = next(one for one in codelists.situations() if one.code == "senior")
    assert set(shown) == {codelists.druh(code).singular for code in situation.druhy}


def test_who_comes_is_named_with_a_contact(
    grid: tuple[Frames, Frames], desk: Page, full_url: str
) -> None:
    visit(desk, full_url, f"d=46&o={OBEC}")
    reach = reached_frames(grid[0])["reach"]
    coming = reach[reach["demand_id"] == f"d{OBEC}"]
    section = desk.locator(".section.comes")
    providers = grid[0]["services"].set_index("service_id")["provider_id"]
    names = grid[0]["providers"].set_index("provider_id")["nazev"]
    expected = {names[providers[service]] for service in coming["service_id"]}
    section.evaluate("at => at.querySelectorAll('details').forEach((one) => { one.open = true; })")
    links = section.locator(".rows p a, .more a:not(.button)").all_text_contents()
    assert links
    assert {one for one in links if not one.startswith("Středisko")} <= expected


def test_whom_to_ask_when_there_is_nothing(desk: Page, full_url: str, url: str) -> None:
    visit(desk, full_url, f"d=46&o={OBEC}")
    department = desk.locator(".help").filter(has_text="Městský úřad Žďár")
    bar = desk.locator("#pomoc")
    assert bar.is_visible()
    orp = desk.locator("#podrobnosti-obsah > .muted").first.inner_text()
    if "Žďár" in orp:
        assert department.get_by_role("link", name="353").get_attribute("href") == "tel:353000200"
        assert bar.locator("a").get_attribute("href") == "tel:353000200"
    else:
        assert bar.locator("button, a").count() == 1
    visit(desk, url, f"d=46&o={OBEC}")
    desk.locator("#pomoc button").click()
    assert desk.evaluate(FOCUSED)["id"] == "kdyz-nic"


def test_a_service_opens_with_its_facts_and_bands(
    grid: tuple[Frames, Frames], desk: Page, full_url: str
) -> None:
    visit(desk, full_url, f"x={placed_service(grid)}")
    assert desk.locator("#druh").input_value() == "46"
    desk.locator("#pasma li").nth(1).wait_for()
    assert desk.locator("#pasma li").all_text_contents()[0].replace("\u00a0", " ") == "do 10 min"
    facts = desk.locator("#podrobnosti dl").inner_text()
    assert "Senioři" in facts or "senioři" in facts
    assert "lůž" in facts
    with_bands = desk.evaluate(PAINTED, FIRST)
    desk.keyboard.press("Escape")
    assert desk.locator("#pasma").is_hidden()
    assert desk.evaluate(PAINTED, FIRST) != with_bands
    assert violations(visit(desk, full_url, f"x={placed_service(grid)}")) == []


def test_the_way_by_keyboard_there_and_back(desk: Page, full_url: str) -> None:
    """Search, filter, service, details, back: without a mouse, with the focus never lost."""
    visit(desk, full_url, "d=40")
    desk.locator("#hledat").focus()
    desk.keyboard.type("denní stac")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.locator("#druh").input_value() == "46"
    desk.locator("#forma").focus()
    desk.keyboard.press("ArrowDown")
    forma = desk.locator("#forma").input_value()
    assert f"f={forma}" in desk.url
    desk.get_by_role("link", name="Tabulka").first.focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Služby").first.focus()
    desk.keyboard.press("Enter")
    link = desk.locator("#tabulka-obsah tbody th a").first
    link.focus()
    name = link.text_content()
    desk.keyboard.press("Enter")
    assert desk.evaluate(FOCUSED)["tag"] == "H2"
    assert desk.locator("#podrobnosti h2").text_content() == name
    style = "getComputedStyle(document.activeElement).outlineStyle"
    desk.keyboard.press("Tab")
    assert desk.evaluate(style) == "solid"
    desk.keyboard.press("Escape")
    assert desk.locator("#podrobnosti").is_hidden()
    assert desk.evaluate("document.activeElement !== document.body")
    desk.go_back()
    assert desk.locator("#podrobnosti h2").text_content() == name


def test_two_kinds_stand_side_by_side_and_move_together(desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46")
    desk.locator("#porovnat").select_option("40")
    desk.locator("#vedle").wait_for()
    assert "k=40" in desk.url
    assert desk.locator("#nazev-prvni").inner_text().startswith("Denní stacionáře")
    assert desk.locator("#nazev-druhe").inner_text().startswith("Pečovatelská služba")
    assert desk.evaluate(PAINTED, FIRST) != desk.evaluate(PAINTED, SECOND)
    before = desk.evaluate(PAINTED, SECOND)
    desk.locator("#mapa").focus()
    desk.keyboard.press("ArrowRight")
    desk.wait_for_timeout(300)
    assert desk.evaluate(PAINTED, SECOND) != before
    assert violations(desk) == []
    desk.locator("#porovnat").select_option("")
    assert desk.locator("#druha").is_hidden()
    assert "k=" not in desk.url


def test_an_earlier_time_of_the_same_looks_the_same(desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46&k=drive")
    desk.locator("#vedle").wait_for()
    rows = [
        desk.locator(f"#{name} tbody tr").all_inner_texts() for name in ("legenda", "legenda-druhe")
    ]
    assert rows[0] == rows[1]
    assert desk.locator("#porovnat optgroup").first.get_attribute("label") == "Dřívější stav"


def test_orp_are_counted_once_each(grid: tuple[Frames, Frames], desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46")
    desk.get_by_role("button", name="ORP", exact=True).click()
    counts = desk.locator("#legenda tbody td:nth-child(3)").all_text_contents()
    orp = grid[0]["obce"].query("in_plan")["kod_orp"].nunique()
    assert sum(int(count) for count in counts) == orp
    assert "u=orp" in desk.url
    assert violations(desk) == []


def test_an_address_brings_back_all_of_it(
    grid: tuple[Frames, Frames], desk: Page, full_url: str
) -> None:
    states = (
        "d=40&f=ter&s=senior",
        f"d=46&o={OBEC}",
        f"d=46&x={placed_service(grid)}",
        "d=46&u=orp",
        "d=46&k=40",
        "d=46&v=tabulka&t=sluzby",
        "d=46&p=11/49.9/12.9",
    )
    for state in states:
        visit(desk, full_url, state)
        wanted = dict(part.split("=") for part in state.split("&"))
        links = desk.locator(".views a").first.get_attribute("href") or ""
        kept = dict(part.split("=") for part in links[1:].split("&"))
        for key, value in wanted.items():
            if key not in {"v", "t"}:
                assert kept[key].replace("%2F", "/") == value, state


@pytest.mark.parametrize(
    "state", ["d=999&o=x&x=y&k=z&p=1/2&u=1&l=xx", "p=99/900/900", "%%%", "d=46&s=__proto__&c=a"]
)
def test_a_broken_address_opens_the_page(desk: Page, full_url: str, state: str) -> None:
    visit(desk, full_url, state)
    assert desk.locator("#vysledek").inner_text()


def test_moving_the_map_is_kept_but_not_for_those_in_danger(desk: Page, full_url: str) -> None:
    for druh, kept in (("46", True), ("60a", False)):
        visit(desk, full_url, f"d={druh}")
        desk.locator("#mapa").focus()
        desk.keyboard.press("ArrowRight")
        if kept:
            desk.wait_for_url("**&p=**")
        else:
            desk.wait_for_timeout(400)
            assert "&p=" not in desk.url


def test_a_situation_of_danger_leaves_no_trace(desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46&s=nasili")
    assert desk.locator("header .leave").is_hidden()  # 46 is none of its kinds
    visit(desk, full_url, f"d=46&o={OBEC}")
    desk.locator("#situace-u-me").select_option("nasili")
    assert desk.locator("header .leave").is_visible()
    assert OBEC not in desk.url
    name = desk.locator("#podrobnosti h2").text_content()
    assert str(name) not in desk.title()
    desk.go_back()
    assert OBEC not in desk.url


def test_inside_another_page(desk: Page, full_url: str) -> None:
    desk.goto("about:blank")
    desk.goto(f"{full_url}?embed=1#d=46")
    desk.wait_for_function("document.querySelectorAll('#legenda tbody tr').length > 0")
    assert desk.locator("header .top").is_hidden()
    assert desk.locator("#cela-mapa").get_attribute("href") == f"{full_url}#d=46"
    assert violations(desk) == []
    visit(desk, full_url, "d=46&v=metodika")
    code = desk.locator("#vlozit").input_value()
    assert code.startswith(f'<iframe src="{full_url}?embed=1#d=46" title="Dostupnost')


def test_the_frame_turns_english_and_back(desk: Page, full_url: str) -> None:
    visit(desk, full_url, f"d=46&o={OBEC}")
    czech = desk.locator("main").inner_text()
    desk.get_by_role("button", name="English").click()
    desk.get_by_role("heading", name="What is available near me").wait_for()
    assert desk.locator("html").get_attribute("lang") == "en"
    assert desk.url.endswith("&l=en")
    assert violations(desk) == []
    name = desk.locator("#podrobnosti h2")
    assert name.get_attribute("lang") == "cs"
    desk.get_by_role("button", name="Česky").click()
    assert desk.locator("html").get_attribute("lang") == "cs"
    assert desk.locator("main").inner_text() == czech
    assert desk.locator("body [lang=cs]").count() == 0


def test_tiles_are_asked_for_only_when_turned_on(desk: Page, full_url: str) -> None:
    asked: list[str] = []

    def answer(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        route.fulfill(status=204)  # type: ignore[attr-defined]

    desk.context.route(re.compile("dlazdice"), answer)
    visit(desk, full_url, "d=46")
    desk.locator("#vrstvy summary").click()
    assert asked == []
    desk.get_by_label("Základní mapa").check()
    desk.wait_for_timeout(500)
    assert asked
    assert all(one.startswith("https://dlazdice.example.cz/") for one in asked)
    assert "© Zeměměřický úřad" in desk.locator(".origin").inner_text()


def test_bands_of_a_druh_are_a_layer(desk: Page, full_url: str) -> None:
    visit(desk, full_url, "d=46")
    desk.locator("#vrstvy summary").click()
    desk.get_by_label("Pásma minut").check()
    desk.locator("#pasma li").first.wait_for()
    assert "kolem nejbližší" in desk.locator("#pasma").inner_text()


def test_the_mistake_goes_to_the_publisher(
    grid: tuple[Frames, Frames], desk: Page, full_url: str
) -> None:
    visit(desk, full_url, f"x={placed_service(grid)}")
    link = desk.locator("#podrobnosti").get_by_role("link", name="Nahlásit chybu")
    assert (link.get_attribute("href") or "").startswith("mailto:mapa@kraj.example.cz?subject=")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_what_is_chosen(desk: Page, full_url: str, scheme: str) -> None:
    desk.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    visit(desk, full_url, "d=46")
    assert violations(desk) == []
    chosen = desk.locator('.units [aria-pressed="true"]')
    assert chosen.evaluate("node => getComputedStyle(node).borderTopWidth") == "2px"


def test_four_times_as_large_nothing_goes_sideways(
    grid: tuple[Frames, Frames], desk: Page, full_url: str
) -> None:
    """A window of 1280 × 1024 at 400 % has 320 × 256 pixels."""
    desk.set_viewport_size({"width": 320, "height": 256})
    for state in (
        *("d=46&s=senior", "d=46&k=40", "d=46&u=orp", f"d=46&o={OBEC}", "d=46&v=tabulka"),
        *(f"x={placed_service(grid)}", "v=metodika", "d=46&v=tabulka&t=sluzby", "d=46&l=en"),
    ):
        visit(desk, full_url, state)
        assert desk.evaluate("document.documentElement.scrollWidth") <= 320, state


def test_hostile_hours_and_departments_are_text(desk: Page, full_url: str) -> None:
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    visit(desk, full_url, "d=40&v=tabulka&t=sluzby")
    desk.locator("#tabulka-obsah tbody th a").first.click()
    desk.locator("#podrobnosti [data-fact] li").first.wait_for()
    assert desk.locator("#podrobnosti img").count() == 0
    links = desk.evaluate("[...document.links].map((link) => link.protocol)")
    assert "javascript:" not in links
    assert HOSTILE[7] not in desk.title()
