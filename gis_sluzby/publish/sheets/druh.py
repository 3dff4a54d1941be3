"""The sheet of one kind: how far each obec is from it, and where it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, border_note, number, percent, shown_minutes
from gis_sluzby.publish.sheets.backdrop import (
    draw_backdrop,
    draw_fills,
    draw_lines,
    draw_neatline,
)
from gis_sluzby.publish.sheets.canvas import Canvas
from gis_sluzby.publish.sheets.frame import map_frame
from gis_sluzby.publish.sheets.furniture import draw_imprint, draw_title
from gis_sluzby.publish.sheets.labels import Occupied, spread
from gis_sluzby.publish.sheets.land import ground_of
from gis_sluzby.publish.sheets.layout import LAYOUTS
from gis_sluzby.publish.sheets.marks import draw_number
from gis_sluzby.publish.sheets.names import Naming, Symbol, draw_names
from gis_sluzby.publish.sheets.panel import (
    Count,
    Journey,
    Key,
    Panel,
    draw_panel,
    left_out,
)
from gis_sluzby.publish.sheets.paths import circles, segments
from gis_sluzby.publish.sheets.places import numbered
from gis_sluzby.publish.sheets.scheme import Scheme, scheme_of
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.words import LEVELS, people_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.land import Ground
    from gis_sluzby.publish.sheets.places import Place

#: Up to so many places have their numbers on the map.
_MOST_NUMBERS: Final = 60
_GAP: Final = 5.0
_RADIUS: Final = 2.05
_SMALL_RADIUS: Final = 1.75
_FEW: Final = 25
_AIR: Final = 0.5
_NAMED: Final = {"A4": 20, "A3": 45}
_LAW = f"zákona č.{NBSP}108/2006{NBSP}Sb."


def kraj_ground(atlas: Atlas) -> Ground:
    """Prepare the map of the whole kraj, which all sheets of kinds have in common.

    Parameters
    ----------
    atlas
        What all sheets share.

    Returns
    -------
    Ground
        What the frame shows.
    """
    layout = LAYOUTS[atlas.plan.sheets.size]
    left = layout.margin
    width = layout.right - layout.panel - _GAP - left
    height = layout.imprint_y - 3 - layout.top
    frame = map_frame(atlas.land.bounds(atlas.land.own), left, layout.top, width, height)
    return ground_of(atlas.land, frame, atlas.land.own)


def draw_druh(atlas: Atlas, ground: Ground, druh: str) -> Canvas:
    """Draw the sheet of one kind.

    Parameters
    ----------
    atlas
        What all sheets share.
    ground
        The map of the kraj, see `kraj_ground`.
    druh
        Code of the kind.

    Returns
    -------
    Canvas
        The sheet.
    """
    layout = LAYOUTS[atlas.plan.sheets.size]
    canvas = Canvas(layout.width, layout.height)
    rows = atlas.total("obec", druh)
    scheme = scheme_of(druh, rows, str(atlas.standard(druh)["level"]), atlas.plan.reach.mode)
    places = numbered(atlas.places[atlas.places["druh"] == druh], atlas.land)
    name = f"druh_{druh}"
    draw_title(canvas, layout, *titles(atlas, druh, scheme))
    canvas.end_part()
    _draw_map(canvas, atlas, ground, scheme, places)
    canvas.end_part()
    panel = _panel(atlas, druh, rows, scheme, places)
    x = layout.right - layout.panel
    draw_panel(canvas, ground.frame, x, layout.top, layout.panel, panel)
    canvas.end_part()
    notes = atlas.notes(name, *_notes(atlas, druh, scheme))
    draw_imprint(canvas, layout, atlas, layout.margin, *notes)
    return canvas


def titles(atlas: Atlas, druh: str, scheme: Scheme) -> tuple[str, str]:
    """Give the title of a kind's sheet and the line under it.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.
    scheme
        Its classes.

    Returns
    -------
    tuple of str
        What, where and when; then how it is measured and of which days the data are.
    """
    kind = codelists.druh(druh)
    law = f" ({kind.paragraph} {_LAW})" if kind.paragraph else ""
    by = f" {atlas.mode}" if scheme.claim == "time" else ""
    title = f"Dostupnost {kind.genitive}{by} {atlas.kraj_in} v roce {atlas.year}"
    said = {
        "time": f"Minuty cesty {atlas.mode} z obce k nejbližšímu místu služby",
        "unlimited": f"Minuty cesty {atlas.mode} z obce k nejbližšímu místu služby, bez meze",
        "declared": "Kolik poskytovatelů uvádí, že do obce jezdí",
        "status": "Stav dostupnosti v obcích podle standardu",
        "nowhere": "Služba, u které na místě nezáleží",
    }[scheme.claim]
    days = f"služby k {atlas.services_on} · obyvatelé k {atlas.people_on}"
    return atlas.texts(f"druh_{druh}", title, f"{said}{law} · {days}")


def _draw_map(
    canvas: Canvas, atlas: Atlas, ground: Ground, scheme: Scheme, places: Sequence[Place]
) -> None:
    """Draw the map with its symbols and names."""
    white = bool(np.isin(scheme.keys, ("no_data", "not_applicable")).mean() > 1 / 2)
    draw_backdrop(canvas, ground)
    draw_fills(canvas, ground.shapes, scheme.keys, scheme.fills)
    draw_lines(canvas, ground, on_white=white)
    symbols = draw_places(canvas, ground, places) if len(places) <= _MOST_NUMBERS else []
    if len(places) > _MOST_NUMBERS:
        at = ground.frame.place(np.array([[place.x, place.y] for place in places]))
        canvas.area(circles(at, 0.85), "#17294D", edge="#FFFFFF", line=0.5, name="places")
    naming = Naming(
        atlas.land.own,
        frozenset(place.kod_obec for place in places) if symbols else frozenset(),
        _NAMED[atlas.plan.sheets.size],
    )
    draw_names(canvas, atlas.land, ground, symbols, naming, Occupied(ground.frame.box))
    draw_neatline(canvas, ground.frame)


def draw_places(canvas: Canvas, ground: Ground, places: Sequence[Place]) -> list[Symbol]:
    """Draw numbered places; those that would touch are pushed apart.

    Parameters
    ----------
    canvas
        The sheet.
    ground
        The map.
    places
        By number.

    Returns
    -------
    list of Symbol
        Where they stand.
    """
    if not places:
        return []
    radius = _RADIUS if len(places) <= _FEW else _SMALL_RADIUS
    true = ground.frame.place(np.array([[place.x, place.y] for place in places]))
    stand = spread(true, np.full(len(places), radius), _AIR)
    for (x, y), (to_x, to_y) in zip(true.tolist(), stand.tolist(), strict=True):
        if math.hypot(to_x - x, to_y - y) > 0.55 * radius:
            canvas.line(segments((x, y, to_x, to_y)), "#17294D", 0.6)
            canvas.area(circles(np.array([[x, y]]), 0.4), "#17294D", edge="#FFFFFF", line=0.3)
    for place, (x, y) in zip(places, stand.tolist(), strict=True):
        draw_number(canvas, x, y, radius, place)
    return [
        Symbol(float(x), float(y), radius, place.kod_obec)
        for place, (x, y) in zip(places, stand, strict=True)
    ]


def class_counts(scheme: Scheme, rows: pd.DataFrame) -> dict[str, Count]:
    """Count obce and people of the target group in each class.

    Parameters
    ----------
    scheme
        The classes.
    rows
        The rows of `coverage_obec` that they were made of.

    Returns
    -------
    dict
        By key of the class; the counts add up to all obce and to all people of the table.
    """
    people = rows["target_pop"].to_numpy(float)
    members = {row.key: scheme.keys == row.key for row in scheme.rows}
    return {
        key: Count(int(own.sum()), float(np.nansum(people[own]))) for key, own in members.items()
    }


def people_short(lowest: float, highest: float) -> str:
    """Name those counted, short enough for the head of a column.

    Parameters
    ----------
    lowest, highest
        Completed years, both ends included.

    Returns
    -------
    str
        E.g. "obyvatel 65+".
    """
    oldest = 120
    if highest >= oldest:
        return "obyvatel" if lowest <= 0 else f"obyvatel{NBSP}{number(lowest)}+"
    return (
        people_text(lowest, highest)
        .replace("obyvatel ve věku", "obyv.")
        .replace("obyvatel", "obyv.")
    )


def _panel(
    atlas: Atlas, druh: str, rows: pd.DataFrame, scheme: Scheme, places: Sequence[Place]
) -> Panel:
    """Collect what the panel says."""
    rule = atlas.standard(druh)
    ages = float(rule["age_from"]), float(rule["age_to"])
    military = rows.merge(
        atlas.land.obce.loc[atlas.land.obce["kind"] == "vojensky_ujezd", ["kod_obec", "nazev"]],
        on="kod_obec",
    )
    note = ""
    if scheme.claim != "nowhere" and (scheme.keys == "not_applicable").any():
        names = [f"vojenský újezd {name}" for name in military["nazev"]]
        note = f"{', '.join(names)}, bez obyvatel" if names else "nikdo z cílové skupiny tu nežije"
    journeys, head = _journeys(rows), ("Nejdelší cesta", "minut")
    if scheme.claim not in {"time", "unlimited"}:
        journeys, head = _lowest_shares(atlas, druh), ("Nejmenší podíl v ORP", "v dosahu")
    return Panel(
        key=key_of(atlas, druh, rows, scheme),
        scheme=scheme,
        counts=class_counts(scheme, rows),
        people=people_short(*ages),
        note=note,
        places=places,
        numbered=len(places) <= _MOST_NUMBERS,
        no_places=_no_places(druh, scheme),
        journeys=journeys,
        journeys_head=head,
        water=atlas.land.water.size > 0,
    )


def _journeys(rows: pd.DataFrame) -> list[Journey]:
    """Give the longest ways to the nearest service."""
    far = rows[rows["nearest_minutes"].notna() & (rows["target_pop"] > 0)]
    far = far.sort_values(["nearest_minutes", "kod_obec"], ascending=[False, True])
    return [
        Journey(
            row["nazev_obec"],
            number(float(shown_minutes(row["nearest_minutes"]))),
            row["target_pop"],
        )
        for row in far.head(4).to_dict("records")
    ]


def _lowest_shares(atlas: Atlas, druh: str) -> list[Journey]:
    """Give the ORP where the smallest share of people has a kind in reach, if any lacks it."""
    rows = atlas.total("orp", druh).sort_values(["covered_share", "kod_orp"])
    return [
        Journey(row["nazev_orp"], percent(row["covered_share"]), row["target_pop"])
        for row in rows[rows["covered_share"] < 1].head(4).to_dict("records")
    ]


def key_of(atlas: Atlas, druh: str, rows: pd.DataFrame, scheme: Scheme) -> Key:
    """Give the figure of a kind and what it says.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.
    rows
        Its rows of `coverage_obec`.
    scheme
        Its classes.

    Returns
    -------
    Key
        A share of people where the kind is judged, else why not.
    """
    rule, kraj = atlas.standard(druh), atlas.total("kraj", druh).iloc[0]
    who = people_text(float(rule["age_from"]), float(rule["age_to"]))
    if scheme.claim == "nowhere":
        why = "Služba je po telefonu, na místě nezáleží."
        state = "Druh se plánuje na úrovni státu; na místě v kraji nezáleží."
        return Key("netýká se", None, why if kraj["measure"] == "phone" else state, "")
    if scheme.claim == "unlimited":
        here = f"Služba {LEVELS[str(rule['level'])]} je." if kraj["status"] == "covered" else ""
        absent = (
            f"Služba {LEVELS[str(rule['level'])]} není." if kraj["status"] == "uncovered" else ""
        )
        said = f"Minuty jsou jen informace, časová mez stanovena není. {here}{absent}"
        return Key("bez meze", None, said.strip(), "")
    share = float(kraj["covered_share"])
    if math.isnan(share):
        return Key("bez dat", None, "Území, kde služba působí, zdroj neuvádí.", "")
    level = LEVELS[str(rule["level"])].replace("obvodu ORP", f"obvodu{NBSP}ORP")
    limit = kraj["limit_minutes"]
    said = {
        "time": f"{who} má službu do {number(limit)} minut {atlas.mode}",
        "declared": f"{who} má poskytovatele, který uvádí, že sem jezdí",
        "status": f"{who} má službu {'v dosahu' if kraj['measure'] == 'time' else level}",
    }[scheme.claim]
    beyond = rows["status"].isin(("uncovered", "partial"))
    lacking = float(kraj["target_pop"] - kraj["covered_pop"] - (kraj.get("no_data_pop") or 0))
    warning = ""
    if beyond.any():
        head = "Nad mezí" if scheme.claim == "time" else "Bez služby"
        warning = f"{head}: {left_out(int(beyond.sum()), lacking, who)}"
    return Key(percent(share), bool(kraj["status"] == "covered"), said, warning)


def _no_places(druh: str, scheme: Scheme) -> str:
    """Say why there are no places."""
    if druh in PLACELESS:
        return "Místa tohoto druhu se nezobrazují, chrání své uživatele."
    if scheme.claim == "nowhere":
        return "Na místě nezáleží."
    return "Služba tohoto druhu nemá v kraji žádné místo, které lze ukázat."


def _notes(atlas: Atlas, druh: str, scheme: Scheme) -> list[str]:
    """Give what the reader must know of the sheet."""
    notes = []
    if scheme.claim == "time":
        notes.append("Horní mez patří do třídy.")
        notes += ["Mez je orientační."] if _default(atlas, druh) else []
    if scheme.claim in {"time", "unlimited"}:
        notes += ["Doba cesty je modelová.", border_note(atlas.plan.reach.mode)]
    notes.append("Místa s utajenou adresou se nezobrazují.")
    return notes


def _default(atlas: Atlas, druh: str) -> bool:
    """Tell whether the standard is the program's own, which binds nobody."""
    return "orientační" in str(atlas.standard(druh)["source"])
