"""Any file a Windows user may save gives the right text or a diagnostic, never a traceback."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.source import SourceFile, decode, find_files, read

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
    for name in ("怎么办 呀.md", "~$怎么办.md", ".怎么办.md.swp", "怎么办.md~", "notes.docx"):
        (folder / name).write_text("# x\n", "utf-8")
    assert [item[0] for item in find_files(tmp_path, "docs") if not isinstance(item, Diagnostic)] == [
        "docs/常见 问题/怎么办 呀.md"
    ]


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


def test_a_pipe_does_not_hang_the_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    found = read("docs/pipe.md", tmp_path / "pipe.md")
    assert isinstance(found, Diagnostic) and found.code == "LOAD006"
