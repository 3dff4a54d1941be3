"""The field into which faults are planted: the rows, those still free, and the other files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby.crs import to_krovak
from scripts.bench.mutations.real import valid_ico

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from random import Random

    from scripts.bench.mutations.real import Real

#: Of the sphere of EPSG:3857, in metres.
_RADIUS = 6_378_137.0
_SYLLABLES = ("ba", "ko", "ři", "mu", "le", "žo", "ta", "vy", "né", "du", "si", "pra", "hle", "čo")


class NoRowLeftError(Exception):
    """No row is free that a fault may be planted into."""


class Field:
    """Rows of services and the other files of a plan, to be spoilt.

    Parameters
    ----------
    real
        The real rows.
    random
        Decides all that is left open.
    spared
        Rows about which the audit has something to say as they are.
    """

    def __init__(self, real: Real, random: Random, spared: Collection[int] = ()) -> None:
        self.rows = real.services.copy()
        self.random = random
        self.obce: list[Any] = list(real.obce.itertuples(index=False))
        self.names = set(real.obce["nazev"])
        self._codes = set(real.obce["kod_obec"])
        self._free = [row for row in self.rows.index if row not in spared]
        self._counts = self.rows["provider"].value_counts()
        self._touched: set[str] = set()
        self.retired: dict[str, str] = {}
        self.other_orp: dict[str, str] = {}
        self.old: dict[str, str] = {}
        self.capacities: list[tuple[str, str, str, str]] = []
        self.declared: list[tuple[str, str, str, str, str]] = []
        self.second: list[dict[str, str]] = []
        #: Service and forma of rows of the network.
        self.network: list[tuple[str, str]] = []
        #: Service, forma and the area by its name.
        self.named: list[tuple[str, str, str]] = []
        #: Address points: their codes and obce.
        self.addresses: list[tuple[str, str]] = []
        #: Places of people: obec, degrees.
        self.homes: list[tuple[str, str, str]] = []
        self.areas: list[tuple[str, str]] = []
        #: Obce for which the table of people has a row too many: ceased, and unheard of.
        self.people: list[str] = []
        self.strangers: list[str] = []
        #: The obec in whose point that of an obec stands; it is left out where that is None.
        self.points: dict[str, str | None] = {}
        #: Which key of a source still has to be filled in.
        self.undescribed: dict[str, str] = {}

    def take(
        self,
        fits: Callable[[dict[str, str]], bool] = lambda _row: True,
        *,
        alone: bool | None = None,
    ) -> int:
        """Take a free row: of a provider with this one only, with several (untouched), or any."""
        for row in self.random.sample(self._free, len(self._free)):
            provider = self.rows.at[row, "provider"]
            single = self._counts[provider] == 1
            if alone is not None and (alone != single or provider in self._touched):
                continue
            if fits(self.rows.loc[row].to_dict()):
                self._free.remove(row)
                self._touched.add(provider)
                return row
        raise NoRowLeftError

    def witness(self, row: int) -> None:
        """Keep the other rows of a provider as they are: beside them its fault is to be seen."""
        provider = self.rows.at[row, "provider"]
        self._free = [one for one in self._free if self.rows.at[one, "provider"] != provider]

    def at_point_of(self, row: int) -> list[int]:
        """Give the rows that stand on the point of a row, itself among them."""
        there = (self.rows[["lon", "lat"]] == self.rows.loc[row, ["lon", "lat"]]).all(axis=1)
        return [int(one) for one in self.rows.index[there]]

    def take_run(self, length: int) -> list[int]:
        """Take free rows that follow each other."""
        free = set(self._free)
        runs = [list(range(row, row + length)) for row in self._free]
        runs = [run for run in runs if free.issuperset(run)]
        if not runs:
            raise NoRowLeftError
        run = self.random.choice(runs)
        for row in run:
            self._free.remove(row)
            self._touched.add(self.rows.at[row, "provider"])
        return run

    def follows(self, before: int, row: int, column: str) -> bool:
        """Tell whether the code of a row is the one after that of another."""
        codes = [self.rows[column].get(one, "") for one in (before, row)]
        return all(code.isdecimal() for code in codes) and int(codes[0]) + 1 == int(codes[1])

    def set(self, row: int, **values: str) -> None:
        """Write into a row."""
        for name, value in values.items():
            self.rows.at[row, name] = value

    def add(self, row: int) -> int:
        """Add a copy of a row with a key of its own at the end."""
        at = int(self.rows.index[-1]) + 1
        self.rows.loc[at] = self.rows.loc[row]
        self.rows.at[at, "key"] = f"n{at}"
        return at

    def move(self, row: int, obec: Any) -> None:  # noqa: ANN401  (a row of a frame)
        """Write another obec into a row, with all that holds it; the point stays."""
        self.set(row, kod_obec=obec.kod_obec, nazev_obec=obec.nazev, nazev_okres=obec.nazev_okres)
        self.set(row, kod_orp=obec.kod_orp, nazev_orp=obec.nazev_orp)
        self.set(row, kod_kraj=obec.kod_kraj, nazev_kraj=obec.nazev_kraj)

    def place(self, row: int, lon: float, lat: float) -> None:
        """Put a row somewhere else."""
        self.set(row, lon=f"{lon:.6f}", lat=f"{lat:.6f}", wkt=f"POINT({lon:.6f} {lat:.6f})")

    def nowhere(self, row: int) -> None:
        """Take the point and the code of the obec away."""
        self.set(row, lon="", lat="", wkt="", kod_obec="")

    def an_obec(self, fits: Callable[[Any], bool]) -> Any:  # noqa: ANN401  (a row of a frame)
        """Choose an obec."""
        return self.random.choice([obec for obec in self.obce if fits(obec)])

    def unused_code(self) -> str:
        """Make up a code that no obec has."""
        code = self.made(lambda: str(self.random.randint(500_000, 599_999)), self._codes)
        self._codes.add(code)
        return code

    def made(self, make: Callable[[], str], wrong: Collection[str] | Callable[[str], bool]) -> str:
        """Make texts up until one is right."""
        while True:
            text = make()
            if not (wrong(text) if callable(wrong) else text in wrong):
                return text

    def ico(self) -> str:
        """Make up a right IČO that no provider has."""
        return self.made(lambda: valid_ico(self.random), set(self.rows["ico"]))

    def identifier(self) -> str:
        """Make up an identifier of a service."""
        return str(self.random.randint(5_000_000, 9_999_999))

    def word(self) -> str:
        """Make up a word."""
        return "".join(self.random.choices(_SYLLABLES, k=4)).capitalize()

    def krovak(self, row: int) -> tuple[float, float]:
        """Give the point of a row in EPSG:5514."""
        x, y = to_krovak(*self._degrees(row))
        return float(x), float(y)

    def mercator(self, row: int) -> tuple[float, float]:
        """Give the point of a row in EPSG:3857: the formula of the sphere."""
        lon, lat = (math.radians(degrees) for degrees in self._degrees(row))
        return _RADIUS * lon, _RADIUS * math.log(math.tan(math.pi / 4 + lat / 2))

    def _degrees(self, row: int) -> tuple[float, float]:
        lon, lat = (float(self.rows.at[row, name]) for name in ("lon", "lat"))
        return lon, lat

    def second_rows(self) -> pd.DataFrame:
        """Give the rows of the second list of services."""
        return pd.DataFrame(self.second, columns=self.rows.columns)
