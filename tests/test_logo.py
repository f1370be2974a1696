"""The publisher's own logo: printed before the name, in the right inks; and what cannot be one stops only its own."""

from __future__ import annotations

import dataclasses
import importlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from fanzha.build import examine
from fanzha.diagnostics import Text
from fanzha.formats import Workshop, formats, proven
from fanzha.load.logo import LONGEST, MOST, load_logo
from fanzha.model import Artifact, Edition, Library, Logo, digest_of
from fanzha.pdf import press, typeset
from fanzha.pdf.pages import read_pages
from fanzha.pdf.press_check import check_press
from fanzha.pictures import Picture, read_picture
from fanzha.plan import numbered
from tests.harness import Fanzha
from tests.hostile.bombs import png
from tests.print_samples import FIVE, library, printed, slogan
from tests.test_card_kinds import source as card_source
from tests.test_trifold import OPTIONS as TRIFOLD
from tests.test_trifold import source as trifold_source

PATH = "materials/brand/logo.png"
GREEN, RED, BLACK = (0, 150, 0), (200, 0, 0), (0, 0, 0)
DPI = 300
MM = 25.4 / DPI


def drawn(width: int, height: int) -> bytes:
    """Return a picture that is green on the left, clear in the middle and red on the right."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    picture.paste((*GREEN, 255), (0, 0, width // 3, height))
    picture.paste((*RED, 255), (2 * width // 3, 0, width, height))
    picture.save(out := io.BytesIO(), "PNG")
    return out.getvalue()


def loaded(data: bytes) -> Logo:
    """Return the logo that the loader makes of a picture."""
    publisher = dataclasses.replace(library().publisher, logo=Text(PATH), approval_ref="晴反宣〔2026〕3号")
    picture = read_picture(PATH, data)
    assert isinstance(picture, Picture)
    logo = load_logo(publisher, {PATH: data}, {PATH: picture}, [])
    assert isinstance(logo, Logo)
    return logo


@pytest.fixture(scope="module")
def logo() -> Logo:
    return loaded(drawn(900, 600))


def planned(name: str, source: Library, **options: Any) -> Artifact:
    """Return the first product of an edition."""
    fmt = formats()[name]
    first = next(iter(fmt.plan(source, Edition(folder=name, name="one", options={}), fmt.Options(**options))))
    assert isinstance(first, Artifact)
    return first


ONE: Mapping[str, Any] = {"locales": (Text("zh"),), "tactics": (Text(FIVE[0]),), "press": "only"}
LEAFLET: Mapping[str, Any] = {
    "titles": {"zh": Text("陌生来电说到钱，先挂断，再核实")},
    "tactics": tuple(map(Text, FIVE)),
    "case": Text("case"),
}


@pytest.mark.parametrize(("name", "options"), [("leaflet", LEAFLET), ("poster", ONE), ("card", ONE)])
def test_it_is_printed_before_the_publishers_name(
    name: str, options: Mapping[str, Any], logo: Logo, workshop: Workshop
) -> None:
    said = {"first": slogan("first", FIVE[0], zh="来电要看屏，挂断心安宁")}
    artifact = planned(name, dataclasses.replace(library(slogans=said), logo=logo), **options)
    data = importlib.import_module(f"fanzha.formats.{name}.render").render(artifact, workshop)
    assert [found.code for found in proven(artifact, data, workshop)] == []
    space = "/DeviceCMYK" if "press" in options else "/DeviceRGB"
    assert pictures(data) == [(space, (MOST, round(MOST * 2 / 3)), False)]
    left, top, right, bottom = seen(data)
    assert 3 <= bottom - top <= 8 and (right - left) / (bottom - top) == pytest.approx(1.5, abs=0.15)
    names = [line.box for line in read_pages(data)[0].lines if "晴川县反诈宣传站" in line.text]
    beside = [box for box in names if abs((box.top + box.bottom) / 2 - (top + bottom) / 2) < 1]
    assert len(beside) == 1 and 0.5 < beside[0].left - right < 3.5


def pictures(data: bytes) -> list[tuple[str, tuple[int, int], bool]]:
    """Return of each picture in a PDF its colour space, its pixels and whether it is transparent."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [(str(one.ColorSpace), (int(one.Width), int(one.Height)), "/SMask" in one) for one in found]


def seen(data: bytes) -> tuple[float, float, float, float]:
    """Return the edges of the logo as it looks on the first page, in mm; it is on white, wherever it stands."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=DPI / 72).to_pil().convert("RGB")
    hue, strength, _ = page.convert("HSV").split()
    green = hue.point(lambda level: 255 if 70 < level < 110 else 0)
    strong = strength.point(lambda level: 255 if level > 150 else 0)
    box = Image.composite(green, Image.new("L", page.size), strong).getbbox()
    assert box is not None
    left, top, right, bottom = box
    third, middle = right - left, (top + bottom) // 2
    for x, y in ((right + third // 2, middle), (left + third, top - 2), (left + third, bottom + 2)):
        assert page.getpixel((x, y)) == (255, 255, 255)
    red = page.getpixel((right + 3 * third // 2, middle))
    assert isinstance(red, tuple) and red[0] > 150 > max(red[1:])
    return left * MM, top * MM, (left + 3 * third) * MM, bottom * MM


def test_a_product_without_it_is_refused(logo: Logo, workshop: Workshop) -> None:
    poster = planned("poster", dataclasses.replace(library(), logo=logo), **ONE)
    bare = typeset('<html lang="zh"><title>x</title><p>x</p></html>', [], {}, workshop.cache)
    assert "FIT023" in {found.code for found in proven(poster, bare, workshop)}


USES = {
    "96110": (
        "拿不准时咨询，提供诈骗线索；这个号码打来，请接听",
        "advice when you are not sure, and tips about fraud; please answer",
    ),
    "110": (
        "钱已转出、发现损失或有人身危险时，马上报警",
        "report at once when money has been sent or someone is in danger",
    ),
}


def signed_at_length(of: Library) -> Library:
    """Return the library of the sample publisher, with the longest names and the widest logo that may be."""
    names = {"zh": "晴川县反诈宣传站（示例）", "en": "Qingchuan County Anti-Fraud Outreach (sample)"}
    numbers = {
        name: dataclasses.replace(number, use_for=dict(zip(("zh", "en"), USES[name], strict=True)))
        for name, number in of.registry.numbers.items()
    }
    return dataclasses.replace(
        of,
        logo=loaded(drawn(LONGEST * 320, 320)),
        publisher=dataclasses.replace(of.publisher, names=names, fictional=True),
        registry=dataclasses.replace(of.registry, numbers=numbers),
    )


@pytest.mark.parametrize(
    ("first", "second", "subtitle"), [("zh", "en", "三种骗局，怎么认，怎么办"), ("en", "zh", "Three scams")]
)
@pytest.mark.slow
def test_a_trifold_in_two_languages_has_room_for_the_widest(
    first: str, second: str, subtitle: str, workshop: Workshop
) -> None:
    options = dataclasses.replace(TRIFOLD, locales=(Text(first),), second=Text(second), subtitles={first: subtitle})
    made = planned("trifold", signed_at_length(trifold_source()), **vars(options))
    assert [found.code for found in proven(made, printed(made, workshop), workshop)] == []


@pytest.mark.parametrize("locale", ["en", pytest.param("zh", marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ["risk", pytest.param("app", marks=pytest.mark.slow)])
def test_a_card_has_room_for_the_widest_and_the_note_of_the_sample(kind: str, locale: str, workshop: Workshop) -> None:
    source = signed_at_length(card_source())
    card = numbered(planned("card", source, kind=kind, locales=(Text(locale),)))
    assert [found.code for found in proven(card, printed(card, workshop), workshop)] == []


def test_another_logo_makes_anew_what_shows_it_and_nothing_else(logo: Logo) -> None:
    first = slogan("first", FIVE[0], zh="来电要看屏，挂断心安宁")
    channels = (Text("poster"), Text("sticker"))
    texts = {"zh": dataclasses.replace(first.texts["zh"], channels=channels)}
    source = library(slogans={"first": dataclasses.replace(first, texts=texts)})
    digests: dict[str, set[str]] = {"poster": set(), "sticker": set()}
    for each in (logo, loaded(drawn(900, 600)), loaded(drawn(600, 600))):
        of_each = dataclasses.replace(source, logo=each)
        digests["poster"].add(digest_of(planned("poster", of_each, **ONE).params))
        digests["sticker"].add(digest_of(planned("sticker", of_each, sheet="round-25", locales=ONE["locales"]).params))
    assert {name: len(found) for name, found in digests.items()} == {"poster": 2, "sticker": 1}


def test_for_the_press_a_clear_picture_lies_on_white_and_its_greys_are_black_ink(cache: Path) -> None:
    picture = Image.new("RGBA", (3, 1))
    picture.putdata([(*BLACK, 255), (*BLACK, 0), (*GREEN, 255)])
    picture.save(out := io.BytesIO(), "PNG")
    html = '<html lang="zh"><title>x</title><p><img alt="x" src="asset:x.png" style="width:9mm"></p></html>'
    styles = ["@page{size:100mm 100mm}", press.STYLE]
    office = typeset(html, styles, {"x.png": out.getvalue()}, cache)
    assert pictures(office)[0][2] or pictures(office)[1][2], "it is transparent before"
    data = press.pressed(office, {})
    assert pictures(data) == [("/DeviceCMYK", (3, 1), False)] and check_press(data, "a.pdf", (100, 100)) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (drawing,) = pdf.pages[0].get_images().values()
        black, clear, green = (tuple(drawing.read_bytes()[at : at + 4]) for at in (0, 4, 8))
        assert (black, clear) == ((0, 0, 0, 255), (0, 0, 0, 0)) and green[0] > 150 and green[2] > 150 > green[1]
        drawing.write(b"\xff" * 12)
        pdf.save(out := io.BytesIO())
    assert [found.code for found in check_press(out.getvalue(), "a.pdf", (100, 100))] == ["FIT020"]


def lay(project: Path, name: str, data: bytes | None, approval: str = "approval_ref: 测反宣〔2026〕3号\n") -> None:
    """Name a logo in the small project, register it and lay it down; and ask for cards, which show it."""
    publisher = project / "materials/publisher.yml"
    publisher.write_text(f"{publisher.read_text('utf-8')}logo: {name}\n{approval}", "utf-8")
    entry = f"- path: {name}\n  licence: own work\n  source: 测试站自己画的，2026年\n"
    (project / "materials/registry/pictures.yml").write_text(entry if data else "[]\n", "utf-8")
    (project / "materials/card").mkdir()
    (project / "materials/card/one.yml").write_text("locales: [zh]\n", "utf-8")
    if data is not None:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_bytes(data)


def ask_for_labels(project: Path) -> None:
    """Ask for stickers, which do not show it, in place of the text messages, which this process cannot make."""
    (project / "materials/sms").rename(project / "materials/sticker")
    edition = "sheet: round-25\nslogans: [loan-fee]\nlocales: [zh]\n"
    (project / "materials/sticker/week.yml").write_text(edition, "utf-8")
    channels = project / "materials/registry/channels.yml"
    more = "- id: sticker\n  names: {zh: 贴纸, en: sticker}\n  max: {zh: 20, en: 60}\n"
    channels.write_text(channels.read_text("utf-8") + more, "utf-8")
    for slogans in (project / "docs/slogans").glob("fake-loan*.md"):
        slogans.write_text(slogans.read_text("utf-8").replace(".led .poster", ".led .poster .sticker"), "utf-8")


BAD = {
    "missing": (PATH, None, "PIC010"),
    "outside": ("../logo.png", None, "PIC010"),
    "absolute": ("/etc/logo.png", None, "PIC010"),
    "among the pages": ("docs/logo.png", drawn(400, 400), "PIC010"),
    "a drawing": ("materials/brand/logo.svg", b"<svg/>", "PIC010"),
    "two pixels": (PATH, drawn(2, 2), "PIC011"),
    "a strip": (PATH, drawn(1600, 400), "PIC011"),
    "a text": (PATH, b"not a picture", "LOAD034"),
    "a JPEG": (PATH, b"\xff\xd8\xff" + bytes(40), "LOAD036"),
    "sixty megapixels": (PATH, png(10_000, 6_000), "LOAD035"),
    "pixels that are none": (PATH, png(400, 400, pixels=b"\7" * 90), "LOAD034"),
    "eleven megabytes": (PATH, bytes(11_000_000), "LOAD004"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_one_is_said_where_it_is_named(what: str, project: Path) -> None:
    name, data, code = BAD[what]
    lay(project, name, data)
    ask_for_labels(project)
    _, plan, found = examine(project)
    assert [(one.code, one.place.path, one.place.line, one.place.column) for one in found] == [
        (code, "materials/publisher.yml", 9, 7)
    ]
    assert found[0].place.excerpt == f"logo: {name}"
    assert plan.broken == {("card", "one")} and [one.path for one in plan.artifacts] == ["sticker/week.zh.pdf"]


def test_without_approval_it_is_not_printed_and_the_rest_is(fanzha: Fanzha) -> None:
    lay(fanzha.project, PATH, drawn(400, 400), approval="fictional: true\n")
    run = fanzha.run("build", status=1)
    assert "materials/publisher.yml:9:7  PIC012 error" in run.stderr and run.stderr.count(" error\n") == 1
    assert fanzha.built("sms/week.zh.txt") and not (fanzha.project / "build/card").exists()
