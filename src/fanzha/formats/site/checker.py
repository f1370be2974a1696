"""What the page «Is this a scam?» is given: the registry's signals in the form that checker.js searches with, and the
scams it may name. The message that somebody pastes meets these in the browser and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from fanzha.formats.site.body import plain
from fanzha.formats.site.view import View
from fanzha.model import Registry, Signal, Tactic, TacticText
from fanzha.model.signals import PatternProblem, Step, patterns, phrase_sets

SIGNALS = "assets/fanzha/checker-signals.js"
"""Where the registry's signals lie, below the root of every locale's site."""
_WORDING = Path(__file__).parent / "wording.json"
"""How scams are worded, learnt from example messages by scripts/learn-wording.py: weights of words and of sets."""
_OWN_FLAGS = 3
"""How many red flags of a scam's page are shown when it is named."""
_WORDS = (
    "strong", "strong_text", "some", "some_text", "none", "none_text", "honest", "calls", "message", "flags", "tactics",
    "tactics_more", "stop", "verify", "report", "own_flags", "more", "again", "empty", "ask_empty", "long", "missing",
)  # fmt: skip


@dataclass
class _Table:
    """Values that get a number when they are first asked for."""

    numbers: dict[object, int] = field(default_factory=dict)

    def number(self, value: object) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def matcher(registry: Registry) -> Mapping[str, object]:
    """Return what checker.js searches with: phrases, steps as numbers of phrases, the signals' rows of steps, and what
    words weigh. All numbers are written as `_Cursor` does, so that the page has less to load.

    A message may be in another language than the page, so the words of all languages are searched for. Patterns that
    cannot be understood are left out; the checks have told of them.
    """
    phrases, steps, last = _Table(), _Table(), _Cursor()
    signals = []
    for signal in registry.signals.values():
        if signal.role == "set":
            continue
        rows = []
        for row in _rows(registry.signals, signal):
            numbers = [(step.reach, steps.number(tuple(map(phrases.number, step.phrases)))) for step in row]
            signs = [text for reach, number in numbers for text in (str(reach), last.to(number))]
            rows.append(",".join(signs[1:]))  # a first step has no reach
        entry: dict[str, object] = {"id": str(signal.id), "role": signal.role, "weight": signal.weight}
        if rows:
            entry["rows"] = ";".join(rows)  # one that is empty is a row: the next step
        if signal.role == "caution":
            entry["reach"] = signal.reach
        else:
            entry["tactics"] = [str(slug) for slug in signal.tactics]
        signals.append(entry)
    wording = json.loads(_WORDING.read_text("utf-8"))
    for locale, learnt in wording.items():
        sets = phrase_sets(registry.signals, locale)
        learnt["sets"] = [
            [steps.number(tuple(map(phrases.number, dict.fromkeys(sets[name])))), weight]
            for name, weight in learnt["sets"].items()
            if sets.get(name)
        ]
    last = _Cursor()
    packed = [_runs(step, last) for step in steps.numbers if isinstance(step, tuple)]
    return {
        "phrases": "|".join(map(str, phrases.numbers)),
        "steps": ";".join(packed),
        "signals": signals,
        "wording": wording,
    }


@dataclass
class _Cursor:
    """Writes numbers as what lies between them, and nothing where one follows the other: most do."""

    at: int = 0

    def to(self, number: int, length: int = 1) -> str:
        skipped = number - self.at
        self.at = number + length
        return (str(skipped) if skipped else "") + (f"*{length}" if length > 1 else "")


def _runs(numbers: Iterable[int], last: _Cursor) -> str:
    """Return numbers as rows that have no gap: `5*3` is five further on, three numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return ",".join(last.to(*run) for run in runs)


def _rows(signals: Mapping[str, Signal], signal: Signal) -> Iterable[tuple[Step, ...]]:
    for locale, words in signal.words.items():
        sets = phrase_sets(signals, locale)
        for word in words:
            try:
                yield from patterns(word, sets)
            except PatternProblem:
                continue


@dataclass(frozen=True)
class Question:
    """What somebody is asked who was phoned."""

    id: str
    text: str
    marks: Markup
    """Attributes that name its language, where that is not the page's."""
    tactics: tuple[tuple[str, str], ...]
    """Name and address of each scam that a yes speaks for."""


@dataclass(frozen=True)
class Checker:
    """The page in one locale."""

    view: View

    def questions(self) -> list[Question]:
        """Return the questions in the registry's order."""
        signals = self.view.library.registry.signals.values()
        return [self._question(signal) for signal in signals if signal.role == "flag" and signal.asks]

    def _question(self, signal: Signal) -> Question:
        text, locale = self._said(signal.asks)
        known = self._tactics()
        tactics = tuple(
            (_name(self.view, known[slug]), self._address(slug)) for slug in signal.tactics if slug in known
        )
        return Question(str(signal.id), text, self.view.tongue(locale), tactics)

    def signals(self) -> str:
        """Return the way to the signals."""
        return self.view.link(SIGNALS)

    def numbers(self) -> Mapping[str, str]:
        """Return what to dial: `emergency` and `advice`."""
        called = {role: self.view.call(role) for role in ("emergency", "advice")}
        return {role: str(number.number) if number else "110" for role, number in called.items()}

    def data(self) -> Markup:
        """Return what checker.js needs, as JSON that may stand in a script element."""
        names = {}
        for signal in self.view.library.registry.signals.values():
            if signal.role == "flag":
                text, locale = self._said(signal.names)
                names[str(signal.id)] = [text, locale] if locale != self.view.locale else [text]
        numbers = self.numbers()
        data = {
            "flags": names,
            "tactics": {slug: self._tactic(tactic) for slug, tactic in self._tactics().items()},
            "words": {key: self.view.t(f"check.{key}", **_asked(key, numbers)) for key in _WORDS},
            "numbers": dict(numbers),
        }
        text = _json(data)
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    def _tactics(self) -> Mapping[str, Tactic]:
        return self.view.library.tactics

    def _address(self, slug: str) -> str:
        return self.view.link(f"tactics/{slug}.html")

    def _tactic(self, tactic: Tactic) -> Mapping[str, object]:
        text = self.view.text(tactic.texts)
        assert isinstance(text, TacticText)
        actions = text.actions
        return {
            "name": plain(text.name),
            "href": self._address(tactic.slug),
            "lang": text.locale if text.locale != self.view.locale else "",
            "stop": plain(actions.stop[0]),
            "verify": plain(actions.verify[0]),
            "report": plain(actions.report[0]),
            "flags": [plain(flag) for flag in text.red_flags[:_OWN_FLAGS]],
        }

    def _said(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return a text with its language: the page's, else the default, else whichever there is."""
        for locale in (self.view.locale, self.view.library.publisher.default_locale, *texts):
            if locale in texts:
                return str(texts[locale]), locale
        return "", self.view.locale


def signals_script(registry: Registry) -> str:
    """Return what checker.js loads when somebody begins to type.

    It is a script, because a page on a USB stick can fetch nothing.
    """
    return f"window.fanzhaSignals = {_json(matcher(registry))};\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def checker_of(view: View) -> Checker:
    """Return the page for its template."""
    return Checker(view)


def _name(view: View, tactic: Tactic) -> str:
    return plain(view.text(tactic.texts).name)


def _asked(key: str, numbers: Mapping[str, str]) -> Mapping[str, object]:
    """Return what fills the string's names here; the rest is filled in by checker.js."""
    if key in {"some_text", "missing"}:
        return {"advice": numbers["advice"]}
    return {}
