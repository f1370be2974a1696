"""The handbook: which are made, and the finished book read back, page by page and half by half."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf
import pytest

from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.booklet import FORMAT, NOW, BookletOptions, Params
from fanzha.formats.booklet.flatplan import PAGE, Leaf, flatplan, pages_of
from fanzha.formats.booklet.imposition import LEFT, SHEET, imposed, order
from fanzha.model import Actions, Artifact, Edition, Library, Page, PageText, Section, Situation, Tactic, TacticText
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import Line, phrases_in, read_pages, squeezed
from fanzha.pdf.pages import Page as Read
from fanzha.pdf.press import SLUG
from tests.print_samples import FIVE, library, listed, printed, problems, tactic

EDITION = Edition(folder="booklet", name="handbook", options={}, place=Place("materials/booklet/handbook.yml", 1))
OPTIONS = BookletOptions(
    titles={"zh": Text("家庭防骗手册"), "en": Text("Family Scam Handbook")}, subtitles={"zh": Text("怎么认，怎么办")}
)
STEPS = {
    "zh": ("打来电话，自称客服。", "说保障不关就扣费。", "让您下载会议软件，打开屏幕共享。", "看到密码，转走您的钱。"),
    "en": ("They call and say they are support.", "They say you will be charged.", "They want your screen.", "Gone."),
}
QUOTES = {"zh": ("“不关就要扣费。”",), "en": ("“You will be charged.”",)}


def told_how(slug: str, name: str = "", **changes: Any) -> Tactic:
    """Return a tactic with steps and a quote; `changes` go into its Chinese text."""
    one = tactic(slug)

    def told(locale: str, text: TacticText) -> TacticText:
        words: dict[str, Any] = {
            "name": Text(f"{name}{text.name}"),
            "how": tuple(map(Text, STEPS[locale])),
            "quotes": tuple(map(Text, QUOTES[locale])),
        }
        return dataclasses.replace(text, **{**words, **(changes if locale == "zh" else {})})

    texts = {locale: told(locale, text) for locale, text in one.texts.items()}
    return dataclasses.replace(one, texts=texts)


def now_page() -> Page:
    def text(locale: str, *sections: tuple[str, str, tuple[str, ...]]) -> PageText:
        made = tuple(Section(id=id, title=title, items=tuple(map(Text, items))) for id, title, items in sections)
        return PageText(slug=NOW, locale=locale, name=Text("…"), sections=made, place=Place("docs/help/now.md", 1))

    zh = text(
        "zh",
        ("transferred", "钱已经转出去了", ("马上打[110](tel:110)，越快越好。", "拿不准，打[96110](tel:96110)。")),
        ("calling", "对方还在跟我说话", ("挂断电话。", "打[96110](tel:96110)问问。", "有危险，打110。")),
    )
    en = text(
        "en",
        ("transferred", "I already sent money", ("Dial [110](tel:110) at once.",)),
        ("calling", "They are still talking", ("Hang up.", "Ask [96110](tel:96110).")),
    )
    return Page(slug=NOW, texts={"zh": zh, "en": en}, place=Place("docs/help/now.md", 1))


def source(tactics: Mapping[str, Tactic] | None = None) -> Library:
    """Return a library with five tactics that can be told apart, an emergency page and two situations."""
    made = tactics if tactics is not None else {slug: told_how(slug, f"{n} ") for n, slug in enumerate(FIVE, 1)}
    whole = library(made)
    situations = {
        id: Situation(id=Text(id), names={k: Text(v) for k, v in names.items()}, tactics=tuple(map(Text, slugs)))
        for id, names, slugs in (
            ("call", {"zh": "有人给我打电话", "en": "Someone phoned me"}, (FIVE[3], FIVE[1])),
            ("shop", {"zh": "我在网上买东西", "en": "I am shopping"}, (FIVE[1], FIVE[4])),
        )
    }
    registry = dataclasses.replace(whole.registry, situations=situations)
    return dataclasses.replace(whole, registry=registry, pages={NOW: now_page()})


def plan(of: Library, options: BookletOptions = OPTIONS) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of, EDITION, options))


def booklets(of: Library, options: BookletOptions = OPTIONS) -> list[Artifact]:
    return [each for each in plan(of, options) if isinstance(each, Artifact)]


def codes(of: Library, options: BookletOptions = OPTIONS) -> list[str]:
    return [each.code for each in plan(of, options) if isinstance(each, Diagnostic)]


def leaves_of(artifact: Artifact) -> tuple[Leaf, ...]:
    assert isinstance(artifact.params, Params)
    return flatplan(artifact.params)


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the Chinese handbook to read and to print and the English one to read, by name."""
    return {one.path[8:-4]: (one, printed(one, workshop)) for one in booklets(source()) if "print.en" not in one.path}


READ, PRINT = "handbook.zh", "handbook-print.zh"


def half(page: Read, left: float) -> list[Line]:
    return [line for line in page.lines if left <= line.box.left and line.box.right <= left + PAGE[0]]


# What is made


def test_a_book_to_read_and_one_to_fold_in_each_language() -> None:
    made = booklets(source())
    stems = ["handbook.zh", "handbook-print.zh", "handbook.en", "handbook-print.en"]
    assert [one.path for one in made] == [f"booklet/{stem}.pdf" for stem in stems]
    assert made[0].title == "家庭防骗手册" and made[1].title == "家庭防骗手册 · 拼版打印"


def test_tactics_come_in_the_order_of_the_situations_then_the_rest() -> None:
    in_order = (FIVE[3], FIVE[1], FIVE[4], FIVE[0], FIVE[2])
    assert booklets(source())[0].subjects == in_order
    rest = (FIVE[3], FIVE[1], FIVE[4], FIVE[2], FIVE[0])
    assert booklets(listed(source(), FIVE[2], FIVE[4]))[0].subjects == rest, "the rest as the Ministry lists them"
    chosen = dataclasses.replace(OPTIONS, tactics=(Text(FIVE[2]), Text(FIVE[0])))
    assert booklets(source(), chosen)[0].subjects == (FIVE[2], FIVE[0])


def test_what_cannot_be_made_is_told() -> None:
    whole = source()

    def change(**more: Any) -> BookletOptions:
        return dataclasses.replace(OPTIONS, **more)

    assert codes(whole, change(tactics=(Text("no-such"),))) == ["LINK001"]
    assert codes(whole, change(tactics=(Text(FIVE[0]), Text(FIVE[0])))) == ["LINK003"]
    assert codes(whole, change(now=(Text("no-such"),))) == ["LINK001", "LINK001"], "in both languages"
    assert codes(whole, change(locales=(Text("ug-Arab-CN"),))) == ["LINK001"]
    assert codes(whole, change(locales=(Text("en"),), titles={"zh": Text("手册")})) == ["LINK001"]
    assert codes(dataclasses.replace(whole, pages={})) == ["LINK001"]
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    assert set(codes(numberless)) == {"LINK001"} and not booklets(numberless)
    site = Text("https://" + "long-" * 14 + "name.example/")
    assert set(codes(dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, site=site)))) == {
        "QR003"
    }


def test_a_chosen_tactic_without_translation_is_told_and_one_not_chosen_left_out() -> None:
    half_told = told_how(FIVE[0])
    half_told = dataclasses.replace(half_told, texts={"zh": half_told.texts["zh"]})
    whole = source({FIVE[0]: half_told, FIVE[1]: told_how(FIVE[1])})
    assert codes(whole, dataclasses.replace(OPTIONS, tactics=(Text(FIVE[0]),))) == ["LANG006"]
    assert codes(whole) == []
    assert [len(one.subjects) for one in booklets(whole)] == [2, 2, 1, 1]


# The flat plan and the order of folding


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 17, 50])
def test_pages_come_in_fours_and_no_more_notes_than_needed(count: int) -> None:
    tactics = {f"t-{number}": told_how(f"t-{number}") for number in range(count)}
    leaves = leaves_of(booklets(source(tactics))[0])
    kinds = [leaf.kind for leaf in leaves]
    assert len(leaves) % 4 == 0 and kinds.count("notes") <= 3 and kinds.count("tactic") == count
    assert kinds[0] == "cover" and kinds[1:3] == ["now", "now"] and kinds[-1] == "back"


def test_the_contents_name_the_pages_that_the_tactics_are_on() -> None:
    slugs = (*FIVE, *(f"t-{number}" for number in range(45)))
    tactics = {slug: told_how(slug, f"{number} ") for number, slug in enumerate(slugs)}
    leaves = leaves_of(booklets(source(tactics))[0])
    rows = {row.name: row.page for leaf in leaves for row in leaf.rows}
    assert len(rows) == 53 and sum(leaf.kind == "contents" for leaf in leaves) > 1
    for page, leaf in enumerate(leaves, start=1):
        if leaf.tactic:
            assert rows[leaf.tactic.name] == page
    assert leaves[rows["您遇到了哪一种？"] - 1].kind == "index"
    assert [
        (rows["钱已经转出去了"], rows["对方还在跟我说话"]),
        [row.name for leaf in leaves for row in leaf.rows if row.loud],
    ] == [
        (2, 3),
        ["钱已经转出去了", "对方还在跟我说话"],
    ], "each page for an emergency has a line of its own, in red"


def test_eight_pages_lie_as_every_printer_knows() -> None:
    assert order(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    with pytest.raises(ValueError):
        order(10)


@pytest.mark.parametrize("pages", [4, 20, 64])
def test_stacked_and_folded_sheets_read_from_1_to_the_end(pages: int) -> None:
    sides = order(pages)
    leaves: list[tuple[int, int]] = []  # front and back of each leaf of paper, as one turns them over
    for (left, right), (back_left, back_right) in zip(sides[0::2], sides[1::2], strict=True):
        leaves.insert(len(leaves) // 2, (right, back_left))
        leaves.insert(len(leaves) // 2 + 1, (back_right, left))
    assert [page for leaf in leaves for page in leaf] == list(range(1, pages + 1))


# The finished book


@pytest.mark.parametrize("name", [READ, PRINT, "handbook.en"])
def test_a_finished_book_has_no_findings(
    name: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[name]
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert len(data) < 500_000


def test_the_same_input_gives_the_same_bytes(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the fit was not found before, for the file to read."""
    monkeypatch.setattr("fanzha.formats.booklet.render._fits", {})
    artifact, data = made[PRINT]
    assert printed(artifact, workshop) == data
    assert b"CreationDate" not in data and b"ModDate" not in data


def test_every_page_is_a5_and_says_what_the_plan_says(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made[READ]
    pages = read_pages(data)
    assert {(round(page.width_mm), round(page.height_mm)) for page in pages} == {(148, 210)}
    texts = [squeezed(page.text) for page in pages]
    assert "家庭防骗手册" in texts[0] and "晴川县反诈宣传站" in texts[0]
    assert "马上打110，越快越好" in texts[1] and "挂断电话" in texts[2]
    first = pages_of(leaves_of(artifact), "zh")[FIVE[3]]
    assert "4“百万保障”类诈骗" in texts[first - 1] and "看到密码，转走您的钱" in texts[first - 1]
    assert f"“百万保障”类诈骗{first}" in texts[3]
    assert "版本2026.11" in texts[-1] and "有效期至2027-05-22" in texts[-1]


def test_links_and_bookmarks_lead_to_the_pages_printed_beside_them(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made[READ]
    _, places = destinations(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", [])]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert links and all(places[link][0] == int(link.removeprefix("page-")) for link in links)
    assert titles[0] == "家庭防骗手册" and "目录" in titles and len(titles) == len(leaves_of(artifact)) - 1
    assert sum("百万保障" in title for title in titles) == len(FIVE)


def test_the_page_that_names_110_first_is_red_and_the_other_asks_96110(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    sent, calling = read_pages(made[READ][1])[1:3]
    assert squeezed(max(sent.lines, key=lambda line: line.size_pt).text) == "110"
    assert squeezed(max(calling.lines, key=lambda line: line.size_pt).text) == "96110"


def test_what_is_read_is_set_in_12_points_or_more(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    for name, furniture in (
        (READ, ("家庭防骗手册", "拿不准96110", "扫码看全文", "晴川县", "2026")),
        ("handbook.en", ("FamilyScam", "Notsure?96110", "Scanformore", "Qingchuan", "2026")),
    ):
        small = [line for page in read_pages(made[name][1]) for line in page.lines if line.size_pt < 11.9]
        assert small and all(any(text in line.text for text in furniture) for line in small)
        assert min(line.size_pt for line in small) >= 8.9


def test_each_half_of_a_sheet_holds_its_page_of_the_book(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    pages, sheets = read_pages(made[READ][1]), read_pages(made[PRINT][1])
    assert len(sheets) * 2 == len(pages)
    for sheet, sides in zip(sheets, order(len(pages)), strict=True):
        assert (round(sheet.width_mm), round(sheet.height_mm)) == SHEET
        found = [half(sheet, left) for left in LEFT]
        assert sum(map(len, found)) == len(sheet.lines), "no line crosses the fold"
        for number, left, lines in zip(sides, LEFT, found, strict=True):
            here = [(line.text, round(line.box.left - left), round(line.box.top)) for line in lines]
            meant = [(line.text, round(line.box.left), round(line.box.top)) for line in pages[number - 1].lines]
            for (text, x, y), (same, meant_x, meant_y) in zip(here, meant, strict=True):
                assert text == same and abs(x - meant_x) <= 1 and abs(y - meant_y) <= 1


def test_the_file_to_print_asks_for_the_short_edge_and_claims_no_tags(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    with pikepdf.open(io.BytesIO(made[PRINT][1])) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert "/StructTreeRoot" not in pdf.Root and "/MarkInfo" not in pdf.Root and "/Metadata" not in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "家庭防骗手册 · 拼版打印"


@pytest.mark.slow
def test_a_sample_says_so_on_the_cover_and_on_the_back(workshop: Workshop) -> None:
    whole = source({FIVE[1]: told_how(FIVE[1])})
    sample = dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, fictional=True))
    pages = read_pages(printed(booklets(sample)[0], workshop))
    assert [page.number for page in pages if "样张" in page.text] == [1, len(pages)]


# For a print shop


@pytest.mark.slow
def test_a_print_shop_gets_single_pages_whose_cover_runs_over_the_cut(workshop: Workshop) -> None:
    only = dataclasses.replace(OPTIONS, press="only", locales=(Text("zh"),))
    office, _, also = booklets(source(), dataclasses.replace(only, press="also"))
    (artifact,) = booklets(source({FIVE[1]: told_how(FIVE[1])}), only)
    assert also.path == artifact.path == "booklet/handbook-press.zh.pdf" and office.path == "booklet/handbook.zh.pdf"
    assert also.title == "家庭防骗手册（送印刷店）" and also.subjects == () and also.printing
    data = printed(artifact, workshop)
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert len(read_pages(data)) == len(leaves_of(artifact))
    cover = next(rasters(data, 254))
    left, right, middle = SLUG, SLUG + PAGE[0], SLUG + PAGE[0] / 2
    over = [(left - 2.8, 60), (right + 2.8, 60), (middle, SLUG - 2.8), (left - 2.8, SLUG - 2.8)]
    beyond = [(left - 3.2, 60), (right + 3.2, 60), (middle, SLUG - 3.2)]
    grey = [{cover.getpixel((round(x * 10), round(y * 10))) for x, y in points} for points in (over, beyond)]
    assert grey == [{cover.getpixel((round(left * 10) + 50, 600))}, {255}]


# What does not fit


@pytest.mark.slow
def test_a_long_tactic_drops_steps_and_keeps_what_to_do(workshop: Workshop) -> None:
    steps = tuple(Text(f"第{n}步，{'骗子还要您打开手机照他说的一步一步去做' * 3}。") for n in range(1, 6))
    artifact = booklets(source({FIVE[1]: told_how(FIVE[1], how=steps)}))[0]
    data = printed(artifact, workshop)
    page = read_pages(data)[pages_of(leaves_of(artifact), "zh")[FIVE[1]] - 1]
    assert problems(artifact, data, workshop) == set()
    assert "第3步" in page.text and "第5步" not in page.text
    assert all(phrases_in([page], ("要你共享屏幕", "自己拨96110问一问。", "钱已转出，马上打110。")).values())
    assert min(line.size_pt for line in page.lines if "第3步" in line.text) >= 12


def test_what_does_not_fit_is_refused_and_the_text_named(workshop: Workshop) -> None:
    long = (Text("先挂断电话，再请家里人一起看一看他发来的东西到底是不是真的" * 12),)
    actions = Actions(stop=long, verify=long, report=long)
    for artifact in booklets(source({FIVE[1]: told_how(FIVE[1], actions=actions)}))[:2]:
        data = printed(artifact, workshop)
        found = [each for each in FORMAT.verify(artifact, data, workshop) if each.code == "FIT002"]
        assert found, "neither to read nor to print"
        if "print" not in artifact.path:
            assert f"docs/tactics/{FIVE[1]}.md" in {each.place.path for each in found}


# Damaged books


def rearranged(data: bytes, numbers: Sequence[int]) -> bytes:
    """Return a book with its pages in another order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [pdf.pages[number - 1] for number in numbers]
        for page in pages:
            pdf.pages.append(page)
        del pdf.pages[: len(numbers)]
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_verify_refuses_two_pages_that_changed_places(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[READ]
    numbers = list(range(1, len(leaves_of(artifact)) + 1))
    numbers[6], numbers[7] = numbers[7], numbers[6]
    assert {"FIT006", "QR001", "QR002"} <= problems(artifact, rearranged(data, numbers), workshop)


def test_verify_refuses_sheets_in_another_order(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made[PRINT]
    backwards = rearranged(data, range(len(leaves_of(artifact)) // 2, 0, -1))
    assert "FIT006" in problems(artifact, backwards, workshop)


def test_verify_refuses_halves_that_changed_sides(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    book, data = made[READ]
    count = len(leaves_of(book))
    mirrored = imposed(rearranged(data, range(count, 0, -1)), locale="zh", title="…")
    assert "FIT006" in problems(made[PRINT][0], mirrored, workshop)


def test_verify_refuses_the_pages_not_imposed_and_bytes_that_are_no_pdf(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    assert "FIT002" in problems(made[PRINT][0], made[READ][1], workshop)
    assert problems(made[READ][0], b"no pdf", workshop) == {"FIT002"}
