"""The font set: complete, named, the same bytes each time, and safe when two workers make it at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fanzha import fonts
from fanzha.fonts import FontSet, MissingFont


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="module")
def made(cache: Path) -> FontSet:
    return fonts.font_set(cache)


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_each_weight_has_a_name_of_its_own(made: FontSet) -> None:
    from fontTools.ttLib import TTFont

    found = []
    for path in (made.regular, made.bold):
        font = TTFont(path, lazy=True)
        names = [font["name"].getDebugName(number) for number in (1, 2, 4, 6)]
        assert font["name"].getDebugName(16) is None
        found.append((*names, font["OS/2"].usWeightClass))
    assert found == [
        ("Fanzha Sans", "Regular", "Fanzha Sans Regular", "FanzhaSans-Regular", 400),
        ("Fanzha Sans", "Bold", "Fanzha Sans Bold", "FanzhaSans-Bold", 700),
    ]


def test_both_weights_have_what_print_needs(made: FontSet) -> None:
    from fontTools.ttLib import TTFont

    gbk_hanzi = {
        char
        for high in range(0x81, 0xFF)
        for low in range(0x40, 0xFF)
        for char in bytes([high, low]).decode("gbk", "ignore")
        if 0x4E00 <= ord(char) <= 0x9FA5
    }
    assert len(gbk_hanzi) == 20902
    wanted = gbk_hanzi | set("喆堃镕瑄䶮𬭛①②⑩→←✓●■▲○※《》「」——……‘’“”、。，！？：；（）９６１１０Ａāáǎàüé¥€℃×")
    for path in (made.regular, made.bold):
        assert wanted - {chr(codepoint) for codepoint in TTFont(path, lazy=True).getBestCmap()} == set()


def test_no_feature_switches_to_foreign_glyph_shapes(made: FontSet) -> None:
    from fontTools.ttLib import TTFont

    table = TTFont(made.regular, lazy=True)["GSUB"].table
    assert {record.FeatureTag for record in table.FeatureList.FeatureRecord} == {"ccmp", "pwid", "vert"}


def test_glyph_numbers_are_cids(made: FontSet) -> None:
    from fontTools.ttLib import TTFont

    order = TTFont(made.regular, lazy=True).getGlyphOrder()
    assert order == [".notdef", *(f"cid{number:05d}" for number in range(1, len(order)))]


def test_two_workers_make_one_set_with_the_same_bytes(made: FontSet, tmp_path: Path) -> None:
    code = "import sys, pathlib, fanzha.fonts; print(fanzha.fonts.font_set(pathlib.Path(sys.argv[1])).folder)"
    workers = [run(code, tmp_path) for _ in range(2)]
    folders = {worker.communicate(timeout=120)[0].strip() for worker in workers}
    assert [worker.returncode for worker in workers] == [0, 0]
    (folder,) = map(Path, folders)
    assert (folder / made.regular.name).read_bytes() == made.regular.read_bytes()
    assert (folder / made.bold.name).read_bytes() == made.bold.read_bytes()
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == [folder.name]


def test_the_fontconfig_file_follows_a_cache_that_was_moved(tmp_path: Path, made: FontSet) -> None:
    shelf = tmp_path / "moved" / "fonts"
    shelf.mkdir(parents=True)
    (shelf / made.folder.name).symlink_to(made.folder)
    before = made.fontconfig_file.read_text("utf-8")
    try:
        moved = fonts.font_set(tmp_path / "moved")
        assert f"<dir>{moved.folder}</dir>" in moved.fontconfig_file.read_text("utf-8")
        assert moved.fontconfig_file.read_text("utf-8").count("<dir>") == 1
    finally:
        made.fontconfig_file.write_text(before, "utf-8")


def test_missing_characters_are_named_once_and_in_order(cache: Path) -> None:
    assert fonts.missing("转账📞一下🚔就没了📞\n\t\u200b", cache) == ["📞", "🚔"]
    assert fonts.missing("不听、不信、不转账 don’t pay", cache) == []
    assert fonts.missing("nia\u030co", cache) == []
    assert fonts.covers("诈", cache)
    assert not fonts.covers("한", cache)


def test_asking_a_second_time_is_cheap(cache: Path) -> None:
    fonts.missing("诈", cache)
    code = (
        "import sys; from pathlib import Path; from fanzha import fonts;"
        "fonts.identity(); fonts.missing('诈', Path(sys.argv[1])); print('fontTools' in sys.modules)"
    )
    assert run(code, cache).communicate(timeout=60)[0].strip() == "False"


def test_a_missing_source_names_its_package(tmp_path: Path) -> None:
    for ask in (lambda: fonts.font_set(tmp_path, tmp_path), lambda: fonts.identity(tmp_path)):
        with pytest.raises(MissingFont) as caught:
            ask()
        assert (caught.value.code, caught.value.package) == ("BUILD003", "fonts-noto-cjk")


def test_identity_changes_with_the_source_file(tmp_path: Path) -> None:
    for name in ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"):
        (tmp_path / name).write_bytes(b"one")
    before = fonts.identity(tmp_path)
    assert fonts.identity(tmp_path) == before
    (tmp_path / "NotoSansCJK-Bold.ttc").write_bytes(b"another")
    assert fonts.identity(tmp_path) != before
