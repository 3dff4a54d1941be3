"""What every test may lean on: the real data, a watched browser page, one set of rules.

Tests with the markers `real_data` and `browser` (a test that asks for a fixture of that name
has its marker by itself) are left out, loudly, where the data or Chromium is missing. With
`GIS_SLUZBY_STRICT` set they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pyogrio
import pyproj
import pytest
from playwright.sync_api import sync_playwright

from scripts.model.liberecky import write_liberecky
from tests.browser import CHROMIUM_ARGUMENTS, PageLog, watched_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
STRICT = bool(os.environ.get("GIS_SLUZBY_STRICT"))
# Taken out of the environment: a test of the sample region must not meet the real data. Workers
# of xdist inherit the environment, so it is kept under another name.
_GIVEN_DATA = os.environ.pop("GIS_SLUZBY_DATA", None) or os.environ.get("GIS_SLUZBY_REAL_DATA")
REAL_DATA = Path(_GIVEN_DATA or ROOT.parent / "shared" / "data").resolve()
os.environ["GIS_SLUZBY_REAL_DATA"] = str(REAL_DATA)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
#: QGIS of the system, for the system's own Python.
QGIS = Path("/usr/lib/python3/dist-packages/qgis/core")

#: Marker -> why its tests cannot run here.
MISSING: dict[str, str] = {}
if not REAL_DATA.is_dir():
    MISSING["real_data"] = "no real data: set GIS_SLUZBY_DATA, or put it into ../shared/data"
if CHROMIUM is None:
    MISSING["browser"] = "no Chromium on the PATH: see scripts/debian_packages.sh"
if not QGIS.is_dir():
    MISSING["qgis"] = "no QGIS for the system's Python: see scripts/debian_packages.sh"

#: Fixtures that bring a marker with them.
MARKED_FIXTURES = {
    "real_data": "real_data",
    "liberecky_model": "real_data",
    "real_layers": "real_data",
    "browser": "browser",
    "qgis": "qgis",
    "page": "browser",
}

# Time is no part of a test here: two cores, shared by workers. "explore" looks for new examples.
hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "explore", hypothesis.settings.get_profile("repeatable"), derandomize=False, max_examples=1000
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_report_header() -> list[str]:
    """Say with what the tests run."""
    return [
        f"geopandas {version('geopandas')}, shapely {version('shapely')}",
        f"GDAL {pyogrio.__gdal_version_string__}, PROJ {pyproj.proj_version_str}",
        f"real data: {MISSING.get('real_data', REAL_DATA)}",
        f"browser: {MISSING.get('browser') or _chromium_version()}",
    ]


def _chromium_version() -> str:
    asked = subprocess.run(
        [str(CHROMIUM), "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    return asked.stdout.strip()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for the real data or the browser."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKED_FIXTURES:
                item.add_marker(MARKED_FIXTURES[fixture])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out, or fail it, where what it needs is missing."""
    for marker, reason in MISSING.items():
        if item.get_closest_marker(marker):
            if STRICT:
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out, and which checks failed before the tests."""
    skipped = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
    )
    for reason in MISSING.values():
        if skipped[reason]:
            terminalreporter.section("LEFT OUT", sep="!", red=True, bold=True)
            terminalreporter.line(f"{skipped[reason]} tests: {reason}", red=True)
    if failed := os.environ.get("GIS_SLUZBY_FAILED_CHECKS"):
        terminalreporter.section("CHECKS FAILED BEFORE THE TESTS", sep="!", red=True, bold=True)
        terminalreporter.line(failed, red=True)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder with the real data.

    In a test that asks for it `GIS_SLUZBY_DATA` names it too; a fixture of a wider scope that
    needs the variable sets it with `pytest.MonkeyPatch.context()`.
    """
    return REAL_DATA


@pytest.fixture(scope="session")
def liberecky_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan of the model of Liberecký kraj: real land and people, invented services, own `data`."""
    return write_liberecky(tmp_path_factory.mktemp("liberecky"), REAL_DATA)


@pytest.fixture(autouse=True)
def _data_variable(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_data" in request.fixturenames:
        monkeypatch.setenv("GIS_SLUZBY_DATA", str(REAL_DATA))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system, with nothing that calls home."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def page_log() -> PageLog:
    """Log of what the test's `page` asked for and complained about."""
    return PageLog()


@pytest.fixture
def page(browser: Browser, page_log: PageLog) -> Iterator[Page]:
    """Page from which no request gets out; one that tried, or had an error, fails its test.

    A test that means to provoke either looks at `page_log` and empties it.
    """
    with watched_page(browser, page_log) as page:
        yield page
    assert page_log == PageLog()
