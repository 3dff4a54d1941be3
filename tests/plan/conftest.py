"""Where the plans of these tests are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A plan that is not yet there."""
    return tmp_path / "plan.toml"
