"""Cells: areas × markets with the capacity, the need and the network of each.

A market is a druh × forma × cs × unit: what is never added to another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from gis_sluzby.coverage.planned import need_by_level, need_on, network_on
from gis_sluzby.coverage.silence import complete_kinds
from gis_sluzby.coverage.supply import (
    MARKET,
    markets_of,
    members_of_areas,
    registered_supply,
    standing,
    unplaced,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

LEVELS = ("obec", "orp", "kraj")
#: Area and number of the market.
CELL = ["kod", "market"]
_OFFER = ["service_id", "forma"]


class Market(NamedTuple):
    """All that the capacities of a plan are counted from.

    Parameters
    ----------
    markets
        druh, forma, cs and unit by number, and `complete`: whether a source is for the druh.
    supply
        Registered capacity by market and service.
    need, network
        Those of the plan's day.
    """

    markets: pd.DataFrame
    supply: pd.DataFrame
    need: pd.DataFrame
    network: pd.DataFrame


def market_of(plan: Plan, centre: Mapping[str, pd.DataFrame], standards: pd.DataFrame) -> Market:
    """Gather what capacities are counted from.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    standards
        The table `standards`.

    Returns
    -------
    The markets and their supply.
    """
    need, network = need_on(centre, plan.date), network_on(centre, plan.date)
    markets = markets_of(centre, standards, need, network)
    supply = registered_supply(centre, markets)
    complete = markets["druh"].isin(complete_kinds(centre, "services"))
    return Market(markets.assign(complete=complete), supply, need, network)


def cells_by_level(
    market: Market, centre: Mapping[str, pd.DataFrame], reached: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Give every area × every market with what is there.

    Parameters
    ----------
    market
        As `market_of` gives it.
    centre
        The tables of the datové centrum.
    reached
        The tables demand and reach.

    Returns
    -------
    By level (obec, orp, kraj; nothing where there is no market): kod, nazev, market, druh, forma,
    cs, unit; need, need_status and need_period; of services that stand there `services_standing`,
    `unknown_standing` (whose capacity is not known in the unit) and `located`; of those that work
    there the same as `services_working`, `unknown_working` and `supplied`; `elsewhere` (those of
    them that work in other areas of the level too); `certain`: all that may work there is known;
    `network` and `conditional`: what the network commits, and what its list names beside.
    """
    if market.markets.empty:
        return {}
    needs = need_by_level(market.need, centre)
    return {level: _cells(market, centre, reached, level, needs[level]) for level in LEVELS}


def _cells(
    market: Market,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    level: str,
    need: pd.DataFrame,
) -> pd.DataFrame:
    """Give the cells of one level."""
    stands = standing(centre, level)
    works, hidden = working(centre, reached, level), unplaced(centre, level)
    cells = _areas(market, centre, level).merge(need, on=["kod", *MARKET], how="left")
    cells = cells.join(_summed(market, stands).add_suffix("_standing"), on=CELL)
    cells = cells.join(_summed(market, works).add_suffix("_working"), on=CELL)
    some_hidden = cells["market"].isin(_markets_of(market, hidden))
    some_lost = cells["market"].isin(_markets_of(market, hidden, works))
    many = _summed(market, works[works.duplicated(_OFFER, keep=False)])["services"]
    located = _known(cells, "standing", cells["complete"] & ~some_hidden)
    supplied = _known(cells, "working", cells["complete"] & ~some_lost)
    unknown = cells["unknown_working"].fillna(0.0)
    counts = ["services_standing", "unknown_standing", "services_working", "unknown_working"]
    return cells.assign(
        located=located,
        supplied=supplied,
        certain=cells["complete"] & ~some_lost & (unknown == 0),
        elsewhere=cells[CELL].join(many, on=CELL)["services"].fillna(0.0),
        network=_network(cells, market, works, counts=True),
        conditional=_network(cells, market, works, counts=False),
        **{name: cells[name].fillna(0.0) for name in counts},
    )


def _areas(market: Market, centre: Mapping[str, pd.DataFrame], level: str) -> pd.DataFrame:
    """Give every area of a level × every market."""
    codes = members_of_areas(centre, level)["kod"].drop_duplicates()
    if level == "obec":
        names = centre["obce"].set_index("kod_obec")["nazev"]
    else:
        areas = centre["areas"]
        names = areas[areas["level"] == level].set_index("kod")["nazev"]
    kinds = market.markets.assign(market=market.markets.index)
    return pd.DataFrame({"kod": codes, "nazev": codes.map(names)}).merge(kinds, how="cross")


def _summed(market: Market, areas: pd.DataFrame) -> pd.DataFrame:
    """Sum registered capacity by area and market; null where nothing of it is known."""
    keys = [name for name in _OFFER if name in areas]
    # of a market of any form a service may have several rows, all of them without an amount
    rows = market.supply.merge(areas, on=keys).drop_duplicates([*CELL, "service_id"])
    groups = rows.assign(unknown=rows["amount"].isna()).groupby(CELL)
    return pd.DataFrame(
        {
            "services": groups.size(),
            "unknown": groups["unknown"].sum(),
            "amount": groups["amount"].sum(min_count=1),
        }
    )


def _known(cells: pd.DataFrame, which: str, complete: pd.Series[bool]) -> pd.Series[float]:
    """Give the sums; nought where it is known that there is no service."""
    none = cells[f"services_{which}"].isna()
    return cells[f"amount_{which}"].mask(none & complete, 0.0)


def _markets_of(
    market: Market, unknown: frozenset[str], placed: pd.DataFrame | None = None
) -> frozenset[int]:
    """Give the markets of services whose place is not told, but for those that are placed."""
    lost = market.supply[market.supply["service_id"].isin(unknown)]
    if placed is not None:
        known = pd.MultiIndex.from_frame(lost[_OFFER]).isin(
            pd.MultiIndex.from_frame(placed[_OFFER])
        )
        lost = lost[~known]
    return frozenset(lost["market"])


def _network(
    cells: pd.DataFrame, market: Market, works: pd.DataFrame, *, counts: bool
) -> pd.Series[float]:
    """Sum what the network commits (or names beside) over the services that work in an area.

    A list that exists names all that is in the network: it is 0 where it names no service. Null
    where there is no list, or it names services in other units alone (of any form: in one form).
    """
    rows = market.network.loc[market.network["counts"] == counts, [*_OFFER, "unit", "committed"]]
    members = market.supply[["market", *_OFFER, "own"]].join(market.markets["unit"], on="market")
    listed = members.merge(rows[_OFFER].drop_duplicates(), on=_OFFER)
    places = listed.merge(rows, on=[*_OFFER, "unit"], how="left").merge(works, on=_OFFER)
    groups = places.assign(committed=places["committed"].where(places["own"])).groupby(CELL)
    sums = pd.DataFrame({"listed": groups.size(), "sum": groups["committed"].sum(min_count=1)})
    found = cells[CELL].join(sums, on=CELL)
    return found["sum"].mask(found["listed"].isna() & bool(len(market.network)), 0.0)
