"""Rows of HSDS tables in the making: ids that stay the same, terms and attributes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from gis_sluzby.exchange.hsds.carried import COLUMN, PREFIX, TAXONOMIES
from gis_sluzby.exchange.hsds.objects import LINK, LINK_ENTITY, HsdsTables, Row, no_rows
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    import pandas as pd

_NAMESPACE = uuid5(NAMESPACE_URL, "gis_sluzby")


def hsds_id(*parts: str | None) -> str:
    """Give the UUID of an object; the same parts give the same one (UUID version 5).

    Parameters
    ----------
    *parts
        What identifies the object, its kind first.

    Returns
    -------
    The UUID as text.
    """
    return str(uuid5(_NAMESPACE, json.dumps(parts, ensure_ascii=False)))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as plain values, geometry left out.

    Parameters
    ----------
    frame
        A canonical table.

    Returns
    -------
    A dictionary a row; null and empty text are None.
    """
    plain = frame.drop(columns="geometry", errors="ignore").astype(object)
    plain = plain.where(plain.notna(), None)
    return [
        {str(name): None if cell == "" else cell for name, cell in row.items()}
        for row in plain.to_dict("records")
    ]


class HsdsRows:
    """Collects rows; what is added twice is kept once."""

    def __init__(self) -> None:
        self.tables: HsdsTables = no_rows()
        self._terms: dict[tuple[str, str, str | None], str] = {}

    def add(self, name: str, row: Row) -> str:
        """Add an object.

        Parameters
        ----------
        name
            Kind of the object.
        row
            Its fields; those that are None are left out.

        Returns
        -------
        The id of the object.
        """
        key = str(row["id"])
        self.tables[name].setdefault(key, {k: v for k, v in row.items() if v is not None})
        return key

    def term(self, taxonomy: str, code: str, name: str | None, parent: str | None = None) -> str:
        """Add a term of one of our taxonomies.

        Parameters
        ----------
        taxonomy
            Code of the taxonomy.
        code
            Code of the term.
        name
            Its name; the code stands for one that is not known.
        parent
            Id of the term above it.

        Returns
        -------
        The id of the term.
        """
        known = self._terms.get((taxonomy, code, parent))
        if known is not None:
            return known
        title, about = TAXONOMIES[taxonomy]
        owner = self.add(
            "taxonomy",
            {"id": hsds_id("taxonomy", taxonomy), "name": title, "description": about},
        )
        key = self.add(
            "taxonomy_term",
            {
                "id": hsds_id("taxonomy_term", taxonomy, code, parent),
                "code": code,
                "name": name or code,
                "description": f"{title}: {name or code}",
                "parent_id": parent,
                "taxonomy": title,
                "language": "cs",
                "taxonomy_id": owner,
            },
        )
        self._terms[taxonomy, code, parent] = key
        return key

    def attribute(
        self, link: tuple[str, str], link_type: str, term: str, value: str | None = None
    ) -> None:
        """Apply a term, a value or both to an object.

        Parameters
        ----------
        link
            Kind and id of the object.
        link_type
            What the attribute is, see `carried`.
        term
            Id of the term.
        value
            The value.
        """
        self.add(
            "attribute",
            {
                "id": hsds_id("attribute", *link, link_type, term, value),
                LINK: link[1],
                "taxonomy_term_id": term,
                "link_type": PREFIX + link_type,
                LINK_ENTITY: link[0],
                "value": value,
            },
        )

    def columns(self, link: tuple[str, str], table: str, values: Row) -> None:
        """Apply the values of columns that HSDS has no field for to an object.

        Parameters
        ----------
        link
            Kind and id of the object.
        table
            The canonical table.
        values
            Value by column; those that are None are left out.
        """
        titles = {column.name: column.title for column in tables()[table].columns}
        for column, value in values.items():
            if value is not None:
                name = f"{table}.{column}"
                term = self.term(COLUMN, name, titles.get(column, column))
                self.attribute(link, name, term, str(value))

    def whole_row(self, link: tuple[str, str], table: str, row: Row) -> None:
        """Apply a whole row of a canonical table to a service, as JSON.

        Parameters
        ----------
        link
            Kind and id of the object.
        table
            The canonical table.
        row
            Its values by column.
        """
        value = json.dumps(row, ensure_ascii=False)
        self.attribute(link, table, self.term(COLUMN, table, tables()[table].title), value)
