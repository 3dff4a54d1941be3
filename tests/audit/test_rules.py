"""One table of cases: for each rule on rows of services what it finds, and what it nearly finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby.audit.across import in_two_sources
from gis_sluzby.audit.capacities import odd_capacities
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.encoding import mended
from gis_sluzby.audit.gazetteer import find_obce, gazetteer_of, nearest_name, same_name
from gis_sluzby.audit.names import places_by_name
from gis_sluzby.audit.places import audited_places
from gis_sluzby.audit.services import audited_rows
from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.csu.ceased import Registry
from gis_sluzby.territory import obce_table, points_table
from tests.small_plan import CODES, SIDE, centre_of, small_obce, small_points
from tests.sources.given import source_of

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding

SOURCE = source_of("services", "a.csv")
OBCE = obce_table(small_obce().assign(kod_pou=None, kind=None, in_plan=True), SOURCE.id, SIDE)
POINTS, _ = points_table(OBCE, small_points(), SOURCE.id)
#: The small obce, and others far away: two namesakes, and one with the name of an own obec.
CODE_LIST = pd.DataFrame(
    [
        *(
            (
                code,
                f"Obec {n}",
                "9901" if n < 7 else "9902",
                "Jih" if n < 7 else "Sever",
                "Malý okres",
                "CZ099",
            )
            for n, code in enumerate(CODES, 1)
        ),
        ("500011", "Lhota", "2101", "Benešov", "Benešov", "CZ020"),
        ("500029", "Lhota", "2109", "Kladno", "Kladno", "CZ020"),
        ("500037", "Obec 1", "2101", "Benešov", "Benešov", "CZ020"),
        ("500045", "Ústí nad Labem", "4214", "Ústí nad Labem", "Ústí nad Labem", "CZ042"),
    ],
    columns=["kod_obec", "nazev", "kod_orp", "nazev_orp", "nazev_okres", "kod_kraj"],
)
GAZETTEER = gazetteer_of(CODE_LIST)
REGISTRY = Registry(
    known=frozenset(CODE_LIST["kod_obec"]),
    names={"500053": "Zaniklá", "500061": "Sloučená"},
    successors={"500061": "100002"},
)
HERE = shapely.Point(centre_of("100001"))
NEAR = shapely.Point(HERE.x + 5, HERE.y)
#: An IČO with a right check digit, one that differs by a digit, and others that are right.
ICO, SLIP, OTHER = "00000019", "00000018", "25596641"
Row = dict[str, Any]


def service(**fields: Any) -> Row:  # noqa: ANN401  (any field of a service)
    """Give a service about which there is nothing to say."""
    return {
        "provider": "Pomoc a podpora, z. s.",
        "ico": None,
        "druh": "46",
        "forms": ("amb",),
        "identifikator": None,
        "address": None,
        "kod_adm": None,
        "kod_obec": "100001",
        "nazev_obec": None,
        "nazev_okres": None,
        "kod_orp": "9901",
        "nazev_orp": None,
        "kod_kraj": None,
        "nazev_kraj": None,
        "od": "2015-01-01",
        "do": None,
        "secret": False,
        "geometry": HERE,
    } | fields


def found(rows: list[Row]) -> list[Finding]:
    """Give all that the audit says of rows of services."""
    frame = pd.DataFrame(rows, index=pd.RangeIndex(2, 2 + len(rows)))
    texts = [name for name in frame if name not in ("forms", "secret", "geometry")]
    frame = frame.astype(dict.fromkeys(texts, "str"))
    frame["service_id"] = [f"s:{row}" for row in frame.index]
    located = gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK)
    named, about_names = places_by_name(located, GAZETTEER, SOURCE)
    settled, about_places = audited_places(named, OBCE, POINTS, CODE_LIST, SOURCE, REGISTRY)
    said = [*about_names, *about_places]
    return [*said, *audited_rows(settled, said, SOURCE)]


class Case(NamedTuple):
    """A rule, rows in which it finds something, and rows in which it nearly does."""

    rule: str
    there: list[Row]
    not_there: list[Row]


def dragged(field: str, first: int, count: int, **more: Any) -> list[Row]:  # noqa: ANN401
    """Give services of several providers whose codes rise by one."""
    return [
        service(**{field: str(first + step), "provider": f"Spolek {'abcdefgh'[step]}", **more})
        for step in range(count)
    ]


def crowd(services: int, providers: int) -> list[Row]:
    """Give services of some providers on one point."""
    return [
        service(provider=f"Spolek {'abcdefgh'[n % providers]}", identifikator=str(n))
        for n in range(services)
    ]


NOWHERE: Row = {"geometry": None, "kod_obec": None, "kod_orp": None}
CASES = [
    Case("obec_unknown", [service(kod_obec="599999")], [service()]),
    Case("obec_retired", [service(kod_obec="500061", kod_orp=None)], [service(kod_obec="599999")]),
    Case("obec_not_at_point", [service(kod_obec="100002")], [service(geometry=NEAR)]),
    Case("orp_unknown", [service(kod_orp="1234")], [service(kod_orp="2109")]),
    Case("orp_of_other_obec", [service(kod_orp="9902")], [service(kod_orp="2101")]),
    Case("orp_of_namesake", [service(kod_orp="2101")], [service(kod_orp="2109")]),
    Case("kraj_of_other_obec", [service(kod_kraj="CZ020")], [service(kod_kraj="CZ099")]),
    Case(
        "obec_homonym",
        [service(**NOWHERE, nazev_obec="Lhota")],
        [service(**NOWHERE, nazev_obec="Lhota (Kladno)")],
    ),
    Case(
        "obec_name_misspelt",
        [service(**NOWHERE, nazev_obec="Ústí nad Lebem")],
        [service(**NOWHERE, nazev_obec="USTI n. L.")],
    ),
    Case("obec_name_of_other", [service(nazev_obec="Lhota")], [service(nazev_obec="obec 1")]),
    Case("obec_name_unknown", [service(nazev_obec="Zámostí")], [service(nazev_obec="OBEC  1")]),
    Case("area_name_misspelt", [service(nazev_orp="Ji")], [service(nazev_orp="JIH")]),
    Case(
        "code_two_names",
        [service(nazev_orp="Jih"), service(nazev_orp="Sever", identifikator="2")],
        [service(nazev_orp="Jih"), service(nazev_orp="jih", identifikator="2")],
    ),
    Case(
        "codes_dragged",
        dragged("kod_obec", 577_001, 3, geometry=None),
        dragged("kod_obec", 577_001, 2, geometry=None),
    ),
    Case("codes_dragged", dragged("ico", 25_596_641, 3), dragged("ico", 25_596_641, 2)),
    # A list that is sorted by ORP is no dragged column.
    Case(
        "codes_dragged",
        dragged("kod_orp", 2_107, 4),
        [
            service(kod_obec=code, kod_orp=orp, geometry=None)
            for code, orp in (("500011", "2101"), ("100001", "9901"), ("100007", "9902"))
        ],
    ),
    Case(
        "mojibake",
        [service(provider="PÅ™Ã\xadstav")],
        [service(provider="Přístav Müller & Łódź")],
    ),
    *(
        Case("mojibake", [service(provider=broken)], [service(provider=whole)])
        for broken, whole in (
            ("Sociální sluľby Aľ", "Ľudmila Sokoľová, Košice"),
            ("Denní sluľeb, z.ú.", "Veľký Krtíš, o. z."),
            ("Útočiątě o.p.s.", "Dąbrowa Górnicza, są"),
            ("SPÁLENI©TĚ", "Marlenka® a spol."),
            ("SLU®EB DOMA", "© Lípa 2020"),
            ("Seniorenpension LittengrĂĽn", "Seniorenpension Littengrün"),
        )
    ),
    Case("date_unlikely", [service(od="1900-01-01")], [service(od="1991-07-01")]),
    Case("forma_against_law", [service(forms=("pob",))], [service(forms=("amb",))]),
    Case(
        "service_twice",
        [service(), service()],
        [service(identifikator="1"), service(identifikator="2")],
    ),
    Case("service_twice", [service(), service()], [service(), service(geometry=NEAR)]),
    Case(
        "service_twice",
        [service(identifikator=one) for one in "121"],
        [service(identifikator=one) for one in "123"],
    ),
    Case(
        "service_respelt",
        [service(), service(provider="POMOC A PODPORA zapsaný spolek")],
        [service(), service(provider="Pomoc a opora, z. s.")],
    ),
    Case(
        "provider_two_spellings",
        [service(), service(provider="Pomoc a podpoar, z.s.", druh="45")],
        [service(provider="Domov u lesa 1"), service(provider="Domov u lesa 2", druh="45")],
    ),
    Case(
        "provider_two_spellings",
        [
            service(provider="Domov u lesa, příspěvková organizace"),
            service(provider="Domov u lesa, příspěvková orgganizace", druh="45"),
        ],
        [
            service(provider="Domov u lesa, příspěvková organizace"),
            service(provider="Domov u lesa, zapsaný ústav", druh="45"),
        ],
    ),
    Case(  # a letter of the legal form left out, with what parts it from the next
        "provider_two_spellings",
        [
            service(provider="Dům klidu, spol. s r.o."),
            service(provider="Dům klidu, spol.  r.o.", druh="45"),
        ],
        [
            service(provider="Dům klidu, spol. s r.o."),
            service(provider="Dům klidu, spolek", druh="45"),
        ],
    ),
    Case(
        "ico_two_names",
        [service(ico=ICO), service(ico=ICO, provider="Městský úřad", druh="45")],
        [service(ico=ICO), service(ico=ICO, provider="Pomoc a podpora zs", druh="45")],
    ),
    Case(
        "provider_two_icos",
        [service(ico=ICO), service(ico=SLIP, druh="45")],
        [service(ico=ICO), service(ico=OTHER, druh="45")],
    ),
    Case("many_at_point", crowd(8, 3), crowd(8, 2)),
    Case("many_at_point", crowd(8, 3), crowd(7, 3)),
    Case(  # the third is the first, spelt in another way
        "many_at_point",
        crowd(8, 3),
        [*crowd(7, 2), service(provider="SPOLEK A", identifikator="7")],
    ),
    Case("seat_as_place", crowd(6, 1), crowd(5, 1)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_finds_its_fault_and_no_other_row(case: Case) -> None:
    there = [one["rule"] for one in found(case.there)]
    assert case.rule in there
    assert case.rule not in [one["rule"] for one in found(case.not_there)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_severities_are_those_of_the_catalogue(case: Case) -> None:
    for one in found(case.there):
        assert one["severity"] in rules()[one["rule"]].severities


def test_a_service_without_fault_has_no_findings() -> None:
    assert found([service()]) == []


def test_names_lead_to_codes() -> None:
    rows = [
        service(**NOWHERE, nazev_obec="Lhota (Kladno)"),
        service(**NOWHERE, nazev_obec="ústí n. L."),
    ]
    frame = pd.DataFrame(rows).astype({"kod_obec": "str", "nazev_obec": "str"})
    frame["service_id"] = ["a", "b"]
    named, findings = places_by_name(
        gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK), GAZETTEER, SOURCE
    )
    assert named["kod_obec"].tolist() == ["500029", "500045"]
    assert findings == []


@pytest.mark.parametrize(
    ("name", "around", "codes"),
    [
        ("Lhota", (), ("500011", "500029")),
        ("Lhota", ("2109",), ("500029",)),
        ("Lhota", ("Kladno",), ("500029",)),
        ("Lhota", ("Praha",), ("500011", "500029")),
        ("Neznámá", (), ()),
        ("Ústí n. L.", (), ("500045",)),
    ],
)
def test_namesakes_are_told_apart_by_what_holds_them(
    name: str, around: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    assert find_obce(name, GAZETTEER, around) == codes


def test_a_name_is_the_same_however_it_is_written() -> None:
    assert same_name("USTI nad labem", "Ústí nad Labem")
    assert not same_name("Ústí nad Orlicí", "Ústí nad Labem")
    assert nearest_name("Ústí nad Lebem", ["Ústí nad Labem", "Ústí nad Orlicí"]) == "Ústí nad Labem"
    assert nearest_name("Xaverov", ["Ústí nad Labem"]) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "cp1250"),
        ("utf-8", "latin-1"),
        ("cp1250", "latin-1"),
        ("cp1250", "iso-8859-2"),
        ("iso-8859-2", "cp1250"),
    ],
)
def test_broken_text_is_mended(written: str, read: str) -> None:
    text = "Žďár nad Sázavou, šťastný úsměv"
    assert mended(text.encode(written).decode(read, errors="replace")) == text


@pytest.mark.parametrize(
    "text", ["Ahoj?", "Co dál? Nic.", "20 m²", "Café Müller", "„Úsměv“ – domov", "«Ahoj»", "Nová®"]
)
def test_text_that_is_not_broken_is_left(text: str) -> None:
    assert mended(text) is None


@pytest.mark.parametrize(
    ("druh", "forma", "unit", "count", "told"),
    [
        ("49", "pob", "luzka", 40.0, []),
        ("63", "amb", "luzka", 12.0, []),
        ("46", "amb", "luzka", 12.0, ["capacity_unit_odd"]),
        ("49", "pob", "kontakt", 12.0, ["capacity_unit_odd"]),
        ("55", "ter", "hovor", 3.0, []),
        ("46", "amb", "hovor", 3.0, ["capacity_unit_odd"]),
        ("49", "pob", "luzka", 500.0, []),
        ("49", "pob", "luzka", 501.0, ["capacity_size_odd"]),
        ("49", "pob", "luzka", 12.5, ["capacity_size_odd"]),
        ("40", "ter", "fte", 12.5, []),
        ("49", "pob", "luzka", 0.0, ["capacity_size_odd"]),
        ("49", "pob", "luzka", float("nan"), []),
    ],
)
def test_capacities(druh: str, forma: str, unit: str, count: float, told: list[str]) -> None:
    services = pd.DataFrame(
        {"service_id": ["s:1"], "provider_id": ["p"], "druh": [druh], "source_id": ["s"]}
    )
    providers = pd.DataFrame({"provider_id": ["p"], "nazev": ["Charita Cheb"]})
    rows = pd.DataFrame({"service_id": ["s:1"], "forma": [forma], "unit": [unit], "count": [count]})
    centre = {"services": services, "providers": providers, "capacities": rows}
    findings = odd_capacities(centre)
    assert [one["rule"] for one in findings] == told
    assert all(str(one["found"]).startswith("Charita Cheb, ") for one in findings)


@pytest.mark.parametrize(
    ("numbers", "druhy", "told"),
    [
        (("1", "1"), ("46", "46"), ["b:1"]),
        (("1", "2"), ("46", "46"), []),
        ((None, "2"), ("46", "46"), ["b:1"]),
        ((None, None), ("46", "45"), []),
    ],
)
def test_services_of_two_sources(
    numbers: tuple[str | None, ...], druhy: tuple[str, ...], told: list[str]
) -> None:
    ids = ["a:1", "b:1"]
    services = pd.DataFrame(
        {
            "service_id": ids,
            "identifikator": list(numbers),
            "provider_id": "p",
            "druh": list(druhy),
            "source_id": ["a", "b"],
            "source_row": [2, 2],
        }
    )
    sites = pd.DataFrame({"site_id": ["x"], "kod_obec": ["100001"]})
    links = pd.DataFrame({"service_id": ids, "site_id": "x"})
    centre = {"services": services, "sites": sites, "service_sites": links}
    findings = in_two_sources(centre)
    assert [one["row_id"] for one in findings] == told
    assert {one["rule"] for one in findings} <= {"service_in_two_sources"}
