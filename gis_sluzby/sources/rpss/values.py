"""Looking into the values of JSON: what has another shape than awaited is counted, not lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    Json = Mapping[str, Any]

_NOTHING: dict[str, Any] = {}
_SHOWN = 60


class Values:
    """Gives the values of records, and remembers what it could not give.

    Attributes
    ----------
    strange_keys
        How many values of a key are of another shape than awaited.
    examples
        The first of them.
    extra
        How many times a key stands there that is not known.
    """

    def __init__(self) -> None:
        self.strange_keys: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.extra: Counter[str] = Counter()

    def known(self, of: Json, name: str, keys: frozenset[str]) -> None:
        """Count the keys of an object that are not known.

        Parameters
        ----------
        of
            The object.
        name
            What it is, for the finding.
        keys
            The keys that are known.
        """
        if not of.keys() <= keys:
            self.extra.update(f"{name}.{key}" for key in of.keys() - keys)

    def part(self, of: Json, key: str) -> Json:
        """Give an object.

        Parameters
        ----------
        of
            The object that holds it.
        key
            Its key.

        Returns
        -------
        The object; an empty one where there is none.
        """
        value = of.get(key)
        if type(value) is dict:
            return value
        if value is not None:
            self.strange(key, value)
        return _NOTHING

    def items(self, of: Json, key: str) -> list[Json]:
        """Give the objects of a list.

        Parameters
        ----------
        of
            The object that holds it.
        key
            Its key.

        Returns
        -------
        The objects; none where there is no list.
        """
        value = of.get(key)
        if type(value) is not list:
            if value is not None:
                self.strange(key, value)
            return []
        objects: list[Json] = [one for one in value if type(one) is dict]
        if len(objects) < len(value):
            self.strange(key, next(one for one in value if type(one) is not dict))
        return objects

    def text(self, of: Json, key: str) -> str | None:
        """Give text, or a number as text.

        Parameters
        ----------
        of
            The object that holds it.
        key
            Its key.

        Returns
        -------
        The text without the spaces around it; none where it is empty.
        """
        value = of.get(key)
        if type(value) is str:
            return value.strip() or None
        if type(value) in (int, float):
            return str(value)
        if value is not None:
            self.strange(key, value)
        return None

    def code(self, of: Json, key: str) -> str | None:
        """Give the code to which a reference such as `{"id": "Obec/554499"}` leads.

        Parameters
        ----------
        of
            The object that holds it.
        key
            Its key.

        Returns
        -------
        What stands behind the slash; none where there is no reference.
        """
        reference = self.text(self.part(of, key), "id")
        return reference.rpartition("/")[2] if reference else None

    def flag(self, of: Json, key: str) -> bool:
        """Give a yes or no, which may be written as 1 or 0.

        Parameters
        ----------
        of
            The object that holds it.
        key
            Its key.

        Returns
        -------
        Whether it is yes; what is not said is no.
        """
        value = of.get(key)
        if value in (True, False, None):
            return bool(value)
        self.strange(key, value)
        return False

    def strange(self, key: str, value: object) -> None:
        """Count a value that cannot be understood.

        Parameters
        ----------
        key
            Its key.
        value
            The value.
        """
        self.strange_keys[key] += 1
        self.examples.setdefault(key, " ".join(str(value).split())[:_SHOWN])
