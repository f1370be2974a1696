"""The letter: one sheet of A4 to parents, drivers or staff, with its reply slip, and the same words for a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from fanzha import by_tactic, furniture, references
from fanzha.diagnostics import NO_TEXT, NOWHERE, Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.languages import named, on_one_sheet
from fanzha.large import legible
from fanzha.markup import is_chinese
from fanzha.model import Artifact, Edition, Library, Printing, Rendered, TacticText

Field = Literal["child", "class", "parent", "name", "fleet", "department", "unit", "serial", "signature", "date"]
"""What a slip may ask for, each a word of `words.toml`. An identity card or a bank account is none of it: paper that
goes from hand to hand must hold nothing that a scammer could use."""
CHAT_TOOLS = ("markdown-it-py",)
"""Distributions whose version may change the chat version's bytes."""


PRINTING = Printing(sides=1, paper="80 克双胶纸 uncoated, 80 g/m²", quantity=500, colours="四色或黑白 CMYK or black")
TWO_SIDED = replace(PRINTING, sides=2)
"""In large print, or with a second language on the back."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What is cut off and handed in."""

    statement: Text
    """What the reader confirms."""
    give_to: Text
    """To whom it goes."""


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """A letter in one language; each text is inline Markdown."""

    title: Text
    greeting: Text = NO_TEXT
    """A pledge has none."""
    paragraphs: tuple[Text, ...] = field(metadata={"min_items": 1, "max_items": 5})
    points_title: Text
    points: tuple[Text, ...] = field(metadata={"min_items": 3, "max_items": 5})
    """What to remember, numbered: more than five nobody does."""
    closing: Text
    sign: Text = NO_TEXT
    """Who writes; left out: the publisher."""
    slip: Slip | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class LetterOptions:
    """What an edition in `materials/letter/` may say."""

    kind: Literal["letter", "pledge"] = "letter"
    """A pledge is signed on the sheet itself and has a serial number."""
    texts: Mapping[str, LetterText]
    """By locale."""
    slip: tuple[Field, ...] = field(default=("name", "date", "signature"), metadata={"min_items": 2, "max_items": 4})
    """What the slip asks for, two in a row."""
    tactics: tuple[Text, ...] = ()
    """Slugs of what it is about: it is offered on their pages, and expires with them."""
    large: bool = False
    """Whether it is made in large print as well, on two pages; one that is too long for that, on two sheets."""
    second: Text | None = None
    """A language for the back of the sheet; not in large print, which fills both sides."""
    press: by_tactic.Press = "no"
    """Whether to make sheets for offset print: also, or instead of those for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a text."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is said in one letter; the same for the sheet and for the chat version."""

    kind: Literal["letter", "pledge"]
    text: LetterText
    slip: tuple[Field, ...]
    tactics: tuple[TacticText, ...]
    large: bool = False
    second: Params | None = None
    """The same in a second language, for the back."""

    @property
    def sides(self) -> tuple[Params, ...]:
        """What is printed on the front and on the back; one alone in one language."""
        return (self, replace(self.second, press=self.press, serial=self.serial)) if self.second else (self,)

    @property
    def sign(self) -> str:
        """Who writes."""
        return self.text.sign or self.issuer


class Letter:
    """A letter or pledge on A4 with hotlines, QR code and reply slip, in large print if asked, and as plain text."""

    name: ClassVar[str] = "letter"
    editions: ClassVar[str] = "letter"
    Options: ClassVar[type[LetterOptions]] = LetterOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 一封信：A4 一页，下面带回执；另有一份纯文字，发微信群、钉钉群。
# A letter: A4 with a reply slip at its foot, and the same words as plain text for chat groups.
kind: letter                     # letter 信；pledge 承诺书 a letter, or a pledge that is signed
tactics: [boss-impersonation]    # 信里说的骗局 the tactics it is about
slip: [name, unit, signature, date]   # 回执上要填的，两到四项 what the slip asks for
# large: true                    # 再做一份大字版，放不下就用两张纸 in large print as well, on two sheets if need be
# second: en                     # 背面印英文；大字版不行 English on the back; not with large print
# press: also                    # 另做印刷店用的四色文件；only 只做这种 for a print shop too, or only
texts:
  zh:
    title: 致邻居的一封信
    greeting: 各位邻居：
    paragraphs:
      - 您好！有人冒充领导或熟人，在网上催人转账。头像和名字可以一样，声音也能仿得很像。
      - 遇到这样的事，先放下手机，给他本人打个电话。问清楚了，再决定也不迟。
    points_title: 请记住
    points:
      - 催着转账的，先停一停。
      - 打他原来的电话，或者当面问清楚。
      - 验证码谁来要都不给。
    closing: 钱转出去了，马上打110；拿不准，先打96110问问。
    slip: {statement: 这封信我读过了。, give_to: 请剪下来，交给楼长。}
  en:
    title: A letter to our neighbours
    greeting: Dear neighbours,
    paragraphs:
      - Somebody may use the name and photo of your boss and press you to send money. Even a voice can be copied.
      - If this happens, put the phone down and call the person yourself. There is time to decide once you have asked.
    points_title: Please remember
    points:
      - Rushed to pay? Stop first.
      - Call the number you had before, or ask face to face.
      - Give a one-time code to nobody.
    closing: If money has gone, dial 110 at once. If you are not sure, ask 96110 first.
    slip: {statement: I have read this letter., give_to: Please cut off and hand in at the front desk.}
"""

    def plan(self, library: Library, edition: Edition, options: LetterOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield sheet and chat version for each locale, or what stands in their way."""
        problems = list(references.unusable(options.tactics, "tactics", library.tactics))
        problems += by_tactic.missing_numbers(library, edition)
        if options.second and options.large:  # whose two sides the first language fills
            problems.append(references.apart("second", options.second.place, "large: true"))
        yield from problems
        if problems:
            return
        said: dict[str, Params | None] = {}
        for languages in on_one_sheet(self, library, options.locales, options.second, "texts", options.texts):
            if isinstance(languages, Diagnostic):
                yield languages
                continue
            if unpaired := list(_without_slip(options.texts[locale] for locale in languages)):
                yield from unpaired
                continue
            new = [locale for locale in languages if locale not in said]
            for locale in new:
                found = _params(library, options, locale)
                said[locale] = found if isinstance(found, Params) else None
                yield from () if isinstance(found, Params) else found
            first, *others = (said[locale] for locale in languages)
            if first and all(others):
                second = next(iter(others), None)
                yield from _sheets(edition, options, replace(first, second=second))
            yield from (made for locale in new for made in _chat(edition, options, said[locale]))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished sheet or with the chat version."""
        from fanzha.formats.letter.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _without_slip(texts: Iterable[LetterText]) -> Iterator[Diagnostic]:
    """Yield LOAD013 for each text of a sheet without a slip when another one has one."""
    told = tuple(texts)
    if any(text.slip for text in told):
        yield from (Diagnostic.at("LOAD013", text.place, key="slip") for text in told if text.slip is None)


def _params(library: Library, options: LetterOptions, locale: Text) -> Params | list[Diagnostic]:
    """Return all that is said in one language, or what is missing."""
    text = options.texts[locale]
    untold = [slug for slug in options.tactics if locale not in library.tactics[slug].texts]
    lacking = [references.untranslated(slug, locale) for slug in untold]
    only = by_tactic.page_of(options.tactics[0]) if len(options.tactics) == 1 else ""
    about = by_tactic.imprint(library, locale, only)
    if isinstance(about, Diagnostic):
        return [*lacking, about]
    return lacking or Params(
        kind=options.kind,
        text=text,
        slip=options.slip if text.slip else (),
        tactics=tuple(library.tactics[slug].texts[locale] for slug in options.tactics),
        **vars(about),
    )


def _chat(edition: Edition, options: LetterOptions, params: Params | None) -> Iterator[Artifact | Diagnostic]:
    """Yield the chat version in one language, or each of its texts with a sentence that is too long."""
    from fanzha.formats.letter.chat import too_long

    problems = list(too_long(params)) if params else []
    yield from problems
    if params and not problems:
        title = furniture.words("letter", params.locale)["as_chat"].format(title=params.text.title)
        yield _artifact(edition, options, params, f"{edition.name}.{params.locale}.txt", title)


def _sheets(edition: Edition, options: LetterOptions, params: Params) -> Iterator[Artifact]:
    """Yield the sheets, in one language or in two."""
    for press in by_tactic.ON_PRESS[options.press]:
        for large in (False, True) if options.large else (False,):
            look = legible(params.theme) if large else params.theme
            sheet = _sheet(edition, options, replace(params, large=large, theme=look, press=press))
            yield named(sheet, params.second.locale) if params.second else sheet


def _sheet(edition: Edition, options: LetterOptions, params: Params) -> Artifact:
    """Return one sheet of an edition; residents are offered those that their own printer prints."""
    words = furniture.words("letter", params.locale)
    suffix = ("-large" if params.large else "") + ("-press" if params.press else "")
    title = (words["as_large"] if params.large else "{title}").format(title=params.text.title)
    title += by_tactic.PRESS_TITLE[is_chinese(params.locale)] if params.press else ""
    return _artifact(edition, options, params, f"{edition.name}{suffix}.{params.locale}.pdf", title)


def _artifact(edition: Edition, options: LetterOptions, params: Params, name: str, title: str) -> Artifact:
    printed = name.endswith(".pdf")
    return Artifact(
        path=f"letter/{name}",
        format="letter",
        edition=edition.name,
        locale=params.locale,
        title=title,
        params=params,
        tools=by_tactic.TOOLS if printed else CHAT_TOOLS,
        subjects=() if params.press else options.tactics,
        printing=(TWO_SIDED if params.large or params.second else PRINTING) if printed else None,
    )


FORMAT = Letter()
