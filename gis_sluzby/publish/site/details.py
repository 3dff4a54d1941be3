"""What the page tells of a service once it is opened: for whom, when, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, nonbreaking, number, plural
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def service_details(
    centre: Mapping[str, pd.DataFrame], position: Mapping[str, int]
) -> dict[int, list[list[str]]]:
    """Say of each service for whom it is, when it is open and how large it is.

    Parameters
    ----------
    centre
        Frames `targets`, `offers` and `capacities`; each of them may be missing.
    position
        Position of each service on the page.

    Returns
    -------
    dict
        By the position of a service: its target groups, opening hours and capacities in words,
        capacities of different units and forms apart. Services of which nothing is known are not
        there.
    """
    told: dict[int, list[list[str]]] = {}
    for column, (service, text) in _sentences(centre):
        if service in position:
            lists = told.setdefault(position[service], [[], [], []])
            if text not in lists[column]:
                lists[column].append(text)
    return dict(sorted(told.items()))


def _sentences(centre: Mapping[str, pd.DataFrame]) -> list[tuple[int, tuple[str, str]]]:
    """Give the place of each sentence in the details, its service and its words."""
    sentences: list[tuple[int, tuple[str, str]]] = []
    if "targets" in centre:
        names = {group.code: group.name for group in codelists.target_groups().values()}
        rows = centre["targets"][["service_id", "target_group"]].astype(str).to_numpy().tolist()
        sentences += [(0, (service, names.get(group, group))) for service, group in rows]
    if "hours" in centre["offers"]:
        offers = centre["offers"].sort_values(["service_id", "forma"])
        known = offers[
            offers["hours"].notna() | offers["nonstop"].fillna(value=False).eq(other=True)
        ]
        sentences += [(1, (str(row.service_id), _hours(row))) for row in known.itertuples()]
    if "capacities" in centre:
        counted = centre["capacities"].dropna(subset="count").itertuples()
        sentences += [(2, (str(row.service_id), _capacity(row))) for row in counted]
    return sentences


def _hours(row: Any) -> str:  # noqa: ANN401 -- a row of itertuples has no type
    """Say when a form of a service is open."""
    hours = "nepřetržitě" if row.nonstop is True or row.nonstop == 1 else str(row.hours)
    return nonbreaking(f"{FORMS[row.forma]}: {hours}")


def _capacity(row: Any) -> str:  # noqa: ANN401 -- a row of itertuples has no type
    """Say how many units of capacity a form of a service has."""
    unit = codelists.units()[row.unit]
    whole = float(row.count).is_integer()
    word = plural(int(row.count), unit.one, unit.few, unit.many) if whole else unit.part
    return nonbreaking(f"{FORMS[row.forma]}: {number(row.count)}{NBSP}{word}")
