"""One figure followed from its source row to its status."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import PlanError
from gis_sluzby.explain import explain
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from tests.small_plan import centre_of, service_row, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

NBSP = "\u00a0"
DECLARED = """
[[source]]
id = "uzemi"
table = "declared"
reader = "csv"
path = "uzemi.csv"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
"""
STANDARD = """
[[standard]]
druh = "46"
limit_minutes = 12
source = "koncepce kraje"
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small plan: a declared area, a stated standard, and a service that rests on a finding."""
    path = write_small_plan(tmp_path_factory.mktemp("plán") / "x")
    rows = [
        service_row("1", "denní stacionáře", "ambulantní", "100001"),
        service_row("2", "osobní asistence", "terénní", "100001"),
        # The code says another obec than the point: a finding.
        service_row("3", "azylové domy", "pobytová", "100009").replace(",100009,", ",100008,"),
        service_row("4", "odborné sociální poradenství", "ambulantní; terénní", "100001"),
    ]
    data = path.parent / "data"
    head = "key,provider,ico,druh,forma,kod_obec,kod_orp,lon,lat"
    (data / "sluzby.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    (data / "uzemi.csv").write_text(
        "service,forma,level,kod,evidence\n2,terénní,orp,9901,povereni\n", encoding="utf-8"
    )
    path.write_text(path.read_text(encoding="utf-8") + DECLARED + STANDARD, encoding="utf-8")
    return path


def explained(plan: Path, kod_obec: str, druh: str) -> str:
    read = read_plan(plan)
    results = compute(read)
    text = explain(read, results.centre, results.reached, results.coverage, kod_obec, druh)
    return text.replace(NBSP, " ")


def test_the_way_from_the_source_row_to_the_status(plan: Path) -> None:
    text = explained(plan, "100005", "denní stacionář")
    x, y = centre_of("100001")
    steps = [
        "Obec 5 (100005), ORP Jih: denní stacionáře (§ 46)",
        "Stav: mimo dosah",
        "Důvod: Nejbližší služba je 15 min autem, za hranicí dosahu 12 min.",
        "Spolehlivost: bez výhrad",
        "Osoby v cílové skupině: 174, v dosahu: 0",
        "Služby v dosahu: 0, poskytovatelé: 0",
        "ambulantní: cesta autem do meze 12 min, úroveň ORP, věk 3–120",
        "koncepce kraje (plán, [[standard]] č. 1)",
        "Nejbližší služba, poskytovatel: Pomoc z. s. (sluzby:1)",
        "řádek 2 souboru sluzby.csv",
        f"obec 100001, S-JTSK x {x:.0f}, y {y:.0f}, přesnost adresa",
        # 6 km of II. class at 55 km/h and 6 km of III. class at 45.
        "14,55 min autem z místa poptávky 100005",
        "sluzby: sluzby.csv, stav k 30. 6. 2025",
    ]
    places = [text.find(step) for step in steps]
    assert -1 not in places, steps[places.index(-1)]
    assert places == sorted(places)


def test_a_plan_on_foot_says_so_with_every_minute(plan: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(plan.parent, tmp_path / "x") / plan.name
    text = copied.read_text(encoding="utf-8")
    assert "[reach]" not in text
    copied.write_text(text + '\n[reach]\nmode = "foot"\n', encoding="utf-8")
    told = explained(copied, "100005", "denní stacionář")
    assert "autem" not in told
    assert "ambulantní: cesta pěšky do meze 12 min" in told
    assert " min pěšky, za hranicí dosahu 12 min." in told
    # 12 km at 5 km/h
    assert "144,00 min pěšky z místa poptávky 100005" in told


MATRIX = """
[[source]]
id = "jizdni_doby"
table = "matrix"
reader = "csv"
path = "jizdni_doby.csv"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
constants = { mode = "%s" }
"""


@pytest.mark.parametrize(
    ("mode", "by", "nowhere"),
    [
        ("transit", "veřejnou dopravou", "tabulka dob veřejnou dopravou odtud k žádné nevede"),
        ("matrix", "podle tabulky dob", "tabulka dob odtud k žádné nevede"),
    ],
)
def test_minutes_of_a_table_are_not_said_to_be_by_road(
    plan: Path, tmp_path: Path, mode: str, by: str, nowhere: str
) -> None:
    copied = shutil.copytree(plan.parent, tmp_path / "x") / plan.name
    text = copied.read_text(encoding="utf-8")
    changed = f'{text}{MATRIX % mode}\n[reach]\nmode = "{mode}"\n'
    copied.write_text(changed, encoding="utf-8")
    (copied.parent / "data" / "jizdni_doby.csv").write_text(
        "from,to,minutes\n100005,1,17\n", "utf-8"
    )
    told = explained(copied, "100005", "denní stacionář")
    assert f"17,00 min {by} z místa poptávky 100005" in told
    lonely = explained(copied, "100008", "denní stacionář")
    assert f"Nejbližší služba: {nowhere}." in lonely
    assert "silni" not in (told + lonely).replace("Vzorové silnice", "").split("Zdroje:")[0].lower()


def test_minutes_by_road_say_where_roads_end(plan: Path) -> None:
    assert "Silnice končí na státní hranici" in explained(plan, "100005", "denní stacionář")


def test_a_misspelt_obec_is_answered_with_the_nearest_name(plan: Path) -> None:
    with pytest.raises(PlanError, match=r"obec Obecc 5 v plánu .* není.*Nejbližší je „Obec 5“"):
        explained(plan, "Obecc 5", "denní stacionář")
    with pytest.raises(PlanError) as raised:
        explained(plan, "Qwxyz", "denní stacionář")
    assert "Nejbližší" not in str(raised.value)


def test_a_declared_area_is_followed_to_its_evidence(plan: Path) -> None:
    text = explained(plan, "100005", "39")
    assert "Stav: v dosahu" in text
    assert "Do obce podle svých údajů jezdí 1 poskytovatel." in text
    assert (
        "Pomoc z. s. (sluzby:2), forma terénní: ORP Jih (9901), doklad pověření (zdroj uzemi)"
        in text
    )


def test_outside_the_declared_area_none_is_named(plan: Path) -> None:
    text = explained(plan, "100009", "39")
    assert "Stav: bez dat" in text
    assert "Osoby v cílové skupině: 50, v dosahu: –" in text
    assert "Vymezená působnost" not in text


def test_findings_about_the_nearest_service_are_told(plan: Path) -> None:
    text = explained(plan, "100009", "57")
    assert "Spolehlivost: s výhradou" in text
    assert "Nálezy k této službě:\n  Bod leží v jiné obci, než říká kód: " in text


def test_a_kind_without_any_service(plan: Path) -> None:
    text = explained(plan, "100001", "67")
    assert "Stav: mimo dosah" in text
    assert "Nejbližší služba: žádná s místem na silniční síti." in text


@pytest.mark.parametrize("obec", ["Obec 5", "obec 5", "100005"])
def test_an_obec_may_be_named(plan: Path, obec: str) -> None:
    assert explained(plan, obec, "46").startswith("Obec 5 (100005)")


def test_a_name_that_two_obce_have_is_answered_with_their_codes(plan: Path) -> None:
    read = read_plan(plan)
    results = compute(read)
    table = results.coverage["coverage_obec"]
    namesakes = table["kod_obec"].isin(["100001", "100005"])
    renamed = table.assign(nazev_obec=table["nazev_obec"].mask(namesakes, "Lhota"))
    coverage = results.coverage | {"coverage_obec": renamed}
    with pytest.raises(PlanError, match="Zadejte kód: 100001, 100005"):
        explain(read, results.centre, results.reached, coverage, "Lhota", "46")


def test_forms_that_are_judged_by_measures_of_their_own_are_told_apart(plan: Path) -> None:
    text = explained(plan, "100009", "37")
    forms = text[text.index("Podle forem:") : text.index("Standard:")].splitlines()
    assert [line.split(":")[0].strip() for line in forms[1:3]] == ["ambulantní", "terénní"]
    assert forms[1].startswith("  ambulantní: v dosahu. Nejbližší služba je ")
    assert forms[2].startswith("  terénní: bez dat. ")
    assert "Podle forem" not in explained(plan, "100009", "46")


def test_words_that_are_not_known_are_all_told(plan: Path) -> None:
    with pytest.raises(PlanError) as caught:
        explained(plan, "999999", "denni stacionar x")
    assert len(caught.value.problems) == 2
    assert "denní stacionáře" in str(caught.value)
    assert "999999" in str(caught.value)


@pytest.mark.parametrize("druh", ["37", "46", "54", "55", "60a", "cdz"])
def test_every_reason_has_its_words(plan: Path, druh: str) -> None:
    assert "Důvod: " in explained(plan, "100001", druh)
