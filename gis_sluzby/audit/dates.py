"""Dates of services that cannot well be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.audit.record import recorder
from gis_sluzby.findings import day_text
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: No service of today began before.
_EARLIEST = "1945-01-01"
#: Where a conversion puts nothing: day 0 of Unix.
_NOTHING = ("1970-01-01",)


def unlikely_dates(services: pd.DataFrame, source: Source) -> list[Finding]:
    """Name the services that began before there were any, or on day 0 of a computer.

    Parameters
    ----------
    services
        Rows with service_id and od (ISO date or null); the index is the row of the source.
    source
        The rows' source.

    Returns
    -------
    The findings.
    """
    began = services["od"].dropna()
    record = recorder(services, source, "services")
    words = ("datum registrace", "ponecháno, služba se počítá")
    odd = began[(began < _EARLIEST) | began.isin(_NOTHING)]
    return [
        record("date_unlikely", row, "od", (f"od {day_text(day)}", *words))
        for row, day in cells(odd)
    ]
