"""The live site shows what a whole build would show, after every edit; locales built apart come out the same."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from fanzha.formats.site import parallel
from fanzha.formats.site.live import LiveSite
from tests import site_project

pytestmark = pytest.mark.slow

ADDRESS = "127.0.0.1:8123"
TACTIC = "docs/tactics/fake-loan.md"


def cold(root: Path, site: Path) -> dict[str, bytes]:
    """Return the files of a whole build by plain MkDocs at the live site's address, with no cache."""
    for kept in root.glob("build/.cache/site/*.json"):
        kept.unlink()
    config = load_config(
        config_file=str(root / "mkdocs.yml"), site_dir=str(site), site_url=f"http://{ADDRESS}/", dev_addr=ADDRESS
    )
    build(config)
    return files(site)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths at which two trees differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_project.make_project(tmp_path_factory.mktemp("live"))


@pytest.fixture
def live(project: Path, tmp_path: Path) -> Iterator[LiveSite]:
    yield LiveSite(project, tmp_path / "live", f"http://{ADDRESS}/")


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert re.search(old, text, re.MULTILINE), (path, old)
        (root / path).write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")

    return edit


def deleted(root: Path) -> None:
    for path in (root / "docs/help").glob("extra*.md"):
        path.unlink()


def added(root: Path) -> None:
    (root / "docs/help/extra.md").write_text("# 新的一页\n\n先停下，再核实。\n", "utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "a page is added": added,
    "the title of a page, which indexes show": replaced(TACTIC, r"^# .*$", "# 换了名字的骗局"),
    "a lead, which cards show": replaced(TACTIC, r"(?<=骗局\n\n).*$", "换了一句开头的话。"),
    "the front matter": replaced(TACTIC, r"^keywords: .*$", "keywords: [新的说法]"),
    "a slogan": replaced("docs/slogans/fake-loan.md", r"^- \S+", "- 先交钱的贷款都是假的"),
    "the publisher": replaced("materials/publisher.yml", r"^names: \{zh: [^,}]*", "names: {zh: 另一个宣传站"),
    "a page is deleted": deleted,
}


def test_after_every_edit_the_live_site_is_what_a_whole_build_makes(
    project: Path, live: LiveSite, tmp_path: Path
) -> None:
    before: dict[str, bytes] = {}
    for number, (what, edit) in enumerate(EDITS.items()):
        edit(project)
        live.refresh()
        whole = cold(project, tmp_path / f"whole-{number}")
        for path in whole:
            live.make(path)
        assert not differing(whole, files(tmp_path / "live")), what
        assert differing(whole, before), f"{what}: the edit changed nothing"
        before = whole


def test_a_page_that_is_gone_is_not_shown(project: Path, live: LiveSite, tmp_path: Path) -> None:
    added(project)
    live.refresh()
    live.make("help/extra.html")
    assert (tmp_path / "live/help/extra.html").exists()
    deleted(project)
    live.refresh()
    live.make("help/extra.html")
    assert not (tmp_path / "live/help/extra.html").exists()


def test_the_last_usable_site_stays_while_the_sources_cannot_be_read(
    project: Path, live: LiveSite, tmp_path: Path
) -> None:
    live.make("index.html")
    publisher = project / "materials/publisher.yml"
    good = publisher.read_text("utf-8")
    publisher.write_text("names: {", "utf-8")
    live.refresh()
    assert (tmp_path / "live/index.html").exists()
    publisher.write_text(good, "utf-8")
    live.refresh()
    live.make("about.html")
    assert (tmp_path / "live/about.html").exists()


def test_with_the_cache_of_pages_comes_the_same_site(project: Path, tmp_path: Path) -> None:
    whole = cold(project, tmp_path / "cold")
    (kept,) = project.glob("build/.cache/site/markdown-zh.json")
    config = load_config(
        config_file=str(project / "mkdocs.yml"),
        site_dir=str(tmp_path / "warm"),
        site_url=f"http://{ADDRESS}/",
        dev_addr=ADDRESS,
    )
    build(config)
    assert not differing(whole, files(tmp_path / "warm"))
    for damage in ("{", "[]", kept.read_text("utf-8").replace('"html"', '"lost"')):
        kept.write_text(damage, "utf-8")
        again = load_config(
            config_file=str(project / "mkdocs.yml"),
            site_dir=str(tmp_path / "damaged"),
            site_url=f"http://{ADDRESS}/",
            dev_addr=ADDRESS,
        )
        build(again)
        assert not differing(whole, files(tmp_path / "damaged")), damage[:20]


def test_a_page_kept_from_before_is_made_harmless_all_the_same(project: Path, tmp_path: Path) -> None:
    cold(project, tmp_path / "cold")
    for kept in project.glob("build/.cache/site/markdown-*.json"):
        kept.write_text(kept.read_text("utf-8").replace('"html":"', '"html":"<script>alert(2)</script>'), "utf-8")
    config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(tmp_path / "forged"))
    build(config)
    assert not [path for path, data in files(tmp_path / "forged").items() if b"alert(2)" in data]


def test_a_locale_built_apart_is_the_same_as_one_built_here(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    begin = parallel.OtherLocales._begin

    def noted(self: parallel.OtherLocales) -> None:
        begun.append(True)
        begin(self)

    monkeypatch.setattr(parallel.OtherLocales, "_begin", noted)
    monkeypatch.setattr(parallel, "may_fork", lambda: True)
    apart = cold(project, tmp_path / "apart")
    assert begun
    monkeypatch.setattr(parallel, "may_fork", lambda: False)
    assert not differing(apart, cold(project, tmp_path / "here"))
    assert any(path.startswith("en/") for path in apart)


@pytest.mark.parametrize("apart", [True, False])
def test_what_goes_wrong_in_another_locale_is_told(
    apart: bool, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(parallel, "may_fork", lambda: apart)
    page = project / "docs/about.en.md"
    text = page.read_text("utf-8") if page.exists() else None
    page.write_text((text or "# About\n") + "\n[nowhere](missing-page.md)\n", "utf-8")
    config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)
    try:
        with pytest.raises(SystemExit), caplog.at_level(logging.WARNING, "mkdocs"):
            build(config)
    finally:
        page.unlink() if text is None else page.write_text(text, "utf-8")
    assert "missing-page.md" in caplog.text


def test_a_locale_whose_process_dies_fails_the_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "may_fork", lambda: True)
    monkeypatch.setattr(parallel, "build_locale", lambda *_: __import__("os")._exit(9))
    config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    with pytest.raises(parallel.LocaleDied):
        build(config)
