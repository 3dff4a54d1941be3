"""The audit of places: the obec of a point by geometry, by code and by the source's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.findings import finding
from gis_sluzby.territory import obec_at

if TYPE_CHECKING:
    from gis_sluzby.findings import Severity
    from gis_sluzby.plan import Source

#: So many services of one provider at one point are more likely a seat than places of service.
_MANY_KINDS = 6
#: A service of another kraj is no doubt about a figure: it only does not count here.
_SEVERITY: dict[str, Severity] = {"outside_plan": "info"}


def audited_places(
    services: gpd.GeoDataFrame,
    obce: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    codes: pd.DataFrame,
    source: Source,
) -> tuple[gpd.GeoDataFrame, list[dict[str, Any]]]:
    """Settle in which obec each service stands and name every disagreement.

    Parameters
    ----------
    services
        Services of one source as `sources.services.read_services` gives them.
    obce
        The table `obce`.
    points
        The table `obec_points`.
    codes
        All obce that are known, also outside the plan: kod_obec, nazev, kod_orp, kod_kraj.
    source
        The services' source.

    Returns
    -------
    The services with kod_obec_geom, kod_obec_claimed, kod_orp_claimed, kod_obec (geometry before
    code), precision and, where only the obec is known, its official point; and the findings.
    """
    settled = services.rename(
        columns={"kod_obec": "kod_obec_claimed", "kod_orp": "kod_orp_claimed"}
    )
    by_geometry = obec_at(settled.geometry, obce)
    known = codes.drop_duplicates("kod_obec").set_index("kod_obec")
    settled["kod_obec_geom"] = by_geometry
    settled["kod_obec"] = by_geometry.fillna(
        settled["kod_obec_claimed"].where(settled["kod_obec_claimed"].isin(known.index))
    )
    has_point = ~settled.geometry.isna()
    at_obec = ~has_point & ~settled["secret"] & settled["kod_obec"].isin(points["kod_obec"])
    official = points.set_index("kod_obec").geometry.reindex(settled["kod_obec"])
    settled = settled.set_geometry(
        gpd.GeoSeries(
            np.where(at_obec, official.to_numpy(), settled.geometry.to_numpy()),
            index=settled.index,
            crs=settled.crs,
        )
    )
    settled["precision"] = np.select([has_point, at_obec], ["address", "obec"], "none")
    recorder = _Recorder(settled, source)
    findings = [
        *_about_codes(settled, known, recorder),
        *_about_position(settled, obce, known, recorder),
        *_about_crowds(settled, source),
    ]
    return settled, findings


class _Recorder:
    """Findings about rows of services: the place is filled in, the rule's words are given."""

    def __init__(self, services: gpd.GeoDataFrame, source: Source) -> None:
        self._ids = services["service_id"]
        self._source = source

    def __call__(
        self, row: int, rule: str, field: str, words: tuple[str, str, str]
    ) -> dict[str, Any]:
        """Record that `found` stands where `expected` should, and what was done."""
        found, expected, action = words
        return finding(
            rule,
            _SEVERITY.get(rule, "warning"),
            "sites",
            row_id=str(self._ids[row]),
            source_id=self._source.id,
            source_row=row,
            column=self._source.column(field),
            found=found,
            expected=expected,
            action=action,
        )


def _about_codes(
    services: gpd.GeoDataFrame, known: pd.DataFrame, record: _Recorder
) -> list[dict[str, Any]]:
    """Compare the codes that the source claims with the code list and with each other."""
    findings = []
    claimed = services["kod_obec_claimed"]
    for row in services.index[claimed.notna() & ~claimed.isin(known.index)]:
        code = str(claimed[row])
        words = (code, "kód obce z číselníku", "obec určena podle polohy, je-li")
        findings.append(record(int(row), "obec_unknown", "kod_obec", words))
    orp = claimed.map(known["kod_orp"])
    orp_claimed = services["kod_orp_claimed"]
    for row in services.index[orp.notna() & orp_claimed.notna() & (orp != orp_claimed)]:
        name = known.at[str(claimed[row]), "nazev"]
        words = (
            str(orp_claimed[row]),
            f"{orp[row]} (ORP obce {name})",
            "vzato ORP podle obce",
        )
        findings.append(record(int(row), "orp_of_other_obec", "kod_orp", words))
    return findings


def _about_position(
    services: gpd.GeoDataFrame, obce: gpd.GeoDataFrame, known: pd.DataFrame, record: _Recorder
) -> list[dict[str, Any]]:
    """Compare the position with the code of the obec and with the plan's area."""
    findings = []
    by_geometry, claimed = services["kod_obec_geom"], services["kod_obec_claimed"]
    apart = by_geometry.notna() & claimed.isin(known.index) & (by_geometry != claimed)
    for row in services.index[apart]:
        here, there = str(by_geometry[row]), str(claimed[row])
        words = (
            f"bod leží v obci {known.at[here, 'nazev']} ({here})",
            f"{known.at[there, 'nazev']} ({there})",
            "vzata obec podle polohy",
        )
        findings.append(record(int(row), "obec_not_at_point", "kod_obec", words))
    in_plan = set(obce.loc[obce["in_plan"], "kod_obec"])
    located = services["kod_obec"].notna()
    for row in services.index[located & ~services["kod_obec"].isin(in_plan)]:
        code = str(services.at[row, "kod_obec"])
        words = (
            f"{known.at[code, 'nazev']} ({code}), kraj {known.at[code, 'kod_kraj']}",
            "obec v území plánu",
            "služba zůstává v datovém centru, do dosahu se nepočítá",
        )
        findings.append(record(int(row), "outside_plan", "kod_obec", words))
    for row in services.index[~located & ~services["secret"]]:
        words = ("poloha ani obec nejsou známy", "souřadnice, nebo kód obce", "služba bez místa")
        findings.append(record(int(row), "no_place", "kod_obec", words))
    for row in services.index[services["precision"] == "obec"]:
        words = ("souřadnice chybí", "souřadnice místa", "vzat definiční bod obce")
        findings.append(record(int(row), "point_of_obec", "lon", words))
    return findings


def _about_crowds(services: gpd.GeoDataFrame, source: Source) -> list[dict[str, Any]]:
    """Name the providers many of whose services stand on one single point."""
    located = services[services["precision"] == "address"]
    if located.empty:
        return []
    keys = [located["provider"], located.geometry.to_wkb()]
    findings = []
    for (provider, _), rows in located.groupby(keys, sort=False):
        everywhere = services["provider"] == provider
        if len(rows) < _MANY_KINDS or len(rows) < int(everywhere.sum()):
            continue
        findings.append(
            finding(
                "seat_as_place",
                "warning",
                "sites",
                row_id=" ".join(rows["service_id"]),
                source_id=source.id,
                source_row=int(rows.index[0]),
                column=source.column("lon"),
                found=f"všech {len(rows)} služeb poskytovatele {provider} stojí na jednom bodě",
                expected="místa, kde se služby poskytují",
                action="ponecháno; nejspíš jde o sídlo",
            )
        )
    return findings
