"""Write the model of Liberecký kraj: real obce, people and roads; services are "modelová data".

    PYTHONPATH=. python scripts/model/liberecky.py DIR [REAL_DATA]

DIR gets `plan.toml`, `zdroje/` and `data/`; the same files, byte by byte, on every run. Real data
are looked for in REAL_DATA, else where GIS_SLUZBY_DATA says, else in ../shared/data beside the
checkout. When the plan is computed GIS_SLUZBY_DATA must not be set: it would take the place of the
plan's data.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gis_sluzby import codelists
from gis_sluzby.sample.service_tables import make_capacities, make_targets
from scripts.model.liberecky_areas import area_table
from scripts.model.liberecky_kraj import (
    write_declared,
    write_need,
    write_network,
    write_services,
    write_tables,
)
from scripts.model.liberecky_land import write_land
from scripts.model.liberecky_planning import (
    make_declared,
    make_indicators,
    make_need,
    make_network,
    make_service_years,
)
from scripts.model.liberecky_register import write_addresses, write_register
from scripts.model.liberecky_seeds import DATE
from scripts.model.liberecky_services import make_services

#: Of this kind the number in the register is not known: the kraj keeps a list of its own.
OF_KRAJ = codelists.druh("cdz").name
ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "tests" / "plans"
PLAN, SOURCES = PLANS / "liberecky_model.toml", PLANS / "liberecky_zdroje"


def write_liberecky(folder: Path, real: Path) -> Path:
    """Write the plan folder.

    Parameters
    ----------
    folder
        The plan folder; it is made if need be, files of the same names are overwritten.
    real
        Folder of the real data.

    Returns
    -------
    The plan file.
    """
    data = folder / "data"
    obce, people = write_land(real, data)
    every = make_services(obce)
    of_kraj = every["druh"] == OF_KRAJ
    services = every[~of_kraj]
    run = services[(services["od"] <= DATE) & ~(services["do"].fillna(DATE) < DATE)]
    capacities = make_capacities(run)
    write_tables(
        data / "sluzby",
        {
            "uzemi": area_table(obce),
            "roky": make_service_years(run),
            "ukazatele": make_indicators(obce, people),
        },
    )
    write_register(data / "sluzby/rpss.json", services, capacities, make_targets(run))
    write_addresses(data / "registers/adresni_mista.csv", services)
    write_services(data / "sluzby/sluzby_kraje.csv", every[of_kraj])
    write_declared(data / "sluzby", make_declared(run, obce), obce)
    write_network(data / "sluzby/sit.xlsx", make_network(run, capacities))
    write_need(data / "sluzby/potreba.xlsx", make_need(obce), obce)
    (folder / "zdroje").mkdir(exist_ok=True)
    for file in sorted(SOURCES.iterdir()):
        (folder / "zdroje" / file.name).write_bytes(file.read_bytes())
    plan = folder / "plan.toml"
    plan.write_bytes(PLAN.read_bytes())
    return plan


def real_data() -> Path:
    """Find the real data."""
    said = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("GIS_SLUZBY_DATA")  # noqa: PLR2004
    return Path(said) if said else ROOT.parent / "shared" / "data"


if __name__ == "__main__":
    print(write_liberecky(Path(sys.argv[1]), real_data()))
