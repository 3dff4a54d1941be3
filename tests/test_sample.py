from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis_sluzby import codelists
from gis_sluzby.crs import to_krovak
from gis_sluzby.errors import WriteError
from gis_sluzby.plan import read_plan
from gis_sluzby.sample import write_boundary_set, write_sample
from gis_sluzby.sample.providers import with_check_digit

if TYPE_CHECKING:
    import geopandas as gpd

COMMITTED = Path(__file__).parents[1] / "data" / "boundaries" / "sample" / "obce.geojson"
KRAJ, NEIGHBOUR = "CZ099", "CZ098"
DATE = "2026-06-30"
POPULATION_HEADER = (
    "POH,ZUJ,Obec,Okres,Kraj,Celkem,0-4,5-9,10-14,15-19,20-24,25-29,30-34,35-39,40-44,45-49,"
    "50-54,55-59,60-64,65-69,70-74,75-79,80-84,85+"
)
MAIN_ROADS = {"silnice I. třídy", "silnice II. třídy"}
FAST_ROADS = {"dálnice", "rychlostní silnice"}
ROAD_CLASSES = FAST_ROADS | MAIN_ROADS | {"silnice III. třídy", "neevidovaná silnice"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    write_sample(target)
    return target


@pytest.fixture(scope="module")
def obce(folder: Path) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(folder / "data" / "boundaries" / "obce.gpkg")


@pytest.fixture(scope="module")
def points(folder: Path) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(folder / "data" / "boundaries" / "obec_points.gpkg")


@pytest.fixture(scope="module")
def roads(folder: Path) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(folder / "data" / "roads" / "roads.gpkg")


@pytest.fixture(scope="module")
def services(folder: Path) -> pd.DataFrame:
    return _table(folder, "services")


def _table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "data" / "services" / f"{name}.csv", dtype=str)


def _population(folder: Path, date: str) -> pd.DataFrame:
    path = folder / "data" / "population" / f"obyvatelstvo_{date}.csv"
    return pd.read_csv(path, dtype={"ZUJ": str})


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------ territory


def test_the_obce_are_a_valid_coverage(obce: gpd.GeoDataFrame) -> None:
    assert obce.crs.to_epsg() == 5514
    assert obce.geometry.is_valid.all()
    assert set(obce.geometry.geom_type) == {"Polygon"}
    assert shapely.coverage_is_valid(obce.geometry.to_numpy())


def test_the_kraj_has_the_size_of_a_small_real_one(obce: gpd.GeoDataFrame) -> None:
    own = obce[obce["KOD_KRAJ"] == KRAJ]
    assert 80 <= len(own) <= 110
    assert own["KOD_ORP"].nunique() == 6
    assert own["KOD_POU"].nunique() == 12
    assert own["KOD_OKRES"].nunique() == 2
    assert 20 <= (obce["KOD_KRAJ"] == NEIGHBOUR).sum() <= 30
    assert 2_500 < own.geometry.area.sum() / 1e6 < 4_000
    assert obce["KOD_OBEC"].is_unique
    assert obce["KOD_OBEC"].str.fullmatch(r"\d{6}").all()
    assert obce["KOD_ORP"].str.fullmatch(r"\d{4}").all()


@pytest.mark.parametrize("level", ["POU", "ORP", "OKRES", "KRAJ"])
def test_areas_are_nested_named_alike_and_in_one_piece(obce: gpd.GeoDataFrame, level: str) -> None:
    order = ["POU", "ORP", "OKRES", "KRAJ"]
    above = order[order.index(level) : order.index(level) + 2][-1]
    grouped = obce.groupby(f"KOD_{level}")
    assert grouped[f"KOD_{above}"].nunique().eq(1).all()
    assert grouped[f"NAZ_{level}"].nunique().eq(1).all()
    shapes = [shapely.union_all(part.geometry.to_numpy()) for _, part in grouped]
    assert {shape.geom_type for shape in shapes} == {"Polygon"}


def test_the_seat_of_an_area_lies_in_it(obce: gpd.GeoDataFrame) -> None:
    for level in ("POU", "ORP"):
        for _, part in obce.groupby(f"KOD_{level}"):
            assert part[f"NAZ_{level}"].iloc[0] in set(part["NAZ_OBEC"])


def test_one_name_stands_for_two_obce_in_different_okresy(obce: gpd.GeoDataFrame) -> None:
    named = obce.groupby("NAZ_OBEC")
    twice = named.filter(lambda part: len(part) > 1)
    assert len(twice) == 2
    assert twice["KOD_OKRES"].nunique() == 2


def test_official_points_lie_inside_their_obec(
    obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame
) -> None:
    assert list(points["KOD_OBEC"]) == list(obce["KOD_OBEC"])
    assert shapely.within(points.geometry.to_numpy(), obce.geometry.to_numpy()).all()


@pytest.mark.real_data
def test_no_invented_name_is_the_name_of_a_real_obec(
    obce: gpd.GeoDataFrame, real_data: Path
) -> None:
    with (real_data / "registers" / "CIS0043_CS.csv").open(encoding="cp1250", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    real = {row[column] for row in rows for column in ("TEXT", "ZKRTEXT")}
    assert sorted(real & set(obce["NAZ_OBEC"])) == []


def test_the_committed_boundary_set_equals_the_generator(tmp_path: Path) -> None:
    write_boundary_set(tmp_path / "obce.geojson")
    fresh = pyogrio.read_dataframe(tmp_path / "obce.geojson")
    committed = pyogrio.read_dataframe(COMMITTED)
    plain = [column for column in fresh.columns if column != "geometry"]
    pd.testing.assert_frame_equal(pd.DataFrame(fresh[plain]), pd.DataFrame(committed[plain]))
    # The last of six decimals may depend on the release of PROJ.
    same = shapely.equals_exact(
        fresh.geometry.to_numpy(), committed.geometry.to_numpy(), tolerance=1.5e-6
    )
    assert same.all()
    assert COMMITTED.stat().st_size < 600_000


def test_the_committed_boundary_set_is_a_valid_coverage() -> None:
    committed = pyogrio.read_dataframe(COMMITTED)
    assert committed.crs.to_epsg() == 4326
    assert committed.geometry.is_valid.all()
    assert shapely.coverage_is_valid(committed.geometry.to_numpy())


# ------------------------------------------------------------------ waters


def test_two_rivers_meet_and_a_pond_lies_on_one_of_them(
    folder: Path, obce: gpd.GeoDataFrame
) -> None:
    waters = pyogrio.read_dataframe(folder / "data" / "water" / "water.gpkg")
    assert waters.crs.to_epsg() == 5514
    assert list(waters.geometry.geom_type) == ["LineString", "LineString", "Polygon"]
    assert waters.geometry.is_valid.all()
    assert waters.geometry.is_simple.all()
    river, tributary, pond = waters.geometry
    assert tributary.coords[-1] in list(river.coords)
    assert pond.intersects(tributary)
    kraj = shapely.union_all(obce.loc[obce["KOD_KRAJ"] == KRAJ].geometry.to_numpy())
    assert pond.within(kraj)
    assert river.intersection(kraj).length > 30_000


# ------------------------------------------------------------------ people


@pytest.mark.parametrize("date", ["2024-12-31", "2025-12-31"])
def test_the_population_has_the_layout_of_the_statistical_office(
    folder: Path, obce: gpd.GeoDataFrame, date: str
) -> None:
    path = folder / "data" / "population" / f"obyvatelstvo_{date}.csv"
    assert path.read_text(encoding="utf-8").splitlines()[0] == POPULATION_HEADER
    table = _population(folder, date)
    assert list(table["POH"]) == ["celkem", "muži", "ženy"] * len(obce)
    assert sorted(table["ZUJ"].unique()) == sorted(obce["KOD_OBEC"])


@pytest.mark.parametrize("date", ["2024-12-31", "2025-12-31"])
def test_people_add_up_exactly(folder: Path, date: str) -> None:
    table = _population(folder, date)
    numbers = table.columns[5:]
    both, men, women = (
        table[table["POH"] == sex].set_index("ZUJ")[numbers] for sex in ("celkem", "muži", "ženy")
    )
    assert both.equals(men + women)
    assert (table[numbers[1:]].sum(axis=1) == table["Celkem"]).all()
    assert (table[numbers] >= 0).all(axis=None)


def test_only_the_military_area_is_without_people(folder: Path, obce: gpd.GeoDataFrame) -> None:
    table = _population(folder, "2025-12-31")
    people = table[table["POH"] == "celkem"].set_index("ZUJ")["Celkem"]
    military = obce[obce["kind"] == "vojensky_ujezd"]
    assert len(military) == 1
    assert list(people[people == 0].index) == list(military["KOD_OBEC"])
    own = people[people.index.isin(obce.loc[obce["KOD_KRAJ"] == KRAJ, "KOD_OBEC"])]
    assert 180_000 <= own.sum() <= 300_000


def test_the_second_year_is_the_first_one_grown_older(folder: Path) -> None:
    years = [_population(folder, date) for date in ("2024-12-31", "2025-12-31")]
    sums = [table[table["POH"] == "celkem"].iloc[:, 5:].sum() for table in years]
    assert 0 < abs(sums[1]["Celkem"] - sums[0]["Celkem"]) < 0.02 * sums[0]["Celkem"]
    old = [total[["75-79", "80-84", "85+"]].sum() / total["Celkem"] for total in sums]
    assert old[1] > old[0]


# ------------------------------------------------------------------ roads


def test_roads_come_in_six_classes_and_simple_lines(roads: gpd.GeoDataFrame) -> None:
    assert roads.crs.to_epsg() == 5514
    assert set(roads["TRIDA"]) == ROAD_CLASSES
    assert set(roads.geometry.geom_type) == {"LineString"}
    assert roads.geometry.is_simple.all()
    assert roads.geometry.length.min() > 1


def _ends(line: shapely.LineString) -> tuple[tuple[float, float], tuple[float, float]]:
    (x0, y0), *_, (x1, y1) = line.coords
    return (x0, y0), (x1, y1)


def test_roads_are_one_connected_network(roads: gpd.GeoDataFrame) -> None:
    graph = nx.Graph(_ends(line) for line in roads.geometry)
    assert nx.number_connected_components(graph) == 1


def test_fast_roads_are_entered_at_junctions_with_main_roads_only(
    roads: gpd.GeoDataFrame,
) -> None:
    classes: dict[tuple[float, float], set[str]] = {}
    for trida, line in zip(roads["TRIDA"], roads.geometry, strict=True):
        for end in _ends(line):
            classes.setdefault(end, set()).add(trida)
    junctions = [met for met in classes.values() if met & FAST_ROADS and met - FAST_ROADS]
    assert len(junctions) >= 4
    assert all(met - FAST_ROADS <= MAIN_ROADS for met in junctions)
    assert any(met == FAST_ROADS for met in classes.values())


def test_every_inhabited_obec_has_a_road_that_may_be_joined(
    obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame, roads: gpd.GeoDataFrame
) -> None:
    usable = shapely.union_all(roads.loc[~roads["TRIDA"].isin(FAST_ROADS)].geometry.to_numpy())
    inhabited = points.geometry[obce["kind"] == "obec"].to_numpy()
    assert shapely.distance(inhabited, usable).max() < 300


# ------------------------------------------------------------------ services


def _running(services: pd.DataFrame) -> pd.DataFrame:
    return services[(services["od"] <= DATE) & ~(services["do"] < DATE)]


def test_all_34_kinds_run_in_the_kraj(services: pd.DataFrame, obce: gpd.GeoDataFrame) -> None:
    own = set(obce.loc[obce["KOD_KRAJ"] == KRAJ, "KOD_ORP"])
    running = _running(services[services["kod_orp"].isin(own)])
    found = running["druh"].map(codelists.find_druh)
    assert found.value_counts().index.size == 34
    assert 120 <= len(services) <= 200
    assert set(services.loc[~services["kod_orp"].isin(own), "kod_orp"]) == {"9801", "9802"}


def test_one_service_has_ended_and_one_has_not_begun(services: pd.DataFrame) -> None:
    assert (services["do"] < DATE).sum() == 1
    assert (services["od"] > DATE).sum() == 1


def test_forms_are_those_that_the_law_allows(services: pd.DataFrame) -> None:
    for druh, forma in zip(services["druh"], services["forma"], strict=True):
        code = codelists.find_druh(druh)
        assert code is not None
        if pd.isna(forma):
            assert codelists.single_form(code)
        else:
            assert set(forma.split(";")) <= set(codelists.forms_by_law(code))
    assert 0 < services["forma"].isna().sum() < 30


def test_every_ico_has_its_check_digit_and_one_provider(services: pd.DataFrame) -> None:
    assert services["ico"].str.fullmatch(r"99\d{6}").all()
    for ico in services["ico"]:
        # The register's rule, written another way: the weighted sum of all eight digits.
        weighted = sum(int(digit) * (8 - place) for place, digit in enumerate(ico[:7]))
        remainder = weighted % 11
        assert int(ico[7]) == {0: 1, 1: 0}.get(remainder, 11 - remainder)
    assert services.groupby("ico")["provider"].nunique().eq(1).all()
    assert services.groupby("provider")["ico"].nunique().eq(1).all()


def test_check_digits_of_known_numbers() -> None:
    # Ministries: their numbers are public and real.
    assert with_check_digit("0000694") == "00006947"
    assert with_check_digit("0055102") == "00551023"


def test_contacts_are_evidently_invented(services: pd.DataFrame) -> None:
    assert services["phone"].str.fullmatch(r"000 000 \d{3}").all()
    assert services["email"].str.fullmatch(r"info@[a-z0-9-]+\.example\.cz").all()
    assert services["web"].str.fullmatch(r"https://[a-z0-9-]+\.example\.cz").all()
    assert services["key"].is_unique
    assert services["identifikator"].is_unique


def test_secret_addresses_are_not_given_away(services: pd.DataFrame) -> None:
    secret = services[services["secret"].eq("ano")]
    assert set(secret["druh"].map(codelists.find_druh)) == {"57", "60a"}
    assert secret[["address", "kod_obec", "lon", "lat"]].isna().all(axis=None)
    open_ones = services[services["secret"].eq("ne")]
    assert open_ones[["address", "kod_obec", "lon", "lat"]].notna().all(axis=None)


def test_services_stand_in_the_obec_and_orp_they_name(
    services: pd.DataFrame, obce: gpd.GeoDataFrame
) -> None:
    placed = services[services["secret"].eq("ne")]
    x, y = to_krovak(placed["lon"].astype(float), placed["lat"].astype(float))
    by_code = obce.set_index("KOD_OBEC").loc[placed["kod_obec"]]
    assert shapely.contains_xy(by_code.geometry.to_numpy(), x, y).all()
    assert list(by_code["KOD_ORP"]) == list(placed["kod_orp"])
    assert all(
        address.endswith(f", {name}")
        for address, name in zip(placed["address"], by_code["NAZ_OBEC"], strict=True)
    )


def test_some_obce_are_far_from_some_kinds(
    services: pd.DataFrame, obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame
) -> None:
    own = points[obce["KOD_KRAJ"] == KRAJ].geometry
    far = {}
    for druh in ("46", "62", "44"):
        sites = services[services["druh"].map(codelists.find_druh) == druh]
        x, y = to_krovak(sites["lon"].astype(float), sites["lat"].astype(float))
        x0, y0 = own.x.to_numpy(), own.y.to_numpy()
        nearest = np.hypot(x0[:, None] - x, y0[:, None] - y).min(axis=1)
        far[druh] = int((nearest > 15_000).sum())
    assert all(3 <= count <= 60 for count in far.values()), far


# ------------------------------------------------------------------ tables about services

KEYS = {
    "capacities": ["service", "forma", "unit"],
    "targets": ["service", "target_group"],
    "declared": ["service", "forma", "level", "kod"],
    "need": ["level", "kod", "druh", "forma", "cs", "unit", "period"],
    "network": ["network_id", "period", "service", "forma", "unit"],
    "service_year": ["service", "forma", "year", "field"],
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_unique_and_services_known(
    folder: Path, services: pd.DataFrame, name: str
) -> None:
    table = _table(folder, name)
    assert not table.duplicated(KEYS[name]).any()
    assert table[KEYS[name]].notna().all(axis=None)
    if "service" in table:
        assert set(table["service"]) <= set(_running(services)["key"])
    if name in {"capacities", "targets"}:
        assert set(table["service"]) == set(_running(services)["key"])


def test_units_forms_and_groups_are_of_the_code_lists(folder: Path) -> None:
    for name in ("capacities", "network", "need"):
        table = _table(folder, name)
        assert set(table["unit"]) <= set(codelists.units())
        assert set(table["forma"]) <= set(codelists.forms())
    capacities = _table(folder, "capacities")
    assert (capacities["count"].astype(int) > 0).all()
    targets = _table(folder, "targets")
    assert targets["cs"].equals(targets["target_group"].map(codelists.find_okruh))


def test_declared_areas_exist_and_belong_to_terenni_services(
    folder: Path, obce: gpd.GeoDataFrame, services: pd.DataFrame
) -> None:
    declared = _table(folder, "declared")
    known = {
        level: set(obce.loc[obce["KOD_KRAJ"] == KRAJ, f"KOD_{level.upper()}"])
        for level in ("obec", "pou", "orp", "kraj")
    }
    assert set(declared["level"]) == set(known)
    for level, part in declared.groupby("level"):
        assert set(part["kod"]) <= known[str(level)]
    assert set(declared["forma"]) == {"ter"}
    assert (declared["claim"].eq("kraj_wide") == declared["level"].eq("kraj")).all()
    assert set(declared["evidence"]) == {"povereni", "sit", "kraj", "katalog", "text"}
    assert declared["do"].lt(DATE).any()
    orp = services["kod_orp"].str.startswith("99")
    terenni = _running(services[orp & services["forma"].str.contains("ter", na=False)])
    assert 3 <= (~terenni["key"].isin(declared["service"])).sum() < len(terenni) / 2


def test_need_is_stated_by_every_orp(folder: Path, obce: gpd.GeoDataFrame) -> None:
    need = _table(folder, "need")
    own = set(obce.loc[obce["KOD_KRAJ"] == KRAJ, "KOD_ORP"])
    assert (need.groupby(["druh", "period"])["kod"].agg(set) == own).all()
    assert set(need["druh"]) <= {row.code for row in codelists.druhy()}
    assert (need["amount"].astype(float) > 0).all()
    assert set(need["status"]) == {"schvaleno", "navrh"}


def test_the_network_has_two_years_and_a_conditional_part(folder: Path) -> None:
    network = _table(folder, "network")
    assert set(network["period"]) == {"2025", "2026"}
    assert set(network["level"]) == {"základní", "podmíněná"}
    for flag in ("funded", "counts", "reservation"):
        assert set(network[flag]) == {"ano", "ne"}
    capacities = _table(folder, "capacities")
    both = network[network["unit"] != "fte"].merge(capacities, on=["service", "forma", "unit"])
    assert len(both) == (network["unit"] != "fte").sum()
    assert (both["committed"].astype(float) <= both["count"].astype(float)).all()


def test_services_report_two_years(folder: Path) -> None:
    years = _table(folder, "service_year")
    assert set(years["year"]) == {"2024", "2025"}
    assert set(years["field"]) == {"uvazky", "klienti", "odmitnuti", "naklady"}
    assert (years["value"].astype(float) >= 0).all()


# ------------------------------------------------------------------ plan and writing


def test_the_plan_is_valid_marked_as_model_data_and_names_every_file(folder: Path) -> None:
    plan = read_plan(folder / "plan.toml")
    assert plan.kraj == KRAJ
    assert "modelová data" in plan.name
    assert plan.date.isoformat() == DATE
    named = {source.path for source in plan.source}
    written = {
        path.relative_to(folder / "data").as_posix()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    assert written - named == {"population/obyvatelstvo_2024-12-31.csv"}
    assert named <= written
    assert {source.table for source in plan.source} >= {*KEYS, "services", "obce", "roads"}


def test_two_runs_write_the_same_bytes_even_over_old_files(folder: Path, tmp_path: Path) -> None:
    before = _hashes(folder)
    assert len(before) == 17
    write_sample(tmp_path)
    assert _hashes(tmp_path) == before
    (tmp_path / "data" / "boundaries" / "obce.gpkg").write_bytes(b"old")
    write_sample(tmp_path)
    assert _hashes(tmp_path) == before


def test_writing_leaves_gdal_as_it_was(tmp_path: Path) -> None:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1999-01-01T00:00:00Z"})
    try:
        write_sample(tmp_path)
        kept = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        assert kept == "1999-01-01T00:00:00Z"
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(WriteError, match="vzorová data nelze zapsat"):
        write_sample(tmp_path)
    with pytest.raises(WriteError, match="vzorová data nelze zapsat"):
        write_boundary_set(tmp_path / "data" / "obce.geojson")
