"""Tables of the model as a kraj keeps them: workbooks with titles, names of areas in a cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import xlsxwriter

from gis_sluzby import codelists
from gis_sluzby.crs import to_degrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    Cells = Iterable[Iterable[Any]]

#: Written in place of the time, so that the same rows give the same bytes.
_MADE = dt.datetime(2026, 9, 27, tzinfo=dt.UTC)
_WHOLE = {"orp": "celý ORP {}", "pou": "POÚ {}"}
_EVIDENCE = {
    "povereni": "pověření",
    "sit": "základní síť",
    "kraj": "systém kraje",
    "text": "web poskytovatele",
}
_STATUS = {"schvaleno": "schváleno", "navrh": "návrh"}
_PROGRAMME = "custom"


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write tables whose columns are the fields of the plan."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def write_services(path: Path, services: pd.DataFrame) -> None:
    """Write services that the kraj lists itself, with degrees and the number of teams."""
    places = [places[0] for places in services["places"]]
    lon, lat = to_degrees([place[2] for place in places], [place[3] for place in places])
    columns = {"key": "Identifikátor služby", "provider": "Poskytovatel", "ico": "IČO"}
    table = services[[*columns, "nazev", "kod_obec"]]
    table = table.rename(columns={**columns, "nazev": "Název", "kod_obec": "Kód obce"})
    table = table.assign(Délka=lon.round(6), Šířka=lat.round(6), Týmy=1)
    table.to_csv(path, index=False, lineterminator="\n")


def write_declared(folder: Path, declared: pd.DataFrame, obce: gpd.GeoDataFrame) -> None:
    """Write declared areas: names of each service in one cell, and programme areas by their codes.

    The first file is in cp1250 with semicolons, as Excel saves it; a name that two obce have is
    told apart by the ORP.
    """
    programme = declared["level"] == _PROGRAMME
    own = declared.loc[programme, ["service", "kod"]]
    own.columns = ["identifikator", "uzemi"]
    own.to_csv(folder / "pusobnost_programu.csv", index=False, lineterminator="\n")
    rest = declared[~programme]
    names = _names(obce)
    rows = [
        (
            service,
            "; ".join(names[area] for area in zip(areas["level"], areas["kod"], strict=True)),
            _EVIDENCE.get(evidence, evidence),
            _czech(od),
        )
        for (service, evidence, od), areas in rest.groupby(
            ["service", "evidence", "od"], sort=False
        )
    ]
    text = "\r\n".join(["IČS;Území;Doklad;Od", *map(_line, rows), ""])
    (folder / "pusobnost.csv").write_bytes(text.encode("cp1250"))


def write_network(path: Path, network: pd.DataFrame) -> None:
    """Write the network list: a title above the header, a service over several rows, totals."""
    header = ["Identifikátor služby", "Rok", "Forma", "Jednotka", "Kapacita v síti (minimum)"]
    rows: list[list[Any]] = [
        ["Síť sociálních služeb Libereckého kraje – MODELOVÁ DATA"],
        ["Kapacita je nejmenší, ke které se vztahuje pověření."],
        [],
        [*header, "Úroveň sítě", "Platí od", "Platí do"],
    ]
    forms, units = codelists.forms(), codelists.units()
    for service, own in network.groupby("service", sort=False):
        for number, row in enumerate(own.itertuples()):
            rows.append(
                [
                    int(str(service)) if number == 0 else None,
                    int(row.period),
                    forms[row.forma].name,
                    units[row.unit].name,
                    row.committed,
                    row.level,
                    dt.date.fromisoformat(row.od),
                    dt.date.fromisoformat(row.do),
                ]
            )
        rows.append([None, None, "celkem", None, float(own["committed"].sum())])
    _write_book(path, "Síť", rows)


def write_need(path: Path, need: pd.DataFrame, obce: gpd.GeoDataFrame) -> None:
    """Write the need by names of ORP, amounts as text with a decimal comma."""
    names = dict(zip(obce["kod_orp"], obce["nazev_orp"], strict=True))
    header = ["ORP", "Druh služby", "Forma", "Okruh", "Jednotka", "Rok", "Potřeba", "Stav"]
    rows = [
        [
            names[row.kod],
            codelists.druh(row.druh).name,
            codelists.forms()[row.forma].name,
            row.cs,
            codelists.units()[row.unit].name,
            int(row.period),
            f"{row.amount:g}".replace(".", ","),
            _STATUS[row.status],
        ]
        for row in need.itertuples()
    ]
    _write_book(path, "Potřeba", [header, *rows])


def _names(obce: gpd.GeoDataFrame) -> dict[tuple[str, str], str]:
    """Give what areas are called, by level and code."""
    again = obce["nazev"].duplicated(keep=False)
    qualified = obce["nazev"] + " (ORP " + obce["nazev_orp"] + ")"
    names = {
        ("obec", code): name
        for code, name in zip(obce["kod_obec"], qualified.where(again, obce["nazev"]), strict=True)
    }
    for level, words in _WHOLE.items():
        codes = dict(zip(obce[f"kod_{level}"], obce[f"nazev_{level}"], strict=True))
        names |= {(level, code): words.format(name) for code, name in codes.items()}
    return {**names, ("kraj", "CZ051"): "celý kraj"}


def _line(row: Iterable[str]) -> str:
    """Give a row of a file with semicolons."""
    return ";".join(f'"{cell}"' if ";" in cell else cell for cell in row)


def _czech(day: str) -> str:
    """Give an ISO day as people write it."""
    year, month, number = (int(part) for part in day.split("-"))
    return f"{number}. {month}. {year}"


def _write_book(path: Path, sheet: str, rows: Cells) -> None:
    """Write a workbook of one sheet."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "d.m.yyyy"}) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, column, value)
                elif value is not None:
                    page.write(number, column, value)
