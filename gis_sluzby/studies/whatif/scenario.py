"""A scenario as typed values: what would be added, moved, closed or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from gis_sluzby import codelists
from gis_sluzby.crs import CZECHIA
from gis_sluzby.plan.model import PATH_KEY, Standard
from gis_sluzby.plan.values import Druh

Forma = Literal["amb", "pob", "ter", "unknown"]
Count = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
Lon = Annotated[float, Field(ge=CZECHIA[0], le=CZECHIA[2])]
Lat = Annotated[float, Field(ge=CZECHIA[1], le=CZECHIA[3])]
#: Ways to say where a place is.
_PLACES = ("lon", "kod_obec", "kod_adm")


class _Part(BaseModel):
    """A part of a scenario: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Area(_Part):
    """An area in which a service declares that it works."""

    level: Literal["obec", "pou", "orp", "okres", "kraj", "custom"]
    kod: Text
    claim: Literal["declared", "kraj_wide"] = "declared"


class _Amount(_Part):
    """A capacity: so many units of one form."""

    forma: Forma | None = None
    unit: str
    count: Count

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        found = codelists.find_unit(unit)
        if found is None:
            message = f"jednotka „{unit}“ není v číselníku ({', '.join(codelists.units())})"
            raise ValueError(message)
        return found


class Capacity(_Amount):
    """The capacity of a service that is added; the forma may be left out where it has one."""


class Placed(_Part):
    """Something that stands somewhere: degrees, or a known obec, or a known address."""

    lon: Lon | None = None
    lat: Lat | None = None
    kod_obec: Text | None = None
    kod_adm: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Placed:
        if (self.lon is None) != (self.lat is None):
            message = "k zeměpisné délce patří šířka: uveďte lon i lat"
            raise ValueError(message)
        if sum(getattr(self, name) is not None for name in _PLACES) != 1:
            message = "místo se uvádí právě jedním způsobem: lon a lat, nebo kod_obec, nebo kod_adm"
            raise ValueError(message)
        return self


class Add(Placed):
    """An [[add]]: a service that would begin."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    druh: Druh
    forma: tuple[Forma, ...] = ()
    nazev: Text | None = None
    provider: Text | None = None
    secret: bool = False
    cs: tuple[str, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    areas: tuple[Area, ...] = ()

    @field_validator("cs")
    @classmethod
    def _known_cs(cls, cs: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [code for code in cs if code not in codelists.okruhy()]
        if unknown:
            known = ", ".join(codelists.okruhy())
            message = f"okruh cílových skupin „{unknown[0]}“ není v číselníku ({known})"
            raise ValueError(message)
        return cs

    @field_validator("forma", mode="before")
    @classmethod
    def _one_form(cls, forma: object) -> object:
        return (forma,) if isinstance(forma, str) else forma

    @model_validator(mode="after")
    def _forms_legal(self) -> Add:
        legal = codelists.forms_by_law(self.druh)
        foreign = [form for form in self.forma if form != "unknown" and form not in legal]
        if foreign:
            message = f"druh {self.druh} formu {foreign[0]} podle zákona nemá ({', '.join(legal)})"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _forms_known(self) -> Add:
        offered = self.forms()
        if not offered:
            legal = ", ".join(codelists.forms_by_law(self.druh))
            message = f"druh {self.druh} má podle zákona víc forem ({legal}): uveďte forma"
            raise ValueError(message)
        named = {one.forma for one in self.capacity}
        if None in named and len(offered) > 1:
            message = f"u kapacity uveďte forma: služba jich má víc ({', '.join(offered)})"
            raise ValueError(message)
        foreign = sorted(form for form in named if form and form not in offered)
        if foreign:
            message = f"kapacita je ve formě {foreign[0]}, služba má {', '.join(offered)}"
            raise ValueError(message)
        return self

    def forms(self) -> tuple[str, ...]:
        """Give the forms: those stated, else the only one that the law allows.

        Returns
        -------
        Codes in order; none where the law allows several and none is stated.
        """
        single = codelists.single_form(self.druh)
        return tuple(sorted(set(self.forma))) or ((single,) if single else ())

    def declaring_form(self) -> str:
        """Give the form in which areas are declared.

        Returns
        -------
        The terénní form where there is one, else the first.
        """
        return "ter" if "ter" in self.forms() else self.forms()[0]


class Move(Placed):
    """A [[move]]: a service, or one place of it, would be elsewhere."""

    service: Text
    site: Text | None = None


class Close(_Part):
    """A [[close]]: a service that would end."""

    service: Text


class ChangedCapacity(_Amount):
    """A [[capacity]]: a service would have another capacity in one unit."""

    service: Text


class ChangedAreas(_Part):
    """A [[declared]]: a service would work in other areas, which replace all of one form."""

    service: Text
    forma: Forma | None = None
    areas: tuple[Area, ...]


class Scenario(_Part):
    """A whole scenario file."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    name: Text
    note: str = ""
    add: tuple[Add, ...] = ()
    move: tuple[Move, ...] = ()
    close: tuple[Close, ...] = ()
    capacity: tuple[ChangedCapacity, ...] = ()
    declared: tuple[ChangedAreas, ...] = ()
    standard: tuple[Standard, ...] = ()
    #: Where it was read from; not a part of the file, so no key of it can mean it.
    path: Path = Field(default=Path("scenar.toml"), alias=PATH_KEY, exclude=True)
