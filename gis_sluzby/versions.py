"""Versions of all that may change a result, the native libraries included."""

from __future__ import annotations

import platform
from importlib.metadata import version

from gis_sluzby import __version__

#: Libraries whose version may change a result or what is made of it.
_LIBRARIES = (
    *("geopandas", "shapely", "pyogrio", "pyproj", "pandas", "numpy", "scipy", "pyarrow"),
    *("osmium", "pydantic", "folium", "branca", "jinja2", "django-js-lib-leaflet", "czech-sort"),
    "rapidfuzz",
)


def library_versions() -> dict[str, str]:
    """Give the versions of Python and of the libraries, none of which is imported for it.

    Returns
    -------
    Version by name.
    """
    return {
        "python": platform.python_version(),
        **{library: version(library) for library in _LIBRARIES},
    }


def native_versions() -> dict[str, str]:
    """Give the versions of GDAL, GEOS and PROJ.

    Returns
    -------
    Version by name.
    """
    import pyogrio  # noqa: PLC0415  (heavy; only asked for)
    import pyproj  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    return {
        "GDAL (pyogrio)": pyogrio.__gdal_version_string__,
        "GEOS (shapely)": shapely.geos_version_string,
        "PROJ (pyproj)": pyproj.proj_version_str,
    }


def show_versions() -> None:
    """Print the versions of all that may change a result, one a line."""
    shown = {
        "gis_sluzby": __version__,
        "platform": platform.platform(),
        **library_versions(),
        **native_versions(),
    }
    for name, number in shown.items():
        print(f"{name}: {number}")  # noqa: T201  (printing is what it is for)
