"""What stands in the way of a second language on a screen, and of the fonts that a profile asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.by_tactic import numbers_by_role
from fanzha.diagnostics import Diagnostic, nearest
from fanzha.formats.led.choice import second_of
from fanzha.formats.led.options import Options
from fanzha.languages import joined_script, speaks
from fanzha.model import Library, Number, SloganText
from fanzha.pixels import BITMAP, LEAST_JOINED_ROWS, SMALLEST_OUTLINE

_ROLES = ("emergency", "advice")
"""What the last slide's numbers are for; `words.toml` says it in the languages that it has."""


def unfit_fonts(options: Options) -> Iterator[Diagnostic]:
    """Yield LED013 for each font that the screen's height does not allow; televisions are high."""
    small = options.height <= SMALLEST_OUTLINE
    for script, name in (("hanzi", options.fonts.hanzi), ("latin", options.fonts.latin)):
        if name != "auto" and (name == BITMAP) is not small:
            zh = f"{options.height} 点高的屏用" + (f"点阵字体 {BITMAP}" if small else "轮廓字体")
            en = f"{options.height} rows want " + (f"the bitmap font {BITMAP}" if small else "an outline font")
            yield _wrong(options, f"fonts.{script}", name, zh, en)


def unfit_second(
    library: Library, options: Options, name: str, fmt: object, first: str, slogans: tuple[SloganText, ...]
) -> Iterator[Diagnostic]:
    """Yield what stands in the way of the second language, if one is asked for; `slogans` are those of the first.

    LOAD020 for one that the publisher does not have or that no font here can set, LED026 on too few rows, LED015 for a
    listed slogan that it lacks, LED012 when it has none of them, LED027 when a number that it must name has no name.
    """
    second = options.second
    if not second:
        return
    known = [one for one in library.publisher.locales if one != first and (speaks(fmt, one) or joined_script(one))]
    if second not in known:
        near, names = nearest(second, known), ", ".join(known)
        yield Diagnostic.at("LOAD020", second.place, value=second, known=names, nearest=near)
        return
    if joined_script(second) and options.height < LEAST_JOINED_ROWS:
        yield Diagnostic.at("LED026", second.place, locale=second, rows=options.height, least=LEAST_JOINED_ROWS)
    for slug in options.slogans.ids:
        if slug in library.slogans and second not in library.slogans[slug].texts:
            place = slug.place if slug.place.path else options.place
            yield Diagnostic.at("LED015", place, id=slug, locale=second)
    if slogans and not options.slogans.ids and not second_of(library, options, slogans).slogans:
        yield Diagnostic.at("LED012", second.place, screen=name, locale=second)
    for number in _named(library, options):
        if second not in number.names:
            yield Diagnostic.at("LED027", number.place, number=number.number, locale=second)


def _named(library: Library, options: Options) -> list[Number]:
    """Return the numbers that stand by their registered names: on a television those of which no fixed words speak."""
    numbers = library.registry.numbers
    hotline = [numbers[options.hotline]] if options.hotline in numbers else []
    if options.screen == "led":
        return hotline
    roles = numbers_by_role(library)
    shown = [*hotline, *(roles[role] for role in _ROLES if role in roles)]
    worded = () if joined_script(options.second) else _ROLES
    return list({number.number: number for number in shown if number.role not in worded}.values())


def _wrong(options: Options, option: str, value: object, zh: str, en: str) -> Diagnostic:
    return Diagnostic.at("LED013", options.place, option=option, value=value, rule_zh=zh, rule_en=en)
