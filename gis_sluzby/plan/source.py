"""A source of a plan: one file, the table that it fills and where its columns are."""

from __future__ import annotations

import codecs
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from gis_sluzby.plan.fields import FIELDS, FIXED_READERS, READERS, SPATIAL, TABULAR
from gis_sluzby.plan.values import CompleteFor, Delimiter, PathText, Section


def _as_list(value: object) -> object:
    """Take one text for a list of one."""
    return (value,) if isinstance(value, str) else value


TableName = Literal[
    "obce",
    "obec_points",
    "demand_points",
    "obec_parts",
    "relations",
    "address_points",
    "population",
    "roads",
    "water",
    "land_cover",
    "elevation",
    "barriers",
    "services",
    "capacities",
    "targets",
    "declared",
    "need",
    "network",
    "service_year",
    "custom_areas",
    "matrix",
    "departments",
    "indicators",
]


#: What every row of a source says: TOML's own values, which are read like text of a cell.
Constant = str | bool | int | float | date
#: What a cell may hold: one text, or several; an empty one is an empty cell.
Chosen = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]


class NetworkLevel(Section):
    """A level of a network of services: what a word of the kraj means."""

    funded: bool = True
    counts: bool = True
    reservation: bool = False


class Source(Section):
    """A [[source]]: one file, the table that it fills and where its columns are."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    table: TableName
    reader: Literal[
        "vector",
        "csv",
        "xlsx",
        "vfr",
        "inspire",
        "ruian_csv",
        "csu",
        "osm",
        "raster",
        "rpss",
        "rpss_api",
        "rpss_xlsx",
    ]
    path: PathText
    file: PathText | None = None
    code_lists: Annotated[tuple[PathText, ...], BeforeValidator(_as_list)] = ()
    addresses: PathText | None = None
    layer: str | None = None
    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1, le=1000)] = 1
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
    service_by: Literal["key", "identifikator"] = "key"
    fetch: Annotated[str, Field(pattern=r"^(https?://\S+|[a-z0-9-]+)$")] | None = None
    columns: dict[str, str] = Field(default={})
    constants: dict[str, Constant] = Field(default={})
    replace: dict[str, dict[str, str]] = Field(default={})
    filters: dict[str, Chosen] = Field(default={})
    exclude: dict[str, Chosen] = Field(default={})
    fill_down: tuple[str, ...] = ()
    levels: dict[str, NetworkLevel] = Field(default={})

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
        fitting = READERS.get(self.table, TABULAR)
        if self.reader not in fitting:
            words = " nebo ".join(f"„{reader}“" for reader in fitting)
            message = f"tabulku „{self.table}“ čtenář „{self.reader}“ neumí; čte ji {words}"
            if self.table in SPATIAL and self.reader in {"csv", "xlsx"}:
                message = f"tabulka „{self.table}“ potřebuje geometrii; čte ji {words}"
            raise ValueError(message)
        if self.columns and self.reader in FIXED_READERS:
            message = f"čtenář „{self.reader}“ zná sloupce sám; klíč columns vynechte"
            raise ValueError(message)
        return self

    def code_list_files(self) -> list[Source]:
        """Give the files of code lists beside the source, each declared as a source of its own.

        Returns
        -------
        A source for each file: its id is that of this one and the path, its table `code_lists`.
        """
        return [
            self._beside("code_lists", path, f"číselník {path.rpartition('/')[2]}")
            for path in self.code_lists
        ]

    def address_files(self) -> list[Source]:
        """Give the file of facilities' addresses beside the source, as a source of its own.

        Returns
        -------
        None or one; its id is that of this one and the path, its table `facility_addresses`.
        """
        if self.addresses is None:
            return []
        return [self._beside("facility_addresses", self.addresses, "adresy zařízení")]

    def files_beside(self) -> list[Source]:
        """Give all files that belong to the source, each declared as a source of its own.

        Returns
        -------
        Code lists and addresses, in this order.
        """
        return [*self.code_list_files(), *self.address_files()]

    def _beside(self, table: str, path: str, title: str) -> Source:
        """Declare a file beside the source."""
        nothing = {"fetch": None, "code_lists": (), "addresses": None, "complete_for": ()}
        told = {"id": f"{self.id}:{path}", "title": f"{self.title or self.id}: {title}"}
        return self.model_copy(update={**nothing, **told, "table": table, "path": path})

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
