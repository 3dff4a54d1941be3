"""Tell what QGIS makes of a project: run by the Python of Debian's QGIS, prints JSON.

python3 qgis_probe.py PROJECT FOLDER [alone]: opens the project, then (alone) every layer of its
GeoPackage by itself; writes map.png of what is shown at first, and layout.png into FOLDER.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTree,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsMapLayerType,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize


def main(project_file: Path, folder: Path, *, alone: bool) -> None:
    """Open the project and print what is in it."""
    project = QgsProject.instance()
    opened = project.read(str(project_file))
    layers = project.mapLayers()
    found = {
        "opened": opened,
        "title": project.title(),
        "crs": project.crs().authid(),
        "layers": {name: described(layer) for name, layer in layers.items() if is_vector(layer)},
        "rasters": {
            name: coloured(layer) for name, layer in layers.items() if not is_vector(layer)
        },
        "defaults": {
            name: described(QgsVectorLayer(layer.source(), name, "ogr"))
            for name, layer in layers.items()
            if alone and is_vector(layer)
        },
        "groups": grouped(project.layerTreeRoot()),
        "shown": [layer.id() for layer in project.layerTreeRoot().checkedLayers()],
        "themes": {
            name: project.mapThemeCollection().mapThemeVisibleLayerIds(name)
            for name in project.mapThemeCollection().mapThemes()
        },
        "bookmarks": {
            mark.name(): [mark.extent().crs().authid(), *corners(mark.extent())]
            for mark in project.bookmarkManager().bookmarks()
        },
        "brno": transformed(project, 16.6, 49.2),
        "layouts": {
            layout.name(): composed(layout) for layout in project.layoutManager().printLayouts()
        },
    }
    draw(project, folder / "map.png")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    layout = project.layoutManager().printLayouts()[0]
    QgsLayoutExporter(layout).exportToImage(str(folder / "layout.png"), settings)
    print(json.dumps(found))  # noqa: T201 -- this is how it answers


def is_vector(layer: QgsMapLayer) -> bool:
    """Tell whether a layer has features."""
    return layer.type() == QgsMapLayerType.VectorLayer


def coloured(layer: QgsRasterLayer) -> dict[str, Any]:
    """Describe a raster: its renderer in the project, and that of the file added by itself."""
    alone = QgsRasterLayer(layer.source(), layer.name())
    return {
        "valid": layer.isValid(),
        "source": layer.source().rsplit("/", 1)[-1],
        "crs": layer.crs().authid(),
        "name": layer.name(),
        "renderer": layer.renderer().type(),
        "classes": [
            [item.value, item.label, item.color.name().upper(), item.color.alpha()]
            for item in layer.renderer().shader().rasterShaderFunction().colorRampItemList()
        ],
        "alone": [
            [item.value, item.label, item.color.name().upper(), item.color.alpha()]
            for item in alone.renderer().shader().rasterShaderFunction().colorRampItemList()
        ],
    }


def described(layer: QgsVectorLayer) -> dict[str, Any]:
    """Describe a layer: its source, fields, renderer and the number of features of each class."""
    fields = layer.fields()
    renderer = layer.renderer()
    about = {
        "valid": layer.isValid(),
        "source": layer.source().rsplit("/", 1)[-1],
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "aliases": {field.name(): field.alias() for field in fields},
        "display": layer.displayExpression(),
        "labels": layer.labelsEnabled(),
        "renderer": renderer.type() if renderer else None,
    }
    if renderer is None:
        return about
    if renderer.type() != "categorizedSymbol":
        return {**about, "symbol": parts(renderer.symbol())}
    column = renderer.classAttribute()
    values = Counter(str(feature[column]) for feature in layer.getFeatures())
    classes = {
        str(category.value()): {
            "label": category.label(),
            "symbol": parts(category.symbol()),
            "count": values.pop(str(category.value()), 0),
        }
        for category in renderer.categories()
    }
    return {**about, "column": column, "classes": classes, "outside": dict(values)}


def parts(symbol: QgsSymbol) -> list[list[str]]:
    """Give the class and the colour of each layer of a symbol."""
    return [
        [part.layerType(), (part.subSymbol() or part).color().name().upper()]
        for part in symbol.symbolLayers()
    ]


def grouped(root: QgsLayerTree) -> dict[str, Any]:
    """Give the names of layers by groups."""
    return {
        group.name(): {
            "one": group.isMutuallyExclusive(),
            "layers": [layer.layerId() for layer in group.findLayers()],
        }
        for group in root.findGroups()
    }


def corners(box: QgsRectangle) -> list[float]:
    """Give a box as numbers."""
    return [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]


def transformed(project: QgsProject, lon: float, lat: float) -> list[float]:
    """Bring a point from degrees to the system of the project as the project is told to."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    way = QgsCoordinateTransform(degrees, project.crs(), project.transformContext())
    point = way.transform(QgsPointXY(lon, lat))
    return [point.x(), point.y()]


def composed(layout: QgsPrintLayout) -> dict[str, Any]:
    """Describe a layout."""
    found: dict[str, Any] = {"labels": []}
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap):
            found["scale"] = item.scale()
            found["theme"] = item.followVisibilityPresetName()
            found["extent"] = corners(item.extent())
        elif isinstance(item, QgsLayoutItemScaleBar):
            found["bar"] = [item.unitLabel(), item.unitsPerSegment(), item.numberOfSegments()]
        elif isinstance(item, QgsLayoutItemPicture):
            found["north"] = [item.northMode(), item.pictureRotation()]
        elif isinstance(item, QgsLayoutItemLegend):
            root = item.model().rootGroup()
            found["legend"] = [layer.layerId() for layer in root.findLayers()]
        elif isinstance(item, QgsLayoutItemLabel):
            found["labels"].append(item.text())
    return found


def draw(project: QgsProject, file: Path) -> None:
    """Draw what is shown at first."""
    settings = QgsMapSettings()
    settings.setLayers(project.layerTreeRoot().checkedLayers())
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1200, 900))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(file))


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)  # noqa: FBT003 -- as QGIS has it
    application = QgsApplication([], False)  # noqa: FBT003
    application.initQgis()
    main(Path(sys.argv[1]), Path(sys.argv[2]), alone="alone" in sys.argv[3:])
    QgsProject.instance().clear()
    application.exitQgis()
