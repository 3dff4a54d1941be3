"""How large the public page is, and how soon it shows its map: beside a bare Leaflet page.

Pages of Karlovarský kraj (real), Středočeský kraj (1,144 obce, 2,000 seeded services) and Czechia
(6,258 obce, 18,907 seeded places) are built, opened from the disk in Chromium, and beside each of
them a page that has nothing but Leaflet and the same simplified polygons as GeoJSON on a canvas.
Both are opened in turn; times are medians of one run. Needs the real data and Chromium:

    GIS_SLUZBY_DATA=… python scripts/bench/page.py [karlovarsky] [stredocesky] [czechia]
"""

from __future__ import annotations

import gzip
import json
import math
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyogrio
import shapely
from playwright.sync_api import sync_playwright

from gis_sluzby import codelists, crs
from gis_sluzby.demand import obec_people
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from gis_sluzby.publish.site import write_site
from gis_sluzby.publish.site.geometry import FINE_METRES
from gis_sluzby.publish.site.scripts import vendored

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).resolve().parents[2]
PLAN: Final = ROOT / "tests" / "plans" / "karlovarsky.toml"
LINKED: Final = ("boundaries", "population", "roads")
KRAJE: Final = {
    "karlovarsky": ("CZ041", 0),
    "stredocesky": ("CZ020", 2000),
    "czechia": ("CZ", 18907),
}
ROUNDS: Final = 5
#: Milliseconds from the start of the page to the frame after its map was painted.
PAINTED: Final = """() => new Promise((resolve) => {
  const ready = () => window.bare || document.querySelector('#legenda tbody tr');
  const wait = () => (ready()
    ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
    : setTimeout(wait, 1));
  wait();
})"""
#: Milliseconds from choosing another druh to the frame after the map was painted anew.
FILTERED: Final = """(druh) => new Promise((resolve) => {
  const list = document.getElementById('druh');
  const start = performance.now();
  list.value = druh;
  list.dispatchEvent(new Event('change'));
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
})"""


#: Milliseconds that a step of a reader takes, with the frame that shows it.
STEP: Final = """([step, text]) => new Promise((resolve) => {
  const start = performance.now();
  const input = document.getElementById('hledat');
  if (step === 'search') {
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event('input'));
  } else if (step === 'obec') document.querySelector('#nalezeno li').click();
  else if (step === 'details closed') document.getElementById('zpet').click();
  else document.querySelector(`[data-view-link="${text}"]`).click();
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
})"""
#: What a reader does: the step and what it needs to know.
STEPS: Final = (
    ("search", "nov"),
    ("obec", ""),
    ("details closed", ""),
    ("table", "tabulka obce"),
    ("map", "mapa"),
)


def main(names: list[str]) -> None:
    """Build, open and measure."""
    data = Path(os.environ["GIS_SLUZBY_DATA"])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in names or list(KRAJE):
            kraj, services = KRAJE[name]
            page, bare = pages(Path(folder) / name, data, kraj, services)
            content = page.read_bytes()
            small = len(gzip.compress(content, 9))
            print(f"{name}: {len(content):,} B, gzip {small:,} B")
            both = {"page": page, "bare Leaflet": bare}
            times = in_turn(lambda one: opened(browser, one), both)
            ratio = times["page"] / times["bare Leaflet"]
            said = ", ".join(f"{which} {time:.0f} ms" for which, time in times.items())
            print(f"  first map: {said}: {ratio:.2f} x")
            print(f"  another druh: {filtered(browser, page):.0f} ms")
            steps = used(browser, page)
            print(", ".join(f"  {step}: {time:.0f} ms" for step, time in steps.items()).strip())
        browser.close()


def pages(folder: Path, data: Path, kraj: str, services: int) -> tuple[Path, Path]:
    """Build the page of a kraj and the bare one."""
    text = PLAN.read_text("utf-8").replace("CZ041", kraj)
    (folder / "data" / "services").mkdir(parents=True)
    for name in LINKED:
        (folder / "data" / name).symlink_to(data / name)
    if services:
        text = re.sub(r"services/\w+\.csv", "services/seeded.csv", text)
        seeded(data, kraj, services).to_csv(folder / "data/services/seeded.csv", index=False)
    else:
        for file in (data / "services").glob("socialni_sluzby_karlovarsky.csv"):
            (folder / "data" / "services" / file.name).symlink_to(file)
    (folder / "plan.toml").write_text(text, "utf-8")
    os.environ["GIS_SLUZBY_DATA"] = str(folder / "data")
    plan = read_plan(folder / "plan.toml")
    results = compute(plan)
    people = obec_people(results.reached["demand"], results.reached["demand_people"])
    written, *_ = write_site(
        folder / "site",
        title=plan.name,
        kraj_name=kraj,
        publisher=plan.publisher,
        date=plan.date.isoformat(),
        model=False,
        centre={**results.centre, "roads": results.roads},
        coverage={**results.coverage, "obec_people": people},
        reached=results.reached,
    )
    obce = results.centre["obce"]
    return written, bare_page(folder / "bare.html", obce[obce["in_plan"]])


def seeded(data: Path, kraj: str, count: int) -> pd.DataFrame:
    """Give invented services, more of them where more people live."""
    where = None if kraj == "CZ" else f"KOD_CZNUTS3 = '{kraj}'"
    obce = pyogrio.read_dataframe(data / "boundaries" / "obce_cz_2024.gpkg", where=where)
    rng = np.random.default_rng(20)
    people = obce["obyv_2020"].to_numpy(float)
    chosen = rng.choice(len(obce), count, p=people / people.sum())
    inside = obce.geometry.representative_point()
    return pd.DataFrame(
        {
            "objekt_id": range(1, count + 1),
            "poskytovatel": [
                f"Poskytovatel služeb číslo {n}" for n in rng.integers(0, count // 3, count)
            ],
            "druh_sluzby": rng.choice([druh.name for druh in codelists.druhy()], count),
            "lon": inside.x.to_numpy()[chosen] + rng.normal(0, 0.003, count),
            "lat": inside.y.to_numpy()[chosen] + rng.normal(0, 0.002, count),
            "kod_obce": obce["KOD_OBEC"].to_numpy()[chosen],
            "kod_orp": obce["KOD_ORP"].to_numpy()[chosen],
        }
    )


def bare_page(path: Path, obce: Any) -> Path:  # noqa: ANN401 -- geopandas has no types
    """Write a page of Leaflet and the polygons alone, as simplified as those of ours."""
    simple = obce.assign(geometry=shapely.coverage_simplify(obce.geometry.to_numpy(), FINE_METRES))
    text = crs.to_4326(simple[["kod_obec", "geometry"]]).to_json()
    shapes = json.dumps(json.loads(text, parse_float=lambda n: round(float(n), 5)))
    path.write_text(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><style>{vendored("leaflet.css")}
#map {{ height: 100vh }}</style></head><body><div id="map"></div>
<script>{vendored("leaflet.js")}</script><script type="application/json" id="d">{shapes}</script>
<script>const map = L.map("map", {{ preferCanvas: true }});
const layer = L.geoJSON(JSON.parse(document.getElementById("d").textContent)).addTo(map);
map.fitBounds(layer.getBounds()); requestAnimationFrame(() => {{ window.bare = true; }});</script>
</body></html>""",
        "utf-8",
    )
    return path


def in_turn(measure: Callable[[Path], float], files: dict[str, Path]) -> dict[str, float]:
    """Measure each of the files in every round, the order turned; give medians."""
    times: dict[str, list[float]] = {name: [] for name in files}
    for at in range(ROUNDS):
        order = list(files) if at % 2 else list(files)[::-1]
        for name in order:
            times[name].append(measure(files[name]))
    return {name: statistics.median(found) for name, found in times.items()}


def opened(browser: Browser, file: Path) -> float:
    """Open a page anew and give the time of its first map."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri(), wait_until="commit", timeout=120_000)
    time: float = page.evaluate(PAINTED)
    page.close()
    return time


def filtered(browser: Browser, file: Path) -> float:
    """Choose several kinds one after the other; give the median."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri(), timeout=120_000)
    page.evaluate(PAINTED)
    times = [page.evaluate(FILTERED, druh) for druh in ("40", "46", "49", "62", "37", "70", "57")]
    page.close()
    return statistics.median(times) if times else math.nan


def used(browser: Browser, file: Path) -> dict[str, float]:
    """Search, open an obec, close it, open the table and go back; give the time of each step."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri(), timeout=120_000)
    page.evaluate(PAINTED)
    times = {step: page.evaluate(STEP, [step, text]) for step, text in STEPS}
    page.close()
    return times


if __name__ == "__main__":
    main(sys.argv[1:])
