"""Which style sheets and scripts a page loads. A page of kind `quiz` also loads `quiz.css` and `quiz.js`, if any."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

FOLDER = "assets/fanzha"
"""Below the root of every locale's site."""
IFRAME_WORKER = f"{FOLDER}/iframe-worker.js"
_HERE = Path(__file__).parent / "overrides" / "assets" / "fanzha"


@functools.cache
def assets(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a page of `kind` loads, as paths below its locale's site.

    `styles` and `scripts` are loaded with the page; `search` is Material's program, loaded when search is opened.
    """
    own = kind.replace("_", "-")
    return {
        "styles": tuple(f"{FOLDER}/{name}" for name in ("site.css", "comfort.css", f"{own}.css") if _have(name)),
        "scripts": tuple(
            f"{FOLDER}/{name}" for name in ("site.js", "search.js", "comfort.js", f"{own}.js") if _have(name)
        ),
        "search": (IFRAME_WORKER, _material_bundle()),
    }


def _have(name: str) -> bool:
    return (_HERE / name).is_file()


@functools.cache
def _material_bundle() -> str:
    """Return where Material's program lies; its name carries a digest that changes with every version."""
    folder = resources.files("material").joinpath("templates", "assets", "javascripts")
    (name,) = (item.name for item in folder.iterdir() if item.name.startswith("bundle.") and item.name.endswith(".js"))
    return f"assets/javascripts/{name}"
