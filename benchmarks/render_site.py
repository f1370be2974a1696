"""Renders a project's site from sources parsed before, without checking or verifying it; for `benchmarks.site`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from fanzha.formats import Workshop
from fanzha.formats.site import FORMAT, Options
from fanzha.formats.site.render import render
from fanzha.load import load_project
from fanzha.model import Artifact, Edition


def main(root: Path, said: Path) -> None:
    """Render the site of the project at `root`; write to `said` how many seconds that took after loading."""
    library, _ = load_project(root)
    assert library is not None
    artifact, _ = FORMAT.plan(library, Edition(folder="site", name="site", options=None), Options())
    assert isinstance(artifact, Artifact)
    with tempfile.TemporaryDirectory(dir=root) as scratch:
        workshop = Workshop(root, Path(scratch), root / "build" / ".cache", (), root / "build")
        start = time.perf_counter()
        render(artifact, workshop)
        said.write_text(f"{time.perf_counter() - start}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
