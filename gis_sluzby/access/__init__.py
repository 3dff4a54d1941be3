"""Access: what the literature measures, on plain frames of travel, supply and demand.

Every measure takes the same three frames and gives one with every area in it: `travel`
(supply_id, demand_id, minutes; a pair out of reach is missing), `supply` (supply_id, unit, amount)
and `demand` (demand_id, people). 0 is computed; null means that there is nothing to compute. Units
are never mixed: supply of several units, kinds or forms is parted into markets by `by`. Equity
measures take such a result with its people.

Examples
--------
>>> import pandas as pd
>>> from gis_sluzby import access
>>> travel = pd.DataFrame(
...     {"supply_id": ["a", "a", "b"], "demand_id": ["x", "y", "y"], "minutes": [5, 25, 10]}
... )
>>> supply = pd.DataFrame(
...     {"supply_id": ["a", "b"], "unit": ["klient", "luzka"], "amount": [30, 20]}
... )
>>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 200, 50]})
>>> ratios = access.enhanced(
...     travel, supply, demand, decay=access.decay.stepped({15: 1, 30: 0.5}), by="unit"
... )
>>> ratios
     unit demand_id  ratio
0  klient         x  0.150
1  klient         y  0.075
2  klient         z  0.000
3   luzka         x  0.000
4   luzka         y  0.100
5   luzka         z  0.000
>>> access.gini(ratios.merge(demand), by="unit").round(3)
     unit  people   gini
0  klient   350.0  0.286
1   luzka   350.0  0.429
"""

from gis_sluzby.access import decay
from gis_sluzby.access.allocation import Allocation, allocation
from gis_sluzby.access.equity.concentration import concentration_index
from gis_sluzby.access.equity.fgt import fgt
from gis_sluzby.access.equity.gini import gini
from gis_sluzby.access.equity.palma import palma
from gis_sluzby.access.equity.theil import theil
from gis_sluzby.access.groups import group_people
from gis_sluzby.access.measures.balanced import balanced
from gis_sluzby.access.measures.cumulative import cumulative
from gis_sluzby.access.measures.enhanced import enhanced
from gis_sluzby.access.measures.gravity import gravity
from gis_sluzby.access.measures.modified import modified
from gis_sluzby.access.measures.nearest import nearest
from gis_sluzby.access.measures.three_step import three_step
from gis_sluzby.access.measures.two_step import two_step
from gis_sluzby.access.supply import capacity_supply, counted_supply, supply_travel

__all__ = [
    "Allocation",
    "allocation",
    "balanced",
    "capacity_supply",
    "concentration_index",
    "counted_supply",
    "cumulative",
    "decay",
    "enhanced",
    "fgt",
    "gini",
    "gravity",
    "group_people",
    "modified",
    "nearest",
    "palma",
    "supply_travel",
    "theil",
    "three_step",
    "two_step",
]
