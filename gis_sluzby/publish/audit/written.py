"""The report of the audit in each of its forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.record import service_names
from gis_sluzby.publish.audit.groups import in_order
from gis_sluzby.publish.audit.page import audit_page
from gis_sluzby.publish.audit.text import audit_lines
from gis_sluzby.publish.tables import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan

#: What the report can be.
STYLES = ("text", "csv", "json", "html")


def audit_report(plan: Plan, centre: Mapping[str, pd.DataFrame], style: str) -> str:
    """Give the findings in one of the forms of the report.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables audit and sources; services and providers where findings are to name them.
    style
        One of `STYLES`.

    Returns
    -------
    The whole, with a line break at its end. JSON is a list of findings, each with what its rule
    says beside the columns of the table `audit`.
    """
    audit, sources = centre["audit"], centre["sources"]
    services = service_names(centre) if {"services", "providers"} <= centre.keys() else {}
    if style == "html":
        return audit_page(plan, audit, sources, services)
    if style == "csv":
        return csv_text("audit", in_order(audit))
    if style == "json":
        return _json(in_order(audit))
    return "".join(f"{line}\n" for line in audit_lines(audit, sources, services))


def _json(audit: pd.DataFrame) -> str:
    """Give findings with their rules' words as a JSON list."""
    records = audit.astype(object).where(audit.notna(), None).to_dict("records")
    told = [
        {**row, "title": rule.title, "why": rule.why, "advice": rule.advice}
        for row in records
        for rule in [rules()[row["rule"]]]
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
