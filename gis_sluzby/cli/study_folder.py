"""The folder of a study within the output: written whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gis_sluzby.plan import Plan


@contextmanager
def study_folder(plan: Plan, out: Path | None, study: str, about: dict[str, Any]) -> Iterator[Path]:
    """Give a folder to write a study in; at the end it takes the place of the study's last one.

    Parameters
    ----------
    plan
        The plan.
    out
        The output folder; `out` beside the plan where not given. It is made when there is none.
    study
        Name of the study.
    about
        What the study was made from, beside the plan and the program: values that JSON knows.

    Yields
    ------
    The folder to write in, which becomes `studies/<study>` in the output.

    Raises
    ------
    WriteError
        When the output folder is none of this program, or cannot be written.
    """
    from gis_sluzby import __version__
    from gis_sluzby.cache import program_key
    from gis_sluzby.errors import Problem, WriteError
    from gis_sluzby.output import MANIFEST, staged, write_manifest
    from gis_sluzby.pipeline import STUDIES, output_folder
    from gis_sluzby.plan import file_hash

    place = output_folder(plan, out)
    if not place.exists():
        place.mkdir(parents=True)
        write_manifest(place, {})
    elif not (place / MANIFEST).is_file() and any(place.iterdir()):
        what = "složka existuje a není výstupem tohoto programu"
        raise WriteError(Problem(what, str(place), advice="Zvolte jinou cílovou složku (--out)"))
    with staged(place / STUDIES / study) as stage:
        yield stage
        manifest = {
            "program": {"name": "gis_sluzby", "version": __version__, "key": program_key()},
            "plan": {"file": plan.path.name, "sha256": file_hash(plan.path)},
            "study": study,
            **about,
        }
        write_manifest(stage, manifest)
