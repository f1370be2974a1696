"""The glyph audit: what copies as a character is drawn as that character, or it is told."""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path

import pikepdf
import pytest

from fanzha import fonts
from fanzha.fonts.harfbuzz import cut
from fanzha.pdf import check_pdf, typeset
from fanzha.pdf.glyphs import glyph_audit
from fanzha.pdf.pages import read_pages
from fanzha.pdf.tounicode import to_unicode

TEXT = "Hotline 96110 我们是人民警察，不会让你转账——请放心"


@pytest.fixture(scope="module")
def good(cache: Path) -> bytes:
    return typeset(f'<html lang="zh"><title>反诈</title><p>{TEXT}</p><p><b>{TEXT}</b></p></html>', [], {}, cache)


def audit(data: bytes) -> list[tuple[str, str]]:
    return list(glyph_audit(data, fonts.source()))


def two_faces(cache: Path, folder: Path) -> bytes:
    """Return a PDF set with two @font-face rules of one family, weight and style: the trap."""
    regular, css = fonts.font_set(cache).regular, 'body { font-family: "Fanzha Sans" }'
    for name, first, last in (("latin", 0x20, 0x7E), ("hanzi", 0x4E00, 0x9FFF)):
        (folder / f"{name}.otf").write_bytes(cut(regular, 0, [(0x20, 0x20), (first, last)], ()))
        source, ranges = f"url({folder.as_uri()}/{name}.otf)", f"U+20, U+{first:X}-{last:X}"
        css += f"@font-face {{ font-family: Fanzha Sans; src: {source}; unicode-range: {ranges} }}"
    write_fontconfig(folder, "/usr/share/fonts/truetype/dejavu")
    return plain_weasyprint('<html lang="zh"><p>我们是人民警察 Hotline 96110</p></html>', css, folder)


def write_fontconfig(folder: Path, fonts_folder: str) -> None:
    config = f"<fontconfig><dir>{fonts_folder}</dir><cachedir>{folder / 'fontconfig'}</cachedir></fontconfig>"
    (folder / "fonts.conf").write_text(config, "utf-8")


def plain_weasyprint(html: str, css: str, folder: Path) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    before = os.environ.get("FONTCONFIG_FILE", "")
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    configuration = FontConfiguration()
    os.environ["FONTCONFIG_FILE"] = before
    sheet = CSS(string=css, font_config=configuration)
    data = HTML(string=html).write_pdf(stylesheets=[sheet], font_config=configuration)
    assert isinstance(data, bytes)
    return data


def altered(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the PDF with other characters in its ToUnicode maps."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                thing.ToUnicode.write(thing.ToUnicode.read_bytes().replace(old, new))
        pdf.save(result := io.BytesIO())
    return result.getvalue()


def test_a_good_file_has_no_findings(good: bytes) -> None:
    assert audit(good) == []


def test_every_sign_outside_the_hanzi_is_followed_in_all_its_shapes(cache: Path) -> None:
    from fanzha.fonts.charset import RANGES

    signs = [
        chr(c)
        for first, last in RANGES
        if last < 0x3400 or 0xFE00 < first < 0x20000
        for c in range(first, last + 1)
        if unicodedata.category(chr(c)) != "Cf"  # marks of direction would mirror the brackets after them
    ]
    known = "".join(sorted(set(signs) - set(fonts.missing("".join(signs), cache)) - set("<&>")))
    body = "".join(
        f"<p style='font-feature-settings:\"{feature}\"'>{known}</p>" for feature in ("kern", "pwid", "halt")
    )
    data = typeset(f'<html lang="zh"><title>字</title>{body}<p>——nǐ hǎo nɡ</p></html>', [], {}, cache)
    assert len(known) > 1500
    assert audit(data) == []


def test_two_faces_of_one_family_are_caught_though_the_text_reads_well(cache: Path, tmp_path: Path) -> None:
    data = two_faces(cache, tmp_path)
    assert "我们是人民警察 Hotline 96110" in read_pages(data)[0].text
    wrong = audit(data)
    assert {char for char, _ in wrong} >= set("Hotline96110")
    assert {name.partition("+")[2] for _, name in wrong} == {"Fanzha-Sans"}
    found = check_pdf(data, "a.pdf", pages=1, size_mm=(210, 297))
    assert "FIT005" in {diagnostic.code for diagnostic in found}


def test_a_text_that_copies_as_another_is_caught(good: bytes) -> None:
    shifted = altered(good, b"<0036>", b"<0037>")
    assert "97110" in read_pages(shifted)[0].text
    assert [char for char, _ in audit(shifted)] == ["7", "7"]


def test_a_font_that_is_not_ours_is_caught(tmp_path: Path) -> None:
    write_fontconfig(tmp_path, "/usr/share/fonts")
    data = plain_weasyprint(
        '<html lang="ja"><p>骨 直 96110</p></html>', "p { font-family: Noto Sans CJK JP }", tmp_path
    )
    assert [char for char, _ in audit(data)] == ["?"]


def test_a_font_that_is_not_embedded_is_caught(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile3" in thing:
                del thing["/FontFile3"]
        pdf.save(result := io.BytesIO())
    assert [char for char, _ in audit(result.getvalue())] == ["?", "?"]


def test_the_weights_are_not_mixed_up(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        programs = [t for t in pdf.objects if isinstance(t, pikepdf.Dictionary) and "/FontFile3" in t]
        one, other = programs
        one.FontFile3, other.FontFile3 = other.FontFile3, one.FontFile3
        pdf.save(result := io.BytesIO())
    assert len(audit(result.getvalue())) > 40


def test_both_forms_of_a_to_unicode_map_are_read() -> None:
    stream = b"""2 beginbfchar <0001> <0041> <0002> <4E2D6587> endbfchar
    2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<D840DC00> <0062>] endbfrange"""
    assert to_unicode(stream) == {1: "A", 2: "中文", 16: "a", 17: "b", 18: "c", 32: "𠀀", 33: "b"}
