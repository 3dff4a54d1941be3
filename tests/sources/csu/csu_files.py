"""Code lists and relations in the shapes in which the statistical office publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.given import source_of

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source

RELATION = (
    '"kodjaz","typvaz","akrcis1","kodcis1","chodnota1","text1","akrcis2","kodcis2","chodnota2",'
    '"text2"'
)
CODELIST = "KODJAZ;AKRCIS;KODCIS;CHODNOTA;ZKRTEXT;TEXT;ADMPLOD;ADMNEPO"


def relation(first: int, second: int, *pairs: tuple[str, str, str, str]) -> str:
    """Give a relation between two code lists: code and name of each."""
    rows = [
        f'"CS","Odvozená vazba","X",{first},"{a}","{name}","Y",{second},"{b}","{upper}"'
        for a, name, b, upper in pairs
    ]
    return "\n".join([RELATION, *rows, ""])


def codelist(number: int, *rows: tuple[str, ...], more: str = "", until: str = "09.09.9999") -> str:
    """Give a code list: code, name and the columns named in `more`."""
    lines = [
        f'"CS";"X";{number};"{code}";"{name}";"{name}";"01.01.2001";"{until}"'
        + "".join(f';"{value}"' for value in rest)
        for code, name, *rest in rows
    ]
    return "\n".join([CODELIST + more, *lines, ""])


def csu_source(plan: Plan, text: str, encoding: str = "utf-8", name: str = "a.csv") -> Source:
    """Write a file into the plan's data folder and declare it."""
    (plan.path.parent / "data" / name).write_bytes(text.encode(encoding))
    return source_of("relations", name, reader="csu")
