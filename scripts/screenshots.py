"""Take pictures of a built page: on a desk, at a table, on a phone, in the dark, on paper.

    python scripts/screenshots.py build/vzorovy-kraj/out/site/index.html pictures/

Needs Chromium on the PATH and the extra `dev`. The pictures are for looking at; what must hold is
in `tests/publish`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
#: Name of the picture, options of the browser page, what follows the # of the address.
PICTURES = (
    ("desk", DESK, ""),
    ("table", DESK, "v=tabulka"),
    ("method", DESK, "v=metodika"),
    ("dark", {**DESK, "color_scheme": "dark"}, ""),
    ("tablet", {"viewport": {"width": 768, "height": 1024}}, ""),
    ("phone", PHONE, ""),
    ("narrow", {"viewport": {"width": 320, "height": 640}}, ""),
)


def main() -> int:
    """Write the pictures and a PDF, say where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="index.html of a built page")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    given = parser.parse_args()
    address = given.page.resolve().as_uri()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, options, state in PICTURES:
            page = browser.new_page(locale="cs-CZ", reduced_motion="reduce", **options)
            page.goto(f"{address}#{state}")
            page.wait_for_function("document.querySelectorAll('#legenda tbody tr').length > 0")
            page.screenshot(path=given.folder / f"{name}.png")
            if name == "desk":
                page.pdf(path=given.folder / "paper.pdf", prefer_css_page_size=True)
            page.close()
        browser.close()
    print(f"{len(PICTURES)} pictures and paper.pdf in {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
