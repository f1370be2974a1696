"""Rhymes in print: which files are made, every line read back under its pinyin, and the text that is read out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.rhyme import FORMAT, Params, RhymeOptions
from fanzha.formats.rhyme.proof import problems_of
from fanzha.formats.rhyme.setting import pages
from fanzha.model import Artifact, Channel, Edition, Library, Rhyme, RhymeText, Verse
from fanzha.pdf.pages import Line, read_pages, squeezed
from fanzha.plan import numbered
from tests.print_samples import FIVE, library, printed

EDITION = Edition(folder="rhyme", name="home", options={})
LONG = (
    ("装好窗户装好床，", "zhuāng hǎo chuāng hù zhuāng hǎo chuáng"),
    ("双手闯出好家乡。", "shuāng shǒu chuǎng chū hǎo jiā xiāng"),
    ("拿不准，问96110，", "ná bù zhǔn wèn jiǔ liù yāo yāo líng"),
    ("没转钱，不用慌。", "méi zhuǎn qián bú yòng huāng"),
) * 2
SHORT = (
    ("来电吓人别着慌，", "lái diàn xià rén bié zháo huāng"),
    ("手指一按先挂上。", "shǒu zhǐ yí àn xiān guà shàng"),
    ("喝口茶，静一静，", "hē kǒu chá jìng yi jìng"),
    ("快把110来打响。", "kuài bǎ yāo yāo líng lái dǎ xiǎng"),
)
ENGLISH = (
    "A voice that scares you on the line?",
    "Hang up the phone and take your time.",
    "Ask 96110,",
    "Or dial 110.",
)
ALOUD = """\
先挂断。
来电吓人别着慌，
手指一按先挂上。
喝口茶，静一静，
快把110来打响。

再挂断。
来电吓人别着慌，
手指一按先挂上。
喝口茶，静一静，
快把110来打响。

拿不准，先打96110问一声。
钱转出去了，马上打110。
晴川县反诈宣传站提醒您。
"""


def rhyme(slug: str, name: str, lines: tuple[tuple[str, str], ...] = SHORT, **fields: Any) -> Rhyme:
    """Return a rhyme in both languages."""
    place = Place(f"docs/rhymes/{slug}.md", 9)
    chinese = tuple(Verse(text=Text(text, place), pinyin=tuple(map(Text, said.split()))) for text, said in lines)
    english = tuple(Verse(text=Text(line)) for line in ENGLISH)
    texts = {
        "zh": RhymeText(slug=slug, locale="zh", name=Text(name, place), lines=chinese, place=place),
        "en": RhymeText(slug=slug, locale="en", name=Text("Hang up"), lines=english, place=place),
    }
    return Rhyme(**{"slug": slug, "tactic": Text(FIVE[0]), "texts": texts, **fields})


def shelf(*rhymes: Rhyme, breath: int = 27) -> Library:
    """Return the small library with these rhymes."""
    voice = Channel(id=Text("voice"), names={"zh": "语音"}, max={"zh": breath, "en": 80})
    source = library()
    registry = dataclasses.replace(source.registry, channels={"voice": voice})
    known = {one.slug: one for one in rhymes or (rhyme("first", "先挂断"), rhyme("second", "再挂断"))}
    return dataclasses.replace(source, registry=registry, rhymes=known)


def options(*slugs: str, **fields: Any) -> RhymeOptions:
    titles = {"zh": Text("防骗顺口溜"), "en": Text("Rhymes")}
    return RhymeOptions(**{"titles": titles, "rhymes": tuple(map(Text, slugs or ("first", "second"))), **fields})


def plan(source: Library, wanted: RhymeOptions) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, wanted))


def made_of(source: Library, wanted: RhymeOptions) -> dict[str, Artifact]:
    return {one.path: numbered(one) for one in plan(source, wanted) if isinstance(one, Artifact)}


def codes_of(source: Library, wanted: RhymeOptions) -> list[str]:
    return [one.code for one in plan(source, wanted) if isinstance(one, Diagnostic)]


def problems(artifact: Artifact, data: bytes) -> list[str]:
    """Return the codes of what is wrong with the finished bytes."""
    return [found.code for found in problems_of(artifact, data)]


def lines_with(data: bytes, text: str) -> list[Line]:
    return [line for page in read_pages(data) for line in page.lines if text in squeezed(line.text)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the sheets in both languages, the Chinese ones large and for offset print as well, and the texts."""
    artifacts = made_of(shelf(), options(large=True, press="also", locales=(Text("zh"),)))
    artifacts |= made_of(shelf(), options(locales=(Text("en"),)))
    return {path: (one, printed(one, workshop)) for path, one in artifacts.items()}


def test_an_edition_becomes_sheets_and_a_text_in_each_language() -> None:
    found = made_of(shelf(), options(large=True))
    assert sorted(found) == [
        "rhyme/home-large.en.pdf",
        "rhyme/home-large.zh.pdf",
        "rhyme/home.en.pdf",
        "rhyme/home.en.txt",
        "rhyme/home.zh.pdf",
        "rhyme/home.zh.txt",
    ]
    assert found["rhyme/home-large.zh.pdf"].title == "防骗顺口溜（大字版）"
    assert all(one.subjects == (FIVE[0],) for one in found.values())
    assert found["rhyme/home.zh.txt"].printing is None and found["rhyme/home.zh.pdf"].printing is not None
    press = made_of(shelf(), options(press="only"))["rhyme/home-press.zh.pdf"]
    assert press.subjects == () and press.title.endswith("（送印刷店）")


def test_nothing_is_made_of_what_is_not_there() -> None:
    assert codes_of(shelf(), options("first", "third", "first")) == ["LINK001", "LINK003"]
    texts = {"zh": rhyme("first", "先").texts["zh"]}
    lacking = shelf(rhyme("first", "先", texts=texts))
    assert codes_of(lacking, options("first")) == ["LANG006"]
    assert list(made_of(lacking, options("first"))) == ["rhyme/home.zh.pdf", "rhyme/home.zh.txt"]
    assert codes_of(shelf(), options(titles={"zh": Text("念")}, locales=(Text("en"),))) == ["LINK001"]


def test_a_line_too_long_for_one_breath_is_told_at_its_place() -> None:
    found = plan(shelf(breath=7), options("first", locales=(Text("zh"),)))
    told = [one for one in found if isinstance(one, Diagnostic)]
    assert len(found) == len(told) == 4 and {one.code for one in told} == {"FIT001"}
    assert told[0].place.path == "docs/rhymes/first.md"


def test_all_that_is_made_passes_its_own_proof(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    assert len(made) == 7
    assert [
        (path, problems(artifact, data)) for path, (artifact, data) in made.items() if problems(artifact, data)
    ] == []


def test_a_line_is_read_back_whole_below_its_pinyin(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    data = made["rhyme/home.zh.pdf"][1]
    hanzi, pinyin = lines_with(data, "来电吓人别着慌，")[0], lines_with(data, "láidiànxiàrénbiézháohuāng")[0]
    assert pinyin.box.bottom < hanzi.box.top and pinyin.size_pt == pytest.approx(0.44 * hanzi.size_pt, abs=0.1)
    text = squeezed(read_pages(data)[0].text)
    assert "láidiànxiàrénbiézháohuāng来电吓人别着慌，shǒuzhǐyíànxiānguàshàng手指一按先挂上。" in text
    assert "kuàibǎyāoyāolíngláidǎxiǎng快把110来打响。" in text


def test_each_syllable_stands_over_its_hanzi_and_line_under_line(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    data = made["rhyme/home.zh.pdf"][1]
    first, second = lines_with(data, "来电吓人别着慌，")[0], lines_with(data, "手指一按先挂上。")[0]
    middles = [[(g.box.left + g.box.right) / 2 for g in line.glyphs[:7]] for line in (first, second)]
    assert middles[0] == pytest.approx(middles[1], abs=0.8)
    letters = iter(lines_with(data, "láidiànxiàrénbiézháohuāng")[0].glyphs)
    for middle, syllable in zip(middles[0], SHORT[0][1].split(), strict=True):
        glyphs = [next(letters) for _ in syllable]
        assert (glyphs[0].box.left + glyphs[-1].box.right) / 2 == pytest.approx(middle, abs=1.2), syllable


def test_a_mark_stands_close_to_the_number_before_it(workshop: Workshop) -> None:
    source = shelf(rhyme("first", "装窗户", LONG))
    for artifact in made_of(source, options("first", large=True, locales=(Text("zh"),))).values():
        if artifact.path.endswith(".pdf"):
            line = lines_with(printed(artifact, workshop), "拿不准，问96110，")[0]
            digit, mark = line.glyphs[-2:]
            assert mark.box.left - digit.box.right < 0.32 * line.size_pt / 72 * 25.4, artifact.path


def test_a_short_rhyme_alone_on_its_page_is_spread_over_it(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    lines = lines_with(made["rhyme/home-large.zh.pdf"][1], "，")
    apart = lines[1].box.top - lines[0].box.top
    assert apart > 2.2 * lines[0].size_pt / 72 * 25.4, "more than letters, pinyin and the usual gap take"


def test_two_short_rhymes_share_a_page_and_large_print_gives_each_its_own(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    assert len(read_pages(made["rhyme/home.zh.pdf"][1])) == 1
    large = made["rhyme/home-large.zh.pdf"][1]
    assert len(read_pages(large)) == 2
    assert min(line.size_pt for line in lines_with(large, "láidiàn")) >= 18
    for words in ("拿不准，先问一声", "钱已转出，马上打", "fanzha.example", "防骗顺口溜"):
        assert min(line.size_pt for line in lines_with(large, words)) >= 18, words
    assert lines_with(large, "来电吓人")[0].size_pt > lines_with(made["rhyme/home.zh.pdf"][1], "来电吓人")[0].size_pt


def test_the_longest_rhyme_with_the_longest_syllables_fits_in_both_sizes(workshop: Workshop) -> None:
    source = shelf(rhyme("first", "装窗户", LONG))
    made = made_of(source, options("first", large=True, locales=(Text("zh"),)))
    assert set(made) == {"rhyme/home.zh.pdf", "rhyme/home-large.zh.pdf", "rhyme/home.zh.txt"}
    for artifact in made.values():
        assert problems(artifact, printed(artifact, workshop)) == [], artifact.path


def test_a_line_too_wide_for_the_sheet_is_refused_at_its_rhyme(workshop: Workshop) -> None:
    wide = (("装好窗户装好床装好窗户装好床，", " ".join([LONG[0][1]] * 2)),) * 4
    artifact = made_of(shelf(rhyme("first", "装窗户", wide)), options("first"))["rhyme/home.zh.pdf"]
    found = problems_of(artifact, printed(artifact, workshop))
    assert ("FIT018", "docs/rhymes/first.md") in [(one.code, one.place.path) for one in found]


def test_a_changed_hanzi_or_syllable_is_missed(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made["rhyme/home.zh.pdf"]
    p = artifact.params
    assert isinstance(p, Params)
    for old, new in (("别着慌", "别着急"), ("huāng", "huáng")):
        first = p.rhymes[0].lines[0]
        verse = Verse(
            text=Text(first.text.replace(old, new)), pinyin=tuple(Text(one.replace(old, new)) for one in first.pinyin)
        )
        other = dataclasses.replace(p.rhymes[0], lines=(verse, *p.rhymes[0].lines[1:]))
        meant = dataclasses.replace(artifact, params=dataclasses.replace(p, rhymes=(other, p.rhymes[1])))
        assert problems(meant, data) == ["FIT006"]


def test_the_text_says_all_there_is_to_say_and_nothing_else(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    artifact, data = made["rhyme/home.zh.txt"]
    assert data.decode() == ALOUD
    assert problems(artifact, data.replace("再挂断".encode(), "又挂断".encode())) == ["FIT006"]
    assert problems(artifact, data + "扫码".encode()) == ["BUILD001"]
    assert problems(artifact, b"\xff") == ["BUILD001"]
    english = made["rhyme/home.en.txt"][1].decode()
    assert english.startswith("Hang up.\nA voice that scares you on the line?\n")


def test_pages_are_as_the_reader_counts_them(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    for artifact, data in (pair for path, pair in made.items() if path.endswith(".pdf")):
        assert isinstance(artifact.params, Params)
        assert len(read_pages(data)) == len(pages(artifact.params))
