"""A few Czech sentences on every ORP, made from figures; each number says where it stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, counted, number, percent, plural, shown_minutes
from gis_sluzby.publish.capacity_texts import capacity_sentences, lacking_capacity
from gis_sluzby.publish.figures import Figure, Row, Sentence, capital, figure_rows, told
from gis_sluzby.tables import conform
from gis_sluzby.words import MODES, out_of, reason_text

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How many gaps of an ORP are told, and the same in words.
_TOLD, _TOLD_WORD = 5, "pět"
#: Reasons of an ORP out of reach whose standard looks at the obec: it holds for all of them.
_IN_NO_OBEC = {
    "absent_in_area": "Služba v žádné obci ORP není.",
    "not_declared": "Žádný poskytovatel neuvádí, že do některé z obcí ORP jezdí.",
}
_OF_A_PART = ("present_in_area", "united")
_TOTAL = {"forma": "any", "cs": "any"}
_ABSENT = "V dosahu žádné z obcí není ani jedna služba tohoto druhu: "
_SINGLE = "Jediný poskytovatel v dosahu: "


def orp_texts(
    summary: pd.DataFrame,
    coverage_orp: pd.DataFrame,
    standards: pd.DataFrame,
    mode: str = "car",
    capacity: Mapping[str, pd.DataFrame] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tell for every ORP how its people reach services.

    Parameters
    ----------
    summary
        The table `summary`.
    coverage_orp
        The table `coverage_orp`.
    standards
        The table `standards`: at what level each kind is judged.
    mode
        How people travel, one of `words.MODES`.
    capacity
        The tables capacity_orp and network_concept, where capacities are to be told.

    Returns
    -------
    The tables `texts` and `text_figures`.
    """
    levels = standards[["druh", "forma", "cs", "level"]]
    judged = coverage_orp.merge(levels, on=["druh", "forma", "cs"])
    total = judged[(judged["forma"] == "any") & (judged["cs"] == "any")]
    lacks = None if capacity is None else lacking_capacity(capacity)
    texts, figures = [], []
    for area in summary[summary["level"] == "orp"].to_dict("records"):
        here = total[total["kod_orp"] == area["kod"]]
        sentences = _sentences(area, here, mode)
        if lacks is not None:
            sentences += capacity_sentences(lacks[lacks["kod"] == area["kod"]])
        for place, sentence in enumerate(sentences, 1):
            one = {"kod_orp": area["kod"], "sentence": place}
            texts.append({**one, "nazev_orp": area["nazev"], "text": told(sentence)})
            figures += [{**one, **figure} for figure in figure_rows(sentence)]
    columns = ["kod_orp", "sentence", "figure", "shown", "table", "row", "column"]
    return conform(pd.DataFrame(texts), "texts"), conform(
        pd.DataFrame(figures, columns=columns), "text_figures"
    )


def _sentences(area: Row, here: pd.DataFrame, mode: str) -> list[Sentence]:
    """Give the sentences on one ORP."""
    return [
        _size(area),
        _kinds(area),
        *_doubts(area),
        *_shown_gaps(area),
        *_gaps(here, mode),
        *_named(here[_known(here) & (here["services_in_limit"] == 0)], _ABSENT),
        *_named(here[_known(here) & (here["providers_in_limit"] == 1)], _SINGLE),
    ]


def _known(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell about which rows something is known."""
    return rows["status"].isin(("covered", "partial", "uncovered"))


def _size(area: Row) -> Sentence:
    """Tell how many obce and people the ORP has."""
    row = {"level": "orp", "kod": area["kod"]}
    obce = counted(area["obce"], "obec", "obce", "obcí")
    people = counted(area["people"], "obyvatele", "obyvatele", "obyvatel")
    return [
        f"Správní obvod ORP {area['nazev']} má ",
        Figure(obce, "summary", row, "obce"),
        " a ",
        Figure(people, "summary", row, "people"),
        ".",
    ]


def _kinds(area: Row) -> Sentence:
    """Tell how many kinds of services are in which status."""
    row = {"level": "orp", "kod": area["kod"]}

    def count(column: str) -> Figure:
        return Figure(number(area[column]), "summary", row, column)

    kinds = area["kinds"]
    first = out_of(kinds).removesuffix(number(kinds)).capitalize()
    return [
        first,
        count("kinds"),
        f"{NBSP}{plural(area['kinds'], 'druhu', 'druhů', 'druhů')} sociálních služeb je v dosahu ",
        count("covered"),
        ", zčásti v dosahu ",
        count("partial"),
        ", mimo dosah ",
        count("uncovered"),
        ", bez dat ",
        count("no_data"),
        "; neposuzuje se nebo se netýká ",
        count("not_applicable"),
        ".",
    ]


def _doubts(area: Row) -> list[Sentence]:
    """Tell how many kinds are judged with a reservation; nothing where there is none."""
    if not area["lowered"]:
        return []
    kinds = counted(area["lowered"], "druhu", "druhů", "druhů")
    row = {"level": "orp", "kod": area["kod"]}
    why = ": některá služba druhu má varování z kontroly dat, nebo není známa její forma."
    return [["U ", Figure(kinds, "summary", row, "lowered"), " platí stav s výhradou", why]]


def _shown_gaps(area: Row) -> list[Sentence]:
    """Tell how many gaps there are where not all of them are told."""
    if area["gaps"] <= _TOLD:
        return []
    kinds = counted(area["gaps"], "druhu", "druhů", "druhů")
    row = {"level": "orp", "kod": area["kod"]}
    after = f"; následuje {_TOLD_WORD} největších podle počtu osob mimo dosah."
    return [["Mezera je u ", Figure(kinds, "summary", row, "gaps"), after]]


def _gaps(here: pd.DataFrame, mode: str) -> list[Sentence]:
    """Tell the largest gaps."""
    gaps = here[here["status"].isin(("partial", "uncovered"))]
    lacking = (gaps["target_pop"] - gaps["no_data_pop"] - gaps["covered_pop"]).rename("lacking")
    ordered = gaps.join(lacking).sort_values(["lacking", "druh"], ascending=[False, True])
    return [_gap(row, mode) for row in ordered.head(_TOLD).to_dict("records")]


def _gap(row: Row, mode: str) -> Sentence:
    """Tell one gap: whom it concerns, what share is reached, why."""
    key = {"kod_orp": row["kod_orp"], "druh": row["druh"], **_TOTAL}

    def figure(shown: str, column: str) -> Figure:
        return Figure(shown, "coverage_orp", key, column)

    limit = row["limit_minutes"]
    # That a service is there explains nothing where a part of the people is out of reach.
    explained = row["reason"] not in _OF_A_PART
    facts = {"limit_minutes": limit, "level": row["level"], "mode": mode}
    reason = reason_text(row["reason"], **facts) if explained else ""
    if row["level"] == "obec":
        reason = _IN_NO_OBEC.get(row["reason"], reason)
    before, shown, after = reason.partition(f"{number(limit)}{NBSP}min")
    why: Sentence = [before, figure(shown, "limit_minutes"), after] if shown else [reason]
    if row["measure"] == "time" and not math.isnan(row["nearest_minutes"]):
        minutes = f"{number(float(shown_minutes(row['nearest_minutes'])))}{NBSP}min"
        mean = figure(minutes, "nearest_minutes")
        why += [" Cesta k nejbližší službě trvá průměrně ", mean, f"{NBSP}{MODES[mode]}."]
    name = capital(codelists.druh(row["druh"]).name)
    if math.isnan(row["target_pop"]):
        return [f"{name}: počty osob se neuvádějí. ", *why]
    return [
        f"{name}: v dosahu je ",
        figure(number(row["covered_pop"], 0), "covered_pop"),
        " z cílové skupiny ",
        figure(counted(round(row["target_pop"]), "osoba", "osoby", "osob"), "target_pop"),
        " (",
        figure(percent(row["covered_share"]), "covered_share"),
        "). " if explained else ").",
        *why,
    ]


def _named(rows: pd.DataFrame, words: str) -> list[Sentence]:
    """List kinds of services by name; nothing where there are none."""
    names = [codelists.druh(code).name for code in rows["druh"]]
    return [[words, ", ".join(names), "."]] if names else []
