"""Services as INSPIRE has them: theme US, `GovernmentalService` with `areaOfResponsibility`.

The application schema us-govserv 4.0. Where a service declares that it works becomes its area of
responsibility by administrative units: obce, named by their addresses in RÚIAN. A circle has no
units and is left out; so is every service and place with a secret address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gis_sluzby.publish.layers.rendering import rendered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import geopandas as gpd

#: Values of the code list ServiceTypeValue, by the group of the kind.
_TYPES: Final = {
    "poradenství": "charityAndCounselling",
    "péče": "specializedServiceOfSocialProtection",
    "prevence": "specializedServiceOfSocialProtection",
}
_CODELIST: Final = "http://inspire.ec.europa.eu/codelist/ServiceTypeValue"
_OBEC: Final = "https://linked.cuzk.cz/resource/ruian/obec"


def inspire_services(
    services: gpd.GeoDataFrame, declared: pd.DataFrame, area_obce: pd.DataFrame, date: dt.date
) -> str:
    """Write services as GML of INSPIRE.

    Parameters
    ----------
    services
        The services that may be shown, a point for each place, EPSG:5514.
    declared
        The table `declared` of the same services.
    area_obce
        The table `area_obce`.
    date
        The day of the services.

    Returns
    -------
    A collection with a feature for each place of each service.
    """
    obce = _responsible(declared, area_obce)
    return (
        rendered(
            "inspire_us.gml.j2",
            services=list(_features(services, obce)),
            codelist=_CODELIST,
            obec=_OBEC,
            date=date.isoformat(),
        ).strip()
        + "\n"
    )


def _features(services: gpd.GeoDataFrame, obce: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Give what is written of each place of a service."""
    for place, row in enumerate(services.to_dict("records"), 1):
        yield {
            "id": f"US.{place}",
            "local": _local(f"{row['service_id']}.{row['site_id']}"),
            "name": row["nazev"] if isinstance(row["nazev"], str) else row["nazev_druhu"],
            "type": _TYPES[row["skupina"]],
            "xy": f"{row['geometry'].x:.2f} {row['geometry'].y:.2f}",
            "obce": obce.get(row["service_id"], []),
            "contact": {
                name: row[name] for name in ("email", "phone", "web") if isinstance(row[name], str)
            },
        }


def _responsible(declared: pd.DataFrame, area_obce: pd.DataFrame) -> dict[str, list[str]]:
    """Give the obce where each service declares that it works."""
    areas = declared[["service_id", "level", "kod"]]
    spread = areas.merge(area_obce, on=["level", "kod"])
    own = areas[areas["level"] == "obec"].rename(columns={"kod": "kod_obec"})
    every = pd.concat([spread, own])[["service_id", "kod_obec"]].drop_duplicates()
    grouped = every.sort_values("kod_obec").groupby("service_id")["kod_obec"]
    return {str(service): list(codes) for service, codes in grouped}


def _local(text: str) -> str:
    """Give a local identifier: letters, digits, dots, dashes."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", text)
