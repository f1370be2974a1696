"""The files for publishing: what they say follows from the publisher, and every page keeps to the policy they send."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.site import DEPLOY, FORMAT, DeployParams, Options, deploy_params
from fanzha.formats.site.anywhere import address_on_404
from fanzha.formats.site.csp import POLICY
from fanzha.formats.site.deploy import FRESH, render_deploy
from fanzha.formats.site.reading import read_page
from fanzha.formats.site.render import render
from fanzha.model import Artifact, Edition, Library
from tests.site_project import site
from tests.test_site import altered, problems

IN_A_FOLDER = DeployParams(site="https://gov.example/fanzha/", locales=("en",), name="站")


def planned(library: Library) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(library, Edition(folder="site", name="site", options=None), Options()))


def at(address: str) -> Library:
    """Return the small project's library, to be published at another address."""
    library = site().library
    changed = dataclasses.replace(library.publisher, site=type(library.publisher.site)(address))
    return dataclasses.replace(library, publisher=changed)


def text(tree: Mapping[str, bytes], path: str) -> str:
    return tree[path].decode("utf-8")


def test_the_files_are_an_artefact_of_their_own_that_nobody_is_offered(tmp_path: Path) -> None:
    artifact = next(one for one in planned(site().library) if isinstance(one, Artifact) and one.path == DEPLOY)
    assert (artifact.kind, artifact.format, artifact.after_others) == ("tree", "site", True)
    workshop = Workshop(tmp_path, tmp_path / "scratch", tmp_path / "cache")
    made = render(artifact, workshop)
    assert list(FORMAT.verify(artifact, made, workshop)) == []
    assert made == render(artifact, workshop), "the same bytes every time"
    assert "https://test.example/" in text(made, "00_README.html")


def test_every_configuration_sends_the_one_policy_and_knows_host_folder_and_locales() -> None:
    made = render_deploy(IN_A_FOLDER)
    for path in ("nginx/fanzha.conf", "caddy/Caddyfile", "headers/_headers"):
        assert POLICY in text(made, path) and "nosniff" in text(made, path) and "no-referrer" in text(made, path)
    nginx = text(made, "nginx/fanzha.conf")
    assert "server_name gov.example;" in nginx and "error_page 404 /fanzha/en/404.html" in nginx
    assert re.search(r"^    #add_header Strict-Transport-Security", nginx, re.MULTILINE), "switched off until decided"
    assert "/fanzha/sw.js\n  Cache-Control: no-cache" in text(made, "headers/_headers")


def test_the_sites_own_root_holds_the_headers_file() -> None:
    made = render_deploy(deploy_params(site().library.publisher))
    assert site().tree["_headers"] == made["headers/_headers"]


@pytest.mark.parametrize("directive", ["unsafe-inline", "unsafe-eval", "http:", "https:", "*"])
def test_the_policy_is_strict(directive: str) -> None:
    assert directive not in POLICY and POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


@pytest.mark.parametrize("spoil", ["nginx/fanzha.conf", "headers/_headers"])
def test_a_configuration_without_the_policy_is_refused(spoil: str, tmp_path: Path) -> None:
    artifact = next(one for one in planned(site().library) if isinstance(one, Artifact) and one.path == DEPLOY)
    made = render_deploy(IN_A_FOLDER)
    laxer = {**made, spoil: made[spoil].replace(b"script-src 'self'", b"script-src *")}
    workshop = Workshop(tmp_path, tmp_path, tmp_path)
    assert [one.code for one in FORMAT.verify(artifact, laxer, workshop)] == ["SITE009"]
    gone = {path: data for path, data in made.items() if path != spoil}
    assert [one.code for one in FORMAT.verify(artifact, gone, workshop)] == ["SITE003"]


@pytest.mark.parametrize("folder", ["a b", "a;b", 'a"b', "a{b", "$uri", "a\\b", "..", "#"])
def test_a_folder_that_would_become_configuration_is_refused(folder: str) -> None:
    found = planned(at(f"https://test.example/{folder}/"))
    assert [one.code for one in found if isinstance(one, Diagnostic)] == (["SITE011"] if folder != "#" else [])
    assert "site" in [one.path for one in found if isinstance(one, Artifact)]


def test_plain_folders_are_fine() -> None:
    for folder in ("", "fanzha/", "a/b-c_d.e~f/"):
        assert not [one for one in planned(at(f"https://test.example/{folder}")) if isinstance(one, Diagnostic)]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<script type='text/javascript'>1</script>",
        "<script type=module>1</script>",
        "<style>p{}</style>",
        "<p style='color:red'>",
        "<p onclick='x()'>",
        "<svg onload=x()>",
        "<a href='java\nscript:x()'>",
        "<a href=' JavaScript:x()'>",
        "<script src='https://cdn.example/a.js'></script>",
        "<script src='//cdn.example/a.js'></script>",
        "<script src='data:text/javascript,1'></script>",
        "<link rel=stylesheet href='https://cdn.example/a.css'>",
        "<link rel='preload prefetch' href='//cdn.example/a.css'>",
        "<link rel=manifest href='https://test.example/manifest.webmanifest'>",
        "<img src='https://cdn.example/a.png'>",
        "<img srcset='a.png 1x, https://cdn.example/b.png 2x'>",
        "<iframe src='a.html'></iframe>",
        "<object data='a.pdf'></object>",
        "<base href='/'>",
        "<form action='https://cdn.example/'>",
        "<button formaction='https://cdn.example/'>",
        "<meta http-equiv=refresh content='0;url=a.html'>",
        "<video poster='https://cdn.example/a.png'>",
        "<svg><use href='https://cdn.example/a.svg#a'/></svg>",
    ],
)
def test_what_the_policy_stops_is_seen(html: str) -> None:
    assert read_page(f"<!doctype html><body>{html}").breaches


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/json">{"a": "<p style=x>"}</script>',
        '<script src="../a.js" defer></script><link rel="stylesheet" href="a.css"><link rel="manifest" href="m">',
        '<link rel="canonical" href="https://test.example/"><a href="https://test.example/" hreflang="en">',
        '<img src="data:image/png;base64,AAAA"><img src="blob:x"><img src="a.png" srcset="a.png 1x, b.png 2x">',
        '<form action="search.html"><svg><use href="#a"/></svg><a href="tel:110">110</a><p title="onclick=x">',
        '<meta property="og:image" content="https://test.example/a.png">',
    ],
)
def test_what_the_policy_allows_passes(html: str) -> None:
    assert read_page(f"<!doctype html><body>{html}").breaches == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("index.html", "</body>", "<script>1</script></body>", "SITE009"),
        ("en/tactics/fake-loan.html", "</body>", '<p style="color:red"></p></body>', "SITE009"),
        ("help/now.html", "</body>", '<p onclick="x()"></p></body>', "SITE009"),
        ("404.html", "</body>", '<img src="https://test.example/assets/fanzha/icon.svg"></body>', "SITE009"),
        ("index.html", "</body>", '<a href="tactics/">x</a></body>', "SITE005"),
        ("index.html", "</body>", '<a href="/index.html">x</a></body>', "SITE005"),
        ("tactics/index.html", "</body>", '<a href="../../index.html">x</a></body>', "SITE005"),
        ("404.html", "</body>", '<a href="index.html">x</a></body>', "SITE005"),
        ("en/404.html", "</body>", '<a href="/en/gone.html">x</a></body>', "SITE005"),
        ("assets/fanzha/site.css", ":root", '@import "gone.css"; :root', "SITE005"),
    ],
)
def test_the_reader_refuses_what_works_on_some_hosts_only(path: str, old: str, new: str, code: str) -> None:
    assert set(problems(altered(path, old, new))) == {code}


def test_addresses_on_a_404_page_count_from_the_sites_folder() -> None:
    library = at("https://test.example/fanzha/")
    assert address_on_404(library, "/fanzha/en/../index.html") == "index.html"
    assert address_on_404(library, "/index.html") is None and address_on_404(library, "index.html") is None


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    """Return a build folder with the site and the files for publishing it."""
    shutil.copytree(site().folder, tmp_path / "build" / "site")
    for path, data in render_deploy(IN_A_FOLDER).items():
        file = tmp_path / "build" / "deploy" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "build"


def test_a_buckets_settings_are_xml_and_name_home_and_missing_page() -> None:
    root = ET.fromstring(render_deploy(IN_A_FOLDER)["bucket/website.xml"])
    assert root.tag == "WebsiteConfiguration"
    assert (root.findtext("IndexDocument/Suffix"), root.findtext("ErrorDocument/Key")) == (
        "index.html",
        "fanzha/404.html",
    )


def test_the_upload_sends_pages_late_the_worker_last_and_deletes_at_the_end(handed_out: Path, tmp_path: Path) -> None:
    """With a stand-in for rclone that writes down what it is asked."""
    tool = tmp_path / "bin" / "rclone"
    tool.parent.mkdir()
    tool.write_text('#!/bin/sh\nfor one in "$@"; do printf "%s\\t" "$one"; done >>"$NOTED"; echo >>"$NOTED"\n', "utf-8")
    tool.chmod(0o755)
    noted = tmp_path / "noted"
    environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "NOTED": str(noted)}
    script = handed_out / "deploy" / "bucket" / "upload.sh"
    subprocess.run(["sh", str(script), "store:bucket"], check=True, env=environment, cwd=tmp_path)
    asked = [line.split("\t") for line in noted.read_text("utf-8").splitlines()]
    assert {tuple(one[2:4]) for one in asked} == {(str(handed_out / "site"), "store:bucket/fanzha")}
    assert [one[0] for one in asked] == ["copy"] * 4 + ["sync"]
    assert "*.html" in asked[0] and "--exclude" in asked[0] and "*.html" in asked[2] and "/sw.js" in asked[3]
    assert "Content-Type: application/manifest+json" in asked[1]
    assert "Cache-Control: no-cache" in asked[3] and all(f"Cache-Control: {FRESH}" in one for one in asked[:3])
    assert subprocess.run(["sh", str(script)], capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_site_is_put_into_a_branch_of_its_own_byte_by_byte(handed_out: Path, tmp_path: Path) -> None:
    bare, script = tmp_path / "bare.git", handed_out / "deploy" / "gitee" / "publish.sh"
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*command: str) -> str:
        done = subprocess.run(["git", "-C", str(bare), *command], check=True, env=environment, capture_output=True)
        return done.stdout.decode("utf-8").strip()

    def publish() -> None:
        subprocess.run(["sh", str(script), str(bare)], check=True, env=environment, capture_output=True)

    bare.mkdir()
    git("init", "-q", "--bare")
    publish()
    checked_out = tmp_path / "out"
    checked_out.mkdir()
    git(f"--work-tree={checked_out}", "checkout", "-q", "pages", "--", ".")
    there = {path.relative_to(checked_out).as_posix(): path for path in checked_out.rglob("*") if path.is_file()}
    assert there.pop(".nojekyll").read_bytes() == b""
    assert {path: file.read_bytes() for path, file in there.items()} == dict(site().tree)
    publish()
    assert git("rev-list", "--count", "pages") == "1", "nothing had changed"
    (handed_out / "site" / "about.html").unlink()
    publish()
    assert git("rev-list", "--count", "pages") == "2"
    assert "about.html" not in git("ls-tree", "--name-only", "pages").splitlines()


class Anchors(HTMLParser):
    """Collects addresses and targets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given["id"] or ""} if "id" in given else set()
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []


def test_the_guide_leads_only_into_itself_and_names_every_file() -> None:
    for params in (IN_A_FOLDER, DeployParams(site="https://a.example/", locales=(), name='"<b>')):
        made = render_deploy(params)
        page = text(made, "00_README.html")
        anchors = Anchors()
        anchors.feed(page)
        assert anchors.links and {link.removeprefix("#") for link in anchors.links} <= anchors.ids
        assert [path for path in made if path != "00_README.html" and path not in page] == []
        assert "<b>" not in page and params.site in page and "备案" in page


def test_only_404_pages_know_in_which_folder_the_site_lies() -> None:
    absolute = {
        path for path in site().tree if path.endswith(".html") and re.search('(?:href|src)="/', site().page(path))
    }
    assert absolute == {"404.html", "en/404.html"}


def test_only_a_site_with_posters_has_their_numbers_in_capitals() -> None:
    without, with_them = (render_deploy(dataclasses.replace(IN_A_FOLDER, posters=posters)) for posters in (False, True))
    for path in ("nginx/fanzha.conf", "caddy/Caddyfile"):
        assert "/fanzha/Q" not in text(without, path) and "/fanzha/Q" in text(with_them, path)
    changed = [path for path in without if without[path] != with_them[path]]
    assert changed == ["nginx/fanzha.conf", "caddy/Caddyfile"]
    assert not [
        one for one in planned(site().library) if isinstance(one, Artifact) and "posters=True" in repr(one.params)
    ]
