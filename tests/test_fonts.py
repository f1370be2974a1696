"""The font set: complete, named, the same bytes each time, and safe when two workers make it at once."""

from __future__ import annotations

import os
import shutil
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
    for ask in (lambda: fonts.font_set(tmp_path, tmp_path), lambda: fonts.identity(tmp_path, tmp_path)):
        with pytest.raises(MissingFont) as caught:
            ask()
        assert (caught.value.code, caught.value.package) == ("BUILD003", "fonts-noto-cjk")


def collections(folder: Path, regular: bytes, bold: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "NotoSansCJK-Regular.ttc").write_bytes(regular)
    (folder / "NotoSansCJK-Bold.ttc").write_bytes(bold)
    return folder


def test_identity_is_that_of_the_content_wherever_it_lies(tmp_path: Path) -> None:
    one, same = collections(tmp_path / "a", b"one", b"two"), collections(tmp_path / "b", b"one", b"two")
    os.utime(same / "NotoSansCJK-Bold.ttc", (1, 1))
    before = fonts.identity(None, one)
    assert fonts.identity(None, same) == fonts.identity(tmp_path, same) == before
    assert fonts.identity(tmp_path, one) == before
    collections(one, b"one", b"another")
    assert fonts.identity(tmp_path, one) == fonts.identity(None, one) != before


def test_identity_reads_the_fonts_once_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = collections(tmp_path / "a", b"one", b"two")
    before = fonts.identity(tmp_path, folder)
    monkeypatch.setattr("hashlib.file_digest", None)
    assert fonts.identity(tmp_path, folder) == before


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    folder = collections(tmp_path / "a", b"one", b"two")
    (tmp_path / "file").touch()
    assert fonts.identity(tmp_path / "file" / "cache", folder) == fonts.identity(None, folder)


TAKE = "import sys, pathlib, fanzha.fonts; print(fanzha.fonts.font_set(pathlib.Path(sys.argv[1])).folder)"


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["truncated", "removed", "one byte", "checksums"])
def test_a_damaged_set_is_made_again(damage: str, made: FontSet, tmp_path: Path) -> None:
    folder = tmp_path / "fonts" / made.folder.name
    shutil.copytree(made.folder, folder)
    font = folder / made.regular.name
    if damage == "truncated":
        font.write_bytes(b"")
    elif damage == "removed":
        font.unlink()
    elif damage == "one byte":
        data = bytearray(font.read_bytes())
        data[-1] ^= 1
        font.write_bytes(data)
    else:
        (folder / "SHA256SUMS").write_text("")
    assert Path(run(TAKE, tmp_path).communicate(timeout=120)[0].strip()) == folder
    for path in (made.regular, made.bold, made.sums):
        assert (folder / path.name).read_bytes() == path.read_bytes()
    assert not list(folder.parent.glob(".making-*"))


def test_a_whole_set_is_not_made_again(made: FontSet, cache: Path) -> None:
    before = made.regular.stat().st_mtime_ns
    run(TAKE, cache).communicate(timeout=120)
    assert made.regular.stat().st_mtime_ns == before


def test_a_damaged_list_of_characters_is_made_again(cache: Path, tmp_path: Path) -> None:
    fonts.missing("诈", cache)
    (whole,) = (cache / "fonts").glob("*.ranges.txt")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / whole.name).write_bytes(whole.read_bytes()[:200])
    assert fonts.missing("诈📞", tmp_path) == ["📞"]


def test_system_libraries_are_named_by_version(tmp_path: Path) -> None:
    (tmp_path / "libpango-1.0.so.0.5000.12").touch()
    (tmp_path / "libpango-1.0.so.0").symlink_to("libpango-1.0.so.0.5000.12")
    assert fonts.system_version((str(tmp_path),)) == "libpango-1.0.so.0.5000.12"
    assert fonts.system_version((str(tmp_path / "absent"),)) == "unknown"
    assert fonts.system_version() != "unknown"
