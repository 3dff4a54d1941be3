"""Rows about services: which service of which source a row means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from gis_sluzby.findings import Place, finding
from gis_sluzby.plan.fields import FIELDS, TABULAR
from gis_sluzby.sources.cells import as_text
from gis_sluzby.sources.read import read_raw
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding, Severity
    from gis_sluzby.plan import Plan, Source


class Linked(NamedTuple):
    """Services of rows.

    Parameters
    ----------
    service_ids
        The service of every row, null where it is not known.
    wrong
        Rows whose service no file has, or whose identifier several services have.
    left_out
        Findings about rows whose service does not count on the plan's day.
    """

    service_ids: pd.Series[str]
    wrong: list[Wrong]
    left_out: list[Finding]


def linked(plan: Plan, source: Source, keys: pd.Series[str], services: pd.DataFrame) -> Linked:
    """Find the services that rows mean.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of a table about services; `service_by` says what the keys are.
    keys
        Key of the service in every row: that of the source of services, or the identifier of the
        register.
    services
        Services that are known: service_id and identifikator.

    Returns
    -------
    The services, and what there is to say.
    """
    of = services_source(plan, source)
    own = services[services["service_id"].str.startswith(f"{of.id}:")]
    if source.service_by == "key":
        names = own["service_id"].str.removeprefix(f"{of.id}:")
    else:
        names = as_text(own["identifikator"])
    known = pd.Series(own["service_id"].to_numpy(), index=names.to_numpy(), dtype=keys.dtype)
    known = known[known.index.notna()]
    shared = set(known.index[known.index.duplicated()])
    found = keys.map(known[~known.index.duplicated()], na_action="ignore").astype(keys.dtype)
    found = found.mask(keys.isin(list(shared)))
    wrong = [
        Wrong(row, "service", str(key), f"identifikátor mají ve zdroji „{of.id}“ služby dvě a více")
        for row, key in cells(keys[keys.isin(list(shared))])
    ]
    strangers = keys[found.isna() & keys.notna() & ~keys.isin(list(shared))]
    unknown, left_out = _strangers(plan, source, of, strangers)
    return Linked(found, wrong + unknown, left_out)


def services_source(plan: Plan, source: Source) -> Source:
    """Give the source of services whose keys a table uses.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of a table about services.

    Returns
    -------
    The source that it names, else the plan's only one of services.
    """
    named = [one for one in plan.of_table("services") if source.services in (None, one.id)]
    return named[0]


def _strangers(
    plan: Plan, source: Source, services: Source, keys: pd.Series[str]
) -> tuple[list[Wrong], list[Finding]]:
    """Part the services that are not known into those that no file has and those left out.

    A register with its history is too long to be searched again, and lists of a kraj are often
    older or newer than it: there no row is wrong.
    """
    if keys.empty:
        return [], []
    if services.reader not in TABULAR:
        return [], [_left_out(source, services, row, key, "warning") for row, key in cells(keys)]
    field = source.service_by
    raw = read_raw(plan, services, {field: FIELDS["services"][field]}).frame
    listed = set(as_text(raw[services.column(field)])) if services.column(field) in raw else set()
    what = f"služba s tímto klíčem ve zdroji „{services.id}“ není"
    wrong = [Wrong(row, "service", str(key), what) for row, key in cells(keys[~keys.isin(listed)])]
    left_out = [
        _left_out(source, services, row, key, "info") for row, key in cells(keys[keys.isin(listed)])
    ]
    return wrong, left_out


def _left_out(
    source: Source, services: Source, row: int, key: object, severity: Severity
) -> Finding:
    """Say that a row is left out with its service."""
    known = severity == "info"
    return finding(
        "not_in_force" if known else "service_not_in_register",
        severity,
        source.table,
        Place(f"{services.id}:{key}", source.id, row, source.column("service")),
        found="služba se v den plánu neposkytuje, nebo byl její řádek vynechán"
        if known
        else f"službu {key} registr „{services.id}“ v den plánu nemá",
        expected="služba, která se počítá",
        action="nezahrnuto",
    )
