"""The plan as typed values: sections, defaults and what each value may be."""

from __future__ import annotations

import codecs
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, cast, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)

from gis_sluzby import codelists
from gis_sluzby.plan.fields import FIELDS, FIXED_READERS, READERS, SPATIAL
from gis_sluzby.plan.speeds import LEG_LIMITS, SPEEDS, MatrixMode, Mode

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
_ASCII_CONTROL = 32

TableName = Literal[
    "obce",
    "obec_points",
    "demand_points",
    "obec_parts",
    "relations",
    "address_points",
    "population",
    "roads",
    "services",
    "capacities",
    "targets",
    "declared",
    "need",
    "network",
    "service_year",
    "custom_areas",
    "matrix",
]
Product = Literal["site", "layers", "tables", "workbook"]
Edition = Literal["public", "internal"]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1)]
Minutes = Annotated[float, Field(allow_inf_nan=False)]
Age = Annotated[int, Field(ge=0, le=150)]


def _known_druh(code: str) -> str:
    """Accept any known spelling of a kind of service, give its code."""
    found = codelists.find_druh(code)
    if found is None:
        near = codelists.suggest_druh(code)
        hint = f"; nejbližší je „{near}“" if near else ""
        message = f"druh služby „{code}“ není v číselníku{hint}"
        raise ValueError(message)
    return found


def _clean_path(path: object) -> object:
    """Refuse a path that TOML has read as something else; give it with forward slashes."""
    if not isinstance(path, str):
        return path
    if any(ord(letter) < _ASCII_CONTROL for letter in path):
        message = (
            "cesta obsahuje řídicí znak: zpětné lomítko v uvozovkách uvozuje zvláštní znaky; pište "
            "lomítka „/“, nebo cestu v apostrofech"
        )
        raise ValueError(message)
    return path.replace("\\", "/")


def _all_or_list(value: object) -> object:
    """Refuse what is neither "all" nor a list, before each of the two is tried."""
    if value == "all" or isinstance(value, (list, tuple)):
        return value
    message = f'hodnota „{value}“ má být "all", nebo seznam druhů, například ["40", "62"]'
    raise ValueError(message)


def _branch(value: object) -> str:
    """Tell which of the two is meant, so that only its errors are told."""
    return "all" if value == "all" else "list"


def _varied(base: float, values: tuple[float, ...]) -> tuple[float, ...]:
    """Accept different values among which is the plan's own."""
    if base not in values:
        message = f"mezi hodnotami má být i {base:g}, tedy plán beze změny"
        raise ValueError(message)
    if len(set(values)) < len(values):
        message = "hodnota je v seznamu dvakrát"
        raise ValueError(message)
    return values


Druh = Annotated[str, AfterValidator(_known_druh)]
CompleteFor = Annotated[
    Annotated[tuple[Druh, ...], Tag("list")] | Annotated[Literal["all"], Tag("all")],
    Discriminator(_branch),
    BeforeValidator(_all_or_list),
]
#: Before pydantic strips it: a control character at either end counts too.
PathText = Annotated[str, BeforeValidator(_clean_path), Field(min_length=1)]
#: A tab or a space is a delimiter too, so it is not stripped.
Delimiter = Annotated[
    str, StringConstraints(strip_whitespace=False, min_length=1, max_length=1, pattern=r'[^"\r\n]')
]


class _Section(BaseModel):
    """A section of the plan: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Target(_Section):
    """The target group of a standard: completed years, both ends included."""

    ages: tuple[Age, Age]

    @field_validator("ages")
    @classmethod
    def _ordered(cls, ages: tuple[int, int]) -> tuple[int, int]:
        if ages[0] > ages[1]:
            message = f"věk od ({ages[0]}) je vyšší než věk do ({ages[1]})"
            raise ValueError(message)
        return ages


class StandardValues(_Section):
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


class Source(_Section):
    """A [[source]]: one file, the table that it fills and where its columns are."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    table: TableName
    reader: Literal["vector", "csv", "vfr", "inspire", "ruian_csv", "csu", "osm"]
    path: PathText
    layer: str | None = None
    title: str | None = None
    vintage: date
    licence: str
    attribution: str
    complete_for: CompleteFor = ()
    layout: Literal["wide", "long"] = "long"
    rejects: Literal["stop", "record"] = "stop"
    encoding: str = "utf-8"
    delimiter: Delimiter = ","
    services: str | None = None
    fetch: Annotated[str, Field(pattern=r"^(https?://\S+|[a-z0-9-]+)$")] | None = None
    columns: dict[str, str] = {}

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            message = f"kódování „{encoding}“ není známé (obvyklá: utf-8, cp1250, iso-8859-2)"
            raise ValueError(message) from error
        return encoding

    @model_validator(mode="after")
    def _columns_fit(self) -> Source:
        fields = FIELDS[self.table]
        unknown = sorted(set(self.columns) - set(fields))
        if unknown:
            message = (
                f"tabulka „{self.table}“ nemá pole {', '.join(unknown)}; má: {', '.join(fields)}"
            )
            raise ValueError(message)
        fitting = READERS.get(self.table, ("csv", "vector"))
        if self.reader not in fitting:
            words = " nebo ".join(f"„{reader}“" for reader in fitting)
            message = f"tabulku „{self.table}“ čtenář „{self.reader}“ neumí; čte ji {words}"
            if self.table in SPATIAL and self.reader == "csv":
                message = f"tabulka „{self.table}“ potřebuje geometrii; čte ji {words}"
            raise ValueError(message)
        if self.columns and self.reader in FIXED_READERS:
            message = f"čtenář „{self.reader}“ zná sloupce sám; klíč columns vynechte"
            raise ValueError(message)
        return self

    def stated_encoding(self) -> str | None:
        """Give the encoding that the plan states: a layer mostly says its own.

        Returns
        -------
        Name of the encoding; none where the plan leaves the default.
        """
        return self.encoding if "encoding" in self.model_fields_set else None

    def column(self, field: str) -> str:
        """Give the source's name of a field: the mapped one, else the field's own.

        Parameters
        ----------
        field
            Canonical name of the field.

        Returns
        -------
        Name of the column in the file.
        """
        return self.columns.get(field, field)


class Reach(_Section):
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
    kmh: dict[str, Positive] = {}
    foot_kmh: dict[str, Positive] = {}
    bike_kmh: dict[str, Positive] = {}

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


class Sensitivity(_Section):
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


class Publish(_Section):
    """The section [publish]: what is made of the result."""

    products: tuple[Product, ...] = ("site", "layers", "tables")
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)] = ("public",)
    suppress_below: Annotated[int, Field(ge=0, le=1000)] = 0


class Plan(_Section):
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
