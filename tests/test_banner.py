"""The cloth banner: which are made, and the drawing at 1:10 read back."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.banner import FORMAT, BannerOptions
from fanzha.formats.banner import setting as at
from fanzha.model import Artifact, Edition, Library, Slogan, SloganText
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages
from fanzha.plan import numbered
from fanzha.theme import contrast
from tests.print_samples import FIVE, library, listed

EDITION = Edition(folder="banner", name="street", options={})
WORDS = {
    "family": ("", "家人多通气，骗子难得计", "Families that talk are hard to trick"),
    "second": ("", "再急也停三分钟，问问家人再行动", "Told to hurry? Ask at home."),
    "account": (FIVE[0], "“安全账户”不安全，叫您转账就是骗", "“Safe account”? No such thing. Hang up."),
    "ask": (FIVE[1], "有疑问，别硬撑，96110问一声", "In doubt? Don’t go it alone. Ask 96110."),
    "report": (FIVE[2], "发现被骗别再等，马上拨打110", "Scammed? Don’t wait. Dial 110."),
    "longest": (
        FIVE[3],
        "解冻费、保证金，交了这笔还有下一笔，快打住",
        "One fee, then another, and never your money: stop now.",
    ),
}


def slogan(slug: str, of: str, zh: str, en: str, channel: str = "banner") -> Slogan:
    texts = {
        locale: SloganText(slug=slug, locale=locale, name=Text(words), channels=(Text(channel),))
        for locale, words in (("zh", zh), ("en", en))
        if words
    }
    return Slogan(slug=slug, tactic=Text(of) if of else None, audiences=(), texts=texts)


SLOGANS = {slug: slogan(slug, *words) for slug, words in WORDS.items()}


def source(**changes: Any) -> Library:
    return dataclasses.replace(library({}, SLOGANS), **changes)


def options(*ids: str, **rest: Any) -> BannerOptions:
    return BannerOptions(slogans=tuple(map(Text, ids)), **rest)


def plan(wanted: BannerOptions, of: Library | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of or source(), EDITION, wanted))


def made(wanted: BannerOptions, of: Library | None = None) -> list[Artifact]:
    return [each for each in plan(wanted, of) if isinstance(each, Artifact)]


def codes(wanted: BannerOptions, of: Library | None = None) -> list[str]:
    return [each.code for each in plan(wanted, of) if isinstance(each, Diagnostic)]


def printed(artifact: Artifact, workshop: Workshop) -> bytes:
    from fanzha.formats.banner.render import render

    return render(artifact, workshop)


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> list[str]:
    return [found.code for found in FORMAT.verify(artifact, data, workshop)]


@pytest.fixture(scope="module")
def all_made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return every banner by the last part of its path, without its suffix."""
    artifacts = made(options(*WORDS, layout="both"))
    return {one.path[len("banner/") : -len(".pdf")]: (one, printed(one, workshop)) for one in artifacts}


def letters(data: bytes, least: float = 70) -> list[Line]:
    return [line for line in read_pages(data)[0].lines if line.size_pt >= least and line.text != "96110"]


def changed(data: bytes, drawn: str = "", trim: list[float] | None = None) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if drawn:
            pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
            pdf.pages[0].contents_add(pikepdf.Stream(pdf, f"Q q /Artifact BMC {drawn} EMC Q".encode()))
        if trim:
            pdf.pages[0].trimbox = pikepdf.Array(trim)
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_a_banner_for_each_slogan_layout_and_language_but_none_upright_in_english() -> None:
    assert [one.path for one in made(options("family", layout="both"))] == [
        "banner/family.zh.pdf",
        "banner/family-vertical.zh.pdf",
        "banner/family.en.pdf",
    ]
    assert [one.path for one in made(options("family", layout="vertical"))] == ["banner/family-vertical.zh.pdf"]
    account = made(options("account"))[0]
    assert account.subjects == (FIVE[0],)
    assert account.printing and account.printing.trim_mm == (8000, 700), "what is ordered is not the drawing"


def test_unasked_it_takes_a_general_slogan_and_one_of_each_tactic_and_not_too_many() -> None:
    taken = [one.path for one in made(BannerOptions(locales=(Text("zh"),)))]
    assert taken == [f"banner/{slug}.zh.pdf" for slug in ("family", "longest", "account", "report", "ask")]
    many = {f"s{number}": slogan(f"s{number}", f"t{number}", "家人多通气", "") for number in range(20)}
    assert len(made(BannerOptions(locales=(Text("zh"),)), source(slogans=many))) == 12
    assert len(made(BannerOptions(locales=(Text("zh"),), layout="both"), source(slogans=many))) == 12
    assert len(made(BannerOptions(locales=(Text("zh"),), layout="both", press="also"), source(slogans=many))) == 12


def test_unasked_the_tactics_come_in_the_order_of_the_ministrys_list() -> None:
    taken = [one.path for one in made(BannerOptions(locales=(Text("zh"),)), listed(source(), FIVE[3], FIVE[1]))]
    by_path = [f"banner/{slug}.zh.pdf" for slug in ("family", "longest", "ask", "account", "report")]
    assert taken == by_path
    many = {f"s{number:02}": slogan(f"s{number:02}", f"t{number:02}", "家人多通气", "") for number in range(20)}
    first = made(BannerOptions(locales=(Text("zh"),)), listed(source(slogans=many), "t19", "t18"))
    assert [one.subjects for one in first[:3]] == [("t19",), ("t18",), ("t00",)], "of more than twelve, those"


def test_what_cannot_be_made_is_told() -> None:
    assert codes(options("famly")) == ["LINK001"]
    assert codes(options("family", "family")) == ["LINK003"]
    assert codes(options("family", locales=(Text("ug-Arab-CN"),))) == ["LINK001"]
    assert codes(options("family", layout="vertical", locales=(Text("en"),))) == ["LINK001"]
    chinese = {"only": slogan("only", "", "家人多通气", "")}
    assert codes(options("only"), source(slogans=chinese)) == ["LANG006"]
    posters = {"other": slogan("other", "", "家人多通气", "Talk", channel="poster")}
    assert codes(options("other"), source(slogans=posters)) == ["LINK001"]
    assert codes(options(), source(slogans=posters)) == ["LINK002", "LINK002"]
    numberless = dataclasses.replace(source().registry, numbers={})
    assert codes(options("family"), source(registry=numberless)) == ["LINK001", "LINK001"]


def test_finished_banners_have_no_findings(all_made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    assert len(all_made) == 18
    assert {name: told(*one, workshop) for name, one in all_made.items()} == {name: [] for name in all_made}


def test_the_same_input_gives_the_same_bytes(
    all_made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for name in ("account.zh", "account-vertical.zh"):
        artifact, data = all_made[name]
        assert printed(artifact, workshop) == data


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [("family.zh", (800, 70), "8000 × 700 mm"), ("family-vertical.zh", (70, 800), "700 × 8000 mm")],
)
def test_the_print_shop_can_tell_scale_and_size(
    name: str, size: tuple[float, float], words: str, all_made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    data = all_made[name][1]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        trim = [float(edge) * MM_PER_PT for edge in pdf.pages[0].trimbox]
        assert f"1:10，成品 {words}" in str(pdf.docinfo["/Title"])
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(size, abs=0.05)
    (line,) = [line for line in read_pages(data)[0].lines if "1:10" in line.text]
    assert words.replace(" ", "") in line.text
    assert line.box.top > at.SLUG + size[1], "it is not printed on the cloth"


def test_pauses_are_gaps_and_marks_that_speak_stay(all_made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    said = {name: "".join(line.text for line in letters(data)) for name, (_, data) in all_made.items()}
    assert said["family.zh"] == "家人多通气骗子难得计"
    assert said["account.zh"] == "“安全账户”不安全叫您转账就是骗"
    assert said["account-vertical.zh"] == "安全账户不安全叫您转账就是骗", "its quotation marks are drawn"
    assert said["longest.zh"] == "解冻费保证金交了这笔还有下一笔快打住"
    assert said["ask.en"] == "Indoubt?Don’tgoitalone.Ask96110."
    (line,) = letters(all_made["account.zh"][1])
    before, after = (next(glyph.box for glyph in line.glyphs[8:] if glyph.char == char) for char in "全叫")
    assert after.left - before.right > 0.5 * (before.bottom - before.top)


def test_after_a_number_there_is_the_space_that_hanzi_have_between_them(
    all_made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    glyphs = [
        glyph for line in read_pages(all_made["ask.zh"][1])[0].lines if line.size_pt > 70 for glyph in line.glyphs
    ]
    digit, ask, one = (next(glyph.box for glyph in reversed(glyphs) if glyph.char == char) for char in "0问一")
    assert ask.left - digit.right > 0.8 * (one.left - ask.right)


def test_letters_are_as_large_as_the_cloth_allows(all_made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    for name, (_, data) in all_made.items():
        lines = letters(data)
        upright = "vertical" in name
        extent = (
            max(line.box.bottom for line in lines) - min(line.box.top for line in lines)
            if upright
            else max(line.box.right for line in lines) - min(line.box.left for line in lines)
        )
        assert max(line.size_pt for line in lines) >= 119 or extent > 540, name  # 119 pt: six tenths of 70 mm


def test_letters_stand_in_the_middle_of_the_cloth(all_made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    boxes = [line.box for line in letters(all_made["family.zh"][1])]
    above, below = min(box.top for box in boxes) - at.SLUG, at.SLUG + 70 - max(box.bottom for box in boxes)
    assert above == pytest.approx(below, abs=2) and above > 8
    for line in letters(all_made["family-vertical.zh"][1]):
        assert (line.box.left + line.box.right) / 2 == pytest.approx(at.SLUG + 35, abs=2.5)


def test_the_hotline_stands_beside_a_sentence_that_names_none(all_made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    texts = {name: read_pages(data)[0].text for name, (_, data) in all_made.items()}
    for name in ("family.zh", "family.en", "family-vertical.zh", "account.zh"):
        assert texts[name].count("96110") == 1, name
    assert "先问" in texts["family.zh"] and "Ask first" in texts["family.en"]
    for name in ("ask.zh", "report.zh", "report-vertical.zh", "ask.en"):
        assert "先问" not in texts[name] and "Ask first" not in texts[name], name
    assert "96110" not in texts["longest.en"], "its letters would be too small"
    assert "晴川县反诈宣传站" in texts["longest.zh"] and "2027-05-22" in texts["longest.zh"]


def test_upright_a_short_number_stands_side_by_side_and_a_long_one_digit_by_digit(
    all_made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    short = [line.text for line in read_pages(all_made["report-vertical.zh"][1])[0].lines if line.size_pt > 50]
    assert "110" in short
    boxes = [line.box for line in letters(all_made["ask-vertical.zh"][1]) if line.text in set("96110")]
    assert len(boxes) == 5
    for upper, lower in itertools.pairwise(boxes):
        assert lower.top > upper.bottom


@pytest.mark.parametrize("ground", ["dark", "light"])
def test_dark_and_light_grounds_have_contrast(ground: Any, workshop: Workshop) -> None:
    from fanzha.pdf.pages import open_pdf

    artifact = made(options("account", ground=ground))[0]
    data = printed(artifact, workshop)
    assert told(artifact, data, workshop) == []
    page = open_pdf(data)[0].render(scale=0.5).to_pil().convert("RGB")
    (red, green, blue), brand = page.getpixel((page.width // 2, 30)), artifact.params.theme["color-brand"]  # type: ignore[attr-defined]
    found = f"#{red:02x}{green:02x}{blue:02x}"
    assert found == (brand if ground == "dark" else "#ffffff")
    assert contrast(brand, "#ffffff") > 7


@pytest.mark.parametrize("layout", ["horizontal", "vertical"])
def test_a_banner_in_four_inks_has_its_ground_run_over_the_cut(layout: Any, workshop: Workshop) -> None:
    office, press = made(options("account", layout=layout, locales=(Text("zh"),), press="also"))
    assert press.path == office.path.replace(".zh", "-press.zh") and press.title != office.title
    assert office.subjects == (FIVE[0],) and press.subjects == ()
    data = printed(press, workshop)
    assert told(press, data, workshop) == []
    (image,) = rasters(data, 50.8)  # two dots a millimetre
    ink = image.point(lambda level: 255 if level < 200 else 0)
    column = ink.crop((ink.width * 7 // 8 - 4, 0, ink.width * 7 // 8, ink.height)).getbbox()
    row = ink.crop((0, ink.height // 4, ink.width, ink.height // 4 + 4)).getbbox()
    assert column is not None and row is not None
    edges = (row[0], ink.width - row[2], column[1], ink.height - column[3])
    assert edges == pytest.approx((12,) * 4, abs=1), "6 mm from the sheet's edge: 3 mm beyond the cut"
    assert {"FIT010", "FIT020"} <= set(told(press, printed(office, workshop), workshop))


def test_a_horizontal_banner_has_english_in_a_smaller_line_below(
    all_made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifacts = made(options("family", "report", second=Text("en"), press="also"))
    paths = [one.path for one in artifacts]
    assert paths == [f"banner/{name}{press}.zh-en.pdf" for name in ("family", "report") for press in ("", "-press")]
    family, _, _, report = artifacts
    assert (family.locale, family.title) == ("zh", "家人多通气，骗子难得计 · 中英双语")
    for artifact, english in ((family, "Familiesthat"), (report, "Scammed?")):
        data = printed(artifact, workshop)
        assert told(artifact, data, workshop) == []
        lines = {line.text: line for line in read_pages(data)[0].lines}
        first = max((line for text, line in lines.items() if text != "96110"), key=lambda line: line.size_pt)
        second = next(line for text, line in lines.items() if text.startswith(english))
        assert 0.3 * first.size_pt <= second.size_pt <= 0.46 * first.size_pt
        assert second.box.top > first.box.bottom + 1.5
        assert ("Notsure?Askfirst" in lines) == (artifact is family), "the number's words, where it has a panel"
        with pikepdf.open(io.BytesIO(data)) as pdf:
            kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
            assert [str(thing.get("/Lang", "")) for thing in kinds].count("en") == (2 if artifact is family else 1)
    assert "FIT006" in told(family, all_made["family.zh"][1], workshop)
    monkeypatch.setattr(at, "BELOW", 8.0)
    assert told(family, printed(family, workshop), workshop) == ["FIT018"]


@pytest.mark.parametrize("ground", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_upright_english_stands_on_its_side_to_the_right_of_the_hanzi(
    ground: Any, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifacts = made(options("account", "ask", layout="vertical", ground=ground, second=Text("en"), press="also"))
    names = [one.path for one in artifacts]
    assert names[:2] == [f"banner/account-vertical{press}.zh-en.pdf" for press in ("", "-press")]
    for artifact in artifacts:
        data, around = printed(artifact, workshop), at.around(artifact.params)  # type: ignore[arg-type]
        assert told(artifact, data, workshop) == [], artifact.path
        lines = read_pages(data)[0].lines
        hanzi = [line for line in lines if line.size_pt >= 90]
        (english,) = [line for line in lines if line.text[:6] in ("“Safea", "Indoub")]
        assert "".join(line.text for line in hanzi).replace("96110", "")[:3] in ("安全账", "有疑问")
        assert 0.17 * 70 / MM_PER_PT <= english.size_pt <= 0.46 * hanzi[0].size_pt
        tops = [glyph.box.top for glyph in english.glyphs if glyph.char.isalpha()]
        assert tops == sorted(tops) and tops[-1] - tops[0] > 220, "it runs downwards"
        edge = max(line.box.right for line in hanzi)
        assert english.box.left > edge + 1, "beside the hanzi"
        assert english.box.right < around + 70 - 5 and min(line.box.left for line in hanzi) > around + 6
        top, bottom = min(line.box.top for line in hanzi), max(line.box.bottom for line in hanzi)
        assert english.box.top + english.box.bottom == pytest.approx(top + bottom, abs=30), (
            "half way down; a corner is no text"
        )
        assert ("Notsure?Askfirst" in {line.text for line in lines}) == ("account" in artifact.path)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
            assert "en" in [str(thing.get("/Lang", "")) for thing in kinds]
    (alone,) = made(options("account", layout="vertical", ground=ground, locales=(Text("zh"),)))
    assert "FIT006" in told(artifacts[0], printed(alone, workshop), workshop)
    monkeypatch.setattr(at, "SIDEWAYS", 8.0)
    assert told(artifacts[0], printed(artifacts[0], workshop), workshop) == ["FIT018"]


def test_a_second_language_that_cannot_be_printed_is_told() -> None:
    second = Text("en")
    upright = options("family", layout="vertical", second=Text("zh"), locales=(Text("en"),))
    assert codes(upright) == ["LINK001"], "English is not stacked, whatever stands beside it"
    assert codes(options("family", second=Text("fr"))) == codes(options("family", second=Text("zh"))) == ["LOAD020"]
    chinese = {"only": slogan("only", "", "家人多通气", "")}
    assert codes(options("only", second=second), source(slogans=chinese)) == ["LANG006"]
    assert codes(options(second=second), source(slogans=chinese)) == ["LINK002"]
    some = {**chinese, "other": slogan("other", FIVE[0], "先问一声", "Ask first")}
    assert [one.path for one in made(options(second=second), source(slogans=some))] == ["banner/other.zh-en.pdf"]


def test_a_pale_brand_is_refused(workshop: Workshop) -> None:
    artifact = made(options("family"), source(brand=":root{--color-brand:#5b9ab8}"))[0]
    assert "FIT009" in told(artifact, printed(artifact, workshop), workshop)


def test_a_sample_says_so_on_the_cloth(workshop: Workshop) -> None:
    publisher = dataclasses.replace(source().publisher, fictional=True)
    artifacts = made(options("family", layout="both"), source(publisher=publisher))
    assert {"vertical" in artifact.path for artifact in artifacts} == {False, True}
    for artifact in artifacts:
        (line,) = [
            line
            for line in read_pages(printed(artifact, workshop))[0].lines
            if line.text.startswith(("样张", "Sample"))
        ]
        assert line.box.bottom < at.SLUG + (800 if "vertical" in artifact.path else 70) - at.SAFE


@pytest.mark.parametrize("ground", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_a_banner_says_at_its_hem_which_it_is(ground: Any, workshop: Workshop) -> None:
    for artifact in map(numbered, made(options("family", "report", layout="both", ground=ground, press="also"))):
        data, around = printed(artifact, workshop), at.around(artifact.params)  # type: ignore[arg-type]
        assert told(artifact, data, workshop) == [], artifact.path
        name = artifact.path[len("banner/") : -len(".pdf")]
        lines = read_pages(data)[0].lines
        (line,) = [line for line in lines if line.text == name]
        foot = around + (at.LONG if "vertical" in name else at.SHORT)
        assert foot - 7 < line.box.top < line.box.bottom < foot - at.SAFE, "in the hem's corner, clear of the fold"
        assert line.box.top > max(each.box.bottom for each in lines if each.size_pt > 20), "below all that is read"
        other = numbered(dataclasses.replace(artifact, path="banner/other.zh.pdf"))
        assert told(other, data, workshop) == ["FIT006"]


def test_verify_refuses_damage(all_made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = all_made["family.zh"]
    other = all_made["second.zh"][1]
    assert "FIT006" in told(artifact, other, workshop)
    media = [-34.0, -34.0, 2302.0, 232.0]
    assert told(artifact, changed(data, trim=media), workshop) == ["FIT010"]
    covered = told(artifact, changed(data, "0.055 0.29 0.4 rg 20 5 380 190 re f"), workshop)
    assert "FIT009" in covered
    assert told(artifact, b"%PDF-1.7", workshop) == ["FIT002"]


def test_verify_refuses_letters_that_leave_their_room_empty(
    all_made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifact, _ = all_made["family.zh"]
    monkeypatch.setattr(at, "LARGEST", 30.0)
    monkeypatch.setattr(at, "FOOTED", 30.0)
    assert "FIT018" in told(artifact, printed(artifact, workshop), workshop)


def test_verify_refuses_text_in_the_hem(workshop: Workshop) -> None:
    publisher = dataclasses.replace(source().publisher, names={"zh": "晴川县反诈宣传站和各街道社区联合宣传队" * 12})
    artifact = made(options("report", locales=(Text("zh"),)), source(publisher=publisher))[0]
    assert "FIT007" in told(artifact, printed(artifact, workshop), workshop)
