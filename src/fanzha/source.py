"""Source files: found without following what leads outside, read once, decoded strictly, positions kept."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fanzha.diagnostics import Diagnostic, Place, Text

MAX_BYTES = 512 * 1024
"""Largest text source but a page: a list of thousands of entries."""
MAX_PAGE = 64 * 1024
"""Largest page of Markdown: a real one has some 4 kB, so this is a mistake or an attack."""
MAX_TABLE = 4 * 1024 * 1024
"""Largest table: 10,000 rows."""
MAX_PICTURE = 10 * 1024 * 1024
"""Largest picture in bytes: what a telephone's camera makes fits."""

MAX_LINE = 4_000
"""Longest line, list item, paragraph and value, in characters: longer ones make parsers slow and are no prose."""

TABLES = (".csv",)
"""Only where a folder is for them: see `fanzha.load.project`."""
TEXTS = (".md", ".yml", ".yaml", ".css", *TABLES)
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_TEMPORARY = re.compile(r"^(\.|~)|(~|\.tmp|\.bak|\.swp)$|^(Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""What editors, office programs and systems leave lying about by themselves: nobody takes it for published."""
# C0 and C1 controls other than tab and newline (U+0085 also shifts YAML's line numbers; of carriage returns only those
# written as an escape are left here), line and paragraph separators, what overrides the direction of text, and what
# stands unseen inside words: soft hyphens, zero-width blanks and operators, blank letters, interlinear marks, tags. The
# joiners U+200C and U+200D and the marks U+200E and U+200F stay: Uyghur and emoji need them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN_REFERENCES = {"&amp;", "&lt;", "&gt;", "&quot;"}
# What no file name may hold: the above, tab and line ends, and bytes that are not UTF-8 (Python's lone surrogates).
_UNPRINTABLE = re.compile(f"{_CONTROLS.pattern}|[\t\n\r\ud800-\udfff]")


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


Found = tuple[str, Path] | Diagnostic
"""The path below the root and the real path of a source file, or why it cannot be used."""


def find_files(root: Path, folder: str) -> Iterator[Found]:
    """Yield `(path below root, real path)` of the sources below `folder`, sorted, or a diagnostic.

    A `folder` that does not exist is empty; one that cannot be read is a diagnostic, and so is one below it: what
    would be made of the files in it must not pass for gone. Linked folders are not entered: they may form a loop or
    lead outside. Only `folder` itself may be a link, inside the root; so may a file.
    """
    top = root / folder
    real_root = root.resolve()
    if top.is_symlink() and not _stays_inside(top, real_root, Path.is_dir):
        yield Diagnostic.at("LOAD005", Place(folder))
        return
    pending = [top]
    found: list[Found] = []
    while pending:
        current = pending.pop()
        try:
            for entry in sorted(os.scandir(current), key=lambda entry: entry.name):
                if _TEMPORARY.search(entry.name):
                    continue
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder and not _UNPRINTABLE.search(entry.name):
                    pending.append(Path(entry.path))
                else:
                    found.extend(_file(root, real_root, Path(entry.path), is_folder))
        except OSError as error:
            if current != top or not isinstance(error, FileNotFoundError):
                found.append(_unreadable(current.relative_to(root).as_posix(), error))
    yield from sorted(found, key=lambda item: item.place.path if isinstance(item, Diagnostic) else item[0])


def find_file(root: Path, name: str) -> Iterator[Found]:
    """Yield the file `name` in the folder `root`, if there is one, or a diagnostic."""
    if os.path.lexists(root / name):
        yield from _file(root, root.resolve(), root / name, False)


def _file(root: Path, real_root: Path, path: Path, is_folder: bool) -> Iterator[Found]:
    """Yield what the entry at `path` is: a source or a diagnostic."""
    relative = path.relative_to(root).as_posix()
    suffix = path.suffix.lower()
    if not is_folder and not path.is_symlink() and suffix not in TEXTS + PICTURES:
        # Never opened; said all the same, so that nobody believes it is published.
        yield Diagnostic.at("LOAD033", Place(_printable(relative)), name=_printable(path.name))
        return
    if _UNPRINTABLE.search(relative):
        yield Diagnostic.at("LOAD029", Place(_printable(relative)))
    elif path.is_symlink() and not _stays_inside(path, real_root, Path.is_file):
        yield Diagnostic.at("LOAD005", Place(relative))
    elif suffix in TEXTS and path.suffix != suffix:
        yield Diagnostic.at("LOAD030", Place(relative), suffix=path.suffix, small=suffix)
    elif suffix in TEXTS + PICTURES:
        yield relative, path
    else:
        yield Diagnostic.at("LOAD033", Place(relative), name=path.name)


def _printable(path: str) -> str:
    """Return `path` with an escape for each character that no terminal and no JSON file can hold."""
    return _UNPRINTABLE.sub(lambda match: ascii(match.group())[1:-1], path)


def _stays_inside(path: Path, real_root: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        target = path.resolve(strict=True)
        return kind(target) and target.is_relative_to(real_root)
    except (OSError, RuntimeError):
        return False


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return Diagnostic.at("LOAD006", Place(path), reason=error.strerror or type(error).__name__)


def control_in(text: str) -> re.Match[str] | None:
    """Return the first character of `text` that no source may hold."""
    return _CONTROLS.search(text)


def without_controls(text: str) -> str:
    """Return `text` without what no source may hold, for text in which references have been turned into characters."""
    return _CONTROLS.sub("", text)


def reference_in(text: str) -> re.Match[str] | None:
    """Return the first character of `text` that is written as a code, such as `&#x202e;` or `&period;`.

    What is written so is not seen by who reads the source, nor by a check. The four that stand for the signs of HTML
    itself do no harm.
    """
    return next((found for found in _REFERENCE.finditer(text) if found[0] not in _PLAIN_REFERENCES), None)


def read_bytes(path: str, real: Path) -> bytes | Diagnostic:
    """Return the file's bytes, or the diagnostic that says why it cannot be read.

    Never more than the limit is read, whatever size the file claims, and a pipe is not waited for.
    """
    name = path.lower()
    limits = ((PICTURES, MAX_PICTURE), (".md", MAX_PAGE), (TABLES, MAX_TABLE))
    limit = next((most for suffixes, most in limits if name.endswith(suffixes)), MAX_BYTES)
    try:
        with os.fdopen(os.open(real, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Diagnostic.at("LOAD006", Place(path), reason="not a regular file")
            data = file.read(limit + 1)
    except OSError as error:
        return _unreadable(path, error)
    return data if len(data) <= limit else Diagnostic.at("LOAD004", Place(path), limit=limit // 1024)


def read(path: str, real: Path) -> SourceFile | Diagnostic:
    """Return the decoded file, or the diagnostic that says why it cannot be used."""
    data = read_bytes(path, real)
    return data if isinstance(data, Diagnostic) else decode(path, data)


def encoding_of(path: str, data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark, which may be empty, and the encoding in which a file is to be read."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    if encoding == "utf-8" and path.lower().endswith(TABLES):
        for tried in ("utf-8", "gb18030"):  # in this order: hardly any GBK is UTF-8 by chance
            with contextlib.suppress(UnicodeDecodeError):
                data.removeprefix(mark).decode(tried)
                return mark, tried
    return mark, encoding


def decode(path: str, data: bytes) -> SourceFile | Diagnostic:
    """Return the text of `data`, which must be UTF-8 (with or without byte order mark) or marked UTF-16.

    A table may also be GBK (GB 18030), which is what spreadsheets write in China.
    """
    digest = hashlib.sha256(data).hexdigest()
    mark, encoding = encoding_of(path, data)
    try:
        text = data.removeprefix(mark).decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceFile(path, text, digest)
    control = control_in(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        column = control.start() - text.rfind("\n", 0, control.start())
        place = Place(path, line, column, 1, _visible(source.lines[line - 1]))
        return Diagnostic.at("LOAD003", place, codepoint=f"U+{ord(control.group()):04X}")
    return source


def _visible(line: str) -> str:
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", line)


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    try:
        shown = data.decode("gb18030").replace("\r\n", "\n").split("\n")[line - 1]
    except (UnicodeDecodeError, IndexError):
        return Diagnostic.at("LOAD002", Place(path, line))
    return Diagnostic.at("LOAD001", Place(path, line, 0, 1, _visible(shown)))
