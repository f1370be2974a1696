"""Reading the folder of a television back: slides against the pages they were drawn from, the film as a player does."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from fanzha.diagnostics import Diagnostic
from fanzha.fonts import Source
from fanzha.formats.led import lcd_type
from fanzha.formats.led.checks import distracting, endless
from fanzha.formats.led.lcd import FILM, LcdParams
from fanzha.formats.led.lcd_film import RATE, frames, key_pictures, planes
from fanzha.formats.led.lcd_layout import LEAST, MARGIN
from fanzha.formats.led.lcd_mp4 import NoFilm, read_film
from fanzha.formats.led.lcd_readme import readme
from fanzha.formats.led.lcd_render import film_name, film_path, manifest, slide_path, small, total
from fanzha.formats.led.lcd_slides import Slide, pages_of, slides
from fanzha.formats.led.proof_motion import read_gif
from fanzha.model import Artifact, Rendered
from fanzha.pdf import check_pdf
from fanzha.pdf.colour import drawn
from fanzha.pdf.digits import printed
from fanzha.pdf.pages import Page, read_pages
from fanzha.pixels import opened

if TYPE_CHECKING:
    from PIL.Image import Image

    from fanzha.formats import Workshop

DPI = 96
"""The resolution at which a CSS pixel of the pages is one of the screen."""
MM = 25.4 / DPI
BLOCK, APART = 8, 12
"""A field of so many pixels a side may differ in the film by so many of 255 levels on average: what coding costs."""
PX = 0.75
"""Points a pixel."""
RGB = "PNG, 8 bit RGB, sRGB"


def prove(artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterator[Diagnostic]:
    """Yield what is wrong with the folder."""
    params = cast(LcdParams, artifact.params)
    files: Mapping[str, bytes] = data if isinstance(data, Mapping) else {}
    if lacking := list(lcd_type.lacking(params)):
        yield from lacking
        return
    folder, shown, pdf = artifact.path, slides(params), pages_of(params, workshop.cache)
    fresh = list(drawn(pdf, params.width, params.height))
    yield from _pages(folder, pdf, params, shown)
    paths = sorted(path for path in files if path.startswith("SLIDES/"))
    yield from _names(folder, files, paths, len(shown), film=FILM in artifact.tools)
    for path, slide, page, picture in zip(paths, shown, read_pages(pdf), fresh, strict=False):
        yield from _slide(f"{folder}/{path}", files[path], slide, page, picture, lcd_type.digits_source(params))
    yield from _preview(f"{folder}/PREVIEW.gif", files, small(fresh[0]).size, shown)
    yield from distracting(params, shown)
    film = film_path(files)
    if FILM not in artifact.tools:
        yield Diagnostic.at("LED040", path=folder)
        yield from endless(f"{folder}/SLIDES", [slide.dwell_ms for slide in shown], params)
    elif film:
        yield from _film(f"{folder}/{film}", files[film], params, shown, fresh)
    yield from _lists(folder, files, params, shown, dict(zip(paths, fresh, strict=False)))


def _pages(folder: str, pdf: bytes, params: LcdParams, shown: Sequence[Slide]) -> Iterator[Diagnostic]:
    """Prove the pages that the slides are drawn from: every word, every glyph, nothing hidden, small or cut off."""
    yield from check_pdf(
        pdf,
        folder,
        pages=len(shown),
        size_mm=(params.width * MM, params.height * MM),
        page_phrases=[slide.phrases for slide in shown],
        margin_mm=0,
        weights=lcd_type.weights(params.fonts),
        faces=lcd_type.faces_of(params),
        least_pt=LEAST * params.unit * PX,
        tagged=False,
        dpi=DPI,
    )
    for page in read_pages(pdf):
        across, down = page.width_mm * MARGIN - MM, page.height_mm * MARGIN - MM
        for line in page.lines:
            box = line.box
            aside = min(box.left, page.width_mm - box.right) < across
            if aside or min(box.top, page.height_mm - box.bottom) < down:
                yield Diagnostic.at("FIT007", path=folder, page=page.number, text=line.text)


def _names(
    folder: str, files: Mapping[str, bytes], paths: Sequence[str], count: int, *, film: bool
) -> Iterator[Diagnostic]:
    """Yield LED009 for each file that is missing, does not belong there, or whose name is not that of its content."""
    wanted = {"00_README.html", "PREVIEW.gif", "MANIFEST.json"}
    wanted |= {slide_path(number, files[path]) for number, path in enumerate(paths, 1)}
    path = film_path(files)
    if film:
        wanted.add(film_name(files[path]) if path else "VIDEO/01.mp4")
    for name in sorted(wanted ^ set(files)):
        yield Diagnostic.at("LED009", path=f"{folder}/{name}")
    if len(paths) != count:
        yield Diagnostic.at("LED009", path=f"{folder}/SLIDES")


def _slide(path: str, data: bytes, slide: Slide, page: Page, fresh: Image, digits: Source) -> Iterator[Diagnostic]:
    """Read a slide as a player does: what it is, every pixel, and the telephone numbers as an eye reads them."""
    found, picture = _read_png(data)
    expected = f"{RGB}, {fresh.width}×{fresh.height}"
    if picture is None or found != expected:
        yield Diagnostic.at("LED004", path=path, expected=expected, found=found)
        return
    if picture.tobytes() != fresh.tobytes():
        yield Diagnostic.at("LED014", path=path, text=slide.text)
    grey = picture.convert("L")
    for number in slide.numbers:
        reads = list(printed(number, page, grey, DPI, digits)) or ["–"]
        for read in [read for read in reads if read != number][:1]:
            yield Diagnostic.at("FIT019", path=path, page=page.number, number=number, read=read)


def _read_png(data: bytes) -> tuple[str, Image | None]:
    """Return what a PNG says that it is, and its picture in mode `RGB` if it is one."""
    try:
        picture = opened(data, "PNG")
        picture.load()
    except (OSError, ValueError, SyntaxError):
        return "–", None
    depth, kind = data[24:26]  # IHDR comes first, after 8 bytes of signature and 8 of its own
    colours = "RGB" if kind == 2 and "transparency" not in picture.info else f"colour type {kind}"
    profile = "sRGB" if b"sRGB" in data[:64] else "–"
    said = f"PNG, {depth} bit {colours}, {profile}, {picture.width}×{picture.height}"
    return said, picture if picture.mode == "RGB" else None


def _preview(
    path: str, files: Mapping[str, bytes], size: tuple[int, int], shown: Sequence[Slide]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the preview: its size, its time and whether it goes on without end."""
    if "PREVIEW.gif" not in files:
        return
    gif = read_gif(files["PREVIEW.gif"])
    expected = f"GIF {size[0]}×{size[1]}"
    found = "GIF {}×{}".format(*gif.frames[0].size) if gif else "–"
    if gif is None or found != expected:
        yield Diagnostic.at("LED004", path=path, expected=expected, found=found)
        return
    wanted = [slide.dwell_ms for slide in shown]
    if not gif.endless or list(gif.durations) != wanted:
        times = {"found": sum(gif.durations), "wanted": sum(wanted), "shortest": min(gif.durations)}
        yield Diagnostic.at("LED006", path=path, **times)


def _film(
    path: str, data: bytes, params: LcdParams, shown: Sequence[Slide], fresh: Sequence[Image]
) -> Iterator[Diagnostic]:
    """Read the film's boxes as a player does; then decode the first picture of each slide and compare it."""
    expected = f"H.264 yuv420p {params.width}×{params.height} {RATE} fps (moov, mdat)"
    try:
        film = read_film(data)
    except NoFilm:
        yield Diagnostic.at("LED004", path=path, expected=expected, found="–")
        return
    found = str(film) + (f", {film.tracks} tracks" if film.tracks != 1 else "")
    if found != expected:
        yield Diagnostic.at("LED004", path=path, expected=expected, found=found)
        return
    counts = [frames(slide.dwell_ms) for slide in shown]
    starts = (0, *itertools.accumulate(counts))
    if (*film.keys, film.pictures) != starts:
        stands = [after - before for before, after in itertools.pairwise((*film.keys, film.pictures))]
        times = (1000 * one // RATE for one in (film.pictures, total(shown), min(stands, default=0)))
        yield Diagnostic.at("LED006", path=path, **dict(zip(("found", "wanted", "shortest"), times, strict=True)))
        return
    try:
        keys = key_pictures(data)
    except (OSError, ValueError):
        keys = []
    if len(keys) != len(shown):
        yield Diagnostic.at("LED004", path=path, expected=f"{len(shown)} IDR", found=len(keys))
        return
    yield from endless(path, [1000 * film.pictures // RATE], params)
    for slide, picture, key in zip(shown, fresh, keys, strict=True):
        if not _alike(planes(picture), key):
            yield Diagnostic.at("LED014", path=path, text=slide.text)


def _alike(ours: Sequence[Image], theirs: Sequence[Image]) -> bool:
    """Return whether no field of `BLOCK` pixels a side differs by more than coding costs, in any plane."""
    from PIL import ImageChops

    for one, other in zip(ours, theirs, strict=True):
        if one.size != other.size:
            return False
        worst = ImageChops.difference(one, other).reduce(BLOCK).getextrema()[1]
        if not isinstance(worst, int) or worst > APART:
            return False
    return True


def _lists(
    folder: str, files: Mapping[str, bytes], params: LcdParams, shown: Sequence[Slide], fresh: Mapping[str, Image]
) -> Iterator[Diagnostic]:
    """Yield LED009 for each file that is not the one on the list, and for a page or list that says something else."""
    if "MANIFEST.json" not in files or "00_README.html" not in files or len(fresh) != len(shown):
        return
    try:
        listed = {one["file"]: one["sha256"] for one in json.loads(files["MANIFEST.json"])["files"]}
    except (ValueError, KeyError, TypeError):
        listed = {}
    others = {path: files[path] for path in files if path != "MANIFEST.json"}
    for path, data in sorted(others.items()):
        if listed.get(path) != hashlib.sha256(data).hexdigest():
            yield Diagnostic.at("LED009", path=f"{folder}/{path}")
    beside = {path: data for path, data in others.items() if path != "00_README.html"}
    if readme(params, shown, fresh, beside) != files["00_README.html"]:
        yield Diagnostic.at("LED009", path=f"{folder}/00_README.html")
    if manifest(params, shown, list(fresh), others) != files["MANIFEST.json"]:
        yield Diagnostic.at("LED009", path=f"{folder}/MANIFEST.json")
