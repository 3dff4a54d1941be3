"""One file from one place into the stage: pooch verifies its checksum, our downloader resumes.

pooch itself begins a cut transfer anew, so it is given a downloader of ours, which keeps the part
and checks the content before pooch compares its checksum with the recorded one.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError, Problem
from gis_sluzby.fetch.catalogue import Address
from gis_sluzby.fetch.check import wrong
from gis_sluzby.fetch.disk import write_errors
from gis_sluzby.fetch.lock import read_lock
from gis_sluzby.fetch.part import forget
from gis_sluzby.fetch.transfer import Answer, download

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.fetch.transfer import Limits, Told
    from gis_sluzby.fetch.wanted import Wanted


class Asked(NamedTuple):
    """How an address is asked.

    Parameters
    ----------
    address
        The address.
    version
        ETag and Last-Modified of what is here already, so that it need not be sent again.
    checksum
        What the content must have; none where any is welcome.
    """

    address: Address
    version: tuple[str | None, str | None]
    checksum: str | None


class Got(NamedTuple):
    """What was got.

    Parameters
    ----------
    path
        The file in the stage, checked; none where the server has nothing newer.
    address
        Where it was got.
    answer
        What the server said.
    """

    path: Path | None
    address: Address
    answer: Answer


class _UnchangedError(Exception):
    """The server has nothing newer."""


def retrieve(one: Wanted, asked: Asked, part: Path, limits: Limits, told: Told) -> Got:
    """Get a file over HTTP.

    Parameters
    ----------
    one
        What is wanted.
    asked
        Where, and what is known.
    part
        Where it is written as it comes; it stays where the transfer fails.
    limits
        How long the server is waited for.
    told
        Told the bytes that are here and those of the whole.

    Returns
    -------
    The file, beside the part.

    Raises
    ------
    MissingSourceError
        When the file is not there, the server cannot be reached or the transfer was cut.
    InputError
        When it is not what it should be, or has another checksum.
    WriteError
        When it cannot be written.
    """
    answers: list[Answer] = []

    def bring(draft: Path) -> None:
        answers.append(
            download(asked.address.url, part, known=asked.version, limits=limits, told=told)
        )
        if answers[0].unchanged:
            raise _UnchangedError
        _hand_over(one, part, draft)

    try:
        path = _verified(one, asked, part.parent, bring)
    except _UnchangedError:
        path = None
    return Got(path, asked.address, answers[0])


def copy(one: Wanted, mirror: Path, stage: Path, checksum: str | None) -> Got:
    """Get a file from a mirror folder, which may say itself of what day it is.

    Parameters
    ----------
    one
        What is wanted.
    mirror
        The folder: the file is looked for under the names of the plan and of the official list.
    stage
        Folder into which it is copied.
    checksum
        What the content must have; none where any is welcome.

    Returns
    -------
    The file in the stage.

    Raises
    ------
    MissingSourceError
        When it is not there.
    InputError
        When it is not what it should be, or has another checksum.
    WriteError
        When it cannot be written.
    """
    names = dict.fromkeys((one.path, one.path.rpartition("/")[2], one.official.file))
    name = next((name for name in names if (mirror / name).is_file()), None)
    if name is None and not mirror.is_dir():
        what = f"složka {mirror}, ze které se má brát, není"
        advice = "Udává ji --mirror, GIS_SLUZBY_MIRROR nebo klíč mirror v plánu; opravte to, kde je"
        raise MissingSourceError(Problem(what, advice=advice))
    if name is None:
        what = f"ve složce {mirror} není soubor {' ani '.join(names)}"
        raise MissingSourceError(Problem(what, advice="Doplňte jej tam, nebo vynechte --mirror"))
    origin = read_lock(mirror).get(name)
    vintage = origin.vintage if origin else one.official.vintage
    part = stage / f"{staged_name(one)}.copy"

    def bring(draft: Path) -> None:
        shutil.copyfile(mirror / name, part)
        _hand_over(one, part, draft)

    address = Address((mirror / name).absolute().as_posix(), vintage)
    answer = Answer(unchanged=False, server=None, etag=None, last_modified=None)
    path = _verified(one, Asked(address, (None, None), checksum), stage, bring)
    return Got(path, address, answer)


def staged_name(one: Wanted) -> str:
    """Give the name of a file in the stage, which has no folders.

    Parameters
    ----------
    one
        What is wanted.

    Returns
    -------
    The name.
    """
    return one.path.replace("/", "_")


def _verified(one: Wanted, asked: Asked, stage: Path, bring: Callable[[Path], None]) -> Path:
    """Let pooch have a file brought and compare its checksum."""
    import pooch  # noqa: PLC0415  (slow to import, and few commands fetch)

    pooch.get_logger().setLevel("WARNING")
    name = f"{staged_name(one)}.whole"
    (stage / name).unlink(missing_ok=True)  # of a run that was killed
    try:
        with write_errors(stage / name):
            found = pooch.retrieve(
                asked.address.url,
                asked.checksum,
                fname=name,
                path=stage,
                downloader=lambda _url, draft, _pooch: bring(Path(draft)),
            )
    except GisSluzbyError:
        raise
    except ValueError as error:  # pooch: the checksum is another one
        what = "data na adrese se od minulého stažení změnila, proto se nepoužila"
        raise InputError(Problem(what, advice="Nová přijmete volbou --refresh")) from error
    return Path(found)


def _hand_over(one: Wanted, part: Path, draft: Path) -> None:
    """Hand a whole file over, unless it is not what it should be: then it is deleted."""
    problems = wrong(part, one.official, one.path)
    if problems:
        forget(part)
        raise InputError(problems)
    part.replace(draft)
    forget(part)
