"""Faces beside the font set, for products that ask for a font of their own or for a script that the set lacks.

Each is cut to its own range of characters under a family name of its own, with the line metrics of the font set: so
they can stand on one line, and only what asks for them by name is set in them.
"""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha.fonts.cut import cut_face, face_number
from fanzha.fonts.digests import content_digest, write_atomically
from fanzha.fonts.fontset import FontSet, fontconfig
from fanzha.fonts.source import MissingFont

_RECIPE = "1"
"""Raise it when names, metrics or features change, so that faces are cut anew."""
SPACES = ((0x0020, 0x0020), (0x00A0, 0x00A0))
"""In every face: a space is set in the font of what stands before it."""
LATIN = (*SPACES, (0x0021, 0x007E), (0x00A1, 0x00B6), (0x00B8, 0x024F))
"""Letters, digits and their marks: Basic Latin, Latin-1 Supplement, Latin Extended-A and -B; not `·`, which is as wide
as a hanzi among hanzi."""
ARABIC = (*SPACES, (0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Arabic, Arabic Supplement, presentation forms."""
JOINING = ("ccmp", "isol", "init", "medi", "fina", "rlig", "mark", "mkmk", "kern")
"""Features without which Arabic letters do not join; ligatures of taste are left out."""


@dataclass(frozen=True)
class Face:
    """A range of characters in another font."""

    family: str
    """The name by which style sheets ask for it, such as `Fanzha Latin`."""
    path: Path
    package: str
    """What to install when the file is not there."""
    ranges: tuple[tuple[int, int], ...]
    features: tuple[str, ...] = ("kern", "ccmp")

    def holds(self, char: str) -> bool:
        """Return whether a character is this face's to draw, be it in the font or not."""
        return any(first <= ord(char) <= last for first, last in self.ranges)

    def lacks(self, char: str) -> bool:
        """Return whether a character is this face's to draw and not in the font. Raises `MissingFont`."""
        return self.holds(char) and ord(char) not in _advances(self.path, self.package)

    def advance(self, char: str) -> float:
        """Return how wide a character by itself is, in em. Raises `MissingFont`, and `KeyError` where it is lacking."""
        return _advances(self.path, self.package)[ord(char)]


def further_faces(plain: FontSet, cache: Path, faces: Sequence[Face]) -> Path:
    """Return a fontconfig file that lists the font set and `faces`, cut on first use (30 ms each) below `cache`.

    Raises `MissingFont`, which names the package.
    """
    folders = [_folder(cache.absolute() / "fonts", cache, face) for face in faces]
    config = fontconfig([plain.folder, *folders], cache.absolute() / "fonts" / "fontconfig")
    file = folders[0] / f"fonts-{hashlib.sha256(config).hexdigest()[:16]}.conf"
    if not file.is_file() or file.read_bytes() != config:
        write_atomically(file, config)
    return file


@functools.cache
def _folder(shelf: Path, cache: Path, face: Face) -> Path:
    """Return the folder that holds the face; several processes may make it at once, each in its own place."""
    if not face.path.is_file():
        raise MissingFont(face.path, face.package)
    facts = (_RECIPE, content_digest(face.path, cache), face.family, face.ranges, face.features)
    folder = shelf / f"face-{hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"
    font, sum_ = folder / "font.otf", folder / "SHA256SUM"
    if not (font.is_file() and sum_.is_file() and sum_.read_text("ascii") == content_digest(font, None)):
        data = cut_face(face.path, face.ranges, face.features, face.family)
        _put(folder, {font.name: data, sum_.name: hashlib.sha256(data).hexdigest().encode()})
    return folder


def _put(folder: Path, files: dict[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    workbench = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".making-"))
    try:
        for name, data in files.items():
            write_atomically(workbench / name, data)
        workbench.chmod(0o755)
        try:
            workbench.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            for name in files:  # another process was faster, or what lies there is damaged
                (workbench / name).replace(folder / name)
    finally:
        shutil.rmtree(workbench, ignore_errors=True)


@functools.cache
def _advances(path: Path, package: str) -> dict[int, float]:
    """Return for each code point that a font has how wide it is, in em. Raises `MissingFont`."""
    from fontTools.ttLib import TTFont

    if not path.is_file():
        raise MissingFont(path, package)
    with TTFont(path, fontNumber=face_number(path), lazy=True) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {codepoint: metrics[name][0] / em for codepoint, name in font.getBestCmap().items()}
