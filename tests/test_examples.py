"""The examples on each code's page are true: the bad one is found, the good one passes."""

from __future__ import annotations

import re

import pytest

from fanzha.diagnostics import Severity, as_text, catalogue, severity_of
from tests.samples import check_files, example_files

EXAMPLES = [entry for entry in catalogue().values() if entry.bad]


def test_the_project_behind_the_examples_is_clean() -> None:
    assert check_files({}) == []


@pytest.mark.parametrize("code", [entry.code for entry in EXAMPLES])
def test_the_bad_example_is_found_and_the_good_one_is_not(code: str) -> None:
    entry = catalogue()[code]
    bad = check_files(example_files(entry.bad))
    assert code in [found.code for found in bad]
    assert all(found.place.path for found in bad if found.code == code)
    said = as_text(bad, "both")
    assert "{" not in re.sub(r"\{[#.:]|\{(?:zh|en|role):", "", said), "a field that nobody fills"
    assert entry.good, "a bad example without a good one"
    good = check_files(example_files(entry.good))
    assert [(found.code, str(found.place)) for found in good if severity_of(found) > Severity.NOTICE] == []
