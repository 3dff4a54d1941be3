"""Hours of service as one line of text: the register has them as free text by days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.codelists import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAYS = ("po", "út", "st", "čt", "pá", "so", "ne")
_NAMES = ("pondeli", "utery", "streda", "ctvrtek", "patek", "sobota", "nedele")
#: Numbers of days in the REST API; derived, Monday is the first.
_API = range(3774, 3781)
_DAY_OF = {
    **dict(zip(_NAMES, _DAYS, strict=True)),
    **dict(zip(map(normalise, _DAYS), _DAYS, strict=True)),
    **dict(zip(map(str, range(1, 8)), _DAYS, strict=True)),
    **dict(zip(map(str, _API), _DAYS, strict=True)),
}


def hours_text(spans: Iterable[tuple[str | None, str | None]]) -> str | None:
    """Give hours of service as one line.

    Parameters
    ----------
    spans
        Day (code, number or name) and what is written for it.

    Returns
    -------
    Days with what is written for them, those that follow each other with the same hours together;
    none where nothing is written.

    Examples
    --------
    >>> hours_text([("3774", "8:00 - 15:00"), ("3775", "8:00 - 15:00"), ("3778", "na objednání")])
    'po–út 8:00 - 15:00; pá na objednání'
    """
    days: dict[str, list[str]] = {}
    for day, written in spans:
        if written:
            known = _DAY_OF.get(normalise(day or ""), day or "")
            days.setdefault(known, []).append(" ".join(written.split()))
    runs: list[tuple[str, str, str]] = []
    for day in sorted(days, key=lambda one: _DAYS.index(one) if one in _DAYS else len(_DAYS)):
        written = ", ".join(days[day])
        if runs and runs[-1][2] == written and _follows(runs[-1][1], day):
            runs[-1] = (runs[-1][0], day, written)
        else:
            runs.append((day, day, written))
    parts = (
        f"{first if first == last else f'{first}–{last}'} {text}" for first, last, text in runs
    )
    return "; ".join(part.strip() for part in parts) or None


def _follows(first: str, second: str) -> bool:
    """Tell whether a day follows another one."""
    return first in _DAYS and second in _DAYS and _DAYS.index(second) == _DAYS.index(first) + 1
