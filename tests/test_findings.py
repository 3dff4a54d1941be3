"""Findings: recorded once, with an id that stays the same."""

from __future__ import annotations

from gis_sluzby.findings import Finding, Place, finding, findings_table

PLACE = Place("sluzby:1", "sluzby", 7, "IČO")


def a_finding(rule: str = "ico_zeros", place: Place = PLACE, found: str = "19") -> Finding:
    return finding(
        rule, "info", "providers", place, found=found, expected="00000019", action="doplněno"
    )


def test_a_finding_is_a_row_of_the_audit() -> None:
    table = findings_table([a_finding()])
    assert table.drop(columns="finding_id").to_dict("records") == [
        {
            "rule": "ico_zeros",
            "severity": "info",
            "table": "providers",
            "row_id": "sluzby:1",
            "source_id": "sluzby",
            "source_row": 7.0,
            "column": "IČO",
            "found": "19",
            "expected": "00000019",
            "action": "doplněno",
        }
    ]


def test_the_id_is_that_of_rule_and_place_alone() -> None:
    same = {str(a_finding(found=found)["finding_id"]) for found in ("19", "20")}
    assert same == {"eabddd62fda61a4a"}
    others = [
        a_finding("ico_check_digit"),
        *(a_finding(place=PLACE._replace(**{part: None})) for part in PLACE._fields),
    ]
    assert len({*same, *(str(other["finding_id"]) for other in others)}) == 6


def test_what_is_said_twice_is_kept_once() -> None:
    other = a_finding("ico_check_digit")
    table = findings_table([a_finding(), other, a_finding()])
    assert len(table) == 2
    assert table["finding_id"].is_monotonic_increasing


def test_no_findings_are_an_empty_table() -> None:
    table = findings_table([])
    assert table.empty
    assert table.columns.tolist() == findings_table([a_finding()]).columns.tolist()
