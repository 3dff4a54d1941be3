from __future__ import annotations

import datetime as dt
import math
import re

import pytest

from gis_sluzby import codelists, words
from gis_sluzby.cartography import NBSP, nonbreaking
from gis_sluzby.tables import tables
from gis_sluzby.words import (
    date_text,
    measure_text,
    out_of,
    people_text,
    reason_text,
    status_word,
)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_every_code_of_the_tables_has_its_words() -> None:
    columns = {column.name: column.allowed for column in tables()["coverage_obec"].columns}
    assert set(words.STATUSES) == set(columns["status"])
    assert set(words.MEASURES) == set(columns["measure"])
    assert set(words.CONFIDENCES) == set(columns["confidence"])
    assert set(words.FORMS) >= set(codelists.forms()) | {"any", "unknown"}


def test_the_public_never_reads_of_being_covered() -> None:
    every = [*words.STATUSES.values(), *words.MEASURES.values()]
    every += [text for pair in words.REASONS.values() for text in pair if text]
    assert not [text for text in every if "pokry" in text.lower()]


def test_statuses_are_said_as_they_should_be() -> None:
    assert plain(status_word("covered")) == "v dosahu"
    assert status_word("covered") == f"v{NBSP}dosahu"
    assert status_word("no_data") == "bez dat"
    with pytest.raises(KeyError):
        status_word("pokryto")


@pytest.mark.parametrize("mode", list(words.MODES))
@pytest.mark.parametrize("code", list(words.REASONS))
def test_every_reason_is_a_sentence_with_and_without_figures(code: str, mode: str) -> None:
    figures = {"minutes": 30.2, "limit_minutes": 30.0, "providers": 2, "level": "orp"}
    for text in (reason_text(code, mode=mode), reason_text(code, mode=mode, **figures)):  # type: ignore[arg-type]
        assert re.fullmatch(r"[A-ZČŘŠŽÚ][^{}]*\.", text)
        assert nonbreaking(text) == text


def test_figures_are_rounded_up_and_left_out_when_unknown() -> None:
    beyond = reason_text("beyond_limit", minutes=30.2, limit_minutes=30)
    assert plain(beyond) == "Nejbližší služba je 31 min autem, za hranicí dosahu 30 min."
    assert reason_text("beyond_limit", minutes=math.nan, limit_minutes=30) == reason_text(
        "beyond_limit"
    )
    assert (
        plain(reason_text("declared", providers=1))
        == "Do obce podle svých údajů jezdí 1 poskytovatel."
    )
    assert "5\u00a0poskytovatelů" in reason_text("declared", providers=5)
    assert reason_text("declared", providers=0) == reason_text("declared")


@pytest.mark.parametrize(
    ("mode", "minutes", "lacking"),
    [
        ("car", "31 min autem,", "nevede silnice, po které by se dalo dojet."),
        ("foot", "31 min pěšky,", "nevede cesta, po které by se dalo dojít."),
        ("bike", "31 min na kole,", "nevede cesta, po které by se dalo dojet."),
        ("transit", "31 min veřejnou dopravou,", "nevede spojení, kterým by se dalo dojet."),
        ("matrix", "31 min podle tabulky dob,", "nevede spojení, kterým by se dalo dostat."),
    ],
)
def test_minutes_are_said_with_the_mode(mode: str, minutes: str, lacking: str) -> None:
    beyond = plain(reason_text("beyond_limit", minutes=30.2, limit_minutes=30, mode=mode))
    assert beyond == f"Nejbližší služba je {minutes} za hranicí dosahu 30 min."
    assert plain(reason_text("unreachable", mode=mode)) == f"Ke službě odtud {lacking}"
    assert measure_text("time", mode) == f"cesta {words.MODES[mode]} do meze"


def test_every_mode_of_a_plan_has_its_words() -> None:
    (column,) = (one for one in tables()["nearest"].columns if one.name == "mode")
    assert set(column.allowed) == set(words.MODES) == set(words.GOING)
    with pytest.raises(KeyError):
        reason_text("beyond_limit", mode="letadlo")


def test_what_is_not_known_is_not_said_to_be_missing() -> None:
    for code in ("no_source", "form_unknown", "no_declared_area", "capacity_unknown"):
        assert reason_text(code).startswith("Nevíme")
        assert "Neznamená to" in plain(reason_text(code))


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2026-09-27", "27. 9. 2026"),
        (dt.date(2020, 12, 31), "31. 12. 2020"),
        ("2026-09", "září 2026"),
        ("2026", "2026"),
        ("2026-01-02T10:00:00", "2. 1. 2026"),
    ],
)
def test_dates_are_czech(date: str | dt.date, text: str) -> None:
    assert plain(date_text(date)) == text
    assert " " not in date_text(date)


@pytest.mark.parametrize(
    ("total", "preposition"),
    [(1, "z"), (2, "ze"), (3, "ze"), (4, "ze"), (5, "z"), (6, "ze"), (7, "ze"), (8, "z"), (10, "z"),
     (12, "z"), (14, "ze"), (16, "ze"), (20, "z"), (30, "ze"), (53, "z"), (67, "ze"), (88, "z"),
     (100, "ze"), (131, "ze"), (215, "ze"), (500, "z"), (612, "ze"), (1144, "z"), (2000, "ze"),
     (6258, "ze"), (0, "z")],
)  # fmt: skip
def test_the_preposition_follows_the_spoken_number(total: int, preposition: str) -> None:
    assert out_of(total).startswith(f"{preposition}{NBSP}")


def test_people_of_a_standard_are_named_by_age() -> None:
    assert people_text(0, 120) == people_text(None, None) == people_text(math.nan, math.nan)
    assert plain(people_text(65, 120)) == "obyvatel od 65 let"
    assert plain(people_text(0, 17)) == "obyvatel do 17 let"
    assert plain(people_text(15, 26)) == "obyvatel ve věku 15–26 let"
