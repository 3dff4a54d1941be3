"""What is said of scenarios and endings."""

from __future__ import annotations

from functools import cache

from gis_sluzby.cartography import NBSP
from gis_sluzby.publish.ending_text import ending_text
from gis_sluzby.publish.whatif_text import people_text, whatif_text
from gis_sluzby.studies.ending import ending, nearest_of_rest
from tests.coverage.made import CODES, Service
from tests.studies import made
from tests.studies.scenarios import asked, world

SERVICES = (
    Service("1", "46", at="B", provider="Pomoc"),
    Service("2", "46", at="D", provider="Naděje"),
    Service("3", "40", ("ter",), at="A", declared=(("ter", "obec", "A", "declared"),)),
    Service("4", "57", ("pob",), at="A", secret=True, provider="Azyl",
            declared=(("pob", "obec", "A", "declared"),)),
)  # fmt: skip


@cache
def text_of_scenario() -> str:
    """Say what a scenario that touches everything would change."""
    result = asked(
        world(SERVICES),
        close=[{"service": "sluzby:1"}, {"service": "sluzby:4"}],
        add=[{"key": "n", "druh": "49", "nazev": "Domov", "kod_obec": CODES["C"]}],
        declared=[{"service": "sluzby:3", "areas": [{"level": "obec", "kod": CODES["B"]}]}],
        standard=[{"druh": "45", "limit_minutes": 1}],
    )
    return "\n".join(whatif_text(result)).replace(NBSP, " ")


def test_every_change_is_named() -> None:
    for line in (
        "  končí Pomoc: denní stacionáře (§ 46) (sluzby:1)",
        "  přibývá Domov: domovy pro seniory (§ 49), forma pobytová; obec Obec C",
        "  vymezená působnost, 1 území: P: pečovatelská služba (§ 40) (sluzby:3)",
        "  standard: centra denních služeb (§ 45)",
    ):
        assert line in text_of_scenario().splitlines()


def test_who_loses_is_told_the_next_service() -> None:
    told = text_of_scenario()
    assert "dnes v dosahu 180 osob ze 180 (100 %), potom v dosahu 30 osob ze 180 (16,7 %)." in told
    assert "  Ztratí 150 osob v 2 obcích:" in told
    assert "    Obec A, 100 osob: nejblíž bude Naděje, 4 min autem, dnes 2 min autem" in told
    assert "ORP, kterým se mění stav: Jih (z „v dosahu“ na „mimo dosah“)" in told
    assert "  Získá 50 osob v 1 obci: Obec B (50 osob)" in told


def test_a_secret_service_is_told_by_kraj_alone() -> None:
    _, about = text_of_scenario().split("\nazylové domy (§ 57)\n")
    # of the others nothing is known: no share of all people can be told
    assert "dnes v dosahu 100 osob (100 % těch, o kterých jsou data), potom" in about
    assert "Mění se služba s utajenou adresou: obce a ORP se proto neuvádějí." in about
    assert "Ztratí 100 osob." in about
    assert "Obec" not in about


def test_it_is_said_to_be_internal_and_survives_an_old_console() -> None:
    told = text_of_scenario()
    assert "Vnitřní podklad" in told
    told.encode("cp1250")


def test_fractions_of_people_are_not_nobody() -> None:
    assert people_text(0.2) == "méně než 1 osoba"
    assert people_text(0).replace(NBSP, " ") == "0 osob"
    assert people_text(1.4).replace(NBSP, " ") == "1 osoba"


def test_the_most_important_endings_are_told() -> None:
    before = world(SERVICES)
    rest = nearest_of_rest(made.plan(), before.centre, made.roads(), before.reached["demand"])
    tables = ending(made.plan(), before.centre, before.reached, before.coverage, rest)
    lines = [line.replace(NBSP, " ") for line in ending_text(tables["ending"])]
    assert lines[3] == (
        "Posouzeno: 4 služby, každá zvlášť. Někdo by ztratil dosah u 3 z nich; jediného "
        "poskytovatele druhu v kraji má 2."
    )
    assert lines[5] == (
        "  Pomoc, denní stacionáře (§ 46) (sluzby:1): ztratí 150 osob; obcí 2; další Naděje, "
        "v průměru o 2 min autem dál"
    )
    assert any("Azyl" in line and "utajená adresa, jen za kraj" in line for line in lines)
    "\n".join(lines).encode("cp1250")
    none = tables["ending"].assign(lost=0.0)
    assert len(list(ending_text(none))) == 4
