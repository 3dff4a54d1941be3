"""Sheets as they are drawn: scale, north, names, classes, words, files."""

from __future__ import annotations

import hashlib
import re
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pikepdf
import pyproj
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from PIL import Image

from gis_sluzby import codelists
from gis_sluzby.cartography import minute_classes
from gis_sluzby.errors import MissingSourceError
from gis_sluzby.plan.sheets import SheetText
from gis_sluzby.publish.sheets import write_sheets
from gis_sluzby.publish.sheets.atlas import Atlas, atlas_of
from gis_sluzby.publish.sheets.change import CHANGE_ROWS, read_change
from gis_sluzby.publish.sheets.druh import class_counts, draw_druh, kraj_ground
from gis_sluzby.publish.sheets.kinds import share_fills
from gis_sluzby.publish.sheets.scheme import scheme_of
from gis_sluzby.publish.sheets.series import Sheet, Table, halves, sheets_of
from gis_sluzby.tables import empty
from tests.publish.sheets.drawn import every_text, outline, text_boxes, texts

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan
    from gis_sluzby.products import Results
    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.land import Ground

#: One kind with a limit and one without any, and the other series of the sample region.
DRAWN = (
    Sheet("druhy", "46"),
    Sheet("druhy", "48"),
    Sheet("orp", "9901"),
    Sheet("mezery", "46"),
    Sheet("prehled"),
)


@pytest.fixture(scope="session")
def drawn(table: Table) -> dict[str, Canvas]:
    """A few sheets of the sample region."""
    sheets = sheets_of(table.atlas)
    one_orp = next(sheet for sheet in sheets if sheet.series == "orp")
    gaps = next(sheet for sheet in sheets if sheet.series == "mezery")
    wanted = {"druh": DRAWN[0], "bez meze": DRAWN[1], "orp": one_orp, "mezery": gaps}
    wanted["prehled"] = DRAWN[4]
    return {name: table.drawn(sheet) for name, sheet in wanted.items()}


def test_ten_kilometres_of_land_are_as_long_as_the_scale_bar_says(
    drawn: dict[str, Canvas], atlas: Atlas
) -> None:
    canvas = drawn["druh"]
    ends = [outline(canvas, f"scale-bar-{at}") for at in range(3)]
    bar = max(part[:, 0].max() for part in ends) - min(part[:, 0].min() for part in ends)
    shown = [text for text in every_text(canvas) if re.fullmatch(r"[\d,]+", text)]
    drawn_outline = outline(canvas, "outline")
    west, south, east, north = atlas.land.bounds(atlas.land.own)
    # The kraj itself is the ruler: its extent in metres is known from the boundaries.
    ruler = np.ptp(drawn_outline, axis=0) / ((east - west) / 1e4, (north - south) / 1e4)
    scale = float(texts(canvas, "scale")["scale"].split(":")[1].replace("\u202f", ""))
    assert ruler == pytest.approx(np.full(2, 1e7 / scale), rel=0.003)
    field = bar / 3 * scale / 1e6
    assert field == pytest.approx(round(field, 3), abs=1e-6)
    assert f"{field * 3:g}".replace(".", ",") in shown
    assert 30 <= bar <= 50


def test_the_arrow_points_to_true_north(drawn: dict[str, Canvas], ground: Ground) -> None:
    x, y = ground.frame.centre
    to_degrees = pyproj.Transformer.from_crs("EPSG:5514", "EPSG:4326", always_xy=True)
    factors = pyproj.Proj("EPSG:5514").get_factors(*to_degrees.transform(x, y))
    tip, _, foot, _ = outline(drawn["druh"], "north-left")
    angle = np.degrees(np.arctan2(tip[0] - foot[0], foot[1] - tip[1]))
    assert angle == pytest.approx(-factors.meridian_convergence, abs=0.05)
    assert 4 < angle < 10
    assert texts(drawn["druh"], "north")["north"] == "S"


@pytest.mark.parametrize("name", ["druh", "bez meze", "orp", "mezery"])
def test_no_name_lies_on_another_or_outside_the_frame(drawn: dict[str, Canvas], name: str) -> None:
    boxes = text_boxes(drawn[name], "label-")
    assert len(boxes) > 3
    for (first, one), (second, other) in combinations(boxes.items(), 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0 or down <= 0.15, (first, second)
    if name == "druh":
        frame = outline(drawn[name], "neatline")
        for box in boxes.values():
            assert (box[:2] >= frame.min(axis=0)).all()
            assert (box[2:] <= frame.max(axis=0)).all()


def test_every_obec_is_drawn_in_the_class_of_the_table(
    drawn: dict[str, Canvas], atlas: Atlas, ground: Ground
) -> None:
    rows = atlas.total("obec", "46")
    limit = float(rows["limit_minutes"].dropna().iloc[0])
    edges = minute_classes(limit)
    found: dict[str, str] = {}
    places = ground.frame.place(atlas.land.points[atlas.land.own])
    for artist in drawn["druh"].figure.get_children():
        name = str(artist.get_gid())
        if isinstance(artist, PathPatch) and name.startswith("class-m"):
            inside = artist.get_path().contains_points(places)
            found |= dict.fromkeys(
                rows["kod_obec"][inside], f"{name} {to_hex(artist.get_facecolor())}"
            )
    timed = rows[rows["nearest_minutes"].notna() & rows["status"].isin(("covered", "uncovered"))]
    checked = 0
    for row in timed.to_dict("records"):
        if row["kod_obec"] not in found or row["nearest_minutes"] > edges.edges[-1]:
            continue
        upper = float(found[row["kod_obec"]].split()[0].removeprefix("class-m"))
        assert row["nearest_minutes"] <= upper
        assert (upper <= limit) == (row["status"] == "covered")
        lower = max((edge for edge in edges.edges if edge < upper), default=0.0)
        # The sheet joins the two classes in the middle of reach.
        lower = edges.within[0] if upper == edges.within[-2] else lower
        assert row["nearest_minutes"] > lower
        checked += 1
    assert checked > len(rows) / 2
    # Lightness falls from class to class, so that grey print keeps the order.
    colours = {name.split()[0]: name.split()[1] for name in found.values()}
    by_edge = sorted(colours, key=lambda name: float(name.removeprefix("class-m")))
    greys = [_grey(colours[name]) for name in by_edge]
    assert greys == sorted(greys, reverse=True)
    assert np.diff(greys).max() < -8


def test_rivers_and_lakes_lie_quietly_on_the_map(
    drawn: dict[str, Canvas], atlas: Atlas, ground: Ground
) -> None:
    rivers = outline(drawn["druh"], "water")
    frame = outline(drawn["druh"], "map")
    assert (rivers >= frame.min(axis=0) - 0.01).all()
    assert (rivers <= frame.max(axis=0) + 0.01).all()
    for part in (ground.water_inside, ground.water_outside):
        assert (shapely.length(part) > 10).any()
    assert shapely.disjoint(ground.water_outside, shapely.buffer(ground.inside, -0.01)).all()
    assert "vodní tok, vodní plocha" in every_text(drawn["druh"])
    assert "silnice a vody – " in " ".join(atlas.sources.split())
    # They lie under the roads and the borders of ORP: they are drawn before them.
    names = [patch.get_gid() for patch in drawn["druh"].figure.get_children()]
    assert names.index("water") < names.index("outline")


def test_without_waters_a_sheet_is_as_it_was(sample: tuple[Plan, Results]) -> None:
    plan, results = sample
    dry = {**results.centre, "water": empty("water")}
    atlas = atlas_of(plan, dry, results.roads, results.reached, results.coverage)
    canvas = draw_druh(atlas, kraj_ground(atlas), DRAWN[0].code)
    assert "water" not in [artist.get_gid() for artist in canvas.figure.get_children()]
    assert "vodní tok, vodní plocha" not in every_text(canvas)


@pytest.mark.parametrize("druh", [row.code for row in codelists.druhy()])
def test_the_legend_counts_every_obec_and_all_people_once(atlas: Atlas, druh: str) -> None:
    rows = atlas.total("obec", druh)
    scheme = scheme_of(druh, rows, str(atlas.standard(druh)["level"]), "car")
    counts = class_counts(scheme, rows)
    assert sum(count.obce for count in counts.values()) == atlas.land.own.sum() == len(rows)
    people = sum(count.people for count in counts.values())
    assert people == pytest.approx(rows["target_pop"].sum())
    if scheme.claim == "declared":
        assert not any("minut" in row.label for row in scheme.rows)
    # In grey print the order of the classes stays, and no two are alike.
    greys = [_grey(row.fill) for row in scheme.rows if row.fill.startswith("#")]
    assert (np.diff(greys) < -12).all()


def test_shares_and_changes_can_be_told_apart_in_grey() -> None:
    shares = [_grey(colour) for colour in share_fills((0.0, 25.0, 50.0, 75.0, 100.0))]
    assert (np.diff(shares) > 0).all()
    changes = sorted(_grey(row.fill) for row in CHANGE_ROWS if row.fill.startswith("#"))
    assert len(changes) == 4
    assert (np.diff(changes) > 12).all()


def test_a_sheet_has_what_a_map_must_have(drawn: dict[str, Canvas]) -> None:
    said = every_text(drawn["druh"])
    for needed in ("LEGENDA", "Autor:", "Vydavatel:", "Data:", "Zobrazení:", "S"):
        assert needed in said
    title = " ".join(texts(drawn["druh"], "title").values())
    assert title.startswith("Dostupnost denních stacionářů autem ve")
    assert "v\u00a0roce 2026" in title
    assert any("Křovákovo (EPSG:5514)" in text for text in said)
    assert any("Modelová data" in text for text in said)
    notes = " ".join(said).replace("\u00a0", " ")
    assert "Silnice končí na státní hranici, nemají-li zdroje i ty za ní." in notes
    for text in said:
        assert not re.search(r"\d \d{3}\b|\d %|(?<![\w.])[ksvzouai] \w", text), text


def test_no_letter_is_too_small_to_read(drawn: dict[str, Canvas]) -> None:
    for canvas in drawn.values():
        sizes = [
            a.get_fontsize() for a in canvas.figure.get_children() if hasattr(a, "get_fontsize")
        ]
        words = [s for s in sizes if s < 5.4]
        # Only numbers within the samples of symbols may be smaller.
        assert min(sizes) > 3
        assert len(words) < len(sizes) / 2


def test_files_are_the_same_in_every_run_and_their_text_can_be_read(
    sample: tuple[Plan, Results], table: Table, tmp_path: Path
) -> None:
    plan, results = sample
    options = plan.sheets.model_copy(
        update={"series": ("druhy", "mezery"), "druhy": ("46",), "formats": ("pdf", "svg", "png")}
    )
    plan = plan.model_copy(update={"sheets": options})
    runs = [write_sheets(plan, results, tmp_path / name) for name in ("first", "second")]
    hashes = [{p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in run} for run in runs]
    assert hashes[0] == hashes[1]
    folder = tmp_path / "first"
    assert {"druh_46.pdf", "druh_46.svg", "druh_46.png", "druh_46.txt", "druh_46.csv"} <= set(
        hashes[0]
    )
    told = re.sub(r"\s", " ", _run("pdftotext", "-layout", folder / "druh_46.pdf", "-"))
    assert "Dostupnost denních stacionářů autem ve Vzorovém kraji v roce 2026" in told
    assert "obyvatelé k 31. 12. 2025" in told
    # A halo is no second text: what is written once stands there once.
    # Names of areas have thin spaces between their letters, which come out as wide ones.
    drawn = [text for text in every_text(table.drawn(Sheet("druhy", "46"))) if "\u2009" not in text]
    written = [re.sub(r"\s", " ", text) for text in drawn]
    for text in {text for text in written if len(text) > 5}:
        assert told.count(text) == sum(other.count(text) for other in written), text
    _assert_scale_on_paper(folder / "druh_46.pdf", table.atlas)
    fonts = _run("pdffonts", folder / "druh_46.pdf").splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    info = _run("pdfinfo", folder / "druh_46.pdf")
    assert re.search(r"Tagged: +yes", info)
    assert "CreationDate" not in info
    structure = _run("pdfinfo", "-struct", folder / "druh_46.pdf")
    assert re.findall(r"^ +(H1|Figure|P)\b", structure, re.MULTILINE)[:3] == ["H1", "Figure", "P"]
    with Image.open(folder / "druh_46.png") as picture:
        assert picture.size == (3507, 2480)
        assert picture.mode == "P"
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    root = ET.fromstring((folder / "druh_46.svg").read_text("utf-8"))  # noqa: S314  (our own)
    said = (folder / "druh_46.txt").read_text("utf-8").strip()
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}desc") == said
    figures = pd.read_csv(folder / "druh_46.csv", dtype={"kod_obec": "str"})
    listed = pd.read_csv(folder / "listy.csv")
    assert set(listed["list"]) == {"druh_46", *(p.stem for p in runs[0] if p.stem[:6] == "mezery")}
    assert len(figures) == results.centre["obce"]["in_plan"].sum()


def test_changes_are_drawn_from_the_table_that_the_plan_names(
    sample: tuple[Plan, Results], table: Table, tmp_path: Path
) -> None:
    rows = table.atlas.total("obec", "46")
    kinds = ["gained", "lost", "same"]
    change = pd.DataFrame(
        {
            **{name: rows[name] for name in ("kod_obec", "druh", "forma", "cs", "target_pop")},
            "change": [kinds[at % 3] for at in range(len(rows))],
            "gained": [100.0 if at % 3 == 0 else 0.0 for at in range(len(rows))],
            "lost": [10.0 if at % 3 == 1 else 0.0 for at in range(len(rows))],
            "status_after": rows["status"],
        }
    )
    change.to_csv(tmp_path / "change_obec.csv", index=False)
    plan = sample[0]
    options = plan.sheets.model_copy(update={"change": str(tmp_path / "change_obec.csv")})
    read = read_change(plan.model_copy(update={"sheets": options}))
    changed = Table(replace(table.atlas, change=read), [table.ground()])
    assert [s for s in sheets_of(changed.atlas) if s.series == "zmeny"] == [Sheet("zmeny", "46")]
    canvas = changed.drawn(Sheet("zmeny", "46"))
    net = 100 * int((change["change"] == "gained").sum()) - 10 * int((change["lost"] > 0).sum())
    figure = texts(canvas, "figure")["figure"]
    assert figure == "+" + f"{net:,}".replace(",", "\u202f")
    missing = plan.sheets.model_copy(update={"change": "neni.csv"})
    with pytest.raises(MissingSourceError, match=r"neni\.csv"):
        read_change(plan.model_copy(update={"sheets": missing}))


def test_words_of_the_plan_replace_those_of_the_program(table: Table) -> None:
    plan = table.atlas.plan
    own = SheetText(sheet="druh_46", title="Vlastní nadpis", note="Vlastní poznámka.")
    options = plan.sheets.model_copy(update={"text": (own,), "author": "Odbor", "size": "A3"})
    atlas = replace(table.atlas, plan=plan.model_copy(update={"sheets": options}))
    canvas = Table(atlas).drawn(Sheet("druhy", "46"))
    said = every_text(canvas)
    assert texts(canvas, "title")["title"] == "Vlastní nadpis"
    assert "Odbor" in said
    assert "Vlastní poznámka." in " ".join(said)  # it may go on in the next line
    assert (canvas.width, canvas.height) == (420, 297)


def test_a_series_is_parted_into_two_halves_that_are_all_of_it(atlas: Atlas) -> None:
    sheets = sheets_of(atlas)
    first, second = halves(sheets)
    assert sorted([*first, *second]) == sorted(sheets)
    assert abs(len(first) - len(second)) <= 6
    assert len([sheet for sheet in sheets if sheet.series == "druhy"]) == 34
    assert not [sheet for sheet in sheets if sheet.series == "zmeny"]


@pytest.mark.real_data
def test_karlovarsky_sheet_equals_what_was_measured(real_table: Table) -> None:
    canvas = real_table.drawn(Sheet("druhy", "46"))
    assert texts(canvas, "scale")["scale"].endswith("400\u202f000")
    assert texts(canvas, "figure")["figure"] == "95,8\u202f%"
    tip, _, foot, _ = outline(canvas, "north-left")
    angle = np.degrees(np.arctan2(tip[0] - foot[0], foot[1] - tip[1]))
    assert angle == pytest.approx(9.1, abs=0.2)
    assert {"Kraslice", "Karlovy Vary", "Žlutice"} <= set(texts(canvas, "label-").values())


def _assert_scale_on_paper(path: Path, atlas: Atlas) -> None:
    """Measure in the PDF: the paper, the kraj at the scale that is written, and the scale bar."""
    millimetre = 72 / 25.4
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        assert [float(side) / millimetre for side in page.mediabox] == pytest.approx(
            [0, 0, 297, 210], abs=0.05
        )
        content = pikepdf.parse_content_stream(page)
        operations = [(list(one.operands), str(one.operator)) for one in content]
    width, path_points, borders, bars = 0.0, [], [], []
    for operands, name in operations:
        if name == "w":
            width = float(operands[0])
        elif name in {"m", "l"}:
            path_points.append([float(part) / millimetre for part in operands])
        elif name in {"S", "s", "n", "f", "B", "b"}:
            if name in {"S", "s"} and width == pytest.approx(1.25) and len(path_points) > 50:
                borders.append(np.array(path_points))
            if name in {"B", "b"} and len(path_points) in {4, 5}:
                bars.append(np.ptp(np.array(path_points), axis=0))
            path_points = []
    said = re.search(r"Měřítko 1\s:\s(\d+\s\d+)", _run("pdftotext", path, "-"))
    assert said is not None
    scale = float("".join(said[1].split()))
    west, south, east, north = atlas.land.bounds(atlas.land.own)
    assert len(borders) == 1
    size = np.array([east - west, north - south]) / scale * 1000
    assert np.ptp(borders[0], axis=0) == pytest.approx(size, rel=0.003)
    fields = [bar[0] for bar in bars if bar[1] == pytest.approx(1.5, abs=0.01)]
    kilometres = np.array(fields) * scale / 1e6
    assert len(fields) == 3
    assert kilometres == pytest.approx(np.full(3, round(kilometres[0], 2)), rel=1e-4)


def _grey(colour: str) -> float:
    """Give the lightness of a colour as a grey printer sees it, 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _run(*command: str | Path) -> str:
    """Run a program and give what it prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
