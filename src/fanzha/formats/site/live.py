"""The live site while one writes: MkDocs' own server, which also watches the materials through our plugin."""

from __future__ import annotations

import os
from pathlib import Path


def serve_live(root: Path, address: str) -> None:
    """Serve the project at `root` on `address` (host:port) until interrupted."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.serve import serve

    serve(config_file=str(root / "mkdocs.yml"), dev_addr=address)
