"""The README's pictures, made from the products in build/: `./scripts/pictures`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
BUILD = HERE.parent.parent / "build"
GROUND = (236, 239, 241)
WIDTH = 1000


def side_by_side(pictures: Iterable[Image.Image], height: int, gap: int = 24, columns: int = 4) -> Image.Image:
    """Return the pictures at one height on a grey ground, in rows of `columns`, scaled to WIDTH."""
    scaled = [
        p.convert("RGB").resize((round(p.width * height / p.height), height), Image.Resampling.LANCZOS)
        for p in pictures
    ]
    rows = [scaled[start : start + columns] for start in range(0, len(scaled), columns)]
    width = max(sum(picture.width + gap for picture in row) + gap for row in rows)
    sheet = Image.new("RGB", (width, len(rows) * (height + gap) + gap), GROUND)
    for number, row in enumerate(rows):
        left = (width - sum(picture.width + gap for picture in row) + gap) // 2
        for picture in row:
            sheet.paste(picture, (left, gap + number * (height + gap)))
            left += picture.width + gap
    return sheet.resize((WIDTH, round(sheet.height * WIDTH / sheet.width)), Image.Resampling.LANCZOS)


def pages(path: str) -> list[Image.Image]:
    """Return the pages of a built PDF as pictures, 110 dpi."""
    return [page.render(scale=110 / 72).to_pil() for page in pypdfium2.PdfDocument(BUILD / path)]


def frames(path: str, chosen: Iterable[int]) -> list[Image.Image]:
    """Return some frames of a built GIF, counted from its end when negative."""
    every = [frame.convert("RGB") for frame in ImageSequence.Iterator(Image.open(BUILD / path))]
    return [every[number] for number in chosen]


def screenshots() -> list[Image.Image]:
    """Return the home page and a tactic as a phone shows them."""
    pictures = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        for name in ("index.html", "help/now.html", "tactics/task-rebate-scam.html"):
            page.goto((BUILD / "site" / name).as_uri())
            file = HERE / "shot.png"
            page.screenshot(path=file)
            pictures.append(Image.open(file).copy())
            file.unlink()
        browser.close()
    return pictures


def save(picture: Image.Image, name: str) -> None:
    """Save one picture small enough for a repository."""
    picture.quantize(128).save(HERE / f"{name}.png", optimize=True)


def main() -> None:
    """Make the four pictures."""
    save(side_by_side(pages("leaflet/street.zh.pdf"), 1200), "leaflet")
    posters = ("task-rebate-scam.zh", "refund-customer-service.zh", "authority-impersonation.zh", "romance-scam.en")
    save(side_by_side([pages(f"poster/{name}.pdf")[0] for name in posters], 900, columns=2), "poster")
    lobby, door = (frames(f"led/{name}/PREVIEW.gif", (0, 2, -1)) for name in ("lobby-192x32", "door-128x16"))
    save(side_by_side([*lobby, *door], 150, columns=1), "led")
    save(side_by_side(screenshots(), 1400), "site")


if __name__ == "__main__":
    main()
