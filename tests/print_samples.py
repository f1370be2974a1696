"""A small library, made by hand, for the tests of what is printed."""

from __future__ import annotations

import dataclasses
import datetime
import importlib
from collections.abc import Mapping
from typing import Any, Literal

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop, formats
from fanzha.model import (
    Actions,
    Artifact,
    Case,
    CaseText,
    Category,
    Citation,
    Library,
    Number,
    Publisher,
    Registry,
    Section,
    Slogan,
    SloganText,
    Tactic,
    TacticText,
)

DAY = datetime.date(2026, 11, 22)
SOURCE = Citation(title="示例")
FIVE = tuple(f"tactic-{name}" for name in ("one", "two", "three", "four", "five"))


def number(digits: str, role: Literal["advice", "emergency"], zh: str, en: str) -> Number:
    """Return a telephone number of the registry."""
    return Number(
        number=Text(digits), names={"zh": zh, "en": en}, use_for={"zh": zh, "en": en}, role=role, source=SOURCE,
        checked_on=DAY,
    )  # fmt: skip


def tactic(slug: str, **zh: Any) -> Tactic:
    """Return a tactic in both languages; `zh` replaces fields of the Chinese text."""
    chinese: dict[str, Any] = {
        "name": Text("“百万保障”类诈骗"),
        "lead": Text("骗子冒充客服，说保障不关就要扣费。其实不用关。"),
        "red_flags": tuple(map(Text, ("来电叫你关闭保障", "要你共享屏幕", "要密码和验证码"))),
        "actions": Actions(
            stop=(Text("挂断电话，不共享屏幕。"),),
            verify=(Text("自己拨96110问一问。"),),
            report=(Text("钱已转出，马上打110。"),),
        ),
    }
    english: dict[str, Any] = {
        "name": Text("Fake “protection” scam"),
        "lead": Text("A caller says you’ll be charged. It is free."),
        "red_flags": tuple(map(Text, ("They tell you to cancel it", "They want your screen", "They ask for a code"))),
        "actions": Actions(
            stop=(Text("Hang up and share nothing."),),
            verify=(Text("Ask 96110 yourself."),),
            report=(Text("Money gone? Call 110 at once."),),
        ),
    }
    texts = {
        locale: TacticText(
            slug=slug, locale=locale, how=(), never=(), place=Place(f"docs/tactics/{slug}.md", 1), **words
        )
        for locale, words in (("zh", {**chinese, **zh}), ("en", english))
    }
    return Tactic(
        slug=slug, category=None, list_year=None, audiences=(), sources=(SOURCE,), reviewed_on=DAY,
        review_by=None, texts=texts,
    )  # fmt: skip


def _case() -> Case:
    empty = Section(id="story", title="")
    texts = {
        locale: CaseText(
            slug="case", locale=locale, name=Text(name), lead=Text(lead), story=empty, turning_point=empty,
            lesson=(Text(lesson),),
        )
        for locale, name, lead, lesson in (
            ("zh", "号码显示境外，却自称民警", "一位居民先去问了问，10400元没有转出去。", "先挂断，再当面问真民警。"),
            ("en", "A foreign “local officer”", "A resident asked first and kept it all.", "Hang up, then ask."),
        )
    }  # fmt: skip
    return Case(
        slug="case", tactic=Text(FIVE[0]), outcome="prevented", amount=None, audiences=(), source=SOURCE,
        source_date="", reviewed_on=DAY, review_by=None, texts=texts,
    )  # fmt: skip


def slogan(slug: str, of: str, **words: str) -> Slogan:
    """Return a poster slogan of a tactic, by locale."""
    texts = {
        locale: SloganText(slug=slug, locale=locale, name=Text(text), channels=(Text("poster"),))
        for locale, text in words.items()
    }
    return Slogan(slug=slug, tactic=Text(of), audiences=(), texts=texts)


def library(
    tactics: Mapping[str, Tactic] | None = None, slogans: Mapping[str, Slogan] | None = None, *, brand: str = ""
) -> Library:
    """Return a library with five tactics, one case and one slogan for the first tactic, unless told otherwise."""
    numbers = (
        number("110", "emergency", "钱已转出，马上报警", "report at once when money has gone"),
        number("96110", "advice", "拿不准时咨询", "advice when you are not sure"),
    )
    first = slogan("nothing-to-close", FIVE[0], zh="百万保障不用关，谁叫你关谁在骗", en="Asked to cancel it? Hang up.")
    return Library(
        publisher=Publisher(
            names={"zh": "晴川县反诈宣传站", "en": "Qingchuan Anti-Fraud Outreach"},
            locales=(Text("zh"), Text("en")),
            site=Text("https://fanzha.example/"),
            version="2026.11",
            date=DAY,
            valid_until=datetime.date(2027, 5, 22),
        ),
        registry=Registry(numbers={n.number: n for n in numbers}, links={}, categories={}, channels={}),
        tactics=tactics if tactics is not None else {slug: tactic(slug) for slug in FIVE},
        cases={"case": _case()},
        slogans=slogans if slogans is not None else {"nothing-to-close": first},
        audiences={},
        pages={},
        editions=(),
        files={},
        brand=brand,
    )


def listed(of: Library, *slugs: str) -> Library:
    """Return the library with these tactics on the Ministry's list, in this order, a category each."""
    names = {"zh": "一类", "en": "A category"}
    categories = {
        f"list-{slug}": Category(id=Text(f"list-{slug}"), names=names, years=(2025,), order=place)
        for place, slug in enumerate(slugs, 1)
    }
    made = {
        slug: dataclasses.replace(of.tactics.get(slug) or tactic(slug), category=Text(f"list-{slug}")) for slug in slugs
    }
    registry = dataclasses.replace(of.registry, categories=dict(sorted(categories.items())))
    return dataclasses.replace(of, registry=registry, tactics=dict(sorted({**of.tactics, **made}.items())))


def printed(artifact: Artifact | Diagnostic, workshop: Workshop) -> bytes:
    """Return what the artefact's format makes of it."""
    assert isinstance(artifact, Artifact), artifact
    data = importlib.import_module(f"fanzha.formats.{artifact.format}.render").render(artifact, workshop)
    assert isinstance(data, bytes)
    return data


def problems(artifact: Artifact, data: bytes, workshop: Workshop) -> set[str]:
    """Return the codes of what the artefact's format finds wrong when it reads the finished bytes back."""
    return {found.code for found in formats()[artifact.format].verify(artifact, data, workshop)}


def with_english(**fields: Any) -> dict[str, Tactic]:
    """Return the first tactic alone, with fields of its English text replaced."""
    plain = tactic(FIVE[0])
    english = dataclasses.replace(plain.texts["en"], **fields)
    return {FIVE[0]: dataclasses.replace(plain, texts={**plain.texts, "en": english})}
