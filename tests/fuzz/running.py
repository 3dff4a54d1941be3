"""One input of the fuzzer: made from its number, read, and judged."""

from __future__ import annotations

import signal
import traceback
import warnings
from random import Random
from typing import TYPE_CHECKING, NoReturn

from gis_sluzby.errors import GisSluzbyError
from tests.fuzz.spoil import spoilt

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from tests.fuzz.shapes import Shape

#: A reader that takes longer hangs (seconds of this process, whatever else the machine does).
LONGEST = 20.0


class HangsError(Exception):
    """A reader did not come to an end."""


def content_of(shape: Shape, seed: int, number: int) -> bytes:
    """Give the bytes of an input: the shape's own under number 0, else spoilt ones."""
    if number == 0:
        return shape.content
    return spoilt(shape.content, Random(f"{seed}-{number}-{shape.name}"))  # noqa: S311  (a test)


def verdict(shape: Shape, content: bytes, data: Path) -> tuple[str, str]:
    """Read an input; say „read“, „refused“, or „broken“ with what came out instead."""
    path = data / f"fuzzed{shape.suffix}"
    path.write_bytes(content)
    before = signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shape.read(path)
    except GisSluzbyError as error:
        return ("refused", "") if str(error).strip() else ("broken", "an error without words")
    except BaseException:  # noqa: BLE001  (whatever comes out is what is looked for)
        return "broken", traceback.format_exc()
    else:
        return "read", ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        path.unlink(missing_ok=True)


def _hangs(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise HangsError
