"""The ready configurations in the real servers, where these are installed (Debian: nginx-light, caddy)."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fanzha.formats.site import DeployParams
from fanzha.formats.site.csp import POLICY
from fanzha.formats.site.deploy import render_deploy
from fanzha.scans import count
from tests.placed_project import placed_site as site

pytestmark = pytest.mark.slow

HOST = "test.example"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin")
CADDY = shutil.which("caddy")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def published(folder: str, www: Path) -> dict[str, bytes]:
    """Put the site where the guide says, and return the ready files."""
    shutil.copytree(site().folder, www / folder.strip("/"), dirs_exist_ok=True)
    (www / folder.strip("/") / ".secret").write_text("secret", "utf-8")
    return render_deploy(DeployParams(site=f"https://{HOST}{folder}", locales=("en",), name="站", posters=True))


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a server until the end of the test."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            assert server.poll() is None, server.stderr and server.stderr.read().decode()
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(10)


def certificate(folder: Path) -> tuple[Path, Path]:
    chain, key = folder / "fullchain.pem", folder / "privkey.pem"
    request = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST} -addext subjectAltName=DNS:{HOST}"
    command = ["openssl", *request.split(), "-keyout", str(key), "-out", str(chain)]
    subprocess.run(command, check=True, capture_output=True)
    return chain, key


class Visitor:
    """Asks a server as a browser would that found it under its name."""

    def __init__(self, port: int, *, secure: bool) -> None:
        self.port, self.secure = port, secure

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        if self.secure:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            raw = socket.create_connection(("127.0.0.1", self.port), 10)
            connection = http.client.HTTPSConnection(HOST, self.port, context=context)
            connection.sock = context.wrap_socket(raw, server_hostname=HOST)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)  # type: ignore[assignment]
        connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return answer.status, headers, gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


def look_around(visitor: Visitor, folder: str) -> None:
    """Check what every server must do."""
    types = {
        "index.html": "text/html; charset=utf-8",
        "tactics/fake-loan.html": "text/html; charset=utf-8",
        "en/help/now.html": "text/html; charset=utf-8",
        "manifest.webmanifest": "application/manifest+json; charset=utf-8",
        "en/manifest.webmanifest": "application/manifest+json; charset=utf-8",
        "assets/fanzha/icon.svg": "image/svg+xml",
        "assets/fanzha/icon-192.png": "image/png",
        "downloads/poster/fake-loan.zh.pdf": "application/pdf",
    }
    for path, kind in types.items():
        status, headers, body = visitor.get(folder + path)
        assert (status, headers["content-type"].split(";")[0]) == (200, kind.split(";")[0]), path
        assert headers["content-type"].lower().replace(" ", "") == kind.replace(" ", ""), path
        assert body == site().tree[path]
    for path in ("", "en/", "sw.js", "assets/fanzha/site.css", "gone.html"):
        _, headers, _ = visitor.get(folder + path)
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in headers, "not before the publisher decides so"
    _, headers, body = visitor.get(folder + "sw.js")
    assert headers["cache-control"] == "no-cache" and "javascript" in headers["content-type"]
    assert visitor.get(folder + "index.html")[1]["content-encoding"] == "gzip"
    for path in ("help/now.html", "assets/fanzha/material.css"):
        assert "max-age=300" in visitor.get(folder + path)[1]["cache-control"]
    for path, page in (("gone.html", "404.html"), ("a/b/", "404.html"), ("en/gone.html", "en/404.html")):
        status, _, body = visitor.get(folder + path)
        assert (status, body) == (404, site().tree[page]), path
    for hidden in (".secret", "_headers"):
        assert visitor.get(folder + hidden)[0] == 404
    typed_in_small_letters(visitor, folder)
    assert visitor.get(folder.rstrip("/") + "/../../etc/passwd")[0] in {400, 404}


def typed_in_small_letters(visitor: Visitor, folder: str) -> None:
    """Check that a poster's page is found however its number is typed, and that nothing else leads there."""
    status, _, body = visitor.get(f"{folder}Q/223Y/")
    assert (status, body) == (200, site().tree["Q/223Y/index.html"])
    for typed in ("q/223y/", "q/223Y", "Q/223y/", "q/223y"):
        status, headers, _ = visitor.get(folder + typed)
        assert (status, headers["location"].endswith(f"{folder}Q/223Y/")) == (301, True), typed
    for typed in ("q/2o3y", "q/22o3y/"):
        _, headers, _ = visitor.get(folder + typed)
        assert headers["location"].endswith(f"{folder}Q/{typed[2:].strip('/').upper()}/"), "no letter is left out"
    for typed in ("Q/ZZZZ/", "q/", "q/223y/en.html", "q/22-3y/"):
        assert visitor.get(folder + typed)[0] == 404, typed


def look_at_posters(visitor: Visitor, folder: str) -> None:
    """Open a poster's page six times more, and one that is missing."""
    for _ in range(6):
        assert visitor.get(f"{folder}Q/223Y/?seen=once")[0] == 200
    assert visitor.get(f"{folder}Q/2244/")[0] == 404


def look_at_the_log(log: Path, folder: str) -> None:
    """Check that scans can be counted from the log, and that it tells nothing of visitors."""
    scans = count([log], frozenset({"223Y"}), f"https://{HOST}{folder}")
    assert scans.found == [] and [(serial, told) for _, serial, told in scans.rows()] == [("223Y", "7")]
    words = log.read_text("utf-8")
    assert "127.0.0.1" not in words and "remote" not in words and "Accept-Encoding" not in words
    assert not re.search(r"\d\d:\d\d", words), "no minute"


@pytest.mark.skipif(NGINX is None, reason="needs nginx")
@pytest.mark.parametrize("folder", ["/", "/in/folder/"])
def test_nginx_serves_the_site_with_the_ready_configuration(folder: str, tmp_path: Path) -> None:
    files = published(folder, tmp_path / "www")
    chain, key = certificate(tmp_path)
    plain, secure = free_port(), free_port()
    config = files["nginx/fanzha.conf"].decode("utf-8")
    for old, new in (
        (f"/var/www/{HOST};", f"{tmp_path}/www;"),
        (f"/var/www/{HOST}; }}", f"{tmp_path}/www; }}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
        (f"/etc/ssl/{HOST}/fullchain.pem", str(chain)),
        (f"/etc/ssl/{HOST}/privkey.pem", str(key)),
        (f"/var/log/nginx/{HOST}.scans.log", str(tmp_path / "scans.log")),
    ):
        config = config.replace(old, new)
    (tmp_path / "fanzha.conf").write_text(config, "utf-8")
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\n"
        f"events {{}}\nhttp {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n"
        + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"include {tmp_path}/fanzha.conf; }}\n",
        "utf-8",
    )
    command = [str(NGINX), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0 and "warn" not in tried.stderr, tried.stderr
    with running(command, secure):
        look_around(Visitor(secure, secure=True), folder)
        status, headers, _ = Visitor(plain, secure=False).get(folder + "help/now.html")
        assert (status, headers["location"]) == (301, f"https://{HOST}{folder}help/now.html")
        look_at_posters(Visitor(secure, secure=True), folder)
    look_at_the_log(tmp_path / "scans.log", folder)
    assert "127.0.0.1" not in (tmp_path / "error.log").read_text("utf-8")


@pytest.mark.skipif(CADDY is None, reason="needs caddy")
@pytest.mark.parametrize("folder", ["/", "/in/folder/"])
def test_caddy_serves_the_site_with_the_ready_configuration(folder: str, tmp_path: Path) -> None:
    """By http on another port: getting a certificate needs the real host."""
    files = published(folder, tmp_path / "www")
    port = free_port()
    config = files["caddy/Caddyfile"].decode("utf-8")
    ready = tmp_path / "Caddyfile"
    ready.write_text(config, "utf-8")
    adapted = subprocess.run(
        [str(CADDY), "validate", "--adapter", "caddyfile", "--config", str(ready)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert adapted.returncode == 0, adapted.stderr
    changed = config.replace(f"\n{HOST} {{", f"\nhttp://{HOST} {{").replace(f"/var/www/{HOST}\n", f"{tmp_path}/www\n")
    changed = changed.replace(f"/var/log/caddy/{HOST}.scans.log", str(tmp_path / "scans.log"))
    ready.write_text(f"{{\n\tadmin off\n\tauto_https off\n\thttp_port {port}\n}}\n" + changed, "utf-8")
    with running([str(CADDY), "run", "--adapter", "caddyfile", "--config", str(ready)], port):
        look_around(Visitor(port, secure=False), folder)
        look_at_posters(Visitor(port, secure=False), folder)
    look_at_the_log(tmp_path / "scans.log", folder)
