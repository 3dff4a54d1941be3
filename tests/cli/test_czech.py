"""Click speaks Czech: no word of its own English is left."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from gis_sluzby.cli import cli, run
from gis_sluzby.cli.czech import translated

COMMANDS = tuple(sorted(cli.commands))
#: Modules of click whose texts may reach a user of this program.
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
#: Texts of these modules that only a mistake in our own code would show, or types that no
#: option of ours has.
NEVER_SHOWN = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Confirm the action without prompting.",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Do you want to continue?",
    "Name '{name}' defined twice",
    "Value must be an iterable.",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "{value!r} does not match the format {format}.",
    "{value!r} does not match the formats {formats}.",
    "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
}
#: Every way to use the command line wrongly that click itself answers.
MISTAKES = (
    ["bild"],
    ["xyz"],
    ["build"],
    ["build", "a", "b"],
    ["build", "a", "b", "c"],
    ["build", "a", "--outt", "x"],
    ["build", "a", "-x"],
    ["build", "a", "--strict=1"],
    ["build", "a", "--out"],
    ["build", "a", "--out", __file__],
    ["audit", "a", "--format", "xml"],
    ["explain", "a"],
    ["explain", "a", "--obec", "1"],
    ["explain", "a", "--obec"],
    ["preview", "a", "--port", "x"],
    ["preview", "a", "--port", "0"],
    ["publish", "a", "--only", "site,listy"],
    ["publish", "a", "--only", ""],
    ["init"],
    ["init", __file__, "--sample"],
)


def marked_texts() -> set[str]:
    """Give the texts that click marks for translation in the modules that concern us."""
    folder = Path(click.__file__).parent
    texts = set()
    for module in MODULES:
        tree = ast.parse((folder / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
            ):
                texts |= {
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                }
    return texts


def shown_texts() -> set[str]:
    """Give those of them that a user may see."""
    ours = {text for text in marked_texts() if text.startswith("No options defined")}
    return marked_texts() - NEVER_SHOWN - ours


def english_words() -> set[str]:
    """Give the words of those texts, and of click's own names of types and parameters."""
    plain = " ".join(re.sub(r"\{.*?\}|%\(\w+\)s", " ", text) for text in marked_texts())
    words = set(re.findall(r"[a-z]{3,}", plain.lower()))
    words |= {"integer", "directory", "range", "options", "command", "args"}
    return words - {"argument"}  # which is Czech too


def ours() -> set[str]:
    """Give the words that the program uses on purpose: names of commands, options, values."""
    names = set(COMMANDS) | {"gis", "sluzby", "text", "csv", "json", "toml", "index", "html"}
    for command in cli.commands.values():
        for parameter in command.params:
            for name in (*parameter.opts, parameter.name or ""):
                names |= set(re.findall(r"[a-z]{3,}", name))
    return names | {"site", "layers", "tables", "workbook", "help", "version", "versions", "show"}


def english_in(text: str) -> set[str]:
    """Find English words that are not names of ours."""
    without_options = re.sub(r"--?[a-z][a-z-]*|'[^']*'", " ", text)
    words = set(re.findall(r"(?<!\w)[a-z]{3,}(?!\w)", without_options.lower()))
    return words & (english_words() - ours())


def test_every_text_of_click_that_may_be_shown_is_translated() -> None:
    assert marked_texts() >= NEVER_SHOWN
    untranslated = {text for text in shown_texts() if translated(text) == text}
    assert untranslated == set()


def test_translations_keep_what_is_filled_in() -> None:
    def filled_in(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w+|%\(\w+\)s", text))

    wrong = {text for text in shown_texts() if filled_in(translated(text)) != filled_in(text)}
    assert wrong == set()


def test_the_guard_sees_english() -> None:
    assert english_in("Usage: x [OPTIONS] COMMAND [ARGS]...") == {
        "usage",
        "options",
        "command",
        "args",
    }
    assert english_in("  --version  Show the version and exit.") >= {"and", "exit"}
    assert english_in("Chyba: 'foo' není celé číslo.") == set()


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], *([c, "--help"] for c in COMMANDS)])
def test_help_is_czech(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run(arguments)
    told = "".join(capsys.readouterr())
    assert "Použití: gis-sluzby" in told
    assert "[VOLBY]" in told
    assert "Ukáže tuto nápovědu a skončí." in told
    assert english_in(told) == set()


def test_help_lists_every_command_with_a_whole_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    lines = told[told.index("Příkazy:") :].splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_mistakes_are_answered_in_czech_and_end_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Chyba: " in told.err or "Chyba:\n" in told.err
    assert "Traceback" not in told.err
    assert english_in(told.err) == set()


def test_a_misspelt_command_or_option_is_answered_with_the_right_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["bild"])
    assert "Neznámý příkaz 'bild'. Snad 'build'?" in capsys.readouterr().err
    run(["build", "a", "--outt", "x"])
    assert "Snad '--out'?" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert re.fullmatch(r"gis-sluzby, verze \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_all_versions_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--show-versions"]) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    names = {"gis_sluzby", "python", "geopandas", "GDAL (pyogrio)", "GEOS (shapely)"}
    assert names | {"PROJ (pyproj)", "platform"} <= set(told)
