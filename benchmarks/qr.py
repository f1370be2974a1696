"""QR codes: what the gate costs beside the making, how many simulated captures decode, and the grades of our prints.

    .venv/bin/python -m benchmarks.qr                     # all three; --captures 10000 takes some minutes

A capture is a drawing of what a telephone's camera sees of a printed code: tilted, turned, out of focus, moved, noisy,
in uneven light, packed as JPEG, with `--pixels` camera pixels a module and noise of up to `--noise` grey levels. No
telephone was used. Grades follow the parameters of ISO/IEC 15415 that a picture can show; they are no verifier's
certificate.
"""

from __future__ import annotations

import argparse
import importlib
import io
import math
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from fanzha import config, qr
from fanzha.build import examine
from fanzha.codes import codes_in
from fanzha.codes.addresses import foreign
from fanzha.codes.modules import Corners, samples
from fanzha.codes.reading import _zbar, _zxing
from fanzha.formats import Workshop
from fanzha.model import Artifact
from fanzha.pdf import links
from fanzha.pdf.codes import page_codes, rasters
from fanzha.pdf.pages import read_pages

ROOT = Path(__file__).parent.parent
GRADES = {"contrast": (70, 55, 40, 20), "modulation": (50, 40, 30, 20), "unused correction": (62, 50, 37, 25)}
"""Per cent from which a parameter is A, B, C and D."""


def products() -> Iterator[tuple[Artifact, bytes, float]]:
    """Yield the first three PDFs of each format of this repository, with the seconds that making them took."""
    _, plan, _ = examine(ROOT, config.today())
    with tempfile.TemporaryDirectory() as name:
        workshop = Workshop(Path(name), Path(name), ROOT / "build" / ".cache")
        seen: Counter[str] = Counter()
        for artifact in plan.artifacts:
            if artifact.kind == "tree" or not artifact.path.endswith(".pdf"):
                continue
            seen[artifact.format] += 1
            if seen[artifact.format] > 3:
                continue
            render = importlib.import_module(f"fanzha.formats.{artifact.format}.render").render
            render(artifact, workshop)  # fonts and modules are loaded by then
            start = time.process_time()
            data = render(artifact, workshop)
            yield artifact, data, time.process_time() - start


def gate(data: bytes, dpi: float) -> tuple[int, float]:
    """Return how many pages the gate reads, and the seconds it takes; the pages are drawn for others too."""
    pages, images = read_pages(data), list(rasters(data, dpi))
    start = time.process_time()
    page_codes(data, images, dpi)
    for picture in links.pictures(data):
        codes_in(picture)
    list(links.strange(data, ()))
    for page in pages:
        list(foreign(page.text, ()))
    return len(pages), time.process_time() - start


def cost() -> None:
    """Print what the gate costs a page, and its share of the making, by format."""
    by_format: dict[str, list[tuple[float, float]]] = {}
    for artifact, data, making in products():
        paper = getattr(artifact.params, "paper", "a4")
        dpi = {"a3": 141, "a2": 100, "board": 100, "rollup": 100}.get(str(paper), 200)
        pages, seconds = gate(data, dpi)
        name = artifact.format if artifact.format != "poster" else f"poster {paper}"
        by_format.setdefault(name, []).append((making / pages, seconds / pages))
    print(f"{'a page, processor time':24}{'making ms':>11}{'gate ms':>9}{'share':>7}")
    for name, pairs in sorted(by_format.items()):
        making, seconds = (statistics.median(pair[part] for pair in pairs) for part in (0, 1))
        print(f"{name:24}{making * 1000:>11.0f}{seconds * 1000:>9.0f}{seconds / making:>7.0%}")


PAYLOADS = (
    "https://fanzha.example/",
    "https://fanzha.example/tactics/fake-loan.html",
    "https://FANZHA.EXAMPLE/Q/22A7/",
)


def capture(random: Random, payload: str, level: qr.Level, pixels: float, noise: float) -> Image.Image:
    """Return a capture of a code with about so many camera pixels a module."""
    modules = qr.matrix(payload, level)
    size, dot = len(modules) + 2 * qr.QUIET, 12
    code = Image.new("L", (size, size), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            code.putpixel((x + qr.QUIET, y + qr.QUIET), 0 if dark else 255)
    sheet = Image.new("L", (size * dot * 2, size * dot * 2), random.randrange(120, 256))
    sheet.paste(code.resize((size * dot, size * dot), Image.Resampling.NEAREST), (size * dot // 2, size * dot // 2))
    seen = _seen_from_aside(sheet, random, size * pixels)
    seen = seen.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.22) * pixels))
    seen = _moved(seen, random.uniform(0, 0.3) * pixels, random.uniform(0, math.pi))
    seen = _lit(seen, random)
    seen = ImageChops.add(seen, _noise(seen.size, random, random.uniform(1, noise)), scale=1, offset=-128)
    packed = io.BytesIO()
    seen.save(packed, "JPEG", quality=random.randrange(40, 95))
    return Image.open(packed).convert("L")


def _noise(size: tuple[int, int], random: Random, deviation: float) -> Image.Image:
    """Return noise around the grey level 128, of three even ones, which is nearly normal."""
    parts = [Image.frombytes("L", size, random.randbytes(size[0] * size[1])) for _ in range(3)]
    even = Image.blend(Image.blend(parts[0], parts[1], 1 / 2), parts[2], 1 / 3)
    return even.point(lambda level: round(128 + (level - 127.5) * deviation / (255 / 6)))


def _seen_from_aside(sheet: Image.Image, random: Random, width: float) -> Image.Image:
    """Return the sheet turned and tilted by up to 35 degrees to any side, its code `width` pixels wide."""
    ground = sheet.getpixel((0, 0))
    turned = sheet.rotate(random.uniform(0, 360), Image.Resampling.BICUBIC, fillcolor=ground)
    middle, tilt = turned.width / 2, math.radians(random.uniform(0, 35))
    nearer = math.sin(tilt) / (3 * turned.width)  # as seen from three times the sheet's width away
    shorter = 1 / math.cos(tilt)
    scale = 1 - nearer * middle
    across = (1, middle * nearer, -(middle**2) * nearer)
    down = (0, shorter + middle * nearer, middle - middle * shorter - middle**2 * nearer)
    way = tuple(value / scale for value in (*across, *down, 0, nearer))
    tilted = turned.transform(
        turned.size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC, fillcolor=ground
    ).rotate(random.uniform(0, 360), Image.Resampling.BICUBIC, fillcolor=ground)
    small = round(width * 2)
    return tilted.resize((small, small), Image.Resampling.BOX)


def _moved(image: Image.Image, length: float, angle: float) -> Image.Image:
    """Return what a camera sees that moves by `length` pixels while it looks."""
    steps = max(1, round(length * 2))
    total = image
    for step in range(1, steps):
        by = length * step / steps
        shifted = image.transform(
            image.size,
            Image.Transform.AFFINE,
            (1, 0, by * math.cos(angle), 0, 1, by * math.sin(angle)),
            Image.Resampling.BILINEAR,
            fillcolor=200,
        )
        total = Image.blend(total, shifted, 1 / (step + 1))
    return total


def _lit(image: Image.Image, random: Random) -> Image.Image:
    """Return it in light that falls off to one side, with less contrast."""
    light = Image.linear_gradient("L").resize(image.size).rotate(90 * random.randrange(4))
    lowest = random.uniform(0.45, 1.0)
    shade = light.point(lambda grey: round(255 * (lowest + (1 - lowest) * grey / 255)))
    return ImageEnhance.Contrast(ImageChops.multiply(image, shade)).enhance(random.uniform(0.6, 1.0))


def captures(count: int, pixels: float, noise: float) -> None:
    """Print how many of the captures decode, and how many decode wrongly."""
    right: Counter[str] = Counter()
    wrong = 0
    levels: tuple[qr.Level, ...] = ("M", "Q", "H")
    readers: dict[str, Callable[[Image.Image], set[str]]] = {
        "zxing": lambda image: {code.text for code in _zxing(image)},
        "zbar": lambda image: {text for text, _ in _zbar(image)},
    }
    for number in range(count):
        random = Random(number)
        payload, level = PAYLOADS[number % 3], levels[number // 3 % 3]
        image = capture(random, payload, level, pixels, noise)
        read = {name: reader(image) for name, reader in readers.items()}
        for name, texts in read.items():
            right[name] += payload in texts
        both: set[str] = set().union(*read.values())
        right["either"] += payload in both
        wrong += bool(both - {payload})
    told = ", ".join(f"{name} {right[name] / count:.2%}" for name in (*readers, "either"))
    print(f"{count} captures, {pixels:g} camera pixels a module, noise up to {noise:g}: {told}; misread {wrong}")


def grades() -> None:
    """Print contrast, modulation and unused error correction of the first code of each format, as printed."""
    import zxingcpp

    print(f"\n{'as printed, per cent':24}" + "".join(f"{name:>20}" for name in GRADES))
    told: set[str] = set()
    for artifact, data, _ in products():
        if artifact.format in told:
            continue
        for image in rasters(data, 300):
            found: Any = next((one for one in zxingcpp.read_barcodes(image) if str(one.format) == "QR Code"), None)
            if found is None:
                continue
            at = found.position
            points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            corners: Corners = tuple((float(one.x), float(one.y)) for one in points)  # type: ignore[assignment]
            values = [*_grade(image, corners, 17 + 4 * int(found.extra["Version"])), 100 * float(found.extra["UEC"])]
            marks = [_mark(name, value) for name, value in zip(GRADES, values, strict=True)]
            told.add(artifact.format)
            print(f"{artifact.format:24}" + "".join(f"{v:>18.0f} {m}" for v, m in zip(values, marks, strict=True)))
            break


def _grade(image: Image.Image, corners: Corners, size: int) -> tuple[float, float]:
    """Return contrast and the least modulation in per cent."""
    levels = [level for line in samples(image, corners, size) for level in line]
    lightest, darkest = max(levels), min(levels)
    contrast = (lightest - darkest) / 255
    middle = (lightest + darkest) / 2
    modulation = min(2 * abs(level - middle) / (lightest - darkest) for level in levels)
    return 100 * contrast, 100 * modulation


def _mark(name: str, value: float) -> str:
    return next((mark for mark, least in zip("ABCD", GRADES[name], strict=True) if value >= least), "F")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--pixels", type=float, default=4.0)
    parser.add_argument("--noise", type=float, default=12.0)
    parser.add_argument("--only-captures", action="store_true")
    options = parser.parse_args()
    if not options.only_captures:
        cost()
        grades()
        print()
    captures(options.captures, options.pixels, options.noise)


if __name__ == "__main__":
    main()
