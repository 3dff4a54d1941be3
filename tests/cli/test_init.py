"""A new plan folder: the plan of every kraj is right as it is written."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

import pytest

from gis_sluzby import codelists
from gis_sluzby.cli.init import write_plan_folder
from gis_sluzby.errors import PlanError, WriteError
from gis_sluzby.fetch.catalogue import official
from gis_sluzby.plan import Reach, read_plan
from gis_sluzby.plan.fields import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

#: Columns that a plan maps and the official list does not ask for.
MORE_COLUMNS = ("identifikátor_služby", "webová_stránka")


@pytest.mark.parametrize("code", [kraj.code for kraj in codelists.kraje() if not kraj.model])
def test_the_plan_that_init_writes_is_right(code: str, tmp_path: Path) -> None:
    told = list(write_plan_folder(tmp_path, code, sample=False, overwrite=False))
    plan = read_plan(tmp_path / "plan.toml")
    kraj = codelists.kraj(code)
    assert str(tmp_path / "plan.toml") in told[0]
    assert (plan.kraj, plan.name) == (code, f"Dostupnost sociálních služeb, {kraj.name}")
    assert (tmp_path / "data").is_dir()
    assert plan.publisher == {
        "CZ010": "Magistrát hlavního města Prahy",
        "CZ063": "Krajský úřad Kraje Vysočina",
    }.get(code, f"Krajský úřad {kraj.name.removesuffix('ý kraj')}ého kraje")


@pytest.mark.parametrize("code", ["CZ041", "CZ052"])
def test_what_the_plan_fetches_is_described_as_in_the_official_list(
    code: str, tmp_path: Path
) -> None:
    list(write_plan_folder(tmp_path, code, sample=False, overwrite=False))
    plan = read_plan(tmp_path / "plan.toml")
    fetched = [source for source in plan.source if source.fetch]
    assert {"obce", "population", "roads"} <= {source.table for source in fetched}
    for source in fetched:
        entry = official()[str(source.fetch)]
        assert (source.path, source.licence) == (entry.file, entry.licence)
        assert source.attribution == entry.attribution
        if entry.vintage:
            assert source.vintage == entry.vintage
        if entry.kind == "csv" and source.reader == "csv":
            assert set(source.columns.values()) <= {*entry.columns, *MORE_COLUMNS}
            assert (source.delimiter, source.encoding) == (entry.delimiter, entry.encoding)


def test_the_plan_leaves_speeds_and_joins_to_the_program(tmp_path: Path) -> None:
    list(write_plan_folder(tmp_path, "cz052", sample=False, overwrite=False))
    reach = read_plan(tmp_path / "plan.toml").reach
    assert not reach.model_fields_set & {"kmh", "join_exclude"}
    assert {"motorway", "trunk", "dálnice"} <= set(Reach().join_exclude)


def test_services_that_cannot_be_fetched_are_to_be_filled_in(tmp_path: Path) -> None:
    told = list(write_plan_folder(tmp_path, "CZ052", sample=False, overwrite=False))
    services = tmp_path / "data" / "sluzby.csv"
    assert f"Seznam služeb k vyplnění: {services}" in told
    (source,) = read_plan(tmp_path / "plan.toml").of_table("services")
    head = services.read_bytes()
    assert head.startswith(BOM_UTF8)
    names = head.decode("utf-8-sig").rstrip("\r\n").split(source.delimiter)
    assert set(names) <= set(FIELDS["services"])
    assert {name for name, field in FIELDS["services"].items() if field.required} <= set(names)
    services.write_text("vyplněno", "utf-8")
    list(write_plan_folder(tmp_path, "CZ052", sample=False, overwrite=True))
    assert services.read_text("utf-8") == "vyplněno"


def test_services_that_can_be_fetched_are_not(tmp_path: Path) -> None:
    told = list(write_plan_folder(tmp_path, "CZ041", sample=False, overwrite=False))
    assert list((tmp_path / "data").iterdir()) == []
    assert told[1:] == [
        f"Dál: gis-sluzby fetch {tmp_path}",
        f"     gis-sluzby check {tmp_path}",
        f"     gis-sluzby build {tmp_path}",
    ]


def test_init_does_not_write_over_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("můj", encoding="utf-8")
    with pytest.raises(WriteError, match="plán už existuje"):
        list(write_plan_folder(tmp_path, "CZ041", sample=False, overwrite=False))
    assert plan.read_text(encoding="utf-8") == "můj"
    list(write_plan_folder(tmp_path, "CZ041", sample=False, overwrite=True))
    assert read_plan(plan).kraj == "CZ041"


@pytest.mark.parametrize(
    ("kraj", "sample", "told"),
    [
        ("CZ999", False, "kraj „CZ999“ není v číselníku. Kraje: CZ010 Hlavní město Praha,"),
        ("CZ099", False, "kraj „CZ099“ není v číselníku"),
        (None, False, "zadejte buď --kraj s kódem kraje, nebo --sample"),
        ("CZ041", True, "zadejte buď --kraj s kódem kraje, nebo --sample"),
    ],
)
def test_init_says_what_it_needs(
    kraj: str | None, told: str, tmp_path: Path, *, sample: bool
) -> None:
    with pytest.raises(PlanError, match=told):
        list(write_plan_folder(tmp_path, kraj, sample=sample, overwrite=False))
    assert list(tmp_path.iterdir()) == []
