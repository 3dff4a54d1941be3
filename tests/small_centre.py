"""A small datové centrum made in code, and centres that hypothesis makes of it.

Four square obce in one kraj, 1 km a side:
```
 100003  100004     ORP 9902
 100001  100002     ORP 9901
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from hypothesis import strategies as st

from gis_sluzby.centre import CENTRE_TABLES
from gis_sluzby.crs import KROVAK
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gis_sluzby.centre import Centre

Row = dict[str, Any]
CORNER = (-760_000.0, -1_060_000.0)
SIDE = 1_000.0
OBCE = ("100001", "100002", "100003", "100004")
KRAJ = "CZ099"


def small_centre(**rows: Sequence[Mapping[str, Any]]) -> Centre:
    """Give a centre with the four obce and the rows given, by table."""
    made = {"obce": obce_rows(), "areas": area_rows(), "sources": [source_row()], **rows}
    return {
        name: table_of(name, made[name]) if made.get(name) else empty(name)
        for name in CENTRE_TABLES
    }


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Give rows as a canonical table."""
    frame = pd.DataFrame(list(rows))
    if "geometry" in frame:
        return conform(gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK), name)
    return conform(frame, name)


def square(number: int) -> shapely.Polygon:
    """Give the square of the obec of a number from 0."""
    row, column = divmod(number, 2)
    x, y = CORNER[0] + column * SIDE, CORNER[1] + row * SIDE
    return shapely.box(x, y, x + SIDE, y + SIDE)


def obce_rows() -> list[Row]:
    """Give the four obce."""
    return [
        {
            "kod_obec": code,
            "nazev": f"Obec {number + 1}",
            "kod_orp": "9901" if number < 2 else "9902",
            "kod_kraj": KRAJ,
            "kind": "obec",
            "in_plan": True,
            "source_id": "hranice",
            "geometry": square(number),
        }
        for number, code in enumerate(OBCE)
    ]


def area_rows() -> list[Row]:
    """Give the two ORP and the kraj."""
    whole = shapely.box(*shapely.MultiPolygon([square(n) for n in range(4)]).bounds)
    return [
        {"level": "orp", "kod": "9901", "nazev": "Jih", "in_plan": True, "geometry": square(0)},
        {"level": "orp", "kod": "9902", "nazev": "Sever", "in_plan": True, "geometry": square(2)},
        {"level": "kraj", "kod": KRAJ, "nazev": "Malý kraj", "in_plan": True, "geometry": whole},
    ]


def source_row(**changes: object) -> Row:
    """Give the source of services."""
    return {
        "source_id": "sluzby",
        "table": "services",
        "title": "Seznam služeb",
        "path": "sluzby.csv",
        "sha256": "0" * 64,
        "vintage": "2026-06-30",
        "licence": "CC-BY-4.0",
        "attribution": "Malý kraj",
        "rows_read": 1,
        "rows_kept": 1,
        "rows_rejected": 0,
        "complete_for": "all",
        **changes,
    }


def provider_row(**changes: object) -> Row:
    """Give a provider."""
    return {"provider_id": "ico-00000019", "ico": "00000019", "nazev": "Pomoc, z. s.", **changes}


def service_row(key: str = "1", **changes: object) -> Row:
    """Give a service."""
    return {
        "service_id": f"sluzby:{key}",
        "provider_id": "ico-00000019",
        "druh": "40",
        "nazev": f"Služba {key}",
        "secret": False,
        "source_id": "sluzby",
        "source_row": 2,
        **changes,
    }


def site_row(key: str = "1", **changes: object) -> Row:
    """Give a place in the middle of the first obec."""
    return {
        "site_id": f"misto-{key}",
        "kod_obec": "100001",
        "precision": "address",
        "secret": False,
        "geometry": square(0).centroid,
        **changes,
    }


#: What a spreadsheet, a page, a terminal or a CSV reader could stumble over.
HOSTILE = (
    "=1+1",
    "+420 000 000 000",
    "-1",
    "@cmd",
    "'apostrof",
    '"uvozovky" a ""dvojité""',
    "čárka, středník; tabulátor\t",
    "řádek\nřádek\r\nřádek\rřádek",
    " mezery okolo ",
    "<script>alert(1)</script>",
    "${x}`",
    "NaN",
    "null",
    "None",
    "\u202eopačně",
    "\u2028oddělovač",
    "\ufeffBOM",
    "\x00nula\x1b[31m",
    "Příliš žluťoučký kůň 😀",
    "../../etc",
)
_CHARACTERS = st.characters(codec="utf-8")
texts = st.one_of(st.sampled_from(HOSTILE), st.text(_CHARACTERS, min_size=1, max_size=20))
maybe_texts = st.none() | texts
dates = st.none() | st.dates().map(lambda day: day.isoformat())
numbers = st.floats(0, 1e6) | st.integers(0, 500).map(float)
forms = st.sampled_from(["amb", "pob", "ter", "unknown"])
codes = st.sampled_from(OBCE)
points = st.builds(
    shapely.Point,
    st.floats(CORNER[0], CORNER[0] + SIDE),
    st.floats(CORNER[1], CORNER[1] + SIDE),
)


@st.composite
def centres(draw: st.DrawFn, *, secrets: bool = False) -> Centre:
    """Make centres of a few services with hostile text in every cell of text."""
    names = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    providers = [
        provider_row(
            provider_id=name,
            ico=draw(maybe_texts),
            nazev=draw(texts),
            legal_form=draw(maybe_texts),
            kod_obec_seat=draw(st.none() | codes),
            **draw(_contacts()),
        )
        for name in draw(st.lists(texts, min_size=1, max_size=2, unique=True))
    ]
    services = [
        service_row(
            service_id=name,
            identifikator=draw(maybe_texts),
            provider_id=draw(st.sampled_from(providers))["provider_id"],
            druh=draw(st.sampled_from(["37", "40", "60a", "cdz"])),
            nazev=draw(maybe_texts),
            od=draw(dates),
            do=draw(dates),
            age_groups=draw(maybe_texts),
            age_note=draw(maybe_texts),
            secret=draw(st.booleans()) if secrets else False,
            source_row=draw(st.integers(2, 10**9)),
            **draw(_contacts()),
        )
        for name in names
    ]
    used = {row["provider_id"] for row in services}
    rows: dict[str, list[Row]] = {
        "sources": [
            source_row(
                title=draw(texts),
                licence=draw(maybe_texts),
                attribution=draw(maybe_texts),
                vintage=draw(dates),
            )
        ],
        "providers": [row for row in providers if row["provider_id"] in used],
        "services": services,
        "sites": [draw(_sites(name, secrets=secrets)) for name in names],
        "service_sites": [
            {"service_id": name, "site_id": name, "od": draw(dates), "do": draw(dates)}
            for name in names
        ],
    }
    for name in names:
        for table, made in draw(_details()).items():
            rows.setdefault(table, []).extend({"service_id": name, **row} for row in made)
    return small_centre(**rows)


@st.composite
def _contacts(draw: st.DrawFn) -> Row:
    web = draw(maybe_texts | st.just("https://www.pomoc.cz/sluzby?a=1#b"))
    return {
        "web": web,
        "email": draw(maybe_texts | st.just("info@pomoc.cz")),
        "phone": draw(maybe_texts),
    }


@st.composite
def _sites(draw: st.DrawFn, name: str, *, secrets: bool) -> Row:
    secret = draw(st.booleans()) if secrets else False
    return site_row(
        site_id=name,
        address=draw(maybe_texts),
        kod_adm=draw(maybe_texts),
        kod_obec=draw(st.none() | codes),
        kod_obec_geom=draw(st.none() | codes),
        kod_obec_claimed=draw(maybe_texts),
        kod_orp_claimed=draw(maybe_texts),
        precision=draw(st.sampled_from(["address", "street", "part", "obec", "none"])),
        secret=secret,
        geometry=None if secret else draw(st.none() | points),
    )


@st.composite
def _details(draw: st.DrawFn) -> dict[str, list[Row]]:
    own = sorted(draw(st.sets(forms, min_size=1, max_size=2)))
    groups = sorted(draw(st.sets(texts, max_size=2)))
    areas = sorted(draw(st.sets(codes, max_size=2)))
    return {
        "offers": [
            {
                "forma": forma,
                "forma_basis": draw(st.sampled_from(["source", "zakon", "unknown"])),
                "nonstop": draw(st.booleans()),
                "hours": draw(maybe_texts),
            }
            for forma in own
        ],
        "capacities": [
            {
                "forma": forma,
                "unit": draw(texts | st.sampled_from(["luzka", "fte"])),
                "count": draw(st.none() | numbers),
                "note": draw(maybe_texts),
            }
            for forma in own
        ],
        "targets": [
            {
                "target_group": group,
                "cs": draw(st.sampled_from(["seniori", "ozp", "any"])),
                "note": draw(maybe_texts),
            }
            for group in groups
        ],
        "declared": [
            {
                "forma": draw(forms),
                "level": "obec",
                "kod": code,
                "claim": "declared",
                "evidence": draw(st.sampled_from(["povereni", "text"])),
                "od": draw(dates),
                "do": draw(dates),
                "source_id": draw(maybe_texts),
            }
            for code in areas
        ],
        "network": [
            {
                "network_id": draw(texts),
                "period": "2026",
                "forma": forma,
                "unit": draw(texts),
                "committed": draw(st.none() | numbers),
                "level": draw(maybe_texts),
                "funded": draw(st.booleans()),
                "counts": draw(st.booleans()),
                "reservation": draw(st.booleans()),
            }
            for forma in own
        ],
        "service_year": [
            {
                "forma": forma,
                "year": draw(st.integers(1990, 2100)),
                "field": draw(texts),
                "value": draw(st.none() | numbers),
                "unit": draw(maybe_texts),
                "source_id": draw(maybe_texts),
            }
            for forma in own
        ],
    }
