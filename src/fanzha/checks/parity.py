"""Source and translation say the same in figures (C-18, and C-17 for money): compared passage by passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import Library, LocalText, PageText, Passage, QuestionText, Section, SloganText, TacticText
from fanzha.model.content import AudienceText, CaseText
from fanzha.prose import Reading, read
from fanzha.prose.counts import Count
from fanzha.prose.dates import Clock, Day
from fanzha.prose.facts import Facts, Phone, surely_equal
from fanzha.prose.figures import Money, alike, vague_money

_NONE = "—"
"""Stands in a message for what one side does not say."""
_LOCALES = {"zh", "en"}
"""The languages whose figures can be read."""


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Spanned)
_Lines = SloganText | QuestionText


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield PAR001 to PAR008 for every text and its translations; a stale translation has its own diagnostic."""
    default = library.publisher.default_locale
    dialled = frozenset(library.registry.numbers) | {
        "".join(filter(str.isdigit, phone)) for phone in library.publisher.phones
    }
    groups: tuple[Mapping[str, object], ...] = (library.tactics, library.cases, library.audiences, library.pages)
    for group in groups:
        for entity in group.values():
            texts: Mapping[str, LocalText] = entity.texts  # type: ignore[attr-defined]
            for source, text in _pairs(texts, default):
                yield from _lists(source, text)
                yield from _documents(library, source, text, dialled)
    lines: list[Mapping[str, _Lines]] = [slogan.texts for slogan in library.slogans.values()]
    for texts_of in (*lines, *(question.texts for question in library.questions.values())):
        for one, other in _pairs(texts_of, default):
            yield from _passages(one, other, dialled)


L = TypeVar("L", bound=LocalText)


def _pairs(texts: Mapping[str, L], default: str) -> Iterator[tuple[L, L]]:
    source = texts.get(default)
    for locale, text in texts.items():
        if source is not None and locale != default and not text.stale:
            yield source, text


def _readable(one: LocalText, other: LocalText) -> bool:
    return {each.locale.split("-")[0] for each in (one, other)} <= _LOCALES


def _passages(one: _Lines, other: _Lines, dialled: Collection[str]) -> Iterator[Diagnostic]:
    if _readable(one, other):
        ours, theirs = ([Facts(Reading(Passage(t, ""), s.locale), dialled) for t in s.passages] for s in (one, other))
        yield from _compare(ours, theirs, movable=False)


def _documents(library: Library, source: LocalText, text: LocalText, dialled: Collection[str]) -> Iterator[Diagnostic]:
    """Compare two files role by role."""
    prose = [library.prose.get(each.place.path) for each in (source, text)]
    if prose[0] is None or prose[1] is None or not _readable(source, text):
        return
    ours, theirs = (_by_role(read(each).body, dialled) for each in (prose[0], prose[1]))
    for role, facts in ours.items():
        others = theirs.get(role, [])
        if not others:
            continue
        if len(facts) == len(others):
            for one, other in zip(facts, others, strict=True):
                yield from _compare([one], [other], movable=True, siblings=(facts, others))
        else:
            yield from _compare(facts, others, movable=False)


def _by_role(readings: Iterable[Reading], dialled: Collection[str]) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for reading in readings:
        found[reading.role].append(Facts(reading, dialled))
    return found


Siblings = tuple[Sequence[Facts], Sequence[Facts]]


def _compare(
    ours: Sequence[Facts], theirs: Sequence[Facts], *, movable: bool, siblings: Siblings = ((), ())
) -> Iterator[Diagnostic]:
    """Yield what two passages, or the passages of two sections, say differently.

    What is `movable` may stand in another passage of the same section (`siblings`): a date, a share, a count. A phone
    number or an amount may not, for each step of a list is read, and printed, alone.
    """
    if len(ours) == len(theirs) and all(surely_equal(a.reading, b.reading) for a, b in zip(ours, theirs, strict=True)):
        return
    yield from _phones(ours, theirs)
    yield from _money(ours, theirs)
    yield from _days(ours, theirs, siblings if movable else (ours, theirs))
    yield from _shares(ours, theirs, siblings if movable else (ours, theirs))
    yield from _numbers(ours, theirs)


def _items(facts: Sequence[Facts], pick: Callable[[Facts], Sequence[T]]) -> list[tuple[Reading, T]]:
    return [(each.reading, one) for each in facts for one in pick(each)]


def _unmatched(
    ours: list[tuple[Reading, T]], theirs: list[tuple[Reading, T]], same: Callable[[T, T], bool]
) -> tuple[list[tuple[Reading, T]], list[tuple[Reading, T]]]:
    """Return what either side has and the other has not."""
    return (
        [pair for pair in ours if not any(same(pair[1], other) for _, other in theirs)],
        [pair for pair in theirs if not any(same(pair[1], other) for _, other in ours)],
    )


def _written(pair: tuple[Reading, T] | None) -> str:
    return _NONE if pair is None else pair[0].plain[pair[1].start : pair[1].end]


def _at(pair: tuple[Reading, T] | None, theirs: Sequence[Facts]) -> Place:
    """Return the place of a figure in the translation, or of the passage that lacks it."""
    if pair is not None:
        return pair[0].place(pair[1].start, pair[1].end)
    reading = theirs[0].reading
    return reading.place(*(reading.sentences[0] if reading.sentences else (0, len(reading.plain))))


def _report(
    code: str, ours: list[tuple[Reading, T]], theirs: list[tuple[Reading, T]], facts: Sequence[Facts]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each figure that one side lacks: the first of the source with the first of the other."""
    for index in range(max(len(ours), len(theirs))):
        one = ours[index] if index < len(ours) else None
        other = theirs[index] if index < len(theirs) else None
        yield Diagnostic.at(code, _at(other, facts), source=_written(one), text=_written(other))


def _phones(ours: Sequence[Facts], theirs: Sequence[Facts]) -> Iterator[Diagnostic]:
    same: Callable[[Phone, Phone], bool] = lambda one, other: one.number == other.number  # noqa: E731
    missing, extra = _unmatched(_items(ours, lambda f: f.phones), _items(theirs, lambda f: f.phones), same)
    missing = [pair for pair in missing if not _counted(pair[1].number, theirs)]
    extra = [pair for pair in extra if not _counted(pair[1].number, ours)]
    yield from _report("PAR001", missing, extra, theirs)


def _counted(number: str, facts: Sequence[Facts]) -> bool:
    """Return whether the other side has the number too, with a unit behind it."""
    return any(str(count.value) == number for each in facts for count in each.counts)


def _money(ours: Sequence[Facts], theirs: Sequence[Facts]) -> Iterator[Diagnostic]:
    """Yield PAR002 for amounts that differ, and PAR003 for those that differ only in how sure they are."""

    def value(one: Money, other: Money) -> bool:
        return (one.value, one.currency) == (other.value, other.currency)

    source, text = _items(ours, lambda f: f.money), _items(theirs, lambda f: f.money)
    missing, extra = _unmatched(source, text, value)
    if extra and any(vague_money(each.reading) for each in ours):  # 十几万元 is more than 100,000 yuan
        extra = [pair for pair in extra if pair[1].degree == "exactly"]
    if missing and any(vague_money(each.reading) for each in theirs):
        missing = [pair for pair in missing if pair[1].degree == "exactly"]
    yield from _report("PAR002", missing, extra, theirs)
    both = [(one, other) for one in source for other in text if value(one[1], other[1])]
    for one, other in both:
        rest = [pair for pair in both if value(pair[0][1], one[1])]
        if not any(alike(first[1].degree, other[1].degree) for first, _ in rest):
            yield Diagnostic.at("PAR003", _at(other, theirs), source=_written(one), text=_written(other))
        elif not any(alike(one[1].degree, second[1].degree) for _, second in rest):
            yield Diagnostic.at("PAR003", _at(rest[0][1], theirs), source=_written(one), text=_written(rest[0][1]))


def _days(ours: Sequence[Facts], theirs: Sequence[Facts], wide: Siblings) -> Iterator[Diagnostic]:
    """Yield PAR004 for dates and times. A month or year alone counts only where the other side has another one."""
    missing, extra = _unmatched(_items(ours, lambda f: f.days), _items(theirs, lambda f: f.days), Day.agrees)
    far_ours, far_theirs = _items(wide[0], lambda f: f.days), _items(wide[1], lambda f: f.days)
    missing = [pair for pair in missing if not _elsewhere(pair[1], far_theirs, theirs)]
    extra = [pair for pair in extra if not _elsewhere(pair[1], far_ours, ours)]
    if not (missing and extra):
        missing = [pair for pair in missing if pair[1].parts > 1]
        extra = [pair for pair in extra if pair[1].parts > 1]
    yield from _report("PAR004", missing, extra, theirs)
    clocks = _unmatched(_items(ours, lambda f: f.clocks), _items(theirs, lambda f: f.clocks), Clock.agrees)
    late = [pair for pair in clocks[0] if not _hour(pair[1], theirs)]
    early = [pair for pair in clocks[1] if not _hour(pair[1], ours)]
    if late and early:
        yield from _report("PAR004", late, early, theirs)


def _elsewhere(day: Day, far: list[tuple[Reading, Day]], near: Sequence[Facts]) -> bool:
    """Return whether a date stands in another passage, or its last part as a bare number in this one."""
    bare = {count.value for each in near for count in each.counts}
    return any(day.agrees(other) for _, other in far) or day.day in bare or (day.parts == 1 and day.year in bare)


def _hour(clock: Clock, near: Sequence[Facts]) -> bool:
    """Return whether the other side gives the hour as a bare number: «at 10»."""
    hours = {clock.minutes // 60, clock.minutes // 60 % 12 or 12}
    return clock.minutes % 60 == 0 and any(count.value in hours for each in near for count in each.counts)


def _shares(ours: Sequence[Facts], theirs: Sequence[Facts], wide: Siblings) -> Iterator[Diagnostic]:
    """Yield PAR005 for percentages; what one side puts in words that cannot be read, such as «half», is left alone."""
    missing = [p for p in _items(ours, lambda f: f.shares) if p[1].percent not in _percents(wide[1])]
    extra = [p for p in _items(theirs, lambda f: f.shares) if p[1].percent not in _percents(wide[0])]
    if not (missing and extra):
        worded = {50, 25, 75, 20, 10, 100}
        missing = [p for p in missing if p[1].percent not in worded and round(p[1].percent) not in (33, 67)]
        extra = [p for p in extra if p[1].percent not in worded and round(p[1].percent) not in (33, 67)]
    yield from _report("PAR005", missing, extra, theirs)


def _percents(facts: Sequence[Facts]) -> set[object]:
    return {share.percent for each in facts for share in each.shares}


def _numbers(ours: Sequence[Facts], theirs: Sequence[Facts]) -> Iterator[Diagnostic]:
    """Yield PAR006 for counts, ids and articles that contradict each other, and PAR008 for large ones left out."""
    articles = _unmatched(
        _items(ours, lambda f: f.articles), _items(theirs, lambda f: f.articles), lambda a, b: a.number == b.number
    )
    if all(articles):
        yield from _report("PAR006", *articles, theirs)
    same: Callable[[Count, Count], bool] = lambda one, other: one.value == other.value  # noqa: E731
    missing, extra = _unmatched(_items(ours, lambda f: f.counts), _items(theirs, lambda f: f.counts), same)
    numbers = {one.number for each in (*ours, *theirs) for one in each.phones}
    missing = [pair for pair in missing if str(pair[1].value) not in numbers]
    extra = [pair for pair in extra if str(pair[1].value) not in numbers]
    used: set[int] = set()
    for one in missing:
        other = next((p for p in extra if id(p[1]) not in used and _against(one[1], p[1])), None)
        if other is not None:
            used.add(id(other[1]))
            yield Diagnostic.at("PAR006", _at(other, theirs), source=_written(one), text=_written(other))
        elif one[1].large and one[1].written and not (extra or one[1].duration or isinstance(one[1].value, str)):
            yield Diagnostic.at("PAR008", _at(None, theirs), source=_written(one))


def _against(one: Count, other: Count) -> bool:
    """Return whether two different numbers must mean the same thing: the same unit, or both large and without one."""
    if one.unit or other.unit:
        return one.unit == other.unit
    return one.large and other.large and isinstance(one.value, str) == isinstance(other.value, str)


def _lists(source: LocalText, text: LocalText) -> Iterator[Diagnostic]:
    """Yield PAR007 for each list that has more or fewer items than its source."""
    ours, theirs = dict(_lengths(source)), dict(_lengths(text))
    for role, (length, _) in ours.items():
        there, place = theirs.get(role, (0, text.place))
        if length != there:
            yield Diagnostic.at("PAR007", place, role=role or _NONE, source=length, text=there)
    for role, (length, place) in theirs.items():
        if role not in ours and length:
            yield Diagnostic.at("PAR007", place, role=role or _NONE, source=0, text=length)


Length = tuple[str, tuple[int, Place]]


def _lengths(text: LocalText) -> Iterator[Length]:
    """Yield how many items each list has, by role, and where it begins."""
    if isinstance(text, TacticText):
        lists = {"how": text.how, "red-flags": text.red_flags, "loss": text.loss, "never": text.never}
        lists |= {"stop": text.actions.stop, "verify": text.actions.verify, "report": text.actions.report}
    elif isinstance(text, AudienceText):
        lists = {"meets": text.meets, "remember": text.remember, "talk": text.talk}
    elif isinstance(text, CaseText):
        lists = {"lesson": text.lesson}
        yield from _section(text.story)
        yield from _section(text.turning_point)
    else:
        lists = {}
        for number, section in enumerate(text.sections if isinstance(text, PageText) else (), 1):
            yield from _section(section, str(number))
    for role, items in lists.items():
        yield role, (len(items), items[0].place if items else text.place)


def _section(section: Section, number: str = "") -> Iterator[Length]:
    yield section.id or number, (len(section.items), section.items[0].place if section.items else section.place)
    for index, part in enumerate(section.subsections, 1):
        yield from _section(part, f"{number}.{index}")
