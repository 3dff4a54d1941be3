"""Roads of OpenStreetMap, remembered by themselves.

A file of a whole country takes minutes to read. So its segments are kept under the hash of the
file, the box, the mode and its classes: other inputs may change and it is not read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.cache import key_of, program_key, remembered
from gis_sluzby.findings import findings_table
from gis_sluzby.plan import file_hash, source_path
from gis_sluzby.sources.read import Reading
from gis_sluzby.sources.roads import read_roads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box


def kept_roads(folder: Path, plan: Plan, source: Source, box: Box) -> Reading:
    """Read road segments like `read_roads`, or remember those of OpenStreetMap.

    Parameters
    ----------
    folder
        The cache folder.
    plan
        The plan.
    source
        A source of the table `roads`.
    box
        Only segments that touch this box of EPSG:5514.

    Returns
    -------
    What `read_roads` gives.
    """
    if source.reader != "osm":
        return read_roads(plan, source, box)

    def reading() -> Mapping[str, pd.DataFrame]:
        read = read_roads(plan, source, box)
        return {
            "roads": read.frame.reset_index(),
            "findings": findings_table(read.findings),
            "counts": pd.DataFrame({"read": [read.read], "rejected": [read.rejected]}),
        }

    key = key_of(
        program_key(),
        source.model_dump(mode="json"),
        file_hash(source_path(plan, source)),
        box,
        plan.reach.road_mode(),
        sorted(plan.reach.speeds()),
    )
    kept = remembered(folder, f"roads-{source.id}", key, reading)
    findings = kept["findings"].astype(object).where(kept["findings"].notna(), None)
    return Reading(
        kept["roads"].set_index("way"),
        [{str(name): cell for name, cell in row.items()} for row in findings.to_dict("records")],
        int(kept["counts"]["read"].iloc[0]),
        int(kept["counts"]["rejected"].iloc[0]),
    )
