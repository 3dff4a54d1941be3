"""Take the picture of the README: the page of the invented sample region in Chromium.

    python scripts/readme_picture.py

It shows the sample region alone; no real geometry may come into the repository.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from gis_sluzby.pipeline import build
from gis_sluzby.plan import read_plan
from gis_sluzby.sample import write_sample

PICTURE: Final = Path(__file__).resolve().parents[1] / "docs" / "images" / "vzorovy-kraj.png"
#: Size of the window, points.
SIZE: Final = (1360, 850)
#: What the picture shows: denní stacionáře, whose gaps are seen well.
VIEW: Final = "#d=46&v=mapa"


def main() -> None:
    """Build the sample region in a temporary folder and photograph its page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_sample(Path(folder))
        out = build(read_plan(Path(folder) / "plan.toml"), products=["site"])
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        width, height = SIZE
        page = browser.new_page(viewport={"width": width, "height": height}, locale="cs-CZ")
        page.goto((out / "site" / "index.html").as_uri() + VIEW)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
