"""What is here looks at docs/ and materials/ as they are: every test has the mark `content`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fanzha.formats import Workshop
from fanzha.formats.site.supply import finished_in
from fanzha.load import load_project
from fanzha.model import Library
from fanzha.tree import FolderTree
from tests.conftest import one_at_a_time
from tests.harness import ROOT
from tests.site_project import Site, plan

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.content)


@pytest.fixture(scope="session")
def content() -> Library:
    """Return the repository's content."""
    library, _ = load_project(ROOT)
    assert library is not None
    return library


@pytest.fixture(scope="session")
def own_site(content: Library, shared: Path) -> Site:
    """Return the repository's website, with the products that `build/` holds; one worker makes it for all."""
    from fanzha.formats.site.render import render

    folder = shared / "own-site"
    artifact = plan(content)
    workshop = Workshop(ROOT, folder, folder / "cache", finished_in(ROOT / "build"), ROOT / "build")
    with one_at_a_time(folder):
        if not (folder / "made").exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
            folder.mkdir()
            render(artifact, workshop)
            (folder / "made").touch()
    return Site(content, artifact, workshop, FolderTree(folder / "site"), folder / "site")
