"""The real rows into which mutations are planted, filled up from the lists of the ČSÚ.

The list of Karlovarský kraj has no IČO, forms, dates or names of places: IČO with a right check
digit and dates are made up, a lawful form and the names are looked up. Nothing of the audit is
imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

#: Forms by zákon 108/2006 Sb., § 37 to 70, as its sections have them; the one written into the
#: rows comes first.
LAWFUL = {
    "odborné sociální poradenství": ("ambulantní", "terénní"),
    "osobní asistence": ("terénní",),
    "pečovatelská služba": ("terénní", "ambulantní"),
    "tísňová péče": ("terénní",),
    "průvodcovské a předčitatelské služby": ("terénní", "ambulantní"),
    "podpora samostatného bydlení": ("terénní",),
    "odlehčovací služby": ("pobytová", "ambulantní", "terénní"),
    "centra denních služeb": ("ambulantní",),
    "denní stacionáře": ("ambulantní",),
    "týdenní stacionáře": ("pobytová",),
    "domovy pro osoby se zdravotním postižením": ("pobytová",),
    "domovy pro seniory": ("pobytová",),
    "domovy se zvláštním režimem": ("pobytová",),
    "chráněné bydlení": ("pobytová",),
    "raná péče": ("terénní", "ambulantní"),
    "azylové domy": ("pobytová",),
    "domy na půl cesty": ("pobytová",),
    "noclehárny": ("ambulantní",),
    "terénní programy": ("terénní",),
}
FORMS = ("ambulantní", "pobytová", "terénní")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)


class Real(NamedTuple):
    """What mutations are planted into and drawn from.

    Parameters
    ----------
    services
        Rows of services, all text; the index is the row of the file.
    obce
        ČSÚ: kod_obec, nazev, kod_orp, nazev_orp, nazev_okres, kod_kraj, nazev_kraj.
    """

    services: pd.DataFrame
    obce: pd.DataFrame


def real_rows(data: Path, random: Random) -> Real:
    """Read the real rows and fill them up."""
    obce = _obce(data / "registers")
    rows = pd.read_csv(data / "services" / "socialni_sluzby_karlovarsky.csv", dtype=str)
    rows = rows.rename(
        columns={
            "objekt_id": "key",
            "poskytovatel": "provider",
            "druh_sluzby": "druh",
            "kod_obce": "kod_obec",
        }
    ).drop(columns="kod_orp")
    rows = rows.merge(obce, on="kod_obec", how="left").rename(columns={"nazev": "nazev_obec"})
    icos = {name: valid_ico(random) for name in sorted(set(rows["provider"]))}
    rows["ico"] = rows["provider"].map(icos)
    rows["identifikator"] = [str(1_000_000 + place) for place in range(len(rows))]
    rows["forma"] = [LAWFUL.get(druh, ("",))[0] for druh in rows["druh"]]
    rows["address"] = [f"Zkušební {place}" for place in range(1, len(rows) + 1)]
    rows["wkt"] = "POINT(" + rows["lon"] + " " + rows["lat"] + ")"
    rows["od"] = [f"20{random.randint(7, 24):02}-0{random.randint(1, 9)}-01" for _ in rows.index]
    rows["do"] = ""
    rows["kod_adm"] = ""
    rows.index = pd.RangeIndex(2, 2 + len(rows))
    return Real(rows.fillna(""), obce)


def valid_ico(random: Random) -> str:
    """Make up an IČO whose last digit is right, every other with a zero in front."""
    digits = [random.choice((0, random.randint(1, 9))), *(random.randint(0, 9) for _ in range(6))]
    return "".join(map(str, digits)) + _last_digit(digits)


def has_right_digit(ico: str) -> bool:
    """Tell whether the last digit of an IČO is right."""
    return ico[7:] == _last_digit([int(digit) for digit in ico[:7]])


def _last_digit(digits: list[int]) -> str:
    """Give the check digit of the first seven."""
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return str((11 - total % 11) % 10)


def _obce(folder: Path) -> pd.DataFrame:
    """Read what the ČSÚ says of all obce."""
    orp = pd.read_csv(folder / "VAZ0065_0043_CS.csv", dtype=str)
    okres = pd.read_csv(folder / "VAZ0043_0101_CS.csv", dtype=str)
    okresy = pd.read_csv(folder / "CIS0101_CS.csv", dtype=str, sep=";", encoding="cp1250")
    kraje = pd.read_csv(folder / "CIS0100_CS.csv", dtype=str, sep=";", encoding="cp1250")
    lau = okresy.set_index("CHODNOTA")["OKRES_LAU"]
    of_okres = okres.set_index("chodnota1")[["chodnota2", "text2"]]
    obce = orp.rename(
        columns={
            "chodnota1": "kod_orp",
            "text1": "nazev_orp",
            "chodnota2": "kod_obec",
            "text2": "nazev",
        }
    )[["kod_obec", "nazev", "kod_orp", "nazev_orp"]]
    obce["nazev_okres"] = obce["kod_obec"].map(of_okres["text2"])
    obce["kod_kraj"] = obce["kod_obec"].map(of_okres["chodnota2"]).map(lau).str[:5]
    obce.loc[obce["nazev"] == "Praha", "kod_kraj"] = "CZ010"
    obce["nazev_kraj"] = obce["kod_kraj"].map(kraje.set_index("CZNUTS")["TEXT"])
    return obce
