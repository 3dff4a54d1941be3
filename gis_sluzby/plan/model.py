"""The plan as typed values: sections, defaults and what each value may be."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, cast, get_args

from pydantic import AfterValidator, Field, field_validator

from gis_sluzby import codelists
from gis_sluzby.plan.rasters import Rasters
from gis_sluzby.plan.sheets import ShareEdges, Sheets
from gis_sluzby.plan.source import Source
from gis_sluzby.plan.speeds import LEG_LIMITS, SPEEDS, MatrixMode, Mode
from gis_sluzby.plan.values import Druh, PathText, Section

#: Classes that places do not join: of Czech road layers and of OpenStreetMap.
FAST_ROADS = (
    *("dálnice", "rychlostní silnice"),
    *("motorway", "motorway_link", "trunk", "trunk_link"),
)
#: A horizon shorter than this multiple of the longest limit would hide what lies just beyond.
HORIZON_FACTOR = 1.5
#: Under this name, which no key of TOML can be mistaken for, a plan is told where it was read.
PATH_KEY = "<path>"
#: The whole republic as the plan's area.
WHOLE_COUNTRY = "CZ"

Product = Literal["site", "layers", "tables", "workbook", "sheets", "rasters"]
Edition = Literal["public", "internal"]
LayerFormat = Literal["geoparquet", "inspire"]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1)]
Minutes = Annotated[float, Field(allow_inf_nan=False)]
Age = Annotated[int, Field(ge=0, le=150)]


def _varied(base: float, values: tuple[float, ...]) -> tuple[float, ...]:
    """Accept different values among which is the plan's own."""
    if base not in values:
        message = f"mezi hodnotami má být i {base:g}, tedy plán beze změny"
        raise ValueError(message)
    if len(set(values)) < len(values):
        message = "hodnota je v seznamu dvakrát"
        raise ValueError(message)
    return values


class Target(Section):
    """The target group of a standard: completed years, both ends included."""

    ages: tuple[Age, Age]

    @field_validator("ages")
    @classmethod
    def _ordered(cls, ages: tuple[int, int]) -> tuple[int, int]:
        if ages[0] > ages[1]:
            message = f"věk od ({ages[0]}) je vyšší než věk do ({ages[1]})"
            raise ValueError(message)
        return ages


class StandardValues(Section):
    """What a standard may state; what it leaves out, a less specific one gives."""

    level: Literal["obec", "orp", "kraj", "stat"] | None = None
    measure: Literal["time", "declared", "presence", "balance", "phone", "none"] | None = None
    limit_minutes: Positive | None = None
    covered_from: Share | None = None
    target: Target | None = None
    unit: str | None = None
    required_per_1000: Positive | None = None
    excluded: bool | None = None
    source: str | None = None
    note: str | None = None

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str | None) -> str | None:
        if unit is None:
            return None
        found = codelists.find_unit(unit)
        if found is None:
            message = f"jednotka „{unit}“ není v číselníku ({', '.join(codelists.units())})"
            raise ValueError(message)
        return found


class StandardBase(StandardValues):
    """The section [standards]: what holds where nothing more specific does."""

    defaults: bool = True


class Standard(StandardValues):
    """A [[standard]]: for one kind of service, and where stated a forma and a target group."""

    druh: Druh
    forma: Literal["any", "amb", "pob", "ter", "unknown"] = "any"
    cs: str = "any"

    @field_validator("cs")
    @classmethod
    def _known_cs(cls, cs: str) -> str:
        known = ["any", *codelists.okruhy()]
        if cs not in known:
            message = f"okruh cílových skupin „{cs}“ není v číselníku ({', '.join(known)})"
            raise ValueError(message)
        return cs


class Reach(Section):
    """The section [reach]: how people get to services."""

    mode: Literal[Mode, MatrixMode] = "car"
    direction: Literal["to_service", "from_service"] = "to_service"
    nearest_count: Annotated[int, Field(ge=1, le=10)] = 1
    belt_km: Annotated[float, Field(ge=0, le=200)] = 30.0
    outside_sites: bool = False
    horizon_minutes: Positive = 90.0
    leg_kmh: Positive = 25.0
    startup_minutes: Annotated[float, Field(ge=0, le=60)] = 0.0
    join_exclude: tuple[str, ...] = FAST_ROADS
    kmh: dict[str, Positive] = Field(default={})
    foot_kmh: dict[str, Positive] = Field(default={})
    bike_kmh: dict[str, Positive] = Field(default={})

    def speeds(self) -> dict[str, float]:
        """Give the speed of every road class that the mode may use.

        Returns
        -------
        km/h by class: the defaults, overridden by the plan.
        """
        own = {"car": self.kmh, "foot": self.foot_kmh, "bike": self.bike_kmh}
        return {**SPEEDS[self.road_mode()], **own[self.road_mode()]}

    def road_mode(self) -> Mode:
        """Give the mode for which roads are read.

        Returns
        -------
        The plan's mode; car where minutes come from a matrix and roads are a background.
        """
        return "car" if self.mode in get_args(MatrixMode) else cast("Mode", self.mode)

    def leg_speed(self) -> float:
        """Give the speed of the straight leg between a place and the network.

        Returns
        -------
        km/h: that of the plan, no more than the mode can do off the road.
        """
        return min(self.leg_kmh, LEG_LIMITS[self.road_mode()])


class Sensitivity(Section):
    """The section [sensitivity]: what a study of sensitivity varies."""

    kmh_factor: Annotated[tuple[Positive, ...], AfterValidator(partial(_varied, 1.0))] = (
        0.8,
        1.0,
        1.2,
    )
    limit_shift: Annotated[tuple[Minutes, ...], AfterValidator(partial(_varied, 0.0))] = (
        -5.0,
        0.0,
        5.0,
    )
    robust_from: Share = 1.0


class Basemap(Section):
    """The section [publish.basemap]: tiles that the reader of the page may lay under the map."""

    url: Annotated[str, Field(pattern=r"^https://[\w.{}-]+/.*\{z\}.*$")]
    title: Annotated[str, Field(min_length=1)]
    attribution: Annotated[str, Field(min_length=1)]

    @field_validator("url")
    @classmethod
    def _three_numbers(cls, url: str) -> str:
        missing = [mark for mark in ("{z}", "{x}", "{y}") if mark not in url]
        if missing:
            message = f"v adrese dlaždic chybí {', '.join(missing)}"
            raise ValueError(message)
        return url


class Publish(Section):
    """The section [publish]: what is made of the result."""

    products: tuple[Product, ...] = ("site", "layers", "tables")
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)] = ("public",)
    suppress_below: Annotated[int, Field(ge=0, le=1000)] = 0
    contact: Annotated[str, Field(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+|https://\S+)$")] | None = (
        None
    )
    basemap: Basemap | None = None
    earlier: PathText | None = None
    classes: ShareEdges = (0.0, 25.0, 50.0, 75.0, 100.0)
    isochrones: bool = False
    layer_formats: tuple[LayerFormat, ...] = ()


class Plan(Section):
    """A whole plan file."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    name: Annotated[str, Field(min_length=1)]
    kraj: str
    date: date
    publisher: str
    data: PathText = "data"
    mirror: PathText | None = None
    source: tuple[Source, ...]
    reach: Reach = Reach()
    standards: StandardBase = StandardBase()
    standard: tuple[Standard, ...] = ()
    sensitivity: Sensitivity = Sensitivity()
    publish: Publish = Publish()
    sheets: Sheets = Sheets()
    rasters: Rasters = Rasters()
    #: Where the plan was read from; not a part of the file, so no key of it can mean it.
    path: Path = Field(alias=PATH_KEY, exclude=True)

    @field_validator("kraj")
    @classmethod
    def _known_kraj(cls, kraj: str) -> str:
        known = [*(k.code for k in codelists.kraje()), WHOLE_COUNTRY]
        if kraj not in known:
            message = f"kraj „{kraj}“ není v číselníku ({', '.join(known)})"
            raise ValueError(message)
        return kraj

    def of_table(self, *tables: str) -> list[Source]:
        """Give the sources of given tables.

        Parameters
        ----------
        *tables
            Names of the tables.

        Returns
        -------
        The sources in the plan's order.
        """
        return [source for source in self.source if source.table in tables]
