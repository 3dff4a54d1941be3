from __future__ import annotations

import math
from typing import Any

import pytest

from gis_sluzby.cartography import NBSP, nonbreaking
from gis_sluzby.publish.site.results import Result, result_of


def told(counts: dict[str, int], reasons: dict[str, str] | None = None, **given: Any) -> Result:  # noqa: ANN401
    statuses = [status for status, count in counts.items() for _ in range(count)]
    words = {
        "measure": "time",
        "level": "orp",
        "limit_minutes": math.nan,
        "covered_share": math.nan,
        "ages": (0.0, 120.0),
    }
    unsure = given.pop("unsure", 0)
    states = [
        (status, (reasons or {}).get(status, "within_limit"), "lowered" if n < unsure else "full")
        for n, status in enumerate(statuses)
    ]
    return result_of(states, **{**words, **given})


def plain(result: Result) -> str:
    parts = [part for part in (result.figure, result.text, result.note) if part]
    assert [nonbreaking(part) for part in parts] == parts
    return " ".join(parts).replace(NBSP, " ")


def test_a_limit_in_minutes() -> None:
    counts = {"covered": 118, "uncovered": 13, "no_data": 2, "not_applicable": 1}
    result = told(counts, limit_minutes=30, covered_share=0.957)
    assert plain(result) == (
        "118 ze 131 obcí je v dosahu 30 minut autem. Žije v nich 95,7 % obyvatel. "
        "O 2 obcích nevíme."
    )


def test_what_is_not_sure_is_said() -> None:
    result = told({"covered": 3, "no_data": 1}, limit_minutes=15, unsure=2)
    assert plain(result).endswith(
        "S výhradou v 2 obcích: údaj se opírá o službu bez uvedené formy nebo o záznam s nálezem. "
        "O 1 obci nevíme."
    )


def test_the_mode_follows_the_minutes() -> None:
    result = told({"covered": 3, "uncovered": 2}, limit_minutes=15, mode="transit")
    assert plain(result) == "3 z 5 obcí jsou v dosahu 15 minut veřejnou dopravou."


@pytest.mark.parametrize(
    ("covered", "verb"), [(0, "je"), (1, "je"), (2, "jsou"), (4, "jsou"), (5, "je")]
)
def test_the_verb_follows_the_number(covered: int, verb: str) -> None:
    result = told({"covered": covered, "uncovered": 5}, limit_minutes=30)
    assert plain(result).split("obcí ")[1].startswith(f"{verb} v dosahu")


def test_everybody_and_nearly_everybody() -> None:
    assert "100 %" in plain(told({"covered": 5}, limit_minutes=30, covered_share=1.0))
    nearly = told({"covered": 5}, limit_minutes=30, covered_share=0.9999, ages=(65, 120))
    assert plain(nearly).endswith("Žije v nich 99,9 % obyvatel od 65 let.")


def test_a_part_of_an_obec() -> None:
    result = told({"covered": 3, "partial": 2, "uncovered": 1}, limit_minutes=20)
    assert plain(result) == "3 ze 6 obcí jsou v dosahu 20 minut autem. Částečně ještě 2 obce."


def test_declared_areas() -> None:
    result = told({"covered": 12, "uncovered": 8}, measure="declared")
    assert plain(result) == "12 z 20 obcí má poskytovatele, který uvádí, že sem jezdí."


def test_nothing_known_is_said_as_such() -> None:
    result = told(
        {"no_data": 20, "not_applicable": 1}, {"no_data": "no_declared_area"}, measure="declared"
    )
    assert result.figure is None
    assert plain(result).startswith("Nevíme, zda sem služba jezdí")
    assert "Neznamená to, že tu není." in plain(result)
    one = told({"covered": 1, "no_data": 1}, limit_minutes=30)
    assert plain(one).endswith("O 1 obci nevíme.")


ALL, NONE, SOME = {"covered": 9}, {"uncovered": 9}, {"covered": 2, "uncovered": 7}


@pytest.mark.parametrize(
    ("counts", "measure", "level", "text"),
    [
        (ALL, "phone", "stat", "Po telefonu Na místě nezáleží, dojezd se neposuzuje."),
        (ALL, "presence", "kraj", "Služba v kraji je."),
        (NONE, "presence", "kraj", "Služba v kraji není."),
        (NONE, "presence", "stat", "Služba ve státě není."),
        (ALL, "declared", "kraj", "Služba působí v celém kraji."),
        (SOME, "presence", "obec", "2 z 9 obcí mají službu přímo na svém území."),
        (SOME, "presence", "orp", "2 z 9 obcí leží ve správním obvodu ORP, kde služba je."),
        (SOME, "balance", "orp", "2 z 9 obcí leží ve správním obvodu ORP, kde služba je."),
        (SOME, "mixed", "orp", "2 z 9 obcí mají v dosahu aspoň jednu formu služby."),
        (SOME, "time", "orp", "2 z 9 obcí mají službu v dosahu."),
    ],
)
def test_other_measures(counts: dict[str, int], measure: str, level: str, text: str) -> None:
    assert plain(told(counts, measure=measure, level=level)) == text


def test_what_is_not_judged_is_said_to_be_so() -> None:
    result = told({"not_applicable": 9}, measure="none", level="kraj")
    assert plain(result) == (
        "Bez meze Dosah tohoto druhu se neposuzuje. Minuty jsou jen informace."
    )


def test_capacity_that_was_weighed() -> None:
    reasons = {"covered": "balance_met", "uncovered": "balance_short"}
    result = told({"covered": 5, "uncovered": 4}, reasons, measure="balance")
    assert plain(result) == "5 z 9 obcí leží v území, kde kapacita odpovídá stanovené."
