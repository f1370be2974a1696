"""Where the font set comes from: Debian's package fonts-noto-cjk, and what identifies it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fanzha.diagnostics import Refusal
from fanzha.fonts.digests import content_digest

FAMILY = "Fanzha Sans"
"""The one family of print: weights 400 and 700. Latin, hanzi and symbols are all in it."""

STYLE = """\
html { font-family: "Fanzha Sans"; hyphenate-character: "-"; }
:lang(en) { font-feature-settings: "pwid"; }
:lang(zh) { font-feature-settings: normal; }
"""
"""CSS that goes before every stylesheet: ‘’ “” … are full-width in a Chinese font, and U+2010 too."""

PACKAGE = "fonts-noto-cjk"
FOLDER = Path("/usr/share/fonts/opentype/noto")
FACE = "Noto Sans CJK SC"
"""The face of the collection with mainland glyph shapes; the other faces draw some hanzi the foreign way."""

RECIPE = "1"
"""Raise it when charset, features, names or style change, so that cached sets are made anew."""


class MissingFont(Refusal):
    """A source font, or the library that cuts it, is not installed (BUILD003); `package` is what apt should install."""

    def __init__(self, path: Path, package: str = PACKAGE) -> None:
        """Say which file is missing and which package brings it."""
        super().__init__("BUILD003", package=package)
        self.path = path
        self.package = package


@dataclass(frozen=True)
class Source:
    """The two font collections that the set is cut from."""

    regular: Path
    bold: Path

    def of_weight(self, weight: int) -> Path:
        """Return the file for CSS weight 400 or 700."""
        return self.bold if weight >= 600 else self.regular


def source(folder: Path = FOLDER) -> Source:
    """Return the source fonts, or raise `MissingFont`."""
    found = Source(folder / "NotoSansCJK-Regular.ttc", folder / "NotoSansCJK-Bold.ttc")
    for path in (found.regular, found.bold):
        if not path.is_file():
            raise MissingFont(path)
    return found


def identity(cache: Path | None = None, folder: Path = FOLDER) -> str:
    """Return a short digest of everything the font set depends on: equal fonts give the same one on every machine.

    `cache` remembers the fonts' digests (1 ms); without it both are read (60 ms). Raises `MissingFont`.
    """
    from importlib import metadata

    found = source(folder)
    facts = [RECIPE, FAMILY, FACE, metadata.version("fonttools")]
    for path in (found.regular, found.bold):
        facts.append(content_digest(path, cache))
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:16]
