"""Every reader of the program with valid files of its format: what fuzzing begins from."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import openpyxl
import pandas as pd

from gis_sluzby.centre import load, load_centre, write_centre
from gis_sluzby.exchange import read_hsds
from gis_sluzby.fetch.lock import read_lock
from gis_sluzby.plan import Plan, Source, read_plan, source_path
from gis_sluzby.sources.addresses import read_addresses
from gis_sluzby.sources.attributes import ATTRIBUTE_TABLES, Known, read_attributes
from gis_sluzby.sources.boundaries import read_boundaries, read_points
from gis_sluzby.sources.csu.files import read_relations
from gis_sluzby.sources.custom_areas import read_custom_areas
from gis_sluzby.sources.demand_points import read_demand_points
from gis_sluzby.sources.inspire import inspire_obce
from gis_sluzby.sources.parts import read_parts
from gis_sluzby.sources.population import read_population
from gis_sluzby.sources.roads import read_roads
from gis_sluzby.sources.rpss.api_addresses import read_facility_addresses
from gis_sluzby.sources.rpss.lists import read_code_list
from gis_sluzby.sources.rpss.register import read_register
from gis_sluzby.sources.ruian.boundaries import vfr_obce
from gis_sluzby.sources.services import read_services
from gis_sluzby.studies.whatif.read import read_scenario
from tests.exchange.test_hsds_import import foreign_service
from tests.fuzz.registers import ADDRESSES, CODE_LISTS, OPEN_DATA, REST, WORKBOOK
from tests.osm_file import write_osm
from tests.ruian_files import ADDRESS_HEADER, write_state_file
from tests.small_plan import (
    CODES,
    PLAN,
    small_obce,
    small_points,
    small_population,
    small_roads,
    small_services,
    write_small_plan,
)
from tests.sources.csu.csu_files import codelist, relation
from tests.sources.given import plan_in, source_of
from tests.sources.test_inspire import UNITS, gml

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Path], object]

_BOX = (-800_000.0, -1_100_000.0, -700_000.0, -1_000_000.0)


class Shape(NamedTuple):
    """A format with what reads it.

    Parameters
    ----------
    name
        Name for reports.
    suffix
        Ending of the file.
    content
        A valid file.
    read
        Reads a file; what it gives is of no interest.
    """

    name: str
    suffix: str
    content: bytes
    read: Read


def shapes(folder: Path) -> list[Shape]:
    """Give all shapes; files are made in a folder, in which there is a small plan."""
    plan = plan_in(folder)
    return [
        *_tables(plan),
        *_workbooks(plan),
        *_layers(plan, folder),
        *_official(plan, folder),
        *_registers(plan),
        *_others(folder),
    ]


def whole_plan(folder: Path) -> list[Shape]:
    """Give the files of a small plan, each read by loading all of the plan."""
    plan = write_small_plan(folder / "whole")
    data = plan.parent / "data"

    def loaded(name: str, path: Path) -> object:
        kept = (data / name).read_bytes()
        try:
            (data / name).write_bytes(path.read_bytes())
            return load(read_plan(plan))
        finally:
            (data / name).write_bytes(kept)

    names = ("sluzby.csv", "obyvatele.csv", "obce.gpkg", "silnice.gpkg")
    return [
        Shape(f"plan {name}", Path(name).suffix, (data / name).read_bytes(), partial(loaded, name))
        for name in names
    ]


#: Rows of the tables beside services; columns are named as the fields.
_ROWS = {
    "capacities": "service,forma,unit,count\n1,ambulantní,klient,12\n3,pobytová,lůžka,40\n",
    "targets": "service,target_group\n1,senioři\n3,24\n",
    "declared": "service,forma,level,kod,evidence\n2,terénní,obec,100001,kraj\n"
    "2,terénní,orp,9902,katalog\n2,terénní,radius,12,text\n",
    "need": "level,kod,druh,unit,period,amount\norp,9901,46,klient,2026,12\n",
    "network": "network_id,period,service,forma,unit,committed,level,funded,counts\n"
    "sit,2026,1,ambulantní,klient,10,základní,ano,ano\n",
    "service_year": "service,year,field,value\n1,2025,klienti,14\n",
    "matrix": "from,to,minutes\n100001,100002,12.5\n",
}


def _source(table: str, reader: str, path: str, **more: Any) -> Source:  # noqa: ANN401
    """Declare a source that records bad rows."""
    return source_of(table, path, reader=reader, rejects="record", **more)


def _tables(plan: Plan) -> list[Shape]:
    """Give the delimited tables."""
    known = _known()
    readers: dict[str, tuple[str, Callable[[Source], object]]] = {
        "services": (small_services(), partial(read_services, plan)),
        "population": (small_population(), _people(plan)),
        "custom_areas": ("kod,nazev,kod_obec\nA,Sever,100007\n", partial(read_custom_areas, plan)),
        "demand_points": (
            "kod_obec,weight,x,y\n100001,1,-757000,-1057000\n",
            lambda source: read_demand_points(plan, source, frozenset(CODES), _BOX),
        ),
        **{
            table: (_ROWS[table], lambda source: read_attributes(plan, source, known))
            for table in ATTRIBUTE_TABLES
            if table in _ROWS
        },
    }
    return [
        Shape(f"csv {table}", ".csv", text.encode(), _reading(read, table, "csv"))
        for table, (text, read) in readers.items()
    ]


def _known() -> Known:
    """Give three services that are known."""
    ids = pd.DataFrame({"service_id": ["sluzby:1", "sluzby:2", "sluzby:3"], "identifikator": None})
    return Known(ids.astype("str"), ())


def _people(plan: Plan) -> Callable[[Source], object]:
    """Give the reader of people, wide tables."""

    def read(source: Source) -> object:
        return read_population(plan, source.model_copy(update={"layout": "wide"}), set(CODES))

    return read


def _reading(read: Callable[[Source], object], table: str, reader: str) -> Read:
    """Give the function that reads a file in the plan's data folder."""
    return lambda path: read(_source(table, reader, path.name))


def _workbooks(plan: Plan) -> list[Shape]:
    """Give workbooks of services and of capacities."""
    known = _known()

    def book(text: str) -> bytes:
        sheets, target = openpyxl.Workbook(), io.BytesIO()
        sheet = sheets.active
        assert sheet is not None
        for line in text.splitlines():
            sheet.append(line.split(","))
        sheets.save(target)
        return target.getvalue()

    return [
        Shape(
            "xlsx services",
            ".xlsx",
            book(small_services()),
            _reading(partial(read_services, plan), "services", "xlsx"),
        ),
        Shape(
            "xlsx capacities",
            ".xlsx",
            book(_ROWS["capacities"]),
            _reading(lambda s: read_attributes(plan, s, known), "capacities", "xlsx"),
        ),
    ]


def _layers(plan: Plan, folder: Path) -> list[Shape]:
    """Give layers that GDAL reads."""
    made: list[tuple[str, str, gpd.GeoDataFrame, Callable[[Source], object]]] = [
        ("obce", ".gpkg", small_obce(), lambda source: read_boundaries(plan, source)),
        ("obce", ".geojson", small_obce(), lambda source: read_boundaries(plan, source)),
        ("obec_points", ".gpkg", small_points(), lambda source: read_points(plan, source, _BOX)),
        ("roads", ".gpkg", small_roads(), lambda source: read_roads(plan, source, _BOX)),
        ("roads", ".geojson", small_roads(), lambda source: read_roads(plan, source, _BOX)),
        ("services", ".geojson", _located(), partial(read_services, plan)),
    ]
    result = []
    for table, suffix, frame, read in made:
        path = folder / f"made{suffix}"
        path.unlink(missing_ok=True)
        frame.to_file(path)
        shape = Shape(
            f"{suffix[1:]} {table}", suffix, path.read_bytes(), _reading(read, table, "vector")
        )
        result.append(shape)
        path.unlink()
    return result


def _located() -> gpd.GeoDataFrame:
    """Give three services as points."""
    rows = pd.read_csv(io.StringIO(small_services()), dtype=str)
    points = gpd.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float))
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")


def _official(plan: Plan, folder: Path) -> list[Shape]:
    """Give files of offices and of OpenStreetMap."""
    vfr = write_state_file(folder / "made.xml", _with_codes()).read_bytes()
    packed = write_state_file(folder / "made.xml.gz", _with_codes()).read_bytes()
    ways = {1: ([1, 2, 3], {"highway": "primary", "maxspeed": "50"})}
    osm = write_osm(folder / "made.osm", {1: (0, 0), 2: (1, 1), 3: (2, 0)}, ways).read_bytes()
    pbf = write_osm(folder / "made.osm.pbf", {1: (0, 0), 2: (1, 1), 3: (2, 0)}, ways).read_bytes()
    for name in ("made.xml", "made.xml.gz", "made.osm", "made.osm.pbf"):
        (folder / name).unlink()
    addresses = f"{ADDRESS_HEADER}\n1;100001;Obec 1;;;;;1;Obec;;;č.p.;1;;;11000;757000;1057000;\n"
    csu = relation(65, 43, ("9901", "Jih", "100001", "Obec 1"))
    obce = codelist(43, ("100001", "Obec 1"))
    rows: list[tuple[str, str, bytes, str, str, Callable[[Source], object]]] = [
        ("vfr", ".xml", vfr, "obce", "vfr", lambda s: vfr_obce(source_path(plan, s), s)),
        ("vfr gz", ".xml.gz", packed, "obce", "vfr", lambda s: vfr_obce(source_path(plan, s), s)),
        ("vfr parts", ".xml", vfr, "obec_parts", "vfr", lambda s: read_parts(plan, s)),
        (
            "inspire",
            ".gml",
            gml(UNITS).encode(),
            "obce",
            "inspire",
            lambda s: inspire_obce(source_path(plan, s), s),
        ),
        (
            "ruian_csv",
            ".zip",
            _zipped("100001.csv", addresses.encode("cp1250")),
            "address_points",
            "ruian_csv",
            _addresses(plan),
        ),
        (
            "ruian_csv plain",
            ".csv",
            addresses.encode("cp1250"),
            "address_points",
            "ruian_csv",
            _addresses(plan),
        ),
        ("csu relation", ".csv", csu.encode(), "relations", "csu", partial(read_relations, plan)),
        (
            "csu codelist",
            ".csv",
            obce.encode("cp1250"),
            "relations",
            "csu",
            partial(read_relations, plan),
        ),
        ("osm xml", ".osm", osm, "roads", "osm", lambda s: read_roads(plan, s, _BOX)),
        ("osm pbf", ".osm.pbf", pbf, "roads", "osm", lambda s: read_roads(plan, s, _BOX)),
    ]
    return [
        Shape(name, suffix, content, _reading(read, table, reader))
        for name, suffix, content, table, reader, read in rows
    ]


def _addresses(plan: Plan) -> Callable[[Source], object]:
    return lambda source: read_addresses(plan, source, {"1"}, {"100001"})


def _with_codes() -> gpd.GeoDataFrame:
    """Give the small obce with the codes that RÚIAN has."""
    return small_obce().assign(kod_pou="1", nazev_pou="Jih", kod_okres="CZ0411", kod_kraj="CZ041")


def _zipped(name: str, content: bytes) -> bytes:
    """Give an archive of one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def _registers(plan: Plan) -> list[Shape]:
    """Give the three shapes of the register of services, and what may stand beside them."""
    (plan.path.parent / "data" / "rpss.json").write_text(json.dumps(OPEN_DATA), encoding="utf-8")

    def listed(path: Path) -> object:
        """Read a register with a code list, which may leave nothing of it that is known."""
        source = _source("services", "rpss", "rpss.json", code_lists=path.name)
        files = [read_code_list(plan, one) for one in source.code_list_files()]
        return read_register(plan, source, files)

    (plan.path.parent / "data" / "api.json").write_text(json.dumps(REST), encoding="utf-8")

    def addressed(path: Path) -> object:
        """Read an answer of the web service with addresses, which may be of nobody."""
        source = _source("services", "rpss_api", "api.json", addresses=path.name)
        [told] = [read_facility_addresses(plan, one) for one in source.address_files()]
        return read_register(plan, source, addresses=told.said)

    answers = json.dumps(ADDRESSES, ensure_ascii=False).encode()
    lists = json.dumps(CODE_LISTS, ensure_ascii=False).encode()
    return [
        Shape("code lists", ".json", lists, listed),
        Shape("code lists zip", ".zip", _zipped("kraje.json", lists), listed),
        Shape("rpss addresses", ".json", answers, addressed),
        Shape("rpss addresses zip", ".zip", _zipped("1.json", answers), addressed),
        *_three(plan),
    ]


def _three(plan: Plan) -> list[Shape]:
    """Give the three shapes of the register of services."""
    return [
        Shape(name, suffix, content, _reading(partial(read_register, plan), "services", name))
        for name, suffix, content in (
            ("rpss", ".json", json.dumps(OPEN_DATA, ensure_ascii=False).encode()),
            ("rpss_api", ".json", json.dumps(REST, ensure_ascii=False).encode()),
            ("rpss_xlsx", ".xlsx", WORKBOOK),
        )
    ]


_SCENARIO = """\
schema = 1
name = "Nová služba"

[[close]]
service = "sluzby:1"

[[capacity]]
service = "sluzby:3"
forma = "pob"
unit = "luzka"
count = 12
"""
_LOCK = """\
[file."a.csv"]
id = "csu-obce"
address = "https://example.org/a.csv"
sha256 = "00"
size = 12
fetched = 2026-01-01T00:00:00Z
"""


def _others(folder: Path) -> list[Shape]:
    """Give plans, scenarios, what was fetched, HSDS and a centre."""

    def lock(path: Path) -> object:
        place = folder / "fetched"
        place.mkdir(exist_ok=True)
        (place / "stazeno.toml").write_bytes(path.read_bytes())
        return read_lock(place)

    centre = folder / "made.gpkg"
    centre.unlink(missing_ok=True)
    write_centre(load(read_plan(write_small_plan(folder / "small"))).centre, centre)
    hsds = json.dumps({"contents": [foreign_service()]}, ensure_ascii=False)
    made = [
        Shape("plan", ".toml", PLAN.encode(), read_plan),
        Shape("scenario", ".toml", _SCENARIO.encode(), read_scenario),
        Shape("lock", ".toml", _LOCK.encode(), lock),
        Shape("hsds", ".json", hsds.encode(), read_hsds),
        Shape("centre", ".gpkg", centre.read_bytes(), load_centre),
    ]
    centre.unlink()
    return made
