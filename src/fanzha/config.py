"""Where a project's parts lie. The folder names are the user's and stay."""

from __future__ import annotations

from pathlib import Path

DOCS = "docs"
MATERIALS = "materials"
BUILD = "build"
PUBLISHER = f"{MATERIALS}/publisher.yml"
REGISTRY = f"{MATERIALS}/registry"
BRAND = f"{MATERIALS}/brand/tokens.css"
SITE_CONFIG = "mkdocs.yml"


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from `start` upwards that holds `materials/publisher.yml`."""
    for folder in [start.resolve(), *start.resolve().parents]:
        if (folder / PUBLISHER).is_file():
            return folder
    return None
