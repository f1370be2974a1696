"""What lies in a screen's folder: names, encodings, depths, the strip; and any GBK text goes through all of it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fanzha import pixels
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats.led import FORMAT, rtf
from fanzha.formats.led.charset import decoded, encoded, refused, shown
from fanzha.formats.led.choice import hotline_line
from fanzha.formats.led.files import addressed, by_plain, named, plain
from fanzha.formats.led.motion import long_strip, scrolling_line
from fanzha.formats.led.options import LedParams, Options
from fanzha.formats.led.pages import all_pages, beside, number_line
from fanzha.formats.led.proof import lacking_glyphs, prove
from fanzha.formats.led.proof_pictures import read_bmp
from fanzha.formats.led.proof_texts import read_lines
from fanzha.formats.led.render import render
from fanzha.formats.led.texts import encodings, text_files, text_lines
from fanzha.model import Artifact
from tests.test_led import DOOR, LOBBY, SLOGANS, WORKSHOP, artifact_of, codes, held, library, planned

DUAL = replace(DOOR, width=96, colour="dual", newline="lf", charset="gb2312")


def params_of(artifact: Artifact) -> LedParams:
    """Return the artefact's parameters."""
    return cast(LedParams, artifact.params)


@pytest.fixture(scope="module", params=["red", "dual", "full"])
def screen(request: pytest.FixtureRequest) -> tuple[LedParams, dict[str, bytes]]:
    """Return a screen's parameters and its files."""
    artifact = artifact_of({"red": DOOR, "dual": DUAL, "full": LOBBY}[request.param])
    files = dict(render(artifact, WORKSHOP))
    assert list(FORMAT.verify(artifact, files, WORKSHOP)) == []
    return params_of(artifact), files


def test_changed_content_never_keeps_a_name_and_the_rest_does() -> None:
    before = set(render(artifact_of(DOOR), WORKSHOP))
    after = set(render(artifact_of(DOOR, library({**SLOGANS, "dial": "自称警察要汇款，挂断自己拨96110"})), WORKSHOP))
    fixed = {"00_README.html", "PREVIEW.gif", "MANIFEST.json"}
    assert fixed <= before & after
    assert {plain(path) for path in before} == {plain(path) for path in after}
    changed = {plain(path) for path in before - after}
    assert {"TEXT/loop_gbk.txt", "TEXT/loop.rtf", "IMG/P03.bmp", "IMG/24BIT/P03.bmp", "IMG/STRIP.bmp"} <= changed
    assert "ANIM/scroll.gif" in changed
    assert {plain(path) for path in before & after - fixed} >= {"IMG/P01.bmp", "IMG/24BIT/P06.bmp"}


def test_a_file_under_another_contents_name_or_twice_is_noticed() -> None:
    artifact = artifact_of(DOOR)
    files = dict(render(artifact, WORKSHOP))
    first, second = by_plain(files)["IMG/P01.bmp"], by_plain(files)["IMG/P02.bmp"]
    swapped = {**files, first: files[second], second: files[first]}
    assert {first, second} <= {dict(d.args)["path"].removeprefix("led/door/") for d in prove(artifact, swapped)}
    older = "IMG/P01_00000000.bmp"
    assert codes(prove(artifact, {**files, older: files[first]})) == {"LED009"}


def test_the_guide_names_files_as_they_are_called_here(screen: tuple[LedParams, dict[str, bytes]]) -> None:
    _, files = screen
    guide = files["00_README.html"].decode()
    spoken = set(re.findall(r"<code>((?:IMG|TEXT|ANIM)/[^<]+\.\w+)</code>", guide))
    assert spoken and spoken <= set(files)
    paths = {"IMG/P01.bmp": "IMG/P01_1a2b3c4d.bmp", "IMG/24BIT/P01.bmp": "IMG/24BIT/P01_55555555.bmp"}
    said = addressed("P01.bmp, `IMG/P01.bmp`，IMG/24BIT/P01.bmp; XIMG/P01.bmp", paths)
    assert said == "P01_1a2b3c4d.bmp, `IMG/P01_1a2b3c4d.bmp`，IMG/24BIT/P01_55555555.bmp; XIMG/P01.bmp"


def test_each_text_file_is_what_its_software_reads(screen: tuple[LedParams, dict[str, bytes]]) -> None:
    params, files = screen
    lines = [*SLOGANS.values(), "反诈专线96110"]
    lines[2] += "。"  # 诈骗 alone could be read as UTF-8
    own, newline = ("TEXT/loop_gb2312.txt", "\n") if params.charset == "gb2312" else ("TEXT/loop_gbk.txt", "\r\n")
    assert held(files, own).decode("gb18030") == "".join(line + newline for line in lines)
    windows = "".join(line + "\r\n" for line in lines)
    assert held(files, "TEXT/loop_utf8.txt") == b"\xef\xbb\xbf" + windows.encode()
    assert held(files, "TEXT/loop_utf16.txt") == b"\xff\xfe" + windows.encode("utf-16-le")
    rich = held(files, "TEXT/loop.rtf")
    assert rich.isascii() and rich.startswith(b"{\\rtf1") and rich.rstrip().endswith(b"}")
    escapes = re.findall(rb"\\u(-?\d+)\?|(\d)(?=[^;]*\\par)", rich.partition(b"\\fs")[2].partition(b" ")[2])
    hanzi = "".join(chr(int(number) % 0x10000) for number, _ in escapes if number)
    assert hanzi == re.sub(r"\d", "", "".join(lines))


def test_a_card_that_reads_utf8_gets_it_without_a_mark_and_without_needless_stops() -> None:
    artifact = artifact_of(replace(DOOR, charset="utf-8"), library({"trap": "诈骗"}))
    files = dict(render(artifact, WORKSHOP))
    assert held(files, "TEXT/loop_nobom.txt").decode() == "诈骗\r\n反诈专线96110\r\n"
    assert list(prove(artifact, files)) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"\\u-", b"\\u", 1),
        lambda data: data.replace(b"?", b"", 1),
        lambda data: data.rstrip()[:-1],
        lambda data: data + b"{}",
        lambda data: data.replace(b"\\par", b"\\line", 1),
        lambda data: data.replace(b"\\uc1", b"\\uc0", 1),
        lambda data: data.replace(b"96110", "９6110".encode(), 1),
        lambda data: data.replace(b"96110", b"\\'b9", 1),
        lambda data: data.replace(b"96110", b"\\u99999?", 1),
    ],
)
def test_a_spoilt_rtf_is_noticed(spoil: Callable[[bytes], bytes]) -> None:
    artifact = artifact_of(DOOR)
    files = dict(render(artifact, WORKSHOP))
    path = by_plain(files)["TEXT/loop.rtf"]
    assert rtf.read(files[path]) == text_lines(params_of(artifact))
    altered = spoil(files[path])
    assert altered != files[path]
    assert "LED003" in codes(prove(artifact, {**files, path: altered}))


def test_pages_come_in_both_depths_and_every_lit_dot_is_lit_in_both(screen: tuple[LedParams, dict[str, bytes]]) -> None:
    params, files = screen
    own, other = (1, 24) if params.colour == "red" else (24, 1)
    colours = {"red": {(255, 0, 0)}, "dual": {(255, 0, 0), (255, 255, 0)}, "full": {(255, 255, 255), (255, 191, 0)}}
    seen: set[object] = set()
    for name in [f"IMG/P{n:02d}.bmp" for n in range(1, len(all_pages(params)) + 1)]:
        second = name.replace("IMG/", f"IMG/{other}BIT/")
        images = {bits: Image.open(io.BytesIO(held(files, path))) for path, bits in ((name, own), (second, other))}
        assert (images[1].mode, images[24].mode) == ("1", "RGB")
        assert images[1].size == images[24].size == (params.width, params.height)
        lit = images[24].convert("L").point([0] + [255] * 255)
        assert lit.tobytes() == images[1].convert("L").tobytes()
        seen |= {colour for _, colour in images[24].getcolors() or ()}
    assert seen == {(0, 0, 0), *colours[params.colour]}


def test_the_strip_is_the_whole_loop_in_one_line(screen: tuple[LedParams, dict[str, bytes]]) -> None:
    params, files = screen
    strip = Image.open(io.BytesIO(held(files, "IMG/STRIP.bmp"))).convert("L").point([0] + [255] * 255)
    assert strip.height == params.height and strip.width % params.rounding == 0
    x, em = 0, params.em
    hotline = beside(scrolling_line("反诈专线", params), number_line("96110", 5 * params.height, params), params)
    for inks in [*(scrolling_line(shown(one.name, "zh"), params) for one in params.slogans), hotline]:
        picture = Image.frombytes("L", inks.size, inks.tobytes()).point([0] + [255] * 255)
        assert strip.crop((x, 0, x + picture.width, strip.height)).tobytes() == picture.tobytes()
        x += picture.width
        assert not strip.crop((x, 0, x + 4 * em, strip.height)).getbbox(), "darkness between two slogans"
        x += 4 * em
    assert 0 <= strip.width - x < params.rounding


def header(offset: int, value: bytes) -> Callable[[bytes], bytes]:
    """Return what overwrites bytes of a file at an offset."""
    return lambda data: data[:offset] + value + data[offset + len(value) :]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (header(0, b"XX"), "LED004"),
        (header(18, b"\x70"), "LED004"),
        (header(22, (-16).to_bytes(4, "little", signed=True)), "LED004"),
        (header(28, b"\x04"), "LED004"),
        (header(30, b"\x01"), "LED004"),
        (lambda data: data[:-1], "LED004"),
        (lambda data: data + b"\0", "LED004"),
        (header(58, b"\0\0\xff\0"), "LED005"),
        (header(-1 % 318, b"\xff"), "LED014"),
    ],
)
@pytest.mark.parametrize("name", ["IMG/P01.bmp", "IMG/STRIP.bmp"])
def test_a_bmp_that_a_simple_card_would_get_wrong_is_refused(
    name: str, damage: Callable[[bytes], bytes], code: str
) -> None:
    artifact = artifact_of(DOOR)
    files = dict(render(artifact, WORKSHOP))
    path = by_plain(files)[name]
    altered = damage(files[path])
    assert altered != files[path]
    assert code in codes(prove(artifact, {**files, path: altered}))


def test_a_wrong_colour_in_the_other_depth_is_refused() -> None:
    artifact = artifact_of(DOOR)
    files = dict(render(artifact, WORKSHOP))
    path = by_plain(files)["IMG/24BIT/P01.bmp"]
    assert read_bmp(files[path]).bits == 24
    pink = files[path].replace(b"\0\0\xff", b"\x80\x80\xff", 1)
    assert "LED005" in codes(prove(artifact, {**files, path: pink}))


def test_the_manifest_says_which_file_is_what(screen: tuple[LedParams, dict[str, bytes]]) -> None:
    params, files = screen
    record = json.loads(files["MANIFEST.json"])
    assert {one["file"] for one in record["files"]} == set(files) - {"MANIFEST.json"}
    assert [plain(one["file"]) for one in record["texts"]] == list(encodings(params))
    assert plain(record["strip"]["file"]) == "IMG/STRIP.bmp"
    assert record["scroll"]["file"] in files
    assert all(named(plain(path), data) == path for path, data in files.items())


def test_a_line_of_more_bytes_than_the_card_takes_is_refused_at_its_place() -> None:
    content = library({"short": "别信", "long": "别信先交钱的贷款"})
    assert codes(planned(replace(DOOR, most_bytes=16), content)) == set()
    found = planned(replace(DOOR, most_bytes=15), content)
    assert codes(found) == {"LED030"} and len(found) == 1
    assert isinstance(found[0], Diagnostic)
    assert str(found[0].place) == "docs/slogans/all.md:7:3"
    arguments = dict(found[0].args)
    assert (arguments["text"], arguments["size"], arguments["limit"]) == ("别信先交钱的贷款", "16", "15")
    assert codes(planned(replace(DOOR, most_bytes=12), library({"short": "别信"}))) == {"LED030"}, "the hotline's line"
    assert codes(planned(replace(DOOR, most_bytes=16, charset="utf-8"), content)) == {"LED030"}, "three bytes a hanzi"


def gbk_characters() -> list[str]:
    """Return all characters that GBK has in two bytes."""
    found = []
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.append(bytes([lead, trail]).decode("gbk"))
            except UnicodeDecodeError:
                continue
    return found


def test_gb2312_is_exactly_its_7445_characters() -> None:
    allowed = [char for char in gbk_characters() if not list(refused(char, "gb2312", "zh"))]
    assert len(allowed) == 6763 + 682
    assert {"—", "·", "啊", "齄"} <= set(allowed)
    assert not {"―", "・", "囍", "镕", "喆", "㎡"} & set(allowed)
    text = "".join(allowed)
    assert decoded(encoded(text, "gb2312"), "gb2312") == text
    for char in "囍镕㎡":
        with pytest.raises(UnicodeError):
            decoded(char.encode("gbk"), "gb2312")


def drawn(text: str, params: LedParams) -> list[str]:
    """Return the characters of a line that the screen would leave dark."""
    face = pixels.face_for(params.height)
    alone = {char: pixels.set_line(char, face, params.height).getbbox() for char in set(text) - set(" 　")}
    return sorted(char for char, box in alone.items() if box is None)


def through_every_file(lines: Iterable[str], params: LedParams) -> None:
    """Check that each text file reads back as the lines, and that nothing is missing of what is drawn."""
    files = text_files(params)
    wanted = [*(shown(line, params.locale) for line in lines), hotline_line(params.hotline, params.locale)]
    for name, how in encodings(params).items():
        found = read_lines(files[name], how)
        # A full stop may have been added where GBK could be mistaken for UTF-8.
        assert [line if line == other else line + "。" for line, other in zip(wanted, found, strict=True)] == found


@pytest.mark.parametrize("options", [DOOR, pytest.param(LOBBY, marks=pytest.mark.slow)])
def test_all_of_gbk_goes_through_every_file_or_is_refused_by_name(options: Options) -> None:
    characters = gbk_characters()
    rows = ["".join(characters[start : start + 20]) for start in range(0, len(characters), 20)]
    content = library({f"row-{n:04}": row for n, row in enumerate(rows)})
    artifact = artifact_of(options, content)
    params = params_of(artifact)
    # At most 12 slogans run on a screen; here all of them do.
    every = tuple(slogan.texts["zh"] for slogan in content.slogans.values())
    params = replace(params, slogans=every)
    through_every_file(rows, params)
    missing = list(lacking_glyphs(params))
    lacking = {str(dict(one.args)["char"]) for one in missing}
    assert {char for row in rows for char in drawn(row, params)} == lacking
    assert len(lacking) <= 13
    for one in missing:
        row = next(row for row in rows if str(dict(one.args)["char"]) in row)
        assert one.code == "LED002" and one.place.line == 7
        assert one.place.column == 3 + row.index(str(dict(one.args)["char"]))


GBK = st.sampled_from(gbk_characters())
ANY = GBK | st.characters(codec="utf-8") | st.sampled_from("{}\\?'-0123456789 abgpqy，。“”—…")
NARROW = replace(DOOR, width=64)


@settings(max_examples=150, deadline=None)
@given(text=st.text(ANY, min_size=1, max_size=16), charset=st.sampled_from(["gbk", "gb2312", "utf-8"]))
def test_any_text_goes_through_every_file_or_is_refused_by_name(text: str, charset: str) -> None:
    found = planned(replace(NARROW, charset=charset), library({"one": text}))  # type: ignore[arg-type]
    refusals = [one for one in found if isinstance(one, Diagnostic)]
    if not refusals:
        (artifact,) = found
        assert isinstance(artifact, Artifact)
        params = params_of(artifact)
        through_every_file([text], params)
        refusals = list(lacking_glyphs(params))
        if not refusals:
            assert drawn(shown(text, "zh"), params) == []
            strip = long_strip(params)
            assert strip.width >= pixels.measure(shown(text, "zh"), pixels.face_for(16))
    for one in refusals:
        assert one.code in {"LED001", "LED002"}
        arguments = dict(one.args)
        char = text[one.place.column - 3]
        assert (arguments["char"], arguments["codepoint"]) == (char, f"U+{ord(char):04X}")
        assert one.place.line == 7 and arguments["name"]


def test_text_of_the_settings_stays_text() -> None:
    name = Text("{}\\par 50% 'a' 96110")
    params = params_of(artifact_of(DOOR, library({"one": str(name)})))
    assert rtf.read(text_files(params)["TEXT/loop.rtf"])[0] == name
