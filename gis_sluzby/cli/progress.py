"""Progress: a moving line on a terminal, plain lines elsewhere, always on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID


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


@contextmanager
def transfers() -> Iterator[Callable[[str, int, int], None]]:
    """Show transfers: a bar for each on a terminal, a plain line for each quarter elsewhere.

    Yields
    ------
    A function of the file's name, the bytes that are here and those of the whole, 0 where not
    known.
    """
    if not sys.stderr.isatty():
        yield _plain_transfers()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    bars: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as shown:

        def moving(name: str, here: int, whole: int) -> None:
            if name not in bars:
                bars[name] = shown.add_task(name, total=whole or None)
            shown.update(bars[name], completed=here, total=whole or None)

        yield moving


def _plain_transfers() -> Callable[[str, int, int], None]:
    """Give a function that says that a transfer began, and each quarter of it after."""
    last: dict[str, int] = {}

    def plain(name: str, here: int, whole: int) -> None:
        quarter = 4 * here // whole if whole else 0
        if name not in last:
            click.echo(f"Stahuji {name}", err=True)
        elif quarter > last[name]:
            click.echo(f"Stahuji {name}: {25 * quarter}\u00a0%", err=True)
        last[name] = quarter

    return plain
