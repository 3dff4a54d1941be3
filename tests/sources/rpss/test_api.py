"""The web service of the register: its own names, numbers for codes, no addresses."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby.sources.rpss.register import Register, read_register
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of 27 September 2026."""
    return plan_in(tmp_path).model_copy(update={"date": date(2026, 9, 27)})


def read(plan: Plan, *records: dict[str, Any], **beside: Any) -> Register:  # noqa: ANN401
    path = plan.path.parent / "data" / "rpss.json"
    path.write_text(json.dumps({**beside, "list": records}), encoding="utf-8")
    return read_register(plan, source_of("services", "rpss.json", reader="rpss_api"))


def record(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give a day centre as the web service writes it."""
    return {
        "sluzba": {
            "id": 1,
            "identifikator": "1000001",
            "datumPoskytovaniOd": "2020-01-01",
            "datumPoskytovaniDo": None,
            "druhSocialniSluzbyId": 3844,
            "sluzbyVZarizeni": [],
            "formySocialniSluzby": [],
        }
        | changes,
        "poskytovatel": {
            "nazevPoskytovatele": "Domov, p. o.",
            "osobaPoskytovatele": {"ico": "00000019", "nazevPo": "Domov, p. o."},
        },
    }


def rows(found: Register, name: str, *columns: str) -> list[tuple[Any, ...]]:
    frame = found.details[name].sort_values(["service_id", *columns[:1]])[list(columns)]
    return [tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)]


def test_the_two_real_records_are_read(plan: Plan, real_data: Path) -> None:
    """Expected by hand from the records: they are 2 of 633, and their age groups have no names."""
    real = "services/rpss_api_2_zaznamy.json"
    assert (real_data / real).is_file()
    found = read_register(plan, source_of("services", real, reader="rpss_api"))
    assert (found.read, found.rejected) == (2, 0)
    assert [(one["rule"], one["severity"], one["found"]) for one in found.findings] == [
        ("register_codes", "info", "4595 (1×)"),
        *(("register_codes", "info", f"{code} (2×)") for code in (4596, 4597, 4598)),
        ("register_partial", "warning", "soubor má záznamů 2, sám jich uvádí 633"),
    ]
    services = found.frame[["service_id", "druh", "forms", "ico", "od", "secret"]]
    assert services.to_numpy().tolist() == [
        ["zdroj:1723384", "70", ("amb", "ter"), "70942412", "2026-01-01", False],
        ["zdroj:1110760", "44", ("pob",), "46769382", "2026-01-01", False],
    ]
    assert found.places["nazev"].tolist() == [
        "Sociální rehabilitace pro sluchově postižené Ústí nad Labem",
        "Charitní domov sv.Zdislava - odlehčovací služba",
    ]
    assert rows(found, "offers", "forma", "nonstop", "hours") == [
        ("pob", True, None),
        (
            *("amb", False),
            "út–st 8:00 - 15:00; čt 9:00 - 14:00; pá 8:00 - 10:00 - na objednání",
        ),
        ("ter", False, "po 8:00 - 10:00 - na objednání"),
    ]
    assert rows(found, "capacities", "forma", "unit", "count") == [
        ("pob", "luzka", 3.0),
        ("amb", "klient", 1.0),
        ("ter", "klient", 1.0),
    ]
    assert rows(found, "targets", "target_group", "cs") == [("10", "dusevni"), ("16", "ozp")]
    assert found.frame["age_note"].tolist()[0] == "Od 18 let věku."
    assert found.frame["age_groups"].tolist() == ["4595 4596 4597 4598", "4596 4597 4598"]


def test_a_whole_answer_is_no_part_of_one(plan: Plan) -> None:
    assert read(plan, record(), count=1).findings == []
    assert read(plan, record()).findings == []


def test_numbers_that_no_code_list_has_are_told(plan: Plan) -> None:
    capacities = [{"pocet": 3, "typKapacityId": number} for number in (7377, 7375)]
    forms = [{"formaId": 3883, "kapacitySocialniSluzby": capacities}, {"formaId": 9}]
    found = read(plan, record(formySocialniSluzby=forms))
    assert rows(found, "capacities", "unit", "count") == [("luzka", 3.0)]
    assert [(one["rule"], one["column"]) for one in found.findings] == [
        ("register_codes", "FormaSocialniSluzby=9"),
        ("register_codes", "TypKapacitySocialniSluzby=7375"),
    ]


def test_natural_persons_are_dropped(plan: Plan) -> None:
    person = record()
    person["poskytovatel"] = {
        "nazevPoskytovatele": "Jana Vymyšlená",
        "osobaPoskytovatele": {"jmeno": "Jana", "prijmeni": "Vymyšlená", "nazevPo": None},
    }
    found = read(plan, person)
    assert found.frame.empty
    assert [one["rule"] for one in found.findings] == ["natural_person"]


def test_a_secret_facility_hides_its_name(plan: Plan) -> None:
    hidden = {"nazevZarizeni": "Dům v Dlouhé ulici", "utajenaAdresa": True}
    found = read(plan, record(sluzbyVZarizeni=[hidden]))
    assert found.frame["secret"].tolist() == [True]
    assert found.frame["nazev"].isna().all()
    assert found.places["nazev"].isna().all()
