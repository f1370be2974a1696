"""The pocket card: which are made, and the finished sheet of ten read back, front and back."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT, proof
from fanzha.formats.card.imposition import CARD, COPIES, LEFT, RIM, SHEET, TOP, corners, marks
from fanzha.formats.card.kinds import CardOptions
from fanzha.formats.card.parts import STOP_LEAST, stop_lines
from fanzha.model import Actions, Artifact, Edition, Library
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages
from fanzha.plan import numbered
from tests.damage import shifted_backs
from tests.print_samples import FIVE, library, slogan, tactic, with_english

EDITION = Edition(folder="card", name="counter", options={})
ONE = {FIVE[0]: tactic(FIVE[0])}
SLOGANS = {
    "long": slogan(
        "long", FIVE[0], zh="百万保障不用关，谁叫您关谁在骗", en="Asked to cancel free protection? Hang up."
    ),
    "short": slogan("short", FIVE[0], zh="来电要看屏，挂断心安宁", en="Caller wants your screen? Hang up."),
}
DPI = 253.99
DOTS = 10
"""Per millimetre."""


def plan(source: Library, options: CardOptions | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, options or CardOptions()))


def cards(source: Library) -> list[Artifact]:
    return [numbered(each) for each in plan(source) if isinstance(each, Artifact)]


def printed(artifact: Artifact, workshop: Workshop) -> bytes:
    from fanzha.formats.card.render import render

    return render(artifact, workshop)


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> list[str]:
    return [found.code for found in FORMAT.verify(artifact, data, workshop)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the sheets of the first tactic by locale."""
    return {one.locale: (one, printed(one, workshop)) for one in cards(library(ONE, SLOGANS))}


def side(data: bytes, number: int) -> Any:
    """Return a page in grey, ten dots a millimetre, drawn by another program than the one that set it."""
    return list(rasters(data, DPI))[number]


def cell(image: Any, corner: tuple[float, float]) -> Any:
    """Return what is printed on a card."""
    edges = (*corner, corner[0] + CARD[0], corner[1] + CARD[1])
    return image.crop(tuple(round(edge * DOTS) for edge in edges))


def size_of(lines: tuple[Line, ...], text: str) -> float:
    return max(line.size_pt for line in lines if text in line.text)


def test_a_sheet_for_each_tactic_and_locale_with_the_shortest_slogan() -> None:
    made = cards(library(ONE, SLOGANS))
    assert [one.path for one in made] == [f"card/{FIVE[0]}.{locale}.pdf" for locale in ("zh", "en")]
    assert {one.params.slogan.slug for one in made} == {"short"}  # type: ignore[attr-defined]
    assert made[0].subjects == (FIVE[0],)


def test_what_cannot_be_made_is_told() -> None:
    def codes(source: Library, options: CardOptions | None = None) -> set[str]:
        return {each.code for each in plan(source, options) if isinstance(each, Diagnostic)}

    whole = library(ONE)
    assert codes(whole, CardOptions(tactics=(Text("no-such"),))) == {"LINK001"}
    assert codes(whole, CardOptions(locales=(Text("ug-Arab-CN"),))) == {"LINK001"}
    assert codes(library(ONE, {})) == {"LINK002"}
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    assert codes(numberless) == {"LINK001"}
    site = Text("https://" + "long-" * 14 + "name.example/")
    assert codes(dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, site=site))) == {"QR003"}


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_finished_sheet_has_no_findings(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[locale]
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert len(data) < 250_000


def test_the_same_input_gives_the_same_bytes(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made["zh"]
    assert printed(artifact, workshop) == data


def test_cards_measure_90_by_54_and_lie_in_the_middle_of_the_sheet() -> None:
    assert (LEFT, TOP) == (15, 13.5)
    assert len(corners()) == COPIES == 10
    assert corners()[0] == (15, 13.5) and corners()[-1] == (105, 229.5)
    for left, top, right, bottom in marks():
        assert min(left, top) >= 5 and right <= SHEET[0] - 5 and bottom <= SHEET[1] - 5, "printers print no nearer"
        assert right < LEFT or left > SHEET[0] - LEFT or bottom < TOP or top > SHEET[1] - TOP, "outside all cards"


def test_fronts_and_backs_meet_when_the_sheet_is_turned_over_its_long_edge(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    pages, found = destinations(made["zh"][1])
    assert pages == 2

    def boxes(name: str, page: int) -> list[tuple[float, float]]:
        places = [found[f"{name}-{number}"] for number in range(COPIES)]
        assert {at for at, _, _ in places} == {page}
        return [(left * MM_PER_PT, SHEET[1] - height * MM_PER_PT) for _, left, height in places]

    turned = sorted((SHEET[0] - x - CARD[0], y) for x, y in boxes("back", 2))
    for (x, y), (mirrored_x, mirrored_y) in zip(sorted(boxes("front", 1)), turned, strict=True):
        assert abs(x - mirrored_x) < 0.1 and abs(y - mirrored_y) < 0.1


@pytest.mark.parametrize("page", [0, 1])
def test_nothing_is_printed_near_a_cut_nor_outside_a_card_but_cut_marks(
    page: int, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    image = side(made["zh"][1], page)
    rim = RIM - 0.1
    for x, y in corners():
        inside = (x + rim, y + rim, x + CARD[0] - rim, y + CARD[1] - rim)
        image.paste(255, tuple(round(edge * DOTS) for edge in inside))
    for place in marks():
        at = tuple(round(edge * DOTS) for edge in place)
        assert image.crop(at).getextrema()[1] < 128, "the mark is where it is meant to be"
        image.paste(255, at)
    assert image.getextrema()[0] > 128


@pytest.mark.parametrize("number", [0, 1], ids=["front", "back"])
def test_all_ten_cards_say_the_same_at_the_same_places(number: int, made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    page = read_pages(made["en"][1])[number]
    said: list[list[tuple[str, float, float]]] = []
    for x, y in corners():
        mine = [line for line in page.lines if x < line.box.left < x + CARD[0] and y < line.box.top < y + CARD[1]]
        said.append([(line.text, line.box.left - x, line.box.top - y) for line in mine])
    assert sum(map(len, said)) == len(page.lines)
    for other in said[1:]:
        for (text, left, top), (same, x, y) in zip(said[0], other, strict=True):
            assert text == same and abs(left - x) < 0.1 and abs(top - y) < 0.1


def test_each_card_has_a_code_that_leads_to_its_page(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    for locale, folder in (("zh", ""), ("en", "en/")):
        image = side(made[locale][1], 1)
        read = [texts_in(cell(image, corner)) for corner in corners()]
        assert read == [[f"https://fanzha.example/{folder}tactics/{FIVE[0]}.html"]] * COPIES
        assert texts_in(side(made[locale][1], 0)) == []


def test_modules_are_large_enough_for_a_telephone_in_the_hand_and_keep_their_quiet_zone(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    import zxingcpp

    image = cell(side(made["en"][1], 1), corners()[0])
    (code,) = zxingcpp.read_barcodes(image)
    corner, other = code.position.top_left, code.position.bottom_right
    width = (other.x - corner.x) / DOTS
    module = width / 33
    assert module >= 0.54, "three thousandths of 18 cm"
    quiet = 3.8 * module * DOTS
    around = (corner.x - quiet, corner.y - quiet, min(other.x + quiet, image.width), min(other.y + quiet, image.height))
    zone = image.crop(tuple(map(round, around)))
    zone.paste(
        255, (round(quiet) - 3, round(quiet) - 3, round(quiet + width * DOTS) + 3, round(quiet + width * DOTS) + 3)
    )
    assert zone.getextrema()[0] > 200


def test_what_stands_on_which_side_and_how_large(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    front, back = read_pages(made["zh"][1])
    assert front.text.count("晴川县反诈宣传站") == back.text.count("96110") == COPIES
    assert size_of(front.lines, "来电要看屏") >= 18
    assert size_of(back.lines, "96110") == max(line.size_pt for line in back.lines) >= 27
    assert size_of(back.lines, "110") > 20 and "钱已转出" in back.text and "钱已转出" not in front.text
    fine = {line.text for line in (*front.lines, *back.lines) if line.size_pt < 7.5}
    assert back.text.count(f"{FIVE[0]}.zh") == COPIES, "each card says which it is"
    small = ("2026", "2027", FIVE[0])
    assert all(any(word in text for word in small) for text in fine), "only version, dates and id are that small"
    assert min(line.size_pt for line in (*front.lines, *back.lines)) >= 5
    for flag in ("来电叫你关闭保障", "要你共享屏幕"):
        assert size_of(back.lines, flag) >= 9


def test_a_sample_says_so_on_every_card(workshop: Workshop) -> None:
    source = library(ONE)
    sample = dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, fictional=True))
    front, _ = read_pages(printed(cards(sample)[0], workshop))
    assert front.text.count("样张") == COPIES


def test_long_flags_give_way_to_shorter_ones(workshop: Workshop) -> None:
    long = "贷款软件要靠他发的链接来装还要您先交保证金和解冻费才肯放款给您"
    flags = tuple(map(Text, (long, "要你共享屏幕", "要密码和验证码", "催您马上办")))
    artifact = cards(library({FIVE[0]: tactic(FIVE[0], red_flags=flags)}))[0]
    data = printed(artifact, workshop)
    back = read_pages(data)[1].text
    assert told(artifact, data, workshop) == []
    assert long not in back and "催您马上办" in back


def test_flags_run_over_before_they_are_set_in_small_letters(workshop: Workshop) -> None:
    flags = ("They press you to pay but will not let you call to check", "A new account or group, and then it is money")
    text = with_english(red_flags=tuple(map(Text, flags)))
    artifact = next(one for one in cards(library(text)) if one.locale == "en")
    data = printed(artifact, workshop)
    assert told(artifact, data, workshop) == []
    assert size_of(read_pages(data)[1].lines, "They press".replace(" ", "")) >= 9 - 0.05


def test_what_to_do_first_is_never_set_in_small_letters(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    (long, short) = ("Pay no fees, send no money and mail no bank card.", "Hang up and share nothing.")
    texts = [
        dataclasses.replace(tactic("t").texts["en"], actions=Actions(stop=(Text(stop),), verify=(), report=()))
        for stop in (long, short)
    ]
    assert [len(stop_lines(text).lines) for text in texts] == [2, 1], "in one line the first would have 8.2 points"
    assert all(stop_lines(text).size >= STOP_LEAST for text in texts)
    monkeypatch.setattr(proof, "STOP_LEAST", 10.0)
    assert set(told(*made["en"], workshop)) == {"FIT018"}


def test_what_does_not_fit_is_refused(workshop: Workshop) -> None:
    long = Text("自己或者请家人一起打开中国证监会的官方网站查一查它有没有牌照" * 3)
    actions = Actions(stop=(long,), verify=(long,), report=(long,))
    artifact = cards(library({FIVE[0]: tactic(FIVE[0], red_flags=(long, long, long), actions=actions)}))[0]
    assert "FIT002" in told(artifact, printed(artifact, workshop), workshop)


def test_verify_refuses_backs_that_miss_their_fronts(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["zh"]
    assert told(artifact, shifted_backs(data), workshop) == ["FIT015"]


def test_verify_refuses_a_card_without_the_id_of_its_edition(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["zh"]
    assert told(numbered(dataclasses.replace(artifact, path="card/other.zh.pdf")), data, workshop) == ["FIT006"]


def test_verify_refuses_a_single_card_that_is_not_like_the_others(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["zh"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x, y = (mm / MM_PER_PT for mm in (SHEET[0] - LEFT - 20, TOP + 15))
        pdf.pages[1].contents_add(pikepdf.Stream(pdf, f"q 0 g {x} {y} 9 9 re f Q".encode()))
        pdf.save(out := io.BytesIO())
    assert "FIT015" in told(artifact, out.getvalue(), workshop)


def test_verify_refuses_codes_that_lead_elsewhere(workshop: Workshop) -> None:
    source = library(ONE)
    moved = dataclasses.replace(source.publisher, site=Text("https://other.example/"))
    other = cards(dataclasses.replace(source, publisher=moved))[0]
    codes = set(told(cards(source)[0], printed(other, workshop), workshop))
    assert {"QR001", "QR002", "FIT006"} <= codes


@pytest.mark.parametrize("locale", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_card_for_offset_print_stands_alone(workshop: Workshop, locale: str) -> None:
    source = library(tactics=ONE, slogans=SLOGANS)
    (office,) = [one for one in plan(source, CardOptions(locales=(Text(locale),))) if isinstance(one, Artifact)]
    options = CardOptions(locales=(Text(locale),), press="only")
    (press,) = [numbered(one) for one in plan(source, options) if isinstance(one, Artifact)]
    assert press.path == f"card/{FIVE[0]}-press.{locale}.pdf" and office.path == f"card/{FIVE[0]}.{locale}.pdf"
    assert office.subjects == (FIVE[0],) and press.subjects == ()
    data = printed(press, workshop)
    assert told(press, data, workshop) == []
    assert f"{FIVE[0]}-press.{locale}" in read_pages(data)[1].text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [[round(float(edge) * MM_PER_PT, 1) for edge in page.trimbox] for page in pdf.pages]
    assert sizes == [[0.0, 0.0, *CARD]] * 2
    assert {"FIT021", "FIT010"} <= set(told(press, printed(office, workshop), workshop)), "the office sheet is another"


def test_a_card_alone_fills_its_front_as_on_the_sheet(workshop: Workshop) -> None:
    """The card that is fitted has nothing below its content; the one that is printed must have its whole panel."""
    options = CardOptions(locales=(Text("zh"),), press="only")
    (press,) = [one for one in plan(library(tactics=ONE, slogans=SLOGANS), options) if isinstance(one, Artifact)]
    front = next(rasters(printed(press, workshop), DPI))
    middle = front.crop((DOTS * 60, DOTS * 9, DOTS * 61, DOTS * (9 + 54))).point(
        lambda level: 255 if level < 140 else 0
    )
    box = middle.getbbox()
    assert box is not None
    assert (box[1] / DOTS, box[3] / DOTS) == pytest.approx((RIM, CARD[1] - RIM), abs=0.2)
