"""Work beside: a second process that computes while this one goes on, where a core is free."""

from __future__ import annotations

import atexit
import gc
import os
import signal
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Submit(Protocol):
    """Takes a function and its arguments, gives a function that gives the result."""

    def __call__(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Take work over."""


#: A command lives for seconds, with few cycles to search for: fewer searches save 7 % of a build.
_GARBAGE = (200_000, 50, 50)
_ENOUGH_CORES = 2


def when_asked(function: Callable[..., T], *arguments: object) -> Callable[[], T]:
    """Keep work until its result is asked for, and do it here.

    Parameters
    ----------
    function
        What to call.
    *arguments
        With what.

    Returns
    -------
    A function that does the work and gives the result.

    Examples
    --------
    >>> when_asked(max, 2, 3)()
    3
    """
    return partial(function, *arguments)


@contextmanager
def second_core() -> Iterator[Submit]:
    """Give a function like `when_asked` whose work a second process begins at once, in order.

    The process starts with the first work and ends with the block. Where there is only one core,
    or the process cannot start or dies, the work is done here. Functions, arguments, results and
    errors travel as pickles. Only a program whose main module may be imported again should use it.

    Yields
    ------
    The function.
    """
    if _cores() < _ENOUGH_CORES:
        yield when_asked
        return
    beside = _Beside()
    try:
        yield beside
    finally:
        beside.end()


def import_modules(*names: str) -> None:
    """Import modules, so that a process has them when work comes.

    Parameters
    ----------
    *names
        Full names.
    """
    for name in names:
        import_module(name)


def patient_garbage() -> None:
    """Let Python search for garbage less often, as suits a short life."""
    gc.set_threshold(*_GARBAGE)


class _Beside:
    """A pool of one process, made with the first work."""

    def __init__(self) -> None:
        self.pool: Any = None

    def __call__(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Hand work over; the result is waited for when it is asked for."""
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  (30 ms)

        try:
            future = self._pool().submit(function, *arguments)
        except (BrokenProcessPool, OSError):
            return when_asked(function, *arguments)

        def result() -> T:
            try:
                finished: T = future.result()
            except BrokenProcessPool:
                return function(*arguments)
            return finished

        return result

    def end(self) -> None:
        """End the process; work that has not begun is dropped."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def _pool(self) -> Any:  # noqa: ANN401  (its type is imported late)
        """Give the pool; its process starts from nothing, as on Windows: no inherited threads."""
        if self.pool is None:
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (30 ms)
            from multiprocessing import get_context  # noqa: PLC0415  (the same)

            self.pool = ProcessPoolExecutor(1, get_context("spawn"), _settle)
        return self.pool


def _settle() -> None:
    """Prepare the process: Ctrl+C is for the one that the user started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)
    patient_garbage()


def _cores() -> int:
    """Give the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
