"""The command of sensitivity: which gaps other reasonable assumptions would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gis_sluzby.cli.commands import OPTIONS_WORD, OUT, PLAN, VERBOSE
from gis_sluzby.cli.inputs import plan_at

if TYPE_CHECKING:
    from pathlib import Path

STUDY = "sensitivity"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Ukáže, které mezery jsou jisté.",
    help="Spočítá dostupnost při jiných rychlostech, mezích a datech a ukáže, které mezery by "
    "zůstaly. Tabulky a vrstvu zapíše do složky studies/sensitivity ve výstupu.",
)
@PLAN
@OUT
@VERBOSE
def sensitivity(plan: Path, out: Path | None, *, verbose: bool) -> None:
    """Study how certain the gaps are."""
    from gis_sluzby.cli.progress import reporter
    from gis_sluzby.cli.sensitivity_text import sensitivity_text
    from gis_sluzby.cli.study_folder import study_folder
    from gis_sluzby.pipeline import STUDIES, compute, output_folder
    from gis_sluzby.publish.sensitivity import sensitivity_layers
    from gis_sluzby.publish.studies import write_study
    from gis_sluzby.studies.sensitivity import sensitivity as studied

    read = plan_at(plan)
    report = reporter(verbose=verbose)
    results = compute(read, report)
    report("Počítám citlivost")
    tables = studied(read, results.centre, results.roads, results.reached, results.coverage)
    report("Zapisuji tabulky a vrstvu")
    layers = sensitivity_layers(results.centre, results.coverage, tables["sensitivity"])
    about = {"sensitivity": read.sensitivity.model_dump(mode="json")}
    with study_folder(read, out, STUDY, about) as folder:
        write_study(folder, f"{read.name}: citlivost", tables, results.centre["sources"], layers)
    for line in sensitivity_text(tables):
        click.echo(line)
    click.echo(f"Hotovo: {output_folder(read, out) / STUDIES / STUDY}")
