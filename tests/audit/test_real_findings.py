"""Golden lists: every finding in the real files of Karlovarský kraj, each explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.centre import load
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


#: The people, boundaries and roads at hand are older than the services by more than two years.
VINTAGES = [
    (
        "vintage_apart",
        "info",
        None,
        f"data platí k {vintage}",
        "nejvýš dva roky od dne plánu 2026-09-27",
    )
    for vintage in ("2016-12-31", "2020-12-31", "2024-06-30", "2024-06-30")
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
            "info",
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
            "bod leží v obci Mnichov (554677)",
            "Mariánské Lázně (554642)",
        ),
        # Three providers have all their services, contact centres and field programmes among
        # them, on the single point of their seat.
        *(
            (
                "seat_as_place",
                "warning",
                row,
                f"všech {count} služeb poskytovatele {provider} stojí na jednom bodě",
                "místa, kde se služby poskytují",
            )
            for row, count, provider in (
                (45.0, 6, "Diecézní charita Plzeň"),
                (105.0, 11, "KOTEC o.p.s."),
                (144.0, 6, "Pomoc v nouzi, o.p.s."),
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
        # The export has no forms either: the law leaves several to § 37, 44 and twice 40.
        (
            "forma_unknown",
            "info",
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
