"""Invented services for a register of the whole country, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.sample.providers import with_check_digit
from scripts.model.rpss_shape import Address, Facility, Form, Provider, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd

    Random = np.random.Generator

_FIRST_IDENTIFIER = 1_000_000
#: So high an IČO is not assigned to anybody.
_FIRST_ICO = 9_700_001
_PROVIDERS = 2_300
#: A service in so many: ended, not begun, of a natural person, secret, without a facility.
_ENDED, _FUTURE, _NATURAL, _SECRET, _EMPTY = 0.16, 0.01, 0.02, 0.03, 0.01
#: A facility in so many: closed, listed twice, without a code of the address.
_CLOSED, _TWICE, _CODELESS = 0.12, 0.02, 0.0358
#: A form in so many: two capacities of one unit.
_TWO_COUNTS = 0.05
_STREETS = ("Dlouhá", "Krátká", "Modelová", "Nádražní", "Na Příkopě", "U Lesa", "Školní", None)
_HOURS = ("8:00 - 15:00", "7:30 - 16:00", "9:00 - 12:00, 13:00 - 17:00", "na objednání", None)
_NOTES = (
    None,
    "okamžitá kapacita (modelová data)",
    "maximální kapacita\nv jeden okamžik – 5/1 pracovník (modelová data)",
)
_PAPER = "Modelová data. Ve skutečnosti tu stojí odkaz na přílohu, kterou program nečte ani nemá."
_GROUPS = tuple(str(number) for number in range(1, 28))


def invented(
    obce: pd.DataFrame, number: int, random: Random
) -> Iterator[tuple[Service, list[str]]]:
    """Make services.

    Parameters
    ----------
    obce
        The real obce: KOD_OBEC, KOD_CZNUTS3, obyv_2020.
    number
        How many.
    random
        The random numbers.

    Yields
    ------
    A service, and the names of the traps in it.
    """
    weights = obce["obyv_2020"].to_numpy(float)
    weights = weights / weights.sum()
    places = obce[["KOD_OBEC", "KOD_CZNUTS3"]].to_numpy(str)
    druhy = [one for one in codelists.druhy() if one.rpss]
    for turn in range(number):
        home = places[random.choice(len(places), p=weights)]
        druh = druhy[int(random.integers(len(druhy)))]
        yield _service(turn, home, druh, random)


def _service(
    turn: int,
    home: Any,  # noqa: ANN401  (a row of text)
    druh: codelists.Druh,
    random: Random,
) -> tuple[Service, list[str]]:
    """Make one service."""
    traps: list[str] = []

    def planted(name: str, share: float) -> bool:
        if random.random() >= share:
            return False
        traps.append(name)
        return True

    natural = planted("natural person", _NATURAL)
    ended = planted("ended", _ENDED)
    future = not ended and planted("not begun", _FUTURE)
    secret = druh.code in ("57", "60", "60a") and planted("secret", 10 * _SECRET)
    facilities: list[Facility] = []
    count = 0 if planted("no facility", _EMPTY) else 1 + int(random.poisson(1.75))
    for place in range(count):
        facility = _facility(f"Modelové zařízení {turn}/{place + 1}", home, secret, random)
        if random.random() < _CLOSED and place:
            facility = _changed(facility, do="2019-12-31")
        facilities += [facility] * (2 if planted("facility twice", _TWICE) else 1)
    forms = tuple(_form(code, druh, random) for code in druh.forms[: 1 + int(random.integers(2))])
    groups = random.choice(len(_GROUPS), size=1 + int(random.integers(4)), replace=False)
    return Service(
        portal_id=turn + 1,
        identifikator=str(_FIRST_IDENTIFIER + turn),
        druh=druh.code,
        provider=_provider(int(random.integers(_PROVIDERS)), natural, home),
        od="2030-01-01" if future else f"{2007 + int(random.integers(18))}-01-01",
        do="2025-06-30" if ended else None,
        facilities=tuple(facilities),
        forms=forms,
        contact=_address(home, random),
        targets=tuple((_GROUPS[at], _note(random)) for at in sorted(groups.tolist())),
        ages=("1", "2"),
        age_note="Od 18 let věku (modelová data).",
        extended=("CZ010",) if planted("extended scope", 0.02) else (),
        web="https://example.org/sluzba",
        email=f"sluzba{turn}@example.org",
        phone="+420 000 000 000",
        papers=_papers(turn, random),
    ), traps


def _provider(number: int, natural: bool, home: Any) -> Provider:  # noqa: ANN401, FBT001
    """Make the provider of a number; the same one every time."""
    if natural:
        return Provider(None, None, person=("Jméno", "Vymyšlené"))
    seat = Address(kod_obec=str(home[0]), kod_kraj=str(home[1]), psc="00000")
    name = f"Modelová data – poskytovatel {number}, z. ú."
    return Provider(
        name, with_check_digit(str(_FIRST_ICO + number)), seat, web="https://example.org"
    )


def _facility(name: str, home: Any, secret: bool, random: Random) -> Facility:  # noqa: ANN401, FBT001
    """Make a facility in the obec of the service."""
    return Facility(name, _address(home, random), secret, od="2010-01-01")


def _changed(facility: Facility, do: str) -> Facility:
    """Give a facility that is closed."""
    return Facility(facility.nazev, facility.address, facility.secret, facility.od, do)


def _address(home: Any, random: Random) -> Address:  # noqa: ANN401
    """Make an address; some have no code."""
    code = (
        None if random.random() < _CODELESS else str(10_000_000 + int(random.integers(9_000_000)))
    )
    street = _STREETS[int(random.integers(len(_STREETS)))]
    return Address(
        kod_obec=str(home[0]),
        kod_kraj=str(home[1]),
        kod_adm=code,
        street=street,
        house=1 + int(random.integers(2_000)),
        psc="00000",
    )


def _form(code: str, druh: codelists.Druh, random: Random) -> Form:
    """Make a form with one capacity, or two of one unit."""
    units = [unit for unit in druh.units if (unit == "luzka") == (code == "pob")] or ["klient"]
    unit = units[int(random.integers(len(units)))]
    counts = random.integers(1, 120, size=1 + int(random.random() < _TWO_COUNTS)).tolist()
    hours = tuple(_HOURS[int(at)] for at in random.integers(len(_HOURS), size=7))
    return Form(code, tuple((unit, count, _note(random)) for count in counts), hours=hours)


def _note(random: Random) -> str | None:
    """Give one of the notes."""
    return _NOTES[int(random.integers(len(_NOTES)))]


def _papers(turn: int, random: Random) -> dict[str, list[Any]]:
    """Make the long additional data that nobody reads here; they are most of the file."""
    years = range(2007, 2026)
    paper = {
        "poznamka": _PAPER,
        "typ": None,
    }
    return {
        "personalniZajisteni": [
            {"datum": f"{year}-01-01", "priloha": f"MODEL-{turn:08d}-{year}-PZ", **paper}
            for year in years
        ],
        "realizacePoskytovani": [
            {"datum": f"{year}-01-01", "priloha": f"MODEL-{turn:08d}-{year}-RP", **paper}
            for year in years
        ],
        "kontrolyPlneniRegistracnichPodminek": [],
        "planyFinancnihoZajisteni": [
            {"datum": f"{year}-01-01", "priloha": f"MODEL-{turn:08d}-{year}-PF", **paper}
            for year in years
        ],
        "dotaceZeStatnihoRozpoctu": [
            {"rok": year, "castka": str(int(random.integers(1_000_000)))} for year in years
        ],
        "evidovaneInspekce": [],
    }
