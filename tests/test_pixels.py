"""Dot-exact text: single dots as strings, and what must hold for every character a slogan may use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fanzha import pixels
from fanzha.fonts import MissingFont

NUMBER_16 = [
    "...###.....####......#.......#.....###..",
    "..#...#...#........###.....###....#...#.",
    ".#.....#.#...........#.......#...#.....#",
    ".#.....#.#...........#.......#...#.....#",
    ".#.....#.#.###.......#.......#...#.....#",
    "..#...##.##...#......#.......#...#.....#",
    "...###.#.#.....#.....#.......#...#.....#",
    ".......#.#.....#.....#.......#...#.....#",
    ".......#.#.....#.....#.......#...#.....#",
    "......#...#...#......#.......#....#...#.",
    "..####.....###.....#####...#####...###..",
]

FAN_16 = [
    "...........#....",
    "........#####...",
    "..######........",
    "..#.............",
    "..#.............",
    "..###########...",
    "..#..#......#...",
    "..#..#.....#....",
    "..#...#....#....",
    "..#...#...#.....",
    "..#....#.#......",
    "..#.....#.......",
    ".#.....#.#......",
    ".#....#...#.....",
    "#...##.....##...",
    "..##.........##.",
]


def gb2312_hanzi() -> list[str]:
    """Return the 6,763 hanzi of GB2312."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [pair.decode("gb2312") for pair in pairs if pair < b"\xd7\xfa" or pair >= b"\xd8\xa1"]


def fits(width: int, face: pixels.Face) -> Callable[[str], bool]:
    """Return the test whether a text fits `width` dots."""
    return lambda text: pixels.measure(text, face) <= width


def dots(text: str, face: pixels.Face, rows: int) -> list[str]:
    """Return the line as rows of `.`, `#` and `@`."""
    return pixels.picture_rows(pixels.set_line(text, face, rows))


def test_the_number_at_16_rows_is_exactly_these_dots() -> None:
    rows = dots("96110", pixels.bitmap_face(), 16)
    inked = [row for row in rows if "#" in row]
    assert inked == NUMBER_16


def test_a_hanzi_at_16_rows_is_exactly_these_dots() -> None:
    assert dots("反", pixels.bitmap_face(), 16) == FAN_16


def test_hanzi_and_digits_stand_apart_but_digits_do_not() -> None:
    small, large = pixels.bitmap_face(), pixels.outline_face(31)
    assert pixels.measure("拨96110问", small) == 2 * 16 + 5 * 8 + 2 * 1
    apart = pixels.measure("拨96110", large) - pixels.measure("拨", large) - pixels.measure("96110", large)
    assert apart == 2


def test_quotes_lose_their_empty_half() -> None:
    assert pixels.measure("“安全账户”不安全", pixels.bitmap_face()) == 128


@pytest.mark.parametrize("rows", [16, 32])
def test_no_hanzi_of_gb2312_is_cut_or_missing(rows: int) -> None:
    face = pixels.face_for(rows)
    hanzi = gb2312_hanzi()
    assert len(hanzi) == 6763
    assert pixels.missing("".join(hanzi), face) == []
    assert [char for char in hanzi if not pixels.fitting(char, face, rows)] == []


@pytest.mark.parametrize("text", ["gpqyj(Q)", "退App里gy的款", "é$|[j]üg", "áp|"])
@pytest.mark.parametrize("rows", [16, 32])
def test_letters_that_hang_below_the_line_keep_all_their_dots(text: str, rows: int) -> None:
    face = pixels.face_for(rows)
    if rows > 16 and not pixels.fitting(text, face, rows):
        face = pixels.outline_face(24)
    on_screen = sum(row.count("#") for row in dots(text, face, rows))
    roomy = sum(row.count("#") for row in dots(text, face, rows * 3))
    assert on_screen == roomy > 0


@pytest.mark.parametrize("rows", [16, 32])
def test_words_one_after_the_other_stand_on_one_baseline(rows: int) -> None:
    face = pixels.bitmap_face() if rows == 16 else pixels.outline_face(24)
    low, high = (pixels.set_line(text, face, rows).crop((0, 0, 8, rows)).getbbox() for text in ("Hang", "Hat"))
    assert low and low == high, "the H of both"


def test_a_missing_character_is_reported_and_never_drawn_as_a_box() -> None:
    for face, rows in ((pixels.bitmap_face(), 16), (pixels.outline_face(31), 32)):
        assert pixels.missing("拨🚓打🚓", face) == ["🚓"]
        assert "#" not in "".join(dots("🚓", face, rows))


def test_no_dot_is_half_lit_and_the_number_has_its_own_ink() -> None:
    line = pixels.set_line("打96110", pixels.outline_face(31), 32, ["96110"])
    assert set(line.tobytes()) == {pixels.OFF, pixels.TEXT, pixels.NUMBER}
    digits = pixels.picture_rows(pixels.set_line("1961100", pixels.bitmap_face(), 16, ["96110"]))
    assert "@" not in "".join(digits), "a longer number is not the hotline"


def test_a_page_is_centred_to_the_dot() -> None:
    line = pixels.set_line("卡在手", pixels.bitmap_face(), 16)
    left, top, right, bottom = pixels.centred(line, 128, 16).getbbox() or (0, 0, 0, 0)
    assert abs(left - (128 - right)) <= 1
    assert (top, bottom) == (0, 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("领导群里催打款，打通电话再去办", ["领导群里催打款", "打通电话再去办"]),
        ("银行卡、电话卡，出租出借会违法", ["银行卡、电话卡", "出租出借会违法"]),
        ("退改签，自己办，共享屏幕不能干", ["退改签，自己办", "共享屏幕不能干"]),
        ("“安全账户”不安全，开口转账就是骗", ["“安全账户”不安全", "开口转账就是骗"]),
        ("挂断以后自己拨打96110问一问再说", ["挂断以后自己拨打", "96110问一问再说"]),
        ("要您转账？先问96110！", ["要您转账？", "先问96110！"]),
        ("垫付2000元，再也回不来。", ["垫付2000元", "再也回不来"]),
        ("陌生链接不点它陌生电话不信它", ["陌生链接不点它", "陌生电话不信它"]),
        (
            "Refund call? Hang up, open the app, check the order",
            ["Refund call?", "Hang up", "open the app", "check the order"],
        ),
        ("Rent out your card, break the law", ["Rent out", "your card", "break the law"]),
    ],
)
def test_pages_break_by_sense_then_by_width(text: str, expected: list[str]) -> None:
    assert pixels.pages(text, fits(128, pixels.bitmap_face())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("卡在自己手，麻烦绕道走", ["卡在", "自己手", "麻烦", "绕道走"]),
        ("越叫您保密，越要告诉家人", ["越叫您", "保密", "越要告诉", "家人"]),
        ("理财要走正门，不进荐股小群", ["理财要", "走正门", "不进荐股", "小群"]),
        ("我们都在等着您来", ["我们都在", "等着您来"]),
        ("接到验证码", ["接到", "验证码"]),
    ],
)
def test_on_a_small_screen_no_word_is_torn_and_no_hanzi_stands_alone(text: str, expected: list[str]) -> None:
    assert pixels.pages(text, fits(64, pixels.bitmap_face())) == expected


def test_a_word_is_torn_only_where_it_would_cost_a_page() -> None:
    assert pixels.pages("验证码绝不给", fits(64, pixels.bitmap_face())) == ["验证码", "绝不给"]
    assert pixels.pages("骗子要验证码", fits(48, pixels.bitmap_face())) == ["骗子要", "验证码"]
    assert pixels.pages("这是验证码呀", fits(48, pixels.bitmap_face())) == ["这是验", "证码呀"]


@pytest.mark.parametrize("width", [64, 96, 128, 192])
def test_no_break_loses_a_word_or_begins_a_page_with_a_closing_mark(width: int) -> None:
    text = "接到“客服”来电说能退款（先垫付）1,000元？别信！Hang up、拨96110，问清楚。"
    found = pixels.pages(text, fits(width, pixels.bitmap_face()))
    marks = dict.fromkeys(map(ord, "，、。 "))
    assert "".join(found).translate(marks) == text.translate(marks)
    assert not [page for page in found if page[0] in "”’）》，、。！？；："]
    assert not [page for page in found if page[-1] in "“‘（《"]
    assert sum("96110" in page for page in found) == sum("1,000元" in page for page in found) == 1


def test_a_word_too_wide_for_the_screen_stays_whole() -> None:
    assert pixels.pages("Anti-telecommunications fraud", fits(64, pixels.bitmap_face()))[0] == "Anti-telecommunications"


def test_the_enlarged_picture_shows_round_beads() -> None:
    palette = pixels.Palette(text=(255, 0, 0), number=(255, 255, 0))
    line = pixels.set_line("反", pixels.bitmap_face(), 16)
    picture = pixels.dotted(line, palette, 6, 2).convert("RGB")
    assert picture.size == (16 * 6 + 4, 16 * 6 + 4)
    assert picture.getpixel((2 + 11 * 6 + 3, 2 + 3)) == (255, 0, 0), "the middle of a lit dot"
    assert picture.getpixel((2 + 3, 2 + 3)) != picture.getpixel((2 + 11 * 6 + 3, 2 + 3))
    assert picture.getpixel((2 + 11 * 6, 2)) != (255, 0, 0), "its corner"


def test_a_font_that_is_not_installed_names_its_package(tmp_path: Path) -> None:
    with pytest.raises(MissingFont) as bitmap:
        pixels.bitmap_face(tmp_path / "none.pcf")
    with pytest.raises(MissingFont) as outline:
        pixels.outline_face(31, tmp_path / "none.ttc")
    assert (bitmap.value.package, outline.value.package) == ("xfonts-wqy", "fonts-noto-cjk")
