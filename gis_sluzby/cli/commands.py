"""The commands: their words, options and help."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis_sluzby import __version__
from gis_sluzby.cli.czech import translated
from gis_sluzby.cli.inputs import plan_at
from gis_sluzby.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan import Plan


# Click takes the words below when they are declared, before they could be translated.
OPTIONS_WORD = "[VOLBY]"
FOLDER = click.Path(path_type=Path, file_okay=False)
FOLDER.name = translated("directory")
PORT = click.IntRange(1, 65535)
PORT.name = "celé číslo"
PLAN = click.argument("plan", metavar="PLÁN", type=click.Path(path_type=Path))
OUT = click.option(
    "--out", metavar="SLOŽKA", type=FOLDER, help="Složka výstupu; jinak „out“ vedle plánu."
)
STRICT = click.option(
    "--strict", is_flag=True, help="Skončí kódem 1, jsou-li mezery v dosahu nebo nálezy."
)
EDITION = click.option(
    "--edition",
    type=click.Choice(["public", "internal"]),
    help="Jen jedno vydání: veřejné (public), nebo vnitřní (internal); jinak ta z plánu.",
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Vypisuje i podrobnosti a časy.")
PRODUCTS = ("site", "layers", "tables", "workbook", "sheets", "rasters")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Kdo dosáhne na kterou sociální službu a kde je mezera.",
    options_metavar=OPTIONS_WORD,
    subcommand_metavar="PŘÍKAZ [ARGUMENTY]...",
)
@click.version_option(
    __version__,
    "--version",
    prog_name="gis-sluzby",
    message=translated("%(prog)s, version %(version)s"),
    help=translated("Show the version and exit."),
)
@click.option(
    "--show-versions",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _parameter, wanted: _show_versions(context) if wanted else None,
    help="Ukáže verze programu a knihoven a skončí.",
)
def cli() -> None:
    """Hold the commands together."""


command = partial(cli.command, options_metavar=OPTIONS_WORD)


@command(
    short_help="Založí složku s plánem.",
    help="Založí složku s plánem: kraje, nebo vzorovou s modelovými daty.",
)
@click.argument("folder", metavar="SLOŽKA", type=FOLDER)
@click.option("--kraj", metavar="KÓD", help="Kód kraje NUTS 3, například CZ041.")
@click.option("--sample", is_flag=True, help="Vzorový kraj s modelovými daty.")
@click.option("--overwrite", is_flag=True, help="Přepíše plán, který ve složce už je.")
def init(folder: Path, kraj: str | None, *, sample: bool, overwrite: bool) -> None:
    """Write a plan folder."""
    from gis_sluzby.cli.init import write_plan_folder

    for line in write_plan_folder(folder, kraj, sample=sample, overwrite=overwrite):
        click.echo(line)


@command(help="Ověří plán a vstupy; nic nepočítá a nezapisuje.")
@PLAN
@VERBOSE
def check(plan: Path, *, verbose: bool) -> None:
    """Validate a plan and its inputs."""
    from gis_sluzby.centre import load
    from gis_sluzby.cli.report import audit_summary, source_lines
    from gis_sluzby.cli.standards_text import standards_lines
    from gis_sluzby.coverage.standards import standards_table
    from gis_sluzby.coverage.standards_check import lacking_standards
    from gis_sluzby.demand import bands_of, people_of_obce

    read = plan_at(plan)
    centre = load(read).centre
    standards = standards_table(read, centre)
    people_of_obce(centre["population"], read.date, bands_of(standards))
    click.echo(f"Plán {plan} je v pořádku.")
    click.echo("Řádky zdrojů; z celostátních souborů jen výřez s územím plánu a jeho okolím.")
    click.echo("Počítají se řádky souboru, ne obce.")
    for line in source_lines(centre):
        click.echo(line)
    for line in standards_lines(lacking_standards(read, standards)):
        click.echo(line)
    for line in audit_summary(centre, verbose=verbose):
        click.echo(line)
    if read.of_table("roads"):
        click.echo("Nálezy o silnicích a dobách cest přibudou až při výpočtu; má je příkaz audit.")


@command(help="Načte vstupy do datového centra a zapíše nálezy.")
@PLAN
@OUT
@VERBOSE
@STRICT
def load(plan: Path, out: Path | None, *, verbose: bool, strict: bool) -> int:
    """Build the datové centrum alone."""
    return _build(plan, out, (), verbose=verbose, strict=strict)


@command(help="Vypíše nálezy ve vstupech.")
@PLAN
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv", "json", "html"]),
    default="text",
    show_default=True,
    help="Podoba výpisu; html je stránka ke čtení a k tisku.",
)
@click.option(
    "--out",
    metavar="SOUBOR",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Zapíše výpis do souboru.",
)
@STRICT
def audit(plan: Path, style: str, out: Path | None, *, strict: bool) -> int:
    """Print the findings, or write them into a file."""
    from gis_sluzby.cli.report import written
    from gis_sluzby.pipeline import compute
    from gis_sluzby.publish.audit.written import audit_report

    read = plan_at(plan)
    try:
        centre = compute(_recording(read), _reporter(verbose=False)).centre
    except InputError:
        # More is wrong than single rows: then the plan's own way tells all of it.
        centre = compute(read, _reporter(verbose=False)).centre
    report = audit_report(read, centre, style)
    if out is None:
        click.echo(report, nl=False)
    else:
        written(report, out)
        click.echo(f"Nálezy: {out}")
    stopping = [source.id for source in read.source if source.rejects == "stop"]
    refused = centre["audit"].query("severity == 'error'")["source_id"].isin(stopping).sum()
    if refused:
        click.echo(
            f"Vadných řádků: {refused}. build se na nich zastaví, dokud je neopravíte, nebo "
            'u zdroje v plánu nenapíšete rejects = "record".',
            err=True,
        )
        return InputError.exit_code
    return int(strict and bool((centre["audit"]["severity"] != "info").any()))


def _recording(plan: Plan) -> Plan:
    """Give the plan with every source recording its faulty rows, so that all findings are told."""
    sources = (source.model_copy(update={"rejects": "record"}) for source in plan.source)
    return plan.model_copy(update={"source": tuple(sources)})


@command(help="Spočítá dostupnost a zapíše tabulky.")
@PLAN
@OUT
@VERBOSE
@STRICT
def coverage(plan: Path, out: Path | None, *, verbose: bool, strict: bool) -> int:
    """Build the tables."""
    return _build(plan, out, ("tables",), verbose=verbose, strict=strict)


@command(
    short_help="Vysvětlí jeden údaj od zdroje ke stavu.",
    help="Vysvětlí jeden údaj: od řádku zdroje přes místo, minuty a standard ke stavu.",
)
@PLAN
@click.option("--obec", required=True, metavar="KÓD", help="Kód obce, nebo její název.")
@click.option("--druh", required=True, metavar="DRUH", help="§, název nebo kód druhu služby.")
def explain(plan: Path, obec: str, druh: str) -> None:
    """Explain one figure."""
    from gis_sluzby.explain import explain as explained
    from gis_sluzby.pipeline import compute

    read = plan_at(plan)
    results = compute(read, _reporter(verbose=False))
    text = explained(read, results.centre, results.reached, results.coverage, obec, druh)
    click.echo(text)


@command(
    short_help="Sestaví stránku, vrstvy, tabulky nebo sešit pro Excel.",
    help="Sestaví výstupy: stránku (site), vrstvy (layers), tabulky (tables), "
    "sešit pro Excel (workbook), mapové listy (sheets), rastry (rasters).",
)
@PLAN
@OUT
@click.option(
    "--only",
    metavar="CO,CO",
    help="Jen některé: site, layers, tables, workbook, sheets, rasters.",
)
@EDITION
@VERBOSE
@STRICT
def publish(
    plan: Path,
    out: Path | None,
    only: str | None,
    edition: str | None,
    *,
    verbose: bool,
    strict: bool,
) -> int:
    """Build some products."""
    wanted = None if only is None else tuple(word.strip() for word in only.split(","))
    unknown = [word for word in wanted or () if word not in PRODUCTS]
    if unknown:
        named = ", ".join(f"„{word}“" for word in unknown)
        message = f"--only: neznámé {named}; možnosti jsou {', '.join(PRODUCTS)}"
        raise click.UsageError(message)
    return _build(plan, out, wanted, edition, verbose=verbose, strict=strict)


@command(help="Spočítá a sestaví všechno; co se nezměnilo, přeskočí.")
@PLAN
@OUT
@VERBOSE
@STRICT
def build(plan: Path, out: Path | None, *, verbose: bool, strict: bool) -> int:
    """Build all products of the plan."""
    return _build(plan, out, None, verbose=verbose, strict=strict)


@command(help="Ukáže sestavenou stránku na tomto počítači v prohlížeči.")
@PLAN
@OUT
@click.option(
    "--port",
    metavar="ČÍSLO",
    type=PORT,
    default=8000,
    show_default=True,
    help="Port místního serveru.",
)
def preview(plan: Path, out: Path | None, port: int) -> None:
    """Serve the built page locally."""
    from gis_sluzby.cli.preview import serve
    from gis_sluzby.output import repair
    from gis_sluzby.pipeline import output_folder

    place = output_folder(plan_at(plan), out)
    repair(place)
    serve(place / "site", port)


def _build(
    path: Path,
    out: Path | None,
    products: tuple[str, ...] | None,
    edition: str | None = None,
    *,
    verbose: bool,
    strict: bool,
) -> int:
    """Build products and say what came of it."""
    from gis_sluzby.cores import second_core
    from gis_sluzby.pipeline import INSIDE
    from gis_sluzby.pipeline import build as build_plan

    plan = plan_at(path)
    editions = None if edition is None else (edition,)
    with second_core() as submit:
        report = _reporter(verbose=verbose)
        place = build_plan(plan, out, products, report, submit, editions=editions)
    click.echo(f"Hotovo: {place / INSIDE if edition == 'internal' else place}")
    if edition != "internal" and (place / "site" / "index.html").is_file():
        click.echo(f"Mapová stránka: {place / 'site' / 'index.html'}")
        click.echo("Na web patří jen složka site, zabalená v mapa-na-web.zip.")
    return _strict_code(plan) if strict else 0


def _strict_code(plan: Plan) -> int:
    """Give 1 when there are gaps or findings, and count them."""
    from gis_sluzby.pipeline import compute

    results = compute(plan)
    rows = results.coverage["coverage_obec"]
    total = rows[(rows["forma"] == "any") & (rows["cs"] == "any")]
    gaps = int(total["status"].isin(("uncovered", "partial")).sum())
    findings = int((results.centre["audit"]["severity"] != "info").sum())
    click.echo(f"Mezery (obec × druh mimo dosah nebo jen zčásti): {gaps}; nálezy: {findings}")
    return int(bool(gaps or findings))


def _reporter(*, verbose: bool) -> Callable[[str], None]:
    """Give the function that is told what is being done."""
    from gis_sluzby.cli.progress import reporter

    return reporter(verbose=verbose)


def _show_versions(context: click.Context) -> Any:  # noqa: ANN401  (click ignores it)
    """Print the versions and end."""
    from gis_sluzby.versions import show_versions

    show_versions()
    context.exit()
