"""What a PDF does besides being looked at: links, actions, files and pictures in it, layers that hide."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Collection", "/URI", "/Threads", "/AF")
"""Entries of a document (and some of a page) that open, run, hide or carry something; none is ever made here."""
_IN_NAMES = ("/EmbeddedFiles", "/JavaScript", "/AP", "/Renditions", "/URLS", "/AlternatePresentations")
_MOST_PIXELS = 25_000_000


def strange(data: bytes, allowed: Collection[str]) -> Iterator[str]:
    """Yield what the PDF would do or show besides its pages: an address it opens that is not `allowed`, an action.

    Links within the file are its own matter. Raises nothing: a file that cannot be opened is refused elsewhere.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = pdf.Root
            yield from (entry for entry in _ACTIVE if entry in root)
            names: Any = root.get("/Names", {})
            yield from (entry for entry in _IN_NAMES if entry in names)
            yield from _in_outline(root.get("/Outlines"), allowed)
            for page in pdf.pages:
                yield from (entry for entry in ("/AA", "/AF") if entry in page.obj)
                for annotation in page.obj.get("/Annots", ()):
                    yield from _in_annotation(annotation, allowed)
    except pikepdf.PdfError:
        return


def _in_annotation(annotation: Any, allowed: Collection[str]) -> Iterator[str]:
    kind = str(annotation.get("/Subtype", "?"))
    if kind != "/Link":
        yield f"{kind} annotation"
    yield from (entry for entry in ("/AA", "/PA", "/AP") if entry in annotation)
    yield from _in_action(annotation.get("/A"), allowed)


def _in_action(action: Any, allowed: Collection[str]) -> Iterator[str]:
    if action is None:
        return
    kind = str(action.get("/S", "?"))
    if kind == "/URI":
        address = _text(action.get("/URI", ""))
        if address not in allowed:
            yield address
    elif kind != "/GoTo":
        yield f"{kind} action"
    if "/Next" in action:
        yield "/Next"


def _text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if not isinstance(value, str) else value


def _in_outline(outlines: Any, allowed: Collection[str]) -> Iterator[str]:
    """Yield the same of the bookmarks; a ring of them ends where it began."""
    seen: set[tuple[int, int]] = set()
    left = [outlines.get("/First")] if outlines is not None else []
    while left:
        item = left.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield from _in_action(item.get("/A"), allowed)
        left += [item.get("/Next"), item.get("/First")]


def pictures(data: bytes) -> Iterator[Image]:
    """Yield each picture in the PDF in grey levels and its own resolution, however small it is drawn."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
            masks = {mask.objgen for one in found for key in ("/SMask", "/Mask") if (mask := one.get(key)) is not None}
            for one in found:
                if one.objgen in masks or int(one.get("/Width", 0)) * int(one.get("/Height", 0)) > _MOST_PIXELS:
                    continue
                try:
                    yield pikepdf.PdfImage(one).as_pil_image().convert("L")
                except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
                    continue  # of a kind that only the page's own picture shows
    except pikepdf.PdfError:
        return
