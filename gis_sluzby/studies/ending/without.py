"""Kinds of service without one of their services: what measures them, and who is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.centre import service_forms
from gis_sluzby.coverage.claims import members_of
from gis_sluzby.coverage.silence import silence
from gis_sluzby.coverage.standards import standard_parts, standards_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

    Tables = Mapping[str, pd.DataFrame]

#: Tables with rows about services that the standards, their members and silence ask for.
_ABOUT_SERVICES = ("services", "offers", "targets", "service_sites")
#: What the parts of a kind take from the services that end instead.
_NUMBERED = ["row", "forma"]


class Without(NamedTuple):
    """Kinds of service without a service, a row of the standards each.

    Parameters
    ----------
    standards
        The rows for any forma and any target group, numbered from 0. In place of the druh stands
        the service that ends, so that no two rows are the same.
    parts
        Their parts with what silence means, numbered from 0.
    members
        The services that are left, by part.
    """

    standards: pd.DataFrame
    parts: pd.DataFrame
    members: pd.DataFrame


def without_each(plan: Plan, centre: Tables, most: int) -> Iterator[Without]:
    """Take every service out of its kind, each alone.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    most
        About so many members are handed on at once, which bounds the memory.

    Yields
    ------
    Kinds without a service, in the order of the services.
    """
    whole = _without_all(plan, centre)
    ends = whole.members["row"].value_counts().reindex(whole.standards.index, fill_value=0)
    batch = (ends.cumsum() // most).to_numpy()
    for number in np.unique(batch):
        yield _some(whole, np.flatnonzero(batch == number))


def _without_all(plan: Plan, centre: Tables) -> Without:
    """Take every service out of its kind, all of them in the same frames."""
    services = centre["services"][["service_id", "druh"]].rename(columns={"service_id": "ended"})
    services = services.reset_index(names="row")
    left = _forms_left(services, centre)
    lone = services[~services["row"].isin(left["row"])]
    others = _others(centre, lone["ended"])
    # Where services are left, the parts are those of their forms; else those of an empty kind.
    total, kinds = _totals(plan, centre)
    kept = kinds.drop(columns=_NUMBERED).merge(
        left, left_on=["druh", "part"], right_on=["druh", "forma"]
    )
    kept = kept.assign(base=kept["number"], number=range(len(kept)))
    _, emptied = _totals(plan, others)
    emptied = emptied.drop(columns=_NUMBERED).merge(lone, on="druh")
    emptied = emptied.assign(number=range(len(kept), len(kept) + len(emptied)))
    members = members_of(kinds, centre).rename(columns={"number": "base"}).drop(columns="row")
    members = kept[["base", "number", "row", "ended"]].merge(members, on="base")
    members = members[members["ended"] != members["service_id"]].reset_index(drop=True)
    parts = pd.concat([kept, emptied], ignore_index=True)
    standards = services.merge(total, on="druh").sort_values("row", ignore_index=True)
    return Without(
        standards.assign(druh=standards["ended"]),
        # Silence asks for hidden forms only where nobody is left: there the others are all.
        silence(plan, parts, members, others),
        members,
    )


def _forms_left(services: pd.DataFrame, centre: Tables) -> pd.DataFrame:
    """Give row, ended and druh of every service with each forma of the others of its kind."""
    forms = service_forms(centre)
    pairs = services.merge(forms[["druh", "forma", "service_id"]], on="druh")
    others = pairs[pairs["ended"] != pairs["service_id"]]
    return others[["row", "ended", "druh", "forma"]].drop_duplicates()


def _others(centre: Tables, ended: pd.Series[str]) -> Tables:
    """Give the centre without some services."""
    kept = {name: centre[name][~centre[name]["service_id"].isin(ended)] for name in _ABOUT_SERVICES}
    return {**centre, **kept}


def _totals(plan: Plan, centre: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the standards for any forma and target group, and their parts."""
    standards = standards_table(plan, centre)
    total = (standards["forma"] == "any") & (standards["cs"] == "any")
    parts = standard_parts(plan, centre, standards)
    parts = parts[parts["row"].isin(standards.index[total])]
    return standards[total], parts


def _some(whole: Without, rows: NDArray[np.int64]) -> Without:
    """Keep some of the services that end, numbered anew."""
    parts = whole.parts[whole.parts["row"].isin(rows)]
    members = whole.members[whole.members["row"].isin(rows)]
    row = pd.Series(range(len(rows)), index=rows)
    number = pd.Series(range(len(parts)), index=parts["number"])
    return Without(
        whole.standards.iloc[rows].reset_index(drop=True),
        parts.assign(row=parts["row"].map(row), number=parts["number"].map(number)).reset_index(
            drop=True
        ),
        members.assign(
            row=members["row"].map(row), number=members["number"].map(number)
        ).reset_index(drop=True),
    )
