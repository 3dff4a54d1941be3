from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.reach.findings import far_joins, with_names

if TYPE_CHECKING:
    from collections.abc import Mapping


def centre() -> Mapping[str, pd.DataFrame]:
    return {
        "obce": pd.DataFrame({"kod_obec": ["1", "2"], "nazev": ["Aš", "Cheb"]}),
        "sites": pd.DataFrame({"site_id": ["m1", "m2"], "kod_obec": ["1", None]}),
        "service_sites": pd.DataFrame(
            {"service_id": ["s1", "s2", "s3", "s3"], "site_id": ["m1", "m2", "m2", "m3"]}
        ),
        "services": pd.DataFrame(
            {
                "service_id": ["s1", "s2", "s3"],
                "provider_id": ["p", "p", "q"],
                "source_id": ["sluzby"] * 3,
                "source_row": [9.0, 4.0, 3.0],
            }
        ),
        "providers": pd.DataFrame({"provider_id": ["p", "q"], "nazev": ["Charita", "Město Cheb"]}),
    }


def test_far_places_are_told_by_their_names_and_rows() -> None:
    demand = pd.DataFrame({"demand_id": ["u"], "kod_obec": ["2"]})
    sites = np.array(["m1", "m2", "m3"], dtype=object)
    found = [
        *far_joins("sites", sites, np.array([1500.0, 1200.0, 1100.0])),
        *far_joins("demand", np.array(["u"], dtype=object), np.array([3000.0])),
    ]
    told = [
        (str(one["found"]).split(":")[0], one["source_id"], one["source_row"])
        for one in with_names(found, centre(), demand)
    ]
    assert told == [
        ("obec Aš, služba poskytovatele Charita", "sluzby", 9.0),
        # Two services share the place: both are named, the first row comes first.
        ("služby poskytovatelů Město Cheb, Charita (řádky 3, 4)", "sluzby", 3.0),
        ("služba poskytovatele Město Cheb", "sluzby", 3.0),
        ("obec Cheb", None, None),
    ]


def test_other_findings_stay_as_they_are() -> None:
    (other,) = far_joins("sites", np.array(["m1"], dtype=object), np.array([1500.0]))
    other = {**other, "rule": "ferries"}
    assert with_names([other], centre(), pd.DataFrame({"demand_id": [], "kod_obec": []})) == [other]
