"""Sentences on ORP: every number in them is re-read from the table, row and column it names."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP
from gis_sluzby.coverage.gaps import summary_table
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from gis_sluzby.publish.texts import orp_texts
from gis_sluzby.sample import write_sample
from tests.coverage.made import CODES, Service, centre_of, covered

if TYPE_CHECKING:
    from gis_sluzby.products import Results

NUMBER = re.compile(rf"\d[\d{NBSP}]*(?:,\d+)?")
Texts = tuple[pd.DataFrame, pd.DataFrame, dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """Texts and figures of the sample region, and the tables they speak of."""
    folder = tmp_path_factory.mktemp("texts") / "plan"
    write_sample(folder)
    return texts_of(compute(read_plan(folder / "plan.toml")))


def texts_of(results: Results) -> Texts:
    coverage = results.coverage
    judged = coverage["coverage_orp"], coverage["standards"]
    return *orp_texts(coverage["summary"], *judged, capacity=coverage), coverage


def value_of(figure: pd.Series[str], tables: dict[str, pd.DataFrame]) -> float:
    """Read the figure again from where it says that it stands."""
    rows = tables[figure["table"]]
    for part in figure["row"].split("; "):
        column, _, value = part.partition("=")
        rows = rows[rows[column] == value]
    assert len(rows) == 1, figure["row"]
    return float(rows.iloc[0][figure["column"]])


def plain(shown: str) -> float:
    """Read a Czech number."""
    found = NUMBER.search(shown)
    assert found is not None, shown
    number = float(found.group().strip(NBSP).replace(NBSP, "").replace(",", "."))
    return number / 100 if shown.endswith("%") else number


def test_every_figure_is_the_one_of_its_table(told: Texts) -> None:
    _, figures, tables = told
    assert len(figures) > 50
    for _, figure in figures.iterrows():
        value, shown = value_of(figure, tables), plain(figure["shown"])
        if figure["table"] in ("capacity_orp", "network_concept"):
            assert shown == pytest.approx(value, abs=0.005)  # úvazky have parts
        elif figure["column"] == "nearest_minutes":
            assert 0 <= shown - value < 1  # a begun minute counts whole
        elif figure["shown"].endswith("%"):
            # At the ends a share says whether anybody is left out.
            assert math.isclose(shown, value, abs_tol=0.001)
            assert (shown == 1) == (value == 1)
            assert (shown == 0) == (value == 0)
        else:
            assert abs(shown - value) <= 0.5


def test_every_number_of_every_sentence_is_a_figure(told: Texts) -> None:
    texts, figures, _ = told
    for _, sentence in texts.iterrows():
        mine = figures[
            (figures["kod_orp"] == sentence["kod_orp"])
            & (figures["sentence"] == sentence["sentence"])
        ].sort_values("figure")
        without_names = sentence["text"].replace(sentence["nazev_orp"], "")
        found = [number.strip(NBSP) for number in NUMBER.findall(without_names)]
        said = [NUMBER.search(shown) for shown in mine["shown"]]
        assert found == [one.group().strip(NBSP) for one in said if one]


def test_lacking_capacity_is_told_with_its_unit(told: Texts) -> None:
    texts, figures, tables = told
    capacities = figures[figures["table"].isin(["capacity_orp", "network_concept"])]
    assert set(capacities["column"]) == {"need", "deficit", "gap"}
    assert (capacities["shown"].str.contains("lůžek|lůžka|úvazk|míst")).all()
    said = texts[texts["text"].str.contains("potřeba je")]
    assert said["text"].str.contains("chybí").all()
    short = tables["capacity_orp"].query("capacity_status == 'short'")
    assert set(said["kod_orp"]) >= set(short["kod"])


def test_the_way_to_the_nearest_service_is_told_with_its_mode() -> None:
    services = [Service("1", minutes={"A": 46.2, "B": 46.2, "C": 5})]
    coverage = covered(services, complete="46")
    people = pd.DataFrame({"kod_obec": list(CODES.values())[:4], "people": 10.0})
    summary = summary_table(coverage, centre_of(services)["area_obce"], people)
    texts, figures = orp_texts(summary, coverage["coverage_orp"], coverage["standards"])
    said = " ".join(texts.loc[texts["kod_orp"] == "9901", "text"]).replace(NBSP, " ")
    assert (
        "Služba je za hranicí dosahu. Cesta k nejbližší službě trvá průměrně 47 min autem." in said
    )
    mine = figures[(figures["kod_orp"] == "9901") & (figures["column"] == "nearest_minutes")]
    assert mine["shown"].tolist() == [f"47{NBSP}min"]


def test_every_orp_is_told(told: Texts) -> None:
    texts, _, tables = told
    summary = tables["summary"]
    assert set(texts["kod_orp"]) == set(summary.loc[summary["level"] == "orp", "kod"])


def test_gaps_and_absent_kinds_are_named(told: Texts) -> None:
    texts, _, tables = told
    coverage = tables["coverage_orp"]
    absent = coverage[
        (coverage["forma"] == "any")
        & (coverage["cs"] == "any")
        & (coverage["status"] == "uncovered")
        & (coverage["services_in_limit"] == 0)
    ]
    assert len(absent)
    for kod, druh in absent[["kod_orp", "druh"]].itertuples(index=False):
        here = " ".join(texts.loc[texts["kod_orp"] == kod, "text"])
        assert codelists.druh(druh).name in here


def test_how_many_gaps_there_are_is_said_where_not_all_are_told(told: Texts) -> None:
    texts, figures, tables = told
    summary = tables["summary"].query("level == 'orp'").set_index("kod")
    assert (summary["gaps"] == summary["partial"] + summary["uncovered"]).all()
    many = set(summary.index[summary["gaps"] > 5])
    assert many
    said = texts[texts["text"].str.contains("následuje pět největších")]
    assert set(said["kod_orp"]) == many
    assert set(figures.loc[figures["column"] == "gaps", "kod_orp"]) == many


def test_reservations_are_counted() -> None:
    services = [Service("1", minutes={"A": 1}, warned=True), Service("2", "45", minutes={"C": 1})]
    standard = '[standards]\ndefaults = false\nmeasure = "time"\nlimit_minutes = 30\n'
    coverage = covered(services, standard, complete="45 46")
    people = pd.DataFrame({"kod_obec": list(CODES.values())[:4], "people": 10.0})
    summary = summary_table(coverage, centre_of(services)["area_obce"], people)
    assert summary.set_index("kod")["lowered"].to_dict() == {"9901": 1, "9902": 1, "CZ099": 1}
    texts, figures = orp_texts(summary, coverage["coverage_orp"], coverage["standards"])
    said = texts.loc[texts["text"].str.contains("platí stav s výhradou"), "text"]
    assert len(said) == 2
    assert said.str.startswith(f"U 1{NBSP}druhu platí stav s výhradou").all()
    assert figures.loc[figures["column"] == "lowered", "shown"].tolist() == [f"1{NBSP}druhu"] * 2


def test_an_orp_is_not_spoken_of_as_an_obec() -> None:
    standard = '[standards]\ndefaults = false\nlevel = "obec"\nmeasure = "presence"\n'
    coverage = covered([Service("1", at="A")], standard, complete="46")
    people = pd.DataFrame({"kod_obec": list(CODES.values())[:4], "people": 10.0})
    summary = summary_table(coverage, centre_of([])["area_obce"], people)
    texts, _ = orp_texts(summary, coverage["coverage_orp"], coverage["standards"])
    said = " ".join(texts["text"])
    assert "Služba v žádné obci ORP není." in said
    assert "v obci není" not in said


def test_sentences_name_the_mode(told: Texts) -> None:
    texts, _, tables = told
    summary, coverage, standards = (tables[n] for n in ("summary", "coverage_orp", "standards"))
    on_foot, _ = orp_texts(summary, coverage, standards, mode="foot", capacity=tables)
    assert texts["text"].str.contains("autem").any()
    assert list(on_foot["text"]) == [text.replace("autem", "pěšky") for text in texts["text"]]


def test_sentences_are_czech_sentences(told: Texts) -> None:
    texts, _, _ = told
    for text in texts["text"]:
        assert text[0].isupper()
        assert text.endswith(".")
        assert "nan" not in text
        assert "  " not in text
        assert not re.search(r"\d (?:%|osob|obyvatel|obc|min)", text), text
