"""The commands of exchange: export of the datové centrum, import of HSDS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from gis_sluzby import __version__
from gis_sluzby.cli.commands import OPTIONS_WORD, PLAN, VERBOSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.centre import Centre
    from gis_sluzby.plan import Plan

#: The formats, as `exchange.FORMATS`, which is too slow to import for `--help`.
FORMATS = ("hsds", "hsds-csv", "geojson", "geoparquet")
TARGET = click.Path(path_type=Path)
TARGET.name = "cesta"


@click.command(
    options_metavar=OPTIONS_WORD,
    short_help="Vydá datové centrum jiným systémům.",
    help="Vydá datové centrum jiným systémům: HSDS 3 (soubor JSON, nebo složka tabulek CSV), "
    "GeoJSON, GeoParquet (složky). Utajené adresy se nevydávají.",
)
@PLAN
@click.option(
    "--format", "style", type=click.Choice(FORMATS), required=True, help="Formát výstupu."
)
@click.option(
    "--out", metavar="CESTA", type=TARGET, required=True, help="Soubor (hsds), jinak složka."
)
@click.option(
    "--edition",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help="Vydání HSDS: internal nese i síť, úvazky a údaje podle let.",
)
@VERBOSE
def export(
    plan: Path,
    style: str,
    out: Path,
    edition: Literal["public", "internal"],
    *,
    verbose: bool,
) -> None:
    """Write the datové centrum in a format of exchange."""
    from gis_sluzby.cli.inputs import plan_and_centre
    from gis_sluzby.exchange import HSDS, exported
    from gis_sluzby.exchange.hsds import NOT_CARRIED, ROWS_NOT_CARRIED

    if edition == "internal" and not style.startswith(HSDS):
        message = f"--edition internal: formát {style} má jen veřejné vydání"
        raise click.UsageError(message)
    read, centre = plan_and_centre(plan)
    date = read.date.isoformat()
    files = exported(centre, style, title=read.name, date=date, edition=edition)
    if style == HSDS:
        (content,) = files.values()
        _write_file(out, content)
    else:
        about = {"format": style, "edition": edition}
        _write_folder(out.absolute(), files, read, centre, about)
    click.echo(f"Hotovo: {out}")
    if style.startswith(HSDS) and verbose:
        click.echo("Do HSDS se nevejde:")
        for what, why in NOT_CARRIED.items():
            click.echo(f"  {what}: {why}")
        for rows in ROWS_NOT_CARRIED:
            click.echo(f"  {rows}")


@click.command(
    "import-hsds",
    options_metavar=OPTIONS_WORD,
    short_help="Načte služby z HSDS 3 do datového centra.",
    help="Načte služby z HSDS 3 (soubor JSON, nebo složka tabulek CSV) do datového centra v jednom "
    "GeoPackage. Tabulky, které HSDS nenese, zůstanou prázdné.",
)
@click.argument("source", metavar="SOUBOR", type=TARGET)
@click.option(
    "--out", metavar="CESTA", type=TARGET, required=True, help="Nový soubor, třeba centrum.gpkg."
)
@VERBOSE
def import_hsds(source: Path, out: Path, *, verbose: bool) -> None:
    """Read HSDS into a datové centrum."""
    from gis_sluzby.centre import write_centre
    from gis_sluzby.cli.report import audit_summary, source_lines
    from gis_sluzby.errors import Problem, WriteError
    from gis_sluzby.exchange import read_hsds

    centre = read_hsds(source)
    if out.exists():
        advice = "Zvolte jiný soubor (--out)"
        raise WriteError(Problem("soubor už existuje, nepřepíše se", str(out), advice=advice))
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f"{out.stem}.stage.gpkg")
    draft.unlink(missing_ok=True)
    try:
        write_centre(centre, draft)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"Hotovo: {out}")
    for line in source_lines(centre):
        click.echo(line)
    for line in audit_summary(centre, verbose=verbose):
        click.echo(line)


def _write_file(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from gis_sluzby.errors import Problem, WriteError

    if out.is_dir():
        advice = "Zadejte soubor, třeba --out sluzby.json"
        raise WriteError(Problem("cíl je složka", str(out), advice=advice))
    draft = out.with_name(f"{out.name}.stage")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        what = f"soubor nelze zapsat ({error.strerror})"
        raise WriteError(Problem(what, str(out))) from error
    finally:
        draft.unlink(missing_ok=True)


def _write_folder(
    out: Path, files: Mapping[str, bytes], plan: Plan, centre: Centre, about: dict[str, Any]
) -> None:
    """Write a folder whole or not at all, with a manifest."""
    from gis_sluzby.output import staged, write_manifest
    from gis_sluzby.plan import file_hash

    with staged(out) as stage:
        for name, content in files.items():
            (stage / name).write_bytes(content)
        sources = centre["sources"].astype(object)
        manifest = {
            **about,
            "program": {"name": "gis_sluzby", "version": __version__},
            "plan": {"name": plan.name, "kraj": plan.kraj, "date": plan.date.isoformat()},
            "inputs": sources.where(sources.notna(), None).to_dict("records"),
            "files": {name: file_hash(stage / name) for name in files},
        }
        write_manifest(stage, manifest)
