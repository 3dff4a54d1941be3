"""What the end of services would change, in Czech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gis_sluzby.cartography import counted, nonbreaking, number
from gis_sluzby.publish.whatif.words import (
    INTERNAL,
    kind_name,
    minutes_text,
    people_text,
    unknown_text,
)
from gis_sluzby.words import GOING, MODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

#: So many services are told, the rest is in the table.
_SHOWN = 10
_SERVICES = ("služba", "služby", "služeb")
#: Measures that do not ask for minutes -> why people lose though the kind has other services.
_LOSING: Final[Mapping[str, str]] = {
    "declared": "nikdo jiný neuvádí, že tam jezdí",
    "presence": "jiná v území není",
    "balance": "kapacita zbylých služeb nestačí",
    "phone": "jiná služba po telefonu není",
}


def ending_text(
    table: pd.DataFrame, measures: Mapping[str, str], mode: str = "car"
) -> Iterator[str]:
    """Put what the end of services would change into words.

    Parameters
    ----------
    table
        The table `ending`.
    measures
        How each service of it is measured, as `measures_of` gives it.
    mode
        How people travel, one of `words.MODES`.

    Yields
    ------
    Lines of text: how many services it would be felt of, and the most important ones.
    """
    felt = table[table["lost"] > 0].sort_values(["lost", "service_id"], ascending=[False, True])
    alone = table[table["only_in_kraj"] == "yes"]
    lone = frozenset(table.loc[~table["druh"].duplicated(keep=False), "service_id"])
    yield "Co kdyby služba skončila"
    yield nonbreaking(INTERNAL)
    yield ""
    yield nonbreaking(
        f"Posouzeno: {counted(len(table), *_SERVICES)}, každá zvlášť. Někdo by ztratil dosah u "
        f"{number(len(felt))} z nich; jediného poskytovatele druhu v kraji má {number(len(alone))}."
    )
    if felt.empty:
        return
    yield nonbreaking("Nejvíc osob by ztratilo dosah, kdyby skončila:")
    for row in felt.head(_SHOWN).to_dict("records"):
        service = row["service_id"]
        measure = "alone" if service in lone else measures[service]
        yield nonbreaking(f"  {_service(row, measure, mode)}")


def measures_of(centre: Mapping[str, pd.DataFrame], standards: pd.DataFrame) -> dict[str, str]:
    """Say how each service is measured.

    Parameters
    ----------
    centre
        The tables services and offers.
    standards
        The table standards.

    Returns
    -------
    Service -> measure: that of its forms where they share one, else "time" where one of them is
    measured so, else "mixed".
    """
    wide = standards[standards["cs"] == "any"].set_index(["druh", "forma"])["measure"]
    services = centre["services"].set_index("service_id")["druh"]
    forms = centre["offers"].groupby("service_id")["forma"].agg(set)
    told = {}
    for service, druh in services.items():
        total = wide.get((druh, "any"), "mixed")
        found = {wide.get((druh, form), total) for form in forms.get(service, {"any"})}
        shared = found.pop() if len(found) == 1 else "time" if "time" in found else "mixed"
        told[str(service)] = str(shared)
    return told


def _service(row: Mapping[Any, Any], measure: str, mode: str) -> str:
    """Tell what the end of one service means."""
    told = [f"ztratí {people_text(row['lost'])}{unknown_text(row['lost_no_data'])}"]
    if row["secret"]:
        told.append("utajená adresa, jen za kraj")
    else:
        told.append(f"obcí {number(row['obce_lost'])}")
        told.extend(_left(row, measure, mode))
    return f"{row['provider']}, {kind_name(row['druh'])} ({row['service_id']}): {'; '.join(told)}"


def _left(row: Mapping[Any, Any], measure: str, mode: str) -> Iterator[str]:
    """Say what is left: the next service where minutes decide, else by the measure."""
    if measure == "alone":
        yield "jiná služba druhu tu není"
    elif measure in _LOSING:
        # who is not told to be out of reach is without data, for a reason of its own
        if row["lost_no_data"] < row["lost"]:
            yield _LOSING[measure]
    elif isinstance(row["next_provider"], str):
        added = minutes_text(row["added_minutes_mean"], mode)
        yield f"další {row['next_provider']}, v průměru o {added} dál"
    elif row["people_cut"] > 0:
        yield f"jiná, ke které by se {MODES[mode]} dalo {GOING[mode].to}, není"
