"""Faults planted into the real rows: the audit finds each of them and says nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.audit.catalogue import rules
from scripts.bench.audit_mutations import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.real_data
def test_every_planted_fault_is_found_and_nothing_else(real_data: Path) -> None:
    result = run(real_data, seed=20_261_122, per_rule=1)
    assert len(result.planted) >= 40
    assert result.planted.keys() <= rules().keys()
    assert result.missed == []
    assert result.others == []
