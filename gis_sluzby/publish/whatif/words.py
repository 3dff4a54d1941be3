"""Words that scenarios and endings share: kinds, people, minutes, and what is left to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import counted, number, shown_minutes
from gis_sluzby.words import GOING, MODES

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Said of everything that rests on intentions.
INTERNAL: Final = (
    "Vnitřní podklad: o tom, co předpokládá, nikdo nerozhodl. Veřejnosti jej neukazujte, lidé by "
    "v něm četli rozhodnutí."
)
#: What is left, by the reason of the status then; all other reasons speak of the way.
_LEFT: Final[Mapping[str, str]] = {
    "no_service": "jiná služba druhu tu není",
    "not_declared": "nikdo jiný neuvádí, že tam jezdí",
    "partly_declared": "jiná jezdí jen do části území",
    "no_declared_area": "zda tam jezdí jiná, nikdo neuvádí",
    "declared": "jiná tam jezdí, jen ne za všemi",
    "absent_in_area": "jiná v území není",
    "present_in_area": "jiná v území je, jen ne pro všechny",
    "balance_short": "kapacita nestačí",
    "balance_met": "kapacita v území je, jen ne pro všechny",
    "capacity_unknown": "kapacita zbylých služeb není známa",
    "phone_unknown": "jiná služba po telefonu není známa",
    "phone": "jiná služba je po telefonu, jen ne pro všechny",
    "place_unknown": "místo jiné služby není známo",
    "form_unknown": "forma jiné služby není známa",
    "target_unknown": "pro koho je jiná služba, není známo",
    "no_source": "zdroj není pro druh úplný",
    "no_standard": "dosah se neposuzuje",
    "excluded": "plán území z posuzování vyjímá",
    "kraj_wide": "jiná působí v celém kraji, jen ne pro všechny",
    "nobody_in_target": "nikdo z těch, pro které služba je, tu nežije",
    "united": "žádná forma nestačí",
}
_PEOPLE = ("osoba", "osoby", "osob")


def kind_name(druh: str) -> str:
    """Name a kind of service with its §.

    Parameters
    ----------
    druh
        Its code.

    Returns
    -------
    E.g. "denní stacionáře (§ 46)".
    """
    kind = codelists.druh(druh)
    return kind.name + (f" ({kind.paragraph})" if kind.paragraph else "")


def people_text(count: float) -> str:
    """Write a number of people, rounded to whole ones.

    Parameters
    ----------
    count
        People; shares of age groups need not be whole.

    Returns
    -------
    E.g. "1 234 osob"; "méně než 1 osoba" where somebody is meant all the same.
    """
    whole = round(count)
    return counted(whole, *_PEOPLE) if whole or not count else "méně než 1 osoba"


def minutes_text(minutes: float, mode: str = "car") -> str:
    """Write minutes and how one travels; every minute begun counts whole.

    Parameters
    ----------
    minutes
        Unrounded minutes.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    E.g. "31 min autem".
    """
    return f"{number(float(shown_minutes(minutes)))} min {MODES[mode]}"


def unknown_text(unknown: float) -> str:
    """Say how many of those who lose would be without data rather than out of reach.

    Parameters
    ----------
    unknown
        Those who lose of whom nothing would be known.

    Returns
    -------
    E.g. ", z toho bez dat 12 osob"; nothing where there are none.
    """
    return f", z toho bez dat {people_text(unknown)}" if unknown else ""


def left_text(reason: str, mode: str = "car") -> str | None:
    """Say what is left to people who lose a service, where it is not a matter of minutes.

    Parameters
    ----------
    reason
        Code of the reason of the status then.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    E.g. "kapacita nestačí"; None where the minutes to the nearest service say it.
    """
    if reason == "unreachable":
        return f"k žádné jiné se {MODES[mode]} ne{GOING[mode].one}"
    return _LEFT.get(reason)
