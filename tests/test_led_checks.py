"""What a screen may not do to its readers: run too fast, stand too short, distract, flash, outlive its dates."""

from __future__ import annotations

import datetime
import io
import json
from dataclasses import replace
from typing import cast

import pytest
from PIL import Image

from fanzha.diagnostics import Diagnostic, Severity, Text, severity_of
from fanzha.expiry import Expiry
from fanzha.formats.led import FORMAT
from fanzha.formats.led.checks import characters
from fanzha.formats.led.files import by_plain
from fanzha.formats.led.flash import most_flashes
from fanzha.formats.led.options import LedParams, Motion, Options, Schedule, SloganQuery
from fanzha.formats.led.proof_motion import read_gif
from fanzha.formats.led.render import render
from fanzha.model import Artifact, Audience, Library, Slogan
from tests.damage import remade
from tests.print_samples import FIVE, tactic
from tests.test_led import DOOR, WORKSHOP, artifact_of, codes, library, planned, slogan

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)
PAGES = Motion(mode="pages")


def frame(colour: tuple[int, int, int], share: float = 1.0, left: bool = True) -> Image.Image:
    """Return a black picture with a part of it in a colour."""
    picture = Image.new("RGB", (100, 10))
    lit = int(100 * share)
    picture.paste(colour, (0, 0, lit, 10) if left else (100 - lit, 0, 100, 10))
    return picture


@pytest.mark.parametrize(
    ("first", "second", "ms", "flashes"),
    [
        (frame(WHITE), frame(BLACK), 500, 1),
        (frame(WHITE), frame(BLACK), 170, 3),
        (frame(WHITE), frame(BLACK), 120, 5),
        (frame(WHITE, 0.25), frame(BLACK), 100, 0),  # not more than a quarter
        (frame(WHITE, 0.26), frame(BLACK), 100, 5),
        (frame(WHITE, 0.5), frame(WHITE, 0.5, left=False), 100, 5),  # as bright as before, but both halves flash
        (frame((60, 60, 60)), frame(BLACK), 100, 0),  # less than a tenth of full luminance
        (frame((60, 0, 0)), frame(BLACK), 100, 0),
        (frame((90, 0, 0)), frame(BLACK), 100, 5),  # as dark, but saturated red
        (frame(WHITE), frame((240, 240, 240)), 100, 0),  # both bright
    ],
)
def test_flashes_are_counted_as_wcag_does(first: Image.Image, second: Image.Image, ms: int, flashes: int) -> None:
    assert most_flashes([first, second], [ms, ms]) == flashes


def test_a_flash_across_the_seam_of_the_loop_counts() -> None:
    calm = [frame(BLACK)] * 4
    frames = [frame(WHITE), frame(BLACK), frame(RED), *calm, frame(WHITE), frame(BLACK), frame(RED), frame(BLACK)]
    assert most_flashes(frames, [60] * 3 + [1000] * 4 + [60] * 4) > 3
    assert most_flashes(frames[:3] + calm, [60] * 3 + [1000] * 4) <= 3


def errors(found: list[Artifact | Diagnostic]) -> set[str]:
    """Return the codes that stop the screen."""
    return {one.code for one in found if isinstance(one, Diagnostic) and severity_of(one) is Severity.ERROR}


@pytest.mark.parametrize(("step", "frame_ms"), [(8, 20), (1, 200)])
def test_a_pace_that_nobody_can_read_is_a_warning(step: int, frame_ms: int) -> None:
    found = planned(replace(DOOR, motion=Motion(step=step, frame_ms=frame_ms)))
    assert codes(found) == {"LED017"}
    assert any(isinstance(one, Artifact) for one in found), "it is made all the same"
    assert codes(planned(replace(DOOR, motion=Motion(step=2, frame_ms=30)))) == set()


def found_in(options: Options, content: Library | None = None) -> tuple[set[str], dict[str, bytes]]:
    """Return what the proof of a screen finds, and its files."""
    artifact = artifact_of(options, content)
    files = dict(render(artifact, WORKSHOP))
    return codes(FORMAT.verify(artifact, files, WORKSHOP)), files


def test_a_loop_longer_than_the_profile_allows_is_a_warning_in_the_mode_that_is_loaded() -> None:
    long = {f"s-{n}": f"陌生人要您转账先停一停{n}" for n in range(6)}
    for mode in ("scroll", "pages"):
        motion = Motion(mode=mode, most_s=10)
        assert found_in(replace(DOOR, motion=motion), library(long))[0] == {"LED018"}
        assert found_in(replace(DOOR, motion=replace(motion, most_s=120)), library(long))[0] == set()


def test_every_page_stands_two_seconds_and_a_second_and_a_quarter_a_character() -> None:
    found, files = found_in(DOOR)
    film = read_gif(files["PREVIEW.gif"])
    shots = json.loads(files["MANIFEST.json"])["pages"]
    assert found == set() and film is not None
    assert len(film.durations) == len(shots)
    for stood, shot in zip(film.durations, shots, strict=True):
        hanzi = sum("\u4e00" <= char <= "\u9fff" for char in shot["text"])
        assert stood >= max(2000, 1000 + 250 * hanzi), shot


def test_the_hotline_stands_as_long_as_the_profile_says() -> None:
    options = replace(DOOR, motion=Motion(hotline_ms=5000))
    found, files = found_in(options)
    assert found == set()
    scroll = by_plain(files)["ANIM/scroll.gif"]
    film = read_gif(files[scroll])
    assert film is not None and film.durations[-1] >= 5000

    def shorter(_: list[Image.Image], durations: list[int]) -> None:
        durations[-1] -= 2000
        durations[0] += 2000

    artifact = artifact_of(options)
    for path in (scroll, "PREVIEW.gif"):
        spoilt = {**files, path: remade(files[path], shorter)}
        assert "LED008" in codes(FORMAT.verify(artifact, spoilt, WORKSHOP)), path


def test_the_roadside_allows_pages_only_and_few() -> None:
    assert errors(planned(replace(DOOR, hangs="roadside"))) == {"LED020"}
    short, long = {"short": "先停一停，再转账"}, {"long": "陌生人要您转账，先停一停，再问问家人，还可以打96110"}
    road = replace(DOOR, hangs="roadside", motion=PAGES)
    assert found_in(road, library(short))[0] == set()
    assert found_in(road, library(long))[0] == {"LED021"}
    assert found_in(replace(road, hangs="queue"), library(long))[0] == set()
    wide = replace(road, width=1024)
    assert found_in(wide, library({"wide": "陌生人要您转账先停一停再去问问家人"}))[0] == {"LED021"}, "17 on a page"
    assert characters("先打96110") == 5


def test_a_screen_expires_with_its_schedule_or_with_the_publisher() -> None:
    until = datetime.date(2026, 12, 20)
    content = replace(library(), today=datetime.date(2026, 12, 1))
    content = replace(content, publisher=replace(content.publisher, valid_until=datetime.date(2026, 12, 31)))
    screen = artifact_of(replace(DOOR, schedule=Schedule(until=until)), content)
    assert Expiry(content).last_day(screen) == until
    assert list(Expiry(content).unprintable(screen)) == []
    later = replace(content, today=datetime.date(2026, 12, 21))
    assert codes(Expiry(later).unprintable(screen)) == {"LIFE012"}
    found = planned(replace(DOOR, schedule=Schedule(until=datetime.date(2027, 1, 31))), content)
    assert codes(found) == {"LED023"}
    (beyond,) = (one for one in found if isinstance(one, Artifact))
    assert Expiry(content).last_day(beyond) == datetime.date(2026, 12, 31)


def test_the_schedule_stands_in_the_manifest() -> None:
    hours = (Text("07:00-12:00"), Text("14:00-22:00"))
    schedule = Schedule(from_=datetime.date(2026, 12, 1), until=datetime.date(2027, 1, 31), hours=hours)
    _, files = found_in(replace(DOOR, schedule=schedule))
    assert json.loads(files["MANIFEST.json"])["schedule"] == {
        "from": "2026-12-01",
        "until": "2027-01-31",
        "hours": ["07:00-12:00", "14:00-22:00"],
    }


def playlist(query: SloganQuery) -> list[str]:
    """Return what a query chooses from six slogans on two tactics, for students or for everybody."""
    made: dict[str, Slogan] = {}
    for slug, words, about in (
        ("loan-1", "先收费的贷款不贷", "loan"),
        ("loan-2", "贷款先交钱，十个九个是骗局，千万别交", "loan"),
        ("task-1", "刷单先垫付，步步是套路", "task"),
        ("task-2", "兼职刷单是骗局", "task"),
    ):
        made[slug] = slogan(slug, words, tactic=about)
    made["loan-2"] = replace(made["loan-2"], audiences=(Text("students"),))
    texts = made["task-1"].texts
    made["task-1"] = replace(made["task-1"], texts={"zh": replace(texts["zh"], channels=(Text("poster"),))})
    student = Audience(slug="students", tactics=(), reviewed_on=datetime.date.min, review_by=None, texts={})
    tactics = {name: replace(tactic(FIVE[0]), slug=name) for name in ("loan", "task")}
    registry = library().registry
    channels = {**registry.channels, "poster": replace(registry.channels["led"], id=Text("poster"))}
    content = replace(
        library(),
        slogans=made,
        audiences={"students": student, "drivers": student},
        tactics=tactics,
        registry=replace(registry, channels=channels),
    )
    artifact = artifact_of(replace(DOOR, slogans=query), content)
    return [text.slug for text in cast(LedParams, artifact.params).slogans]


def test_playlists_are_chosen_by_query_or_by_hand() -> None:
    assert playlist(SloganQuery()) == ["loan-1", "task-2", "loan-2"]
    assert playlist(SloganQuery(most_chars=8)) == ["loan-1", "task-2"]
    assert playlist(SloganQuery(tactics=(Text("task"),))) == ["task-2"]
    assert playlist(SloganQuery(channel=Text("poster"))) == ["task-1"]
    assert playlist(SloganQuery(audiences=(Text("drivers"),))) == ["loan-1", "task-2"]
    assert playlist(SloganQuery(audiences=(Text("students"),), tactics=(Text("loan"),))) == ["loan-1", "loan-2"]
    assert playlist(SloganQuery(ids=(Text("task-2"), Text("loan-2"), Text("task-1")))) == ["task-2", "loan-2", "task-1"]


def test_the_hotline_ends_every_playlist() -> None:
    _, files = found_in(DOOR)
    shots = json.loads(files["MANIFEST.json"])["pages"]
    assert shots[-1]["text"].endswith("96110") and shots[-1]["slogan"] == ""
    last = Image.open(io.BytesIO(files[shots[-1]["file"]]))
    assert last.size == (128, 16)
