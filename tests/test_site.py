"""The website: its pages in every locale, what reaches them from the sources, and what its reader refuses."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic, Refusal
from fanzha.formats.site import FORMAT, Options
from fanzha.formats.site.indexed import read_index
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.wording import MissingString, Wording, shipped
from fanzha.model import Amount, Edition, digest_of
from tests.site_project import PAGES, POSTER, Site, build, make_project, plan, site

WORDS = {locale: Wording(locale, shipped(locale)) for locale in ("zh", "en")}


def problems(tree: Mapping[str, bytes]) -> list[str]:
    """Return the codes that the verifier gives the small project's site with other bytes."""
    made = site()
    return [found.code for found in FORMAT.verify(made.artifact, tree, made.workshop)]


def altered(path: str, old: str, new: str) -> dict[str, bytes]:
    """Return the site's files with one text replaced."""
    text = site().page(path)
    assert old in text
    return {**site().tree, path: text.replace(old, new).encode()}


def text_of(html: str) -> str:
    """Return a page's words, without tags."""
    return re.sub(r"<[^>]*>", "", html)


def test_a_clean_site_passes() -> None:
    assert problems(site().tree) == []


def test_every_page_stands_in_both_languages() -> None:
    pages = [
        "index.html",
        "help/now.html",
        "tactics/index.html",
        "tactics/fake-loan.html",
        "tactics/task-rebate-scam.html",
        "cases/index.html",
        "cases/deposit.html",
        "slogans/index.html",
        "slogans/fake-loan.html",
        "audiences/index.html",
        "audiences/students.html",
        "downloads/index.html",
        "downloads/poster.html",
        "about.html",
        "404.html",
    ]
    for page in pages:
        assert '<html lang="zh"' in site().page(page)
        assert '<html lang="en"' in site().page(f"en/{page}")


def test_a_tactic_page_says_what_the_library_knows() -> None:
    page = site().page("tactics/fake-loan.html")
    for words in (
        "公安部2025年公布的高发骗局",
        "虚假贷款",
        "交了保证金",
        "先交钱的贷款，不贷",
        "海报：虚假贷款",
        "学生",
    ):
        assert words in page
    assert page.index('id="red-flags"') < page.index('id="stop"') < page.index('id="how"')
    english = site().page("en/tactics/fake-loan.html")
    assert "No fee before a loan" in english and "The deposit" in english and "先停下" not in english


def test_scam_speech_stands_only_in_its_marked_block() -> None:
    page = site().page("tactics/fake-loan.html")
    block = re.search(r'<div class="admonition scam-quote">.*?</div>', page, re.DOTALL)
    assert block and "先交保证金" in block.group()
    assert page.count("先交保证金") == 1


def test_the_ministrys_order_comes_first_on_the_home_page() -> None:
    page = site().page("index.html")
    assert page.index("tactics/fake-loan.html") < page.index("tactics/task-rebate-scam.html")
    assert 'href="tel:110"' in page and 'href="tel:96110"' in page and 'href="help/now.html"' in page


def test_a_missing_translation_shows_the_original_and_says_so() -> None:
    page = site().page("en/tactics/task-rebate-scam.html")
    assert "刷单要先垫钱" in page and WORDS["en"]("site.untranslated") in page
    assert '<ul lang="zh" dir="ltr">' in page and '<html lang="en" class="no-js" dir="ltr">' in page
    assert WORDS["zh"]("site.untranslated") not in site().page("tactics/task-rebate-scam.html")


def test_a_stale_translation_says_so() -> None:
    assert WORDS["en"]("site.stale") in site().page("en/about.html")
    assert WORDS["en"]("site.stale") not in site().page("en/tactics/fake-loan.html")


def test_raw_html_in_a_page_never_acts() -> None:
    page = site().page("about.html")
    body = page[page.index('<div class="fz-page') : page.index("</article>")]
    for active in ("<script", "<iframe", "onclick", "onerror", "javascript:", "evil.example", "style=", "__drawer"):
        assert active not in body
    assert "好话" in body and "盒子" in body and 'href="help/now.html"' in body


def test_slogans_can_be_copied_and_carry_no_markup() -> None:
    page = site().page("slogans/fake-loan.html")
    assert 'data-fz-copy="先交钱的贷款，不贷"' in page
    assert "{#" not in text_of(page) and "LED 屏" in text_of(page)


def test_downloads_are_the_artefacts_themselves() -> None:
    tree = site().tree
    assert tree["downloads/poster/fake-loan.zh.pdf"] == POSTER
    archive = zipfile.ZipFile(io.BytesIO(tree["downloads/led/lobby.zip"]))
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"lobby/{path}": data for path, data in PAGES.items()
    }
    for path in ("poster/fake-loan.zh.pdf", "led/lobby.zip"):
        digest = hashlib.sha256(tree[f"downloads/{path}"]).hexdigest()
        assert f"{digest}  {path}\n" in site().page("downloads/SHA256SUMS.txt")
        for folder in ("", "en/"):
            assert f">{digest[:16]}<" in site().page(f"{folder}downloads/{path.partition('/')[0]}.html")


def test_each_language_has_its_own_search_and_chinese_is_cut_into_words() -> None:
    chinese, english = (read_index(site().tree[f"{folder}search/search_index.js"]) for folder in ("", "en/"))
    assert "刷单" in chinese.words["tactics/task-rebate-scam.html"]
    assert {"fak", "loan"} <= english.words["tactics/fake-loan.html"]
    assert "fak" not in chinese.words["tactics/fake-loan.html"]


def test_the_sitemap_pairs_the_languages() -> None:
    sitemap = site().page("sitemap.xml")
    assert "https://test.example/en/tactics/fake-loan.html" in sitemap
    assert '<xhtml:link rel="alternate" hreflang="zh" href="https://test.example/tactics/fake-loan.html"/>' in sitemap
    assert "en/sitemap.xml" not in site().tree


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    again = build(make_project(tmp_path), tmp_path / "scratch")
    assert list(again.tree) == list(site().tree)
    assert [path for path in again.tree if again.tree[path] != site().tree[path]] == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("index.html", "</body>", '<img src="https://cdn.example/a.png"></body>', "SITE004"),
        ("index.html", "</body>", '<img src="//cdn.example/a.png"></body>', "SITE004"),
        ("index.html", "</body>", '<p style="background:url(https://cdn.example/a)"></p></body>', "SITE004"),
        ("assets/fanzha/site.css", ":root", '@import "https://cdn.example/a.css"; :root', "SITE004"),
        ("en/tactics/fake-loan.html", 'href="../index.html"', 'href="../nowhere.html"', "SITE005"),
        ("help/now.html", "</body>", '<a href="now.html#nowhere">x</a></body>', "SITE005"),
        ("index.html", "</body>", '<a href="https://96ll0.example/">x</a></body>', "SITE006"),
        ("index.html", "</head>", '<meta property="og:image" content="https://test.example/no.png"></head>', "SITE005"),
        ("index.html", "</head>", '<meta property="og:image" content="https://cdn.example/a.png"></head>', "SITE006"),
        ("index.html", 'href="tel:96110"', 'href="tel:961100"', "SITE006"),
        ("index.html", "</body>", '<a href="javascript:alert(1)">x</a></body>', "SITE006"),
    ],
)
def test_the_reader_refuses(path: str, old: str, new: str, code: str) -> None:
    assert set(problems(altered(path, old, new))) == {code}


def test_the_reader_misses_no_page_and_no_download() -> None:
    tree = dict(site().tree)
    del tree["en/cases/deposit.html"]
    assert "SITE003" in problems(tree)
    assert problems({**site().tree, "downloads/poster/fake-loan.zh.pdf": b"other"}) == ["SITE007"]
    assert problems({**site().tree, "search/search_index.js": b"var fzIndex={};\n"}) == ["SITE008"]


def test_a_link_to_a_missing_page_is_refused_with_mkdocs_words(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "docs" / "help" / "now.md").write_text("# 求助\n\n看[那里](gone.md)。\n", "utf-8")
    with pytest.raises(Refusal) as refused:
        build(root, tmp_path / "scratch")
    assert refused.value.code == "SITE002" and "gone.md" in str(refused.value.details["message"])


def test_a_page_in_utf_16_is_shown_and_files_outside_the_library_are_not(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    page = root / "docs" / "about.md"
    page.write_bytes("# 关于\r\n\r\n换了编码。\r\n".encode("utf-16"))
    (root / "docs" / "loop").symlink_to(root / "docs")
    (root / "docs" / ".secret.md").write_text("# secret", "utf-8")
    made = build(root, tmp_path / "scratch")
    assert "换了编码。" in made.page("about.html")
    assert not [path for path in made.tree if "loop" in path or "secret" in path]


def test_any_source_makes_the_site_stale(tmp_path: Path) -> None:
    before = digest_of(site().artifact.params)
    root = make_project(tmp_path)

    def after() -> str:
        from fanzha.load import load_project

        library, _ = load_project(root)
        assert library is not None
        return digest_of(plan(library).params)

    assert after() == before
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "\n# more\n", "utf-8")
    assert after() != before


def test_a_language_without_words_is_a_diagnostic() -> None:
    library = site().library
    publisher = dataclasses.replace(
        library.publisher, locales=(*library.publisher.locales, type(library.publisher.site)("ug"))
    )
    found = list(
        FORMAT.plan(
            dataclasses.replace(library, publisher=publisher),
            Edition(folder="site", name="site", options=None),
            Options(),
        )
    )
    assert [one.code for one in found if isinstance(one, Diagnostic)] == ["SITE001"] and len(found) == 1


def test_every_language_has_every_word() -> None:
    chinese, english = WORDS["zh"], WORDS["en"]
    only_chinese = {"amount.ten_thousand", "amount.hundred_million"}
    assert set(chinese.keys()) - set(english.keys()) == only_chinese
    assert set(english.keys()) <= set(chinese.keys())
    with pytest.raises(MissingString):
        english("nav.nothing")


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (Amount(max=10000, qualifier="nearly"), "损失近1万元", "nearly 10,000 yuan lost"),
        (Amount(min=9000, max=10000, qualifier="nearly"), "损失近1万元", "nearly 10,000 yuan lost"),
        (Amount(min=300000, kind="prevented"), "保住30万元", "300,000 yuan saved"),
        (Amount(min=10400, kind="prevented"), "保住10400元", "10,400 yuan saved"),
        (Amount(min=132600, qualifier="over"), "损失超过13.26万元", "over 132,600 yuan lost"),
        (Amount(min=900, max=1500, kind="recovered"), "追回900元至1500元", "900 yuan to 1,500 yuan recovered"),
        (Amount(max=5000), "损失不到5000元", "up to 5,000 yuan lost"),
        (
            Amount(min=16000000, qualifier="about", kind="claimed"),
            "骗子声称约1600万元",
            "Scammer named about 16,000,000 yuan",
        ),
    ],
)
def test_amounts_as_people_say_them(amount: Amount, zh: str, en: str) -> None:
    assert WORDS["zh"].amount(amount) == zh
    assert WORDS["en"].amount(amount) == en


@pytest.mark.parametrize("names", [{"en": "Station"}, {}], ids=["only the other language", "none"])
def test_a_publisher_without_a_name_does_not_stop_the_plan(names: dict[str, str]) -> None:
    library = site().library
    nameless = dataclasses.replace(library, publisher=dataclasses.replace(library.publisher, names=names))
    assert plan(nameless).title == (names.get("en") or library.publisher.site)
    without_home = dataclasses.replace(nameless, pages={})
    for locale in library.publisher.locales:
        assert site_pages(without_home, locale)


def test_plain_mkdocs_shows_a_project_with_errors(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for path in ("publisher.yml", "registry/numbers.yml"):
        file = root / "materials" / path
        text = re.sub(r"(names|use_for): \{zh: [^,}]*, (en: [^}]*)\}", r"\1: {\2}", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    done = plain_mkdocs(root, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Test Station" in (root / "build" / "mkdocs" / "index.html").read_text("utf-8")


def plain_mkdocs(root: Path, temporary: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` as someone does who does not know fanzha."""
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=root,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary), "FANZHA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plain_mkdocs_builds_strictly_and_offers_what_the_manifest_lists(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    records = [{**dataclasses.asdict(one), "recipe": {}} for one in site().workshop.finished]
    (root / "build" / "manifest.json").write_text(json.dumps({"artifacts": records}), "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = plain_mkdocs(root, temporary, "--strict")
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    assert "jieba" not in done.stderr.lower() and not list(temporary.iterdir()), (
        "no cache of jieba's outside the project"
    )
    made = root / "build" / "mkdocs"
    assert (made / "downloads" / "poster" / "fake-loan.zh.pdf").read_bytes() == POSTER
    assert (made / "en" / "tactics" / "fake-loan.html").read_text("utf-8") == site().page("en/tactics/fake-loan.html")


@pytest.mark.parametrize(
    "damaged", ["led/lobby/sub/play.txt", pytest.param("poster/fake-loan.zh.pdf", marks=pytest.mark.slow)]
)
def test_plain_mkdocs_offers_nothing_that_is_not_the_manifests_and_fails_when_strict(
    tmp_path: Path, damaged: str
) -> None:
    root = make_project(tmp_path)
    records = [{**dataclasses.asdict(one), "recipe": {}} for one in site().workshop.finished]
    (root / "build" / "manifest.json").write_text(json.dumps({"artifacts": records}), "utf-8")
    (root / "build" / damaged).write_bytes(b"older")
    lax, strict = plain_mkdocs(root, tmp_path), plain_mkdocs(root, tmp_path, "--strict")
    assert lax.returncode == 0 and strict.returncode == 1
    assert "SITE007" in lax.stderr and "SITE007" in strict.stderr
    offered = (root / "build" / "mkdocs" / "downloads").rglob("*.*")
    names = {path.name for path in offered if path.suffix in {".pdf", ".zip"} and path.parent.name != "bundles"}
    stale = "fake-loan.zh.pdf" if damaged.endswith("pdf") else "lobby.zip"
    assert names == {"fake-loan.zh.pdf", "lobby.zip", "door.zip", "hall.zip"} - {stale}


def test_importing_the_format_imports_nothing_heavy() -> None:
    probe = (
        "import sys, fanzha.formats.site; print([m for m in ('mkdocs', 'jinja2', 'nh3', 'jieba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_tree_is_lazy_and_sorted() -> None:
    made: Site = site()
    assert list(made.tree) == sorted(made.tree)
    assert len(made.tree) == sum(path.is_file() for path in made.folder.rglob("*"))


def test_settings_of_before_that_name_materials_search_still_build(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "plugins:\n" in text
    settings.write_text(re.sub(r"(plugins:\n.*\n)", r"\1  search: {}\n  offline: {}\n", text), "utf-8")
    made = build(root, tmp_path / "scratch")
    assert made.tree["search/search_index.js"] == site().tree["search/search_index.js"]
    assert "search/search_index.json" not in made.tree
