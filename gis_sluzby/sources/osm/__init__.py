"""The reader `osm`: roads and paths from a file of OpenStreetMap."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING

import shapely

from gis_sluzby.crs import to_degrees
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan import source_path
from gis_sluzby.sources.osm.file import UNREADABLE, read_ways
from gis_sluzby.sources.osm.segments import segments_of
from gis_sluzby.sources.osm.tags import FERRY
from gis_sluzby.sources.read import Reading

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.osm.file import Ways
    from gis_sluzby.sources.vector import Box

_SHOWN = 5
#: Metres; few ways are longer than a few kilometres, and their ends and middle are looked at.
_WIDER = 25_000.0


def read_osm(plan: Plan, source: Source, box: Box) -> Reading:
    """Read the segments that the plan's mode may use.

    Parameters
    ----------
    plan
        The plan: its mode, and the classes that have a speed.
    source
        A source of the table `roads` with the reader `osm`.
    box
        Only segments that touch this box of EPSG:5514.

    Returns
    -------
    The columns of `segments_of`; the index is the id of the way, and rows read are ways.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it cannot be read.
    """
    path = source_path(plan, source)
    try:
        ways = read_ways(path, plan.reach.road_mode(), plan.reach.speeds(), _around(box))
    except UNREADABLE as error:
        problem = Problem(
            "soubor nelze přečíst jako data OpenStreetMap",
            source.path,
            advice="Čte se výřez .osm.pbf; stáhněte jej znovu",
        )
        raise InputError(problem) from error
    segments = segments_of(ways)
    here = shapely.intersects(segments.geometry.to_numpy(), shapely.box(*box))
    frame = segments[here].set_index("way")
    return Reading(frame, _findings(ways, source), frame.index.nunique(), 0)


def _around(box: Box) -> tuple[float, float, float, float]:
    """Give a box of EPSG:5514 in degrees, wider than any way is long."""
    wide = shapely.get_coordinates(shapely.buffer(shapely.box(*box), _WIDER, join_style="mitre"))
    lon, lat = to_degrees(*wide.T)
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _findings(ways: Ways, source: Source) -> list[Finding]:
    """Say what the reader had to decide; the counts are of the box and its surroundings."""
    place = Place(source_id=source.id)
    found = []
    if ways.cut:
        found.append(
            finding(
                "ways_cut",
                "info",
                "roads",
                place,
                found=f"cest, kterým chybí uzly: {ways.cut}",
                expected="výřez s celými cestami",
                action="cesta vede jen mezi uzly, které soubor má",
            )
        )
    if ways.odd_maxspeed:
        counts = Counter(ways.odd_maxspeed).most_common(_SHOWN)
        shown = ", ".join(f"„{value}“ ({count}×)" for value, count in counts)
        found.append(
            finding(
                "maxspeed_unknown",
                "info",
                "roads",
                place._replace(column="maxspeed"),
                found=f"cest: {len(ways.odd_maxspeed)}; nejčastěji {shown}",
                expected="rychlost v km/h, nebo druh omezení, například CZ:urban",
                action="platí rychlost třídy",
            )
        )
    if ways.service or ways.shut:
        found.append(
            finding(
                "service_roads",
                "info",
                "roads",
                place,
                found=f"obslužných komunikací: {ways.service}, "
                f"zavřených (soukromých a jiných): {ways.shut}",
                expected="příjezdy k domům, dvory, parkoviště (highway=service)",
                action="otevřené se počítají rychlostí třídy service, zavřené nevedou",
            )
        )
    ferries = [way.duration for way in ways.ways if way.trida == FERRY]
    if ferries:
        found.append(
            finding(
                "ferries",
                "info",
                "roads",
                place,
                found=f"přívozů: {len(ferries)}, bez doby plavby: {sum(map(isnan, ferries))}",
                expected="doba plavby (duration)",
                action="bez doby plavby platí rychlost třídy ferry; čekání se nepočítá",
            )
        )
    return found
