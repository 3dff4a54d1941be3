"""Supply: the capacity of services by kind, form, target group and unit, and where it counts.

A capacity is undivided: a service that stands or works in several areas counts whole in each of
them, and once in the kraj. It is never summed over forms, units or places of one service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.centre import service_forms
from gis_sluzby.coverage.claims import known_places
from gis_sluzby.coverage.grid import numbers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is never added to another one.
MARKET = ["druh", "forma", "cs", "unit"]
#: The form that works where it declares, not where it stands.
_OUTREACH = "ter"


def markets_of(
    centre: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
    need: pd.DataFrame,
    network: pd.DataFrame,
) -> pd.DataFrame:
    """Give what capacities, needs, the network and standards speak of.

    Parameters
    ----------
    centre
        The tables services and capacities.
    standards
        The table `standards`: those that require a capacity.
    need, network
        As `planned.need_on` and `planned.network_on` give them.

    Returns
    -------
    Different druh, forma, cs and unit, sorted; "any" form only where the law allows several.
    """
    kinds = centre["services"][["service_id", "druh"]]
    registered = centre["capacities"][["service_id", "forma", "unit"]].merge(kinds, on="service_id")
    required = standards[standards["required_per_1000"].notna() & standards["unit"].notna()]
    found = pd.concat(
        [
            registered.assign(cs="any")[MARKET],
            network.merge(kinds, on="service_id").assign(cs="any")[MARKET],
            need[MARKET],
            with_legal_form(required)[MARKET],
        ]
    )
    return found.drop_duplicates().sort_values(MARKET, ignore_index=True)


def with_legal_form(rows: pd.DataFrame) -> pd.DataFrame:
    """Name the form where "any" can mean but one.

    Parameters
    ----------
    rows
        Columns druh and forma.

    Returns
    -------
    The rows; "any" is the single form that the law allows the druh, if it allows a single one.
    """
    single = rows["druh"].map({d.code: codelists.single_form(d.code) for d in codelists.druhy()})
    return rows.assign(forma=rows["forma"].mask((rows["forma"] == "any") & single.notna(), single))


def registered_supply(centre: Mapping[str, pd.DataFrame], markets: pd.DataFrame) -> pd.DataFrame:
    """Give the registered capacity of every service in every market to which it belongs.

    Parameters
    ----------
    centre
        The tables services, offers, targets and capacities.
    markets
        As `markets_of` gives them.

    Returns
    -------
    `market` (number of the row of `markets`), service_id, forma, `own` and amount, null where the
    capacity is not known in the market's unit. A service of unknown form or without target groups
    may belong to each form or group: it stands there without an amount, and is not the market's
    `own`. A market of any form has the services of all forms so, for capacities of different forms
    are never added.
    """
    columns = ["market", "service_id", "forma", "own", "amount"]
    if markets.empty:
        return pd.DataFrame(columns=columns)
    offers = service_forms(centre).query("cs == 'any'").drop(columns="cs").drop_duplicates()
    kinds = markets.rename(columns={"forma": "market_forma"}).assign(market=markets.index)
    pairs = offers.merge(kinds, on="druh")
    targets = centre["targets"][["service_id", "cs"]]
    named = pd.MultiIndex.from_frame(pairs[["service_id", "cs"]]).isin(
        pd.MultiIndex.from_frame(targets)
    )
    own_form, own_group = pairs["forma"] == pairs["market_forma"], (pairs["cs"] == "any") | named
    any_form = (pairs["market_forma"] == "any") | (pairs["forma"] == "unknown")
    any_group = ~pairs["service_id"].isin(targets["service_id"])
    pairs = pairs.assign(own=own_form & own_group)
    members = pairs[(own_form | any_form) & (own_group | any_group)]
    capacities = centre["capacities"].rename(columns={"count": "amount"})
    joined = members.merge(
        capacities[["service_id", "forma", "unit", "amount"]],
        on=["service_id", "forma", "unit"],
        how="left",
    )
    return joined.assign(amount=joined["amount"].where(joined["own"]))[columns]


def standing(centre: Mapping[str, pd.DataFrame], level: str) -> pd.DataFrame:
    """Give the areas of one level in which services stand.

    Parameters
    ----------
    centre
        The tables obce, area_obce, services, service_sites and sites.
    level
        obec | orp | kraj.

    Returns
    -------
    service_id and kod, areas of the plan only. A secret place is told by kraj alone.
    """
    services, places = centre["services"], known_places(centre)
    hidden = places["secret"].eq(other=True) | places["service_id"].isin(
        services.loc[services["secret"], "service_id"]
    )
    told = places if level == "kraj" else places[~hidden]
    return told.merge(members_of_areas(centre, level), on="kod_obec")[
        ["service_id", "kod"]
    ].drop_duplicates()


def working(
    centre: Mapping[str, pd.DataFrame], reached: Mapping[str, pd.DataFrame], level: str
) -> pd.DataFrame:
    """Give the areas of one level in which services work.

    Parameters
    ----------
    centre
        The tables obce, area_obce, services, offers, service_sites and sites.
    reached
        The tables demand and reach: the declared areas.
    level
        obec | orp | kraj.

    Returns
    -------
    service_id, forma and kod. A terénní service works where it declares; one that declares
    nothing, and every other form, where it stands. A secret service counts where it declares too.
    """
    offers = centre["offers"][["service_id", "forma"]]
    stands = standing(centre, level).merge(offers, on="service_id")
    claims = reached["reach"]
    declared = claims.loc[claims["claim"] != "modelled", ["service_id", "forma", "demand_id"]]
    units = reached["demand"][["demand_id", "kod_obec"]].merge(
        members_of_areas(centre, level), on="kod_obec"
    )
    areas = declared.merge(units, on="demand_id")[["service_id", "forma", "kod"]].drop_duplicates()
    services = centre["services"]
    secret = services.loc[services["secret"], "service_id"]
    by_area = areas[(areas["forma"] == _OUTREACH) | areas["service_id"].isin(secret)]
    declaring = pd.MultiIndex.from_frame(declared[["service_id", "forma"]].drop_duplicates())
    elsewhere = (stands["forma"] == _OUTREACH) & pd.MultiIndex.from_frame(
        stands[["service_id", "forma"]]
    ).isin(declaring)
    return pd.concat([stands[~elsewhere], by_area], ignore_index=True).drop_duplicates()


def members_of_areas(centre: Mapping[str, pd.DataFrame], level: str) -> pd.DataFrame:
    """Give the obce of the plan and the areas of one level in which they lie.

    Parameters
    ----------
    centre
        The tables obce and area_obce.
    level
        obec | orp | kraj.

    Returns
    -------
    kod_obec and kod.
    """
    obce = centre["obce"].loc[centre["obce"]["in_plan"], ["kod_obec"]]
    if level == "obec":
        return pd.DataFrame(obce.assign(kod=obce["kod_obec"])).reset_index(drop=True)
    areas = centre["area_obce"]
    members = areas.loc[areas["level"] == level, ["kod_obec", "kod"]]
    inside = numbers_of(members["kod_obec"], pd.Index(obce["kod_obec"])) >= 0
    return members[inside].reset_index(drop=True)


def unplaced(centre: Mapping[str, pd.DataFrame], level: str) -> frozenset[str]:
    """Give the services that may stand in any area of a level, for nobody may or can say where.

    Parameters
    ----------
    centre
        The tables services, service_sites and sites.
    level
        obec | orp | kraj.

    Returns
    -------
    Ids: those whose obec is not known, and below the kraj those with a secret address.
    """
    services, places = centre["services"], known_places(centre)
    lost = set(services["service_id"]) - set(places["service_id"])
    if level != "kraj":
        lost |= set(places.loc[places["secret"].eq(other=True), "service_id"])
        lost |= set(services.loc[services["secret"], "service_id"])
    return frozenset(lost)
