"""Registers in which anything stands anywhere: canonical tables, or problems that say where."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.errors import GisSluzbyError
from gis_sluzby.sources.rpss.api_addresses import read_facility_addresses
from gis_sluzby.sources.rpss.lists import read_code_list
from gis_sluzby.sources.rpss.register import Register, read_register
from gis_sluzby.tables import conform
from tests.fuzz.registers import ADDRESSES, REST
from tests.sources.given import plan_in, source_of
from tests.sources.rpss.items import address, facility, form, item, listed, register

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

FULL = item(
    kontaktniAdresy=[address()],
    zarizeni=[facility(), facility(utajenaAdresa=True)],
    formy=[form("amb", (5, "klient"), (1, "kontakt"), casoveRozsahy=[{"den": {"id": "D/1"}}])],
    ciloveSkupiny=[{"cilovaSkupina": {"id": "CilovaSkupinaOsoby/24"}, "doplnujiciInformace": "x"}],
    vekoveSkupiny=[{"vekovaSkupina": {"id": "VekovaSkupina/1"}}],
    rozsirenePusobnostiVKraji=[{"kraj": {"id": "Kraj/51"}}],
    emaily=[{"email": "a@example.org"}],
)
ANYTHING: SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["2024-02-30", "1e999", "Obec/", "/", "ano", "CZ7551010001", "0" * 50]),
    st.just([]),
    st.just({}),
    st.just([[None]]),
    st.just({"id": {"id": 1}}),
)


def paths(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the ways to all values within a value."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        inner = []
    return [at, *(way for key, one in inner for way in paths(one, (*at, key)))]


PATHS = [way for way in paths(FULL) if way]


def changed(way: tuple[Any, ...], to: object, of: object = FULL) -> Any:  # noqa: ANN401
    """Give the full item, or another value, with one value within replaced."""
    whole = copy.deepcopy(of)
    place: Any = whole
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = to
    return whole


def read(*items: object) -> Register | None:
    with TemporaryDirectory() as folder:
        plan = plan_in(Path(folder)).model_copy(update={"kraj": "CZ041"})
        try:
            return read_register(plan, register(plan, *items, rejects="record"))
        except GisSluzbyError:
            return None


@given(st.data())
@settings(max_examples=12)
def test_any_value_anywhere_gives_canonical_tables(data: st.DataObject) -> None:
    ways = data.draw(st.lists(st.sampled_from(PATHS), min_size=5, max_size=25))
    items = [changed(way, data.draw(ANYTHING)) for way in ways]
    found = read(*items, item("9999999"))
    assert found is not None
    assert found.read == len(found.frame) + found.rejected == len(items) + 1
    assert "zdroj:9999999" in set(found.frame["service_id"])
    for name, frame in found.details.items():
        conform(frame.assign(source_id="zdroj", forma_basis="source"), name)
    services = found.frame.assign(provider_id="x", source_id="zdroj", source_row=1)
    assert len(conform(services, "services")) == len(found.frame)
    assert set(found.places["service_id"]) <= set(found.frame["service_id"])


@given(st.lists(st.sampled_from(PATHS), min_size=2, max_size=8))
@settings(max_examples=6)
def test_order_of_records_changes_nothing_but_their_numbers(ways: list[tuple[Any, ...]]) -> None:
    items = [changed(way, None) | {"identifikator": str(n)} for n, way in enumerate(ways)]
    there, back = read(*items), read(*items[::-1])
    assert there is not None
    assert back is not None
    for name, frame in there.details.items():
        key = ["service_id", "forma" if "forma" in frame else "target_group"]
        columns = sorted(frame.columns)
        one, other = (
            rows.sort_values(key)[columns].fillna("").astype(str).to_numpy().tolist()
            for rows in (frame, back.details[name])
        )
        assert one == other


CODES = listed("CilovaSkupinaOsoby", {"24": "senioři", "10": "osoby bez přístřeší"})
CODE_PATHS = [way for way in paths(CODES) if way]


@given(st.sampled_from(CODE_PATHS), ANYTHING, st.one_of(st.none(), st.binary(max_size=6)))
@settings(max_examples=40)
def test_any_value_anywhere_in_a_code_list_is_read_or_refused_with_its_file(
    way: tuple[Any, ...], to: object, more: bytes | None
) -> None:
    """What is refused names the file and says what to do; nothing else comes out."""
    content = json.dumps(changed(way, to, CODES), ensure_ascii=False).encode()
    if more is not None:
        middle = len(content) // 2
        content = content[:middle] + more + content[middle:]
    with TemporaryDirectory() as folder:
        plan = plan_in(Path(folder))
        (plan.path.parent / "data" / "skupiny.json").write_bytes(content)
        source = register(plan, FULL, code_lists="skupiny.json", rejects="record")
        try:
            lists = [read_code_list(plan, one) for one in source.code_list_files()]
        except GisSluzbyError as error:
            [problem] = error.problems
            assert problem.file == "skupiny.json"
            assert problem.advice
            return
        found = read_register(plan, source, lists)
        assert len(found.frame) == 1
        conform(found.details["targets"].assign(source_id="zdroj"), "targets")


@given(st.data())
@settings(max_examples=12)
def test_any_value_anywhere_in_addresses_leaves_the_records_as_they_are(
    data: st.DataObject,
) -> None:
    ways = [way for way in paths(ADDRESSES) if len(way) > 1]
    answers: list[Any] = list(ADDRESSES)
    for way in data.draw(st.lists(st.sampled_from(ways), min_size=5, max_size=25)):
        answers += changed(way, data.draw(ANYTHING), ADDRESSES)
    with TemporaryDirectory() as folder:
        plan = plan_in(Path(folder))
        for name, content in (("vypis", REST), ("adresy", answers)):
            (Path(folder) / "data" / f"{name}.json").write_text(json.dumps(content), "utf-8")
        source = source_of("services", "vypis.json", reader="rpss_api", addresses="adresy.json")
        [file] = source.address_files()
        said = read_facility_addresses(plan, file).said
        found = read_register(plan, source, addresses=said)
    assert {"1", "2"} <= said.keys()
    assert found.frame["service_id"].tolist() == ["zdroj:1000001"]
    assert found.places["service_id"].tolist() == ["zdroj:1000001"]
