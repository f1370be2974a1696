"""`fanzha coverage`: how much there is in each language, and what of the inventory is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from fanzha.cli.console import Console, as_records
from fanzha.cli.session import JSON, Session, fail
from fanzha.config import DOCS, INVENTORY
from fanzha.diagnostics import Diagnostic, Severity, severity_of
from fanzha.load.names import split_path

if TYPE_CHECKING:
    from fanzha.coverage import Count, Coverage, Gap

_KINDS = {
    "tactics": ("骗局", "tactics"),
    "tactics-loss": ("　写了“钱已经转出去”", "- with steps after a loss"),
    "cases": ("案例", "cases"),
    "audiences": ("人群", "audiences"),
    "audiences-speech": ("　有两分钟讲话", "- with a two-minute talk"),
    "slogans": ("标语", "slogans"),
    "questions": ("测验题", "quiz questions"),
    "rhymes": ("顺口溜", "rhymes"),
    "pages": ("其他页面", "other pages"),
}
_PLACES = 3
"""Blanks between columns."""


@click.command(short_help="写了多少，还缺什么 · What is written, what is missing")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", help="输出格式，默认 text。 Output."
)
@JSON
@click.pass_obj
def coverage(session: Session, output: str, as_json: bool) -> None:
    """数一数每种内容、每种语言写了多少，标语适合哪些渠道，清单 materials/registry/inventory.yml 里还缺哪些；缺就返回1。

    Count what is written of each kind in each language, how many slogans suit each channel, and what of the inventory
    in materials/registry/inventory.yml is missing; the exit code is 1 when something is.
    """
    from fanzha.coverage import coverage as covered
    from fanzha.load import load_project

    console = session.console(as_json or output == "json")
    library, problems = load_project(session.root(console))
    if library is None:
        fail(console, problems)
    wrong = [one for one in problems if one.place.path == INVENTORY]
    found = covered(library)
    unread = _errors_of(found.gaps, problems)
    ok = found.complete and not wrong
    if console.json:
        console.emit({"ok": ok, **_record(found), "diagnostics": as_records([*wrong, *unread])})
    else:
        _print(console, found)
        console.diagnostics([*wrong, *unread])
        _conclude(console, found, wrong, listed=library.inventory is not None)
    raise SystemExit(0 if ok else 1)


def _errors_of(gaps: Iterable[Gap], problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the errors in files of what is missing: it may be written, and only not be readable."""
    missing = {(gap.kind, gap.slug) for gap in gaps}
    below = [one for one in problems if one.place.path.startswith(f"{DOCS}/") and severity_of(one) is Severity.ERROR]
    return [one for one in below if split_path(one.place.path)[:2] in missing]


def _record(found: Coverage) -> dict[str, object]:
    return {
        "counts": {
            kind: {locale: {"there": one.there, "stale": one.stale} for locale, one in counts.items()}
            for kind, counts in found.counts.items()
        },
        "channels": [
            {
                "channel": one.channel,
                "locale": one.locale,
                "fit": one.fit,
                "declare": one.declare,
                "total": one.total,
                "share": round(one.share, 4),
                "tactics_without": list(one.without),
            }
            for one in found.channels
        ],
        "missing": [
            {"kind": one.kind, "slug": one.slug, "locale": one.locale, "place": str(one.place)} for one in found.gaps
        ],
        "too_few": [
            {"kind": one.kind, "there": one.there, "wanted": one.wanted, "place": str(one.place)} for one in found.few
        ],
        "not_listed": {kind: list(slugs) for kind, slugs in found.besides.items()},
    }


def _print(console: Console, found: Coverage) -> None:
    """Print the two tables, what is missing line by line with its place in the inventory, and what it does not list."""
    locales = list(next(iter(found.counts.values())))
    rows = [
        [console.words(*_KINDS[kind]), *(_cell(console, counts[locale]) for locale in locales)]
        for kind, counts in found.counts.items()
    ]
    _table([[console.words("内容", "kind"), *locales], *rows])
    head = [
        ("渠道", "channel"),
        ("语言", "language"),
        ("放得下", "fit"),
        ("写明", "declared"),
        ("缺的骗局", "tactics without"),
    ]
    channels = [
        [one.channel, one.locale, f"{one.fit} ({one.share:.0%})", str(one.declare), str(len(one.without))]
        for one in found.channels
    ]
    click.echo()
    _table([[console.words(*words) for words in head], *channels])
    missing = [
        f"{one.place}  {console.words('缺', 'missing')}: {_named(console, one.kind)} {one.slug}"
        + (f" ({one.locale})" if one.locale else "")
        for one in found.gaps
    ]
    missing += [
        f"{one.place}  {console.words('太少', 'too few')}: {_named(console, one.kind)} {one.there} / {one.wanted}"
        for one in found.few
    ]
    besides = [
        f"{console.words('清单上没有的', 'not listed')}: {_named(console, kind)} {', '.join(slugs)}"
        for kind, slugs in found.besides.items()
        if slugs
    ]
    for lines in (missing, besides):
        if lines:
            click.echo("\n" + "\n".join(lines))


def _named(console: Console, kind: str) -> str:
    return console.words(*_KINDS[kind])


def _cell(console: Console, count: Count) -> str:
    stale = f" ({console.words(f'{count.stale}份过时', f'{count.stale} stale')})" if count.stale else ""
    return f"{count.there}{stale}"


def _conclude(console: Console, found: Coverage, wrong: Sequence[Diagnostic], *, listed: bool) -> None:
    if wrong:
        console.say("清单有错，没有对照。", "The inventory has errors; nothing was compared with it.")
    elif not listed:
        console.say(f"没有清单：{INVENTORY}。", f"There is no inventory: {INVENTORY}.")
    elif found.complete:
        console.say("清单上的都有了。", "Everything in the inventory is there.")
    else:
        count, few = len(found.gaps), len(found.few)
        console.say(f"清单上缺{count}项，{few}项数量不够。", f"{count} missing, {few} too few.")


def _table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns: the first to the left, the others to the right; a hanzi takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells: Iterable[str] = (
            " " * (width + _PLACES - _width(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)
        )
        click.echo(first + " " * (widths[0] - _width(first)) + "".join(cells))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
