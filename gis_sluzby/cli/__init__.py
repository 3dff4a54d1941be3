"""The command line: it parses words and prints Czech text; everything else is done elsewhere."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from gis_sluzby.cli.change import change
from gis_sluzby.cli.commands import cli
from gis_sluzby.cli.czech import speak_czech
from gis_sluzby.cli.exchange import export, import_hsds
from gis_sluzby.cli.fetch import fetch
from gis_sluzby.cli.history import diff, snapshot
from gis_sluzby.cli.studies import sensitivity
from gis_sluzby.cli.whatif import ending, whatif
from gis_sluzby.cores import patient_garbage
from gis_sluzby.errors import GisSluzbyError

for _command in (fetch, export, import_hsds, snapshot, diff, change, sensitivity, whatif, ending):
    cli.add_command(_command)

__all__ = ["cli", "main", "run"]

#: Exit code after Ctrl+C, as shells use it.
INTERRUPTED = 130
USAGE = 2
WRITE = 5


def main() -> NoReturn:
    """Run the command line and end with its exit code.

    0 fine, 1 gaps or findings under `--strict`, 2 usage or plan file, 3 input content, 4 missing
    or unreachable source, 5 write.
    """
    patient_garbage()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console of cp1250 lacks some letters: it shows "?" rather than a traceback.
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Words of the command line, without the program's name.

    Returns
    -------
    The exit code.
    """
    speak_czech()
    try:
        code = cli.main(arguments, prog_name="gis-sluzby", standalone_mode=False)
    except GisSluzbyError as error:
        click.echo(f"Chyba:\n{error}", err=True)
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("Přerušeno.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except BrokenPipeError:
        # The reader of a pipe has gone; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"Chyba:\n{error.filename or 'soubor'}: {error.strerror or error}.", err=True)
        return WRITE
    return code if isinstance(code, int) else 0
