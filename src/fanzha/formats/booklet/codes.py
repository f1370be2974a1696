"""The handbook's codes: how wide they are, and their drawing."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from markupsafe import Markup

from fanzha import qr

TACTIC, MODULE_MOST = 21.0, 0.75
"""Width in mm of a tactic's code without its quiet zone, and of a module: an address of 80 characters makes 37 modules
at level M, 0.57 mm each."""
SITE, BESIDE = 40.0, 34.0
"""Width in mm of the site's code on the back cover, in the same way; and of two beside each other."""


@functools.lru_cache(maxsize=256)
def code(url: str, said: str, width: float, factor: float = 1.0) -> Mapping[str, object]:
    """Return what the template shows of a code: its drawing, which is read out as `said`, its width and quiet zone.

    `width` is in mm on A5; all is enlarged by `factor`.
    """
    modules = len(qr.matrix(url, "M"))
    module = min(width / modules, MODULE_MOST * width / TACTIC) * factor
    return {
        "svg": Markup(qr.svg(url, "M", title=f"{said} {url}")),
        "width": round(module * (modules + 2 * qr.QUIET), 3),
        "quiet": round(module * qr.QUIET, 3),
    }
