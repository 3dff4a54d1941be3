"""Address points: services that state one are placed by it, codes that do not fit are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.audit.record import placed as placed_in
from gis_sluzby.findings import finding
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source


def located_by_address(
    services: gpd.GeoDataFrame, addresses: gpd.GeoDataFrame | None, source: Source
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Place the services that have no coordinates by the code of their address point.

    Parameters
    ----------
    services
        Services of one source as `sources.services.read_services` gives them.
    addresses
        Address points: kod_adm, kod_obec and the point, null where it is not known. None where
        the plan has no source of them.
    source
        The services' source.

    Returns
    -------
    The services, with the point and the obec of their address where they had none, and the
    findings: a code that is not among the address points, a code that lies in another obec than
    the source says. Such a code places nothing. Secret places are passed over.
    """
    if addresses is None:
        return services, []
    points = addresses.drop_duplicates("kod_adm").set_index("kod_adm")
    codes = services.loc[~services["secret"], "kod_adm"].dropna()
    here = codes.map(points["kod_obec"])
    claimed = services["kod_obec"].reindex(codes.index)
    unknown = codes[~codes.isin(points.index)]
    elsewhere = codes[here.notna() & claimed.notna() & (here != claimed)]
    fitting = codes[codes.isin(points.index)].drop(elsewhere.index)
    placed = services.copy()
    lacking = fitting[placed.geometry.reindex(fitting.index).isna()]
    found = gpd.GeoSeries(points.geometry.reindex(lacking).to_numpy(), lacking.index, services.crs)
    placed = placed.set_geometry(placed.geometry.fillna(found.reindex(placed.index)))
    placed["kod_obec"] = placed["kod_obec"].fillna(here.reindex(fitting.index))

    where = placed_in(services, source)

    def record(rule: str, row: int, found: str, expected: str) -> Finding:
        return finding(
            rule,
            "warning",
            "sites",
            where(row, "kod_adm"),
            found=found,
            expected=expected,
            action="poloha se z adresního místa nebere",
        )

    strangers = [
        record("address_unknown", row, str(code), "kód platného adresního místa RÚIAN")
        for row, code in cells(unknown)
    ]
    return placed, strangers + [
        record(
            "address_of_other_obec",
            row,
            f"{code} leží v obci {here[row]}",
            f"adresní místo v obci {claimed[row]}",
        )
        for row, code in cells(elsewhere)
    ]
