"""A static host for browser tests, as strict as the configurations in `deploy` make one."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fanzha.formats.site.deploy import SECURITY


@dataclass
class Host:
    """A running host."""

    base: str
    """Address of its root, with the slash."""
    asked: list[str] = field(default_factory=list)
    """Paths that were asked for."""
    failing: set[str] = field(default_factory=set)
    """Paths that get a 500."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host
    not_found = "404.html"

    def send_head(self) -> object:  # type: ignore[override]
        path = self.path.partition("?")[0]
        self.host.asked.append(path)
        if path in self.host.failing:
            self.send_error(500)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        for name, value in SECURITY:
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the nearest folder's 404 page, as a real host does."""
        folder = Path(self.translate_path(self.path.partition("?")[0])).parent
        page = next(
            (one / self.not_found for one in (folder, *folder.parents) if (one / self.not_found).exists()), None
        )
        if code != 404 or page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up."""


@contextlib.contextmanager
def hosting(folder: Path, path: str = "/") -> Iterator[Host]:
    """Serve `folder` on this machine; `path` is where in it the site begins."""
    host = Host("")
    handler = functools.partial(type("Handler", (_Handler,), {"host": host}), directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    host.base = f"http://127.0.0.1:{server.server_port}{path}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
