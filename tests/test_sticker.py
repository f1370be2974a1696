"""Sheets of labels: which are made, and each label read back in its place."""

from __future__ import annotations

import dataclasses
import io
import math
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.sticker import FORMAT, Params, StickerOptions, on_labels
from fanzha.formats.sticker.sheets import CLEAR, PAPER, SHEETS
from fanzha.model import Artifact, Edition, Library, Slogan, SloganText
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages
from fanzha.plan import numbered
from tests.print_samples import library, listed

EDITION = Edition(folder="sticker", name="eggs", options={})
WORDS = {
    "code": ("sticker", "验证码，谁也不给", "Tell no one your code"),
    "hang-up": ("sticker", "来电要钱，先挂断", "They want cash? Hang up."),
    "link": ("sticker", "不点生人发的链接", "Strange link? Don’t tap."),
    "ask": ("sticker", "转账前，问问家人", "Ask family before paying"),
    "refund": ("sticker", "退款不用验证码", "Refunds need no code"),
    "account": ("atm", "“安全账户”不安全，叫您转账就是骗", "“Safe account”? No such thing. Hang up."),
    "look-up": ("atm", "来电要钱先挂断，官方号码自己查", "Hang up. Look up the real number. Then call."),
    "poster": ("poster", "家人多通气，骗子难得计", "Families that talk are hard to trick"),
}


def slogan(slug: str, channel: str, zh: str, en: str) -> Slogan:
    texts = {
        locale: SloganText(slug=slug, locale=locale, name=Text(words), channels=(Text(channel),))
        for locale, words in (("zh", zh), ("en", en))
        if words
    }
    return Slogan(slug=slug, tactic=None, audiences=(), texts=texts)


SLOGANS = {slug: slogan(slug, *words) for slug, words in WORDS.items()}
ATM = ("code", "account", "look-up")


def source(**changes: Any) -> Library:
    return dataclasses.replace(library({}, SLOGANS), **changes)


def options(sheet: Any, *ids: str, **rest: Any) -> StickerOptions:
    return StickerOptions(sheet=sheet, slogans=tuple(map(Text, ids)), **rest)


def plan(wanted: StickerOptions, of: Library | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of or source(), EDITION, wanted))


def made(wanted: StickerOptions, of: Library | None = None) -> list[Artifact]:
    return [numbered(each) for each in plan(wanted, of) if isinstance(each, Artifact)]


def codes(wanted: StickerOptions, of: Library | None = None) -> list[str]:
    return [each.code for each in plan(wanted, of) if isinstance(each, Diagnostic)]


def printed(artifact: Artifact, workshop: Workshop) -> bytes:
    from fanzha.formats.sticker.render import render

    return render(artifact, workshop)


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> list[str]:
    return [found.code for found in FORMAT.verify(artifact, data, workshop)]


@pytest.fixture(scope="module")
def sheets(workshop: Workshop) -> Mapping[tuple[str, str], tuple[Artifact, bytes]]:
    """Return a PDF of each kind of sheet in each language."""
    wanted = [options(name, *(() if SHEETS[name].round else ATM)) for name in SHEETS if not SHEETS[name].tall]
    return {(one.sheet, art.locale): (art, printed(art, workshop)) for one in wanted for art in made(one)}


def part(image: Any, edges: tuple[float, ...]) -> Any:
    """Return what is printed there, ten dots a millimetre."""
    return image.crop(tuple(round(edge * 10) for edge in edges))


def on_label(lines: tuple[Line, ...], corner: tuple[float, float], size: tuple[float, float]) -> list[Line]:
    x, y = corner
    return [line for line in lines if x < line.box.left < x + size[0] and y < line.box.top < y + size[1]]


def test_a_pdf_for_each_language_with_the_slogans_of_the_channel() -> None:
    artifacts = made(options("round-25"))
    assert [one.path for one in artifacts] == ["sticker/eggs.zh.pdf", "sticker/eggs.en.pdf"]
    assert [text.slug for text in artifacts[0].params.slogans] == ["code", "hang-up", "link", "ask", "refund"]  # type: ignore[attr-defined]
    assert [text.slug for text in made(options("99x68"))[0].params.slogans] == ["account", "look-up"]  # type: ignore[attr-defined]


def test_unasked_labels_take_one_slogan_of_each_tactic_in_turn_as_the_ministry_lists_them() -> None:
    about = {"code": "a", "hang-up": "a", "link": "b", "ask": "c"}
    many = {slug: dataclasses.replace(SLOGANS[slug], tactic=Text(of)) for slug, of in about.items()}
    content = listed(source(slogans={**many, "refund": SLOGANS["refund"]}), "c", "a")

    def taken(wanted: StickerOptions) -> list[str]:
        params = made(wanted, content)[0].params
        assert isinstance(params, Params)
        return [text.slug for text in params.slogans]

    assert taken(options("round-25")) == ["ask", "code", "link", "refund", "hang-up"]
    assert taken(options("round-25", "code", "hang-up", "ask")) == ["code", "hang-up", "ask"], "as named"


def test_what_cannot_be_made_is_told() -> None:
    assert codes(options("round-25", "cod")) == ["LINK001"]
    assert codes(options("round-25", "account")) == ["LINK001"], "too long for a round label"
    assert codes(options("99x68", "poster")) == ["LINK001"]
    assert codes(options("99x68", "code", "code")) == ["LINK003"]
    assert codes(options("round-25", locales=(Text("ug-Arab-CN"),))) == ["LINK001"]
    chinese = {"code": slogan("code", "sticker", "验证码，谁也不给", "")}
    assert codes(options("round-25", "code"), source(slogans=chinese)) == ["LANG006"]
    assert codes(options("round-25"), source(slogans={})) == ["LINK002", "LINK002"]
    site = Text("https://" + "long-" * 14 + "name.example/")
    moved = dataclasses.replace(source().publisher, site=site)
    assert codes(options("99x68"), source(publisher=moved)) == ["QR003", "QR003"]
    assert codes(options("round-25"), source(publisher=moved)) == [], "it has no code"


def test_sheets_lie_on_the_paper_and_the_readme_has_their_measures() -> None:
    for sheet in SHEETS.values():
        right = sheet.left + (sheet.columns - 1) * sheet.across + sheet.width
        bottom = sheet.top + (sheet.rows - 1) * sheet.down + sheet.height
        assert right == pytest.approx(PAPER[0] - sheet.left, abs=0.1), "as far from the right as from the left"
        assert bottom == pytest.approx(PAPER[1] - sheet.top, abs=0.1)
        assert sheet.across >= sheet.width and sheet.down >= sheet.height
    readme = resources.files("fanzha.formats.sticker").joinpath("README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+) \| (\d+)×(\d+) \| (.+?) \| (\S+)、(\S+) \| (\S+)、(\S+) \| (.+?) \|$", readme, re.M)
    assert [row[0] for row in rows] == list(SHEETS)
    for name, columns, count, size, across, down, left, top, alike in rows:
        sheet = SHEETS[name]
        said = f"⌀ {sheet.width:g}" if sheet.round else f"{sheet.width:g} × {sheet.height:g}"
        assert (size, alike) == (said, sheet.alike)
        measures = (sheet.columns, sheet.rows, sheet.across, sheet.down, sheet.left, sheet.top)
        assert tuple(map(float, (columns, count, across, down, left, top))) == measures


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("count", [2, 3, 4, 5, 7, 14, 15, 29, 70, 71])
def test_neighbours_differ_and_no_slogan_is_left_out(name: str, count: int) -> None:
    params = made(options("round-25"))[0].params
    assert isinstance(params, Params)
    grid = SHEETS[name]
    texts = tuple(SloganText(slug=str(n), locale="zh", name=Text(str(n))) for n in range(count))
    pages = [[text.slug for text in page] for page in on_labels(dataclasses.replace(params, sheet=name, slogans=texts))]
    assert {len(page) for page in pages} == {grid.labels}
    assert len(pages) == math.ceil(count / grid.labels)
    assert {slug for page in pages for slug in page} == {text.slug for text in texts}
    for page in pages:
        for at, slug in enumerate(page):
            assert (at + 1) % grid.columns == 0 or slug != page[at + 1]
            assert at + grid.columns >= len(page) or slug != page[at + grid.columns]


def test_finished_sheets_have_no_findings(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    assert len(sheets) == 10
    assert {kind: told(*one, workshop) for kind, one in sheets.items()} == {kind: [] for kind in sheets}


def test_the_same_input_gives_the_same_bytes(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for kind in (("round-25", "zh"), ("99x68", "en")):
        artifact, data = sheets[kind]
        assert printed(artifact, workshop) == data


def test_each_label_is_where_its_die_is(sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]]) -> None:
    for (name, _), (_, data) in sheets.items():
        grid = SHEETS[name]
        _, found = destinations(data)
        for number in range(grid.labels):
            page, left, height = found[f"label-{number}"]
            row, column = divmod(number, grid.columns)
            assert page == 1
            assert left * MM_PER_PT == pytest.approx(grid.left + column * grid.across, abs=0.1)
            assert PAPER[1] - height * MM_PER_PT == pytest.approx(grid.top + row * grid.down, abs=0.1)


def test_a_round_label_has_a_slogan_and_the_number_to_ask_well_inside(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    artifact, data = sheets["round-25", "zh"]
    grid, (page,) = SHEETS["round-25"], read_pages(data)
    texts = [[line.text for line in on_label(page.lines, corner, (25, 25))] for corner in grid.corners()]
    assert texts[:3] == [
        ["验证码", "谁也不给", "96110"],
        ["来电要钱", "先挂断", "96110"],
        ["不点生人", "发的链接", "96110"],
    ]
    assert {label[-1] for label in texts} == {"96110"} and "110" not in page.text.replace("96110", "")
    for x, y in grid.corners():
        for line in on_label(page.lines, (x, y), (25, 25)):
            assert line.size_pt >= 10
            for glyph in line.glyphs:
                far = max(abs(glyph.box.left - x - 12.5), abs(glyph.box.right - x - 12.5))
                high = max(abs(glyph.box.top - y - 12.5), abs(glyph.box.bottom - y - 12.5))
                assert math.hypot(far, high) <= 12.5 - CLEAR + 0.05
    assert texts_in(next(rasters(data, 150))) == []
    assert "食品接触级" in page.text and "晴川县反诈宣传站" in page.text
    assert artifact.subjects == ()


@pytest.mark.parametrize(("locale", "folder"), [("zh", ""), ("en", "en/")])
def test_a_label_for_a_cash_machine_has_both_numbers_and_a_code_to_the_site(
    locale: str, folder: str, sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]]
) -> None:
    _, data = sheets["99x68", locale]
    grid, (page,), image = SHEETS["99x68"], read_pages(data), next(rasters(data, 254))
    for corner in grid.corners():
        sizes = {line.text: line.size_pt for line in on_label(page.lines, corner, (grid.width, grid.height))}
        assert sizes["96110"] == sizes["110"] >= 27
        assert max(size for text, size in sizes.items() if text not in ("96110", "110")) >= 18
        x, y = corner
        edges = (x, y, x + grid.width, y + grid.height)
        assert texts_in(part(image, edges)) == [f"https://fanzha.example/{folder}"]


def test_nothing_is_printed_where_most_printers_cannot(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    image = next(rasters(sheets["105x74", "zh"][1], 254))
    image.paste(255, (50, 50, image.width - 50, image.height - 50))
    assert image.getextrema()[0] == 255


def test_a_sample_says_so(workshop: Workshop) -> None:
    fictional = source(publisher=dataclasses.replace(source().publisher, fictional=True))
    counts = {"round-25": 1, "99x68": 9, "105x74": 8}
    for name, count in counts.items():
        artifact = made(options(name, "code", locales=(Text("zh"),)), fictional)[0]
        assert read_pages(printed(artifact, workshop))[0].text.count("样张") == count, name


def test_more_slogans_than_labels_take_more_sheets(workshop: Workshop) -> None:
    many = {f"s{n}": slogan(f"s{n}", "atm", f"第{n}句，先问一声", f"Number {n}: ask first") for n in range(1, 10)}
    artifact = made(options("99x68", locales=(Text("zh"),)), source(slogans=many))[0]
    data = printed(artifact, workshop)
    assert told(artifact, data, workshop) == []
    first, second = (page.text for page in read_pages(data))
    assert "第9句" in second and "第9句" not in first


def test_verify_refuses_damage(sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = sheets["99x68", "zh"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x, y = (mm / MM_PER_PT for mm in (80, PAPER[1] - 75))
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, f"Q q /Artifact BMC 0 g {x} {y} 60 60 re f EMC Q".encode()))
        pdf.save(out := io.BytesIO())
    assert "QR001" in told(artifact, out.getvalue(), workshop), "one code of eight is covered"
    shifted = SHEETS["99x68"]
    off = dataclasses.replace(shifted, left=shifted.left + 0.3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SHEETS, "99x68", off)
        moved = printed(artifact, workshop)
    assert told(artifact, moved, workshop) == ["FIT015"]
    assert "FIT006" in told(artifact, sheets["99x68", "en"][1], workshop)
    assert told(artifact, b"%PDF-1.7", workshop) == ["FIT002"]


def test_a_sheet_says_which_it_is_beside_its_labels_or_where_there_is_no_room_on_each(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for name, count in {"round-25": 1, "99x68": 1, "105x74": 8}.items():
        artifact, data = sheets[name, "zh"]
        assert read_pages(data)[0].text.count("eggs.zh") == count, name
        other = numbered(dataclasses.replace(artifact, path="sticker/other.zh.pdf"))
        assert told(other, data, workshop) == ["FIT006"], name


@pytest.mark.parametrize(("name", "locale"), [("round-25", "zh"), ("99x68", "en")])
@pytest.mark.slow
def test_a_sheet_for_a_label_printer_is_the_same_in_four_inks(
    name: str, locale: str, sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    round_ = SHEETS[name].round
    both = made(options(name, *(() if round_ else ATM), locales=(Text(locale),), press="also"))
    assert [one.path for one in both] == [f"sticker/eggs{press}.{locale}.pdf" for press in ("", "-press")]
    assert both[0].title in both[1].title and both[0].title != both[1].title
    press, data = both[1], printed(both[1], workshop)
    assert told(press, data, workshop) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [round(float(edge) * MM_PER_PT, 1) for edge in pdf.pages[0].trimbox] == [0.0, 0.0, *PAPER]
        x, y = (mm / MM_PER_PT for mm in (80, PAPER[1] - 75))
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, f"Q q /Artifact BMC 0 0 0 1 k {x} {y} 60 60 re f EMC Q".encode()))
        pdf.save(out := io.BytesIO())
    assert ("FIT009" if round_ else "QR001") in told(press, out.getvalue(), workshop), "labels are looked for in place"
    assert {"FIT010", "FIT020", "FIT021"} <= set(told(press, sheets[name, locale][1], workshop))


def test_a_rectangular_label_has_english_below_the_chinese(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    (artifact,) = made(options("99x68", *ATM, second=Text("en")))
    assert (artifact.path, artifact.locale) == ("sticker/eggs.zh-en.pdf", "zh")
    assert artifact.title == "贴纸 99.1 × 67.7 mm · 中英双语"
    data = printed(artifact, workshop)
    assert told(artifact, data, workshop) == []
    grid, (page,) = SHEETS["99x68"], read_pages(data)
    for number, corner in enumerate(grid.corners()):
        lines = on_label(page.lines, corner, (grid.width, grid.height))
        _, ours, theirs = WORDS[ATM[number % len(ATM)]]
        chinese = max(line.size_pt for line in lines if line.text[:4] in ours)
        english = {line.size_pt for line in lines if len(line.text) > 3 and line.text in theirs.replace(" ", "")}
        assert chinese >= 18 and english and 10 <= min(english) <= max(english) <= 0.43 * chinese, ours
        digits, scan = (next(line.box for line in lines if word in line.text) for word in ("96110", "扫码"))
        assert scan.top - digits.bottom > 1.5, "the number ends well above the foot of its ground"
        assert {"Notsure?Ask", "Moneygone?Call"} <= {line.text for line in lines}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert [str(thing.get("/Lang", "")) for thing in kinds].count("en") == 3 * grid.labels
    assert "FIT006" in told(artifact, sheets["99x68", "zh"][1], workshop)


def test_a_second_language_that_cannot_be_printed_is_told() -> None:
    def codes_of(sheet: str, *ids: str, second: str = "en", **changes: Any) -> list[str]:
        return codes(options(sheet, *ids, second=Text(second)), source(**changes))

    assert codes_of("99x68", second="fr") == codes_of("99x68", second="zh") == ["LOAD020"]
    chinese = {"account": slogan("account", "atm", "叫您转账就是骗", "")}
    assert codes_of("99x68", "account", slogans=chinese) == ["LANG006"]
    assert codes_of("99x68", slogans=chinese) == ["LINK002"]
    (only,) = made(options("99x68", second=Text("en")), source(slogans={**SLOGANS, **chinese}))
    assert [text.slug for text in only.params.slogans] == ["look-up"], "those in both languages"  # type: ignore[attr-defined]


def test_verify_refuses_text_at_the_edge_of_a_round_label(
    sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fanzha.formats.sticker import circle

    artifact, _ = sheets["round-25", "zh"]
    monkeypatch.setattr(circle, "CLEAR", 0.0)
    monkeypatch.setattr(circle, "LARGEST", 0.6)
    circle.fitted.cache_clear()
    data = printed(artifact, workshop)
    circle.fitted.cache_clear()
    monkeypatch.undo()
    assert "FIT007" in told(artifact, data, workshop)


def test_a_slogan_too_long_for_an_egg_is_refused(workshop: Workshop) -> None:
    long = {
        "long": slogan(
            "long", "sticker", "验证码和密码还有银行卡的卡号谁来要也都不给", "No code, no password, no card number"
        )
    }
    artifact = made(options("round-25", locales=(Text("zh"),)), source(slogans=long))[0]
    assert "FIT018" in told(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "hanzi"), [("round-25", 8), ("round-37", 15), ("round-40", 16)])
def test_a_round_label_has_english_in_small_letters_below_the_hanzi(
    name: str, hanzi: float, sheets: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    (artifact,) = made(options(name, second=Text("en")))
    assert (artifact.path, artifact.locale) == ("sticker/eggs.zh-en.pdf", "zh")
    data = printed(artifact, workshop)
    assert told(artifact, data, workshop) == []
    grid, (page,) = SHEETS[name], read_pages(data)
    (labels,) = on_labels(artifact.params)  # type: ignore[arg-type]
    for corner, text in zip(grid.corners(), labels, strict=True):
        lines = on_label(page.lines, corner, (grid.width, grid.height))
        _, ours, theirs = WORDS[text.slug]
        chinese = [line for line in lines if line.text in ours]
        english = [line for line in lines if line.text in theirs.replace(" ", "")]
        assert "".join(line.text for line in chinese) == ours.replace("，", "")
        assert "".join(line.text for line in english) == theirs.replace(" ", "")
        assert min(line.size_pt for line in chinese) >= hanzi > max(line.size_pt for line in english) >= 6.5
        assert min(line.box.top for line in english) > max(line.box.bottom for line in chinese)
        x, y = corner
        for glyph in (glyph for line in lines for glyph in line.glyphs):
            far = max(abs(glyph.box.left - x - grid.width / 2), abs(glyph.box.right - x - grid.width / 2))
            high = max(abs(glyph.box.top - y - grid.width / 2), abs(glyph.box.bottom - y - grid.width / 2))
            assert math.hypot(far, high) <= grid.width / 2 - CLEAR + 0.05
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert [str(thing.get("/Lang", "")) for thing in kinds].count("en") >= grid.labels
    assert "FIT006" in told(artifact, sheets[name, "zh"][1], workshop)


@pytest.mark.slow
def test_english_too_long_for_an_egg_is_refused_where_it_is_written(workshop: Workshop) -> None:
    from fanzha.diagnostics import Place

    long = slogan("code", "sticker", "验证码，谁也不给", "")
    words = Text("Never ever tell anyone the code that you were sent", Place("docs/slogans/general.en.md", 12, 4))
    english = SloganText(slug="code", locale="en", name=words, channels=(Text("sticker"),))
    slogans = {**SLOGANS, "code": dataclasses.replace(long, texts={**long.texts, "en": english})}
    artifact = made(options("round-25", second=Text("en")), source(slogans=slogans))[0]
    found = list(FORMAT.verify(artifact, printed(artifact, workshop), workshop))
    assert [(one.code, one.place.path, one.place.line) for one in found] == [
        ("FIT018", "docs/slogans/general.en.md", 12)
    ]
    assert dict(found[0].args)["text"] == words
    larger = made(options("round-40", second=Text("en")), source(slogans=slogans))[0]
    assert told(larger, printed(larger, workshop), workshop) == [], "a larger label has room"


def test_a_publisher_too_long_for_its_label_is_refused(workshop: Workshop) -> None:
    publisher = dataclasses.replace(source().publisher, names={"zh": "晴川县反诈宣传站和各街道社区联合宣传队" * 3})
    artifact = made(options("99x68", "code", locales=(Text("zh"),)), source(publisher=publisher))[0]
    assert {"FIT003", "FIT007", "FIT009"} & set(told(artifact, printed(artifact, workshop), workshop))
