"""Koncept sítě: need, network and registered capacity side by side, and what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.coverage.cells import Market

#: Names of columns of cells in the table.
_NAMES = {
    "supplied": "registered",
    "services_working": "services",
    "unknown_working": "services_unknown",
}


def network_concept(market: Market, cells: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Set the need of every ORP and of the kraj against the network and the register.

    Parameters
    ----------
    market
        As `cells.market_of` gives it.
    cells
        As `cells.cells_by_level` gives them.

    Returns
    -------
    The table `network_concept`: the period is that of the plan's day. A service counts where it
    works, see `supply.working`: one that works in several ORP counts whole in each of them, so
    that the kraj is not their sum. The gap is need less network, negative where there is more.
    """
    if market.markets.empty:
        return empty("network_concept")
    periods = market.network["period"]
    levels = [cells[level].assign(level=level) for level in ("orp", "kraj")]
    rows = pd.concat(levels, ignore_index=True).rename(columns=_NAMES)
    rows["gap"] = rows["need"] - rows["network"]
    rows["network_period"] = periods.iloc[0] if len(periods) else None
    return conform(rows, "network_concept")
