"""Address points by their codes, from RÚIAN or any layer of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.plan import source_path
from gis_sluzby.sources.read import Opened, Reading, read_source, reject
from gis_sluzby.sources.ruian.addresses import csv_addresses, vfr_addresses
from gis_sluzby.sources.shapes import POINTS, wrong_shapes

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.plan import Plan, Source


def read_addresses(
    plan: Plan, source: Source, wanted: Collection[str], obce: Collection[str]
) -> Reading:
    """Find address points by their codes.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `address_points`.
    wanted
        Codes of the address points.
    obce
        Codes of the obce in which they most likely lie.

    Returns
    -------
    kod_adm, kod_obec and the point in EPSG:5514, null where the address has no coordinates; the
    codes that are not there are not among them.

    Raises
    ------
    InputError
        When the file is not what it should be, or naming every feature that is no point.
    """
    path = source_path(plan, source)
    if source.reader == "vector":
        opened = read_source(plan, source)
        frame = gpd.GeoDataFrame(opened.frame)
        frame = frame[frame["kod_adm"].isin(list(wanted))]
        opened = Opened(frame, [one for one in opened.wrong if one.row in frame.index], len(frame))
        return reject(opened, source, wrong_shapes(frame, POINTS))
    if source.reader == "vfr":
        found = vfr_addresses(path, source, wanted)
    else:
        found = csv_addresses(path, source, wanted, obce)
    return Reading(pd.DataFrame(found), [], len(found), 0)
