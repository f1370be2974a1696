"""Markdown becomes the same HTML whether MkDocs or our own page converts it, and parts rendered once fit every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from fanzha.formats.site.cache import Kept, keep_pages
from fanzha.formats.site.written import without_front_matter
from tests.site_project import make_project, site

BLOCKS = "!!! note\n    缩进的话\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
DOCUMENTS = {
    "help/one.md": "---\na: 1\n---\n\n# 一\n\n看[二](two.md#b)和[三][c]。\n\n[c]: two.md\n\n## 同名 {#same}\n\n## 同名",
    "help/two.md": "# 二\n\n没有定义的[三][c]。\n\n## 同名\n\n## 又一节 {#b}\n\n" + BLOCKS,
    "help/three.md": "没有标题的一页。\n\n    代码\n\n正文。\n",
    "help/four.md": "---\nkeywords: [甲]\n---\n# 四\n\n---\n\n一条线不是文件头。\n",
}


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    project = make_project(tmp_path / "project")
    return load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(tmp_path / "site"))


def files(config: MkDocsConfig) -> Files:
    """Return the documents as files that stand in no menu."""
    given = DOCUMENTS.items()
    level = InclusionLevel.NOT_IN_NAV
    made = [File(uri, None, config.site_dir, config.use_directory_urls, inclusion=level) for uri, _ in given]
    for file, (_, text) in zip(made, given, strict=True):
        file.content_string = text
    return Files(made)


def test_one_converter_for_all_pages_gives_what_mkdocs_gives(config: MkDocsConfig, tmp_path: Path) -> None:
    theirs, ours = files(config), files(config)
    keep_pages(Kept(tmp_path / "kept.json"), config, ours)
    for uri in DOCUMENTS:
        page, own = Page(None, theirs.src_uris[uri], config), ours.src_uris[uri].page
        assert own is not None
        for one, among in ((page, theirs), (own, ours)):
            one.read_source(config)
            one.render(config, among)
        assert own.content == page.content
        assert own.markdown == page.markdown
        assert own.present_anchor_ids == page.present_anchor_ids
        links = [{to.src_uri: named for to, named in (one.links_to_anchors or {}).items()} for one in (own, page)]
        assert links[0] == links[1]
        assert [item.id for item in own.toc] == [item.id for item in page.toc]
    assert "[三][c]" in str(ours.src_uris["help/two.md"].page.content)  # type: ignore[union-attr]  # not from page one


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("---\na: 1\n---\n# 题\n", "# 题\n"),
        ("---\na: 1\n...\n\n\n# 题\n", "# 题\n"),
        ("# 题\n\n---\n\n正文\n\n---\n", "# 题\n\n---\n\n正文\n\n---\n"),
        ("正文: 不是文件头\n", "正文: 不是文件头\n"),
    ],
)
def test_front_matter_is_left_out_and_nothing_else(text: str, left: str) -> None:
    assert without_front_matter(text) == left


def test_a_part_rendered_once_leads_from_every_page_to_the_same_places() -> None:
    for page, up in (("tactics/fake-loan.html", "../"), ("en/tactics/fake-loan.html", "../"), ("about.html", "")):
        html = site().page(page)
        header = html[html.index("<header") : html.index("</header>")]
        home = {"": "index.html", "../": "../index.html"}[up]
        assert f'href="{home}" class="fz-brand"' in header
        assert f'"{up}assets/fanzha/speak.js"' in header
        assert f'data-fz-index="{up}search/search_index.js"' in header


def test_the_menu_names_the_page_one_is_on_and_no_other() -> None:
    for page, named in (("tactics/index.html", 1), ("about.html", 1), ("tactics/fake-loan.html", 0)):
        html = site().page(page)
        menu = html[html.index("fz-menu") : html.index("</details>", html.index("fz-menu"))]
        current = re.findall(r'<a href="([^"]+)" aria-current="page"', menu)
        assert len(current) == named, page
        assert current == [page.rpartition("/")[2]][:named]


def test_a_page_loads_the_style_and_script_of_its_kind_and_not_its_neighbours() -> None:
    assert "assets/fanzha/slogan-index.js" in site().page("slogans/index.html")
    assert "assets/fanzha/slogan-index.js" not in site().page("slogans/fake-loan.html")
