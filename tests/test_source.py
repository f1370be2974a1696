"""Any file a Windows user may save gives the right text or a diagnostic, never a traceback."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.source import MAX_PAGE, MAX_PICTURE, SourceFile, decode, find_file, find_files, read, read_bytes

TEXT = "# 你好\n\n先停下，别转账。\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8 with BOM", codecs.BOM_UTF8 + TEXT.encode()),
        ("CRLF", TEXT.replace("\n", "\r\n").encode()),
        ("old Mac line ends", TEXT.replace("\n", "\r").encode()),
        ("UTF-16 LE", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")),
        ("UTF-16 BE", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
    ],
)
def test_all_marked_encodings_give_the_same_text(name: str, data: bytes) -> None:
    source = decode("docs/页.md", data)
    assert isinstance(source, SourceFile), name
    assert source.text == TEXT
    assert source.place(3, 1).excerpt == "先停下，别转账。"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("# 你好\n\n先停下。\n".encode("gbk"), "LOAD001", 1),
        ("# ok\n\n先停下。\n".encode("gb18030"), "LOAD001", 3),
        (b"# ok\n\xff\xfe\x81\x00", "LOAD002", 2),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "LOAD002", 1),
        (b"# a\x00b\n", "LOAD003", 1),
    ],
)
def test_what_is_no_utf8_text_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    found = decode("docs/x.md", data)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place.line) == (code, line)


def test_chinese_names_with_blanks_are_found_and_editors_leavings_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "常见 问题"
    folder.mkdir(parents=True)
    for name in ("怎么办 呀.md", "~$怎么办.md", ".怎么办.md.swp", "怎么办.md~", "Thumbs.db", "~WRL0001.tmp"):
        (folder / name).write_text("# x\n", "utf-8")
    assert list(find_files(tmp_path, "docs")) == [("docs/常见 问题/怎么办 呀.md", folder / "怎么办 呀.md")]


def test_links_that_loop_or_lead_outside_are_refused(tmp_path: Path) -> None:
    docs = tmp_path / "project" / "docs"
    docs.mkdir(parents=True)
    (tmp_path / "secret.md").write_text("# secret\n", "utf-8")
    (docs / "real.md").write_text("# real\n", "utf-8")
    (docs / "inside.md").symlink_to(docs / "real.md")
    (docs / "outside.md").symlink_to(tmp_path / "secret.md")
    (docs / "loop").symlink_to(docs)
    (docs / "self.md").symlink_to(docs / "self.md")
    items = list(find_files(tmp_path / "project", "docs"))
    refused = [item.place.path for item in items if isinstance(item, Diagnostic)]
    assert refused == ["docs/loop", "docs/outside.md", "docs/self.md"]
    assert [item[0] for item in items if not isinstance(item, Diagnostic)] == ["docs/inside.md", "docs/real.md"]


def test_what_lies_there_and_is_not_used_is_said_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "docs" / "附件").mkdir(parents=True)
    for name in ("plan.docx", "附件/all.zip", "附件/logo.SVG", "附件/README"):
        os.mkfifo(tmp_path / "docs" / name)  # opening one would hang
    assert codes(tmp_path) == [
        ("docs/plan.docx", "LOAD033"),
        ("docs/附件/README", "LOAD033"),
        ("docs/附件/all.zip", "LOAD033"),
        ("docs/附件/logo.SVG", "LOAD033"),
    ]


def test_a_pipe_does_not_hang_the_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    found = read("docs/pipe.md", tmp_path / "pipe.md")
    assert isinstance(found, Diagnostic) and found.code == "LOAD006"


def codes(root: Path, folder: str = "docs") -> list[tuple[str, str]]:
    """Return place and code of each diagnostic of the files below `folder`."""
    return [(item.place.path, item.code) for item in find_files(root, folder) if isinstance(item, Diagnostic)]


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs/tactics").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# x\n", "utf-8")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "tactics":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert codes(tmp_path) == [("docs/tactics", "LOAD006")]
    assert codes(tmp_path, "docs/tactics") == [("docs/tactics", "LOAD006")]
    assert list(find_files(tmp_path, "materials")) == []


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("", "utf-8")
    assert codes(tmp_path) == [("docs", "LOAD006")]


def test_linked_roots_stay_inside_the_project(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "project"
    for folder in (outside, root, root / "content"):
        folder.mkdir()
        (folder / "page.md").write_text("# x\n", "utf-8")
    (outside / "mkdocs.yml").write_text("a: 1\n", "utf-8")
    (root / "docs").symlink_to(outside)
    (root / "mkdocs.yml").symlink_to(outside / "mkdocs.yml")
    assert codes(root) == [("docs", "LOAD005")]
    assert [item.code for item in find_file(root, "mkdocs.yml") if isinstance(item, Diagnostic)] == ["LOAD005"]
    (root / "docs").unlink()
    (root / "docs").symlink_to(root / "content")
    assert [item[0] for item in find_files(root, "docs") if not isinstance(item, Diagnostic)] == ["docs/page.md"]
    assert list(find_file(root, "missing.yml")) == []


def test_names_that_cannot_be_printed_are_refused_in_print(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("你好.md".encode("gbk"), "a\u202eb.md".encode(), b"a\nb.md", b"\xff.txt"):
        (Path(os.fsdecode(os.fsencode(docs) + b"/" + name))).write_text("# x\n", "utf-8")
    found = codes(tmp_path)
    assert sorted(code for _, code in found) == ["LOAD029", "LOAD029", "LOAD029", "LOAD033"]
    assert all(path.encode("utf-8") and path.isprintable() for path, _ in found)


def test_capitals_in_a_suffix_do_not_hide_a_file(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("NEW.MD", "photo.JPG"):
        (tmp_path / "docs" / name).write_bytes(b"# x\n")
    assert codes(tmp_path) == [("docs/NEW.MD", "LOAD030")]
    assert [item[0] for item in find_files(tmp_path, "docs") if isinstance(item, tuple)] == ["docs/photo.JPG"]


def test_a_picture_may_be_larger_than_a_page(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(MAX_PAGE + 1))
    assert isinstance(read_bytes("docs/photo.JPG", file), bytes)
    page = read_bytes("docs/page.md", file)
    assert isinstance(page, Diagnostic) and page.code == "LOAD004"
    os.truncate(file, MAX_PICTURE + 1)
    huge = read_bytes("docs/photo.jpg", file)
    assert isinstance(huge, Diagnostic) and dict(huge.args)["limit"] == "10240"


@pytest.mark.parametrize(
    "char",
    [chr(code) for code in (0x85, 0xAD, 0x200B, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x3164, 0xE0041)],
)
def test_what_shifts_lines_or_hides_text_is_refused(char: str) -> None:
    found = decode("docs/x.md", f"# 你好\n\n先{char}停下\n".encode())
    assert isinstance(found, Diagnostic) and (found.code, found.place.line, found.place.column) == ("LOAD003", 3, 2)
    assert char not in found.place.excerpt


def test_a_byte_order_mark_inside_is_refused_and_joiners_are_not() -> None:
    assert isinstance(decode("docs/x.md", "# a\ufeffb\n".encode()), Diagnostic)
    assert isinstance(decode("docs/x.md", "# 👩\u200d🌾 a\u200cb \u200f\n".encode()), SourceFile)
