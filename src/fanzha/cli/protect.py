"""`fanzha protect`: digests of a document whose sentences may not be copied into the material (DUP002)."""

from __future__ import annotations

import os
from pathlib import Path

from fanzha.checks.copied import RUN, protected_entry
from fanzha.config import REGISTRY
from fanzha.diagnostics import Diagnostic, Place
from fanzha.rewrite import write_atomically
from fanzha.source import read

TARGET = f"{REGISTRY}/protected.yml"
_HEAD = "# 不得照抄的文件，只存摘要，不存原文；由 fanzha protect 写入。 Digests of documents that may not be copied.\n"


def protect(root: Path, document: Path, title: str) -> str | Diagnostic:
    """Add the digests of the text file `document` to the registry; return its path, or why that cannot be done."""
    source = read(document.name, document)
    if isinstance(source, Diagnostic):
        return source
    entry = protected_entry(title or document.stem, source.text)
    if entry.endswith("digests:\n"):
        return Diagnostic.at("DUP004", Place(document.name), name=document.name, least=RUN)
    target = root / TARGET
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(target):
            target.write_text(_HEAD, "utf-8")
        known = read(TARGET, target)
        if isinstance(known, Diagnostic):
            return known
        before = known.text if known.text.endswith("\n") else f"{known.text}\n"
        write_atomically(target, (before + entry).encode("utf-8"))
    except OSError as error:
        return Diagnostic.at("BUILD004", Place(TARGET), path=TARGET, reason=error.strerror or type(error).__name__)
    return TARGET
