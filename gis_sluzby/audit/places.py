"""The audit of places: the obec of a point by geometry, by code and by the source's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np

from gis_sluzby.audit.record import recorder
from gis_sluzby.sources.csu.ceased import Registry
from gis_sluzby.sources.rows import cells
from gis_sluzby.territory import obec_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gis_sluzby.audit.record import Record, Words
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

_NO_REGISTRY = Registry()


def audited_places(
    services: gpd.GeoDataFrame,
    obce: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    codes: pd.DataFrame,
    source: Source,
    registry: Registry = _NO_REGISTRY,
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
    registry
        Where obce went that are no more: a code of one means the obec of today.

    Returns
    -------
    The services with kod_obec_geom, kod_obec_claimed, kod_orp_claimed, kod_obec (geometry before
    code), precision and, where only the obec is known, its official point; and the findings.
    """
    today = services["kod_obec"].replace(dict(registry.successors))
    mentioned = [*services["kod_obec"].dropna(), *today.dropna(), *obce["kod_obec"]]
    known = codes[codes["kod_obec"].isin(mentioned)].drop_duplicates("kod_obec")
    known = known.set_index("kod_obec")
    settled = services.rename(
        columns={"kod_obec": "kod_obec_claimed", "kod_orp": "kod_orp_claimed"}
    )
    settled["kod_obec_geom"] = obec_at(settled.geometry, obce)
    settled["kod_obec"] = settled["kod_obec_geom"].fillna(today.where(today.isin(known.index)))
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
    settled["precision"] = np.select([has_point, at_obec], [_precision(services), "obec"], "none")
    record = recorder(settled, source, "sites")
    in_plan = obce.loc[obce["in_plan"], "kod_obec"]
    return settled, [
        *_about_codes(settled, known, registry, record),
        *_about_areas(settled, known, codes, record),
        *_about_points(settled, known, obce["kod_obec"], record),
        *_about_area(settled, in_plan, known, record),
    ]


def _precision(services: gpd.GeoDataFrame) -> pd.Series[str] | str:
    """Give how sure given points are: as was said when they were found, else an address."""
    return services["precision"].fillna("address") if "precision" in services else "address"


def _about_codes(
    services: gpd.GeoDataFrame, known: pd.DataFrame, registry: Registry, record: Record
) -> list[Finding]:
    """Name the codes of obce that there are not, or no more."""
    claimed = services["kod_obec_claimed"]
    findings = []
    for row, code in cells(claimed[claimed.notna() & ~claimed.isin(known.index)]):
        heir = registry.successors.get(str(code))
        if heir is None and code not in registry.names:
            words = (str(code), "kód obce z číselníku", "obec určena podle polohy, má-li ji řádek")
            findings.append(record("obec_unknown", row, "kod_obec", words))
            continue
        expected = registry.named(heir) if heir else "obec, která v den plánu je"
        action = f"vzata obec {heir}" if heir else "obec určena podle polohy, má-li ji řádek"
        words = (f"{registry.named(str(code))} už není", expected, action)
        findings.append(record("obec_retired", row, "kod_obec", words))
    return findings


def _about_areas(
    services: gpd.GeoDataFrame, known: pd.DataFrame, codes: pd.DataFrame, record: Record
) -> list[Finding]:
    """Compare the ORP and the kraj that the source claims with those of its obec."""
    findings = []
    said = services["kod_orp_claimed"]
    strange = said.notna() & ~said.isin(codes["kod_orp"].dropna().unique())
    for row, code in cells(said[strange]):
        words = (str(code), "kód ORP z číselníku", "platí ORP podle obce")
        findings.append(record("orp_unknown", row, "kod_orp", words))
    for row, code, obec, words in _of_other_obec(services, known, "orp", said[~strange]):
        others = codes.loc[(codes["nazev"] == obec.name) & (codes["kod_obec"] != obec.code)]
        rule = "orp_of_namesake" if code in set(others["kod_orp"]) else "orp_of_other_obec"
        findings.append(record(rule, row, "kod_orp", words))
    for row, _, _, words in _of_other_obec(services, known, "kraj", services["kod_kraj"]):
        findings.append(record("kraj_of_other_obec", row, "kod_kraj", words))
    return findings


class _Obec(NamedTuple):
    """An obec by code and name."""

    code: str
    name: str


def _of_other_obec(
    services: gpd.GeoDataFrame, known: pd.DataFrame, level: str, said: pd.Series[str]
) -> Iterator[tuple[int, str, _Obec, Words]]:
    """Give the rows whose ORP or kraj is not that of their obec, with the words for it."""
    claimed = services["kod_obec_claimed"].reindex(said.index)
    right = claimed.map(known[f"kod_{level}"])
    word = {"orp": "ORP", "kraj": "kraj"}[level]
    for row, code in cells(said[right.notna() & said.notna() & (right != said)]):
        obec = _Obec(str(claimed[row]), str(known.at[str(claimed[row]), "nazev"]))
        expected = f"{right[row]} ({word} obce {obec.name})"
        yield row, str(code), obec, (str(code), expected, f"platí {word} podle obce")


def _about_points(
    services: gpd.GeoDataFrame, known: pd.DataFrame, read: pd.Series[str], record: Record
) -> list[Finding]:
    """Compare the position with the code of the obec, and name the rows without a position."""
    claimed, here = services["kod_obec_claimed"], services["kod_obec_geom"]
    names = known["nazev"] + " (" + known.index + ")"
    findings = []
    apart = here.notna() & claimed.isin(known.index) & (here != claimed)
    for row, code in cells(here[apart]):
        told = (
            f"kód obce {names[claimed[row]]}, bod leží v obci {names[code]}",
            f"sedí-li bod, {names[code]}",
            "vzata obec podle polohy",
        )
        findings.append(record("obec_not_at_point", row, "kod_obec", told))
    # A point in a far obec, whose boundary was not read, cannot be judged.
    far = services["kod_obec"].notna() & ~services["kod_obec"].isin(read)
    nowhere = (services["precision"] == "address") & here.isna() & ~far
    for row, code in cells(services.loc[nowhere, "kod_obec"]):
        expected = str(names[code]) if isinstance(code, str) else "obec plánu nebo jeho okolí"
        action = "vzata obec podle kódu" if isinstance(code, str) else "služba bez obce"
        told = ("bod neleží v žádné obci plánu ani jeho okolí", expected, action)
        findings.append(record("point_in_no_obec", row, "kod_obec", told))
    from_code = services.index[services["precision"] == "obec"]
    told = ("souřadnice chybí", "souřadnice místa", "vzat definiční bod obce")
    findings += [record("point_of_obec", row, "lon", told) for row in from_code.tolist()]
    nothing = (services["precision"] == "none") & services["kod_obec"].isna()
    lost = services.index[nothing & ~services["secret"]]
    told = ("poloha ani obec nejsou známy", "souřadnice, nebo kód obce", "služba bez místa")
    findings += [record("no_place", row, "kod_obec", told) for row in lost.tolist()]
    return findings


def _about_area(
    services: gpd.GeoDataFrame, in_plan: pd.Series[str], known: pd.DataFrame, record: Record
) -> list[Finding]:
    """Name the services that stand outside the plan's area."""
    where = services["kod_obec"]
    words = ("obec v území plánu", "služba zůstává v datovém centru, do dosahu se nepočítá")
    return [
        record(
            "outside_plan",
            row,
            "kod_obec",
            (f"{known.at[code, 'nazev']} ({code}), kraj {known.at[code, 'kod_kraj']}", *words),
        )
        for row, code in cells(where[where.notna() & ~where.isin(in_plan)])
    ]
