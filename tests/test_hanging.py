"""Opening marks at the start of a line stand flush: what is seen of them is where hanzi begin in the lines around."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanzha import markup
from fanzha.pdf import typeset
from fanzha.pdf.pages import Line, read_pages

CSS = """
@page { size: 100mm 80mm; margin: 10mm }
body { margin: 0 }
p { width: 60pt; margin: 0 0 4mm; font-size: 10pt; line-height: 1.5 }
"""
EM = 10 / 72 * 25.4
"""Mm."""


def made(body: str, cache: Path, lang: str = "zh") -> bytes:
    html = f'<html lang="{lang}"><head><title>反诈</title></head><body>{body}</body></html>'
    return typeset(html, [CSS, markup.STYLES], {}, cache)


def lines(data: bytes) -> list[Line]:
    (page,) = read_pages(data)
    return list(page.lines)


def left(line: Line) -> float:
    """Return how far, in em, the ink of a line begins from the margin."""
    return (min(glyph.box.left for glyph in line.glyphs) - 10) / EM


@pytest.mark.parametrize(
    ("before", "second"),
    [
        ("一二三<br>", "“老师”说"),  # before this mark no line breaks by itself: Unicode UAX 14, LB19
        ("一二三四五六", "《公告》"),
        ("一二三四五六", "（别信）"),
        ("一二三四五六", "「老师」"),
    ],
)
def test_a_line_that_starts_with_an_opening_mark_stands_flush(before: str, second: str, cache: Path) -> None:
    upper, line = lines(made(f"<p>{before}{second}</p>", cache))
    assert (upper.text, line.text) == (before.removesuffix("<br>"), second)
    assert -0.02 < left(line) < 0.2, "half of its square is white and hangs out"
    inside = next(glyph for glyph in line.glyphs if glyph.char == second[1])
    assert (inside.box.left - 10) / EM == pytest.approx(0.5, abs=0.1), "what follows moves with it"


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ('<p style="text-align:center">“老师”</p>', 1.6),
        ('<p style="text-align:right">“老师”</p>', 2.6),
        ('<p lang="en">“Sir”</p>', 0.0),
        ("<p>" + markup.inline("“老师”说", "zh", heading=True) + "</p>", 0.1),
        ('<p><span style="padding-left:1em"></span>老师“说”</p>', 1.0),
    ],
    ids=["centred", "to the right", "English", "squeezed already", "a mark within the line"],
)
def test_no_other_line_moves(body: str, begins: float, cache: Path) -> None:
    (line,) = lines(made(body, cache))
    assert left(line) == pytest.approx(begins, abs=0.11)


def test_marks_hang_wherever_a_line_starts_and_the_text_stays_as_it_is(cache: Path) -> None:
    body = (
        '<p style="text-indent:2em">“一二，三四五六七，八”</p>'
        '<div style="position:absolute;left:10pt;top:60pt"><p><strong>“老师”</strong>说：你好啊</p></div>'
    )
    data = made(body, cache)
    assert data == made(body, cache), "the same bytes each time"
    found = lines(data)
    assert [line.text for line in found] == ["“一二，", "三四五六七，", "八”", "“老师”说：", "你好啊"]
    assert [left(line) for line in found] == pytest.approx([2.1, 0, 0, 1.1, 1], abs=0.11)
