"""What stands on the page without any script: sources, rules, and one druh by ORP."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, NO_VALUE, border_note, number, percent
from gis_sluzby.words import FORMS, MODES, date_text, measure_text, people_text, status_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ON_THE_MAP = {"obce": "hranice", "services": "služby", "roads": "silnice", "water": "vody"}
#: Tables on which what the page shows rests; sources of others are not named on it.
_SHOWN = {*_ON_THE_MAP, "obec_points", "population", "declared", "capacities", "targets"}


def static_content(
    payload: Mapping[str, Any],
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    date: str,
    mode: str = "car",
) -> dict[str, Any]:
    """Give the values of the page's template that come from frames.

    Parameters
    ----------
    payload
        What the page carries, see `payload_of`.
    centre, coverage
        Frames as for `write_site`.
    date
        ISO date of the services.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    dict
        Texts, as they are: the template escapes them.
    """
    sources = _sources(centre["sources"])
    first = payload["layers"][payload["first"]]
    return {
        "date": date_text(date),
        "example": payload["orp"][0][1],
        "roads": bool(payload["roads"]),
        "water": "water" in payload,
        "sources": sources,
        "attributions": _on_the_map(centre["sources"]),
        "source_line": _source_line(sources),
        "people_note": _people_note(centre),
        "travel": _travel(mode, "demand_points" in set(centre["sources"]["table"])),
        "border_note": border_note(mode),
        "rules": _rules(coverage["standards"], mode),
        "limits_note": _limits_note(coverage["standards"]),
        "first": _first(first, payload["results"], coverage["coverage_orp"]),
        "kinds": _kinds(payload, coverage["coverage_kraj"]),
        "bands": any(name.startswith("pasma-") for name in payload["later"]),
        "mode": MODES[mode],
    }


def _text(value: Any) -> str:  # noqa: ANN401 -- a cell may hold anything
    """Give a cell as text, empty where there is none."""
    return "" if pd.isna(value) else str(value)


def _sources(sources: pd.DataFrame) -> list[dict[str, str]]:
    """Give title, origin, licence and date of each source, alike ones once."""
    columns = ["title", "path", "attribution", "licence", "vintage"]
    rows = sources[sources["table"].isin(_SHOWN)].reindex(columns=columns)
    named = [
        {
            "title": _text(row.title) or _text(row.path),
            "attribution": _text(row.attribution),
            "licence": _licence(_text(row.licence)),
            "vintage": date_text(_text(row.vintage)) if _text(row.vintage) else "",
        }
        for row in rows.itertuples()
    ]
    return list({tuple(source.values()): source for source in named}.values())


def _licence(code: str) -> str:
    """Write the code of a Creative Commons licence as its name (CC-BY-4.0 is CC BY 4.0)."""
    return re.sub(r"^CC-?(\w[\w-]*)-(\d\.\d)$", _licence_name, code)


def _licence_name(code: re.Match[str]) -> str:
    """Hold the parts of a licence's name together; CC0 is one word."""
    kind = code[1] if code[1] == "0" else f"{NBSP}{code[1]}"
    return f"CC{kind}{NBSP}{code[2]}"


def _on_the_map(sources: pd.DataFrame) -> list[str]:
    """Name the origin of what the map shows, each origin once."""
    rows = sources.reindex(columns=["table", "attribution"])
    shown: dict[str, list[str]] = {}
    for row in rows.itertuples():
        word = _ON_THE_MAP.get(_text(row.table))
        if word and _text(row.attribution):
            shown.setdefault(_text(row.attribution), []).append(word)
    return [f"{', '.join(dict.fromkeys(words))}: {origin}" for origin, words in shown.items()]


def _source_line(sources: Sequence[Mapping[str, str]]) -> str:
    """Name the sources for the printed sheet, those of one origin, day and licence together."""
    titles: dict[str, list[str]] = {}
    for source in sources:
        parts = [source["attribution"], source["vintage"], source["licence"]]
        titles.setdefault(", ".join(filter(None, parts)), []).append(source["title"])
    return " ".join(
        f"{', '.join(named)}: {origin}." if origin else f"{', '.join(named)}."
        for origin, named in titles.items()
    )


def _people_note(centre: Mapping[str, pd.DataFrame]) -> str:
    """Say of which day the people are, where the centre knows."""
    population = centre.get("population")
    dates = [] if population is None else sorted(set(population["date"].dropna()))
    return f"Obyvatelé k {date_text(dates[-1])}." if dates else ""


def _travel(mode: str, finer: bool) -> str:  # noqa: FBT001  (one call)
    """Say how people travel, where from, and by what their time is known."""
    if mode in {"transit", "matrix"}:
        table = MODES["matrix"]
        return table if mode == "matrix" else f"{MODES[mode]} {table}"
    ways = "silnicích" if mode == "car" else "silnicích a cestách"
    start = "z míst v obci, kde lidé žijí" if finer else "z úředního bodu obce"
    return f"{MODES[mode]} po {ways} {start}"


def _limits_note(standards: pd.DataFrame) -> str:
    """Say that limits are orientational, or that the kraj has set some of its own."""
    default = codelists.default_standards()["standards"]["source"]
    if set(standards["source"]) <= {default}:
        return "Hranice dosahu je orientační."
    return "Odkud je která hranice dosahu, říká metodika."


def _rules(standards: pd.DataFrame, mode: str) -> list[dict[str, str]]:
    """Give measure and limit of each druh and forma, in the order of the code lists."""
    rows = standards[standards["cs"] == "any"]
    forms = list(FORMS)
    ordered = sorted(
        rows.itertuples(),
        key=lambda row: (codelists.druh(str(row.druh)).position, forms.index(str(row.forma))),
    )
    return [_rule(row, mode) for row in ordered]


def _rule(row: Any, mode: str) -> dict[str, str]:  # noqa: ANN401 -- a row of itertuples has no type
    """Put one standard into words."""
    druh = codelists.druh(str(row.druh))
    limit = float(row.limit_minutes)
    timed = row.measure == "time" and not math.isnan(limit)
    forma = "" if row.forma == "any" else f", {FORMS[str(row.forma)]}"
    return {
        "name": f"{druh.name}{f' ({druh.paragraph})' if druh.paragraph else ''}{forma}",
        "measure": measure_text(str(row.measure), mode),
        "limit": f"{number(limit)}{NBSP}min" if timed else NO_VALUE,
        "people": people_text(float(row.age_from), float(row.age_to)).replace(
            "obyvatel", "lidé", 1
        ),
        "source": _text(row.source),
    }


def _kinds(payload: Mapping[str, Any], kraj: pd.DataFrame) -> list[dict[str, str]]:
    """Give every kind of service in the whole kraj: how many obce and people are in reach."""
    rows = kraj[(kraj["forma"] == "any") & (kraj["cs"] == "any")]
    shares = dict(zip(rows["druh"], rows["covered_share"].astype(float), strict=True))
    kinds = []
    for layer in payload["layers"]:
        if layer["f"] == "any" and "z" not in layer:
            druh = codelists.druhy()[layer["d"]]
            figure, text, _ = payload["results"][layer["r"]]
            share = percent(shares[druh.code])
            kinds.append({"name": druh.name, "figure": figure or text, "share": share})
    return kinds


def _first(layer: Mapping[str, Any], results: Sequence[Any], orp: pd.DataFrame) -> dict[str, Any]:
    """Give the first layer by ORP."""
    druh = codelists.druhy()[layer["d"]]
    rows = orp[(orp["druh"] == druh.code) & (orp["forma"] == layer["f"]) & (orp["cs"] == "any")]
    figure, text, note = results[layer["r"]]
    return {
        "title": f"{druh.name[0].upper()}{druh.name[1:]} podle ORP",
        "figure": figure,
        "text": text,
        "note": note,
        "orp": [
            {
                "name": str(row.nazev_orp),
                "status": status_word(str(row.status)),
                "share": percent(float(row.covered_share)),
            }
            for row in rows.sort_values("kod_orp").itertuples()
        ],
    }
