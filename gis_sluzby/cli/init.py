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
#: The list of services to be filled in, where no official one can be fetched.
SERVICES_FILE = "sluzby.csv"
_SERVICES_HEAD = (
    *("key", "provider", "ico", "druh", "forma", "nazev", "address", "kod_adm", "kod_obec"),
    *("lon", "lat", "secret", "web"),
)
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
        text = _plan_of(str(kraj).strip().upper())
        data = folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        plan.write_bytes(text.encode())
        yield f"Plán: {plan}"
        if f'path = "{SERVICES_FILE}"' in text:
            yield from _write_services(data / SERVICES_FILE)
    first, *then = ("check", "build") if sample else ("fetch", "check", "build")
    yield f"Dál: gis-sluzby {first} {folder}"
    yield from (f"     gis-sluzby {word} {folder}" for word in then)


def _write_services(file: Path) -> Iterator[str]:
    """Write the empty list of services, as the Czech Excel opens it; a list that is there stays."""
    if not file.exists():
        file.write_bytes(f"{';'.join(_SERVICES_HEAD)}\r\n".encode("utf-8-sig"))
    yield f"Seznam služeb k vyplnění: {file}"


def _plan_of(code: str) -> str:
    """Fill the template of a plan in for one kraj."""
    official = {kraj.code: kraj.name for kraj in codelists.kraje() if not kraj.model}
    if code not in official:
        known = ", ".join(f"{known} {name}" for known, name in official.items())
        raise PlanError(Problem(f"kraj „{code}“ není v číselníku", advice=f"Kraje: {known}"))
    name = official[code]
    today = dt.datetime.now(tz=dt.UTC).date()
    words = {
        "kraj": code,
        "name": name,
        "office": _office(name),
        "today": today.isoformat(),
        "month_end": (today.replace(day=1) - dt.timedelta(days=1)).isoformat(),
    }
    templates = files("gis_sluzby.cli").joinpath("templates")
    own = templates.joinpath(f"services_{code}.toml")
    services = own if own.is_file() else templates.joinpath("services.toml")
    words["services"] = Template(services.read_text("utf-8")).substitute(words)
    return Template(templates.joinpath("plan.toml").read_text("utf-8")).substitute(words)


def _office(kraj: str) -> str:
    """Give the office of a kraj, of "Karlovarský kraj" the "Krajský úřad Karlovarského kraje"."""
    return _OFFICES.get(kraj, f"Krajský úřad {kraj.removesuffix('ý kraj')}ého kraje")
