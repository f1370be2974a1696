"""Attacks on a file that leave its codes alone: links, actions, attachments, printed addresses; and on pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageOps

from fanzha import qr
from tests import pasting
from tests.attack_codes import ADDRESSES, Attack, Case, evil, plain, symbology


def annotated(entries: Callable[[Case], Dictionary]) -> Attack:
    """Return the attack that adds an annotation over the product's own code or somewhere."""

    def add(case: Case) -> bytes:
        x, y, width = (edge * pasting.MM for edge in case.place(30))

        def change(pdf: pikepdf.Pdf) -> None:
            page = pdf.pages[case.random.randrange(len(pdf.pages))]
            note = entries(case)
            note.update({"/Type": Name.Annot, "/Rect": Array([x, y, x + width, y + width]), "/F": 4})
            page.obj["/Annots"] = Array([*page.obj.get("/Annots", ()), pdf.make_indirect(note)])

        return pasting.changed(case.product.data, change)

    return add


def link(change: Callable[[str, str], str]) -> Attack:
    return annotated(
        lambda case: Dictionary(
            Subtype=Name.Link,
            A=Dictionary(S=Name.URI, URI=String(change(case.host, case.product.payload))),
        )
    )


LINKS: dict[str, Attack] = {f"link: {name}": link(ADDRESSES[name]) for name in list(ADDRESSES)[:6]}
LINKS |= {
    "link that starts a program": annotated(
        lambda case: Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(f"{evil(case)}.exe")))
    ),
    "link with a script": annotated(
        lambda case: Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String(f"go('{evil(case)}')")))
    ),
    "form field": annotated(lambda case: Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String(evil(case)))),
    "note": annotated(lambda case: Dictionary(Subtype=Name.Text, Contents=String(evil(case)))),
}


def rooted(change: Callable[[pikepdf.Pdf, Case], None]) -> Attack:
    return lambda case: pasting.changed(case.product.data, lambda pdf: change(pdf, case))


def _opens(pdf: pikepdf.Pdf, case: Case) -> None:
    pdf.Root["/OpenAction"] = Dictionary(S=Name.URI, URI=String(evil(case)))


def _carries(pdf: pikepdf.Pdf, case: Case) -> None:
    pdf.attachments["报名.html"] = evil(case).encode()


def _bookmarked(pdf: pikepdf.Pdf, case: Case) -> None:
    with pdf.open_outline() as outline:
        leads = Dictionary(S=Name.URI, URI=String(evil(case)))
        outline.root.append(pikepdf.OutlineItem("官网", action=leads))


def _layered(pdf: pikepdf.Pdf, case: Case) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(evil(case))))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


LINKS |= {
    "opens an address": rooted(_opens),
    "carries a file": rooted(_carries),
    "bookmark that leads elsewhere": rooted(_bookmarked),
    "layer that hides": rooted(_layered),
}


def says(words: Callable[[str], str]) -> Attack:
    """Return the attack that prints another address (of the host)."""

    def write(case: Case) -> bytes:
        at = (case.random.uniform(12, 100), case.random.uniform(12, 250))
        return pasting.written(case.product.data, 0, words(case.host), at, case.cache)

    return write


LINKS |= {
    "printed: another host": says(lambda host: f"{host.partition('.')[0]}-help.com"),
    "printed: digit for a letter": says(lambda host: host.replace("a", "4", 1)),
    "printed: Cyrillic letter": says(lambda host: host.replace("a", "а", 1)),
    "printed: full-width letters": says(lambda host: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in host)),
    "printed: account": says(lambda host: f"https://{host}@evil.cn/"),
    "printed: port": says(lambda host: f"{host}:8443/x"),
    "printed: subdomain of another": says(lambda host: f"www.{host}.evil.top"),
    "printed: in words": says(lambda _: "登录 evil点com 领取"),
}


def on_picture(paste: Callable[[Case], Image.Image]) -> Attack:
    """Return the attack on a picture to share."""

    def spoil(case: Case) -> bytes:
        with Image.open(io.BytesIO(case.product.data)) as picture:
            shown = picture.convert("RGB")
        code = paste(case)
        scale = case.random.randrange(2, 6)
        larger = code.resize((code.width * scale, code.height * scale), Image.Resampling.NEAREST)
        spot = (case.random.randrange(shown.width - larger.width), case.random.randrange(shown.height - larger.height))
        shown.paste(larger.convert("RGB"), spot)
        shown.save(out := io.BytesIO(), "PNG")
        return out.getvalue()

    return spoil


PICTURES: dict[str, Attack] = {
    "picture: extra code": on_picture(plain),
    "picture: extra code, inverted": on_picture(lambda case: ImageOps.invert(plain(case))),
    "picture: extra code, turned": on_picture(lambda case: plain(case).rotate(90 * case.random.randrange(1, 4))),
    "picture: Aztec": on_picture(symbology("Aztec")),
    "picture: Data Matrix": on_picture(symbology("DataMatrix")),
}


def packed(image: Image.Image, kind: str, **how: object) -> bytes:
    image.save(out := io.BytesIO(), kind, **how)
    return out.getvalue()


def on_screen(case: Case) -> Image.Image:
    """Return what an LED screen shows: a code of one dot a module."""
    shown = Image.new("L", (case.random.choice((128, 192, 320)), 64), 0)
    code = plain(case)
    shown.paste(code, (case.random.randrange(shown.width - code.width), case.random.randrange(64 - code.height)))
    return shown


def film(case: Case) -> bytes:
    empty = [Image.new("L", (192, 64), number) for number in range(5)]
    frames = [*empty, _in(case, (192, 64)), *empty]
    return packed(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80)


def _in(case: Case, size: tuple[int, int]) -> Image.Image:
    shown = Image.new("L", size, 255)
    shown.paste(plain(case), (case.random.randrange(size[0] - 45), case.random.randrange(max(1, size[1] - 45))))
    return shown


def page(case: Case) -> bytes:
    code = plain(case)
    larger = code.resize((code.width * 3, code.height * 3), Image.Resampling.NEAREST)
    inner = base64.b64encode(packed(larger, "PNG")).decode()
    return f'<!doctype html><img alt="" src="data:image/png;base64,{inner}">'.encode()


def site_picture(case: Case) -> bytes:
    """A code for the site's own host, to a page that it does not have."""
    code = pasting.code_picture(f"https://fanzha.example/{case.random.randrange(10**6)}.html")
    return packed(code.resize((code.width * 4, code.height * 4), Image.Resampling.NEAREST), "WEBP", lossless=True)


FILES: dict[str, Callable[[Case], tuple[str, bytes]]] = {
    "LED frame": lambda case: ("IMG/01.bmp", packed(on_screen(case), "BMP")),
    "LED film, one frame": lambda case: ("ANIM/01.gif", film(case)),
    "slide": lambda case: ("SLIDES/01.png", packed(_in(case, (1920, 1080)), "PNG")),
    "drawing": lambda case: ("icon.svg", qr.svg(evil(case)).encode()),
    "picture within a page": lambda case: ("index.html", page(case)),
    "page that does not exist": lambda case: ("assets/a.webp", site_picture(case)),
}
