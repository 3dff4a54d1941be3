"""The command of change: who gained a service between two snapshots, who lost it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gis_sluzby.cli.commands import OPTIONS_WORD, OUT, PLAN, VERBOSE
from gis_sluzby.cli.inputs import plan_at

if TYPE_CHECKING:
    from pathlib import Path

STUDY = "change"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Ukáže, kdo mezi dvěma snímky službu získal a kdo ztratil.",
    help="Porovná dostupnost ve dvou snímcích nad týmiž obcemi, lidmi, silnicemi a standardy. "
    "Tabulky zapíše do složky studies/change ve výstupu.",
)
@PLAN
@click.argument("before", metavar="DŘÍVE")
@click.argument("after", metavar="NYNÍ")
@OUT
@VERBOSE
def change(plan: Path, before: str, after: str, out: Path | None, *, verbose: bool) -> None:
    """Study what changed between two snapshots."""
    from gis_sluzby.cli.progress import reporter
    from gis_sluzby.cli.study_folder import study_folder
    from gis_sluzby.history import SNAPSHOTS, read_snapshot
    from gis_sluzby.pipeline import STUDIES, compute, output_folder
    from gis_sluzby.publish.change_text import change_text
    from gis_sluzby.publish.studies import write_study
    from gis_sluzby.studies.change import change as studied

    read = plan_at(plan)
    folder = read.path.absolute().parent / SNAPSHOTS
    earlier, later = (read_snapshot(folder, period) for period in (before, after))
    report = reporter(verbose=verbose)
    results = compute(read, report)
    report("Počítám dostupnost v obou snímcích")
    found = studied(read, earlier, later, results.roads)
    title = f"{read.name}: změna od {before} do {after}"
    about = {"snapshots": [before, after], "vintages": found.vintages.to_dict("records")}
    with study_folder(read, out, STUDY, about) as place:
        write_study(place, title, found.tables, later["sources"], {})
    for line in change_text(found, before, after):
        click.echo(line)
    click.echo(f"Hotovo: {output_folder(read, out) / STUDIES / STUDY}")
