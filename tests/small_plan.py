"""A small plan made in code: nine square obce, two ORP, roads between them, three services.

```
 100007  100008  100009     ORP 9902
 100004  100005  100006     ORP 9901
 100001  100002  100003     ORP 9901
```
Roads lead from centre to centre, where the official points stand too. Every obec has ten people
in each age group. A test that wants something else changes a file, or the plan, after writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from gis_sluzby.crs import KROVAK, to_degrees

if TYPE_CHECKING:
    from pathlib import Path

#: The south-west corner (EPSG:5514) and the side of an obec, in metres.
CORNER = (-760_000.0, -1_060_000.0)
SIDE = 6_000.0
CODES = tuple(str(100_001 + number) for number in range(9))
AGE_GROUPS = (*(f"{age}-{age + 4}" for age in range(0, 85, 5)), "85+")
PEOPLE = 10

PLAN = """\
schema = 1
name = "Malý plán"
kraj = "CZ099"
date = 2025-06-30
publisher = "Vzorový kraj"
data = "data"

[[source]]
id = "hranice"
table = "obce"
reader = "vector"
path = "obce.gpkg"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"

[[source]]
id = "body"
table = "obec_points"
reader = "vector"
path = "body.gpkg"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"

[[source]]
id = "obyvatele"
table = "population"
reader = "csv"
layout = "wide"
path = "obyvatele.csv"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"

[[source]]
id = "silnice"
table = "roads"
reader = "vector"
path = "silnice.gpkg"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"

[[source]]
id = "sluzby"
table = "services"
reader = "csv"
path = "sluzby.csv"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
complete_for = "all"
"""


def write_small_plan(folder: Path) -> Path:
    """Write the plan and its data into a folder, which is made; give the path of the plan."""
    data = folder / "data"
    data.mkdir(parents=True)
    small_obce().to_file(data / "obce.gpkg")
    small_points().to_file(data / "body.gpkg")
    small_roads().to_file(data / "silnice.gpkg")
    (data / "obyvatele.csv").write_text(small_population(), encoding="utf-8")
    (data / "sluzby.csv").write_text(small_services(), encoding="utf-8")
    plan = folder / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    return plan


def centre_of(code: str) -> tuple[float, float]:
    """Give the centre of an obec in EPSG:5514."""
    row, column = divmod(CODES.index(code), 3)
    return CORNER[0] + (column + 0.5) * SIDE, CORNER[1] + (row + 0.5) * SIDE


def small_obce() -> gpd.GeoDataFrame:
    """Give the nine obce, their columns named as the canonical fields."""
    centres = [centre_of(code) for code in CODES]
    half = SIDE / 2
    return gpd.GeoDataFrame(
        {
            "kod_obec": CODES,
            "nazev": [f"Obec {number}" for number in range(1, 10)],
            "kod_orp": ["9901"] * 6 + ["9902"] * 3,
            "nazev_orp": ["Jih"] * 6 + ["Sever"] * 3,
            "kod_okres": "CZ0991",
            "nazev_okres": "Malý okres",
            "kod_kraj": "CZ099",
            "nazev_kraj": "Vzorový kraj",
        },
        geometry=[shapely.box(x - half, y - half, x + half, y + half) for x, y in centres],
        crs=KROVAK,
    )


def small_points() -> gpd.GeoDataFrame:
    """Give the official points: the centres."""
    points = shapely.points([centre_of(code) for code in CODES])
    return gpd.GeoDataFrame({"kod_obec": CODES}, geometry=points, crs=KROVAK)


def small_roads() -> gpd.GeoDataFrame:
    """Give twelve roads between neighbouring centres, II. class eastwards, III. northwards."""
    east = [(code, CODES[number + 1]) for number, code in enumerate(CODES) if number % 3 < 2]
    north = list(zip(CODES[:6], CODES[3:], strict=True))
    return gpd.GeoDataFrame(
        {"trida": ["silnice II. třídy"] * len(east) + ["silnice III. třídy"] * len(north)},
        geometry=[shapely.LineString([centre_of(a), centre_of(b)]) for a, b in east + north],
        crs=KROVAK,
    )


def small_population() -> str:
    """Give the wide table of people by age."""
    head = ",".join(["kod_obec", "sex", *AGE_GROUPS])
    rows = [",".join([code, "celkem", *[str(PEOPLE)] * len(AGE_GROUPS)]) for code in CODES]
    return "\n".join([head, *rows]) + "\n"


def small_services() -> str:
    """Give three services: a stationary and a field one in 100001, a home in 100009."""
    rows = [
        "key,provider,ico,druh,forma,kod_obec,kod_orp,lon,lat",
        service_row("1", "denní stacionáře", "ambulantní", "100001"),
        service_row("2", "osobní asistence", "terénní", "100001"),
        service_row("3", "domovy pro seniory", "pobytová", "100009"),
    ]
    return "\n".join(rows) + "\n"


def service_row(key: str, druh: str, forma: str, code: str) -> str:
    """Give the line of a service that stands in the centre of an obec."""
    lon, lat = to_degrees(*centre_of(code))
    orp = "9901" if code < "100007" else "9902"
    return f"{key},Pomoc z. s.,00000019,{druh},{forma},{code},{orp},{lon:.7f},{lat:.7f}"
