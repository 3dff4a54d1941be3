"""Looking things up in HSDS tables: attributes of an object, objects that belong to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.exchange.hsds.carried import PREFIX
from gis_sluzby.exchange.hsds.objects import ATTRIBUTE, LINK, SERVICE
from gis_sluzby.exchange.hsds.parsed import parsed

if TYPE_CHECKING:
    from gis_sluzby.exchange.hsds.objects import HsdsTables, Row


class HsdsReader:
    """HSDS tables with their links followed.

    Parameters
    ----------
    tables
        Rows of the HSDS objects.
    """

    def __init__(self, tables: HsdsTables) -> None:
        self.tables = tables
        self._attributes: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in tables[ATTRIBUTE].values():
            self._attributes[row.get(LINK, "")][row.get("link_type", "")].append(row)
        self._children: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def attributes(self, key: str, link_type: str) -> list[Row]:
        """Give the attributes of an object.

        Parameters
        ----------
        key
            Id of the object.
        link_type
            What the attributes are, without the prefix.

        Returns
        -------
        Rows of our own attributes.
        """
        return self._attributes[key][PREFIX + link_type]

    def column(self, key: str, name: str) -> str | None:
        """Give the value of a column that HSDS has no field for.

        Parameters
        ----------
        key
            Id of the object.
        name
            `table.column`.

        Returns
        -------
        The value, None where there is none.
        """
        found = self.attributes(key, name)
        return found[0].get("value") if found else None

    def columns(self, key: str, table: str, names: tuple[str, ...]) -> Row:
        """Give the values of several columns of a table.

        Parameters
        ----------
        key
            Id of the object.
        table
            The canonical table.
        names
            Its columns.

        Returns
        -------
        Value by column, None where there is none.
        """
        return {name: self.column(key, f"{table}.{name}") for name in names}

    def term(self, attribute: Row) -> Row:
        """Give the term that an attribute applies.

        Parameters
        ----------
        attribute
            A row of attributes.

        Returns
        -------
        The term, empty where there is none.
        """
        return self.tables["taxonomy_term"].get(attribute.get("taxonomy_term_id", ""), {})

    def terms(self, key: str) -> list[Row]:
        """Give all terms applied to an object.

        Parameters
        ----------
        key
            Id of the object.

        Returns
        -------
        The terms, in the order of the file.
        """
        return [self.term(row) for rows in self._attributes[key].values() for row in rows]

    def whole_rows(self, key: str, table: str) -> list[Row]:
        """Give the rows of a canonical table that HSDS cannot express.

        Parameters
        ----------
        key
            Id of the object.
        table
            The table.

        Returns
        -------
        Its rows.

        Raises
        ------
        InputError
            When an attribute that should hold a row does not.
        """
        rows = []
        for attribute in self.attributes(key, table):
            try:
                rows.append(dict(parsed(attribute["value"])))
            except (KeyError, TypeError, ValueError) as error:
                what = f"atribut {attribute['id']} ({PREFIX}{table}) nemá hodnotu v zápisu JSON"
                raise InputError(Problem(what)) from error
        return rows

    def of(self, name: str, key: str, field: str = f"{SERVICE}_id") -> list[Row]:
        """Give the objects that belong to another one.

        Parameters
        ----------
        name
            Their kind.
        key
            Id of the object that they belong to.
        field
            Their field that holds it.

        Returns
        -------
        The rows, in the order of the file.
        """
        index = self._children.get((name, field))
        if index is None:
            index = self._children[name, field] = defaultdict(list)
            for row in self.tables[name].values():
                index[row.get(field, "")].append(row)
        return index.get(key, [])
