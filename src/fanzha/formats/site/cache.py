"""What Markdown became, kept from build to build in `build/.cache/site/`: a page is only converted when it changed.

The key of a page holds all that its HTML depends on: its text, its address, the extensions and their settings, the
versions of the libraries, and which files there are, since a link is resolved against them. A page of which anything
was said while it was converted is not kept, so that a warning comes every time. The HTML is still made harmless after
it was read back: a forged cache can do no more than a contributor.

The cache can be deleted at any time; one that cannot be read or written costs the time of converting again.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from fanzha.formats.site.written import without_front_matter

_RECIPE = "made by"
_LIBRARIES = ("markdown", "mkdocs", "pymdown-extensions")


class Kept:
    """Values by key, in a file; only what was asked for or added is written back."""

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one."""
        self._path = path
        self._before: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        try:
            found = json.loads(path.read_text("utf-8"))
            self._before = found if isinstance(found, dict) else {}
        except (OSError, ValueError):
            pass

    def made_by(self, recipe: str) -> None:
        """Forget what was made by any other recipe: of values whose keys do not hold all that they depend on."""
        if self._before.get(_RECIPE) != recipe:
            self._before = {}
        self._used[_RECIPE] = recipe

    def get(self, key: str) -> Any:
        """Return the value, or None."""
        value = self._used.get(key) or self._before.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        self._used[key] = value

    def write(self) -> None:
        """Write the file anew when anything in it has changed."""
        if self._used.keys() == self._before.keys():
            return
        staged = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(json.dumps(self._used, ensure_ascii=False, separators=(",", ":")), "utf-8")
            staged.replace(self._path)
        except OSError:
            return


class KeptPage(Page):
    """A page that is converted once, and read back as long as nothing it depends on has changed."""

    def __init__(self, file: File, config: MkDocsConfig, kept: Kept, surroundings: str, converter: Markdown) -> None:
        """Stand for `file`; `surroundings` is what `surroundings_of` returned for all files of this build."""
        super().__init__(None, file, config)
        self._kept = kept
        self._surroundings = surroundings
        self._converter = converter

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown alone: what the front matter says is in the library already."""
        source = config.plugins.on_page_read_source(page=self, config=config)
        self.markdown = without_front_matter(self.file.content_string if source is None else source)
        self.meta = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the page's Markdown, or take what became of it before."""
        key = digest(self._surroundings, self.file.src_uri, self.file.url, self.markdown or "")
        if (known := self._kept.get(key)) and self._take(known, files):
            return
        with _Listener() as listener:
            self._convert(config, files)
        if not listener.heard:
            self._kept.put(key, self._given())

    def _convert(self, config: MkDocsConfig, files: Files) -> None:
        """Do what MkDocs' own page does (`Page.render`), with one converter for all pages instead of one for each."""
        md = self._converter.reset()
        raw_html, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
        anchors = _ExtractAnchorsTreeprocessor(self.file, files, config)
        links = _RelativePathTreeprocessor(self.file, files, config)
        for step in (raw_html, anchors, links, title):
            step._register(md)  # in the place of the last page's
        self.content = md.convert(self.markdown or "")
        self.toc = get_toc(getattr(md, "toc_tokens", []))
        self._title_from_render = title.title
        self.present_anchor_ids = anchors.present_anchor_ids | raw_html.present_anchor_ids
        self.links_to_anchors = links.links_to_anchors

    def _given(self) -> dict[str, Any]:
        links = {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()}
        return {
            "html": self.content,
            "toc": [_entry(item) for item in self.toc],
            "title": self._title_from_render,
            "anchors": sorted(self.present_anchor_ids or ()),
            "links": links,
        }

    def _take(self, known: Mapping[str, Any], files: Files) -> bool:
        """Take over a page from the cache; return False when it does not look as it should."""
        try:
            links = {files.src_uris[uri]: dict(anchors) for uri, anchors in known["links"].items()}
            toc = [_link(*entry) for entry in known["toc"]]
            self.content, self._title_from_render = known["html"], known["title"]
            self.present_anchor_ids, self.links_to_anchors = set(known["anchors"]), links
        except (KeyError, TypeError, ValueError, AttributeError):
            return False
        for first in toc[:1]:
            first.active = True  # type: ignore[attr-defined]  # as MkDocs does
        self.toc = TableOfContents(toc)
        return isinstance(self.content, str)


def keep_pages(kept: Kept, config: MkDocsConfig, files: Files) -> None:
    """Let every page remember what its Markdown becomes; the few in the navigation are MkDocs' own."""
    surroundings = surroundings_of(config, files)
    converter = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    for file in files.documentation_pages():
        if file.inclusion.is_not_in_nav():  # type: ignore[no-untyped-call]
            KeptPage(file, config, kept, surroundings, converter)


def surroundings_of(config: MkDocsConfig, files: Files) -> str:
    """Return the digest of all that the HTML of any page depends on besides its own text."""
    settings = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    return digest(_versions(), repr(settings), *sorted(f"{file.src_uri} {file.url} {file.inclusion}" for file in files))


def digest(*parts: str) -> str:
    """Return the digest of the parts, in order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def _versions() -> str:
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return " ".join((own, *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)))


def _entry(item: AnchorLink) -> list[Any]:
    return [item.title, item.id, item.level, [_entry(child) for child in item.children]]


def _link(title: str, id: str, level: int, children: list[Any]) -> AnchorLink:
    link = AnchorLink(title, id, level)
    link.children = [_link(*child) for child in children]
    return link


class _Listener(logging.Handler):
    """Notices whether MkDocs says anything."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.heard = True

    def __enter__(self) -> _Listener:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)
