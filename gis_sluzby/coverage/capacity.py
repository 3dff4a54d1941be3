"""Capacity: what is there and what is in reach, against need, standard and network, by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.coverage.cells import LEVELS
from gis_sluzby.coverage.grid import ROW, different, numbers_of, obce_of_plan, row_numbers
from gis_sluzby.coverage.supply import members_of_areas, standing, with_legal_form
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.coverage.cells import Market

#: Units of which a figure per 1,000 people can be compared between areas; of klienti that of
#: ambulantní services alone: "okamžitá kapacita" of others is each service's own.
_COMPARABLE = ("luzka", "misto", "fte")
_PER = 1000.0
#: At what level a pobytová service is balanced, by the level of its standard.
_BALANCED = {"obec": "orp", "orp": "orp", "kraj": "kraj", "stat": "kraj"}
#: Names of columns of cells in the tables.
_NAMES = {
    "services_standing": "services",
    "unknown_standing": "services_unknown",
    "network": "network_committed",
}


class InReach(NamedTuple):
    """The services in reach, and what they offer.

    Parameters
    ----------
    services
        obec, market and service, all by number.
    amounts
        Registered capacity, markets × services; null where it is not known.
    """

    services: pd.DataFrame
    amounts: NDArray[np.float64]


def capacity_tables(
    market: Market,
    cells: Mapping[str, pd.DataFrame],
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    counting: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Set the capacity of every area against need, standard and network.

    Parameters
    ----------
    market
        As `cells.market_of` gives it.
    cells
        As `cells.cells_by_level` gives them.
    centre
        The tables of the datové centrum.
    coverage
        The tables standards, coverage_obec, coverage_orp and coverage_kraj.
    counting
        The services that count in each obec, as `status.coverage_obec` gives them.

    Returns
    -------
    The tables capacity_obec, capacity_orp and capacity_kraj: every area × every druh, forma, cs
    and unit of which a capacity, a need, a network or a standard speaks.
    """
    if market.markets.empty:
        return {f"capacity_{level}": empty(f"capacity_{level}") for level in LEVELS}
    in_reach = _in_reach(market, centre, coverage["standards"], counting)
    tables = {}
    for level in LEVELS:
        name = f"capacity_{level}"
        rows = _with_people(cells[level].rename(columns=_NAMES), coverage, level)
        tables[name] = conform(_judged(_with_reach(rows, in_reach, centre, level)), name)
    return tables


def _with_people(
    cells: pd.DataFrame, coverage: Mapping[str, pd.DataFrame], level: str
) -> pd.DataFrame:
    """Add the people of the target group, the status of coverage and what the standard requires."""
    kod = f"kod_{level}"
    rows = coverage[f"coverage_{level}"][[kod, *ROW, "target_pop", "status"]]
    rows = with_legal_form(rows.rename(columns={kod: "kod"})).drop_duplicates(["kod", *ROW])
    asked = coverage["standards"][[*ROW, "unit", "required_per_1000"]]
    asked = with_legal_form(asked.rename(columns={"unit": "asked_unit"})).drop_duplicates(ROW)
    cells = cells.merge(rows, on=["kod", *ROW], how="left").merge(asked, on=ROW, how="left")
    mine = cells["unit"] == cells["asked_unit"]
    return cells.assign(required_per_1000=cells["required_per_1000"].where(mine))


def _in_reach(
    market: Market,
    centre: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
    counting: pd.DataFrame,
) -> InReach:
    """Give the services in reach of each obec by market.

    Ambulantní and terénní services count as the standard measures them; pobytové wherever they
    stand in the ORP or the kraj, by the level of their standard.
    """
    obce, services = obce_of_plan(centre), pd.Index(centre["services"]["service_id"])
    rows = row_numbers(market.markets, standards)
    kinds = market.markets.assign(market=market.markets.index, row=rows)
    residential = kinds["forma"] == "pob"
    level = kinds["row"].map(standards["level"]).map(_BALANCED).fillna("orp")
    parts = _visited(kinds[~residential & (rows >= 0)], counting)
    supply = market.supply.assign(service=numbers_of(market.supply["service_id"], services))
    for balanced in ("orp", "kraj"):
        here = supply["market"].isin(kinds.loc[residential & (level == balanced), "market"])
        stands, members = standing(centre, balanced), members_of_areas(centre, balanced)
        areas = pd.Index(members["kod"].unique())
        stands = pd.DataFrame(
            {
                "service": numbers_of(stands["service_id"], services),
                "area": numbers_of(stands["kod"], areas),
            }
        )
        members = pd.DataFrame(
            {
                "obec": numbers_of(members["kod_obec"], obce),
                "area": numbers_of(members["kod"], areas),
            }
        )
        placed = supply.loc[here, ["market", "service"]].merge(stands, on="service")
        parts.append(placed.merge(members, on="area")[["obec", "market", "service"]])
    every = pd.concat(parts, ignore_index=True)
    offered = supply["market"].to_numpy(), supply["service"].to_numpy()
    amounts = np.full((len(kinds), len(services)), np.nan)
    amounts[offered] = supply["amount"]
    registered = np.zeros(amounts.shape, dtype=bool)
    registered[offered] = True
    return InReach(every[registered[every["market"], every["service"]]], amounts)


def _visited(kinds: pd.DataFrame, counting: pd.DataFrame) -> list[pd.DataFrame]:
    """Give the services that count in each obec by market; a row may have markets of many units."""
    row = counting["row"].to_numpy()
    found = []
    for _, alike in kinds.groupby(kinds.groupby("row").cumcount()):
        market = np.full(max(row.max(initial=0), kinds["row"].max()) + 1, -1)
        market[alike["row"]] = alike["market"]
        mine = counting.loc[market[row] >= 0, ["obec", "row", "service"]]
        found.append(mine.assign(market=market[mine["row"]])[["obec", "market", "service"]])
    return found


def _with_reach(
    cells: pd.DataFrame, in_reach: InReach, centre: Mapping[str, pd.DataFrame], level: str
) -> pd.DataFrame:
    """Add the capacity in reach of somebody in the area, each service once."""
    member = members_of_areas(centre, level).set_index("kod_obec")["kod"]
    area, names = pd.factorize(member.reindex(obce_of_plan(centre)))
    markets, near = len(in_reach.amounts), in_reach.services
    near = near[area[near["obec"]] >= 0]
    every = len(names) * markets
    cell, service = different(
        area[near["obec"]] * markets + near["market"].to_numpy(), near["service"].to_numpy(), every
    )
    amount = in_reach.amounts[cell % markets, service]
    known = np.bincount(cell[~np.isnan(amount)], minlength=every) > 0
    sums = np.where(known, np.bincount(cell, np.nan_to_num(amount), minlength=every), np.nan)
    here = numbers_of(cells["kod"], pd.Index(names)) * markets + cells["market"].to_numpy()
    residential = cells["forma"] == "pob"
    # by minutes and by declaration the status of coverage knows whether silence means nobody
    silent = cells["status"].isin(("no_data", "not_applicable")) & ~residential
    nobody = pd.Series(np.bincount(cell, minlength=every)[here] == 0, index=cells.index)
    none = nobody & cells["complete"] & (~residential | cells["certain"])
    reached = pd.Series(sums[here], index=cells.index)
    return cells.assign(accessible=reached.mask(none, 0.0).mask(silent))


def _judged(cells: pd.DataFrame) -> pd.DataFrame:
    """Set the figure per 1,000 people, the deficit and the status."""
    people = cells["target_pop"].where(cells["target_pop"] > 0)
    comparable = cells["unit"].isin(_COMPARABLE) | (
        (cells["unit"] == "klient") & (cells["forma"] == "amb")
    )
    required = cells["required_per_1000"] * cells["target_pop"] / _PER
    # what the area states itself, or what the standard asks, whichever is more
    wanted = pd.concat([cells["need"], required], axis=1).max(axis=1)
    lacking = (wanted - cells["supplied"]).clip(lower=0.0)
    known = wanted.notna() & (cells["certain"] | (lacking == 0))
    return cells.assign(
        per_1000=(cells["supplied"] / people * _PER).where(comparable),
        deficit=lacking.where(known),
        capacity_status=np.select(
            [wanted.isna().to_numpy(), (known & (lacking > 0)).to_numpy(), known.to_numpy()],
            ["not_applicable", "short", "met"],
            "no_data",
        ),
    )
