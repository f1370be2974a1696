"""The gate for codes: two readers, module by module, addresses compared strictly, nothing that leads elsewhere."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageOps

from fanzha import gate, qr
from fanzha.codes import codes_in, problems, texts_in
from fanzha.codes.addresses import foreign, path_on
from fanzha.codes.reading import MissingReader
from fanzha.diagnostics import Text
from fanzha.formats import Workshop, proven
from fanzha.formats.poster import FORMAT as POSTER
from fanzha.formats.poster import PosterOptions
from fanzha.formats.poster.papers import PaperName
from fanzha.model import Artifact, Edition
from fanzha.pdf.codes import page_codes, rasters
from fanzha.plan import numbered
from tests import pasting
from tests.attack_codes import Case, Product
from tests.print_samples import FIVE, library, printed, slogan, tactic
from tests.tampering import PDFS, by_the_gate, corpus, products

URL = "https://fanzha.example/tactics/task-rebate-scam.html"


def shown(payload: str = URL, level: qr.Level = "Q", scale: int = 6) -> Image.Image:
    code = pasting.code_picture(payload, level)
    return code.resize((code.width * scale, code.height * scale), Image.Resampling.NEAREST)


def told(image: Image.Image, payload: str = URL) -> list[str]:
    return [found.code for found in problems("a.png", codes_in(image), [payload])]


@pytest.mark.parametrize("level", ["M", "Q", "H"])
@pytest.mark.parametrize("scale", [1, 2, 3, 4, 9])
def test_a_genuine_code_passes(level: qr.Level, scale: int) -> None:
    assert told(shown(level=level, scale=scale)) == []


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_however_the_sheet_lies(angle: int) -> None:
    assert told(shown().rotate(angle)) == []


def test_one_module_that_differs_is_seen() -> None:
    modules = [list(row) for row in qr.matrix(URL, "Q")]
    modules[15][15] = not modules[15][15]
    image = pasting.from_rows(modules)
    image = image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)
    assert texts_in(image) == [URL], "error correction mends it"
    (found,) = problems("a.png", codes_in(image), [URL])
    assert (found.code, dict(found.args)["count"]) == ("QR021", "1")


def test_a_code_that_is_never_made_here_is_seen() -> None:
    assert told(shown(level="L")) == ["QR021"], "too little error correction"
    assert told(ImageOps.invert(shown())) != [] and told(ImageOps.mirror(shown())) != []


def test_a_crowded_quiet_zone_is_seen() -> None:
    image = shown()
    image.paste(0, (6, 60, 12, 90))
    assert told(image) == ["QR021"]


def test_one_reader_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fanzha.codes.reading._zbar", lambda _: [])
    assert told(shown()) == ["QR020"]


def test_a_code_that_only_zbar_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fanzha.codes.reading._zxing", lambda *_: iter(()))
    assert told(shown()) == ["QR020"] and told(shown("https://evil.test/")) == ["QR001", "QR002"]


@pytest.mark.parametrize("ground", [255, 90, 0])
@pytest.mark.parametrize("at", [(0, 0), (1003, 1507), (1654 - 246, 2339 - 246)])
def test_on_an_empty_sheet_a_code_is_found_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, at: tuple[int, int], ground: int
) -> None:
    sheet, code = Image.new("L", (1654, 2339), ground), shown()
    sheet.paste(code, at)
    edges = (at[0] + 24, at[1] + 24, at[0] + code.width - 24, at[1] + code.height - 24)  # a quiet zone of four modules

    def is_there() -> bool:
        (found,) = codes_in(sheet)
        return found.text == URL and all(abs(one - other) < 8 for one, other in zip(found.box, edges, strict=True))

    assert is_there() and told(sheet) == []
    monkeypatch.setattr("fanzha.codes.reading._zxing", lambda *_: iter(()))
    assert is_there(), "the second reader alone"


def test_an_inverted_code_on_a_dark_sheet_is_found() -> None:
    sheet = Image.new("L", (1200, 1200), 30)
    sheet.paste(ImageOps.invert(shown().crop((24, 24, 246, 246))).point(lambda level: max(30, level)), (700, 100))
    assert [code.text for code in codes_in(sheet)] == [URL]


def test_without_the_second_reader_nothing_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar.pyzbar", None)
    with pytest.raises(MissingReader) as caught:
        codes_in(shown())
    assert caught.value.code == "QR024"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://fanzha.example/", ""),
        ("https://fanzha.example/en/a-b.html", "en/a-b.html"),
        ("https://FANZHA.EXAMPLE/Q/22A7/", "Q/22A7/"),
        ("https://Fanzha.example/", None),
        ("HTTPS://fanzha.example/", None),
        ("http://fanzha.example/", None),
        ("https://fanzha.example", None),
        ("https://fanzha.example./", None),
        ("https://fanzha.example:443/", None),
        ("https://a@fanzha.example/", None),
        ("https://fanzha.example@evil.test/", None),
        ("https://fanzha.example.evil.test/", None),
        ("https://fаnzha.example/", None),
        ("https://fanzha.example/?a", None),
        ("https://fanzha.example/#a", None),
        ("https://fanzha.example/%2e%2e/", None),
        ("https://fanzha.example/a/../b", None),
        ("https://fanzha.example//evil.test/", None),
        ("https://fanzha.example\\@evil.test/", None),
        ("//fanzha.example/", None),
        ("weixin://fanzha.example/", None),
    ],
)
def test_addresses_are_compared_strictly(address: str, path: str | None) -> None:
    assert path_on("https://fanzha.example/", address) == path


def test_a_site_in_a_folder_ends_there() -> None:
    site = "https://gov.example/fanzha/"
    assert path_on(site, "https://gov.example/fanzha/a.html") == "a.html"
    assert path_on(site, "https://gov.example/other/") is path_on(site, "https://gov.example/fanzha") is None


@pytest.mark.parametrize(
    "text",
    [
        "上fanzha-help.com看",
        "fanzh4.example",
        "fаnzha.example",
        "ｆａｎｚｈａ.example",
        "https://fanzha.example@evil.cn/",
        "http://fanzha.example/",
        "fanzha.example:8443/a",
        "www.fanzha.example.evil.top",
        "fan\u200bzha.example",
        "fanzha.examp1e",
        "登录 evil点com 领取",
    ],
)
def test_printed_addresses_that_only_look_ours(text: str) -> None:
    assert list(foreign(f"先停下 fanzha.example {text}", {"fanzha.example"}))


@pytest.mark.parametrize("text", ["fanzha.example", "FANZHA.EXAMPLE", "版本：2026.11。：（fanzha.example）", "v2.13.4"])
def test_printed_addresses_that_are_ours(text: str) -> None:
    assert list(foreign(text, {"fanzha.example"})) == []


@pytest.mark.parametrize("width", [6.0, *(pytest.param(mm, marks=pytest.mark.slow) for mm in (7.5, 9.0, 12.0, 30.0))])
def test_codes_from_6_mm_are_found_on_a_page(cache: Path, width: float) -> None:
    data = products(cache, few=True)["poster/tactic-one.zh.pdf"].data
    code = pasting.code_picture("https://evil.test/123456")
    spoilt = pasting.pasted(data, 0, code, (20, 30, width * code.width / (code.width - 8)), turn=7)
    found = page_codes(spoilt, list(rasters(spoilt, 200)), 200)[0]
    places = [one.box for one in found if one.text == "https://evil.test/123456"]
    middle = 20 + width * code.width / (code.width - 8) / 2
    assert places and all(abs((left + right) / 2 / 200 * 25.4 - middle) < 1 for left, _, right, _ in places)


def test_a_code_on_the_site_leads_to_a_page_of_it(cache: Path) -> None:
    def site(payload: str) -> list[str]:
        tree = {"a.png": packed(shown(payload)), "index.html": b"", "Q/22A7/index.html": b"", "tactics/x.html": b""}
        allowed = gate.leads_into("https://fanzha.example/", tree)
        return [found.code for found in gate.tree_problems("site", tree, cache, allowed)]

    for path in ("", "tactics/x.html", "Q/22A7/"):
        assert site(f"https://fanzha.example/{path}") == [], path
    for path in ("gone.html", "tactics/", "a.png/"):
        assert site(f"https://fanzha.example/{path}") == ["QR002"], path


def packed(image: Image.Image) -> bytes:
    import io

    image.save(out := io.BytesIO(), "PNG")
    return out.getvalue()


SAMPLE = 5
"""Of the corpus, every how manieth kind is tried by default."""


def test_a_sample_of_the_tampering_corpus_is_refused(cache: Path) -> None:
    """Every fifth kind of attack once; all of them, many times, in the slow test."""
    every = list(corpus(cache, 1, few=True))[::SAMPLE]
    assert len(every) >= 15
    assert [(kind, what) for kind, what, codes in every if not by_the_gate(codes())] == []


@pytest.mark.slow
def test_the_tampering_corpus_is_refused(cache: Path) -> None:
    missed, kinds = [], set()
    every = list(corpus(cache, 5))
    for kind, what, codes in every:
        kinds.add(kind)
        if not by_the_gate(codes()):
            missed.append((kind, what))
    assert missed == [] and len(every) >= 300 and len(kinds) >= 20


def test_attacks_are_the_same_every_time_and_all_different(cache: Path) -> None:
    product: Product = products(cache, few=True)["poster/tactic-one.zh.pdf"]
    for kind in ("extra code, turned", "note", "own code covered"):
        made = [PDFS[kind](Case(product, Random(f"{kind} {number}"), cache)) for number in (0, 0, 1)]
        assert made[0] == made[1] != made[2]


UNITS = (
    ("晴川县反诈宣传站", "Qingchuan Anti-Fraud Outreach"),
    ("星河市公安局反诈中心", "Xinghe Anti-Fraud Centre"),
    ("青石镇派出所", "Qingshi Police Station"),
)
SAYINGS = (
    ("百万保障不用关，谁叫你关谁在骗", "Asked to cancel it? Hang up."),
    ("先挂断，再核实", "Hang up, then check."),
    ("刷单就是诈骗", "Paid tasks are a scam."),
    ("民警不会叫你转账", "No officer asks for money."),
    ("验证码不告诉任何人", "Tell nobody the code."),
    ("网上贷款先交钱，就是骗", "A loan never costs first."),
    ("陌生链接不点，屏幕不共享", "Click nothing, share nothing."),
    ("说内部消息的，都是骗子", "There is no inside tip."),
    ("退款不用你转账", "Refunds cost nothing."),
)
HOSTS = ("https://fanzha.example/", "https://qingchuan.example/fanzha/")


def genuine() -> Iterator[Artifact]:
    """Yield 324 posters that differ in saying, unit, size, language and address."""
    papers: tuple[PaperName, ...] = ("a4", "a3", "a2")
    for (zh, en), (unit, abroad), paper, host in itertools.product(SAYINGS, UNITS, papers, HOSTS):
        one = library({FIVE[0]: tactic(FIVE[0])}, {"say": slogan("say", FIVE[0], zh=zh, en=en)})
        publisher = dataclasses.replace(one.publisher, names={"zh": unit, "en": abroad}, site=Text(host))
        edition = Edition(folder="poster", name="p", options={})
        for artifact in POSTER.plan(dataclasses.replace(one, publisher=publisher), edition, PosterOptions(paper=paper)):
            assert isinstance(artifact, Artifact)
            yield numbered(artifact)


def refused(artifacts: Iterable[Artifact], workshop: Workshop) -> tuple[int, list[tuple[str, set[str]]]]:
    """Return how many posters differ, and what was found wrong with any."""
    wrong, seen = [], set()
    for artifact in artifacts:
        data = printed(artifact, workshop)
        seen.add(data)
        if found := {one.code for one in proven(artifact, data, workshop)}:
            wrong.append((artifact.path, found))
    return len(seen), wrong


def test_genuine_posters_pass(workshop: Workshop) -> None:
    assert refused(list(genuine())[::70], workshop) == (5, [])


@pytest.mark.slow
def test_300_genuine_posters_pass(workshop: Workshop) -> None:
    differ, wrong = refused(genuine(), workshop)
    assert wrong == [] and differ == 324


def _belt(code: str, width: int = 256, height: int = 48) -> Image.Image:
    """Return a strip with a code in its middle, which runs over a screen of `width` and `height`."""
    modules = qr.matrix(code, "L")
    belt = Image.new("L", (3 * width, height), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            belt.putpixel((width + width // 2 + x, y + 8), 0 if dark else 255)
    return belt


@pytest.mark.parametrize("step", [1, 4, -3])
def test_of_a_text_that_runs_few_frames_are_looked_at_and_every_code_is_found(step: int) -> None:
    belt, width = _belt("https://evil.example/"), 256
    places = range(0, belt.width - width, abs(step))
    run = [belt.crop((x, 0, x + width, belt.height)) for x in places]
    looked_at = list(gate.telling(run if step > 0 else reversed(run)))
    assert len(looked_at) < 14
    assert {code.text for frame in looked_at for code in codes_in(frame)} == {"https://evil.example/"}


@pytest.mark.parametrize("at", [3, 40, 99])
def test_a_code_that_flashes_up_for_one_frame_is_looked_at(at: int) -> None:
    blank = Image.new("L", (256, 48), 255)
    flash = blank.copy()
    flash.paste(_belt("https://evil.example/").crop((380, 0, 420, 48)), (216, 0))
    shown = list(gate.telling(flash if number == at else blank for number in range(100)))
    assert flash.tobytes() in {frame.tobytes() for frame in shown}
