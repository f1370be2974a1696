"""The website of the repository's own content, as strangers measure it: one page of each kind, served compressed."""

from __future__ import annotations

import atexit
import contextlib
import functools
import gzip
import http.server
import shutil
import tempfile
import threading
from pathlib import Path

from fanzha.formats import Workshop
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.supply import finished_in
from fanzha.load import load_project
from tests.harness import ROOT
from tests.site_project import Site, plan

WEB = Path(__file__).parent / "web"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
LIGHTHOUSE = WEB / "node_modules" / "lighthouse" / "cli" / "index.js"
_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest")


@functools.cache
def own_site() -> Site:
    """Return the website of the repository, with the products that `build/` holds (none in a fresh copy)."""
    from fanzha.formats.site.render import render

    folder = Path(tempfile.mkdtemp(prefix="fanzha-web-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library, _ = load_project(ROOT)
    assert library is not None
    artifact = plan(library)
    workshop = Workshop(ROOT, folder, folder / "cache", finished_in(ROOT / "build"), ROOT / "build")
    return Site(library, artifact, workshop, render(artifact, workshop), folder / "site")


def one_of_each_kind() -> dict[str, str]:
    """Return an address for every kind of page; the emergency page and the page of a missing address count too."""
    found: dict[str, str] = {}
    for page in site_pages(own_site().library, own_site().library.publisher.default_locale):
        found.setdefault("now" if page.slug == "help/now" else page.kind, page.address)
    return {**found, "missing": "404.html"}


class Compressing(http.server.SimpleHTTPRequestHandler):
    """A static server as our guides set one up: compressed texts, kept by the browser, silent."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send the file, compressed when it is a text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=31536000")
        if path.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a reader who left in a hurry
            self.wfile.write(data)


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    """Return a running server of `folder` on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
