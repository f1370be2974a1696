"""What a handbook says to whoever reads it after the money has gone: at the front, at each foot, and of each scam."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.copyfit import destinations
from fanzha.diagnostics import Text
from fanzha.formats import Workshop
from fanzha.formats.booklet import FORMAT, MOST_FOLDED, Params
from fanzha.formats.booklet.flatplan import loss_page, pages_of
from fanzha.formats.booklet.parts import PARTS, parts_of
from fanzha.formats.booklet.situations import pieces
from fanzha.model import Artifact, Library, Section, Situation, Tactic
from fanzha.pdf.pages import phrases_in, read_pages, squeezed
from tests.print_samples import FIVE, printed, problems
from tests.test_booklet import OPTIONS, booklets, codes, leaves_of, rearranged, source, told_how

LOSS = {
    "zh": (
        "打110。报自己的账户、对方的账户、几点转的、转了多少。",
        "打银行卡背面的电话，把卡挂失。",
        "会议软件先别删。",
    ),
    "en": ("Call 110. Give both accounts, time and sum.", "Call the bank; block the card.", "Keep the meeting app."),
}


def lost(slug: str, steps: Mapping[str, tuple[str, ...]] = LOSS) -> Tactic:
    """Return a tactic that says what to do after a loss."""
    one = told_how(slug)
    texts = {
        locale: dataclasses.replace(text, loss=tuple(map(Text, steps[locale]))) for locale, text in one.texts.items()
    }
    return dataclasses.replace(one, texts=texts)


def whole(count: int = 0) -> Library:
    slugs = [f"t-{number:02}" for number in range(count)] or FIVE
    return source({slug: lost(slug) for slug in slugs})


def change(**more: Any) -> Any:
    return dataclasses.replace(OPTIONS, **more)


def facing(artifact: Artifact) -> bool:
    assert isinstance(artifact.params, Params)
    return artifact.params.facing


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the handbook to read in each language and the Chinese one to fold, by name."""
    return {one.path[8:-4]: (one, printed(one, workshop)) for one in booklets(whole()) if "print.en" not in one.path}


# Which handbooks have it


def test_a_second_page_for_each_tactic_as_long_as_the_handbook_can_be_stapled() -> None:
    for count, there in ((29, True), (30, False)):
        for artifact in booklets(whole(count)):
            assert facing(artifact) is there and len(leaves_of(artifact)) <= MOST_FOLDED


def test_never_keeps_a_page_a_tactic_and_always_refuses_what_is_too_thick() -> None:
    assert not facing(booklets(whole(), change(loss="never"))[0])
    assert codes(whole(32), change(loss="always")) == ["FIT025", "FIT025"]
    assert not codes(whole(32), OPTIONS)


def test_tactics_that_do_not_say_what_to_do_after_a_loss_have_one_page_unless_two_are_asked_for() -> None:
    some = source({FIVE[0]: lost(FIVE[0]), FIVE[1]: told_how(FIVE[1])})
    assert not facing(booklets(some)[0]) and facing(booklets(some, change(loss="always"))[0])


@pytest.mark.parametrize("count", [1, 2, 5, 12, 26])
@pytest.mark.parametrize("now", [("transferred",), ("transferred", "calling")])
def test_the_two_pages_of_a_tactic_face_each_other(count: int, now: tuple[str, ...]) -> None:
    for artifact in booklets(whole(count), change(now=tuple(map(Text, now)))):
        leaves = leaves_of(artifact)
        assert len(leaves) % 4 == 0
        for slug, page in pages_of(leaves, artifact.locale).items():
            both = leaves[page - 1 : page + 1]
            assert page % 2 == 0 and [leaf.tactic and leaf.tactic.slug for leaf in both] == [slug, slug]
            assert tuple(itertools.chain(*(leaf.parts for leaf in both))) == PARTS
        notes = [leaf.number for leaf in leaves if leaf.kind == "notes"]
        assert notes == list(range(1, len(notes) + 1)), "what to write down comes once, first"


# What they say


@pytest.mark.parametrize("name", ["handbook.zh", "handbook-print.zh", "handbook.en"])
def test_a_finished_book_has_no_findings(
    name: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    assert problems(*made[name], workshop) == set()


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_step_is_on_the_page_that_faces_the_story_beside_110(
    made: Mapping[str, tuple[Artifact, bytes]], locale: str
) -> None:
    artifact, data = made[f"handbook.{locale}"]
    pages = read_pages(data)
    for page in pages_of(leaves_of(artifact), locale).values():
        story, after = pages[page - 1 : page + 1]
        assert all(phrases_in([after], LOSS[locale]).values())
        assert not any(phrases_in([story], LOSS[locale]).values())
        called = "马上打110" if locale == "zh" else "Callatonce:110"
        assert called in squeezed(after.text)
        assert min(line.size_pt for line in after.lines if squeezed(LOSS[locale][2])[:6] in squeezed(line.text)) >= 12


def test_the_foot_of_every_page_leads_to_the_page_for_whoever_has_sent_money(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    for locale, said in (("zh", "钱已转出110，再看第2页"), ("en", "Moneygone?110,thenpage2")):
        pages = read_pages(made[f"handbook.{locale}"][1])
        assert loss_page(leaves_of(made[f"handbook.{locale}"][0]), locale) == 2
        assert all(said in squeezed(page.text) for page in pages[1:-1])
        assert ("钱已经转出去了" if locale == "zh" else "Ialreadysentmoney") in squeezed(pages[1].text)


def test_a_page_whose_steps_come_before_the_police_says_when_to_call_it(workshop: Workshop) -> None:
    told = source({FIVE[0]: lost(FIVE[0])})
    page = told.pages["help/now"]
    items = (Text("马上挂断。"), Text("钱少了，马上打110。"), Text("拿不准，打96110。"))
    sections = (page.texts["zh"].sections[0], Section(id="code", title="我给了验证码", items=items))
    text = dataclasses.replace(page.texts["zh"], sections=sections)
    told = dataclasses.replace(told, pages={"help/now": dataclasses.replace(page, texts={"zh": text})})
    one = change(locales=(Text("zh"),), now=(Text("transferred"), Text("code")))
    pages = read_pages(printed(booklets(told, one)[0], workshop))
    above = [[line.text for line in page.lines if line.text.endswith("马上打")] for page in pages[1:3]]
    assert above == [["马上打"], ["钱少了，马上打"]]


def test_an_edition_without_that_page_names_none(workshop: Workshop) -> None:
    artifact = booklets(whole(1), change(now=(Text("calling"),)))[0]
    data = printed(artifact, workshop)
    text = squeezed("".join(page.text for page in read_pages(data)))
    assert problems(artifact, data, workshop) == set() and "再看第" not in text and "哪种骗局都要做" not in text


def test_the_box_links_to_that_page(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made["handbook.zh"]
    _, places = destinations(data)
    page = pages_of(leaves_of(artifact), "zh")[FIVE[0]]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (link,) = pdf.pages[page].Annots
    assert places[str(link.Dest)][0] == 2


def test_verify_refuses_a_page_that_is_another_tactics(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["handbook.zh"]
    pages = pages_of(leaves_of(artifact), "zh")
    numbers = list(range(1, len(leaves_of(artifact)) + 1))
    one, other = pages[FIVE[0]], pages[FIVE[1]]
    numbers[one], numbers[other] = numbers[other], numbers[one]
    assert {"FIT006", "QR001", "QR002"} <= problems(artifact, rearranged(data, numbers), workshop)


def test_a_missing_step_is_found(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made["handbook.zh"]
    assert isinstance(artifact.params, Params)
    more = {**LOSS, "zh": (*LOSS["zh"], "这一步没有印出来。")}
    texts = tuple(lost(text.slug, more).texts["zh"] for text in artifact.params.tactics)
    wanted = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, tactics=texts))
    found = [dict(each.args).get("text") for each in FORMAT.verify(wanted, data, workshop)]
    assert found == ["这一步没有印出来。"] * len(FIVE)


def test_much_to_do_stands_closer_and_nothing_is_left_out(workshop: Workshop) -> None:
    steps = tuple(f"第{n}步，" + "打银行卡背面的电话，说这笔钱是被骗走的，请银行帮忙" * 2 for n in range(1, 6))
    long = source({FIVE[0]: lost(FIVE[0], {**LOSS, "zh": (*steps[:4], steps[4] * 2)})})
    artifact = booklets(long, change(locales=(Text("zh"),)))[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    page = read_pages(data)[pages_of(leaves_of(artifact), "zh")[FIVE[0]]]
    stop = long.tactics[FIVE[0]].texts["zh"].actions.stop[0]
    assert all(phrases_in([page], [*steps, stop]).values())
    assert min(line.size_pt for line in page.lines if "银行" in line.text) >= 11.9


@pytest.mark.slow
def test_in_two_languages_each_page_faces_its_own_and_names_the_page_in_its_language(workshop: Workshop) -> None:
    two = source({slug: lost(slug) for slug in FIVE[:2]})
    artifact = booklets(two, change(second=Text("en")))[0]
    data = printed(artifact, workshop)
    assert facing(artifact) and problems(artifact, data, workshop) == set()
    pages, leaves = read_pages(data), leaves_of(artifact)
    for locale, page, said in (("zh", 2, "再看第2页"), ("en", 3, "thenpage3")):
        assert loss_page(leaves, locale) == page
        its = [one for one, leaf in zip(pages[1:-1], leaves[1:-1], strict=True) if leaf.book.locale == locale]
        assert its and all(said in squeezed(one.text) for one in its)
        for first in pages_of(leaves, locale).values():
            assert all(phrases_in([pages[first + 1]], LOSS[locale]).values()), "overleaf, on the same side"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_in_large_print_the_steps_follow_what_to_do(workshop: Workshop, locale: str) -> None:
    two = source({slug: lost(slug) for slug in FIVE[:2]})
    artifact = booklets(two, change(large=True, locales=(Text(locale),)))[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert tuple(itertools.chain(*parts_of(two.tactics[FIVE[0]].texts[locale], large=True))) == PARTS
    pages = read_pages(data)
    for slug in FIVE[:2]:
        at = pages_of(leaves_of(artifact), locale)[slug]
        assert all(phrases_in(pages[at - 1 : at + 3], LOSS[locale]).values())


# The index by situation


def situations(*counts: int) -> Library:
    """Return a library whose situations have so many tactics each."""
    made = whole(sum(counts))
    slugs = iter(made.tactics)
    found = {
        f"s-{n}": Situation(
            id=Text(f"s-{n}"),
            names={"zh": Text(f"情形{n}"), "en": Text(f"Case {n}")},
            tactics=tuple(Text(slug) for slug in itertools.islice(slugs, count)),
        )
        for n, count in enumerate(counts)
    }
    return dataclasses.replace(made, registry=dataclasses.replace(made.registry, situations=found))


def shown(of: Library) -> list[list[tuple[str, int, bool]]]:
    """Return what each page of the index shows of which situation: name, how many tactics, whether it goes on."""
    leaves = leaves_of(booklets(of, change(loss="never"))[0])
    return [
        [(group.name, len(group.tactics), group.continued) for group in leaf.groups]
        for leaf in leaves
        if leaf.kind == "index"
    ]


def test_situations_stay_together_where_they_can() -> None:
    assert shown(situations(9, 9, 9, 9)) == [
        [("情形0", 9, False), ("情形1", 9, False)],
        [("情形2", 9, False), ("情形3", 9, False)],
    ]


def test_a_situation_goes_on_overleaf_rather_than_leave_half_a_page_empty() -> None:
    pages = shown(situations(10, 14, 14))
    assert len(pages) == 2 and pages[0][0] == ("情形0", 10, False)
    assert pages[1][0][0] == "情形1" and pages[1][0][2] and pages[0][1][1] + pages[1][0][1] == 14
    assert min(count for page in pages for _, count, _ in page) >= 2, "none is left alone"


@pytest.mark.slow
def test_what_goes_on_says_so_and_every_tactic_is_there(workshop: Workshop) -> None:
    artifact = booklets(situations(10, 14, 14), change(loss="never", locales=(Text("zh"),)))[0]
    leaves = leaves_of(artifact)
    told = [slug for leaf in leaves for group in leaf.groups for slug in group.tactics]
    assert told == list(artifact.subjects)
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    second = [number for number, leaf in enumerate(leaves) if leaf.kind == "index"][1]
    assert "情形1（接上页）" in squeezed(read_pages(data)[second].text)


def test_facing_languages_turn_at_the_same_tactic() -> None:
    (artifact, *_) = booklets(situations(10, 14), change(loss="never", second=Text("en")))
    assert isinstance(artifact.params, Params)
    assert len(pieces(artifact.params, 120.0)) > 1
    pairs = [leaf.groups for leaf in leaves_of(artifact) if leaf.kind == "index"]
    assert [[g.tactics for g in left] for left in pairs[0::2]] == [[g.tactics for g in right] for right in pairs[1::2]]
