"""What stands in the way of a second language on a screen, and of the fonts that a profile asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic, nearest
from fanzha.formats.led.choice import second_of
from fanzha.formats.led.options import Options
from fanzha.languages import joined_script, speaks
from fanzha.model import Library, SloganText
from fanzha.pixels import BITMAP, LEAST_JOINED_ROWS, SMALLEST_OUTLINE, Fonts


def unfit_fonts(options: Options) -> Iterator[Diagnostic]:
    """Yield LED013 for each font that the screen's height does not allow, and for any on a television."""
    if options.screen == "lcd":
        if options.fonts != Fonts():
            yield _wrong(options, "fonts", "{…}", "电视和显示器用印刷的字体", "televisions use the fonts of print")
        return
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

    LOAD020 for one that the publisher does not have or that no font here can set, LED013 on a television, LED026 on
    too few rows, LED015 for a listed slogan that it lacks, LED012 when it has none of them, LED027 when the hotline
    has no name in it.
    """
    second = options.second
    if not second:
        return
    if options.screen == "lcd":
        yield _wrong(options, "second", second, "只有 LED 屏能放第二种语言", "only LED screens have a second language")
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
    number = library.registry.numbers.get(options.hotline)
    if number and second not in number.names:
        yield Diagnostic.at("LED027", number.place, number=number.number, locale=second)


def _wrong(options: Options, option: str, value: object, zh: str, en: str) -> Diagnostic:
    return Diagnostic.at("LED013", options.place, option=option, value=value, rule_zh=zh, rule_en=en)
