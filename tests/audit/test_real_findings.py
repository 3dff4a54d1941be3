"""Golden lists: every finding in the real files of Karlovarský kraj, each explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby.centre import load
from gis_sluzby.errors import InputError
from gis_sluzby.plan import Source, read_plan

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding

PLAN = Path(__file__).parents[1] / "plans" / "karlovarsky.toml"
#: Columns of the raw export.
RAW = Source.model_validate(
    {
        "id": "sluzby",
        "table": "services",
        "reader": "csv",
        "path": "services/socialni_sluzby_datazapad_raw_vzorek.csv",
        "vintage": "2026-09-27",
        "licence": "CC0-1.0",
        "attribution": "Karlovarský kraj",
        "columns": {
            "key": "objekt_id",
            "identifikator": "identifikátor_služby",
            "provider": "poskytovatel_sociální_služby",
            "ico": "identifikační_číslo_organizace",
            "legal_form": "právní_forma",
            "druh": "druh_sociální_služby",
            "web": "webová_stránka",
            "kod_adm": "kód_adresy",
            "kod_kraj": "kód_vyššího_územně_samosprávného_celku",
            "kod_orp": "kód_obce_s_rozšířenou_působností",
            "kod_obec": "kód_obce",
            "lon": "zeměpisná_délka_v_souřadnicovém_systému_wgs84",
            "lat": "zeměpisná_šířka_v_souřadnicovém_systému_wgs84",
            "wkt": "zápis_vektorové_geometrie",
        },
    }
)


def findings_of(services: Source | None) -> tuple[list[Finding], dict[str, int]]:
    """Load the plan, its services replaced where given; give findings and the rows counted."""
    plan = read_plan(PLAN)
    if services is not None:
        others = [source for source in plan.source if source.table != "services"]
        plan = plan.model_copy(update={"source": (*others, services)})
    centre = load(plan).centre
    source = centre["sources"].set_index("source_id").loc["sluzby"]
    counts = {name: int(str(source[name])) for name in ("rows_read", "rows_kept", "rows_rejected")}
    return json.loads(centre["audit"].to_json(orient="records")), counts


def listed(findings: list[Finding]) -> list[tuple[Any, ...]]:
    """Give rule, severity, row, what was found and what was expected, by rule and row."""
    keys = ("rule", "severity", "source_row", "found", "expected")
    rows = [tuple(one[key] for key in keys) for one in findings]
    return sorted(rows, key=lambda row: (str(row[0]), float(row[2] or 0), str(row[3])))


_SOKOLIK = 'Domov pro osoby se zdravotním postižením "SOKOLÍK" v Sokolově'
#: The people, boundaries and roads at hand are older than the services by more than two years.
VINTAGES = [
    (
        "vintage_apart",
        "info",
        None,
        f"data platí k {vintage}",
        "nejvýš dva roky od dne plánu 27. 9. 2026",
    )
    for vintage in ("30. 6. 2024", "30. 6. 2024", "31. 12. 2016", "31. 12. 2020")
]


@pytest.mark.real_data
def test_every_finding_in_the_192_rows_is_explained(real_data: Path) -> None:
    assert real_data.is_dir()
    findings, counts = findings_of(None)
    assert counts == {"rows_read": 192, "rows_kept": 192, "rows_rejected": 0}
    assert listed(findings) == [
        # The file has no forms: 93 services are of a druh with a single form by law, 99 are not.
        (
            "forma_unknown",
            "warning",
            None,
            "forma není známa u 99 z 192 služeb",
            "forma, nebo druh s jedinou formou podle zákona",
        ),
        # Row 55 is a home in Mnichov, by its name too; the file has the code of Mariánské Lázně,
        # the seat of the ORP.
        (
            "obec_not_at_point",
            "warning",
            55.0,
            "kód obce Mariánské Lázně (554642), bod leží v obci Mnichov (554677)",
            "sedí-li bod, Mnichov (554677)",
        ),
        # Three providers have all their services, contact centres and field programmes among
        # them, on the single point of their seat.
        *(
            (
                "seat_as_place",
                "warning",
                row,
                f"všech {count} služeb poskytovatele {provider} stojí na jednom bodě ({rows})",
                "místa, kde se služby poskytují",
            )
            for row, count, provider, rows in (
                (45.0, 6, "Diecézní charita Plzeň", "řádky 45, 46, 47, 48, 49, 50"),
                (
                    105.0,
                    11,
                    "KOTEC o.p.s.",
                    f"řádky {', '.join(map(str, range(105, 116)))}",
                ),
                (144.0, 6, "Pomoc v nouzi, o.p.s.", "řádky 144, 145, 146, 147, 148, 149"),
            )
        ),
        # Seven services stand there twice or three times, the rows differ by the key alone. The
        # register lets a provider have several registrations of one druh at one address; the file
        # has no identifier to tell, so the planner is asked.
        *(
            (
                "service_twice",
                "info",
                row,
                f"{kind}, {provider} ({rows})",
                "jeden řádek pro jednu službu",
            )
            for row, kind, provider, rows in (
                (54.0, "chráněné bydlení", 'Domov "Pata", příspěvková organizace', "řádky 53, 54"),
                (
                    57.0,
                    "domovy pro osoby se zdravotním postižením",
                    f"{_SOKOLIK}, příspěvková organizace",
                    "řádky 56, 57",
                ),
                (106.0, "kontaktní centra", "KOTEC o.p.s.", "řádky 105, 106"),
                (
                    111.0,
                    "sociálně aktivizační služby pro rodiny s dětmi",
                    "KOTEC o.p.s.",
                    "řádky 110, 111",
                ),
                (113.0, "terénní programy", "KOTEC o.p.s.", "řádky 112, 113, 114"),
                (
                    130.0,
                    "odlehčovací služby",
                    "Městské zařízení sociálních služeb, příspěvková organizace",
                    "řádky 129, 130",
                ),
                (137.0, "domovy pro seniory", "Oblastní charita Ostrov", "řádky 136, 137"),
            )
        ),
        *VINTAGES,
    ]


@pytest.mark.real_data
def test_every_finding_in_the_raw_export_is_explained(real_data: Path) -> None:
    assert real_data.is_dir()
    findings, counts = findings_of(RAW)
    assert counts == {"rows_read": 14, "rows_kept": 14, "rows_rejected": 0}
    assert listed(findings) == [
        # The plan does not map the two names that the export has with diacritics.
        *(
            (
                "column_unread",
                "warning",
                None,
                f"sloupec „{column}“ se nečte, pole „{field}“ ve zdroji není",
                f'je-li to ono: columns = {{ {field} = "{column}" }}',
            )
            for column, field in (("název_obce", "nazev_obec"), ("název_okresu", "nazev_okres"))
        ),
        # The export has no forms either: the law leaves several to § 37, 44 and twice 40.
        (
            "forma_unknown",
            "warning",
            None,
            "forma není známa u 4 z 14 služeb",
            "forma, nebo druh s jedinou formou podle zákona",
        ),
        # IČO went through a spreadsheet: three of them began with a zero.
        *(
            ("ico_zeros", "info", row, ico, f"0{ico}")
            for row, ico in ((2.0, "7111223"), (10.0, "9907891"), (11.0, "3593207"))
        ),
        # A sample of 14 rows is complete for nothing, so all that it does not reach is unknown.
        (
            "nothing_complete",
            "warning",
            None,
            "služeb 14, ale žádný zdroj není pro žádný druh úplný",
            'complete_for = "all", nebo seznam druhů, které zdroj zná celé',
        ),
        # The list of the kraj holds three services of Olbramov, which lies in Plzeňský kraj: they
        # stay in the centre and do not count in this plan.
        *(
            (
                "outside_plan",
                "info",
                row,
                "Olbramov (566888), kraj CZ032",
                "obec v území plánu",
            )
            for row in (3.0, 4.0, 5.0)
        ),
        *VINTAGES,
        # WKT has the latitude first, in all rows, against the standard.
        (
            "wkt_lat_lon",
            "info",
            None,
            "14 z 14 řádků má nejdřív šířku, např. POINT(50.0766978 12.3693376)",
            "POINT(délka šířka)",
        ),
    ]


# ---------------------------------------------------------------- other files
def spoken_of(folder: Path, real_data: Path, name: str, columns: dict[str, str]) -> list[Finding]:
    """Load a file as services of one druh, which it does not have; give what is said of it."""
    path = folder / name
    rows = pd.read_csv(real_data / "services" / name, dtype=str)
    rows.assign(druh="osobní asistence").to_csv(path, index=False)
    source = RAW.model_copy(
        update={"path": str(path), "columns": {"druh": "druh", **columns}, "rejects": "record"}
    )
    findings, _ = findings_of(source)
    return [one for one in findings if one["source_id"] == "sluzby"]


def rows_by_rule(findings: list[Finding]) -> dict[str, list[int]]:
    """Give the rows by the rule that speaks of them."""
    told: dict[str, list[int]] = {}
    for one in sorted(findings, key=lambda one: (one["rule"], one["source_row"] or 0)):
        told.setdefault(one["rule"], []).append(int(one["source_row"] or 0))
    return told


STATIONS = "zzs_karlovarsky_raw.csv"
STATION = {"key": "objectid", "provider": "oblastnistredisko"}


@pytest.mark.real_data
def test_every_finding_in_the_ambulance_stations_is_explained(
    tmp_path: Path, real_data: Path
) -> None:
    right = {"lon": "n", "lat": "e", "x": "y", "y": "x", "nazev_kraj": "kraj"}
    named = {**right, "nazev_obec": "vyjezdovazakladna"}
    findings = spoken_of(tmp_path, real_data, STATIONS, STATION | named)
    # With columns as they are meant all 13 stand in the obec after which they are called. That a
    # sample is complete for nothing is all there is to say.
    assert rows_by_rule(findings) == {"nothing_complete": [0]}


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("columns", "said"),
    [
        # `e` is the latitude and `n` the longitude.
        ({"lon": "e", "lat": "n"}, "souřadnice lon a lat jsou prohozené"),
        # x is the northing of S-JTSK and y the easting.
        ({"x": "x", "y": "y"}, "souřadnice x a y jsou prohozené"),
        ({"lon": "x", "lat": "y"}, "snad jsou to metry S-JTSK v pořadí Y, X (pole x = -Y, y = -X)"),
        ({"lon": "y", "lat": "x"}, "snad jsou to metry S-JTSK (pole x a y, obě záporná)"),
    ],
)
def test_the_columns_of_the_stations_as_they_are_called_are_refused_at_once(
    tmp_path: Path, real_data: Path, columns: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        spoken_of(tmp_path, real_data, STATIONS, STATION | columns)
    assert f"{said}, vyměňte sloupce v plánu (platí pro všechny řádky)" in str(caught.value)


@pytest.mark.real_data
def test_every_finding_in_the_37_dirty_addresses_is_explained(
    tmp_path: Path, real_data: Path
) -> None:
    columns = {
        "key": "sluzba",
        "provider": "poskytovatel_id",
        "address": "ulice",
        "nazev_obec": "obec",
        "nazev_kraj": "kraj",
    }
    name = "rpss_ustecky_adresy_poskytovatelu_vyber37.csv"
    assert rows_by_rule(spoken_of(tmp_path, real_data, name, columns)) == {
        # The address could not be fetched: „CHYBA: 'NoneType' object …“ and nothing else.
        "no_place": [34],
        # A sample is complete for nothing.
        "nothing_complete": [0],
        # Seats of providers of Ústecký kraj, of Praha, Písek and Klučov: none is in this plan.
        "outside_plan": [*range(2, 34), *range(35, 39)],
        # Addresses are those of providers, so all services of one of them are the same row but
        # for the key; with a druh and an identifier these would be told apart.
        "service_twice": [7, 12, 17, 20, 22, 26, 32, 36],
    }


@pytest.mark.real_data
def test_the_lists_of_the_statistical_office_agree_with_the_boundaries(real_data: Path) -> None:
    """Of 6,258 obce the office and the boundaries say the same ORP, okres and kraj."""
    assert real_data.is_dir()
    plan = read_plan(PLAN)
    lists = [
        RAW.model_copy(
            update={
                "id": name,
                "table": "relations",
                "reader": "csu",
                "path": f"registers/{name}.csv",
                "columns": {},
            }
        )
        for name in ("VAZ0065_0043_CS", "VAZ0043_0101_CS", "CIS0043_CS", "CIS0101_CS", "CIS0100_CS")
    ]
    centre = load(plan.model_copy(update={"source": (*plan.source, *lists)})).centre
    sources = centre["sources"].set_index("source_id")
    rows = sources.loc[[one.id for one in lists], ["rows_read", "rows_kept"]].to_numpy().tolist()
    assert rows == [[6258, 6258], [6258, 6258], [6258, 6258], [78, 78], [15, 15]]
    said = centre["audit"]
    assert said[said["source_id"].isin([one.id for one in lists])].empty
    assert not said["rule"].isin(["hierarchy_apart", "obec_without_boundary", "obec_ceased"]).any()
