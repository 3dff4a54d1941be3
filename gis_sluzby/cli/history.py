"""The commands of history: snapshot of the datové centrum, difference of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gis_sluzby.cli.commands import OPTIONS_WORD, PLAN
from gis_sluzby.cli.inputs import plan_at

if TYPE_CHECKING:
    from pathlib import Path

SHARE = click.FloatRange(min=0, max=1)
SHARE.name = "číslo"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Uchová datové centrum pod obdobím.",
    help="Uchová datové centrum pod obdobím ve složce snapshots vedle plánu. Odmítne to, "
    "změnilo-li se proti minulému snímku příliš mnoho míst služeb.",
)
@PLAN
@click.option("--period", metavar="OBDOBÍ", required=True, help="Období, například 2026.")
@click.option("--overwrite", is_flag=True, help="Nahradí snímek téhož období.")
@click.option("--accept-change", is_flag=True, help="Přijme i větší změnu míst.")
@click.option(
    "--max-change",
    metavar="PODÍL",
    type=SHARE,
    default=0.05,
    show_default=True,
    help="Nejvyšší podíl změněných míst, 0 až 1.",
)
def snapshot(
    plan: Path, period: str, *, overwrite: bool, accept_change: bool, max_change: float
) -> None:
    """Keep the datové centrum under a period."""
    from gis_sluzby.cartography import percent
    from gis_sluzby.cli.inputs import plan_and_centre
    from gis_sluzby.history import SNAPSHOTS, write_snapshot

    read, centre = plan_and_centre(plan)
    kept = write_snapshot(
        centre,
        read.path.absolute().parent / SNAPSHOTS,
        period,
        overwrite=overwrite,
        accept_change=accept_change,
        max_change=max_change,
    )
    click.echo(f"Hotovo: {kept.path}")
    if kept.previous is not None:
        click.echo(f"Proti snímku {kept.previous} se změnilo {percent(kept.share)} míst služeb.")


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Porovná dva snímky.",
    help="Porovná dva snímky: služby, jejich místa a kapacity, obce.",
)
@PLAN
@click.argument("before", metavar="DŘÍVE")
@click.argument("after", metavar="NYNÍ")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="Podoba výpisu.",
)
def diff(plan: Path, before: str, after: str, style: str) -> None:
    """Compare two snapshots."""
    from gis_sluzby.history import SNAPSHOTS, diff_csv, diff_text, read_snapshot
    from gis_sluzby.history import diff as compared

    read = plan_at(plan)
    folder = read.path.absolute().parent / SNAPSHOTS
    changes = compared(read_snapshot(folder, before), read_snapshot(folder, after))
    told = diff_csv(changes) if style == "csv" else diff_text(changes, before, after)
    click.echo(told, nl=False)
