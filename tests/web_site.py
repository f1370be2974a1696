"""A website as strangers measure it: one page of each kind, served compressed."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from pathlib import Path

from fanzha.formats.site.pages import site_pages
from tests.site_project import Site

WEB = Path(__file__).parent / "web"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
LIGHTHOUSE = WEB / "node_modules" / "lighthouse" / "cli" / "index.js"
_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest")


def one_of_each_kind(made: Site) -> dict[str, str]:
    """Return an address for every kind of page; the emergency page and the page of a missing address count too."""
    found: dict[str, str] = {}
    kinds = sorted({one.format for one in made.workshop.finished if one.offered and one.format != "site"})
    for page in site_pages(made.library, made.library.publisher.default_locale, kinds):
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
