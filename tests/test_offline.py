"""The offline part of the site: what is kept, in which order, and that it agrees with the site's files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image

from fanzha.formats.site.offline import WORKER, kept, retired, shield, worker
from fanzha.formats.site.wording import Wording
from tests.site_project import site
from tests.test_site import problems


def listed(text: str) -> Mapping[str, str]:
    found = re.search(r"^var FILES = (\{.*?\});$", text, re.MULTILINE | re.DOTALL)
    assert found
    files: Mapping[str, str] = json.loads(found[1])
    return files


def version(text: str) -> str:
    found = re.search(r'^var VERSION = "([0-9a-f]{12})";$', text, re.MULTILINE)
    assert found
    return found[1]


def manifest(folder: str = "") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(site().tree[f"{folder}manifest.webmanifest"])
    return made


def test_the_emergency_page_comes_first_in_every_language() -> None:
    core, rest = kept(site().tree, ("en",))
    pages = [path for path in core if path.endswith(".html")]
    assert pages == ["help/now.html", "en/help/now.html", "index.html", "en/index.html"]
    assert {"assets/fanzha/now.css", "assets/fanzha/site.css", "assets/fanzha/offline.js"} <= set(core)
    assert not [path for path in core if "search_index" in path or "speak" in path], "what few need comes later"
    assert {"tactics/fake-loan.html", "en/tactics/fake-loan.html", "en/cases/deposit.html"} <= set(rest)
    assert any("search_index" in path for path in rest) and any("en/search" in path for path in rest)
    assert "assets/fanzha/offline.css" in rest, "shown only without a network, so it must be there then"


def test_no_download_is_kept() -> None:
    files = listed(site().page(WORKER))
    assert [path for path in files if path.startswith("downloads/") and not path.endswith(".html")] == []
    assert not [path for path in files if path.endswith((".map", ".xml", ".gz")) or path == "_headers"]


def test_another_site_is_another_version_and_the_same_the_same() -> None:
    tree = dict(site().tree)
    assert worker(tree, ("en",)) == site().page(WORKER)
    page = "tactics/fake-loan.html"
    other = worker({**tree, page: tree[page] + b" "}, ("en",))
    assert version(other) != version(site().page(WORKER))
    changed = {path for path, digest in listed(other).items() if digest != listed(site().page(WORKER))[path]}
    assert changed == {page}, "what stays the same is not fetched again"


def test_a_site_too_large_for_a_phone_keeps_what_matters() -> None:
    tree = {path: data for path, data in site().tree.items() if path.endswith(".html")}
    large = {f"cases/{number:04}.html": b"x" * 100_000 for number in range(300)}
    core, rest = kept({**tree, **large}, ("en",))
    assert set(core) >= {"help/now.html", "en/index.html"} and "about.html" in rest
    assert 15_000_000 < sum(len({**tree, **large}[path]) for path in (*core, *rest)) <= 20_000_000


@pytest.mark.parametrize(("folder", "scope"), [("", "./"), ("en/", "../")])
def test_each_language_can_be_installed(folder: str, scope: str) -> None:
    made = manifest(folder)
    words = Wording.of(site().library, folder.rstrip("/") or "zh")
    assert made["lang"] == (folder.rstrip("/") or "zh") and made["dir"] == "ltr" and made["scope"] == scope
    assert made["name"] == words("offline.name") and made["display"] == "standalone"
    assert made["shortcuts"] == [{"name": words("nav.now"), "url": "help/now.html"}]
    for icon in made["icons"]:
        image = Image.open(io.BytesIO(site().tree[folder + icon["src"]]))
        assert icon["sizes"] == f"{image.width}x{image.height}"
    assert {icon["purpose"] for icon in made["icons"]} == {"any", "maskable"}
    page = site().page(f"{folder}tactics/fake-loan.html")
    assert '<link rel="manifest" href="../manifest.webmanifest">' in page and 'rel="apple-touch-icon"' in page


def test_a_launcher_may_cut_the_maskable_icon_to_a_circle() -> None:
    """W3C: what matters lies within a circle of two fifths of the width around the middle."""
    image = Image.open(io.BytesIO(shield(512, "#0e4a66", "#ffffff", full=True))).convert("RGB")
    ground = image.getpixel((0, 0))
    assert ground == (0x0E, 0x4A, 0x66)
    outside = [(x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if (x - 256) ** 2 + (y - 256) ** 2 > 205**2]
    assert {image.getpixel(point) for point in outside} == {ground}
    assert image.getpixel((256, 180)) == (255, 255, 255)


def test_the_reader_sees_a_worker_or_manifest_out_of_step() -> None:
    tree = dict(site().tree)
    assert problems({**tree, "about.html": tree["about.html"] + b"<!-- later -->"}) == ["SITE010"]
    assert problems({path: data for path, data in tree.items() if path != WORKER}) == ["SITE010"]
    assert problems({**tree, WORKER: retired().encode()}) == [], "the publisher may switch it off"
    assert "SITE010" in problems({path: data for path, data in tree.items() if "icon-512" not in path})
    broken = json.dumps({**manifest(), "start_url": "gone.html"}).encode()
    assert problems({**tree, "manifest.webmanifest": broken}) == ["SITE010"]
