"""One file over HTTP: resumed, given up, told in the user's words."""

from __future__ import annotations

import io
import json
import shutil
import socket
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import requests

from gis_sluzby.errors import GisSluzbyError, MissingSourceError, WriteError
from gis_sluzby.fetch.transfer import Answer, Limits, UnreachableError, download
from tests.fetch.server import (
    Handler,
    Server,
    chunked,
    cut,
    dripping,
    leads_to,
    says,
    silent,
    status,
)

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * 2_000
QUICK = Limits(
    connect_seconds=5,
    silent_seconds=0.1,
    slow_seconds=0.05,
    slow_bytes=1_000,
    attempts=3,
    pending_pauses=(0, 0),
)
PATIENT = QUICK._replace(silent_seconds=20, slow_seconds=20)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "a.part"


def got(url: str, part: Path, limits: Limits = PATIENT, etag: str | None = None) -> Answer:
    return download(url, part, known=(etag, None), limits=limits, told=lambda *_: None)


def refused(url: str, part: Path, limits: Limits = PATIENT) -> GisSluzbyError:
    with pytest.raises(GisSluzbyError) as caught:
        got(url, part, limits)
    return caught.value


def test_a_file_is_written_as_it_is(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    told: list[tuple[int, int]] = []
    answer = download(
        server.address("a"),
        part,
        known=(None, None),
        limits=PATIENT,
        told=lambda here, whole: told.append((here, whole)),
    )
    assert part.read_bytes() == CONTENT
    assert not answer.unchanged
    assert answer.server is None
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [here for here, _ in told] == sorted({here for here, _ in told})


def test_a_version_that_is_here_is_not_sent_again(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    etag = got(server.address("a"), part).etag
    part.unlink()
    assert got(server.address("a"), part, etag=etag).unchanged
    assert not part.exists()


# ------------------------------------------------------------------------------- cut
def test_a_cut_transfer_is_gone_on_with(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(200_000, times=2)
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT
    asked = [headers.get("Range") for headers in server.headers("a")]
    assert asked == [None, "bytes=200000-", "bytes=400000-"]


def test_the_next_run_goes_on_where_the_last_was_cut(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(100_000)
    error = refused(server.address("a"), part, PATIENT._replace(attempts=1, pending_pauses=()))
    assert isinstance(error, MissingSourceError)
    assert "přenos se nedokončil" in str(error)
    assert "Spusťte fetch znovu; naváže se na 100,0 kB" in str(error).replace("\u00a0", " ")
    assert part.read_bytes() == CONTENT[:100_000]
    del server.faults["a"]
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT
    assert server.headers("a")[-1]["Range"] == "bytes=100000-"


def test_a_part_of_another_version_is_not_gone_on_with(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(100_000)
    refused(server.address("a"), part, PATIENT._replace(attempts=1, pending_pauses=()))
    del server.faults["a"]
    server.files["a"] = CONTENT[::-1]
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT[::-1]


def test_a_part_of_another_address_is_not_gone_on_with(server: Server, part: Path) -> None:
    server.files |= {"a": CONTENT, "b": CONTENT}
    server.faults["a"] = cut(100_000)
    refused(server.address("a"), part, PATIENT._replace(attempts=1, pending_pauses=()))
    got(server.address("b"), part)
    assert part.read_bytes() == CONTENT
    assert "Range" not in server.headers("b")[0]


def test_a_server_that_knows_no_ranges_sends_all_again(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(300_000, times=1, ranges=False)
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_begun_anew(server: Server, part: Path) -> None:
    part.write_bytes(CONTENT)
    url = server.address("a")
    part.with_name("a.part.json").write_text(json.dumps({"url": url, "version": '"x"'}), "utf-8")
    server.faults["a"] = lambda handler, _: (
        handler.answer(416, b"") if "Range" in handler.headers else handler.whole(b"new")
    )
    got(url, part)
    assert part.read_bytes() == b"new"


def test_another_part_than_asked_for_is_not_written(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(100_000)
    refused(server.address("a"), part, PATIENT._replace(attempts=1, pending_pauses=()))
    elsewhere = {"Content-Range": f"bytes 0-9/{len(CONTENT)}"}
    server.faults["a"] = lambda handler, content: (
        handler.answer(206, content[:10], **elsewhere)
        if "Range" in handler.headers
        else handler.whole(content)
    )
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT


def test_a_part_without_its_note_is_begun_anew(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    part.write_bytes(b"whatever")
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("headers", "goes_on"),
    [
        ({"Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}, True),
        ({"ETag": 'W/"weak"', "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}, True),
        ({"ETag": 'W/"weak"'}, False),  # says nothing of the bytes
        ({}, False),
    ],
)
def test_a_part_is_gone_on_with_where_its_version_is_certain(
    server: Server, part: Path, headers: dict[str, str], *, goes_on: bool
) -> None:
    def half(handler: Handler, _: bytes) -> None:
        start = 1_000 if "Range" in handler.headers else 0
        handler.send_response(206 if start else 200)
        for name, value in headers.items():
            handler.send_header(name, value)
        if start:
            assert handler.headers["If-Range"] == headers["Last-Modified"]
            handler.send_header("Content-Range", f"bytes {start}-1999/2000")
        handler.send_header("Content-Length", str(2_000 - start))
        handler.end_headers()
        whole = start or len(server.asked) > 1
        handler.wfile.write(CONTENT[start : 2_000 if whole else 1_000])

    server.faults["a"] = half
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT[:2_000]
    assert ("Range" in server.headers("a")[1]) == goes_on


def test_a_version_is_known_by_its_date_too(server: Server, part: Path) -> None:
    day = "Sun, 01 Nov 2026 08:00:00 GMT"
    server.faults["a"] = lambda handler, _: (
        handler.answer(304, b"")
        if handler.headers["If-Modified-Since"] == day
        else handler.answer(200, b"new")
    )
    url = server.address("a")
    asked: dict[str, Any] = {"limits": PATIENT, "told": lambda *_: None}
    assert download(url, part, known=(None, day), **asked).unchanged
    assert not download(url, part, known=(None, "jindy"), **asked).unchanged


def test_a_file_in_chunks(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = chunked()
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT


def test_a_cut_file_in_chunks(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = chunked(5_000)
    assert "přenos se nedokončil: spojení se přerušilo" in str(refused(server.address("a"), part))


def test_a_transfer_that_brings_nothing_is_given_up(server: Server, part: Path) -> None:
    server.files["a"] = CONTENT
    server.faults["a"] = cut(0)
    assert "přenos se nedokončil" in str(refused(server.address("a"), part))
    assert len(server.asked) == 1


# ------------------------------------------------------------------------------- not there
@pytest.mark.parametrize(
    ("code", "told"),
    [
        (404, "soubor na adrese není (odpověď 404)"),
        (410, "soubor na adrese není (odpověď 410)"),
        (403, "server soubor nevydal (odpověď 403)"),
        (407, "proxy žádá přihlášení (odpověď 407)"),
        (206, "server soubor nevydal (odpověď 206)"),
        (416, "server soubor nevydal (odpověď 416)"),
        (503, "server soubor nevydal (odpověď 503). Zkuste to později"),
    ],
)
def test_a_refusal_is_told(server: Server, part: Path, code: int, told: str) -> None:
    server.faults["a"] = status(code, b"<html>")
    error = refused(server.address("a"), part)
    assert error.exit_code == 4
    assert not isinstance(error, UnreachableError)
    assert told in str(error)
    assert server.address("a") in str(error)
    assert not part.exists()


def test_no_server(part: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        error = refused(f"http://127.0.0.1:{port}/a", part)
    assert isinstance(error, UnreachableError)
    assert error.exit_code == 4
    assert "server 127.0.0.1 není dostupný: není připojení k síti" in str(error)
    assert "--mirror" in str(error)


def test_no_network(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = refused("https://data.example/a", part)
    assert isinstance(error, UnreachableError)
    assert "server data.example není dostupný: není připojení k síti" in str(error)


def test_a_server_that_says_nothing_is_given_up(server: Server, part: Path) -> None:
    server.faults["a"] = silent
    error = refused(server.address("a"), part, QUICK)
    assert isinstance(error, UnreachableError)
    assert "neodpovídá" in str(error)


def test_a_server_that_drips_is_given_up(server: Server, part: Path) -> None:
    server.faults["a"] = dripping
    error = refused(server.address("a"), part, QUICK._replace(silent_seconds=20))
    assert isinstance(error, MissingSourceError)
    assert "posílá data příliš pomalu" in str(error)


def test_a_server_that_cannot_be_trusted(server: Server, part: Path) -> None:
    error = refused(server.address("a").replace("http:", "https:"), part)
    assert "server 127.0.0.1 nemá platné zabezpečení (HTTPS)" in str(error)


def test_an_address_that_is_none(part: Path) -> None:
    assert "adresa není správná" in str(refused("http://", part))


# ------------------------------------------------------------------------------- led on
def test_another_server_is_gone_to_and_told(server: Server, part: Path) -> None:
    server.files["b"] = CONTENT
    elsewhere = server.address("b").replace("127.0.0.1", "localhost")
    server.faults["a"] = leads_to(elsewhere)
    assert got(server.address("a"), part).server == "localhost"
    assert part.read_bytes() == CONTENT


def test_an_address_that_leads_in_a_circle(server: Server, part: Path) -> None:
    server.faults["a"] = leads_to(server.address("a"))
    assert "adresa vede v kruhu" in str(refused(server.address("a"), part))


def test_a_server_without_encryption_is_not_gone_to(
    part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = requests.Response()
    response.status_code, response.url, response.raw = 200, "http://data.example/a", io.BytesIO()
    monkeypatch.setattr(requests.Session, "get", lambda *_, **__: response)
    told = str(refused("https://data.example/a", part))
    assert "adresa vede na nezabezpečený server data.example" in told
    assert not part.exists()


def test_a_portal_that_makes_the_data_is_asked_again(server: Server, part: Path) -> None:
    answers = iter([b'{"status":"Pending"}', b'{"status":"Processing"}', CONTENT])
    server.faults["a"] = lambda handler, _: handler.answer(200, next(answers))
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT


def test_a_portal_that_never_ends_making_them_is_left(server: Server, part: Path) -> None:
    server.faults["a"] = says(b'{"status":"Pending"}')
    got(server.address("a"), part)
    assert json.loads(part.read_bytes()) == {"status": "Pending"}
    assert len(server.asked) == 3


# ------------------------------------------------------------------------------- disk, proxy
def test_a_full_disk_is_told_before_the_transfer(
    server: Server, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["a"] = CONTENT

    class Usage:
        free = 1_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage)
    error = refused(server.address("a"), part)
    assert isinstance(error, WriteError)
    told = str(error).replace("\u00a0", " ")
    assert "na disku není místo: zbývá stáhnout 512,0 kB, volných je 1,0 kB" in told


def test_the_proxy_of_the_environment_is_used(
    server: Server, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["a"] = CONTENT
    monkeypatch.setenv("http_proxy", server.url)
    got("http://data.example/a", part)
    assert part.read_bytes() == CONTENT
    assert server.headers("a")[0]["Host"] == "data.example"


def test_no_proxy_of_the_environment_is_heeded(
    server: Server, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["a"] = CONTENT
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert isinstance(refused(server.address("a"), part), UnreachableError)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    got(server.address("a"), part)
    assert part.read_bytes() == CONTENT
