"""Classes of a layer: the rows of its legend, and which row each obec belongs to.

The status decides on which side of the limit an obec lies, minutes or the number of providers only
the class within reach.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gis_sluzby.cartography import (
    NBSP,
    PROVIDER_CLASSES,
    UNLIMITED_EDGES,
    class_index,
    class_labels,
    minute_classes,
    nonbreaking,
    number,
    share_index,
    share_labels,
)
from gis_sluzby.words import LEVELS, MODES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

#: Which colours of the ramp stand for one to four classes, near to far.
_RAMP: Final = {1: (2,), 2: (0, 2), 3: (0, 1, 3), 4: (0, 1, 2, 3)}
_SPECIAL: Final = ("uncovered", "no_data", "not_applicable")


@dataclass(frozen=True, slots=True)
class Legend:
    """The rows of a legend, without their counts.

    Attributes
    ----------
    title, unit
        What the map shows, and what the classes are classes of.
    limit
        Words of the line that divides reach from what lies beyond, None where there is none.
    rows
        Key, label and fill of each row, near to far, the special states last. A fill names a
        colour of a ramp (`ramp`, `many`, `unlimited`, `degree`) or a pattern.
    keys
        Gives the key of each obec from the layer's rows.
    """

    title: str
    unit: str
    limit: str | None
    rows: tuple[Mapping[str, Any], ...]
    keys: Callable[[Mapping[str, NDArray[Any]]], NDArray[np.str_]] = field(compare=False)

    def described(self, known: dict[str, int]) -> dict[str, Any]:
        """Give what the page carries of it; rows are named by their place among those known."""
        rows = [json.dumps(dict(row), ensure_ascii=False) for row in self.rows]
        places = [known.setdefault(row, len(known)) for row in rows]
        return {"title": self.title, "unit": self.unit, "limit": self.limit, "rows": places}


@cache
def legend_of(
    measure: str, level: str, limit: float | None, *, weighed: bool, mode: str = "car"
) -> Legend:
    """Give the legend of a measure.

    Parameters
    ----------
    measure, level
        Measure and area of the standard.
    limit
        Limit in minutes; None where there is none, or where minutes are not shown.
    weighed
        Whether capacity was weighed against what is required.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    Legend
        Its rows and the rule that assigns obce to them.
    """
    if measure == "time" and limit is not None:
        return _by_minutes(limit, mode)
    if measure == "declared":
        return _by_providers()
    if measure == "none":
        return _without_limit(mode)
    titles = {
        "mixed": "Je v dosahu aspoň jedna forma",
        "phone": "Služba po telefonu",
        "time": "Je služba v dosahu",
        "presence": f"Je služba {LEVELS[level]}",
        "balance": "Odpovídá kapacita stanovené" if weighed else f"Je služba {LEVELS[level]}",
    }
    rows = ({"key": "covered", "label": STATUSES["covered"], "ramp": 2}, _PARTIAL)
    return Legend(nonbreaking(titles[measure]), "Dosah", None, _with_special(rows), _status)


@cache
def legend_of_orp(edges: tuple[float, ...]) -> Legend:
    """Give the legend of maps by ORP: classes of the share of people in reach.

    Parameters
    ----------
    edges
        Edges of the classes in percent, from 0 to 100.

    Returns
    -------
    Legend
        Its rows, from everybody to nobody, and the rule that assigns ORP to them.
    """
    labels = share_labels(edges)
    rows = [
        {"key": f"s{place}", "label": labels[place], "degree": place}
        for place in range(len(edges), 0, -1)
    ]
    # Unknown shares have the index -1, which is the last name too: counts too small to be shown.
    names = ["uncovered", *(f"s{place}" for place in range(1, len(edges) + 1)), "hidden"]
    rare = {"key": "hidden", "label": "v dosahu, podíl neuvádíme", "pattern": "claimed", "rare": 1}

    def keys(table: Mapping[str, NDArray[Any]]) -> NDArray[np.str_]:
        by_share = np.array(names)[share_index(table["covered_share"].astype(float), edges)]
        status = _status(table)
        told = np.isin(status, ["no_data", "not_applicable", "uncovered"])
        return np.where(told, status, by_share)

    return Legend(
        "Kolik lidí má službu v dosahu",
        "Podíl lidí",
        None,
        _with_special((*rows, rare), uncovered="nikdo, mimo dosah"),
        keys,
    )


def _by_minutes(limit: float, mode: str) -> Legend:
    """Give classes up to the limit, a pattern beyond it."""
    edges = minute_classes(limit).within
    ramp = _RAMP[len(edges)]
    labels = class_labels(edges)[:-1]
    rows = [{"key": f"m{i}", "label": label, "ramp": ramp[i]} for i, label in enumerate(labels)]

    def keys(table: Mapping[str, NDArray[Any]]) -> NDArray[np.str_]:
        index = class_index(table["nearest_minutes"].astype(float), edges)
        # Unknown minutes have the index -1, which is the last name too.
        within = np.array([*(row["key"] for row in rows), "claimed"])[index]
        return np.where(table["status"] == "covered", within, _status(table))

    return Legend(
        "Jak daleko je nejbližší služba",
        f"Minuty {MODES[mode]}",
        f"hranice dosahu {number(limit)}{NBSP}min",
        _with_special((*rows, _claimed("celý kraj či uvedené území"), _PARTIAL)),
        keys,
    )


def _by_providers() -> Legend:
    """Give classes of how many providers declare the obec, never minutes."""
    rows = [
        {"key": f"p{least}", "label": label, "many": i}
        for i, (least, label) in enumerate(PROVIDER_CLASSES)
    ]

    def keys(table: Mapping[str, NDArray[Any]]) -> NDArray[np.str_]:
        count = np.nan_to_num(table["providers_in_limit"].astype(float))
        within = np.select(
            [count >= least for least, _ in PROVIDER_CLASSES],
            [f"p{least}" for least, _ in PROVIDER_CLASSES],
            "claimed",
        )
        by_claim = np.where(table["reason"] == "kraj_wide", "claimed", within)
        return np.where(table["status"] == "covered", by_claim, _status(table))

    return Legend(
        "Kolik poskytovatelů sem jezdí",
        "Poskytovatelů",
        nonbreaking("nikdo neuvedl, že sem jezdí"),
        _with_special((*rows, _claimed("celý kraj"), _PARTIAL), uncovered="nepřijede"),
        keys,
    )


def _without_limit(mode: str) -> Legend:
    """Give a grey ramp of minutes that are not judged."""
    labels = class_labels(UNLIMITED_EDGES)
    rows = [{"key": f"u{i}", "label": label, "unlimited": i} for i, label in enumerate(labels)]

    def keys(table: Mapping[str, NDArray[Any]]) -> NDArray[np.str_]:
        index = class_index(table["nearest_minutes"].astype(float), UNLIMITED_EDGES)
        by_minutes = np.array([*(row["key"] for row in rows), "unknown"])[index]
        # Minutes are told although nothing is judged; where there are none, the status says why.
        told = (by_minutes != "unknown") & (table["reason"] == "no_standard")
        return np.where(told, by_minutes, table["status"].astype(str))

    special = _with_special(tuple(rows))
    return Legend(
        "Jak daleko je nejbližší služba",
        f"Minuty {MODES[mode]}, bez meze",
        None,
        tuple(row for row in special if row["key"] != "uncovered"),
        keys,
    )


_PARTIAL: Final = {"key": "partial", "label": STATUSES["partial"], "pattern": "partial", "rare": 1}


def _claimed(label: str) -> dict[str, Any]:
    """Give the row of obce in reach by a claim that is no class of the legend."""
    return {"key": "claimed", "label": label, "pattern": "claimed", "rare": 1}


def _with_special(
    rows: tuple[Mapping[str, Any], ...], **labels: str
) -> tuple[Mapping[str, Any], ...]:
    """Add the rows of the special states, which always stand there."""
    special = (
        {"key": key, "label": labels.get(key, STATUSES[key]), "pattern": key, "special": 1}
        for key in _SPECIAL
    )
    return tuple({**row, "label": nonbreaking(row["label"])} for row in (*rows, *special))


def _status(table: Mapping[str, NDArray[Any]]) -> NDArray[np.str_]:
    """Give the status itself as the key."""
    return table["status"].astype(str)
