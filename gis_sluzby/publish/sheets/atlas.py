"""All that the sheets of one plan have in common: words, land, coverage, places of services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, nonbreaking
from gis_sluzby.demand import obec_people
from gis_sluzby.exchange.public import public_services
from gis_sluzby.publish.sheets.land import Land, land_of
from gis_sluzby.publish.sheets.scheme import claim_of
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.words import MODES, date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

_TABLES = {
    "services": "služby",
    "population": "obyvatelé",
    "obce": "hranice",
    "roads": "silnice",
    "water": "vody",
}
_TOTAL = ("any", "any")


@dataclass(frozen=True)
class Atlas:
    """What all sheets of a plan share.

    Attributes
    ----------
    plan
        The plan.
    kraj_in
        "v Karlovarském kraji".
    year
        Of the services.
    services_on, people_on
        Days in Czech.
    mode
        "autem".
    model
        Whether the data are invented.
    sources
        Where the data come from, as the imprint says it.
    land
        The land.
    coverage
        Tables of coverage.
    places
        Services that may be shown: service_id, druh, formy, poskytovatel, kod_obec, x, y (metres).
    counts
        Services in the kraj by kind, also those whose place is not shown.
    change
        The table `change_obec`, none where the plan names none.
    """

    plan: Plan
    kraj_in: str
    year: int
    services_on: str
    people_on: str
    mode: str
    model: bool
    sources: str
    land: Land
    coverage: Mapping[str, pd.DataFrame]
    places: pd.DataFrame
    counts: Mapping[str, int]
    change: pd.DataFrame | None = None

    def texts(self, name: str, title: str, subtitle: str) -> tuple[str, str]:
        """Give title and subtitle of a sheet, those of the plan where it states them."""
        for text in self.plan.sheets.text:
            if text.sheet == name:
                title, subtitle = text.title or title, text.subtitle or subtitle
        return title, subtitle

    def notes(self, name: str, *notes: str) -> list[str]:
        """Give the notes of a sheet, that of the plan last."""
        own = [text.note for text in self.plan.sheets.text if text.sheet == name and text.note]
        return [*(note for note in notes if note), *own]

    def total(self, level: str, druh: str) -> pd.DataFrame:
        """Give the rows of one kind for all forms and target groups, in the order of codes."""
        table = self.coverage[f"coverage_{level}"]
        rows = table[
            (table["druh"] == druh) & (table["forma"] == _TOTAL[0]) & (table["cs"] == _TOTAL[1])
        ]
        return rows.sort_values(f"kod_{level}", ignore_index=True)

    def claim(self, druh: str) -> str:
        """Tell what sheets can say of a kind, see `scheme.claim_of`."""
        rows = self.total("obec", druh)
        measure = str(next(iter(rows["measure"].dropna()), "none"))
        return claim_of(druh, measure, str(self.standard(druh)["level"]), rows)

    def standard(self, druh: str) -> pd.Series:
        """Give the standard of one kind for all forms and target groups."""
        table = self.coverage["standards"]
        rows = table[
            (table["druh"] == druh) & (table["forma"] == _TOTAL[0]) & (table["cs"] == _TOTAL[1])
        ]
        return rows.iloc[0]


def atlas_of(
    plan: Plan,
    centre: dict[str, pd.DataFrame],
    roads: pd.DataFrame,
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    change: pd.DataFrame | None = None,
) -> Atlas:
    """Collect what all sheets of a plan share.

    Parameters
    ----------
    plan
        The plan.
    centre, reached, coverage
        Tables of the edition that is published.
    roads
        Road segments.
    change
        The table `change_obec`, where there is one.

    Returns
    -------
    Atlas
        The shared part.
    """
    kraj = {kraj.code: kraj for kraj in codelists.kraje()}.get(plan.kraj)
    people = obec_people(reached["demand"], reached["demand_people"])
    return Atlas(
        plan=plan,
        kraj_in=where(kraj.name) if kraj else nonbreaking("v České republice"),
        year=plan.date.year,
        services_on=date_text(plan.date),
        people_on=_people_on(centre["population"], plan),
        mode=MODES[plan.reach.mode],
        model=kraj is not None and kraj.mark == "model",
        sources=_sources(centre["sources"]),
        land=land_of(centre, roads, people, plan.reach.belt_km),
        coverage=coverage,
        places=_places(centre, plan.date.isoformat()),
        counts=_counts(centre, plan.date.isoformat()),
        change=change,
    )


def where(kraj: str) -> str:
    """Say that something is in a kraj.

    Parameters
    ----------
    kraj
        Name of the kraj.

    Returns
    -------
    str
        The name in the locative with its preposition.

    Examples
    --------
    >>> [where(name).replace(chr(160), " ") for name in ("Zlínský kraj", "Kraj Vysočina")]
    ['ve Zlínském kraji', 'v Kraji Vysočina']
    """
    special = {"Hlavní město Praha": "hlavním městě Praze", "Kraj Vysočina": "Kraji Vysočina"}
    said = special.get(kraj) or f"{kraj.removesuffix('ý kraj')}ém kraji"
    preposition = "ve" if said.startswith(("Z", "Stř", "V")) else "v"
    return nonbreaking(f"{preposition} {said}")


def _people_on(population: pd.DataFrame, plan: Plan) -> str:
    """Give the day of the population that the plan's day takes."""
    dates = sorted(population["date"].dropna().unique())
    before = [date for date in dates if date <= plan.date.isoformat()]
    day = (before or dates)[-1] if before else next(iter(dates), None)
    return date_text(day) if day else "–"


def _sources(sources: pd.DataFrame) -> str:
    """Name the sources of what sheets show, each origin once for each table."""
    parts: dict[str, str] = {}
    for table in _TABLES:
        rows = sources[sources["table"] == table]
        if rows.empty:
            continue
        origins = (f"{row.attribution} {str(row.vintage)[:4]}" for row in rows.itertuples())
        parts[table] = ", ".join(dict.fromkeys(origins))
    words = dict(_TABLES)
    if "water" in parts and parts["water"] == parts.get("roads"):
        # Both often come from one data set, and the room is small.
        del parts["water"]
        words["roads"] = "silnice a vody"
    return nonbreaking(
        "; ".join(f"{words[table]}{NBSP}–{NBSP}{names}" for table, names in parts.items())
    ).replace("© ", f"©{NBSP}")


def _places(centre: dict[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """Give the services in force that may be shown, those with a position in the plan's obce."""
    dated = {name: _in_force(centre[name], day) for name in ("services", "service_sites")}
    shown = public_services({**centre, **dated})
    obce = centre["obce"]
    inside = shown["kod_obec"].isin(obce.loc[obce["in_plan"], "kod_obec"])
    shown = shown[shown.geometry.notna() & inside & ~shown["druh"].isin(PLACELESS)]
    table = pd.DataFrame(shown[["service_id", "druh", "formy", "poskytovatel", "kod_obec"]])
    return table.assign(x=shown.geometry.x, y=shown.geometry.y).reset_index(drop=True)


def _counts(centre: dict[str, pd.DataFrame], day: str) -> dict[str, int]:
    """Count the services in force by kind: those in the plan's obce, or without a known place."""
    services = _in_force(centre["services"], day)
    sites = centre["sites"][["site_id", "kod_obec"]]
    pairs = _in_force(centre["service_sites"], day).merge(sites, on="site_id")
    obce = centre["obce"]
    inside = pairs["kod_obec"].isin(obce.loc[obce["in_plan"], "kod_obec"])
    here = pairs.loc[inside | pairs["kod_obec"].isna(), "service_id"]
    elsewhere = set(pairs["service_id"]) - set(here)
    own = services[~services["service_id"].isin(elsewhere)]
    counted = own["druh"].value_counts()
    return {str(druh): int(count) for druh, count in counted.items()}


def _in_force(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    """Give the rows whose `od` and `do` let them be in force on a day."""
    started = frame["od"].isna() | (frame["od"].astype(str) <= day)
    return frame[started & (frame["do"].isna() | (frame["do"].astype(str) >= day))]
