"""Scenario files: what is understood, and what is refused with all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.crs import to_degrees
from gis_sluzby.errors import MissingSourceError, PlanError
from gis_sluzby.sample.files import SCENARIO
from gis_sluzby.studies.whatif import check, read_scenario
from gis_sluzby.studies.whatif.places import spot_of
from gis_sluzby.studies.whatif.scenario import Add
from tests.coverage.made import CODES, Service
from tests.sample_centre import sample_centre
from tests.studies import made
from tests.studies.scenarios import scenario

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'schema = 1\nname = "Zkouška"\n'
SERVICES = (
    Service("1", "46", at="B"),
    Service("2", "44", ("amb", "pob"), at="AC"),
    Service("3", "57", ("pob",), at="A", secret=True),
)


def wrong(tmp_path: Path, text: str) -> list[str]:
    """Read a file that is wrong, give what is said about it."""
    file = tmp_path / "scenar.toml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_scenario(file)
    return [line.removeprefix(f"{file}, ") for line in str(caught.value).splitlines()]


def refused(**sections: list[dict[str, Any]]) -> list[str]:
    """Check a scenario that cannot be, give what is said about it."""
    with pytest.raises(PlanError) as caught:
        check(scenario(**sections), made.plan(), made.centre(SERVICES))
    return [line.removeprefix("scenar.toml, ") for line in str(caught.value).splitlines()]


def test_the_scenario_of_the_sample_region_is_right() -> None:
    read = read_scenario(SCENARIO)
    assert [len(getattr(read, name)) for name in ("add", "move", "close", "capacity")] == [1] * 4
    assert read.add[0].forms() == ("amb",)
    assert read.path == SCENARIO
    check(read, made.plan().model_copy(update={"standard": ()}), sample_centre())


def test_a_file_of_notepad_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "scenar.toml"
    file.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert read_scenario(file).name == "Zkouška"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="soubor scénáře nelze přečíst"):
        read_scenario(tmp_path / "neni.toml")


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = """
[[add]]
key = "a b"
druh = "466"
lon = 3
[close]
service = "sluzby:1"
[[capacity]]
service = "sluzby:1"
unit = "kus"
count = -1
servis = "x"
"""
    told = wrong(tmp_path, text)
    assert [line.split(": ")[0] for line in told] == [
        "[[add]] č. 1 (a b) > lon",
        "[[add]] č. 1 (a b) > key",
        "[[add]] č. 1 (a b) > druh",
        "[[close]]",
        "[[capacity]] č. 1 (sluzby:1) > unit",
        "[[capacity]] č. 1 (sluzby:1) > count",
        "[[capacity]] č. 1 (sluzby:1) > servis",
    ]
    assert "dvojité závorky: [[close]]" in told[3]
    assert "snad „service“" in told[-1]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('druh = "46"', "právě jedním způsobem"),
        ('druh = "46"\nkod_obec = "1"\nkod_adm = "1"', "právě jedním způsobem"),
        ('druh = "46"\nlon = 14.0', "uveďte lon i lat"),
        ('druh = "46"\nforma = "ter"\nkod_obec = "1"', "formu ter podle zákona nemá (amb)"),
        ('druh = "44"\nkod_obec = "1"', "víc forem (amb, pob, ter)"),
        ('druh = "46"\nkod_obec = "1"\ncs = ["lide"]', "okruh cílových skupin „lide“"),
        (
            'druh = "46"\nkod_obec = "1"\ncapacity = [{forma = "pob", unit = "luzka", count = 1}]',
            "kapacita je ve formě pob, služba má amb",
        ),
        (
            (
                'druh = "44"\nforma = ["amb", "pob"]\nkod_obec = "1"\n'
                'capacity = [{unit = "luzka", count = 1}]'
            ),
            "u kapacity uveďte forma",
        ),
    ],
)
def test_an_addition_that_does_not_fit_together(tmp_path: Path, entry: str, told: str) -> None:
    (line,) = wrong(tmp_path, f'[[add]]\nkey = "n"\n{entry}\n')
    assert line.startswith("[[add]] č. 1 (n)")
    assert told in line


def test_unknown_services_come_with_suggestions() -> None:
    told = refused(
        close=[{"service": "1"}],
        move=[{"service": "sluzba:2", "kod_obec": CODES["A"]}],
        capacity=[{"service": "xyz", "unit": "luzka", "count": 1}],
    )
    assert told == [
        (
            "[[move]] č. 1 (sluzba:2) > service: služba „sluzba:2“ v datovém centru není. Snad "
            "„sluzby:2“ nebo „sluzby:3“ nebo „sluzby:1“."
        ),
        "[[close]] č. 1 (1) > service: služba „1“ v datovém centru není. Snad „sluzby:1“.",
        (
            "[[capacity]] č. 1 (xyz) > service: služba „xyz“ v datovém centru není. Označení "
            "služeb (service_id) jsou ve vrstvě sluzby."
        ),
    ]


def test_a_service_of_another_day_is_told_from_an_unknown_one() -> None:
    with pytest.raises(PlanError) as caught:
        check(scenario(close=[{"service": "sluzby:S036"}]), made.plan(), sample_centre())
    assert "se v den plánu neposkytuje (do 31. 12. 2025)" in str(caught.value)


def test_one_form_need_not_be_a_list() -> None:
    assert place(kod_obec="1", forma="amb").forms() == ("amb",)


def test_contradictions_and_repetitions_are_refused() -> None:
    told = refused(
        close=[{"service": "sluzby:1"}, {"service": "sluzby:1"}],
        move=[{"service": "sluzby:1", "kod_obec": CODES["A"]}],
        standard=[{"druh": "46", "limit_minutes": 5}, {"druh": "46", "limit_minutes": 6}],
    )
    assert told == [
        "[[close]] č. 2 (sluzby:1): totéž určuje už zápis č. 1.",
        "[[standard]] č. 2 (46): totéž určuje už zápis č. 1.",
        (
            "[[move]] č. 1 (sluzby:1) > service: službu „sluzby:1“ tentýž scénář ukončuje. "
            "Nechte jen jedno z obojího."
        ),
    ]


def test_places_and_areas_that_are_not_there_are_refused() -> None:
    new = {"druh": "46"}
    told = refused(
        add=[
            {"key": "a", **new, "kod_obec": "999999"},
            {"key": "b", **new, "kod_adm": "12345"},
            {"key": "c", **new, "lon": 14.4, "lat": 50.1},
            {"key": "d", **new, "kod_obec": CODES["A"], "areas": [{"level": "orp", "kod": "1"}]},
            {"key": "e", **new, "secret": True, "lon": 14.4, "lat": 50.1},
        ],
    )
    assert [line.split(": ", 1)[1] for line in told] == [
        "obec 999999 v plánu ani v jeho okolí není. Kódy obcí jsou v tabulce coverage_obec.csv.",
        "adresní místo 12345 v datovém centru žádná služba nemá. Zadejte lon a lat.",
        "bod neleží v žádné obci plánu ani jeho okolí. Ověřte lon a lat.",
        (
            "služba má utajenou adresu, přesné místo se neukládá. U utajené adresy uveďte jen "
            "kod_obec."
        ),
        "území orp 1 v plánu ani v jeho okolí není.",
    ]


def test_what_is_not_clear_is_asked_for() -> None:
    told = refused(
        move=[
            {"service": "sluzby:2", "kod_obec": CODES["A"]},
            {"service": "sluzby:1", "site": "jinde", "kod_obec": CODES["A"]},
            {"service": "sluzby:3", "lon": 14.4, "lat": 50.1},
        ],
        capacity=[{"service": "sluzby:2", "unit": "luzka", "count": 1}],
        declared=[{"service": "sluzby:1", "forma": "ter", "areas": []}],
        standard=[{"druh": "46", "limit_minutes": 100}],
    )
    assert [line.split(": ", 1)[1].split(". ")[0].rstrip(".") for line in told] == [
        "služba má utajenou adresu, přesné místo se neukládá",
        "služba má 2 místa, není řečeno, které se stěhuje",
        "služba místo „jinde“ nemá",
        "služba má víc forem (amb, pob), uveďte forma",
        "služba formu ter nemá, má amb",
        (
            "mez 100 minut je nad možnosti plánu: horizont (90 minut) má být aspoň 1,5násobek "
            "nejdelší meze"
        ),
    ]


def test_new_places_need_roads() -> None:
    plan = made.plan()
    by_table = plan.model_copy(update={"reach": plan.reach.model_copy(update={"mode": "matrix"})})
    centre = made.centre(SERVICES)
    check(scenario(close=[{"service": "sluzby:1"}]), by_table, centre)
    with pytest.raises(PlanError, match="minuty plánu jsou z tabulky matrix"):
        check(scenario(move=[{"service": "sluzby:1", "kod_obec": CODES["A"]}]), by_table, centre)


def test_a_place_is_found_by_degrees_by_obec_and_by_address() -> None:
    centre = sample_centre()
    sites = centre["sites"]
    known = sites[sites["geometry"].notna() & sites["kod_obec"].notna()].iloc[3]
    sites["kod_adm"] = sites["kod_adm"].mask(sites["site_id"] == known["site_id"], "12345678")
    by_address = spot_of(place(kod_adm="12345678"), centre)
    assert by_address is not None
    assert by_address.geometry == known["geometry"]
    assert by_address.kod_obec == known["kod_obec"]
    by_obec = spot_of(place(kod_obec="991001"), centre)
    assert by_obec is not None
    assert (by_obec.kod_obec, by_obec.precision) == ("991001", "obec")
    lon, lat = degrees_of(by_obec.geometry.x, by_obec.geometry.y)
    by_degrees = spot_of(place(lon=lon, lat=lat), centre)
    assert by_degrees is not None
    assert by_degrees.kod_obec == "991001"
    assert by_degrees.geometry.distance(by_obec.geometry) < 0.01


def place(**where: object) -> Add:
    """Make an addition that stands somewhere."""
    return Add.model_validate({"key": "n", "druh": "46", **where})


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Give the degrees of a point."""
    lon, lat = to_degrees(x, y)
    return lon.item(), lat.item()
