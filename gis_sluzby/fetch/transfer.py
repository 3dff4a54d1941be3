"""One file over HTTP into a part file: resumed where it was cut, given up where it does not move.

The part file stays where a transfer fails, with a note of the version that it is a part of; the
next attempt asks for the rest of that version (HTTP Range with If-Range) and gets either the rest
or, where the file has changed meanwhile, all of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from gis_sluzby import __version__
from gis_sluzby.errors import MissingSourceError, Problem
from gis_sluzby.fetch.check import pending
from gis_sluzby.fetch.disk import refuse_full, size, write_errors
from gis_sluzby.fetch.part import Pace, forget, note, part_size, version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import requests

    #: Told the bytes that are here and those of the whole, 0 where not known.
    Told = Callable[[int, int], None]

_BLOCK = 1 << 16
_AGENT = f"gis-sluzby/{__version__}"
_OK, _ACCEPTED, _PARTIAL, _UNCHANGED = 200, 202, 206, 304
_NOT_THERE, _PROXY_LOGIN, _NO_SUCH_RANGE, _SERVER_FAULT = (404, 410), 407, 416, 500
_ADVICE = (
    "Ověřte připojení, případně proxy (proměnné HTTPS_PROXY, NO_PROXY); bez internetu dejte fetch "
    "složku se soubory: --mirror SLOŽKA"
)
_LATER = "Zkuste to později; co se stáhlo, se nestahuje znovu"


class Limits(NamedTuple):
    """How long a server is waited for.

    Parameters
    ----------
    connect_seconds
        For a connection.
    silent_seconds
        For the next bytes.
    slow_seconds, slow_bytes
        Fewer bytes than these in so many seconds are too few to go on.
    attempts
        How many times a cut transfer is resumed in one go, as long as each brings something.
    pending_pauses
        Seconds waited before asking again a portal that is still making the data.
    """

    connect_seconds: float = 15
    silent_seconds: float = 60
    slow_seconds: float = 60
    slow_bytes: int = 60_000
    attempts: int = 5
    pending_pauses: tuple[float, ...] = (2, 5, 10, 20)


class Answer(NamedTuple):
    """What a server sent.

    Parameters
    ----------
    unchanged
        Whether it has nothing newer than the version asked about; then nothing was written.
    server
        Host that sent it, where the address led on to another.
    etag, last_modified
        What it said of the version.
    """

    unchanged: bool
    server: str | None
    etag: str | None
    last_modified: str | None


class UnreachableError(MissingSourceError):
    """A server cannot be reached: no other file of it can."""


class _CutError(Exception):
    """The transfer ended before the file did."""


def download(
    url: str,
    part: Path,
    *,
    known: tuple[str | None, str | None] = (None, None),
    limits: Limits,
    told: Told,
) -> Answer:
    """Download a file, the rest of it where a part is here.

    Parameters
    ----------
    url
        Its address; the environment says by which proxy.
    part
        Where it is written. It stays where the transfer fails.
    known
        ETag and Last-Modified of the version that is here already: the server need not send it.
    limits
        How long the server is waited for.
    told
        Told the bytes that are here and those of the whole.

    Returns
    -------
    What the server sent; the part file then holds all of it.

    Raises
    ------
    MissingSourceError
        When the file is not there, the server cannot be reached or the transfer was cut.
    WriteError
        When it cannot be written.
    """
    pauses = list(limits.pending_pauses)
    for _ in range(limits.attempts + len(pauses)):
        before = part_size(part)
        try:
            answer = _attempt(url, part, known, limits, told)
        except _CutError as error:
            if part_size(part) <= before:
                raise _cut(url, part, str(error)) from error
            continue
        if not answer.unchanged and pauses and _is_pending(part):
            forget(part)
            sleep(pauses.pop(0))
            continue
        return answer
    raise _cut(url, part, "spojení se přerušilo opakovaně")


def _attempt(
    url: str, part: Path, known: tuple[str | None, str | None], limits: Limits, told: Told
) -> Answer:
    """Ask once, and write what comes."""
    here, version = part_size(part), version_of(part, url)
    if here and not version:
        forget(part)
        here = 0
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if here:
        headers |= {"Range": f"bytes={here}-", "If-Range": version}
    elif known[0]:
        headers["If-None-Match"] = known[0]
    elif known[1]:
        headers["If-Modified-Since"] = known[1]
    with _asked(url, headers, limits) as response:
        _refuse(url, response, resumed=here > 0)
        answer = _answer(url, response)
        goes_on = response.status_code == _PARTIAL and _goes_on(response, here)
        if here and not goes_on:
            forget(part)
        unfit = response.status_code in (_PARTIAL, _NO_SUCH_RANGE) and not goes_on
        if not (answer.unchanged or unfit):
            note(part, url, answer.etag, answer.last_modified)
            _write(response, part, here if goes_on else 0, limits, told)
    if unfit:  # what was asked for is not what would come behind the part: all is asked for
        return _attempt(url, part, known, limits, told)
    return answer


@contextmanager
def _asked(url: str, headers: dict[str, str], limits: Limits) -> Iterator[requests.Response]:
    """Ask a server; whatever it does wrong is told in the user's words."""
    import requests  # noqa: PLC0415  (slow to import, and few commands ask a server)
    import urllib3  # noqa: PLC0415

    try:
        with (
            requests.Session() as session,
            session.get(
                url,
                headers=headers,
                timeout=(limits.connect_seconds, limits.silent_seconds),
                stream=True,
            ) as response,
        ):
            yield response
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        said = f"server {_host(url)} neodpovídá"
        raise UnreachableError(Problem(said, url, advice=_ADVICE)) from error
    except requests.exceptions.SSLError as error:
        said = f"server {_host(url)} nemá platné zabezpečení (HTTPS)"
        raise MissingSourceError(Problem(said, url, advice=_ADVICE)) from error
    except requests.exceptions.ProxyError as error:
        said = f"proxy nevede k serveru {_host(url)}"
        raise UnreachableError(Problem(said, url, advice=_ADVICE)) from error
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
        raise MissingSourceError(Problem("adresa není správná", url)) from error
    except requests.exceptions.TooManyRedirects as error:
        raise MissingSourceError(Problem("adresa vede v kruhu", url)) from error
    except (urllib3.exceptions.ProtocolError, requests.exceptions.ChunkedEncodingError) as error:
        raise _CutError("spojení se přerušilo") from error
    except requests.RequestException as error:
        said = f"server {_host(url)} není dostupný: není připojení k síti, nebo server neběží"
        raise UnreachableError(Problem(said, url, advice=_ADVICE)) from error


def _refuse(url: str, response: requests.Response, *, resumed: bool) -> None:
    """Refuse an answer that is no file."""
    status, told = response.status_code, None
    if url.startswith("https:") and response.url.startswith("http:"):
        told = f"adresa vede na nezabezpečený server {_host(response.url)}"
    elif status in _NOT_THERE:
        told = f"soubor na adrese není (odpověď {status})"
    elif status == _PROXY_LOGIN:
        told = f"proxy žádá přihlášení (odpověď {status})"
    elif status in (_PARTIAL, _NO_SUCH_RANGE) and resumed:
        return
    elif status not in (_OK, _ACCEPTED, _UNCHANGED):
        told = f"server soubor nevydal (odpověď {status})"
    if told is not None:
        advice = _LATER if status >= _SERVER_FAULT else None
        raise MissingSourceError(Problem(told, url, advice=advice))


def _answer(url: str, response: requests.Response) -> Answer:
    """Read what a server says of the file."""
    server = _host(response.url)
    return Answer(
        response.status_code == _UNCHANGED,
        server if server != _host(url) else None,
        response.headers.get("ETag"),
        response.headers.get("Last-Modified"),
    )


def _goes_on(response: requests.Response, here: int) -> bool:
    """Tell whether a partial answer begins where the part file ends."""
    return response.headers.get("Content-Range", "").startswith(f"bytes {here}-")


def _write(response: requests.Response, part: Path, here: int, limits: Limits, told: Told) -> None:
    """Write what comes behind what is here, as long as enough comes.

    urllib3 itself holds the server to the length that it has stated.
    """
    length = response.headers.get("Content-Length", "")
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    whole = here + int(length) if length.isdigit() and not encoded else 0
    refuse_full(part.parent, whole - here)
    pace = Pace(limits.slow_seconds, limits.slow_bytes)
    with write_errors(part), part.open("ab") as file:
        while block := response.raw.read1(_BLOCK, decode_content=True):
            file.write(block)
            here += len(block)
            told(here, whole)
            if pace.is_slow(here):
                said = f"server {_host(response.url)} posílá data příliš pomalu"
                raise MissingSourceError(Problem(said, response.url, advice=_LATER))


def _cut(url: str, part: Path, why: str) -> MissingSourceError:
    """Say that a transfer was cut, and what will become of it."""
    kept = part_size(part)
    advice = f"Spusťte fetch znovu; naváže se na {size(kept)}" if kept else _LATER
    return MissingSourceError(Problem(f"přenos se nedokončil: {why}", url, advice=advice))


def _is_pending(part: Path) -> bool:
    """Tell whether what came says that the data are still being made."""
    with part.open("rb") as file:
        return pending(file.read(_BLOCK))


def _host(url: str) -> str:
    """Give the host of an address."""
    return urlsplit(url).hostname or url
