"""All seeded violations are found, and no true sentence is suspected (the table: `python -m benchmarks.checks`)."""

from __future__ import annotations

from tests.corpora import alarms, found_in, named, refused, true_sentences, violations


def test_every_seeded_violation_is_found() -> None:
    rows = violations()
    assert len(rows) >= 600 and len({row.label[:4] for row in rows}) >= 25
    missed = [
        (row.label, row.locale, row.kind, row.texts)
        for row, found in zip(rows, found_in(rows), strict=True)
        if not named(row, found) and not refused(found)
    ]
    assert missed == []


def test_no_true_sentence_is_suspected() -> None:
    rows = true_sentences()
    assert len(rows) >= 600
    false = [
        (one.code, row.locale, row.kind, row.texts)
        for row, found in zip(rows, found_in(rows), strict=True)
        for one in alarms(found)
    ]
    assert false == []
