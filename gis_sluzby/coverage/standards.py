"""Standards in force: for every druh, forma and target group the values that hold.

More specific beats less specific, and the plan beats the program's defaults:
program base < plan [standards] < program druh < program druh + forma < program druh + forma + cs
< plan druh < plan druh + forma < plan druh + forma + cs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.centre import service_forms
from gis_sluzby.plan import StandardValues
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gis_sluzby.plan import Plan

Key = tuple[str, str, str]
#: A form that is not known is measured by the first of these that the law allows for the druh.
_STANDS_FOR_UNKNOWN = ("amb", "pob", "ter")


def standards_table(plan: Plan, centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Resolve the standards of a plan.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables services, offers and targets: which forms and target groups occur.

    Returns
    -------
    The table `standards`: for each of the 34 kinds a row for any form and any target group, and
    one for each forma and cs that occurs in the centre or in a standard.
    """
    layers = list(_layers(plan))
    rows = [_resolve(key, layers) for key in _keys(centre, (at for at, *_ in layers))]
    return conform(pd.DataFrame(rows), "standards")


def standard_parts(
    plan: Plan, centre: Mapping[str, pd.DataFrame], standards: pd.DataFrame
) -> pd.DataFrame:
    """Say what each row is made of: a row of one forma of itself, a row of any forma of several.

    A row for any form is the union of the forms of the services that exist; where there is none,
    of the forms for which a standard is stated; where there is none either, of itself.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables services, offers and targets.
    standards
        The table `standards`.

    Returns
    -------
    Number of the part, number and key of the row (row; druh, forma, cs), the `part` (a form or
    "any") and the values of the standard of that part.
    """
    layers = list(_layers(plan))
    members = service_forms(centre)
    present = members.groupby(["druh", "cs"])["forma"].agg(set)
    stated = standards[(standards["forma"] != "any")].groupby("druh")["forma"].agg(set)
    rows = []
    keys = standards[["druh", "forma", "cs"]].itertuples(index=False, name=None)
    for row, (druh, forma, cs) in enumerate(keys):
        forms = {forma}
        if forma == "any":
            forms = present.get((druh, cs)) or stated.get(druh) or {"any"}
        rows += [
            _resolve((druh, part, cs), layers) | {"row": row, "forma": forma, "part": part}
            for part in sorted(forms)
        ]
    parts = pd.DataFrame(rows)
    return parts.assign(number=parts.index)


def _layers(plan: Plan) -> Iterator[tuple[Key, str, dict[str, Any]]]:
    """Give what is stated, the weakest first: for which key, where, and the values."""
    default = codelists.default_standards()
    yield ("", "", ""), "výchozí hodnoty programu", default["standards"]
    yield ("", "", ""), "plán, [standards]", _stated(plan.standards)
    if plan.standards.defaults:
        entries = [
            ((e["druh"], e.get("forma", "any"), e.get("cs", "any")), "výchozí hodnoty programu", e)
            for e in default["standard"]
        ]
        yield from sorted(entries, key=_specificity)
    own = [
        ((s.druh, s.forma, s.cs), f"plán, [[standard]] č. {number}", _stated(s))
        for number, s in enumerate(plan.standard, start=1)
    ]
    yield from sorted(own, key=_specificity)


def _specificity(layer: tuple[Key, str, dict[str, Any]]) -> tuple[bool, bool]:
    """Order layers: a target group is more specific than a forma, a forma than neither."""
    _, forma, cs = layer[0]
    return cs != "any", forma != "any"


def _stated(values: StandardValues) -> dict[str, Any]:
    """Give the values that a section of the plan states."""
    return {
        name: value
        for name, value in values.model_dump().items()
        if value is not None and name in StandardValues.model_fields
    }


def _keys(centre: Mapping[str, pd.DataFrame], stated: Iterable[Key]) -> list[Key]:
    """Give druh, forma and cs of every row, in the order of the code list."""
    members = service_forms(centre)
    found = {(d.code, "any", "any") for d in codelists.druhy()}
    for druh, forma, cs in members[["druh", "forma", "cs"]].itertuples(index=False):
        found |= {(druh, forma, "any"), (druh, "any", cs)}
    found |= {key for key in stated if key[0]}
    return sorted(found, key=lambda key: (codelists.druh(key[0]).position, key[1:]))


def _resolve(key: Key, layers: list[tuple[Key, str, dict[str, Any]]]) -> dict[str, Any]:
    """Lay the values that concern one key over each other."""
    druh, forma, cs = key
    meant = _form_meant(druh, forma)
    values: dict[str, Any] = {}
    origin = ""
    for (of_druh, of_forma, of_cs), where, stated in layers:
        if of_druh not in ("", druh) or of_forma not in ("", "any", meant, forma):
            continue
        if of_cs not in ("", "any", cs):
            continue
        values |= {name: value for name, value in stated.items() if value is not None}
        origin = where
    # A terénní service comes where it declares that it works: a circle of minutes says nothing.
    outreach = meant == "ter" and values["measure"] == "time"
    measure = "declared" if outreach else values["measure"]
    age_from, age_to = values["target"]["ages"]
    return {
        "druh": druh,
        "forma": forma,
        "cs": cs,
        "level": values["level"],
        "measure": measure,
        "limit_minutes": values.get("limit_minutes") if measure == "time" else None,
        "covered_from": values["covered_from"],
        "age_from": age_from,
        "age_to": age_to,
        "unit": values.get("unit"),
        "required_per_1000": values.get("required_per_1000"),
        "excluded": values.get("excluded", False),
        "source": values["source"],
        "origin": origin,
    }


def _form_meant(druh: str, forma: str) -> str:
    """Give the form by whose standard a row is measured.

    A kind that the law allows one form means that one by "any"; a form that is not known is
    measured by the first of `_STANDS_FOR_UNKNOWN` that the law allows.
    """
    legal = codelists.forms_by_law(druh)
    if forma == "any":
        return legal[0] if len(legal) == 1 else forma
    if forma == "unknown":
        return next((form for form in _STANDS_FOR_UNKNOWN if form in legal), "amb")
    return forma
