"""A secret address: nothing that is published depends on it, so nobody can find it there.

Services are planted as secret twice, at different places of the kraj. Whatever an adversary
computes from what is published (trilateration by minutes, counts, nearest services, isochrones,
differences between builds with the service and without it) is a function of these bytes. Where the
bytes are the same for both places, the adversary knows the kraj and no more.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from gis_sluzby import codelists
from gis_sluzby.exchange import exported
from gis_sluzby.exchange.formats import FORMATS
from gis_sluzby.pipeline import build, compute
from gis_sluzby.plan import read_plan
from gis_sluzby.products import CORE, PRODUCTS
from gis_sluzby.sample import write_sample

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]
#: A service of each of these kinds is planted: judged by minutes, balance, presence, in any form.
PLANTED = ("37", "44", "46", "49", "57", "60", "61", "67")
PLACE = ("address", "kod_obec", "kod_orp", "lon", "lat")
#: Sheets of two of the planted kinds tell as much as those of all; every series, drawn as vectors.
FEW_SHEETS = """
[sheets]
druhy = ["46", "49"]
formats = ["svg"]
series = ["druhy", "prehled", "podily", "orp", "mezery"]
"""
COARSE_RASTERS = "\n[rasters]\ncell = 1000\n"
OPEN, HIDDEN = "ne", "ano"
#: Codes of the kraj's own ORP begin so.
OWN_ORP = "99"
SERVICES = "data/services/services.csv"
#: For those inside: the datové centrum, the findings, the manifest with the hashes of inputs.
INSIDE = ("centrum.gpkg", "audit.", "run.json", "interni/")


def planted(folder: Path, *, moved: bool, secret: bool) -> Path:
    """Write the sample with planted services, here or moved to another ORP; give the plan."""
    write_sample(folder)
    file = folder / SERVICES
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    open_ones = [row for row in rows if row["lon"] and row["secret"] == OPEN]
    placed = [row for row in open_ones if row["kod_orp"].startswith(OWN_ORP)]
    for druh in PLANTED:
        row = next(r for r in placed if codelists.find_druh(r["druh"]) == druh)
        away = next(r for r in placed[::-1] if r["kod_orp"] != row["kod_orp"])
        if moved:
            row.update({name: away[name] for name in PLACE})
        if secret:
            row["secret"] = HIDDEN
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text("utf-8") + FEW_SHEETS + COARSE_RASTERS, encoding="utf-8")
    return plan


def published(path: Path, products: tuple[str, ...]) -> dict[str, bytes]:
    """Build a plan and give all that the public gets: the output and the exchange files."""
    plan = read_plan(path)
    out = build(plan, products=products, editions=("public",))
    files = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    found = {name: file.read_bytes() for name, file in files.items() if not name.startswith(INSIDE)}
    centre = compute(plan).centre
    for style in FORMATS:
        content = exported(centre, style, title=plan.name, date=plan.date.isoformat())
        found |= {f"export/{style}/{name}": given for name, given in content.items()}
    return found


def test_what_is_published_does_not_depend_on_where_a_secret_service_is(tmp_path: Path) -> None:
    products = tuple(name for name in PRODUCTS if name != CORE)
    here, there = (
        published(planted(tmp_path / name, moved=moved, secret=True), products)
        for name, moved in (("here", False), ("there", True))
    )
    assert {name.split("/")[0] for name in here} >= {"export", *products}
    drawn = {
        re.split("[_.]", name.removeprefix("sheets/"))[0] for name in here if "sheets/" in name
    }
    assert drawn >= {"druh", "prehled", "podily", "orp", "mezery"}
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize("product", ["tables"])
def test_the_same_move_of_an_open_service_is_seen(tmp_path: Path, product: str) -> None:
    here, there = (
        published(planted(tmp_path / name, moved=moved, secret=False), (product,))
        for name, moved in (("here", False), ("there", True))
    )
    changed = {name for name in here if here[name] != there[name]}
    assert {
        "tables/nearest.csv",
        "tables/coverage_obec.csv",
        "tables/capacity_obec.csv",
        "tables/network_concept.csv",
        "export/hsds/services.json",
        "export/geojson/sluzby.geojson",
    } <= changed
