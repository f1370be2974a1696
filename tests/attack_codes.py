"""Attacks on codes: another address in the place of ours, further codes of every kind, our own code altered."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pikepdf
from PIL import Image, ImageOps

from fanzha import qr
from fanzha.model import Artifact
from tests import pasting

EVIL = "https://fanzha.evil.test/"


@dataclass(frozen=True)
class Product:
    """A genuine product, and where its code is."""

    artifact: Artifact
    data: bytes
    page: int = 0
    box: pasting.Box = (0, 0, 0)
    payload: str = ""

    @property
    def is_pdf(self) -> bool:
        return self.data.startswith(b"%PDF-")


@dataclass(frozen=True)
class Case:
    """What an attack may use."""

    product: Product
    random: Random
    cache: Path

    @property
    def host(self) -> str:
        return urlsplit(self.product.payload).netloc

    def place(self, width: float) -> pasting.Box:
        """Return a place on the page for something so wide, anywhere."""
        return (self.random.uniform(12, 195 - width), self.random.uniform(12, 240 - width), width)


Attack = Callable[[Case], bytes]
CODES: dict[str, Attack] = {}


def attack(name: str) -> Callable[[Attack], Attack]:
    def register(function: Attack) -> Attack:
        CODES[name] = function
        return function

    return register


def other_address(change: Callable[[str, str], str]) -> Attack:
    """Return the attack that replaces the product's code by one for a changed address (of host and whole address)."""

    def replace(case: Case) -> bytes:
        product = case.product
        code = pasting.code_picture(change(case.host, product.payload), "M")
        left, top, width = product.box
        rim = width * 4 / (code.width - 8)
        return pasting.pasted(product.data, product.page, code, (left - rim, top - rim, width + 2 * rim))

    return replace


ADDRESSES: Mapping[str, Callable[[str, str], str]] = {
    "account before the host": lambda host, url: url.replace(host, f"{host}@evil.test"),
    "port": lambda host, url: url.replace(host, f"{host}:8443"),
    "dot behind the host": lambda host, url: url.replace(host, f"{host}."),
    "Cyrillic letter": lambda host, url: url.replace(host, host.replace("a", "а", 1))[:60],
    "digit for a letter": lambda host, url: url.replace(host, host.replace("a", "4", 1)),
    "full-width letters": lambda host, _: f"https://{''.join(chr(ord(c) + 0xFEE0) for c in host[:6])}.test/",
    "punycode": lambda host, url: url.replace(host, f"xn--fnzha-3ve.{host.partition('.')[2]}"),
    "without TLS": lambda _, url: url.replace("https:", "http:"),
    "another scheme": lambda _, url: f"weixin://dl/business/?t={len(url)}",
    "payment scheme": lambda _, url: f"alipays://platformapi/startapp?appId={len(url)}",
    "script": lambda host, _: f"javascript:location='//{host}.evil.test'",
    "subdomain of another": lambda host, url: url.replace(host, f"{host}.evil.test"),
    "case of the path": lambda host, url: f"https://{host}{(urlsplit(url).path + 'index.html').swapcase()}",
    "query": lambda _, url: f"{url}?from=1",
    "fragment": lambda _, url: f"{url}#top",
    "another page": lambda host, _: f"https://{host}/tactics/fake-loan-2.html",
    "steps upwards": lambda host, _: f"https://{host}/tactics/../x/a.html",
    "letter that is not seen": lambda _, url: f"{url}\u200b",
    "blank behind it": lambda _, url: f"{url} ",
    "shortener": lambda _, url: f"https://t.cn/{len(url):x}A",
}
CODES |= {f"code replaced: {name}": other_address(change) for name, change in ADDRESSES.items()}


def extra(picture: Callable[[Case], Image.Image], widths: tuple[float, float], turned: bool = False) -> Attack:
    """Return the attack that pastes another code anywhere."""

    def paste(case: Case) -> bytes:
        width = case.random.uniform(*widths)
        turn = case.random.uniform(5, 355) if turned else 0
        page = case.random.randrange(pages_of(case.product.data))
        return pasting.pasted(case.product.data, page, picture(case), case.place(width), turn=turn)

    return paste


def pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def evil(case: Case) -> str:
    return f"{EVIL}{case.random.randrange(10**6)}"


def plain(case: Case) -> Image.Image:
    return pasting.code_picture(evil(case))


def symbology(name: str) -> Callable[[Case], Image.Image]:
    words = {"EAN13": "5901234123457", "DataBar": "12345678901231", "MicroQRCode": "WXP12", "ITF": "12345678901231"}
    return lambda case: pasting.other_symbology(
        name, words.get(name) or f"wxp://{case.random.randrange(10**6)}".upper()
    )


def square(case: Case) -> Image.Image:
    return pasting.other_symbology("DataMatrix", f"HTTPS://EVIL.TEST/{case.random.randrange(10**4)}")


CODES |= {
    "extra code": extra(plain, (14, 40)),
    "extra code, turned": extra(plain, (16, 40), turned=True),
    "extra code, inverted": extra(lambda case: ImageOps.invert(plain(case)), (16, 40)),
    "extra code, mirrored": extra(lambda case: ImageOps.mirror(plain(case)), (16, 40)),
    "extra code, tiny": extra(plain, (6.0, 9.0)),
    "extra code, tiny and inverted": extra(lambda case: ImageOps.invert(plain(case)), (7.0, 9.0)),
    "extra code, tiny and turned": extra(plain, (7.0, 9.0), turned=True),
    "extra code, of 9 to 13 mm": extra(plain, (9.0, 13.0)),
    "the same address, not made here": extra(lambda case: remade(case.product.payload), (25, 40)),
    "Aztec": extra(symbology("Aztec"), (10, 30)),
    "Data Matrix": extra(symbology("DataMatrix"), (8, 25)),
    "Data Matrix, tiny": extra(symbology("DataMatrix"), (11.5, 13.5)),
    "Data Matrix, tiny and square": extra(square, (7, 9)),
    "PDF417": extra(symbology("PDF417"), (45, 90)),
    "MicroPDF417": extra(symbology("MicroPDF417"), (45, 80)),
    "Micro QR": extra(symbology("MicroQRCode"), (10, 25)),
    "rMQR": extra(symbology("RMQRCode"), (25, 50)),
    "MaxiCode": extra(symbology("MaxiCode"), (24, 30)),
    "Code 128": extra(symbology("Code128"), (45, 80)),
    "EAN-13": extra(symbology("EAN13"), (35, 60)),
    "DataBar": extra(symbology("DataBar"), (35, 60)),
}


def remade(payload: str) -> Image.Image:
    """Return a code that another maker would make: the same address, larger, with less error correction."""
    import qrcode

    code = qrcode.QRCode(version=6, error_correction=qrcode.ERROR_CORRECT_L, border=0)
    code.add_data(payload)
    code.make(fit=False)
    return pasting.from_rows(code.get_matrix())


@attack("extra code in a photo")
def _photo(case: Case) -> bytes:
    photo = pasting.in_a_photo(plain(case), case.random)
    return pasting.hung(case.product.data, 0, photo, case.place(case.random.uniform(50, 90)))


@attack("extra code in a photo the size of a stamp")
def _stamp(case: Case) -> bytes:
    photo = pasting.in_a_photo(plain(case), case.random)
    return pasting.hung(case.product.data, 0, photo, case.place(case.random.uniform(8, 15)))


@attack("extra code, pale")
def _pale(case: Case) -> bytes:
    picture = plain(case)
    pale = picture.resize((picture.width * 8, picture.height * 8), Image.Resampling.NEAREST)
    return pasting.hung(case.product.data, 0, pale.point(lambda grey: 255 if grey else 190), case.place(30))


@attack("own code with a sticker in the middle")
def _sticker(case: Case) -> bytes:
    left, top, width = case.product.box
    size = width / 7
    shift = case.random.uniform(0.35, 0.5)
    spot = Image.new("L", (1, 1), 0)
    return pasting.pasted(case.product.data, case.product.page, spot, (left + width * shift, top + width * shift, size))


@attack("own code with modules painted over")
def _painted(case: Case) -> bytes:
    left, top, width = case.product.box
    size = len(qr.matrix(case.product.payload, "M"))
    module, data = width / size, case.product.data
    for _ in range(3):
        x, y = case.random.randrange(9, size - 1), case.random.randrange(9, size - 1)
        for dark in (0, 255):
            spot = Image.new("L", (1, 1), dark)
            at = (left + module * (x + (dark > 0)), top + module * y, module)
            data = pasting.pasted(data, case.product.page, spot, at)
    return data


@attack("own code with a line in its quiet zone")
def _crowded(case: Case) -> bytes:
    left, top, width = case.product.box
    module = width / 29
    bar = Image.new("L", (1, 20), 0)
    at = (left - 2.6 * module, top + case.random.uniform(0, width / 3), 1.2 * module)
    return pasting.pasted(case.product.data, case.product.page, bar, at)


@attack("own code covered")
def _covered(case: Case) -> bytes:
    left, top, width = case.product.box
    white = Image.new("L", (1, 1), 255)
    return pasting.pasted(case.product.data, case.product.page, white, (left, top, width * case.random.uniform(0.6, 1)))
