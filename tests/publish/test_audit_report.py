"""The report of the audit: grouped, the gravest first, safe whatever stands in the data."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from gis_sluzby.findings import Place, finding, findings_table
from gis_sluzby.publish.audit.page import SHOWN
from gis_sluzby.publish.audit.written import STYLES, audit_report
from tests.publish.site_visit import violations
from tests.sources.given import plan_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan

ATTACK = "</td><script>alert(1)</script> ${1} {{ 1 }} =cmd|' /C calc'!A0"
SOURCES = pd.DataFrame(
    {
        "source_id": ["sluzby", "body"],
        "title": ["Služby kraje", "Body <b>obcí</b>"],
        "path": ["sluzby.csv", "body.gpkg"],
        "vintage": ["2025-06-30", "2025-01-01"],
        "rows_read": [3, 9],
        "rows_kept": [2, 9],
        "rows_rejected": [1, 0],
    }
)


def said(rule: str, severity: str, row: int, found: str = "a", source: str = "sluzby") -> Finding:
    place = Place(f"s:{row}", source, row, "kod_obec")
    return finding(rule, severity, "sites", place, found=found, expected="b", action="c")  # type: ignore[arg-type]


FINDINGS = [
    said("ico_zeros", "info", 2),
    said("obec_not_at_point", "warning", 4),
    said("obec_not_at_point", "warning", 3),
    said("row_rejected", "error", 5),
    said("obec_unknown", "warning", 9, ATTACK),
]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def report(plan: Plan, style: str, findings: list[Finding]) -> str:
    centre = {"audit": findings_table(findings), "sources": SOURCES}
    return audit_report(plan, centre, style).replace("\u00a0", " ")


@pytest.mark.parametrize("style", ["text", "html"])
def test_the_gravest_comes_first_and_rules_stay_together(plan: Plan, style: str) -> None:
    text = report(plan, style, FINDINGS)
    assert "1 chyba, 3 varování, 1 informace" in text
    places = [text.rindex(rule) for rule in ("row_rejected", "obec_unknown", "obec_not_at_point")]
    assert places == sorted(places)
    assert places[-1] < text.rindex("ico_zeros")
    assert "Bod leží v jiné obci, než říká kód" in text
    assert "Najděte adresu služby na mapě." in text


def test_text_is_for_a_console_of_windows(plan: Plan) -> None:
    text = report(plan, "text", FINDINGS)
    assert text.encode("cp1250")
    assert max(map(len, text.splitlines())) <= 100
    rows = text[text.index("(obec_not_at_point, 2 nálezy)") :]
    assert "  Kde: Služby kraje (sluzby.csv), sloupec „kod_obec“\n  V datech: a\n" in rows
    assert "  Má být: b\n  Co program udělal: c\n  - řádek 3.\n  - řádek 4.\n" in rows


def test_a_single_finding_is_told_whole(plan: Plan) -> None:
    text = report(plan, "text", [said("ico_zeros", "info", 2)])
    assert text.endswith(
        "  Kde: Služby kraje (sluzby.csv), řádek 2, sloupec „kod_obec“\n"
        "  V datech: a\n  Má být: b\n  Co program udělal: c\n"
    )
    page = report(plan, "html", [said("ico_zeros", "info", 2)])
    assert "<dd>Služby kraje (sluzby.csv), řádek 2, sloupec „kod_obec“</dd>" in page
    assert page.count("<table") == 1  # of the inputs


def test_no_file_is_named_where_two_sources_have_one_title(plan: Plan) -> None:
    sources = SOURCES.assign(title="Služby kraje")
    centre = {"audit": findings_table([said("ico_zeros", "info", 2)]), "sources": sources}
    assert "Kde: Služby kraje, řádek" in audit_report(plan, centre, "text").replace("\u00a0", " ")


def test_what_findings_say_alike_is_said_once(plan: Plan) -> None:
    rows = [said("ico_zeros", "info", row, f"IČO {row}") for row in (2, 3, 4)]
    for style in ("text", "html"):
        whole = report(plan, style, rows)
        assert [whole.count(f"IČO {row}") for row in (2, 3, 4)] == [1, 1, 1]
        assert whole.count("sloupec „kod_obec“") == 1
    page = report(plan, "html", rows)
    heads = page[page.index('<table role="table" class="stacked">\n<thead') :]
    assert heads.index("Řádek") < heads.index("V datech") < heads.index("</thead>")
    assert ">Má být<" not in heads


def test_a_finding_names_the_service_unless_it_does_so_itself(plan: Plan) -> None:
    services = pd.DataFrame({"service_id": ["s:2", "s:3"], "provider_id": ["p", "p"], "druh": "40"})
    providers = pd.DataFrame({"provider_id": ["p"], "nazev": ["Charita, z. s."]})
    found = [said("obec_unknown", "warning", 2), said("ico_zeros", "info", 3, "Charita, z. s.: 1")]
    centre = {
        "audit": findings_table(found),
        "sources": SOURCES,
        "services": services,
        "providers": providers,
    }
    text = audit_report(plan, centre, "text").replace("\u00a0", " ")
    assert "  Služba: Charita, z. s., pečovatelská služba\n  V datech: a\n" in text
    assert text.count("pečovatelská služba") == 1
    page = audit_report(plan, centre, "html").replace("\u00a0", " ")
    assert "<dt>Služba</dt><dd>Charita, z. s., pečovatelská služba</dd>" in page


def test_rows_in_the_csv_are_whole_numbers(plan: Plan) -> None:
    [row] = csv.DictReader(io.StringIO(report(plan, "csv", [said("ico_zeros", "info", 55)])))
    assert row["source_row"] == "55"


def test_why_a_row_is_refused_is_no_wish(plan: Plan) -> None:
    """„Má být: souřadnice jsou prohozené“ would be nonsense."""
    whole = report(plan, "text", [said("row_rejected", "error", 5)])
    assert "  Důvod: b\n" in whole
    rows = [said("row_rejected", "error", 5), said("row_rejected", "error", 6, source="body")]
    one = finding(
        "row_rejected",
        "error",
        "sites",
        Place("x", "body", 7, "lon"),
        found="a",
        expected="e",
        action="c",
    )
    assert ": důvod: e." in report(plan, "text", [*rows, one])
    page = report(plan, "html", [*rows, one])
    assert '<th scope="col" role="columnheader" class="expected">Důvod</th>' in page
    assert ">Má být<" not in page


def test_a_key_of_the_plan_is_no_column(plan: Plan) -> None:
    def apart(source: str, key: str) -> Finding:
        place = Place(source, source, column=key)
        return finding(
            "vintage_apart", "info", "sources", place, found="a", expected="b", action="c"
        )

    alike = report(plan, "text", [apart("body", "vintage"), apart("sluzby", "vintage")])
    assert "  Kde: v plánu klíč „vintage“\n" in alike
    assert "  - Body <b>obcí</b>.\n  - Služby kraje.\n" in alike
    page = report(plan, "html", [apart("body", "licence"), apart("body", "attribution")])
    assert ">Klíč plánu</th>" in page
    assert ">Sloupec</th>" not in page


def test_text_joins_findings_that_differ_in_what_was_found_alone(plan: Plan) -> None:
    def far(name: str, action: str = "c") -> Finding:
        where = Place(row_id=name)
        return finding(
            "far_join", "info", "sites", where, found=f"místo {name}", expected="b", action=action
        )

    many = [far(f"{number:02}") for number in range(31)]
    text = report(plan, "text", many).replace("\u00a0", " ")
    assert text.count("  - ") == text.count("Má být: b\n  Co program udělal: c\n") == 1
    assert all(f"místo {number:02};" in " ".join(text.split()) for number in range(30))
    apart = report(plan, "text", [far("1"), far("2", "d")])
    assert apart.count("  - ") == 2
    in_rows = report(plan, "text", [said("ico_zeros", "info", row) for row in (2, 3)])
    assert in_rows.count("  - ") == 2


def test_findings_without_rows_stand_in_the_czech_order(plan: Plan) -> None:
    names = ["Žatec", "Hranice", "Cheb", "Čáslav", "Aš"]
    where = [Place(row_id=name) for name in names]
    found = [
        finding("far_join", "info", "sites", place, found=name, expected="b", action="c")
        for place, name in zip(where, names, strict=True)
    ]
    assert "  - Aš; Čáslav; Hranice; Cheb; Žatec.\n" in report(plan, "text", found)


def test_text_names_the_first_few_of_many(plan: Plan) -> None:
    text = report(plan, "text", [said("ico_zeros", "info", row) for row in range(2, 17)])
    assert text.count("\n  - řádek") == 10
    assert "a další 5 nálezů; všechny má --format html a csv" in text


@pytest.mark.parametrize("style", STYLES)
def test_no_findings(plan: Plan, style: str) -> None:
    text = report(plan, style, [])
    assert text.endswith("\n")
    expected = {"text": "Žádné nálezy.\n", "json": "[]\n"}
    assert text == expected.get(style, text)
    if style == "html":
        assert "Ve vstupech program nenašel nic" in text


def test_json_tells_what_the_rules_say(plan: Plan) -> None:
    rows = json.loads(report(plan, "json", FINDINGS))
    assert [row["severity"] for row in rows] == ["error", *["warning"] * 3, "info"]
    assert rows[0]["advice"].startswith("Řádek opravte")
    assert all(row["title"] and row["why"] for row in rows)


def test_csv_is_safe_in_a_spreadsheet(plan: Plan) -> None:
    text = report(plan, "csv", [said("obec_unknown", "warning", 2, "=1+1")])
    [row] = csv.DictReader(io.StringIO(text))
    assert row["found"] == "'=1+1"


def test_what_data_hold_is_text_in_the_page(plan: Plan) -> None:
    page = report(plan, "html", FINDINGS)
    assert "<script" not in page
    assert "<b>obcí" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_asks_for_nothing(plan: Plan) -> None:
    page = report(plan, "html", FINDINGS)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not any(word in page for word in ("http://", "https://", "src=", "@import", "url("))


def test_a_page_of_very_many_findings_stays_readable(plan: Plan) -> None:
    many = [said("ico_zeros", "info", row) for row in range(2, SHOWN + 12)]
    page = report(plan, "html", many)
    assert page.count('<td role="cell" class="row"') == SHOWN
    assert "A další 10 nálezů; všechny jsou v audit.csv." in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1200])
def test_the_page_in_a_browser(plan: Plan, tmp_path: Path, page: Page, width: int) -> None:
    file = tmp_path / "audit.html"
    found = [*FINDINGS, said("obec_unknown", "warning", 10, "554480")]
    file.write_text(report(plan, "html", found), "utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.title() == "Nálezy ve vstupech – Malý plán"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1, h2").all_inner_texts()[:2] == ["Nálezy ve vstupech", "Chyby"]
    page.get_by_role("link", name="Kód obce neexistuje").click()
    rule = page.get_by_role("region", name="Kód obce neexistuje (2 nálezy)")
    assert rule.locator("h3").is_visible()
    # A table stays one to who listens, and on a phone nothing of it is behind an edge.
    assert rule.get_by_role("row").count() == 3
    assert rule.get_by_role("columnheader", name="V datech").count() == 1
    cell = rule.get_by_role("cell", name="554480")
    box = cell.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= width
    told = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert told == ('"V datech"' if width == 320 else "none")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1200])
def test_the_page_is_accessible(plan: Plan, tmp_path: Path, page: Page, width: int) -> None:
    file = tmp_path / "audit.html"
    file.write_text(report(plan, "html", [*FINDINGS, said("ico_zeros", "info", 8)]), "utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(file.as_uri())
        assert violations(page) == []
