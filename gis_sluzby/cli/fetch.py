"""The command fetch: official data into the plan's data folder."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import click

from gis_sluzby.cli.commands import OPTIONS_WORD, PLAN, VERBOSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gis_sluzby.fetch.lock import Record
    from gis_sluzby.fetch.run import Outcome
    from gis_sluzby.plan import Plan

#: Names a mirror where neither the command nor the plan does; the command comes first, then this.
MIRROR_VARIABLE = "GIS_SLUZBY_MIRROR"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Stáhne úřední data, která plán chce.",
    help="Stáhne do složky dat soubory zdrojů, které mají v plánu klíč fetch. Co už je stažené, "
    "nestahuje znovu; přerušený přenos naváže.",
)
@PLAN
@click.option("--refresh", is_flag=True, help="Zeptá se na novější data a přijme je.")
@click.option(
    "--mirror",
    metavar="MÍSTO",
    help="Složka nebo adresa se soubory; internet se pak nepoužije.",
)
@VERBOSE
def fetch(plan: Path, *, refresh: bool, mirror: str | None, verbose: bool) -> None:
    """Fetch the files that a plan asks for."""
    from gis_sluzby.cli.inputs import plan_at
    from gis_sluzby.cli.progress import transfers
    from gis_sluzby.fetch.run import fetch as fetched

    read = plan_at(plan)
    now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    with transfers() as told:
        done = fetched(read, refresh=refresh, mirror=_mirror(read, mirror), now=now, told=told)
    for outcome in done.outcomes:
        for line in _lines(outcome, now.date(), verbose=verbose):
            click.echo(line)
    if not done.outcomes and not done.errors:
        click.echo("Plán nic nestahuje: žádný zdroj nemá klíč fetch.")
    done.stop_on_errors()


def _mirror(plan: Plan, stated: str | None) -> str | None:
    """Give the mirror: the command's, the environment's, the plan's, which counts from the plan."""
    found = stated or os.environ.get(MIRROR_VARIABLE)
    if found or plan.mirror is None:
        return found or None
    return plan.mirror if "://" in plan.mirror else str(plan.path.parent / plan.mirror)


def _lines(outcome: Outcome, today: dt.date, *, verbose: bool) -> Iterator[str]:
    """Say what became of a file, how old it is, and whether the plan dates it otherwise."""
    from gis_sluzby.cartography import NBSP
    from gis_sluzby.fetch.disk import size

    record, one = outcome.record, outcome.wanted
    if record is None:
        yield f"{one.path}: je tu, ale nestáhl jej tento program; nechává se být"
        return
    said = {
        "fetched": f"staženo ({size(record.size)})",
        "changed": f"staženo nové ({size(record.size)}), data se změnila",
        "unchanged": "beze změny",
        "kept": "už je tu",
    }[outcome.state]
    of = f", data k{NBSP}{_date(record.vintage)}" if record.vintage else ""
    yield f"{one.path}: {said}{of}{_age(outcome, record, today)}"
    if verbose:
        yield f"  {one.official.title}, {one.official.publisher} ({record.address})"
        yield f"  sha256 {record.sha256}"
    if record.server:
        yield f"  adresa vede na jiný server: {record.server}"
    for source in one.sources:
        if record.vintage and record.vintage != source.vintage:
            yield f"  u{NBSP}zdroje „{source.id}“ napište v plánu vintage = {record.vintage}"


def _age(outcome: Outcome, record: Record, today: dt.date) -> str:
    """Say when a file was fetched and how many days ago, where it was not now."""
    from gis_sluzby.cartography import NBSP, counted

    if outcome.state == "fetched":
        return ""
    last = outcome.before or record
    days = (today - last.fetched.date()).days
    ago = f"před {counted(days, 'dnem', 'dny', 'dny')}" if days else "dnes"
    word = "předchozí z" if outcome.state == "changed" else "staženo"
    return f", {word}{NBSP}{_date(last.fetched.date())} ({ago})"


def _date(day: dt.date) -> str:
    """Write a date in Czech."""
    from gis_sluzby.cartography import NBSP

    return f"{day.day}.{NBSP}{day.month}.{NBSP}{day.year}"
