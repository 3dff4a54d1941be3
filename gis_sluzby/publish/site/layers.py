"""Coverage for the page: each druh and forma as columns of one character an obec."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.cartography import SHARE_EDGES, shown_minutes
from gis_sluzby.publish.site.legend import Legend, legend_of, legend_of_orp
from gis_sluzby.publish.site.packing import pack_column
from gis_sluzby.publish.site.results import result_of
from gis_sluzby.words import FORMS, STATUSES, people_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

#: Kinds whose page keeps the reader's obec out of the address and offers a quick way out.
DISCREET: Final = frozenset({"57", "60", "60a"})
#: Kinds of which the page shows no place and no minutes: they help victims of violence.
PLACELESS: Final = frozenset({"60a"})


_STATUSES = tuple(STATUSES)
Rows: TypeAlias = "dict[str, NDArray[np.object_]]"


class Rule(NamedTuple):
    """What a standard says beside the measure: the area, and completed years of those it is for."""

    level: str
    ages: tuple[float, float]


_NO_RULE = Rule("obec", (math.nan, math.nan))
Kind: TypeAlias = "tuple[str, str, str]"  # druh, forma, okruh of target groups


@dataclass(slots=True)
class Columns:
    """Packed columns, each stored once; layers name them by number."""

    texts: list[str] = field(default_factory=list)
    _known: dict[bytes, int] = field(default_factory=dict)

    def add(self, values: ArrayLike) -> int:
        """Pack a column and give its number, the same for the same values."""
        numbers = np.asarray(values, dtype=np.float64)
        index = self._known.setdefault(numbers.tobytes(), len(self.texts))
        if index == len(self.texts):
            self.texts.append(pack_column(numbers))
        return index


@dataclass(frozen=True, slots=True)
class Layers:
    """What the page knows of coverage.

    Attributes
    ----------
    layers
        One entry for each druh, forma and okruh of target groups, in the order of the code lists.
    columns
        Packed columns that the entries name by number.
    states
        Combinations of status, reason and confidence that occur.
    results
        Figure, sentence and note of what a map shows; layers name them by number.
    legends
        Legends that occur; layers name them by number. The last one is that of maps by ORP.
    legend_rows
        Rows that occur in legends, which name them by number.
    first
        Position of the layer that the page opens with.
    """

    layers: list[dict[str, Any]]
    columns: list[str]
    states: list[tuple[str, str, str]]
    results: list[tuple[str | None, str, str]]
    legends: list[dict[str, Any]]
    legend_rows: list[dict[str, Any]]
    first: int


def layers_of(
    coverage: Mapping[str, pd.DataFrame],
    obce: Sequence[str],
    orp: Sequence[str],
    services: Mapping[str, int],
    mode: str = "car",
    classes: Sequence[float] = SHARE_EDGES,
) -> Layers:
    """Put coverage into the page's columns.

    Parameters
    ----------
    coverage
        Frames `coverage_obec`, `coverage_orp`, `coverage_kraj` and `standards`.
    obce, orp
        Codes in the order of the page.
    services
        Position of each service on the page.
    mode
        How people travel, one of `words.MODES`.
    classes
        Edges of the classes of shares, percent.

    Returns
    -------
    Layers
        The layers, one for every druh, forma and okruh that `coverage_obec` has.

    Raises
    ------
    ValueError
        When one of them lacks a row of some obec or ORP.
    """
    of_obce = _tables(coverage["coverage_obec"], "kod_obec", obce)
    of_orp = _tables(coverage["coverage_orp"], "kod_orp", orp)
    of_kraj = _shares(coverage["coverage_kraj"])
    rules = _rules(coverage["standards"])
    states: dict[tuple[str, str, str], int] = {}
    columns = Columns()
    legends: list[Legend] = []
    texts: dict[tuple[str | None, str, str], int] = {}
    entries, told = [], []
    for (druh, forma, cs), rows in of_obce.items():
        rule = _rule(rules, druh, forma, cs)
        facts = _facts(rows, rule, timed=druh not in PLACELESS)
        share = of_kraj.get((druh, forma, cs), math.nan)
        kinds = zip(rows["status"], rows["reason"], rows["confidence"], strict=True)
        state = [states.setdefault(kind, len(states)) for kind in kinds]
        told.append(_telling((druh, forma, cs), facts["m"], set(rows["status"])))
        entries.append(
            {
                **facts,
                "d": codelists.druh(druh).position,
                "f": forma,
                **({} if cs == "any" else {"z": cs}),
                "g": people_text(*rule.ages),
                "s": columns.add(state),
                "c": columns.add(_counts(rows, facts["m"])),
                **({} if druh in PLACELESS else _minutes(rows, columns, services)),
                **_classes(rows, facts, legends, columns, mode),
                **_partial_shares(rows),
                **_orp_columns(of_orp.get((druh, forma, cs)), columns, classes),
                "r": texts.setdefault(_result(rows, facts, rule, share, mode), len(texts)),
            }
        )
    first = told.index(max(told)) if told else 0
    every = [*legends, legend_of_orp(tuple(classes))]
    rows_known: dict[str, int] = {}
    described = [legend.described(rows_known) for legend in every]
    legend_rows = [json.loads(row) for row in rows_known]
    return Layers(entries, columns.texts, list(states), list(texts), described, legend_rows, first)


def permille(share: float) -> int:
    """Give a share in tenths of a percent as `cartography.percent` writes it.

    Parameters
    ----------
    share
        From 0 to 1.

    Returns
    -------
    int
        1000 only when nobody is left out, 0 only when there is nobody.
    """
    if share <= 0 or share >= 1:
        return 0 if share <= 0 else 1000
    return min(max(round(share * 1000), 1), 999)


def _telling(kind: Kind, measure: str, statuses: set[str]) -> int:
    """Rank a layer to open with: both sides of a limit in minutes, else anything known."""
    if kind[1:] != ("any", "any") or kind[0] in DISCREET:
        return 0
    if measure == "time" and {"covered", "uncovered"} <= statuses:
        return 3
    return 2 if statuses & {"covered", "uncovered"} else 1


def _tables(frame: pd.DataFrame, key: str, codes: Sequence[str]) -> dict[Kind, Rows]:
    """Part the rows by druh, forma and okruh, each in the order of the codes."""
    position = {code: at for at, code in enumerate(codes)}
    at = frame[key].map(position).to_numpy(float)
    rows, at = frame[~np.isnan(at)], at[~np.isnan(at)]
    druh = rows["druh"].map({row.code: row.position for row in codelists.druhy()}).to_numpy()
    forma = rows["forma"].map({name: place for place, name in enumerate(FORMS)}).to_numpy()
    okruhy = {name: place for place, name in enumerate(["any", *codelists.okruhy()])}
    cs = rows["cs"].map(okruhy).to_numpy()
    order = np.lexsort([at, forma, cs, druh])
    arrays = {name: rows[name].to_numpy(dtype=object)[order] for name in rows.columns}
    if len(rows) % len(codes) or not np.array_equal(
        at[order], np.tile(np.arange(len(codes)), len(rows) // len(codes))
    ):
        raise ValueError(f"Every druh and forma needs one row for each {key}")
    return {
        (str(arrays["druh"][start]), str(arrays["forma"][start]), str(arrays["cs"][start])): {
            name: values[start : start + len(codes)] for name, values in arrays.items()
        }
        for start in range(0, len(rows), len(codes))
    }


def _shares(frame: pd.DataFrame) -> dict[Kind, float]:
    """Give the share of people in reach in the whole kraj by druh, forma and okruh."""
    keys = zip(*(frame[name].astype(str) for name in ("druh", "forma", "cs")), strict=True)
    return dict(zip(keys, frame["covered_share"].astype(float).tolist(), strict=True))


def _rules(standards: pd.DataFrame) -> dict[Kind, Rule]:
    """Give level and ages of each standard by druh, forma and okruh."""
    return {
        (str(druh), str(forma), str(cs)): Rule(str(level), (float(lowest), float(highest)))
        for druh, forma, cs, level, lowest, highest in zip(
            *(standards[name] for name in ("druh", "forma", "cs", "level", "age_from", "age_to")),
            strict=True,
        )
    }


def _rule(rules: Mapping[Kind, Rule], druh: str, forma: str, cs: str) -> Rule:
    """Give the most specific rule there is."""
    keys = ((druh, forma, cs), (druh, "any", cs), (druh, forma, "any"), (druh, "any", "any"))
    return next((rules[key] for key in keys if key in rules), _NO_RULE)


def _facts(rows: Rows, rule: Rule, *, timed: bool) -> dict[str, Any]:
    """Give measure, level and, where there is one to be shown, the limit."""
    measure = next((str(name) for name in rows["measure"] if isinstance(name, str)), "none")
    limits = rows["limit_minutes"].astype(float)
    known = limits[~np.isnan(limits)]
    limit = {"L": float(known[0])} if timed and measure == "time" and known.size else {}
    return {"m": measure, "l": rule.level, **limit}


def _counts(rows: Rows, measure: str) -> NDArray[np.float64]:
    """Give the number that the measure counts: providers who declare, or services in reach."""
    name = "providers_in_limit" if measure == "declared" else "services_in_limit"
    return rows[name].astype(float)


def _classes(
    rows: Rows, facts: Mapping[str, Any], legends: list[Legend], columns: Columns, mode: str
) -> dict[str, Any]:
    """Add the legend, the row of each obec, and the share of people in each row."""
    weighed = any(str(reason).startswith("balance_") for reason in rows["reason"])
    legend = legend_of(facts["m"], facts["l"], facts.get("L"), weighed=weighed, mode=mode)
    if legend not in legends:
        legends.append(legend)
    at = {row["key"]: place for place, row in enumerate(legend.rows)}
    row_of = np.array([at[key] for key in legend.keys(rows)])
    people = rows["target_pop"].astype(float)
    sums = np.bincount(row_of, weights=people, minlength=len(at))
    total = float(people.sum())  # NaN where counts are hidden: then shares would tell them
    shares = [permille(float(part) / total) for part in sums] if total > 0 else None
    return {"k": legends.index(legend), "w": columns.add(row_of), "q": shares}


def _minutes(rows: Rows, columns: Columns, services: Mapping[str, int]) -> dict[str, Any]:
    """Add minutes (rounded up) and the nearest services, numbered within the layer."""
    nearest: dict[str, int] = {}
    numbers = [
        nearest.setdefault(name, len(nearest)) if isinstance(name, str) else math.nan
        for name in rows["nearest_service"]
    ]
    if not nearest:
        return {}
    return {
        "v": columns.add(shown_minutes(rows["nearest_minutes"].astype(float))),
        "n": columns.add(numbers),
        "N": [services[name] for name in nearest],
    }


def _partial_shares(rows: Rows) -> dict[str, Any]:
    """Add the share of people in reach of those obce of which a part is."""
    at = np.flatnonzero(rows["status"] == "partial")
    if not at.size:
        return {}
    shares = rows["covered_share"].astype(float)
    return {"p": {int(i): permille(float(shares[i])) for i in at if not math.isnan(shares[i])}}


def _orp_columns(
    rows: Rows | None, columns: Columns, classes: Sequence[float]
) -> dict[str, list[int]]:
    """Add status, share of people in reach and row of the legend of each ORP."""
    if rows is None:
        return {}
    status = [_STATUSES.index(text) for text in rows["status"]]
    shares = rows["covered_share"].astype(float)
    packed = [math.nan if math.isnan(share) else permille(float(share)) for share in shares]
    legend = legend_of_orp(tuple(classes))
    at = {row["key"]: place for place, row in enumerate(legend.rows)}
    row_of = [at[key] for key in legend.keys(rows)]
    return {"o": [columns.add(status), columns.add(packed), columns.add(row_of)]}


def _result(
    rows: Rows, facts: Mapping[str, Any], rule: Rule, share: float, mode: str
) -> tuple[str | None, str, str]:
    """Give the figure, the sentence and the note of a layer."""
    result = result_of(
        list(zip(rows["status"], rows["reason"], rows["confidence"], strict=True)),
        measure=facts["m"],
        level=facts["l"],
        limit_minutes=facts.get("L", math.nan),
        covered_share=share,
        ages=rule.ages,
        mode=mode,
    )
    return result.figure, result.text, result.note
