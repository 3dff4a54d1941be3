"""Keys that tables hold of each other: violations are errors or findings, as tables.toml says."""

from __future__ import annotations

import pytest

from gis_sluzby.centre import CENTRE_TABLES
from gis_sluzby.centre.keys import check_keys, loose_keys
from gis_sluzby.errors import InputError
from gis_sluzby.tables import tables
from tests.sample_centre import sample_centre
from tests.small_centre import provider_row, service_row, small_centre

SOURCES = [
    {"source_id": name, "table": "services", "path": f"{name}.csv", "sha256": "0" * 64}
    | dict.fromkeys(("rows_read", "rows_kept", "rows_rejected"), 1)
    for name in ("sluzby", "hranice")
]
BASE = {"providers": [provider_row()], "services": [service_row()], "sources": SOURCES}
OFFER = {"service_id": "sluzby:1", "forma": "amb", "forma_basis": "source", "nonstop": False}


def test_a_sound_centre_has_no_broken_key() -> None:
    centre = small_centre(**BASE, offers=[OFFER])
    check_keys(centre)
    assert loose_keys(centre) == []


def test_a_broken_key_names_row_and_value() -> None:
    offers = [OFFER, OFFER | {"service_id": "sluzby:9"}]
    with pytest.raises(InputError) as caught:
        check_keys(small_centre(**BASE, offers=offers))
    [problem] = caught.value.problems
    assert str(problem) == (
        "tabulka offers, 2. řádek tabulky, sloupec „service_id“: sluzby:9 v tabulce services není."
    )


def test_a_form_that_the_register_lacks_is_a_finding() -> None:
    """A kraj's network says a form that the service does not have: two sources disagree."""
    row = {
        "network_id": "zs",
        "period": "2026",
        "service_id": "sluzby:1",
        "unit": "fte",
        "funded": True,
        "counts": True,
        "reservation": False,
    }
    network = [row | {"forma": forma} for forma in ("amb", "ter", "unknown")]
    [found] = loose_keys(small_centre(**BASE, offers=[OFFER], network=network))
    assert found["rule"] == "foreign_missing"
    assert found["row_id"] == "zs 2026 sluzby:1 ter fte"
    assert (found["found"], found["expected"]) == (
        "Pomoc, z. s., pečovatelská služba, terénní forma",
        "řádek v tabulce „Formy služeb“",
    )


def test_null_refers_to_nothing() -> None:
    point = {"kod_obec": "100001", "geometry": small_centre()["obce"].geometry.iloc[0].centroid}
    check_keys(small_centre(sources=SOURCES, obec_points=[point]))


def test_keys_of_the_sample_region_hold() -> None:
    centre = sample_centre()
    check_keys(centre)
    assert loose_keys(centre) == []


@pytest.mark.parametrize("name", CENTRE_TABLES)
def test_keys_lead_to_keys(name: str) -> None:
    """A key that is held is the other table's key, or its beginning, and its columns are there."""
    for foreign in tables()[name].foreign:
        other = tables()[foreign.table]
        assert foreign.columns == other.key[: len(foreign.columns)]
        assert set(foreign.columns) <= {column.name for column in tables()[name].columns}


def test_every_column_that_looks_like_a_key_is_one() -> None:
    """A table that names a service, a provider, a place or a source says so in tables.toml."""
    plain = {
        "service_id": "services",
        "provider_id": "providers",
        "site_id": "sites",
        "source_id": "sources",
    }
    #: Findings speak also of rows that were refused.
    lacking = [
        (name, column)
        for name in CENTRE_TABLES
        if name != "audit"
        for column, table in plain.items()
        if table != name
        and column in {one.name for one in tables()[name].columns}
        and (column,) not in {foreign.columns for foreign in tables()[name].foreign}
    ]
    assert lacking == []
