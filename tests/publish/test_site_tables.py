"""Legend, tables and downloads of the page."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.cartography import czech_sorted
from gis_sluzby.publish.site import write_site
from tests.publish.site_frames import GRID_WORDS, Frames
from tests.publish.site_visit import FOCUSED, OBEC, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_legend_counts_every_obec_and_tells_three_states_apart(
    grid: tuple[Frames, Frames], desk: Page, url: str
) -> None:
    obce = int(grid[0]["obce"]["in_plan"].sum())
    for state in ("d=46", "d=40&f=ter", "d=48", "d=44", "d=55", "d=49"):
        visit(desk, url, state)
        counts = desk.locator("#legenda tbody td:nth-child(3)").all_text_contents()
        assert sum(int(count) for count in counts) == obce
        labels = desk.locator("#legenda tbody th").all_text_contents()
        assert {"bez dat", "netýká se"} <= set(labels)
        patterns = desk.locator("#legenda tr.special g.mark").count()
        assert patterns == len([one for one in labels if one in SPECIAL])


SPECIAL = {"mimo dosah", "nepřijede", "bez dat", "netýká se"}


def column(page: Page, place: int) -> list[str]:
    return page.locator(f"#tabulka-obsah tbody tr > :nth-child({place})").all_text_contents()


def test_the_table_says_what_the_frame_says(
    grid: tuple[Frames, Frames], desk: Page, url: str
) -> None:
    visit(desk, url, "d=46&f=amb&v=tabulka")
    table = grid[1]["coverage_obec"].query("druh == '46' and forma == 'amb'")
    minutes = dict(zip(table["nazev_obec"], table["nearest_minutes"], strict=True))
    shown = dict(zip(column(desk, 1), column(desk, 5), strict=True))
    assert shown == {name: str(math.ceil(m)) for name, m in minutes.items()}


def test_columns_sort_as_czech_does_and_empty_ones_stay_last(desk: Page, url: str) -> None:
    visit(desk, url, "d=46&v=tabulka")
    heads = desk.locator("#tabulka-obsah thead th")
    assert heads.first.get_attribute("aria-sort") == "ascending"
    plain = [name for name in column(desk, 1) if name[0].isalpha()]
    assert plain == czech_sorted(plain)
    desk.get_by_role("button", name="Obec", exact=True).click()
    assert heads.first.get_attribute("aria-sort") == "descending"
    assert desk.evaluate(FOCUSED)["name"] == "Obec"
    again = [name for name in column(desk, 1) if name[0].isalpha()]
    assert again == czech_sorted(plain)[::-1]


def test_rows_without_a_value_stay_last_either_way(desk: Page, url: str) -> None:
    visit(desk, url, "d=40&v=tabulka&t=sluzby")
    contact = desk.locator("#tabulka-obsah thead th").count()
    for _ in range(2):
        desk.locator("#tabulka-obsah thead button").last.click()
        phones = [text.startswith("+420") for text in column(desk, contact)]
        assert phones == sorted(phones, reverse=True)
        assert 0 < sum(phones) < len(phones)


def test_the_table_of_orp_is_the_one_of_the_frame(
    grid: tuple[Frames, Frames], desk: Page, url: str
) -> None:
    visit(desk, url, "d=46&v=tabulka&t=orp")
    rows = grid[1]["coverage_orp"].query("druh == '46' and forma == 'any'")
    shares = dict(zip(rows["nazev_orp"], rows["covered_share"], strict=True))
    for name, share in zip(column(desk, 1), column(desk, 5), strict=True):
        assert (
            abs(float(share.replace("\u00a0%", "").replace(",", ".")) / 100 - shares[name]) < 0.001
        )


def test_the_download_is_the_table(
    grid: tuple[Frames, Frames], desk: Page, url: str, tmp_path: Path
) -> None:
    visit(desk, url, "d=46&v=tabulka")
    with desk.expect_download() as caught:
        desk.get_by_role("button", name="Stáhnout CSV").click()
    assert caught.value.suggested_filename == "46-any-obce.csv"
    caught.value.save_as(tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_text("utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert header == ["Kód obce", "Obec", "ORP", "Obyvatel", "Nejbližší služba", "Min", "Dosah"]
    assert len(rows) == int(grid[0]["obce"]["in_plan"].sum())
    assert [row[1] for row in rows] == column(desk, 1)
    people = grid[1]["obec_people"].set_index("kod_obec")["people"]
    assert {row[0]: int(row[3]) for row in rows} == people.to_dict()
    judged = grid[1]["coverage_obec"].query("druh == '46' and forma == 'any' and cs == 'any'")
    doubtful = set(judged.loc[judged["confidence"] == "lowered", "kod_obec"])
    assert doubtful
    assert {row[0] for row in rows if row[6].endswith(", s výhradou")} == doubtful


def test_a_formula_is_disarmed_in_the_download(
    grid: tuple[Frames, Frames], desk: Page, tmp_path: Path
) -> None:
    centre, coverage = grid
    obce = centre["obce"].copy()
    first = obce.index[obce["in_plan"]][0]
    obce.loc[first, "nazev"] = '=HYPERLINK("a";"b")'
    written, *_ = write_site(
        tmp_path,
        centre={**centre, "obce": obce},
        coverage=coverage,
        **GRID_WORDS,  # type: ignore[arg-type]
    )
    visit(desk, written.as_uri(), "d=46&v=tabulka")
    with desk.expect_download() as caught:
        desk.get_by_role("button", name="Stáhnout CSV").click()
    caught.value.save_as(tmp_path / "table.csv")
    rows = csv.reader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig")), delimiter=";")
    assert '\'=HYPERLINK("a";"b")' in [row[1] for row in rows]


def test_the_selected_obec_is_marked_in_the_table(desk: Page, url: str) -> None:
    visit(desk, url, f"d=46&o={OBEC}&v=tabulka")
    assert desk.locator("tr.selected").count() == 1
