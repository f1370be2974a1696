"""The leaflet in two languages: the same on either side, each in its own."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.leaflet import FORMAT
from fanzha.model import Artifact
from fanzha.pdf.codes import rasters
from fanzha.pdf.layout import lines_of
from fanzha.pdf.pages import read_pages
from fanzha.plan import numbered
from tests.print_samples import library, printed
from tests.test_leaflet import EDITION, OPTIONS

TWO = dataclasses.replace(OPTIONS, tactics=OPTIONS.tactics[:2], case=None, second=Text("en"), press="also")


def plan(**options: Any) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(library(), EDITION, dataclasses.replace(TWO, **options)))


def told(**options: Any) -> list[tuple[str, str]]:
    found = [one for one in plan(**options) if isinstance(one, Diagnostic)]
    return [(one.code, dict(one.args).get("key", dict(one.args).get("id", ""))) for one in found]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> list[tuple[Artifact, bytes]]:
    """Return the leaflet for the office and the one for a press."""
    wanted = [numbered(one) for one in plan() if isinstance(one, Artifact)]
    return [(one, printed(one, workshop)) for one in wanted]


def test_one_sheet_says_both_and_is_called_so(made: list[tuple[Artifact, bytes]], workshop: Workshop) -> None:
    assert [one.path for one, _ in made] == ["leaflet/street.zh-en.pdf", "leaflet/street-press.zh-en.pdf"]
    assert "中英双语" in made[0][0].title
    assert [list(FORMAT.verify(*one, workshop)) for one in made] == [[], []]
    front, back = ("".join(page.text.split()) for page in read_pages(made[0][1]))
    assert "先挂断，再核实" in front and "Hangup" not in front
    assert "Hangup" in back and "挂断" not in back and "street.zh-en" in back


def test_each_code_leads_to_its_own_language(made: list[tuple[Artifact, bytes]]) -> None:
    found = [texts_in(image) for image in rasters(made[0][1], 200)]
    assert found == [["https://fanzha.example/"], ["https://fanzha.example/en/"]]


def test_sides_exchanged_are_refused(made: list[tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages.append(pdf.pages[0])
        del pdf.pages[0]
        pdf.save(out := io.BytesIO())
    assert "FIT006" in {one.code for one in FORMAT.verify(artifact, out.getvalue(), workshop)}


def test_the_back_is_read_out_in_its_own_language(made: list[tuple[Artifact, bytes]]) -> None:
    def spoken(element: Any, inherited: str = "") -> Iterator[tuple[int, str]]:
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                language = str(kid.get("/Lang", inherited))
                yield from [(pages[kid.Pg.objgen], language)] if kid.S == "/Span" else spoken(kid, language)

    with pikepdf.open(io.BytesIO(made[0][1])) as pdf:
        assert str(pdf.Root.Lang) == "zh"
        pages: dict[object, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        said = list(spoken(pdf.Root.StructTreeRoot))
    assert set(said) == {(0, ""), (1, "en")} and len(said) > 40


def test_letters_are_as_large_as_each_language_allows(made: list[tuple[Artifact, bytes]]) -> None:
    front, back = read_pages(made[0][1])
    sizes = [
        [line.size_pt for line in lines_of(page, [text])]
        for page, text in ((front, "挂断电话，不共享屏幕。"), (back, "Hang up and share nothing."))
    ]
    assert all(size and min(size) >= 12 for size in sizes)


def test_what_does_not_go_with_a_second_language_is_refused() -> None:
    assert told(case=Text("case")) == [("LOAD039", "case")]
    assert ("LOAD039", "second") in told(large=True)
    assert told(second=Text("fr")) == [("LOAD020", "")]
    assert told(titles={"zh": OPTIONS.titles["zh"]}) == [("LINK001", "en")]
    assert told(tactics=OPTIONS.tactics) == [("LOAD019", "")]
