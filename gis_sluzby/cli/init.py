"""A new plan folder: the commented plan of a kraj, or the sample region with its data."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.errors import PlanError, Problem, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN_FILE = "plan.toml"
#: Offices of the kraje whose name is no adjective.
_OFFICES = {
    "Hlavní město Praha": "Magistrát hlavního města Prahy",
    "Kraj Vysočina": "Krajský úřad Kraje Vysočina",
}


def write_plan_folder(
    folder: Path, kraj: str | None, *, sample: bool, overwrite: bool
) -> Iterator[str]:
    """Write a plan folder.

    Parameters
    ----------
    folder
        The folder, made when it does not exist.
    kraj
        NUTS 3 code of the kraj.
    sample
        Write the sample region instead.
    overwrite
        Write over a plan that is there.

    Yields
    ------
    Lines that say what was written and what comes next.

    Raises
    ------
    PlanError
        When neither or both are asked for, or the kraj is not in the code list.
    WriteError
        When there is a plan already.
    """
    if sample == (kraj is not None):
        what = "zadejte buď --kraj s kódem kraje, nebo --sample"
        raise PlanError(Problem(what, advice="Například: gis-sluzby init plan --kraj CZ041"))
    plan = folder / PLAN_FILE
    if plan.exists() and not overwrite:
        advice = "Zvolte jinou složku, nebo přidejte --overwrite"
        raise WriteError(Problem("plán už existuje, nepřepíše se", str(plan), advice=advice))
    if sample:
        from gis_sluzby.sample import write_sample

        write_sample(folder)
        yield f"Vzorový kraj (modelová data): {plan}"
    else:
        text = _plan_of(str(kraj))
        (folder / "data").mkdir(parents=True, exist_ok=True)
        plan.write_bytes(text.encode())
        yield f"Plán: {plan}"
        yield f"Vstupy uložte do složky {folder / 'data'} podle poznámek v plánu."
    yield f"Dál: gis-sluzby check {plan}"
    yield f"     gis-sluzby build {plan}"


def _plan_of(code: str) -> str:
    """Fill the template of a plan in for one kraj."""
    official = {kraj.code: kraj.name for kraj in codelists.kraje() if not kraj.model}
    if code not in official:
        known = ", ".join(f"{known} {name}" for known, name in official.items())
        raise PlanError(Problem(f"kraj „{code}“ není v číselníku", advice=f"Kraje: {known}"))
    name = official[code]
    template = files("gis_sluzby.cli").joinpath("plan_template.toml").read_text("utf-8")
    today = dt.datetime.now(tz=dt.UTC).date()
    return Template(template).substitute(
        kraj=code, name=name, office=_office(name), today=today.isoformat()
    )


def _office(kraj: str) -> str:
    """Give the office of a kraj, of "Karlovarský kraj" the "Krajský úřad Karlovarského kraje"."""
    return _OFFICES.get(kraj, f"Krajský úřad {kraj.removesuffix('ý kraj')}ého kraje")
