"""What the files of a screen's folder are called: never the same name for changed content.

Some cards refuse a programme when a file name that they know comes with other bytes (Huidu); others go on showing the
old ones. So whatever is loaded onto a card carries a digest of its bytes in its name. The program speaks of a file by
its plain name, such as `IMG/P01.bmp`, which `IMG/P01_1a2b3c4d.bmp` is an edition of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

DIGITS = 8
"""Hex digits of the SHA-256 in a name: two contents of one file share a name once in four thousand million times."""
FIXED = ("00_README.html", "PREVIEW.gif", "MANIFEST.json")
"""For people; they keep their names and never go onto a card."""
_NAMED = re.compile(rf"^(.+)_([0-9a-f]{{{DIGITS}}})(\.[a-z0-9]+)$")

_SPOKEN_OF = re.compile(r"(?<![\w/.-])[\w/]+\.(?:bmp|gif|rtf|txt)(?![\w.-])")


def named(plain: str, data: bytes) -> str:
    """Return the path in the folder of a file with a plain name."""
    if plain in FIXED:
        return plain
    suffix = PurePosixPath(plain).suffix
    return f"{plain.removesuffix(suffix)}_{hashlib.sha256(data).hexdigest()[:DIGITS]}{suffix}"


def plain(path: str) -> str:
    """Return the plain name of a path in the folder; a path without a digest is its own."""
    found = _NAMED.match(path)
    return found[1] + found[3] if found else path


def by_plain(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the paths of a folder's files by their plain names; of two with the same one, the last."""
    return {plain(path): path for path in sorted(files)}


def addressed(text: str, paths: Mapping[str, str]) -> str:
    """Return the text with the folder's own path or name wherever it has a plain one (`paths`, by plain name).

    So a guide can say `IMG/P01.bmp` and always names the file that lies beside it.
    """
    known = {name: path for name, path in paths.items() if name not in FIXED}
    # Without the folder too, where that is no other file: the pages have the same names in both depths.
    known |= {PurePosixPath(name).name: PurePosixPath(path).name for name, path in known.items() if name.count("/") < 2}
    return _SPOKEN_OF.sub(lambda found: known.get(found[0], found[0]), text)
