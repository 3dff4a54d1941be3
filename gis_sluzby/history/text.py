"""The table of changes as Czech text."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import czech_sorted, nonbreaking, number, plural
from gis_sluzby.history.diff import CHANGES
from gis_sluzby.history.records import records
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

NBSP = "\u00a0"
#: Beginning of the heading of each change for 1, for 2–4, for 5 and more.
_HEADINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "opened": ("Přibyla 1 služba", "Přibyly {} služby", "Přibylo {} služeb"),
    "ended": ("Skončila 1 služba", "Skončily {} služby", "Skončilo {} služeb"),
    "moved": (
        "Přestěhovalo se 1 místo služby",
        "Přestěhovala se {} místa služeb",
        "Přestěhovalo se {} míst služeb",
    ),
    "place_added": (
        "Přibylo 1 místo služby",
        "Přibyla {} místa služeb",
        "Přibylo {} míst služeb",
    ),
    "place_removed": (
        "Ubylo 1 místo služby",
        "Ubyla {} místa služeb",
        "Ubylo {} míst služeb",
    ),
    "provider": (
        "Poskytovatele změnila 1 služba",
        "Poskytovatele změnily {} služby",
        "Poskytovatele změnilo {} služeb",
    ),
    "druh": (
        "Druh změnila 1 služba",
        "Druh změnily {} služby",
        "Druh změnilo {} služeb",
    ),
    "form": (
        "Formu změnila 1 služba",
        "Formu změnily {} služby",
        "Formu změnilo {} služeb",
    ),
    "capacity": ("Změnila se 1 kapacita", "Změnily se {} kapacity", "Změnilo se {} kapacit"),
    "obec_new": ("Vznikla 1 obec", "Vznikly {} obce", "Vzniklo {} obcí"),
    "obec_merged": (
        "Sloučením zanikla 1 obec",
        "Sloučením zanikly {} obce",
        "Sloučením zaniklo {} obcí",
    ),
    "obec_ended": (
        "Z území plánu zmizela 1 obec",
        "Z území plánu zmizely {} obce",
        "Z území plánu zmizelo {} obcí",
    ),
    "obec_renamed": (
        "Přejmenovala se 1 obec",
        "Přejmenovaly se {} obce",
        "Přejmenovalo se {} obcí",
    ),
    "obec_recoded": (
        "Kód změnila 1 obec",
        "Kód změnily {} obce",
        "Kód změnilo {} obcí",
    ),
    "obec_orp": (
        "Do jiného ORP přešla 1 obec",
        "Do jiného ORP přešly {} obce",
        "Do jiného ORP přešlo {} obcí",
    ),
}
#: A cell that begins so would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def diff_text(changes: pd.DataFrame, before: str, after: str) -> str:
    """Give the table of changes as Czech text.

    Parameters
    ----------
    changes
        The table that `diff` gives.
    before, after
        The two periods.

    Returns
    -------
    A heading with a count for each change, a line for each row, in the Czech order; the whole
    with a line break at its end.
    """
    lines = [f"Změny mezi obdobími {before} a{NBSP}{after}"]
    if changes.empty:
        lines += ["", "Nic se nezměnilo."]
    for change in CHANGES:
        rows = records(changes[changes["change"] == change])
        if rows:
            lines += ["", f"{_heading(change, len(rows))}:"]
            told = [f"  – {_line(change, row)}" for row in rows]
            lines += czech_sorted(told)
    return "".join(f"{line}\n" for line in lines)


def diff_csv(changes: pd.DataFrame) -> str:
    """Give the table of changes as CSV for people.

    Parameters
    ----------
    changes
        The table that `diff` gives.

    Returns
    -------
    Comma, decimal point, empty for null; text that begins like a formula has an apostrophe before
    it.
    """
    safe = changes.copy()
    for column in safe.columns.drop("amount"):
        risky = safe[column].str.startswith(_FORMULA).eq(other=True)
        safe[column] = safe[column].mask(risky, "'" + safe[column])
    # All text is quoted: a lone carriage return would else end the row.
    return safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def _heading(change: str, count: int) -> str:
    """Write the heading of a change."""
    form = plural(count, *_HEADINGS[change])
    return re.sub(r"(?<=\d) ", NBSP, form.format(number(count)))


def _line(change: str, row: dict[str, Any]) -> str:
    """Write one change."""
    before, after = _said(row["before"]), _said(row["after"])
    if row["subject"] == "obec":
        line = _said(row["name"]) + _of_obec(change, row, before, after)
    else:
        line = _service(row) + _of_service(change, row, before, after)
    return nonbreaking(line)


def _of_service(change: str, row: dict[str, Any], before: str, after: str) -> str:
    """Say what became of a service, after its name."""
    match change:
        case "moved":
            return f": o{NBSP}{number(row['amount'], 0)}{NBSP}m"
        case "provider":
            return f": dříve {before}"
        case "druh":
            return f": dříve {_druh(before)}"
        case "form":
            return f": dříve {_forms(before)}, nyní {_forms(after)}"
        case "capacity":
            return f"; {_capacity(row, before, after)}"
        case _:
            return ""


def _of_obec(change: str, row: dict[str, Any], before: str, after: str) -> str:
    """Say what became of an obec, after its name."""
    code = _said(row["id_before"] if change in ("obec_merged", "obec_ended") else row["id_after"])
    match change:
        case "obec_merged":
            return f" ({code}): nyní {after} ({_said(row['id_after'])})"
        case "obec_new":
            return f" ({code})" + (f": dříve {before}" if before else "")
        case "obec_renamed":
            return f" ({code}): dříve {before}"
        case "obec_recoded":
            return f": kód {after}, dříve {before}"
        case "obec_orp":
            return f" ({code}): kód ORP {after}, dříve {before}"
        case _:
            return f" ({code})"


def _service(row: dict[str, Any]) -> str:
    """Name a service: its name, the druh where the name does not say it, the provider."""
    name, code = codelists.normalise(_said(row["name"])), _said(row["druh"])
    kinds = (
        text
        for druh in codelists.druhy()
        if druh.code == code
        for text in (druh.name, druh.singular)
    )
    told = any(codelists.normalise(kind) in name for kind in kinds)
    parts = [_said(row["name"]), "" if told else _druh(code), _said(row["provider"])]
    return ", ".join(part for part in parts if part)


def _druh(code: str) -> str:
    """Name a druh."""
    known = {druh.code: druh.name for druh in codelists.druhy()}
    return known.get(code, code)


def _forms(codes: str) -> str:
    """Name the forms that a cell lists."""
    return ", ".join(FORMS.get(code, code) for code in codes.split()) or "forma neuvedena"


def _capacity(row: dict[str, Any], before: str, after: str) -> str:
    """Say how a capacity changed."""
    unit = codelists.units().get(_said(row["unit"]))
    what = f"{_forms(_said(row['forma']))}, {unit.name if unit else _said(row['unit'])}"
    was, is_ = (number(float(text)) if text else "neuvedeno" for text in (before, after))
    return f"{what}: dříve {was}, nyní {is_}"


def _said(cell: object) -> str:
    """Give a cell as text of one line; what would steer a terminal becomes a space."""
    return _CONTROL.sub(" ", cell).strip() if isinstance(cell, str) else ""
