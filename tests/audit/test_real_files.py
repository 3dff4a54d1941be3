"""Golden lists of the real files that the plans do not name: each finding, each explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.crs import to_5514
from gis_sluzby.plan import Source, read_plan
from gis_sluzby.sources.roads import read_roads
from tests.audit.test_real_findings import listed

TESTS = Path(__file__).parents[1]
KARLOVARSKY, LIBERECKY = TESTS / "plans/karlovarsky.toml", TESTS / "plans/liberecky.toml"
INDEX = {"level": "obec", "indicator": "index_vylouceni", "period": 2023, "unit": "body"}
#: Columns of the layers of obce.
OBCE = {
    "kod_obec": "KOD_OBEC",
    "nazev": "NAZ_OBEC",
    **{
        f"{part}_{level}": f"{column}_{name}"
        for level, name in (("pou", "POU"), ("orp", "ORP"), ("okres", "LAU1"), ("kraj", "CZNUTS3"))
        for part, column in (("kod", "KOD"), ("nazev", "NAZ"))
    },
}
#: Where the golden lists of other files stand.
ELSEWHERE = {
    "services/socialni_sluzby_datazapad_raw_vzorek.csv": "audit/test_real_findings.py",
    "services/zzs_karlovarsky_raw.csv": "audit/test_real_findings.py",
    "services/rpss_ustecky_adresy_poskytovatelu_vyber37.csv": "audit/test_real_findings.py",
    "services/rpss_api_2_zaznamy.json": "sources/rpss/test_api.py",
    **dict.fromkeys(
        (
            f"registers/{name}_CS.csv"
            for name in ("VAZ0065_0043", "VAZ0043_0101", "CIS0043", "CIS0101", "CIS0100")
        ),
        "audit/test_real_findings.py",
    ),
    "registers/vfr/ST_ZKSH.xml.gz": "sources/ruian/test_vfr.py",
}
#: What the plan of a real kraj stands on: `test_real_findings` tells all that is found in it.
PLANS = (
    "services/socialni_sluzby_karlovarsky.csv",
    "boundaries/obce_cz_2024.gpkg",
    "boundaries/obce_definicni_body_2024_ruian.gpkg",
    "population/obyvatelstvo_vek_pohlavi_obce_2020-12-31.csv",
    "roads/silnice_cr_arccr500.gpkg",
)
#: Polygons of larger areas, their columns of codes and names, and of which kraj they are: the
#: program dissolves its own from the obce, so no table takes them.
LARGER = {
    "boundaries/orp_cz_2024_ruian.gpkg": ("KOD_ORP", "NAZ_ORP", None),
    "boundaries/orp_cz_2024_z_obci.gpkg": ("KOD_ORP", "NAZ_ORP", None),
    "boundaries/okresy_cz_2024_ruian.gpkg": ("KOD_LAU1", "NAZ_LAU1", None),
    "boundaries/kraje_cz_2024_ruian.gpkg": ("KOD_CZNUTS3", "NAZ_CZNUTS3", None),
    "boundaries/orp_liberecky_kraj.geojson": ("KOD_ORP", "NAZ_ORP", "CZ051"),
    "boundaries/kraj_liberecky.geojson": ("KOD_CZNUTS3", "NAZ_CZNUTS3", "CZ051"),
}


def declared(table: str, reader: str, path: str, **keys: Any) -> Source:  # noqa: ANN401
    """Declare a source as a plan does."""
    row = {"id": "zkouska", "table": table, "reader": reader, "path": path}
    told = {"vintage": "2026-09-27", "licence": "x", "attribution": "y"}
    return Source.model_validate({**row, **told, **keys})


#: File: the plan, its source, rows read and kept, the findings.
Golden = tuple[Path, Source, int, list[tuple[Any, ...]]]
GOLDEN: list[Golden] = [
    # As in the CSV; features are counted from 0, and rows of a CSV from 2.
    (
        KARLOVARSKY,
        declared(
            "services",
            "vector",
            "services/socialni_sluzby_karlovarsky.geojson",
            complete_for="all",
            columns={
                "key": "objekt_id",
                "provider": "poskytovatel",
                "druh": "druh_sluzby",
                "kod_obec": "kod_obce",
                "kod_orp": "kod_orp",
            },
        ),
        192,
        [
            ("forma_unknown", None),
            ("obec_not_at_point", 53.0),
            *(("seat_as_place", row) for row in (43.0, 103.0, 142.0)),
            *(("service_twice", row) for row in (52.0, 55.0, 104.0, 109.0, 111.0, 128.0, 135.0)),
        ],
    ),
    # The seven ORP of the kraj.
    (
        KARLOVARSKY,
        declared(
            "indicators",
            "csv",
            "services/orp_karlovarsky_2025.csv",
            constants={"level": "orp", "indicator": "podil_65", "period": 2025, "unit": "%"},
            columns={"kod": "kod_orp", "value": "podil_65_2025"},
        ),
        7,
        [],
    ),
    # All the country: 5,825 obce lie neither in the kraj nor around it.
    *(
        (
            KARLOVARSKY,
            declared("indicators", reader, path, constants=INDEX, columns=columns),
            6258,
            [("area_elsewhere", None)],
        )
        for reader, path, columns in (
            (
                "csv",
                "population/index_socialniho_vylouceni_obce_2023.csv",
                {"kod": "kod_obce", "value": "index_0_30"},
            ),
            (
                "xlsx",
                "population/index_vylouceni_2023.xlsx",
                {"kod": "Kód obce", "value": "Index soc. vyloučení 2023 (0-30 bodů)"},
            ),
        )
    ),
    # One obec of another kraj: four parts, four ZSJ; no service states an address of it.
    *(
        (KARLOVARSKY, declared(table, "vfr", "registers/vfr/OB_UKSH.xml.gz"), kept, [])
        for table, kept in (("obec_parts", 8), ("address_points", 0))
    ),
]


def told_of(plan_file: Path, source: Source) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Load a plan with a source in place of that of services; give findings and rows."""
    plan = read_plan(plan_file)
    others = [
        one for one in plan.source if one.table != source.table or source.table == "indicators"
    ]
    loaded = load(plan.model_copy(update={"source": (*others, source)})).centre
    findings = json.loads(loaded["audit"].to_json(orient="records"))
    rows = loaded["sources"].set_index("source_id")[["rows_read", "rows_kept", "rows_rejected"]]
    own = [one for one in findings if one["source_id"] == source.id]
    return listed(own), [int(str(count)) for count in rows.loc[source.id]]


@pytest.mark.real_data
@pytest.mark.parametrize("golden", GOLDEN, ids=[f"{one[1].path} {one[1].table}" for one in GOLDEN])
def test_every_finding_in_the_file_is_explained(golden: Golden, real_data: Path) -> None:
    assert real_data.is_dir()
    plan, source, kept, expected = golden
    findings, rows = told_of(plan, source)
    assert [(one[0], one[2]) for one in findings] == expected
    assert rows[1:] == [kept, 0]


@pytest.mark.real_data
def test_boundaries_of_one_kraj_know_no_other(real_data: Path) -> None:
    assert real_data.is_dir()
    plan = read_plan(LIBERECKY)
    layer = declared("obce", "vector", "boundaries/obce_liberecky_kraj.geojson", columns=OBCE)
    index = next(source for *_, source, _, _ in GOLDEN if source.reader == "xlsx")
    others = [source for source in plan.source if source.table != "obce"]
    indexed = index.model_copy(update={"id": "index"})
    centre = load(plan.model_copy(update={"source": (layer, *others, indexed)})).centre
    findings = json.loads(centre["audit"].to_json(orient="records"))
    told = [(one["rule"], one["source_id"], one["found"].split(" (")[0]) for one in findings]
    # The kraj is whole: 215 obce, no hole. The people and the index are those of 6,258.
    assert sorted(row for row in told if row[0] != "vintage_apart") == [
        ("area_unknown", "index", "index_vylouceni: neznámá území: 6043"),
        ("obec_elsewhere", "obyvatele", "obcí, které hranice ani číselník nemají: 6043"),
    ]
    assert (centre["obce"]["in_plan"].sum(), len(centre["obce"])) == (215, 215)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("extract", "around", "service", "closed"),
    [
        ("liechtenstein-latest", (9.3, 46.9, 9.8, 47.4), 680, 28),
        ("andorra", (1.3, 42.3, 1.9, 42.8), 630, 18),
    ],
)
def test_every_finding_in_the_extracts_of_openstreetmap_is_explained(
    real_data: Path,
    extract: str,
    around: tuple[float, float, float, float],
    service: int,
    closed: int,
) -> None:
    """Every `maxspeed` is understood, there is no ferry, no way misses a node."""
    assert real_data.is_dir()
    frame = to_5514(gpd.GeoSeries([shapely.box(*around)], crs=4326))
    west, south, east, north = frame.total_bounds
    source = declared("roads", "osm", f"roads/{extract}.osm.pbf")
    [told] = read_roads(read_plan(KARLOVARSKY), source, (west, south, east, north)).findings
    assert (told["rule"], told["severity"]) == ("service_roads", "info")
    assert told["found"] == (
        f"obslužných komunikací: {service}, zavřených (soukromých a jiných): {closed}"
    )


@pytest.mark.real_data
@pytest.mark.parametrize("path", LARGER)
def test_larger_areas_agree_with_the_obce(real_data: Path, path: str) -> None:
    code, name, kraj = LARGER[path]
    obce = pyogrio.read_dataframe(
        real_data / "boundaries/obce_cz_2024.gpkg",
        columns=[code, name, "KOD_CZNUTS3"],
        read_geometry=False,
    )
    own = obce if kraj is None else obce[obce["KOD_CZNUTS3"] == kraj]
    layer = pyogrio.read_dataframe(real_data / path, columns=[code, name], read_geometry=False)
    assert layer[code].is_unique
    assert set(zip(layer[code], layer[name], strict=True)) == set(
        zip(own[code], own[name], strict=True)
    )


@pytest.mark.real_data
def test_no_real_file_is_without_a_golden_list(real_data: Path) -> None:
    here = {source.path for _, source, _, _ in GOLDEN}
    extracts = {"roads/liechtenstein-latest.osm.pbf", "roads/andorra.osm.pbf"}
    listed_here = {*here, *extracts, *LARGER, *PLANS, "boundaries/obce_liberecky_kraj.geojson"}
    files = {
        str(path.relative_to(real_data))
        for path in real_data.rglob("*")
        if path.is_file() and path.suffix != ".md"
    }
    assert files == {*listed_here, *ELSEWHERE}
    plan = KARLOVARSKY.read_text("utf-8")
    assert all(path in plan for path in PLANS)
    for path, test in ELSEWHERE.items():
        name = Path(path).name
        assert name.removesuffix(".csv") in (TESTS / test).read_text("utf-8"), path
