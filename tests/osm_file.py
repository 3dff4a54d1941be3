"""Files of OpenStreetMap made by hand: nodes in kilometres from a corner, ways through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import osmium

from gis_sluzby.crs import to_degrees
from tests.reach.made import metres

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Tags = Mapping[str, str]
    Xy = tuple[float, float]


def write_osm(
    path: Path,
    nodes: Mapping[int, Xy],
    ways: Mapping[int, tuple[Sequence[int], Tags]],
    tagged: Mapping[int, Tags] | None = None,
) -> Path:
    """Write a file.

    Parameters
    ----------
    path
        The file; its name says the format.
    nodes
        Kilometres from `CORNER` by id.
    ways
        Ids of nodes and tags by id.
    tagged
        Tags of nodes by id.

    Returns
    -------
    The file.
    """
    with osmium.SimpleWriter(path, overwrite=True) as writer:
        for number, xy in sorted(nodes.items()):
            lon, lat = (float(degree) for degree in to_degrees(*metres(xy)))
            said = dict((tagged or {}).get(number, {}))
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat), tags=said))
        for number, (refs, tags) in sorted(ways.items()):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=list(refs), tags=dict(tags)))
    return path
