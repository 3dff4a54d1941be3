"""The plan that a command names, and its datové centrum."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.centre import Centre
    from gis_sluzby.plan import Plan


def plan_at(path: Path) -> Plan:
    """Read the plan that a command names, after repairing a swap of its output found half done.

    Parameters
    ----------
    path
        The plan file; a folder stands for the plan.toml in it.

    Returns
    -------
    The plan.
    """
    from gis_sluzby.output import repair
    from gis_sluzby.pipeline import output_folder
    from gis_sluzby.plan import read_plan

    plan = read_plan(path / "plan.toml" if path.is_dir() else path)
    repair(output_folder(plan, None))
    return plan


def plan_and_centre(path: Path) -> tuple[Plan, Centre]:
    """Read a plan and load its inputs.

    Parameters
    ----------
    path
        The plan file; a folder stands for the plan.toml in it.

    Returns
    -------
    The plan and its datové centrum.
    """
    from gis_sluzby.centre import load

    plan = plan_at(path)
    return plan, load(plan).centre
