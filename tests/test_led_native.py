"""A programme for BX-Y cards: what the published format asks for, and that verify reads it as a card must."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from fanzha.diagnostics import Text
from fanzha.formats.led import FORMAT
from fanzha.formats.led.files import by_plain
from fanzha.formats.led.native import spans
from fanzha.formats.led.options import Card, Options, Schedule
from fanzha.formats.led.render import render
from fanzha.model import Artifact
from tests.test_led import LOBBY, WORKSHOP, artifact_of, codes, library, planned
from tests.test_led_guide import listed

CARD = Card(vendor="仰邦", model="BX-Y3", software="ledshowyq")
GATE = replace(LOBBY, width=256, height=64, card=CARD, native=True)
HOURS = Schedule(
    from_=datetime.date(2026, 12, 1),
    until=datetime.date(2027, 1, 31),
    hours=(Text("07:00-12:00"), Text("14:00-24:00")),
)
ONE = {"ask": "自称警察要转账，挂断自己拨96110"}
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def gate() -> tuple[Artifact, Files]:
    """Return a screen with its own files, and its folder."""
    artifact = artifact_of(replace(GATE, schedule=HOURS), library(ONE))
    return artifact, dict(render(artifact, WORKSHOP))


def own(files: Files, folder: str) -> list[str]:
    return [path for path in files if path.startswith(f"NATIVE/bx-y/{folder}/")]


def test_the_play_list_is_written_as_onbon_publishes_it(gate: tuple[Artifact, Files]) -> None:
    files = gate[1]
    (playlist,), (programme,) = own(files, "lists"), own(files, "programs")
    file = programme.removeprefix("NATIVE/bx-y/")
    first = f'playMode="1" playCount="1" programFile="{file}" startDate="2026-12-01" stopDate="2027-01-31"'
    spans = ('startTime="07:00:00" stopTime="12:00:00"', 'startTime="14:00:00" stopTime="23:59:59"')
    entries = [f'  <program order="{order}" {first} {span} weekFlag="127" />' for order, span in enumerate(spans)]
    assert files[playlist].decode("utf-8").split("\n") == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<list deviceType="9048" screenWidth="256" screenHeight="64">',
        *entries,
        "</list>",
        "",
    ]


def test_the_programme_shows_each_page_steadily_for_whole_seconds(gate: tuple[Artifact, Files]) -> None:
    files = gate[1]
    (programme,) = own(files, "programs")
    pages = [files[path] for path in sorted(files) if path.startswith("IMG/P")]
    shared = [f"/share/{hashlib.md5(page).hexdigest()}.bmp" for page in pages]
    still = 'fileType="bmp" stuntType="0" stuntSpeed="16" stayTime="3"'  # of 2.5 and of 3 seconds
    units = [f'    <picUnit file="{path}" {still} order="{order}" />' for order, path in enumerate(shared)]
    assert len(units) == 6
    assert files[programme].decode("utf-8").split("\n") == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<program name="program_0">',
        '  <picturepanel x="0" y="0" w="256" h="64" zOrder="0" transparency="100">',
        *units,
        "  </picturepanel>",
        "</program>",
        "",
    ]
    assert sorted(own(files, "share")) == sorted("NATIVE/bx-y" + path for path in shared)


def test_it_is_proven_listed_and_said_that_nobody_tried_it(gate: tuple[Artifact, Files]) -> None:
    artifact, files = gate
    assert codes(FORMAT.verify(artifact, files, WORKSHOP)) == {"LED041"}
    assert listed(files) == len(files)
    text = files["00_README.html"].decode()
    (playlist,) = own(files, "lists")
    assert playlist.removeprefix("NATIVE/bx-y/") in text and "<b>没有在控制卡上试过</b>" in text
    assert "日期和钟点已经写在里面" in text
    plain = render(artifact_of(replace(GATE, native=False), library(ONE)), WORKSHOP)
    assert not any(path.startswith("NATIVE/") for path in plain)


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ((), [("00:00:00", "23:59:59")]),
        (("22:00-06:00",), [("22:00:00", "23:59:59"), ("00:00:00", "06:00:00")]),
        (("18:00-00:00",), [("18:00:00", "23:59:59")]),
    ],
)
def test_hours_lie_within_a_day(hours: tuple[str, ...], wanted: list[tuple[str, str]]) -> None:
    assert list(spans(Schedule(hours=tuple(map(Text, hours))))) == wanted


def _changed(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


DAMAGE = [
    ("lists", _changed('deviceType="9048"', 'deviceType="8792"'), "LED009"),
    ("lists", _changed('screenWidth="256"', 'screenWidth="128"'), "LED009"),
    ("lists", _changed('stopTime="12:00:00"', 'stopTime="13:00:00"'), "LED009"),
    ("lists", _changed("2027-01-31", "2028-01-31"), "LED009"),
    ("lists", _changed("programs/", "programs/x"), "LED009"),
    ("lists", lambda data: data[:-3], "LED009"),
    ("programs", _changed('stayTime="3"', 'stayTime="1"'), "LED009"),
    ("programs", _changed('stuntSpeed="16"', 'stuntSpeed="15"'), "LED009"),
    ("programs", _changed('order="0"', 'order="9"'), "LED014"),
    ("share", lambda data: data[:-40] + b"\xff" * 40, "LED014"),
    ("share", lambda data: data[:200], "LED004"),
]


@pytest.mark.parametrize(("folder", "damage", "code"), DAMAGE)
def test_damage_is_noticed(
    gate: tuple[Artifact, Files], folder: str, damage: Callable[[bytes], bytes], code: str
) -> None:
    artifact, files = gate
    path = own(files, folder)[0]
    found = codes(FORMAT.verify(artifact, {**files, path: damage(files[path])}, WORKSHOP))
    assert {code, "LED009", "LED041"} <= found


def test_what_is_missing_or_foreign_is_noticed(gate: tuple[Artifact, Files]) -> None:
    artifact, files = gate
    for folder in ("lists", "programs", "share"):
        path = own(files, folder)[0]
        less = {name: data for name, data in files.items() if name != path}
        assert "LED009" in codes(FORMAT.verify(artifact, less, WORKSHOP)), folder
    name = "NATIVE/bx-y/share/" + hashlib.md5(b"x").hexdigest() + ".bmp"
    assert "LED009" in codes(FORMAT.verify(artifact, {**files, name: b"x"}, WORKSHOP))


@pytest.mark.parametrize(
    "options",
    [
        replace(GATE, card=Card(model="BX-Y3", software="hdplayer")),
        replace(GATE, card=Card(model="BX-5E", software="ledshowyq")),
        replace(GATE, height=32),
        replace(GATE, width=1024, card=replace(CARD, model="BX-Y04"), height=64 + 16),
        replace(GATE, screen="lcd", width=640, height=360),
    ],
)
def test_cards_and_sizes_of_which_nothing_is_published_are_refused(options: Options) -> None:
    assert codes(planned(options)) == {"LED013"}


def test_the_smallest_card_of_the_list_may_be_32_rows_high() -> None:
    assert not codes(planned(replace(GATE, height=32, card=replace(CARD, model="bx-y5e"))))


def test_its_names_are_the_digests_of_its_content(gate: tuple[Artifact, Files]) -> None:
    for path, data in gate[1].items():
        if path.startswith("NATIVE/"):
            assert path.rpartition("/")[2].partition(".")[0] == hashlib.md5(data).hexdigest()
            if path.endswith(".xml"):
                ElementTree.fromstring(data.decode("utf-8"))
    assert not any(name.startswith("NATIVE/") and "_" in name for name in by_plain(gate[1]))
