"""A local server, and no proxy of whoever runs the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fetch.server import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("GIS_SLUZBY_MIRROR", raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """Web server on this machine."""
    with serving() as world:
        yield world
