"""The files that put the site on a server: ready configurations, and a page that says which to use and how.

They follow from the site's address and locales. What they send is defined once: the policy in csp.py, the rest here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import ascii_uppercase
from urllib.parse import urlsplit

import jinja2

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site import DEPLOY, DeployParams
from fanzha.formats.site.csp import POLICY
from fanzha.formats.site.offline import WORKER, retired
from fanzha.formats.site.reading import read_page

README = "00_README.html"
HEADERS = "_headers"
FILES = {
    README: "README.html.j2",
    "nginx/fanzha.conf": "nginx.conf.j2",
    "caddy/Caddyfile": "Caddyfile.j2",
    f"headers/{HEADERS}": "headers.j2",
    "github/pages.yml": "pages.yml.j2",
    "gitee/publish.sh": "gitee-publish.sh.j2",
    "bucket/website.xml": "bucket-website.xml.j2",
    "bucket/upload.sh": "bucket-upload.sh.j2",
}
"""What is made, by the template it is made from."""
SWITCHED_OFF = f"offline-off/{WORKER}"

SECURITY = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
"""Sent with every file."""
FRESH = "public, max-age=300, must-revalidate"
"""No file has a digest in its name: a corrected hotline must reach everybody within minutes."""
_POLICY_HOLDERS = ("nginx/fanzha.conf", "caddy/Caddyfile", f"headers/{HEADERS}")


def render_deploy(params: DeployParams) -> dict[str, bytes]:
    """Return the files by path."""
    env = _templates()
    given = _facts(params)
    made = {path: env.get_template(name).render(given).encode("utf-8") for path, name in FILES.items()}
    return {**made, SWITCHED_OFF: retired().encode("utf-8")}


def headers_file(params: DeployParams) -> str:
    """Return the `_headers` file of Netlify, Cloudflare Pages and their like; it lies in the site's own root."""
    return _templates().get_template(FILES[f"headers/{HEADERS}"]).render(_facts(params))


def verify_deploy(tree: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files: one is missing, lacks the policy, or points at another host."""
    for path in (*FILES, SWITCHED_OFF):
        if not tree.get(path):
            yield Diagnostic.at("SITE003", Place(f"build/{DEPLOY}/{path}"), path=path)
    for path in _POLICY_HOLDERS:
        if path in tree and POLICY not in tree[path].decode("utf-8"):
            yield Diagnostic.at("SITE009", Place(f"build/{DEPLOY}/{path}"), breach="Content-Security-Policy")
    for address in sorted(read_page(tree.get(README, b"").decode("utf-8")).loads):
        yield Diagnostic.at("SITE004", Place(f"build/{DEPLOY}/{README}"), address=address)


def _facts(params: DeployParams) -> dict[str, object]:
    parts = urlsplit(params.site)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    return {
        "name": params.name,
        "site": params.site,
        "host": host,
        "folder": parts.path,
        "letters": ascii_uppercase,
        "posters": params.posters,
        "slug": re.sub(r"[^a-z0-9]+", "_", f"{host}{parts.path}".lower()).strip("_"),
        "locales": params.locales,
        "security": SECURITY,
        "fresh": FRESH,
    }


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "deploy"),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
