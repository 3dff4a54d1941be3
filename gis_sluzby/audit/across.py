"""Services that stand in two sources: sources add up, so they would count twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding


def in_two_sources(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the services that an earlier source has too.

    Parameters
    ----------
    centre
        The tables services, sites and service_sites.

    Returns
    -------
    A finding for each service of a later source (by their ids) that has the identifier of an
    earlier one's, or where one of the two has none, its provider, druh and obec.
    """
    services = centre["services"]
    if len(set(services["source_id"])) <= 1:
        return []
    sites = centre["service_sites"].merge(centre["sites"][["site_id", "kod_obec"]], on="site_id")
    obec = sites.groupby("service_id")["kod_obec"].first()
    rows = services.assign(kod_obec=services["service_id"].map(obec))
    rows = rows.sort_values(["source_id", "source_row"])
    told = _earlier(rows.dropna(subset="identifikator"), ["identifikator"])
    alike = _earlier(rows.dropna(subset="kod_obec"), ["provider_id", "druh", "kod_obec"])
    numbered = dict(zip(rows["service_id"], rows["identifikator"].notna(), strict=True))
    for later, first in alike.items():
        if not (numbered[later] and numbered[first]):
            told.setdefault(later, first)
    about = rows.set_index("service_id")
    numbers = about["source_row"].astype(int).to_dict()
    return [
        finding(
            "service_in_two_sources",
            rules()["service_in_two_sources"].severities[0],
            "services",
            Place(later, str(about.at[later, "source_id"]), numbers[later], "key"),
            found=f"{codelists.druh(str(about.at[later, 'druh'])).name}: totéž je {first}",
            expected="služba jen v jednom zdroji",
            action="ponecháno, počítá se dvakrát",
        )
        for later, first in told.items()
    ]


def _earlier(rows: pd.DataFrame, same: list[str]) -> dict[str, str]:
    """Give the services whose columns an earlier source has too, with the service there."""
    told: dict[str, str] = {}
    for _, group in rows.groupby(same, sort=False):
        if group["source_id"].iloc[0] != group["source_id"].iloc[-1]:
            first = group.iloc[0]
            later = group.loc[group["source_id"] != first["source_id"], "service_id"]
            told |= dict.fromkeys(later.tolist(), str(first["service_id"]))
    return told
