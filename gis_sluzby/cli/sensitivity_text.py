"""What came of a study of sensitivity, in Czech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.cartography import EN_DASH, NO_VALUE, counted, nonbreaking, number, percent
from gis_sluzby.studies.sensitivity.certainty import TIMED
from gis_sluzby.words import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

#: How many of the largest gaps of each sort are named.
_SHOWN = 5
_CLAIMS = {
    "standard": "podle standardů",
    "declared": "jen vymezená působnost, kde ji služby uvádějí",
    "modelled": "jen doba cesty",
}
_PLACES = {"points": "místa ze zdroje demand_points", "obec": "definiční body obcí"}
_NOBODY_DECLARES = "; jen vymezená působnost ne: služby měřené minutami žádnou neuvádějí"
_PEOPLE = ("člověk", "lidé", "lidí")
_LEVELS = {"obec": "Obce", "orp": "ORP"}


def sensitivity_text(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Put the result of a study of sensitivity into words.

    Parameters
    ----------
    tables
        The tables sensitivity, sensitivity_runs and sensitivity_levels.

    Yields
    ------
    Lines of text, for all forms and target groups together.
    """
    runs, gaps = tables["sensitivity_runs"], tables["sensitivity"]
    yield nonbreaking(f"Běhů: {len(runs)}. Měnilo se:")
    yield from (nonbreaking(f"  {line}") for line in _varied(runs))
    total = gaps[(gaps["forma"] == "any") & (gaps["cs"] == "any")]
    for level, word in _LEVELS.items():
        yield nonbreaking(f"{word} × druhy: {_certainty(total[total['level'] == level])}.")
    yield from map(nonbreaking, _fewer(total, runs))
    yield nonbreaking(_hidden(tables["sensitivity_levels"]))
    robust = total[(total["certainty"] == "robust") & (total["level"] == "obec")]
    timed = robust["measure"].isin(TIMED)
    yield from _largest("Největší robustní mezery, které na minutách závisí:", robust[timed])
    untouched = "Největší mezery, které na minutách nezávisí:"
    yield from _largest(untouched, robust[~timed])


def _varied(runs: pd.DataFrame) -> Iterator[str]:
    """Say of each assumption what its values were, or why it has but one."""
    factors = [f"{number(factor * 100)} %" for factor in _values(runs, "kmh_factor")]
    yield f"rychlosti na silnicích: {', '.join(factors)}"
    yield f"časové meze: {', '.join(_shift(s) for s in _values(runs, 'limit_shift'))}"
    yield _told(
        "obyvatelé",
        [f"stav k {date_text(day)}" for day in _values(runs, "population")],
        "plán nemá zdroj obyvatel z jiného dne",
    )
    claims = _values(runs, "claims")
    left_out = "declared" not in claims and len(claims) > 1
    yield (
        _told(
            "co se počítá",
            [_CLAIMS[word] for word in claims],
            "plán nemá vymezenou působnost žádné služby",
        )
        + _NOBODY_DECLARES * left_out
    )
    yield _told(
        "kde lidé žijí",
        [_PLACES[places] for places in _values(runs, "places")],
        "plán nemá zdroj demand_points",
    )


def _values(runs: pd.DataFrame, column: str) -> list[Any]:
    """Give the different values of a column in the order of the runs."""
    values: list[Any] = runs[column].drop_duplicates().tolist()
    return values


def _told(name: str, values: list[str], alone: str) -> str:
    """Name the values of an assumption."""
    return f"{name}: {'; '.join(values)}" + (f" (jediná hodnota: {alone})" * (len(values) == 1))


def _shift(minutes: float) -> str:
    """Say by how much limits differ; in words, for a console may lack the minus sign."""
    if minutes == 0:
        return "podle standardů"
    return f"o {number(abs(minutes))} min {'delší' if minutes > 0 else 'kratší'}"


def _certainty(gaps: pd.DataFrame) -> str:
    """Count gaps by certainty."""
    own = gaps["certainty"] != "latent"
    robust, timed = gaps["certainty"] == "robust", gaps["measure"].isin(TIMED)
    moved, kept = (own & timed).sum(), (own & timed & robust).sum()
    fixed, doubtful = (own & ~timed).sum(), (own & ~timed & ~robust).sum()
    share = f" ({percent(kept / moved)})" if moved else ""
    other = f" (z toho nejistých kvůli jiným předpokladům: {number(doubtful)})" if doubtful else ""
    return (
        f"mezer podle plánu {number(own.sum())}; "
        f"na minutách nezávisí: {number(fixed)}{other}; "
        f"na minutách závisí: {number(moved)}, z nich robustních {number(kept)}{share} "
        f"a nejistých {number(moved - kept)}. Jen v některých bězích: {number((~own).sum())}"
    )


def _fewer(gaps: pd.DataFrame, runs: pd.DataFrame) -> Iterator[str]:
    """Say that rows rest on fewer runs than there are, where some do."""
    fewer = gaps.loc[gaps["runs"] < len(runs), "runs"]
    if fewer.empty:
        return
    least, most = (number(count) for count in (fewer.min(), fewer.max()))
    span = least if least == most else f"{least}{EN_DASH}{most}"
    yield (
        f"Běhy, které o území nic nevědí, se nepočítají: {number(len(fewer))} řádků "
        f"(území × druh) stojí na {span} bězích místo {number(len(runs))}."
    )
    if "modelled" in set(runs["claims"]):
        yield (
            f"Běhy „{_CLAIMS['modelled']}“ nic nevědí o tom, co se posuzuje podle vymezené "
            "působnosti."
        )


def _largest(heading: str, gaps: pd.DataFrame) -> Iterator[str]:
    """Name the largest gaps under a heading; nothing where there is none."""
    if len(gaps):
        yield heading
    yield from (nonbreaking(f"  {_gap(gap)}") for gap in gaps.head(_SHOWN).to_dict("records"))


def _hidden(levels: pd.DataFrame) -> str:
    """Say what vanishes when one looks by ORP."""
    gap, hidden = levels["people_gap"].sum(), levels["people_hidden"].sum()
    reached = levels["people_reached_in_gap"].sum()
    share = percent(hidden / gap) if gap else NO_VALUE
    people = counted(round(reached), *_PEOPLE)
    return (
        f"Podle ORP místo obcí: z lidí mimo dosah jich {share} žije v ORP, která mezerou není; "
        f"naopak v ORP, která mezerou je, je v dosahu {people} (osoba × druh)."
    )


def _gap(gap: Mapping[Any, Any]) -> str:
    """Name a gap."""
    people = counted(round(gap["people_uncovered"]), *_PEOPLE)
    return f"{gap['nazev']} ({gap['kod']}), {codelists.druh(gap['druh']).name}: {people}"
