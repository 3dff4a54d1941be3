"""The audit of tables against each other: areas that do not exist, forms that are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby.findings import finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def unknown_areas(centre: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Name the declared areas and needs whose area the plan does not have.

    Parameters
    ----------
    centre
        The tables areas, obce, declared and need.

    Returns
    -------
    The findings.
    """
    areas = centre["areas"]
    known = {
        *zip(areas["level"], areas["kod"], strict=True),
        *(("obec", kod) for kod in centre["obce"]["kod_obec"]),
    }
    findings = []
    for table in ("declared", "need"):
        for row in centre[table].itertuples():
            if (row.level, row.kod) not in known:
                findings.append(
                    finding(
                        "area_unknown",
                        "warning",
                        table,
                        row_id=f"{getattr(row, 'service_id', '')} {row.level} {row.kod}".strip(),
                        source_id=str(row.source_id),
                        column="kod",
                        found=f"{row.level} {row.kod}",
                        expected="území plánu",
                        action="ponecháno, do dosahu se nepočítá",
                    )
                )
    return findings


def unknown_forms(centre: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Say of each source for how many services the form is not known.

    Parameters
    ----------
    centre
        The tables offers and services.

    Returns
    -------
    The findings.
    """
    offers = centre["offers"].merge(
        centre["services"][["service_id", "source_id"]], on="service_id"
    )
    counts = offers.groupby("source_id")["service_id"].nunique()
    unknown = offers[offers["forma"] == "unknown"].groupby("source_id")["service_id"].nunique()
    return [
        finding(
            "forma_unknown",
            "info",
            "offers",
            source_id=str(source_id),
            column="forma",
            found=f"forma není známa u {int(unknown[source_id])} z {int(counts[source_id])} služeb",
            expected="forma, nebo druh s jedinou formou podle zákona",
            action="měří se standardem ambulantní, jinak pobytové formy; nižší spolehlivost",
        )
        for source_id in unknown.index
    ]
