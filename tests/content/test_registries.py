"""The registries of this repository find what the tests' own find, and leave alone what they leave alone."""

from __future__ import annotations

import pytest

from tests.corpora import alarms, found_in, named, refused, true_sentences, violations
from tests.harness import ROOT
from tests.samples import REGISTRY

OWN = {
    f"materials/registry/{file.name}": (ROOT / "materials/registry" / file.name).read_bytes()
    for file in sorted(REGISTRY.glob("*.yml"))
}

pytestmark = pytest.mark.slow


def test_every_seeded_violation_is_found() -> None:
    rows = violations()
    pairs = zip(rows, found_in(rows, OWN), strict=True)
    assert [row for row, found in pairs if not named(row, found) and not refused(found)] == []


def test_no_true_sentence_is_suspected() -> None:
    rows = true_sentences()
    assert [
        (row, one.code) for row, found in zip(rows, found_in(rows, OWN), strict=True) for one in alarms(found)
    ] == []
