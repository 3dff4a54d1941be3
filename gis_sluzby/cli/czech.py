"""Click's own words in Czech."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from types import ModuleType

#: Every text that click may show this program's users; one that is missing stays English.
_WORDS = {
    "Usage:": "Použití:",
    "Options": "Volby",
    "Commands": "Příkazy",
    "Positional arguments": "Argumenty",
    "(dynamic)": "(podle okolností)",
    "deprecated": "zastaralé",
    "required": "povinné",
    "default: {default}": "výchozí: {default}",
    "env var: {var}": "proměnná prostředí: {var}",
    "Aborted!": "Přerušeno.",
    "Error: {message}": "Chyba: {message}",
    "Show this message and exit.": "Ukáže tuto nápovědu a skončí.",
    "Show the version and exit.": "Ukáže verzi a skončí.",
    "%(prog)s, version %(version)s": "%(prog)s, verze %(version)s",
    "Try '{command} {option}' for help.": "Nápověda: {command} {option}",
    "No such command {name!r}.": "Neznámý příkaz {name!r}.",
    "No such option {name!r}.": "Neznámá volba {name!r}.",
    "Did you mean {possibility}?": "Snad {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Snad některá z možností: {possibilities}?)",
    "Missing argument": "Chybí argument",
    "Missing option": "Chybí volba",
    "Missing command.": "Chybí příkaz.",
    "Missing parameter": "Chybí parametr",
    "Missing parameter: {param_name}": "Chybí parametr {param_name}",
    "Missing {param_type}": "Chybí {param_type}",
    "Invalid value: {message}": "Nesprávná hodnota: {message}",
    "Invalid value for {param_hint}: {message}": "Nesprávná hodnota {param_hint}: {message}",
    "Invalid start character for option ({option})": "Volba {option} začíná nesprávným znakem",
    "{name} {filename!r} does not exist.": "{name} {filename!r} neexistuje.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} je složka.",
    "{name} {filename!r} is a file.": "{name} {filename!r} je soubor.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} nelze spustit.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} nelze číst.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} nelze zapsat.",
    "Could not open file {filename!r}: {message}": "Soubor {filename!r} nelze otevřít: {message}",
    "unknown error": "neznámá chyba",
    "file": "soubor",
    "directory": "složka",
    "path": "cesta",
    "Got unexpected extra argument ({args})": "Přebytečný argument ({args})",
    "Got unexpected extra arguments ({args})": "Přebytečné argumenty ({args})",
    "Argument {name!r} takes {nargs} values.": "Argument {name!r} má mít {nargs} hodnot.",
    "Takes {nargs} values but 1 was given.": "Má mít {nargs} hodnot, zadána je 1.",
    "Takes {nargs} values but {len} were given.": "Má mít {nargs} hodnot, zadáno je {len}.",
    "Option {name!r} requires an argument.": "Volba {name!r} potřebuje hodnotu.",
    "Option {name!r} requires {nargs} arguments.": "Volba {name!r} potřebuje {nargs} hodnot.",
    "Option {name!r} does not take a value.": "Volba {name!r} hodnotu nemá.",
    "{value!r} is not one of {choices}.": "{value!r} není z možností {choices}.",
    "{value!r} is not {choice}.": "{value!r} není {choice}.",
    "{value!r} is not a valid {number_type}.": "{value!r} není {number_type}.",
    "{value} is not in the range {range}.": "{value} není v rozsahu {range}.",
    "Choose from:\n\t{choices}": "Možnosti:\n\t{choices}",
}


def speak_czech() -> None:
    """Make click print Czech.

    Click marks its words for translation; its modules look them up under the names `_` and
    `ngettext`, which are replaced here for this process.
    """
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        _translate(module)


def translated(text: str) -> str:
    """Give the Czech of one of click's texts.

    Parameters
    ----------
    text
        English text.

    Returns
    -------
    Czech text; the text itself where there is none.
    """
    return _WORDS.get(text, text)


def _translate(module: ModuleType) -> None:
    """Replace the look-ups of one module."""
    if hasattr(module, "_"):
        vars(module)["_"] = translated
    if hasattr(module, "ngettext"):
        vars(module)["ngettext"] = lambda one, many, n: translated(one if n == 1 else many)
