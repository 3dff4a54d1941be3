"""The local web server on the built page."""

from __future__ import annotations

import socket
import threading
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from gis_sluzby.cli import preview, run
from gis_sluzby.cli.preview import LOCAL, serve
from gis_sluzby.errors import MissingSourceError, PlanError
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<title>Žluť</title>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def free_port() -> int:
    with socket.create_server((LOCAL, 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_the_page_is_served_to_this_machine(
    site: Path, free_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[ThreadingHTTPServer] = []
    listening = threading.Event()

    class Watched(ThreadingHTTPServer):
        def serve_forever(self, poll_interval: float = 0.01) -> None:
            started.append(self)
            listening.set()
            super().serve_forever(poll_interval)

    monkeypatch.setattr(preview, "ThreadingHTTPServer", Watched)
    thread = threading.Thread(target=serve, args=(site, free_port))
    thread.start()
    assert listening.wait(30)
    with urlopen(f"http://{LOCAL}:{free_port}/") as answer:
        assert "Žluť" in answer.read().decode("utf-8")
    assert started[0].server_address[0] == LOCAL
    started[0].shutdown()
    thread.join(30)
    assert f"http://{LOCAL}:{free_port}/" in capsys.readouterr().out


def test_a_port_that_is_taken_is_told(site: Path) -> None:
    with socket.create_server((LOCAL, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PlanError, match=f"port {port} je obsazen"):
            serve(site, port)


def test_without_a_page_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="stránka není sestavena"):
        serve(tmp_path, 8000)


def test_the_command_repairs_a_swap_and_serves_the_plans_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = write_small_plan(tmp_path / "plán")
    old = plan.parent / "out.old"
    old.mkdir()
    (old / "run.json").write_text("{}")
    served: list[tuple[Path, int]] = []
    monkeypatch.setattr(preview, "serve", lambda folder, port: served.append((folder, port)))
    assert run(["preview", str(plan), "--port", "8123"]) == 0
    assert served == [(plan.parent / "out" / "site", 8123)]
    assert (plan.parent / "out" / "run.json").is_file()
