"""Tables about services and areas: codes instead of words, services that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.sources.attributes import ATTRIBUTE_TABLES, read_attributes
from gis_sluzby.tables import conform
from tests.small_plan import small_services
from tests.sources.given import csv_source, known, plan_in, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan
    from gis_sluzby.sources.read import Reading

KNOWN = known("sluzby:1", "sluzby:2")
TABLES = {
    "capacities": (
        "service,forma,unit,count,note\n"
        '1,ambulantní,Počet klientů,12,okamžitá\n2,terénní,úvazky,"3,5",\n'
    ),
    "targets": "service,target_group,cs\n1,senioři,\n1,osoby v krizi,\n2,senioři,OZP\n",
    "declared": (
        "service,forma,level,kod,claim,evidence,od,do\n"
        "2,ter,obec,100001,,povereni,1. 1. 2025,\n2,ter,kraj,CZ099,kraj_wide,katalog,,\n"
    ),
    "need": (
        "level,kod,druh,forma,cs,unit,period,amount,status\n"
        "orp,9901,§ 40,terénní,senioři,fte,2026,4.5,navrh\norp,9901,40,,,fte,2026,9,\n"
    ),
    "network": (
        "network_id,period,service,forma,unit,committed,level,funded,counts,reservation\n"
        "zs,2026,1,amb,místa,10,Z1,ano,ano,ne\n"
    ),
    "service_year": "service,forma,year,field,value,unit\n1,,2024,odmitnuti,7,osoby\n",
    "departments": (
        "kod_orp,nazev,phone\n9901,Sociální odbor,000 000 001\n9902,Odbor péče,000 000 002\n"
    ),
    "indicators": (
        "level,kod,indicator,period,value,unit\n"
        'orp,9901,prijemci_pnp,2025,"1 204",osoby\norp,9902,prijemci_pnp,2025,87,osoby\n'
    ),
    "matrix": 'from,to,minutes,mode\n100001,1,"25,5",\n100002,1,40,transit\n',
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    plan = plan_in(tmp_path)
    (tmp_path / "data" / "sluzby.csv").write_text(small_services(), encoding="utf-8")
    return plan


def read(plan: Plan, table: str, text: str, **keys: object) -> Reading:
    return read_attributes(plan, csv_source(plan, table, text, **keys), KNOWN)


def wrong(plan: Plan, table: str, old: str, new: str) -> str:
    assert old in TABLES[table]
    [line] = told(lambda: read(plan, table, TABLES[table].replace(old, new, 1)))
    return line


@pytest.mark.parametrize("table", ATTRIBUTE_TABLES)
def test_every_table_is_canonical(table: str, plan: Plan) -> None:
    reading = read(plan, table, TABLES[table])
    whole = conform(reading.frame, table)
    assert len(whole) == TABLES[table].count("\n") - 1
    assert (reading.rejected, reading.findings) == (0, [])


@pytest.mark.parametrize("table", ATTRIBUTE_TABLES)
def test_a_header_alone_is_an_empty_table(table: str, plan: Plan) -> None:
    header = TABLES[table].split("\n", 1)[0] + "\n"
    assert conform(read(plan, table, header).frame, table).empty


def test_a_word_may_have_its_diacritics(plan: Plan) -> None:
    text = TABLES["need"].replace(",navrh", ",Návrh").replace(",schvaleno", ",schváleno")
    plain = read(plan, "need", TABLES["need"]).frame["status"].tolist()
    assert text != TABLES["need"]
    assert read(plan, "need", text).frame["status"].tolist() == plain


def test_words_become_codes(plan: Plan) -> None:
    frames = {table: read(plan, table, text).frame for table, text in TABLES.items()}
    capacities = frames["capacities"]
    assert capacities["service_id"].tolist() == ["sluzby:1", "sluzby:2"]
    assert capacities["forma"].tolist() == ["amb", "ter"]
    assert capacities["unit"].tolist() == ["klient", "fte"]
    assert capacities["count"].tolist() == [12, 3.5]
    assert frames["targets"]["cs"].tolist()[2] == "ozp"
    assert frames["targets"]["cs"].tolist()[0] == "seniori"
    assert frames["declared"]["claim"].tolist() == ["declared", "kraj_wide"]
    assert frames["declared"]["od"].fillna("").tolist() == ["2025-01-01", ""]
    assert frames["need"]["druh"].tolist() == ["40", "40"]
    assert frames["need"][["forma", "cs"]].to_numpy().tolist() == [
        ["ter", "seniori"],
        ["any", "any"],
    ]
    network = frames["network"].iloc[0]
    assert [bool(network[flag]) for flag in ("funded", "counts", "reservation")] == [
        True,
        True,
        False,
    ]
    assert frames["service_year"]["unit"].tolist() == ["osoby"]


@pytest.mark.parametrize(
    ("table", "old", "new", "line"),
    [
        (
            "capacities",
            "ambulantní",
            "létající",
            "řádek 2, sloupec „forma“: v číselníku to není (je zde „létající“).",
        ),
        (
            "capacities",
            "ambulantní",
            "any",
            "řádek 2, sloupec „forma“: v číselníku to není (je zde „any“).",
        ),
        (
            "capacities",
            "Počet klientů",
            "kusy",
            "řádek 2, sloupec „unit“: v číselníku to není (je zde „kusy“).",
        ),
        (
            "capacities",
            ",12,",
            ",dvanáct,",
            "řádek 2, sloupec „count“: má to být číslo (je zde „dvanáct“).",
        ),
        ("capacities", ",12,", ",,", "řádek 2, sloupec „count“: hodnota chybí."),
        (
            "targets",
            "senioři",
            "seniorky a senioři z Marsu",
            "řádek 2, sloupec „target_group“: v číselníku to není (je zde „seniorky",
        ),
        ("targets", "OZP", "xx", "řádek 4, sloupec „cs“: v číselníku to není (je zde „xx“)."),
        ("declared", "povereni", "drby", "řádek 2, sloupec „evidence“: v číselníku to není"),
        ("declared", ",obec,", ",ulice,", "řádek 2, sloupec „level“: v číselníku to není"),
        ("need", "§ 40", "§ 140", "řádek 2, sloupec „druh“: v číselníku to není"),
        (
            "need",
            ",navrh",
            ",možná",
            "řádek 2, sloupec „status“: v číselníku to není, povoleno je navrh nebo schvaleno",
        ),
        ("service_year", "2024", "loni", "řádek 2, sloupec „year“: má to být celé číslo"),
    ],
)
def test_a_word_that_is_in_no_list_is_named(
    table: str, old: str, new: str, line: str, plan: Plan
) -> None:
    assert wrong(plan, table, old, new).startswith(f"a.csv, {line}")


def test_a_row_that_says_the_same_again_is_named(plan: Plan) -> None:
    text = TABLES["capacities"] + "1,amb,klient,13,\n"
    [line] = told(lambda: read(plan, "capacities", text))
    assert line == (
        "a.csv, řádek 4: řádek se opakuje, tabulka capacities už má totéž (service_id, forma, "
        "unit) (je zde „sluzby:1, amb, klient“)."
    )
    reading = read(plan, "capacities", text, rejects="record")
    assert reading.frame["count"].tolist() == [12, 3.5]
    assert (reading.read, reading.rejected) == (3, 1)


# ---------------------------------------------------------------- services


def test_a_service_that_no_file_has_is_named(plan: Plan) -> None:
    assert wrong(plan, "capacities", "\n1,", "\n77,") == (
        "a.csv, řádek 2, sloupec „service“: služba s tímto klíčem ve zdroji „sluzby“ není (je zde "
        "„77“)."
    )
    text = TABLES["capacities"].replace("\n1,", "\n77,")
    reading = read(plan, "capacities", text, rejects="record")
    assert reading.frame["service_id"].tolist() == ["sluzby:2"]
    assert (reading.read, reading.rejected) == (2, 1)


def test_a_service_that_was_left_out_is_no_mistake(plan: Plan) -> None:
    """Service 3 stands in the file; it is not in force, or its own row was refused."""
    text = TABLES["capacities"] + "3,pob,lůžka,20,\n"
    reading = read(plan, "capacities", text)
    assert reading.frame["service_id"].tolist() == ["sluzby:1", "sluzby:2"]
    assert (reading.read, reading.rejected) == (3, 1)
    [finding] = reading.findings
    assert (finding["rule"], finding["severity"], finding["source_row"]) == (
        "not_in_force",
        "info",
        4,
    )


def test_a_service_that_the_register_lacks_is_a_warning(plan: Plan) -> None:
    """A register is not searched again: its services are those that are known."""
    register = plan.of_table("services")[0].model_copy(update={"reader": "rpss"})
    others = [source for source in plan.source if source.table != "services"]
    registered = plan.model_copy(update={"source": (register, *others)})
    text = TABLES["capacities"] + "3,pob,lůžka,20,\n"
    reading = read(registered, "capacities", text)
    assert (reading.read, reading.rejected) == (3, 1)
    [finding] = reading.findings
    assert (finding["rule"], finding["severity"], finding["source_row"]) == (
        "service_not_in_register",
        "warning",
        4,
    )


def test_of_several_sources_of_services_one_is_meant(plan: Plan) -> None:
    other = plan.of_table("services")[0].model_copy(update={"id": "katalog"})
    both = plan.model_copy(update={"source": (*plan.source, other)})
    source = csv_source(both, "capacities", TABLES["capacities"], services="katalog")
    reading = read_attributes(both, source, known("katalog:1", "katalog:2"))
    assert reading.frame["service_id"].tolist() == ["katalog:1", "katalog:2"]
