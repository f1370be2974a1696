"""Which slogans run on a screen, and what is wrong with the choice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from fanzha import references
from fanzha.by_tactic import numbers_by_role
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats.led.charset import refused, shown
from fanzha.formats.led.options import (
    MOST_HEIGHT,
    MOST_WIDTH,
    LedParams,
    Options,
    Second,
    SloganQuery,
    chosen_step,
    usual_pitch,
)
from fanzha.model import Library, Number, SloganText


def _place(text: str, otherwise: Place) -> Place:
    return text.place if isinstance(text, Text) and text.place.path else otherwise


def unknown_names(library: Library, options: Options, spoken: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield LINK001 for each id in the profile that nothing has; `spoken` are the locales that a screen can show."""
    query = options.slogans
    asked: list[tuple[str, Iterable[Text], Iterable[str]]] = [
        ("numbers", (options.hotline,), library.registry.numbers),
        ("slogans", query.ids, library.slogans),
        ("tactics", query.tactics, library.tactics),
        ("audiences", query.audiences, library.audiences),
        ("channels", (query.channel,), library.registry.channels),
        ("locales", (options.locale,) if options.locale else (), spoken),
    ]
    for kind, names, known in asked:
        for name in names:
            if name not in known:
                yield references.unknown(Text(name, _place(name, options.place)), kind, known)


def wrong_sizes(options: Options, name: str) -> Iterator[Diagnostic]:
    """Yield LED013 for each value that no card or player takes."""
    grid = 1 if options.screen == "lcd" else options.rounding
    for option, value in (("width", options.width), ("height", options.height)):
        if value % grid:
            yield _wrong(options.place, option, value, f"须为 {grid} 的倍数", f"a multiple of {grid} is needed")
    for option, value, most in (("width", options.width, MOST_WIDTH), ("height", options.height, MOST_HEIGHT)):
        if options.screen == "led" and value > most:
            yield _wrong(options.place, option, value, f"LED 屏最多 {most}", f"an LED screen has at most {most}")
    first, last = options.schedule.from_, options.schedule.until
    if first and last and last < first:
        yield _wrong(options.place, "schedule.until", last, "早于 from", "it is before from")
    if options.motion.frame_ms % 10:
        yield _wrong(
            options.place, "motion.frame_ms", options.motion.frame_ms, "须为 10 的倍数", "a multiple of 10 is needed"
        )
    if not (name.isascii() and name.replace("-", "").replace("_", "").isalnum()):
        zh, en = "文件名只能用英文字母、数字和连字符", "use only ASCII letters, digits and hyphens in the file's name"
        yield _wrong(options.place, "materials/screen", name, zh, en)


def _wrong(place: Place, option: str, value: object, zh: str, en: str) -> Diagnostic:
    return Diagnostic.at("LED013", place, option=option, value=value, rule_zh=zh, rule_en=en)


def chosen(library: Library, query: SloganQuery, locale: str) -> tuple[SloganText, ...]:
    """Return the slogans to show: those listed, or one of each tactic in turn until there are enough.

    Where no tactics are named, those that the Ministry lists first come first (`Library.rank_of`).
    """
    if query.ids:
        slogans = (library.slogans[slug] for slug in query.ids if slug in library.slogans)
        return tuple(slogan.texts[locale] for slogan in slogans if locale in slogan.texts)
    found = [
        text
        for text in library.slogans_for(locale, query.channel, audiences=query.audiences)
        if (not query.most_chars or len(text.name) <= query.most_chars)
        and (not query.tactics or library.slogans[text.slug].tactic in query.tactics)
    ]
    # Whoever names tactics has chosen already; a loop of theirs does not change with the Ministry's list.
    return library.in_turn(found if query.tactics else library.by_list(found))[: query.at_most]


def untranslated(library: Library, options: Options, locale: str) -> Iterator[Diagnostic]:
    """Yield LED015 for each listed slogan that is not written in the screen's language."""
    for slug in options.slogans.ids:
        if slug in library.slogans and locale not in library.slogans[slug].texts:
            yield Diagnostic.at("LED015", _place(slug, options.place), id=slug, locale=locale)


def hotline_label(hotline: Number, locale: str) -> str:
    """Return what the number is called, such as 反诈专线 or Anti-fraud line."""
    label = shown(hotline.names.get(locale) or next(iter(hotline.names.values()), ""), locale)
    return label[:1].upper() + label[1:]


def hotline_line(hotline: Number, locale: str) -> str:
    """Return the hotline as one line of text."""
    label = hotline_label(hotline, locale)
    gap = "" if unicodedata.east_asian_width(label[-1:]) == "W" else " "
    return f"{label}{gap}{hotline.number}"


def unencodable(params: LedParams) -> Iterator[Diagnostic]:
    """Yield LED001 for each character of the slogans and of the hotline's name in the text files' languages."""
    for one in written(params):
        for slogan in one.slogans:
            yield from refused(slogan.name, one.charset, one.locale)
        label = Text(hotline_label(one.hotline, one.locale), one.hotline.place)
        yield from refused(label, one.charset, one.locale)


def written(params: LedParams) -> tuple[LedParams, ...]:
    """Return the languages that the text files hold: no card joins the letters of Arabic script."""
    return tuple(one for one in params.languages if one.leftwards)


def params_of(library: Library, options: Options, locale: str, slogans: tuple[SloganText, ...]) -> LedParams:
    """Return what the renderer sees."""
    numbers: Mapping[str, Number] = library.registry.numbers
    motion = options.motion
    return LedParams(
        names=options.names,
        screen=options.screen,
        width=options.width,
        height=options.height,
        rounding=options.rounding,
        colour=options.colour,
        pitch=usual_pitch(options),
        locale=locale,
        charset=options.charset,
        newline=options.newline,
        most_bytes=options.most_bytes,
        card=options.card,
        native=options.native,
        hangs=options.hangs,
        schedule=options.schedule,
        mode=motion.mode,
        most_s=motion.most_s,
        slogans=slogans,
        hotline=_hotline(library, options, slogans),
        highlight=_numbers_in(slogans, numbers),
        step=chosen_step(options.height, motion),
        frame_ms=motion.frame_ms,
        dwell_ms=motion.dwell_ms,
        hotline_ms=motion.hotline_ms,
        publisher=library.publisher,
        fonts=options.fonts,
        second=second_of(library, options, slogans) if options.second else None,
    )


def _hotline(library: Library, options: Options, slogans: Iterable[SloganText]) -> Number:
    """Return the number of the last page: that of the police where each slogan is about a tactic that asks for them."""
    urgent = library.first_call(library.slogans[text.slug].tactic for text in slogans) == "emergency"
    police = numbers_by_role(library).get("emergency") if urgent else None
    return police or library.registry.numbers[options.hotline]


def second_of(library: Library, options: Options, slogans: Iterable[SloganText]) -> Second:
    """Return the same slogans in the screen's second language, as far as they are written in it for the channel."""
    locale, channel = str(options.second), options.slogans.channel
    found = (library.slogans[slogan.slug].texts.get(locale) for slogan in slogans)
    texts = tuple(text for text in found if text and (options.slogans.ids or channel in text.channels))
    return Second(locale=locale, slogans=texts, highlight=_numbers_in(texts, library.registry.numbers))


def _numbers_in(slogans: Iterable[SloganText], numbers: Iterable[str]) -> tuple[str, ...]:
    texts = "\n".join(slogan.name for slogan in slogans)
    return tuple(sorted(number for number in numbers if number in texts))
