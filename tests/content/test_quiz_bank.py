"""This repository's questions: about every scam, answered by knowledge alone, on two sheets of paper."""

from __future__ import annotations

from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, severity_of
from fanzha.diagnostics.places import Severity
from fanzha.formats.site.quiz import bank, fixed_round
from fanzha.load import load_project
from fanzha.model import Library, Question
from tests.browser import needs_browser
from tests.harness import ROOT
from tests.site_project import Site
from tests.test_quiz_page import PAPER, printed
from tests.test_site_browser import reading


def asked_in(library: Library, locale: str) -> list[Question]:
    return [question for question, _ in bank(library, locale)[1]]


def test_the_fixed_ten_are_about_eight_scams(content: Library) -> None:
    drawn = fixed_round(bank(content, "zh")[1])
    tactics = [str(one.question.tactic) for one in drawn if one.question.tactic]
    assert len(drawn) == 10
    assert len(tactics) == len(set(tactics)) == 8
    letters = [one.letter for one in drawn]
    assert all(letters.count(letter) >= 2 for letter in "ABCD")
    for one in drawn:
        assert one.options["ABCD".index(one.letter)] == one.text.options[one.text.right]
        assert sorted(one.options) == sorted(map(str, one.text.options))


def test_our_own_bank_covers_every_tactic_in_both_languages() -> None:
    library, found = load_project(ROOT)
    assert library is not None
    assert [one for one in found if _is_ours(one)] == []
    for locale in library.publisher.locales:
        asked = asked_in(library, locale)
        assert len(asked) >= 24
        about = {question.tactic for question in asked}
        assert about - {None} == set(library.tactics)
        assert None in about
        right = [question.texts[locale].right for question in asked]
        assert max(right.count(place) for place in range(3)) <= len(right) / 2


def _is_ours(found: Diagnostic) -> bool:
    return found.place.path.startswith("docs/quiz/") and severity_of(found) is Severity.ERROR


def test_the_longest_option_is_not_always_the_right_one(content: Library) -> None:
    """Who knows nothing about scams must not do well by choosing the longest answer."""
    for locale in ("zh", "en"):
        texts = [text for _, text in bank(content, locale)[1]]
        longest = [max(range(len(text.options)), key=lambda i, t=text: len(t.options[i])) for text in texts]  # type: ignore[misc]
        hits = sum(place == text.right for place, text in zip(longest, texts, strict=True))
        assert hits <= len(texts) / 2, (locale, hits)


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
def test_the_questions_fit_two_sheets(own_site: Site) -> None:
    with reading(own_site.folder) as reader:
        for locale, heading in (("zh", "答案和解释"), ("en", "Answers and reasons")):
            page: Any = reader.open(PAPER[locale])
            texts = printed(page)
            assert len(texts) == 3
            assert heading in texts[2]
