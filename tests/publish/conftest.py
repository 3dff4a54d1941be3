"""The page of the invented grid, written once for all its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.publish.site import write_site
from tests.publish.site_frames import (
    GRID_WORDS,
    Frames,
    grid_frames,
    reached_frames,
    told_frames,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture(scope="session")
def grid() -> tuple[Frames, Frames]:
    """Centre and coverage of the grid; tests must not change them."""
    return grid_frames()


@pytest.fixture(scope="session")
def site_file(grid: tuple[Frames, Frames], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the grid."""
    centre, coverage = grid
    folder = tmp_path_factory.mktemp("site") / "new" / "folder"
    written = write_site(folder, centre=centre, coverage=coverage, **GRID_WORDS)  # type: ignore[arg-type]
    return written[0]


@pytest.fixture(scope="session")
def full_site(
    grid: tuple[Frames, Frames], site_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """A page of the grid with all that a plan can add; the page of the grid is its earlier time."""
    centre, coverage = grid
    return write_site(
        tmp_path_factory.mktemp("full") / "site",
        centre=told_frames(centre),
        coverage=coverage,
        reached=reached_frames(centre),
        contact="mapa@kraj.example.cz",
        basemap={
            "url": "https://dlazdice.example.cz/{z}/{x}/{y}.png",
            "title": "Základní mapa",
            "attribution": "© Zeměměřický úřad",
        },
        earlier=site_file,
        **GRID_WORDS,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session")
def full_url(full_site: list[Path]) -> str:
    """Address of the full page."""
    return full_site[0].as_uri()


@pytest.fixture(scope="session")
def url(site_file: Path) -> str:
    """Address of the page of the grid."""
    return site_file.as_uri()


@pytest.fixture
def desk(page: Page) -> Page:
    """A browser page of a desk; it waits at most twenty seconds, so a broken page fails soon."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.set_default_timeout(20_000)
    return page
