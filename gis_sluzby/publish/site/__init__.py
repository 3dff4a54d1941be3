"""The public page: a folder that any web server, or none, can show.

What the first look needs stands in `index.html`; bands, opening hours and rarely used parts of the
program lie in `data/` and are read when they are asked for. The map stands on Leaflet through
folium's objects; borders, coverage and services travel as packed JSON and reach the page through
`textContent` only. Nothing is asked of any other server, nothing is stored. `payload` collects the
data, `figure` builds the page, `assets` holds its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gis_sluzby.cartography import SHARE_EDGES
from gis_sluzby.publish.site.alike import by_difference
from gis_sluzby.publish.site.earlier import earlier_page
from gis_sluzby.publish.site.later import later_files, marks_of, write_later
from gis_sluzby.publish.site.payload import payload_of
from gis_sluzby.publish.site.statics import static_content
from gis_sluzby.publish.site.styles import colour_sheet
from gis_sluzby.publish.site.text import to_json
from gis_sluzby.publish.site.upload import write_upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

#: The page packed for the webmaster; it lies beside the folder of the page.
UPLOAD = "mapa-na-web.zip"


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
    reached: Mapping[str, pd.DataFrame] | None = None,
    mode: str = "car",
    contact: str = "",
    classes: Sequence[float] = SHARE_EDGES,
    basemap: Mapping[str, str] | None = None,
    earlier: Path | None = None,
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
        Frames of the centre in EPSG:5514; `roads`, `obec_points` and `departments` may be missing.
    coverage
        Frames `coverage_obec`, `coverage_orp`, `coverage_kraj`, `standards` and `obec_people`
        (kod_obec, people).
    reached
        Frames `reach`, `demand` and `isochrones`; any of them may be missing.
    mode
        How people travel, one of `words.MODES`.
    contact
        E-mail or https address for those who find an error; may be empty.
    classes
        Edges of the classes of shares of people in reach, percent.
    basemap
        `url` of tiles in Web Mercator with {z}, {x} and {y}, `title` and `attribution`; the reader
        turns them on. None for a page that asks nobody for anything.
    earlier
        File `index.html` of an earlier page to compare with.

    Returns
    -------
    list of pathlib.Path
        The files written: `index.html` first, those in `data/`, and the zip beside the folder.

    Raises
    ------
    GisSluzbyError
        When the earlier page cannot be read.
    """
    # folium takes a while to import and nothing else needs it.
    from gis_sluzby.publish.site.figure import CoverageLayer, PageFigure, PageMap  # noqa: PLC0415

    about: dict[str, Any] = {"kraj_name": kraj_name, "date": date, "mode": mode, "classes": classes}
    page, later = payload_of(centre, coverage, reached, **about)
    if earlier is not None:
        later["drive"] = earlier_page(earlier)
        page["earlier"] = later["drive"]["date"]
    files = later_files(later)
    page["later"] = marks_of(files)
    page["basemap"] = dict(basemap) if basemap else None
    hosts = [_host(basemap["url"])] if basemap else []
    content: dict[str, Any] = {
        "title": title,
        "kraj": kraj_name,
        "publisher": publisher,
        "model": model,
        "contact": f"mailto:{contact}" if "@" in contact else contact,
        "contact_text": contact,
        "basemap": basemap,
        "hosts": hosts,
        "basemap_host": urlsplit(hosts[0]).netloc if hosts else "",
        **static_content(page, centre, coverage, date, mode),
    }
    figure = PageFigure(content, colour_sheet(page["shares"]))
    page_map = PageMap()
    figure.add_child(page_map)
    written_short = {**page, "layers": by_difference(page["layers"])}
    page_map.add_child(CoverageLayer(to_json(written_short)))
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.html"
    index.write_bytes(figure.render().encode("utf-8"))
    written = [index, *write_later(folder, files)]
    return [*written, write_upload(folder.parent / UPLOAD, folder, written)]


def _host(url: str) -> str:
    """Give scheme and host of an address; a host may have parts that vary, as in {s}."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
