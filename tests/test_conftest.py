from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import PageLog


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://tiles.invalid/1.png">',
        '<script src="//cdn.invalid/leaflet.js"></script>',
        '<script>fetch("http://api.invalid/")</script>',
        '<iframe src="https://video.invalid/"></iframe>',
    ],
)
def test_a_request_to_the_outside_is_stopped_and_logged(
    page: Page, page_log: PageLog, tmp_path: Path, html: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<!doctype html><title>x</title>{html}", encoding="utf-8")
    with page.expect_event("requestfailed"):
        page.goto(file.as_uri())
    page.goto("about:blank")  # the console's complaints have come by then
    assert len(page_log.requests) == 1
    assert ".invalid/" in page_log.requests[0]
    page_log.clear()


def test_a_socket_to_the_outside_is_stopped_and_logged(page: Page, page_log: PageLog) -> None:
    page.evaluate(
        """() => new Promise(resolve => {
            new WebSocket("wss://live.invalid/").onclose = () => resolve()
        })"""
    )
    assert page_log.requests == ["wss://live.invalid/"]
    page_log.clear()


def test_errors_of_the_page_are_logged(page: Page, page_log: PageLog) -> None:
    page.set_content("<script>console.error('said'); throw new Error('thrown')</script>")
    assert sorted(page_log.errors) == ["said", "thrown"]
    page_log.clear()


def test_a_quiet_page_logs_nothing(page: Page, page_log: PageLog, tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: #123456 }", encoding="utf-8")
    file = tmp_path / "page.html"
    file.write_text('<link rel="stylesheet" href="style.css"><p>text', encoding="utf-8")
    page.goto(file.as_uri())
    colour = page.evaluate("getComputedStyle(document.body).color")
    assert colour == "rgb(18, 52, 86)"
    assert (page_log.requests, page_log.errors) == ([], [])


def test_the_real_data_is_named_to_those_who_ask(real_data: Path) -> None:
    assert os.environ["GIS_SLUZBY_DATA"] == str(real_data)


def test_the_real_data_is_hidden_from_the_others() -> None:
    assert "GIS_SLUZBY_DATA" not in os.environ
