"""The letter in large print: what is too long for one sheet takes a second, and nothing stands behind the slip."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest

from fanzha.diagnostics import Text
from fanzha.formats import Workshop
from fanzha.formats.letter import LetterText
from fanzha.model import Artifact
from fanzha.pdf.pages import read_pages
from tests.print_samples import library, printed, problems
from tests.test_letter import EN, made_of, options

LONG = dataclasses.replace(
    EN,
    paragraphs=(
        Text("Somebody in the class group takes a teacher’s name and asks everyone for a fee. " * 7),
        Text("A player in a game offers free skins, and then your child is frightened into silence. " * 7),
        Text("Stay calm and leave the blame with the scammer, whatever has happened to your child. " * 7),
    ),
)


def large(text: LetterText) -> Artifact:
    return made_of(library(), options(texts={"en": text}, large=True))["letter/parents-large.en.pdf"]


def test_a_long_letter_takes_a_second_sheet_with_the_numbers_and_the_slip(workshop: Workshop) -> None:
    artifact = large(LONG)
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    first, back, second = read_pages(data)
    assert "Dear parents," in first.text and "Please turn over" in first.text
    assert "Phone before you pay." in back.text and "Please see the second sheet" in back.text
    assert "96110" not in back.text
    assert max(line.box.bottom for line in back.lines) > 0.8 * back.height_mm, "its gaps share the spare height"
    assert "96110" in second.text and "Reply slip" in second.text, "whoever hands the slip in keeps the numbers"
    body = [line for page in (first, back, second) for line in page.lines if "scammer" in line.text]
    assert body and all(line.size_pt >= 18 for line in body)


@pytest.mark.slow
def test_what_two_sheets_do_not_hold_is_refused(workshop: Workshop) -> None:
    text = Text("Somebody in the class group takes a teacher’s name and asks everyone for a fee. " * 20)
    artifact = large(dataclasses.replace(EN, paragraphs=(text, text)))
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_a_page_that_is_lost_is_missed(workshop: Workshop) -> None:
    artifact = large(LONG)
    with pikepdf.open(io.BytesIO(printed(artifact, workshop))) as pdf:
        del pdf.pages[1]
        pdf.save(out := io.BytesIO())
    assert "FIT006" in problems(artifact, out.getvalue(), workshop)
