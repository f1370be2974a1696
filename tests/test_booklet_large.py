"""The handbook in large print: A4, a tactic over as many pages as it needs, no letter that is read under 18 points."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Mapping

import pikepdf
import pytest

from fanzha.diagnostics import Text
from fanzha.formats import Workshop
from fanzha.formats.booklet import Params
from fanzha.formats.booklet.flatplan import pages_of
from fanzha.formats.booklet.parts import ALONE, parts_of
from fanzha.model import Artifact
from fanzha.pdf.pages import MM_PER_PT, read_pages
from fanzha.theme import contrast
from tests.print_samples import FIVE, printed, problems, tactic
from tests.test_booklet import OPTIONS, booklets, codes, leaves_of, source, told_how

LARGE = dataclasses.replace(OPTIONS, large=True)
STEP = Text("对方打来电话，报得出姓名和订单，说可以退款，让人加好友、点链接、下载软件。" * 2)
LONG = {FIVE[1]: told_how(FIVE[1]), FIVE[0]: told_how(FIVE[0], "长", how=(STEP,) * 6, lead=STEP)}


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the handbook in both languages, with a long tactic in Chinese."""
    return {one.locale: (one, printed(one, workshop)) for one in booklets(source(LONG), LARGE)}


def test_one_file_a_language_to_bind_at_the_edge_and_none_to_fold() -> None:
    found = {one.path: one for one in booklets(source(), dataclasses.replace(LARGE, press="also"))}
    assert list(found) == [f"booklet/handbook{kind}.{locale}.pdf" for locale in ("zh", "en") for kind in ("", "-press")]
    assert found["booklet/handbook.zh.pdf"].title.endswith("（大字版）")
    assert {one.printing and one.printing.sides for one in found.values()} == {2}
    assert codes(source(), dataclasses.replace(LARGE, second=Text("en"))) == ["LOAD039"]


@pytest.mark.slow
def test_a_tactic_begins_on_a_new_page_and_goes_over_several(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made["zh"]
    pages, at = read_pages(data), pages_of(leaves_of(artifact), "zh")
    short, long = (parts_of(told.texts["zh"], large=True) for told in (LONG[FIVE[1]], LONG[FIVE[0]]))
    assert len(short) == 2 and len(long) > 2
    assert list(itertools.chain(*long)) == list(itertools.chain(*short)) == list(ALONE), "these say nothing of a loss"
    contents = next(page for page in pages if "目录" in page.text)
    for slug, parts in ((FIVE[1], short), (FIVE[0], long)):
        name = LONG[slug].texts["zh"].name
        over = [page for page in pages[at[slug] - 1 : at[slug] - 1 + len(parts)] if name in page.text]
        assert len(over) == len(parts), "each of its pages says whose it is"
        assert "96110" in over[-1].text and "危险信号" not in over[0].text
        assert str(at[slug]) in contents.text
    assert len(pages) % 2 == 0


@pytest.mark.slow
def test_below_the_code_the_lines_take_the_whole_width(workshop: Workshop) -> None:
    long = (Text("钱已转出，马上打110，越快越好，打通以后照民警说的做。"),)
    actions = dataclasses.replace(tactic(FIVE[0]).texts["zh"].actions, report=long)
    data = printed(booklets(source({FIVE[0]: told_how(FIVE[0], actions=actions)}), LARGE)[0], workshop)
    page = next(
        page for page in read_pages(data) if "怎么办" in page.text and "报警求助" in page.text and page.number > 1
    )
    (label,) = (line.box for line in page.lines if line.text == "扫码看全文")
    beside, below = (next(x.box for x in page.lines if x.text.startswith(word)) for word in ("先停下", "报警求助"))
    assert beside.right < label.left - 5 and below.top > label.bottom and below.right > label.right


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_nothing_that_is_read_is_smaller_than_large_print(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop, locale: str
) -> None:
    artifact, data = made[locale]
    assert problems(artifact, data, workshop) == set()
    assert isinstance(artifact.params, Params)
    imprint = ("2026", "handbook", artifact.params.issuer)
    for page in read_pages(data):
        assert (round(page.width_mm), round(page.height_mm)) == (210, 297)
        for line in page.lines:
            assert line.size_pt >= 17.95 or any(part in line.text for part in imprint), line.text


@pytest.mark.slow
def test_smaller_letters_or_a_missing_page_are_found(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["zh"]
    (small,) = [one for one in booklets(source(LONG)) if one.path == "booklet/handbook.zh.pdf"]
    assert {"FIT018", "FIT010"} <= problems(artifact, printed(small, workshop), workshop)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[len(pdf.pages) // 2]
        pdf.save(out := io.BytesIO())
    assert "FIT002" in problems(artifact, out.getvalue(), workshop)


@pytest.mark.slow
def test_a_part_that_is_longer_than_a_page_is_refused_at_its_source(workshop: Workshop) -> None:
    flood = {FIVE[1]: told_how(FIVE[1], lead=Text(STEP * 12))}
    artifact = booklets(source(flood), LARGE)[0]
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


def test_a_pale_brand_gives_way() -> None:
    pale = dataclasses.replace(source(), brand=":root{--color-brand:#7fb2c8}")
    params = booklets(pale, LARGE)[0].params
    assert isinstance(params, Params)
    assert contrast(params.theme["color-brand"], params.theme["color-brand-soft"]) >= 7


@pytest.mark.slow
def test_for_a_print_shop_the_cover_runs_over_the_trim(workshop: Workshop) -> None:
    artifact = booklets(source(LONG), dataclasses.replace(LARGE, press="only"))[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        trim = [float(edge) * MM_PER_PT for edge in pdf.pages[0].trimbox]
    assert (round(trim[2] - trim[0]), round(trim[3] - trim[1])) == (210, 297)
