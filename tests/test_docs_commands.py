"""What a reader of the documentation types works, and prints what the documentation says."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tomllib
import types
from typing import TYPE_CHECKING, Final

import click
import pandas as pd
import pyogrio
import pytest

from gis_sluzby import codelists, words
from gis_sluzby.cartography import NBSP
from gis_sluzby.cli.commands import cli
from gis_sluzby.plan.model import Standard
from scripts.write_docs import ROOT
from tests.documents import (
    DOCUMENTS,
    Command,
    blocks,
    console,
    mentioned,
    rows_by_code,
    rows_of,
    says,
    section,
    text_of,
)
from tests.fetch.server import serving
from tests.fetch.shaped import official_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE: Final = ROOT / "gis_sluzby"
GUIDE: Final = "docs/prirucka.md"
OUTPUTS: Final = "docs/vystupy.md"
#: Folders of the guide whose data are fetched.
FETCHED: Final = ("kralovehradecky", "druhy-plan")

# ---------------------------------------------------------------- words that the guide quotes


def test_words_of_the_page_are_those_of_the_page() -> None:
    assets = sorted((PACKAGE / "publish" / "site" / "assets").rglob("*.*"))
    page = " ".join(path.read_text("utf-8") for path in assets)
    text = re.sub(r"\s+", " ", section(text_of(GUIDE), "## Mapová stránka"))
    named = re.findall(r"\*\*(.+?)\*\*", text)
    assert named
    arrivals = {f"{words.GOING[mode].you} {by}" for mode, by in words.MODES.items()}
    known = {*words.STATUSES.values(), *arrivals}
    assert [name for name in named if name not in known and name not in page] == []


def test_messages_of_the_guide_are_those_of_the_program() -> None:
    source = " ".join(path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    joined = re.sub(r"\"\s+f?\"", "", source)
    rows = rows_of(section(text_of(GUIDE), "## Když něco nejde"))
    parts = [part.strip() for row in rows for part in row[0].strip("„“").split("…")]
    assert parts
    assert [part for part in parts if part not in joined] == []


# ---------------------------------------------------------------- commands and options


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_exist(path: Path) -> None:
    for line in mentioned(path.read_text("utf-8")):
        command: click.Command = cli if line[0].startswith("-") else cli.commands[line[0]]
        options = {option for p in command.params for option in p.opts} | {"--help"}
        assert {word for word in line if word.startswith("-")} <= options, line


def test_the_guide_lists_every_command_and_option() -> None:
    text = section(text_of(GUIDE), "## Přehled příkazů")
    assert {line[0] for line in mentioned(text)} == set(cli.commands)
    options = {
        option
        for command in cli.commands.values()
        for parameter in command.params
        for option in parameter.opts
        if isinstance(parameter, click.Option)
    }
    assert [option for option in options - {"--verbose"} if option not in text] == []


def test_the_readme_types_what_the_guide_types() -> None:
    guide = {command.words for command in console(text_of(GUIDE))}
    readme = {command.words for command in console(text_of("README.md"))}
    assert readme
    assert readme <= guide


# ---------------------------------------------------------------- typed in order


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder in which all commands of the guide that need no real data have been typed in order."""
    folder = tmp_path_factory.mktemp("ctenar")
    with pytest.MonkeyPatch.context() as patch:
        type_in(folder, [c for c in console(text_of(GUIDE)) if not fetches(c)], patch)
    yield folder
    shutil.rmtree(folder)


def fetches(command: Command) -> bool:
    """Tell whether a command works with what the guide fetches."""
    return any(word.startswith(FETCHED) for word in command.words)


def type_in(folder: Path, commands: list[Command], patch: pytest.MonkeyPatch) -> None:
    """Type commands in a folder: each ends and prints as the guide says."""
    patch.setenv("PYTHONPATH", str(ROOT))
    patch.setenv("PYTHONIOENCODING", "utf-8")
    assert commands
    for command in commands:
        code, printed = run(command, folder)
        assert code == command.code, f"{command.words}\n{printed}"
        assert says(printed, command.printed), f"{command.words}\n{printed}"


def test_the_first_quarter_of_an_hour_of_another_kraj(
    real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty folder to a map, and then with a list of services, as the guide tells it."""
    monkeypatch.delenv("GIS_SLUZBY_DATA")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as server:
        server.files |= official_files(real_data, "CZ052", tmp_path)
        monkeypatch.setenv("GIS_SLUZBY_MIRROR", server.url)
        type_in(tmp_path, [c for c in console(text_of(GUIDE)) if fetches(c)], monkeypatch)
    folder = tmp_path / "kralovehradecky"
    assert (folder / "out" / "site" / "index.html").is_file()
    assert set(total_rows(folder)["status"]) == {"no_data"}
    # the services filled in as the guide says, saved by Excel
    services = folder / "data" / "sluzby.csv"
    head = services.read_text("utf-8-sig").strip().split(";")
    row = {"key": "1", "provider": "Pomoc", "druh": "46", "forma": "amb", "kod_obec": "569810"}
    line = ";".join(row.get(name, "") for name in head)
    services.write_bytes(f"{';'.join(head)}\r\n{line}\r\n".encode("utf-8-sig"))
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace("complete_for = []", 'complete_for = "all"'))
    code, printed = run(Command(("gis-sluzby", "coverage", "kralovehradecky"), 0, ()), tmp_path)
    assert code == 0, printed
    stationary = total_rows(folder).query("druh == '46'").set_index("kod_obec")["status"]
    assert stationary["569810"] == "covered"
    assert set(stationary) == {"covered", "uncovered"}


def total_rows(folder: Path) -> pd.DataFrame:
    """Give the rows of coverage that stand for all forms and groups."""
    rows = pd.read_csv(folder / "out" / "tables" / "coverage_obec.csv", dtype=str)
    return rows[(rows["forma"] == "any") & (rows["cs"] == "any")]


def run(command: Command, folder: Path) -> tuple[int, str]:
    """Run a command of the program, give its exit code and what it printed."""
    program, name, *rest = command.words
    assert program == "gis-sluzby"
    line = [sys.executable, "-m", "gis_sluzby", name, *rest]
    if name == "preview":
        return 0, first_line([*line, "--port", str(free_port())], folder)
    done = subprocess.run(
        line, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=240
    )
    return done.returncode, (done.stderr + done.stdout).replace(NBSP, " ")


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_line(line: list[str], folder: Path) -> str:
    """Start a command that does not end by itself, give the first line that it prints."""
    with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        server.terminate()
    return said


def test_the_output_holds_the_files_described(typed: Path) -> None:
    out = typed / "vzorovy-kraj" / "out"
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    # these are described as folders
    files = {re.sub(r"^(studies/[^/]+/|interni/|site/data/).*", r"\1", file) for file in files}
    assert files == rows_by_code(OUTPUTS, "## Soubory").keys()


@pytest.mark.parametrize(
    ("table", "heading"),
    [
        ("coverage_obec", "coverage_obec"),
        ("coverage_orp", "coverage_orp a coverage_kraj"),
        ("nearest", "nearest"),
        ("standards", "standards"),
    ],
)
def test_tables_have_the_columns_described(typed: Path, table: str, heading: str) -> None:
    path = typed / "vzorovy-kraj" / "out" / "tables" / f"{table}.csv"
    assert list(pd.read_csv(path, nrows=0)) == list(rows_by_code(OUTPUTS, f"### {heading}"))


def test_layers_are_those_described(typed: Path) -> None:
    layers = pyogrio.list_layers(typed / "vzorovy-kraj" / "out" / "layers" / "plan.gpkg")
    found = {name for name in layers[:, 0] if not name.startswith("dostupnost_")}
    # of the views of kinds one of each sort is described
    views = {"dostupnost_40", "dostupnost_40_ter", "dostupnost_orp_40"}
    assert views <= set(layers[:, 0])
    assert found | views == rows_by_code(OUTPUTS, "### Vrstvy v plan.gpkg").keys()


def test_the_filter_of_the_guide_leaves_a_row_for_each_obec_and_druh(typed: Path) -> None:
    path = typed / "vzorovy-kraj" / "out" / "tables" / "coverage_obec.csv"
    rows = pd.read_csv(path, dtype=str)
    total = rows[(rows["forma"] == "any") & (rows["cs"] == "any")]
    obce = total["kod_obec"].nunique()
    assert f"Má {obce} obcí" in text_of(GUIDE)
    assert len(total) == obce * len(codelists.druhy())


@pytest.mark.parametrize("name", ["README.md", "docs/development.md"])
def test_python_of_the_documents_runs(
    typed: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = blocks(text_of(name), "python")
    assert found
    monkeypatch.chdir(typed)
    module = types.ModuleType("document")
    # in order, each going on from the one before
    exec(compile("\n".join(found), name, "exec"), vars(module))  # noqa: S102  (the project's own text)
    assert not module.results.coverage["coverage_obec"].empty


@pytest.mark.parametrize("name", ["docs/prirucka.md", "docs/plan.md"])
def test_standards_shown_as_examples_are_understood(name: str) -> None:
    entries = [
        e
        for block in blocks(text_of(name), "toml")
        for e in tomllib.loads(block).get("standard", [])
    ]
    assert entries
    for entry in entries:
        assert Standard.model_validate(entry).source == entry["source"]
