"""How much of the written messages the page «Is this a scam?» recognises by this repository's signals."""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from fanzha.formats.site.checker import matcher
from fanzha.model import Library
from tests.browser import needs_browser
from tests.harness import ROOT, Row
from tests.test_checker import examined, with_signals

CORPUS = ROOT / "tests" / "corpus"


@dataclass(frozen=True)
class Message:
    """A written message, and what it is."""

    scam: bool
    locale: str
    tactic: str
    text: str


NAMES = {"tune": 180, "held": 26, "held-2": 10, "held-3": 14, "held-4": 50, "held-5": 40}
"""The files of messages, and how many scams of each language each must have."""


@functools.cache
def messages(name: str) -> tuple[Message, ...]:
    """Return the messages of `tests/corpus/messages-<name>.tsv`."""
    lines = (CORPUS / f"messages-{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    return tuple(Message(label == "scam", locale, tactic, text) for label, locale, tactic, text in rows)


@pytest.fixture(scope="module")
def program(browser: Any, content: Library) -> Iterator[Any]:
    """Return an empty page that has checker.js and the repository's signals."""
    with with_signals(browser, matcher(content.registry)) as page:
        yield page


@dataclass(frozen=True)
class Score:
    """How well some messages were told apart."""

    recall: float
    alarms: float
    named: float
    """Share of the recognised scams whose tactic is among those named."""

    def __str__(self) -> str:
        """Return the shares in hundredths."""
        return f"recall {self.recall:.0%}, false alarms {self.alarms:.0%}, right tactic {self.named:.0%}"


def score(program: Any, asked: list[Message]) -> Score:
    """Return how well `asked` were told apart."""
    found = examined(program, [message.text for message in asked])
    pairs = list(zip(asked, found, strict=True))
    scams = [(message, result) for message, result in pairs if message.scam]
    seen = [(message, result) for message, result in scams if result["level"] != "none"]
    harmless = [result["level"] != "none" for message, result in pairs if not message.scam]
    named = [message.tactic in result["tactics"] for message, result in seen]
    return Score(len(seen) / len(scams), sum(harmless) / len(harmless), sum(named) / max(1, len(named)))


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("name,fewest", NAMES.items())
def test_scams_are_recognised_and_harmless_messages_left_alone(
    program: Any, row: Row, name: str, fewest: int, locale: str
) -> None:
    """Nothing was chosen or weighed by `held-5`; of the others, their README tells what they gave the first time."""
    asked = [message for message in messages(name) if message.locale == locale]
    assert len([message for message in asked if message.scam]) >= fewest
    result = score(program, asked)
    row(f"is it a scam, {len(asked)} messages, {name} {locale}", str(result))
    assert result.recall >= 0.90
    assert result.alarms <= 0.10
    assert result.named >= 0.80


def test_the_messages_cover_every_scam_and_say_nothing_twice(content: Library) -> None:
    every = [message for name in NAMES for message in messages(name)]
    texts = [message.text for message in every]
    assert len(texts) >= 200 and len(texts) == len(set(texts))
    for name in ("tune", "held"):
        assert {message.tactic for message in messages(name) if message.scam} == set(content.tactics)


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize(
    "text",
    [
        "【某银行】验证码 123456，请勿告诉他人，银行工作人员不会向您索要。",
        "Your one-time code is 123456. Do not share it with anyone; we will never ask for it.",
        "请將您的積蓄匯入國家安全帳戶核查",
    ],
)
def test_what_must_be_told_apart_at_any_rate(program: Any, text: str) -> None:
    assert examined(program, [text])[0]["level"] == ("strong" if "帳戶" in text else "none")


def test_every_set_that_has_a_weight_is_in_the_registry(content: Library) -> None:
    sets = {signal.id for signal in content.registry.signals.values() if signal.role == "set"}
    learnt = json.loads((ROOT / "src/fanzha/formats/site/wording.json").read_text("utf-8"))
    assert {name for weights in learnt.values() for name in weights["sets"]} <= sets


@pytest.mark.slow
def test_the_weights_are_those_that_the_messages_teach() -> None:
    spec = importlib.util.spec_from_file_location("learn", ROOT / "docs-dev/wording/learn.py")
    assert spec is not None and spec.loader is not None
    learn = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(learn)
    assert learn.GOES_TO.read_text("utf-8") == learn.learnt(), "run docs-dev/wording/learn.py"
