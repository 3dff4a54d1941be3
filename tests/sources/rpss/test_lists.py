"""Code lists beside the register: official names decide what codes mean; all files are made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby import codelists
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.errors import InputError, MissingSourceError
from gis_sluzby.sources.rpss.lists import CodeList, read_code_list
from gis_sluzby.sources.rpss.register import Register, read_register
from tests.sources.given import plan_in, told
from tests.sources.rpss.items import address, facility, form, item, listed, register, write_list

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

    #: Official names by code, of each list.
    Lists = dict[str, dict[str, str]]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def read(plan: Plan, lists: Lists, *items: Any, **keys: Any) -> Register:  # noqa: ANN401
    source = register(plan, *items, code_lists=list(lists), **keys)
    for name, names in lists.items():
        write_list(plan, name, name, names)
    files = [read_code_list(plan, one) for one in source.code_list_files()]
    return read_register(plan, source, files)


def said(found: Register, rule: str) -> list[tuple[str, str]]:
    """Give column and words of the findings of a rule; severities are those of the catalogue."""
    of_rule = [one for one in found.findings if one["rule"] == rule]
    assert {one["severity"] for one in of_rule} <= {*rules()[rule].severities}
    return [(one["column"], one["found"]) for one in of_rule]


def group(code: str) -> dict[str, Any]:
    return {"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{code}"}, "doplnujiciInformace": None}


def age(code: str) -> dict[str, Any]:
    return {"vekovaSkupina": {"id": f"VekovaSkupina/{code}"}}


def targets(found: Register) -> list[tuple[str, str]]:
    rows = found.details["targets"][["target_group", "cs"]]
    return sorted(rows.itertuples(index=False, name=None))


# ---------------------------------------------------------------- codes by their names


def test_a_kind_that_only_the_list_has_is_known_by_its_name(plan: Plan) -> None:
    lists = {"DruhSocialniSluzby": {"35": "Centrum duševního zdraví"}}
    new = item(druhSocialniSluzby={"id": "DruhSocialniSluzby/35"})
    assert read(plan, lists, new).frame["druh"].tolist() == ["cdz"]
    [line] = told(lambda: read(plan, {}, new))
    assert line == (
        "rpss.json, prvek 1, sloupec „druhSocialniSluzby“: neznámý druh služby "
        "(je zde „DruhSocialniSluzby/35“)."
    )


def test_a_kind_whose_name_nobody_knows_is_told_with_it(plan: Plan) -> None:
    lists = {"DruhSocialniSluzby": {"35": "služby komunitního charakteru"}}
    new = item(druhSocialniSluzby={"id": "DruhSocialniSluzby/35"})
    [line] = told(lambda: read(plan, lists, new))
    assert "číselník registru jej nazývá „služby komunitního charakteru“" in line


def test_names_differ_in_case_and_in_known_spellings(plan: Plan) -> None:
    kinds = {str(one.rpss): one.name.upper() for one in codelists.druhy() if one.rpss}
    kinds["16"] = "sociální služby ve zdravotnických zařízeních ústavní péče"
    lists = {
        "DruhSocialniSluzby": kinds,
        "FormaSocialniSluzby": {one.code: one.adverb for one in codelists.forms().values()},
        "CilovaSkupinaOsoby": {
            one.code: f" {one.name}\n" for one in codelists.target_groups().values()
        },
        "Kraj": {one.ruian: one.name for one in codelists.kraje() if one.ruian},
    }
    found = read(plan, lists, item(ciloveSkupiny=[group("24")]))
    assert found.findings == []
    assert targets(found) == [("24", "seniori")]


def test_a_target_group_is_known_by_its_official_name(plan: Plan) -> None:
    lists = {
        "CilovaSkupinaOsoby": {"28": "Osoby bez domova", "29": "osoby po návratu ze zahraničí"}
    }
    found = read(plan, lists, item(ciloveSkupiny=[group("28"), group("29")]))
    assert targets(found) == [("6", "ohrozeni")]
    assert said(found, "register_codes") == [
        ("CilovaSkupinaOsoby=29", "29 (osoby po návratu ze zahraničí, 1×)")
    ]
    assert said(found, "code_list_contradicts") == []


def test_the_official_list_wins_and_each_contradiction_is_said_once(plan: Plan) -> None:
    lists = {
        "CilovaSkupinaOsoby": {
            **{code: one.name for code, one in codelists.target_groups().items()},
            "10": codelists.target_groups()["14"].name,
            "14": codelists.target_groups()["10"].name,
        }
    }
    many = [item(str(number), ciloveSkupiny=[group("10")]) for number in range(3)]
    found = read(plan, lists, *many)
    assert targets(found) == [("14", "ozp")] * 3
    names = [codelists.target_groups()[code].name for code in ("14", "10")]
    assert said(found, "code_list_contradicts") == [
        (
            "CilovaSkupinaOsoby=10",
            f"kód 10; číselník registru: {names[0]}; číselník programu: {names[1]}",
        ),
        (
            "CilovaSkupinaOsoby=14",
            f"kód 14; číselník registru: {names[1]}; číselník programu: {names[0]}",
        ),
    ]


def test_a_kind_of_an_unknown_name_keeps_its_number(plan: Plan) -> None:
    """A kind renamed must not lose all its services; a group of a guessed number is left out."""
    lists = {
        "DruhSocialniSluzby": {"13": "domy pokojného stáří"},
        "CilovaSkupinaOsoby": {"24": "lidé pokročilého věku"},
    }
    found = read(plan, lists, item(ciloveSkupiny=[group("24")]))
    assert found.frame["druh"].tolist() == ["49"]
    assert targets(found) == []
    actions = [one["action"] for one in found.findings if one["rule"] == "code_list_contradicts"]
    assert actions == ["název program nezná, platí číslo", "platí název registru"]


def test_a_list_that_lacks_a_code_in_use_is_told(plan: Plan) -> None:
    lists = {"DruhSocialniSluzby": {"3": "osobní asistence"}, "CilovaSkupinaOsoby": {"1": "x"}}
    groups = [group("24"), group("24")]
    found = read(plan, lists, item(ciloveSkupiny=groups), item("2", ciloveSkupiny=groups))
    assert found.frame["druh"].tolist() == ["49", "49"]
    assert said(found, "code_list_lacks") == [
        ("DruhSocialniSluzby", "13 (2×)"),
        ("CilovaSkupinaOsoby", "24 (4×)"),
    ]
    whole = {"DruhSocialniSluzby": {"13": "domovy pro seniory"}}
    assert read(plan, whole, item()).findings == []


def test_a_code_of_what_is_not_taken_over_need_not_be_in_the_list(plan: Plan) -> None:
    lists = {"DruhSocialniSluzby": {"13": "domovy pro seniory"}}
    over = item(
        "2", datumPoskytovaniDo="2010-01-01", druhSocialniSluzby={"id": "DruhSocialniSluzby/4"}
    )
    assert said(read(plan, lists, item(), over), "code_list_lacks") == []


def test_kraje_are_known_by_name(plan: Plan) -> None:
    lists = {"Kraj": {"51": "Vysočina", "19": "Praha"}}
    scope = [{"kraj": {"id": "Kraj/19"}}]
    at = facility(adresa=address(kraj={"id": "Kraj/51"}))
    whole = plan.model_copy(update={"kraj": "CZ"})
    forms = [form("ter")]
    found = read(whole, lists, item(zarizeni=[at], formy=forms, rozsirenePusobnostiVKraji=scope))
    assert found.places["kod_kraj"].tolist() == ["CZ063"]
    assert found.details["declared"]["kod"].tolist() == ["CZ010"]
    assert said(found, "code_list_contradicts") == [
        ("Kraj=51", "kód 51; číselník registru: Vysočina; číselník programu: Karlovarský kraj")
    ]


# ---------------------------------------------------------------- age groups


def test_an_age_group_without_a_name_is_a_finding(plan: Plan) -> None:
    aged = [item(str(number), vekoveSkupiny=[age("5"), age("6")]) for number in (1, 2)]
    found = read(plan, {}, *aged)
    assert found.frame["age_groups"].tolist() == ["5 6", "5 6"]
    assert said(found, "register_codes") == [
        ("VekovaSkupina=5", "5 (2×)"),
        ("VekovaSkupina=6", "6 (2×)"),
    ]


def test_an_age_group_that_the_list_has_is_told_by_name(plan: Plan) -> None:
    lists = {"VekovaSkupina": {"5": "dospělí (27 – 64 let)", "6": "senioři"}}
    found = read(
        plan,
        lists,
        item("1", vekoveSkupiny=[age("5"), age("6")], doplnujiciInformaceVekoveSkupiny="Od 50."),
        item("2", vekoveSkupiny=[age("6")]),
        item("3"),
    )
    assert found.findings == []
    assert found.frame["age_groups"].fillna("").tolist() == ["5 6", "6", ""]
    assert found.frame["age_note"].fillna("").tolist() == [
        *("dospělí (27 – 64 let); senioři; Od 50.", "senioři", ""),
    ]
    lacking = read(plan, lists, item(vekoveSkupiny=[age("7")]))
    assert said(lacking, "register_codes") == [("VekovaSkupina=7", "7 (1×)")]
    assert said(lacking, "code_list_lacks") == [("VekovaSkupina", "7 (1×)")]


def test_the_age_of_clients_of_a_secret_service_is_not_taken(plan: Plan) -> None:
    secret = item(vekoveSkupiny=[age("5")], zarizeni=[facility(utajenaAdresa=True)])
    found = read(plan, {"VekovaSkupina": {"5": "dospělí"}}, secret)
    assert found.frame["age_note"].isna().all()


# ---------------------------------------------------------------- the files


def one_file(plan: Plan, content: str | bytes) -> CodeList:
    path = plan.path.parent / "data" / "kraje.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    [source] = register(plan, code_lists="kraje.json").code_list_files()
    return read_code_list(plan, source)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "kraje.json: soubor je prázdný."),
        ("<html>", "kraje.json: v souboru není seznam „polozky“ (začíná: <html>)."),
        ('{"polozky": [', "kraje.json: soubor končí uprostřed seznamu „polozky“."),
        ('{"polozky": []}', "kraje.json: v souboru není číselník."),
        ('{"polozky": [{"id": "Kraj/51"}]}', "kraje.json: v souboru není číselník."),
        ('{"polozky": [{"id": 51, "nazev": {"cs": "x"}}]}', "kraje.json: v souboru není číselník."),
        (json.dumps({"polozky": [item()]}), "kraje.json: v souboru není číselník."),
        (json.dumps(listed("DenVTydnu", {"1": "x"})), "číselník „DenVTydnu“ program nečte."),
    ],
)
def test_what_is_no_code_list_is_refused_with_advice(plan: Plan, content: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        one_file(plan, content)
    [line] = str(caught.value).splitlines()
    assert what in line
    assert line.index(what) + len(what) < len(line)


def test_items_without_a_code_or_a_name_are_counted(plan: Plan) -> None:
    items = [
        {"id": "Kraj/51", "nazev": {"cs": "Karlovarský kraj", "en": "x"}, "platnostOd": None},
        *({"id": "Kraj/60"}, {"nazev": {"cs": "x"}}, 5, {"id": "Kraj/78", "nazev": {"cs": None}}),
        {"id": "Kraj/51", "nazev": {"cs": "Jiný kraj"}},
    ]
    found = one_file(plan, json.dumps({"polozky": items}))
    assert found.names == {"Kraj": {"51": "Karlovarský kraj"}}
    assert (found.read, found.rejected) == (6, 4)
    assert [(one["rule"], one["found"]) for one in found.findings] == [
        ("register_shape", "položky bez kódu nebo českého názvu: 4"),
        ("register_shape", "kód s dvěma názvy: Kraj/51"),
    ]


def test_a_file_that_is_not_there_is_named_with_its_key(plan: Plan) -> None:
    [source] = register(plan, code_lists="kraje.json", fetch="mpsv-rpss").code_list_files()
    with pytest.raises(MissingSourceError, match=r"^kraje.json: .* Ověřte code_lists zdroje"):
        read_code_list(plan, source)


def test_one_list_in_two_files_is_refused(plan: Plan) -> None:
    source = register(plan, item(), code_lists=["a.json", "b.json"])
    for name in source.code_lists:
        write_list(plan, name, "Kraj", {"51": "Karlovarský kraj"})
    files = [read_code_list(plan, one) for one in source.code_list_files()]
    assert told(lambda: read_register(plan, source, files)) == [
        "b.json: číselník „Kraj“ je v souboru a.json i b.json. Nechte v code_lists jen jeden."
    ]
