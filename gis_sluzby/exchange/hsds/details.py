"""What belongs to one HSDS service: its forms, capacities, target groups and declared areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.exchange.hsds.carried import (
    AREA,
    CAPACITY_FORMA,
    FORMA,
    OKRUH,
    ROW_TABLES,
    TARGET,
)
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from gis_sluzby.exchange.hsds.objects import Row
    from gis_sluzby.exchange.hsds.reading import HsdsReader

UNKNOWN = "unknown"
_DECLARED = ("forma", "claim", "evidence", "od", "do", "source_id")


@dataclass
class Details:
    """Rows of the tables that speak about services, in the making.

    Parameters
    ----------
    rows
        Rows by table.
    """

    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {
            name: [] for name in ("offers", "capacities", "targets", "declared", *ROW_TABLES)
        }
    )


def details_of(
    reader: HsdsReader, key: str, service: Row, details: Details
) -> list[dict[str, Any]]:
    """Read what belongs to a service.

    Parameters
    ----------
    reader
        The HSDS tables.
    key
        HSDS id of the service.
    service
        Its row of `services`.
    details
        Takes the rows.

    Returns
    -------
    Findings about what was left out.
    """
    service_id = service["service_id"]
    offers = _offers(reader, key, service)
    capacities, repeated = _capacities(reader, key, [offer["forma"] for offer in offers])
    areas = reader.of("service_area", key)
    declared = [row for area in areas if (row := _declared(reader, area)) is not None]
    found = {
        "offers": offers,
        "capacities": capacities,
        "targets": _targets(reader, key),
        "declared": declared,
        **{name: reader.whole_rows(key, name) for name in ROW_TABLES},
    }
    for name, rows in found.items():
        details.rows[name] += [{**row, "service_id": service_id} for row in rows]
    place = Place(service_id, service["source_id"], service["source_row"], "capacities")
    left_out = [
        finding(
            "hsds_capacity",
            "warning",
            "capacities",
            place,
            found=", ".join(repeated),
            expected="jedna kapacita za formu a jednotku",
            action="přijata první",
        )
    ]
    words = [area.get("name") or "" for area in areas if not reader.attributes(area["id"], AREA)]
    described = [
        finding(
            "hsds_area",
            "warning",
            "declared",
            place._replace(column="service_areas"),
            found="; ".join(words),
            expected="území s kódem",
            action="působnost nepřijata",
        )
    ]
    return [*(left_out if repeated else []), *(described if words else [])]


def _offers(reader: HsdsReader, key: str, service: Row) -> list[Row]:
    """Give the forms: those stated, else the only one by law, else unknown."""
    schedules = reader.of("schedule", key)
    stated = {
        str(reader.term(row).get("code")): row.get("value") or "source"
        for row in reader.attributes(key, FORMA)
    }
    if not stated:
        single = codelists.single_form(service["druh"]) if _is_known(service["druh"]) else None
        stated = {single: "zakon"} if single else {UNKNOWN: UNKNOWN}
    offers = []
    for forma, basis in stated.items():
        own = [s for s in schedules if _forma_of(reader, s["id"]) in (forma, None)]
        hours = [s["description"] for s in own if s.get("description")]
        offers.append(
            {
                "forma": forma,
                "forma_basis": basis,
                "nonstop": any(_is_nonstop(s) for s in own),
                "hours": "; ".join(hours) or None,
            }
        )
    return offers


def _is_known(druh: str) -> bool:
    """Tell whether the code list has a druh."""
    return any(d.code == druh for d in codelists.druhy())


def _is_nonstop(schedule: Row) -> bool:
    """Tell whether a schedule says day and night."""
    opens, closes = schedule.get("opens_at", ""), schedule.get("closes_at", "")
    return opens.startswith("00:00") and closes.startswith("23:59")


def _forma_of(reader: HsdsReader, key: str) -> str | None:
    """Give the form that a schedule is for, None where it is for all."""
    found = reader.attributes(key, FORMA)
    return str(reader.term(found[0]).get("code")) if found else None


def _capacities(reader: HsdsReader, key: str, forms: list[str]) -> tuple[list[Row], list[str]]:
    """Give the capacities, and the units that a form has twice."""
    of_capacity = {
        str(row.get("value")): str(reader.term(row).get("code"))
        for row in reader.attributes(key, CAPACITY_FORMA)
    }
    only = forms[0] if len(forms) == 1 else UNKNOWN
    kept: dict[tuple[str, str], Row] = {}
    repeated = []
    for row in reader.of("service_capacity", key):
        unit = _unit(reader.tables["unit"].get(row.get("unit_id", ""), {}))
        forma = of_capacity.get(row["id"], only)
        if (forma, unit) in kept:
            repeated.append(unit)
            continue
        kept[forma, unit] = {
            "forma": forma,
            "unit": unit,
            "count": row.get("maximum", row.get("available")),
            "note": row.get("description"),
        }
    return [*kept.values(), *reader.whole_rows(key, "capacities")], repeated


def _unit(unit: Row) -> str:
    """Give the code of a unit: our own, else one that the code list knows, else its name."""
    if unit.get("scheme") == "gis_sluzby" and unit.get("identifier"):
        return str(unit["identifier"])
    name = str(unit.get("name", ""))
    return codelists.find_unit(name) or name


def _targets(reader: HsdsReader, key: str) -> list[Row]:
    """Give the target groups: our own, else terms whose name the code list knows."""
    above = {
        row["taxonomy_term_id"]: reader.term(row).get("code")
        for row in reader.attributes(key, OKRUH)
    }
    own = [
        {
            "target_group": reader.term(row).get("code"),
            "cs": above.get(reader.term(row).get("parent_id", "")),
            "note": row.get("value"),
        }
        for row in reader.attributes(key, TARGET)
    ]
    if own:
        return own
    names = (str(term.get("name", "")) for term in reader.terms(key))
    groups = sorted({group for name in names if (group := codelists.find_target_group(name))})
    return [
        {"target_group": g, "cs": codelists.target_groups()[g].cs, "note": None} for g in groups
    ]


def _declared(reader: HsdsReader, area: Row) -> Row | None:
    """Give a declared area; none where HSDS only describes it, or makes no claim."""
    found = reader.attributes(area["id"], AREA)
    columns = reader.columns(area["id"], "declared", _DECLARED)
    if not found or columns["claim"] is None:
        return None
    level, _, kod = str(reader.term(found[0]).get("code")).partition(" ")
    return {**columns, "level": level, "kod": kod}
