"""Providers and services that stand in a source twice, under one spelling or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.audit.record import recorder, rows_listed
from gis_sluzby.audit.spellings import same_names
from gis_sluzby.sources.services import is_ico

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from gis_sluzby.audit.record import Record
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: So many names of one IČO are told.
_NAMES = 5
#: IČO that differ by no more digits are one, miswritten.
_MISWRITTEN = 2


def doubles(services: gpd.GeoDataFrame, source: Source) -> list[Finding]:
    """Name providers and services that a source has twice.

    Parameters
    ----------
    services
        Services of one source with service_id, provider, ico, druh, forms, secret, and
        identifikator and address where the source has them; the index is the row of the source.
    source
        The services' source.

    Returns
    -------
    The findings, one for each group of rows, at the first row that doubts it.
    """
    if services.empty:
        return []
    rows = pd.DataFrame(services).reindex(columns=[*_COLUMNS])
    rows = rows.assign(row=services.index, place=_places(services))
    groups = same_names(rows["provider"].dropna().unique())
    rows["group"] = rows["provider"].map(groups)
    record = recorder(services, source, "providers")
    about = recorder(services, source, "services")
    return [
        *_two_names(rows, record),
        *_two_icos(rows, record),
        *_two_spellings(rows, record),
        *_twice(rows, about),
    ]


_COLUMNS = (
    *("service_id", "provider", "ico", "druh", "forms", "secret"),
    *("identifikator", "address", "kod_obec"),
)


def _places(services: gpd.GeoDataFrame) -> pd.Series[str]:
    """Give each row's place as a text: its point, else obec and address; null where not known."""
    points = services.geometry.to_wkb(hex=True).where(services.geometry.notna())
    told = pd.DataFrame(services).reindex(columns=["kod_obec", "address"]).astype(object)
    addresses = told["kod_obec"].str.cat(told["address"], sep="|")
    return points.astype(object).fillna(addresses)


def _two_names(rows: pd.DataFrame, record: Record) -> Iterator[Finding]:
    """Name the IČO under which names stand that are not one."""
    for ico, group in rows.dropna(subset="ico").groupby("ico"):
        if len(set(group["group"])) > 1:
            names = [
                f"{own['provider'].iloc[0]} ({rows_listed(own['row'].tolist())})"
                for _, own in group.groupby("group", sort=False)
            ]
            at = group.loc[group["group"] != group["group"].iloc[0], "row"].tolist()
            more = f"; a dalších {len(names) - _NAMES}" if len(names) > _NAMES else ""
            found = f"{ico}: {'; '.join(names[:_NAMES])}{more}"
            words = (found, "jeden název pro jedno IČO", "brány jako jeden poskytovatel")
            yield record("ico_two_names", at[0], "ico", words)


def _two_icos(rows: pd.DataFrame, record: Record) -> Iterator[Finding]:
    """Name the providers with two IČO, one of them wrong or hardly other than the first.

    Providers of one name that have IČO of their own are namesakes and no finding.
    """
    for _, group in rows.dropna(subset="ico").groupby("group"):
        counts = group["ico"].value_counts()
        usual = str(counts.index[0])
        for ico in counts.index[1:].tolist():
            if is_ico(ico) and is_ico(usual) and _apart(ico, usual) > _MISWRITTEN:
                continue
            at = group.loc[group["ico"] == ico, "row"].tolist()
            found = f"{group['provider'].iloc[0]}: {ico} ({rows_listed(at)})"
            words = (found, f"{usual} jako jinde ve zdroji", "bráni jako dva poskytovatelé")
            yield record("provider_two_icos", at[0], "ico", words)


def _apart(one: str, other: str) -> int:
    """Count the digits in which two IČO differ."""
    return sum(a != b for a, b in zip(one, other, strict=False))


def _two_spellings(rows: pd.DataFrame, record: Record) -> Iterator[Finding]:
    """Name the providers spelt in two ways, unless valid IČO say that they are two."""
    for _, group in rows.groupby("group"):
        names = group["provider"].drop_duplicates()
        icos = group.groupby("provider")["ico"].first().dropna().drop_duplicates()
        if len(names) == 1 or (len(icos) > 1 and icos.map(is_ico).all()):
            continue
        counts = group["provider"].value_counts(sort=False)
        usual = str(counts.idxmax())
        for name in names[names != usual].tolist():
            at = group.loc[group["provider"] == name, "row"].tolist()
            found = f"{name} ({rows_listed(at)})"
            words = (found, f"{usual} jako jinde ve zdroji", "ponecháno")
            yield record("provider_two_spellings", at[0], "provider", words)


def _twice(rows: pd.DataFrame, record: Record) -> Iterator[Finding]:
    """Name the services of one provider, druh, form and place that stand there again."""
    known = rows.assign(forms=rows["forms"].map(str))
    known = known[rows["place"].notna() & rows["secret"].ne(other=True)]
    for _, group in known.groupby(["group", "druh", "forms", "place"], sort=False):
        identifiers = group["identifikator"]
        if identifiers.notna().all():  # what has an identifier of its own is another service
            group = group[identifiers.duplicated(keep=False)]  # noqa: PLW2901
        if len(group) < 2:  # noqa: PLR2004
            continue
        names = group["provider"].unique()
        respelt = len(names) > 1
        at = group["row"].tolist()
        kind = codelists.druh(str(group["druh"].iloc[0])).name
        found = f"{kind}, {'; '.join(names)} ({rows_listed(at)})"
        words = (found, "jeden řádek pro jednu službu", "ponecháno, počítá se každý řádek")
        yield record("service_respelt" if respelt else "service_twice", at[1], "key", words)
