"""A plan whose land comes from RÚIAN and the statistical office, loaded whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.errors import InputError, PlanError
from gis_sluzby.plan import read_plan
from tests.ruian_files import (
    address_row,
    listed,
    point,
    surface,
    unit,
    write_address_zip,
    write_state_file,
)
from tests.small_plan import (
    CODES,
    PEOPLE,
    centre_of,
    small_obce,
    small_population,
    write_small_plan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gis_sluzby.centre import Centre

STATE = "ST_UKSG.xml.gz"
ORP = "".join(
    f'"CS","x","CISORP",65,"{orp}","{name}","CISOB",43,"{code}","x"\n'
    for code, orp, name in small_obce()[["kod_obec", "kod_orp", "nazev_orp"]].itertuples(
        index=False
    )
)
RELATION = f"kodjaz,typvaz,akrcis1,kodcis1,chodnota1,text1,akrcis2,kodcis2,chodnota2,text2\n{ORP}"
OBCE = "KODJAZ;AKRCIS;KODCIS;CHODNOTA;TEXT;ADMPLOD;ADMNEPO;DOMIN_COBC\n" + "".join(
    f'"CS";"CISOB";43;"{code}";"Obec {number}";"01.01.2001";"{end}";"{part}"\n'
    for number, (code, end, part) in enumerate(
        [*((code, "09.09.9999", "") for code in CODES), ("100055", "31.12.2020", "0077")], 1
    )
)
SOURCE = """
[[source]]
id = "{id}"
table = "{table}"
reader = "{reader}"
path = "{path}"
vintage = 2025-01-01
licence = "CC-BY-4.0"
attribution = "© ČÚZK, RÚIAN; ČSÚ"
"""
MORE = (
    ("orp", "relations", "csu", "VAZ0065_0043_CS.csv"),
    ("cis", "relations", "csu", "CIS0043_CS.csv"),
    ("casti", "obec_parts", "vfr", STATE),
    ("adresy", "address_points", "ruian_csv", "adresy.zip"),
)


def ruian_plan(folder: Path, more: Sequence[tuple[str, str, str, str]] = MORE) -> Path:
    """Write the small plan with its boundaries, points and parts in a state file."""
    plan = write_small_plan(folder)
    data = folder / "data"
    obce = small_obce()
    obce = obce.assign(kod_pou=obce["kod_orp"] + "1", nazev_pou="Úřad")
    obce["point"] = [shapely.Point(centre_of(code)) for code in CODES]
    square = obce.geometry.iloc[0]
    city = surface("Momc", "500011", square, "OriginalniHranice")
    at = obce["point"].iloc[0]
    parts = listed("Momc", [unit("Momc", "500011", "Západ", {"Obec": CODES[0]}, city)]) + listed(
        "CastiObci",
        [unit("CastObce", "77", "Zaniklá", {"Obec": CODES[0]}, point("CastObce", "77", at))],
    )
    write_state_file(data / STATE, obce, parts=parts)
    (data / "VAZ0065_0043_CS.csv").write_text(RELATION, encoding="utf-8")
    (data / "CIS0043_CS.csv").write_text(OBCE, encoding="cp1250")
    x, y = centre_of(CODES[4])
    row = address_row("11", CODES[4], f"{-x - 100:.2f}", f"{-y:.2f}")
    write_address_zip(data / "adresy.zip", {CODES[4]: [row]})
    text = plan.read_text(encoding="utf-8")
    for old in ("obce.gpkg", "body.gpkg"):
        text = text.replace(
            f'reader = "vector"\npath = "{old}"', f'reader = "vfr"\npath = "{STATE}"'
        )
    for one in more:
        text += SOURCE.format(**dict(zip(("id", "table", "reader", "path"), one, strict=True)))
    plan.write_text(text, encoding="utf-8")
    return plan


def rules(audit: pd.DataFrame) -> Counter[str]:
    return Counter(audit["rule"])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """The centre of the plan as it is."""
    return load(read_plan(ruian_plan(tmp_path_factory.mktemp("land") / "a"))).centre


def test_land_from_ruian_is_that_of_a_layer(tmp_path: Path, found: Centre) -> None:
    drawn = load(read_plan(write_small_plan(tmp_path / "a"))).centre
    columns = ["kod_obec", "nazev", "kod_orp", "kod_okres", "kod_kraj", "kind", "in_plan"]
    pd.testing.assert_frame_equal(found["obce"][columns], drawn["obce"][columns])
    assert found["obce"].geometry.geom_equals(drawn["obce"].geometry).all()
    assert found["obec_points"].geometry.geom_equals(drawn["obec_points"].geometry).all()
    areas = found["areas"].set_index(["level", "kod"])["nazev"].to_dict()
    expected = drawn["areas"].set_index(["level", "kod"])["nazev"].to_dict()
    # without a relation of POÚ and obce the POÚ keeps the number of RÚIAN
    assert areas == {**expected, ("pou", "1000"): "Úřad", ("pou", "1001"): "Úřad"}
    assert rules(found["audit"]) == rules(drawn["audit"])
    counts = found["sources"].set_index("source_id")["rows_kept"]
    assert counts[["hranice", "body", "orp", "cis", "casti"]].tolist() == [9, 9, 9, 10, 2]


def test_parts_of_cities_are_a_table_of_their_own(found: Centre) -> None:
    parts = found["obec_parts"]
    assert parts[["level", "kod", "nazev", "kod_obec", "source_id"]].to_numpy().tolist() == [
        ["cast", "77", "Zaniklá", CODES[0], "casti"],
        ["mc", "500011", "Západ", CODES[0], "casti"],
    ]
    assert parts.geom_type.tolist() == ["Point", "MultiPolygon"]


def test_a_service_without_coordinates_stands_at_its_address(tmp_path: Path) -> None:
    plan = ruian_plan(tmp_path / "a")
    text = "key,provider,druh,forma,kod_adm,kod_obec\n"
    text += f"1,Pomoc,46,ambulantní,11,{CODES[4]}\n2,Pomoc,46,ambulantní,99,{CODES[4]}\n"
    text += f"3,Pomoc,46,ambulantní,11,{CODES[0]}\n"
    (plan.parent / "data" / "sluzby.csv").write_text(text, encoding="utf-8")
    centre = load(read_plan(plan)).centre
    sites = centre["service_sites"].merge(centre["sites"], on="site_id").set_index("service_id")
    assert sites["precision"].to_dict() == {
        "sluzby:1": "address",
        "sluzby:2": "obec",
        "sluzby:3": "obec",
    }
    x, y = centre_of(CODES[4])
    assert sites.at["sluzby:1", "geometry"] == shapely.Point(x + 100, y)
    assert sites["kod_obec"].tolist() == [CODES[4], CODES[4], CODES[0]]
    found = rules(centre["audit"])
    assert (found["address_unknown"], found["address_of_other_obec"]) == (1, 1)


def test_people_of_an_obec_that_is_no_more_are_where_its_part_is_now(tmp_path: Path) -> None:
    plan = ruian_plan(tmp_path / "a")
    head, *rows = small_population().splitlines()
    merged = rows[0].replace(CODES[0], "100055")
    text = "\n".join([head, *rows, merged, ""])
    (plan.parent / "data" / "obyvatele.csv").write_text(text, encoding="utf-8")
    centre = load(read_plan(plan)).centre
    people = centre["population"].set_index(["kod_obec", "age_from"])["people"]
    assert people[CODES[0]].unique().tolist() == [2 * PEOPLE]
    assert people.drop(CODES[0]).unique().tolist() == [PEOPLE]
    [row] = centre["audit"][centre["audit"]["rule"] == "obec_ceased"].itertuples()
    assert row.found == f"obec Obec 10 (100055) už není, osob {18 * PEOPLE}"
    assert row.action == f"osoby připočteny k obci Obec 1 ({CODES[0]})"


def test_an_obec_that_the_boundaries_lack_is_named(tmp_path: Path) -> None:
    plan = ruian_plan(tmp_path / "a")
    data = plan.parent / "data"
    with (data / "CIS0043_CS.csv").open("a", encoding="cp1250") as file:
        file.write('"CS";"CISOB";43;"100077";"Nová";"01.01.2001";"09.09.9999";"1"\n')
    audit = load(read_plan(plan)).centre["audit"]
    [row] = audit[audit["rule"] == "obec_without_boundary"].itertuples()
    assert (row.row_id, row.found) == ("100077", "obec Nová (100077) nemá hranici")


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    plan = ruian_plan(tmp_path / "a")
    data = plan.parent / "data"
    (data / "VAZ0065_0043_CS.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (data / "CIS0043_CS.csv").write_text("<html>", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(read_plan(plan))
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "VAZ0065_0043_CS.csv, řádek 1",
        "CIS0043_CS.csv",
    ]


def test_boundaries_of_ruian_need_relations(tmp_path: Path) -> None:
    plan = ruian_plan(tmp_path / "a", more=())
    with pytest.raises(PlanError) as caught:
        read_plan(plan)
    [line] = str(caught.value).splitlines()
    assert "čtenář „vfr“ nezná kódy ORP; doplňte zdroj tabulky „relations“" in line


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('table = "obec_parts"\nreader = "vfr"', 'table = "obec_parts"\nreader = "csu"', "neumí"),
        ('table = "obce"\nreader = "vfr"', 'table = "obce"\nreader = "csv"', "potřebuje geometrii"),
        (f'"{STATE}"', f'"{STATE}"\ncolumns = {{ kod_obec = "KOD" }}', "zná sloupce sám"),
    ],
)
def test_a_reader_that_does_not_fit_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    plan = ruian_plan(tmp_path / "a")
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanError, match=told):
        read_plan(plan)
