from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import folium
import pytest
from folium.plugins import Fullscreen

from gis_sluzby.publish.site import write_site
from gis_sluzby.publish.site.figure import PageFigure, PageMap
from gis_sluzby.publish.site.scripts import vendored
from tests.publish.site_decode import together
from tests.publish.site_frames import GRID_WORDS, HOSTILE, Frames

if TYPE_CHECKING:
    from pathlib import Path


class Elements(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self._inside: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag if tag in {"script", "style", "title"} else None
        if self._inside:
            self.raw.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, text = self.raw.pop()
            self.raw.append((tag, text + data))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None


@pytest.fixture(scope="module")
def page_text(site_file: Path) -> str:
    return site_file.read_text("utf-8")


@pytest.fixture(scope="module")
def elements(page_text: str) -> Elements:
    return Elements(page_text)


def data_of(elements: Elements) -> dict[str, Any]:
    scripts = [attrs for tag, attrs in elements.found if tag == "script"]
    texts = [text for tag, text in elements.raw if tag == "script"]
    (data,) = [
        t for a, t in zip(scripts, texts, strict=True) if a.get("type") == "application/json"
    ]
    read: dict[str, Any] = json.loads(data)
    return read


def test_the_same_input_gives_the_same_bytes(
    grid: tuple[Frames, Frames], site_file: Path, tmp_path: Path
) -> None:
    centre, coverage = grid
    again, *_ = write_site(tmp_path, centre=centre, coverage=coverage, **GRID_WORDS)  # type: ignore[arg-type]
    assert again.read_bytes() == site_file.read_bytes()


def test_the_page_is_one_czech_document(page_text: str, elements: Elements) -> None:
    assert page_text.startswith('<!DOCTYPE html>\n<html lang="cs">')
    tags = [tag for tag, _ in elements.found]
    for single in ("title", "h1", "main", "header"):
        assert tags.count(single) == 1
    viewports = [a for t, a in elements.found if t == "meta" and a.get("name") == "viewport"]
    assert [v["content"] for v in viewports] == ["width=device-width, initial-scale=1"]
    ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_nothing_is_asked_of_anybody(page_text: str, elements: Elements) -> None:
    for tag, attrs in elements.found:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "data:")), (tag, name, value)
        assert not [name for name in attrs if name.startswith("on")]
    style = next(text for tag, text in elements.raw if tag == "style")
    assert all(url.startswith(("data:", "#")) for url in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style
    assert "sourceMappingURL" not in page_text
    for word in ("localStorage", "sessionStorage", "document.cookie", "indexedDB", "fetch("):
        own = [text for tag, text in elements.raw if tag == "script"][-1]
        assert word not in own


def test_the_policy_names_every_script_and_the_style(elements: Elements) -> None:
    (policy,) = [
        a["content"] for t, a in elements.found if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    scripts = [a for t, a in elements.found if t == "script"]
    texts = [text for tag, text in elements.raw if tag == "script"]
    run = [t for a, t in zip(scripts, texts, strict=True) if "type" not in a]
    assert len(run) == 3
    for text in [*run, next(text for tag, text in elements.raw if tag == "style")]:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_nothing_is_shown_before_the_whole_page_is_there(elements: Elements) -> None:
    """The first frame is the finished one; else nothing that is meant for no scripts shows."""
    (expected,) = [a for t, a in elements.found if t == "link" and a.get("rel") == "expect"]
    assert expected["blocking"] == "render"
    tags = [(tag, attributes.get("id")) for tag, attributes in elements.found]
    awaited = tags.index(("i", (expected["href"] or "").removeprefix("#")))
    assert awaited > max(at for at, (tag, _) in enumerate(tags) if tag == "script")
    assert tags.index(("script", None)) < tags.index(("header", None))


def test_leaflet_keeps_its_licence(elements: Elements) -> None:
    leaflet = [text for tag, text in elements.raw if tag == "script"][-2]
    assert leaflet.startswith("/* @preserve\n * Leaflet 1.9.4")
    assert "Vladimir Agafonkin" in leaflet[:300]
    assert "url(images" not in vendored("leaflet.css")


def test_hostile_text_is_text(page_text: str, elements: Elements) -> None:
    data = data_of(elements)
    assert set(HOSTILE[:6]) <= set(data["obce"]["nazev"])
    assert set(HOSTILE) <= {row[0] for row in data["providers"] if row}
    without_data = page_text.replace(re.search(r'id="data">.*?</script>', page_text)[0], "")  # type: ignore[index]
    for text in HOSTILE:
        if html.escape(text) != text:
            assert text not in without_data
    assert "<img" not in page_text
    assert "Úřad &lt;b&gt;vzorového&lt;/b&gt; kraje" in page_text
    assert "{{ 7 * 7 }}" in page_text


@pytest.mark.parametrize(
    ("mode", "word", "arrival"),
    [
        ("foot", "pěšky", "Dojdete pěšky"),
        ("bike", "na kole", "Dojedete na kole"),
        ("transit", "veřejnou dopravou", "Dojedete veřejnou dopravou"),
        ("matrix", "podle tabulky dob", "Dostanete se tam"),
    ],
)
def test_the_page_names_the_mode_and_no_car(
    grid: tuple[Frames, Frames], tmp_path: Path, mode: str, word: str, arrival: str
) -> None:
    centre, coverage = grid
    words = {**GRID_WORDS, "mode": mode}
    written, *_ = write_site(tmp_path, centre=centre, coverage=coverage, **words)  # type: ignore[arg-type]
    text = written.read_text("utf-8")
    assert "autem" not in text.lower()
    said = data_of(Elements(text))["words"]
    assert (said["mode"], said["arrival"]["title"]) == (word, arrival)
    assert f"čas cesty k němu {word}" in text.replace("\u00a0", " ")
    assert ("Silnice končí" in text.replace("\u00a0", " ")) == (mode in {"foot", "bike"})
    assert f"Minuty {word}" in {legend["unit"] for legend in data_of(Elements(text))["legends"]}


def test_the_page_of_a_car_says_so(page_text: str, elements: Elements) -> None:
    text = page_text.replace("\u00a0", " ")
    assert "čas cesty k němu autem po silnicích z úředního bodu obce. Obec je v dosahu" in text
    said = data_of(elements)["words"]
    assert said["arrival"] == {"title": "Dojedete autem", "tile": "dojedete", "icon": "car"}


def test_finer_places_than_the_official_point_are_said(
    grid: tuple[Frames, Frames], tmp_path: Path
) -> None:
    centre, coverage = grid
    given = {**centre, "sources": centre["sources"].assign(table="demand_points")}
    words = {**GRID_WORDS, "model": False}
    written, *_ = write_site(tmp_path, centre=given, coverage=coverage, **words)  # type: ignore[arg-type]
    text = written.read_text("utf-8").replace("\u00a0", " ")
    assert "autem po silnicích z míst v obci, kde lidé žijí. Obec je v dosahu" in text
    assert "z úředního bodu" not in text


def test_model_data_are_said_to_be_such(
    grid: tuple[Frames, Frames], page_text: str, tmp_path: Path
) -> None:
    centre, coverage = grid
    real = {**GRID_WORDS, "model": False}
    written, *_ = write_site(tmp_path, centre=centre, coverage=coverage, **real)  # type: ignore[arg-type]
    assert "Modelová data." in page_text
    assert "odelová data" not in written.read_text("utf-8")


def test_without_a_script_there_is_a_table_by_orp(page_text: str, elements: Elements) -> None:
    fallback = re.search(r"<noscript>(.*?)</noscript>", page_text, re.DOTALL)
    assert fallback
    for _, name in data_of(elements)["orp"]:
        assert html.escape(name) in fallback[1]
    assert "Lidé v dosahu" in fallback[1]


def test_the_page_opens_with_a_kind_that_tells_something(elements: Elements) -> None:
    data = data_of(elements)
    first = together(data["layers"])[data["first"]]
    states = {data["states"][s][0] for s in range(len(data["states"]))}
    assert first["m"] == "time"
    assert first["f"] == "any"
    assert {"covered", "uncovered"} <= states
    assert "discreet" not in data["druhy"][first["d"]]


def test_sources_rules_and_method_stand_on_the_page(page_text: str) -> None:
    text = page_text.replace("\u00a0", " ")
    for words in (
        "Jak jsme počítali",
        "Zdroje a licence",
        "© ČÚZK",
        "Licence: CC BY 4.0",
        "stav k 27. 9. 2026",
        "denní stacionáře (§ 46), ambulantní",
        "BSD-2-Clause",
        "Závazná norma vybavenosti službami neexistuje",
        "Začatá minuta se počítá celá",
        "Silnice končí na státní hranici, nemají-li zdroje i ty za ní.",
    ):
        assert words in text
    assert "pokryt" not in text.lower()


def test_a_foreign_asset_is_an_error() -> None:
    figure = PageFigure({"title": "x"}, "")
    page_map = PageMap()
    Fullscreen().add_to(page_map)  # type: ignore[no-untyped-call]
    figure.add_child(page_map)
    with pytest.raises(KeyError, match="does not ship"):
        figure.render()


def test_the_map_is_foliums() -> None:
    assert issubclass(PageMap, folium.Map)
    assert PageMap().get_name() == "map"


def test_all_obce_without_data_make_a_page_too(grid: tuple[Frames, Frames], tmp_path: Path) -> None:
    centre, coverage = grid
    none = {
        name: table.assign(status="no_data", reason="no_source", nearest_service=None)
        if name.startswith("coverage")
        else table
        for name, table in coverage.items()
    }
    empty = {
        name: table.iloc[:0] for name, table in centre.items() if name not in {"obce", "areas"}
    }
    kept = {**centre, **empty}
    written, *_ = write_site(tmp_path, centre=kept, coverage=none, **GRID_WORDS)  # type: ignore[arg-type]
    assert "Nevíme: žádný zdroj dat" in written.read_text("utf-8").replace("\u00a0", " ")


def test_a_territory_without_people_figures(grid: tuple[Frames, Frames], tmp_path: Path) -> None:
    centre, coverage = grid
    people = coverage["obec_people"].iloc[:0]
    written, *_ = write_site(
        tmp_path,
        centre=centre,
        coverage={**coverage, "obec_people": people},
        **GRID_WORDS,  # type: ignore[arg-type]
    )
    assert written.stat().st_size < 400_000


def test_the_page_stays_small(site_file: Path) -> None:
    assert site_file.stat().st_size < 400_000
