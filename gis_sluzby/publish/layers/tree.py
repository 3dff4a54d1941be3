"""The tree of layers of the project: what is in which group, what is shown at first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from gis_sluzby.publish.layers.classes import Kind

#: What the files of rasters begin with: minutes of a kind, people whom it does not cover.
MINUTES: Final = "minuty"
UNCOVERED: Final = "mimo_dosah"
#: The column that names a feature, by the beginning of the layer's name.
_NAMES: Final = {
    "dostupnost_orp": "nazev_orp",
    "dostupnost": "nazev_obec",
    "mista": "address",
    "sluzby": "poskytovatel",
    "pusobnost": "poskytovatel",
    "isochrony": "kod",
    "coverage_obec": "nazev_obec",
    "coverage_orp": "nazev_orp",
    "coverage_kraj": "nazev_kraj",
    "declared": "poskytovatel",
    "kody": "popis",
}


def layer_id(name: str) -> str:
    """Give the id of a layer in the project: QGIS replaces ids that are short.

    Parameters
    ----------
    name
        The layer, view or table of the GeoPackage.

    Returns
    -------
    Its id.
    """
    return f"gis_sluzby_{name}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the project.

    Attributes
    ----------
    name
        The layer, view or table of the GeoPackage.
    title
        What the tree says.
    shown
        Whether it is shown when the project opens.
    filter
        Which features it has, an expression; empty for all.
    raster
        Whether it is a raster, a file of its own.
    """

    name: str
    title: str
    shown: bool = False
    filter: str = ""
    raster: bool = False

    @property
    def id(self) -> str:
        """Give the id in the project."""
        return layer_id(self.name)

    @property
    def source(self) -> str:
        """Give where its features or cells are."""
        if self.raster:
            return f"./{self.name}.tif"
        chosen = f"|subset={self.filter}" if self.filter else ""
        return f"./plan.gpkg|layername={self.name}{chosen}"

    @property
    def provider(self) -> str:
        """Give what QGIS reads it with."""
        return "gdal" if self.raster else "ogr"

    @property
    def display(self) -> str:
        """Give the column that names a feature."""
        found = (column for start, column in _NAMES.items() if self.name.startswith(start))
        return next(found, "nazev")


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the tree.

    Attributes
    ----------
    title
        Its name.
    members
        Groups and layers, what is drawn on top first.
    shown
        Whether it is shown when the project opens.
    one
        Place of the only member shown, where one excludes the others; else None.
    """

    title: str
    members: tuple[Group | Layer, ...]
    shown: bool = True
    one: int | None = None


def project_tree(
    kinds: Sequence[Kind], titles: Mapping[str, str], first: Kind, rasters: Collection[str] = ()
) -> Group:
    """Give the tree of layers.

    Parameters
    ----------
    kinds
        The kinds of services with their legends.
    titles
        What the stored layers and tables hold; only these are in the tree.
    first
        The kind that is shown at first.
    rasters
        Kinds of which there are rasters beside the GeoPackage.

    Returns
    -------
    The root. Of the maps of coverage always one is shown: they lie on one another.
    """

    def layers(*names: str, shown: tuple[str, ...] = ()) -> tuple[Layer, ...]:
        return tuple(Layer(n, titles[n], n in shown) for n in names if n in titles)

    tables = ("coverage_obec", "coverage_orp", "coverage_kraj", "gaps", "declared", "kody")
    groups = (
        Group("Služby", layers("mista", "sluzby", shown=("mista",))),
        Group("Hranice", layers("kraj", "orp", "pou", "uzemi", shown=("kraj", "orp"))),
        Group("Vody", layers("vody", "vody_plochy", shown=("vody", "vody_plochy"))),
        Group("Mezery", layers("mezery")),
        Group("Uvedená působnost", layers("pusobnost")),
        Group("Dosah po silnici", _isochrones(titles, first)),
        _rasters([kind for kind in kinds if kind.forma == "any" and kind.druh in rasters]),
        _coverage("Dostupnost v obcích", "dostupnost_", kinds, first),
        _coverage(
            "Dostupnost v ORP",
            "dostupnost_orp_",
            [kind for kind in kinds if kind.forma == "any"],
            None,
        ),
        Group("Podklad", layers("obce", shown=("obce",))),
        Group("Tabulky", layers(*tables), shown=False),
    )
    return Group("", tuple(group for group in groups if group.members))


def layers_of(group: Group) -> Iterator[Layer]:
    """Give the layers of a group, also those of its groups, in the order of drawing.

    Parameters
    ----------
    group
        The group.

    Yields
    ------
    Layers, what is drawn on top first.
    """
    for member in group.members:
        if isinstance(member, Group):
            yield from layers_of(member)
        else:
            yield member


def shown_layers(group: Group) -> Iterator[Layer]:
    """Give the layers that are shown at first.

    Parameters
    ----------
    group
        The group.

    Yields
    ------
    Layers, what is drawn on top first.
    """
    for member in group.members if group.shown else ():
        if isinstance(member, Group):
            yield from shown_layers(member)
        elif member.shown:
            yield member


def _isochrones(titles: Mapping[str, str], first: Kind) -> tuple[Layer, ...]:
    """Give the layer of isochrones, at first those of one kind: others would lie over them."""
    if "isochrony" not in titles:
        return ()
    chosen = f"\"scope\" = 'druh' AND \"kod\" = '{first.druh}'"
    return (Layer("isochrony", titles["isochrony"], filter=chosen),)


def _rasters(kinds: Sequence[Kind]) -> Group:
    """Give the rasters: they lie over the maps of coverage, so none is shown at first."""
    parts = (
        (UNCOVERED, "Lidé mimo dosah v buňkách"),
        (MINUTES, "Minuty v buňkách"),
    )
    return Group(
        "Rastry",
        tuple(
            Group(
                title,
                tuple(
                    Layer(f"{start}_{kind.druh}", kind.title, kind == kinds[0], raster=True)
                    for kind in kinds
                ),
                one=0,
            )
            for start, title in parts
            if kinds
        ),
        shown=False,
    )


def _coverage(title: str, prefix: str, kinds: Sequence[Kind], first: Kind | None) -> Group:
    """Give the maps of coverage, parted by the group of the kind."""
    parts = []
    for name, members in groupby(
        sorted(kinds, key=lambda kind: _ORDER.index(_group_of(kind))), key=_group_of
    ):
        listed = list(members)
        layers = tuple(Layer(prefix + kind.name, kind.title, kind == first) for kind in listed)
        at = listed.index(first) if first in listed else -1
        parts.append(Group(name.capitalize(), layers, shown=at >= 0, one=at))
    at = next((place for place, part in enumerate(parts) if part.shown), -1)
    return Group(title, tuple(parts), shown=at >= 0, one=at)


_ORDER: Final = tuple(dict.fromkeys(druh.group for druh in codelists.druhy()))


def _group_of(kind: Kind) -> str:
    """Give the group of a kind of services."""
    return codelists.druh(kind.druh).group
