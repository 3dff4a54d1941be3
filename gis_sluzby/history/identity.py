"""Which service of one centre is which of another.

A service is the same when, in this order:

1. it has the same identifikator of the register, which no other service of either centre has;
2. it has the same service_id, and not two different identifikatory;
3. its provider, its druh and the obec of its places are the same; of several such services the
   first by service_id go together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre

_PLACE = "place"


def paired_services(old: Centre, new: Centre) -> pd.DataFrame:
    """Pair the services of two centres.

    Parameters
    ----------
    old, new
        The tables services, service_sites and sites.

    Returns
    -------
    Columns before and after (service_id), a row for each service of either; null where it has no
    counterpart.
    """
    left, right = _described(old), _described(new)
    pairs: list[tuple[str, str]] = []
    for step in (_by_identifikator, _by_service_id, _by_place):
        found = step(left, right)
        pairs += found
        left = left[~left["service_id"].isin({before for before, _ in found})]
        right = right[~right["service_id"].isin({after for _, after in found})]
    alone = [
        *((service, None) for service in left["service_id"]),
        *((None, service) for service in right["service_id"]),
    ]
    return pd.DataFrame([*sorted(pairs), *alone], columns=["before", "after"], dtype=object)


def _described(centre: Centre) -> pd.DataFrame:
    """Give what tells services apart."""
    services = centre["services"][["service_id", "identifikator", "provider_id", "druh"]]
    links = centre["service_sites"].merge(centre["sites"][["site_id", "kod_obec"]], on="site_id")
    obce = links.dropna(subset=["kod_obec"]).groupby("service_id")["kod_obec"]
    places = obce.agg(lambda codes: " ".join(sorted(set(codes)))).rename(_PLACE)
    return services.merge(places, left_on="service_id", right_index=True, how="left").sort_values(
        "service_id", ignore_index=True
    )


def _by_identifikator(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[str, str]]:
    """Pair by an identifier that is one service's own on both sides."""
    own = [
        frame.dropna(subset=["identifikator"]).drop_duplicates("identifikator", keep=False)
        for frame in (left, right)
    ]
    both = own[0].merge(own[1], on="identifikator", suffixes=("_left", "_right"))
    return _as_pairs(both)


def _by_service_id(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[str, str]]:
    """Pair by our own id, unless the register says that they are two."""
    both = left.merge(right, on="service_id", suffixes=("_left", "_right"))
    two = (
        both["identifikator_left"].notna()
        & both["identifikator_right"].notna()
        & both["identifikator_left"].ne(both["identifikator_right"])
    )
    same = both.loc[~two, "service_id"]
    return [(str(service), str(service)) for service in same]


def _by_place(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[str, str]]:
    """Pair by provider, druh and place, the first ones first."""
    keys = ["provider_id", "druh", _PLACE]
    turned = [
        frame.dropna(subset=[_PLACE]).assign(turn=lambda f: f.groupby(keys).cumcount())
        for frame in (left, right)
    ]
    return _as_pairs(turned[0].merge(turned[1], on=[*keys, "turn"], suffixes=("_left", "_right")))


def _as_pairs(both: pd.DataFrame) -> list[tuple[str, str]]:
    """Give the pairs of a merge."""
    return [
        (str(before), str(after))
        for before, after in zip(both["service_id_left"], both["service_id_right"], strict=True)
    ]
