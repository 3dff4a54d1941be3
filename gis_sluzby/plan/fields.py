"""What a source may give: the fields of each input table, which a plan maps to its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["text", "code", "date", "number", "integer", "flag", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an input table.

    Parameters
    ----------
    type
        How the text of a cell is understood.
    required
        Whether the plan must map it and every row must have it.
    digits
        Length of a code, filled with zeros from the left; 0 where it is free.
    """

    type: FieldType = "text"
    required: bool = False
    digits: int = 0


_NEEDED = Field(required=True)
_TEXT = Field()
_DATE = Field("date")
_NUMBER = Field("number")
_FLAG = Field("flag")

#: Fields of every table that a plan can name as the target of a source.
FIELDS: dict[str, dict[str, Field]] = {
    "obce": {
        "kod_obec": Field("code", required=True, digits=6),
        "nazev": _NEEDED,
        "kod_pou": Field("code"),
        "nazev_pou": _TEXT,
        "kod_orp": Field("code", required=True, digits=4),
        "nazev_orp": _TEXT,
        "kod_okres": Field("code"),
        "nazev_okres": _TEXT,
        "kod_kraj": Field("code", required=True),
        "nazev_kraj": _TEXT,
        "kind": _TEXT,
    },
    "obec_points": {"kod_obec": Field("code", required=True, digits=6)},
    "demand_points": {
        "kod_obec": Field("code", required=True, digits=6),
        "weight": _NUMBER,
        "lon": _NUMBER,
        "lat": _NUMBER,
        "x": _NUMBER,
        "y": _NUMBER,
    },
    "obec_parts": {
        "level": _NEEDED,
        "kod": Field("code", required=True),
        "nazev": _NEEDED,
        "kod_obec": Field("code", required=True, digits=6),
        "people": _NUMBER,
    },
    "relations": {
        "kod_obec": Field("code", required=True, digits=6),
        "level": _NEEDED,
        "kod": Field("code", required=True),
        "nazev": _TEXT,
    },
    "address_points": {
        "kod_adm": Field("code", required=True),
        "kod_obec": Field("code", required=True, digits=6),
    },
    "population": {
        "kod_obec": Field("code", required=True, digits=6),
        "year": Field("integer"),
        "codelist": Field("code"),
        "sex": _TEXT,
        "age": _TEXT,
        "age_from": Field("integer"),
        "age_to": Field("integer"),
        "people": Field("integer"),
    },
    "roads": {"trida": _NEEDED, "oneway": _TEXT, "kmh": _NUMBER},
    "water": {"nazev": _TEXT, "kind": _TEXT},
    "land_cover": {},
    "elevation": {},
    "barriers": {},
    "services": {
        "key": _NEEDED,
        "identifikator": _TEXT,
        "provider": _NEEDED,
        "ico": Field("code"),
        "legal_form": _TEXT,
        "druh": _NEEDED,
        "nazev": _TEXT,
        "forma": Field("list"),
        "address": _TEXT,
        "kod_adm": Field("code"),
        "kod_obec": Field("code", digits=6),
        "nazev_obec": _TEXT,
        "nazev_okres": _TEXT,
        "kod_orp": Field("code", digits=4),
        "nazev_orp": _TEXT,
        "kod_kraj": Field("code"),
        "nazev_kraj": _TEXT,
        "lon": _NUMBER,
        "lat": _NUMBER,
        "x": _NUMBER,
        "y": _NUMBER,
        "wkt": _TEXT,
        "startup_minutes": _NUMBER,
        "secret": _FLAG,
        "od": _DATE,
        "do": _DATE,
        "web": _TEXT,
        "email": _TEXT,
        "phone": _TEXT,
    },
    "capacities": {
        "service": _NEEDED,
        "forma": _NEEDED,
        "unit": _NEEDED,
        "count": Field("number", required=True),
        "note": _TEXT,
    },
    "targets": {"service": _NEEDED, "target_group": _NEEDED, "cs": _TEXT, "note": _TEXT},
    "declared": {
        "service": _NEEDED,
        "forma": _NEEDED,
        "level": _NEEDED,
        "kod": Field("code", required=True),
        "areas": _TEXT,
        "claim": _TEXT,
        "evidence": _NEEDED,
        "od": _DATE,
        "do": _DATE,
    },
    "need": {
        "level": _NEEDED,
        "kod": Field("code", required=True),
        "areas": _TEXT,
        "druh": _NEEDED,
        "forma": _TEXT,
        "cs": _TEXT,
        "unit": _NEEDED,
        "period": _NEEDED,
        "amount": Field("number", required=True),
        "status": _TEXT,
    },
    "network": {
        "network_id": _NEEDED,
        "period": _NEEDED,
        "service": _NEEDED,
        "forma": _NEEDED,
        "unit": _NEEDED,
        "committed": _NUMBER,
        "level": _TEXT,
        "funded": _FLAG,
        "counts": _FLAG,
        "reservation": _FLAG,
        "od": _DATE,
        "do": _DATE,
    },
    "service_year": {
        "service": _NEEDED,
        "forma": _TEXT,
        "year": Field("integer", required=True),
        "field": _NEEDED,
        "value": Field("number", required=True),
        "unit": _TEXT,
    },
    "indicators": {
        "level": _NEEDED,
        "kod": Field("code", required=True),
        "areas": _TEXT,
        "indicator": _NEEDED,
        "period": _NEEDED,
        "value": Field("number", required=True),
        "unit": _TEXT,
    },
    "custom_areas": {
        "kod": Field("code", required=True),
        "nazev": _TEXT,
        "kod_obec": Field("code", required=True, digits=6),
    },
    "matrix": {
        "from": _NEEDED,
        "to": _NEEDED,
        "mode": _TEXT,
        "minutes": Field("number", required=True),
    },
    "departments": {
        "kod_orp": Field("code", required=True, digits=4),
        "nazev": _NEEDED,
        "phone": _TEXT,
        "email": _TEXT,
        "web": _TEXT,
        "address": _TEXT,
        "hours": _TEXT,
    },
}

#: Tables whose rows need geometry.
SPATIAL = (
    *("obce", "obec_points", "obec_parts", "address_points", "roads", "water"),
    *("land_cover", "elevation", "barriers"),
)
#: Tables of the ground, over which rasters of minutes may be computed.
GROUND = ("land_cover", "elevation", "barriers")
#: Readers of tables, for which a source says which column is which field.
TABULAR = ("csv", "xlsx", "vector")
#: Readers of the register of services: one source fills several tables.
REGISTERS = ("rpss", "rpss_api", "rpss_xlsx")
#: Readers of the tables that not every reader of tables can read.
READERS: dict[str, tuple[str, ...]] = {
    "obce": ("vector", "vfr", "inspire"),
    "obec_points": ("vector", "vfr"),
    "demand_points": (*TABULAR, "raster"),
    "obec_parts": ("vector", "vfr"),
    "relations": ("csu", "csv"),
    "address_points": ("ruian_csv", "vfr", "vector"),
    "roads": ("vector", "osm"),
    "water": ("vector",),
    "land_cover": ("raster",),
    "elevation": ("raster",),
    "barriers": ("vector",),
    "services": (*TABULAR, *REGISTERS),
}
#: Readers of one format, whose columns are known.
FIXED_READERS = ("vfr", "inspire", "ruian_csv", "csu", "osm", "raster", *REGISTERS)
