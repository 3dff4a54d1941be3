"""The open data of the register: what is in force, each thing once, nothing secret or personal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.sources.rpss.register import Register, read_register
from tests.sources.given import plan_in, told
from tests.sources.rpss.items import Item, address, facility, form, item, register

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of CZ099 and of 30 June 2025."""
    return plan_in(tmp_path)


def read(plan: Plan, *items: Any, **keys: Any) -> Register:  # noqa: ANN401
    return read_register(plan, register(plan, *items, **keys))


def rules(found: Register) -> list[str]:
    return sorted(one["rule"] for one in found.findings)


def said(found: Register, rule: str) -> list[str]:
    return [one["found"] for one in found.findings if one["rule"] == rule]


def table(found: Register, name: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = found.details[name][list(columns)]
    return [tuple(None if pd.isna(v) else v for v in row) for row in rows.itertuples(index=False)]


# ---------------------------------------------------------------- a service


def test_a_service_is_read(plan: Plan) -> None:
    found = read(
        plan,
        item(
            emaily=[{"email": "a@example.org"}],
            weby=[{"web": None}, {"web": "https://example.org"}],
            doplnujiciInformaceVekoveSkupiny="Od 65 let.",
        ),
    )
    [row] = found.frame.to_dict("records")
    assert found.frame.index.tolist() == [1]
    assert (row["service_id"], row["identifikator"]) == ("zdroj:1000001", "1000001")
    assert (row["druh"], row["forms"], row["ico"]) == ("49", ("pob",), "00000019")
    assert (row["provider"], row["nazev"], row["secret"]) == ("Domov, p. o.", "Dům", False)
    assert (row["email"], row["web"]) == ("a@example.org", "https://example.org")
    assert row["age_note"] == "Od 65 let."
    assert (found.read, found.rejected, found.findings) == (1, 0, [])


def test_a_place_has_its_address_and_says_where_it_stands(plan: Plan) -> None:
    adresa = address(kodAdresnihoMista=11867906, castObce={"id": "CastObce/405507"})
    found = read(plan, item(), item("1000002", zarizeni=[facility(), facility(adresa=adresa)]))
    place = found.places.iloc[2]
    assert (place["service_id"], place["source_row"], place["path"]) == (
        *("zdroj:1000002", 2),
        "zarizeni[1]",
    )
    assert (place["kod_adm"], place["kod_obec"], place["kod_cast"]) == (
        *("11867906", "100001"),
        "405507",
    )
    assert (place["street"], place["address"]) == ("Dlouhá", "Dlouhá 5/3, 46001")
    assert found.places.geometry.isna().all()


def test_codes_of_kraje_are_those_of_ruian(plan: Plan) -> None:
    adresa = address(kraj={"id": "Kraj/51"})
    found = read(plan, item(zarizeni=[facility(adresa=adresa)]))
    assert found.places["kod_kraj"].tolist() == ["CZ041"]
    found = read(plan, item(zarizeni=[facility(adresa=address(kraj={"id": "Kraj/999"}))]))
    assert said(found, "register_codes") == ["999 (1×)"]


def test_nothing_about_who_leads_a_facility_is_taken(plan: Plan) -> None:
    found = read(plan, item())
    frames = (found.frame, found.places, *found.details.values())
    assert not any("Vedoucího" in frame.to_csv() for frame in frames)


def test_numbers_may_stand_for_text_and_keys_in_any_order(plan: Plan) -> None:
    strange = item()
    strange["poskytovatel"]["ico"] = 19
    turned = dict(reversed(strange.items())) | {"identifikator": 1000001}
    found = read(plan, turned)
    assert found.frame["service_id"].tolist() == ["zdroj:1000001"]
    assert found.frame["ico"].tolist() == ["00000019"]
    assert rules(found) == ["ico_zeros"]


def test_nulls_everywhere_leave_the_service(plan: Plan) -> None:
    kept = ("identifikator", "druhSocialniSluzby", "poskytovatel", "datumPoskytovaniOd")
    found = read(plan, {key: value if key in kept else None for key, value in item().items()})
    assert len(found.frame) == 1
    assert found.places.empty
    assert found.frame["forms"].tolist() == [()]
    assert [len(frame) for frame in found.details.values()] == [0, 0, 0, 0]
    bare = facility(nazev=None, adresa=None, poskytujeOd=None)
    found = read(plan, item(zarizeni=[bare], formy=[form("amb") | {"kapacity": None}]))
    assert found.places[["kod_obec", "address"]].isna().all(axis=None)


# ---------------------------------------------------------------- in force


@pytest.mark.parametrize(
    ("od", "do", "kept"),
    [
        ("2007-01-01", None, True),
        ("2025-06-30", "2025-06-30", True),
        (None, None, True),
        ("2007-01-01", "2025-06-29", False),
        ("2025-07-01", None, False),
    ],
)
def test_services_are_those_of_the_day(
    plan: Plan, od: str | None, do: str | None, *, kept: bool
) -> None:
    """A service that has ended goes with its facilities, though these never end."""
    found = read(plan, item(datumPoskytovaniOd=od, datumPoskytovaniDo=do), item("1000002"))
    assert len(found.frame) == len(found.places) == 1 + kept
    assert (found.read, found.rejected) == (2, not kept)
    assert rules(found) == [] if kept else ["not_in_force"]


@pytest.mark.parametrize(
    ("od", "do", "kept"),
    [
        (None, None, True),
        ("2025-06-30", None, True),
        ("2020-01-01", "2025-06-30", True),
        ("2020-01-01", "2025-06-29", False),
        ("2025-07-01", None, False),
    ],
)
def test_facilities_are_those_of_the_day(
    plan: Plan, od: str | None, do: str | None, *, kept: bool
) -> None:
    other = facility(nazev="Jiný", poskytujeOd=od, poskytujeDo=do)
    found = read(plan, item(zarizeni=[facility(), other]))
    assert found.places["nazev"].tolist() == ["Dům", "Jiný"][: 1 + kept]
    assert found.findings == []


def test_without_a_facility_in_force_the_contact_address_is_taken(plan: Plan) -> None:
    closed = facility(poskytujeDo="2024-12-31")
    contact = [address("100005"), address("100006")]
    found = read(plan, item(zarizeni=[closed], kontaktniAdresy=contact))
    assert found.places["kod_obec"].tolist() == ["100005"]
    assert found.places["path"].tolist() == ["kontaktniAdresy[0]"]
    [one] = found.findings
    assert (one["rule"], one["row_id"], one["severity"]) == (
        *("facility_none", "zdroj:1000001"),
        "warning",
    )
    assert read(plan, item(kontaktniAdresy=contact)).places["kod_obec"].tolist() == ["100001"]


# ---------------------------------------------------------------- each thing once


def test_a_facility_listed_twice_is_one_place(plan: Plan) -> None:
    same = [facility(), facility(vedouci=None)]
    others = [
        facility(nazev="Jiný"),
        facility(poskytujeOd="2021-01-01"),
        facility(adresa=address(cisloDomovni=6)),
        facility(adresa=address(kodAdresnihoMista=1)),
    ]
    found = read(plan, item(zarizeni=[*same, *others]))
    assert len(found.places) == 5
    assert said(found, "facility_repeated") == [
        "zařízení, která u služby stojí víckrát: 1 (zdroj:1000001)"
    ]


def test_capacity_belongs_to_the_form_and_never_to_facilities(plan: Plan) -> None:
    """The home has 120 beds however many houses it has."""
    houses = [facility(nazev=f"Dům {number}") for number in range(3)]
    forms = [form("pob", (120, "luzka")), form("amb", (8, "klient"), (20, "kontakt"))]
    found = read(plan, item(zarizeni=houses, formy=forms))
    assert table(found, "capacities", "forma", "unit", "count") == [
        *(("pob", "luzka", 120.0), ("amb", "klient", 8.0)),
        ("amb", "kontakt", 20.0),
    ]


def test_of_several_capacities_of_one_unit_the_largest_is_taken(plan: Plan) -> None:
    twice = form("amb", (5, "klient"), (12, "klient"), (None, "klient"))
    twice["kapacity"][0]["popis"] = "jednotlivci"
    twice["kapacity"][1]["popis"] = "skupina"
    found = read(plan, item(formy=[twice]))
    assert table(found, "capacities", "unit", "count", "note") == [
        ("klient", 12.0, "jednotlivci; skupina")
    ]
    assert rules(found) == ["capacity_repeated"]


def test_a_capacity_without_a_number_is_kept_and_an_impossible_one_is_no_number(plan: Plan) -> None:
    found = read(plan, item(formy=[form("pob", (None, "luzka")), form("amb", (-3, "klient"))]))
    assert table(found, "capacities", "forma", "count") == [("pob", None), ("amb", None)]
    assert said(found, "register_shape") == ["1×, například -3"]


def test_forms_have_their_hours(plan: Plan) -> None:
    hours = [
        {"den": {"id": f"DenVTydnu/{day}"}, "interval": "8:00 - 15:00"}
        for day in ("utery", "streda")
    ]
    again = form("amb", nepretrzitePoskytovani=True)
    found = read(plan, item(formy=[form("amb", casoveRozsahy=hours), again, form("ter")]))
    assert sorted(table(found, "offers", "forma", "nonstop", "hours")) == [
        ("amb", True, "út–st 8:00 - 15:00"),
        ("ter", False, None),
    ]


def test_target_groups_have_their_okruh(plan: Plan) -> None:
    groups = [
        {"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{code}"}, "doplnujiciInformace": note}
        for code, note in (("24", "od 65 let"), ("24", "i mladší"), ("28", None), ("15", None))
    ]
    found = read(plan, item(ciloveSkupiny=groups))
    assert sorted(table(found, "targets", "target_group", "cs", "note")) == [
        ("15", "ozp", None),
        ("24", "seniori", "od 65 let; i mladší"),
    ]
    assert said(found, "register_codes") == ["28 (1×)"]


def test_a_wider_scope_is_that_of_the_terenni_form(tmp_path: Path) -> None:
    plan = plan_in(tmp_path).model_copy(update={"kraj": "CZ041"})
    scope = [{"kraj": {"id": f"Kraj/{number}"}} for number in (51, 51, 19)]
    forms = [form("ter"), form("amb")]
    found = read(plan, item(formy=forms, rozsirenePusobnostiVKraji=scope))
    columns = ("forma", "level", "kod", "claim", "evidence")
    assert table(found, "declared", *columns) == [("ter", "kraj", "CZ041", "kraj_wide", "katalog")]


# ---------------------------------------------------------------- secret, personal


def test_of_a_secret_place_only_the_obec_is_kept(plan: Plan) -> None:
    adresa = address(kodAdresnihoMista=77, castObce={"id": "CastObce/8"})
    hidden = facility(utajenaAdresa=True, adresa=adresa)
    forms = [form("pob", (5, "luzka"))]
    forms[0]["kapacity"][0]["popis"] = "Dlouhá 5"
    groups = [{"cilovaSkupina": {"id": "CilovaSkupinaOsoby/24"}, "doplnujiciInformace": "Dlouhá 5"}]
    found = read(
        plan,
        item(
            zarizeni=[hidden],
            formy=forms,
            ciloveSkupiny=groups,
            doplnujiciInformaceVekoveSkupiny="Dlouhá 5",
        ),
    )
    assert found.frame["secret"].tolist() == [True]
    [place] = found.places.to_dict("records")
    assert (place["kod_obec"], place["secret"]) == ("100001", True)
    for frame in (found.frame, found.places, *found.details.values()):
        text = frame.to_csv()
        assert "Dlouhá" not in text
        assert ",77," not in text
        assert "Dům" not in text
    assert table(found, "capacities", "count") == [(5.0,)]


def test_a_service_with_one_secret_place_keeps_the_others(plan: Plan) -> None:
    hidden = facility(utajenaAdresa=True, adresa=address("100002", kodAdresnihoMista=5))
    again = facility(nazev="Byt", adresa=address("100002", kodAdresnihoMista=5))
    found = read(plan, item(zarizeni=[hidden, facility(), again]))
    assert found.frame[["secret", "nazev"]].to_numpy().tolist() == [[False, "Dům"]]
    assert found.places["secret"].tolist() == [True, False, True]


def test_the_contact_address_of_a_service_in_hiding_is_hidden_too(plan: Plan) -> None:
    closed = facility(utajenaAdresa=True, poskytujeDo="2020-12-31")
    found = read(plan, item(zarizeni=[closed], kontaktniAdresy=[address("100003")]))
    assert found.places[["secret", "kod_obec"]].to_numpy().tolist() == [[True, "100003"]]
    assert found.places["address"].isna().all()


@pytest.mark.parametrize(
    "provider",
    [
        {"nazev": None, "jmeno": "Jana", "prijmeni": "Vymyšlená"},
        {"nazev": None, "osoba": {"jmeno": "Jana", "prijmeni": "Vymyšlená"}},
        {"nazev": "Jana Vymyšlená", "dic": "CZ7551010001"},
        {"nazev": "Mgr. et Bc. Jana Vymyšlená, Ph.D."},
    ],
)
def test_natural_persons_are_dropped_and_counted(plan: Plan, provider: Item) -> None:
    found = read(plan, item(poskytovatel=provider), item("1000002"))
    assert found.frame["service_id"].tolist() == ["zdroj:1000002"]
    assert (found.read, found.rejected) == (2, 1)
    [one] = found.findings
    assert (one["rule"], one["found"]) == (
        "natural_person",
        "služby, které poskytují fyzické osoby: 1",
    )
    assert "Vymyšlená" not in json.dumps(one, ensure_ascii=False)


@pytest.mark.parametrize(
    "provider",
    [
        {"nazev": "Charita Mgr. Nováka, z. s.", "ico": "00000019"},
        {"nazev": "Domov sv. Jana", "ico": "00000019", "dic": "CZ00000019"},
        {"nazev": "Spolek", "jmeno": "Jana", "prijmeni": "Zapisující"},
    ],
)
def test_a_body_is_no_natural_person(plan: Plan, provider: Item) -> None:
    assert len(read(plan, item(poskytovatel=provider)).frame) == 1


# ---------------------------------------------------------------- what cannot be accepted


def test_records_that_cannot_be_accepted_are_named_all_at_once(plan: Plan) -> None:
    wrong = [
        item(),
        item("1000001"),
        item("1000003", druhSocialniSluzby={"id": "DruhSocialniSluzby/99"}),
        item("1000004", poskytovatel=None),
        item("1000005", datumPoskytovaniOd="loni"),
        None,
    ]
    assert told(lambda: read(plan, *wrong)) == [
        (
            "rpss.json, prvek 2, sloupec „identifikator“: identifikátor se v den plánu opakuje "
            "(je zde „1000001“)."
        ),
        (
            "rpss.json, prvek 3, sloupec „druhSocialniSluzby“: neznámý druh služby "
            "(je zde „DruhSocialniSluzby/99“)."
        ),
        "rpss.json, prvek 4, sloupec „poskytovatel“: hodnota chybí.",
        (
            "rpss.json, prvek 5, sloupec „od“: má to být datum (2026-09-27 nebo 27. 9. 2026) "
            "(je zde „loni“)."
        ),
        "rpss.json, prvek 6: záznam není objekt JSON (je zde „None“).",
    ]
    found = read(plan, *wrong, rejects="record")
    assert found.frame.index.tolist() == [1]
    assert (found.read, found.rejected) == (6, 5)
    assert rules(found) == ["row_rejected"] * 5


def test_an_identifier_may_return_after_its_service_has_ended(plan: Plan) -> None:
    found = read(plan, item(datumPoskytovaniDo="2012-12-31"), item())
    assert found.frame.index.tolist() == [2]


def test_without_an_identifier_the_number_in_the_portal_is_the_key(plan: Plan) -> None:
    assert read(plan, item(None)).frame["service_id"].tolist() == ["zdroj:portal-7"]
    with pytest.raises(InputError, match="hodnota chybí"):
        read(plan, item(None, portalId=None))


def test_values_of_another_shape_are_told_and_the_rest_is_read(plan: Plan) -> None:
    odd = item(ciloveSkupiny="senioři", zarizeni=["dům", facility(adresa=[])], novy=1, formy={})
    found = read(plan, odd, item("1000002", novy=2))
    shapes = [one for one in found.findings if one["rule"] == "register_shape"]
    assert {(one["column"], one["found"]) for one in shapes} == {
        ("ciloveSkupiny", "1×, například senioři"),
        ("zarizeni", "1×, například dům"),
        ("adresa", "1×, například []"),
        ("formy", "1×, například {}"),
        ("polozky.novy", "klíč, který program nezná (2×)"),
    }
    assert len(found.frame) == 2


def test_an_empty_register_has_no_services(plan: Plan) -> None:
    found = read(plan)
    assert (len(found.frame), len(found.places), found.read, found.findings) == (0, 0, 0, [])
