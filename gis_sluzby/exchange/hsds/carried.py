"""What of a datové centrum HSDS carries, what it does not, and the extension that carries the rest.

HSDS has no field for the druh, the forma, the claim to an area and other things that the tables
hold. Its standard extension is the `attribute`, which applies a term of a taxonomy, or a value, to
an object. Here `link_type`, after the prefix `gis_sluzby:`, says what the attribute is:

- one of the constants below: a term of a code list (druh, forma, target group, area);
- `table.column`: the value of a column that HSDS has no field for;
- `table` (of `ROW_TABLES`): a whole row of a service as JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Edition = Literal["public", "internal"]

#: Before the `link_type` of our attributes, so that nobody else's are taken for them.
PREFIX: Final = "gis_sluzby:"
DRUH: Final = "druh"
FORMA: Final = "forma"
TARGET: Final = "target_group"
OKRUH: Final = "okruh"
AREA: Final = "area"
#: The form of a capacity; the value of the attribute is the id of the capacity.
CAPACITY_FORMA: Final = "capacity_forma"
#: The taxonomy of the columns: in the tabular package every attribute must have a term.
COLUMN: Final = "column"

_OWN = "Číselník programu gis_sluzby, nejde o úřední číselník."
#: Name and description of each taxonomy, by its code.
TAXONOMIES: Final[Mapping[str, tuple[str, str]]] = {
    DRUH: ("Druhy sociálních služeb", f"Kódy podle paragrafů zákona č. 108/2006 Sb. {_OWN}"),
    FORMA: ("Formy sociálních služeb", _OWN),
    TARGET: ("Cílové skupiny sociálních služeb", _OWN),
    OKRUH: ("Okruhy cílových skupin", _OWN),
    AREA: ("Území", "Kódy obcí, ORP, okresů a krajů podle ČSÚ, před nimi úroveň území."),
    COLUMN: ("Sloupce datového centra", f"Údaje, pro které HSDS pole nemá. {_OWN}"),
}

#: Tables of rows that belong to a service and that HSDS cannot express; the internal edition only.
ROW_TABLES: Final = ("network", "service_year")
#: Columns of the table `services` that HSDS has no field for.
SERVICE_COLUMNS: Final = (
    *("service_id", "identifikator", "od", "do"),
    *("age_groups", "age_note", "source_id", "source_row"),
)
#: Columns of the table `sources` that go with every service of the source.
SOURCE_COLUMNS: Final = ("title", "vintage", "licence", "attribution", "complete_for")

#: What an HSDS file made here does not hold, by table or table.column: the reason, in Czech.
NOT_CARRIED: Final[Mapping[str, str]] = {
    "obce": "HSDS popisuje služby, ne území; hranice má plán z vlastního zdroje",
    "obec_points": "HSDS popisuje služby, ne území",
    "demand_points": "HSDS popisuje služby, ne území",
    "areas": "HSDS popisuje služby, ne území; název vymezeného území se uvádí",
    "area_obce": "HSDS popisuje služby, ne území",
    "obec_parts": "HSDS popisuje služby, ne území",
    "water": "HSDS popisuje služby, ne území",
    "population": "HSDS popisuje služby, ne obyvatele",
    "need": "HSDS potřebu území nezná",
    "indicators": "HSDS ukazatele území nezná",
    "matrix": "HSDS popisuje služby, ne cesty k nim",
    "departments": "úřady nejsou sociální služby",
    "sites.startup_minutes": "patří k výpočtu cesty, ne ke službě",
    "audit": "nálezy patří ke vstupům, ze kterých datové centrum vzniklo",
    "sources.table": "po načtení je zdrojem služeb soubor HSDS",
    "sources.path": "po načtení je zdrojem soubor HSDS",
    "sources.sha256": "po načtení je zdrojem soubor HSDS",
    "sources.rows_read": "po načtení se počítají řádky souboru HSDS",
    "sources.rows_kept": "po načtení se počítají řádky souboru HSDS",
    "sources.rows_rejected": "po načtení se počítají řádky souboru HSDS",
}
#: Rows of the tables above that are left out.
ROWS_NOT_CARRIED: Final[tuple[str, ...]] = (
    "místa s utajenou adresou a místa služeb s utajenou adresou",
    "vymezená působnost služeb s utajenou adresou pod úrovní kraje (uvede se jen kraj)",
    "poskytovatelé bez služby, místa bez služby, zdroje bez služby",
    "ve veřejném vydání síť (network), služby v letech (service_year) a kapacity v úvazcích",
)
