"""A plan whose rasters of minutes lead over the ground: land cover, barriers, slope, bad input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely

from gis_sluzby.centre import load
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, MissingSourceError, PlanError
from gis_sluzby.pipeline import build
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.raster.travel import travel_minutes
from tests.small_plan import CODES, CORNER, SIDE, centre_of, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CELL = 400.0
BELT = 2
#: The nine obce and what is around them.
WEST, NORTH = CORNER[0] - 4000, CORNER[1] + 3 * SIDE + 4000
CELLS = int((3 * SIDE + 8000) / 200)
LAND = "[rasters.land_cover_kmh]\n10 = 5\n20 = 2\n"
TOBLER = "tobler = true\n"
HOMES = '\n[[standard]]\ndruh = "49"\nmeasure = "time"\nlimit_minutes = 20\n'


def source(table: str, path: str) -> str:
    reader = "vector" if table == "barriers" else "raster"
    return (
        f'\n[[source]]\nid = "{table}"\ntable = "{table}"\nreader = "{reader}"\npath = "{path}"\n'
        'vintage = 2025-01-01\nlicence = "CC0-1.0"\nattribution = "modelová data"\n'
    )


def write_raster(
    path: Path, values: NDArray[Any], crs: str = KROVAK, corner: tuple[float, float] = (WEST, NORTH)
) -> None:
    """Write cells of 200 m around the nine obce; −9999 is no data."""
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=1,
        dtype="float32",
        height=values.shape[0],
        width=values.shape[1],
        crs=crs,
        nodata=-9999,
        transform=rasterio.Affine(200, 0, corner[0], 0, -200, corner[1]),
    ) as raster:
        raster.write(values.astype("float32"), 1)


def even(value: float) -> NDArray[np.float64]:
    return np.full((CELLS, CELLS), value)


def plan_of(folder: Path, sources: str = "", section: str = "", mode: str = "foot") -> Path:
    """Write the small plan, on foot over the ground; its roads are far away."""
    path = write_small_plan(folder / "plán")
    roads = gpd.GeoDataFrame(
        {"trida": ["silnice III. třídy"]},
        geometry=[
            shapely.LineString(
                [(CORNER[0] - 1600, CORNER[1] - 1600), (CORNER[0] - 1600, CORNER[1] - 1200)]
            )
        ],
        crs=KROVAK,
    )
    roads.to_file(folder / "plán" / "data" / "silnice.gpkg")
    text = path.read_text("utf-8")
    reach = f'\n[reach]\nmode = "{mode}"\nbelt_km = {BELT}\n'
    rasters = f'\n[rasters]\ncell = {CELL:g}\nminutes = "terrain"\n{section}'
    path.write_text(text + sources + reach + HOMES + rasters, encoding="utf-8")
    return path


def minutes(path: Path) -> dict[str, float]:
    """Give the minutes of each obec's point to § 46."""
    plan = read_plan(path)
    loaded = load(plan)
    places = np.array([centre_of(code) for code in CODES])
    ((_, found),) = travel_minutes(plan, loaded.centre, loaded.roads, places, ["46"])
    return dict(zip(CODES, found.tolist(), strict=True))


def walk(cells: tuple[int, int], kmh: float) -> float:
    """Give the minutes of the shortest way in eight directions."""
    steps = max(cells) - min(cells) + np.sqrt(2) * min(cells)
    return float(steps * CELL / 1000 / kmh * 60)


def apart(code: str, other: str) -> tuple[int, int]:
    (x, y), (u, v) = centre_of(code), centre_of(other)
    return round(abs(x - u) / CELL), round(abs(y - v) / CELL)


def expected(kmh: float) -> dict[str, Any]:
    """Give the minutes over even ground to the service of § 46, which stands in one obec."""
    return {code: pytest.approx(walk(apart(code, SERVICE), kmh)) for code in CODES}


#: Where the service of § 46 of the small plan stands.
SERVICE = "100001"


def test_one_speed_gives_the_way_in_eight_directions(tmp_path: Path) -> None:
    assert minutes(plan_of(tmp_path, section="ground_kmh = 4\n")) == expected(4)


def test_land_cover_slows_and_a_class_of_zero_closes(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("land_cover", "kryt.tif"), LAND)
    data = path.parent / "data"
    write_raster(data / "kryt.tif", even(20))
    assert minutes(path) == expected(2)
    # North of the first row of obce nobody can go; the row itself is walked.
    values = even(10)
    values[: int((NORTH - CORNER[1] - SIDE) / 200)] = 20
    write_raster(data / "kryt.tif", values)
    path.write_text(path.read_text("utf-8").replace("20 = 2", "20 = 0"), encoding="utf-8")
    found, free = minutes(path), expected(5)
    assert {code: found[code] for code in CODES[:3]} == {code: free[code] for code in CODES[:3]}
    assert {found[code] for code in CODES[3:]} == {np.inf}


def test_where_the_cover_has_no_data_the_one_speed_holds_and_it_is_told(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("land_cover", "kryt.tif"), "ground_kmh = 2\n" + LAND)
    values = even(-9999)
    values[-15, -15] = 10
    write_raster(path.parent / "data" / "kryt.tif", values)
    assert minutes(path) == expected(2)
    audit = load(read_plan(path)).centre["audit"]
    (found,) = audit.loc[audit["rule"] == "raster_gap", "found"]
    assert found == "rastr nemá data v definičním bodě 9 z 9 obcí"
    # The near negative: data everywhere where somebody lives.
    write_raster(path.parent / "data" / "kryt.tif", even(10))
    assert "raster_gap" not in set(load(read_plan(path)).centre["audit"]["rule"])


def test_a_barrier_is_gone_around(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("barriers", "reky.gpkg"), "ground_kmh = 5\n")
    y = CORNER[1] + SIDE + 10
    river = shapely.LineString([(CORNER[0] - 1000, y), (CORNER[0] + 3 * SIDE + 1000, y)])
    lake = shapely.box(CORNER[0] + 50, y + 3 * SIDE, CORNER[0] + 90, y + 3 * SIDE + 40)
    layer = gpd.GeoDataFrame(geometry=[river, lake], crs=KROVAK)
    layer.to_file(path.parent / "data" / "reky.gpkg")
    found, free = minutes(path), expected(5)
    assert {code: found[code] for code in CODES[:3]} == {code: free[code] for code in CODES[:3]}
    assert all(walk(apart(code, SERVICE), 5) < found[code] < np.inf for code in CODES[3:])


def test_uphill_is_slower_than_downhill(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("elevation", "vysky.tif"), "ground_kmh = 5\n" + TOBLER)
    data = path.parent / "data"
    write_raster(data / "vysky.tif", even(300))
    assert minutes(path) == expected(5)
    # It rises to the north by a tenth: from the south to the service it is up, from north down.
    rows = np.arange(CELLS)[::-1] * 20.0
    write_raster(data / "vysky.tif", np.tile(rows[:, None], (1, CELLS)))
    found = minutes(path)
    length = apart(CODES[3], SERVICE)[1] * CELL / 1000 / 5 * 60
    assert found[CODES[3]] == pytest.approx(length * np.exp(3.5 * (abs(-0.1 + 0.05) - 0.05)))
    back = path.read_text("utf-8").replace(
        'mode = "foot"', 'mode = "foot"\ndirection = "from_service"'
    )
    path.write_text(back, encoding="utf-8")
    up = minutes(path)[CODES[3]]
    assert up == pytest.approx(length * np.exp(3.5 * (abs(0.1 + 0.05) - 0.05)))
    assert up > found[CODES[3]]


def test_the_raster_and_people_by_minutes_are_over_the_ground(tmp_path: Path) -> None:
    path = plan_of(tmp_path, section="ground_kmh = 4\n")
    out = build(read_plan(path), products=["rasters"])
    with rasterio.open(out / "layers" / "minuty_46.tif") as raster:
        shown = [float(v[0]) for v in raster.sample([centre_of(code) for code in CODES])]
    way = np.array([walk(apart(code, SERVICE), 4) for code in CODES])
    np.testing.assert_array_equal(shown, np.minimum(254, np.ceil(way - 1e-9)))
    table = pd.read_csv(out / "rasters" / "population_by_band.csv", dtype={"druh": str})
    own = table[table["druh"] == "46"]
    edges = own["minutes"].dropna()
    counted = np.bincount(np.searchsorted(edges, way), minlength=len(edges) + 2)
    one = own["people"].sum() / len(CODES)
    np.testing.assert_allclose(own["people"], counted * one)
    # Another speed is another table: it is not remembered.
    path.write_text(path.read_text("utf-8").replace("ground_kmh = 4", "ground_kmh = 40"), "utf-8")
    again = build(read_plan(path), products=["rasters"]) / "rasters" / "population_by_band.csv"
    assert pd.read_csv(again)["people"].tolist() != table["people"].tolist()


@pytest.mark.parametrize(
    ("table", "values", "crs", "corner", "told"),
    [
        ("land_cover", even(10), "EPSG:32633", (WEST, NORTH), r"EPSG:32633.*gdalwarp.*-r near"),
        ("elevation", even(10), "EPSG:32633", (WEST, NORTH), r"EPSG:32633.*gdalwarp.*bilinear"),
        ("land_cover", even(10), KROVAK, (WEST - 90_000, NORTH), r"nemá na území plánu žádná data"),
        ("elevation", even(-9999), KROVAK, (WEST, NORTH), r"nemá na území plánu žádná data"),
        ("land_cover", even(30), KROVAK, (WEST, NORTH), r"bez rychlosti: 30.*land_cover_kmh"),
        ("elevation", even(-32768), KROVAK, (WEST, NORTH), r"nejsou metry nad mořem"),
    ],
)
def test_a_raster_of_no_use_is_named(
    table: str,
    values: NDArray[np.float64],
    crs: str,
    corner: tuple[float, float],
    told: str,
    tmp_path: Path,
) -> None:
    section = TOBLER if table == "elevation" else LAND
    path = plan_of(tmp_path, source(table, "rastr.tif"), section)
    write_raster(path.parent / "data" / "rastr.tif", values, crs, corner)
    with pytest.raises(InputError, match=told):
        load(read_plan(path))


def test_files_that_are_no_rasters_or_missing_are_told_together(tmp_path: Path) -> None:
    both = source("land_cover", "kryt.tif") + source("elevation", "vysky.tif")
    path = plan_of(tmp_path, both, TOBLER + LAND)
    with pytest.raises(MissingSourceError, match=r"(?s)kryt\.tif.*vysky\.tif"):
        build(read_plan(path), products=["rasters"])
    for name in ("kryt.tif", "vysky.tif"):
        (path.parent / "data" / name).write_text("nic", encoding="utf-8")
    with pytest.raises(InputError, match=r"(?s)kryt\.tif.*nelze přečíst.*vysky\.tif.*nelze"):
        load(read_plan(path))


def test_barriers_of_the_wrong_kind_are_named(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("barriers", "reky.gpkg"))
    points = gpd.GeoDataFrame(geometry=[shapely.Point(centre_of(CODES[0]))], crs=KROVAK)
    points.to_file(path.parent / "data" / "reky.gpkg")
    with pytest.raises(InputError, match="geometrie není čára ani plocha"):
        load(read_plan(path))


@pytest.mark.parametrize(
    ("sources", "section", "mode", "told"),
    [
        (source("land_cover", "a.tif"), "", "foot", r"rychlosti tříd v oddílu"),
        ("", LAND, "foot", r"potřebují zdroj tabulky „land_cover“"),
        ("", TOBLER, "foot", r"potřebuje zdroj tabulky „elevation“"),
        (source("elevation", "a.tif"), "", "foot", r"výškopis se nepoužije"),
        (source("elevation", "a.tif"), TOBLER, "car", r"cestuje se pěšky"),
        (source("land_cover", "a.tif") * 2, LAND, "foot", r"smí ji plnit jen jeden"),
        ("", "ground_kmh = -1\n", "foot", r"aspoň 0"),
    ],
)
def test_what_does_not_fit_together_is_told(
    sources: str, section: str, mode: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(PlanError, match=told):
        read_plan(plan_of(tmp_path, sources, section, mode))


def test_what_minutes_by_road_would_not_use_is_told(tmp_path: Path) -> None:
    path = plan_of(tmp_path, source("barriers", "reky.gpkg"), "ground_kmh = 3\n")
    text = path.read_text("utf-8").replace('minutes = "terrain"', 'minutes = "roads"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=r"(?s)nepoužije se.*nepoužije se"):
        read_plan(path)


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis_sluzby.reach.raster.terrain._MOST_CELLS", 100)
    with pytest.raises(PlanError, match=r"Zvětšete buňku, nebo zmenšete pás"):
        minutes(plan_of(tmp_path))
