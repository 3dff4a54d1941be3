"""Code lists that the register publishes beside its data: official names of its codes.

A file is `{"polozky": [{"id": "DruhSocialniSluzby/13", "nazev": {"cs": "domovy pro seniory"}}]}`.
Which list it is, its ids say: names of files do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan import source_path
from gis_sluzby.sources.packed import members
from gis_sluzby.sources.rpss.stream import Listed, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source

    #: Official names by code, of each list.
    Names = Mapping[str, Mapping[str, str]]

DRUHY, GROUPS, FORMS = "DruhSocialniSluzby", "CilovaSkupinaOsoby", "FormaSocialniSluzby"
UNITS, AGES = "TypKapacitySocialniSluzby", "VekovaSkupina"
KRAJE, OKRESY, OBCE, PARTS = "Kraj", "Okres", "Obec", "CastObce"
_LISTS = (DRUHY, GROUPS, FORMS, UNITS, AGES, KRAJE, OKRESY, OBCE, PARTS)
_ADVICE = (
    "Klíč code_lists má jmenovat číselníky registru, jak je MPSV vydává vedle rpss.json "
    f"({', '.join(_LISTS)})"
)
#: No name of a list is nearly as long.
_LONGEST_NAME = 500


class CodeList(NamedTuple):
    """What came of one file of code lists.

    Parameters
    ----------
    path
        The file, as the plan names it.
    names
        Official names by code, of each list that stands in the file.
    findings
        What there is to say.
    read
        Number of items read.
    rejected
        Number of items without a code or a name.
    """

    path: str
    names: Names
    findings: list[Finding]
    read: int
    rejected: int


def read_code_list(plan: Plan, source: Source) -> CodeList:
    """Read a code list of the register.

    Parameters
    ----------
    plan
        The plan.
    source
        The file, as `Source.code_list_files` declares it.

    Returns
    -------
    Its names.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it is no code list of the register.
    """
    names: dict[str, dict[str, str]] = {}
    again: list[str] = []
    read = rejected = 0
    for member in members(source_path(plan, source), source, ".json"):
        for part in records(member, "polozky", source):
            if isinstance(part, Listed):
                continue
            for item in part:
                read += 1
                known = _item(item)
                if known is None:
                    rejected += 1
                    continue
                key, code, name = known
                if names.setdefault(key, {}).setdefault(code, name) != name:
                    again.append(f"{key}/{code}")
    strange = sorted(names.keys() - set(_LISTS))
    if strange or not names:
        what = f"číselník „{strange[0]}“ program nečte" if strange else "v souboru není číselník"
        raise InputError(Problem(what, source.path, advice=_ADVICE))
    return CodeList(source.path, names, _odd(source, rejected, again), read, rejected)


def together(lists: Iterable[CodeList]) -> Names:
    """Put the code lists of several files together.

    Parameters
    ----------
    lists
        What came of each file.

    Returns
    -------
    Official names by code, of each list.

    Raises
    ------
    InputError
        When one list stands in two files.
    """
    names: dict[str, Mapping[str, str]] = {}
    first: dict[str, str] = {}
    for one in lists:
        for key, listed in one.names.items():
            if key in first:
                what = f"číselník „{key}“ je v souboru {first[key]} i {one.path}"
                raise InputError(Problem(what, one.path, advice="Nechte v code_lists jen jeden"))
            names[key], first[key] = listed, one.path
    return names


def _item(item: object) -> tuple[str, str, str] | None:
    """Give list, code and name of an item; none where it has no code or name."""
    if not isinstance(item, dict):
        return None
    reference, named = item.get("id"), item.get("nazev")
    name: Any = named.get("cs") if isinstance(named, dict) else None
    if not isinstance(reference, str) or not isinstance(name, str):
        return None
    key, _, code = reference.strip().rpartition("/")
    name = " ".join(name.split())
    if not key or not code or not 0 < len(name) < _LONGEST_NAME:
        return None
    # The id of the list of age groups was never seen whole.
    return AGES if key.startswith(AGES) else key, code, name


def _odd(source: Source, rejected: int, again: list[str]) -> list[Finding]:
    """Say what of a code list could not be used."""
    told = []
    if rejected:
        told.append(("id", f"položky bez kódu nebo českého názvu: {rejected}", "vynechány"))
    if again:
        found = f"kód s dvěma názvy: {', '.join(again[:8])}"
        told.append(("nazev", found, "vzat první z nich"))
    return [
        finding(
            "register_shape",
            "warning",
            "services",
            Place(None, source.id, None, column),
            found=found,
            expected="položka číselníku s kódem (id) a názvem (nazev.cs), každý kód jednou",
            action=action,
        )
        for column, found, action in told
    ]
