"""The table of changes as Czech text and as CSV."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from gis_sluzby.history import CHANGES, COLUMNS, diff_csv, diff_text

NBSP = "\u00a0"


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Give a table of changes."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    texts = [column for column in COLUMNS if column != "amount"]
    frame[texts] = frame[texts].astype("str")
    frame["amount"] = frame["amount"].astype("float64")
    return frame


def service(change: str, name: str | None = "Domov Klid", **more: object) -> dict[str, object]:
    """Give a change of a service."""
    about = {"subject": "service", "id_before": "a:1", "id_after": "a:1", "druh": "49"}
    return {"change": change, "name": name, "provider": "Pomoc, z. s.", **about, **more}


def obec(change: str, **more: object) -> dict[str, object]:
    """Give a change of an obec."""
    about = {"subject": "obec", "id_before": "100002", "id_after": "100001", "name": "Ves"}
    return {"change": change, **about, **more}


def lines(*rows: dict[str, object]) -> list[str]:
    """Give the lines after the title, non-breaking spaces shown as _."""
    text = diff_text(table(*rows), "2025", "2026")
    assert text.endswith("\n")
    text.encode("cp1250")
    return text.replace(NBSP, "_").splitlines()[2:]


def test_the_title_and_nothing_changed() -> None:
    assert diff_text(table(), "2025", "2026").replace(NBSP, "_") == (
        "Změny mezi obdobími 2025 a_2026\n\nNic se nezměnilo.\n"
    )


@pytest.mark.parametrize(
    ("change", "one", "few", "many"),
    [
        ("opened", "Přibyla 1_služba", "Přibyly 2_služby", "Přibylo 5_služeb"),
        ("ended", "Skončila 1_služba", "Skončily 2_služby", "Skončilo 5_služeb"),
        (
            "moved",
            "Přestěhovalo se 1_místo služby",
            "Přestěhovala se 2_místa služeb",
            "Přestěhovalo se 5_míst služeb",
        ),
        (
            "place_added",
            "Přibylo 1_místo služby",
            "Přibyla 2_místa služeb",
            "Přibylo 5_míst služeb",
        ),
        (
            "place_removed",
            "Ubylo 1_místo služby",
            "Ubyla 2_místa služeb",
            "Ubylo 5_míst služeb",
        ),
        (
            "provider",
            "Poskytovatele změnila 1_služba",
            "Poskytovatele změnily 2_služby",
            "Poskytovatele změnilo 5_služeb",
        ),
        ("druh", "Druh změnila 1_služba", "Druh změnily 2_služby", "Druh změnilo 5_služeb"),
        ("form", "Formu změnila 1_služba", "Formu změnily 2_služby", "Formu změnilo 5_služeb"),
        (
            "capacity",
            "Změnila se 1_kapacita",
            "Změnily se 2_kapacity",
            "Změnilo se 5_kapacit",
        ),
        ("obec_new", "Vznikla 1_obec", "Vznikly 2_obce", "Vzniklo 5_obcí"),
        (
            "obec_merged",
            "Sloučením zanikla 1_obec",
            "Sloučením zanikly 2_obce",
            "Sloučením zaniklo 5_obcí",
        ),
        (
            "obec_ended",
            "Z území plánu zmizela 1_obec",
            "Z území plánu zmizely 2_obce",
            "Z území plánu zmizelo 5_obcí",
        ),
        (
            "obec_renamed",
            "Přejmenovala se 1_obec",
            "Přejmenovaly se 2_obce",
            "Přejmenovalo se 5_obcí",
        ),
        ("obec_recoded", "Kód změnila 1_obec", "Kód změnily 2_obce", "Kód změnilo 5_obcí"),
        (
            "obec_orp",
            "Do jiného ORP přešla 1_obec",
            "Do jiného ORP přešly 2_obce",
            "Do jiného ORP přešlo 5_obcí",
        ),
    ],
)
def test_plurals(change: str, one: str, few: str, many: str) -> None:
    make = obec if change.startswith("obec") else service
    for count, heading in ((1, one), (2, few), (4, few.replace("2", "4")), (5, many)):
        row = make(change, amount=2.0)
        assert lines(*[row] * count)[0] == f"{heading}:"


def test_every_change_has_its_plurals_tested() -> None:
    (mark,) = test_plurals.pytestmark  # type: ignore[attr-defined]
    assert tuple(values[0] for values in mark.args[1]) == CHANGES


def test_many_are_parted_by_thousands() -> None:
    assert lines(*[service("opened")] * 1234)[0] == "Přibylo 1_234_služeb:"


def test_lines_of_services() -> None:
    beds: dict[str, object] = {"forma": "pob", "unit": "luzka", "before": "10", "after": "1250.5"}
    pieces = {**beds, "unit": "kusy", "before": None}
    klid = "  – Domov Klid, domovy pro seniory, Pomoc, z._s."
    assert lines(
        service("opened"),
        service("moved", amount=1250.4),
        service("provider", before="Jiná, z. s.", after="Pomoc, z. s."),
        service("druh", before="50", after="49"),
        service("form", before="amb ter", after=None),
        {**service("capacity"), **beds},
        {**service("capacity"), **pieces},
    ) == [
        "Přibyla 1_služba:",
        klid,
        "",
        "Přestěhovalo se 1_místo služby:",
        f"{klid}: o_1_250_m",
        "",
        "Poskytovatele změnila 1_služba:",
        f"{klid}: dříve Jiná, z._s.",
        "",
        "Druh změnila 1_služba:",
        f"{klid}: dříve domovy se zvláštním režimem",
        "",
        "Formu změnila 1_služba:",
        f"{klid}: dříve ambulantní, terénní, nyní forma neuvedena",
        "",
        "Změnily se 2_kapacity:",
        f"{klid}; pobytová, kusy: dříve neuvedeno, nyní 1_250,5",
        f"{klid}; pobytová, počet lůžek: dříve 10, nyní 1_250,5",
    ]


def test_a_name_that_says_the_druh_is_enough() -> None:
    assert lines(service("opened", name="Domov pro seniory Klid"))[1] == (
        "  – Domov pro seniory Klid, Pomoc, z._s."
    )
    assert lines(service("opened", name=None))[1] == "  – domovy pro seniory, Pomoc, z._s."


def test_lines_of_obce() -> None:
    assert lines(
        obec("obec_new", before="Město"),
        obec("obec_merged", before="Ves", after="Město"),
        obec("obec_ended", id_after=None),
        obec("obec_renamed", before="Stará Ves", after="Ves"),
        obec("obec_recoded", before="100002", after="100001"),
        obec("obec_orp", before="9901", after="9902"),
    )[1::3] == [
        "  – Ves (100001): dříve Město",
        "  – Ves (100002): nyní Město (100001)",
        "  – Ves (100002)",
        "  – Ves (100001): dříve Stará Ves",
        "  – Ves: kód 100001, dříve 100002",
        "  – Ves (100001): kód ORP 9902, dříve 9901",
    ]


def test_the_order_is_czech() -> None:
    rows = [service("opened", name=name) for name in ("Chalupa", "Čáp", "Cesta", "Horizont")]
    assert [line[4:].partition(",")[0] for line in lines(*rows)[1:]] == [
        *("Cesta", "Čáp", "Horizont", "Chalupa"),
    ]


def test_text_cannot_steer_a_terminal() -> None:
    told = diff_text(table(service("opened", name="a\x1b[2J\nb\u202ec\x9b")), "1", "2")
    assert not any(
        c < " " or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in told.replace("\n", "")
    )
    assert len(told.splitlines()) == 4


def test_csv_is_safe_in_a_spreadsheet() -> None:
    risky = ("=1+1", "+1", "-1", "@x", "\tx", "\rx")
    text = diff_csv(table(*[service("opened", name=name) for name in risky]))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["name"] for row in rows] == [f"'{name}" for name in risky]
    assert list(rows[0]) == list(COLUMNS)


def test_csv_keeps_numbers_and_nulls() -> None:
    text = diff_csv(table(service("capacity", amount=-2.5), service("opened")))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["amount"] for row in rows] == ["-2.5", ""]
    assert rows[1]["before"] == ""
