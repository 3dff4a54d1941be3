"""Claims that count: for each standard which service reaches which demand unit by its measure.

A claim has the numbers of the demand unit (`place`) and of the row of the standards (`row`), the
service, whether it rests on findings (`flagged`), the `measure` by which it counts and what kind
of `claim` it is. Names that claims repeat are categories.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.centre import service_forms
from gis_sluzby.coverage.grid import numbers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.coverage.grid import Grid

#: Levels at which a secret place may count: it must not be located more closely.
SECRET_LEVELS = ("kraj", "stat")
_AREA_CODES = {"obec": "kod_obec", "orp": "kod_orp", "kraj": "kod_kraj", "stat": "stat"}
_EVERYWHERE = "CZ"
#: Measures and kinds of claims, in the order in which they are told.
WORDS = pd.CategoricalDtype(
    ["balance", "declared", "kraj_wide", "modelled", "none", "phone", "presence", "time"]
)
_FORMS = pd.CategoricalDtype(["amb", "pob", "ter", "unknown"])
_OFFER = ["service_id", "offer"]
_CLAIM = ["place", "row", "number", "service_id", "offer", "flagged", "measure"]
_MEMBER = [
    *("number", "row", "service_id", "offer", "flagged"),
    *("level", "measure", "limit_minutes", "unit", "required_per_1000"),
]


def members_of(parts: pd.DataFrame, centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the services that belong to each part.

    Parameters
    ----------
    parts
        Parts of the standards as `standards.standard_parts` gives them.
    centre
        The tables services, offers, targets and audit.

    Returns
    -------
    Number and row of the part, service_id, offer (the form in which the service is offered),
    flagged (the service rests on rows with findings, or its form is not known) and how the part
    is measured.
    """
    services = service_forms(centre).rename(columns={"forma": "offer"})
    of_form = parts[parts["part"] != "any"].merge(
        services, left_on=["druh", "part", "cs"], right_on=["druh", "offer", "cs"]
    )
    of_any = parts[parts["part"] == "any"].merge(services, on=["druh", "cs"])
    members = pd.concat([of_form, of_any], ignore_index=True)
    doubtful = members["service_id"].isin(flagged_services(centre))
    members = members.assign(flagged=doubtful | (members["offer"] == "unknown"))
    ids = pd.CategoricalDtype(centre["services"]["service_id"])
    types: dict[str, Any] = {
        "number": "int32",
        "row": "int32",
        "service_id": ids,
        "offer": _FORMS,
        "measure": WORDS,
        "unit": "category",
    }
    return members[_MEMBER].astype(types)


def flagged_services(centre: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Give the services on which a warning of the audit rests.

    Parameters
    ----------
    centre
        The tables services and audit.

    Returns
    -------
    Their ids.
    """
    warned = centre["audit"].loc[centre["audit"]["severity"] == "warning", "row_id"].dropna()
    named = {name for row in warned for name in (str(row), *str(row).split())}
    return frozenset(named.intersection(centre["services"]["service_id"]))


def reached_by_time(members: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
    """Give the units that a service reaches within the limit of its standard.

    Parameters
    ----------
    members
        As `members_of` gives them.
    reached
        Rows of the table `reach`, as `numbered` gives them.

    Returns
    -------
    Claims, for standards that have a limit; minutes are compared unrounded, the limit itself is
    within.
    """
    pairs = timed_pairs(members, reached)
    return _said(pairs.loc[pairs["minutes"] <= pairs["limit_minutes"], _CLAIM], claim="modelled")


def timed_pairs(
    members: pd.DataFrame, reached: pd.DataFrame, allowance: float = 0.0
) -> pd.DataFrame:
    """Give the units from which a service is reached within the longest limit it has.

    Parameters
    ----------
    members
        As `members_of` gives them.
    reached
        Rows of the table `reach`, as `numbered` gives them.
    allowance
        Minutes added to the longest limit.

    Returns
    -------
    Claims of standards that have a limit, with `minutes` and `limit_minutes`, those beyond their
    own limit among them.
    """
    limited = members[members["limit_minutes"].notna()]
    longest = np.full([len(members[name].cat.categories) for name in _OFFER], -np.inf)
    np.maximum.at(longest, _offer_of(limited), limited["limit_minutes"])
    near = reached[reached["minutes"].to_numpy() <= longest[_offer_of(reached)] + allowance]
    pairs = limited.merge(near, on=_OFFER)
    return pairs[[*_CLAIM, "minutes", "limit_minutes"]]


def _offer_of(rows: pd.DataFrame) -> tuple[NDArray[np.integer], ...]:
    """Give the numbers of service and form."""
    return tuple(rows[name].cat.codes.to_numpy() for name in _OFFER)


def reached_by_declaration(members: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
    """Give the units that lie in an area that a service declares.

    Parameters
    ----------
    members
        As `members_of` gives them.
    reached
        Rows of the table `reach`, as `numbered` gives them.

    Returns
    -------
    Claims, declared or kraj_wide.
    """
    declared = reached[reached["claim"] != "modelled"]
    return members.merge(declared, on=_OFFER)[[*_CLAIM, "claim"]]


def counting_declarations(
    by_declaration: pd.DataFrame, centre: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Choose the declarations that count.

    Where the standard asks for minutes they count too if there are no minutes to ask for: the
    service works in the whole kraj, or its address is secret.

    Parameters
    ----------
    by_declaration
        As `reached_by_declaration` gives it.
    centre
        The table services.

    Returns
    -------
    Those claims, measured by declaration.
    """
    services = centre["services"]
    secret = by_declaration["service_id"].isin(services.loc[services["secret"], "service_id"])
    instead = (by_declaration["claim"] == "kraj_wide") | secret
    counts = (by_declaration["measure"] == "declared") | (
        (by_declaration["measure"] == "time") & instead
    )
    return _said(by_declaration[counts], measure="declared")


def reached_in_area(
    members: pd.DataFrame, centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame, grid: Grid
) -> pd.DataFrame:
    """Give the units in whose area, at the standard's level, a service stands.

    Parameters
    ----------
    members
        As `members_of` gives them, those measured by presence, balance or phone.
    centre
        The tables service_sites, sites and obce.
    demand
        The table `demand`.
    grid
        The numbers.

    Returns
    -------
    Claims and `area` (number of the area at the level), `unit` and `required_per_1000`. A service
    by phone reaches everybody, wherever it stands.
    """
    codes = centre["obce"][["kod_obec", "kod_orp", "kod_kraj"]]
    units = demand[["demand_id", "kod_obec"]].merge(codes, on="kod_obec")
    place = numbers_of(units["demand_id"], grid.places.index).astype("int32")
    units = units.assign(place=place, stat=_EVERYWHERE)
    by_phone = members[members["measure"] == "phone"].assign(area=0)
    found = [by_phone.merge(units[["place"]], how="cross")]
    stands = known_places(centre).merge(codes, on="kod_obec", how="left").assign(stat=_EVERYWHERE)
    stands = stands.astype({"service_id": members["service_id"].dtype})
    wanted = members[members["measure"].isin(("presence", "balance"))]
    for level in sorted(wanted["level"].unique()):
        names = pd.Index(units[_AREA_CODES[level]].unique())
        here = stands if level in SECRET_LEVELS else stands[stands["secret"].ne(other=True)]
        areas, around = (
            rows[[name]].assign(area=numbers_of(rows[_AREA_CODES[level]], names).astype("int32"))
            for rows, name in ((here, "service_id"), (units, "place"))
        )
        pairs = wanted[wanted["level"] == level].merge(
            areas[areas["area"] >= 0].drop_duplicates(), on="service_id"
        )
        found.append(pairs.merge(around, on="area"))
    claims = pd.concat(found, ignore_index=True)
    return claims[[*_CLAIM, "area", "unit", "required_per_1000"]].assign(claim=claims["measure"])


def known_places(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the places of services of which at least the obec is known.

    Parameters
    ----------
    centre
        The tables service_sites and sites.

    Returns
    -------
    service_id, kod_obec, secret and `mapped`: whether the point is known.
    """
    sites = centre["sites"]
    known = sites.loc[sites["kod_obec"].notna(), ["site_id", "kod_obec", "secret"]]
    known = pd.DataFrame(known.assign(mapped=sites["geometry"].notna()))
    return centre["service_sites"][["service_id", "site_id"]].merge(known, on="site_id")


def numbered(reach: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Give rows of reach with the numbers of their demand units.

    Parameters
    ----------
    reach
        Rows of the table `reach`.
    grid
        The numbers.

    Returns
    -------
    service_id, offer (the forma), place, claim and minutes; rows of other units are left out.
    """
    place = numbers_of(reach["demand_id"], grid.places.index).astype("int32")
    columns = {
        "service_id": _category(reach["service_id"], pd.CategoricalDtype(grid.services)),
        "offer": _category(reach["forma"], _FORMS),
        "claim": _category(reach["claim"], WORDS),
        "place": place,
        "minutes": reach["minutes"].to_numpy(),
    }
    rows = pd.DataFrame(columns)
    return rows if (place >= 0).all() else rows[place >= 0]


def _category(values: pd.Series[str], names: pd.CategoricalDtype) -> pd.Categorical:
    """Give names as categories."""
    return pd.Categorical.from_codes(numbers_of(values, names.categories), dtype=names)


def _said(claims: pd.DataFrame, **words: str) -> pd.DataFrame:
    """Set a column of claims to one word."""
    same = {
        name: pd.Categorical.from_codes(
            np.full(len(claims), WORDS.categories.get_loc(word)), dtype=WORDS
        )
        for name, word in words.items()
    }
    return claims.assign(**same)
