"""Lines of Arabic script: joined letters, from right to left, numbers in their own order, no dot lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fanzha import pixels
from fanzha.fonts import MissingFont
from fanzha.pixels.faces import outline_face
from fanzha.pixels.shaped import ShapedFace

UYGHUR = pixels.Typeface(joined="ug")
LETTERS = "ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"

MONEY = [
    "..............####.........................",
    "..............####.........................",
    "..............####........###..............",
    "..............####........#.##.............",
    "..............####........###..............",
    "..............####.........###.............",
    "..............####.......###...............",
    "..............####.....####................",
    "..............####.........................",
    "..............####.........................",
    "..............####.....########......####..",
    "..............####....##########.....####..",
    "..............####....####..####.....####..",
    "..............####....####..#####...#####..",
    "..####........####....###################..",
    "..####.......#####.....#################...",
    "..####.......####.......###############....",
    "..#####....######...........####...........",
    "..##############...........#####....##.##..",
    "...###########..........#######.....##.##..",
    "......#####........###########.............",
    "...................##########........##....",
    "...................####..............##....",
]
"""`پۇل` (money): the tail of ل ends the word at the left, three dots of two by two LEDs stand below پ."""


def rows_of(text: str, rows: int = 32, em: int = 23) -> list[str]:
    """Return the rows of a line that have dots."""
    return [row for row in pixels.picture_rows(pixels.set_line(text, UYGHUR.at(em), rows)) if row.strip(".")]


def test_the_dots_of_a_word() -> None:
    assert rows_of("پۇل") == MONEY


def test_letters_join_and_are_not_those_that_stand_alone() -> None:
    face = UYGHUR.at(23)
    apart = "پ\u200cۇ\u200cل"  # a mark between them that forbids it
    assert pixels.measure("پۇل", face) + 10 < pixels.measure(apart, face)
    (word,) = (glyph.dots for _, glyph, _ in face.placed("پۇل"))  # type: ignore[attr-defined]
    alone = [face.glyph(letter).dots for letter in "پۇل"]
    assert word is not None and all(one is not None and _lies_in(one, word) is False for one in alone[:2])


def _lies_in(small: Image.Image, large: Image.Image) -> bool:
    """Return whether a picture is a part of another, dot for dot."""
    (wide, high), (columns, rows) = small.size, large.size
    return any(
        large.crop((x, y, x + wide, y + high)).tobytes() == small.tobytes()
        for x in range(columns - wide + 1)
        for y in range(rows - high + 1)
    )


def test_a_line_is_read_from_the_right_and_a_number_in_it_from_the_left() -> None:
    face = UYGHUR.at(28)
    picture = pixels.set_line("پۇل 96110", face, 32, ["96110"])
    digits = picture.point([0, 0, 255] + [0] * 253, "1")
    letters = picture.point([0, 255, 0] + [0] * 253, "1")
    number, word = digits.getbbox(), letters.getbbox()
    assert number is not None and word is not None and number[2] < word[0]
    alone = pixels.set_line("96110", outline_face(28), 32, ["96110"]).point([0, 0, 255] + [0] * 253, "1")
    assert digits.crop(number).tobytes() == alone.crop(alone.getbbox()).tobytes()


def test_two_numbers_stand_in_the_order_of_the_line_and_latin_words_keep_theirs() -> None:
    face = UYGHUR.at(28)
    found = [(index, x) for x, _, index in face.placed("110 96110")]  # type: ignore[attr-defined]
    assert [index for index, _ in sorted(found, key=lambda one: one[1])] == [4, 5, 6, 7, 8, 3, 0, 1, 2]
    words = [index for _, _, index in face.placed("App 96110")]  # type: ignore[attr-defined]
    assert words == list(range(9))


def test_a_word_of_joined_letters_is_never_split() -> None:
    text = "قەرزدىن ئاۋۋال پۇل تۆلىتىدۇ، 110غا تېلېفون قىلىڭ؛ «پۇل» بەرمەڭ؟"
    assert pixels.atoms(text) == [
        "قەرزدىن", " ئاۋۋال", " پۇل", " تۆلىتىدۇ،", " 110غا", " تېلېفون", " قىلىڭ؛", " «پۇل»", " بەرمەڭ؟",
    ]  # fmt: skip
    found = pixels.pages(text, lambda part: pixels.measure(part, UYGHUR.at(23)) <= 190)
    assert len(found) > 2 and sorted(" ".join(found).replace("،", "").replace("؛", "").split()) == sorted(
        text.replace("،", "").replace("؛", "").split()
    )
    assert not [page for page in found if page[0] in "،؛؟»"] and not [page for page in found if page[-1] in "«،؛"]


@pytest.mark.parametrize("rows", [32, 48, 64])
def test_all_letters_in_all_forms_fit_the_rows_of_a_screen(rows: int) -> None:
    *_, smallest = UYGHUR.sizes(rows)
    forms = [form for letter in LETTERS for form in (letter, f"ل{letter}", f"{letter}ل", f"ل{letter}ل")]
    assert pixels.missing("".join(forms), smallest) == []
    assert [form for form in forms if not pixels.fitting(form, smallest, rows)] == []


@pytest.mark.parametrize("font", ["dejavu-sans-bold", "dejavu-sans"])
def test_the_marks_of_letters_are_two_by_two_lights_and_stand_apart_in_every_size(font: str) -> None:
    typeface = pixels.Typeface(pixels.Fonts(arabic=font), "ug")  # type: ignore[arg-type]
    for face in {face.em: face for rows in (32, 36, 48) for face in typeface.sizes(rows)}.values():
        for letter, marks in MARKS.items():
            found = sorted(pieces(face.glyph(letter).dots), reverse=True)[1:]
            assert len(found) == marks and all(size >= 4 for size in found), (face.em, letter)


MARKS = {"ب": 1, "پ": 3, "ت": 2, "ج": 1, "چ": 3, "خ": 1, "ز": 1, "ژ": 3, "ش": 3, "غ": 1, "ف": 1, "ق": 2, "ن": 1, "ې": 2}
"""How many dots stand above or below a letter."""


def pieces(picture: Image.Image | None) -> list[int]:
    """Return how many lights each part of a picture has that touches no other, not even at a corner."""
    assert picture is not None
    left = {(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y))}
    found = []
    while left:
        edge, size = [left.pop()], 1
        while edge:
            x, y = edge.pop()
            near = left & {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
            left, size = left - near, size + len(near)
            edge += near
        found.append(size)
    return found


WORD = st.text(st.sampled_from(LETTERS), min_size=1, max_size=8)
PART = WORD | st.sampled_from(["96110", "110", "3,000", "App", "«", "»", "،", "؟", "(", ")", "钱", "\u200c", "🚓"])


def _dots(line: Image.Image) -> bytes:
    """Return what a line shows; nothing for one of marks that have no dots, such as a non-joiner."""
    box = line.getbbox()
    return line.crop(box).tobytes() if box else b""


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(PART, min_size=1, max_size=6), rows=st.sampled_from([32, 48, 64]))
def test_any_line_keeps_all_its_dots_or_is_refused_by_name(parts: list[str], rows: int) -> None:
    text = " ".join(parts)
    *_, face = UYGHUR.sizes(rows)
    lacking = pixels.missing(text, face)
    assert set(lacking) == {char for char in text if char in "钱🚓"}
    if lacking or not pixels.fitting(text, face, rows):
        return
    line = pixels.set_line(text, face, rows, ["96110"])
    assert line.size == (pixels.measure(text, face), rows)
    assert set(line.tobytes()) <= {pixels.OFF, pixels.TEXT, pixels.NUMBER}
    assert (pixels.NUMBER in line.tobytes()) == ("96110" in parts)
    roomy = pixels.set_line(text, face, rows * 3, ["96110"])
    assert _dots(line) == _dots(roomy)
    alone = [one for one in parts if one != "\u200c"]
    assert (line.getbbox() is not None) == bool(alone)


def test_each_script_has_its_own_font() -> None:
    own = pixels.Typeface(pixels.Fonts(latin="dejavu-sans-bold")).at(31)
    usual, wide = pixels.Typeface().at(31), outline_face(31, pixels.FONTS["dejavu-sans-bold"].path)
    rows = [pixels.picture_rows(pixels.set_line(text, face, 32)) for text, face in (("反", own), ("反", usual))]
    assert rows[0] == rows[1]
    assert own.glyph("R").advance == wide.glyph("R").advance != usual.glyph("R").advance


def test_a_font_that_is_not_installed_names_its_package(tmp_path: Path) -> None:
    font = pixels.FONTS["dejavu-sans-bold"]
    with pytest.raises(MissingFont) as missing:
        ShapedFace(tmp_path / "none.ttf", 23, font.package, "ug", outline_face(23))
    assert missing.value.package == "fonts-dejavu-core"


def test_without_fribidi_the_package_is_named_and_nothing_is_drawn_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import features

    monkeypatch.setattr(features, "check_feature", lambda name: name != "raqm")
    font = pixels.FONTS["dejavu-sans-bold"]
    face = ShapedFace(font.path, 23, font.package, "ug", outline_face(23))
    with pytest.raises(MissingFont) as missing:
        face.glyph("پ")
    assert missing.value.package == "libfribidi0"
