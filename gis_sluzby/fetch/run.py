"""All files that a plan asks for: fetched one after another, checked, put in place, recorded.

A file that fails stops no other; what worked is kept, what was there stays, and all that went
wrong is told at the end.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError, Problem, WriteError
from gis_sluzby.fetch.catalogue import Address, addresses
from gis_sluzby.fetch.disk import write_errors
from gis_sluzby.fetch.lock import Record, read_lock, write_lock
from gis_sluzby.fetch.part import part_size
from gis_sluzby.fetch.retrieve import Asked, Got, copy, retrieve, staged_name
from gis_sluzby.fetch.transfer import Limits, UnreachableError
from gis_sluzby.fetch.wanted import Wanted, files_wanted
from gis_sluzby.plan import file_hash, plan_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan import Plan

    #: Told the file, the bytes that are here and those of the whole (0 where not known).
    Told = Callable[[str, int, int], None]

#: Folder in the data folder where files are before they are whole and checked.
STAGE = ".stahuje"
#: Of several errors the kind that comes first here names the whole.
_GRAVEST_FIRST = (WriteError, MissingSourceError, InputError)
#: Digits of an address's hash in the name of its part file: parts of two addresses never mix.
_MARK = 8
_EDITED = (
    "Úpravu uložte pod jiným názvem a dejte zdroji jiný path; původní soubor znovu stáhne fetch "
    "s --refresh"
)

State = Literal["fetched", "changed", "unchanged", "kept", "own"]


class Outcome(NamedTuple):
    """What became of one file.

    Parameters
    ----------
    wanted
        What was asked for.
    state
        `fetched` for the first time; `changed` at its address and replaced; `unchanged` at its
        address; `kept` without asking; `own`: there before, and not by us.
    record
        What is known of it; none of the user's own.
    before
        What was known of the one that it replaced.
    """

    wanted: Wanted
    state: State
    record: Record | None = None
    before: Record | None = None


class Fetched(NamedTuple):
    """What came of a plan's wishes.

    Parameters
    ----------
    outcomes
        What is in place.
    errors
        What went wrong with the others.
    """

    outcomes: list[Outcome]
    errors: list[GisSluzbyError]

    def stop_on_errors(self) -> None:
        """Raise all errors as one, of the gravest kind among them.

        Raises
        ------
        GisSluzbyError
            When there are any.
        """
        for kind in _GRAVEST_FIRST:
            if any(isinstance(error, kind) for error in self.errors):
                raise kind(_advised_once([p for error in self.errors for p in error.problems]))


class _Task(NamedTuple):
    """What all files of one run have in common."""

    data: Path
    mirror: str | None
    refresh: bool
    limits: Limits
    now: dt.datetime
    told: Told
    #: Hosts that could not be reached, and why: they are not asked again.
    dead: dict[str, UnreachableError]


def fetch(
    plan: Plan,
    *,
    refresh: bool = False,
    mirror: str | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
    told: Told = lambda _path, _here, _whole: None,
) -> Fetched:
    """Fetch the files that a plan asks for into its data folder.

    Parameters
    ----------
    plan
        The plan.
    refresh
        Ask for newer versions of files that are here, and accept them.
    mirror
        A folder, or an http address, where the files are under the names of the plan or of the
        official list: nothing else is asked then.
    limits
        How long servers are waited for.
    now
        The present moment.
    told
        Told the file, the bytes that are here and those of the whole.

    Returns
    -------
    What is in place, and what went wrong with the rest.

    Raises
    ------
    PlanError
        When the plan asks for what is not known.
    InputError
        When the record of what was fetched is damaged.
    WriteError
        When the data folder cannot be written.
    """
    task = _Task(
        plan_data(plan),
        mirror,
        refresh,
        limits or Limits(),
        now or dt.datetime.now(tz=dt.UTC).replace(microsecond=0),
        told,
        {},
    )
    fetched = Fetched([], [])
    files = files_wanted(plan)
    known = read_lock(task.data)
    for one in files:
        try:
            outcome = _outcome(one, known.get(one.path), task)
        except GisSluzbyError as error:
            fetched.errors.append(_named(error, one))
            continue
        fetched.outcomes.append(outcome)
        if outcome.record is not None and outcome.record != known.get(one.path):
            known[one.path] = outcome.record
            with write_errors(task.data):
                write_lock(task.data, known)
    with suppress(OSError):
        (task.data / STAGE).rmdir()
    return fetched


def _outcome(one: Wanted, record: Record | None, task: _Task) -> Outcome:
    """Fetch one file, unless it is here as it should be."""
    file = task.data / one.path
    here = file.is_file()
    if here and record is None:
        return Outcome(one, "own")
    intact = here and record is not None and file_hash(file) == record.sha256
    if here and not task.refresh:
        if intact:
            return Outcome(one, "kept", record)
        raise InputError(Problem("soubor se od stažení změnil", advice=_EDITED))
    stage = task.data / STAGE
    with write_errors(stage):
        stage.mkdir(parents=True, exist_ok=True)
    checksum = record.sha256 if record is not None and not task.refresh else None
    if task.mirror is not None and "://" not in task.mirror:
        got = copy(one, Path(task.mirror), stage, checksum)
    else:
        got = _asked(one, record, record if intact else None, stage, task)
    return _put_in_place(one, got, record, task, restored=not intact)


def _asked(
    one: Wanted, record: Record | None, intact: Record | None, stage: Path, task: _Task
) -> Got:
    """Get a file from the first address that has it; an intact one need not be sent again."""
    errors: list[MissingSourceError] = []
    checksum = record.sha256 if record is not None and not task.refresh else None
    for address in _addresses(one, record, task):
        host = urlsplit(address.url).netloc
        if host in task.dead:
            errors.append(task.dead[host])
            continue
        same = intact is not None and intact.address == address.url
        version = (intact.etag, intact.last_modified) if intact and same else (None, None)
        mark = sha256(address.url.encode()).hexdigest()[:_MARK]
        part = stage / f"{staged_name(one)}.{mark}.part"
        told = partial(task.told, one.path)
        try:
            return retrieve(one, Asked(address, version, checksum), part, task.limits, told)
        except UnreachableError as error:
            task.dead[host] = error
            errors.append(error)
        except MissingSourceError as error:
            errors.append(error)
        if part_size(part):  # cut: it is there, so it is gone on with, not begun elsewhere
            break
    found: dict[str, Problem] = {}
    for problem in (problem for error in errors for problem in error.problems):
        found.setdefault(problem.what, problem)
    raise MissingSourceError(found.values())


def _addresses(one: Wanted, record: Record | None, task: _Task) -> list[Address]:
    """Give the addresses of a file; the recorded one comes first where the same is wanted again."""
    if task.mirror is not None:
        base = task.mirror.rstrip("/")
        return [Address(f"{base}/{one.official.file}", one.official.vintage)]
    listed = addresses(one.official, task.now.date())
    if record is None or task.refresh or "://" not in record.address:
        return listed
    first = Address(record.address, record.vintage)
    return [first, *(address for address in listed if address.url != first.url)]


def _put_in_place(
    one: Wanted, got: Got, record: Record | None, task: _Task, *, restored: bool
) -> Outcome:
    """Put a checked file in its place and describe it."""
    if got.path is None:
        assert record is not None  # noqa: S101  (only a recorded version is asked about)
        return Outcome(one, "unchanged", record.model_copy(update={"checked": task.now}))
    new = Record(
        id=one.official.id,
        address=got.address.url,
        sha256=file_hash(got.path),
        size=got.path.stat().st_size,
        fetched=task.now,
        vintage=got.address.vintage,
        server=got.answer.server,
        etag=got.answer.etag,
        last_modified=got.answer.last_modified,
    )
    file = task.data / one.path
    with write_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        got.path.replace(file)
        for left in got.path.parent.glob(f"{staged_name(one)}.*"):
            left.unlink()
    same = record is not None and record.sha256 == new.sha256
    if record is None or (same and restored):
        return Outcome(one, "fetched", new)
    return Outcome(one, "unchanged" if same else "changed", new, record)


def _advised_once(problems: list[Problem]) -> list[Problem]:
    """Leave an advice that several problems share to the last of them."""
    last = {problem.advice: number for number, problem in enumerate(problems)}
    return [
        problem if last[problem.advice] == number else replace(problem, advice=None)
        for number, problem in enumerate(problems)
    ]


def _named(error: GisSluzbyError, one: Wanted) -> GisSluzbyError:
    """Say of which file an error is; the place where it happened goes behind what happened."""
    return type(error)(
        problem
        if problem.file == one.path
        else replace(
            problem,
            file=one.path,
            what=f"{problem.what} ({problem.file})" if problem.file else problem.what,
        )
        for problem in error.problems
    )
