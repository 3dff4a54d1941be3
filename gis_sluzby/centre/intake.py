"""What the sources of a plan give, gathered: all errors are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pandas as pd

from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError
from gis_sluzby.plan import file_hash, source_path
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan import Plan, Source

#: Of several errors the kind that comes first here names the whole.
_GRAVEST_FIRST = (MissingSourceError, InputError)


class WhatWasRead(Protocol):
    """What every reader of a source gives."""

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What there is to say about rows."""

    @property
    def read(self) -> int:
        """Number of rows read."""

    @property
    def rejected(self) -> int:
        """Number of rows that were not kept."""


Read = TypeVar("Read", bound=WhatWasRead)


class Intake:
    """Collects what the sources give: rows, findings, counts and what is wrong.

    Parameters
    ----------
    plan
        The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.findings: list[dict[str, Any]] = []
        self.sources: list[dict[str, Any]] = []
        self.errors: list[GisSluzbyError] = []

    def read(self, source: Source, reader: Callable[[], Read]) -> Read | None:
        """Read a source; an error is kept, so that all of them are told at once."""
        try:
            reading = reader()
        except GisSluzbyError as error:
            self.errors.append(error)
            return None
        self.findings += reading.findings
        self.sources.append(
            {
                "source_id": source.id,
                "table": source.table,
                "title": source.title or source.id,
                "path": source.path,
                "sha256": file_hash(source_path(self.plan, source)),
                "vintage": source.vintage.isoformat(),
                "licence": source.licence,
                "attribution": source.attribution,
                "rows_read": reading.read,
                "rows_kept": reading.read - reading.rejected,
                "rows_rejected": reading.rejected,
                "complete_for": " ".join(source.complete_for)
                if isinstance(source.complete_for, tuple)
                else source.complete_for,
            }
        )
        return reading

    def conform(self, frames: list[pd.DataFrame], name: str) -> pd.DataFrame:
        """Give what sources gave as one canonical table; an error is kept."""
        try:
            return conform(pd.concat(frames), name) if frames else empty(name)
        except InputError as error:
            self.errors.append(error)
            return empty(name)

    def stop_on_errors(self) -> None:
        """Raise all errors kept so far as one, of the gravest kind, in the order of the sources."""
        if not self.errors:
            return
        raised = next(
            (kind for kind in _GRAVEST_FIRST if any(isinstance(e, kind) for e in self.errors)),
            type(self.errors[0]),
        )
        order = {source.path: place for place, source in enumerate(self.plan.source)}
        problems = [problem for error in self.errors for problem in error.problems]
        problems.sort(key=lambda one: order.get(one.file or "", len(order)))
        raise raised(problems)
