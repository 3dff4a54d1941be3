"""Codes of coverage in Czech: one source for the page, the sheets, the tables and `explain`.

Whatever is said of minutes says the mode of travel too. To the public a service is "v dosahu",
never "pokryto". Names of obce are not declined.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gis_sluzby.cartography import EN_DASH, NBSP, counted, nonbreaking, number, shown_minutes

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES: Final[Mapping[str, str]] = {
    "covered": "v dosahu",
    "partial": "částečně v dosahu",
    "uncovered": "mimo dosah",
    "no_data": "bez dat",
    "not_applicable": "netýká se",
}
FORMS: Final[Mapping[str, str]] = {
    "any": "všechny formy",
    "amb": "ambulantní",
    "pob": "pobytová",
    "ter": "terénní",
    "unknown": "forma neuvedena",
}
#: How people travel, as it follows minutes.
MODES: Final[Mapping[str, str]] = {
    "car": "autem",
    "foot": "pěšky",
    "bike": "na kole",
    "transit": "veřejnou dopravou",
    "matrix": "podle tabulky dob",
}


class Going(NamedTuple):
    """Verbs of a mode of travel.

    Parameters
    ----------
    you
        "Dojedete": what is said to the reader.
    one
        "dojede": what one does.
    to
        "dojet": the infinitive.
    lacking
        What is missing where one cannot: it goes before "se dalo dojet".
    """

    you: str
    one: str
    to: str
    lacking: str


_ROAD, _WAY, _LINK = "silnice, po které by", "cesta, po které by", "spojení, kterým by"
GOING: Final[Mapping[str, Going]] = {
    "car": Going("Dojedete", "dojede", "dojet", _ROAD),
    "foot": Going("Dojdete", "dojde", "dojít", _WAY),
    "bike": Going("Dojedete", "dojede", "dojet", _WAY),
    "transit": Going("Dojedete", "dojede", "dojet", _LINK),
    "matrix": Going("Dostanete se", "dostane", "dostat", _LINK),
}

#: What a standard measures; `measure_text` puts the mode in.
MEASURES: Final[Mapping[str, str]] = {
    "time": "cesta {mode} do meze",
    "declared": "území, kde služba podle poskytovatele působí",
    "presence": "služba v území je",
    "balance": "kapacita vzhledem k počtu osob",
    "phone": "služba po telefonu",
    "none": "bez meze, dostupnost se neposuzuje",
    "mixed": "každá forma svou mírou",
}
#: Where the measure looks, with the preposition.
LEVELS: Final[Mapping[str, str]] = {
    "obec": "v obci",
    "orp": "ve správním obvodu ORP",
    "kraj": "v kraji",
    "stat": "ve státě",
}
CONFIDENCES: Final[Mapping[str, str]] = {"full": "bez výhrad", "lowered": "s výhradou"}

#: Sentence of each reason; the second one is used when the figures it names are known. The words
#: of the mode are put in by `reasons_by`.
REASONS: Final[Mapping[str, tuple[str, str | None]]] = {
    "nobody": ("V území nikdo nežije.", None),
    "nobody_in_target": ("V území nežije nikdo z těch, pro které služba je.", None),
    "excluded": ("Plán kraje území z posuzování vyjímá.", None),
    "no_standard": ("Dosah tohoto druhu se neposuzuje.", None),
    "no_source": (
        "Nevíme: žádný zdroj dat není pro tento druh úplný. Neznamená to, že tu služba není.",
        None,
    ),
    "form_unknown": (
        "Nevíme: zdroj neuvádí, jakou formou služba pracuje. Neznamená to, že tu není.",
        None,
    ),
    "target_unknown": (
        "Nevíme: zdroj neuvádí, pro koho služba je. Neznamená to, že tu není.",
        None,
    ),
    "place_unknown": (
        "Nevíme: místo služby není známé, nebo je utajené. Neznamená to, že tu není.",
        None,
    ),
    "no_declared_area": (
        "Nevíme, zda sem služba jezdí: území nikdo neuvedl. Neznamená to, že tu není.",
        None,
    ),
    "within_limit": (
        "Služba je v dosahu.",
        "Nejbližší služba je {minutes} {mode}, hranice dosahu je {limit}.",
    ),
    "partly_within_limit": (
        "V dosahu je jen část obyvatel.",
        "V dosahu {limit} {mode} je jen část obyvatel.",
    ),
    "beyond_limit": (
        "Služba je za hranicí dosahu.",
        "Nejbližší služba je {minutes} {mode}, za hranicí dosahu {limit}.",
    ),
    "no_service": ("Služba tohoto druhu a formy tu žádná není.", None),
    "unreachable": ("Ke službě odtud nevede {lacking} se dalo {to}.", None),
    "declared": (
        "Služba podle poskytovatele do obce jezdí.",
        "Do obce podle svých údajů jezdí {providers}.",
    ),
    "partly_declared": ("Služba podle poskytovatele jezdí jen do části území.", None),
    "not_declared": ("Žádný poskytovatel neuvádí, že do obce jezdí.", None),
    "declared_idle": (
        "Služba podle poskytovatele do obce jezdí, v posledním vykázaném roce ale nikoho neměla.",
        "Služba podle poskytovatele do obce jezdí, v roce {year} ale neměla žádného klienta.",
    ),
    "kraj_wide": ("Služba působí v celém kraji.", None),
    "present_in_area": ("Služba v území je.", "Služba {level} je."),
    "absent_in_area": ("Služba v území není.", "Služba {level} není."),
    "balance_met": ("Kapacita v území odpovídá stanovené.", None),
    "balance_short": ("Kapacita v území je menší než stanovená.", None),
    "capacity_unknown": (
        "Nevíme: kapacita služeb není ve zdroji uvedena. Neznamená to, že tu služba není.",
        None,
    ),
    "phone": ("Služba se poskytuje po telefonu, na místě nezáleží.", None),
    "phone_unknown": ("Nevíme: žádný zdroj telefonní služby tohoto druhu neuvádí.", None),
    "united": ("Každá forma se posuzuje svou mírou, stačí jedna.", None),
}

_MONTHS = (
    "leden", "únor", "březen", "duben", "květen", "červen",
    "červenec", "srpen", "září", "říjen", "listopad", "prosinec",
)  # fmt: skip
_OLDEST = 120


def status_word(status: str) -> str:
    """Name a status.

    Parameters
    ----------
    status
        Code of a status.

    Returns
    -------
    str
        E.g. "v dosahu".

    Raises
    ------
    KeyError
        When there is no such code.
    """
    return nonbreaking(STATUSES[status])


def measure_text(code: str, mode: str = "car") -> str:
    """Name a measure.

    Parameters
    ----------
    code
        Code of a measure.
    mode
        How people travel, one of `MODES`.

    Returns
    -------
    str
        E.g. "cesta autem do meze".

    Raises
    ------
    KeyError
        When there is no such code or mode.
    """
    return MEASURES[code].replace("{mode}", MODES[mode])


@cache
def reasons_by(mode: str) -> Mapping[str, tuple[str, str | None]]:
    """Give the sentences of all reasons for a mode of travel.

    Parameters
    ----------
    mode
        How people travel, one of `MODES`.

    Returns
    -------
    mapping
        As `REASONS`, the words of the mode put in; the places of figures stay.

    Raises
    ------
    KeyError
        When there is no such mode.
    """
    words = {"mode": MODES[mode], **GOING[mode]._asdict()}

    def said(text: str) -> str:
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        return text

    return {
        code: (said(plain), None if detailed is None else said(detailed))
        for code, (plain, detailed) in REASONS.items()
    }


def reason_text(
    code: str,
    *,
    minutes: float | None = None,
    limit_minutes: float | None = None,
    providers: int | None = None,
    level: str | None = None,
    year: int | None = None,
    mode: str = "car",
) -> str:
    """Put the reason of a status into a Czech sentence.

    Parameters
    ----------
    code
        Code of the reason.
    minutes
        Unrounded minutes to the nearest service; they are shown rounded up.
    limit_minutes
        Limit of the standard, minutes.
    providers
        Number of providers who declare the obec.
    level
        Area of the standard: obec | orp | kraj | stat.
    year
        Year of the reports of services.
    mode
        How people travel, one of `MODES`.

    Returns
    -------
    str
        The sentence, with the figures where all that it names are given.

    Raises
    ------
    KeyError
        When there is no such code or mode.

    Examples
    --------
    >>> reason_text("beyond_limit", minutes=30.2, limit_minutes=30).replace(NBSP, " ")
    'Nejbližší služba je 31 min autem, za hranicí dosahu 30 min.'
    """
    plain, detailed = reasons_by(mode)[code]
    known = {
        "minutes": _minutes(None if minutes is None else float(shown_minutes(minutes))),
        "limit": _minutes(limit_minutes),
        "providers": _providers(providers),
        "level": None if level is None else LEVELS[level],
        "year": None if year is None else str(year),
    }
    figures = {name: text for name, text in known.items() if text is not None}
    if detailed is None or any(f"{{{n}}}" in detailed and n not in figures for n in known):
        return nonbreaking(plain)
    return nonbreaking(detailed.format_map(figures))


def date_text(date: str | dt.date) -> str:
    """Write a date in Czech.

    Parameters
    ----------
    date
        A date, or ISO text: a day, a month ("2026-09") or a year.

    Returns
    -------
    str
        E.g. "27. 9. 2026", "září 2026", "2026".

    Examples
    --------
    >>> date_text("2026-09-27").replace(NBSP, " "), date_text("2026-09").replace(NBSP, " ")
    ('27. 9. 2026', 'září 2026')
    """
    parts = [int(part) for part in str(date)[:10].split("-")]
    match parts:
        case [year]:
            return str(year)
        case [year, month]:
            return f"{_MONTHS[month - 1]}{NBSP}{year}"
        case _:
            day = dt.date(*parts)
            return f"{day.day}.{NBSP}{day.month}.{NBSP}{day.year}"


def out_of(total: int) -> str:
    """Write the preposition with a number as it is spoken: "ze 131", "z 5".

    Parameters
    ----------
    total
        A number from 0.

    Returns
    -------
    str
        The preposition and the number, not to be parted.

    Examples
    --------
    >>> [out_of(n).replace(NBSP, " ") for n in (3, 5, 17, 131, 1144)]
    ['ze 3', 'z 5', 'ze 17', 'ze 131', 'z 1 144']
    """
    return f"{'ze' if _vocalised(total) else 'z'}{NBSP}{number(total)}"


def people_text(age_from: float | None, age_to: float | None) -> str:
    """Name the people a standard is for, in the genitive plural.

    Parameters
    ----------
    age_from, age_to
        Completed years, both ends included; None, NaN or 0 and 120 leave the end open.

    Returns
    -------
    str
        "obyvatel", "obyvatel od 65 let", "obyvatel do 17 let", "obyvatel ve věku 15–26 let".

    Examples
    --------
    >>> people_text(65, 120).replace(NBSP, " "), people_text(15, 26).replace(NBSP, " ")
    ('obyvatel od 65 let', 'obyvatel ve věku 15–26 let')
    """
    lowest = 0 if age_from is None or math.isnan(age_from) else int(age_from)
    highest = _OLDEST if age_to is None or math.isnan(age_to) else int(age_to)
    if lowest <= 0 and highest >= _OLDEST:
        return "obyvatel"
    if highest >= _OLDEST:
        return f"obyvatel od{NBSP}{lowest}{NBSP}let"
    if lowest <= 0:
        return f"obyvatel do{NBSP}{highest}{NBSP}let"
    return f"obyvatel ve věku {lowest}{EN_DASH}{highest}{NBSP}let"


def _minutes(minutes: float | None) -> str | None:
    """Write minutes with their unit, None where there are none."""
    if minutes is None or math.isnan(minutes):
        return None
    return f"{number(minutes)}{NBSP}min"


def _providers(count: int | None) -> str | None:
    """Write how many providers, None where the number is not known or nought."""
    return counted(count, "poskytovatel", "poskytovatelé", "poskytovatelů") if count else None


def _vocalised(total: int) -> bool:
    """Tell whether a number is spoken with a beginning that asks for "ze"."""
    leading = total
    while leading >= 1000:  # noqa: PLR2004 -- thousands are spoken first
        leading //= 1000
        if leading == 1:
            return False  # z tisíce, z milionu
    if leading >= 100:  # noqa: PLR2004
        return leading // 100 in {1, 2, 3, 4, 6, 7}  # ze sta, ze dvou set, ze šesti set
    if leading >= 20:  # noqa: PLR2004
        return leading // 10 in {3, 4, 6, 7}  # ze třiceti, ze sedmdesáti
    return leading in {2, 3, 4, 6, 7, 13, 14, 16, 17}
