"""Which style sheets and scripts a page loads. A page of kind `quiz` also loads `quiz.css` and `quiz.js`, if any."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

FOLDER = "assets/fanzha"
"""Below the root of every locale's site."""
INDEX = "search/search_index.js"
"""What search looks in. A script, because a page opened from a USB stick may not fetch anything else."""
_LOOKUP = ("lookup.css", "serial.js", "lookup.js")
"""What the field of `_lookup.html.j2` needs."""
_BESIDES: Mapping[str, tuple[str, ...]] = {
    "missing": ("serial.js",),
    "takedown": _LOOKUP,
    "genuine": _LOOKUP,
}
"""What a kind of page needs before its own."""
_HERE = Path(__file__).parent / "overrides" / "assets" / "fanzha"


@functools.cache
def assets(kind: str) -> Mapping[str, tuple[str, ...] | str]:
    """Return what a page of `kind` loads, as paths below its locale's site.

    `styles` and `scripts` are loaded with the page; `engine` and `index` when search is opened.
    """
    own = kind.replace("_", "-")
    besides = _BESIDES.get(kind, ())
    styles = ("site.css", "search.css", "comfort.css", *besides, f"{own}.css")
    scripts = ("site.js", "search.js", "comfort.js", "offline.js", *besides, f"{own}.js")
    return {
        "styles": tuple(f"{FOLDER}/{name}" for name in styles if name.endswith(".css") and _have(name)),
        "scripts": tuple(f"{FOLDER}/{name}" for name in scripts if name.endswith(".js") and _have(name)),
        "engine": f"{FOLDER}/search-engine.js",
        "index": INDEX,
    }


def _have(name: str) -> bool:
    return (_HERE / name).is_file()
