"""The audit of places: each disagreement between point, code and claim is a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis_sluzby.audit.crowds import crowded_points
from gis_sluzby.audit.places import audited_places
from gis_sluzby.crs import KROVAK
from gis_sluzby.territory import obce_table, points_table
from tests.small_plan import CODES, SIDE, centre_of, small_obce, small_points
from tests.sources.given import source_of

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding

#: The last column of the picture is a belt of another kraj.
BELT = ("100003", "100006", "100009")
OWN = [code not in BELT for code in CODES]
OBCE = obce_table(
    small_obce().assign(
        kod_pou=None,
        kind=None,
        in_plan=OWN,
        kod_kraj=["CZ099" if own else "CZ098" for own in OWN],
    ),
    "hranice",
    SIDE,
)
POINTS, _ = points_table(OBCE, small_points(), "body")
#: The code list knows an obec far away too.
CODE_LIST = pd.concat(
    [
        pd.DataFrame(OBCE[["kod_obec", "nazev", "kod_orp", "kod_kraj"]]),
        pd.DataFrame(
            {"kod_obec": ["554481"], "nazev": ["Cheb"], "kod_orp": ["4102"], "kod_kraj": ["CZ041"]}
        ),
    ],
    ignore_index=True,
)
SOURCE = source_of("services", "a.csv", columns={"kod_obec": "kód obce"})
FAR = shapely.Point(-880_000, -1_020_000)
HERE = shapely.Point(centre_of("100001"))


def service(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  (any field of a service)
    """Give a service that stands where it says: in the middle of 100001."""
    return {
        "provider": "Pomoc",
        "druh": "46",
        "secret": False,
        "kod_obec": "100001",
        "kod_orp": "9901",
        "kod_kraj": None,
        "geometry": HERE,
    } | fields


def audited(*services: dict[str, Any]) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    frame = pd.DataFrame(list(services), index=pd.RangeIndex(2, 2 + len(services)))
    text = dict.fromkeys(["kod_obec", "kod_orp", "kod_kraj"], "str")
    frame = frame.astype(text).assign(service_id=[f"s:{row}" for row in frame.index])
    located = gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK)
    return audited_places(located, OBCE, POINTS, CODE_LIST, SOURCE)


def one(**fields: Any) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:  # noqa: ANN401
    """Give the row of one service, and rule, what was found and what was expected."""
    frame, findings = audited(service(**fields))
    said = [(finding["rule"], finding["found"], finding["expected"]) for finding in findings]
    return frame.iloc[0].to_dict(), said


def test_a_service_that_stands_where_it_says_is_no_finding() -> None:
    row, findings = one()
    assert findings == []
    assert row["kod_obec"] == row["kod_obec_geom"] == row["kod_obec_claimed"] == "100001"
    assert (row["kod_orp_claimed"], row["precision"]) == ("9901", "address")
    assert row["geometry"] == HERE


def test_geometry_comes_before_the_code_and_both_are_kept() -> None:
    row, findings = one(kod_obec="100002")
    assert (row["kod_obec"], row["kod_obec_geom"]) == ("100001", "100001")
    assert row["kod_obec_claimed"] == "100002"
    assert findings == [
        (
            "obec_not_at_point",
            "kód obce Obec 2 (100002), bod leží v obci Obec 1 (100001)",
            "sedí-li bod, Obec 1 (100001)",
        ),
    ]


def test_a_point_on_a_shared_edge_is_in_the_obec_of_the_lowest_code() -> None:
    x, y = centre_of("100001")
    row, _ = one(geometry=shapely.Point(x + SIDE / 2, y))
    assert row["kod_obec"] == "100001"


def test_an_unknown_code_is_found_and_the_point_decides() -> None:
    row, findings = one(kod_obec="999999")
    assert row["kod_obec"] == "100001"
    assert findings == [("obec_unknown", "999999", "kód obce z číselníku")]


@pytest.mark.parametrize(
    ("fields", "rule", "found", "expected"),
    [
        ({"kod_orp": "9902"}, "orp_of_other_obec", "9902", "9901 (ORP obce Obec 1)"),
        ({"kod_kraj": "CZ041"}, "kraj_of_other_obec", "CZ041", "CZ099 (kraj obce Obec 1)"),
    ],
)
def test_a_larger_area_that_does_not_hold_the_obec_is_found(
    fields: dict[str, str], rule: str, found: str, expected: str
) -> None:
    assert one(**fields)[1] == [(rule, found, expected)]


def test_what_is_not_claimed_is_not_doubted() -> None:
    row, findings = one(kod_obec=None, kod_orp=None)
    assert (row["kod_obec"], findings) == ("100001", [])


# ---------------------------------------------------------------- without a point


def test_without_a_point_the_official_point_of_the_obec_is_taken() -> None:
    row, findings = one(geometry=None)
    assert (row["kod_obec"], row["precision"]) == ("100001", "obec")
    assert row["geometry"] == HERE
    assert findings == [("point_of_obec", "souřadnice chybí", "souřadnice místa")]


def test_without_a_point_and_a_code_a_service_has_no_place() -> None:
    row, findings = one(geometry=None, kod_obec=None, kod_orp=None)
    assert (row["precision"], row["geometry"]) == ("none", None)
    assert findings == [
        ("no_place", "poloha ani obec nejsou známy", "souřadnice, nebo kód obce"),
    ]


def test_a_secret_place_stays_secret_whatever_its_code() -> None:
    row, findings = one(secret=True, geometry=None)
    assert (row["kod_obec"], row["precision"], row["geometry"]) == ("100001", "none", None)
    assert findings == []
    assert one(secret=True, geometry=None, kod_obec=None, kod_orp=None)[1] == []


# ---------------------------------------------------------------- outside


def test_a_service_of_the_belt_is_kept_and_told() -> None:
    frame, [finding] = audited(
        service(kod_obec="100003", geometry=shapely.Point(centre_of("100003")))
    )
    assert frame["kod_obec"].tolist() == ["100003"]
    assert (finding["rule"], finding["severity"]) == ("outside_plan", "info")
    assert finding["found"] == "Obec 3 (100003), kraj CZ098"
    assert (finding["source_row"], finding["column"]) == (2, "kód obce")


def test_a_service_known_by_the_code_of_a_far_obec_is_told() -> None:
    row, findings = one(kod_obec="554481", kod_orp="4102", geometry=None)
    assert (row["kod_obec"], row["precision"]) == ("554481", "none")
    assert findings == [("outside_plan", "Cheb (554481), kraj CZ041", "obec v území plánu")]


def test_a_point_far_away_from_its_obec_is_found() -> None:
    """The point is beyond all obce that were read, so geometry gives no other obec."""
    row, findings = one(geometry=FAR)
    assert (row["kod_obec"], row["precision"]) == ("100001", "address")
    assert findings == [
        ("point_in_no_obec", "bod neleží v žádné obci plánu ani jeho okolí", "Obec 1 (100001)"),
    ]


def test_a_point_far_away_without_a_code_is_found() -> None:
    row, findings = one(geometry=FAR, kod_obec=None, kod_orp=None)
    assert pd.isna(row["kod_obec"])
    assert [rule for rule, *_ in findings] == ["point_in_no_obec"]


# ---------------------------------------------------------------- crowds


@pytest.mark.parametrize(
    ("count", "elsewhere", "found"), [(5, 0, False), (6, 0, True), (11, 0, True), (11, 1, False)]
)
def test_many_services_of_a_provider_on_one_point_look_like_its_seat(
    count: int, elsewhere: int, *, found: bool
) -> None:
    there = service(geometry=shapely.Point(centre_of("100002")), kod_obec="100002")
    frame, _ = audited(*[service()] * count, *[there] * elsewhere, service(provider="Jiní"))
    findings = crowded_points(frame, SOURCE)
    assert [finding["rule"] for finding in findings] == ["seat_as_place"] * found
    if found:
        [finding] = findings
        told = f"všech {count} služeb poskytovatele Pomoc stojí na jednom bodě (řádky 2, 3, "
        assert str(finding["found"]).startswith(told)
        assert finding["row_id"] == " ".join(f"s:{row}" for row in range(2, 2 + count))


def test_no_services_have_no_findings() -> None:
    frame, findings = audited_places(
        gpd.GeoDataFrame(
            {name: pd.Series(dtype="str") for name in (*service(), "service_id")}
            | {"secret": pd.Series(dtype=bool)},
            geometry=gpd.GeoSeries([], crs=KROVAK),
        ),
        OBCE,
        POINTS,
        CODE_LIST,
        SOURCE,
    )
    assert frame.empty
    assert findings == []
    assert {"kod_obec", "kod_obec_geom", "precision"} <= set(frame.columns)
