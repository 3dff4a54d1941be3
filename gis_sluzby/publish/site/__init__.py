"""The public page: one self-contained HTML file that any web server, or none, can show.

The map stands on Leaflet through folium's objects; borders, coverage and services travel as packed
JSON and reach the page through `textContent` only. Nothing is asked of any server, nothing is
stored. `payload` collects the data, `figure` builds the page, `assets` holds its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby.publish.site.payload import payload_of, to_json
from gis_sluzby.publish.site.statics import static_content
from gis_sluzby.publish.site.styles import colour_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd


def write_site(  # noqa: PLR0913 -- all but the folder are named by whoever calls
    folder: Path,
    *,
    title: str,
    kraj_name: str,
    publisher: str,
    date: str,
    model: bool,
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    mode: str = "car",
) -> list[Path]:
    """Write the public page of a territory.

    Parameters
    ----------
    folder
        Folder of the page; it is made when missing.
    title
        Heading of the page, e.g. "Dostupnost sociálních služeb v Karlovarském kraji".
    kraj_name
        Name of the kraj.
    publisher
        Who gives the page out; may be empty.
    date
        ISO date of the services.
    model
        Whether the data are invented; the page says so.
    centre
        Frames of the centre in EPSG:5514; `roads` and `obec_points` may be missing.
    coverage
        Frames `coverage_obec`, `coverage_orp`, `coverage_kraj`, `standards` and `obec_people`
        (kod_obec, people).
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    list of pathlib.Path
        The files written: `index.html`.
    """
    # folium takes a while to import and nothing else needs it.
    from gis_sluzby.publish.site.figure import CoverageLayer, PageFigure, PageMap  # noqa: PLC0415

    payload = payload_of(centre, coverage, kraj_name=kraj_name, date=date, mode=mode)
    content: dict[str, Any] = {
        "title": title,
        "kraj": kraj_name,
        "publisher": publisher,
        "model": model,
        **static_content(payload, centre, coverage, date, mode),
    }
    figure = PageFigure(content, colour_sheet())
    page_map = PageMap(payload["bounds"])
    figure.add_child(page_map)
    page_map.add_child(CoverageLayer(to_json(payload)))
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.html"
    index.write_bytes(figure.render().encode("utf-8"))
    return [index]
