"""What the end of services would change, in Czech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby.cartography import counted, nonbreaking, number
from gis_sluzby.publish.whatif_text import INTERNAL, kind_name, minutes_text, people_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

#: So many services are told, the rest is in the table.
_SHOWN = 10
_SERVICES = ("služba", "služby", "služeb")


def ending_text(table: pd.DataFrame) -> Iterator[str]:
    """Put what the end of services would change into words.

    Parameters
    ----------
    table
        The table `ending`.

    Yields
    ------
    Lines of text: how many services it would be felt of, and the most important ones.
    """
    felt = table[table["lost"] > 0].sort_values(["lost", "service_id"], ascending=[False, True])
    alone = table[table["only_in_kraj"] == "yes"]
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
        yield nonbreaking(f"  {_service(row)}")


def _service(row: Mapping[Any, Any]) -> str:
    """Tell what the end of one service means."""
    told = [f"ztratí {people_text(row['lost'])}"]
    if row["secret"]:
        told.append("utajená adresa, jen za kraj")
    else:
        told.append(f"obcí {number(row['obce_lost'])}")
    if isinstance(row["next_provider"], str):
        added = minutes_text(row["added_minutes_mean"])
        told.append(f"další {row['next_provider']}, v průměru o {added} dál")
    elif row["people_cut"] > 0:
        told.append("jiná, ke které by se autem dalo dojet, není")
    return f"{row['provider']}, {kind_name(row['druh'])} ({row['service_id']}): {'; '.join(told)}"
