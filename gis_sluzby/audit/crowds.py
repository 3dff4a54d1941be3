"""Many services on one point: a seat, or where a search for addresses gave up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.record import rows_listed
from gis_sluzby.audit.spellings import same_names
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: So many services of one provider at one point are more likely a seat than places of service.
_MANY_KINDS = 6
#: So many services of so many providers on one point are more likely a point of no address.
_MANY_SERVICES, _MANY_PROVIDERS = 8, 3


def crowded_points(services: gpd.GeoDataFrame, source: Source) -> list[Finding]:
    """Name the providers all of whose services, and many, stand on one point; and crowded points.

    Parameters
    ----------
    services
        Services of one source whose place is settled: service_id, provider, precision; the index
        is the row of the source.
    source
        The services' source.

    Returns
    -------
    The findings. A service that stands in its obec's official point is passed over: that is said.
    Spellings of one name are one provider.
    """
    groups = services["provider"].map(same_names(services["provider"].dropna().unique()))
    services = services.assign(group=groups)
    located = services[services["precision"] == "address"]
    points = located.geometry.to_wkb()
    counts = groups.value_counts()
    findings = []
    for group, rows in located.groupby("group", sort=False):
        many = len(rows) >= max(counts[group], _MANY_KINDS)
        if not many or len(set(points[rows.index])) > 1:
            continue
        provider = rows["provider"].mode().iloc[0]
        findings.append(
            _found(
                "seat_as_place",
                rows,
                source,
                found=f"všech {len(rows)} služeb poskytovatele {provider} stojí na jednom bodě "
                f"({rows_listed(rows.index.tolist())})",
                expected="místa, kde se služby poskytují",
                action="ponecháno; nejspíš jde o sídlo",
            )
        )
    for _, rows in located.groupby(points, sort=False):
        providers = rows["group"].nunique()
        if len(rows) < _MANY_SERVICES or providers < _MANY_PROVIDERS:
            continue
        findings.append(
            _found(
                "many_at_point",
                rows,
                source,
                found=f"služeb {len(rows)}, poskytovatelů {providers}, jeden bod",
                expected="místo každé služby",
                action="ponecháno",
            )
        )
    return findings


def _found(
    rule: str, rows: pd.DataFrame, source: Source, *, found: str, expected: str, action: str
) -> Finding:
    """Record a finding about several rows at the first of them."""
    ids = " ".join(rows["service_id"])
    return finding(
        rule,
        rules()[rule].severities[0],
        "sites",
        Place(ids, source.id, int(rows.index[0]), source.column("lon")),
        found=found,
        expected=expected,
        action=action,
    )
