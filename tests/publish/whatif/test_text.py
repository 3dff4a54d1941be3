"""What is said of scenarios and endings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from gis_sluzby.cartography import NBSP
from gis_sluzby.publish.ending_text import ending_text, measures_of
from gis_sluzby.publish.whatif.text import whatif_text
from gis_sluzby.publish.whatif.words import people_text
from gis_sluzby.studies.ending import ending, nearest_of_rest
from tests.coverage.made import CODES, Service
from tests.studies import made
from tests.studies.scenarios import asked, world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

SERVICES = (
    Service("1", "46", at="B", provider="Pomoc"),
    Service("2", "46", at="D", provider="Naděje"),
    Service("3", "40", ("ter",), at="A", declared=(("ter", "obec", "A", "declared"),)),
    Service("4", "57", ("pob",), at="A", secret=True, provider="Azyl",
            declared=(("pob", "obec", "A", "declared"),)),
)  # fmt: skip


@cache
def text_of_scenario(mode: str = "car") -> str:
    """Say what a scenario that touches everything would change."""
    result = asked(
        world(SERVICES),
        close=[{"service": "sluzby:1"}, {"service": "sluzby:4"}],
        add=[{"key": "n", "druh": "49", "nazev": "Domov", "kod_obec": CODES["C"]}],
        declared=[{"service": "sluzby:3", "areas": [{"level": "obec", "kod": CODES["B"]}]}],
        standard=[{"druh": "45", "limit_minutes": 1}],
    )
    return "\n".join(whatif_text(result, mode)).replace(NBSP, " ")


def test_every_change_is_named() -> None:
    for line in (
        "  končí Pomoc: denní stacionáře (§ 46) (sluzby:1)",
        "  přibývá Domov: domovy pro seniory (§ 49), forma pobytová; obec Obec C",
        (
            "  jiná vymezená působnost: P: pečovatelská služba (§ 40) (sluzby:3); "
            "dnes obec Obec A, potom obec Obec B"
        ),
        "  standard: centra denních služeb (§ 45); mez dnes 1,2 min, potom 1 min",
    ):
        assert line in text_of_scenario().splitlines()


def test_who_loses_is_told_the_next_service() -> None:
    told = text_of_scenario()
    assert "dnes v dosahu 180 osob ze 180 (100 %), potom v dosahu 30 osob ze 180 (16,7 %)." in told
    assert "  Ztratí 150 osob v 2 obcích:" in told
    assert "    Obec A, 100 osob: nejblíž bude Naděje, 4 min autem, dnes 2 min autem" in told
    assert "ORP, kterým se mění stav: Jih (z „v dosahu“ na „mimo dosah“)" in told
    assert "  Získá 50 osob v 1 obci: Obec B (50 osob)" in told


def test_minutes_and_ways_are_those_of_the_mode() -> None:
    told = text_of_scenario("foot")
    assert "nejblíž bude Naděje, 4 min pěšky, dnes 2 min pěšky" in told
    assert "autem" not in told


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


def told_of(services: Sequence[Service], **sections: list[dict[str, Any]]) -> str:
    """Say what a scenario would change."""
    return "\n".join(whatif_text(asked(world(services), **sections))).replace(NBSP, " ")


def test_minutes_of_today_are_told_wherever_they_differ() -> None:
    told = told_of(SERVICES[:1], move=[{"service": "sluzby:1", "kod_obec": CODES["D"]}])
    assert "stěhuje se Pomoc: denní stacionáře (§ 46) (sluzby:1); dnes obec Obec B, potom" in told
    assert "Obec A, 100 osob: nejblíž bude Pomoc, 4 min autem, dnes 2 min autem" in told
    assert "zůstává" not in told
    # (100 × 1 + 0 + 30 × 1) and (100 × 3 + 50 × 2 + 30 × 1) steps of 60/55 min for 180 people
    assert "Průměrná cesta k nejbližší službě: dnes 0,8 min autem, potom 2,6 min autem." in told
    stays = told_of(SERVICES[:1], standard=[{"druh": "46", "limit_minutes": 1}])
    assert "Obec A, 100 osob: nejblíž zůstává Pomoc, 2 min autem\n" in stays
    assert "Průměrná cesta" not in stays


def test_what_is_not_a_matter_of_minutes_is_not_explained_by_them() -> None:
    full = Service("5", "49", ("pob",), at="B", capacity={("pob", "luzka"): 3})
    told = told_of([full], capacity=[{"service": "sluzby:5", "unit": "luzka", "count": 1}])
    assert "kapacita (počet lůžek) dnes 3, potom 1: P: domovy pro seniory" in told
    assert "kapacita nestačí" in told
    assert "nejblíž" not in told.replace("nejbližší", "")
    told = told_of(SERVICES[2:3], declared=[{"service": "sluzby:3", "areas": []}])
    assert "Obec A, 100 osob: nikdo jiný neuvádí, že tam jezdí" in told
    assert "potom nikde" in told


def test_what_has_no_effect_is_told() -> None:
    told = told_of(SERVICES[:1], capacity=[{"service": "sluzby:1", "unit": "misto", "count": 5}])
    assert "(bez účinku: standard druhu nemá required_per_1000)" in told
    assert "Nic se nezmění." in told


def test_a_secret_addition_names_no_obec() -> None:
    new = {"key": "n", "druh": "46", "kod_obec": CODES["C"], "secret": True}
    told = told_of(SERVICES[:1], add=[new])
    assert "místo se neuvádí (utajená adresa)" in told
    assert "Obec" not in told


def test_a_secret_service_that_moves_or_works_elsewhere_names_no_obec() -> None:
    move = {"service": "sluzby:4", "kod_obec": CODES["C"]}
    areas = {"service": "sluzby:4", "areas": [{"level": "obec", "kod": CODES["B"]}]}
    for told in (told_of(SERVICES, move=[move]), told_of(SERVICES, declared=[areas])):
        assert "Azyl: azylové domy (§ 57) (sluzby:4)" in told
        assert "Obec" not in told
        assert not [code for code in CODES.values() if code in told]


def test_entries_without_effect_say_why() -> None:
    nowhere = {"key": "t", "druh": "40", "forma": "ter", "kod_obec": CODES["C"]}
    assert "terénní služba bez areas nikam nejezdí" in told_of(SERVICES, add=[nowhere])


def ending_line(table: pd.DataFrame, measures: Mapping[str, str], mode: str) -> str:
    """Give what is said of the most important ending."""
    return list(ending_text(table, measures, mode))[5].replace(NBSP, " ")


def test_the_most_important_endings_are_told() -> None:
    before = world(SERVICES)
    rest = nearest_of_rest(made.plan(), before.centre, made.roads(), before.reached["demand"])
    tables = ending(made.plan(), before.centre, before.reached, before.coverage, rest)
    measures = measures_of(before.centre, before.coverage["standards"])
    lines = [line.replace(NBSP, " ") for line in ending_text(tables["ending"], measures)]
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
    assert ending_line(tables["ending"], measures, "bike").endswith("v průměru o 2 min na kole dál")
    cut = tables["ending"].assign(next_provider=None, people_cut=1.0)
    assert ending_line(cut, measures, "foot").endswith(
        "jiná, ke které by se pěšky dalo dojít, není"
    )
    by_areas = ending_line(tables["ending"], {**measures, "sluzby:1": "declared"}, "car")
    assert by_areas.endswith("obcí 2; nikdo jiný neuvádí, že tam jezdí")
    unknown = tables["ending"].assign(lost_no_data=12.0)
    assert "ztratí 150 osob, z toho bez dat 12 osob; obcí 2" in ending_line(
        unknown, measures, "car"
    )
    none = tables["ending"].assign(lost=0.0)
    assert len(list(ending_text(none, measures))) == 4
