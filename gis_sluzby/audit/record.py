"""Findings about rows of one source: the place is filled in, a rule gives the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

    #: What was found, what was expected, what was done.
    Words = tuple[str, str, str]
    #: Records a finding: rule, row of the source, field, words.
    Record = Callable[[str, int, str, Words], Finding]


def recorder(services: pd.DataFrame, source: Source, table: str) -> Record:
    """Give the function that records findings about rows of services.

    Parameters
    ----------
    services
        Rows with service_id; the index is the row of the source. Places of a register have their
        record in `source_row`, and in `path` where in it they stand.
    source
        Their source.
    table
        Canonical table concerned.

    Returns
    -------
    A function of the rule, the row, the field and the words (found, expected, action). The
    severity is the first that the catalogue gives the rule.
    """
    where = placed(services, source)

    def record(rule: str, row: int, field: str, words: Words) -> Finding:
        found, expected, action = words
        return finding(
            rule,
            rules()[rule].severities[0],
            table,
            where(row, field),
            found=found,
            expected=expected,
            action=action,
        )

    return record


def placed(services: pd.DataFrame, source: Source) -> Callable[[int, str], Place]:
    """Give the function that says where a row and a field stand in the source.

    Parameters
    ----------
    services
        Rows as `recorder` takes them.
    source
        Their source.

    Returns
    -------
    A function of the row and the field.
    """
    ids = services["service_id"]
    numbers = services.get("source_row")
    paths = services.get("path")

    def place(row: int, field: str) -> Place:
        number = row if numbers is None else int(numbers[row])
        column = source.column(field) if paths is None else f"{paths[row]}.{field}"
        return Place(str(ids[row]), source.id, number, column)

    return place


def service_names(centre: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name services for findings about tables beside them, which have no row of theirs.

    Parameters
    ----------
    centre
        The tables services and providers.

    Returns
    -------
    Words by service_id, for instance "Charita Cheb, osobní asistence".
    """
    providers = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"]
    named = zip(
        services["service_id"],
        services["provider_id"].map(providers),
        services["druh"],
        strict=True,
    )
    return {
        service: f"{provider}, {codelists.druh(druh).name}" for service, provider, druh in named
    }


def rows_listed(rows: list[int]) -> str:
    """Name rows of a source, the first few of many.

    Parameters
    ----------
    rows
        Rows of the source.

    Returns
    -------
    The rows in words.

    Examples
    --------
    >>> rows_listed([5]), rows_listed([2, 3])
    ('řádek 5', 'řádky 2, 3')
    >>> rows_listed([*range(2, 14)])
    'řádky 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 a další 2'
    """
    rest = len(rows) - _SHOWN if len(rows) > _SHOWN + 1 else 0
    shown = ", ".join(str(row) for row in rows[: len(rows) - rest])
    more = f" a {'další' if rest < _MANY else 'dalších'} {rest}" if rest else ""
    return f"{'řádek' if len(rows) == 1 else 'řádky'} {shown}{more}"


_SHOWN = 10
#: From this number on Czech counts in the genitive.
_MANY = 5
