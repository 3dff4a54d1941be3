"""The audit of one source of services: all rules that look at its rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.audit.crowds import crowded_points
from gis_sluzby.audit.dates import unlikely_dates
from gis_sluzby.audit.doubles import doubles
from gis_sluzby.audit.dragged import dragged_codes
from gis_sluzby.audit.encoding import broken_text
from gis_sluzby.audit.forms import forms_against_law

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source


def audited_rows(
    services: gpd.GeoDataFrame, found: Iterable[Finding], source: Source
) -> list[Finding]:
    """Name all that is odd about the rows of one source of services.

    Parameters
    ----------
    services
        Services of one source whose places are settled, see `audit.places.audited_places`; the
        index is the row of the source.
    found
        What was found about them so far.
    source
        The services' source.

    Returns
    -------
    The findings.
    """
    stated = services.rename(columns={"kod_obec": "kod_obec_settled"}).rename(
        columns={"kod_obec_claimed": "kod_obec", "kod_orp_claimed": "kod_orp"}
    )
    doubted = {(one["source_row"], one["column"]) for one in found}
    return [
        *dragged_codes(stated, doubted, source),
        *broken_text(services, source),
        *unlikely_dates(services, source),
        *forms_against_law(services, source),
        *doubles(services, source),
        *crowded_points(services, source),
    ]
