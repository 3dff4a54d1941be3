"""What a scenario would change, in Czech."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.cartography import (
    counted,
    czech_sorted,
    nonbreaking,
    number,
    percent,
    shown_minutes,
)
from gis_sluzby.words import FORMS, out_of, status_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif import Scenario, WhatIf
    from gis_sluzby.studies.whatif.scenario import Placed

    Row = Mapping[Any, Any]

#: Said of everything that rests on intentions.
INTERNAL = (
    "Vnitřní podklad: o tom, co předpokládá, nikdo nerozhodl. Veřejnosti jej neukazujte, lidé by "
    "v něm četli rozhodnutí."
)
#: So many obce are named, the rest is counted.
_SHOWN = 15
_PEOPLE = ("osoba", "osoby", "osob")
_OBCE = ("obci", "obcích", "obcích")
_AREAS = ("území", "území", "území")


def whatif_text(result: WhatIf) -> Iterator[str]:
    """Put what a scenario would change into words.

    Parameters
    ----------
    result
        As `studies.whatif.whatif` gives it.

    Yields
    ------
    Lines of text: what changes, and for each kind of service, for all forms and target groups
    together, who gains and who loses. Kinds told by kraj alone name no obec and no ORP.
    """
    scenario = result.scenario
    yield nonbreaking(f"Co kdyby: {scenario.name}")
    yield from (nonbreaking(line) for line in scenario.note.splitlines())
    yield nonbreaking(INTERNAL)
    yield ""
    yield "Co se mění:"
    changes = list(_changes(scenario, result.before.centre))
    yield from (nonbreaking(f"  {line}") for line in changes or ["nic"])
    for druh in result.kinds:
        yield ""
        yield nonbreaking(kind_name(druh))
        yield from (nonbreaking(f"  {line}") for line in _kind(result, druh))


def kind_name(druh: str) -> str:
    """Name a kind of service with its §.

    Parameters
    ----------
    druh
        Its code.

    Returns
    -------
    E.g. "denní stacionáře (§ 46)".
    """
    kind = codelists.druh(druh)
    return kind.name + (f" ({kind.paragraph})" if kind.paragraph else "")


def people_text(count: float) -> str:
    """Write a number of people, rounded to whole ones.

    Parameters
    ----------
    count
        People; shares of age groups need not be whole.

    Returns
    -------
    E.g. "1 234 osob"; "méně než 1 osoba" where somebody is meant all the same.
    """
    whole = round(count)
    return counted(whole, *_PEOPLE) if whole or not count else "méně než 1 osoba"


def minutes_text(minutes: float) -> str:
    """Write minutes by car; every minute begun counts whole.

    Parameters
    ----------
    minutes
        Unrounded minutes.

    Returns
    -------
    E.g. "31 min autem".
    """
    return f"{number(float(shown_minutes(minutes)))} min autem"


def _changes(scenario: Scenario, centre: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Name every entry of a scenario."""
    names = _names(centre)
    obce = centre["obce"].set_index("kod_obec")["nazev"]
    for closed in scenario.close:
        yield f"končí {names[closed.service]}"
    for added in scenario.add:
        who = added.nazev or added.provider or added.key
        forms = ", ".join(FORMS[form] for form in added.forms())
        yield f"přibývá {who}: {kind_name(added.druh)}, forma {forms}; {_place(added, obce)}"
    for moved in scenario.move:
        yield f"stěhuje se {names[moved.service]}; {_place(moved, obce)}"
    for sized in scenario.capacity:
        unit = codelists.units()[sized.unit].name
        yield f"kapacita {number(sized.count)} ({unit}): {names[sized.service]}"
    for declaring in scenario.declared:
        count = counted(len(declaring.areas), *_AREAS)
        yield f"vymezená působnost, {count}: {names[declaring.service]}"
    for standard in scenario.standard:
        form = "" if standard.forma == "any" else f", forma {FORMS[standard.forma]}"
        yield f"standard: {kind_name(standard.druh)}{form}"


def _names(centre: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name every service: its provider, its kind and its id."""
    providers = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"]
    return {
        service: f"{providers.get(provider, provider)}: {kind_name(druh)} ({service})"
        for service, provider, druh in zip(
            services["service_id"], services["provider_id"], services["druh"], strict=True
        )
    }


def _place(entry: Placed, obce: pd.Series[str]) -> str:
    """Say where something would stand."""
    if entry.kod_obec is not None:
        return f"obec {obce[entry.kod_obec]}"
    if entry.kod_adm is not None:
        return f"adresní místo {entry.kod_adm}"
    return f"{number(entry.lon or 0, 5)}° v. d., {number(entry.lat or 0, 5)}° s. š."


def _kind(result: WhatIf, druh: str) -> Iterator[str]:
    """Say what changes for one kind."""
    kraje, orp, obce = (
        _totals(result.tables[f"whatif_{n}"], druh) for n in ("kraj", "orp", "obec")
    )
    for row in kraje.to_dict("records"):
        yield f"{row['nazev_kraj']}: {_before_after(row)}"
    if not kraje["changed"].any() and not obce["changed"].any():
        yield "Nic se nezmění."
    if druh in result.by_kraj:
        yield "Mění se služba s utajenou adresou: obce a ORP se proto neuvádějí."
        yield from _sums(kraje)
        return
    if len(obce) and (obce["reason_after"] == "no_source").all():
        yield "Žádný zdroj dat není pro tento druh úplný, proto se jeho dosah nehodnotí."
    yield from _gains(obce)
    yield from _losses(obce, result)
    moved = orp[orp["status_before"] != orp["status_after"]]
    if len(moved):
        words = [
            f"{row['nazev_orp']} (z „{_word(row['status_before'])}“ na "
            f"„{_word(row['status_after'])}“)"
            for row in moved.to_dict("records")
        ]
        yield f"ORP, kterým se mění stav: {', '.join(czech_sorted(words))}"


def _totals(table: pd.DataFrame, druh: str) -> pd.DataFrame:
    """Keep the rows of a kind for any form and any target group."""
    return table[(table["druh"] == druh) & (table["forma"] == "any") & (table["cs"] == "any")]


def _before_after(row: Row) -> str:
    """Say how many people are in reach before and after."""
    told = []
    for when, side in (("dnes", "before"), ("potom", "after")):
        if math.isnan(row[f"covered_{side}"]):
            told.append(f"{when} {_word(row[f'status_{side}'])}")
            continue
        told.append(f"{when} v dosahu {_reached(row, side)}")
    return ", ".join(told) + "."


def _reached(row: Row, side: str) -> str:
    """Say how many people are in reach, of how many."""
    covered, target, share = (row[f"{name}_{side}"] for name in ("covered", "target", "share"))
    if abs(share * target - covered) < 1:
        return f"{people_text(covered)} {out_of(round(target))} ({percent(share)})"
    return f"{people_text(covered)} ({percent(share)} těch, o kterých jsou data)"


def _sums(kraje: pd.DataFrame) -> Iterator[str]:
    """Say how many gain and lose, without saying where."""
    for word, column in (("Získá", "gained"), ("Ztratí", "lost")):
        if kraje[column].sum() > 0:
            yield f"{word} {people_text(kraje[column].sum())}."


def _gains(obce: pd.DataFrame) -> Iterator[str]:
    """Name the obce whose people gain."""
    gaining = _by_size(obce, "gained")
    if gaining.empty:
        return
    shown = [
        f"{row['nazev_obec']} ({people_text(row['gained'])})"
        for row in gaining.head(_SHOWN).to_dict("records")
    ]
    yield f"{_headed('Získá', gaining, 'gained')} {', '.join(shown)}{_rest(gaining)}"


def _losses(obce: pd.DataFrame, result: WhatIf) -> Iterator[str]:
    """Name the obce whose people lose, each with what is left to them."""
    losing = _by_size(obce, "lost")
    if losing.empty:
        return
    yield _headed("Ztratí", losing, "lost")
    names = _providers(result.after.centre)
    for row in losing.head(_SHOWN).to_dict("records"):
        yield f"  {row['nazev_obec']}, {people_text(row['lost'])}: {_alternative(row, names)}"
    if len(losing) > _SHOWN:
        yield f"  …{_rest(losing)}"


def _alternative(row: Row, names: Mapping[str, str]) -> str:
    """Say which service is the nearest then."""
    if not isinstance(row["nearest_after"], str):
        return "k žádné jiné se autem nedojede"
    nearest, then = names[row["nearest_after"]], minutes_text(row["minutes_after"])
    if row["nearest_before"] == row["nearest_after"]:
        return f"nejblíž zůstává {nearest}, {then}"
    known = not math.isnan(row["minutes_before"])
    now = f", dnes {minutes_text(row['minutes_before'])}" if known else ""
    return f"nejblíž bude {nearest}, {then}{now}"


def _providers(centre: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name the provider of every service."""
    names = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"].set_index("service_id")["provider_id"]
    return {str(service): str(name) for service, name in services.map(names).items()}


def _by_size(obce: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the obce where people gain or lose, the most first."""
    some = obce[obce[column] > 0]
    return some.sort_values([column, "kod_obec"], ascending=[False, True])


def _headed(word: str, rows: pd.DataFrame, column: str) -> str:
    """Say how many people gain or lose in how many obce."""
    return f"{word} {people_text(rows[column].sum())} v {counted(len(rows), *_OBCE)}:"


def _rest(rows: pd.DataFrame) -> str:
    """Count the obce that are not named."""
    more = len(rows) - _SHOWN
    return f" a {counted(more, 'další obec', 'další obce', 'dalších obcí')}" if more > 0 else ""


def _word(status: object) -> str:
    """Name a status; a row that one of the two coverages does not have has none."""
    return status_word(status) if isinstance(status, str) else "bez řádku"
