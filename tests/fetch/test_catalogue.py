"""The list of official addresses is whole, and a month's file is looked for in the right months."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest

from gis_sluzby.fetch.catalogue import Official, addresses, official
from tests.documents import rows_by_code

TODAY = dt.date(2026, 11, 22)


def test_every_entry_says_whose_it_is_and_where_it_was_seen() -> None:
    assert len(official()) > 5
    for name, entry in official().items():
        assert entry.id == name
        assert entry.title
        assert entry.publisher
        assert entry.licence
        assert entry.seen is not None, name
        assert entry.seen <= TODAY
        assert entry.seen_in, name
        assert all(urlsplit(address.url).scheme == "https" for address in addresses(entry, TODAY))


def test_names_of_files_are_their_own() -> None:
    names = [entry.file for entry in official().values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("entry", official().values(), ids=official().keys())
def test_an_entry_says_what_the_file_must_look_like(entry: Official) -> None:
    looks = {
        "csv": entry.columns,
        "json": entry.keys,
        "zip": entry.member and entry.begins,
        "pbf": "OSMHeader",
        "any": "",
    }
    assert looks[entry.kind]


def test_the_file_of_a_month_is_looked_for_three_months_back() -> None:
    found = addresses(official()["ruian-stat"], dt.date(2027, 3, 1))
    assert [place.vintage for place in found] == [
        dt.date(2027, 2, 28),
        dt.date(2027, 2, 28),
        dt.date(2027, 1, 31),
        dt.date(2027, 1, 31),
        dt.date(2026, 12, 31),
        dt.date(2026, 12, 31),
    ]
    assert found[0].url.endswith("/vfr/202702/20270228_ST_UKSG.xml.zip")
    assert found[1].url.endswith("/soucasna/20270228_ST_UKSG.xml.zip")


def test_a_file_of_no_month_has_the_stated_vintage() -> None:
    (only,) = addresses(official()["csu-obyvatele-2021"], TODAY)
    assert only.vintage == dt.date(2021, 3, 26)


def test_braces_that_mean_nothing_stay() -> None:
    entry = official()["mpsv-rpss"].model_copy(update={"addresses": ("http://a/{x}?{y:1}",)})
    assert [place.url for place in addresses(entry, TODAY)] == ["http://a/{x}?{y:1}"]


def test_the_list_stands_in_the_documentation() -> None:
    rows = rows_by_code("docs/plan.md", "## Úřední data")
    assert list(rows) == list(official())
    for name, (_, title, publisher, licence, file, seen) in rows.items():
        entry = official()[name]
        day = entry.seen
        assert day is not None
        assert (title, publisher, licence) == (entry.title, entry.publisher, entry.licence)
        assert file == f"`{entry.file}`"
        assert seen == f"{day.day}. {day.month}. {day.year}"
