"""Records of a long list: the same whatever the blocks, broken ones named, memory bounded."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gis_sluzby.errors import GisSluzbyError, InputError
from gis_sluzby.sources.packed import Member
from gis_sluzby.sources.rpss import stream
from gis_sluzby.sources.rpss.stream import Broken, Listed, records
from tests.sources.given import source_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

SOURCE = source_of("services", "rpss.json", reader="rpss")
#: Text that looks like borders of records.
NASTY = st.text(alphabet='{}[]",:\\/ \n\tpolozky\u00e1\U0001f3e0', max_size=12)
VALUES: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY, inner, max_size=3),
    max_leaves=8,
)


def read(content: bytes, block: int = 1 << 20, name: str = "rpss.json") -> tuple[list[Any], Any]:
    """Give the records and the other keys."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        *parts, rest = records(Member(path), "polozky", SOURCE, block)
    assert isinstance(rest, Listed)
    return [one for part in parts if isinstance(part, list) for one in part], rest.rest


def refused(content: bytes, block: int = 1 << 20) -> str:
    with pytest.raises(InputError) as caught:
        read(content, block)
    return str(caught.value)


@given(st.lists(VALUES, max_size=5), VALUES, st.integers(1, 64), st.booleans(), st.booleans())
@settings(max_examples=80)
def test_any_blocks_give_the_values_that_json_gives(
    values: list[Any],
    other: Any,  # noqa: ANN401
    block: int,
    indented: bool,  # noqa: FBT001
    marked: bool,  # noqa: FBT001
) -> None:
    document = {"pred": other, "polozky": values, "za": {"polozky": [other]}}
    text = json.dumps(document, ensure_ascii=indented, indent=2 if indented else None)
    found, rest = read((b"\xef\xbb\xbf" if marked else b"") + text.encode(), block)
    assert found == values
    assert rest == {**document, "polozky": []}


@given(st.binary(max_size=60), st.integers(1, 9))
@example(b'{"polozky":[' + b"[" * 5000, 1 << 20)
@example(b'{"polozky":[{"a":1}]}]', 3)
@example(b"\xff\xfe{", 1)
@settings(max_examples=100)
def test_any_bytes_are_records_or_a_problem(tail: bytes, block: int) -> None:
    for content in (tail, b'{"polozky":[' + tail, b'{"polozky":[{"a":"' + tail + b'"}]}'):
        with suppress(GisSluzbyError):
            assert isinstance(read(content, block)[0], list)


def test_the_list_is_found_by_its_place_not_by_its_name_alone() -> None:
    text = (
        '{"a": "\\"polozky\\": [", "b": {"polozky": [1]}, "polozky" :\n[2, [3]], "polozkyX": [4]}'
    )
    assert read(text.encode())[0] == [2, [3]]


def test_a_packed_file_is_unpacked_as_it_is_read() -> None:
    assert read(gzip.compress(b'{"polozky": [{"a": 1}]}'))[0] == [{"a": 1}]


def test_a_broken_record_is_named_and_the_others_are_read() -> None:
    text = b'{"polozky": [{"a": 1}, {"a": NaN}, {"a": "\\ud800"}, {"a": 4}]}'
    for block in (1, 7, 1000):
        first, second, third, last = read(text, block)[0]
        assert (first, last) == ({"a": 1}, {"a": 4})
        assert second == Broken('{"a": NaN}')
        assert isinstance(third, Broken)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "soubor je prázdný"),
        (b"<html>", "v souboru není seznam „polozky“ (začíná: <htm"),
        (b'[{"a": 1}]', "v souboru není seznam „polozky“"),
        (b'{"list": []}', "v souboru není seznam „polozky“"),
        (b'{"polozky": {"a": [1]}}', "v souboru není seznam „polozky“"),
        (b'{"polozky": [{"a": 1}, {"a"', "soubor končí uprostřed seznamu „polozky“"),
        (b'{"polozky": [{"a": 1}]', "soubor není celý platný JSON"),
        (b'{"polozky": [1]} {}', "soubor není celý platný JSON"),
    ],
)
def test_what_is_no_list_of_records_is_told(content: bytes, told: str) -> None:
    for block in (1, 1000):
        assert told in refused(content, block)


def test_a_record_without_an_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST_RECORD", 100)
    assert "nemá konec" in refused(b'{"polozky": [{"a": "' + b"x" * 1000, 10)
    assert "není seznam" in refused(b'{"a": "' + b"x" * 1000, 10)


def test_a_broken_archive_is_told() -> None:
    whole = gzip.compress(b'{"polozky": [' + b"1, " * 500 + b"1]}")
    assert "archiv je poškozený" in refused(whole[: len(whole) // 2], 50)
