"""The trifold for a print shop: which files are made, fold marks outside the trim, and what verify refuses."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest

from fanzha.diagnostics import Text
from fanzha.formats import Workshop
from fanzha.formats.trifold import FORMAT
from fanzha.formats.trifold.panels import RIM, SHEET, folds
from fanzha.model import Artifact
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT
from fanzha.pdf.press import SLUG
from tests.print_samples import printed, problems
from tests.test_trifold import OPTIONS, moved, source, trifolds

CHINESE = dataclasses.replace(OPTIONS, locales=(Text("zh"),))
DOTS = 10
"""Per millimetre."""


@pytest.fixture(scope="module")
def sheet(workshop: Workshop) -> tuple[Artifact, bytes]:
    (artifact,) = trifolds(source(), dataclasses.replace(CHINESE, press="only"))
    return artifact, printed(artifact, workshop)


def inked(data: bytes, page: int, left: float, top: float, right: float, bottom: float) -> bool:
    """Return whether anything dark is printed in a rectangle, in mm from the corner of the trim."""
    image = list(rasters(data, 25.4 * DOTS))[page - 1]
    box = [round((edge + SLUG) * DOTS) for edge in (left, top, right, bottom)]
    return min(image.crop((box[0], box[1], box[2], box[3])).tobytes()) < 150


def test_a_file_for_the_print_shop_beside_the_other_or_alone_and_not_offered_to_residents() -> None:
    both = trifolds(source(), dataclasses.replace(CHINESE, press="also"))
    assert [(one.path, one.title) for one in both] == [
        ("trifold/street.zh.pdf", "说到转账，停一停"),
        ("trifold/street-press.zh.pdf", "说到转账，停一停（送印刷店）"),
    ]
    assert both[0].subjects and both[1].subjects == ()
    alone = trifolds(source(), dataclasses.replace(CHINESE, press="only"))
    assert [one.path for one in alone] == ["trifold/street-press.zh.pdf"]


def test_the_finished_sheet_has_no_findings(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = sheet
    assert list(FORMAT.verify(artifact, data, workshop)) == []


@pytest.mark.parametrize("page", [1, 2])
def test_fold_marks_stand_outside_the_trim_and_nothing_inside_it_by_the_folds(
    page: int, sheet: tuple[Artifact, bytes]
) -> None:
    data, (_, height) = sheet[1], SHEET
    for x in folds(page):
        for top, bottom in ((-8.5, -3.5), (height + 3.5, height + 8.5)):
            assert inked(data, page, x - 0.2, top, x + 0.2, bottom)
            assert not inked(data, page, x - 5, top, x - 1, bottom) and not inked(data, page, x + 1, top, x + 5, bottom)
        assert not inked(data, page, x - RIM + 0.2, -3, x + RIM - 0.2, height + 3)


@pytest.mark.parametrize("page", [1, 2])
def test_verify_refuses_print_that_came_over_a_fold(
    page: int, sheet: tuple[Artifact, bytes], workshop: Workshop
) -> None:
    artifact, data = sheet
    assert "FIT007" in problems(artifact, moved(data, page, 3), workshop)


def test_verify_refuses_a_colour_in_the_rim_at_the_trim(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = sheet
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bar = " ".join(f"{mm / MM_PER_PT:.2f}" for mm in (20, 1, 30, 2))
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, f"/Artifact BMC q 1 0 0 0 k {bar} re f Q EMC".encode()))
        pdf.save(out := io.BytesIO())
    assert problems(artifact, out.getvalue(), workshop) == {"FIT007"}
