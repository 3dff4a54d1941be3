"""A register in a whole load: its places, forms and capacities in the canonical tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.errors import InputError
from gis_sluzby.plan import file_hash, read_plan
from tests.ruian_files import ADDRESS_HEADER, address_row, write_address_zip
from tests.small_plan import centre_of, write_small_plan
from tests.sources.rpss.items import Item, address, facility, form, item, listed

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.centre import Centre

SOURCE = """
[[source]]
id = "{id}"
table = "{table}"
reader = "{reader}"
path = "{path}"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
"""
FAR = address("554481", kraj={"id": "Kraj/51"})


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_small_plan(tmp_path / "plán")


def add(plan: Path, name: str, table: str, reader: str, path: str) -> None:
    """Add a source to a plan."""
    text = SOURCE.format(id=name, table=table, reader=reader, path=path)
    plan.write_text(plan.read_text(encoding="utf-8") + text, encoding="utf-8")


def loaded(plan: Path, *items: Item, beside: bool = False) -> Centre:
    """Load the plan with a register in place of its services, or beside them."""
    text = json.dumps({"polozky": items}, ensure_ascii=False)
    (plan.parent / "data" / "rpss.json").write_text(text, encoding="utf-8")
    if not beside:
        whole = plan.read_text(encoding="utf-8")
        start = whole.index('[[source]]\nid = "sluzby"')
        end = whole.find("[[source]]", start + 1)
        plan.write_text(whole[:start] + (whole[end:] if end > 0 else ""), encoding="utf-8")
    add(plan, "rpss", "services", "rpss", "rpss.json")
    return load(read_plan(plan)).centre


def with_lists(plan: Path, lists: dict[str, dict[str, str]]) -> None:
    """Write code lists beside the register that the plan has, and name them in the plan."""
    for name, names in lists.items():
        text = json.dumps(listed(name, names), ensure_ascii=False)
        (plan.parent / "data" / f"{name}.json").write_text(text, encoding="utf-8")
    key = f"code_lists = {json.dumps([f'{name}.json' for name in lists])}"
    text = plan.read_text(encoding="utf-8")
    given = 'path = "rpss.json"\n'
    assert given in text
    plan.write_text(text.replace(given, f"{given}{key}\n"), encoding="utf-8")


def found(centre: Centre, *rules: str) -> list[tuple[str, Any, Any]]:
    audit = centre["audit"]
    kept = audit[audit["rule"].isin(list(rules))].sort_values(["rule", "row_id", "column"])
    columns = ["rule", "row_id", "column"]
    return [tuple(row) for row in kept[columns].itertuples(index=False)]


def test_a_service_at_several_places_is_one_service(plan: Path) -> None:
    houses = [
        facility(),
        facility(nazev="Druhý", adresa=address("100002"), poskytujeDo="2030-01-01"),
    ]
    centre = loaded(plan, item(zarizeni=houses))
    assert centre["services"]["service_id"].tolist() == ["rpss:1000001"]
    sites = centre["service_sites"].merge(centre["sites"], on="site_id").sort_values("kod_obec")
    assert sites["kod_obec"].tolist() == ["100001", "100002"]
    assert sites["do"].fillna("").tolist() == ["", "2030-01-01"]
    assert sites["precision"].tolist() == ["obec", "obec"]
    assert [point.coords[0] for point in sites["geometry"]] == [
        centre_of("100001"),
        centre_of("100002"),
    ]
    assert centre["capacities"][["forma", "unit", "count"]].to_numpy().tolist() == [
        ["pob", "luzka", 32.0]
    ]
    assert found(centre, "point_of_obec") == [
        ("point_of_obec", "rpss:1000001", "zarizeni[0].lon"),
        ("point_of_obec", "rpss:1000001", "zarizeni[1].lon"),
    ]
    row = centre["sources"].set_index("source_id").loc["rpss"]
    assert (row["rows_read"], row["rows_kept"], row["rows_rejected"]) == (1, 1, 0)


def test_forms_have_hours_and_the_law_fills_in_where_the_register_is_silent(plan: Path) -> None:
    hours = [{"den": {"id": "DenVTydnu/1"}, "interval": "8:00 - 15:00"}]
    open_always = form("pob", nepretrzitePoskytovani=True, casoveRozsahy=hours)
    centre = loaded(plan, item(formy=[open_always]), item("1000002", formy=None))
    offers = centre["offers"].fillna("")[["service_id", "forma", "forma_basis", "nonstop", "hours"]]
    assert offers.to_numpy().tolist() == [
        ["rpss:1000001", "pob", "source", True, "po 8:00 - 15:00"],
        ["rpss:1000002", "pob", "zakon", False, ""],
    ]


def test_a_code_of_an_address_places_exactly_and_its_street_or_part_less_so(plan: Path) -> None:
    """The middle of the two addresses of Dlouhá; the code 999 is in no list."""
    x, y = centre_of("100001")

    def row(code: str, street: str, part: str, east: float) -> str:
        fields = address_row(code, "100001", f"{-(x + east):.2f}", f"{-y:.2f}").split(";")
        fields[7], fields[10] = part, street
        return ";".join(fields)

    lines = [row("1", "Dlouhá", "11", 0), row("2", "dlouhá", "11", 400), row("3", "Jiná", "12", 90)]
    lines.append(row("4", "", "12", 290))
    assert ADDRESS_HEADER.split(";")[7] == "Kód části obce"
    write_address_zip(plan.parent / "data" / "adresy.zip", {"100001": lines})
    add(plan, "adresy", "address_points", "ruian_csv", "adresy.zip")
    places = {
        "adresa": address(kodAdresnihoMista=3),
        "ulice": address(kodAdresnihoMista=999),
        "část": address(ulice=None, castObce={"id": "CastObce/12"}),
        "obec": address(ulice={"nazev": "Neznámá"}),
    }
    items = [
        item(str(number), zarizeni=[facility(adresa=one)])
        for number, one in enumerate(places.values())
    ]
    centre = loaded(plan, *items)
    sites = centre["service_sites"].merge(centre["sites"], on="site_id").sort_values("service_id")
    assert sites["precision"].tolist() == ["address", "street", "part", "obec"]
    assert [round(point.x - x) for point in sites["geometry"]] == [90, 200, 190, 0]
    assert found(centre, "address_by_street", "address_by_part", "address_unknown") == [
        ("address_by_part", "rpss:2", "zarizeni[0].kod_cast"),
        ("address_by_street", "rpss:1", "zarizeni[0].street"),
        ("address_unknown", "rpss:1", "zarizeni[0].kod_adm"),
    ]


def test_an_address_of_another_obec_is_told_and_places_nothing(plan: Path) -> None:
    x, y = centre_of("100002")
    lines = [address_row("5", "100002", f"{-x:.2f}", f"{-y:.2f}")]
    write_address_zip(plan.parent / "data" / "adresy.zip", {"100002": lines})
    add(plan, "adresy", "address_points", "ruian_csv", "adresy.zip")
    centre = loaded(plan, item(zarizeni=[facility(adresa=address(kodAdresnihoMista=5))]))
    assert centre["sites"]["kod_obec"].tolist() == ["100001"]
    assert found(centre, "address_of_other_obec") == [
        ("address_of_other_obec", "rpss:1000001", "zarizeni[0].kod_adm")
    ]


def test_a_secret_place_has_no_point_and_no_two_of_them_are_one(plan: Path) -> None:
    hidden = [
        facility(utajenaAdresa=True, adresa=address(kodAdresnihoMista=code)) for code in (77, 78)
    ]
    centre = loaded(plan, item(zarizeni=hidden), item("1000002", zarizeni=hidden[:1]))
    sites = centre["sites"]
    assert len(sites) == 3
    assert sites["secret"].all()
    assert sites["geometry"].isna().all()
    assert sites[["address", "kod_adm"]].isna().all(axis=None)
    assert centre["services"]["secret"].all()


def test_the_id_of_a_secret_place_does_not_depend_on_its_address(plan: Path) -> None:
    ids = []
    for code in (77, 78):
        again = write_small_plan(plan.parent.parent / str(code))
        hidden = facility(utajenaAdresa=True, adresa=address(kodAdresnihoMista=code))
        ids.append(loaded(again, item(zarizeni=[hidden]))["sites"]["site_id"].tolist())
    assert ids[0] == ids[1]


def test_services_of_other_kraje_stay_in_the_centre_and_are_told_once(plan: Path) -> None:
    far = [item(str(number), zarizeni=[facility(adresa=FAR)]) for number in range(3)]
    nameless = item("9", zarizeni=[facility(adresa=None)], kontaktniAdresy=[FAR])
    centre = loaded(plan, item(), *far, nameless)
    assert len(centre["services"]) == 5
    told = centre["audit"][centre["audit"]["rule"] == "outside_plan"]
    assert told["found"].tolist() == ["služby v kraji CZ041, mimo území plánu: 3"]
    assert found(centre, "no_place", "obec_unknown") == []


def test_a_place_of_nowhere_is_told(plan: Path) -> None:
    centre = loaded(plan, item(zarizeni=[facility(adresa=None)]))
    assert found(centre, "no_place") == [("no_place", "rpss:1000001", "zarizeni[0].kod_obec")]


def test_the_plan_s_own_table_goes_before_the_register(plan: Path) -> None:
    rows = "service,forma,unit,count\n1000001,pob,luzka,30\n1000001,amb,klient,5\n"
    (plan.parent / "data" / "kapacity.csv").write_text(rows, encoding="utf-8")
    add(plan, "kapacity", "capacities", "csv", "kapacity.csv")
    centre = loaded(plan, item(), item("1000002"))
    capacities = centre["capacities"][["service_id", "forma", "count"]].to_numpy().tolist()
    assert capacities == [
        ["rpss:1000001", "amb", 5.0],
        ["rpss:1000001", "pob", 30.0],
        ["rpss:1000002", "pob", 32.0],
    ]
    [(_, concerned, _)] = found(centre, "register_outranked")
    assert concerned == "rpss:1000001"


def test_sources_of_services_add_up(plan: Path) -> None:
    alone = load(read_plan(plan)).centre
    centre = loaded(plan, item(), beside=True)
    both = centre["services"]
    assert len(both) == len(alone["services"]) + 1
    own = both[both["source_id"] == "sluzby"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, alone["services"])
    points = centre["sites"]["geometry"].dropna()
    assert all(isinstance(point, shapely.Point) for point in points)


def test_contacts_of_a_provider_are_its_own(plan: Path) -> None:
    provider = {
        "nazev": "Domov, p. o.",
        "ico": "00000019",
        "adresa": address("100004"),
        "telefony": [{"telefon": "485 123 456"}],
    }
    centre = loaded(plan, item(poskytovatel=provider, telefony=[{"telefon": "111"}]))
    [row] = centre["providers"].to_dict("records")
    assert (row["phone"], row["kod_obec_seat"]) == ("485 123 456", "100004")
    assert centre["services"]["phone"].tolist() == ["111"]


def test_code_lists_beside_the_register_name_its_codes(plan: Path) -> None:
    """Expected by hand; the small obce are called Obec 1 to Obec 9."""
    loaded(
        plan,
        item(
            zarizeni=[facility(adresa=address("599999"))],
            ciloveSkupiny=[{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{n}"}} for n in (28, 29)],
        ),
    )
    with_lists(
        plan,
        {
            "DruhSocialniSluzby": {"13": "týdenní stacionáře"},
            "CilovaSkupinaOsoby": {"28": "senioři", "29": "poutníci"},
            "Obec": {"599999": "Obec 7", "100001": "Obec 1"},
        },
    )
    centre = load(read_plan(plan)).centre
    assert centre["services"]["druh"].tolist() == ["47"]
    assert centre["targets"]["target_group"].tolist() == ["24"]
    assert centre["sites"]["kod_obec"].tolist() == ["100007"]
    told = found(centre, "code_list_contradicts", "register_codes", "place_by_list", "obec_unknown")
    assert [(rule, column) for rule, _, column in told] == [
        ("code_list_contradicts", "DruhSocialniSluzby=13"),
        ("place_by_list", "Obec=599999"),
        ("register_codes", "CilovaSkupinaOsoby=29"),
    ]
    rows = centre["sources"].set_index("source_id")
    path = plan.parent / "data" / "Obec.json"
    assert rows.loc[
        "rpss:Obec.json", ["table", "path", "sha256", "rows_kept"]
    ].to_numpy().tolist() == [
        *("code_lists", "Obec.json", file_hash(path), 2),
    ]


def test_a_broken_code_list_and_a_broken_table_are_told_at_once(plan: Path) -> None:
    loaded(plan, item())
    with_lists(plan, {"Kraj": {}, "Okres": {"1": "x"}})
    (plan.parent / "data" / "obyvatele.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(read_plan(plan))
    files = [problem.file for problem in caught.value.problems]
    assert files == ["obyvatele.csv", "Kraj.json"]


@pytest.mark.parametrize(("name", "precision"), [("HORNÍ", "part"), ("Prostřední", "obec")])
def test_a_part_whose_code_is_no_more_is_placed_by_its_name(
    name: str, precision: str, plan: Path
) -> None:
    """The address points know the part by another code, and by its name."""
    x, y = centre_of("100001")
    fields = address_row("1", "100001", f"{-(x + 250):.2f}", f"{-y:.2f}").split(";")
    assert ADDRESS_HEADER.split(";")[7:9] == ["Kód části obce", "Název části obce"]
    fields[7:9] = ["11", "Horní"]
    write_address_zip(plan.parent / "data" / "adresy.zip", {"100001": [";".join(fields)]})
    add(plan, "adresy", "address_points", "ruian_csv", "adresy.zip")
    old = address(ulice=None, castObce={"id": "CastObce/99"})
    loaded(plan, item(zarizeni=[facility(adresa=old)]))
    with_lists(plan, {"CastObce": {"99": name}})
    [site] = load(read_plan(plan)).centre["sites"].to_dict("records")
    assert site["precision"] == precision
    assert round(site["geometry"].x - x) == (250 if precision == "part" else 0)
