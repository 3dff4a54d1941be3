"""Tell what QGIS makes of a datové centrum: run by the Python of Debian's QGIS, prints JSON.

python3 qgis_probe.py FILE: opens every layer and table of the GeoPackage and reads all its rows.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsVectorLayer, QgsWkbTypes


def main(file: str) -> None:
    """Open what is in the file and print what it is."""
    with closing(sqlite3.connect(file)) as package:
        names = [name for (name,) in package.execute("SELECT table_name FROM gpkg_contents")]
    found = {name: described(f"{file}|layername={name}") for name in names}
    print(json.dumps(found))  # noqa: T201 -- this is how it answers


def described(uri: str) -> dict[str, object]:
    """Give what a layer is, with all its rows read."""
    layer = QgsVectorLayer(uri, "", "ogr")
    rows = list(layer.getFeatures())
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "kind": QgsWkbTypes.displayString(layer.wkbType()),
        "rows": len(rows),
        "shapes": sum(row.hasGeometry() and not row.geometry().isEmpty() for row in rows),
        "unsound": sum(row.hasGeometry() and not row.geometry().isGeosValid() for row in rows),
        "columns": [field.name() for field in layer.fields()],
    }


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)  # noqa: FBT003 -- as QGIS has it
    application = QgsApplication([], False)  # noqa: FBT003
    application.initQgis()
    main(sys.argv[1])
    application.exitQgis()
