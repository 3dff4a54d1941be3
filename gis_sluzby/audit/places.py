"""The audit of places: the obec of a point by geometry, by code and by the source's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.rows import cells
from gis_sluzby.territory import obec_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gis_sluzby.findings import Finding, Severity
    from gis_sluzby.plan import Source

    #: What was found, what was expected, what was done.
    Words = tuple[str, str, str]

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
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
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
    mentioned = [*services["kod_obec"].dropna(), *obce["kod_obec"]]
    known = codes[codes["kod_obec"].isin(mentioned)].drop_duplicates("kod_obec")
    known = known.set_index("kod_obec")
    settled = services.rename(
        columns={"kod_obec": "kod_obec_claimed", "kod_orp": "kod_orp_claimed"}
    )
    settled["kod_obec_geom"] = obec_at(settled.geometry, obce)
    claimed = settled["kod_obec_claimed"].where(settled["kod_obec_claimed"].isin(known.index))
    settled["kod_obec"] = settled["kod_obec_geom"].fillna(claimed)
    has_point = ~settled.geometry.isna()
    at_obec = ~has_point & ~settled["secret"] & settled["kod_obec"].isin(points["kod_obec"])
    official = points.set_index("kod_obec").geometry.reindex(settled["kod_obec"]).to_numpy()
    settled = settled.set_geometry(
        gpd.GeoSeries(
            np.where(at_obec, official, settled.geometry.to_numpy()),
            index=settled.index,
            crs=settled.crs,
        )
    )
    settled["precision"] = np.select([has_point, at_obec], ["address", "obec"], "none")
    record = _Recorder(settled, source)
    in_plan = obce.loc[obce["in_plan"], "kod_obec"]
    return settled, [
        *_about_codes(settled, known, record),
        *_about_points(settled, known, record),
        *_about_area(settled, in_plan, known, record),
        *_about_crowds(settled, source),
    ]


class _Recorder:
    """Findings about rows of services: the place is filled in, the rule's words are given."""

    def __init__(self, services: gpd.GeoDataFrame, source: Source) -> None:
        self._ids = services["service_id"]
        self._source = source

    def __call__(self, row: int, rule: str, field: str, words: Words) -> Finding:
        """Record that `found` stands where `expected` should, and what was done."""
        found, expected, action = words
        return finding(
            rule,
            _SEVERITY.get(rule, "warning"),
            "sites",
            Place(str(self._ids[row]), self._source.id, row, self._source.column(field)),
            found=found,
            expected=expected,
            action=action,
        )


def _about_codes(
    services: gpd.GeoDataFrame, known: pd.DataFrame, record: _Recorder
) -> list[Finding]:
    """Compare the codes that the source claims with the code list and with each other."""
    claimed = services["kod_obec_claimed"]
    unknown = claimed[claimed.notna() & ~claimed.isin(known.index)]
    words = ("kód obce z číselníku", "obec určena podle polohy, je-li")
    findings = [
        record(row, "obec_unknown", "kod_obec", (str(code), *words)) for row, code in cells(unknown)
    ]
    for row, told in _of_other_obec(services, known, "orp", services["kod_orp_claimed"]):
        findings.append(record(row, "orp_of_other_obec", "kod_orp", told))
    for row, told in _of_other_obec(services, known, "kraj", services["kod_kraj"]):
        findings.append(record(row, "kraj_of_other_obec", "kod_kraj", told))
    return findings


def _of_other_obec(
    services: gpd.GeoDataFrame, known: pd.DataFrame, level: str, said: pd.Series[str]
) -> Iterator[tuple[int, Words]]:
    """Give the rows whose ORP or kraj is not that of their obec, with the words for it."""
    claimed = services["kod_obec_claimed"]
    right = claimed.map(known[f"kod_{level}"])
    word = {"orp": "ORP", "kraj": "kraj"}[level]
    for row, code in cells(said[right.notna() & said.notna() & (right != said)]):
        name = known.at[str(claimed[row]), "nazev"]
        yield row, (str(code), f"{right[row]} ({word} obce {name})", f"vzat {word} podle obce")


def _about_points(
    services: gpd.GeoDataFrame, known: pd.DataFrame, record: _Recorder
) -> list[Finding]:
    """Compare the position with the code of the obec, and name the rows without a position."""
    claimed, here = services["kod_obec_claimed"], services["kod_obec_geom"]
    names = known["nazev"] + " (" + known.index + ")"
    findings = []
    apart = here.notna() & claimed.isin(known.index) & (here != claimed)
    for row, code in cells(here[apart]):
        told = (
            f"bod leží v obci {names[code]}",
            str(names[claimed[row]]),
            "vzata obec podle polohy",
        )
        findings.append(record(row, "obec_not_at_point", "kod_obec", told))
    nowhere = (services["precision"] == "address") & here.isna()
    for row, code in cells(services.loc[nowhere, "kod_obec"]):
        expected = str(names[code]) if isinstance(code, str) else "obec plánu nebo jeho okolí"
        action = "vzata obec podle kódu" if isinstance(code, str) else "služba bez obce"
        told = ("bod neleží v žádné obci plánu ani jeho okolí", expected, action)
        findings.append(record(row, "point_in_no_obec", "kod_obec", told))
    from_code = services.index[services["precision"] == "obec"]
    told = ("souřadnice chybí", "souřadnice místa", "vzat definiční bod obce")
    findings += [record(row, "point_of_obec", "lon", told) for row in from_code.tolist()]
    nothing = (services["precision"] == "none") & services["kod_obec"].isna()
    lost = services.index[nothing & ~services["secret"]]
    told = ("poloha ani obec nejsou známy", "souřadnice, nebo kód obce", "služba bez místa")
    findings += [record(row, "no_place", "kod_obec", told) for row in lost.tolist()]
    return findings


def _about_area(
    services: gpd.GeoDataFrame, in_plan: pd.Series[str], known: pd.DataFrame, record: _Recorder
) -> list[Finding]:
    """Name the services that stand outside the plan's area."""
    where = services["kod_obec"]
    words = ("obec v území plánu", "služba zůstává v datovém centru, do dosahu se nepočítá")
    return [
        record(
            row,
            "outside_plan",
            "kod_obec",
            (f"{known.at[code, 'nazev']} ({code}), kraj {known.at[code, 'kod_kraj']}", *words),
        )
        for row, code in cells(where[where.notna() & ~where.isin(in_plan)])
    ]


def _about_crowds(services: gpd.GeoDataFrame, source: Source) -> list[Finding]:
    """Name the providers all of whose services, and many, stand on one single point."""
    counts = services["provider"].value_counts()
    many = counts.index[counts >= _MANY_KINDS].tolist()
    located = services[(services["precision"] == "address") & services["provider"].isin(many)]
    findings = []
    for provider, rows in located.groupby("provider", sort=False):
        if len(rows) < counts[provider] or len(set(rows.geometry.to_wkb())) > 1:
            continue
        findings.append(
            finding(
                "seat_as_place",
                "warning",
                "sites",
                Place(
                    " ".join(rows["service_id"]),
                    source.id,
                    int(rows.index[0]),
                    source.column("lon"),
                ),
                found=f"všech {len(rows)} služeb poskytovatele {provider} stojí na jednom bodě",
                expected="místa, kde se služby poskytují",
                action="ponecháno; nejspíš jde o sídlo",
            )
        )
    return findings
