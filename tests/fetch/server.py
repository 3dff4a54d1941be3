"""A web server on this machine that gives files, and goes wrong in every way that servers do."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Fault = Callable[["Handler", bytes], None]


class Server:
    """What the server has, how it goes wrong, and what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, Fault] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ended = threading.Event()
        self.url = ""

    def address(self, name: str) -> str:
        """Give the address of a file."""
        return f"{self.url}/{name}"

    def headers(self, name: str) -> list[dict[str, str]]:
        """Give the headers of the requests for a file."""
        return [headers for path, headers in self.asked if path == f"/{name}"]


class Handler(BaseHTTPRequestHandler):
    """Answers from the files of the server, or by its fault."""

    world: Server

    def do_GET(self) -> None:
        name = urlsplit(self.path).path.lstrip("/")  # a proxy is asked by the whole address
        self.world.asked.append((f"/{name}", dict(self.headers)))
        content = self.world.files.get(name)
        if name in self.world.faults:
            self.world.faults[name](self, content or b"")
        elif content is None:
            self.answer(404, b"<html>nic</html>")
        else:
            self.whole(content)

    def whole(self, content: bytes, *, sent: int | None = None, ranges: bool = True) -> None:
        """Send a file, or the part asked for; only so many bytes of it where stated."""
        tag = f'"{sha256(content).hexdigest()[:12]}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", ETag=tag)
            return
        start = 0
        asked = self.headers.get("Range")
        if asked and ranges and self.headers.get("If-Range") == tag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start : None if sent is None else start + sent])

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        """Send an answer of a status."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server on a free port of 127.0.0.1."""
    world = Server()
    handler = type("Bound", (Handler,), {"world": world})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client hung up
        world.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield world
        finally:
            world.ended.set()
            server.shutdown()
            thread.join()


def status(code: int, content: bytes = b"") -> Fault:
    """Answer by a status."""
    return lambda handler, _content: handler.answer(code, content)


def says(content: bytes) -> Fault:
    """Answer by something else than the file, with status 200."""
    return status(200, content)


def leads_to(url: str) -> Fault:
    """Lead on to another address."""
    return lambda handler, _content: handler.answer(302, b"", Location=url)


def cut(sent: int, times: int = 1_000, *, ranges: bool = True) -> Fault:
    """Hang up after some bytes, so many times."""
    left = [times]

    def fault(handler: Handler, content: bytes) -> None:
        left[0] -= 1
        handler.whole(content, sent=sent if left[0] >= 0 else None, ranges=ranges)

    return fault


def chunked(sent: int | None = None) -> Fault:
    """Send in chunks, without a length; hang up after so many bytes."""

    def fault(handler: Handler, content: bytes) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(content[:sent]), 1_000):
            block = content[:sent][start : start + 1_000]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))
        if sent is None:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    return fault


def dripping(handler: Handler, _content: bytes) -> None:
    """Send a byte now and then, without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.world.ended.wait(0.005):
        handler.wfile.write(b"x")


def silent(handler: Handler, _content: bytes) -> None:
    """Send nothing at all."""
    handler.world.ended.wait(20)
