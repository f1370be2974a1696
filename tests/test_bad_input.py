"""Bad input of the website: each is told with file and line, in both languages, and the last good site stays."""

from __future__ import annotations

import atexit
import datetime
import functools
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from fanzha.checks.raw_html import reader
from fanzha.cli import main
from fanzha.load.markdown import parse_document
from fanzha.load.passages import document_prose
from fanzha.prose import read
from fanzha.source import SourceFile, decode
from tests.harness import FIXTURES, ROOT
from tests.hostile.active import active
from tests.hostile.attack import payloads
from tests.site_project import site
from tests.test_hostile_site import converted

TODAY = "2026-01-05"
SIGNED = "sign_off: [{role: author, on: 2026-01-02}, {role: second-reader, on: 2026-01-02}]"
FRONT = f"---\nreviewed_on: 2026-01-02\nreview_by: 2026-12-31\n{SIGNED}\n---\n"
FIRST = FRONT.count("\n") + 1
"""The line of a page's heading."""


def page(*lines: str) -> str:
    """Return a free page with a heading, an empty line and `lines`."""
    return FRONT + "\n".join(["# 关于", "", *lines]) + "\n"


def with_locale(locale: str) -> str:
    """Return the publisher's file with one locale more."""
    text = (FIXTURES / "minimal" / "materials" / "publisher.yml").read_text("utf-8")
    text = text.replace("[zh, en]", f"[zh, en, {locale}]").replace("Test Station", f"Test Station, {locale}: Poste")
    return text.replace("Test County", f"Test County, {locale}: Région")


ABOUT, TAKEN = "docs/about.md", "docs/downloads/index.md"
PUBLISHER, ENGLISH = "materials/publisher.yml", "materials/locale/en.yml"
SITUATION = "- {id: phone, names: {zh: 有人打电话, en: A call}, tactics: [fake-loan]}\n"
CASES: Mapping[str, tuple[Mapping[str, str], str, str]] = {
    "a script": ({ABOUT: page("<script>alert(1)</script>")}, "SITE024", f"{ABOUT}:{FIRST + 2}:1"),
    "a script in a sentence": ({ABOUT: page("好<script>x()</script>的")}, "SITE024", f"{ABOUT}:{FIRST + 2}:2"),
    "a picture that acts": ({ABOUT: page("看<img src=x onerror=go()>")}, "SITE024", f"{ABOUT}:{FIRST + 2}:2"),
    "a frame": ({ABOUT: page('<iframe src="../help/now.md"></iframe>')}, "SITE024", f"{ABOUT}:{FIRST + 2}:1"),
    "a handler without a tag": (
        {ABOUT: page('看[这里](help/now.md){: onclick="go()"}')}, "SITE024", f"{ABOUT}:{FIRST + 2}:22"
    ),
    "a script in an admonition": (
        {ABOUT: page("!!! note", "", "    <script>alert(1)</script>")}, "SITE024", f"{ABOUT}:{FIRST + 4}:5"
    ),
    "a foreign host": ({ABOUT: page("看 https://www.sample-bank.cn/ 。")}, "LINK004", f"{ABOUT}:{FIRST + 2}:"),
    "a look-alike host": ({ABOUT: page("看 https://tеst.example/ 。")}, "LINK008", f"{ABOUT}:{FIRST + 2}:"),
    "a look-alike number": ({ABOUT: page("请打 96ll0 。")}, "NUM", f"{ABOUT}:{FIRST + 2}:"),
    "a link without a scheme": ({ABOUT: page("看[这里](//sample-bank.cn/)。")}, "LINK0", f"{ABOUT}:{FIRST + 2}:"),
    "a foreign picture": ({ABOUT: page("![图](https://www.sample-bank.cn/a.png)")}, "LINK004", f"{ABOUT}:{FIRST + 2}:"),
    "a link that runs": ({ABOUT: page("看[这里](javascript:go())。")}, "LINK010", f"{ABOUT}:{FIRST + 2}:"),
    "a foreign host after a good link": (
        {ABOUT: page("看[甲](help/now.md)、[乙](https://sample-bank.cn/)。")}, "LINK004", f"{ABOUT}:{FIRST + 2}:23"
    ),
    "a link that runs after a good link": (
        {ABOUT: page("看[甲](help/now.md)、[丙](javascript:go())。")}, "LINK010", f"{ABOUT}:{FIRST + 2}:23"
    ),
    "a link without a scheme after a good link": (
        {ABOUT: page("看[甲](help/now.md)、[丁](//sample-bank.cn/)。")}, "LINK0", f"{ABOUT}:{FIRST + 2}:"
    ),
    "a broken link after a good link": (
        {ABOUT: page("看[甲](help/now.md)和[戊](gone.md)。")}, "LINK013", f"{ABOUT}:{FIRST + 2}:23"
    ),
    "a broken link": ({ABOUT: page("看[这里](gone.md)。")}, "LINK013", f"{ABOUT}:{FIRST + 2}:7"),
    "a broken picture": ({ABOUT: page("![图](gone.png)")}, "LINK013", f"{ABOUT}:{FIRST + 2}:6"),
    "a broken anchor": ({ABOUT: page("看[这里](help/now.md#gone)。")}, "LINK014", f"{ABOUT}:{FIRST + 2}:"),
    "a link for one place": ({ABOUT: page("看[这里](/help/now.html)。")}, "LINK015", f"{ABOUT}:{FIRST + 2}:"),
    "a page without a title": ({ABOUT: FRONT + "没有标题。\n"}, "LOAD022", f"{ABOUT}:"),
    "a locale without words": ({PUBLISHER: with_locale("fr")}, "SITE001", f"{PUBLISHER}:3:19"),
    "missing words": (
        {PUBLISHER: with_locale("fr"), "materials/locale/fr.yml": "language: Français\n"},
        "SITE020",
        "materials/locale/fr.yml:1",
    ),
    "a word that nobody asks for": (
        {ENGLISH: "nav:\n  hone: Start\n"}, "SITE021", f"{ENGLISH}:2:3"
    ),
    "other braces": (
        {ENGLISH: "downloads:\n  zip: '{number} files'\n"}, "SITE022", f"{ENGLISH}:2:8"
    ),
    "braces that reach inside": (
        {ENGLISH: "downloads:\n  zip: '{count.__class__} files'\n"}, "SITE022",
        f"{ENGLISH}:2:8",
    ),
    "markup in a word": (
        {ENGLISH: "nav:\n  home: <script>x()</script>\n"}, "SITE023", f"{ENGLISH}:2:9"
    ),
    "an unknown direction": ({ENGLISH: "direction: up\n"}, "LOAD020", f"{ENGLISH}:1:12"),
    "words for nobody": ({"materials/locale/words.yml": "nav: {}\n"}, "LOAD032", "materials/locale/words.yml"),
    "a page where a list is": ({TAKEN: page("字。")}, "SITE025", f"{TAKEN}:{FIRST}:"),
    "a page where a situation is": (
        {"materials/registry/situations.yml": SITUATION, "docs/situations/phone.md": page("字。")}, "SITE025",
        f"docs/situations/phone.md:{FIRST}:",
    ),
    "a page in a locale's folder": ({"docs/en/about.md": page("字。")}, "SITE025", "docs/en/about.md:1"),
    "a page among the downloads": ({"docs/downloads/poster.md": page("字。")}, "SITE025", "docs/downloads/poster.md:1"),
    "two pages but for capitals": (
        {ABOUT: page("字。"), "docs/ABOUT.md": page("字。")}, "SITE025", f"{ABOUT}:{FIRST}:"
    ),
    "a page that MkDocs makes the index": ({"docs/README.md": page("字。")}, "SITE025", f"docs/README.md:{FIRST}:"),
    "a page where the missing one is": ({"docs/404.md": page("字。")}, "SITE025", f"docs/404.md:{FIRST}:"),
}  # fmt: skip


def run(root: Path, *command: str) -> tuple[int, str]:
    """Run fanzha in this process, with words in both languages; return its status and what it printed."""
    before = os.environ.get("FANZHA_TODAY")
    os.environ["FANZHA_TODAY"] = TODAY
    try:
        done = CliRunner().invoke(main, ["--project", str(root), *command])
    finally:
        os.environ.pop("FANZHA_TODAY")
        if before is not None:
            os.environ["FANZHA_TODAY"] = before
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.output


@functools.cache
def built() -> Path:
    """Return a project with its site, built once."""
    folder = Path(tempfile.mkdtemp(prefix="fanzha-bad-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = folder / "project"
    shutil.copytree(FIXTURES / "minimal", root)
    shutil.rmtree(root / "materials" / "sms")  # belongs to a format that is the tests' own
    shutil.copy(ROOT / "mkdocs.yml", root)
    status, said = run(root, "build")
    assert status == 0, said
    return root


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below `folder` but the caches."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


FEW = 6
"""How many of the cases the default suite builds: each is a whole build."""


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[pytest.mark.slow] if number >= FEW else []) for number, case in enumerate(CASES)]
)
def test_it_is_told_where_and_the_last_good_site_stays(case: str) -> None:
    files, code, where = CASES[case]
    root = built()
    before = digests(root / "build")
    assert "site/index.html" in before and "manifest.json" in before
    undo: dict[Path, bytes | None] = {}
    try:
        for path, text in files.items():
            file = root / path
            undo[file] = file.read_bytes() if file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        said = {}
        for language in ("zh", "en"):
            status, said[language] = run(root, "--lang", language, "build")
            assert status == 1, said[language]
        assert digests(root / "build") == before
    finally:
        for file, content in undo.items():
            file.unlink() if content is None else file.write_bytes(content)
    for language, hint, error in (("zh", "办法", "错误"), ("en", "hint", "error")):
        told = re.search(
            rf"^{re.escape(where)}\S*  {code}\S* {error}\n  (?P<message>.+)(?P<rest>(?:\n.+)*)", said[language], re.M
        )
        assert told, said[language]
        assert hint in told["rest"]
        assert ("，" in told["message"] or re.search("[\u4e00-\u9fff]", told["message"])) or language == "en"
    assert "SITE002" not in said["en"], "in our own words, not in MkDocs'"


def test_what_is_no_html_is_left_alone() -> None:
    root = built()
    file = root / ABOUT
    words = [
        "3 < 5，`<script>` 是代码，<!-- 给编辑看的 -->",
        "",
        "```",
        "<script>",
        "```",
        "",
        "\\<b> a<b，x <b 和 <https://fanzha.example/>",
        "",
        "- 甲 {#a}",
    ]
    file.write_text(page(*words), "utf-8")
    try:
        _, said = run(root, "--lang", "en", "check")
    finally:
        file.unlink()
    assert "SITE024" not in said, said


def told(body: str) -> bool:
    """Return whether the check speaks of HTML in a page with that body."""
    source = decode("docs/x.md", f"# 名\n\n{body}\n".encode())
    assert isinstance(source, SourceFile)
    document = parse_document(source, [])
    if document is None:
        return True  # refused altogether
    find = reader(site().library)
    return any(True for _ in find(read(document_prose(document, "zh"))))


def test_the_hostile_corpus_is_told_of() -> None:
    acting = [payload for payload in payloads() if active(converted(payload))]
    silent = [payload for payload in acting if not told(payload)]
    links = re.compile(r"\]\(|\]:|<[a-z]+:", re.I)
    assert len(acting) >= 100
    assert [payload for payload in silent if not links.search(payload)] == [], (
        "but for links, which LINK004 to LINK015 judge"
    )


def test_the_day_is_one_on_which_the_project_is_sound() -> None:
    day = datetime.date.fromisoformat(TODAY)
    assert datetime.date(2026, 1, 2) <= day < datetime.date(2026, 12, 31)


def test_a_locale_is_begun_by_a_command_and_not_overwritten(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", root)
    shutil.rmtree(root / "materials" / "sms")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / PUBLISHER).write_text(with_locale("fr"), "utf-8")
    assert run(root, "new", "locale", "fr")[0] == 0
    status, said = run(root, "--lang", "en", "check")
    assert status == 1 and "materials/locale/fr.yml:1  SITE020 error" in said and "SITE001" not in said
    assert "BUILD009" in run(root, "new", "locale", "fr")[1]
    assert "LOAD014" in run(root, "new", "locale", "../evil")[1]
