"""Areas that tables beside the services speak of: declared, of a need, of an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.record import service_names
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding

#: Tables about areas, and what else tells their rows apart.
_OF_AREAS = {"declared": "service_id", "need": "druh", "indicators": "indicator"}
#: A code of these levels begins with the code of the area that holds it: so many characters.
_PREFIX = {"pou": 4, "okres": 5}
#: More unknown areas of one service, druh or indicator than these are told together.
_SINGLY = 20
#: So many areas are named where they are told together.
_SHOWN = 3


def unknown_areas(centre: Mapping[str, pd.DataFrame], codes: pd.DataFrame) -> list[Finding]:
    """Name the declared areas, needs and indicators whose area the plan does not have.

    Parameters
    ----------
    centre
        The tables areas, obce, declared, need, indicators, services and providers.
    codes
        All obce that the boundaries have, also those of other kraje: kod_obec, kod_orp, kod_kraj.

    Returns
    -------
    A finding for each area that is nowhere, or one where they are very many; and one for each
    service, druh or indicator with areas in other kraje: tables of the whole country are full of
    them.
    """
    areas = centre["areas"]
    known = {
        *zip(areas["level"], areas["kod"], strict=True),
        *(("obec", kod) for kod in centre["obce"]["kod_obec"]),
    }
    elsewhere = _elsewhere(codes, areas)
    names = service_names(centre) | {druh.code: druh.name for druh in codelists.druhy()}
    findings: list[Finding] = []
    for table, whose in _OF_AREAS.items():
        rows = centre[table]
        lost: dict[tuple[str, str], list[str]] = {}
        out: dict[tuple[str, str], list[str]] = {}
        for of, level, kod, source_id in zip(
            *(rows[name] for name in (whose, "level", "kod", "source_id")), strict=True
        ):
            if level == "radius" or (level, kod) in known:
                continue
            abroad = kod[: _PREFIX.get(level, len(kod))] in elsewhere.get(level, ())
            (out if abroad else lost).setdefault((of, source_id), []).append(f"{level} {kod}")
        for (of, source_id), places in lost.items():
            findings += _nowhere(table, of, source_id, names.get(of, of), places)
        findings += [
            _out_of_plan(table, of, source_id, names.get(of, of), places)
            for (of, source_id), places in out.items()
        ]
    return findings


def _elsewhere(codes: pd.DataFrame, areas: pd.DataFrame) -> dict[str, set[str]]:
    """Give by level the codes, or their beginnings, of areas that lie in other kraje."""
    out = codes[~codes["kod_kraj"].isin(areas.loc[areas["level"] == "kraj", "kod"])]
    orp, kraje = set(out["kod_orp"].dropna()), set(out["kod_kraj"].dropna())
    return {"obec": set(out["kod_obec"]), "pou": orp, "orp": orp, "okres": kraje, "kraj": kraje}


def _nowhere(
    table: str, of: str, source_id: str, name: str, places: list[str]
) -> Iterator[Finding]:
    """Name the areas that are not known; many at once are hardly slips of the pen."""
    told = {f"{of} {place}".strip(): place for place in places}
    if len(places) > _SINGLY:
        told = {of: f"neznámá území: {_counted(places)}"}
    for row_id, found in told.items():
        yield finding(
            "area_unknown",
            "warning",
            table,
            Place(row_id, source_id, column="kod"),
            found=f"{name}: {found}" if name else found,
            expected="území plánu",
            action="ponecháno, do dosahu se nepočítá",
        )


def _out_of_plan(table: str, of: str, source_id: str, name: str, places: list[str]) -> Finding:
    """Say of a service, druh or indicator that areas of it lie in other kraje."""
    return finding(
        "area_elsewhere",
        "info",
        table,
        Place(of, source_id, column="kod"),
        found=f"{f'{name}: ' if name else ''}území mimo plán: {_counted(places)}",
        expected="území plánu",
        action="ponecháno, do výsledků plánu se nepočítá",
    )


def _counted(places: list[str]) -> str:
    """Count areas and name the first of them."""
    more = f" a dalších {len(places) - _SHOWN}" if len(places) > _SHOWN else ""
    return f"{len(places)} ({', '.join(places[:_SHOWN])}{more})"
