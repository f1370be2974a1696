"""What people type into the search field finds the page that they mean, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.indexed import ReadIndex, read_index, search_script
from fanzha.formats.site.pages import site_pages
from fanzha.model import Library
from tests.browser import needs_browser
from tests.harness import Row
from tests.site_project import site
from tests.test_search import found, opened, ready
from tests.test_site_browser import Reader, reading

QUERIES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "queries.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
FOLDERS = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def written(content: Library) -> dict[str, str]:
    """Return the index of the repository's content in each language, as it is written."""
    return {locale: search_script(content, locale, site_pages(content, locale)) for locale in FOLDERS}


@pytest.fixture(scope="module")
def index(written: dict[str, str]) -> dict[str, ReadIndex]:
    """Return the index of each language as it is read."""
    return {locale: read_index(script.encode()) for locale, script in written.items()}


@pytest.fixture(scope="module")
def reader(written: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return a browser on a small site that searches the repository's content: of that, only the index is needed."""
    folder = tmp_path_factory.mktemp("search") / "site"
    shutil.copytree(site().folder, folder)
    for locale, script in written.items():
        assert (folder / FOLDERS[locale] / INDEX).is_file()
        (folder / FOLDERS[locale] / INDEX).write_text(script, "utf-8")
    with reading(folder) as running:
        yield running


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("locale", sorted(FOLDERS))
def test_the_right_page_comes_first(reader: Reader, row: Row, locale: str) -> None:
    page = opened(reader, f"{FOLDERS[locale]}index.html")
    ready(page)
    asked = [(words, target) for spoken, words, target in QUERIES if spoken == locale]
    assert len(asked) >= 90
    wrong = {}
    for words, target in asked:
        links = found(page, words)
        if not links or links[0] != f"{reader.base}{FOLDERS[locale]}{target}.html":
            wrong[words] = links[:2]
    row(f"search, {len(asked)} queries {locale}", f"{len(asked) - len(wrong)} with the right page first")
    assert wrong == {}


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("公检法", "tactics/authority-impersonation.html"),
        ("百万保障", "tactics/million-protection-scam.html"),
        ("杀猪盘", "tactics/romance-scam.html"),
        ("刷单", "tactics/task-rebate-scam.html"),
    ],
)
def test_what_people_call_a_scam_is_one_word(index: dict[str, ReadIndex], words: str, page: str) -> None:
    assert words in index["zh"].words[page]
    assert "公检法" not in index["zh"].words["tactics/index.html"], "a sentence counts where it was written"


def test_each_language_has_its_own_keywords(index: dict[str, ReadIndex]) -> None:
    english = index["en"].words["tactics/romance-scam.html"]
    assert {"butcher", "杀猪盘"} <= english
    assert "butcher" not in index["zh"].words["tactics/romance-scam.html"]


def test_the_index_is_small(content: Library, written: dict[str, str]) -> None:
    assert len(written["zh"].encode()) < 1_500 * len(site_pages(content, "zh"))


def test_a_screen_that_was_shared_is_found_by_itself(index: dict[str, ReadIndex]) -> None:
    assert "共享" in index["zh"].words["help/now.html#screen"]
