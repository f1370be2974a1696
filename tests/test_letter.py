"""The letter: which files are made, the sheet read back above and below its cut, and the chat version line by line."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.letter import FORMAT, Field, LetterOptions, LetterText, Params, Slip
from fanzha.formats.letter.chat import chat, most_of, sentences, short_paragraphs
from fanzha.furniture import words
from fanzha.load.decode import decode
from fanzha.load.nodes import parse_yaml
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, Page, read_pages
from fanzha.plan import numbered
from fanzha.source import SourceFile
from tests.print_samples import FIVE, library, printed, problems, tactic

EDITION = Edition(folder="letter", name="parents", options={})
ZH = LetterText(
    title=Text("致家长的一封信"),
    greeting=Text("各位家长："),
    paragraphs=(
        Text("您好！有人混进班级群，换上老师的名字，催大家交费。"),
        Text("先别慌，**打个电话**问一问老师。"),
    ),
    points_title=Text("请记住三条"),
    points=(Text("先打电话，再付款。"), Text("验证码不给人。"), Text("孩子有事先来说。")),
    closing=Text("钱转出去了，马上打110；拿不准，打96110问问。"),
    slip=Slip(statement=Text("这封信我读过了。"), give_to=Text("请剪下来，交给班主任。")),
)
EN = LetterText(
    title=Text("A letter to parents"),
    greeting=Text("Dear parents,"),
    paragraphs=(Text("Somebody in the class group takes a teacher’s name and asks for a fee."), Text("Phone first.")),
    points_title=Text("Please remember"),
    points=(Text("Phone before you pay."), Text("Codes are for you alone."), Text("Ask your child to tell you.")),
    closing=Text("If money has gone, dial 110. If you are not sure, ask 96110."),
    slip=Slip(statement=Text("I have read this letter."), give_to=Text("Please hand in.")),
)
ASKED: tuple[Field, ...] = ("child", "class", "parent", "date")
CHAT = """\
【致家长的一封信】

各位家长：

您好！有人混进班级群，换上老师的名字，催大家交费。

先别慌，打个电话问一问老师。

请记住三条
1. 先打电话，再付款。
2. 验证码不给人。
3. 孩子有事先来说。

钱转出去了，马上打110；拿不准，打96110问问。

回执请填在纸上。群里不用发姓名、电话和签名的照片。

拿不准，先问一声：96110
钱已转出，马上打：110
网址：https://fanzha.example/

晴川县反诈宣传站
版本 2026.11 · 2026-11-22 · 有效期至 2027-05-22
"""


def options(**fields: Any) -> LetterOptions:
    return LetterOptions(**{"texts": {"zh": ZH, "en": EN}, "slip": ASKED, **fields})


def plan(source: Library, wanted: LetterOptions | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, wanted or options()))


def made_of(source: Library, wanted: LetterOptions | None = None) -> dict[str, Artifact]:
    return {one.path: one for one in plan(source, wanted) if isinstance(one, Artifact)}


def codes_of(source: Library, wanted: LetterOptions | None = None) -> list[str]:
    return [one.code for one in plan(source, wanted) if isinstance(one, Diagnostic)]


def sheet(text: LetterText, **fields: Any) -> Artifact:
    """Return the Chinese sheet with another text."""
    return made_of(library(), options(texts={"zh": text}, **fields))["letter/parents.zh.pdf"]


def read(text: str) -> tuple[LetterOptions | None, list[Diagnostic]]:
    """Return an edition's options from its YAML, and what is wrong with them."""
    source = SourceFile("materials/letter/next.yml", text, "")
    found: list[Diagnostic] = []
    return decode(parse_yaml(source, source.text), LetterOptions, found), found


def line_with(page: Page, text: str) -> Line:
    return next(line for line in page.lines if text in line.text)


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return sheets and chat versions in both languages by path, the large Chinese sheet among them."""
    artifacts = {path: numbered(one) for path, one in made_of(library(), options(large=True)).items()}
    return {path: (one, printed(one, workshop)) for path, one in artifacts.items() if "large.en" not in path}


def test_a_sheet_and_a_chat_version_for_each_locale_that_has_a_text() -> None:
    kinds = [f"letter/parents.{locale}.{kind}" for locale in ("zh", "en") for kind in ("pdf", "txt")]
    assert list(made_of(library())) == kinds
    assert list(made_of(library(), options(texts={"en": EN}))) == kinds[2:]
    large = made_of(library(), options(large=True, locales=(Text("zh"),)))
    assert list(large) == [kinds[0], "letter/parents-large.zh.pdf", kinds[1]]
    titles = ["致家长的一封信", "致家长的一封信（大字版）", "致家长的一封信（发群里的文字）"]
    assert [one.title for one in large.values()] == titles, "a list of downloads tells them apart"
    assert [one.printing and one.printing.sides for one in large.values()] == [1, 2, None], "the print shop's list"


def test_a_letter_about_one_tactic_leads_to_its_page_and_expires_with_it() -> None:
    one, two = (made_of(library(), options(tactics=tuple(map(Text, FIVE[:count])))) for count in (1, 2))
    about, both = one["letter/parents.en.pdf"], two["letter/parents.en.pdf"]
    assert isinstance(about.params, Params) and isinstance(both.params, Params)
    assert about.params.url == f"https://fanzha.example/en/tactics/{FIVE[0]}.html"
    assert both.params.url == "https://fanzha.example/en/"
    assert both.subjects == FIVE[:2] and [text.slug for text in both.params.tactics] == list(FIVE[:2])


def test_what_cannot_be_made_is_told() -> None:
    whole = library()
    chinese = tactic("chinese")
    only = {"chinese": dataclasses.replace(chinese, texts={"zh": chinese.texts["zh"]})}
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    site = dataclasses.replace(whole.publisher, site=Text("https://" + "long-" * 14 + "name.example/"))
    assert codes_of(whole, options(tactics=(Text("no-such"),))) == ["LINK001"]
    assert codes_of(whole, options(tactics=(Text(FIVE[0]), Text(FIVE[0])))) == ["LINK003"]
    assert codes_of(whole, options(locales=(Text("ug-Arab-CN"),))) == ["LINK001"]
    assert codes_of(whole, options(locales=(Text("en"),), texts={"zh": ZH})) == ["LINK001"]
    assert codes_of(library(only), options(tactics=(Text("chinese"),))) == ["LANG006"]
    assert codes_of(numberless) == ["LINK001", "LINK001"]
    assert codes_of(dataclasses.replace(whole, publisher=site)) == ["QR003", "QR003"]


def test_a_sentence_that_no_chat_holds_is_refused_where_it_is_written() -> None:
    long = dataclasses.replace(ZH, closing=Text("说" * 70 + "。"))
    found = plan(library(), options(texts={"zh": long}))
    assert [one.code for one in found if isinstance(one, Diagnostic)] == ["FIT001"]
    assert [one.path for one in found if isinstance(one, Artifact)] == ["letter/parents.zh.pdf"]


@pytest.mark.parametrize(
    "path",
    [
        "letter/parents.zh.pdf",
        "letter/parents-large.zh.pdf",
        "letter/parents.zh.txt",
        "letter/parents.en.pdf",
        "letter/parents.en.txt",
    ],
)
def test_finished_letters_have_no_findings(
    path: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[path]
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert len(data) < 250_000
    if path.endswith(".pdf"):
        assert path.removeprefix("letter/").removesuffix(".pdf") in read_pages(data)[0].text, "the edition's id"


def test_the_same_input_gives_the_same_bytes(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    for path in ("letter/parents.zh.pdf", "letter/parents.en.txt"):
        artifact, data = made[path]
        assert printed(artifact, workshop) == data


def test_the_chat_version_is_the_letter_without_any_markdown(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    assert made["letter/parents.zh.txt"][1].decode() == CHAT
    english = made["letter/parents.en.txt"][1].decode().splitlines()
    assert english[:2] == ["A letter to parents", ""]
    assert "Website: https://fanzha.example/en/" in english
    assert not CHAT.startswith("\ufeff")


def test_chat_paragraphs_end_where_sentences_do_and_stay_short() -> None:
    text = "他说“转账。”我没转！" * 12
    parts = list(short_paragraphs(text, "zh"))
    assert "".join(parts) == text and all(len(part) <= most_of("zh") for part in parts)
    assert all(part.endswith(("”", "！")) for part in parts)
    english = "Call 96110. Is it version 2.5? Say “no.” Hang up."
    assert sentences(english, "en") == ["Call 96110.", "Is it version 2.5?", "Say “no.”", "Hang up."]
    assert list(short_paragraphs(english, "en")) == [english]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, "BUILD001"),
        (lambda data: data.decode().encode("gb18030"), "BUILD001"),
        (lambda data: data.replace(b"\n", b"\r\n"), "BUILD001"),
        (lambda data: b"\n" + data, "BUILD001"),
        (lambda data: data + b"\n", "BUILD001"),
        (lambda data: data.rstrip(), "BUILD001"),
        (lambda data: data.replace("打个电话".encode(), "**打个电话**".encode()), "BUILD001"),
        (lambda data: data.replace(b"96110", b"96119"), "FIT006"),
        (lambda data: data.replace("验证码不给人。".encode(), b""), "FIT006"),
        (lambda data: data.replace(b"https://fanzha.example/", b""), "FIT006"),
        (lambda data: data.replace("您好！".encode(), "您好！".encode() * 20), "FIT001"),
    ],
    ids=[
        "bom",
        "gb18030",
        "crlf",
        "blank-first",
        "blank-last",
        "no-end",
        "markdown",
        "number",
        "point",
        "site",
        "long",
    ],
)
def test_a_damaged_chat_version_is_refused(
    damage: Any, code: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["letter/parents.zh.txt"]
    assert damage(data) != data
    assert code in problems(artifact, damage(data), workshop)


def test_whoever_cuts_off_the_slip_keeps_hotlines_code_and_dates(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    for path, number in (("letter/parents.zh.pdf", 1), ("letter/parents-large.zh.pdf", 2)):
        data = made[path][1]
        page = read_pages(data)[number - 1]
        at, _, height = destinations(data)[1]["cut"]
        cut = 297 - height * MM_PER_PT
        assert at == number
        above = "".join(line.text for line in page.lines if line.box.bottom < cut)
        below = "".join(line.text for line in page.lines if line.box.top > cut)
        for kept in ("96110", "110", "fanzha.example", "2026-11-22", "2027-05-22", "2026.11"):
            assert kept in above
        assert "班级" in below and "日期" in below
        for handed_in in ("回执", "这封信我读过了。", "学生姓名", "家长签名", "交给班主任"):
            assert handed_in in below and handed_in not in above
        assert "96110" not in below
        image = list(rasters(data, 200))[number - 1]
        assert texts_in(image.crop((0, 0, image.width, round(cut / 25.4 * 200)))) == ["https://fanzha.example/"]


@pytest.mark.parametrize("path", ["letter/parents.zh.pdf", "letter/parents.en.pdf", "letter/parents-large.zh.pdf"])
def test_there_is_room_to_write_on_every_line_of_the_slip(
    path: str, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    data, large = made[path][1], "large" in path
    number, dots = (2, 10) if large else (1, 10)
    image = list(rasters(data, 254))[number - 1]
    places = destinations(data)[1]
    tops = [297 - places[f"slip-{name}"][2] * MM_PER_PT for name in ASKED]
    assert tops[2] - tops[0] >= (13 if large else 9.5), "one writes by hand between two lines"
    lengths = []
    for name, top in zip(ASKED, tops, strict=True):
        left = places[f"slip-{name}"][1] * MM_PER_PT
        deep = 13.4 if large else 9.9
        strip = image.crop((left * dots, top * dots, (left + 75) * dots, (top + deep) * dots))
        rows = [strip.crop((0, y, strip.width, y + 1)) for y in range(strip.height)]
        dark = [sum(1 for level in row.tobytes() if level < 160) for row in rows]
        lengths.append(max(dark) / dots)
    assert min(lengths) >= 36


@pytest.mark.parametrize("path", ["letter/parents.zh.pdf", "letter/parents.en.pdf", "letter/parents-large.zh.pdf"])
def test_the_line_to_cut_along_runs_up_to_its_words_on_both_sides(
    path: str, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    data, dots = made[path][1], 10
    page, image = list(zip(read_pages(data), rasters(data, 254), strict=True))[-1]
    words = next(line for line in page.lines if line.text in {"沿虚线剪下", "Cutalongtheline"})
    height = 297 - destinations(data)[1]["cut"][2] * MM_PER_PT
    row = range(round((height + 2) * dots), round((height + 3) * dots))
    for left, right in ((words.box.left - 6, words.box.left - 1), (words.box.right + 1, words.box.right + 6)):
        beside = image.crop((round(left * dots), row.start, round(right * dots), row.stop)).convert("L")
        assert min(beside.tobytes()) < 160, "no dash within 6 mm of the words"


def test_type_is_large_enough_and_only_letterhead_version_and_dates_are_smaller(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    for path, least, most in (
        ("letter/parents.zh.pdf", 12, 14.6),
        ("letter/parents.en.pdf", 12, 14.6),
        ("letter/parents-large.zh.pdf", 18, 20.5),
    ):
        lines = [line for page in read_pages(made[path][1]) for line in page.lines]
        fine = {line.text for line in lines if line.size_pt < least - 0.05}
        small = re.compile("2026|2027|版本|晴川|Version|Qingchuan|剪|Cut|《|·|Published|Valid")
        assert all(small.search(text) for text in fine), fine
        body = [line.size_pt for line in lines if "老师" in line.text or "teacher" in line.text]
        assert body and least - 0.05 <= min(body) and max(body) <= most
        hotline = max(line.size_pt for line in lines if line.text == "96110")
        assert hotline == max(line.size_pt for line in lines) >= 42


def test_a_slip_can_ask_for_nothing_that_a_scammer_could_use() -> None:
    def codes(asked: str) -> list[str]:
        text = "texts: {zh: {title: 信, paragraphs: [好], points_title: 记, points: [一, 二, 三], closing: 好}}\n"
        return [one.code for one in read(f"slip: {asked}\n{text}")[1]]

    assert codes("[name, date]") == []
    assert codes("[name, id-card]") == ["LOAD020"]
    assert codes("[name, phone]") == ["LOAD020"]
    assert codes("[name]") == ["LOAD019"]
    for locale in ("zh", "en"):
        labels = " ".join(words("letter", locale)[name] for name in Field.__args__)  # type: ignore[attr-defined]
        assert not re.search(r"身份证|银行|卡号|手机|电话|\bID\b|card|bank|phone", labels, re.I)


def test_a_pledge_is_signed_on_the_sheet_and_has_a_serial_number(workshop: Workshop) -> None:
    text = dataclasses.replace(ZH, title=Text("反诈承诺书"), greeting=Text(""))
    artifact = sheet(text, kind="pledge", slip=("serial", "unit", "signature", "date"))
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    (page,) = read_pages(data)
    assert [page.text.count(label) for label in ("编号", "签名", "日期", "2026年11月22日")] == [2, 2, 3, 0]
    title, serial = line_with(page, "反诈承诺书").box, line_with(page, "编号").box
    assert serial.left > title.right and title.top < serial.top < title.bottom, "the number stands beside the title"


def test_who_signs_may_be_named_and_a_sample_says_so(workshop: Workshop) -> None:
    source = library()
    sample = dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, fictional=True))
    text = dataclasses.replace(ZH, sign=Text("晴川县第一小学"))
    made = made_of(sample, options(texts={"zh": text}))
    assert {path.rpartition(".")[2] for path in made} == {"pdf", "txt"}
    for path, artifact in made.items():
        data = printed(artifact, workshop)
        said = data.decode() if path.endswith(".txt") else read_pages(data)[0].text
        assert problems(artifact, data, workshop) == set()
        assert "晴川县第一小学" in said and "晴川县反诈宣传站" in said and "样张" in said


def test_a_letter_without_a_slip_ends_with_its_dates(workshop: Workshop) -> None:
    artifact = sheet(dataclasses.replace(ZH, slip=None))
    data = printed(artifact, workshop)
    (page,) = read_pages(data)
    assert problems(artifact, data, workshop) == set()
    assert "回执" not in page.text and "cut" not in destinations(data)[1]
    assert b"\xe5\x9b\x9e\xe6\x89\xa7" not in chat(artifact.params)  # type: ignore[arg-type]


def test_a_longer_letter_is_set_smaller_and_one_that_is_too_long_is_refused(workshop: Workshop) -> None:
    def grown(times: int) -> Artifact:
        paragraphs = tuple(Text(text * times) for text in ZH.paragraphs)
        return sheet(dataclasses.replace(ZH, paragraphs=paragraphs, place=Place("materials/letter/parents.yml", 6)))

    sizes = []
    for times in (1, 7):
        artifact = grown(times)
        data = printed(artifact, workshop)
        assert problems(artifact, data, workshop) == set()
        sizes.append(line_with(read_pages(data)[0], "混进班级群").size_pt)
    assert 12 - 0.05 <= sizes[1] < sizes[0]
    artifact = grown(14)
    found = FORMAT.verify(artifact, printed(artifact, workshop), workshop)
    assert [(one.code, str(one.place)) for one in found] == [("FIT002", "materials/letter/parents.yml:6")]


def test_verify_refuses_another_letter_and_one_whose_slip_is_not_cut_off(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["letter/parents.zh.pdf"]
    other = sheet(dataclasses.replace(ZH, points=(*ZH.points[:2], Text("有事先打电话。"))))
    assert [one.code for one in FORMAT.verify(other, data, workshop)] == ["FIT006"]
    moved = dataclasses.replace(artifact.params, url="https://fanzha.example/en/")  # type: ignore[type-var]
    assert problems(dataclasses.replace(artifact, params=moved), data, workshop) == {"QR001", "QR002"}
    uncut = printed(sheet(dataclasses.replace(ZH, slip=None)), workshop)
    assert "FIT006" in problems(artifact, uncut, workshop)
    assert [one.code for one in FORMAT.verify(artifact, b"%PDF-1.7 broken", workshop)] == ["FIT002"]


def test_verify_refuses_hotlines_below_the_cut(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made["letter/parents.zh.pdf"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pdf.Root.Names.Dests.Names
        at = next(index for index in range(0, len(names), 2) if str(names[index]) == "cut")
        names[at + 1][3] = float(names[at + 1][3]) + 60 / MM_PER_PT
        pdf.save(out := io.BytesIO())
    assert {"FIT006", "QR001"} <= problems(artifact, out.getvalue(), workshop)


def test_the_date_is_written_as_one_writes_it() -> None:
    from fanzha.formats.letter.sides import day

    assert day(datetime.date(2026, 1, 5), "zh") == "2026年1月5日"
    assert day(datetime.date(2026, 12, 5), "en") == "5 December 2026"


def test_the_example_of_an_edition_is_one(workshop: Workshop) -> None:
    wanted, found = read(FORMAT.example)
    assert found == [] and wanted is not None
    about = {"boss-impersonation": tactic("boss-impersonation")}
    for artifact in made_of(library(about), wanted).values():
        assert problems(artifact, printed(artifact, workshop), workshop) == set()
