"""What the layers are, whose, of when and of what: for catalogues of spatial and of open data."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd

from gis_sluzby import codelists
from gis_sluzby.cartography import nonbreaking
from gis_sluzby.crs import to_4326
from gis_sluzby.publish.layers.rendering import rendered
from gis_sluzby.words import MODES, date_text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.plan import Plan

#: Terms of the Czech application profile of DCAT, as its context shortens them.
_CONTEXT: Final = (
    "https://ofn.gov.cz/rozhraní-katalogů-otevřených-dat/2021-01-11/"
    "kontexty/rozhraní-katalogů-otevřených-dat.jsonld"
)
_EU: Final = "http://publications.europa.eu/resource/authority"
_KEYWORDS: Final = ("sociální služby", "dostupnost služeb", "obce", "ORP", "kraj")
#: Files of the layers that a catalogue offers: format and media type by name.
_FORMATS: Final = {
    "plan.gpkg": ("GPKG", "application/geopackage+sqlite3", "Vrstvy a tabulky"),
    "plan.qgz": ("ZIP", "application/zip", "Projekt QGIS"),
}


def write_metadata(
    folder: Path, plan: Plan, orp: gpd.GeoDataFrame, sources: pd.DataFrame
) -> list[Path]:
    """Describe the layers for catalogues.

    Parameters
    ----------
    folder
        The folder of the layers.
    plan
        The plan.
    orp
        The ORP of the plan.
    sources
        The table `sources`.

    Returns
    -------
    `metadata.xml` by ISO 19115 and INSPIRE, written as ISO 19139; `katalog.jsonld`, a data set of
    DCAT-AP-CZ. What the plan does not know is left out: the addresses (IRI) of the publisher, of
    the data set and of its files are added by who publishes them.
    """
    spatial, open_data = folder / "metadata.xml", folder / "katalog.jsonld"
    spatial.write_bytes(_iso(plan, orp, sources).encode())
    dataset = json.dumps(_dcat(plan, sources), ensure_ascii=False, indent=1)
    open_data.write_bytes((dataset + "\n").encode())
    return [spatial, open_data]


def _iso(plan: Plan, orp: gpd.GeoDataFrame, sources: pd.DataFrame) -> str:
    """Write metadata of spatial data."""
    outline = gpd.GeoSeries([orp.geometry.union_all().envelope], crs=orp.crs)
    return (
        rendered(
            "iso19139.xml.j2",
            title=plan.name,
            publisher=plan.publisher,
            contact=plan.publish.contact,
            date=plan.date.isoformat(),
            identifier=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.kraj}/{plan.name}/{plan.date}")),
            abstract=_abstract(plan),
            keywords=_KEYWORDS,
            conditions=_conditions(sources),
            box=to_4326(outline).total_bounds.tolist(),
            lineage=f"Spočítal program gis-sluzby z těchto zdrojů: {_named(sources)}.",
        ).strip()
        + "\n"
    )


def _dcat(plan: Plan, sources: pd.DataFrame) -> dict[str, Any]:
    """Give the data set as DCAT-AP-CZ has it."""
    terms = {
        "typ": "Specifikace podmínek užití",
        "autorské_dílo": "https://data.gov.cz/podmínky-užití/obsahuje-více-autorských-děl/",
    }
    return {
        "@context": _CONTEXT,
        "typ": "Datová sada",
        "název": {"cs": plan.name},
        "popis": {"cs": _abstract(plan)},
        "klíčové_slovo": {"cs": list(_KEYWORDS)},
        "téma": [f"{_EU}/data-theme/SOCI"],
        "periodicita_aktualizace": f"{_EU}/frequency/IRREG",
        "časové_pokrytí": {
            "typ": "Časový interval",
            "začátek": plan.date.isoformat(),
            "konec": plan.date.isoformat(),
        },
        "distribuce": [
            {
                "typ": "Distribuce",
                "název": {"cs": title},
                "podmínky_užití": {**terms, "autor_díla": {"cs": _conditions(sources)}},
                "soubor_ke_stažení": name,
                "formát": f"{_EU}/file-type/{kind}",
                "typ_média": f"http://www.iana.org/assignments/media-types/{media}",
            }
            for name, (kind, media, title) in _FORMATS.items()
        ],
    }


def _abstract(plan: Plan) -> str:
    """Tell in a few sentences what the layers are."""
    kinds = len(codelists.druhy())
    return nonbreaking(
        f"Kdo dosáhne na kterou sociální službu: {kinds} druhů služeb podle obcí a správních "
        f"obvodů ORP, místa služeb, uvedená působnost a mezery v dostupnosti. Služby k "
        f"{date_text(plan.date)}, cesta {MODES[plan.reach.mode]}. Bez utajených adres."
    )


def _conditions(sources: pd.DataFrame) -> str:
    """Name the sources with their licences."""
    stated = sources.dropna(subset=["attribution", "licence"])
    named = (f"{row.attribution} ({row.licence})" for row in stated.itertuples())
    return "; ".join(dict.fromkeys(named)) or "Podmínky užití zdrojů nejsou v plánu uvedeny"


def _named(sources: pd.DataFrame) -> str:
    """Name the sources with the days to which they hold."""
    stated = sources.dropna(subset=["title", "vintage"])
    named = (f"{row.title} (stav k {row.vintage})" for row in stated.itertuples())
    return "; ".join(dict.fromkeys(named)) or "zdroje nejsou v plánu pojmenovány"
