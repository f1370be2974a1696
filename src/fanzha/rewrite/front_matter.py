"""Writing digests into a translation's front matter, found by its YAML nodes, leaving every other byte as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load.markdown import Document, parse_document, split_front_matter
from fanzha.load.nodes import Map, Node, Scalar
from fanzha.load.nodes import Sequence as NodeSequence
from fanzha.rewrite.lines import Lines, write_atomically
from fanzha.source import decode, read

DIGEST = "source_digest"
"""The digest of a whole document, under the key ""."""
DIGESTS = "source_digests"
"""The digests of a file of slogans, questions or rhymes, by id."""
_REMARK = re.compile(r"\s*(#.*)?")


def carried_digests(front: Map, name: str) -> dict[str, str]:
    """Return the digests that the front matter carries under `name`, DIGEST or DIGESTS."""
    _, node = front.entries.get(name, (None, None))
    nodes = {"": node} if name == DIGEST else {key: value for key, (_, value) in _entries(node).items()}
    return {key: str(value.text) for key, value in nodes.items() if isinstance(value, Scalar) and value.text}


def _entries(node: Node | None) -> Mapping[str, tuple[Text, Node]]:
    return node.entries if isinstance(node, Map) else {}


def write_digests(root: Path, path: str, digests: Mapping[str, str]) -> Diagnostic | None:
    """Write `digests` into the file at `path`; return the diagnostic of a file in which that cannot be done.

    The file is read back before it is replaced: what would not load as meant is not written. Raises OSError.
    """
    real = (root / path).resolve()
    source = read(path, real)
    if isinstance(source, Diagnostic):
        return source
    before = parse_document(source, [])
    if before is None:
        return _refused(path, digests)
    file = Lines.of(path, real.read_bytes())
    if "" in digests:
        _put_one(file, before, digests[""])
    else:
        _put_each(file, before, digests)
    data = file.data()
    if not _reads_back(before, path, data, digests):
        return _refused(path, digests)
    write_atomically(real, data)
    return None


def _refused(path: str, digests: Mapping[str, str]) -> Diagnostic:
    name = DIGEST if "" in digests else DIGESTS
    entry = "{" + ", ".join(f'{key}: "{digest}"' for key, digest in digests.items()) + "}"
    entry = f'{name}: "{digests[""]}"' if "" in digests else f"{name}: {entry}"
    return Diagnostic.at("CONF011", Place(path), path=path, key=name, entry=entry)


def _put_one(file: Lines, document: Document, digest: str) -> None:
    _, node = document.front.entries.get(DIGEST, (None, None))
    if not (isinstance(node, Scalar) and _put_value(file, node, digest)):
        _put_entry(file, document, DIGEST, [f'{DIGEST}: "{digest}"'])


def _put_each(file: Lines, document: Document, digests: Mapping[str, str]) -> None:
    _, node = document.front.entries.get(DIGESTS, (None, None))
    entries = _entries(node)
    scalars = [entries[key][1] if key in entries else None for key in digests]
    if all(isinstance(scalar, Scalar) and _spans(file, scalar) for scalar in scalars):
        for scalar, digest in zip(scalars, digests.values(), strict=True):
            assert isinstance(scalar, Scalar)
            _put_value(file, scalar, digest)
        return
    # An entry is new or has no value: the block is written anew, its remarks kept above it.
    every = {**carried_digests(document.front, DIGESTS), **digests}
    lines = [f'  {key}: "{digest}"' for key, digest in every.items()]
    _put_entry(file, document, DIGESTS, [f"{DIGESTS}:", *lines])


def _spans(file: Lines, scalar: Scalar) -> bool:
    """Return whether the value stands on one line, at its place."""
    start = scalar.place.column - 1
    written = file.lines[scalar.place.line - 1][start : start + scalar.place.width]
    return bool(scalar.text) and written.strip("\"'") == scalar.text


def _put_value(file: Lines, scalar: Scalar, digest: str) -> bool:
    """Put `digest` in the place of a value that stands on one line; return whether it does."""
    if not _spans(file, scalar):
        return False
    index, start = scalar.place.line - 1, scalar.place.column - 1
    line = file.lines[index]
    file.lines[index] = f'{line[:start]}"{digest}"{line[start + scalar.place.width :]}'
    return True


def _put_entry(file: Lines, document: Document, name: str, lines: list[str]) -> None:
    """Put `lines` in the place of the entry `name`, or at the head of the front matter when there is none."""
    split = split_front_matter(document.source)
    assert not isinstance(split, Diagnostic)
    body = split[1]
    if body == 1:
        file.replace(0, 0, ["---", *lines, "---"])
        return
    starts = {key: place.place.line for key, (place, _) in document.front.entries.items()}
    if name not in starts:
        file.replace(1, 0, lines)
        return
    first = starts[name]
    # Up to the next entry or the closing fence; blank lines and remarks before those are theirs.
    last = min([line for line in starts.values() if line > first] + [body - 1]) - 1
    while last > first and _REMARK.fullmatch(file.lines[last - 1]):
        last -= 1
    remarks = [line for line in file.lines[first:last] if line.strip() and _REMARK.fullmatch(line)]
    file.replace(first - 1, last - first + 1, [*remarks, *lines])


def _reads_back(before: Document, path: str, data: bytes, digests: Mapping[str, str]) -> bool:
    """Return whether `data` is the document `before` with `digests` in its front matter and no other change."""
    source = decode(path, data)
    after = None if isinstance(source, Diagnostic) else parse_document(source, [])
    if after is None or after.digest != before.digest:
        return False
    name = DIGEST if "" in digests else DIGESTS
    others = [{key: _plain(node) for key, (_, node) in d.front.entries.items() if key != name} for d in (before, after)]
    wanted = {**carried_digests(before.front, name), **digests}
    return others[0] == others[1] and carried_digests(after.front, name) == wanted


def _plain(node: Node) -> object:
    """Return a node as plain data, without places."""
    if isinstance(node, Map):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, NodeSequence):
        return [_plain(item) for item in node.items]
    return str(node.text)
