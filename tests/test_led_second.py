"""A second language on a screen: what follows the first, which way it moves, and what is refused."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageOps

from fanzha.diagnostics import Diagnostic, Place, Refusal, Severity, Text, as_text, severity_of
from fanzha.formats.led import FORMAT
from fanzha.formats.led.files import by_plain, named
from fanzha.formats.led.motion import gif, scrolling_line
from fanzha.formats.led.options import LedParams, Motion, Options, SloganQuery
from fanzha.formats.led.pages import PALETTES, all_pages
from fanzha.formats.led.proof import lacking_glyphs
from fanzha.formats.led.proof_motion import first_jump, read_gif
from fanzha.formats.led.proof_pictures import read_bmp
from fanzha.formats.led.render import render
from fanzha.model import Artifact, Library, SloganText
from fanzha.model.fingerprint import Fingerprints
from fanzha.pixels import FONTS, NUMBER, TEXT, Fonts, opened
from fanzha.plan import recipe_of
from tests.browser import launched, needs_browser
from tests.damage import remade
from tests.test_led import DOOR, LOBBY, SLOGANS, WORKSHOP, artifact_of, codes, held, library, planned

UG = "ug-Arab-CN"
WORDS = {
    "call-first": {"en": "The boss wants money? Call back", UG: "قەرزدىن ئاۋۋال ھەق ئالىدۇ"},
    "dial": {"en": "Hang up. Dial 96110", UG: "پۇل ئەۋەتكەن بولسىڭىز، 96110 نى ئۇرۇڭ."},
}
"""Of three slogans two are translated. Nobody reads the Uyghur: its words are those of the tests of the website."""
LABELS = {"en": "anti-fraud line", UG: "ئالدامچىلىققا قارشى لىنىيە"}


def content(
    words: Mapping[str, Mapping[str, str]] = WORDS,
    labels: Mapping[str, str] = LABELS,
    chinese: Mapping[str, str] = SLOGANS,
) -> Library:
    """Return a library with slogans in three languages."""
    base = library(chinese)
    slogans = dict(base.slogans)
    for slug, texts in words.items():
        made = {
            locale: SloganText(
                slug=slug,
                locale=locale,
                name=Text(text, Place(f"docs/slogans/all.{locale}.md", 9, 3, len(text))),
                channels=(Text("led"),),
            )
            for locale, text in texts.items()
        }
        slogans[slug] = replace(slogans[slug], texts={"zh": slogans[slug].texts["zh"], **made})
    number = base.registry.numbers["96110"]
    named_so = replace(number, names={"zh": "反诈专线", **labels}, place=Place("materials/registry/numbers.yml", 1))
    publisher = replace(base.publisher, locales=(Text("zh"), Text("en"), Text(UG)))
    registry = replace(base.registry, numbers={"96110": named_so})
    return replace(base, publisher=publisher, slogans=slogans, registry=registry, today=datetime.date(2026, 11, 22))


ENGLISH = replace(DOOR, second=Text("en"))
UYGHUR = replace(LOBBY, second=Text(UG))


def made_of(options: Options) -> tuple[Artifact, dict[str, bytes]]:
    """Return a screen's artefact and its files."""
    artifact = artifact_of(options, content())
    return artifact, dict(render(artifact, WORKSHOP))


@pytest.fixture(scope="module")
def english() -> tuple[Artifact, dict[str, bytes]]:
    return made_of(ENGLISH)


@pytest.fixture(scope="module")
def uyghur() -> tuple[Artifact, dict[str, bytes]]:
    return made_of(UYGHUR)


def params_of(artifact: Artifact) -> LedParams:
    return cast(LedParams, artifact.params)


def refused(artifact: Artifact, files: Mapping[str, bytes]) -> set[str]:
    """Return the codes of the errors that verify finds."""
    found = FORMAT.verify(artifact, files, WORKSHOP)
    return codes(one for one in found if severity_of(one) is Severity.ERROR)


# What is there


@pytest.mark.parametrize(
    "options",
    [
        ENGLISH,
        UYGHUR,
        replace(UYGHUR, colour="red"),
        replace(UYGHUR, height=64, width=512, colour="dual"),
        replace(UYGHUR, locale=Text("en")),
        replace(LOBBY, locale=Text("en"), second=Text("zh"), fonts=Fonts(latin="dejavu-sans-bold")),
    ],
    ids=["english", "uyghur", "one colour", "large", "uyghur after english", "other fonts"],
)
def test_what_is_made_passes_its_own_proof(options: Options) -> None:
    artifact, files = made_of(options)
    assert refused(artifact, files) == set()


def test_the_second_language_follows_with_the_hotline_again(english: tuple[Artifact, dict[str, bytes]]) -> None:
    pages = json.loads(english[1]["MANIFEST.json"])["pages"]
    assert [(page["locale"], page["text"]) for page in pages] == [
        ("zh", "领导群里催打款"),
        ("zh", "打通电话再去办"),
        ("zh", "自称警察要转账"),
        ("zh", "挂断自己拨96110"),
        ("zh", "诈骗"),
        ("zh", "反诈专线96110"),
        ("en", "The boss"),
        ("en", "wants money?"),
        ("en", "Call back"),
        ("en", "Hang up"),
        ("en", "Dial 96110"),
        ("en", "Anti-fraud line"),
        ("en", "96110"),
    ]
    assert [page["file"][:8] for page in pages] == [f"IMG/P{number:02d}_"[:8] for number in range(1, len(pages) + 1)]


def test_a_card_s_text_holds_both_languages_but_no_joined_letters(
    english: tuple[Artifact, dict[str, bytes]], uyghur: tuple[Artifact, dict[str, bytes]]
) -> None:
    assert held(english[1], "TEXT/loop_gbk.txt").decode("gbk").splitlines()[3:] == [
        "反诈专线96110",
        "The boss wants money? Call back",
        "Hang up. Dial 96110",
        "Anti-fraud line 96110",
    ]
    for path, data in uyghur[1].items():
        if path.startswith("TEXT/"):
            assert "\u06d5".encode() not in data and b"\\u1749" not in data
    assert held(uyghur[1], "TEXT/loop_utf8.txt").decode("utf-8-sig").splitlines()[-1] == "反诈专线96110"


def test_uyghur_moves_to_the_right_and_stops_at_the_hotline(uyghur: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = uyghur
    params = params_of(artifact)
    _, other = params.languages
    film = read_gif(held(files, "ANIM/scroll_ug.gif"))
    assert film is not None and film.endless
    assert first_jump(film.frames, params.step, leftwards=False) is None
    assert first_jump(film.frames, params.step) is not None
    first = read_gif(held(files, "ANIM/scroll.gif"))
    assert first is not None and first_jump(first.frames, params.step) is None
    stands = read_bmp(held(files, f"IMG/P{len(all_pages(params)):02d}.bmp")).dots
    assert film.frames[-1].tobytes() == stands.tobytes() and film.durations[-1] >= params.hotline_ms
    record = json.loads(files["MANIFEST.json"])["second"]
    assert (record["locale"], record["towards"], other.leftwards) == (UG, "right", False)


def inked(picture: Image.Image, ink: int) -> Image.Image:
    """Return the dots of one ink, cut to their box, as mode `1`."""
    dots = picture.point([255 if one == ink else 0 for one in range(256)], "1")
    return dots.crop(dots.getbbox())


def columns_of(picture: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """Return the columns that hold a colour."""
    parts = ((x, picture.crop((x, 0, x + 1, picture.height)).getcolors()) for x in range(picture.width))
    return [x for x, found in parts if colour in {one for _, one in found or []}]


def test_the_first_uyghur_slogan_is_at_the_strip_s_right_end(uyghur: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = uyghur
    params = params_of(artifact)
    strip = read_bmp(held(files, "IMG/STRIP_ug.bmp")).dots
    # The first slogan has no number; the second and the hotline, which is last, have one in amber.
    line = scrolling_line(WORDS["call-first"][UG], params.languages[1])
    entering = strip.crop((strip.width - line.width, 0, *strip.size)).convert("L").point([0] + [TEXT] * 255)
    assert inked(entering, TEXT).tobytes() == inked(line, TEXT).tobytes()
    amber = columns_of(strip, PALETTES["full"].number)
    assert amber and amber[-1] < strip.width - line.width
    # Left of it are the darkness after it, what rounds the width up, and the empty edge of its last digit.
    number_ends = 4 * params.em + params.rounding + 2
    assert amber[0] < number_ends, "the number of the hotline, after its name, ends the line at the left"
    assert strip.width % params.rounding == 0


def test_on_a_page_in_uyghur_the_number_is_at_the_left_and_in_its_own_order() -> None:
    pages = all_pages(params_of(artifact_of(replace(UYGHUR, width=512), content())))
    hotlines = [page.picture for page in pages if not page.slogan]
    assert len(hotlines) == 2
    number = hotlines[1].point([0, 0, 255] + [0] * 253, "1").getbbox()
    words = hotlines[1].point([0, 255] + [0] * 254, "1").getbbox()
    assert number is not None and words is not None and number[2] < words[0]
    assert inked(hotlines[0], NUMBER).tobytes() == inked(hotlines[1], NUMBER).tobytes()


# What verify notices


def backwards(data: bytes) -> bytes:
    """Return the GIF as its card would show it if it moved the other way."""

    def mirrored(frames: list[Image.Image], _: list[int]) -> None:
        frames[:] = [ImageOps.mirror(frame) for frame in frames]

    return remade(data, mirrored)


def reversed_in_time(data: bytes) -> bytes:
    """Return the GIF from its last frame to its first: the words are right and move the wrong way."""
    film = read_gif(data)
    assert film is not None
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in PALETTES["full"].colours for part in colour])
    frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in film.frames]
    return gif(frames[::-1], film.durations[::-1])


def dotted(data: bytes) -> bytes:
    """Return the BMP with its middle dot changed."""
    image = opened(data, "BMP")
    spot = (image.width // 2, 15)
    image.putpixel(spot, (0, 0, 0) if image.getpixel(spot) != (0, 0, 0) else (255, 255, 255))
    image.save(out := io.BytesIO(), "BMP")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("ANIM/scroll_ug.gif", backwards, "LED007"),
        ("ANIM/scroll_ug.gif", reversed_in_time, "LED007"),
        ("IMG/STRIP_ug.bmp", dotted, "LED014"),
        ("IMG/P07.bmp", dotted, "LED014"),
        ("MANIFEST.json", lambda data: data.replace(b'"towards": "right"', b'"towards": "left"'), "LED009"),
        ("MANIFEST.json", lambda data: data.replace(b'"ug-Arab-CN"', b'"en"'), "LED009"),
    ],
)
def test_damage_to_the_second_language_is_noticed(
    uyghur: tuple[Artifact, dict[str, bytes]], name: str, change: Callable[[bytes], bytes], code: str
) -> None:
    artifact, files = uyghur
    path = by_plain(files)[name]
    damaged = change(files[path])
    assert damaged != files[path]
    changed = {other: data for other, data in files.items() if other != path} | {named(name, damaged): damaged}
    assert code in refused(artifact, changed)


def test_a_file_of_the_second_language_less_is_noticed(uyghur: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = uyghur
    for name in ("ANIM/scroll_ug.gif", "IMG/STRIP_ug.bmp", "IMG/1BIT/STRIP_ug.bmp"):
        less = {path: data for path, data in files.items() if path != by_plain(files)[name]}
        assert "LED009" in refused(artifact, less)


@pytest.mark.parametrize("mode", ["scroll", "pages"])
def test_both_languages_count_for_the_length_of_the_loop(mode: str) -> None:
    alone = replace(DOOR, motion=Motion(mode=mode, most_s=25))  # type: ignore[arg-type]
    for options, expected in ((alone, set()), (replace(alone, second=Text("en")), {"LED018"})):
        artifact, files = made_of(options)
        assert {one.code for one in FORMAT.verify(artifact, files, WORKSHOP)} == expected


def test_each_language_of_a_slogan_is_counted_by_itself_for_drivers() -> None:
    roadside = replace(LOBBY, hangs="roadside", motion=Motion(mode="pages"), second=Text("en"))
    artifact, files = made_of(replace(roadside, width=320))
    assert refused(artifact, files) == set(), "two pages in each language, and not four"


# What is refused


def test_arabic_script_is_refused_on_too_few_rows() -> None:
    assert codes(planned(replace(DOOR, second=Text(UG)), content())) == {"LED026"}
    assert codes(planned(replace(DOOR, height=31, rounding=1, width=128, second=Text(UG)), content())) == {"LED026"}
    assert codes(planned(replace(UYGHUR, height=32), content())) == set()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (replace(DOOR, second=Text("zh")), {"LOAD020"}),
        (replace(DOOR, second=Text("fr")), {"LOAD020"}),
        (replace(DOOR, second=Text("en"), slogans=SloganQuery(ids=(Text("trap"),))), {"LED015"}),
        (replace(DOOR, second=Text("en"), slogans=SloganQuery(most_chars=2)), {"LED012"}),
        (replace(LOBBY, fonts=Fonts(hanzi="wenquanyi")), {"LED013"}),
        (replace(DOOR, fonts=Fonts(latin="dejavu-sans-bold")), {"LED013"}),
        (replace(DOOR, fonts=Fonts(hanzi="wenquanyi", latin="wenquanyi")), set()),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_made(options: Options, expected: set[str]) -> None:
    assert codes(planned(options, content())) == expected


def test_a_hotline_without_a_name_in_the_second_language_is_refused() -> None:
    found = planned(ENGLISH, content(labels={UG: LABELS[UG]}))
    assert [(one.code, one.place.path) for one in found if isinstance(one, Diagnostic)] == [
        ("LED027", "materials/registry/numbers.yml")
    ]


def test_a_character_that_the_arabic_font_lacks_is_refused_by_name() -> None:
    words = {"dial": {**WORDS["dial"], UG: "پۇل 钱 يوق"}}
    artifact = artifact_of(replace(UYGHUR, slogans=SloganQuery(ids=(Text("dial"),))), content(words))
    (found,) = lacking_glyphs(params_of(artifact))
    assert (found.code, dict(found.args)["char"], found.place.column) == ("LED002", "钱", 3 + 4)


def test_english_that_gbk_cannot_hold_is_refused_and_uyghur_is_not_asked() -> None:
    words = {"dial": {"en": "Café ☎", UG: WORDS["dial"][UG]}}
    query = SloganQuery(ids=(Text("dial"),))
    (found,) = [one for one in planned(replace(ENGLISH, slogans=query), content(words)) if isinstance(one, Diagnostic)]
    assert (found.code, dict(found.args)["char"]) == ("LED001", "☎")
    assert codes(planned(replace(UYGHUR, slogans=query), content(words))) == set()


def test_the_files_depend_on_the_fonts_that_the_profile_asks_for() -> None:
    used = {
        name: [tool for tool in artifact_of(options, content()).tools if tool.startswith("font:")]
        for name, options in (
            ("uyghur", UYGHUR),
            ("english", ENGLISH),
            ("latin", replace(LOBBY, fonts=Fonts(latin="dejavu-sans"))),
            ("regular", replace(UYGHUR, fonts=Fonts(arabic="dejavu-sans"))),
        )
    }
    assert used == {
        "uyghur": ["font:dejavu-sans-bold"],
        "english": [],
        "latin": ["font:dejavu-sans"],
        "regular": ["font:dejavu-sans"],
    }


def test_a_font_that_is_not_installed_is_refused_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = replace(FONTS["dejavu-sans"], path=tmp_path / "none.ttf")
    monkeypatch.setitem(FONTS, "dejavu-sans", gone)
    artifact = artifact_of(replace(UYGHUR, fonts=Fonts(arabic="dejavu-sans")), content())
    with pytest.raises(Refusal) as found:
        render(artifact, WORKSHOP)
    assert "sudo apt-get install fonts-dejavu-core" in as_text([found.value.at(Place("build/led/door"))], "both")
    assert recipe_of(artifact, Fingerprints(), tmp_path).tools["font:dejavu-sans"] == "missing"


# The guide


def test_the_guide_says_which_files_move_which_way(uyghur: tuple[Artifact, dict[str, bytes]]) -> None:
    files = uyghur[1]
    html = files["00_README.html"].decode()
    paths = by_plain(files)
    left, right = html.index(paths["IMG/STRIP.bmp"]), html.index(paths["IMG/STRIP_ug.bmp"])
    assert left < html.index("连续左移") < right < html.index("连续右移")
    assert "effect <b>continuous right</b>" in html and "effect continuous left" in html
    assert f"<code>{paths['ANIM/scroll_ug.gif']}</code><br>维吾尔文的动画，往右走" in html
    assert f'<span lang="{UG}" dir="rtl">' in html
    assert html.count("data:image/png") >= len(json.loads(files["MANIFEST.json"])["pages"])


def test_a_screen_in_one_language_is_told_nothing_of_a_second() -> None:
    html = made_of(DOOR)[1]["00_README.html"].decode()
    assert "右移" not in html and 'dir="' not in html


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("second", ["en", UG])
def test_the_guide_of_two_languages_prints_on_two_pages(tmp_path: Path, second: str) -> None:
    import pypdfium2
    from playwright.sync_api import sync_playwright

    chinese = {f"s-{n}": f"陌生人要您转账，先停一停{n}" for n in range(8)}
    words = {
        slug: {"en": f"A stranger wants money? Hang up, {n}", UG: WORDS["dial"][UG]} for n, slug in enumerate(chinese)
    }
    options = replace(LOBBY, width=320, second=Text(second), slogans=SloganQuery(at_most=8))
    for path, data in render(artifact_of(options, content(words, chinese=chinese)), WORKSHOP).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page()
        page.goto((tmp_path / "00_README.html").as_uri())
        document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        browser.close()
    assert len(document) == 2
