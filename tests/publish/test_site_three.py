"""Three whole pages: of a real kraj, of the model of another one, of the sample region.

A page is built and visited in one test, so that workers build each of them once. Axe looks at
every state that a reader can bring about; the watched page fails for a request or an error of
the console.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby import build
from gis_sluzby.plan import read_plan
from gis_sluzby.sample import write_sample
from tests.publish.site_visit import FOCUSED, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KARLOVARSKY = Path(__file__).parents[1] / "plans" / "karlovarsky.toml"
#: What the page knows: the largest obec, and a service of the kind that may be looked up.
KNOWN = """() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const shown = document.querySelector('#druh').value;

  return { obce: data.obce.nazev, codes: data.obce.kod, ids: data.services.ids, druh: shown };
}"""
#: What a reader sees of the state; the same after the address was opened anew.
SEEN = """() => ({
  view: document.body.dataset.view, title: document.title,
  druh: document.getElementById('druh').value, forma: document.getElementById('forma').value,
  other: document.getElementById('porovnat').value,
  head: document.querySelector('#podrobnosti h2')?.textContent ?? '',
  result: document.getElementById('vysledek').textContent,
  legend: document.getElementById('legenda').textContent,
  rows: document.querySelectorAll('#tabulka-obsah tbody tr').length,
  orp: document.querySelector('.units [aria-pressed=true]').dataset.unit,
})"""
RING = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 3;
}"""


@pytest.fixture(
    params=[
        pytest.param("karlovarsky", marks=pytest.mark.real_data),
        pytest.param("liberecky", marks=pytest.mark.real_data),
        "sample",
    ]
)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the page of a plan, built with nothing beside it."""
    if request.param == "sample":
        write_sample(tmp_path / "plan")
        plan_file = tmp_path / "plan" / "plan.toml"
    elif request.param == "liberecky":
        plan_file = request.getfixturevalue("liberecky_model")
    else:
        request.getfixturevalue("real_data")
        plan_file = tmp_path / "plan.toml"
        plan_file.write_text(KARLOVARSKY.read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "karlovarsky":
            patch.setenv("GIS_SLUZBY_DATA", str(request.getfixturevalue("real_data")))
        out = build(read_plan(plan_file), tmp_path / "out", ["site"])
    return out / "site" / "index.html"


def test_every_state_of_a_whole_page(site: Path, desk: Page, browser: Browser) -> None:
    url = site.as_uri()
    visit(desk, url)
    known = desk.evaluate(KNOWN)
    by_keyboard(desk, known)
    states(desk, url, known)
    small(desk, url, known)
    printed(desk, url)
    without_scripts(browser, url)


def by_keyboard(page: Page, known: dict[str, Any]) -> None:
    """Search, obec, filter, service, details and back; the focus is seen at each stop."""
    assert violations(page) == []
    page.locator("#hledat").focus()
    page.keyboard.type(known["obce"][0])
    page.locator("#nalezeno li").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Enter")
    assert page.locator("#podrobnosti h2").text_content() == known["obce"][0]
    assert page.evaluate(FOCUSED)["tag"] == "H2"
    assert f"o={known['codes'][0]}" in page.url
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate(RING)
    page.keyboard.press("Escape")
    assert page.locator("#podrobnosti").is_hidden()
    assert page.evaluate(FOCUSED)["id"] == "hledat"
    page.locator("#forma").focus()
    for key, narrowed in (("ArrowDown", True), ("ArrowUp", False)):  # a form may have no service
        page.keyboard.press(key)
        assert ("&f=" in page.url) is narrowed
    assert page.evaluate(RING)
    for view in ("Tabulka", "Služby"):
        page.get_by_role("link", name=view, exact=True).first.focus()
        page.keyboard.press("Enter")
    link = page.locator("#tabulka-obsah tbody th a").first
    link.focus()
    assert page.evaluate(RING)
    name = link.text_content()
    page.keyboard.press("Enter")
    assert page.locator("#podrobnosti h2").text_content() == name
    assert page.evaluate(FOCUSED)["tag"] == "H2"
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator("#podrobnosti").is_hidden()
    assert page.evaluate("document.activeElement !== document.body")
    page.go_back()
    assert page.locator("#podrobnosti h2").text_content() == name


def states(page: Page, url: str, known: dict[str, Any]) -> None:
    """Open each state by its address: no violation, and the address brings back the same."""
    druh, obec, service = known["druh"], known["codes"][0], known["ids"][0]
    for state in (
        *(f"d={druh}", f"d={druh}&u=orp", "d=40&f=ter", "d=57", "d=60a", f"d={druh}&k=40"),
        *(f"d={druh}&s=senior", f"d={druh}&o={obec}", f"x={service}", "v=metodika"),
        *(f"d={druh}&v=tabulka&t=orp", f"d={druh}&v=tabulka&t=sluzby", f"d={druh}&l=en"),
    ):
        visit(page, url, state)
        if "k=" in state:
            page.locator("#druha").wait_for()
        if "l=en" in state:
            page.get_by_role("button", name="Česky").wait_for()
        assert violations(page) == [], state
        seen = page.evaluate(SEEN)
        visit(page, url, page.url.partition("#")[2])
        if "l=en" in state:
            page.get_by_role("button", name="Česky").wait_for()
        assert page.evaluate(SEEN) == seen, state
    visit(page, f"{url}?embed=1", f"d={druh}")
    assert page.locator("#cela-mapa").is_visible()
    assert violations(page) == []


def small(page: Page, url: str, known: dict[str, Any]) -> None:
    """A phone in the dark, forced colours, and 1280 pixels at 400 %: nothing goes sideways."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(visit(page, url, f"o={known['codes'][0]}")) == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert violations(visit(page, url)) == []
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 320, "height": 256})
    for state in (
        "",
        "k=40",
        f"o={known['codes'][0]}",
        "v=tabulka",
        "v=tabulka&t=sluzby",
        "v=metodika",
    ):
        visit(page, url, state)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state


def printed(page: Page, url: str) -> None:
    """A4 has the kind, the legend, every obec of the table, and no control."""
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, url)
    obce = page.evaluate("JSON.parse(document.getElementById('data').textContent).obce.nazev")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", "-", "-"]
    ran = subprocess.run(command, input=pdf, capture_output=True, check=True)
    text = " ".join(ran.stdout.decode("utf-8").split())
    assert " ".join((page.locator("#tisk-nadpis").text_content() or "").split()) in text
    assert [name for name in obce if name not in text] == []
    assert "Hledat obec" not in text


def without_scripts(browser: Browser, url: str) -> None:
    """Without scripts there are tables and the method, and nothing that does not work."""
    context = browser.new_context(java_script_enabled=False, locale="cs-CZ")
    page = context.new_page()
    page.goto(url)
    assert page.locator("noscript table").count() == 2
    assert page.locator("noscript tbody tr").count() > 20
    assert page.get_by_role("heading", name="Všechny druhy v celém kraji").is_visible()
    assert page.locator("#mapa").is_hidden()
    assert page.locator("#metodika").is_visible()
    for hidden in ("#hledat", "#druh", ".views", ".tabs", "#tabulka-obsah"):
        assert page.locator(hidden).first.is_hidden(), hidden
    context.close()
