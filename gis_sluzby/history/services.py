"""Changes of services: opened, ended, moved; provider, druh, form and capacity."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from gis_sluzby.history.identity import paired_services
from gis_sluzby.history.places import positions
from gis_sluzby.history.records import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from gis_sluzby.centre import Centre

#: A shorter way is a mended position, no move (metres).
MOVED_FROM = 1.0
Row = dict[str, Any]


class _Side(NamedTuple):
    """A centre, its details grouped by service."""

    services: dict[str, Row]
    providers: dict[str, str]
    forms: dict[str, str]
    capacities: dict[str, dict[tuple[str, str], float]]
    positions: dict[str, NDArray[np.float64]]


def service_changes(old: Centre, new: Centre) -> Iterator[Row]:
    """Find what changed with services.

    Parameters
    ----------
    old, new
        The canonical tables of two centres.

    Yields
    ------
    Rows of the table of changes, see `diff.COLUMNS`.
    """
    before, after = _side(old), _side(new)
    for pair in records(paired_services(old, new)):
        left, right = pair["before"], pair["after"]
        about = _about(before, after, left, right)
        if left is None or right is None:
            yield {**about, "change": "opened" if left is None else "ended"}
            continue
        one, other = before.services[left], after.services[right]
        names = before.providers[one["provider_id"]], after.providers[other["provider_id"]]
        if one["provider_id"] != other["provider_id"]:
            yield {**about, "change": "provider", "before": names[0], "after": names[1]}
        if one["druh"] != other["druh"]:
            yield {**about, "change": "druh", "before": one["druh"], "after": other["druh"]}
        forms = before.forms.get(left, ""), after.forms.get(right, "")
        if forms[0] != forms[1]:
            yield {**about, "change": "form", "before": forms[0], "after": forms[1]}
        for row in _capacity_changes(
            before.capacities.get(left, {}), after.capacities.get(right, {})
        ):
            yield {**about, **row, "change": "capacity"}
        for row in _moves(before.positions.get(left), after.positions.get(right)):
            yield {**about, **row}


def _side(centre: Centre) -> _Side:
    """Group a centre by service."""
    capacities: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for row in records(centre["capacities"]):
        count = np.nan if row["count"] is None else float(row["count"])
        capacities[row["service_id"]][row["forma"], row["unit"]] = count
    forms: dict[str, list[str]] = defaultdict(list)
    for row in records(centre["offers"]):
        forms[row["service_id"]].append(row["forma"])
    return _Side(
        {row["service_id"]: row for row in records(centre["services"])},
        {row["provider_id"]: row["nazev"] for row in records(centre["providers"])},
        {service: " ".join(sorted(listed)) for service, listed in forms.items()},
        dict(capacities),
        {
            str(service): rows[["x", "y"]].to_numpy(float)
            for service, rows in positions(centre).groupby("service_id")
        },
    )


def _about(before: _Side, after: _Side, left: str | None, right: str | None) -> Row:
    """Say which service it is: as it is now, or as it was where it is no more."""
    side, key = (after, right) if right is not None else (before, left)
    service = side.services[str(key)]
    return {
        "subject": "service",
        "id_before": left,
        "id_after": right,
        "name": service["nazev"],
        "provider": side.providers[service["provider_id"]],
        "druh": service["druh"],
    }


def _capacity_changes(
    left: dict[tuple[str, str], float], right: dict[tuple[str, str], float]
) -> Iterator[Row]:
    """Compare capacities, each form and unit by itself: units are never added."""
    for forma, unit in sorted({*left, *right}):
        was, is_ = left.get((forma, unit), np.nan), right.get((forma, unit), np.nan)
        if was == is_ or (np.isnan(was) and np.isnan(is_)):
            continue
        yield {
            "forma": forma,
            "unit": unit,
            "before": _figure(was),
            "after": _figure(is_),
            "amount": is_ - was,
        }


def _figure(count: float) -> str | None:
    """Write a count for the table: decimal point, no needless places."""
    if np.isnan(count):
        return None
    return str(int(count)) if count.is_integer() else repr(count)


def _moves(left: NDArray[np.float64] | None, right: NDArray[np.float64] | None) -> Iterator[Row]:
    """Compare places: the nearest ones are taken for the same, all together at the least way."""
    if left is None or right is None:
        # One side does not know the place: nothing can be said.
        return
    metres = cdist(left, right)
    rows, columns = linear_sum_assignment(metres)
    for way in sorted(metres[rows, columns]):
        if way > MOVED_FROM:
            yield {"change": "moved", "amount": float(way)}
    for change, more in (("place_removed", len(left)), ("place_added", len(right))):
        for _ in range(more - len(rows)):
            yield {"change": change}
