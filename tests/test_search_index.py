"""The search index of the small project's site, as it is written and as it is read back."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.formats.site import FORMAT, Options, cuts
from fanzha.formats.site.cache import Kept
from fanzha.formats.site.cuts import STOP, Cuts, cutter
from fanzha.formats.site.indexed import ReadIndex, read_index, search_script, stem
from fanzha.formats.site.pages import site_pages
from fanzha.load import load_project
from fanzha.model import Edition, Library
from tests.corpora import true_sentences
from tests.site_project import make_project, site


def script(locale: str, of: Library | None = None) -> str:
    """Return the index of a locale as it is written."""
    return search_script(of or site().library, locale, site_pages(of or site().library, locale))


def index(locale: str) -> ReadIndex:
    """Return the index of a locale as it is read."""
    return read_index(script(locale).encode())


def test_a_part_of_the_dictionary_cuts_as_the_whole() -> None:
    import jieba

    whole = jieba.Tokenizer()
    whole.FREQ, whole.total = whole.gen_pfdict(whole.get_dict_file())
    whole.initialized = True
    whole.add_word("百万保障")
    text = " ".join(row.texts[0] for row in true_sentences() if row.locale == "zh")
    runs = re.findall("[\u4e00-\u9fff]+", text)[:400]
    assert any("百万保障" in run for run in runs)
    cut = cutter("".join(sorted(set("".join(runs)))), ("百万保障",))
    assert len(runs) > 50
    for run in runs:
        assert list(cut(run)) == [word for word in whole.cut_for_search(run) if word not in STOP]


def test_an_index_from_kept_words_is_the_same_and_asks_no_dictionary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> str:
        kept = Kept(tmp_path / "words.json")
        pages = site_pages(site().library, "zh")
        written = search_script(site().library, "zh", pages, kept)
        kept.write()
        return written

    plain = script("zh")
    assert made() == plain
    with monkeypatch.context() as patch:
        patch.setattr(cuts, "cutter", lambda *_: pytest.fail("a dictionary was asked"))
        assert made() == plain
    monkeypatch.setattr(cuts, "_version", lambda: "another jieba")
    assert made() == plain


@pytest.mark.parametrize("forged", ["拨打 12345", 7, ["刷单"], None])
def test_kept_words_can_only_be_parts_of_what_was_cut(tmp_path: Path, forged: object) -> None:
    hanzi, run = "刷单返利都是骗", "刷单返利都是骗"
    kept = Kept(tmp_path / "words.json")
    right = Cuts(hanzi, (), kept)(run)
    kept.put(run, forged)
    assert Cuts(hanzi, (), kept)(run) == right == Cuts(hanzi, ())(run)


def test_the_index_is_written_in_plain_hanzi() -> None:
    written = script("zh")
    assert "\\u" not in written and "刷单" in written


def test_a_sentence_counts_once_where_it_was_written() -> None:
    cards = index("zh").words["tactics/index.html"]
    assert "刷单" in index("zh").words["tactics/task-rebate-scam.html"]
    assert "刷单" not in cards and "骗局" in cards


def test_sections_of_the_emergency_page_are_found_by_themselves() -> None:
    assert "help/now.html#code" in index("zh").addresses
    assert "验证码" in index("zh").words["help/now.html#code"]


def test_the_index_does_not_depend_on_the_order_of_pages() -> None:
    pages = site_pages(site().library, "en")
    assert search_script(site().library, "en", pages[::-1]) == script("en")


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("scam scams scammed", "scam"),
        ("share shared sharing shares", "shar"),
        ("cancel cancelled cancelling", "cancel"),
        ("lie lies", "lie"),
        ("刷单", "刷单"),
        ("96110", "96110"),
        ("police", "polic"),
        ("loss", "los"),
    ],
)
def test_forms_of_an_english_word_are_one(words: str, root: str) -> None:
    assert {stem(word) for word in words.split()} == {root}


def test_a_reader_sees_when_a_keyword_is_missing() -> None:
    read = index("zh")
    assert read.finds("tactics/fake-loan.html", "网贷") and not read.finds("tactics/fake-loan.html", "航班")
    assert not read.finds("tactics/nowhere.html", "网贷")
    for broken in (b"", b"var fzIndex={};\n", b"var fzIndex=[];\n", b"{}"):
        with pytest.raises((ValueError, KeyError, TypeError)):
            read_index(broken)


def test_keywords_of_a_translation_are_its_own(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    translation = root / "docs/tactics/fake-loan.en.md"
    translation.write_text(translation.read_text("utf-8").replace("---\n", "---\nkeywords: [payday]\n", 1), "utf-8")
    loaded, _ = load_project(root)
    assert loaded is not None
    assert loaded.tactics["fake-loan"].keywords == {"zh": ("网贷",), "en": ("payday",)}
    assert "payday" in read_index(script("en", loaded).encode()).words["tactics/fake-loan.html"]


def test_without_jieba_there_is_no_site_rather_than_one_that_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == "jieba" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    planned = list(FORMAT.plan(site().library, Edition(folder="site", name="site", options=None), Options()))
    assert [one.code for one in planned if isinstance(one, Diagnostic)] == ["SITE008"]
    assert all(isinstance(one, Diagnostic) for one in planned)
