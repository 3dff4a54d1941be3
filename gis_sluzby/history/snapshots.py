"""Snapshots: `snapshots/<period>/centrum.gpkg` beside the plan, with a manifest.

A snapshot is never replaced by itself, and none is made when suspiciously many places differ from
the last one: that is rather a broken source than a year's change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby import __version__
from gis_sluzby.cartography import number, percent
from gis_sluzby.centre import load_centre, write_centre
from gis_sluzby.errors import InputError, MissingSourceError, PlanError, Problem, WriteError
from gis_sluzby.history.places import changed_share
from gis_sluzby.history.records import records
from gis_sluzby.output import read_manifest, repair, staged, write_manifest
from gis_sluzby.plan import file_hash

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.centre import Centre

#: The folder of all snapshots, beside the plan.
SNAPSHOTS = "snapshots"
CENTRE_FILE = "centrum.gpkg"
#: Share of places that may change between snapshots.
MAX_CHANGE = 0.05
_PERIOD = re.compile(r"\d{4}[0-9A-Za-z_-]*", re.ASCII)


class Snapshot(NamedTuple):
    """What was kept.

    Parameters
    ----------
    path
        The folder.
    previous
        The period that it was compared with, none where it is the first one.
    share
        Share of places that changed since, from 0.
    """

    path: Path
    previous: str | None
    share: float


def write_snapshot(
    centre: Centre,
    folder: Path,
    period: str,
    *,
    overwrite: bool = False,
    accept_change: bool = False,
    max_change: float = MAX_CHANGE,
) -> Snapshot:
    """Keep a datové centrum under a period.

    Parameters
    ----------
    centre
        The canonical tables.
    folder
        The folder of all snapshots, which is made.
    period
        Year, or text that begins with it: letters, digits, "-" and "_".
    overwrite
        Replace a snapshot of the period.
    accept_change
        Keep it however many places changed.
    max_change
        Share of places that may change, compared with the snapshot that is replaced, else with
        the latest one before the period.

    Returns
    -------
    What was kept. The folder is written whole or not at all.

    Raises
    ------
    PlanError
        When the period or the share is not right.
    WriteError
        When the period has a snapshot already.
    InputError
        When more places changed than may.
    """
    _check(period, max_change)
    place = folder / period
    repair(place)
    if place.exists() and not overwrite:
        advice = "Zvolte jiné období, nebo přidejte --overwrite"
        raise WriteError(Problem(f"snímek období {period} už existuje", str(place), advice=advice))
    earlier = [name for name in periods(folder) if name < period]
    previous = period if place.exists() else earlier[-1] if earlier else None
    share = 0.0
    if previous is not None:
        share = changed_share(read_snapshot(folder, previous), centre)
    if share > max_change and not accept_change:
        raise InputError(_too_much(period, previous, share, max_change))
    with staged(place) as stage:
        write_centre(centre, stage / CENTRE_FILE)
        write_manifest(stage, _manifest(centre, period, stage))
    return Snapshot(place, previous, share)


def read_snapshot(folder: Path, period: str) -> Centre:
    """Read a snapshot.

    Parameters
    ----------
    folder
        The folder of all snapshots.
    period
        Its period.

    Returns
    -------
    The canonical tables.

    Raises
    ------
    MissingSourceError
        When there is no such snapshot.
    InputError
        When its file is not the one that was kept.
    """
    place = folder / period
    manifest = read_manifest(place) if period in periods(folder) else None
    if manifest is None or not (place / CENTRE_FILE).is_file():
        kept = ", ".join(periods(folder))
        advice = f"Jsou tu období {kept}" if kept else "Nejdřív spusťte snapshot"
        problem = Problem(f"snímek období „{period}“ neexistuje", str(place), advice=advice)
        raise MissingSourceError(problem)
    if file_hash(place / CENTRE_FILE) != manifest.get("files", {}).get(CENTRE_FILE):
        advice = "Obnovte soubor ze zálohy, nebo snímek pořiďte znovu s --overwrite"
        what = "soubor snímku se od jeho pořízení změnil"
        raise InputError(Problem(what, str(place / CENTRE_FILE), advice=advice))
    return load_centre(place / CENTRE_FILE)


def periods(folder: Path) -> list[str]:
    """Give the periods that have a snapshot.

    Parameters
    ----------
    folder
        The folder of all snapshots, which need not exist.

    Returns
    -------
    The periods in order.
    """
    if not folder.is_dir():
        return []
    return sorted(
        place.name
        for place in folder.iterdir()
        if _PERIOD.fullmatch(place.name) and (place / CENTRE_FILE).is_file()
    )


def _check(period: str, max_change: float) -> None:
    """Refuse a period that is no name of a folder, and a share that is none."""
    problems = []
    if not _PERIOD.fullmatch(period):
        problems.append(
            Problem(
                f"období „{period}“ má začínat rokem a smí mít jen písmena bez diakritiky, "
                "číslice, „-“ a „_“",
                advice="Například --period 2026",
            )
        )
    if not max_change >= 0:
        what = f"podíl změněných míst {max_change} má být aspoň 0"
        problems.append(Problem(what, advice="Například --max-change 0.05"))
    if problems:
        raise PlanError(problems)


def _too_much(period: str, previous: str | None, share: float, max_change: float) -> Problem:
    """Say that too many places changed."""
    what = (
        f"proti snímku {previous} se změnilo {_share(share)} míst služeb, "
        f"nejvýše se čeká {_share(max_change)}; snímek {period} se nepořídil"
    )
    advice = "Zkontrolujte zdroje služeb; je-li změna skutečná, přidejte --accept-change"
    return Problem(what, advice=advice)


def _share(share: float) -> str:
    """Write a share as a percentage, also one above a whole."""
    return percent(share) if share <= 1 else f"{number(share * 100, 0)}\u00a0%"


def _manifest(centre: Centre, period: str, stage: Path) -> dict[str, Any]:
    """Say what the snapshot holds; no time, so that the same centre gives the same bytes."""
    return {
        "program": {"name": "gis_sluzby", "version": __version__},
        "period": period,
        "inputs": records(centre["sources"]),
        "rows": {name: len(frame) for name, frame in centre.items()},
        "files": {CENTRE_FILE: file_hash(stage / CENTRE_FILE)},
    }
