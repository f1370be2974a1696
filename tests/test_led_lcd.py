"""Televisions and monitors: what lies in the folder, what a player reads of it, and that verify notices damage."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageDraw

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.expiry import Expiry
from fanzha.formats import Workshop
from fanzha.formats.led import FORMAT, lcd
from fanzha.formats.led.lcd_film import film
from fanzha.formats.led.lcd_mp4 import NoFilm, read_film
from fanzha.formats.led.lcd_slides import slides
from fanzha.formats.led.options import Motion, Options, Schedule, SloganQuery
from fanzha.formats.led.render import render
from fanzha.model import Artifact, Channel, Library, Slogan, SloganText
from fanzha.pdf import MissingGlyph
from tests import test_led
from tests.damage import redrawn
from tests.print_samples import FIVE, library, tactic
from tests.test_led_guide import listed

Files = dict[str, bytes]
SLOGANS = (
    ("ask", FIVE[0], "自称警察要转账，挂断自己拨96110", "“Police” want money? Hang up. Dial 96110."),
    ("long", None, "先别急着转账，想一想，问一问家人，再打电话核实清楚", "Stop, think, ask your family, then check"),
)
WIDE = Options(
    names={"zh": "大厅电视", "en": "Lobby television"}, screen="lcd", width=320, height=180, colour="full",
    place=Place("materials/screen/tv.yml"),
)  # fmt: skip
FILMED = {(1920, 1080), (1080, 1920)}
"""The sizes of which a whole film is made, where PyAV is there."""
UPRIGHT = dataclasses.replace(WIDE, width=180, height=320, locale=Text("en"))


def content(*slogans: tuple[str, str | None, str, str]) -> Library:
    """Return a library with these slogans for screens: id, tactic, Chinese, English."""
    made = {}
    for slug, of, *words in slogans or SLOGANS:
        texts = {
            locale: SloganText(slug=slug, locale=locale, name=Text(text), channels=(Text("led"),))
            for locale, text in zip(("zh", "en"), words, strict=True)
        }
        made[slug] = Slogan(slug=slug, tactic=Text(of) if of else None, audiences=(), texts=texts)
    found = library({FIVE[0]: tactic(FIVE[0])}, made)
    channel = Channel(id=Text("led"), names={"zh": "屏幕"}, max={"zh": 30})
    return dataclasses.replace(found, registry=dataclasses.replace(found.registry, channels={"led": channel}))


def planned(options: Options, source: Library | None = None) -> list[Artifact | Diagnostic]:
    return test_led.planned(options, source or content(), "tv")


def artifact_of(options: Options, source: Library | None = None) -> Artifact:
    return test_led.artifact_of(options, source or content(), "tv")


def verified(artifact: Artifact, files: Mapping[str, bytes], workshop: Workshop) -> set[str]:
    return test_led.codes(FORMAT.verify(artifact, files, workshop))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("lcd")
    (folder / "scratch").mkdir()
    return Workshop(folder, folder / "scratch", folder / "cache")


def without_film(options: Options, source: Library | None = None) -> Artifact:
    """Return the artefact as it is where PyAV is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(lcd.NO_FILM, "0")
        return artifact_of(options, source)


@pytest.fixture(scope="module")
def wide(workshop: Workshop) -> tuple[Artifact, Files]:
    """Return a small television and its folder without a film."""
    artifact = without_film(WIDE)
    return artifact, dict(render(artifact, workshop))


@pytest.fixture(scope="module")
def filmed(workshop: Workshop) -> tuple[Artifact, Files]:
    """Return the same television and its folder with a film."""
    pytest.importorskip("av", reason="PyAV is not installed: ./scripts/video")
    artifact = artifact_of(WIDE)
    return artifact, dict(render(artifact, workshop))


def slide(files: Mapping[str, bytes], number: int) -> str:
    return next(path for path in files if path.startswith(f"SLIDES/{number:02d}_"))


def test_without_pyav_there_are_slides_and_a_notice_how_to_get_a_film(
    wide: tuple[Artifact, Files], workshop: Workshop
) -> None:
    artifact, files = wide
    assert verified(artifact, files, workshop) == {"LED040"}
    assert sorted(path.partition("_")[0] for path in files) == [
        "00", "MANIFEST.json", "PREVIEW.gif", "SLIDES/01", "SLIDES/02", "SLIDES/03",
    ]  # fmt: skip
    assert "./scripts/video" in files["00_README.html"].decode()


def test_slides_are_of_the_screens_size_in_plain_colour_and_say_how_long_they_stand(
    wide: tuple[Artifact, Files],
) -> None:
    files = wide[1]
    record = json.loads(files["MANIFEST.json"])
    for page in record["pages"]:
        picture = Image.open(io.BytesIO(files[page["file"]]))
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (320, 180))
        assert picture.info["srgb"] == 0
    assert [(page["slogan"], page["text"]) for page in record["pages"]] == [
        ("ask", "自称警察要转账，挂断自己拨96110"),
        ("long", "先别急着转账，想一想，问一问家人，再打电话核实清楚"),
        ("", "钱已转出，马上打 110 拿不准，打来问问 96110"),
    ]
    # A quarter second a hanzi and one more, in half seconds: 13 hanzi and a number; 22 hanzi.
    assert [page["dwell_ms"] for page in record["pages"]][:2] == [4500, 6500]
    assert record["film"] is None


def test_the_manifest_says_how_large_a_pixel_and_the_letters_are(wide: tuple[Artifact, Files]) -> None:
    record = json.loads(wide[1]["MANIFEST.json"])
    assert record["pitch"] == 2.975, "of a television of 43 inches, which is 952 mm wide, when nothing is said"
    picture = Image.open(io.BytesIO(wide[1][slide(wide[1], 2)])).convert("L")
    rows = bytes(picture.point([0] * 200 + [1] * 56).getprojection()[1])
    _, *slogan, _ = [len(line) for line in rows.split(b"\0") if line]  # between the tactic's name and the band
    letters = [page.get("letters") for page in record["pages"]]
    assert letters[0] > letters[1] and letters[2] is None, "the last slide has no slogan"
    assert len(slogan) == 3 and all(0.9 <= ink / letters[1] <= 1 for ink in slogan)


def test_changed_content_never_keeps_a_files_name(wide: tuple[Artifact, Files], workshop: Workshop) -> None:
    changed = content((*SLOGANS[0][:2], "自称民警要转账，挂断自己拨96110", ""), SLOGANS[1])
    files = render(without_film(WIDE, changed), workshop)
    assert slide(files, 1) != slide(wide[1], 1)
    assert slide(files, 2) == slide(wide[1], 2)


def test_an_upright_screen_in_english_keeps_everything_legible_and_within_the_margins(workshop: Workshop) -> None:
    artifact = without_film(UPRIGHT)
    files = render(artifact, workshop)
    assert verified(artifact, files, workshop) == {"LED040"}
    picture = Image.open(io.BytesIO(files[slide(files, 3)]))
    red = [x for x in range(180) if picture.getpixel((x, 100)) == (0x94, 0x26, 0x0E)]
    assert (min(red), max(red)) == (9, 170), "the field of 110 ends 5 % before the edge on both sides"


def test_the_page_is_one_file_that_fetches_nothing_and_says_what_was_not_tried(wide: tuple[Artifact, Files]) -> None:
    text = wide[1]["00_README.html"].decode()
    assert text.index("插 U 盘") < text.index("In short")
    assert "没有在真的电视和播放盒上试过" in text
    assert text.count("data:image/png;base64,") == 3
    assert "http" not in text


def test_every_file_of_the_folder_has_its_line_in_both_languages(
    wide: tuple[Artifact, Files], request: pytest.FixtureRequest
) -> None:
    assert listed(wide[1]) == len(wide[1])
    filmed = request.getfixturevalue("filmed")[1]
    assert listed(filmed) == len(filmed)


def test_the_film_is_what_televisions_play(filmed: tuple[Artifact, Files], workshop: Workshop) -> None:
    import av

    artifact, files = filmed
    assert verified(artifact, files, workshop) == set()
    (path,) = (path for path in files if path.startswith("VIDEO/01_"))
    assert files[path] == render(artifact, workshop)[path], "the same bytes again"
    pages = json.loads(files["MANIFEST.json"])["pages"]
    seconds = [page["dwell_ms"] / 1000 for page in pages]
    with av.open(io.BytesIO(files[path]), "r") as container:
        stream = container.streams.video[0]
        coder = stream.codec_context
        assert (coder.name, coder.pix_fmt, coder.width, coder.height) == ("h264", "yuv420p", 320, 180)
        assert stream.average_rate == 30
        decoded = list(container.decode(stream))
    assert len(decoded) == 30 * sum(seconds)
    assert [frame.time for frame in decoded] == pytest.approx([number / 30 for number in range(len(decoded))])
    # In the middle of each slide's time stands that slide: its hotline's colour and ground are the picture's own.
    for number, page in enumerate(pages):
        middle = decoded[int(30 * (sum(seconds[:number]) + seconds[number] / 2))]
        frame = middle.to_image()  # type: ignore[no-untyped-call,unused-ignore]  # typed only without PyAV
        still = Image.open(io.BytesIO(files[page["file"]]))
        for at in ((3, 3), (160, 176), (310, 90)):
            shown, meant = (cast("tuple[int, ...]", picture.getpixel(at)) for picture in (frame, still))
            assert max(abs(one - other) for one, other in zip(shown, meant, strict=True)) <= 6


def test_an_index_that_comes_last_is_noticed(filmed: tuple[Artifact, Files], workshop: Workshop) -> None:
    artifact, files = filmed
    (path,) = (path for path in files if path.startswith("VIDEO/"))
    start = files[path].index(b"moov") - 4
    size = int.from_bytes(files[path][start : start + 4], "big")
    moov = files[path][start : start + size]
    late = files[path].replace(moov, b"") + moov
    assert "(mdat, moov)" in str(read_film(late))
    assert "LED004" in verified(artifact, {**files, path: late}, workshop)


def _film(files: Mapping[str, bytes], numbers: list[int], counts: list[int], folder: Path) -> bytes:
    pictures = [Image.open(io.BytesIO(files[slide(files, number)])) for number in numbers]
    return film(pictures, counts, folder)


@pytest.mark.parametrize(
    ("numbers", "counts", "code"),
    [
        ([2, 1, 3], [135, 195, 150], "LED014"),  # two slides have changed places
        ([1, 2, 3], [135, 165, 180], "LED006"),  # one stands too short
        ([1, 2], [135, 195], "LED006"),  # the last is missing
    ],
)
def test_a_film_of_something_else_is_noticed(
    filmed: tuple[Artifact, Files], workshop: Workshop, numbers: list[int], counts: list[int], code: str
) -> None:
    artifact, files = filmed
    (path,) = (path for path in files if path.startswith("VIDEO/"))
    data = _film(files, numbers, counts, workshop.scratch)
    assert code in verified(artifact, {**files, path: data}, workshop)


def test_whatever_is_no_film_is_refused_and_not_stumbled_over(
    filmed: tuple[Artifact, Files], workshop: Workshop
) -> None:
    artifact, files = filmed
    (path,) = (path for path in files if path.startswith("VIDEO/"))
    data = files[path]
    for cut in range(0, min(len(data), 4000), 7):
        with pytest.raises(NoFilm):
            read_film(data[:cut])
    assert "LED004" in verified(artifact, {**files, path: data[: len(data) // 2]}, workshop)
    assert "LED009" in verified(artifact, {name: files[name] for name in files if name != path}, workshop)


def _with(change: Callable[[Image.Image], Image.Image]) -> Callable[[bytes], bytes]:
    return lambda data: redrawn(data, change)


def _six_without_its_loop(picture: Image.Image) -> Image.Image:
    """Fill the 6 of the number at the foot with its own colour, in part: an eye no longer reads it."""
    ImageDraw.Draw(picture).rectangle((203, 130, 225, 165), fill=(0x0E, 0x4A, 0x66))
    return picture


def _one_dot(picture: Image.Image) -> Image.Image:
    picture.putpixel((160, 90), (255, 0, 0))
    return picture


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_with(lambda picture: picture.crop((0, 0, 318, 180))), "LED004"),
        (_with(lambda picture: picture.quantize(16)), "LED004"),
        (_with(lambda picture: picture.convert("RGBA")), "LED004"),
        (lambda data: data[: len(data) // 2], "LED004"),
        (_with(_one_dot), "LED004"),  # saved anew, it no longer says sRGB
        (lambda data: data.replace(b"sRGB", b"sRGX", 1), "LED004"),
    ],
)
def test_a_damaged_slide_is_noticed(
    wide: tuple[Artifact, Files], workshop: Workshop, damage: Callable[[bytes], bytes], code: str
) -> None:
    artifact, files = wide
    path = slide(files, 1)
    found = verified(artifact, {**files, path: damage(files[path])}, workshop)
    assert {code, "LED009"} <= found


@pytest.mark.parametrize(("change", "wanted"), [(_one_dot, {"LED014"}), (_six_without_its_loop, {"LED014", "FIT019"})])
def test_a_slide_that_shows_something_else_is_noticed(
    wide: tuple[Artifact, Files],
    workshop: Workshop,
    change: Callable[[Image.Image], Image.Image],
    wanted: set[str],
) -> None:
    from fanzha.formats.led.lcd_render import png

    artifact, files = wide
    path = slide(files, 1)
    spoilt = png(change(Image.open(io.BytesIO(files[path]))))
    assert verified(artifact, {**files, path: spoilt}, workshop) == {*wanted, "LED009", "LED040"}


@pytest.mark.parametrize(
    ("path", "damage", "code"),
    [
        ("PREVIEW.gif", lambda data: data[:60], "LED004"),
        ("PREVIEW.gif", lambda data: data.replace(b"NETSCAPE2.0", b"NETSCAPX2.0"), "LED006"),
        ("00_README.html", lambda data: data.replace(b"01.png", b"10.png"), "LED009"),
        ("MANIFEST.json", lambda data: data.replace("自称警察".encode(), "自称民警".encode()), "LED009"),
        ("MANIFEST.json", lambda _: b"[]", "LED009"),
    ],
)
def test_damage_beside_the_slides_is_noticed(
    wide: tuple[Artifact, Files], workshop: Workshop, path: str, damage: Callable[[bytes], bytes], code: str
) -> None:
    artifact, files = wide
    altered = damage(files[path])
    assert altered != files[path]
    found = list(FORMAT.verify(artifact, {**files, path: altered}, workshop))
    assert code in test_led.codes(found)
    assert any(("path", f"led/tv/{path}") in item.args for item in found if item.code == code)


def test_pyav_that_comes_or_goes_makes_the_folder_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(lcd.NO_FILM, raising=False)
    monkeypatch.setattr(metadata, "version", lambda _: "18.1.0")
    assert lcd.FILM in artifact_of(WIDE).tools
    monkeypatch.setenv(lcd.NO_FILM, "0")
    assert lcd.FILM not in artifact_of(WIDE).tools

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.delenv(lcd.NO_FILM)
    monkeypatch.setattr(metadata, "version", missing)
    assert lcd.FILM not in artifact_of(WIDE).tools


def test_sizes_that_no_film_can_have_are_refused() -> None:
    assert test_led.codes(planned(dataclasses.replace(WIDE, width=321))) == {"LED013"}
    assert test_led.codes(planned(dataclasses.replace(WIDE, height=64))) == {"LED013"}


def test_both_hotlines_must_be_registered() -> None:
    source = content()
    numbers = {number: one for number, one in source.registry.numbers.items() if number != "110"}
    source = dataclasses.replace(source, registry=dataclasses.replace(source.registry, numbers=numbers))
    assert test_led.codes(planned(WIDE, source)) == {"LINK001"}


def test_a_name_too_long_to_be_read_and_a_letter_that_the_font_lacks_are_refused(workshop: Workshop) -> None:
    source = content()
    named = dataclasses.replace(source.publisher, names={"zh": "晴川县反诈宣传站" * 6})
    artifact = without_film(WIDE, dataclasses.replace(source, publisher=named))
    assert "FIT018" in verified(artifact, render(artifact, workshop), workshop)
    with pytest.raises(MissingGlyph):
        render(without_film(WIDE, content(("odd", None, "别信ꙮ的话", ""))), workshop)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1024, 768), (1366, 768), (3840, 2160), (3840, 1080)])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_usual_size_holds_the_longest_slogans(size: tuple[int, int], locale: str, workshop: Workshop) -> None:
    options = dataclasses.replace(WIDE, width=size[0], height=size[1], locale=Text(locale))
    source = content()
    sample = dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, fictional=True))
    for each in (source, sample):
        artifact = artifact_of(options, each) if size in FILMED and each is sample else without_film(options, each)
        assert verified(artifact, render(artifact, workshop), workshop) <= {"LED040"}


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_publisher_whose_name_takes_two_lines_stays_within_the_margins(locale: str, workshop: Workshop) -> None:
    source = content()
    names = {"zh": "晴川县反电信网络诈骗宣传教育工作站（示例）", "en": "Qingchuan County Anti-Fraud Outreach (sample)"}
    source = dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, names=names))
    options = dataclasses.replace(WIDE, width=1920, height=1080, locale=Text(locale))
    artifact = without_film(options, source)
    assert verified(artifact, render(artifact, workshop), workshop) == {"LED040"}


def test_listed_slogans_come_in_their_order(workshop: Workshop) -> None:
    query = SloganQuery(ids=(Text("long"), Text("ask")))
    files = render(without_film(dataclasses.replace(WIDE, slogans=query)), workshop)
    assert [page["slogan"] for page in json.loads(files["MANIFEST.json"])["pages"]] == ["long", "ask", ""]


CAMPAIGN = Schedule(
    from_=datetime.date(2026, 12, 1),
    until=datetime.date(2026, 12, 20),
    hours=(Text("08:00-12:00"), Text("14:00-24:00")),
)


def dated(source: Library, valid_until: datetime.date) -> Library:
    return dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, valid_until=valid_until))


def test_the_schedule_stands_in_the_guide_on_the_last_slide_and_in_the_manifest(workshop: Workshop) -> None:
    source = dated(content(), datetime.date(2026, 12, 31))
    artifact = without_film(dataclasses.replace(WIDE, schedule=CAMPAIGN), source)
    files = render(artifact, workshop)
    assert verified(artifact, files, workshop) == {"LED040"}
    text = files["00_README.html"].decode()
    assert "每天 <b>08:00-12:00</b>、<b>14:00-24:00</b>；从 <b>2026-12-01</b> 起，放到 <b>2026-12-20</b>。" in text
    assert "from <b>2026-12-01</b> until <b>2026-12-20</b>" in text
    assert "2026-12-20 以后换新的内容" in text, "the earlier of the two days"
    assert json.loads(files["MANIFEST.json"])["schedule"] == {
        "from": "2026-12-01", "until": "2026-12-20", "hours": ["08:00-12:00", "14:00-24:00"],
    }  # fmt: skip
    assert slides(cast(lcd.LcdParams, artifact.params))[-1].phrases[-1] == "2026-12-20"
    assert "什么时候放" not in render(without_film(WIDE), workshop)["00_README.html"].decode()


def test_a_television_expires_with_its_schedule_or_with_the_publisher() -> None:
    source = dataclasses.replace(dated(content(), datetime.date(2026, 12, 31)), today=datetime.date(2026, 12, 21))
    screen = artifact_of(dataclasses.replace(WIDE, schedule=CAMPAIGN), source)
    assert test_led.codes(Expiry(source).unprintable(screen)) == {"LIFE012"}
    assert Expiry(source).last_day(screen) == datetime.date(2026, 12, 20)
    beyond = dataclasses.replace(CAMPAIGN, until=datetime.date(2027, 1, 31))
    assert test_led.codes(planned(dataclasses.replace(WIDE, schedule=beyond), source)) == {"LED023"}
    backwards = dataclasses.replace(CAMPAIGN, until=datetime.date(2026, 11, 30))
    assert test_led.codes(planned(dataclasses.replace(WIDE, schedule=backwards), source)) == {"LED013"}


def test_a_loop_of_slides_longer_than_the_profile_allows_is_a_warning(
    wide: tuple[Artifact, Files], workshop: Workshop
) -> None:
    # Two slogans and the hotlines: 4.5, 6.5 and 5 seconds.
    enough, short = (without_film(dataclasses.replace(WIDE, motion=Motion(most_s=most))) for most in (16, 15))
    assert verified(enough, wide[1], workshop) == {"LED040"}
    (long,) = (one for one in FORMAT.verify(short, wide[1], workshop) if one.code == "LED018")
    assert dict(long.args) == {"path": "led/tv/SLIDES", "seconds": "16", "limit": "15"}


def test_a_film_longer_than_the_profile_allows_is_a_warning_too(
    filmed: tuple[Artifact, Files], workshop: Workshop
) -> None:
    artifact = artifact_of(dataclasses.replace(WIDE, motion=Motion(most_s=10)))
    assert verified(artifact, filmed[1], workshop) == {"LED018"}


def test_what_drivers_read_is_short_and_a_slide_need_not_scroll_for_that() -> None:
    assert test_led.codes(planned(dataclasses.replace(WIDE, hangs="roadside"))) == set()


def test_a_slide_too_long_for_drivers_is_pointed_out(wide: tuple[Artifact, Files], workshop: Workshop) -> None:
    artifact = without_film(dataclasses.replace(WIDE, hangs="roadside"))
    found = [one for one in FORMAT.verify(artifact, wide[1], workshop) if one.code == "LED021"]
    assert [dict(one.args)["text"] for one in found] == [SLOGANS[1][2]]
