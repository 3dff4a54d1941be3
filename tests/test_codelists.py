from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby import codelists
from gis_sluzby.codelists.druh_codes import _names
from gis_sluzby.codelists.lookup import spelling_index
from gis_sluzby.codelists.text import search_key

CODES = [row.code for row in codelists.druhy()]
MARKS = {"V", "D", "K", "?"}

#: § with one form only, as counted independently (domain handbook, section 6).
ONE_FORM = {
    "ter": {"39", "41", "43", "55", "69"},
    "pob": {"47", "48", "49", "50", "51", "52", "57", "58", "68"},
    "amb": {"45", "46", "63", "67"},
}

SPELLINGS = sorted(
    {spelling for row in codelists.druhy() for spelling in (row.name, row.singular, *row.aliases)}
)


def test_there_are_34_druhy_in_the_order_of_their_paragraph() -> None:
    numbered = [row for row in codelists.druhy() if row.code != "cdz"]
    keys = [(int(row.code[:2]), row.code[2:]) for row in numbered]
    assert len(CODES) == len(set(CODES)) == 34
    assert keys == sorted(keys)
    assert CODES[-1] == "cdz"
    assert [row.position for row in codelists.druhy()] == list(range(34))


def test_paragraph_carries_a_no_break_space_and_the_code() -> None:
    for row in codelists.druhy():
        assert row.paragraph == (None if row.code == "cdz" else f"§\u00a0{row.code}")


def test_register_numbers_are_unique_and_follow_the_published_rule() -> None:
    rpss = [row.rpss for row in codelists.druhy() if row.rpss is not None]
    assert sorted(rpss) == [1, *range(3, 35)]
    for row in codelists.druhy():
        if row.rpss is not None and row.rpss >= 3:
            assert row.api == 3834 + row.rpss
    assert codelists.druh("37").api == 3836
    assert len({row.api for row in codelists.druhy()}) == 34


def test_18_druhy_have_a_single_form() -> None:
    single = {code: codelists.single_form(code) for code in CODES}
    assert {code: form for code, form in single.items() if form} == {
        code: form for form, codes in ONE_FORM.items() for code in codes
    }
    assert sum(form is not None for form in single.values()) == 18


def test_forms_that_are_merely_possible_come_last() -> None:
    assert codelists.druh("54").forms == ("ter",)
    assert codelists.forms_by_law("54") == ("ter", "amb")
    known = {row.code for row in codelists.forms().values()}
    for row in codelists.druhy():
        both = codelists.forms_by_law(row.code)
        assert len(both) == len(set(both)) > 0
        assert set(both) <= known


def test_no_spelling_of_any_list_stands_for_two_codes_or_is_given_twice() -> None:
    lists: list[list[tuple[str, tuple[str, ...]]]] = [
        [(row.code, row.aliases) for row in codelists.druhy()],
        [(row.code, row.aliases) for row in codelists.forms().values()],
        [(row.code, row.aliases) for row in codelists.units().values()],
        [(row.code, row.aliases) for row in codelists.target_groups().values()],
        [(row.code, row.aliases) for row in codelists.okruhy().values()],
    ]
    for rows in lists:
        aliases = [search_key(alias) for _, texts in rows for alias in texts]
        assert len(aliases) == len(set(aliases))
    for row in codelists.druhy():
        assert search_key(row.name) not in {search_key(alias) for alias in row.aliases}


def test_an_index_refuses_a_spelling_of_two_codes() -> None:
    with pytest.raises(ValueError, match="stands for a and b"):
        spelling_index([("a", ["Dům"]), ("b", ["dum"])])


def test_every_row_carries_its_mark() -> None:
    for rows in (
        codelists.druhy(),
        codelists.forms().values(),
        codelists.units().values(),
        codelists.okruhy().values(),
        codelists.target_groups().values(),
    ):
        assert {row.mark for row in rows} <= MARKS
    assert {row.rpss_mark for row in codelists.druhy()} <= MARKS
    assert codelists.druh("cdz").mark == "?"
    assert {row.mark for row in codelists.kraje() if not row.model} == {"V"}
    assert {row.code for row in codelists.kraje() if row.model} == {"CZ098", "CZ099"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("§ 46", "46"),
        ("46", "46"),
        ("§46", "46"),
        ("§\u00a060a", "60a"),
        ("60 A", "60a"),
        ("§ 46 zákona č. 108/2006 Sb.", "46"),
        ("denní stacionáře (§ 46 zákona č. 108/2006 Sb.)", "46"),
        ("46 – denní stacionáře", "46"),
        ("paragraf 40 pečovatelská služba", "40"),
        ("Stacionáře denní", "46"),
        ("dsz_kod 128", "46"),
        ("NZDM", "62"),
        ("DruhSocialniSluzby/13", "49"),
        ("DruhSocialniSluzby/46", None),
        ("3867", "70"),
        ("11078", "cdz"),
        ("CDZ", "cdz"),
        ("Centrum duševního zdraví", "cdz"),
        ("sociální služby poskytované ve zdravotnických zařízeních ústavní péče", "52"),
        ("13", None),
        ("38", None),
        ("§ 53", None),
        ("§ 46 noclehárny", None),
        ("noclehárny pro psy", None),
        ("", None),
        ("§", None),
    ],
)
def test_a_druh_is_found_by_its_spelling(text: str, code: str | None) -> None:
    assert codelists.find_druh(text) == code


def test_every_own_spelling_and_number_is_found() -> None:
    for row in codelists.druhy():
        for text in (row.code, row.name, row.singular, str(row.api), *row.aliases):
            assert codelists.find_druh(text) == row.code
        if row.rpss is not None:
            assert codelists.find_druh(f"DruhSocialniSluzby/{row.rpss}") == row.code
            assert codelists.find_druh(f"{row.paragraph} {row.name}") == row.code


@st.composite
def _disguised(draw: st.DrawFn) -> tuple[str, str]:
    """Give a spelling and the same one in other case, spaces, diacritics and punctuation."""
    spelling = draw(st.sampled_from(SPELLINGS))
    bare = draw(st.booleans())
    text = codelists.normalise(spelling) if bare else spelling
    text = "".join(
        character.upper() if draw(st.booleans()) else character.lower() for character in text
    )
    space = draw(st.sampled_from([" ", "  ", "\u00a0", "\t", " \n", "\u2009", " - ", ", "]))
    edge = draw(st.sampled_from(["", " ", "\ufeff", "\u00a0", "\u200b", '"']))
    return spelling, f"{edge}{text.replace(' ', space)}{edge}"


@given(_disguised())
def test_a_disguised_spelling_is_found_like_the_plain_one(pair: tuple[str, str]) -> None:
    plain, disguised = pair
    assert codelists.find_druh(plain) is not None
    assert codelists.find_druh(disguised) == codelists.find_druh(plain)


@given(st.text(max_size=80))
def test_normalise_is_idempotent_and_the_lookup_takes_any_text(text: str) -> None:
    once = codelists.normalise(text)
    assert codelists.normalise(once) == once
    assert codelists.find_druh(text) in {None, *CODES}
    assert codelists.find_druh(text) == codelists.find_druh(once)


@given(st.sampled_from(sorted(_names())), st.data())
def test_one_missing_letter_is_suggested_back(name: str, data: st.DataObject) -> None:
    if len(name) < 12 or name[-1].isdigit():
        return
    place = data.draw(st.integers(0, len(name) - 1))
    suggested = codelists.suggest_druh(name[:place] + name[place + 1 :])
    assert suggested is not None
    assert codelists.find_druh(suggested) == codelists.find_druh(name)


def test_nothing_is_suggested_for_what_is_far_from_every_druh() -> None:
    assert codelists.suggest_druh("krematorium") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ambul. forma", "amb"),
        ("TERÉNNÍ", "ter"),
        ("FormaSocialniSluzby/pob", "pob"),
        ("3883", "pob"),
        ("T", "ter"),
        ("dálková", None),
    ],
)
def test_a_forma_is_found_by_its_spelling(text: str, code: str | None) -> None:
    assert codelists.find_forma(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Počet lůžek", "luzka"),
        ("Počet kontaktů (10 min. jednání)", "kontakt"),
        ("TypKapacitySocialniSluzby/hovor", "hovor"),
        ("7374", "klient"),
        ("úvazky", "fte"),
        ("kilogram", None),
    ],
)
def test_a_unit_is_found_by_its_spelling(text: str, code: str | None) -> None:
    assert codelists.find_unit(text) == code


def test_fte_stays_out_of_the_public_edition() -> None:
    assert {row.code for row in codelists.units().values() if row.edition == "internal"} == {"fte"}


@pytest.mark.parametrize(
    ("text", "group", "okruh"),
    [
        ("Senioři", "24", "seniori"),
        ("CilovaSkupinaOsoby/30", "30", "seniori"),
        ("3757", "16", "ozp"),
        ("osoby s chronickým duševním onemocněním", "10", "dusevni"),
        ("rodiny s dítětem/dětmi", "23", "rodiny_deti"),
        ("28", None, None),
    ],
)
def test_a_target_group_is_found_with_its_okruh(
    text: str, group: str | None, okruh: str | None
) -> None:
    assert codelists.find_target_group(text) == group
    assert codelists.find_okruh(text) == okruh


def test_an_okruh_is_found_by_code_and_name() -> None:
    for row in codelists.okruhy().values():
        assert codelists.find_okruh(row.code) == codelists.find_okruh(row.name) == row.code
    assert {row.cs for row in codelists.target_groups().values()} == {
        row.code for row in codelists.okruhy().values()
    }


def test_group_numbers_of_the_api_are_unique_and_28_and_29_are_not_made_up() -> None:
    numbers = [int(row.code) for row in codelists.target_groups().values()]
    assert numbers == [*range(1, 28), 30]
    assert [row.api for row in codelists.target_groups().values()] == [
        3741 + number for number in numbers
    ]


def test_every_druh_has_one_standard_for_all_its_forms() -> None:
    rows = codelists.default_standards()["standard"]
    general = [row["druh"] for row in rows if "forma" not in row and "cs" not in row]
    assert general == CODES
    keys = [(row["druh"], row.get("forma"), row.get("cs")) for row in rows]
    assert len(keys) == len(set(keys))


def test_standards_speak_the_language_of_the_code_lists() -> None:
    okruhy = {row.code for row in codelists.okruhy().values()}
    units = {row.code for row in codelists.units().values()}
    defaults = codelists.default_standards()
    for row in [defaults["standards"], *defaults["standard"]]:
        assert row["source"] == "orientační výchozí hodnota programu"
        assert row["measure"] in {"time", "declared", "presence", "balance", "phone", "none"}
        assert row.get("level", "obec") in {"obec", "orp", "kraj", "stat"}
        assert row.get("cs", "seniori") in okruhy
        assert row.get("unit", "luzka") in units
        assert "required_per_1000" not in row
        first, last = row.get("target", {"ages": [0, 120]})["ages"]
        assert 0 <= first <= last <= 120
        if row["measure"] == "time":
            assert row["limit_minutes"] > 0
        else:
            assert "limit_minutes" not in row


def test_standards_name_only_forms_that_the_law_allows() -> None:
    for row in codelists.default_standards()["standard"]:
        if "forma" in row:
            assert row["forma"] in codelists.forms_by_law(row["druh"])


def _resolved(druh: str, forma: str) -> str:
    """Give the measure in force, found independently of the program's own resolution."""
    rows = codelists.default_standards()["standard"]
    fitting = [
        row
        for row in rows
        if row["druh"] == druh and row.get("forma", forma) == forma and "cs" not in row
    ]
    return str(max(fitting, key=lambda row: "forma" in row)["measure"])


def test_no_terenni_form_is_ever_measured_by_minutes() -> None:
    for code in CODES:
        if "ter" in codelists.forms_by_law(code):
            assert _resolved(code, "ter") in {"declared", "presence", "phone"}


def test_the_callers_copy_of_the_standards_is_their_own() -> None:
    first = codelists.default_standards()
    first["standard"].clear()
    assert codelists.default_standards()["standard"]


def test_lists_in_czech_keep_czech_typography() -> None:
    folder = Path(codelists.__file__).parent
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'"[^"\n]*§ \d', text), f"{path.name}: § without a no-break space"
        assert not re.search(r'"[^"\n]*\d-\d', text), f"{path.name}: hyphen in a range"


@pytest.mark.real_data
def test_kraje_equal_the_list_of_the_statistical_office(real_data: Path) -> None:
    with (real_data / "registers" / "CIS0100_CS.csv").open(encoding="cp1250", newline="") as file:
        official = {
            row["CZNUTS"]: (row["TEXT"], row["CHODNOTA"], row["KOD_RUIAN"], row["ZKRKRAJ"])
            for row in csv.DictReader(file, delimiter=";")
            if row["CZNUTS"] != "CZZZZ"
        }
    ours = {
        row.code: (row.name, row.csu, row.ruian, row.short)
        for row in codelists.kraje()
        if not row.model
    }
    assert ours == official


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("file_name", "column", "kinds"),
    [
        ("socialni_sluzby_karlovarsky.csv", "druh_sluzby", 33),
        ("socialni_sluzby_datazapad_raw_vzorek.csv", "druh_sociální_služby", 10),
    ],
)
def test_every_spelling_of_the_real_files_is_found(
    real_data: Path, file_name: str, column: str, kinds: int
) -> None:
    with (real_data / "services" / file_name).open(encoding="utf-8-sig", newline="") as file:
        spellings = {row[column] for row in csv.DictReader(file)}
    found = {spelling: codelists.find_druh(spelling) for spelling in spellings}
    assert [spelling for spelling, code in found.items() if code is None] == []
    assert len(set(found.values())) == kinds
