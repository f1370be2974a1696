"""LED folders: what a card would read, and that verify notices every kind of damage."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageSequence

from fanzha import pixels
from fanzha.diagnostics import Diagnostic, Language, Place, Text, as_text
from fanzha.formats import Workshop
from fanzha.formats.led import EXAMPLE, FORMAT
from fanzha.formats.led.charset import is_ambiguous, refused, shown, unmistakable
from fanzha.formats.led.files import by_plain, plain
from fanzha.formats.led.options import LedParams, Motion, Options, SloganQuery
from fanzha.formats.led.pages import hotline_pages
from fanzha.formats.led.proof_motion import first_jump
from fanzha.formats.led.render import render
from fanzha.load.decode import decode
from fanzha.load.nodes import parse_yaml
from fanzha.model import Artifact, Channel, Citation, Edition, Library, Number, Publisher, Registry, Slogan, SloganText
from fanzha.source import SourceFile
from tests.damage import (
    damaged_text,
    drop_a_frame,
    half_light,
    hurry,
    in_grey,
    narrower,
    pass_the_hotline,
    remade,
    repainted,
)
from tests.print_samples import listed

TODAY = datetime.date(2026, 11, 22)
WORKSHOP = Workshop(Path(), Path(), Path())

BOLD_NUMBER_16 = [
    "...####........#####......###........###........####..",
    "..#######.....#######...#####......#####......#######.",
    ".###..###....###...#....#####......#####......###..##.",
    ".##....###...##............##.........##.....###...###",
    ".##....###..###............##.........##.....###....##",
    ".##.....##..###.###........##.........##.....###....##",
    ".###...###..#########......##.........##.....##.....##",
    "..########..###...###......##.........##.....##.....##",
    "...###..##..###....##......##.........##.....###....##",
    ".......###..###....##......##.........##.....###....##",
    ".......###..###....##......##.........##.....###...###",
    "..#...###....###..###......##.........##......###..##.",
    ".#######......######....########...########...#######.",
    "...####........####.....########...########.....####..",
]
"""Rows 1 to 14 of the number beside its name on a screen of 16."""
SLOGANS = {
    "call-first": "领导群里催打款，打通电话再去办",
    "dial": "自称警察要转账，挂断自己拨96110",
    "trap": "诈骗",
}
ENGLISH = {"call-first": "The “boss” wants money? Call back first"}


def slogan(slug: str, words: str, english: str | None = None, tactic: str | None = None) -> Slogan:
    """Return a slogan at line 7, column 3 of a file of its own."""
    texts = {}
    for locale, text in (("zh", words), ("en", english)):
        if text is not None:
            name = Text(text, Place("docs/slogans/all.md", 7, 3, len(text), f"- {text}"))
            texts[locale] = SloganText(slug=slug, locale=locale, name=name, channels=(Text("led"),))
    return Slogan(slug=slug, tactic=Text(tactic) if tactic else None, audiences=(), texts=texts)


def library(slogans: Mapping[str, str] = SLOGANS) -> Library:
    """Return a library with these slogans."""
    names = {"zh": "反诈专线", "en": "anti-fraud line"}
    source = Citation(title="测试")
    number = Number(number=Text("96110"), names=names, use_for=names, role="advice", source=source, checked_on=TODAY)
    channel = Channel(id=Text("led"), names={"zh": "LED 屏"}, max={"zh": 22})
    publisher = Publisher(
        names={"zh": "测试站"},
        locales=(Text("zh"), Text("en")),
        site=Text("https://fanzha.example/"),
        version="1",
        date=TODAY,
        fictional=True,
    )
    registry = Registry(numbers={"96110": number}, links={}, categories={}, channels={"led": channel})
    made = {slug: slogan(slug, words, ENGLISH.get(slug)) for slug, words in slogans.items()}
    return Library(
        publisher=publisher,
        registry=registry,
        tactics={},
        cases={},
        slogans=made,
        audiences={},
        pages={},
        editions=(),
        files={},
    )


DOOR = Options(
    names={"zh": "门楣屏", "en": "Door screen"}, width=128, height=16, place=Place("materials/screen/door.yml")
)
LOBBY = replace(DOOR, width=192, height=32, colour="full")


def planned(options: Options, content: Library | None = None, name: str = "door") -> list[Artifact | Diagnostic]:
    """Return what the format plans for one screen."""
    edition = Edition(folder="screen", name=name, options=None)
    return list(FORMAT.plan(content or library(), edition, options))


def artifact_of(options: Options, content: Library | None = None, name: str = "door") -> Artifact:
    """Return the one artefact of a screen without problems."""
    (artifact,) = planned(options, content, name)
    assert isinstance(artifact, Artifact)
    return artifact


def codes(found: Iterable[object]) -> set[str]:
    """Return the codes, after printing each diagnostic in both languages."""
    diagnostics = [item for item in found if isinstance(item, Diagnostic)]
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        assert "{" not in as_text(diagnostics, language)
    return {item.code for item in diagnostics}


def held(files: Mapping[str, bytes], plain: str) -> bytes:
    """Return the file with a plain name."""
    return files[by_plain(files)[plain]]


@pytest.fixture(scope="module", params=["door", "lobby", "dual", "english"])
def built(request: pytest.FixtureRequest) -> tuple[Artifact, dict[str, bytes]]:
    """Return a screen's artefact and its files."""
    english = replace(DOOR, locale=Text("en"))
    options = {"door": DOOR, "lobby": LOBBY, "dual": replace(LOBBY, colour="dual"), "english": english}[request.param]
    artifact = artifact_of(options)
    return artifact, dict(render(artifact, WORKSHOP))


@pytest.fixture(scope="module")
def door() -> tuple[Artifact, dict[str, bytes]]:
    """Return the door screen and its files."""
    artifact = artifact_of(DOOR)
    return artifact, dict(render(artifact, WORKSHOP))


def test_every_screen_passes_its_own_verification(built: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = built
    assert list(FORMAT.verify(artifact, files, WORKSHOP)) == []
    assert all(path.isascii() for path in files)


def test_the_same_input_gives_the_same_bytes_in_another_process(door: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = door
    script = (
        "import pickle, sys, hashlib; from fanzha.formats.led.render import render;"
        "a = pickle.load(sys.stdin.buffer); files = render(a, None);"
        "print(sorted((p, hashlib.sha256(d).hexdigest()) for p, d in files.items()))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, input=pickle.dumps(artifact), capture_output=True, check=True)
    assert done.stdout.decode().strip() == str(
        sorted((path, hashlib.sha256(data).hexdigest()) for path, data in files.items())
    )


def test_a_build_with_nothing_to_do_imports_no_picture_library() -> None:
    script = "import sys, fanzha.formats.led; print(sorted({'PIL', 'fontTools', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_text_files_hold_the_slogans_as_cards_want_them(door: tuple[Artifact, dict[str, bytes]]) -> None:
    _, files = door
    lines = ["领导群里催打款，打通电话再去办", "自称警察要转账，挂断自己拨96110", "诈骗。", "反诈专线96110"]
    assert held(files, "TEXT/loop_gbk.txt") == "".join(line + "\r\n" for line in lines).encode("gb18030")
    assert held(files, "TEXT/loop_utf8.txt") == b"\xef\xbb\xbf" + "".join(line + "\r\n" for line in lines).encode()


def test_pages_break_by_sense_and_the_hotline_comes_last(door: tuple[Artifact, dict[str, bytes]]) -> None:
    record = json.loads(door[1]["MANIFEST.json"])
    assert [(plain(page["file"]), page["text"]) for page in record["pages"]] == [
        ("IMG/P01.bmp", "领导群里催打款"),
        ("IMG/P02.bmp", "打通电话再去办"),
        ("IMG/P03.bmp", "自称警察要转账"),
        ("IMG/P04.bmp", "挂断自己拨96110"),
        ("IMG/P05.bmp", "诈骗"),
        ("IMG/P06.bmp", "反诈专线96110"),
    ]
    assert all(page["dwell_ms"] >= 2500 and page["dwell_ms"] % 500 == 0 for page in record["pages"])


def test_a_red_screen_gets_one_bit_pictures_that_are_lit_where_the_text_is(
    door: tuple[Artifact, dict[str, bytes]],
) -> None:
    image = Image.open(io.BytesIO(held(door[1], "IMG/P06.bmp")))
    assert (image.mode, image.size) == ("1", (128, 16))
    name = pixels.picture_rows(pixels.set_line("反诈专线", pixels.bitmap_face(), 16))
    page = pixels.picture_rows(image)
    assert [row[3:66] for row in page] == [row[:63] for row in name]
    assert [row[71:125] for row in page[1:15]] == BOLD_NUMBER_16
    assert not any("#" in row[:3] + row[66:71] + row[125:] for row in page)


def bold_share(picture: Image.Image, sign: str) -> float:
    """Return the share of the dots of an ink, `#` or `@`, that belong to a stroke of at least two by two dots."""
    rows = pixels.picture_rows(picture)
    lit = {(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot == sign}
    blocks = [{(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)} for x, y in lit]
    return len(set().union(*(block for block in blocks if block <= lit))) / len(lit)


def hotline_page(width: int, height: int) -> Image.Image:
    """Return the page of a screen of that size on which the whole number stands."""
    params = cast(LedParams, artifact_of(replace(LOBBY, width=width, height=height)).params)
    (page,) = (page for page in hotline_pages(params) if page.shows_number)
    return page.picture


SIZES = [(64, 16), (96, 16), (128, 16), (192, 32), (256, 32), (320, 32), (384, 48), (512, 64)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_strokes_of_the_number_are_two_dots_wide_at_least(width: int, height: int) -> None:
    assert bold_share(hotline_page(width, height), "@") > 0.95
    thin = pixels.set_line("96110", pixels.bitmap_face(), 16)
    assert bold_share(thin, "#") == 0, "digits as a line of text has them"


@pytest.mark.parametrize(("width", "height"), [size for size in SIZES if size[1] > 16])
def test_the_name_beside_the_number_is_bold_and_less_high(width: int, height: int) -> None:
    page = hotline_page(width, height)
    assert bold_share(page, "#") > 0.9
    left, right = (box_of(page, ink) for ink in (pixels.TEXT, pixels.NUMBER))
    assert left[2] + height // 8 <= right[0], "apart"
    assert right[3] - right[1] >= 0.75 * height


def box_of(picture: Image.Image, ink: int) -> tuple[int, int, int, int]:
    """Return where an ink is: left, top, right and bottom."""
    return picture.point([255 if index == ink else 0 for index in range(256)]).getbbox() or (0, 0, 0, 0)


def test_on_a_large_screen_the_number_is_the_largest_thing_and_has_its_own_colour() -> None:
    artifact = artifact_of(LOBBY)
    files = render(artifact, WORKSHOP)
    last = max(path for path in files if path.startswith("IMG/P"))
    image = Image.open(io.BytesIO(files[last]))
    assert (image.mode, image.size) == ("RGB", (192, 32))
    assert {colour for _, colour in image.getcolors() or []} == {(0, 0, 0), (255, 255, 255), (255, 191, 0)}
    amber, white = (
        image.point(lambda value, level=level: 255 if value == level else 0).getchannel(channel).getbbox()
        for channel, level in (("G", 191), ("B", 255))
    )
    assert amber is not None and white is not None
    assert (amber[3] - amber[1], white[3] - white[1]) == (25, 21), "rows of the digits, and of the name beside them"


def test_where_name_and_number_do_not_fit_together_they_get_a_page_each() -> None:
    files = render(artifact_of(replace(DOOR, locale=Text("en"))), WORKSHOP)
    record = json.loads(files["MANIFEST.json"])
    assert [page["text"] for page in record["pages"]][-2:] == ["Anti-fraud line", "96110"]
    assert held(files, "TEXT/loop_gbk.txt").startswith(b'The "boss" wants money? Call back first\r\n')


def test_the_loop_is_seamless_and_stands_still_at_the_hotline(door: tuple[Artifact, dict[str, bytes]]) -> None:
    image = Image.open(io.BytesIO(held(door[1], "ANIM/scroll.gif")))
    frames = [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]
    durations = []
    for index in range(len(frames)):
        image.seek(index)
        durations.append(image.info["duration"])
    assert (image.size, image.info["loop"]) == ((128, 16), 0)
    assert min(durations) == 30
    assert durations[-1] >= 3000, "the hotline comes last and stands"
    assert frames[-1].crop((2, 0, 128, 16)).tobytes() == frames[0].crop((0, 0, 126, 16)).tobytes()
    hotline = Image.open(io.BytesIO(held(door[1], "IMG/P06.bmp"))).convert("L")
    assert frames[-1].getchannel("R").tobytes() == hotline.tobytes()


def test_the_readme_is_one_file_that_fetches_nothing(door: tuple[Artifact, dict[str, bytes]]) -> None:
    text = door[1]["00_README.html"].decode()
    assert text.index("核对屏幕") < text.index("Compare the screen")
    assert "没有在真的控制卡上试过" in text
    assert "示例单位" in text
    assert text.count("data:image/png;base64,") >= 6
    assert "http" not in text


DAMAGE: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("TEXT/loop_gbk.txt", damaged_text, "LED003"),
    ("TEXT/loop_gbk.txt", lambda data: data.decode("gbk").encode(), "LED003"),
    ("TEXT/loop_gbk.txt", lambda data: data.replace(b"\r\n", b"\n"), "LED003"),
    ("TEXT/loop_utf8.txt", lambda data: data[3:], "LED003"),
    ("IMG/P01.bmp", narrower, "LED004"),
    ("IMG/P01.bmp", in_grey, "LED004"),
    ("IMG/P01.bmp", lambda data: data[:100], "LED004"),
    ("IMG/P01.bmp", repainted, "LED014"),
    ("ANIM/scroll.gif", lambda data: data[: len(data) // 2], "LED004"),
    ("ANIM/scroll.gif", lambda data: data[:50], "LED004"),
    ("ANIM/scroll.gif", lambda data: data.replace(b"NETSCAPE2.0", b"NETSCAPX2.0"), "LED006"),
    ("ANIM/scroll.gif", lambda data: remade(data, drop_a_frame), "LED007"),
    ("ANIM/scroll.gif", lambda data: remade(data, hurry), "LED006"),
    ("ANIM/scroll.gif", lambda data: remade(data, pass_the_hotline), "LED008"),
    ("ANIM/scroll.gif", lambda data: remade(data, half_light), "LED005"),
    ("PREVIEW.gif", lambda data: data[:50], "LED004"),
    ("00_README.html", lambda data: data.replace(b"ANIM/scroll_", b"https://cdn.example/s_"), "LED009"),
    ("MANIFEST.json", lambda data: data.replace("领导群里".encode(), "领导群外".encode()), "LED009"),
    ("MANIFEST.json", lambda _: b"[]", "LED009"),
]


@pytest.mark.parametrize(("path", "damage", "code"), DAMAGE)
def test_damage_is_noticed(
    door: tuple[Artifact, dict[str, bytes]], path: str, damage: Callable[[bytes], bytes], code: str
) -> None:
    artifact, files = door
    path = by_plain(files)[path]
    altered = damage(files[path])
    assert altered != files[path]
    found = list(FORMAT.verify(artifact, {**files, path: altered}, WORKSHOP))
    assert code in codes(found)
    assert any(("path", f"led/door/{path}") in item.args for item in found if item.code == code)


def test_a_missing_and_a_foreign_file_are_noticed(door: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = door
    rest = {path: data for path, data in files.items() if plain(path) != "IMG/P02.bmp"}
    found = list(FORMAT.verify(artifact, {**rest, "IMG/P99.bmp": b""}, WORKSHOP))
    assert {dict(item.args)["path"] for item in found} == {"led/door/IMG/P02.bmp", "led/door/IMG/P99.bmp"}


def test_a_colour_the_screen_cannot_show_is_refused() -> None:
    artifact = artifact_of(LOBBY)
    files = dict(render(artifact, WORKSHOP))
    path = by_plain(files)["IMG/P01.bmp"]
    image = Image.open(io.BytesIO(files[path]))
    image.putpixel((0, 0), (128, 128, 128))
    out = io.BytesIO()
    image.save(out, "BMP")
    assert "LED005" in codes(FORMAT.verify(artifact, {**files, path: out.getvalue()}, WORKSHOP))


def test_an_ambiguous_line_is_noticed(door: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = door
    path = by_plain(files)["TEXT/loop_gbk.txt"]
    guessed = files[path].replace("诈骗。".encode("gbk"), "诈骗".encode("gbk"))
    assert is_ambiguous("诈骗".encode("gbk"))
    assert "LED010" in codes(FORMAT.verify(artifact, {**files, path: guessed}, WORKSHOP))


def test_a_file_that_was_changed_after_the_manifest_is_named(door: tuple[Artifact, dict[str, bytes]]) -> None:
    artifact, files = door
    altered = files["00_README.html"].replace("核对屏幕".encode(), "核对荧幕".encode())
    found = list(FORMAT.verify(artifact, {**files, "00_README.html": altered}, WORKSHOP))
    assert [(item.code, dict(item.args)["path"]) for item in found] == [("LED009", "led/door/00_README.html")]


def test_no_hanzi_alone_on_a_line_can_be_mistaken_for_utf8() -> None:
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = [pair.decode("gb2312") for pair in pairs if pair < b"\xd7\xfa" or pair >= b"\xd8\xa1"]
    trapped = [char for char in hanzi if is_ambiguous(char.encode("gbk"))]
    assert len(trapped) == 930
    assert not [char for char in hanzi if is_ambiguous(unmistakable(char, "gbk").encode("gbk"))]


def test_refused_characters_are_named_with_their_own_column() -> None:
    content = library({"bad": "别信☎和𠮷"})
    found = [item for item in planned(DOOR, content) if isinstance(item, Diagnostic)]
    assert [(str(item.place), dict(item.args)["codepoint"]) for item in found] == [
        ("docs/slogans/all.md:7:5", "U+260E"),
        ("docs/slogans/all.md:7:7", "U+20BB7"),
    ]
    assert codes(found) == {"LED001"}


@pytest.mark.parametrize("char", "•‧・〜¥−\u00a0")
def test_safe_twins_replace_what_gbk_lacks(char: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        char.encode("gbk")
    assert list(refused(char, "gbk", "zh")) == []
    assert shown(char, "zh").encode("gbk").decode("gbk") == shown(char, "zh")


def test_a_character_without_dots_is_refused_not_drawn() -> None:
    content = library({"bad": "别信㈱的话"})
    artifact = artifact_of(DOOR, content)
    found = list(FORMAT.verify(artifact, render(artifact, WORKSHOP), WORKSHOP))
    assert codes(found) == {"LED002"}
    assert found[0].place.path == "docs/slogans/all.md"


def test_a_word_wider_than_the_screen_is_refused() -> None:
    content = library({"bad": "Anti-telecommunications-fraud"})
    artifact = artifact_of(DOOR, content)
    assert "LED011" in codes(FORMAT.verify(artifact, render(artifact, WORKSHOP), WORKSHOP))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (replace(DOOR, hotline=Text("96119")), "LINK001"),
        (replace(DOOR, slogans=SloganQuery(ids=(Text("cal-first"),))), "LINK001"),
        (replace(DOOR, slogans=SloganQuery(tactics=(Text("none"),))), "LINK001"),
        (replace(DOOR, slogans=SloganQuery(audiences=(Text("none"),))), "LINK001"),
        (replace(DOOR, slogans=SloganQuery(channel=Text("lde"))), "LINK001"),
        (replace(DOOR, locale=Text("ug")), "LINK001"),
        (replace(DOOR, width=130), "LED013"),
        (replace(DOOR, height=24), "LED013"),
        (replace(DOOR, motion=Motion(frame_ms=25)), "LED013"),
        (replace(DOOR, locale=Text("en"), slogans=SloganQuery(ids=(Text("trap"),))), "LED015"),
    ],
)
def test_a_wrong_profile_is_refused_before_anything_is_made(options: Options, code: str) -> None:
    found = planned(options)
    assert codes(found) == {code}
    assert not [item for item in found if isinstance(item, Artifact)]


def test_a_screen_without_slogans_or_with_a_chinese_file_name_is_refused() -> None:
    assert codes(planned(DOOR, library({}))) == {"LED012"}
    assert codes(planned(DOOR, name="大厅")) == {"LED013"}


def test_slogans_are_taken_one_of_each_tactic_in_turn_or_as_listed() -> None:
    content = library()
    many = {f"{tactic}-{n}": slogan(f"{tactic}-{n}", "别信", tactic=tactic) for tactic in "abc" for n in (1, 2)}
    content = replace(content, slogans=many)

    assert order(content, SloganQuery(at_most=4)) == ["a-1", "b-1", "c-1", "a-2"]
    assert order(content, SloganQuery(ids=(Text("c-2"), Text("a-1")))) == ["c-2", "a-1"]


def order(content: Library, query: SloganQuery) -> list[str]:
    params = cast(LedParams, artifact_of(replace(DOOR, slogans=query), content).params)
    return [item.slug for item in params.slogans]


def test_unasked_the_tactics_that_the_ministry_lists_first_come_first_and_general_slogans_last() -> None:
    content = library()
    many = {f"{tactic}-{n}": slogan(f"{tactic}-{n}", "别信", tactic=tactic) for tactic in "abcd" for n in (1, 2)}
    general = {"any": replace(slogan("any", "别信"), tactic=None)}
    content = listed(replace(content, slogans={**general, **many}), "d", "b")

    assert order(content, SloganQuery(at_most=2)) == ["d-1", "b-1"], "a is first by the alphabet only"
    in_turn = ["d-1", "b-1", "a-1", "c-1", "any", "d-2", "b-2", "a-2", "c-2"]
    assert order(content, SloganQuery(at_most=12)) == in_turn
    named = SloganQuery(tactics=(Text("d"), Text("b")), at_most=3)
    assert order(content, named) == ["b-1", "d-1", "b-2"], "tactics that are named run as they did"
    assert order(content, SloganQuery(ids=(Text("b-2"), Text("d-1")))) == ["b-2", "d-1"]


def test_tactics_of_one_category_come_by_slug() -> None:
    content = listed(library(), "z", "m", "k")
    moved = {slug: replace(content.tactics[slug], category=Text("list-z")) for slug in ("z", "m")}
    content = replace(content, tactics={**content.tactics, **moved})
    content = replace(content, slogans={slug: slogan(slug, "别信", tactic=slug) for slug in "kmz"})
    assert order(content, SloganQuery(at_most=3)) == ["m", "z", "k"]


def test_the_default_speed_is_about_four_characters_a_second() -> None:
    for options in (DOOR, LOBBY, replace(LOBBY, height=64)):
        params = cast(LedParams, artifact_of(options).params)
        assert 3.5 <= params.step * 1000 / params.frame_ms / params.em <= 5


def test_a_jump_is_found_wherever_it_is() -> None:
    strip = pixels.set_line("反诈专线", pixels.bitmap_face(), 16)
    ring = pixels.canvas(128, 16)
    ring.paste(strip, (0, 0))
    ring.paste(strip, (64, 0))
    frames = [ring.crop((x, 0, x + 64, 16)) for x in range(0, 64, 2)]
    assert first_jump(frames, 2) is None
    assert first_jump(frames[:-1], 2) == 0, "the seam"
    assert first_jump(frames[:9] + frames[10:], 2) == 9


def test_the_example_is_a_good_profile() -> None:
    found: list[Diagnostic] = []
    node = parse_yaml(SourceFile("materials/screen/door.yml", EXAMPLE, ""), EXAMPLE)
    options = decode(node, Options, found)
    assert found == []
    assert isinstance(options, Options)
    assert isinstance(artifact_of(options), Artifact)


def test_a_truncated_picture_is_noticed_after_weasyprint_was_imported(door: tuple[Artifact, dict[str, bytes]]) -> None:
    import weasyprint  # noqa: F401  # sets Pillow's LOAD_TRUNCATED_IMAGES for the whole process

    artifact, files = door
    for path in map(by_plain(files).__getitem__, ("IMG/P01.bmp", "ANIM/scroll.gif")):
        found = FORMAT.verify(artifact, {**files, path: files[path][: len(files[path]) // 2]}, WORKSHOP)
        assert "LED004" in codes(found) or "LED006" in codes(found)
