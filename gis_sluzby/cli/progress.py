"""Progress: a moving line on a terminal, plain lines elsewhere, always on standard error."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def reporter(*, verbose: bool) -> Callable[[str], None]:
    """Give a function to be told what is being done.

    Parameters
    ----------
    verbose
        Also say how long each step took.

    Returns
    -------
    A function of a Czech message.
    """
    if sys.stderr.isatty():
        return _on_terminal()
    started = perf_counter()

    def plain(message: str) -> None:
        since = f" ({perf_counter() - started:.1f} s)".replace(".", ",") if verbose else ""
        click.echo(f"{message}{since}", err=True)

    return plain


def _on_terminal() -> Callable[[str], None]:
    """Show the current step with a spinner; finished ones stay above it."""
    import atexit

    from rich.console import Console

    console = Console(stderr=True)
    status = console.status("Začínám", spinner="line")
    status.start()
    atexit.register(status.stop)
    done: list[str] = []

    def moving(message: str) -> None:
        if done:
            console.print(f"  {done[-1]}: hotovo", highlight=False)
        done.append(message)
        status.update(message)

    return moving
