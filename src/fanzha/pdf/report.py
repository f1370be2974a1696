"""What the manifest says of a proven PDF: pages, sizes in mm, fonts, and whether it can be read aloud."""

from __future__ import annotations

import io
from typing import Any

from fanzha.pdf.pages import MM_PER_PT
from fanzha.pdf.standards import inaccessible


def report_of(data: bytes) -> dict[str, Any]:
    """Return the facts of a PDF, as JSON holds them.

    `pages` is their number; `trim_mm` width and height of the first page's TrimBox, `bleed_mm` how far its BleedBox
    goes beyond that on the left; `fonts` the names of those that are embedded; `standards` what it conforms to, as the
    validator found.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        first = pdf.pages[0]
        left, bottom, right, top = (float(edge) for edge in first.trimbox)
        outer = float(first.obj.get("/BleedBox", first.trimbox)[0])
        fonts = {str(thing.FontName).lstrip("/").rpartition("+")[2] for thing in pdf.objects if _embedded(thing)}
        return {
            "pages": len(pdf.pages),
            "trim_mm": [round((right - left) * MM_PER_PT, 1), round((top - bottom) * MM_PER_PT, 1)],
            "bleed_mm": round((left - outer) * MM_PER_PT, 1),
            "fonts": sorted(fonts),
            "standards": [] if inaccessible(data) else ["PDF/UA-1"],
        }


def _embedded(thing: Any) -> bool:
    import pikepdf

    if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
        return False
    return any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
