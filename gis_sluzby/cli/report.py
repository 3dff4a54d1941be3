"""Findings and sources as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd


def source_lines(centre: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Say how many rows came of each source.

    Parameters
    ----------
    centre
        The table sources.

    Yields
    ------
    A line a source.
    """
    for row in centre["sources"].itertuples():
        yield (
            f"  {row.title} ({row.path}): přečteno {row.rows_read}, přijato {row.rows_kept}, "
            f"vynecháno {row.rows_rejected}"
        )


def audit_summary(centre: Mapping[str, pd.DataFrame], *, verbose: bool) -> Iterator[str]:
    """Count the findings; spell them out when asked.

    Parameters
    ----------
    centre
        The tables audit, sources, services and providers.
    verbose
        Spell each out.

    Yields
    ------
    Lines of text.
    """
    from gis_sluzby.audit.record import service_names
    from gis_sluzby.publish.audit.groups import counts_text
    from gis_sluzby.publish.audit.text import audit_lines

    audit = centre["audit"]
    if verbose and len(audit):
        yield from audit_lines(audit, centre["sources"], service_names(centre))
        return
    yield f"Nálezy: {counts_text(audit)}." if len(audit) else "Nálezy: žádné."
    if len(audit):
        yield "Vypíše je příkaz audit."


def written(text: str, path: Path) -> None:
    """Write a text into a file that a person has named.

    Parameters
    ----------
    text
        The text.
    path
        The file; one that is there is replaced.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        problem = Problem(
            f"soubor nelze zapsat ({error.strerror})", str(path), advice="Zvolte jiné místo"
        )
        raise InputError(problem) from error
