"""The handbook in two languages: which are made, facing pages, and the language of every page and run."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pytest

from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.booklet import FORMAT, Params
from fanzha.formats.booklet.flatplan import pages_of
from fanzha.formats.booklet.imposition import imposed
from fanzha.model import Artifact
from fanzha.pdf.pages import read_pages, squeezed
from tests.print_samples import FIVE, printed, problems
from tests.test_booklet import OPTIONS, booklets, codes, leaves_of, rearranged, source, told_how

BOTH = dataclasses.replace(OPTIONS, second=Text("en"))
TWO = {slug: told_how(slug) for slug in (FIVE[1], FIVE[3])}


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> tuple[Artifact, bytes]:
    whole = source(TWO)
    sample = dataclasses.replace(whole.publisher, fictional=True)
    artifact = booklets(dataclasses.replace(whole, publisher=sample), BOTH)[0]
    return artifact, printed(artifact, workshop)


def change(**more: Any) -> Any:
    return dataclasses.replace(BOTH, **more)


def test_one_handbook_in_both_languages_to_read_to_fold_and_for_a_print_shop() -> None:
    made = booklets(source(), change(press="also"))
    assert [one.path for one in made] == [f"booklet/handbook{kind}.zh-en.pdf" for kind in ("", "-print", "-press")]
    assert made[0].title == "家庭防骗手册 · 中英双语" and made[0].locale == "zh" and len(made[0].subjects) == 5
    (first, _) = booklets(source(), change(locales=(Text("en"),), second=Text("zh")))
    assert (first.path, first.title) == ("booklet/handbook.en-zh.pdf", "Family Scam Handbook · English and Chinese")


def test_what_cannot_be_made_in_both_is_told() -> None:
    half_told = told_how(FIVE[0])
    half_told = dataclasses.replace(half_told, texts={"zh": half_told.texts["zh"]})
    whole = source({FIVE[0]: half_told, **TWO})
    assert codes(whole, change(tactics=(Text(FIVE[0]),))) == ["LANG006"]
    assert codes(whole, BOTH) == [] and booklets(whole, BOTH)[0].subjects == (FIVE[3], FIVE[1])
    assert codes(whole, change(second=Text("zh"))) == ["LOAD020"] == codes(whole, change(second=Text("fr")))
    for title in ({"zh": Text("手册")}, {"en": Text("Handbook")}):
        assert codes(whole, change(titles=title)) == ["LINK001"]


@pytest.mark.parametrize("count", [1, 2, 3, 27])
def test_each_page_on_the_left_faces_the_same_in_the_second_language(count: int) -> None:
    tactics = {f"t-{number}": told_how(f"t-{number}") for number in range(count)}
    leaves = leaves_of(booklets(source(tactics), BOTH)[0])
    assert len(leaves) % 4 == 0 and sum(leaf.kind == "notes" for leaf in leaves) in (0, 2)
    assert [leaves[0].kind, leaves[-1].kind] == ["cover", "back"]
    for left, right in zip(leaves[1:-1:2], leaves[2:-1:2], strict=True):
        assert (left.kind, left.number, left.book.locale, right.book.locale) == (right.kind, right.number, "zh", "en")
    for locale in ("zh", "en"):
        pages = pages_of(leaves, locale)
        told = [row.page for leaf in leaves for row in leaf.rows if leaf.book.locale == locale]
        assert told[-count:] == list(pages.values()) and {page % 2 for page in told} == {0 if locale == "zh" else 1}


def test_the_finished_book_has_no_findings_nor_have_its_sheets(
    made: tuple[Artifact, bytes], workshop: Workshop
) -> None:
    artifact, data = made
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert isinstance(artifact.params, Params)
    sheets = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, imposed=True))
    assert list(FORMAT.verify(sheets, imposed(data, locale="zh", title="…"), workshop)) == []


def test_cover_contents_and_codes_are_there_in_both_languages(made: tuple[Artifact, bytes]) -> None:
    artifact, data = made
    leaves = leaves_of(artifact)
    texts = [squeezed(page.text) for page in read_pages(data)]
    assert "家庭防骗手册" in texts[0] and "FamilyScamHandbook" in texts[0]
    for said in ("晴川县反诈宣传站", "QingchuanAnti-FraudOutreach", "先问一声", "Moneygone?", "样张", "Sample"):
        assert said in texts[0] and said in texts[-1]
    for locale, name in (("zh", "“百万保障”类诈骗"), ("en", "Fake“protection”scam")):
        for slug, page in pages_of(leaves, locale).items():
            assert name in texts[page - 1] and page % 2 == (locale == "en")
            assert f"{name}{page}" in texts[5 if locale == "zh" else 6], slug
    _, places = destinations(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number in (6, 7):
            aims = {places[str(link.Dest)][0] for link in pdf.pages[number - 1].Annots}
            assert aims and {aim % 2 for aim in aims} == {number % 2}, "links stay in their language"


def test_what_is_in_the_second_language_is_read_out_in_it(made: tuple[Artifact, bytes]) -> None:
    leaves = leaves_of(made[0])
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        assert str(pdf.Root.Lang) == "zh"
        page_of: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        spans, links = set(), 0
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem":
                links += thing.S == "/Link"
                if thing.S == "/Span" and "/Lang" in thing:
                    spans.add(page_of[thing.Pg.objgen])
        said = {page_of[part.Pg.objgen]: str(part.get("/Lang", "zh")) for part in pdf.Root.StructTreeRoot.K[0].K}
        annotations = sum(len(page.get("/Annots", [])) for page in pdf.pages)
    assert said == {number: leaf.book.locale for number, leaf in enumerate(leaves, start=1)}
    assert spans == {1, len(leaves)}, "on cover and back both languages stand beside each other"
    assert links == annotations > 0


@pytest.mark.slow
def test_verify_refuses_facing_pages_that_changed_places(made: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = made
    numbers = list(range(1, len(leaves_of(artifact)) + 1))
    left = pages_of(leaves_of(artifact), "zh")[FIVE[1]]
    numbers[left - 1], numbers[left] = numbers[left], numbers[left - 1]
    assert {"FIT006", "QR001", "QR002"} <= problems(artifact, rearranged(data, numbers), workshop)


def test_a_second_title_too_long_for_the_cover_is_named(workshop: Workshop) -> None:
    long = Text(" ".join(["A handbook for the whole family and all of its neighbours"] * 2))
    artifact = booklets(source(TWO), change(titles={**OPTIONS.titles, "en": long}))[0]
    found: list[Diagnostic] = list(FORMAT.verify(artifact, b"no pdf", workshop))
    assert [dict(each.args)["text"] for each in found if each.code == "FIT018"] == [long]
