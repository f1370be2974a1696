"""Opening marks at the start of a line hang half an em out of it, so that what is seen of them stands flush.

“ 《 （ fill a hanzi's square and leave its left half white, by which a line seems to be indented (W3C, Requirements for
Chinese Text Layout, 3.1.6: such marks may be half as wide at the line's start). The font knows their narrow form
(OpenType `halt`), but has no `chws`, WeasyPrint knows no `text-spacing-trim`, and where a line starts is only known
when it is laid out. So the whole line then moves by the white half. Nothing else changes: not where lines break, nor
which glyphs there are, nor what is read from the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fanzha import markup

if TYPE_CHECKING:
    from weasyprint.document import Document

WHITE = 0.5
"""Em of an opening mark that are white: what `halt` takes off its left."""
_FLUSH = ("start", "left", "justify")


def hang_marks(document: Document) -> None:
    """Move every line of a document, laid out and not yet painted, that starts with an opening mark of full width."""
    from weasyprint.formatting_structure.boxes import LineBox

    for page in document.pages:
        # Private, as nothing public tells of lines; the version of WeasyPrint is pinned.
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, LineBox):
                _hang(box)


def _hang(line: Any) -> None:
    first = _first_text(line)
    if first is None or not _is_full_and_opening(first) or line.style["text_align_all"] not in _FLUSH:
        return
    for child in line.children:
        if child.is_in_normal_flow():
            child.translate(-WHITE * first.style["font_size"])


def _first_text(box: Any) -> Any:
    """Return the box of the text that a line starts with, None when it starts with anything else."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, TextBox):
        return box
    if not isinstance(box, LineBox | InlineBox):
        return None
    return next((_first_text(child) for child in box.children if child.is_in_normal_flow()), None)


def _is_full_and_opening(text: Any) -> bool:
    """Return whether a text starts with an opening mark in a hanzi's square: no feature makes it narrow."""
    is_plain = text.style["font_feature_settings"] == "normal"
    return is_plain and text.text.startswith(tuple(markup.OPENING)) and markup.is_chinese(text.style["lang"] or "")
