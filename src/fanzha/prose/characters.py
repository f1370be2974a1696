"""Which characters readers know, and which only look like others; and what may be written in place of a span.

The tables are in `characters.txt`, taken from the Unicode Character Database; `characters.LICENSE.txt` allows it. To
make that file anew from the data files (those of Debian's package `unicode-data`, unpacked):

    python -m fanzha.prose.characters Unihan_OtherMappings.txt Unihan_Variants.txt EquivalentUnifiedIdeograph.txt
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from fanzha.diagnostics import Diagnostic, Place

LEVEL_1 = 3500
"""How many characters 一级字表 of 通用规范汉字表 (2013) holds: numbers 1 to 3,500 of the whole table."""
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FILE = Path(__file__).with_name("characters.txt")
_HEAD = """\
# Characters of 通用规范汉字表 and characters that only look like them. Made by `python -m fanzha.prose.characters`.
# Source: Unicode Character Database {version}: Unihan (kTGH, kSimplifiedVariant), EquivalentUnifiedIdeograph.txt.
# Copyright © 1991-2022 Unicode, Inc. Unicode and the Unicode Logo are registered trademarks of Unicode, Inc.
# Used under the Unicode License, https://www.unicode.org/license.txt; selected and rearranged, so modified data.
# common: 一级字表, in the table's order. traditional: a character outside the whole table, then the one in it that
# stands for it. radicals: a radical, then the character that it looks like.
"""
_WIDTH = 100


@functools.cache
def _tables() -> Mapping[str, str]:
    """Return the characters of each table in one string."""
    tables: dict[str, str] = {}
    name = ""
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            tables[name] = tables.get(name, "") + line
    return tables


def _pairs(name: str) -> Mapping[str, str]:
    text = _tables()[name]
    return dict(zip(text[::2], text[1::2], strict=True))


@functools.cache
def common_characters() -> frozenset[str]:
    """Return the 3,500 characters of 一级字表."""
    return frozenset(_tables()["common"])


@functools.cache
def simplified_forms() -> Mapping[str, str]:
    """Return for each traditional character that 通用规范汉字表 does not hold the one that it holds for it."""
    return _pairs("traditional")


@functools.cache
def _radicals() -> Mapping[str, str]:
    return _pairs("radicals")


def plain_han(char: str) -> str:
    """Return the character that the radical or compatibility ideograph `char` looks like, or `char` itself."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char else _radicals().get(char, char)


def offered(code: str, place: Place, written: str, new: str, /, **args: object) -> Diagnostic:
    """Return a diagnostic that offers `new` for `written`, if that is what stands at `place`.

    It may not stand there where a value of YAML is written with escapes, or where the span goes on in the next line.
    """
    start = place.column - 1
    there = place.column > 0 and place.excerpt[start : start + place.width] == written
    return Diagnostic.at(code, place, new if there else None, **args)


def tables_from(mappings: str, variants: str, radicals: str) -> dict[str, str]:
    """Return the tables, from the texts of the three data files."""
    numbers = {char: int(value.partition(":")[2]) for char, value in _unihan(mappings, "kTGH")}
    simplified: dict[str, str] = {}
    for char, value in _unihan(variants, "kSimplifiedVariant"):
        known = [one for one in map(_char, value.split()) if one in numbers]
        if char not in numbers and len(known) == 1:
            simplified[char] = known[0]
    alike: dict[str, str] = {}
    for line in radicals.splitlines():
        points, _, unified = line.partition("#")[0].partition(";")
        first, _, last = points.strip().partition("..")
        if unified.strip():
            for point in range(int(first, 16), int(last or first, 16) + 1):
                if 0x2E80 <= point <= 0x2EFF:
                    alike[chr(point)] = chr(int(unified, 16))
    return {
        "common": "".join(sorted((char for char in numbers if numbers[char] <= LEVEL_1), key=numbers.__getitem__)),
        "traditional": "".join(f"{char}{simplified[char]}" for char in sorted(simplified)),
        "radicals": "".join(f"{char}{alike[char]}" for char in sorted(alike)),
    }


def _char(point: str) -> str:
    return chr(int(point.partition("<")[0][2:], 16))


def _unihan(text: str, field: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        point, _, rest = line.partition("\t")
        name, _, value = rest.partition("\t")
        if name == field and point.startswith("U+"):
            yield _char(point), value


def _write(mappings: str, variants: str, radicals: str) -> None:
    version = re.search(r"Unicode version: (\S+)", mappings)
    lines = [_HEAD.format(version=version[1] if version else "")]
    for name, table in tables_from(mappings, variants, radicals).items():
        rows = (table[at : at + _WIDTH] for at in range(0, len(table), _WIDTH))
        lines.append("\n".join([f"[{name}]", *rows, ""]))
    _FILE.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    _write(*(Path(name).read_text("utf-8") for name in sys.argv[1:4]))
