"""A plan written with the spoilt files and loaded; what its audit says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pandas as pd

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.bench.mutations.field import Field

_BY_NAMES = 'services = "sluzby"\ncolumns = { areas = "areas" }'
#: The sources: id, table, reader, path, further lines.
_SOURCES = (
    (
        "hranice",
        "obce",
        "vector",
        "{data}/boundaries/obce_cz_2024.gpkg",
        (
            'columns = { kod_obec = "KOD_OBEC", nazev = "NAZ_OBEC", kod_pou = "KOD_POU", '
            'nazev_pou = "NAZ_POU", kod_orp = "KOD_ORP", nazev_orp = "NAZ_ORP", '
            'kod_okres = "KOD_LAU1", nazev_okres = "NAZ_LAU1", kod_kraj = "KOD_CZNUTS3", '
            'nazev_kraj = "NAZ_CZNUTS3" }'
        ),
    ),
    (
        "body",
        "obec_points",
        "vector",
        "body.gpkg",
        'columns = { kod_obec = "KOD_OBEC" }',
    ),
    (
        "obyvatele",
        "population",
        "csv",
        "obyvatele.csv",
        'layout = "wide"\ncolumns = { kod_obec = "ZUJ", sex = "POH" }',
    ),
    (
        "silnice",
        "roads",
        "vector",
        "{data}/roads/silnice_cr_arccr500.gpkg",
        'columns = { trida = "TRIDA" }',
    ),
    ("vazby", "relations", "csu", "vazby.csv", ""),
    ("presly", "relations", "csu", "presly.csv", ""),
    ("sluzby", "services", "csv", "sluzby.csv", 'complete_for = "all"\nrejects = "record"'),
    ("druhy", "services", "csv", "druhy.csv", ""),
    ("kapacity", "capacities", "csv", "kapacity.csv", 'services = "sluzby"'),
    ("vymezeni", "declared", "csv", "vymezeni.csv", 'services = "sluzby"'),
    ("nazvy", "declared", "csv", "nazvy.csv", _BY_NAMES),
    ("sit", "network", "csv", "sit.csv", 'services = "sluzby"'),
    ("adresy", "address_points", "ruian_csv", "adresy.csv", ""),
    ("mista", "demand_points", "csv", "mista.csv", ""),
    ("uzemi", "custom_areas", "csv", "uzemi.csv", ""),
)
_VAZ = "kodjaz,typvaz,akrcis1,kodcis1,chodnota1,text1,akrcis2,kodcis2,chodnota2,text2"
#: A relation has at least one row.
_MERGED = {"599999": "554481"}
#: Tables whose findings are known by the key of the row.
_BY_KEY = ("capacities", "declared", "network", "sources", "obce", "area_obce")
#: Sources whose findings are known by the row; places of people are, beside, many in an obec.
_BY_ROW = ("nazvy",)
_ADDRESSES = (
    "Kód ADM;Kód obce;Název obce;Kód MOMC;Název MOMC;Kód obvodu Prahy;Název obvodu Prahy;"
    "Kód části obce;Název části obce;Kód ulice;Název ulice;Typ SO;Číslo domovní;"
    "Číslo orientační;Znak čísla orientačního;PSČ;Souřadnice Y;Souřadnice X;Platí Od"
)


class Told(NamedTuple):
    """One finding: its rule, and the row or the key at which it is told."""

    rule: str
    place: int | str


def findings_of(field: Field, folder: Path, data: Path) -> set[Told]:
    """Write the plan and load it; give what the audit says."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_files(field, folder, data)
    plan = folder / "plan.toml"
    plan.write_text(_plan(field, data), "utf-8")
    before = os.environ.pop("GIS_SLUZBY_DATA", None)
    try:
        audit = load(read_plan(plan)).centre["audit"]
    finally:
        if before is not None:
            os.environ["GIS_SLUZBY_DATA"] = before
    return {
        Told(str(row.rule), _place(row.table, row.row_id, row.source_row, row.source_id))
        for row in audit.itertuples()
    }


def _place(table: str, key: object, row: object, source: object) -> int | str:
    """Say where a finding is told: the row of the list of services, else the key."""
    if source == "sluzby" and table not in _BY_KEY and row == row:  # noqa: PLR0124  (not NaN)
        return int(float(str(row)))
    if source in _BY_ROW and row == row:  # noqa: PLR0124
        return f"{source}:{int(float(str(row)))}"
    return str(key) if isinstance(key, str) else str(source)


def _plan(field: Field, data: Path) -> str:
    """Write the plan."""
    head = (
        'schema = 1\nname = "Zkouška"\nkraj = "CZ041"\ndate = 2026-09-27\n'
        'publisher = "Zkouška"\ndata = "."\n'
    )
    sources = [
        f'\n[[source]]\nid = "{name}"\ntable = "{table}"\nreader = "{reader}"\n'
        f'path = "{path.format(data=data)}"\nvintage = {field.old.get(name, "2026-01-01")}\n'
        f"{_described(field.undescribed.get(name))}\n{more}\n"
        for name, table, reader, path, more in _SOURCES
    ]
    return head + "".join(sources)


def _described(lacking: str | None) -> str:
    """Write licence and attribution, one of them perhaps still to be filled in."""
    told = {"licence": "CC0-1.0", "attribution": "zkouška"}
    if lacking:
        told[lacking] = "doplňte"
    return "\n".join(f'{key} = "{value}"' for key, value in told.items())


def _write_files(field: Field, folder: Path, data: Path) -> None:
    """Write the files that may be spoilt."""
    field.rows.to_csv(folder / "sluzby.csv", index=False)
    field.second_rows().to_csv(folder / "druhy.csv", index=False)
    names = ["service", "forma", "unit", "count"]
    pd.DataFrame(field.capacities, columns=names).to_csv(folder / "kapacity.csv", index=False)
    names = ["service", "forma", "level", "kod", "evidence"]
    pd.DataFrame(field.declared, columns=names).to_csv(folder / "vymezeni.csv", index=False)
    names = ["service", "forma", "areas"]
    pd.DataFrame(field.named, columns=names).assign(evidence="kraj").to_csv(
        folder / "nazvy.csv", index=False
    )
    network = pd.DataFrame(field.network, columns=["service", "forma"])
    network.assign(
        network_id="sit", period="2026", unit="klient", committed="5", level="základní"
    ).to_csv(folder / "sit.csv", index=False)
    lines = [
        f"{code};{obec};Obec;;;;;1;Obec;;;č.p.;1;;;36001;850000;1010000;"
        for code, obec in [("20000000", "554961"), *field.addresses]
    ]
    (folder / "adresy.csv").write_text("\r\n".join([_ADDRESSES, *lines, ""]), "cp1250")
    pd.DataFrame(field.homes, columns=["kod_obec", "lon", "lat"]).to_csv(
        folder / "mista.csv", index=False
    )
    pd.DataFrame([("U1", "554961"), *field.areas], columns=["kod", "kod_obec"]).to_csv(
        folder / "uzemi.csv", index=False
    )
    _write_land(field, folder, data)


def _write_land(field: Field, folder: Path, data: Path) -> None:
    """Write the points of obce, their people and the relations of the ČSÚ."""
    points = gpd.read_file(data / "boundaries" / "obce_definicni_body_2024_ruian.gpkg")
    where = points.set_index("KOD_OBEC").geometry
    moved = {code: where[other] for code, other in field.points.items() if other}
    lost = [code for code, other in field.points.items() if other is None]
    own = zip(points["KOD_OBEC"], points.geometry, strict=True)
    points["geometry"] = [moved.get(code, point) for code, point in own]
    points[~points["KOD_OBEC"].isin(lost)].to_file(folder / "body.gpkg")
    people = pd.read_csv(
        data / "population" / "obyvatelstvo_vek_pohlavi_obce_2020-12-31.csv", dtype=str
    )
    likeness = people[people["ZUJ"] == "500101"]
    more = [likeness.assign(ZUJ=code) for code in (*field.people, *field.strangers)]
    pd.concat([people, *more]).to_csv(folder / "obyvatele.csv", index=False)
    relations = pd.read_csv(data / "registers" / "VAZ0065_0043_CS.csv", dtype=str)
    names_of = dict(zip(relations["chodnota1"], relations["text1"], strict=True))
    changed = relations["chodnota2"].isin(list(field.other_orp))
    codes = relations.loc[changed, "chodnota2"].map(field.other_orp)
    relations.loc[changed, "chodnota1"] = codes
    relations.loc[changed, "text1"] = codes.map(names_of)
    relations.to_csv(folder / "vazby.csv", index=False)
    lines = [
        f"CS,Vazba,CISOB,43,{old},Bývalá obec,CISOB,43,{new},Obec"
        for old, new in {**_MERGED, **field.retired}.items()
    ]
    (folder / "presly.csv").write_text("\n".join([_VAZ, *lines, ""]), "utf-8")
