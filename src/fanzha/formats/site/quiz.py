"""The quiz: which questions a locale has, the ten that do not change, and what the browser draws its ten from."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.site.body import plain
from fanzha.model import Citation, Library, Question, QuestionText
from fanzha.theme import tokens

if TYPE_CHECKING:
    from fanzha.formats.site.view import View

ROUND = 10
"""Questions in one quiz; fewer when there are not so many."""
URGENT = 2
"""How many of them are about what to do in an emergency."""
LETTERS = "ABCD"
_HARDER: Mapping[str, int] = {"easy": 0, "medium": 1, "hard": 2}
_COLOURS = ("ink", "ink-soft", "brand", "brand-soft", "alert", "paper", "line", "on-dark")
"""What the score card is drawn in: the same by day and by night."""

Asked = tuple[Question, QuestionText]


OPENING = 40
"""How many questions the page brings along; quiz.js fetches the rest when a second round is asked for."""
REST = "assets/fanzha/quiz-questions.js"
"""Where these lie below the locale's folder."""


@dataclass(frozen=True)
class Drawn:
    """A question as it is printed: its options shuffled, always in the same way."""

    question: Question
    text: QuestionText
    options: tuple[str, ...]
    letter: str
    """The right one."""


def bank(library: Library, locale: str) -> tuple[str, tuple[Asked, ...]]:
    """Return the questions to ask in `locale`, and the language they are in.

    A question whose translation is missing or stale is left out; when none is left, the default language's are asked.
    """
    default = library.publisher.default_locale
    for spoken in (locale, default):
        found = tuple(
            (question, question.texts[spoken])
            for question in library.questions.values()
            if spoken in question.texts and not question.texts[spoken].stale
        )
        if found:
            return spoken, found
    return default, ()


def fixed_round(asked: Iterable[Asked]) -> tuple[Drawn, ...]:
    """Return ten of the questions, the same every time: two on emergencies, then a tactic each; the easy ones first."""
    order = sorted(asked, key=lambda pair: _hash(pair[0].slug))
    places: list[list[Asked]] = [[], [], []]
    seen: dict[str, int] = {}
    for pair in order:
        about = pair[0].tactic or ""
        seen[about] = seen.get(about, 0) + 1
        if about:
            places[1 if seen[about] == 1 else 2].append(pair)
        else:
            places[0 if seen[about] <= URGENT else 2].append(pair)
    chosen = [pair for place in places for pair in place][:ROUND]
    chosen.sort(key=lambda pair: _HARDER[pair[0].difficulty])
    return _shuffled(chosen)


def _shuffled(chosen: Sequence[Asked]) -> tuple[Drawn, ...]:
    """Return the questions with their options shuffled so that every letter is right about as often."""
    used = dict.fromkeys(LETTERS, 0)
    drawn = []
    for question, text in chosen:
        letters = LETTERS[: len(text.options)]
        letter = min(letters, key=lambda one: (used[one], _hash(question.slug + one)))
        used[letter] += 1
        wrong = [index for index in range(len(text.options)) if index != text.right]
        wrong.sort(key=lambda index: _hash(f"{question.slug} {index}"))
        at = letters.index(letter)
        order = [*wrong[:at], text.right, *wrong[at:]]
        drawn.append(Drawn(question, text, tuple(plain(text.options[index]) for index in order), letter))
    return tuple(drawn)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Quiz:
    """The quiz for its templates."""

    view: View
    asked: tuple[Asked, ...]

    @property
    def fixed(self) -> tuple[Drawn, ...]:
        """The ten that are printed, and shown where there is no JavaScript."""
        return fixed_round(self.asked)

    @property
    def count(self) -> int:
        """How many questions there are in a round."""
        return min(ROUND, len(self.asked))

    def more(self, question: Question) -> tuple[str, str]:
        """Return where to read on about a question, and the words of that link; both empty for nowhere."""
        view = self.view
        tactic = view.library.tactics.get(question.tactic or "")
        if tactic:
            name = plain(view.text(tactic.texts).name)
            return view.link(f"tactics/{tactic.slug}.html"), view.t("quiz.more", name=name)
        if view.has_page("help/now.html"):
            return view.link("help/now.html"), view.t("quiz.more_now")
        return "", ""

    def data(self) -> Mapping[str, object]:
        """Return what quiz.js works from: all questions, the words it says, and what the score card shows."""
        view = self.view
        publisher = view.library.publisher
        colours = tokens(view.library.brand)
        advice = view.call("advice")
        keys = "progress said right wrong chosen correct next finish score card_title card_call card_alt file"
        words = {key: view.t(f"quiz.{key}") for key in keys.split()}
        return {
            "round": ROUND,
            "urgent": URGENT,
            "questions": [self._record(*pair) for pair in self._order[:OPENING]],
            "rest": self.view.link(REST) if self._order[OPENING:] else "",
            "words": words | {f"advice_{band}": view.t(f"quiz.advice_{band}") for band in ("all", "most", "some")},
            "card": {
                "publisher": publisher.names.get(view.locale) or publisher.names.get(publisher.default_locale, ""),
                "host": self.host,
                "advice": advice.number if advice else "",
                "colours": {name: colours[f"color-{name}"] for name in _COLOURS},
            },
        }

    def rest_script(self) -> str:
        """Return the questions that the page does not bring along, as a script that sets `fzQuestions`."""
        records = [self._record(*pair) for pair in self._order[OPENING:]]
        return f"var fzQuestions={json.dumps(records, ensure_ascii=False, separators=(',', ':'))};\n"

    @property
    def _order(self) -> list[Asked]:
        """All questions: those on emergencies first, which every round has, then as if by lot."""
        return sorted(self.asked, key=lambda pair: (bool(pair[0].tactic), _hash(pair[0].slug)))

    def _record(self, question: Question, text: QuestionText) -> Mapping[str, object]:
        href, more = self.more(question)
        return {
            "id": question.slug,
            "tactic": question.tactic or "",
            "level": _HARDER[question.difficulty],
            "name": plain(text.name),
            "stem": [{"text": plain(said.text), "quote": said.quote} for said in text.stem],
            "options": [plain(option) for option in text.options],
            "right": text.right,
            "why": [plain(paragraph) for paragraph in text.why],
            "href": href,
            "more": more,
        }

    @property
    def host(self) -> str:
        """Where the site stands, as it is printed."""
        return self.view.library.publisher.site.split("://")[-1].rstrip("/")

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What the questions are built on, each once."""
        return tuple({citation: None for question, _ in self.asked for citation in question.sources})

    @property
    def reviewed_on(self) -> datetime.date | None:
        """The day when the file that was reviewed longest ago was."""
        return min((day for question, _ in self.asked if (day := question.reviewed_on)), default=None)

    @property
    def review_by(self) -> datetime.date | None:
        """The first day by which one of the files must be reviewed again."""
        return min((day for question, _ in self.asked if (day := question.review_by)), default=None)


def quiz_of(view: View) -> Quiz:
    """Return the quiz for a page's template."""
    return Quiz(view, bank(view.library, view.locale)[1])
