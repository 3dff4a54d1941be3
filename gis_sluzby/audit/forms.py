"""Forms that the law does not give a druh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.record import recorder

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source


def forms_against_law(services: pd.DataFrame, source: Source) -> list[Finding]:
    """Name the services whose form their druh does not have.

    Parameters
    ----------
    services
        Rows with service_id, druh (code) and forms (codes); the index is the row of the source.
    source
        The rows' source.

    Returns
    -------
    A finding for each service, by zákon 108/2006 Sb., § 37 to 70; none where the code list does
    not know the forms of the druh.
    """
    record = recorder(services, source, "offers")
    findings = []
    for row, druh, forms in zip(
        services.index.tolist(), services["druh"], services["forms"], strict=True
    ):
        lawful = codelists.forms_by_law(druh)
        odd = [form for form in forms if form not in lawful]
        if lawful and odd:
            kind = codelists.druh(druh)
            words = (
                f"{kind.name}: {_named(odd)}",
                f"{_named(lawful)} ({kind.paragraph} zákona 108/2006 Sb.)",
                "ponecháno podle zdroje",
            )
            findings.append(record("forma_against_law", row, "forma", words))
    return findings


def _named(forms: list[str] | tuple[str, ...]) -> str:
    """Name forms in words."""
    return ", ".join(codelists.forms()[form].name for form in forms)
