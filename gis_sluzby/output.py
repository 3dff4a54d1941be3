"""The output folder: built beside itself and put in place whole, so nothing is ever half-written.

The stage is a sibling of the output (the same filesystem). Putting it in place is two renames:
`out → out.old`, `stage → out`; then the old one is deleted. Whatever a kill leaves behind, `repair`
brings back the last whole output.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gis_sluzby.errors import Problem, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The file that marks a folder as an output of this program.
MANIFEST = "run.json"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder to build in, and put it in the place of the output at the end.

    Parameters
    ----------
    out
        The output folder, which may exist.

    Yields
    ------
    The folder to build in. When the block raises, it is deleted and the old output stays.

    Raises
    ------
    WriteError
        When the output cannot be written or replaced, or is no output of this program.
    """
    repair(out)
    _refuse_foreign(out)
    stage = _stage(out)
    try:
        stage.mkdir(parents=True)
        yield stage
        _swap(stage, out)
    except PermissionError as error:
        what = f"výstup nelze zapsat, soubor je nejspíš otevřený jinde ({error.strerror})"
        file = str(error.filename or out)
        raise WriteError(
            Problem(what, file, advice="Zavřete jej a spusťte příkaz znovu")
        ) from error
    except OSError as error:
        if isinstance(error, WriteError) or not error.errno:
            raise
        what = f"výstup nelze zapsat ({error.strerror})"
        raise WriteError(Problem(what, str(error.filename or out))) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def repair(out: Path) -> None:
    """Bring back the last whole output after a swap that was cut off.

    Parameters
    ----------
    out
        The output folder.
    """
    old = _old(out)
    if old.exists():
        if out.exists():
            shutil.rmtree(old)
        else:
            old.rename(out)
    shutil.rmtree(_stage(out), ignore_errors=True)


def read_manifest(out: Path) -> dict[str, Any] | None:
    """Read what the last run wrote about itself.

    Parameters
    ----------
    out
        The output folder.

    Returns
    -------
    The manifest; none where there is no output or it cannot be read.
    """
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """Write what a run has to say about itself.

    Parameters
    ----------
    out
        The output folder.
    manifest
        Values that JSON knows.
    """
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (out / MANIFEST).write_bytes((text + "\n").encode())


def _stage(out: Path) -> Path:
    return out.with_name(out.name + ".stage")


def _old(out: Path) -> Path:
    return out.with_name(out.name + ".old")


def _swap(stage: Path, out: Path) -> None:
    """Put the stage in the place of the output."""
    old = _old(out)
    if out.exists():
        out.rename(old)
    try:
        stage.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Refuse to replace a folder that this program did not make."""
    if not out.exists():
        return
    if out.is_dir() and (not any(out.iterdir()) or (out / MANIFEST).is_file()):
        return
    what = "cílová složka existuje a není výstupem tohoto programu"
    raise WriteError(Problem(what, str(out), advice="Zvolte jinou složku (--out)"))
