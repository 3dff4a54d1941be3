"""Areas of other kraje, and areas that are nowhere."""

from __future__ import annotations

import pandas as pd

from gis_sluzby.audit.areas import unknown_areas

AREAS = pd.DataFrame({"level": ["orp", "kraj"], "kod": ["9901", "CZ099"]})
OBCE = pd.DataFrame({"kod_obec": ["100001"]})
WHOSE = "Charita Cheb, pečovatelská služba"
#: One of the services is of a name.
SERVICES = {
    "services": pd.DataFrame({"service_id": ["s:1"], "provider_id": ["p"], "druh": ["40"]}),
    "providers": pd.DataFrame({"provider_id": ["p"], "nazev": ["Charita Cheb"]}),
}
#: The plan's obec, and those of another kraj.
CODES = pd.DataFrame(
    {
        "kod_obec": ["100001", *(f"20000{i}" for i in range(5))],
        "kod_orp": ["9901", *["8801"] * 5],
        "kod_kraj": ["CZ099", *["CZ088"] * 5],
    }
)


def declared(*places: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(places, columns=["level", "kod"], dtype="str")
    return frame.assign(service_id="s:1", druh="40", indicator="pnp", source_id="pusobnost")


def test_areas_of_the_plan_are_no_findings() -> None:
    known = declared(("orp", "9901"), ("kraj", "CZ099"), ("obec", "100001"))
    centre = {**SERVICES, "areas": AREAS, "obce": OBCE}
    tables = dict.fromkeys(("declared", "need", "indicators"), known)
    assert unknown_areas(centre | tables, CODES) == []


def test_an_area_that_the_plan_lacks_is_named() -> None:
    """The code of an ORP is no code of a kraj."""
    centre = {
        **SERVICES,
        "areas": AREAS,
        "obce": OBCE,
        "declared": declared(("kraj", "9901"), ("obec", "100002")),
        "need": declared(("orp", "9909")),
        "indicators": declared(("orp", "9908")),
    }
    findings = unknown_areas(centre, CODES)
    assert [(one["table"], one["row_id"], one["found"]) for one in findings] == [
        ("declared", "s:1 kraj 9901", f"{WHOSE}: kraj 9901"),
        ("declared", "s:1 obec 100002", f"{WHOSE}: obec 100002"),
        ("need", "40 orp 9909", "pečovatelská služba: orp 9909"),
        ("indicators", "pnp orp 9908", "pnp: orp 9908"),
    ]
    assert {one["rule"] for one in findings} == {"area_unknown"}
    assert {one["source_id"] for one in findings} == {"pusobnost"}


def test_areas_of_other_kraje_are_told_once_for_whom_they_belong_to() -> None:
    """Tables of the whole country hold thousands of them."""
    own = [("obec", "100001"), ("orp", "9901")]
    out = [("obec", f"20000{i}") for i in range(5)]
    larger = [("orp", "8801"), ("pou", "88011"), ("okres", "CZ0881"), ("kraj", "CZ088")]
    # No okres, no POÚ of the plan's own kraj: these codes are nowhere.
    wrong = [("okres", "CZ0998"), ("pou", "99019"), ("obec", "300000")]
    rows = declared(*own, *out, *larger, *wrong)
    centre = {**SERVICES, "areas": AREAS, "obce": OBCE}
    tables = {"declared": rows.assign(service_id=["s:1"] * 4 + ["s:2"] * 10)}
    findings = unknown_areas(
        centre | tables | dict.fromkeys(("need", "indicators"), rows.iloc[:2]), CODES
    )
    told = [(one["rule"], one["severity"], one["row_id"], one["found"]) for one in findings]
    assert told == [
        ("area_unknown", "warning", "s:2 okres CZ0998", "s:2: okres CZ0998"),
        ("area_unknown", "warning", "s:2 pou 99019", "s:2: pou 99019"),
        ("area_unknown", "warning", "s:2 obec 300000", "s:2: obec 300000"),
        (
            "area_elsewhere",
            "info",
            "s:1",
            f"{WHOSE}: území mimo plán: 2 (obec 200000, obec 200001)",
        ),
        (
            *("area_elsewhere", "info", "s:2"),
            "s:2: území mimo plán: 7 (obec 200002, obec 200003, obec 200004 a dalších 4)",
        ),
    ]


def test_very_many_areas_that_are_nowhere_are_told_together() -> None:
    """So it is where the boundaries hold one kraj and the indicator all the country."""
    tables = dict.fromkeys(("declared", "need"), declared())
    centre = {**SERVICES, "areas": AREAS, "obce": OBCE, **tables}
    many = [("obec", f"3{number:05}") for number in range(21)]
    (told,) = unknown_areas(centre | {"indicators": declared(*many)}, CODES)
    assert (told["rule"], told["row_id"]) == ("area_unknown", "pnp")
    assert (
        told["found"]
        == "pnp: neznámá území: 21 (obec 300000, obec 300001, obec 300002 a dalších 18)"
    )
    assert len(unknown_areas(centre | {"indicators": declared(*many[1:])}, CODES)) == 20
