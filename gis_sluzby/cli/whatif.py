"""The commands of what if: a scenario before and after, and the end of every service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis_sluzby.cli.commands import OPTIONS_WORD, OUT, PLAN, VERBOSE
from gis_sluzby.cli.inputs import plan_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan

#: The study of endings, and what the name of a scenario's study begins with.
ENDING = "ending"
PREFIX = "whatif-"
TEXT_FILE = "zprava.txt"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Ukáže, co by změnil scénář.",
    help="Spočítá dostupnost tak, jak by ji změnil scénář (nová, přestěhovaná nebo ukončená "
    "služba, jiná kapacita, působnost či standard), a ukáže, kdo získá a kdo ztratí. Zapíše do "
    "složky studies/whatif-… ve výstupu.",
)
@PLAN
@click.argument("scenario", metavar="SCÉNÁŘ", type=click.Path(path_type=Path))
@OUT
@VERBOSE
def whatif(plan: Path, scenario: Path, out: Path | None, *, verbose: bool) -> None:
    """Compare the coverage before and after a scenario."""
    from gis_sluzby.cli.progress import reporter
    from gis_sluzby.pipeline import compute
    from gis_sluzby.plan import file_hash
    from gis_sluzby.publish.whatif.text import whatif_text
    from gis_sluzby.studies.whatif import Outcome, read_scenario
    from gis_sluzby.studies.whatif import whatif as compared

    read, wanted = plan_at(plan), read_scenario(scenario)
    report = reporter(verbose=verbose)
    results = compute(read, report)
    report("Počítám, co by scénář změnil")
    before = Outcome(results.centre, results.reached, results.coverage)
    result = compared(read, wanted, before, results.roads)
    about = {"scenario": {"file": scenario.name, "sha256": file_hash(scenario)}}
    title = f"{read.name}: {wanted.name}"
    sources = result.after.centre["sources"]
    text = list(whatif_text(result, read.reach.mode))
    _write(read, out, PREFIX + scenario.stem, about, (title, result.tables, sources, text))


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Ukáže, co by znamenal konec služeb.",
    help="Spočítá pro každou službu, kdo by ztratil dosah, kdyby skončila, a která je další. "
    "Zapíše do složky studies/ending ve výstupu.",
)
@PLAN
@OUT
@VERBOSE
def ending(plan: Path, out: Path | None, *, verbose: bool) -> None:
    """Tell what the end of every service would change."""
    from gis_sluzby.cli.progress import reporter
    from gis_sluzby.pipeline import compute
    from gis_sluzby.publish.ending_text import ending_text, measures_of
    from gis_sluzby.studies.ending import ending as ended
    from gis_sluzby.studies.ending import nearest_of_rest

    read = plan_at(plan)
    report = reporter(verbose=verbose)
    results = compute(read, report)
    report("Počítám, co by znamenal konec služeb")
    rest = nearest_of_rest(read, results.centre, results.roads, results.reached["demand"])
    tables = ended(read, results.centre, results.reached, results.coverage, rest)
    title = f"{read.name}: konec služeb"
    measures = measures_of(results.centre, results.coverage["standards"])
    text = list(ending_text(tables["ending"], measures, read.reach.mode))
    _write(read, out, ENDING, {}, (title, tables, results.centre["sources"], text))


def _write(
    plan: Plan,
    out: Path | None,
    study: str,
    about: dict[str, Any],
    content: tuple[str, Mapping[str, pd.DataFrame], pd.DataFrame, list[str]],
) -> None:
    """Write tables and text of a study, and print the text."""
    from gis_sluzby.cli.study_folder import study_folder
    from gis_sluzby.pipeline import STUDIES, output_folder
    from gis_sluzby.publish.studies import write_study

    title, tables, sources, text = content
    with study_folder(plan, out, study, {**about, "edition": "internal"}) as folder:
        write_study(folder, title, tables, sources, {})
        lines = "".join(f"{line}\n" for line in text)
        (folder / TEXT_FILE).write_bytes(lines.encode())
    for line in text:
        click.echo(line)
    click.echo(f"Hotovo: {output_folder(plan, out) / STUDIES / study}")
