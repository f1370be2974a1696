"""A real leaflet, for the office and for a press, spoilt in many ways: verify refuses each, and names what is wrong."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from fanzha import qr
from fanzha.formats import Workshop
from fanzha.formats.leaflet import FORMAT
from fanzha.model import Artifact
from tests.damage import painted_digit, untagged, with_a_torn_stream
from tests.fixtures.formats.sheet.render import swapped
from tests.print_samples import library, printed
from tests.test_leaflet import EDITION, OPTIONS

Spoil = Callable[[Any], None]
EVIL = "https://fanzha.evil.example/"


@pytest.fixture(scope="module")
def leaflets(workshop: Workshop) -> dict[str, tuple[Artifact, bytes]]:
    """Return the Chinese leaflet for the office and the one for a press, each with what it should be."""
    options = dataclasses.replace(OPTIONS, locales=(), press="also")
    found = [
        one for one in FORMAT.plan(library(), EDITION, options) if isinstance(one, Artifact) and one.locale == "zh"
    ]
    made = {"press" if "-press" in one.path else "office": (one, printed(one, workshop)) for one in found}
    assert all(list(FORMAT.verify(one, data, workshop)) == [] for one, data in made.values())
    return made


def changed(spoil: Spoil) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            spoil(pdf)
            pdf.save(out := io.BytesIO())
        return out.getvalue()

    return change


def drawn(pdf: Any, page: int, content: str) -> None:
    """Draw over a page, in points from its lower left corner."""
    pdf.pages[page].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
    pdf.pages[page].contents_add(pikepdf.Stream(pdf, f"Q q {content} Q".encode()))


def other_code(pdf: Any) -> None:
    """Paste a code that leads elsewhere over the upper corner of the back."""
    modules = qr.matrix(EVIL, "Q")
    dark = "".join(f"{x} {-y} 1 1 re " for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark)
    drawn(pdf, 1, f"1 g 380 560 160 160 re f 3.6 0 0 3.6 400 700 cm 0 g {dark} f")


def a_page_less(pdf: Any) -> None:
    del pdf.pages[1]


def a_page_twice(pdf: Any) -> None:
    pdf.pages.append(pdf.pages[0])


def sides_exchanged(pdf: Any) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[0]


def larger_paper(pdf: Any) -> None:
    for page in pdf.pages:
        page.mediabox = page.cropbox = page.trimbox = [0, 0, 612, 842]


def covered(pdf: Any) -> None:
    drawn(pdf, 0, "1 g 0 0 600 842 re f")


def text_over_text(pdf: Any) -> None:
    page = pdf.pages[0]
    content = (
        b"\n".join(stream.read_bytes() for stream in page.Contents)
        if isinstance(page.Contents, pikepdf.Array)
        else page.Contents.read_bytes()
    )
    page.Contents = pdf.make_stream(b"q " + content + b" Q q 1 0 0 1 0 4 cm " + content + b" Q")


def off_the_sheet(pdf: Any) -> None:
    page = pdf.pages[0]
    page.contents_add(pikepdf.Stream(pdf, b"q 1 0 0 1 -45 0 cm"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, b"Q"))


def a_little_smaller(pdf: Any) -> None:
    page = pdf.pages[0]
    page.contents_add(pikepdf.Stream(pdf, b"q .85 0 0 .85 44 63 cm"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, b"Q"))


def without_fonts(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def screen_colour(pdf: Any) -> None:
    drawn(pdf, 0, "1 0 0 rg 300 20 2 2 re f")


def no_bleed(pdf: Any) -> None:
    pdf.pages[0].bleedbox = pdf.pages[0].trimbox


def no_intent(pdf: Any) -> None:
    del pdf.Root.OutputIntents


WAYS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "the characters of a font exchanged": ("office", swapped, "FIT005"),
    "fonts not embedded": ("office", changed(without_fonts), "FIT005"),
    "a code that leads elsewhere": ("office", changed(other_code), "QR002"),
    "a page removed": ("office", changed(a_page_less), "FIT002"),
    "a page twice": ("office", changed(a_page_twice), "FIT002"),
    "front and back exchanged": ("office", changed(sides_exchanged), "FIT006"),
    "another paper": ("office", changed(larger_paper), "FIT010"),
    "everything covered in white": ("office", changed(covered), "FIT009"),
    "text over text": ("office", changed(text_over_text), "FIT003"),
    "moved off the sheet": ("office", changed(off_the_sheet), "FIT007"),
    "letters below 12 points": ("office", changed(a_little_smaller), "FIT018"),
    "a digit painted over": ("office", painted_digit, "FIT019"),
    "no tags": ("office", untagged, "FIT016"),
    "half a command": ("office", with_a_torn_stream, "FIT017"),
    "half a file": ("office", lambda data: data[: len(data) // 2], "FIT002"),
    "a colour of screens on the press": ("press", changed(screen_colour), "FIT020"),
    "no bleed": ("press", changed(no_bleed), "FIT021"),
    "no printing condition": ("press", changed(no_intent), "FIT022"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_spoilt_is_refused(way: str, leaflets: dict[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    kind, spoil, code = WAYS[way]
    artifact, data = leaflets[kind]
    assert code in {found.code for found in FORMAT.verify(artifact, spoil(data), workshop)}
