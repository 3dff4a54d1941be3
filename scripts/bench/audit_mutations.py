"""Faults planted into real rows: how many of them the audit finds, and what else it says.

    python scripts/bench/audit_mutations.py DATA [SEED] [PER RULE]

DATA is the folder of real data. Into the list of services of Karlovarský kraj, filled up from the
lists of the ČSÚ, and into the ČSÚ's relation of obce and ORP the faults of `mutations.plants` are
planted, by default five of each kind, in as many batches as the rows suffice for. Prints for each
kind how many were found; then the recall, and every finding that is neither planted nor told of
the unspoilt rows.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from scripts.bench.mutations.audited import Told, findings_of
from scripts.bench.mutations.field import Field, NoRowLeftError
from scripts.bench.mutations.plants import PLANTS
from scripts.bench.mutations.real import real_rows

if TYPE_CHECKING:
    from scripts.bench.mutations.plants.planted import Plant

_PER_RULE = 5


class Result(NamedTuple):
    """What came of all batches.

    Parameters
    ----------
    planted, found
        Faults by rule.
    missed
        Faults that were not found.
    others
        Findings that nobody planted.
    """

    planted: Counter[str]
    found: Counter[str]
    missed: list[Plant]
    others: list[Told]

    def recall(self) -> float:
        """Give the share of the faults that were found."""
        return self.found.total() / self.planted.total()


def run(data: Path, seed: int, per_rule: int = _PER_RULE) -> Result:
    """Plant faults of every kind and look for them."""
    random = Random(seed)  # noqa: S311  (no secret)
    result = Result(Counter(), Counter(), [], [])
    real = real_rows(data, random)
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = findings_of(Field(real, random), folder / "0", data)
        spared = {place for _, place in before if isinstance(place, int)}
        wanted = [plant for plant in PLANTS for _ in range(per_rule)]
        batch = 0
        while wanted:
            batch += 1
            field = Field(real, random, spared)
            plants, wanted = _planted(field, wanted)
            _compare(plants, findings_of(field, folder / str(batch), data) - before, result)
    return result


def _planted(field: Field, wanted: list) -> tuple[list[Plant], list]:  # type: ignore[type-arg]
    """Plant what the rows suffice for, one of each kind in turn; give what is left."""
    plants, left = [], []
    for plant in sorted(wanted, key=wanted.index):
        try:
            planted = plant(field)
        except NoRowLeftError:
            left.append(plant)
            continue
        plants.append(planted)
    if not plants:
        names = sorted({plant.__name__ for plant in left})
        message = f"no row is fit for {', '.join(names)}"
        raise RuntimeError(message)
    return plants, left


def _compare(plants: list[Plant], told: set[Told], result: Result) -> None:
    """Count what was found and keep what nobody planted."""
    expected: set[Told] = set()
    for plant in plants:
        result.planted[plant.rule] += 1
        here = {one for one in told if one.place in plant.places}
        if any(one.rule == plant.rule for one in here):
            result.found[plant.rule] += 1
        else:
            result.missed.append(plant)
        expected |= {one for one in here if one.rule == plant.rule or one.rule in plant.also}
    result.others.extend(sorted(told - expected, key=str))


def main() -> None:
    """Print what was found and what was not."""
    data = Path(sys.argv[1]).resolve()
    seed, per_rule = (*map(int, sys.argv[2:4]), *(1, _PER_RULE)[len(sys.argv[2:4]) :])
    result = run(data, seed, per_rule)
    for rule in sorted(result.planted):
        print(f"{rule:26} {result.found[rule]:3} of {result.planted[rule]}")
    print(f"seed {seed}: recall {result.recall():.4f} of {result.planted.total()} faults")
    for plant in result.missed:
        print("missed", plant)
    for told in result.others:
        print("other finding", told)
    print(f"missed {len(result.missed)}, other findings {len(result.others)}")


if __name__ == "__main__":
    main()
