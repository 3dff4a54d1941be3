"""The page of real territories: its size, and that it opens."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyogrio
import pytest

from gis_sluzby import codelists
from gis_sluzby.demand import obec_people
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from gis_sluzby.publish.site import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real_data

PLAN = Path(__file__).parents[1] / "plans" / "karlovarsky.toml"
#: Links to the folders of the real data, so that other services can stand beside them.
LINKED = ("boundaries", "population", "roads")


def page_of(plan_file: Path) -> Path:
    plan = read_plan(plan_file)
    results = compute(plan)
    people = obec_people(results.reached["demand"], results.reached["demand_people"])
    written, *_ = write_site(
        plan_file.parent / "site",
        title=plan.name,
        kraj_name="Kraj",
        publisher=plan.publisher,
        date=plan.date.isoformat(),
        model=False,
        centre={**results.centre, "roads": results.roads},
        coverage={**results.coverage, "obec_people": people},
    )
    return written


@pytest.fixture(scope="module")
def karlovarsky(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("karlovarsky")
    plan = folder / "plan.toml"
    plan.write_text(PLAN.read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        return page_of(plan)


@pytest.fixture(scope="module")
def stredocesky(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,144 obce with 2,000 seeded services, more of them where more people live."""
    folder = tmp_path_factory.mktemp("stredocesky")
    text = PLAN.read_text("utf-8").replace("CZ041", "CZ020")
    plan = folder / "plan.toml"
    plan.write_text(re.sub(r"services/\w+\.csv", "services/seeded.csv", text), "utf-8")
    data = folder / "data"
    (data / "services").mkdir(parents=True)
    for name in LINKED:
        (data / name).symlink_to(real_data / name)
    seeded_services(real_data).to_csv(data / "services" / "seeded.csv", index=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(data))
        return page_of(plan)


def seeded_services(real_data: Path) -> pd.DataFrame:
    obce = pyogrio.read_dataframe(
        real_data / "boundaries" / "obce_cz_2024.gpkg", where="KOD_CZNUTS3 = 'CZ020'"
    )
    count = 2000
    rng = np.random.default_rng(20)
    people = obce["obyv_2020"].to_numpy(float)
    chosen = rng.choice(len(obce), count, p=people / people.sum())
    inside = obce.geometry.representative_point()
    return pd.DataFrame(
        {
            "objekt_id": range(1, count + 1),
            "poskytovatel": [f"Poskytovatel služeb číslo {n}" for n in rng.integers(0, 700, count)],
            "druh_sluzby": rng.choice([druh.name for druh in codelists.druhy()], count),
            "lon": inside.x.to_numpy()[chosen] + rng.normal(0, 0.003, count),
            "lat": inside.y.to_numpy()[chosen] + rng.normal(0, 0.002, count),
            "kod_obce": obce["KOD_OBEC"].to_numpy()[chosen],
            "kod_orp": obce["KOD_ORP"].to_numpy()[chosen],
        }
    )


def test_the_page_of_karlovarsky_kraj_is_small(karlovarsky: Path) -> None:
    assert karlovarsky.stat().st_size <= 400_000


def test_the_page_of_the_largest_kraj_is_small(stredocesky: Path) -> None:
    content = stredocesky.read_bytes()
    assert len(content) <= 1_000_000
    assert len(gzip.compress(content, 9)) <= 300_000


@pytest.mark.browser
def test_both_open_and_count_their_obce(page: Page, karlovarsky: Path, stredocesky: Path) -> None:
    for file, obce in ((karlovarsky, 134), (stredocesky, 1144)):
        page.goto(file.as_uri())
        page.wait_for_function("document.querySelectorAll('#legenda tbody tr').length > 0")
        counts = page.locator("#legenda tbody td:nth-child(3)").all_text_contents()
        assert sum(int(count.replace("\u00a0", "")) for count in counts) == obce


@pytest.mark.browser
def test_hradiste_does_not_concern_and_terenni_kinds_are_unknown(
    page: Page, karlovarsky: Path
) -> None:
    page.goto(f"{karlovarsky.as_uri()}#d=46&v=tabulka")
    row = page.locator(
        "#tabulka-obsah tr", has=page.get_by_role("link", name="Hradiště", exact=True)
    )
    assert row.locator("td").last.text_content() == "netýká se"
    page.goto("about:blank")
    page.goto(f"{karlovarsky.as_uri()}#d=39")
    text = page.locator("#vysledek").inner_text().replace("\u00a0", " ")
    assert text.startswith("Nevíme, zda sem služba jezdí")
