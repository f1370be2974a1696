"""The website of a small project, built once for all tests that look at it."""

from __future__ import annotations

import atexit
import functools
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fanzha.formats import Workshop
from fanzha.formats.site import FORMAT, Options
from fanzha.load import load_project
from fanzha.model import Artifact, Edition, Finished, Library
from tests import screen_folder, television_folder
from tests.harness import FIXTURES, ROOT

POSTER = b"%PDF-1.7 a poster"
PAGES = {"1.bmp": b"BM one", "sub/play.txt": b"two"}


@dataclass(frozen=True)
class Site:
    """A built site with all it was made of."""

    library: Library
    artifact: Artifact
    workshop: Workshop
    tree: Mapping[str, bytes]
    folder: Path

    def page(self, path: str) -> str:
        """Return a page's HTML."""
        return self.tree[path].decode("utf-8")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def finished() -> tuple[Finished, ...]:
    """Return a poster, an LED folder that nobody can read, one with dots and a television's, as the manifest would
    record them."""
    files = {path: _digest(data) for path, data in PAGES.items()}
    return (
        screen_folder.finished(),
        Finished(
            path="led/lobby",
            format="led",
            edition="lobby",
            locale="",
            title="大厅屏",
            kind="tree",
            size=sum(map(len, PAGES.values())),
            sha256=_digest(repr(files).encode()),
            files=files,
        ),
        Finished(
            path="poster/fake-loan.zh.pdf",
            format="poster",
            edition="all",
            locale="zh",
            title="海报：虚假贷款",
            kind="file",
            size=len(POSTER),
            sha256=_digest(POSTER),
            files={},
        ),
        television_folder.finished(),
    )


def make_project(folder: Path) -> Path:
    """Return a project below `folder`: the minimal one, the site's own pages, our mkdocs.yml, four artefacts."""
    root = folder / "project"
    shutil.copytree(FIXTURES / "minimal", root)
    shutil.copytree(FIXTURES / "site", root, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "build" / "poster").mkdir(parents=True)
    (root / "build" / "poster" / "fake-loan.zh.pdf").write_bytes(POSTER)
    made = {"lobby": PAGES, "door": screen_folder.files(), "hall": television_folder.files()}
    for path, data in ((f"{name}/{path}", data) for name, files in made.items() for path, data in files.items()):
        target = root / "build" / "led" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return root


def plan(library: Library) -> Artifact:
    """Return the artefact that is the site; the other is how to publish it."""
    edition = Edition(folder="site", name="site", options=None)
    artifact, _ = FORMAT.plan(library, edition, Options())
    assert isinstance(artifact, Artifact)
    return artifact


def build(root: Path, scratch: Path) -> Site:
    """Build the site of the project at `root`."""
    from fanzha.formats.site.render import render

    library, _ = load_project(root)
    assert library is not None
    artifact = plan(library)
    scratch.mkdir()
    workshop = Workshop(root, scratch, root.parent / "cache", finished(), root / "build")
    return Site(library, artifact, workshop, render(artifact, workshop), scratch / "site")


@functools.cache
def site() -> Site:
    """Return the small project's site."""
    folder = Path(tempfile.mkdtemp(prefix="fanzha-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build(make_project(folder), folder / "scratch")
