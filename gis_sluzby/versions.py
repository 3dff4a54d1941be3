"""Versions of all that may change a result, the native libraries included."""

from __future__ import annotations

import platform
from importlib.metadata import version

from gis_sluzby import __version__

_LIBRARIES = (
    *("geopandas", "shapely", "pyogrio", "pyproj", "pandas", "numpy", "scipy", "pyarrow"),
    *("pandera", "pydantic", "folium", "branca", "jinja2", "click"),
)


def versions() -> dict[str, str]:
    """Give the versions of the program, of Python, of its libraries and of GDAL, GEOS and PROJ.

    Returns
    -------
    Version by name.
    """
    import pyogrio  # noqa: PLC0415  (heavy; only asked for)
    import pyproj  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    return {
        "gis_sluzby": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        **{library: version(library) for library in _LIBRARIES},
        "GDAL (pyogrio)": pyogrio.__gdal_version_string__,
        "GEOS (shapely)": shapely.geos_version_string,
        "PROJ (pyproj)": pyproj.proj_version_str,
    }


def show_versions() -> None:
    """Print the versions, one a line."""
    for name, number in versions().items():
        print(f"{name}: {number}")  # noqa: T201  (printing is what it is for)
