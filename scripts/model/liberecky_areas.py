"""Programme areas of the model: NZDM (§ 62) in 16 areas, SAS for families (§ 65) in 14.

An area is a group of POÚ within one ORP. Gaps are planted: obce that no area of SAS has, and areas
of NZDM in which no service works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

#: POÚ of the areas by programme; the obce of an ORP that is not named here are one area.
_LIBEREC = (("51052", "51056"), ("51053", "51054"), ("51051", "51055"))
_PARTED: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {
    "62": {
        "5101": (("51011",), ("51012",), ("51013",)),
        "5102": (("51021",), ("51022",)),
        "5105": _LIBEREC,
        "5106": (("51061",), ("51062",)),
    },
    "65": {
        "5101": (("51011",), ("51012", "51013")),
        "5105": _LIBEREC,
        "5107": (("51071",), ("51072",)),
    },
}
_NAMES = {"62": "NZDM", "65": "SAS"}
#: Areas of NZDM in which no service works.
UNSERVED = ("NZDM-05", "NZDM-11")
#: In these ORP the two smallest obce belong to no area of SAS.
GAP_ORP = ("5104", "5109")
_GAP_OBCE = 2


class Area(NamedTuple):
    """One programme area.

    Parameters
    ----------
    kod, nazev
        Its code and name.
    druh
        The programme's kind of service.
    obce
        Codes of its obce.
    """

    kod: str
    nazev: str
    druh: str
    obce: tuple[str, ...]


def programme_areas(obce: gpd.GeoDataFrame) -> list[Area]:
    """Give the areas of both programmes.

    Parameters
    ----------
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    The areas in the order of their codes.
    """
    left_out = gaps(obce)
    areas = []
    for druh, parted in _PARTED.items():
        groups = [
            (kod_orp, served)
            for kod_orp, inside in obce.groupby("kod_orp")
            for served in parted.get(str(kod_orp), (tuple(sorted(set(inside["kod_pou"]))),))
        ]
        for number, (_, served) in enumerate(groups, 1):
            members = obce[obce["kod_pou"].isin(served)].sort_values("people")
            biggest, name = members.iloc[-1]["nazev"], _NAMES[druh]
            codes = set(members["kod_obec"]) - (left_out if druh == "65" else set())
            area = Area(f"{name}-{number:02d}", f"{name} {biggest}", druh, tuple(sorted(codes)))
            areas.append(area)
    return areas


def gaps(obce: gpd.GeoDataFrame) -> set[str]:
    """Give the obce that no area of SAS has.

    Parameters
    ----------
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    Their codes.
    """
    ordered = obce[obce["kod_orp"].isin(GAP_ORP)].sort_values(["people", "kod_obec"])
    return set(ordered.groupby("kod_orp").head(_GAP_OBCE)["kod_obec"])


def area_table(obce: gpd.GeoDataFrame) -> pd.DataFrame:
    """Make the plan's table `custom_areas`.

    Parameters
    ----------
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    kod, nazev, kod_obec.
    """
    rows = [(a.kod, a.nazev, obec) for a in programme_areas(obce) for obec in a.obce]
    return pd.DataFrame(rows, columns=["kod", "nazev", "kod_obec"])
