"""Constants of the model of Liberecký kraj and its random numbers."""

from __future__ import annotations

import numpy as np

DATE = "2026-09-27"
#: The network's period in force and the one that is being prepared.
PERIODS = ("2026", "2027")
YEARS = (2023, 2024, 2025)
_SEED = 20260927


def random(part: str) -> np.random.Generator:
    """Give the random numbers of one part, a stream of its own."""
    return np.random.default_rng([_SEED, *part.encode()])
