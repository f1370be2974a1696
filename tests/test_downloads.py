"""What can be downloaded: previews, bundles, the page with its filters, and everything in step with the manifest."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile

from fanzha.diagnostics import Text
from fanzha.formats.site import bundles, previews
from fanzha.formats.site.bundles import Subject
from fanzha.formats.site.downloads import SHOWN, SUMS, Offer, offer
from fanzha.formats.site.downloads_proof import downloads_are_whole
from fanzha.formats.site.genuine import LIST, list_script
from fanzha.model import Audience, AudienceText, Finished, Library, Situation
from tests.browser import launched, needs_browser
from tests.harness import until
from tests.print_samples import DAY, FIVE, library

ONE, TWO, THREE = FIVE[:3]


def picture(colour: str, size: tuple[int, int] = (1080, 1440), kind: str = "PNG") -> bytes:
    Image.new("RGB", size, colour).save(out := io.BytesIO(), kind)
    return out.getvalue()


def sheet() -> bytes:
    """Return a PDF with one empty A4 page."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(out := io.BytesIO())
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file(path: str, data: bytes, locale: str, *subjects: str) -> tuple[Finished, Mapping[str, bytes]]:
    kind = path.partition("/")[0]
    one = Finished(
        path=path, format=kind, edition="all", locale=locale, title=f"{kind} {locale}", kind="file", size=len(data),
        sha256=sha(data), files={}, subjects=subjects, valid_until=datetime.date(2027, 5, 22),
    )  # fmt: skip
    return one, {path: data}


def screen(*subjects: str) -> tuple[Finished, Mapping[str, bytes]]:
    data = {"00_README.html": b"<p>read me</p>", "IMG/P01.bmp": b"BM", "PREVIEW.gif": picture("red", (788, 116), "GIF")}
    one = Finished(
        path="led/lobby", format="led", edition="lobby", locale="zh", title="大厅屏", kind="tree", size=99,
        sha256="ab" * 32, files={path: sha(each) for path, each in data.items()}, subjects=subjects,
    )  # fmt: skip
    return one, {f"led/lobby/{path}": each for path, each in data.items()}


MADE = (
    file("leaflet/street.zh.pdf", sheet(), "zh", ONE, TWO),
    file("poster/damaged.zh.pdf", b"%PDF-1.7 damaged", "zh", THREE),
    file(f"share/{ONE}.en.png", picture("blue"), "en", ONE),
    file(f"share/{ONE}.zh.png", picture("green"), "zh", ONE),
    screen(ONE, THREE),
)
FINISHED = tuple(one for one, _ in MADE)
KINDS = ("leaflet", "led", "poster", "share")


def sample() -> Library:
    """Return a library with two situations and an audience; nothing was made about the second situation."""
    source = library()
    situations = {
        "phone": Situation(id=Text("phone"), names={"zh": Text("来电"), "en": Text("A call")}, tactics=(Text(ONE),)),
        "quiet": Situation(id=Text("quiet"), names={"zh": Text("别的")}, tactics=(Text(FIVE[4]),)),
    }
    text = AudienceText(
        slug="elderly", locale="zh", name=Text("老年人"), lead=Text("您好"), meets=(), remember=(), talk=()
    )
    audience = Audience(slug="elderly", tactics=(Text(TWO),), reviewed_on=DAY, review_by=None, texts={"zh": text})
    registry = dataclasses.replace(source.registry, situations=situations)
    return dataclasses.replace(source, registry=registry, audiences={"elderly": audience})


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build folder with the artefacts."""
    folder = tmp_path_factory.mktemp("build")
    for _, files in MADE:
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def offered(build: Path) -> Offer:
    return offer(sample(), FINISHED, build, build / ".cache")


@pytest.fixture
def tree(offered: Offer) -> dict[str, bytes]:
    """Return the downloads as the site would hold them."""
    files = {path: given if isinstance(given, bytes) else given.read_bytes() for path, given in offered.files()}
    return files | {LIST: list_script(sample(), offered).encode()}


def wrong(tree: Mapping[str, bytes], finished: tuple[Finished, ...] = FINISHED) -> list[str]:
    found = list(downloads_are_whole(sample(), tree, finished))
    assert {one.code for one in found} <= {"SITE007"}
    return sorted(one.place.path.removeprefix("build/site/downloads/") for one in found)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# Previews


def test_whatever_can_be_drawn_has_a_small_picture(offered: Offer) -> None:
    drawn = {one.finished.path: one.preview for one in offered.downloads}
    sizes = {path: (one.width, one.height) if one else None for path, one in drawn.items()}
    assert sizes == {
        "led/lobby": (320, 47),
        "leaflet/street.zh.pdf": (226, 320),
        "poster/damaged.zh.pdf": None,
        f"share/{ONE}.en.png": (240, 320),
        f"share/{ONE}.zh.png": (240, 320),
    }


def test_a_preview_shows_its_own_artefact_and_its_address_names_the_digest(tree: dict[str, bytes]) -> None:
    english = next(one for one in FINISHED if one.path.endswith(".en.png"))
    preview = tree[f"downloads/previews/share/{ONE}.en.png.{english.sha256[:8]}.webp"]
    with Image.open(io.BytesIO(preview)) as drawn:
        red, green, blue = drawn.convert("RGB").getpixel((9, 9))  # type: ignore[misc]
    assert blue > 200 and red < 60 and green < 60


def test_an_unchanged_artefact_is_drawn_once(build: Path, offered: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "drawn", lambda *_: pytest.fail("drawn again"))
    leaflet = next(one for one in offered.downloads if one.finished.format == "leaflet")
    assert previews.preview_of(leaflet.finished, build, build / ".cache", "downloads") == leaflet.preview


def test_a_damaged_cache_is_drawn_again(build: Path, tmp_path: Path) -> None:
    english = next(one for one in FINISHED if one.path.endswith(".en.png"))
    first = previews.preview_of(english, build, tmp_path, "downloads")
    assert first is not None
    good = first.source.read_bytes()
    first.source.write_bytes(b"rubbish")
    again = previews.preview_of(english, build, tmp_path, "downloads")
    assert again is not None and again.source.read_bytes() == good


def test_a_file_that_is_not_the_manifests_has_no_preview(build: Path, tmp_path: Path) -> None:
    stale = dataclasses.replace(FINISHED[0], sha256="00" * 32)
    assert previews.preview_of(stale, build, tmp_path, "downloads") is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", picture("red")[:60], sheet()[:200]])
@pytest.mark.parametrize("name", ["x.pdf", "x.png"])
def test_nothing_that_is_damaged_stops_the_site(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    assert previews.drawn(name, data) is None


def test_each_page_has_its_own_picture_to_share_or_the_home_pages(build: Path, tmp_path: Path) -> None:
    home, files = file("share/home.zh.png", picture("red"), "zh")
    shutil.copytree(build, tmp_path / "build")
    (tmp_path / "build" / home.path).write_bytes(files[home.path])
    offered = offer(sample(), [*FINISHED, home], tmp_path / "build", tmp_path)
    pages = [(ONE, "zh"), (ONE, "en"), ("some-case", "zh"), ("some-case", "en")]
    found = [offered.picture_for(*page) for page in pages]
    assert [one.name if one else None for one in found] == [f"{ONE}.zh.png", f"{ONE}.en.png", "home.zh.png", None]


# Bundles


def test_a_bundle_for_each_situation_and_audience_that_something_was_made_for(offered: Offer) -> None:
    assert [one.address for one in offered.bundles] == [
        "bundles/situation-phone.zh.zip",
        "bundles/situation-phone.en.zip",
        "bundles/audience-elderly.zh.zip",
    ]


def test_a_bundle_holds_what_is_about_its_tactics_in_its_language(tree: dict[str, bytes]) -> None:
    top = "situation-phone.en"
    inside = members(tree[f"downloads/bundles/{top}.zip"])
    assert list(inside) == [f"{top}/00_README.txt", f"{top}/share/{ONE}.en.png"]
    chinese = "situation-phone.zh"
    screens = [f"{chinese}/led/lobby/{path}" for path in ("00_README.html", "IMG/P01.bmp", "PREVIEW.gif")]
    assert set(screens) < set(members(tree[f"downloads/bundles/{chinese}.zip"]))
    assert inside[f"{top}/share/{ONE}.en.png"] == picture("blue")
    assert [*members(tree["downloads/bundles/audience-elderly.zh.zip"])][1:] == [
        "audience-elderly.zh/leaflet/street.zh.pdf"
    ]


def test_what_tells_of_everything_is_in_no_bundle_unless_it_suits_the_audience() -> None:
    everything, _ = file("booklet/handbook.zh.pdf", b"%PDF", "zh", *FIVE)
    card, _ = file(f"card/{THREE}.zh.pdf", b"%PDF", "zh", THREE)
    other, _ = file(f"card/{TWO}.zh.pdf", b"%PDF", "zh", TWO)
    made = [dataclasses.replace(everything, edition="handbook"), card, other]
    phone = Subject("situation", "phone", {}, frozenset({ONE, TWO}))
    assert bundles.chosen(phone, "zh", made) == (other,)
    elderly = Subject("audience", "elderly", {}, frozenset({TWO}), ("booklet/handbook", "card/all"))
    assert bundles.chosen(elderly, "zh", made) == (made[0], other), "of cards only those about its tactics"
    assert bundles.chosen(elderly, "en", made) == ()


def test_its_note_lists_every_file_with_checksum_and_date_in_both_languages(tree: dict[str, bytes]) -> None:
    inside = members(tree["downloads/bundles/situation-phone.zh.zip"])
    note = inside.pop("situation-phone.zh/00_README.txt")
    assert note.startswith(b"\xef\xbb\xbf") and b"\r\n" in note, "for the editors of old Windows computers"
    said = note.decode("utf-8-sig")
    for data in inside.values():
        assert sha(data) in said
    for words in ("来电 / A call", "2026.11", "有效期至 valid until 2027-05-22", "核对码", "Checksums"):
        assert words in said


def test_the_same_artefacts_give_the_same_bundles(build: Path, offered: Offer, tmp_path: Path) -> None:
    again = offer(sample(), reversed(FINISHED), build, tmp_path)
    assert [(one.address, one.sha256) for one in again.bundles] == [(b.address, b.sha256) for b in offered.bundles]


def test_an_older_bundle_leaves_the_cache(build: Path, tmp_path: Path) -> None:
    import os

    old = bundles.bundles(sample(), FINISHED, build, tmp_path)
    for one in old:
        os.utime(one.source, (0, 0))
    new = bundles.bundles(sample(), FINISHED[:1], build, tmp_path)
    assert set((tmp_path / "bundles").iterdir()) == {one.source for one in new}
    assert len(new) < len(old)


# In step with the manifest


def test_whole_downloads_are_in_order(tree: dict[str, bytes]) -> None:
    assert wrong(tree) == []


@pytest.mark.parametrize(
    "path",
    [
        "leaflet/street.zh.pdf",
        "led/lobby.zip",
        "bundles/situation-phone.zh.zip",
        f"previews/leaflet/street.zh.pdf.{FINISHED[0].sha256[:8]}.webp",
    ],
    ids=["file", "folder", "bundle", "preview"],  # a PDF made here has other bytes in every process
)
def test_a_missing_or_damaged_download_is_told(path: str, tree: dict[str, bytes]) -> None:
    where = f"downloads/{path}"
    assert wrong({name: data for name, data in tree.items() if name != where}) == [path]
    assert wrong({**tree, where: tree[where][:40]}) == [path]


def test_a_member_that_is_not_the_manifests_is_told(tree: dict[str, bytes]) -> None:
    path = "bundles/situation-phone.zh.zip"
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for name, data in members(tree[f"downloads/{path}"]).items():
            archive.writestr(name, data + b" " if name.endswith(".png") else data)
    assert wrong({**tree, f"downloads/{path}": out.getvalue()}) == [path]


def test_what_has_become_stale_is_told_in_every_place_it_stands(tree: dict[str, bytes]) -> None:
    """The manifest has a newer picture; the site still offers the old one."""
    renewed = tuple(
        dataclasses.replace(one, sha256="cd" * 32) if one.path.endswith(".zh.png") else one for one in FINISHED
    )
    old = FINISHED[3].sha256[:8]
    assert wrong(tree, renewed) == [
        "bundles/situation-phone.zh.zip",
        f"previews/share/{ONE}.zh.png.{old}.webp",
        f"share/{ONE}.zh.png",
    ]


def test_a_bundle_that_nothing_declares_is_told(tree: dict[str, bytes]) -> None:
    stray = "downloads/bundles/situation-gone.zh.zip"
    assert wrong({**tree, stray: b"PK"}) == ["bundles/situation-gone.zh.zip"]


# The checksums


def test_the_list_is_one_that_sha256sum_reads(tree: dict[str, bytes], tmp_path: Path) -> None:
    for path, data in tree.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    command = ["sha256sum", "-c", SUMS]
    environment = {**os.environ, "LC_ALL": "C"}
    said = subprocess.run(command, cwd=tmp_path / "downloads", env=environment, capture_output=True, text=True)
    files = {path.removeprefix("downloads/") for path in tree if "/previews/" not in path} - {SUMS, LIST}
    assert said.returncode == 0 and set(said.stdout.splitlines()) == {f"{path}: OK" for path in files}
    (tmp_path / "downloads/led/lobby.zip").write_bytes(b"another")
    said = subprocess.run(command, cwd=tmp_path / "downloads", env=environment, capture_output=True, text=True)
    assert said.returncode == 1 and "led/lobby.zip: FAILED" in said.stdout


@pytest.mark.parametrize("kept", [slice(0, 0), slice(1, None), slice(0, 40)], ids=["empty", "a line less", "cut off"])
def test_a_list_that_is_not_whole_is_told(kept: slice, tree: dict[str, bytes]) -> None:
    where = f"downloads/{SUMS}"
    lines = tree[where].splitlines(keepends=True)
    assert wrong({path: data for path, data in tree.items() if path != where}) == [SUMS]
    assert wrong({**tree, where: tree[where][:40] if kept.stop == 40 else b"".join(lines[kept])}) == [SUMS]


def test_a_list_that_says_something_else_is_told(tree: dict[str, bytes]) -> None:
    where = f"downloads/{SUMS}"
    digest, _, path = tree[where].decode().splitlines()[0].partition("  ")
    for other in (f"{digest[::-1]}  {path}", f"{digest} *{path}", f"{digest}  ../{path}"):
        changed = tree[where].replace(f"{digest}  {path}".encode(), other.encode())
        assert wrong({**tree, where: changed}) == [SUMS]
    assert wrong({**tree, where: tree[where] + f"{digest}  stray.pdf\n".encode()}) == [SUMS]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("kind", ["", "share", "led"])
def test_a_page_that_says_something_else_of_a_file_is_told(
    kind: str, locale: str, tree: dict[str, bytes], offered: Offer
) -> None:
    address = f"{'' if locale == 'zh' else 'en/'}downloads/{kind or 'index'}.html"
    html = page_of(sample(), offered, locale, kind)
    listed = [one for one in offered.downloads if one.finished.format == kind] if kind else offered.bundles
    forged = html.replace(f">{listed[0].sha256[:SHOWN]}<", f">{'0' * SHOWN}<")
    missing = html.replace(f'{listed[0].address.removeprefix("downloads/")}" download', 'x"')
    assert html not in {forged, missing}
    for page in (html, forged, missing):
        found = downloads_are_whole(sample(), {**tree, address: page.encode()}, FINISHED)
        assert [one.place.path for one in found] == ([] if page is html else [f"build/site/{address}"])


def test_a_file_on_the_page_of_another_kind_is_told(tree: dict[str, bytes], offered: Offer) -> None:
    posters = page_of(sample(), offered, "zh", "poster").encode()
    found = list(downloads_are_whole(sample(), {**tree, "downloads/share.html": posters}, FINISHED))
    assert [one.place.path for one in found] == ["build/site/downloads/share.html"]


# The page


def page_of(source: Library, offered: Offer, locale: str, kind: str = "") -> str:
    """Return the own part of the downloads page, or of the page of one kind of files."""
    from fanzha.formats.site.body import taken_apart
    from fanzha.formats.site.pages import site_pages
    from fanzha.formats.site.parts import templates
    from fanzha.formats.site.view import View
    from fanzha.formats.site.wording import Wording

    uri = f"downloads/{kind or 'index'}.md"
    page = next(page for page in site_pages(source, locale, KINDS) if page.uri == uri)
    body = taken_apart(f'<h1 id="top">{page.title}</h1>')
    view = View(source, page, locale, Wording.of(source, locale), offered, body)
    return templates().get_template(f"{page.kind}.html.j2").render(v=view)


def test_the_pages_list_each_file_with_all_that_is_known_about_it(offered: Offer) -> None:
    for locale, words in (("zh", ("传单", "有效期至", "中文")), ("en", ("Leaflets", "Valid until", "English"))):
        pages = {kind: page_of(sample(), offered, locale, kind) for kind in KINDS}
        for one in offered.downloads:
            html = pages[one.finished.format]
            assert one.sha256[:SHOWN] in html and one.sha256[: SHOWN + 1] not in html
            assert f'{one.address.removeprefix("downloads/")}" download' in html
        index = page_of(sample(), offered, locale)
        for bundle in offered.bundles:
            assert f">{bundle.sha256[:SHOWN]}<" in index and bundle.address in index
        whole = "".join(pages.values())
        assert whole.count('loading="lazy"') == 4 and 'width="226" height="320"' in whole
        assert "2027-05-22" in whole and "2026.11" in whole
        assert all(word in whole for word in words)
        assert "style=" not in whole + index and "<script" not in whole + index


def test_the_first_page_leads_to_each_kind_and_says_how_many_files_it_has(offered: Offer) -> None:
    from selectolax.lexbor import LexborHTMLParser

    cards = LexborHTMLParser(page_of(sample(), offered, "zh")).css("a.fz-card")
    words = [tuple(card.css(css)[0].text() for css in ("strong", ".fz-tags")) for card in cards]
    said = dict(zip((card.attributes["href"] for card in cards), words, strict=True))
    assert said == {
        "leaflet.html": ("传单", "1份"), "led.html": ("LED 屏", "1份"),
        "poster.html": ("海报", "1份"), "share.html": ("分享图片", "2份"),
    }  # fmt: skip
    assert list(said) == ["leaflet.html", "poster.html", "led.html", "share.html"], "as they are asked for"


def test_without_artefacts_the_page_says_what_to_do() -> None:
    assert "fz-notice" in page_of(sample(), Offer(), "zh")
    assert "fz-notice" in page_of(sample(), Offer(), "zh", "poster")


@pytest.fixture(scope="module")
def reader(offered: Offer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a function that opens the page of one kind at an address, with or without JavaScript, from a folder."""
    from playwright.sync_api import sync_playwright

    from fanzha.formats.site import assets
    from fanzha.formats.site.material import material_style

    folder = tmp_path_factory.mktemp("page")
    own = assets._HERE / "download-kind"
    material = folder / "material.css"
    material.write_text(material_style(("custom", "default")), "utf-8")
    for kind in KINDS:
        html = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>x</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file:; style-src file:">
<link rel="stylesheet" href="{material.as_uri()}">
<link rel="stylesheet" href="{(assets._HERE / "site.css").as_uri()}"><link rel="stylesheet" href="{own.as_uri()}.css">
</head><body><div class="md-typeset"><div class="fz-page">{page_of(sample(), offered, "zh", kind)}</div></div>
<script src="{own.as_uri()}.js"></script></body></html>"""
        (folder / f"{kind}.html").write_text(html, "utf-8")
    with sync_playwright() as playwright:
        browser = launched(playwright)

        def open_page(kind: str, hash: str = "", **options: Any) -> Any:
            page = browser.new_context(viewport={"width": 390, "height": 844}, **options).new_page()
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.goto((folder / f"{kind}.html").as_uri() + hash)
            return page

        yield open_page
        browser.close()


def shown(page: Any) -> list[str]:
    return [text.split()[0] for text in page.locator(".fz-file:visible .fz-download__facts").all_inner_texts()]


@pytest.mark.browser
@needs_browser
def test_filters_narrow_the_table_count_and_stay_in_the_address(reader: Any) -> None:
    page = reader("share")
    assert shown(page) == [f"{ONE}.zh.png", f"{ONE}.en.png"]
    page.select_option("[name=language]", "en")
    assert shown(page) == [f"{ONE}.en.png"]
    assert page.inner_text("[role=status]") == "找到1份，共2份"
    assert page.evaluate("location.hash") == "#language=en"
    page.reload()
    assert shown(page) == [f"{ONE}.en.png"]
    page.click("[type=reset]")
    until(page, "!location.hash")
    assert len(shown(page)) == 2
    assert page.evaluate("document.activeElement.name") == "language", "the button is gone; the keyboard is not lost"


@pytest.mark.browser
@needs_browser
def test_a_tall_preview_makes_no_tower(reader: Any) -> None:
    """A banner that hangs is ten times as tall as it is wide."""
    page = reader("leaflet")
    page.locator(".fz-look > summary").first.click()
    picture = page.locator(".fz-file__preview img").first
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => { image.removeAttribute('loading'); image.style.aspectRatio = '1 / 10'; }")
    box = picture.bounding_box()
    assert box["height"] < 1.7 * box["width"]


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
def test_filters_by_situation_tactic_and_words_from_an_address(reader: Any) -> None:
    assert shown(reader("leaflet", f"#about=t-{TWO}")) == ["street.zh.pdf"]
    assert shown(reader("leaflet", f"#about=t-{THREE}")) == ["street.zh.pdf"], "no such choice: nothing is filtered"
    assert shown(reader("share", "#about=s-phone&language=zh")) == [f"{ONE}.zh.png"]
    assert shown(reader("share", f"#q=PNG%20{ONE}.en")) == [f"{ONE}.en.png"]
    page = reader("share", "#q=nothing-like-it&about=%ZZ&unknown=1")
    assert shown(page) == []
    assert page.locator(".fz-filter__none").is_visible()


@pytest.mark.browser
@needs_browser
def test_the_filters_work_by_keyboard_alone(reader: Any) -> None:
    page = reader("share")
    page.focus("[name=language]")
    page.keyboard.press("ArrowDown")
    assert len(shown(page)) == 1
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("share")
    assert page.evaluate("location.hash") == "#language=zh&q=share"


@pytest.mark.browser
@needs_browser
def test_without_javascript_every_file_is_there(reader: Any) -> None:
    page = reader("share", java_script_enabled=False)
    assert shown(page) == [f"{ONE}.zh.png", f"{ONE}.en.png"]
    assert not page.locator("[data-fz-files]").is_visible()


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
def test_nothing_is_wider_than_a_phone_and_buttons_are_large(reader: Any) -> None:
    page = reader("share")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    boxes = [each.bounding_box() for each in page.locator("a.fz-button:visible, .fz-files__filter select").all()]
    assert boxes and all(box["height"] >= 48 for box in boxes)
