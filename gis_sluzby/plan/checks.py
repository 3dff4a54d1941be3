"""What must hold between the parts of a plan, checked on the file's own words.

These checks look at the parsed TOML and not at the typed plan, so that what is wrong between its
parts is told together with what is wrong in them. What has the wrong type is passed over here:
the model names it.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from gis_sluzby import codelists
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.plan.model import HORIZON_FACTOR, Reach, StandardBase
from gis_sluzby.plan.source_checks import source_contradictions
from gis_sluzby.plan.speeds import MatrixMode, Mode
from gis_sluzby.plan.terrain_checks import terrain_contradictions

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

#: Readers of boundaries in which ORP have no code of the statistical office.
_WITHOUT_ORP = ("vfr", "inspire")
_NEEDED_TABLES = ("obce", "population", "roads")
#: Tables that one source fills alone.
_SINGLE_TABLES = ("obce", "obec_points", "demand_points", "land_cover", "elevation")

Key = tuple[str | int, ...]


class Contradiction(NamedTuple):
    """Something that does not hold.

    Parameters
    ----------
    key
        Path of keys and numbers (from 0) to the part concerned.
    what
        What is wrong, in Czech.
    """

    key: Key
    what: str


def contradictions(content: Mapping[str, Any]) -> list[Contradiction]:
    """Find what does not hold between the parts of a plan.

    Parameters
    ----------
    content
        The plan as TOML gives it.

    Returns
    -------
    All that is wrong.
    """
    found = [*_repeated_ids(content), *_services_links(content), *_repeated_standards(content)]
    found += [
        Contradiction(("source", number, *key), what)
        for number, source in _entries(content, "source")
        for key, what in source_contradictions(source)
    ]
    if isinstance(content.get("source"), list):
        found += _tables(content)
    found += [Contradiction(*one) for one in terrain_contradictions(content)]
    return [*found, *_short_horizon(content), *_matrix(content)]


def _entries(content: Mapping[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    """Give the entries of an array of tables with their numbers."""
    value = content.get(name)
    listed = value if isinstance(value, list) else []
    return [(number, entry) for number, entry in enumerate(listed) if isinstance(entry, dict)]


def _again(keys: Mapping[int, Hashable]) -> Iterator[tuple[int, int]]:
    """Give the numbers of the entries whose key stands there before, and where."""
    first: dict[Hashable, int] = {}
    for number, key in keys.items():
        if first.setdefault(key, number) != number:
            yield number, first[key]


def _repeated_ids(content: Mapping[str, Any]) -> list[Contradiction]:
    ids = {
        number: source["id"]
        for number, source in _entries(content, "source")
        if isinstance(source.get("id"), str)
    }
    return [
        Contradiction(
            ("source", number, "id"), f"id „{ids[number]}“ má už zdroj č. {before + 1}, zvolte jiné"
        )
        for number, before in _again(ids)
    ]


def _tables(content: Mapping[str, Any]) -> list[Contradiction]:
    named = {number: str(source.get("table")) for number, source in _entries(content, "source")}
    lacking = [
        Contradiction(("source",), f"chybí zdroj tabulky „{table}“: [[source]] s table = „{table}“")
        for table in _NEEDED_TABLES
        if table not in named.values()
    ]
    if "relations" not in named.values():
        lacking += [
            Contradiction(
                ("source", number),
                f"čtenář „{source['reader']}“ nezná kódy ORP; doplňte zdroj tabulky „relations“ "
                "s vazbou ORP a obcí (VAZ0065_0043 z ČSÚ)",
            )
            for number, source in _entries(content, "source")
            if source.get("table") == "obce" and source.get("reader") in _WITHOUT_ORP
        ]
    single = {number: table for number, table in named.items() if table in _SINGLE_TABLES}
    return lacking + [
        Contradiction(
            ("source", number, "table"),
            f"tabulku „{single[number]}“ plní už zdroj č. {before + 1}; smí ji plnit jen jeden",
        )
        for number, before in _again(single)
    ]


def _matrix(content: Mapping[str, Any]) -> list[Contradiction]:
    """Check that minutes come from a matrix just where there is one."""
    reach = content.get("reach", {})
    mode = reach.get("mode", Reach().mode) if isinstance(reach, dict) else None
    given = [n for n, source in _entries(content, "source") if source.get("table") == "matrix"]
    if mode in get_args(MatrixMode) and not given:
        what = f"způsob cesty „{mode}“ potřebuje zdroj tabulky „matrix“, ten v plánu není"
        return [Contradiction(("reach", "mode"), what)]
    if mode in get_args(Mode):
        what = f"tabulka „matrix“ se nepoužije: cestuje se po silnicích (mode = „{mode}“)"
        return [Contradiction(("source", number, "table"), what) for number in given]
    return []


def _services_links(content: Mapping[str, Any]) -> list[Contradiction]:
    """Check that a table about services says which services, where it is not clear."""
    sources = _entries(content, "source")
    ids = [str(source.get("id")) for _, source in sources if source.get("table") == "services"]
    told = f"zdroje služeb v plánu: {', '.join(ids) or 'žádný'}"
    found = []
    for number, source in sources:
        link, about = source.get("services"), "service" in FIELDS.get(str(source.get("table")), ())
        if link is None and about and len(ids) != 1:
            what = f"není řečeno, ke kterému zdroji služeb tabulka patří; doplňte services; {told}"
            found.append(Contradiction(("source", number), what))
        elif isinstance(link, str) and link not in ids:
            what = f"zdroj služeb „{link}“ v plánu není; {told}"
            found.append(Contradiction(("source", number, "services"), what))
    return found


def _repeated_standards(content: Mapping[str, Any]) -> list[Contradiction]:
    keys = {
        number: (
            codelists.find_druh(str(entry.get("druh"))) or entry.get("druh"),
            str(entry.get("forma", "any")),
            str(entry.get("cs", "any")),
        )
        for number, entry in _entries(content, "standard")
        if isinstance(entry.get("druh"), str)
    }
    return [
        Contradiction(
            ("standard", number),
            f"totéž (druh {keys[number][0]}, forma {keys[number][1]}, cs {keys[number][2]}) "
            f"stanoví už standard č. {before + 1}",
        )
        for number, before in _again(keys)
    ]


def _short_horizon(content: Mapping[str, Any]) -> list[Contradiction]:
    """Check the horizon against the longest limit, the program's default ones among them."""
    reach, base = content.get("reach", {}), content.get("standards", {})
    if not (isinstance(reach, dict) and isinstance(base, dict)):
        return []
    horizon = reach.get("horizon_minutes", Reach().horizon_minutes)
    limits = [_number(entry["limit_minutes"]) for entry in _limited(content, base)]
    least = HORIZON_FACTOR * max(limits, default=0.0)
    if not 0 < _number(horizon) < least:
        return []
    what = (
        f"{horizon:g} minut je málo: horizont má být aspoň 1,5násobek nejdelší časové meze "
        f"standardů ({max(limits):g} minut), tedy aspoň {ceil(least)}"
    )
    return [Contradiction(("reach", "horizon_minutes"), what)]


def _limited(content: Mapping[str, Any], base: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the standards with a time limit: the plan's, and the default ones that still hold."""
    own = [entry for _, entry in _entries(content, "standard") if "limit_minutes" in entry]
    default = codelists.default_standards()
    held = [base if "limit_minutes" in base else default["standards"]]
    if base.get("defaults", StandardBase().defaults) is True:
        held += [
            entry for entry in default["standard"] if not any(_outdoes(mine, entry) for mine in own)
        ]
    return [entry for entry in (*held, *own) if "limit_minutes" in entry]


def _outdoes(mine: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Tell whether a standard of the plan holds wherever a default one would."""
    return codelists.find_druh(str(mine.get("druh"))) == entry["druh"] and all(
        mine.get(key, "any") in ("any", entry.get(key, "any")) for key in ("forma", "cs")
    )


def _number(value: object) -> float:
    """Give a number; 0 where it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return 0.0
