"""Services of a register: those provided on the plan's day, by bodies, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.findings import day_text
from gis_sluzby.plan.fields import Field
from gis_sluzby.sources.read import Opened, reject, understood
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.rpss import lists
from gis_sluzby.sources.rpss.doubts import shortened
from gis_sluzby.sources.rpss.shape import ServiceRow
from gis_sluzby.sources.services import clean_ico

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.read import Reading
    from gis_sluzby.sources.rpss.codes import Codes
    from gis_sluzby.sources.rpss.doubts import Doubts
    from gis_sluzby.sources.rpss.raw import Raw

TEXT = pd.StringDtype(na_value=np.nan)
_DATE = Field("date")
_TEXTS = [name for name in ServiceRow._fields if name not in ("row", "natural")]


def register_services(
    raw: Raw, plan: Plan, source: Source, codes: Codes, doubts: Doubts
) -> Reading:
    """Give the services of a register that are provided on the plan's day.

    Parameters
    ----------
    raw
        The register as its file has it.
    plan
        The plan: its date.
    source
        The register's declaration in the plan.
    codes
        Understands the register's codes.
    doubts
        Takes what is to be said about the whole.

    Returns
    -------
    A row a service, with the fields of the table `services` that the register has; the index is
    the number of the record. Services of natural persons and those that have ended, or not begun,
    are counted among the rejected.

    Raises
    ------
    InputError
        With every record that cannot be read, has no key, provider or known druh, or repeats a
        key, unless the source says `rejects = "record"`.
    """
    frame = pd.DataFrame(raw.gathered.services, columns=list(ServiceRow._fields)).set_index("row")
    frame = frame.astype(dict.fromkeys(_TEXTS, TEXT) | {"natural": bool})
    frame["key"] = (
        frame["identifikator"].fillna("portal-" + frame["portal_id"]).fillna(frame["key"])
    )
    od, bad_od = understood(frame["od"], "od", _DATE)
    do, bad_do = understood(frame["do"], "do", _DATE)
    frame = frame.assign(od=od, do=do)
    natural, ended = frame["natural"], ~in_force(frame, plan)
    _say_left_out(frame, natural, ended, plan, doubts)
    current = frame[~natural & ~ended]
    # Of what is not taken over nothing can be wrong.
    wrong = [one for one in (*bad_od, *bad_do) if one.row in current.index]
    wrong += [*raw.wrong, *_lacking(current), *_repeated(current), *_unknown_druhy(current, codes)]
    kept = reject(Opened(current, wrong, raw.read), source)
    rows = kept.frame.assign(
        service_id=source.id + ":" + kept.frame["key"],
        druh=kept.frame["druh"].map(codes.find(lists.DRUHY, kept.frame["druh"])).astype(TEXT),
        age_note=codes.ages(kept.frame),
    )
    rows["ico"], about_ico = clean_ico(rows, source)
    left_out = int((natural | ended).sum())
    findings = [*kept.findings, *about_ico]
    return kept._replace(frame=rows, findings=findings, rejected=kept.rejected + left_out)


def in_force(frame: pd.DataFrame, plan: Plan) -> pd.Series[bool]:
    """Tell which rows hold on the plan's day.

    Parameters
    ----------
    frame
        Columns od and do: ISO dates, null where there is no bound.
    plan
        The plan: its date.

    Returns
    -------
    Whether each row holds; both days belong to it.
    """
    day = plan.date.isoformat()
    return ~(frame["od"].gt(day).eq(other=True) | frame["do"].lt(day).eq(other=True))


def _say_left_out(
    frame: pd.DataFrame,
    natural: pd.Series[bool],
    ended: pd.Series[bool],
    plan: Plan,
    doubts: Doubts,
) -> None:
    """Count the services that are not taken over; persons are not named."""
    if persons := int(natural.sum()):
        doubts.say(
            "natural_person",
            "info",
            "services",
            found=f"služby, které poskytují fyzické osoby: {persons}",
            expected="poskytovatel, který je právnickou osobou",
            action="nezahrnuto, osobní údaje se nepřebírají",
        )
    if others := int((ended & ~natural).sum()):
        names = shortened(frame.loc[ended & ~natural, "key"].dropna())
        doubts.say(
            "not_in_force",
            "info",
            "services",
            found=f"služby, které v den plánu nejsou poskytovány: {others} ({names})",
            expected=f"služba poskytovaná {day_text(plan.date)}",
            action="nezahrnuto",
        )


def _lacking(frame: pd.DataFrame) -> list[Wrong]:
    """Name the records without a key, a provider or a druh."""
    names = {"key": "identifikator", "provider": "poskytovatel", "druh": "druhSocialniSluzby"}
    return [
        Wrong(row, shown, "", "hodnota chybí")
        for name, shown in names.items()
        for row, _ in cells(frame.loc[frame[name].isna(), name])
    ]


def _repeated(frame: pd.DataFrame) -> list[Wrong]:
    """Name the records whose key another one before has, on the same day."""
    keys = frame["key"].dropna()
    what = "identifikátor se v den plánu opakuje"
    return [
        Wrong(row, "identifikator", str(key), what) for row, key in cells(keys[keys.duplicated()])
    ]


def _unknown_druhy(frame: pd.DataFrame, codes: Codes) -> list[Wrong]:
    """Name the records whose druh the program does not know."""
    words = frame["druh"].dropna()
    unknown = words[words.map(codes.find(lists.DRUHY, words)).isna()]
    what = dict.fromkeys(unknown.unique(), "neznámý druh služby")
    for word in what:
        if name := codes.name(lists.DRUHY, word):
            what[word] += f"; číselník registru jej nazývá „{name}“"
    return [Wrong(row, "druhSocialniSluzby", str(word), what[word]) for row, word in cells(unknown)]
