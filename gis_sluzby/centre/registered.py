"""What registers of services say beside the plan's own tables, which go before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.findings import Place, finding
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.centre.file import Centre
    from gis_sluzby.findings import Finding

#: Tables of registers, and what tells that the plan's own table says the same. A scope by kraj
#: gives way to any area that is declared for the service and forma.
_SAME: Mapping[str, list[str]] = {
    "capacities": ["service_id", "forma", "unit"],
    "targets": ["service_id", "target_group"],
    "declared": ["service_id", "forma"],
}


def with_registered(
    attributes: Centre, details: Mapping[str, Mapping[str, pd.DataFrame]]
) -> tuple[Centre, list[Finding]]:
    """Add what registers say to what the plan's own tables say.

    Parameters
    ----------
    attributes
        The tables capacities, targets and declared of the plan's own sources, among others.
    details
        The same tables as registers have them, by source.

    Returns
    -------
    The tables, and a finding for each register whose rows gave way.
    """
    whole = dict(attributes)
    findings = []
    for name, key in _SAME.items():
        own = pd.MultiIndex.from_frame(attributes[name][key])
        parts = [attributes[name]]
        for source, tables in details.items():
            outranked = pd.MultiIndex.from_frame(tables[name][key]).isin(own)
            parts.append(tables[name][~outranked].assign(source_id=source))
            if outranked.any():
                findings.append(_outranked(name, source, tables[name][outranked]))
        if len(parts) > 1:
            whole[name] = conform(pd.concat(parts, ignore_index=True), name)
    return whole, findings


def _outranked(name: str, source: str, rows: pd.DataFrame) -> Finding:
    """Say that rows of a register gave way."""
    return finding(
        "register_outranked",
        rules()["register_outranked"].severities[0],
        name,
        Place(" ".join(sorted(set(rows["service_id"]))), source),
        found=f"řádky registru, o kterých mluví i vlastní tabulka plánu: {len(rows)}",
        expected="údaj z jednoho zdroje",
        action="platí tabulka plánu",
    )
