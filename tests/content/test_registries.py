"""The registries of this repository find what the tests' own find, and leave alone what they leave alone."""

from __future__ import annotations

import pytest

from tests.corpora import alarms, found_in, named, refused, true_sentences, violations
from tests.harness import ROOT
from tests.samples import REGISTRY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own() -> dict[str, bytes]:
    """Return the repository's registries that the tests have as well, by path."""
    names = sorted(file.name for file in REGISTRY.glob("*.yml"))
    return {f"materials/registry/{name}": (ROOT / "materials/registry" / name).read_bytes() for name in names}


def test_every_seeded_violation_is_found(own: dict[str, bytes]) -> None:
    rows = violations()
    pairs = zip(rows, found_in(rows, own), strict=True)
    assert [row for row, found in pairs if not named(row, found) and not refused(found)] == []


def test_no_true_sentence_is_suspected(own: dict[str, bytes]) -> None:
    rows = true_sentences()
    assert [
        (row, one.code) for row, found in zip(rows, found_in(rows, own), strict=True) for one in alarms(found)
    ] == []
