"""The contributors' Markdown as MkDocs gets it: read from the project's own folder, each file as its page is made.

MkDocs itself follows links wherever they lead and stops at a file in another encoding, so it never opens one. What the
front matter says is in the library already; a page that stands in no menu is given to MkDocs without it.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from fanzha.diagnostics import Diagnostic, Refusal
from fanzha.source import read

_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


class WrittenFile(File):
    """A Markdown file below the project's `docs/`, which stands for the same page in every locale."""

    _real: Path

    @classmethod
    def at(cls, config: MkDocsConfig, uri: str, real: Path, inclusion: InclusionLevel) -> WrittenFile:
        """Return the file that MkDocs calls `uri` and that lies at `real`."""
        file = cls.generated(config, uri, abs_src_path=str(real), inclusion=inclusion)
        assert isinstance(file, cls)
        file._real = real
        return file

    @property
    def content_string(self) -> str:
        """The file's text, in whatever encoding it may be written; a Refusal when it cannot be read."""
        source = read(self._real.name, self._real)
        if isinstance(source, Diagnostic):
            raise Refusal("SITE002", message=f"{self._real.name}: {source.code}")
        return source.text

    @content_string.setter
    def content_string(self, value: str) -> None:
        raise AttributeError(value)


def without_front_matter(text: str) -> str:
    """Return a document's Markdown alone."""
    front = _FRONT.match(text)
    return text[front.end() :].lstrip("\n") if front else text
