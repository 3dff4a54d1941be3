"""Centre → HSDS → centre: nothing is lost but what is listed."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely
from hypothesis import Phase, given, settings

from gis_sluzby.centre import CENTRE_TABLES
from gis_sluzby.crs import to_degrees
from gis_sluzby.exchange.hsds import (
    NOT_CARRIED,
    centre_of,
    from_json,
    from_package,
    hsds_tables,
    to_json,
    to_package,
)
from gis_sluzby.tables import tables
from tests.sample_centre import sample_centre
from tests.small_centre import (
    HOSTILE,
    centres,
    provider_row,
    service_row,
    site_row,
    small_centre,
    source_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds import Edition, HsdsTables

DATE = "2026-06-30"


def through_json(made: HsdsTables) -> HsdsTables:
    return from_json(to_json(made), "sluzby.json")


def through_package(made: HsdsTables) -> HsdsTables:
    with TemporaryDirectory() as folder:
        for name, content in to_package(made, "Plán").items():
            (Path(folder) / name).write_bytes(content)
        return from_package(Path(folder))


WAYS = pytest.mark.parametrize("way", [through_json, through_package])


def there_and_back(
    centre: Centre,
    way: Callable[[HsdsTables], HsdsTables] = through_json,
    edition: Edition = "internal",
) -> Centre:
    return centre_of(way(hsds_tables(centre, DATE, edition)), "hsds", "sluzby.json", "0" * 64)


def carried(centre: Centre) -> Centre:
    """Give what should come back: the listed tables, columns and rows left out."""
    kept = {name: frame for name, frame in centre.items() if name not in NOT_CARRIED}
    secret = set(centre["sites"].loc[centre["sites"]["secret"], "site_id"])
    hidden = set(centre["services"].loc[centre["services"]["secret"], "service_id"])
    links = kept["service_sites"]
    kept["service_sites"] = links[
        ~links["site_id"].isin(secret) & ~links["service_id"].isin(hidden)
    ]
    sites, declared = kept["sites"], kept["declared"]
    kept["sites"] = sites[sites["site_id"].isin(kept["service_sites"]["site_id"])]
    kept["declared"] = declared[~declared["service_id"].isin(hidden) | declared["level"].eq("kraj")]
    sources = kept["sources"]
    kept["sources"] = sources[sources["source_id"].isin(centre["services"]["source_id"])]
    return {
        name: frame.drop(columns=lost_columns(name)).reset_index(drop=True)
        for name, frame in kept.items()
    }


def lost_columns(table: str) -> list[str]:
    return [key.partition(".")[2] for key in NOT_CARRIED if key.startswith(f"{table}.")]


def blank_as_null(frame: pd.DataFrame) -> pd.DataFrame:
    """Empty text is the same as none: a CSV file knows no difference."""
    return frame.replace("", None)


def assert_came_back(centre: Centre, back: Centre) -> None:
    expected = carried(centre)
    for name, frame in expected.items():
        found = back[name].drop(columns=lost_columns(name))
        pd.testing.assert_frame_equal(blank_as_null(frame), found, obj=name)


@WAYS
def test_the_sample_region_comes_back_whole(
    way: Callable[[HsdsTables], HsdsTables],
) -> None:
    centre = sample_centre()
    assert_came_back(centre, there_and_back(centre, way))


@WAYS
@given(centre=centres(secrets=True))
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
def test_any_centre_comes_back_whole(
    way: Callable[[HsdsTables], HsdsTables], centre: Centre
) -> None:
    assert_came_back(centre, there_and_back(centre, way))


def test_every_table_is_carried_or_listed() -> None:
    listed = {key for key in NOT_CARRIED if "." not in key}
    assert listed < set(CENTRE_TABLES)
    filled = {name for name, frame in there_and_back(sample_centre()).items() if len(frame)}
    assert filled | listed == set(CENTRE_TABLES)
    assert filled & listed == set()


def test_every_listed_column_exists() -> None:
    for key in NOT_CARRIED:
        table, _, column = key.partition(".")
        assert not column or column in {c.name for c in tables()[table].columns}


def test_the_public_edition_leaves_out_what_is_internal() -> None:
    fte = {"service_id": "sluzby:1", "forma": "ter", "unit": "fte", "count": 7.25}
    beds = {"service_id": "sluzby:1", "forma": "pob", "unit": "luzka", "count": 12.0}
    network = {
        "network_id": "sit",
        "period": "2026",
        "service_id": "sluzby:1",
        "forma": "ter",
        "unit": "fte",
        "committed": 5.75,
        "funded": True,
        "counts": True,
        "reservation": False,
    }
    costs = {
        "service_id": "sluzby:1",
        "forma": "any",
        "year": 2025,
        "field": "naklady",
        "value": 6_632_000.0,
        "unit": "Kč",
    }
    centre = small_centre(
        providers=[provider_row()],
        services=[service_row()],
        capacities=[fte, beds],
        network=[network],
        service_year=[costs],
    )
    public = to_json(hsds_tables(centre, DATE))
    internal = to_json(hsds_tables(centre, DATE, "internal"))
    for figure in (b"7.25", b"5.75", b"6632000"):
        assert figure in internal
        assert figure not in public
    assert b'"maximum": 12' in public


@WAYS
def test_hostile_text_is_verbatim(way: Callable[[HsdsTables], HsdsTables]) -> None:
    centre = small_centre(
        providers=[provider_row()],
        services=[service_row(str(n), nazev=text) for n, text in enumerate(HOSTILE)],
    )
    back = there_and_back(centre, way)["services"].set_index("service_id")["nazev"]
    assert [back[f"sluzby:{n}"] for n in range(len(HOSTILE))] == list(HOSTILE)


STREET = "Tajná ulice 7"
HIDDEN = shapely.Point(-759_123.5, -1_059_321.5)
LON, LAT = (float(value) for value in to_degrees(HIDDEN.x, HIDDEN.y))
#: Traces of the secret place: text, codes, metres, degrees.
SECRET = (
    *(STREET.encode(), json.dumps(STREET).strip('"').encode()),
    *(b"skryte-misto", b"21987654", b"759123", b"1059321"),
    *(f"{LON:.5f}"[:-1].encode(), f"{LAT:.5f}"[:-1].encode()),
)


def centre_with_a_secret(*, service_is_secret: bool, place_is_secret: bool = True) -> Centre:
    """Give a service whose only place is secret, and a centre that knows all about the place."""
    hidden = site_row(
        "1",
        site_id="skryte-misto",
        address=STREET,
        kod_adm="21987654",
        kod_obec="100004",
        kod_obec_geom="100004",
        kod_obec_claimed="100004",
        secret=place_is_secret,
        geometry=HIDDEN,
    )
    declared = {
        "service_id": "sluzby:1",
        "forma": "ter",
        "level": "obec",
        "kod": "100003",
        "claim": "declared",
        "evidence": "text",
        "source_id": "sluzby",
    }
    return small_centre(
        sources=[source_row()],
        providers=[provider_row()],
        services=[service_row(secret=service_is_secret), service_row("2")],
        sites=[hidden, site_row("2")],
        service_sites=[
            {"service_id": "sluzby:1", "site_id": "skryte-misto"},
            {"service_id": "sluzby:2", "site_id": "misto-2"},
        ],
        declared=[declared] if service_is_secret else [],
    )


@pytest.mark.parametrize("edition", ["public", "internal"])
@pytest.mark.parametrize("service_is_secret", [True, False])
def test_a_secret_address_is_in_no_byte(edition: Edition, *, service_is_secret: bool) -> None:
    made = hsds_tables(centre_with_a_secret(service_is_secret=service_is_secret), DATE, edition)
    written = [to_json(made), *to_package(made, "Plán").values()]
    hints = [*SECRET, b"100004"]
    if service_is_secret:
        hints.append(b"100003")
    assert [hint for hint in hints for content in written if hint in content] == []
    assert len(made["location"]) == 1


def test_a_place_that_is_not_secret_leaves_its_traces() -> None:
    centre = centre_with_a_secret(service_is_secret=False, place_is_secret=False)
    written = to_json(hsds_tables(centre, DATE))
    assert [hint for hint in SECRET if hint not in written] == [SECRET[1]]  # not escaped


def test_a_secret_service_hides_also_a_place_that_is_not() -> None:
    made = hsds_tables(centre_with_a_secret(service_is_secret=True, place_is_secret=False), DATE)
    assert [hint for hint in SECRET if hint in to_json(made)] == []


def test_of_a_secret_service_only_the_kraj_is_said() -> None:
    made = hsds_tables(centre_with_a_secret(service_is_secret=True), DATE)
    assert [row["name"] for row in made["service_area"].values()] == ["Malý kraj"]
    back = centre_of(through_json(made), "hsds", "x.json", "0" * 64)
    assert len(back["declared"]) == 0
    assert back["services"].set_index("service_id").at["sluzby:1", "secret"]


def test_the_sample_region_gives_no_place_of_a_secret_service() -> None:
    centre = sample_centre()
    secret = centre["sites"].loc[centre["sites"]["secret"], "site_id"]
    assert len(secret) > 0
    written = to_json(hsds_tables(centre, DATE, "internal"))
    assert [site for site in secret if site.encode() in written] == []


def test_the_status_follows_the_day() -> None:
    centre = small_centre(
        providers=[provider_row()],
        services=[
            service_row("1", od="2020-01-01", do="2026-06-29"),
            service_row("2", od="2026-07-01"),
            service_row("3", od="2026-06-30", do="2026-06-30"),
        ],
    )
    found = [row["status"] for row in hsds_tables(centre, DATE)["service"].values()]
    assert found == ["defunct", "inactive", "active"]
