"""Handbooks of many tactics: one that can still be folded, thin ones by situation, and what is too thick."""

from __future__ import annotations

import dataclasses
from typing import Any

from fanzha.diagnostics import Diagnostic, Text, as_text
from fanzha.formats import Workshop
from fanzha.formats.booklet import MOST_FOLDED, Params
from fanzha.model import Artifact
from fanzha.pdf.pages import read_pages, squeezed
from tests.print_samples import FIVE, printed, problems
from tests.test_booklet import EDITION, OPTIONS, booklets, leaves_of, plan, source, told_how


def change(**more: Any) -> Any:
    return dataclasses.replace(OPTIONS, **more)


def many(count: int) -> Any:
    return source({f"t-{number:02}": told_how(f"t-{number:02}") for number in range(count)})


def refused(found: list[Artifact | Diagnostic]) -> list[tuple[str, dict[str, object]]]:
    return [(one.code, dict(one.args)) for one in found if isinstance(one, Diagnostic)]


VOLUMES = change(volumes="situation")


def test_forty_eight_tactics_make_a_handbook_that_can_be_folded() -> None:
    made = booklets(many(48))
    assert [len(leaves_of(one)) for one in made] == [56] * 4, "no situation names them, so there is no index"


def test_a_handbook_too_thick_to_staple_is_refused_and_says_what_to_do() -> None:
    found = plan(many(57))
    assert not [one for one in found if isinstance(one, Artifact)]
    assert refused(found)[0] == (
        "FIT025",
        {"path": "booklet/handbook.zh.pdf", "tactics": "57", "pages": "68", "most": str(MOST_FOLDED)},
    )
    said = as_text([one for one in found if isinstance(one, Diagnostic)], "both")
    assert "对折骑马订最多64页" in said and "volumes: situation" in said and "at most 64 hold" in said
    assert [str(one.place) for one in found if isinstance(one, Diagnostic)] == [str(EDITION.place)] * 2


def test_in_two_languages_half_as_many_are_too_many() -> None:
    both = change(second=Text("en"))
    assert len(leaves_of(booklets(many(27), both)[0])) == 64
    assert [code for code, _ in refused(plan(many(28), both))] == ["FIT025"]


def test_in_large_print_nothing_is_folded_and_nothing_refused() -> None:
    assert len(leaves_of(booklets(many(40), change(large=True))[0])) > MOST_FOLDED


def test_a_volume_for_each_situation_and_one_for_the_rest() -> None:
    made = [one for one in booklets(source(), VOLUMES) if "print" not in one.path and one.locale == "zh"]
    assert [(one.path, one.subjects) for one in made] == [
        ("booklet/handbook-call.zh.pdf", (FIVE[3], FIVE[1])),
        ("booklet/handbook-shop.zh.pdf", (FIVE[1], FIVE[4])),
        ("booklet/handbook-others.zh.pdf", (FIVE[0], FIVE[2])),
    ]
    assert made[0].title == "家庭防骗手册 · 有人给我打电话"
    english = [one.title for one in booklets(source(), VOLUMES) if one.locale == "en"]
    assert english[4] == "Family Scam Handbook · Other scams"


def test_a_volume_needs_no_index_of_situations_and_its_contents_are_its_own() -> None:
    (volume, *_) = booklets(source(), VOLUMES)
    kinds = [leaf.kind for leaf in leaves_of(volume)]
    assert "index" not in kinds and kinds.count("tactic") == 2 and len(kinds) == 8


def test_what_an_edition_does_not_choose_is_in_no_volume() -> None:
    chosen = change(volumes="situation", tactics=(Text(FIVE[4]), Text(FIVE[3])))
    made = [one for one in booklets(source(), chosen) if "print" not in one.path and one.locale == "zh"]
    assert [one.subjects for one in made] == [(FIVE[3],), (FIVE[4],)]


def test_what_every_volume_lacks_is_told_once() -> None:
    lacking = change(volumes="situation", now=(Text("no-such"),), locales=(Text("zh"),))
    assert [code for code, _ in refused(plan(source(), lacking))] == ["LINK001"]


def test_the_cover_says_which_volume_it_is(workshop: Workshop) -> None:
    (volume, *_) = booklets(source(), VOLUMES)
    assert isinstance(volume.params, Params)
    data = printed(volume, workshop)
    assert problems(volume, data, workshop) == set()
    pages = read_pages(data)
    assert squeezed("有人给我打电话") in squeezed(pages[0].text)
