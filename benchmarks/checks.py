"""What the content checks find and what they leave alone: the tables of tests/corpus.

    .venv/bin/python -m benchmarks.checks [--missed]

Every seeded violation is put where its row says, in a small project, and goes through the real loader and all checks;
so does every true sentence. A violation counts as found when the check of its row says so, or when the file is refused
on loading because of the very characters that disguise it. Anything that a true sentence sets off is a false alarm.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.corpora import alarms, found_in, named, refused, true_sentences, violations


def main() -> None:
    """Print both tables, and with --missed every row that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="list what was missed, and every false alarm")
    options = parser.parse_args()
    seeded: Counter[str] = Counter()
    found: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    wrong: list[str] = []
    for row, results in zip(violations(), found_in(violations()), strict=True):
        check = row.label[:4]
        seeded[check] += 1
        found[check] += named(row, results)
        stopped[check] += not named(row, results) and refused(results)
        if not named(row, results) and not refused(results):
            wrong.append(f"missed {row.label} {row.locale} {row.kind}: {' ||| '.join(row.texts)}")
    print(f"{'check':6} {'seeded':>7} {'found':>6} {'refused':>8} {'missed':>7}")
    for check in sorted(seeded):
        missed = seeded[check] - found[check] - stopped[check]
        print(f"{check:6} {seeded[check]:7} {found[check]:6} {stopped[check]:8} {missed:7}")
    total, caught = sum(seeded.values()), sum(found.values()) + sum(stopped.values())
    print(f"{'all':6} {total:7} {sum(found.values()):6} {sum(stopped.values()):8} {total - caught:7}\n")
    sentences: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for row, results in zip(true_sentences(), found_in(true_sentences()), strict=True):
        sentences[row.locale] += 1
        codes.update(one.code for one in alarms(results))
        wrong += [f"alarm {one.code} {row.locale} {row.kind}: {' ||| '.join(row.texts)}" for one in alarms(results)]
    print(f"true sentences: {sum(sentences.values())} {dict(sentences)}")
    print(f"false alarms: {sum(codes.values())} {dict(codes)}")
    if options.missed:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
