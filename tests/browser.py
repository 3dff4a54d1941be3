"""A browser page that is cut off from every network and keeps a log."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route, WebSocketRoute

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Three slashes: a protocol-relative address makes file://host/… of a host out there.
LOCAL = ("file:///", "data:", "blob:")


@dataclass
class PageLog:
    """What a page did that a self-contained page must not do."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Forget everything."""
        self.requests.clear()
        self.errors.clear()


@contextmanager
def watched_page(browser: Browser, log: PageLog) -> Iterator[Page]:
    """Open a Czech page; every request beyond `LOCAL` is aborted and logged."""

    def handle(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            log.requests.append(route.request.url)
            route.abort()

    def handle_socket(socket: WebSocketRoute) -> None:
        log.requests.append(socket.url)
        socket.close()

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            log.errors.append(message.text)

    context = browser.new_context(locale="cs-CZ", reduced_motion="reduce", service_workers="block")
    context.route("**/*", handle)
    context.route_web_socket("**/*", handle_socket)
    page = context.new_page()
    page.on("console", on_console)
    page.on("pageerror", lambda error: log.errors.append(error.message))
    try:
        yield page
    finally:
        context.close()
