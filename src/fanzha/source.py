"""Source files: found without following what leads outside, read once, decoded strictly, positions kept."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fanzha.diagnostics import Diagnostic, Place, Text

MAX_BYTES = 512 * 1024
"""Largest source file; a page of Markdown is some 10 kB, so this is a mistake or an attack."""

TEXTS = (".md", ".yml", ".yaml", ".css")
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_TEMPORARY = re.compile(r"^(\.|~\$|~)|(~|\.tmp|\.bak|\.swp)$")
# C0 controls other than tab and newline, and the ones editors leave behind unseen.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class SourceFile:
    """One decoded source file."""

    path: str
    """POSIX path below the project's root."""
    text: str
    """Without byte order mark, with `\\n` line ends."""
    sha256: str
    """Of the bytes on disk."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n is `lines[n - 1]`."""
        return self.text.split("\n")

    def place(self, line: int = 0, column: int = 0, width: int = 1) -> Place:
        """Return the place at `line` and `column` (from 1), with its excerpt."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, max(1, width), excerpt)

    def words(self, value: str, line: int, column: int) -> Text:
        """Return `value` as a Text placed at `line` and `column`."""
        return Text(value, self.place(line, column, len(value.split("\n", 1)[0])))


def find_files(root: Path, folder: str) -> Iterator[tuple[str, Path] | Diagnostic]:
    """Yield `(path below root, real path)` of the sources below `folder`, sorted, or a diagnostic.

    Linked folders are not entered: they may form a loop or lead outside. A linked file counts when it stays inside.
    """
    pending = [root / folder]
    found: list[tuple[str, Path] | Diagnostic] = []
    real_root = root.resolve()
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = Path(entry.path)
            relative = path.relative_to(root).as_posix()
            if _TEMPORARY.search(entry.name):
                continue
            if entry.is_symlink() and not _stays_inside(path, real_root):
                found.append(Diagnostic.at("LOAD005", Place(relative)))
            elif entry.is_dir():
                pending.append(path)
            elif entry.name.lower().endswith(TEXTS + PICTURES):
                found.append((relative, path))
    yield from sorted(found, key=lambda item: item.place.path if isinstance(item, Diagnostic) else item[0])


def _stays_inside(path: Path, real_root: Path) -> bool:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(real_root)


def read_bytes(path: str, real: Path) -> bytes | Diagnostic:
    """Return the file's bytes, or the diagnostic that says why it cannot be read."""
    try:
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic.at("LOAD006", Place(path), reason="not a regular file")
        if status.st_size > MAX_BYTES:
            return Diagnostic.at("LOAD004", Place(path), limit=MAX_BYTES // 1024)
        return real.read_bytes()
    except OSError as error:
        return Diagnostic.at("LOAD006", Place(path), reason=error.strerror or type(error).__name__)


def read(path: str, real: Path) -> SourceFile | Diagnostic:
    """Return the decoded file, or the diagnostic that says why it cannot be used."""
    data = read_bytes(path, real)
    return data if isinstance(data, Diagnostic) else decode(path, data)


def decode(path: str, data: bytes) -> SourceFile | Diagnostic:
    """Return the text of `data`, which must be UTF-8 (with or without byte order mark) or marked UTF-16."""
    digest = hashlib.sha256(data).hexdigest()
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceFile(path, text, digest)
    control = _CONTROLS.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        column = control.start() - text.rfind("\n", 0, control.start())
        shown = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", source.lines[line - 1])
        place = Place(path, line, column, 1, shown)
        return Diagnostic.at("LOAD003", place, codepoint=f"U+{ord(control.group()):04X}")
    return source


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    try:
        shown = data.decode("gb18030").replace("\r\n", "\n").split("\n")[line - 1]
    except (UnicodeDecodeError, IndexError):
        return Diagnostic.at("LOAD002", Place(path, line))
    return Diagnostic.at("LOAD001", Place(path, line, 0, 1, shown))
