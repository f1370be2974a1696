"""`fanzha serve`: the website, live, while one writes."""

from __future__ import annotations

from pathlib import Path


def serve(root: Path, address: str) -> None:
    """Serve the site of the project at `root` on `address` (HOST:PORT) until interrupted."""
    from fanzha.formats.site import serve as serve_site

    serve_site(root, address)
