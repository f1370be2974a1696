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


NAMES = {"tune": 330, "held": 26, "held-2": 10, "held-3": 14, "held-4": 50, "held-5": 40, "held-6": 72}
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
    early: float
    """Share of them whose tactic is the first or second named: few people read on."""

    def __str__(self) -> str:
        """Return the shares in hundredths."""
        return (
            f"recall {self.recall:.0%}, false alarms {self.alarms:.0%}, "
            f"right tactic {self.named:.0%}, among the first two {self.early:.0%}"
        )


def score(program: Any, asked: list[Message]) -> Score:
    """Return how well `asked` were told apart."""
    found = examined(program, [message.text for message in asked])
    pairs = list(zip(asked, found, strict=True))
    scams = [(message, result) for message, result in pairs if message.scam]
    seen = [(message, result) for message, result in scams if result["level"] != "none"]
    harmless = [result["level"] != "none" for message, result in pairs if not message.scam]
    named = [message.tactic in result["tactics"] for message, result in seen]
    early = [message.tactic in result["tactics"][:2] for message, result in seen]
    shares = [sum(each) / max(1, len(seen)) for each in (named, early)]
    return Score(len(seen) / len(scams), sum(harmless) / len(harmless), *shares)


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("name,fewest", NAMES.items())
def test_scams_are_recognised_and_harmless_messages_left_alone(
    program: Any, row: Row, name: str, fewest: int, locale: str
) -> None:
    """Nothing was chosen or weighed by `held-5` and `held-6`; their README tells what each file gave the first time."""
    asked = [message for message in messages(name) if message.locale == locale]
    assert len([message for message in asked if message.scam]) >= fewest
    result = score(program, asked)
    row(f"is it a scam, {len(asked)} messages, {name} {locale}", str(result))
    assert result.recall >= 0.90
    assert result.alarms <= 0.10
    assert result.named >= 0.80
    assert result.early >= 0.80


def test_the_messages_cover_every_scam_and_say_nothing_twice(content: Library) -> None:
    every = [message for name in NAMES for message in messages(name)]
    texts = [message.text for message in every]
    assert len(texts) >= 200 and len(texts) == len(set(texts))
    aside = messages("held") + messages("held-5") + messages("held-6")
    for some in (messages("tune"), aside):
        for locale in ("zh", "en"):
            scams = {message.tactic for message in some if message.scam and message.locale == locale}
            assert scams == set(content.tactics)


@pytest.mark.browser
@needs_browser
def test_all_messages_together_are_told_apart(program: Any, row: Row) -> None:
    every = [message for name in NAMES for message in messages(name)]
    result = score(program, every)
    row(f"is it a scam, all {len(every)} messages", str(result))
    assert result.recall >= 0.90 and result.alarms <= 0.10 and result.early >= 0.80


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_what_scammers_say_on_the_pages_is_recognised(program: Any, content: Library, row: Row, locale: str) -> None:
    """Each is a sentence or two out of its talk, so less is asked than of whole messages."""
    said = [
        Message(True, locale, slug, str(quote))
        for slug, tactic in content.tactics.items()
        for quote in tactic.texts[locale].quotes
    ]
    assert len(said) > len(content.tactics)
    found = examined(program, [message.text for message in said])
    recall = sum(result["level"] != "none" for result in found) / len(said)
    row(f"is it a scam, {len(said)} scam quotes of the pages, {locale}", f"recall {recall:.0%}")
    assert recall >= 0.80


@pytest.mark.browser
@needs_browser
def test_each_scam_is_named_in_both_languages(program: Any) -> None:
    """A page that no message leads to is of no use to whoever pastes one."""
    found: dict[tuple[str, str], list[bool]] = {}
    scams = [message for message in messages("tune") if message.scam]
    for message, result in zip(scams, examined(program, [message.text for message in scams]), strict=True):
        found.setdefault((message.locale, message.tactic), []).append(message.tactic in result["tactics"][:2])
    assert {key: hits for key, hits in found.items() if sum(hits) < len(hits) / 2} == {}


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


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize(
    "text",
    [
        "A parcel of yours held banned medicine, press 0 for the police, do not hang up.",
        "您有一件包裹查出违禁药品，请不要挂断，正在转接公安。",
    ],
)
def test_do_not_hang_up_is_no_warning_to_hang_up(program: Any, text: str) -> None:
    (found,) = examined(program, [text])
    assert {"parcel-case", "stay-on-the-line"} <= set(found["flags"])
    assert found["tactics"][0] in {"parcel-problem-scam", "authority-impersonation"}


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
