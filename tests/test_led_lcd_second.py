"""A second language on televisions, and the fonts of a script: what follows what, what is shaped, what is refused."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.fonts import source
from fanzha.formats import Workshop
from fanzha.formats.led import FORMAT, lcd_layout, lcd_type
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.lcd_slides import in_order, pages_of
from fanzha.formats.led.options import Motion, Options, SloganQuery
from fanzha.formats.led.render import render
from fanzha.model import Artifact, Library, SloganText
from fanzha.pdf.glyphs import glyph_audit
from fanzha.pdf.pages import phrases_in, read_pages
from fanzha.pixels import FONTS, Fonts
from tests import test_led, test_led_lcd
from tests.test_led_lcd import WIDE, planned, slide, without_film

Files = dict[str, bytes]
UG = "ug-Arab-CN"
WORDS = {"ask": "پۇل ئەۋەتكەن بولسىڭىز، 96110 نى ئۇرۇڭ.", "long": "قەرزدىن ئاۋۋال ھەق ئالىدۇ"}
"""Nobody reads the Uyghur: its words are those of the tests of the website."""
LABELS = {"96110": "ئالدامچىلىققا قارشى لىنىيە", "110": "ساقچى"}


def content(words: Mapping[str, str] = WORDS, labels: Mapping[str, str] = LABELS) -> Library:
    """Return the library of the other tests with slogans and numbers in Uyghur too."""
    base = test_led_lcd.content()
    slogans = dict(base.slogans)
    for slug, text in words.items():
        place = Place(f"docs/slogans/all.{UG}.md", 9, 3, len(text))
        said = SloganText(slug=slug, locale=UG, name=Text(text, place), channels=(Text("led"),), place=place)
        slogans[slug] = dataclasses.replace(slogans[slug], texts={**slogans[slug].texts, UG: said})
    numbers = {
        key: dataclasses.replace(one, names={**one.names, **({UG: labels[key]} if key in labels else {})})
        for key, one in base.registry.numbers.items()
    }
    publisher = dataclasses.replace(base.publisher, locales=(Text("zh"), Text("en"), Text(UG)))
    registry = dataclasses.replace(base.registry, numbers=numbers)
    return dataclasses.replace(base, publisher=publisher, slogans=slogans, registry=registry)


ENGLISH = dataclasses.replace(WIDE, second=Text("en"))
UYGHUR = dataclasses.replace(WIDE, second=Text(UG))
UPRIGHT = {"width": 180, "height": 320}
DEJAVU = Fonts(latin="dejavu-sans-bold")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("lcd")
    (folder / "scratch").mkdir()
    return Workshop(folder, folder / "scratch", folder / "cache")


def params_of(artifact: Artifact) -> LcdParams:
    return cast(LcdParams, artifact.params)


def made(options: Options, workshop: Workshop, library: Library | None = None) -> tuple[Artifact, Files]:
    artifact = without_film(options, library or content())
    return artifact, dict(render(artifact, workshop))


def verified(artifact: Artifact, files: Mapping[str, bytes], workshop: Workshop) -> set[str]:
    """Return the codes of what verify finds, but for the notice that there is no film."""
    return test_led.codes(FORMAT.verify(artifact, files, workshop)) - {"LED040"}


@pytest.fixture(scope="module")
def english(workshop: Workshop) -> tuple[Artifact, Files]:
    return made(ENGLISH, workshop)


@pytest.fixture(scope="module")
def uyghur(workshop: Workshop) -> tuple[Artifact, Files]:
    return made(UYGHUR, workshop)


def pages(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    found = json.loads(files["MANIFEST.json"])["pages"]
    assert isinstance(found, list)
    return found


def picture(files: Mapping[str, bytes], number: int) -> Image.Image:
    return Image.open(io.BytesIO(files[slide(files, number)]))


# What is there


@pytest.mark.parametrize(("shape", "sample"), [({}, False), (UPRIGHT, True)], ids=["wide", "upright"])
@pytest.mark.parametrize(
    "options",
    [
        ENGLISH,
        UYGHUR,
        dataclasses.replace(UYGHUR, locale=Text("en")),
        dataclasses.replace(WIDE, locale=Text("en"), second=Text("zh"), fonts=DEJAVU),
        dataclasses.replace(UYGHUR, fonts=Fonts(hanzi="noto-sans-cjk", latin="dejavu-sans", arabic="dejavu-sans")),
    ],
    ids=["english", "uyghur", "uyghur after english", "chinese after english", "other fonts"],
)
def test_what_is_made_passes_its_own_proof(
    options: Options, shape: dict[str, int], sample: bool, workshop: Workshop
) -> None:
    base = content()
    base = dataclasses.replace(base, publisher=dataclasses.replace(base.publisher, fictional=sample))
    artifact, files = made(dataclasses.replace(options, **shape), workshop, base)  # type: ignore[arg-type]
    assert verified(artifact, files, workshop) == set()


def test_each_slogan_is_followed_by_itself_and_the_hotlines_come_in_both_languages(
    english: tuple[Artifact, Files],
) -> None:
    assert [(page["locale"], page["slogan"], page["text"]) for page in pages(english[1])] == [
        ("zh", "ask", "自称警察要转账，挂断自己拨96110"),
        ("en", "ask", "“Police” want money? Hang up. Dial 96110."),
        ("zh", "long", "先别急着转账，想一想，问一问家人，再打电话核实清楚"),
        ("en", "long", "Stop, think, ask your family, then check"),
        ("zh", "", "钱已转出，马上打 110 拿不准，打来问问 96110"),
        ("en", "", "Money gone? Call at once 110 Not sure? Call and ask 96110"),
    ]
    text = english[1]["00_README.html"].decode()
    assert "每条标语先放中文，再放英文" in text and text.count("data:image/png;base64,") == 6
    assert '<bdi lang="en">Stop, think, ask your family, then check</bdi>' in text


def test_a_slogan_without_a_translation_is_shown_alone(workshop: Workshop) -> None:
    _, files = made(UYGHUR, workshop, content({"long": WORDS["long"]}))
    assert [(page["locale"], page["slogan"]) for page in pages(files)] == [
        ("zh", "ask"), ("zh", "long"), (UG, "long"), ("zh", ""), (UG, ""),
    ]  # fmt: skip


def test_the_first_language_is_on_its_slides_as_if_there_were_no_other(
    english: tuple[Artifact, Files], workshop: Workshop
) -> None:
    _, alone = made(WIDE, workshop)
    for number, same in ((1, 1), (2, 3), (3, 5)):
        assert picture(alone, number).tobytes() == picture(english[1], same).tobytes()
    assert "locale" not in pages(alone)[0]


@pytest.mark.parametrize("options", [ENGLISH, UYGHUR], ids=["english", "uyghur"])
@pytest.mark.parametrize("shape", [{}, UPRIGHT], ids=["wide", "upright"])
def test_chinese_is_never_smaller(options: Options, shape: dict[str, int]) -> None:
    # Short in the second language: by itself it would be set in a larger size.
    base = content({"ask": "پۇل", "long": "پۇل"})
    for slug, said in base.slogans.items():
        texts = {**said.texts, "en": dataclasses.replace(said.texts["en"], name=Text("Stop"))}
        base = dataclasses.replace(base, slogans={**base.slogans, slug: dataclasses.replace(said, texts=texts)})
    params = params_of(without_film(dataclasses.replace(options, **shape), base))  # type: ignore[arg-type]
    first, second = params.languages
    box = lcd_layout.box_of(params)
    for slogan, other in zip(first.slogans, second.slogans, strict=True):
        size = lcd_layout.say(first, box, slogan).lines.size
        assert lcd_layout.say(second, box, other).lines.size <= size
        alone = dataclasses.replace(second, first=None)
        assert lcd_layout.say(alone, box, other).lines.size > size, "so something held it back"
    panels, others = (list(lcd_layout.panels(one, box)) for one in (first, second))
    assert others[0].label.size <= panels[0].label.size
    assert lcd_layout.label(second, box).size <= lcd_layout.label(first, box).size


@pytest.mark.slow
def test_both_languages_count_for_the_length_of_the_loop(english: tuple[Artifact, Files], workshop: Workshop) -> None:
    total = sum(int(page["dwell_ms"]) for page in pages(english[1])) // 1000
    for most, expected in ((total, set()), (total - 1, {"LED018"})):
        artifact = without_film(dataclasses.replace(ENGLISH, motion=Motion(most_s=most)), content())
        assert verified(artifact, english[1], workshop) == expected
    assert all(int(page["dwell_ms"]) >= 2000 for page in pages(english[1]))


def test_a_film_shows_both_languages(workshop: Workshop) -> None:
    av = pytest.importorskip("av", reason="PyAV is not installed: ./scripts/video")
    artifact = test_led_lcd.artifact_of(UYGHUR, content())
    files = dict(render(artifact, workshop))
    assert verified(artifact, files, workshop) == set()
    (path,) = (path for path in files if path.startswith("VIDEO/"))
    with av.open(io.BytesIO(files[path]), "r") as container:
        count = sum(1 for _ in container.decode(container.streams.video[0]))
    assert count == 30 * sum(int(page["dwell_ms"]) for page in pages(files)) / 1000


# From right to left


def test_uyghur_is_shaped_reads_back_and_ends_at_the_right_margin(
    uyghur: tuple[Artifact, Files], workshop: Workshop
) -> None:
    artifact, _ = uyghur
    found = read_pages(pages_of(params_of(artifact), workshop.cache))
    page = found[3]
    assert "".join(WORDS["long"].split()) in "".join(page.text.split())
    right = page.width_mm * 0.95
    joined = [line for line in page.lines if "\u0600" <= line.text[0] <= "\u06ff"]
    slogan = [line for line in joined if line.size_pt == max(each.size_pt for each in joined)]
    assert "".join(line.text for line in slogan) == "".join(WORDS["long"].split())
    for line in joined:  # of the slogan, and what the number is called
        assert right - 2 < line.box.right <= right + 0.3, line.text
    hotline = next(line for line in page.lines if line.text == "96110")
    assert hotline.box.left < page.width_mm * 0.07, "the number stands at the other side"


def test_a_number_in_a_uyghur_sentence_keeps_its_order_and_stands_left_of_what_is_before_it(
    workshop: Workshop,
) -> None:
    options = dataclasses.replace(UYGHUR, width=1280, height=360)
    pdf = pages_of(params_of(without_film(options, content({"ask": "تېلېفون 96110", "long": "پۇل"}))), workshop.cache)
    lines = read_pages(pdf)[1].lines
    largest = max(line.size_pt for line in lines if line.text != "96110")
    number = next(line for line in lines if line.text == "96110" and abs(line.size_pt - largest) < 0.1)
    word = next(line for line in lines if line.text == "تېلېفون")
    assert number.box.right < word.box.left and abs(number.box.bottom - number.box.top) > 3


def test_joined_letters_take_other_forms_than_letters_by_themselves(workshop: Workshop) -> None:
    def ink(word: str) -> float:
        params = params_of(without_film(UYGHUR, content({"ask": word, "long": "پۇل"})))
        lines = read_pages(pages_of(params, workshop.cache))[1].lines
        size = lcd_layout.say(params.languages[1], lcd_layout.box_of(params), params.languages[1].slogans[0]).lines.size
        boxes = [line.box for line in lines if line.text[0] in "بن" and abs(line.size_pt / 0.75 - size) < 0.2]
        return (max(box.right for box in boxes) - min(box.left for box in boxes)) / size

    assert ink("ببببن") < 0.8 * ink("ب\u200cب\u200cب\u200cب\u200cن")


def test_uyghur_that_is_set_backwards_is_not_what_is_read(uyghur: tuple[Artifact, Files], workshop: Workshop) -> None:
    found = read_pages(pages_of(params_of(uyghur[0]), workshop.cache))
    said = {**WORDS, **LABELS, "lam with alef": "قارشى لىنىيە"}.values()
    assert set(phrases_in(found, said).values()) == {True}
    assert set(phrases_in(found, [text[::-1] for text in said]).values()) == {False}


# Fonts


@pytest.mark.slow
def test_each_script_is_set_in_the_font_that_is_named_for_it(workshop: Workshop) -> None:
    import pikepdf

    def fonts(**named: str) -> set[str]:
        options = dataclasses.replace(UYGHUR, fonts=Fonts(**named))  # type: ignore[arg-type]
        pdf = pages_of(params_of(without_film(options, content())), workshop.cache)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one)
            return {str(one.BaseFont).partition("+")[2] for one in found}

    both = {"Fanzha-Sans", "Fanzha-Sans-Bold"}
    assert fonts() == {*both, "Fanzha-Arabic"}
    assert fonts(hanzi="noto-sans-cjk") == {"Fanzha-Sans", "Fanzha-Arabic"}
    assert fonts(hanzi="noto-sans-cjk-bold") == {"Fanzha-Sans-Bold", "Fanzha-Arabic"}
    assert fonts(hanzi="noto-sans-cjk", latin="noto-sans-cjk") == {"Fanzha-Sans", "Fanzha-Arabic"}
    assert fonts(latin="dejavu-sans") == {*both, "Fanzha-Latin", "Fanzha-Arabic"}


def test_a_number_on_a_slide_looks_as_its_own_font_draws_it(workshop: Workshop) -> None:
    artifact, files = made(dataclasses.replace(WIDE, fonts=DEJAVU), workshop)
    assert verified(artifact, files, workshop) == set()
    _, plain = made(WIDE, workshop)
    assert picture(files, 1).tobytes() != picture(plain, 1).tobytes()
    params = params_of(artifact)
    assert lcd_type.digit_width(params) == pytest.approx(0.696, abs=0.001)
    assert {"font:dejavu-sans-bold"} <= set(artifact.tools)


def test_a_glyph_that_is_not_its_own_font_s_is_noticed(uyghur: tuple[Artifact, Files], workshop: Workshop) -> None:
    params = params_of(uyghur[0])
    pdf, faces = pages_of(params, workshop.cache), lcd_type.faces_of(params)
    assert list(glyph_audit(pdf, source(), faces)) == []
    other = [dataclasses.replace(face, path=FONTS["dejavu-sans"].path) for face in faces]
    wrong = {char for char, _ in glyph_audit(pdf, source(), other)}
    assert {"ق", "ن", "ڭ"} <= wrong
    assert {char for char, _ in glyph_audit(pdf, source())} == {"?"}, "a font that nobody asked for"


def test_a_long_name_in_a_wide_font_takes_three_lines_and_the_label_stays_legible(workshop: Workshop) -> None:
    base = content()
    names = {**base.publisher.names, "en": "Qingchuan County Anti-Fraud Outreach Office"}
    base = dataclasses.replace(base, publisher=dataclasses.replace(base.publisher, names=names))
    artifact, files = made(dataclasses.replace(ENGLISH, fonts=DEJAVU), workshop, base)
    assert verified(artifact, files, workshop) == set()
    english = params_of(artifact).languages[1]
    assert len(lcd_layout.issuer(english, lcd_layout.box_of(english))[0].lines) == 3


def test_a_document_set_later_does_not_fall_back_on_the_faces_of_an_earlier_one(workshop: Workshop) -> None:
    from fanzha.pdf import MissingGlyph, typeset

    made(UYGHUR, workshop)
    with pytest.raises(MissingGlyph):
        typeset("<html lang='zh'><title>x</title><p>پۇل", [], {}, workshop.cache, variant=None)


@pytest.mark.slow
def test_the_same_slides_come_out_again(uyghur: tuple[Artifact, Files], workshop: Workshop, tmp_path: Path) -> None:
    made(WIDE, workshop)  # so that nothing of it is at hand
    (tmp_path / "scratch").mkdir()
    again = render(uyghur[0], Workshop(tmp_path, tmp_path / "scratch", tmp_path / "cache"))
    assert dict(again) == uyghur[1]


# What is refused


def test_a_letter_that_the_font_lacks_is_refused_at_its_place(workshop: Workshop) -> None:
    artifact, files = made(UYGHUR, workshop, content({"ask": "پۇل \u0601", "long": WORDS["long"]}))
    found = [one for one in FORMAT.verify(artifact, files, workshop) if one.code == "LED002"]
    assert [(one.place.path, one.place.column, dict(one.args)["codepoint"]) for one in found] == [
        (f"docs/slogans/all.{UG}.md", 3 + 4, "U+0601")
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (dataclasses.replace(WIDE, fonts=Fonts(hanzi="wenquanyi")), {"LED013"}),
        (dataclasses.replace(WIDE, fonts=Fonts(latin="wenquanyi")), {"LED013"}),
        (dataclasses.replace(WIDE, second=Text("fr")), {"LOAD020"}),
        (dataclasses.replace(WIDE, second=Text("zh")), {"LOAD020"}),
        (dataclasses.replace(ENGLISH, slogans=SloganQuery(most_chars=2)), {"LED012"}),
        (dataclasses.replace(UYGHUR, fonts=Fonts(arabic="dejavu-sans"), height=182), set()),
        (ENGLISH, set()),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_made(options: Options, expected: set[str]) -> None:
    assert test_led.codes(planned(options, content())) == expected


def test_both_hotlines_need_a_name_in_a_language_that_we_have_no_words_in() -> None:
    found = [one for one in planned(UYGHUR, content(labels={})) if isinstance(one, Diagnostic)]
    assert sorted((one.code, dict(one.args)["number"]) for one in found) == [("LED027", "110"), ("LED027", "96110")]
    assert test_led.codes(planned(ENGLISH, content(labels={}))) == set()


def test_each_language_of_a_slogan_is_counted_by_itself_for_drivers(workshop: Workshop) -> None:
    artifact, files = made(dataclasses.replace(ENGLISH, hangs="roadside"), workshop)
    found = [one for one in FORMAT.verify(artifact, files, workshop) if one.code == "LED021"]
    assert {dict(one.args)["pages"] for one in found} == {"1"}
    assert {dict(one.args)["text"][:4] for one in found} == {"先别急着", "Stop", "“Pol"}


def test_slides_in_their_order_name_each_language_once(uyghur: tuple[Artifact, Files]) -> None:
    shown = [(one.locale, slogan.slug if slogan else "") for one, slogan in in_order(params_of(uyghur[0]))]
    assert shown == [(page["locale"], page["slogan"]) for page in pages(uyghur[1])]


@pytest.mark.slow
@pytest.mark.parametrize(("said", "changed"), [('"ug-Arab-CN"', '"en"'), ("قەرز", "قرز")], ids=["language", "words"])
def test_a_manifest_that_says_something_else_is_noticed(
    uyghur: tuple[Artifact, Files], workshop: Workshop, said: str, changed: str
) -> None:
    artifact, files = uyghur
    damaged = files["MANIFEST.json"].replace(said.encode(), changed.encode(), 1)
    assert damaged != files["MANIFEST.json"]
    assert "LED009" in verified(artifact, {**files, "MANIFEST.json": damaged}, workshop)


@pytest.mark.slow
def test_a_uyghur_slide_of_other_letters_is_noticed(uyghur: tuple[Artifact, Files], workshop: Workshop) -> None:
    artifact, files = uyghur
    _, others = made(UYGHUR, workshop, content({**WORDS, "long": "قەرزدىن ئاۋۋال ھەق ئالىدى"}))
    path, other = slide(files, 4), slide(others, 4)
    assert "LED014" in verified(
        artifact, {**{k: v for k, v in files.items() if k != path}, other: others[other]}, workshop
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1024, 768), (3840, 1080)])
@pytest.mark.parametrize("options", [ENGLISH, UYGHUR, dataclasses.replace(ENGLISH, fonts=DEJAVU)])
def test_every_usual_size_holds_two_languages(size: tuple[int, int], options: Options, workshop: Workshop) -> None:
    artifact, files = made(dataclasses.replace(options, width=size[0], height=size[1]), workshop)
    assert verified(artifact, files, workshop) == set()
