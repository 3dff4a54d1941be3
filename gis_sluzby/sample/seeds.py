"""Constants of the sample region and its random numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

KRAJ = "CZ099"
NEIGHBOUR = "CZ098"
#: Days to which the model data are stated.
BOUNDARIES_DATE = "2026-01-01"
POPULATION_DATES = ("2024-12-31", "2025-12-31")
SERVICES_DATE = "2026-06-30"
NETWORK_PERIODS = ("2025", "2026")
_SEED = 20260101


def random(part: str) -> np.random.Generator:
    """Give the random numbers of one part of the region.

    Each part draws from a stream of its own, so that a change of one does not stir the others.

    Parameters
    ----------
    part
        Name of the part.

    Returns
    -------
    numpy.random.Generator
        A fresh generator, the same for the same name.
    """
    return np.random.default_rng([_SEED, *part.encode()])


@cache
def words(name: str) -> dict[str, Any]:
    """Read a file of words of this package.

    Parameters
    ----------
    name
        Name of the TOML file without its ending.

    Returns
    -------
    dict
        The parsed TOML. It is cached: callers must not change it.
    """
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
