"""Typesetting: the same bytes each time, tagged, and nothing reached that is not on the shelf."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from fanzha.copyfit import destinations
from fanzha.pdf import LaidOut, MissingGlyph, TypesetError, typeset
from fanzha.pdf.pages import read_pages
from fanzha.qr import svg

PAGE = '<html lang="zh"><head><title>反诈</title></head><body><h1>先打96110</h1>{}</body></html>'


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("outside") / "secret.txt"
    path.write_text("the county's address book", "utf-8")
    return path


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


NESTED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="%s" width="9" height="9"/></svg>'

HOSTILE_HTML = {
    "picture": '<img alt="" src="http://127.0.0.1:9/x.png">',
    "picture from disk": '<img alt="" src="file://{secret}">',
    "picture beside the page": '<img alt="" src="../secret.png">',
    "picture within the address": '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">',
    "page within the address": '<object data="data:text/html,hello"></object>',
    "stylesheet": '<link rel="stylesheet" href="https://evil.example/a.css">',
    "imported stylesheet": '<style>@import url("http://127.0.0.1:9/a.css");</style>',
    "imported text": '<style>@import url("data:text/css,p{{color:red}}");</style>',
    "font": "<style>@font-face{{font-family:x;src:url(http://127.0.0.1:9/x.ttf)}} p{{font-family:x}}</style><p>字</p>",
    "font from disk": "<style>@font-face{{font-family:x;src:url(file://{secret})}}</style>",
    "background": '<p style="background:url(ftp://127.0.0.1/x.png)">字</p>',
    "attached file": '<link rel="attachment" href="file://{secret}">',
    "linked attachment": '<a rel="attachment" href="file://{secret}">字</a>',
    "object": '<object data="http://127.0.0.1:9/x.svg"></object>',
    "embed": '<embed src="file://{secret}">',
    "inline drawing": '<svg viewBox="0 0 9 9"><title>x</title><image href="http://127.0.0.1:9/x.png"/></svg>',
    "drawing of a picture": '<img alt="" src="asset:picture.svg">',
    "drawing of a file": '<img alt="" src="asset:file.svg">',
    "drawing with entities": '<img alt="" src="asset:entities.svg">',
    "absent asset": '<img alt="" src="asset:absent.png">',
    "asset outside the shelf": '<img alt="" src="asset:../../etc/passwd">',
}


@pytest.mark.parametrize("name", HOSTILE_HTML)
def test_a_hostile_reference_ends_without_a_pdf(name: str, cache: Path, secret: Path) -> None:
    assets = {
        "picture.svg": NESTED % b"http://127.0.0.1:9/x.png",
        "file.svg": NESTED % f"file://{secret}".encode(),
        "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + NESTED % b"&a;",
    }
    with pytest.raises(TypesetError) as caught:
        typeset(PAGE.format(HOSTILE_HTML[name].format(secret=secret)), [], assets, cache)
    assert caught.value.code == "BUILD006"
    assert caught.value.messages


def test_a_hostile_stylesheet_ends_without_a_pdf(cache: Path, secret: Path) -> None:
    for css in ('@import "http://127.0.0.1:9/a.css";', f"body {{ background: url(file://{secret}) }}"):
        with pytest.raises(TypesetError):
            typeset(PAGE.format(""), [css], {}, cache)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("large.png", png(5001, 5000)),
        ("false.png", b"GIF89a not a PNG"),
        ("broken.jpg", b"\xff\xd8\xff"),
        ("page.svg", b"<html><body>not a drawing</body></html>"),
        ("sound.mp3", b"ID3"),
    ],
)
def test_a_picture_that_is_too_large_or_no_picture_is_refused(name: str, data: bytes, cache: Path) -> None:
    with pytest.raises(TypesetError) as caught:
        typeset(PAGE.format(f'<img alt="" src="asset:{name}">'), [], {name: data}, cache)
    assert name in caught.value.messages[0]


def test_pictures_on_the_shelf_are_drawn(cache: Path) -> None:
    assets = {"dot.png": png(9, 9), "a code.svg": svg("https://fanzha.example/").encode()}
    html = PAGE.format('<img alt="点" src="asset:dot.png"><img alt="码" src="asset:a%20code.svg">')
    with pikepdf.open(io.BytesIO(typeset(html, ["img { width: 3cm }"], assets, cache))) as pdf:
        subtypes = [str(thing.get("/Subtype")) for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert subtypes.count("/Image") == 1


def test_whatever_weasyprint_warns_about_is_an_error(cache: Path) -> None:
    with pytest.raises(TypesetError, match="BUILD006") as caught:
        typeset(PAGE.format(""), ["p { colour: red }"], {}, cache)
    assert "colour" in caught.value.messages[0]


def test_a_stylesheet_that_is_known_already_is_refused_and_draws_as_before(cache: Path) -> None:
    for _ in range(2):
        with pytest.raises(TypesetError):
            typeset(PAGE, ["p { colour: red }"], {}, cache)
        with pytest.raises(TypesetError):
            typeset(PAGE, ['@import url("asset:absent.css");'], {}, cache)
    style, drawing = "h1 { background: url(asset:a.svg) }", svg("https://fanzha.example/")
    other = svg("https://fanzha.example/other")
    first, second, again = (typeset(PAGE, [style], {"a.svg": one.encode()}, cache) for one in (drawing, other, drawing))
    assert first == again != second


def test_a_character_without_a_glyph_is_named(cache: Path) -> None:
    with pytest.raises(MissingGlyph) as caught:
        typeset(PAGE.format("<p>报警📞</p>"), [], {}, cache)
    assert caught.value.code == "FIT004"
    assert caught.value.details == {"char": "📞", "codepoint": "U+1F4DE"}


DETERMINISTIC = """
import hashlib, sys
from pathlib import Path
from fanzha.pdf import typeset
from fanzha.qr import svg
code = svg("https://fanzha.example/")
html = sys.argv[2].format(f"<p><b>粗</b>体 “A” {code}</p><img alt='码' src='asset:c.svg'><p lang='en'>Call 96110</p>")
print(hashlib.sha256(typeset(html, ["img { width: 3cm }"], {"c.svg": code.encode()}, Path(sys.argv[1]))).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    head = '<meta name="dcterms.created" content="2026-11-22"></head>'
    html = PAGE.replace("</head>", head)
    environments = [(cache, "1", "UTC"), (cache, "2", "Asia/Shanghai"), (tmp_path, "3", "America/New_York")]
    digests = set()
    for folder, seed, zone in environments:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""}
        command = [sys.executable, "-c", DETERMINISTIC, str(folder), html]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
        digests.add(done.stdout)
    assert len(digests) == 1
    code = svg("https://fanzha.example/")
    body = f"<p><b>粗</b>体 “A” {code}</p><img alt='码' src='asset:c.svg'><p lang='en'>Call 96110</p>"
    data = typeset(html.format(body), ["img { width: 3cm }"], {"c.svg": code.encode()}, cache)
    assert digests == {hashlib.sha256(data).hexdigest() + "\n"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        dates = {key: str(value) for key, value in pdf.docinfo.items() if key.endswith("Date")}
    assert dates == {"/CreationDate": "D:20261122"}


def test_a_pdf_is_tagged_with_language_and_title(cache: Path) -> None:
    with pikepdf.open(io.BytesIO(typeset(PAGE.format("<p>字</p>"), [], {}, cache))) as pdf:
        assert pdf.Root.Lang == "zh"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.docinfo["/Title"] == "反诈"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_only_the_two_fonts_of_the_set_are_used(cache: Path) -> None:
    html = PAGE.format("<p style='font-family:Arial,serif'>甲 A</p><p style='font-weight:900;font-style:italic'>乙</p>")
    with pikepdf.open(io.BytesIO(typeset(html, [], {}, cache))) as pdf:
        names = {str(thing.FontName) for thing in pdf.objects if "/FontName" in _keys(thing)}
    assert {name.partition("+")[2] for name in names} == {"Fanzha-Sans", "Fanzha-Sans-Bold"}


def _keys(thing: object) -> set[str]:
    return set(thing.keys()) if isinstance(thing, pikepdf.Dictionary) else set()


def test_english_has_narrow_quotation_marks_and_chinese_full_ones(cache: Path) -> None:
    html = PAGE.format('<p style="font-size:20pt" lang="en">don’t</p><p style="font-size:20pt">不’要</p>')
    (page,) = read_pages(typeset(html, [], {}, cache))
    english, chinese = page.lines[1:3]
    assert english.text == "don’t"
    gap = english.glyphs[4].box.left - english.glyphs[2].box.right
    assert gap < 0.4 * 20 * 25.4 / 72 < chinese.glyphs[2].box.left - chinese.glyphs[0].box.right


def test_what_is_laid_out_stands_where_the_pdf_has_it(cache: Path) -> None:
    filler = "<p>先挂断，再核实。</p>" * 5
    body = f'<h1 id="one">反诈</h1>{filler}<p id="two">96110</p><section id="three">{filler}</section>'
    html = f'<html lang="zh"><head><title>反诈</title></head><body>{body}</body></html>'
    css = "@page { size: A6; margin: 11.3mm 9.1mm } p { margin: 0; font-size: 13.7pt } section { break-before: page }"
    laid = LaidOut(html, [css], {}, cache)
    assert (laid.pages, laid.places) == destinations(typeset(html, [css], {}, cache))
    pressed = LaidOut(html, [css], {}, cache, press={"#000000": 1.0})
    assert (pressed.pages, pressed.places) == destinations(pressed.pdf()) == (laid.pages, laid.places)
    assert {name: place[0] for name, place in laid.places.items()} == {"one": 1, "two": 1, "three": 2}
    with pytest.raises(TypesetError):
        LaidOut('<html lang="zh"><img alt="" src="http://127.0.0.1:9/x.png"></html>', [], {}, cache)
