"""The sheet of a change: where people gained a kind of service between two days, or lost it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, PRINT, number
from gis_sluzby.errors import MissingSourceError, Problem
from gis_sluzby.publish.sheets.backdrop import (
    draw_backdrop,
    draw_fills,
    draw_lines,
    draw_neatline,
)
from gis_sluzby.publish.sheets.canvas import Canvas
from gis_sluzby.publish.sheets.druh import draw_places, people_short
from gis_sluzby.publish.sheets.furniture import draw_imprint, draw_title
from gis_sluzby.publish.sheets.labels import Occupied
from gis_sluzby.publish.sheets.layout import LAYOUTS
from gis_sluzby.publish.sheets.names import Naming, draw_names
from gis_sluzby.publish.sheets.panel import Count, Journey, Key, Panel, draw_panel
from gis_sluzby.publish.sheets.places import numbered
from gis_sluzby.publish.sheets.scheme import Row, Scheme
from gis_sluzby.words import date_text, people_text

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.land import Ground

_NAMED: Final = {"A4": 20, "A3": 45}
_MOST_PLACES: Final = 60
_CHANGES: Final = ("gained", "lost", "known", "unknown")
#: Classes of a change, in the order of the legend.
CHANGE_ROWS: Final = (
    Row("gained", "lidé získali", PRINT.ramp[4]),
    Row("known", "nově víme", "claimed", rare=True),
    Row("in_reach", "beze změny v dosahu", PRINT.ramp[0]),
    Row("beyond", "beze změny mimo dosah", PRINT.beyond[1]),
    Row("lost", "lidé ztratili", PRINT.beyond[4]),
    Row("unknown", "už nevíme", "out_of_range", rare=True),
    Row("no_data", "bez dat", "no_data"),
    Row("not_applicable", "netýká se", "not_applicable"),
)


def read_change(plan: Plan) -> pd.DataFrame | None:
    """Read the table of changes that the plan names.

    Parameters
    ----------
    plan
        The plan; its `sheets.change` is the file `change_obec.csv` of the study of a change.

    Returns
    -------
    pandas.DataFrame or None
        The rows of all forms and target groups; None where the plan names no file.

    Raises
    ------
    MissingSourceError
        When the file is not there.
    """
    if plan.sheets.change is None:
        return None
    path = plan.path.parent / plan.sheets.change
    if not path.is_file():
        advice = "Tabulku zapíše příkaz gis-sluzby change; nebo klíč sheets.change vynechte"
        raise MissingSourceError(Problem("tabulka změn chybí", str(path), advice=advice))
    texts = ("kod_obec", "druh", "forma", "cs", "kod_orp", "nazev_obec", "nazev_orp", "change")
    rows = pd.read_csv(path, dtype=dict.fromkeys(texts, "str"), encoding="utf-8")
    return rows[(rows["forma"] == "any") & (rows["cs"] == "any")]


def has_changes(atlas: Atlas, druh: str) -> bool:
    """Tell whether anything changed with a kind.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.

    Returns
    -------
    bool
        False also where the plan names no table of changes.
    """
    if atlas.change is None:
        return False
    rows = atlas.change[atlas.change["druh"] == druh]
    return bool(rows["change"].isin(_CHANGES).any())


def change_rows(atlas: Atlas, druh: str) -> pd.DataFrame:
    """Give the changes of a kind, a row for each obec in the order of codes, with its class.

    Parameters
    ----------
    atlas
        What all sheets share; it has changes.
    druh
        Code of the kind.

    Returns
    -------
    pandas.DataFrame
        The rows of `change_obec` and `key`; an obec that the table lacks has no data.
    """
    table = pd.DataFrame(atlas.change)
    own = atlas.land.obce.loc[atlas.land.own, ["kod_obec", "nazev"]]
    rows = own.merge(table[table["druh"] == druh], on="kod_obec", how="left")
    status = rows["status_after"].fillna("no_data")
    still = np.select(
        [status == "covered", status.isin(("uncovered", "partial"))], ["in_reach", "beyond"], status
    )
    keys = np.where(rows["change"].isin(_CHANGES), rows["change"].astype(str), still)
    return rows.assign(key=keys)


def draw_change(atlas: Atlas, ground: Ground, druh: str) -> Canvas:
    """Draw the sheet of what changed with a kind.

    Parameters
    ----------
    atlas
        What all sheets share; it has changes.
    ground
        The map of the kraj.
    druh
        Code of the kind.

    Returns
    -------
    Canvas
        The sheet.
    """
    layout = LAYOUTS[atlas.plan.sheets.size]
    canvas = Canvas(layout.width, layout.height)
    rows, kind = change_rows(atlas, druh), codelists.druh(druh)
    since = atlas.plan.sheets.change_since
    period = f"od {date_text(since)} do {atlas.services_on}" if since else f"k {atlas.services_on}"
    law = f" ({kind.paragraph} zákona č. 108/2006 Sb.)" if kind.paragraph else ""
    title = f"Změna dostupnosti {kind.genitive} {atlas.kraj_in} {period}"
    same = f"Kde se změnil počet osob v dosahu{law} · obyvatelé v obou stavech k {atlas.people_on}"
    draw_title(canvas, layout, *atlas.texts(f"zmena_{druh}", title, same))
    canvas.end_part()
    scheme = Scheme("status", "Změna", CHANGE_ROWS, None, None, rows["key"].to_numpy(str))
    draw_backdrop(canvas, ground)
    draw_fills(canvas, ground.shapes, scheme.keys, scheme.fills)
    draw_lines(canvas, ground)
    places = numbered(atlas.places[atlas.places["druh"] == druh], atlas.land)
    places = places if len(places) <= _MOST_PLACES else []
    symbols = draw_places(canvas, ground, places)
    must = frozenset(place.kod_obec for place in places)
    naming = Naming(atlas.land.own, must, _NAMED[atlas.plan.sheets.size])
    draw_names(canvas, atlas.land, ground, symbols, naming, Occupied(ground.frame.box))
    draw_neatline(canvas, ground.frame)
    canvas.end_part()
    x = layout.right - layout.panel
    panel = _panel(atlas, druh, rows, scheme)._replace(places=places)
    draw_panel(canvas, ground.frame, x, layout.top, layout.panel, panel)
    canvas.end_part()
    note = f"Místa služby jsou k {atlas.services_on}. Místa s utajenou adresou se nezobrazují."
    draw_imprint(canvas, layout, atlas, layout.margin, *atlas.notes(f"zmena_{druh}", note))
    return canvas


def _panel(atlas: Atlas, druh: str, rows: pd.DataFrame, scheme: Scheme) -> Panel:
    """Collect what the panel says."""
    rule = atlas.standard(druh)
    ages = float(rule["age_from"]), float(rule["age_to"])
    who = people_text(*ages)
    gained, lost = float(rows["gained"].sum()), float(rows["lost"].sum())
    change = gained - lost
    people = rows["target_pop"].fillna(0).to_numpy(float)
    counts = {
        row.key: Count(
            int((scheme.keys == row.key).sum()), float(people[scheme.keys == row.key].sum())
        )
        for row in CHANGE_ROWS
    }
    moved = rows.assign(size=(rows["gained"] - rows["lost"]).fillna(0))
    moved = moved[moved["size"] != 0]
    order = moved["size"].abs().sort_values(ascending=False, kind="stable").index
    listed = [
        Journey(row["nazev"], _signed(row["size"]), row["target_pop"])
        for row in moved.loc[order].head(4).to_dict("records")
    ]
    said = f"{who} v dosahu; přibylo{NBSP}{number(gained, 0)}, ubylo{NBSP}{number(lost, 0)}"
    return Panel(
        key=Key(_signed(change), bool(change >= 0), said, ""),
        scheme=scheme,
        counts=counts,
        people=people_short(*ages),
        note="",
        places=(),
        numbered=True,
        no_places="Služba tohoto druhu nemá v kraji žádné místo, které lze ukázat.",
        journeys=listed,
        journeys_head=("Největší změna", "o kolik osob"),
        water=atlas.land.water.size > 0,
    )


def _signed(people: float) -> str:
    """Write a change in people with its sign."""
    return f"{'+' if people > 0 else ''}{number(people, 0)}"
