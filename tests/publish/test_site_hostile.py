"""Two hundred hostile names in every view and in every file that the page gives out."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import shapely

from gis_sluzby import crs
from gis_sluzby.publish.site import write_site
from tests.publish.site_frames import (
    GRID_WORDS,
    Frames,
    fake_coverage,
    grid_centre,
    grid_people,
    reached_frames,
    told_frames,
)
from tests.publish.site_visit import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SEEDS = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */onerror=alert(1) )//</style/</title/</script/--!>",
    "<svg/onload=alert(1)>", "'\"><img src=x onerror=alert(1)>", "<!--<script>",
    "</script><script>alert(1)</script>", "]]>", "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}", "`${1}`",
    "<%= 7*7 %>", "#{7*7}", "\u202eobrácený\u202c", "\u2066izolovaný\u2069", "a\u0300\u0301\u0302",
    "řádek\nřádek", "řádek\r\nřádek", "tabulátor\tzde", "\u2028\u2029", "👩‍👩‍👧‍👦 rodina 🏳️‍🌈", "𝕬𝖘̌",
    "=1+1", "+420", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\\u003cb\\u003e", "&lt;b&gt;",
    "&#60;b&#62;",
    "%3Cb%3E", "__proto__", "constructor", "null", "NaN", "[object Object]",
    "0", " ", "url(javascript:1)", "expression(1)", "Robert'); DROP TABLE obce;--",
    "../../etc/passwd",
    "\ufeffBOM",
)  # fmt: skip
LONG = "Dlouhé jméno " * 800  # 10 kB


def hostile_names(count: int) -> list[str]:
    """Give different hostile names: those above, joined and mixed."""
    rng = random.Random(9)  # noqa: S311 -- no secret
    names = dict.fromkeys([*SEEDS, LONG])
    while len(names) < count:
        first, second = rng.sample(SEEDS, 2)
        names[f"{first}{rng.randrange(1000)}{second}"] = None
    return list(names)[:count]


NAMES = hostile_names(220)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Frames, list[Path]]:
    """A page of a grid where everything that has a name has a hostile one."""
    centre = grid_centre(columns=11, rows=7, services=120, seed=3)
    people = grid_people(centre)
    coverage = fake_coverage(centre, people)
    obce = centre["obce"].copy()
    own = obce.index[obce["in_plan"]]
    obce.loc[own, "nazev"] = NAMES[: len(own)]
    rest = NAMES[len(own) :]
    providers = centre["providers"].assign(nazev=rest[: len(centre["providers"])])
    services = centre["services"]
    services = services.assign(nazev=[rest[-1 - at % 100] for at in range(len(services))])
    coverage["coverage_obec"]["nazev_obec"] = coverage["coverage_obec"]["kod_obec"].map(
        obce.set_index("kod_obec")["nazev"]
    )
    named = told_frames({**centre, "obce": obce, "providers": providers, "services": services})
    folder = tmp_path_factory.mktemp("hostile") / "site"
    files = write_site(
        folder,
        centre=named,
        coverage=coverage,
        reached=reached_frames(centre),
        **{**GRID_WORDS, "title": SEEDS[0], "publisher": SEEDS[2]},  # type: ignore[arg-type]
    )
    return named, files


def test_there_are_enough_of_them(hostile: tuple[Frames, list[Path]]) -> None:
    centre, _ = hostile
    shown = {*centre["obce"].query("in_plan")["nazev"], *centre["providers"]["nazev"]}
    assert len({*shown, *centre["services"]["nazev"]} & set(NAMES)) >= 200


def test_they_are_text_in_every_view(hostile: tuple[Frames, list[Path]], desk: Page) -> None:
    centre, (index, *_) = hostile
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    url = index.as_uri()
    own = centre["obce"].query("in_plan")
    states = ["d=46", "d=46&v=tabulka", "d=46&v=tabulka&t=sluzby", "d=46&v=tabulka&t=orp"]
    states += [f"d=46&o={kod}" for kod in own["kod_obec"].iloc[::11]]
    ids = centre["services"]["service_id"].str.partition(":")[2]
    states += [f"x={short}" for short in ids.iloc[::20]]
    for state in [*states, "v=metodika", "d=46&l=en", "d=46&k=40"]:
        visit(desk, url, state)
        foreign = "main :is(img, iframe, object, embed, script, form, b)"
        assert desk.locator(foreign).count() == 0, state
        protocols = set(desk.evaluate("[...document.links].map((link) => link.protocol)"))
        assert protocols <= {"file:", "tel:", "mailto:", "https:"}, state
        assert desk.evaluate("document.documentElement.scrollWidth") <= 1440, state
    visit(desk, url, "d=46&v=tabulka")
    shown = desk.locator("#tabulka-obsah tbody th").all_text_contents()
    assert sorted(shown) == sorted(own["nazev"])
    for name in (SEEDS[0], SEEDS[3], LONG.strip()[:60], SEEDS[18]):
        visit(desk, url, "d=46")
        desk.locator("#hledat").fill(name)
        assert desk.locator("#nalezeno li").count() > 0, name[:40]


def given(desk: Page, name: str, folder: Path) -> Path:
    with desk.expect_download() as caught:
        desk.locator(f"#{name}").click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def test_they_are_text_in_every_file(
    hostile: tuple[Frames, list[Path]], desk: Page, tmp_path: Path
) -> None:
    centre, (index, *_) = hostile
    own = centre["obce"].query("in_plan").set_index("kod_obec")
    visit(desk, index.as_uri(), "d=46&v=tabulka")
    rows = list(
        csv.reader(
            io.StringIO(given(desk, "csv", tmp_path).read_bytes().decode("utf-8-sig"), newline=""),
            delimiter=";",
        )
    )
    names = sorted(own["nazev"])
    formulas = ("=", "+", "-", "@", "\t", "\r")
    disarmed = {f"'{name}" if name.startswith(formulas) else name for name in names}
    assert {row[1] for row in rows[1:]} == disarmed
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(formulas)]
    sheet = openpyxl.load_workbook(given(desk, "xlsx", tmp_path)).active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert max(len(str(cell.value or "").strip()) for cell in cells) == len(LONG.strip())
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    features = json.loads(given(desk, "geojson", tmp_path).read_text("utf-8"))["features"]
    assert sorted(one["properties"]["Obec"] for one in features) == names
    geometry = crs.to_4326(own.set_geometry("geometry")).geometry
    for one in features:
        shape = shapely.geometry.shape(one["geometry"])
        wanted = geometry[one["properties"]["kod_obec"]]
        assert shape.symmetric_difference(wanted).area < 0.03 * wanted.area
        assert shapely.is_ccw(shapely.get_exterior_ring(shape))


def test_services_are_given_without_hidden_places(
    hostile: tuple[Frames, list[Path]], desk: Page, tmp_path: Path
) -> None:
    _, (index, *_) = hostile
    visit(desk, index.as_uri(), "d=60a&v=tabulka&t=sluzby")
    features = json.loads(given(desk, "geojson", tmp_path).read_text("utf-8"))["features"]
    assert features
    assert {one["geometry"] for one in features} == {None}
    visit(desk, index.as_uri(), "d=46&v=tabulka&t=orp")
    assert desk.locator("#geojson").is_hidden()
    book = given(desk, "xlsx", tmp_path)
    with zipfile.ZipFile(book) as opened:
        assert opened.testzip() is None
