"""What a sheet shows, in words and as a table: the text and the CSV file that lie beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import counted, nonbreaking, number, shown_minutes
from gis_sluzby.publish.sheets.change import change_rows
from gis_sluzby.publish.sheets.druh import class_counts, key_of, titles
from gis_sluzby.publish.sheets.kinds import small_map
from gis_sluzby.publish.sheets.lacking import gaps_of
from gis_sluzby.publish.sheets.places import numbered
from gis_sluzby.publish.sheets.scheme import scheme_of
from gis_sluzby.publish.sheets.tagged import Described
from gis_sluzby.words import STATUSES

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.places import Place
    from gis_sluzby.publish.sheets.series import Sheet

_OBEC = ("obec", "obce", "obcí")


class Account(NamedTuple):
    """A sheet without its drawing.

    Parameters
    ----------
    described
        Title, words and author.
    tables
        The figures that are drawn, by the ending of the file's name ("" for the sheet itself).
    """

    described: Described
    tables: dict[str, pd.DataFrame]


def account_of(atlas: Atlas, sheet: Sheet) -> Account:
    """Say what a sheet shows and give its figures.

    Parameters
    ----------
    atlas
        What all sheets share.
    sheet
        The sheet.

    Returns
    -------
    Account
        Words in Czech and tables with canonical column names.
    """
    make = {
        "druhy": _of_druh,
        "prehled": _of_kinds,
        "podily": _of_shares,
        "orp": _of_orp,
        "mezery": _of_gaps,
        "zmeny": _of_change,
    }[sheet.series]
    title, text, tables = make(atlas, sheet.code)
    title, _ = atlas.texts(sheet.name, title, "")
    author = atlas.plan.sheets.author or atlas.plan.publisher
    model = " Modelová data." if atlas.model else ""
    words = Described(nonbreaking(title), nonbreaking(f"{title}. {text}{model}"), author)
    return Account(words, tables)


def _of_druh(atlas: Atlas, druh: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of a kind."""
    rows = atlas.total("obec", druh)
    scheme = scheme_of(druh, rows, str(atlas.standard(druh)["level"]), atlas.plan.reach.mode)
    key = key_of(atlas, druh, rows, scheme)
    counts = class_counts(scheme, rows)
    told = ", ".join(
        f"{row.label}: {counted(counts[row.key].obce, *_OBEC)}"
        for row in scheme.rows
        if counts[row.key].obce
    )
    places = numbered(atlas.places[atlas.places["druh"] == druh], atlas.land)
    at = counted(len(places), "místo", "místa", "míst")
    text = ". ".join(
        part.rstrip(".") for part in (f"{key.figure}: {key.lines}", key.warning) if part
    )
    label = {row.key: row.label for row in scheme.rows}
    timed = scheme.claim in {"time", "unlimited"}
    minutes = shown_minutes(rows["nearest_minutes"]) if timed else np.full(len(rows), np.nan)
    table = rows[["kod_obec", "nazev_obec", "nazev_orp", "status", "target_pop"]].assign(
        status=rows["status"].map(STATUSES),
        minutes=minutes,
        trida=[label[key] for key in scheme.keys],
    )
    said = f"{text}. {scheme.title}: {told}. Na mapě: {at}."
    return titles(atlas, druh, scheme)[0], said, {"": table, "_mista": _place_table(places)}


def _of_kinds(atlas: Atlas, _code: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of all kinds."""
    rows = []
    for druh in codelists.druhy():
        small = small_map(atlas, druh.code, atlas.total("obec", druh.code))
        rows.append(
            (druh.code, druh.name, small.figure, small.under, atlas.counts.get(druh.code, 0))
        )
    table = pd.DataFrame(rows, columns=["druh", "nazev", "vysledek", "mez", "sluzby"])
    told = "; ".join(f"{row.nazev} {row.vysledek} {row.mez}".strip() for row in table.itertuples())
    kinds = counted(len(table), "malá mapa", "malé mapy", "malých map")
    title = f"Dostupnost všech druhů sociálních služeb {atlas.kraj_in} v roce {atlas.year}"
    return title, f"{kinds}, jedna pro každý druh. Podíl obyvatel v dosahu: {told}.", {"": table}


def _of_shares(atlas: Atlas, _code: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of shares by ORP."""
    parts = [atlas.total("orp", druh.code) for druh in codelists.druhy()]
    rows = pd.concat(parts, ignore_index=True)
    table = rows[["kod_orp", "nazev_orp", "druh", "covered_share", "status"]].assign(
        status=rows["status"].map(STATUSES)
    )
    whole = int((rows["covered_share"] == 1).sum())
    nobody = int((rows["covered_share"] == 0).sum())
    title = (
        f"Podíl obyvatel v dosahu sociálních služeb podle ORP {atlas.kraj_in} v roce {atlas.year}"
    )
    text = (
        f"Malé mapy ORP, jedna pro každý druh. Z {number(len(rows))} dvojic ORP a druhu mají "
        f"v {number(whole)} službu v dosahu všichni, v {number(nobody)} nikdo."
    )
    return title, text, {"": table}


def _of_orp(atlas: Atlas, kod: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of an ORP."""
    obce = atlas.land.obce
    own = obce[(obce["kod_orp"] == kod) & obce["in_plan"]]
    name = atlas.land.orp_names[kod]
    seat = own.loc[own["nazev"] == name, "kod_obec"]
    services = atlas.places[atlas.places["kod_obec"].isin(own["kod_obec"])]
    places = numbered(services, atlas.land, str(seat.iloc[0]) if len(seat) else None)
    by_obec = pd.Series([place.obec for place in places]).value_counts(sort=False)
    told = ", ".join(f"{obec} {count}" for obec, count in by_obec.items())
    title = f"Místa sociálních služeb ve správním obvodu ORP {name} v roce {atlas.year}"
    text = f"Počet míst v obcích: {told}." if told else "Žádné místo služby tu není."
    return title, text, {"": _place_table(places)}


def _of_gaps(atlas: Atlas, druh: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of gaps."""
    rows = gaps_of(atlas, druh).rows
    table = rows[["kod_obec", "nazev_obec", "nazev_orp", "lacking"]].assign(
        minutes=shown_minutes(rows["nearest_minutes"])
        if rows["limit_minutes"].notna().any()
        else np.nan,
        limit_minutes=rows["limit_minutes"],
        poradi=range(1, len(rows) + 1),
    )
    total = number(float(rows["lacking"].sum()), 0)
    first = ", ".join(
        f"{row['nazev_obec']} {number(row['lacking'], 0)}"
        for row in rows.head(5).to_dict("records")
    )
    title = f"Mezery v dosahu {codelists.druh(druh).genitive} {atlas.kraj_in} {atlas.year}"
    text = f"Mimo dosah: {counted(len(rows), *_OBEC)}, {total} osob. Nejvíce osob: {first}."
    return title, text, {"": table}


def _of_change(atlas: Atlas, druh: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Tell of the sheet of a change."""
    rows = change_rows(atlas, druh)
    gained, lost = (number(float(rows[name].sum()), 0) for name in ("gained", "lost"))
    title = f"Změna dostupnosti {codelists.druh(druh).genitive} {atlas.kraj_in}"
    columns = ["kod_obec", "nazev", "change", "gained", "lost", "status_before", "status_after"]
    return title, f"V dosahu přibylo {gained} osob, ubylo {lost}.", {"": rows[columns]}


def _place_table(places: list[Place]) -> pd.DataFrame:
    """Give the list of places."""
    rows = [(p.number, p.providers, p.kod_obec, p.obec, " ".join(p.druhy)) for p in places]
    return pd.DataFrame(rows, columns=["cislo", "poskytovatel", "kod_obec", "nazev_obec", "druhy"])
