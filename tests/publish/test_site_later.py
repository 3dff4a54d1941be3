"""What lies beside the page: declared areas, bands, details, an earlier page, the zip."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely

from gis_sluzby import codelists, crs
from gis_sluzby.errors import InputError, MissingSourceError
from gis_sluzby.publish.site import UPLOAD, write_site
from gis_sluzby.publish.site.earlier import earlier_page
from gis_sluzby.publish.site.later import marks_of
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.publish.site.payload import Payload, payload_of
from tests.publish import site_decode
from tests.publish.site_frames import GRID_WORDS, HOSTILE, Frames, reached_frames, told_frames

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def payload(grid: tuple[Frames, Frames]) -> Payload:
    centre, coverage = grid
    return payload_of(
        told_frames(centre), coverage, reached_frames(centre), kraj_name="K", date="2026-09-27"
    )


def ids_of(centre: Frames, payload: Payload) -> list[str]:
    """Ids of the page's services as the centre has them: the page leaves out the one source."""
    whole = {key.partition(":")[2]: key for key in centre["services"]["service_id"]}
    return [whole[short] for short in payload.page["services"]["ids"]]


def test_every_service_declares_the_obce_of_its_claims(
    grid: tuple[Frames, Frames], payload: Payload
) -> None:
    centre, _ = grid
    page = payload.page
    reach = reached_frames(centre)["reach"]
    wanted = reach.groupby("service_id")["demand_id"].agg(lambda ids: {one[1:] for one in ids})
    hidden = centre["services"].set_index("service_id")["secret"]
    druhy = centre["services"].set_index("service_id")["druh"]
    of = site_decode.optional(page["declared"]["of"])
    told = 0
    for service, number in zip(ids_of(centre, payload), of, strict=True):
        silent = hidden[service] or druhy[service] in PLACELESS or service not in wanted
        assert (number is None) == silent
        if number is not None:
            flags = site_decode.column(page["declared"]["sets"][number])
            obce = {kod for kod, flag in zip(page["obce"]["kod"], flags, strict=True) if flag}
            assert obce == wanted[service]
            told += 1
    assert told > 10
    assert len(page["declared"]["sets"]) < told


def test_bands_lie_where_the_isochrones_do(grid: tuple[Frames, Frames], payload: Payload) -> None:
    isochrones = reached_frames(grid[0])["isochrones"].query("scope == 'service'")
    whole = crs.to_4326(isochrones.dissolve("kod")).geometry
    seen = 0
    for position, service in enumerate(ids_of(grid[0], payload)):
        druh = grid[0]["services"].set_index("service_id").loc[service, "druh"]
        bands = payload.later.get(f"pasma-{druh}", {}).get(str(position))
        if bands is None:
            continue
        seen += 1
        assert bands["minutes"] == [10, 20]
        assert [label.replace("\u00a0", " ") for label in bands["labels"]] == [
            "do 10 min",
            "11–20 min",
        ]
        (outer,) = site_decode.lines(bands["outlines"][1])
        (lon, lat), (dx, dy) = payload.page["grid"]["origin"], payload.page["grid"]["step"]
        shape = shapely.Polygon([(lon + x * dx, lat + y * dy) for x, y in outer])
        assert shape.symmetric_difference(whole[service]).area < 0.02 * shape.area
    assert seen > 20


def test_no_band_of_those_that_are_hidden(grid: tuple[Frames, Frames]) -> None:
    centre, coverage = grid
    reached = reached_frames(centre)
    open_ones = centre["services"][~centre["services"]["secret"]]
    placeless = open_ones[open_ones["druh"].isin(PLACELESS)]["service_id"]
    secret = centre["services"][centre["services"]["secret"]]["service_id"]
    one = reached["isochrones"].iloc[[0]]
    hidden = [*placeless, *secret]
    assert len(placeless)
    assert len(secret)
    forced = pd.concat([one.assign(kod=service) for service in hidden], ignore_index=True)
    made = payload_of(
        centre, coverage, {**reached, "isochrones": forced}, kraj_name="K", date="2026-09-27"
    )
    assert not [name for name in made.later if name.startswith("pasma-")]


def test_details_say_capacity_hours_and_groups(
    grid: tuple[Frames, Frames], payload: Payload
) -> None:
    capacities = told_frames(grid[0])["capacities"].set_index("service_id")
    for position, (groups, hours, sizes) in payload.later["podrobnosti"].items():
        own = capacities.loc[[ids_of(grid[0], payload)[position]]]
        assert groups == [codelists.target_groups()["24"].name]
        assert len(sizes) == len(own)  # capacities of two forms stay two
        counts = {int(re.search(r"\d+", text)[0]) for text in sizes}  # type: ignore[index]
        assert counts == set(own["count"].astype(int))
        assert all(HOSTILE[2] in text for text in hours)
    first = next(iter(payload.later["podrobnosti"].values()))
    assert re.fullmatch(r"\w+: \d+\u00a0lůž\w+", first[2][0])


def test_departments_stand_by_their_orp(payload: Payload) -> None:
    by_orp = dict(
        zip([kod for kod, _ in payload.page["orp"]], payload.page["departments"], strict=True)
    )
    assert by_orp["9901"] == ["Městský úřad Žďár", "353 000 200", "", "", "Náměstí 1"]
    assert by_orp["9903"] == []


def test_files_are_named_with_a_mark_of_their_content(full_site: list[Path]) -> None:
    index, *later = full_site
    page = json.loads(re.search(r'id="data">(.*?)</script>', index.read_text("utf-8"))[1])  # type: ignore[index]
    files = {path.stem: path.read_text("utf-8") for path in later if path.suffix == ".js"}
    assert {"podrobnosti", "pasma-46", "drive", "porovnani", "soubory", "english"} <= set(files)
    assert page["later"] == marks_of(files)
    assert all(path.parent.name == "data" for path in later if path.suffix == ".js")
    for name, text in files.items():
        assert text.startswith(f'mapaSluzeb("{name}",')
        assert "eval(" not in text
    for name in ("porovnani", "soubory", "english"):
        assert not re.search(r"https?://(?!schemas\.openxmlformats)", files[name])


def test_the_zip_holds_the_page_and_a_note(full_site: list[Path]) -> None:
    index, *_, archive = full_site
    assert archive.name == UPLOAD
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.read("mapa/index.html") == index.read_bytes()
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "iframe" in opened.read("CTETE.txt").decode("utf-8-sig")
    assert len(names) == len(full_site)


def test_all_files_are_the_same_again(
    grid: tuple[Frames, Frames], full_site: list[Path], site_file: Path, tmp_path: Path
) -> None:
    centre, coverage = grid
    again = write_site(
        tmp_path / "site",
        centre=told_frames(centre),
        coverage=coverage,
        reached=reached_frames(centre),
        contact="mapa@kraj.example.cz",
        basemap={
            "url": "https://dlazdice.example.cz/{z}/{x}/{y}.png",
            "title": "Základní mapa",
            "attribution": "© Zeměměřický úřad",
        },
        earlier=site_file,
        **GRID_WORDS,  # type: ignore[arg-type]
    )
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in full_site]


def test_only_the_basemap_may_be_asked(full_site: list[Path], site_file: Path) -> None:
    with_tiles = full_site[0].read_text("utf-8")
    assert "img-src data: blob: https://dlazdice.example.cz;" in with_tiles
    assert "img-src data: blob:;" in site_file.read_text("utf-8")
    assert "strict-dynamic" in with_tiles


def test_an_earlier_page_is_one_of_ours(site_file: Path, tmp_path: Path) -> None:
    read = earlier_page(site_file)
    assert read["obce"]["kod"]
    assert "shapes" not in read
    other = tmp_path / "index.html"
    other.write_text("<p>Něco jiného</p>", "utf-8")
    with pytest.raises(InputError, match="není mapová stránka"):
        earlier_page(other)
    other.write_text('<script type="application/json" id="data">{"format":1}</script>', "utf-8")
    with pytest.raises(InputError, match="není mapová stránka"):
        earlier_page(other)
    with pytest.raises(MissingSourceError, match="neexistuje"):
        earlier_page(tmp_path / "nic.html")


def test_without_anything_more_the_page_stands_by_itself(site_file: Path) -> None:
    names = {path.stem for path in (site_file.parent / "data").iterdir()}
    assert names == {"porovnani", "soubory", "english"}


def read_all(files: list[Path]) -> dict[str, Any]:
    return {path.name: path.read_bytes().decode("utf-8") for path in files if path.suffix != ".zip"}


def test_hostile_text_stays_text_in_every_file(full_site: list[Path]) -> None:
    for name, text in read_all(full_site).items():
        body = text if name != "index.html" else re.search(r'id="data">(.*?)</script>', text)[1]  # type: ignore[index]
        if name in {"porovnani.js", "soubory.js", "english.js"}:
            continue
        assert "<" not in body, name
        assert "\u2028" not in body, name


def test_nothing_internal_gets_into_any_file(
    grid: tuple[Frames, Frames], full_site: list[Path], tmp_path: Path
) -> None:
    """Costs, FTE and unapproved needs, planted with marks, are in no byte of the page."""
    centre, coverage = grid
    ids = centre["services"]["service_id"]
    planted = {
        **told_frames(centre),
        "service_year": pd.DataFrame({"service_id": ids, "field": "TAJNE-NAKLADY", "value": 1.5}),
        "need": pd.DataFrame({"kod": ["9901"], "druh": ["46"], "status": ["NAVRH-TAJNY"]}),
        "network": pd.DataFrame({"service_id": ids, "level": "TAJNA-UROVEN"}),
    }
    written = write_site(
        tmp_path / "site",
        centre=planted,
        coverage={**coverage, "network_concept": pd.DataFrame({"note": ["TAJNY-KONCEPT"]})},
        reached=reached_frames(centre),
        **GRID_WORDS,  # type: ignore[arg-type]
    )
    marks = (b"TAJN", b"NAVRH")
    for path in written:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as opened:
                content = b"".join(opened.read(name) for name in opened.namelist())
        else:
            content = path.read_bytes()
        assert not [mark for mark in marks if mark in content], path.name
    assert len(written) == len(full_site) - 1  # that one has an earlier page, too
