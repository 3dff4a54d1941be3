"""Rasters of a plan: minutes as in the table nearest, people who add up, no secret, no extra."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from rio_cogeo.cogeo import cog_validate

from gis_sluzby.cartography import (
    LIGHT,
    NO_PEOPLE,
    PEOPLE_COLOURS,
    PEOPLE_EDGES,
    class_labels,
    minute_classes,
    people_labels,
)
from gis_sluzby.errors import PlanError
from gis_sluzby.pipeline import build, compute
from gis_sluzby.plan import Plan, read_plan
from gis_sluzby.plan.rasters import Rasters
from gis_sluzby.publish import rasters
from gis_sluzby.publish.rasters import write_rasters
from gis_sluzby.publish.rasters.bands import population_by_band
from gis_sluzby.publish.rasters.ground import ground_of, uncovered_grid
from gis_sluzby.sample import write_sample
from gis_sluzby.tables import empty
from tests.small_plan import CODES, centre_of, write_small_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gis_sluzby.products import Results

KARLOVARSKY = Path(__file__).parents[2] / "plans" / "karlovarsky.toml"
TEXT = {"druh": str, "kod_obec": str}
#: The small plan has two kinds that people visit; one of them is not measured by time.
HOMES = '\n[[standard]]\ndruh = "49"\nmeasure = "time"\nlimit_minutes = 20\n'


class Built(NamedTuple):
    """A plan, its tables and its output with rasters."""

    plan: Plan
    results: Results
    out: Path

    @property
    def bands(self) -> pd.DataFrame:
        """Give the table of people by minutes."""
        return pd.read_csv(self.out / "rasters" / "population_by_band.csv", dtype=TEXT)

    def read(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the values of a raster and the middles of its cells."""
        with rasterio.open(self.out / "layers" / f"{name}.tif") as raster:
            values = raster.read(1, masked=True).astype(float).filled(np.nan)
            rows, columns = np.indices(values.shape)
            x, y = raster.xy(rows.ravel(), columns.ravel())
        return values, np.column_stack([x, y])

    def at(self, name: str, x: float, y: float) -> float:
        """Give the value of a raster at a place."""
        with rasterio.open(self.out / "layers" / f"{name}.tif") as raster:
            return float(next(raster.sample([(x, y)]))[0])


def built(path: Path, section: str) -> Built:
    """Build the rasters of a plan."""
    homes = "" if "[[standard]]" in path.read_text("utf-8") else HOMES
    path.write_text(f"{path.read_text('utf-8')}{homes}\n[rasters]\n{section}\n", encoding="utf-8")
    plan = read_plan(path)
    out = build(plan, products=["rasters"])
    return Built(plan, compute(plan), out)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return built(folder / "plan.toml", "cell = 500")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The official points stand in the middles of cells of 400 m."""
    return built(write_small_plan(tmp_path_factory.mktemp("small") / "plán"), "cell = 400")


def of_all(table: pd.DataFrame) -> pd.DataFrame:
    """Give the rows for any form and any target group."""
    return table[(table["forma"] == "any") & (table["cs"] == "any")]


def test_kinds_are_those_that_people_visit_within_minutes(sample: Built) -> None:
    centre = sample.results.centre
    visited = centre["offers"].loc[centre["offers"]["forma"] != "ter", "service_id"]
    services = centre["services"]
    shown = services[~services["secret"] & services["service_id"].isin(visited)]
    judged = of_all(sample.results.coverage["coverage_obec"])
    by_time = set(judged.loc[judged["measure"].isin(["time", "mixed"]), "druh"])
    standards = sample.results.coverage["standards"]
    expected = by_time & set(shown["druh"])
    expected &= set(standards.loc[standards["measure"] == "time", "druh"])
    layers = sample.out / "layers"
    for start, suffix in (
        *(("minuty", "tif"), ("minuty", "qml")),
        *(("mimo_dosah", "tif"), ("mimo_dosah", "qml")),
    ):
        assert {p.stem.removeprefix(f"{start}_") for p in layers.glob(f"{start}_*.{suffix}")} == (
            expected
        )
    assert set(sample.bands["druh"]) == expected
    # by phone, by declaration alone, in the kraj
    assert expected.isdisjoint({"55", "41", "52", "69"})
    assert {"46", "62", "37"} <= expected


@pytest.mark.parametrize("name", ["minuty_46", "mimo_dosah_46"])
def test_they_are_valid_cogs_in_krovak(sample: Built, name: str) -> None:
    path = sample.out / "layers" / f"{name}.tif"
    assert cog_validate(path, strict=True) == (True, [], [])
    with rasterio.open(path) as raster:
        assert raster.crs.to_epsg() == 5514
        assert raster.res == (500.0, 500.0)
        assert [corner % 500 for corner in raster.bounds] == [0, 0, 0, 0]
        assert raster.descriptions[0].replace("\u00a0", " ").endswith("§ 46 denní stacionáře")


@pytest.mark.parametrize("name", ["minuty_46", "mimo_dosah_46"])
def test_outside_the_kraj_there_is_no_data(sample: Built, name: str) -> None:
    obce = gpd.GeoDataFrame(sample.results.centre["obce"])
    # In an obec without people of the target group nobody can be uncovered.
    judged = of_all(sample.results.coverage["coverage_obec"])
    nobody = judged[(judged["druh"] == "46") & (judged["status"] == "not_applicable")]["kod_obec"]
    left_out = obce["kod_obec"].isin(nobody) & (name == "mimo_dosah_46")
    whole = shapely.union_all(obce.loc[obce["in_plan"] & ~left_out, "geometry"].to_numpy())
    values, middles = sample.read(name)
    inside = shapely.contains_xy(whole, middles)
    clear = shapely.distance(whole.boundary, shapely.points(middles)) > 1
    assert (~np.isnan(values.ravel()) == inside)[clear].all()
    assert (~inside).any()


def test_points_of_demand_have_the_minutes_of_nearest_rounded_up(small: Built) -> None:
    nearest = of_all(small.results.reached["nearest"])
    for druh in ("46", "49"):
        minutes = nearest[nearest["druh"] == druh].set_index("demand_id")["minutes"]
        assert {code: small.at(f"minuty_{druh}", *centre_of(code)) for code in CODES} == {
            code: np.ceil(minutes[code]) for code in CODES
        }
    # terénní alone
    assert not (small.out / "layers" / "minuty_39.tif").exists()


def test_styles_have_the_classes_of_the_limit(sample: Built) -> None:
    # The longest of the default limits of 47, the plan's own for 62 as a form.
    limits = {"46": 30.0, "47": 60.0, "62": 20.0}
    for druh, limit in limits.items():
        classes = minute_classes(limit)
        tree = ET.parse(sample.out / "layers" / f"minuty_{druh}.qml")  # noqa: S314  (our own file)
        items = tree.findall(".//item")
        assert [item.get("label") for item in items] == class_labels(classes.edges)
        assert [float(str(item.get("value"))) for item in items] == [*classes.edges, np.inf]
        own = sample.bands[sample.bands["druh"] == druh]
        assert own["minutes"].dropna().tolist() == list(classes.edges)
        assert own.loc[own["within_limit"], "minutes"].max() == limit


def test_people_have_one_style_whatever_the_kind(sample: Built) -> None:
    styles = {path.read_text("utf-8") for path in (sample.out / "layers").glob("mimo_dosah_*.qml")}
    (text,) = styles
    items = ET.fromstring(text.partition("'SYSTEM'>")[2]).findall(".//item")  # noqa: S314
    assert [item.get("label") for item in items] == [NO_PEOPLE, *people_labels()]
    assert [float(str(item.get("value"))) for item in items] == [0, *PEOPLE_EDGES, np.inf]
    # Nobody is not drawn, so that the map under the raster is seen.
    assert [item.get("alpha") for item in items] == ["0", *["255"] * len(PEOPLE_COLOURS)]
    assert [item.get("color") for item in items][1:] == list(PEOPLE_COLOURS)


def test_bands_add_up_to_the_target_group(sample: Built) -> None:
    kraj = of_all(sample.results.coverage["coverage_kraj"]).set_index("druh")["target_pop"]
    sums = sample.bands.groupby("druh")["people"].sum()
    np.testing.assert_allclose(sums, kraj[sums.index], rtol=1e-12)


def test_bands_are_those_of_the_table_nearest(sample: Built) -> None:
    reached, coverage = sample.results.reached, sample.results.coverage
    standard = of_all(coverage["standards"]).set_index("druh").loc["46"]
    people = reached["demand_people"]
    people = people[people["band"] == f"{standard['age_from']}-{standard['age_to']}"]
    nearest = of_all(reached["nearest"])
    joined = people.merge(nearest[nearest["druh"] == "46"], on="demand_id")
    assert len(joined) == len(people)
    own = sample.bands[sample.bands["druh"] == "46"]
    edges = [-np.inf, *own["minutes"].dropna(), np.inf]
    bands = pd.cut(joined["minutes"], edges)
    expected = joined.groupby(bands, observed=False)["people"].sum()
    np.testing.assert_allclose(own["people"].iloc[:-1], expected)
    assert own["people"].iloc[-1] == 0
    assert (own["people"] > 0).sum() > 3


def test_whom_no_way_leads_there_come_last(small: Built) -> None:
    plan, (centre, roads, reached, coverage) = small.plan, small.results
    # The roads between the rows of obce are gone: only the row of the service reaches it.
    lines = shapely.bounds(roads.geometry.to_numpy())
    rows = roads[lines[:, 1] == lines[:, 3]]
    found = population_by_band(plan, centre, rows, reached, coverage)
    own = found[found["druh"] == "46"]
    people = small.bands[small.bands["druh"] == "46"]["people"].sum()
    assert own["people"].iloc[-1] == pytest.approx(people * 2 / 3)
    assert own["people"].sum() == pytest.approx(people)


def test_uncovered_people_stand_where_they_are_counted(sample: Built) -> None:
    judged = of_all(sample.results.coverage["coverage_obec"])
    points = gpd.GeoDataFrame(sample.results.reached["demand"]).set_index("kod_obec").geometry
    seen = 0
    for druh in ("46", "62", "40"):
        own = judged[(judged["druh"] == druh)]
        own = own[own["status"].isin(["covered", "partial", "uncovered"])].set_index("kod_obec")
        out = own["target_pop"] - own["covered_pop"]
        values, _ = sample.read(f"mimo_dosah_{druh}")
        assert np.nansum(values) == pytest.approx(out.sum(), rel=1e-6)
        for code in own.index:
            at = sample.at(f"mimo_dosah_{druh}", points[code].x, points[code].y)
            assert at == pytest.approx(out[code], rel=1e-6)
            seen += at > 0
        places = gpd.read_file(sample.out / "layers" / "mimo_dosah.gpkg").query("druh == @druh")
        left = places.set_index("kod_obec")["people"]
        assert left.to_dict() == pytest.approx(out[out > 0].to_dict())
        assert places.set_index("kod_obec").geometry.geom_equals(points[left.index]).all()
    assert seen > 10


def test_obce_of_which_nothing_is_known_have_no_data(small: Built) -> None:
    judged = small.results.coverage["coverage_obec"]
    unknown = judged.assign(status=judged["status"].mask(judged["kod_obec"] == "100005", "no_data"))
    ground = ground_of(small.results.centre, 2000)
    nobody = {"uncovered_places": empty("uncovered_places")}
    found = uncovered_grid(ground, "46", nobody, {"coverage_obec": unknown})
    middle = range(3, 6)
    assert found.tolist() == [
        [-1.0 if row in middle and column in middle else 0.0 for column in range(9)]
        for row in range(9)
    ]


def test_the_same_plan_gives_the_same_bytes(small: Built, tmp_path: Path) -> None:
    plan = small.plan.model_copy(update={"path": tmp_path / "plan.toml"})
    (tmp_path / "plan.toml").write_bytes(small.plan.path.read_bytes())
    (tmp_path / "data").symlink_to(small.plan.path.parent / "data")
    again = build(plan, products=["rasters"])
    files = [
        p.relative_to(again) for folder in ("layers", "rasters") for p in (again / folder).iterdir()
    ]
    assert len(files) == 10
    for file in files:
        assert (again / file).read_bytes() == (small.out / file).read_bytes()


def test_a_secret_service_leaves_no_trace(tmp_path: Path) -> None:
    path = write_small_plan(tmp_path / "plán")
    services = path.parent / "data" / "sluzby.csv"
    head, *rows = services.read_text("utf-8").splitlines()
    marked = [f"{row},{'ano' if row.startswith('1,') else 'ne'}" for row in rows]
    services.write_text("\n".join([f"{head},secret", *marked]) + "\n", encoding="utf-8")
    found = built(path, "cell = 1000")
    assert {p.stem for p in (found.out / "layers").iterdir()} == {
        "minuty_49",
        "mimo_dosah_49",
        "mimo_dosah",
    }
    assert set(gpd.read_file(found.out / "layers" / "mimo_dosah.gpkg")["druh"]) <= {"49"}
    assert set(found.bands["druh"]) == {"49"}


def test_only_the_kinds_that_the_plan_names(small: Built, tmp_path: Path) -> None:
    plan = small.plan.model_copy(update={"rasters": Rasters(cell=1000, druhy=("§ 49",))})
    centre, roads, _, coverage = small.results
    bands = small.bands.assign(minutes_from=1.0)
    reached = {"population_by_band": bands, "uncovered_places": empty("uncovered_places")}
    written = write_rasters(tmp_path, plan, centre, roads, reached, coverage)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        *(f"layers/{name}_49.{end}" for name in ("minuty", "mimo_dosah") for end in ("tif", "qml")),
        "layers/mimo_dosah.gpkg",
        "rasters/population_by_band.csv",
    ]
    assert all(path.is_file() for path in written)
    assert set(pd.read_csv(written[-1], dtype=TEXT)["druh"]) == {"49"}


def test_small_counts_are_hidden_from_the_public(sample: Built, tmp_path: Path) -> None:
    below = 60
    publish = sample.plan.publish.model_copy(update={"suppress_below": below})
    plan = sample.plan.model_copy(update={"publish": publish})
    out = build(plan, tmp_path / "out", products=["rasters"], editions=["public", "internal"])
    public, inside = (Built(plan, sample.results, folder) for folder in (out, out / "interni"))
    told, known = public.bands, inside.bands
    pd.testing.assert_frame_equal(known, sample.bands)
    shown = told["people"].notna()
    assert told.loc[shown, "people"].equals(known.loc[shown, "people"])
    assert ((known["people"] > 0) & (known["people"] < below)).any()
    assert not told["people"].between(0, below, inclusive="neither").any()
    assert (told["people"].isna().groupby(told["druh"]).sum() != 1).all()
    hidden = 0
    for druh in ("46", "62", "40"):
        few, all_of_them = (each.read(f"mimo_dosah_{druh}")[0] for each in (public, inside))
        assert not ((few > 0) & (few < below)).any()
        same = ~np.isnan(few)
        assert (few[same] == all_of_them[same]).all()
        hidden += ((all_of_them > 0) & np.isnan(few)).sum()
    assert hidden


def test_without_the_extra_it_is_said_what_to_install(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> object:
        return None if name == "rasterio" else find_spec(name)

    monkeypatch.setattr(rasters, "find_spec", without)
    with pytest.raises(PlanError, match=r'rasterio.*pip install "gis-sluzby\[raster\]"'):
        build(small.plan, tmp_path / "out", products=["rasters"])
    assert not (tmp_path / "out").exists()


def test_too_many_cells_are_refused(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rasters, "_MOST_CELLS", 2000)
    with pytest.raises(PlanError, match=r"rasters\.cell.*Zvětšete buňku"):
        build(small.plan, tmp_path / "out", products=["rasters"])


def test_minutes_from_a_matrix_make_no_raster(small: Built, tmp_path: Path) -> None:
    reach = small.plan.reach.model_copy(update={"mode": "matrix"})
    plan, (centre, roads, reached, coverage) = (
        small.plan.model_copy(update={"reach": reach}),
        small.results,
    )
    assert population_by_band(plan, centre, roads, reached, coverage).empty
    with pytest.raises(PlanError, match=r"reach\.mode"):
        write_rasters(tmp_path / "out", plan, centre, roads, reached, coverage)
    assert not (tmp_path / "out").exists()


def test_cells_of_karlovarsky_kraj(
    real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIS_SLUZBY_DATA", str(real_data))
    path = tmp_path / "plan.toml"
    path.write_bytes(KARLOVARSKY.read_bytes())
    found = built(path, 'cell = 500\ndruhy = ["46"]')
    obce = gpd.GeoDataFrame(found.results.centre["obce"])
    values, _ = found.read("minuty_46")
    area = shapely.area(obce.loc[obce["in_plan"], "geometry"].to_numpy()).sum()
    assert (~np.isnan(values)).sum() * 500**2 == pytest.approx(area, rel=0.005)
    kraj = of_all(found.results.coverage["coverage_kraj"]).set_index("druh").loc["46"]
    assert found.bands["people"].sum() == pytest.approx(kraj["target_pop"], rel=1e-12)
    out, _ = found.read("mimo_dosah_46")
    assert np.nansum(out) == pytest.approx(kraj["target_pop"] - kraj["covered_pop"], rel=1e-6)


@pytest.fixture(scope="module")
def shown(small: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Layers and rasters written in one output."""
    out = tmp_path_factory.mktemp("shown") / "out"
    return build(small.plan, out, products=["layers", "rasters"])


def project_of(out: Path) -> str:
    with zipfile.ZipFile(out / "layers" / "plan.qgz") as packed:
        return packed.read("plan.qgs").decode()


def test_the_project_has_the_rasters_that_lie_beside_it(small: Built, shown: Path) -> None:
    root = ET.fromstring(project_of(shown).partition("'SYSTEM'>")[2])  # noqa: S314
    layers = [layer for layer in root.iter("maplayer") if layer.get("type") == "raster"]
    sources = {str(layer.findtext("datasource")) for layer in layers}
    assert sources == {f"./{path.name}" for path in (shown / "layers").glob("*.tif")}
    leaves = [leaf for leaf in root.iter("layer-tree-layer") if leaf.get("providerKey") == "gdal"]
    assert {leaf.get("source") for leaf in leaves} == sources
    # Without the product there are none: nothing would lie there.
    alone = build(small.plan, shown.parent / "alone", products=["layers"])
    assert "minuty_46" not in project_of(alone)


def test_rasters_made_later_come_into_the_project(small: Built, tmp_path: Path) -> None:
    out = build(small.plan, tmp_path / "out", products=["layers"])
    build(small.plan, out, products=["rasters"])
    assert "./minuty_46.tif" in project_of(out)
    told: list[str] = []
    build(small.plan, out, products=["rasters", "layers"], report=told.append)
    assert told == ["Výstup je aktuální, nic se nepočítalo."]


@pytest.mark.qgis
def test_qgis_gives_rasters_their_classes(
    shown: Path, qgis: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    opened = qgis(shown / "layers" / "plan.qgz", tmp_path)
    rasters = opened["rasters"]
    assert {name.removeprefix("gis_sluzby_") for name in rasters} == {
        f"{start}_{druh}" for start in ("minuty", "mimo_dosah") for druh in ("46", "49")
    }
    for name, layer in rasters.items():
        assert layer["valid"], name
        assert (layer["crs"], layer["renderer"]) == ("EPSG:5514", "singlebandpseudocolor")
        assert layer["classes"] == layer["alone"], name
    people = rasters["gis_sluzby_mimo_dosah_46"]["classes"]
    assert [[label, colour, opacity] for _, label, colour, opacity in people] == [
        [NO_PEOPLE, LIGHT.ui["surface"], 0],
        *([*row, 255] for row in zip(people_labels(), PEOPLE_COLOURS, strict=True)),
    ]
    minutes = rasters["gis_sluzby_minuty_49"]["classes"]
    assert [label for _, label, *_ in minutes] == class_labels(minute_classes(20).edges)
    # They lie over the map of coverage, which is what is shown at first.
    assert set(opened["groups"]["Rastry"]["layers"]) == set(rasters)
    assert not any(name in rasters for name in opened["shown"])
