"""Ways to spoil a product: what verify must notice. Used on bytes in tests, and by name in tests/invalid."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import cast

from PIL import Image, ImageDraw, ImageOps

from fanzha.formats.led.motion import gif
from fanzha.formats.led.proof_motion import read_gif


def damaged_text(data: bytes) -> bytes:
    return data.replace("打款".encode("gbk"), "打欺".encode("gbk"))


def repainted(data: bytes) -> bytes:
    image = Image.open(io.BytesIO(data))
    ImageDraw.Draw(image).point((64, 8), 0 if image.getpixel((64, 8)) else 255)
    out = io.BytesIO()
    image.save(out, "BMP")
    return out.getvalue()


def narrower(data: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).crop((0, 0, 127, 16)).save(out, "BMP")
    return out.getvalue()


def in_grey(data: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").resize((64, 8)).resize((128, 16), Image.Resampling.BILINEAR).save(
        out, "BMP"
    )
    return out.getvalue()


def remade(data: bytes, change: Callable[[list[Image.Image], list[int]], None]) -> bytes:
    """Return the GIF with its frames or durations changed."""
    film = read_gif(data)
    assert film is not None
    palette = Image.new("P", (1, 1))
    few = [(0, 0, 0), (255, 0, 0), (128, 0, 0)]
    seen = {cast("tuple[int, int, int]", colour) for frame in film.frames for _, colour in frame.getcolors() or []}
    palette.putpalette([value for colour in (*few, *sorted(seen - set(few))) for value in colour])
    frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in film.frames]
    durations = list(film.durations)
    change(frames, durations)
    return gif(frames, durations)


def drop_a_frame(frames: list[Image.Image], durations: list[int]) -> None:
    del frames[40], durations[40]


def hurry(_: list[Image.Image], durations: list[int]) -> None:
    durations[:] = [ms if ms > 100 else 10 for ms in durations]


def pass_the_hotline(_: list[Image.Image], durations: list[int]) -> None:
    durations[-1] = 30


def hurry_a_page(_: list[Image.Image], durations: list[int]) -> None:
    """Take a second from the first page and give it to the second."""
    durations[0] -= 1000
    durations[1] += 1000


def flicker(frames: list[Image.Image], _: list[int]) -> None:
    """Light every dot in every fourth frame."""
    for frame in frames[::4]:
        frame.paste(1, (0, 0, *frame.size))


def half_light(frames: list[Image.Image], _: list[int]) -> None:
    frames[5].putpixel((60, 8), 2)


def greyed(data: bytes) -> bytes:
    """Give one dot of a picture a colour that no screen has."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.putpixel((0, 0), (128, 128, 128))
    out = io.BytesIO()
    image.save(out, "BMP")
    return out.getvalue()


def redrawn(data: bytes, change: Callable[[Image.Image], Image.Image]) -> bytes:
    """Return the PNG with its picture changed."""
    out = io.BytesIO()
    change(Image.open(io.BytesIO(data)).convert("RGB")).save(out, "PNG")
    return out.getvalue()


def shifted_backs(data: bytes) -> bytes:
    """Move all that is on the second page to the right, by a point."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[1]
        page.contents_add(pikepdf.Stream(pdf, b"q 1 0 0 1 1 0 cm"), prepend=True)
        page.contents_add(pikepdf.Stream(pdf, b"Q"))
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def untagged(data: bytes) -> bytes:
    """Take away what a screen reader goes by."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def with_a_torn_stream(data: bytes) -> bytes:
    """End the first page in the middle of a command, as half a file would."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q [ 1 2 >> Q"))
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def painted_digit(data: bytes, number: str = "96110", *, page: int = 0) -> bytes:
    """Close the loop of the 6 with a bar of ink: the text still says 6, the paper hardly does."""
    import pikepdf

    from fanzha.pdf.pages import MM_PER_PT, read_pages

    found = read_pages(data)[page]
    line = max((line for line in found.lines if number in line.text), key=lambda line: line.size_pt)
    box = line.glyphs[line.text.index(number) + 1].box
    left, bottom = box.left / MM_PER_PT, (found.height_mm - box.bottom) / MM_PER_PT
    width, height = (box.right - box.left) / MM_PER_PT, (box.bottom - box.top) / MM_PER_PT
    bar = f"q .5 g {left:.2f} {bottom:.2f} {width:.2f} {height * 0.8:.2f} re f Q".encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[page].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        pdf.pages[page].contents_add(pikepdf.Stream(pdf, b"Q " + bar))
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


BY_NAME: dict[str, Callable[[bytes], bytes]] = {
    "other line ends": lambda data: data.replace(b"\r\n", b"\n"),
    "cut off": lambda data: data[:100],
    "grey dot": greyed,
    "shifted backs": shifted_backs,
    "untagged": untagged,
    "torn stream": with_a_torn_stream,
    "painted digit": painted_digit,
    "repainted": repainted,
    "cropped": lambda data: redrawn(data, lambda picture: picture.crop((0, 0, 1080, 1000))),
    "painted over": lambda data: redrawn(
        data, lambda picture: ImageOps.expand(picture.crop((0, 0, 1080, 1400)), (0, 0, 0, 40))
    ),
    "no loop": lambda data: data.replace(b"NETSCAPE2.0", b"NETSCAPX2.0"),
    "a frame less": lambda data: remade(data, drop_a_frame),
    "hotline too short": lambda data: remade(data, pass_the_hotline),
    "a page too short": lambda data: remade(data, hurry_a_page),
    "flicker": lambda data: remade(data, flicker),
    "emptied": lambda _: b"[]",
    "no full stop": lambda data: data.replace("。".encode("gbk"), b""),
    "third party": lambda data: data.replace(b"</head>", b'<script src="https://cdn.invalid/x.js"></script></head>'),
    "inline style": lambda data: data.replace(b"</body>", b'<p style="color:red">x</p></body>'),
    "dead link": lambda data: data.replace(b"</body>", b'<a href="nowhere.html">x</a></body>'),
    "foreign link": lambda data: data.replace(b"</body>", b'<a href="https://evil.invalid/">x</a></body>'),
    "another byte": lambda data: data + b" ",
    "another day": lambda data: data.replace(b"2099-12-31", b"2098-12-31"),
    "no words": lambda _: b"var fzIndex={};\n",
}
