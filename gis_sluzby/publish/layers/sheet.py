"""The print layouts of the project: one sheet for each kind of services, at a round scale."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gis_sluzby.cartography import EN_DASH, NBSP, nonbreaking, number
from gis_sluzby.crs import north_angle
from gis_sluzby.publish.sheets.frame import map_frame
from gis_sluzby.words import date_text

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from gis_sluzby.publish.layers.classes import Kind
    from gis_sluzby.publish.sheets.frame import Bounds, MapFrame

#: The map on a sheet of A4, millimetres.
_MAP: Final = (8.0, 24.0, 218.0, 166.0)
#: The scale bar: parts, and the longest that it may be, millimetres.
_PARTS, _LONGEST_BAR = 3, 48.0
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
_METRES_PER_KM: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all layouts of a project share.

    Attributes
    ----------
    frame
        Where the map lies and its scale.
    north
        Degrees clockwise from the sheet's vertical to the north in the middle of the map.
    bar_km
        Length of one part of the scale bar, km.
    scale_text
        The scale in words.
    imprint
        Author, date, sources, projection.
    """

    frame: MapFrame
    north: float
    bar_km: float
    scale_text: str
    imprint: str


def sheet_of(bounds: Bounds, publisher: str, date: dt.date, sources: pd.DataFrame) -> Sheet:
    """Compose the sheet of a territory.

    Parameters
    ----------
    bounds
        Of the territory, metres in EPSG:5514.
    publisher
        Who issues it.
    date
        The day of the services.
    sources
        The table `sources`.

    Returns
    -------
    The sheet, its map at the largest round scale at which the territory fits.
    """
    frame = map_frame(bounds, *_MAP)
    longest = _LONGEST_BAR * frame.scale / 1000 / _METRES_PER_KM / _PARTS
    bar = max((step for step in _STEPS if step <= longest), default=_STEPS[0])
    return Sheet(
        frame,
        north_angle(*frame.centre),
        float(bar),
        f"Měřítko 1{NBSP}:{NBSP}{number(frame.scale)}",
        _imprint(publisher, date, sources),
    )


def heading(kind: Kind) -> str:
    """Give the title of a sheet.

    Parameters
    ----------
    kind
        The kind of services.

    Returns
    -------
    What the map shows, in Czech.
    """
    return nonbreaking(f"{kind.title}: {kind.legend.title[0].lower()}{kind.legend.title[1:]}")


def legend_head(kind: Kind) -> str:
    """Give what stands above the classes of a sheet.

    Parameters
    ----------
    kind
        The kind of services.

    Returns
    -------
    The unit of the classes, and the limit where there is one.
    """
    return ", ".join(words for words in (kind.legend.unit, kind.legend.limit) if words)


def item_id(*names: str) -> str:
    """Give an item of a layout an id that is always the same.

    Parameters
    ----------
    *names
        What the item is.

    Returns
    -------
    A UUID in braces, as QGIS writes it.
    """
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(('gis-sluzby', *names)))}}}"


def _imprint(publisher: str, date: dt.date, sources: pd.DataFrame) -> str:
    """Write who made the map, of which data, in which projection."""
    stated = sources.dropna(subset=["attribution", "vintage"])
    named = dict.fromkeys(
        f"{row.attribution} ({date_text(str(row.vintage))})" for row in stated.itertuples()
    )
    data = f"Data: {'; '.join(named)}. " if named else ""
    return nonbreaking(
        f"Vydavatel: {publisher}. Služby k {date_text(date)}. {data}"
        f"Zobrazení: S-JTSK {EN_DASH} Křovákovo (EPSG:5514). "
        "Místa s utajenou adresou se nezobrazují."
    )
