"""Places of services on a sheet: one place is one number, one symbol and one row of the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import EN_DASH, czech_sorted

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.land import Land


#: What a name of a legal person ends with and a sheet leaves out.
_LEGAL_FORM: Final = re.compile(
    r",? *(?:z\. ?[sú]\.|o\. ?p\. ?s\.|s\. ?r\. ?o\.|p\. ?o\.|a\. ?s\.|"
    r"spol\. s r\. ?o\.|příspěvková organizace|zapsaný (?:spolek|ústav)|"
    r"obecně prospěšná společnost)(?: *, *p\. ?o\.)?$"
)
#: Quotes of a typewriter around words, and a hyphen that stands for a dash.
_QUOTED: Final = re.compile(r'"\s*([^"]*?)\s*"')


class Place(NamedTuple):
    """A place with its number.

    Parameters
    ----------
    number
        From 1, obce in the Czech order, within an obec by provider.
    providers
        Names of those who serve there, parted by a semicolon.
    obec, kod_obec
        Where it lies.
    druhy
        Codes of the kinds served there, in the order of the code list.
    services
        How many services are there.
    x, y
        Metres.
    travelling
        Whether all that is served there is terénní, so that the place is a base.
    """

    number: int
    providers: str
    obec: str
    kod_obec: str
    druhy: tuple[str, ...]
    services: int
    x: float
    y: float
    travelling: bool


def numbered(services: pd.DataFrame, land: Land, first: str | None = None) -> list[Place]:
    """Give every place of services its number.

    Parameters
    ----------
    services
        Services as in `Atlas.places`.
    land
        The land.
    first
        Code of the obec that is numbered first.

    Returns
    -------
    list of Place
        By number.
    """
    names = dict(zip(land.obce["kod_obec"], land.obce["nazev"], strict=True))
    order = {row.code: row.position for row in codelists.druhy()}
    found = []
    for _, rows in services.groupby(["x", "y", "kod_obec"], sort=True):
        providers = _apart({short_name(name) for name in rows["poskytovatel"].dropna()})
        druhy = sorted(set(rows["druh"]), key=order.__getitem__)
        head = rows.iloc[0]
        kod = str(head["kod_obec"])
        place = Place(
            number=0,
            providers="; ".join(providers),
            obec=names[kod],
            kod_obec=kod,
            druhy=tuple(druhy),
            services=rows["service_id"].nunique(),
            x=float(head["x"]),
            y=float(head["y"]),
            travelling=bool((rows["formy"] == "ter").all()),
        )
        found.append(place)
    by_provider = czech_sorted(found, key=lambda place: place.providers)
    by_obec = czech_sorted(by_provider, key=lambda place: place.obec)
    ordered = sorted(by_obec, key=lambda place: place.kod_obec != first)
    return [place._replace(number=at) for at, place in enumerate(ordered, 1)]


def short_name(provider: str) -> str:
    """Leave out the legal form of a provider, with the quotes and dashes of print.

    Parameters
    ----------
    provider
        Its full name.

    Returns
    -------
    str
        As people call it.

    Examples
    --------
    >>> [short_name(name) for name in ("Pomoc v nouzi, o.p.s.", "Dveře dokořán z.s.", "Res vitae")]
    ['Pomoc v nouzi', 'Dveře dokořán', 'Res vitae']
    """
    name = _LEGAL_FORM.sub("", provider.strip()) or provider
    return _QUOTED.sub(r"„\1“", name).replace(" - ", f" {EN_DASH} ")


def place_text(place: Place) -> str:
    """Name a place: who serves there, and the obec where the name does not say it.

    Parameters
    ----------
    place
        The place.

    Returns
    -------
    str
        E.g. "Denní centrum Mateřídouška, Chodov", but "Farní charita Karlovy Vary".
    """
    named = re.search(rf"\b{re.escape(place.obec)}\b", place.providers) is not None
    return place.providers if named else f"{place.providers}, {place.obec}"


def _apart(names: set[str]) -> list[str]:
    """Sort names, without those that only say more than another one: its branches."""
    return czech_sorted(
        name for name in names if not any(name.startswith(f"{other},") for other in names)
    )


def by_obec(places: list[Place]) -> list[tuple[str, str]]:
    """Gather numbers by obec, for a list that has no room for providers.

    Parameters
    ----------
    places
        By number.

    Returns
    -------
    list of tuple
        Name of the obec and its numbers: ("Cheb", "3–6").
    """
    frame = pd.DataFrame(places, columns=Place._fields)
    rows = []
    for _, own in frame.groupby("kod_obec", sort=False):
        low, up = own["number"].min(), own["number"].max()
        rows.append((own["obec"].iloc[0], f"{low}" if low == up else f"{low}{EN_DASH}{up}"))
    return rows
