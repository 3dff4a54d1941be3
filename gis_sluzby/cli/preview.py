"""A web server on this machine alone, for a look at the built page."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import click

from gis_sluzby.errors import MissingSourceError, PlanError, Problem

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = "127.0.0.1"


def serve(folder: Path, port: int) -> None:
    """Serve a folder until Ctrl+C.

    Parameters
    ----------
    folder
        The built page.
    port
        Port on this machine.

    Raises
    ------
    MissingSourceError
        When nothing is built yet.
    PlanError
        When the port is taken.
    """
    if not (folder / "index.html").is_file():
        problem = Problem("stránka není sestavena", str(folder), advice="Spusťte nejdřív build")
        raise MissingSourceError(problem)
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((LOCAL, port), handler)
    except OSError as error:
        problem = Problem(f"port {port} je obsazen", advice="Zvolte jiný: --port 8001")
        raise PlanError(problem) from error
    with server:
        click.echo(f"Stránka: http://{LOCAL}:{server.server_port}/ (konec: Ctrl+C)")
        server.serve_forever()
