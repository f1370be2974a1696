"""Tables for the spreadsheet of a Chinese office: it opens them as they are, and calculates nothing in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be calculated instead of shown; some programs take the full-width signs for the others."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV: with a byte order mark, which says that it is UTF-8, and lines that end with CR LF.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([head, *(map(_shown, row) for row in rows)])
    return "\ufeff" + text.getvalue()


def _shown(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
