"""The letter in two languages: which are made, both sides read back each in its own, and one cut for both slips."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.letter import Slip
from fanzha.model import Artifact
from fanzha.pdf.pages import MM_PER_PT, read_pages
from tests.print_samples import FIVE, library, printed, problems, tactic
from tests.test_letter import EN, ZH, codes_of, made_of, options, plan

LONG = Slip(
    statement=Text(
        "I have read this letter and gone through each of the three points in it with my child over dinner."
    ),
    give_to=Text("Please hand in."),
)
"""Takes two lines where the Chinese slip takes one."""
BOTH = {"zh": ZH, "en": dataclasses.replace(EN, slip=LONG)}
SECOND = Text("en")
PATH = "letter/parents.zh-en.pdf"


@pytest.fixture(scope="module")
def sheet(workshop: Workshop) -> tuple[Artifact, bytes]:
    artifact = made_of(library(), options(second=SECOND, texts=BOTH))[PATH]
    return artifact, printed(artifact, workshop)


def changed(data: bytes, change: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_one_sheet_for_both_languages_and_words_for_a_chat_in_each() -> None:
    made = made_of(library(), options(second=SECOND, press="also", tactics=(Text(FIVE[0]),)))
    assert list(made) == [PATH, "letter/parents-press.zh-en.pdf", "letter/parents.zh.txt", "letter/parents.en.txt"]
    assert made[PATH].title == "致家长的一封信 · 中英双语" and made[PATH].subjects == (FIVE[0],)
    assert {one.printing.sides for one in made.values() if one.printing} == {2}
    assert made["letter/parents-press.zh-en.pdf"].title == "致家长的一封信（送印刷店） · 中英双语"
    english = made_of(library(), options(second=Text("zh"), locales=(SECOND,)))
    assert list(english) == ["letter/parents.en-zh.pdf", "letter/parents.en.txt", "letter/parents.zh.txt"]


def test_the_finished_sheet_has_no_findings(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = sheet
    assert problems(artifact, data, workshop) == set()


def test_each_side_says_all_in_its_language_and_where_the_other_is(sheet: tuple[Artifact, bytes]) -> None:
    front, back = ("".join(page.text.split()) for page in read_pages(sheet[1]))
    for said in ("致家长的一封信", "请记住三条", "回执", "学生姓名", "晴川县反诈宣传站", "Englishontheotherside"):
        assert said in front and said not in back
    for said in ("Alettertoparents", "Pleaseremember", "Replyslip", "Child’sname", "QingchuanAnti", "中文在背面"):
        assert said in back and said not in front
    for said in ("96110", "110", "2026-11-22", "fanzha.example"):
        assert said in front and said in back


def test_one_cut_parts_both_slips_also_when_one_is_longer(sheet: tuple[Artifact, bytes]) -> None:
    pages, places = destinations(sheet[1])
    (front, _, above), (back, _, below) = places["cut"], places["cut-2"]
    assert (pages, front, back) == (2, 1, 2) and abs(above - below) * MM_PER_PT < 0.1
    for page, reply in zip(read_pages(sheet[1]), ("回执", "Replyslip"), strict=True):
        tops = [297 - line.box.top for line in page.lines if reply in line.text]
        assert tops and all(2 < above * MM_PER_PT - top < 12 for top in tops), "just below the cut"
    hand_in = [line.box.bottom for line in read_pages(sheet[1])[1].lines if "handin" in line.text]
    assert hand_in and max(hand_in) < 297 - 8, "the longer one has room too"


def runs(pdf: Any) -> Iterator[tuple[int, str]]:
    """Yield the page (from 1) and the language of each tagged run, as a screen reader finds them."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}

    def below(element: Any, locale: str, page: Any) -> Iterator[tuple[int, str]]:
        locale, page = str(element.get("/Lang", locale)), element.get("/Pg", page)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid, locale, page)
            else:
                yield numbers[(kid.Pg if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid else page).objgen], locale

    yield from below(pdf.Root.StructTreeRoot, str(pdf.Root.Lang), None)


def test_a_screen_reader_is_told_the_language_of_every_run(sheet: tuple[Artifact, bytes]) -> None:
    with pikepdf.open(io.BytesIO(sheet[1])) as pdf:
        found = list(runs(pdf))
        assert {"/Link"}.isdisjoint(
            {str(thing.get("/S")) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)}
        )
    front, back = ([locale for page, locale in found if page == number] for number in (1, 2))
    assert len(front) > 40 and len(back) > 40
    assert (front.count("en"), back.count("zh")) == (1, 1), "where the other language is"
    assert set(front) == set(back) == {"zh", "en"}


def test_the_same_input_gives_the_same_bytes(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    assert printed(sheet[0], workshop) == sheet[1]


def moved(pdf: Any, mark: str, mm: float) -> None:
    names = pdf.Root.Names.Dests.Names
    at = next(index for index in range(0, len(names), 2) if str(names[index]) == mark)
    names[at + 1][3] = float(names[at + 1][3]) + mm / MM_PER_PT


def cut_moved(pdf: Any) -> None:
    moved(pdf, "cut-2", -2)


def both_cuts_moved(pdf: Any) -> None:
    moved(pdf, "cut", 60)
    moved(pdf, "cut-2", 60)


def turned(pdf: Any) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[0]


def back_lost(pdf: Any) -> None:
    del pdf.pages[1]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (cut_moved, {"FIT006"}),
        (both_cuts_moved, {"FIT006", "QR001"}),
        (turned, {"FIT006"}),
        (back_lost, {"FIT002", "QR001"}),
    ],
)
def test_verify_refuses_a_back_that_does_not_match_its_front(
    change: Any, codes: set[str], sheet: tuple[Artifact, bytes], workshop: Workshop
) -> None:
    assert codes <= problems(sheet[0], changed(sheet[1], change), workshop)


def test_a_back_that_is_too_long_is_refused(workshop: Workshop) -> None:
    long = dataclasses.replace(EN, paragraphs=(Text("Somebody may call you and ask for a fee. " * 60),))
    artifact = made_of(library(), options(second=SECOND, texts={"zh": ZH, "en": long}))[PATH]
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


def test_what_cannot_be_made_in_two_languages_is_told_where_it_is_written() -> None:
    whole, bare = library(), dataclasses.replace(EN, slip=None)
    chinese = tactic("chinese")
    only = {"chinese": dataclasses.replace(chinese, texts={"zh": chinese.texts["zh"]})}
    assert codes_of(whole, options(second=SECOND, large=True)) == ["LOAD039"]
    assert codes_of(whole, options(second=Text("fr"))) == ["LOAD020"]
    assert codes_of(whole, options(second=Text("zh"))) == ["LOAD020"]
    assert codes_of(whole, options(second=SECOND, texts={"zh": ZH})) == ["LINK001"]
    assert codes_of(whole, options(second=SECOND, texts={"zh": ZH, "en": bare})) == ["LOAD013"]
    named = options(second=SECOND, tactics=(Text("chinese"),))
    assert codes_of(library(only), named) == ["LANG006"]
    assert [one.path for one in plan(library(only), named) if not isinstance(one, Diagnostic)] == [
        "letter/parents.zh.txt"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("fields", [{"second": Text("zh"), "locales": (SECOND,)}, {"second": SECOND, "press": "only"}])
def test_english_first_and_for_the_print_shop(fields: dict[str, Any], workshop: Workshop) -> None:
    (artifact,) = (one for path, one in made_of(library(), options(**fields)).items() if path.endswith(".pdf"))
    assert problems(artifact, printed(artifact, workshop), workshop) == set()
