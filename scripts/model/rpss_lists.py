"""Code lists beside an invented register, in the shape in which the register publishes them.

Names of kinds, forms, target groups and kraje are those of the program, names of obce those of the
real boundaries; age groups, of which nobody knows the names, say "modelová data". What is planted:
a target group of an invented name, two groups whose names are swapped, a kind that the list lacks,
an obec called differently.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

#: The kind that the list lacks, the groups whose names are swapped, the obec called differently.
LACKING, SWAPPED, RENAMED = "33", ("10", "14"), "554961"
_NEW_GROUP = {"28": "modelová data: skupina, kterou program nezná"}


def write_code_lists(obce: pd.DataFrame, folder: Path) -> list[str]:
    """Write the code lists.

    Parameters
    ----------
    obce
        The real obce: KOD_OBEC, NAZ_OBEC.
    folder
        Where to.

    Returns
    -------
    The names of the files.
    """
    groups = {code: one.name for code, one in codelists.target_groups().items()}
    first, second = SWAPPED
    swapped = {first: groups[second], second: groups[first]}
    kinds = {str(one.rpss): one.name for one in codelists.druhy() if one.rpss}
    places = dict(zip(obce["KOD_OBEC"].astype(str), obce["NAZ_OBEC"], strict=True))
    lists: dict[str, tuple[str, Mapping[str, str]]] = {
        "druhy-socialni-sluzby": (
            "DruhSocialniSluzby",
            {code: name for code, name in kinds.items() if code != LACKING},
        ),
        "cilove-skupiny-osoby": ("CilovaSkupinaOsoby", groups | swapped | _NEW_GROUP),
        "formy-soc-sluzby": (
            "FormaSocialniSluzby",
            {code: one.name for code, one in codelists.forms().items()},
        ),
        "vekove-skupiny": (
            "VekovaSkupina",
            {str(number): f"věková skupina {number} (modelová data)" for number in (1, 2)},
        ),
        "kraje": ("Kraj", {one.ruian: one.name for one in codelists.kraje() if one.ruian}),
        "obce": ("Obec", places | {RENAMED: "Modelov"}),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, (key, names) in lists.items():
        items: list[dict[str, Any]] = [
            {"id": f"{key}/{code}", "nazev": {"cs": text}} for code, text in names.items()
        ]
        content = json.dumps({"polozky": items}, ensure_ascii=False)
        (folder / f"{name}.json").write_text(content, encoding="utf-8", newline="\n")
    return [f"{name}.json" for name in lists]
