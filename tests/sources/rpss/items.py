"""Items of the register's open data, written by hand as the register writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.sources.given import source_of

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source

Item = dict[str, Any]


def address(kod_obec: str | None = "100001", **changes: Any) -> Item:  # noqa: ANN401
    """Give an address in an obec."""
    return {
        "cisloDomovni": 5,
        "cisloOrientacni": "3",
        "kodAdresnihoMista": None,
        "psc": "46001",
        "kraj": None,
        "obec": {"id": f"Obec/{kod_obec}"} if kod_obec else None,
        "castObce": None,
        "ulice": {"nazev": "Dlouhá"},
    } | changes


def facility(**changes: Any) -> Item:  # noqa: ANN401
    """Give a facility, open since 2020."""
    return {
        "nazev": "Dům",
        "utajenaAdresa": False,
        "adresa": address(),
        "poskytujeOd": "2020-01-01",
        "poskytujeDo": None,
        "vedouci": {"jmeno": "Jméno", "prijmeni": "Vedoucího"},
    } | changes


def form(code: str = "pob", *capacities: tuple[int | None, str | None], **changes: Any) -> Item:  # noqa: ANN401
    """Give a form with capacities: count and unit."""
    return {
        "forma": {"id": f"FormaSocialniSluzby/{code}"},
        "nepretrzitePoskytovani": False,
        "casoveRozsahy": None,
        "kapacity": [
            {"pocet": count, "popis": None, "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"}}
            for count, unit in capacities
        ],
    } | changes


def item(key: str | None = "1000001", **changes: Any) -> Item:  # noqa: ANN401
    """Give a service in force: a home for the old with one facility."""
    return {
        "portalId": 7,
        "id": "x",
        "identifikator": key,
        "datumPoskytovaniOd": "2007-01-01",
        "datumPoskytovaniDo": None,
        "druhSocialniSluzby": {"id": "DruhSocialniSluzby/13"},
        "kontaktniAdresy": [],
        "zarizeni": [facility()],
        "poskytovatel": {"nazev": "Domov, p. o.", "ico": "00000019", "dic": None},
        "ciloveSkupiny": [],
        "vekoveSkupiny": [],
        "doplnujiciInformaceVekoveSkupiny": None,
        "formy": [form("pob", (32, "luzka"))],
        "rozsirenePusobnostiVKraji": [],
        "doplnkoveUdaje": None,
    } | changes


def register(plan: Plan, *items: Any, **keys: Any) -> Source:  # noqa: ANN401
    """Write items into the plan's data folder and declare them as the open data."""
    path = plan.path.parent / "data" / "rpss.json"
    path.write_text(json.dumps({"polozky": items}, ensure_ascii=False), encoding="utf-8")
    return source_of("services", "rpss.json", reader="rpss", **keys)


def listed(name: str, names: dict[str, str]) -> Item:
    """Give a code list as the register publishes it."""
    return {
        "polozky": [{"id": f"{name}/{code}", "nazev": {"cs": cs}} for code, cs in names.items()]
    }


def write_list(plan: Plan, path: str, name: str, names: dict[str, str]) -> None:
    """Write a code list into the plan's data folder."""
    text = json.dumps(listed(name, names), ensure_ascii=False)
    (plan.path.parent / "data" / path).write_text(text, encoding="utf-8")
