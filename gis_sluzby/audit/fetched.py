"""Fetched files that are no longer what was fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.fetch.lock import recorded_checksums
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan


def changed_since_fetch(plan: Plan, sources: pd.DataFrame) -> list[Finding]:
    """Name the sources whose file has changed since it was fetched.

    Parameters
    ----------
    plan
        The plan.
    sources
        The table sources, with the checksums of the files as they are.

    Returns
    -------
    The findings: figures rest on data that their publisher did not publish so.
    """
    recorded = recorded_checksums(plan)
    return [
        finding(
            "changed_since_fetch",
            "warning",
            "sources",
            Place(source_id, source_id, column="sha256"),
            found=f"soubor {path} se od stažení změnil",
            expected="soubor, jak jej vydavatel vydal (otisk v souboru stazeno.toml)",
            action="použit, jak je; úřední znovu stáhne fetch s --refresh",
        )
        for source_id, path, checksum in sources[["source_id", "path", "sha256"]].itertuples(
            index=False
        )
        if recorded.get(path, checksum) != checksum
    ]
