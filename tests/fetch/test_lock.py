"""The record of what was fetched comes back as it was written, whatever it holds."""

from __future__ import annotations

import datetime as dt
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.errors import InputError
from gis_sluzby.fetch.lock import LOCK, Record, read_lock, write_lock

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
MOMENTS = st.datetimes(
    dt.datetime(2000, 1, 1),  # noqa: DTZ001  (hypothesis wants naive bounds)
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
).map(lambda moment: moment.replace(microsecond=0))
RECORDS = st.builds(
    Record,
    id=WORDS,
    address=WORDS,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    size=st.integers(0, 2**50),
    fetched=MOMENTS,
    checked=st.none() | MOMENTS,
    vintage=st.none() | DAYS,
    server=st.none() | WORDS,
    etag=st.none() | WORDS,
    last_modified=st.none() | WORDS,
)


@given(records=st.dictionaries(WORDS, RECORDS, max_size=4))
def test_a_record_comes_back(records: dict[str, Record]) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_lock(Path(name), records)
        assert read_lock(Path(name)) == records
        assert [path.name for path in Path(name).iterdir()] == [LOCK]


def test_a_record_is_readable(tmp_path: Path) -> None:
    record = Record(
        id="csu-obce",
        address='https://data.example/a.csv?b="c"',
        sha256="0" * 64,
        size=1,
        fetched=dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC),
        vintage=dt.date(2026, 10, 31),
    )
    write_lock(tmp_path, {"csu/obce.csv": record})
    text = (tmp_path / LOCK).read_text("utf-8")
    assert text.startswith("# Co a odkud stáhl příkaz gis-sluzby fetch.")
    assert '\n[file."csu/obce.csv"]\nid = "csu-obce"\n' in text
    assert "\nfetched = 2026-11-22T08:00:00+00:00\nvintage = 2026-10-31\n" in text
    assert tomllib.loads(text)["file"]["csu/obce.csv"]["address"] == record.address


def test_no_record_is_no_error(tmp_path: Path) -> None:
    assert read_lock(tmp_path) == {}
    assert read_lock(tmp_path / "nic") == {}


@pytest.mark.parametrize("text", ["file = 1", "[file.a]\nid = 2", "[file", 'file = ["a"]', "\xff"])
def test_a_damaged_record_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK).write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="záznam o stažení je poškozený"):
        read_lock(tmp_path)
