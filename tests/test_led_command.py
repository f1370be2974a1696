"""`fanzha led` and `fanzha new screen`: a line on the wall in a second, and a screen of one's own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fanzha.cli import main
from fanzha.formats.led.files import by_plain

DOOR = "names: {zh: 门屏}\nwidth: 128\nheight: 16\n"


@pytest.fixture
def screens(project: Path) -> Path:
    """Return a small project with two screens."""
    for name, more in (("door", ""), ("gate", "hangs: roadside\nmotion: {mode: pages}\n")):
        file = project / "materials/screen" / f"{name}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(DOOR + more, "utf-8")
    return project


def run(project: Path, *words: str, answers: str = "") -> Result:
    """Run a command in this process."""
    done = CliRunner().invoke(main, ["--project", str(project), "--lang", "en", *words], input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def digests(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_line_on_a_screen_with_a_second_language_stands_alone(screens: Path) -> None:
    (screens / "materials/screen/door.yml").write_text(DOOR + "second: en\n", "utf-8")
    done = run(screens, "led", "陌生人催您转账，先打96110", "--screen", "door")
    assert done.exit_code == 0, done.output
    record = json.loads((screens / "led-adhoc/door/MANIFEST.json").read_text("utf-8"))
    assert "second" not in record and {page["locale"] for page in record["pages"]} == {"zh"}


def test_a_line_becomes_the_same_files_as_a_slogan(screens: Path) -> None:
    done = run(screens, "led", "陌生人催您转账，先打96110", "--screen", "door")
    assert done.exit_code == 0, done.output
    made = digests(screens / "led-adhoc/door")
    assert made[by_plain(made)["TEXT/loop_gbk.txt"]].decode("gbk") == "陌生人催您转账，先打96110\r\n反诈专线96110\r\n"
    assert json.loads(made["MANIFEST.json"])["hotline"] == "96110"
    assert not [path for path in (screens / "led-adhoc").iterdir() if path.name != "door"], "nothing is left behind"
    assert not (screens / "build").exists()
    slogans = (screens / "docs/slogans/fake-loan.md").read_text("utf-8").splitlines()
    listed = [line if not line.startswith("- ") else "" for line in slogans]
    (screens / "docs/slogans/fake-loan.md").write_text(
        "\n".join([*listed, "- 陌生人催您转账，先打96110 {#adhoc .led}", ""]), "utf-8"
    )
    (screens / "docs/slogans/fake-loan.en.md").unlink()
    run(screens, "build", "led")
    built = digests(screens / "build/led/door")
    assert built.keys() == made.keys()
    scroll = by_plain(made)["ANIM/scroll.gif"]
    assert built[scroll] == made[scroll]


@pytest.mark.parametrize(
    ("line", "screen", "code"),
    [
        ("别信☎和𠮷", "door", "LED001"),
        ("别信\n转账", "door", "LED001"),
        ("别信㈱的话", "door", "LED002"),
        ("Telecommunications", "door", "LED011"),
        ("……", "door", "LED024"),
        ("先停一停，先问一问，先等一等，再转账", "gate", "LED021"),
        ("转账前先打96119", "door", "NUM001"),
        ("转账前先打96ll0", "door", "TYPO010"),
        ("查真假上 wang.example.cn", "door", "LINK004"),
        ("有事打13800138000", "door", "PRIV006"),
        ("陌生人" * 9, "door", "FIT001"),
        ("先停一停", "doro", "LINK001"),
    ],
)
def test_what_cannot_be_shown_or_may_not_is_refused(screens: Path, line: str, screen: str, code: str) -> None:
    done = run(screens, "led", line, "--screen", screen)
    assert code in done.stderr, done.stderr
    if "error" in done.stderr.split(code)[1].splitlines()[0]:
        assert done.exit_code == 1
        assert not (screens / "led-adhoc" / screen).exists()


def test_a_misspelt_screen_is_told_the_nearest_and_a_broken_page_is_no_obstacle(screens: Path) -> None:
    assert "Did you mean “door”?" in run(screens, "led", "先停一停", "--screen", "doro").stderr
    (screens / "docs/tactics/fake-loan.md").write_text("---\n: [", "utf-8")
    assert run(screens, "led", "先停一停", "--screen", "door").exit_code == 0


def test_a_folder_is_replaced_whole_and_nothing_else_is_touched(screens: Path, tmp_path: Path) -> None:
    out = tmp_path / "stick"
    long = "陌生人要您转账，先停一停，再问问家人"
    assert run(screens, "led", long, "--screen", "door", "--out", str(out)).exit_code == 0
    before = digests(out)
    done = run(screens, "led", "先停一停", "--screen", "door", "--out", str(out), "--json")
    record = json.loads(done.stdout)
    assert record["ok"] and sorted(digests(out)) == record["files"]
    assert len(before) > len(record["files"]), "no page of the longer line is left"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/photo.jpg").write_bytes(b"x")
    done = run(screens, "led", "先停一停", "--screen", "door", "--out", str(tmp_path / "mine"))
    assert done.exit_code == 1 and "LED025" in done.stderr
    assert digests(tmp_path / "mine") == {"photo.jpg": b"x"}


def test_a_refused_line_leaves_the_folder_of_before(screens: Path) -> None:
    run(screens, "led", "先停一停", "--screen", "door")
    before = digests(screens / "led-adhoc/door")
    assert run(screens, "led", "别信☎", "--screen", "door").exit_code == 1
    assert digests(screens / "led-adhoc/door") == before


@pytest.mark.parametrize(
    ("words", "answers"),
    [(("--size", "192x32", "--colour", "full"), ""), ((), "192×32\nfull\n"), (("--colour", "full"), "192*32\n")],
)
def test_a_new_screen_can_be_built_as_it_stands(screens: Path, words: tuple[str, ...], answers: str) -> None:
    done = run(screens, "new", "screen", "lobby", *words, answers=answers)
    assert done.exit_code == 0, done.output
    text = (screens / "materials/screen/lobby.yml").read_text("utf-8")
    assert "lobby 192×32" in text and text.count("#") > 15, "with its comments"
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert run(screens, "new", "screen", "lobby", "--size", "64x16", "--colour", "red").exit_code == 1
    assert (screens / "materials/screen/lobby.yml").read_text("utf-8") == text
    if not answers:
        run(screens, "build", "led")
        record = json.loads((screens / "build/led/lobby/MANIFEST.json").read_text("utf-8"))
        assert (record["width"], record["height"], record["colour"]) == (192, 32, "full")


def test_a_new_screen_of_many_pixels_is_a_television_of_43_inches(screens: Path) -> None:
    done = run(screens, "new", "screen", "hall", "--size", "1920x1080", "--colour", "full")
    assert done.exit_code == 0, done.output
    lines = [
        line.partition("#")[0].strip()
        for line in (screens / "materials/screen/hall.yml").read_text("utf-8").split("\n")
    ]
    assert {"screen: lcd", "width: 1920", "height: 1080", "pitch: 0.496"} <= set(lines)


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("lobby", "190x32", "LED013"),
        ("lobby", "wide", "LED013"),
        ("lobby", "9x9", "LOAD014"),
        ("大厅", "64x16", "LOAD027"),
    ],
)
def test_a_screen_that_no_card_drives_is_not_written(screens: Path, name: str, size: str, code: str) -> None:
    done = run(screens, "new", "screen", name, "--size", size, "--colour", "red")
    assert done.exit_code == 1 and code in done.stderr
    assert sorted(path.name for path in (screens / "materials/screen").iterdir()) == ["door.yml", "gate.yml"]


def test_a_machine_is_not_asked(screens: Path) -> None:
    assert run(screens, "new", "screen", "lobby", "--size", "64x16", "--json").exit_code == 2
    assert run(screens, "new", "slogan", "next", "--size", "64x16").exit_code == 2


def test_a_zip_to_send_on_holds_the_folder_and_replaces_only_its_own(screens: Path) -> None:
    line = ("led", "陌生人催您转账，先打96110", "--screen", "door")
    assert run(screens, *line).exit_code == 0
    packed = screens / "led-adhoc/door.zip"
    assert not packed.exists()
    done = run(screens, *line, "--zip")
    assert done.exit_code == 0 and "door.zip" in done.output
    with zipfile.ZipFile(packed) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {f"door/{path}": data for path, data in digests(screens / "led-adhoc/door").items()}
    assert packed.stat().st_mode & 0o777 == 0o644
    first = packed.read_bytes()
    assert run(screens, *line, "--zip").exit_code == 0
    assert packed.read_bytes() == first, "the same bytes again"
    assert {path.name for path in packed.parent.iterdir()} == {"door", "door.zip"}, "nothing is left behind"
    for foreign in (b"not a zip", first.replace(b"door/00_README", b"door/00_other_")):
        packed.write_bytes(foreign)
        refused = run(screens, *line, "--zip")
        assert refused.exit_code == 1 and "LED025" in refused.output
        assert packed.read_bytes() == foreign
