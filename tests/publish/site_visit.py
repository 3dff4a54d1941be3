"""Ways of the browser tests of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = """() => {
  const at = document.activeElement;
  const named = at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent;
  const box = at.getBoundingClientRect();
  return { tag: at.tagName, id: at.id, name: named.trim(), width: box.width, height: box.height };
}"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: An obec of the grid.
OBEC = "599019"


def visit(page: Page, url: str, state: str = "") -> Page:
    page.goto("about:blank")
    page.goto(f"{url}#{state}")
    page.wait_for_function("document.querySelectorAll('#legenda tbody tr').length > 0")
    return page


def search(page: Page, text: str) -> None:
    page.locator("#hledat").fill(text)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
