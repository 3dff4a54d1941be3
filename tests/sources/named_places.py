"""Areas of a made kraj by which tests name them."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis_sluzby.sources.area_names import places_of_plan

#: kod_obec, name, ORP, okres; two of them are namesakes, one lies outside the plan.
OBCE = [
    ("563510", "Jablonec nad Nisou", "5103", "CZ0512", True),
    ("576051", "Jablonec nad Jizerou", "5107", "CZ0514", True),
    ("563749", "Rychnov u Jablonce nad Nisou", "5103", "CZ0512", True),
    ("563820", "Tanvald", "5108", "CZ0512", True),
    ("577001", "Lhota", "5107", "CZ0514", True),
    ("577002", "Lhota", "5108", "CZ0512", True),
    ("577003", "Lučany", "5103", "CZ0512", True),
    ("577004", "Lučany nad Nisou", "5103", "CZ0512", True),
    ("577005", "Malá Skála a Záhoří", "5107", "CZ0514", True),
    ("599999", "Praha", "1000", "CZ0100", False),
]
AREAS = [
    ("orp", "5103", "Jablonec nad Nisou"),
    ("orp", "5107", "Semily"),
    ("orp", "5108", "Tanvald"),
    ("okres", "CZ0512", "Jablonec nad Nisou"),
    ("okres", "CZ0514", "Semily"),
    ("kraj", "CZ051", "Liberecký kraj"),
]
COLUMNS = ["kod_obec", "nazev", "kod_orp", "kod_okres", "in_plan"]
PLACES = places_of_plan(
    gpd.GeoDataFrame(OBCE, columns=COLUMNS), pd.DataFrame(AREAS, columns=["level", "kod", "nazev"])
)
