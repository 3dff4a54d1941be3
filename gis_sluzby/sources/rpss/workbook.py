"""The old export of the register to Excel: sheet „List1“, a service at a facility on each row.

It has names in place of codes, no identifier of the service and no capacities. Columns that end
in „Z“ are about the facility, in „P“ about the provider.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.rpss.natural import is_natural
from gis_sluzby.sources.rpss.raw import Raw
from gis_sluzby.sources.rpss.shape import (
    AddressParts,
    FacilityRow,
    FormRow,
    Gathered,
    ServiceRow,
    TargetRow,
)
from gis_sluzby.sources.rpss.values import Values
from gis_sluzby.sources.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gis_sluzby.plan import Source

    Row = Mapping[str, str]

_SHEET = "List1"
_NEEDED = ("Název zařízení", "Druh sociální služby", "Název", "IČ", "Obec - Z")
_FORMS = {"amb": "Ambul. forma", "pob": "Pobyt. forma", "ter": "Teren. forma"}
_CONTACTS = {name: f"Kontakty služba - {name}" for name in ("Web", "Email", "Telefon")}
_YES = ("ano", "x", "1", "true")
#: Day 0 of Excel, given that it takes 1900 for a leap year.
_DAY_0 = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-9]\d{4}")
_SEPARATORS = re.compile(r"[;\n]|, ")


def read_workbook(path: Path, source: Source) -> Raw:
    """Read the old export to Excel.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan; the sheet is „List1“ unless it says otherwise.

    Returns
    -------
    Its rows, numbered as Excel shows them. The key of a service is made of provider, druh,
    facility and address, since the export has none.

    Raises
    ------
    InputError
        When the file is no workbook, or naming the columns that it lacks.
    """
    given = source if source.sheet else source.model_copy(update={"sheet": _SHEET})
    frame, wrong = read_xlsx(path, given)
    lacking = [name for name in _NEEDED if name not in frame.columns]
    if lacking:
        what = f"chybí sloupce starého výpisu registru: {', '.join(lacking)}"
        raise InputError(Problem(what, source.path, source.header_row, advice=_ADVICE))
    into = Gathered()
    for row, cells in zip(frame.index.tolist(), frame.to_dict("records"), strict=True):
        _gather({str(name): str(cell) for name, cell in cells.items()}, row, into)
    return Raw(into, Values(), wrong, len(frame), None)


_ADVICE = "Ověřte list (sheet) a řádek záhlaví (header_row); jinou tabulku čte reader = „xlsx“"


def _gather(cells: Row, row: int, into: Gathered) -> None:
    """Take what one row says."""

    def cell(name: str) -> str | None:
        return cells.get(name, "").strip() or None

    druh, name, provider = cell("Druh sociální služby"), cell("Název zařízení"), cell("Název")
    ico, address = cell("IČ"), cell("Adresa textově - Z")
    told = "|".join(
        codelists.normalise(one or "") for one in (ico or provider, druh, name, address)
    )
    into.services.append(
        ServiceRow(
            row,
            key=sha256(told.encode()).hexdigest()[:12],
            druh=druh,
            od=_day(cell("Poskytována od")),
            provider=provider,
            ico=ico,
            natural=is_natural({}, provider),
            web=cell(_CONTACTS["Web"]),
            email=cell(_CONTACTS["Email"]),
            phone=cell(_CONTACTS["Telefon"]),
            age_note=cell("Věková kategorie"),
        )
    )
    parts = AddressParts(
        nazev_obec=cell("Obec - Z"),
        nazev_okres=cell("Okres - Z"),
        nazev_kraj=cell("Kraj - Z"),
        address=address,
    )
    into.facilities.append(
        FacilityRow(row, "Z", name, secret=False, od=None, do=None, contact=False, parts=parts)
    )
    for forma, column in _FORMS.items():
        if codelists.normalise(cell(column) or "") in _YES:
            into.forms.append(FormRow(row, forma, nonstop=False, hours=None))
    into.targets.extend(TargetRow(row, group, None) for group in _groups(cell("cílová skupina")))


def _day(text: str | None) -> str | None:
    """Give a day that may be a number of Excel."""
    if text and _SERIAL.fullmatch(text):
        return (_DAY_0 + timedelta(days=int(text))).isoformat()
    return text


def _groups(text: str | None) -> Iterator[str]:
    """Part target groups; a name may hold the comma that parts them."""
    if not text:
        return
    if codelists.find_target_group(text):
        yield text
        return
    yield from (part.strip() for part in _SEPARATORS.split(text) if part.strip())
