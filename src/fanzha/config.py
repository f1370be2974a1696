"""Where a project's parts lie. The folder names are the user's and stay."""

from __future__ import annotations

import datetime
import os
from pathlib import Path, PurePosixPath

DOCS = "docs"
MATERIALS = "materials"
BUILD = "build"
PUBLISHER = f"{MATERIALS}/publisher.yml"
REGISTRY = f"{MATERIALS}/registry"
LOCALE_WORDS = f"{MATERIALS}/locale"
"""One file a locale: what the interface says in it."""
PLACEMENTS = f"{MATERIALS}/placement"
"""Where posters hang: YAML files and tables."""
SERIALS = f"{REGISTRY}/serials.yml"
"""How far serials have been given out."""
INVENTORY = f"{REGISTRY}/inventory.yml"
"""What is meant to be written."""
BRAND = f"{MATERIALS}/brand/tokens.css"
SITE_CONFIG = "mkdocs.yml"
YAML = (".yml", ".yaml")
"""How files of YAML end."""

NOT_EDITIONS = frozenset({"registry", "brand", "locale", "placement"})
"""Folders of `materials/` whose files are no editions, or, as placements, list what is to be made themselves."""


def edition_name(path: str) -> str:
    """Return what the edition in a file is called: `leaflet/elderly`; an empty string for a file that holds none."""
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[0] != MATERIALS or parts[1] in NOT_EDITIONS or not path.endswith(YAML):
        return ""
    return f"{parts[1]}/{PurePosixPath(path).stem}"


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from `start` upwards that holds `materials/publisher.yml`."""
    for folder in [start.resolve(), *start.resolve().parents]:
        if (folder / PUBLISHER).is_file():
            return folder
    return None


def today() -> datetime.date:
    """Return the day as of which a project is checked and built: FANZHA_TODAY (2026-11-22), else the clock's.

    Raises ValueError when FANZHA_TODAY is no date.
    """
    given = os.environ.get("FANZHA_TODAY")
    return datetime.date.fromisoformat(given) if given else datetime.date.today()
