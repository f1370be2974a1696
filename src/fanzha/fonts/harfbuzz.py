"""Cutting a font with HarfBuzz, the library that WeasyPrint needs anyway.

fontTools takes 36 s for a weight of this size, HarfBuzz 0.4 s. The few functions are bound with ctypes.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fanzha.fonts.source import MissingFont

_LIBRARIES = {
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
}

# hb_subset_flags_t and hb_subset_sets_t in HarfBuzz's hb-subset.h
_NO_HINTING = 0x01
_DESUBROUTINIZE = 0x04
_NOTDEF_OUTLINE = 0x40
_LAYOUT_FEATURES = 6

_Functions = dict[str, tuple[Any, list[Any]]]
"""Result type and argument types of each function."""

_POINTER = ctypes.c_void_p
_UINT = ctypes.c_uint
_CORE: _Functions = {
    "hb_blob_create_from_file_or_fail": (_POINTER, [ctypes.c_char_p]),
    "hb_blob_destroy": (None, [_POINTER]),
    "hb_blob_get_data": (_POINTER, [_POINTER, ctypes.POINTER(_UINT)]),
    "hb_face_create": (_POINTER, [_POINTER, _UINT]),
    "hb_face_destroy": (None, [_POINTER]),
    "hb_face_reference_blob": (_POINTER, [_POINTER]),
    "hb_set_add": (None, [_POINTER, _UINT]),
    "hb_set_add_range": (None, [_POINTER, _UINT, _UINT]),
    "hb_set_clear": (None, [_POINTER]),
}
_SUBSET: _Functions = {
    "hb_subset_input_create_or_fail": (_POINTER, []),
    "hb_subset_input_destroy": (None, [_POINTER]),
    "hb_subset_input_set": (_POINTER, [_POINTER, ctypes.c_int]),
    "hb_subset_input_set_flags": (None, [_POINTER, _UINT]),
    "hb_subset_input_unicode_set": (_POINTER, [_POINTER]),
    "hb_subset_or_fail": (_POINTER, [_POINTER, _POINTER]),
}


PACKAGE = "libharfbuzz-subset0"
"""Debian's Pango does not bring it along."""


class MissingLibrary(MissingFont):
    """HarfBuzz is not installed; `package` says what to install with apt."""


def _library(name: str, functions: _Functions) -> ctypes.CDLL:
    for file_name in _LIBRARIES[name]:
        try:
            library = ctypes.CDLL(file_name)
        except OSError:
            continue
        for function, (result, arguments) in functions.items():
            bound = getattr(library, function)
            bound.restype, bound.argtypes = result, arguments
        return library
    raise MissingLibrary(Path(_LIBRARIES[name][0]), PACKAGE)


@functools.cache
def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    return _library("harfbuzz", _CORE), _library("harfbuzz-subset", _SUBSET)


def cut(path: Path, face_number: int, ranges: Iterable[tuple[int, int]], features: Iterable[str]) -> bytes:
    """Return the face of the collection with only the code points in `ranges` and only these features.

    Hints and subroutines are gone: each glyph's outline stands on its own, as WeasyPrint embeds it. Raises
    `MissingLibrary`, and `OSError` when the file cannot be read or cut.
    """
    core, subset = _libraries()
    blob = core.hb_blob_create_from_file_or_fail(str(path).encode())
    if not blob:
        raise OSError(f"{path} cannot be read")
    face = core.hb_face_create(blob, face_number)
    wanted = subset.hb_subset_input_create_or_fail()
    unicodes = subset.hb_subset_input_unicode_set(wanted)
    for first, last in ranges:
        core.hb_set_add_range(unicodes, first, last)
    layout = subset.hb_subset_input_set(wanted, _LAYOUT_FEATURES)
    core.hb_set_clear(layout)
    for feature in features:
        core.hb_set_add(layout, int.from_bytes(feature.encode(), "big"))
    subset.hb_subset_input_set_flags(wanted, _NO_HINTING | _DESUBROUTINIZE | _NOTDEF_OUTLINE)
    result = subset.hb_subset_or_fail(face, wanted)
    subset.hb_subset_input_destroy(wanted)
    core.hb_face_destroy(face)
    core.hb_blob_destroy(blob)
    if not result:
        raise OSError(f"HarfBuzz cannot cut {path}")
    return _bytes_of(core, result)


def _bytes_of(core: ctypes.CDLL, face: int) -> bytes:
    blob = core.hb_face_reference_blob(face)
    length = _UINT()
    start = core.hb_blob_get_data(blob, ctypes.byref(length))
    data = ctypes.string_at(start, length.value)
    core.hb_blob_destroy(blob)
    core.hb_face_destroy(face)
    return data
