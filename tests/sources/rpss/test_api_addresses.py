"""Addresses of the register's web service: made answers, for a real one was never seen."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.sources.rpss.api_addresses import Addresses, read_facility_addresses
from gis_sluzby.sources.rpss.register import Register, read_register
from gis_sluzby.sources.rpss.shape import AddressParts
from tests.sources.given import plan_in, source_of
from tests.sources.rpss.test_api import record

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

NEMOCNICNI = AddressParts(
    nazev_cast="Sever",
    nazev_obec="Obec 5",
    nazev_okres="Malý okres",
    nazev_kraj="Vzorový kraj",
    street="Nemocniční",
    address="Nemocniční 2272/54, 35201",
)
WITHIN = {
    "adresniMisto": {
        "ulice": {"nazev": "Nemocniční"},
        "cisloDomovni": 2272,
        "cisloOrientacni": "54",
        "psc": {"kodPsc": 35201},
        "castObce": {
            "nazev": "Sever",
            "obec": {
                "nazev": "Obec 5",
                "okres": {"nazev": "Malý okres", "kraj": {"nazev": "Vzorový kraj"}},
            },
        },
    }
}
BESIDE = {
    "nazevUlice": "Nemocniční",
    "cisloDomovni": 2272,
    "cisloOrientacni": "54",
    "psc": "35201",
    "nazevCastiObce": "Sever",
    "nazevObce": "Obec 5",
    "nazevOkresu": "Malý okres",
    "nazevKraje": "Vzorový kraj",
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of 27 September 2026."""
    return plan_in(tmp_path).model_copy(update={"date": date(2026, 9, 27)})


def answer(
    subject: object = 1, address: dict[str, Any] = WITHIN, kind: str = "ZarizeniSocialniSluzby"
) -> dict[str, Any]:
    """Give an item as the web service writes it."""
    return {
        "id": 7,
        "subjektId": subject,
        "typSubjektu": kind,
        "typSpojeni": {"id": 3, "kod": "adrZar", "nazev": "Adresa zařízení"},
        "adresa": {"id": 5, "strukturovanaAdresa": address},
    }


def read(plan: Plan, content: object, name: str = "adresy.json") -> Addresses:
    path = plan.path.parent / "data" / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_facility_addresses(plan, source_of("services", name, reader="rpss_api"))


def facility(number: int, **changes: object) -> dict[str, object]:
    return {"idZarizeni": number, "nazevZarizeni": f"Dům {number}", "utajenaAdresa": 0} | changes


def joined(plan: Plan, facilities: list[dict[str, object]], answers: object) -> Register:
    """Read a service with facilities, and addresses beside it."""
    path = plan.path.parent / "data" / "rpss.json"
    path.write_text(json.dumps({"list": [record(sluzbyVZarizeni=facilities)]}), encoding="utf-8")
    source = source_of("services", "rpss.json", reader="rpss_api")
    return read_register(plan, source, addresses=read(plan, answers).said)


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("address", [WITHIN, BESIDE], ids=["within", "beside"])
def test_both_shapes_say_the_same(plan: Plan, address: dict[str, Any]) -> None:
    found = read(plan, {"list": [answer(1, address)]})
    assert found.said == {"1": (NEMOCNICNI,)}
    assert (found.findings, found.read, found.rejected) == ([], 1, 0)


def test_names_may_stand_without_an_object_of_their_own(plan: Plan) -> None:
    place = WITHIN["adresniMisto"] | {"ulice": "Nemocniční", "psc": "35201"}
    assert read(plan, {"list": [answer(1, {"adresniMisto": place})]}).said == {"1": (NEMOCNICNI,)}


@pytest.mark.parametrize(
    "content",
    [
        {"list": [answer(1), answer(2)]},
        [answer(1), answer(2)],
        [{"list": [answer(1)]}, {"list": [answer("2")]}, {"list": []}],
    ],
    ids=["answer", "items", "answers"],
)
def test_one_answer_or_many_in_a_file(plan: Plan, content: object) -> None:
    assert read(plan, content).said == {"1": (NEMOCNICNI,), "2": (NEMOCNICNI,)}


def test_a_file_for_each_answer_in_an_archive(plan: Plan) -> None:
    path = plan.path.parent / "data" / "adresy.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.json", json.dumps({"list": [answer(number)]}))
    assert read(plan, path.read_bytes(), "adresy.zip").said.keys() == {"1", "2"}
    packed = gzip.compress(json.dumps({"list": [answer(3)]}).encode())
    assert read(plan, packed, "adresy.json.gz").said.keys() == {"3"}


def test_seats_and_contacts_are_no_places(plan: Plan) -> None:
    """The seat of a provider must never pass for a site."""
    others = [
        answer(1, kind="PoskytovatelSocialniSluzbyFoNeboPo"),
        answer(1, kind="SocialniSluzba"),
        answer(1) | {"typSpojeni": {"kod": "email"}, "email": "a@b.cz", "adresa": None},
        answer(1) | {"adresa": None},
        answer(1) | {"adresa": {"strukturovanaAdresa": None}},
        answer(None),
    ]
    found = read(plan, {"list": others})
    assert (found.said, found.read, found.rejected) == ({}, 6, 6)
    assert read(plan, {"list": [*others, answer(1)]}).said == {"1": (NEMOCNICNI,)}


def test_of_several_addresses_the_one_with_a_code_counts_in_whatever_order(plan: Plan) -> None:
    coded = [BESIDE | {"kodAdresnihoMista": code} for code in (13, 12)]
    items = [answer(1), answer(1, coded[0]), answer(1, coded[1]), answer(1, BESIDE), answer(2)]
    for way in (items, items[::-1]):
        found = read(plan, {"list": way})
        assert [one.kod_adm for one in found.said["1"]] == ["12", "13", None]
        assert found.said["2"] == (NEMOCNICNI,)
        [told] = found.findings
        assert (told["rule"], told["severity"]) == ("register_addresses", "warning")
        assert told["found"] == "zařízení s více různými adresami: 1 (1)"


def test_another_shape_is_told(plan: Plan) -> None:
    found = read(plan, {"list": [answer(1) | {"adresa": "Nemocniční 54"}, 3]})
    assert [(one["rule"], one["column"]) for one in found.findings] == [
        ("register_shape", "adresa"),
        ("register_shape", "list"),
    ]
    assert found.said == {}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "soubor není platný JSON"),
        (b'{"list": [', "soubor není platný JSON"),
        (b"<html>", "soubor není platný JSON"),
        (b"{}", "v souboru nejsou odpovědi webové služby o adresách"),
        (b"3", "v souboru nejsou odpovědi webové služby o adresách"),
        (b"null", "v souboru nejsou odpovědi webové služby o adresách"),
        (b"[" * 100_000, "soubor není platný JSON"),
        (b'{"list": [{"sluzba": {}}]}', "žádná položka nemá „subjektId“"),
    ],
)
def test_what_is_no_answer_is_refused(plan: Plan, content: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read(plan, content)


# ---------------------------------------------------------------- joined to facilities


def test_facilities_have_their_addresses(plan: Plan) -> None:
    found = joined(plan, [facility(1), facility(2)], [answer(2, BESIDE), answer(1)])
    columns = ["nazev", "nazev_obec", "nazev_cast", "street", "address"]
    assert found.places[columns].to_numpy().tolist() == [
        ["Dům 1", "Obec 5", "Sever", "Nemocniční", "Nemocniční 2272/54, 35201"],
        ["Dům 2", "Obec 5", "Sever", "Nemocniční", "Nemocniční 2272/54, 35201"],
    ]
    assert found.findings == []


def test_facilities_and_addresses_that_do_not_meet_are_told(plan: Plan) -> None:
    found = joined(plan, [facility(1), facility(2), facility(3, utajenaAdresa=1)], [answer(9)])
    told = [(one["rule"], one["severity"], one["found"]) for one in found.findings]
    assert told == [
        ("register_addresses", "warning", "zařízení bez adresy: 2 (1, 2)"),
        ("register_addresses", "info", "adresy zařízení, která ve výpisu nejsou: 1 (9)"),
    ]


def test_without_the_second_file_nothing_is_said_of_addresses(plan: Plan) -> None:
    path = plan.path.parent / "data" / "rpss.json"
    listed = {"list": [record(sluzbyVZarizeni=[facility(1)])]}
    path.write_text(json.dumps(listed), encoding="utf-8")
    found = read_register(plan, source_of("services", "rpss.json", reader="rpss_api"))
    assert found.findings == []
    assert found.places["address"].isna().all()


def test_a_secret_address_stays_secret_whatever_the_second_file_says(plan: Plan) -> None:
    """Another facility at the same address would give it away, though neither has a code."""
    elsewhere = BESIDE | {"nazevUlice": "Jižní"}
    found = joined(
        plan,
        [facility(1, utajenaAdresa=1), facility(2), facility(3)],
        [answer(1), answer(2, BESIDE | {"nazevUlice": "NEMOCNIČNÍ "}), answer(3, elsewhere)],
    )
    hidden = found.places["secret"].tolist()
    assert hidden == [True, True, False]
    shown = found.places[found.places["secret"]]
    for column in ("nazev", "kod_adm", "kod_cast", "nazev_cast", "street", "address"):
        assert shown[column].isna().all(), column
    assert shown["nazev_obec"].tolist() == ["Obec 5", "Obec 5"]


def test_a_secret_address_with_a_code_hides_the_same_one_without(plan: Plan) -> None:
    coded = BESIDE | {"kodAdresnihoMista": 5}
    for secret, bare in (((1, coded), (2, BESIDE)), ((1, BESIDE), (2, coded))):
        answers = [answer(*secret), answer(*bare), answer(3, BESIDE | {"nazevUlice": "Jižní"})]
        found = joined(plan, [facility(1, utajenaAdresa=1), facility(2), facility(3)], answers)
        assert found.places["secret"].tolist() == [True, True, False]
    # Two codes are two places, whatever the words: villages count their houses from 1.
    answers = [answer(1, coded), answer(2, BESIDE | {"kodAdresnihoMista": 6})]
    found = joined(plan, [facility(1, utajenaAdresa=1), facility(2)], answers)
    assert found.places["secret"].tolist() == [True, False]


def test_a_facility_secret_in_one_service_is_secret_in_all(plan: Plan) -> None:
    path = plan.path.parent / "data" / "rpss.json"
    listed = [
        record(sluzbyVZarizeni=[facility(1)]),
        record(id=2, identifikator="1000002", sluzbyVZarizeni=[facility(1, utajenaAdresa=1)]),
    ]
    path.write_text(json.dumps({"list": listed}), encoding="utf-8")
    source = source_of("services", "rpss.json", reader="rpss_api")
    found = read_register(plan, source, addresses=read(plan, [answer(1)]).said)
    assert found.places["secret"].tolist() == [True, True]
    assert found.places["address"].isna().all()


def test_every_address_of_a_secret_facility_is_secret(plan: Plan) -> None:
    """The one that does not count would be on the map as that of the open facility."""
    other = BESIDE | {"nazevUlice": "Jiná"}
    answers = [answer(2, BESIDE | {"kodAdresnihoMista": 5}), answer(2, other), answer(1, other)]
    found = joined(plan, [facility(1), facility(2, utajenaAdresa=1)], answers)
    assert found.places["secret"].tolist() == [True, True]


def test_what_is_odd_is_told_without_the_secret(plan: Plan) -> None:
    item = answer(1)
    item["adresa"]["strukturovanaAdresa"] = "Tajná 5"
    told = json.dumps(read(plan, [item, "Tajná 6"]).findings, ensure_ascii=False)
    assert "strukturovanaAdresa" in told
    assert "Tajná" not in told


def test_facilities_of_one_name_in_two_obce_are_two(plan: Plan) -> None:
    """Villages count their houses from 1, and share a postal code."""
    bare = {"cisloDomovni": 12, "psc": "352 01"}
    answers = [answer(key, bare | {"nazevObce": f"Obec {key}"}) for key in (1, 2)]
    houses = [facility(key, nazevZarizeni="Klub") for key in (1, 2)]
    found = joined(plan, houses, answers)
    assert found.places["nazev_obec"].tolist() == ["Obec 1", "Obec 2"]
    assert found.places["address"].tolist() == ["12, 35201", "12, 35201"]


def test_the_two_real_records_take_made_addresses(plan: Plan, real_data: Path) -> None:
    """Keys of facilities are those of the real records; the second has no answer."""
    source = source_of("services", "services/rpss_api_2_zaznamy.json", reader="rpss_api")
    assert (real_data / source.path).is_file()
    said = {"16649": (NEMOCNICNI,)}
    found = read_register(plan, source, addresses=said)
    assert found.places["address"].fillna("").tolist() == ["Nemocniční 2272/54, 35201", ""]
    assert "register_addresses" in {one["rule"] for one in found.findings}


def test_a_postal_code_alone_makes_no_address_secret(plan: Plan) -> None:
    bare = {"nazevObce": "Obec 5", "psc": "35201"}
    found = joined(
        plan, [facility(1, utajenaAdresa=1), facility(2)], [answer(1, bare), answer(2, bare)]
    )
    assert found.places["secret"].tolist() == [True, False]
