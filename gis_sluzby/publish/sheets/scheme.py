"""Which class each obec belongs to on the sheet of a kind, and the rows of its legend.

The status of the table decides on which side of the limit an obec lies; minutes only say how far.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.cartography import (
    PRINT,
    PROVIDER_CLASSES,
    UNLIMITED_EDGES,
    class_index,
    joined_classes,
    nonbreaking,
    number,
    percent,
    spoken_labels,
)
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.words import LEVELS, MODES, STATUSES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

#: What a sheet can say of a kind: minutes and a limit, providers who declare the obec, minutes
#: without a limit, the status alone, or nothing that has to do with places.
CLAIMS: Final = ("time", "declared", "unlimited", "status", "nowhere")
#: Levels at which one verdict holds for the whole kraj, so that its map would be of one colour.
_WHOLE_KRAJ: Final = ("kraj", "stat")
_TWICE: Final = 2


class Row(NamedTuple):
    """A row of the legend.

    Parameters
    ----------
    key
        Of the class.
    label
        Its name.
    fill
        A colour (#RRGGBB) or a pattern of `PRINT`.
    rare
        Whether it stands in the legend only where it occurs.
    """

    key: str
    label: str
    fill: str
    rare: bool = False


@dataclass(frozen=True)
class Scheme:
    """Classes of one kind.

    Attributes
    ----------
    claim
        One of `CLAIMS`.
    title
        What the classes are classes of.
    rows
        The legend, near to far, the special states last.
    limit
        Words of the line between what is in reach and what is beyond; none where there is none.
    beyond
        Key of the first row below that line.
    keys
        Class of each obec of the plan, in the order of codes.
    """

    claim: str
    title: str
    rows: tuple[Row, ...]
    limit: str | None
    beyond: str | None
    keys: NDArray[np.str_]

    @property
    def fills(self) -> dict[str, str]:
        """Give colour or pattern of each class."""
        return {row.key: row.fill for row in self.rows}


_NO_DATA = Row("no_data", STATUSES["no_data"], "no_data")
_NOT_APPLICABLE = Row("not_applicable", STATUSES["not_applicable"], "not_applicable")
_PARTIAL = Row("partial", STATUSES["partial"], "partial", rare=True)
_WARM: Final = PRINT.beyond[2]
#: Classes of `PROVIDER_CLASSES`, the two largest joined: three shades can be told from what is
#: beyond in grey too.
_PROVIDERS: Final = ((3, "3 a více"), *PROVIDER_CLASSES[2:])


def scheme_of(druh: str, rows: pd.DataFrame, level: str, mode: str) -> Scheme:
    """Give the classes of one kind.

    Parameters
    ----------
    druh
        Code of the kind.
    rows
        Its rows of `coverage_obec` for all forms and target groups, in the order of codes.
    level
        Level of its standard.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    Scheme
        The legend and the class of each obec.
    """
    measure = str(next(iter(rows["measure"].dropna()), "none"))
    limits = rows["limit_minutes"].dropna()
    limit = float(limits.iloc[0]) if measure == "time" and len(limits) else math.nan
    claim = claim_of(druh, measure, level, rows)
    if claim == "time":
        return _by_minutes(rows, limit, mode)
    if claim == "declared":
        return _by_providers(rows)
    if claim == "unlimited":
        return _without_limit(rows, mode)
    if claim == "nowhere":
        keys = np.full(len(rows), "not_applicable")
        row = _NOT_APPLICABLE._replace(label=nonbreaking(_nowhere(measure)))
        return Scheme(claim, "Místo nerozhoduje", (row,), None, None, keys)
    return _by_status(rows, measure, level)


def claim_of(druh: str, measure: str, level: str, rows: pd.DataFrame) -> str:
    """Tell what a sheet can say of a kind.

    Parameters
    ----------
    druh, measure, level
        The kind, measure and level of its standard.
    rows
        Its rows of `coverage_obec`.

    Returns
    -------
    str
        One of `CLAIMS`.
    """
    minutes = rows["nearest_minutes"].notna().any() and druh not in PLACELESS
    in_place = {"amb", "pob"} & set(codelists.forms_by_law(druh))
    if measure == "phone" or (measure == "none" and level == "stat"):
        return "nowhere"
    if measure == "declared":
        return "declared"
    if measure == "time" and druh not in PLACELESS:
        return "time"
    if measure == "none":
        return "unlimited" if minutes and in_place else "status"
    if measure in {"presence", "balance"} and level in _WHOLE_KRAJ and minutes and in_place:
        return "unlimited"
    return "status"


def share_words(claim: str, status: str, share: float) -> tuple[str, str]:
    """Say what share of people has a kind in reach, the same on every sheet.

    Parameters
    ----------
    claim
        What sheets can say of the kind, see `claim_of`.
    status, share
        Of an area in the table, the share NaN where it is not known.

    Returns
    -------
    tuple of str
        The status that is shown, and the words: a percentage, or why there is none.
    """
    if claim == "nowhere":
        return "not_applicable", STATUSES["not_applicable"]
    if math.isnan(share):
        free = claim == "unlimited" and status == "not_applicable"
        return status, "bez meze" if free else STATUSES[status]
    return status, percent(share)


def _by_minutes(rows: pd.DataFrame, limit: float, mode: str) -> Scheme:
    """Give classes of minutes on both sides of the limit."""
    classes = joined_classes(limit)
    labels = spoken_labels(classes.edges)
    ramp = {1: (1,), 2: (0, 2)}.get(len(classes.within), (0, 1, 2))
    within = tuple(
        Row(f"m{edge:g}", label, PRINT.ramp[colour])
        for edge, label, colour in zip(classes.within, labels, ramp, strict=False)
    )
    warm = PRINT.beyond[-len(classes.beyond) :] if classes.beyond else ()
    beyond = tuple(
        Row(f"m{edge:g}", label, colour)
        for edge, label, colour in zip(classes.beyond, labels[len(within) :], warm, strict=False)
    )
    last = Row("out_of_range", f"{STATUSES['uncovered']} ({labels[-1]})", "out_of_range")
    claimed = Row("claimed", "v dosahu podle prohlášení", "claimed", rare=True)
    minutes = rows["nearest_minutes"].to_numpy(float)
    near = np.array([*(row.key for row in within), "claimed"])[class_index(minutes, classes.within)]
    far_at = class_index(minutes, classes.beyond)
    far = np.array([*(row.key for row in beyond), "out_of_range"])[far_at]
    status = rows["status"].to_numpy(str)
    keys = np.select([status == "covered", status == "uncovered"], [near, far], status)
    return Scheme(
        "time",
        f"Cesta {MODES[mode]}",
        (*within, claimed, _PARTIAL, *beyond, last, _NO_DATA, _NOT_APPLICABLE),
        nonbreaking(f"mez {number(limit)} minut"),
        (beyond[0] if beyond else last).key,
        keys,
    )


def _by_providers(rows: pd.DataFrame) -> Scheme:
    """Give classes of how many providers declare the obec."""
    ramp = tuple(
        Row(f"p{least}", label, colour)
        for (least, label), colour in zip(_PROVIDERS, PRINT.ramp, strict=False)
    )
    claimed = Row("claimed", "působí v celém kraji", "claimed", rare=True)
    nobody = Row("uncovered", "nikdo neuvedl", PRINT.beyond[3])
    count = rows["providers_in_limit"].fillna(0).to_numpy(float)
    near = np.select([count >= least for least, _ in _PROVIDERS], [r.key for r in ramp], "p1")
    status = rows["status"].to_numpy(str)
    by_claim = np.where(rows["reason"].to_numpy(str) == "kraj_wide", "claimed", near)
    return Scheme(
        "declared",
        "Poskytovatelů, kteří sem jezdí",
        (*ramp, claimed, _PARTIAL, nobody, _NO_DATA, _NOT_APPLICABLE),
        None,
        "uncovered",
        np.where(status == "covered", by_claim, status),
    )


def _without_limit(rows: pd.DataFrame, mode: str) -> Scheme:
    """Give grey classes of minutes that nobody judges."""
    labels = spoken_labels(UNLIMITED_EDGES)
    ramp = tuple(
        Row(f"u{at}", label, colour)
        for at, (label, colour) in enumerate(zip(labels, PRINT.unlimited, strict=True))
    )
    index = class_index(rows["nearest_minutes"].to_numpy(float), UNLIMITED_EDGES)
    by_minutes = np.array([*(row.key for row in ramp), "no_data"])[index]
    empty = (rows["status"] == "not_applicable") & (rows["reason"] != "no_standard")
    return Scheme(
        "unlimited",
        f"Cesta {MODES[mode]}, bez meze",
        (*ramp, _NO_DATA, _NOT_APPLICABLE),
        None,
        None,
        np.where(empty, "not_applicable", by_minutes),
    )


def _by_status(rows: pd.DataFrame, measure: str, level: str) -> Scheme:
    """Give the status itself."""
    where = {**LEVELS, "orp": "v ORP"}[level]
    here, absent = f"služba {where} je", f"služba {where} není"
    if measure not in {"presence", "balance"}:
        here, absent = STATUSES["covered"], STATUSES["uncovered"]
    short = rows["reason"].str.startswith("balance_").any()
    if short:
        here, absent = "kapacita odpovídá", "kapacita je menší"
    return Scheme(
        "status",
        "Dosah podle standardu",
        (
            Row("covered", nonbreaking(here), PRINT.ramp[1]),
            _PARTIAL,
            Row("uncovered", nonbreaking(absent), _WARM),
            _NO_DATA,
            _NOT_APPLICABLE,
        ),
        None,
        "uncovered",
        rows["status"].to_numpy(str),
    )


def _nowhere(measure: str) -> str:
    """Say why a place says nothing of a kind."""
    return "netýká se (služba po telefonu)" if measure == "phone" else "netýká se (úroveň státu)"
