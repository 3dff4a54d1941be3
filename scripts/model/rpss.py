"""A register of invented services on the real obce, in the shape and size of the open data.

Every name says "Modelová data"; the traps of real registers are planted and counted: ended and
future services, services of natural persons, secret addresses, facilities listed twice or closed,
addresses without codes or with those of another obec, codes that no list has, keys that nobody
knows, nulls everywhere, records that are none.

    PYTHONPATH=. python scripts/model/rpss.py FOLDER [NUMBER]

Code lists are written beside it, into the folder `ciselniky`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyogrio

from scripts.model.rpss_lists import write_code_lists
from scripts.model.rpss_services import invented
from scripts.model.rpss_shape import record
from scripts.model.rpss_traps import spoilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

#: As many as the register has.
SERVICES = 6_733
SEED = 108_2006


def write_register(obce: pd.DataFrame, path: Path, number: int = SERVICES) -> Counter[str]:
    """Write the register.

    Parameters
    ----------
    obce
        The real obce: KOD_OBEC, KOD_CZNUTS3, obyv_2020.
    path
        The file.
    number
        Number of records.

    Returns
    -------
    How many records of each trap there are, and under "facilities" how many facilities.
    """
    planted: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"poznamka":"Modelová data: vymyšlené služby","polozky":[')
        for at, line in enumerate(_lines(obce, number, planted)):
            file.write(",\n" if at else "\n")
            file.write(line)
        file.write("\n]}\n")
    return planted


def _lines(obce: pd.DataFrame, number: int, planted: Counter[str]) -> Iterator[str]:
    """Give the records as text."""
    random = np.random.default_rng(SEED)
    for turn, (service, traps) in enumerate(invented(obce, number, random)):
        item = record(service)
        planted.update(traps)
        planted["facilities"] += len(service.facilities)
        planted.update(spoilt(item, turn))
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write the register into a folder and print what was planted."""
    folder, *rest = sys.argv[1:]
    data = Path(os.environ["GIS_SLUZBY_DATA"])
    obce = pyogrio.read_dataframe(data / "boundaries" / "obce_cz_2024.gpkg", read_geometry=False)
    path = Path(folder) / "rpss.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    planted = write_register(obce, path, *map(int, rest))
    print("ciselniky: " + ", ".join(write_code_lists(obce, path.parent / "ciselniky")))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    for name, count in sorted(planted.items()):
        print(f"  {name:24} {count:7,}")


if __name__ == "__main__":
    main()
