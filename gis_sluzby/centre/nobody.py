"""Military areas in tables of people: nobody lives there by law, and some tables leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source


def with_nobody(
    people: pd.DataFrame, codes: Collection[str], source: Source
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add military areas that a table of people leaves out, with nobody in each of its groups.

    Parameters
    ----------
    people
        kod_obec, sex, age_from, age_to, people.
    codes
        Military areas that it lacks.
    source
        The table's source.

    Returns
    -------
    The rows, those of the areas added, and a finding for each area.
    """
    if not codes or people.empty:
        return people, []
    groups = people[["sex", "age_from", "age_to"]].drop_duplicates()
    added = groups.merge(pd.DataFrame({"kod_obec": sorted(codes)}), how="cross").assign(people=0)
    findings = [
        finding(
            "nobody_listed",
            "info",
            "population",
            Place(code, source.id),
            found=f"vojenský újezd {code} v tabulce obyvatel není",
            expected="řádek i s nulou",
            action="počítá se, že v něm nikdo nebydlí",
        )
        for code in sorted(codes)
    ]
    return pd.concat([people, added], ignore_index=True), findings
