"""PDF: typeset it from HTML and CSS, and read it back as a stranger would.

Importing this package is cheap; WeasyPrint, pikepdf, pypdfium2 and zxing-cpp are imported when a function needs them.
"""

from __future__ import annotations

from fanzha.pdf.check import check_pdf
from fanzha.pdf.typeset import LaidOut, MissingGlyph, TypesetError, typeset

__all__ = ["LaidOut", "MissingGlyph", "TypesetError", "check_pdf", "typeset"]
