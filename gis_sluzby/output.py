"""The output folder: built beside itself and put in place whole, so nothing is ever half-written.

The stage is a sibling of the output (the same filesystem). Putting it in place is two renames:
`out → out.old`, `stage → out`; then the old one is deleted. Whatever a kill leaves behind, `repair`
brings back the last whole output. A folder is taken for ours when it is empty or holds a manifest,
which is the first file that is written and the last that is deleted; others are never touched.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager, suppress
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
    stage = _stage(out)
    _refuse_foreign(out)
    for folder in (stage, _old(out)):
        _refuse_leftover(folder)
    try:
        with _write_errors(out):
            stage.mkdir(parents=True)
            write_manifest(stage, {})
            yield stage
            _swap(stage, out)
    finally:
        _delete(stage)


def repair(out: Path) -> None:
    """Bring back the last whole output after a swap that was cut off.

    Parameters
    ----------
    out
        The output folder.

    Raises
    ------
    WriteError
        When it cannot be put back in its place.
    """
    old = _old(out)
    if _is_ours(old):
        if (out / MANIFEST).is_file():
            _delete(old)
        elif not out.exists() or _is_ours(out):
            with _write_errors(out):
                if out.exists():
                    out.rmdir()
                old.rename(out)
    if _is_ours(_stage(out)):
        _delete(_stage(out))


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
    _delete(old)


@contextmanager
def _write_errors(out: Path) -> Iterator[None]:
    """Say in Czech that a file cannot be written."""
    try:
        yield
    except OSError as error:
        if isinstance(error, WriteError) or not error.errno:
            raise
        held = isinstance(error, PermissionError)
        why = ", soubor je nejspíš otevřený jinde" if held else ""
        what = f"výstup nelze zapsat{why} ({error.strerror})"
        advice = "Zavřete jej a spusťte příkaz znovu" if held else None
        raise WriteError(Problem(what, str(error.filename or out), advice=advice)) from error


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is an output of this program, whole or begun."""
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _delete(folder: Path) -> None:
    """Delete a folder, its manifest last; what is held open elsewhere stays for the next run."""
    if not folder.is_dir():
        return
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != MANIFEST:
                entry.unlink()
        (folder / MANIFEST).unlink(missing_ok=True)
        folder.rmdir()


def _refuse_foreign(folder: Path) -> None:
    """Refuse to replace a folder that this program did not make."""
    if not folder.exists() or _is_ours(folder):
        return
    what = "složka existuje a není výstupem tohoto programu"
    advice = "Zvolte jinou cílovou složku (--out), nebo tuto přejmenujte"
    raise WriteError(Problem(what, str(folder), advice=advice))


def _refuse_leftover(folder: Path) -> None:
    """Refuse to go on where a folder stands that could not be deleted."""
    _refuse_foreign(folder)
    if folder.exists():
        what = "zbytek minulého výstupu nelze smazat, soubor v něm je nejspíš otevřený jinde"
        raise WriteError(Problem(what, str(folder), advice="Zavřete jej a spusťte příkaz znovu"))
