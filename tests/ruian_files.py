"""Files of the shape in which ČÚZK publishes RÚIAN, made of obce at test time.

The state file follows the order and the names of elements of a real exchange file of an obec and
of ČÚZK's description of the format; its numbers of POÚ and ORP are invented, as those of RÚIAN are
no code of the statistical office.
"""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import shapely

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd

#: Columns of the real layer of obce, as the tables name them.
OBCE_COLUMNS = {
    "KOD_OBEC": "kod_obec",
    "NAZ_OBEC": "nazev",
    "KOD_POU": "kod_pou",
    "NAZ_POU": "nazev_pou",
    "KOD_ORP": "kod_orp",
    "NAZ_ORP": "nazev_orp",
    "KOD_LAU1": "kod_okres",
    "NAZ_LAU1": "nazev_okres",
    "KOD_CZNUTS3": "kod_kraj",
    "NAZ_CZNUTS3": "nazev_kraj",
}
#: Prefix of the namespace by element of the list, as in the real files.
_PREFIXES = {
    "Vusc": "vci",
    "Okres": "oki",
    "Orp": "opi",
    "Pou": "pui",
    "Obec": "obi",
    "SpravniObvod": "spi",
    "Mop": "mpi",
    "Momc": "mci",
    "CastObce": "coi",
    "KatastralniUzemi": "kui",
    "Zsj": "zji",
}
_SCHEMAS = {
    "vci": "VuscIntTypy",
    "oki": "OkresIntTypy",
    "opi": "OrpIntTypy",
    "pui": "PouIntTypy",
    "obi": "ObecIntTypy",
    "spi": "SpravObvIntTypy",
    "mpi": "MopIntTypy",
    "mci": "MomcIntTypy",
    "coi": "CastObceIntTypy",
    "kui": "KatUzIntTypy",
    "zji": "ZsjIntTypy",
    "com": "CommonTypy",
    "vf": "VymennyFormatTypy",
}
#: By this GDAL knows the format.
_LOCATION = (
    "urn:cz:isvs:ruian:schemas:VymennyFormatTypy:v1 "
    "../ruian/xsd/vymenny_format/VymennyFormatTypy.xsd"
)
_SYSTEM = 'srsName="urn:ogc:def:crs:EPSG::5514" srsDimension="2"'
ADDRESS_HEADER = (
    "Kód ADM;Kód obce;Název obce;Kód MOMC;Název MOMC;Kód obvodu Prahy;Název obvodu Prahy;"
    "Kód části obce;Název části obce;Kód ulice;Název ulice;Typ SO;Číslo domovní;"
    "Číslo orientační;Znak čísla orientačního;PSČ;Souřadnice Y;Souřadnice X;Platí Od"
)


def write_state_file(
    path: Path,
    obce: gpd.GeoDataFrame,
    *,
    boundary: str = "GeneralizovaneHranice3",
    nuts: bool = True,
    parts: str = "",
    change: bool = False,
) -> Path:
    """Write obce, and what they form, as a VFR state file; packed as the ending of the path says.

    `obce` has kod_obec, nazev, the codes and names of pou, orp, okres and kraj, the boundary in
    EPSG:5514, and possibly the official points in a column `point`. Without `nuts` the obce do
    not say their LAU code, as in newer files.
    """
    kind = "Prirustek" if change else "Plna"
    head = (
        f"<vf:Hlavicka><vf:VerzeVFR>1.3</vf:VerzeVFR><vf:TypZaznamu>Platne</vf:TypZaznamu>"
        f"<vf:TypDavky>{kind}</vf:TypDavky><vf:TypSouboru>ST_UKSG</vf:TypSouboru>"
        "<vf:Datum>2026-09-30T00:00:00</vf:Datum></vf:Hlavicka>"
    )
    names = " ".join(
        f'xmlns:{prefix}="urn:cz:isvs:ruian:schemas:{schema}:v1"'
        for prefix, schema in _SCHEMAS.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<vf:VymennyFormat xsi:schemaLocation="{_LOCATION}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xmlns:gml="http://www.opengis.net/gml/3.2" {names}>'
        f"{head}<vf:Data>{_lists(obce, boundary, nuts=nuts)}{parts}</vf:Data></vf:VymennyFormat>"
    )
    return _write(path, text)


def unit(
    element: str,
    kod: str,
    nazev: str,
    upper: Mapping[str, str] | None = None,
    geometry: str = "",
    **fields: str,
) -> str:
    """Give one area: its own fields, the codes of areas above by their element, the geometry."""
    prefix = _PREFIXES[element]
    above = "".join(
        f"<{prefix}:{name}><{_PREFIXES[name]}:Kod>{code}</{_PREFIXES[name]}:Kod></{prefix}:{name}>"
        for name, code in (upper or {}).items()
    )
    own = "".join(f"<{prefix}:{name}>{value}</{prefix}:{name}>" for name, value in fields.items())
    shape = f"<{prefix}:Geometrie>{geometry}</{prefix}:Geometrie>" if geometry else ""
    return (
        f'<vf:{element} gml:id="{element}.{kod}"><{prefix}:Kod>{kod}</{prefix}:Kod>'
        f"<{prefix}:Nazev>{escape(nazev)}</{prefix}:Nazev>{above}"
        f"<{prefix}:PlatiOd>2026-01-01T00:00:00</{prefix}:PlatiOd>{own}{shape}</vf:{element}>"
    )


def listed(name: str, units: Iterable[str]) -> str:
    """Give a list of areas under the name of the list."""
    return f"<vf:{name}>{''.join(units)}</vf:{name}>"


def point(element: str, kod: str, at: shapely.Point, *, many: bool = False) -> str:
    """Give the official point of an area; that of an obec is a multipoint."""
    place = f"<gml:pos>{at.x:.2f} {at.y:.2f}</gml:pos>"
    name = f"D{element}.{kod}"
    if many:
        inner = (
            f'<gml:MultiPoint gml:id="{name}" {_SYSTEM}><gml:pointMembers>'
            f'<gml:Point gml:id="{name}.1">{place}</gml:Point></gml:pointMembers></gml:MultiPoint>'
        )
    else:
        inner = f'<gml:Point gml:id="{name}" {_SYSTEM}>{place}</gml:Point>'
    prefix = _PREFIXES[element]
    return f"<{prefix}:DefinicniBod>{inner}</{prefix}:DefinicniBod>"


def surface(element: str, kod: str, shape: shapely.Geometry, name: str) -> str:
    """Give the boundary of an area under the name of the geometry."""
    polygons = "".join(
        f'<gml:surfaceMember><gml:Polygon gml:id="H{element}.{kod}.{number}">'
        f"<gml:exterior>{_ring(part.exterior)}</gml:exterior>"
        + "".join(f"<gml:interior>{_ring(ring)}</gml:interior>" for ring in part.interiors)
        + "</gml:Polygon></gml:surfaceMember>"
        for number, part in enumerate(shapely.get_parts(shape), 1)
    )
    prefix = _PREFIXES[element]
    return (
        f'<{prefix}:{name}><gml:MultiSurface gml:id="H{element}.{kod}" {_SYSTEM}>{polygons}'
        f"</gml:MultiSurface></{prefix}:{name}>"
    )


def write_address_zip(path: Path, rows: Mapping[str, Sequence[str]]) -> Path:
    """Write address points: a CSV in cp1250 for each obec; the rows by its code."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for code, lines in rows.items():
            text = "\r\n".join([ADDRESS_HEADER, *lines, ""])
            archive.writestr(f"CSV/20260930_OB_{code}_ADR.csv", text.encode("cp1250"))
    return path


def address_row(kod_adm: str, kod_obec: str, west: str, south: str) -> str:
    """Give the row of an address point: positive S-JTSK, to the west and to the south."""
    return (
        f"{kod_adm};{kod_obec};Žďár;;;;;1;Část;;;č.p.;1;;;58301;{west};{south};2020-01-01T00:00:00"
    )


def _lists(obce: gpd.GeoDataFrame, boundary: str, *, nuts: bool) -> str:
    """Give the lists of areas, the largest first."""
    kraje = {one.code: one.ruian or f"9{number}" for number, one in enumerate(codelists.kraje())}
    okresy = _numbers(obce["kod_okres"], 3000)
    orps = _numbers(obce["kod_orp"], 1)
    pous = _numbers(obce["kod_pou"], 1000)
    vusc = listed(
        "Vusc",
        (
            unit("Vusc", kraje[code], name, NutsLau=code)
            for code, name in _areas(obce, "kraj").items()
        ),
    )
    kraj_of = dict(zip(obce["kod_okres"], obce["kod_kraj"], strict=True))
    okres = listed(
        "Okresy",
        (
            unit("Okres", okresy[code], name, {"Vusc": kraje[kraj_of[code]]}, NutsLau=code)
            for code, name in _areas(obce, "okres").items()
        ),
    )
    kraj_of = dict(zip(obce["kod_orp"], obce["kod_kraj"], strict=True))
    orp = listed(
        "Orp",
        (
            unit("Orp", orps[code], name, {"Vusc": kraje[kraj_of[code]]}, SpravniObecKod="500000")
            for code, name in _areas(obce, "orp").items()
        ),
    )
    orp_of = dict(zip(obce["kod_pou"], obce["kod_orp"], strict=True))
    pou = listed(
        "Pou",
        (
            unit("Pou", pous[code], name, {"Orp": orps[orp_of[code]]})
            for code, name in _areas(obce, "pou").items()
        ),
    )
    return vusc + okres + orp + pou + listed("Obce", _obce(obce, boundary, okresy, pous, nuts=nuts))


def _obce(
    obce: gpd.GeoDataFrame,
    boundary: str,
    okresy: Mapping[str, str],
    pous: Mapping[str, str],
    *,
    nuts: bool,
) -> Iterable[str]:
    """Give the obce."""
    points = obce["point"] if "point" in obce else obce.representative_point()
    for row, at in zip(obce.itertuples(), points, strict=True):
        code = str(row.kod_obec)
        geometry = point("Obec", code, at, many=True)
        if row.geometry is not None:
            geometry += surface("Obec", code, row.geometry, boundary)
        fields = {"StatusKod": "2"} | ({"NutsLau": f"{row.kod_okres}{code}"} if nuts else {})
        upper = {"Okres": okresy[row.kod_okres], "Pou": pous[row.kod_pou]}
        yield unit("Obec", code, str(row.nazev), upper, geometry, **fields)


def _areas(obce: gpd.GeoDataFrame, level: str) -> dict[str, str]:
    """Give the names of areas by their code."""
    pairs = obce[[f"kod_{level}", f"nazev_{level}"]].drop_duplicates()
    return {str(code): str(name) for code, name in pairs.itertuples(index=False)}


def _numbers(codes: Iterable[str], first: int) -> dict[str, str]:
    """Number areas from a first number."""
    return {code: str(first + number) for number, code in enumerate(sorted(set(codes)))}


def _ring(ring: shapely.LinearRing) -> str:
    """Give a ring."""
    places = " ".join(f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(ring).tolist())
    return f"<gml:LinearRing><gml:posList>{places}</gml:posList></gml:LinearRing>"


def _write(path: Path, text: str) -> Path:
    """Write a text, packed as the ending says."""
    raw = text.encode()
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(raw, 1, mtime=0))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(path.stem, raw)
    else:
        path.write_bytes(raw)
    return path
